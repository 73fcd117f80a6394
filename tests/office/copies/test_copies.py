"""Copies of a database: made while it is worked with, whole or refused, and equal when back."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.clock import FixedClock
from core.errors import (
    CopyDamaged,
    CopyDiffers,
    CopyExists,
    CopyFilesNotWritten,
    CopyNotWritten,
    CopyTooNew,
    CopyUnreadable,
    DatabaseHolds,
)
from core.office import Office
from core.office.copies import restore
from core.store.copying import archive
from core.store.copying.archive import About
from core.store.copying.rows import digest_of
from core.store.upgrade import KNOWN
from tests.conftest import NewDatabase

if TYPE_CHECKING:
    from tests.servers import PostgresServer


@pytest.fixture
def other_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of an empty database of the other kind."""
    if backend == "postgresql":
        yield f"sqlite:///{(tmp_path / 'other.sqlite3').as_posix()}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    address = server.create()
    yield address
    server.drop(address)


@pytest.fixture
def busy_office(staffed_office: Office, clock: FixedClock) -> Office:
    """Have a morning with every kind of thing in it."""
    queue = staffed_office.queue
    for number in range(12):
        queue.issue("preferential" if number % 4 == 1 else "general", print_on="kiosk")
        clock.advance(timedelta(seconds=0.333333 * number))
    for counter in (1, 2, 3):
        queue.call_next(counter=counter)
        queue.start(counter=counter)
    queue.hold(counter=1, reason="á «ñ»\u200b🙂")
    queue.finish(counter=2, outcome="filed")
    queue.transfer(counter=3, line="general")
    queue.call_next(counter=2)
    queue.no_show(counter=2)
    queue.arrive(counter=2)
    staffed_office.staff.step_away(counter=3, reason="lunch")
    staffed_office.surveys.rate(5)
    staffed_office.devices.seen("tv", "display", {"voice": "ok", "n": [1, 2.5, None]})
    staffed_office.settings.mute(muted=True)
    return staffed_office


def rows_of(about: About) -> dict[str, tuple[int, str]]:
    return {table.name: (table.rows, table.digest) for table in about.tables}


def test_a_copy_is_brought_back_into_either_kind_row_for_row(
    busy_office: Office,
    clock: FixedClock,
    new_database: NewDatabase,
    other_url: str,
    tmp_path: Path,
) -> None:
    copy = busy_office.backup(tmp_path / "copy.zip")
    next_here = busy_office.queue.issue("general").code

    for number, url in enumerate((new_database(), other_url)):
        about = Office.restore(copy, url)
        with Office.open(url, "san-andres", clock) as back:
            assert back.inconsistencies() == ()
            again = back.copies.make(tmp_path / f"again-{number}.zip").about
            assert rows_of(again) | {"device": None} == rows_of(about) | {"device": None}
            assert back.queue.issue("general").code == next_here
            assert back.copies.latest() is not None


def test_a_copy_is_of_one_moment_while_others_work(
    busy_office: Office, clock: FixedClock, other_url: str, tmp_path: Path
) -> None:
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            busy_office.queue.issue("general")

    worker = threading.Thread(target=work)
    worker.start()
    try:
        copies = [busy_office.backup(tmp_path / f"{number}.zip") for number in range(3)]
    finally:
        stop.set()
        worker.join()

    about = Office.restore(copies[-1], other_url)
    with Office.open(other_url, "san-andres", clock) as back:
        assert back.inconsistencies() == ()
        assert len(back.queue.waiting()) < len(busy_office.queue.waiting())
        assert back.queue.board().seq == about.offices[0].events


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_copy_that_is_cut_or_changed_by_a_byte_is_refused(
    busy_office: Office, tmp_path: Path
) -> None:
    whole = busy_office.backup(tmp_path / "copy.zip").read_bytes()
    bad, target = tmp_path / "bad.zip", tmp_path / "new.sqlite3"

    @given(st.integers(0, len(whole) - 1), st.integers(1, 255), st.booleans())
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def damaged(at: int, turned: int, is_cut: bool) -> None:
        changed = bytes([whole[at] ^ turned])
        bad.write_bytes(whole[:at] if is_cut else whole[:at] + changed + whole[at + 1 :])
        with pytest.raises(CopyDamaged):
            Office.restore(bad, f"sqlite:///{target.as_posix()}")
        assert not target.exists()

    damaged()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a" * 5000])
def test_what_is_no_copy_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "no.zip"
    file.write_bytes(content)
    with pytest.raises(CopyDamaged):
        Office.restore(file, f"sqlite:///{(tmp_path / 'new.sqlite3').as_posix()}")
    with pytest.raises(CopyUnreadable):
        Office.restore(tmp_path / "none.zip", f"sqlite:///{(tmp_path / 'new.sqlite3').as_posix()}")


def test_nothing_is_overwritten(busy_office: Office, office_url: str, tmp_path: Path) -> None:
    copy = busy_office.backup(tmp_path / "copy.zip")
    before = busy_office.queue.board()

    with pytest.raises(DatabaseHolds, match="san-andres"):
        Office.restore(copy, office_url)
    with pytest.raises(CopyExists):
        busy_office.backup(copy)
    assert busy_office.queue.board().seq == before.seq


def rewritten(copy: Path, to: Path, change: object) -> Path:
    """Seal a copy anew, as another program would have made it."""
    with archive.opened(copy, known=KNOWN) as read, archive.written(to) as writing:
        for table in read.about.tables:
            with writing.table(table.name) as out:
                out.writelines(read.table(table.name))
        assert callable(change)
        writing.finish(change(read.about))
    return to


def as_of_before(copy: Path, to: Path) -> Path:
    """Seal a copy as version 0007 made it: what came later is not in it."""
    tables = []
    with archive.opened(copy, known=KNOWN) as read, archive.written(to) as writing:
        for table in read.about.tables:
            if table.name in {"planned_change", "summary"}:
                continue
            columns = tuple(
                replace(each, in_key=each.in_key and each.name != "kind")
                for each in table.columns
                if each.name not in {"plan_at", "offices"}
            )
            lines = read.table(table.name)
            rows = [msgspec.json.decode(line)[: len(columns)] for line in lines]
            written = [msgspec.json.encode(row, order="sorted") + b"\n" for row in rows]
            with writing.table(table.name) as out:
                out.writelines(written)
            _, digest = digest_of(written)
            tables.append(replace(table, columns=columns, digest=digest))
        writing.finish(replace(read.about, schema="0007", tables=tuple(tables)))
    return to


def test_a_copy_of_a_newer_turnos_is_refused_and_of_an_older_one_upgraded(
    busy_office: Office, clock: FixedClock, new_database: NewDatabase, tmp_path: Path
) -> None:
    copy = busy_office.backup(tmp_path / "copy.zip")
    url = new_database()

    newer = rewritten(copy, tmp_path / "newer.zip", lambda about: replace(about, schema="9999"))
    with pytest.raises(CopyTooNew):
        Office.restore(newer, url)

    Office.restore(as_of_before(copy, tmp_path / "older.zip"), url)
    with Office.open(url, "san-andres", clock) as back:
        assert back.inconsistencies() == ()
        assert back.queue.waiting() == busy_office.queue.waiting()


def test_what_was_written_otherwise_is_not_kept(
    busy_office: Office, new_database: NewDatabase, tmp_path: Path
) -> None:
    copy = busy_office.backup(tmp_path / "copy.zip")

    def of_another(about: About) -> About:
        tables = [
            replace(table, digest="0" * 64) if table.name == "ticket" else table
            for table in about.tables
        ]
        return replace(about, tables=tuple(tables))

    wrong, url = rewritten(copy, tmp_path / "wrong.zip", of_another), new_database()
    with pytest.raises(CopyDiffers):
        Office.restore(wrong, url)
    Office.restore(copy, url)  # it is empty still


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_copy_that_cannot_be_written_leaves_nothing(
    busy_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.store.copying.archive.os.fsync", full)
    with pytest.raises(CopyNotWritten, match="disk is full"):
        busy_office.backup(tmp_path / "copies.zip")
    with pytest.raises(CopyNotWritten):
        busy_office.backup(tmp_path / "none" / "copy.zip")
    assert list(tmp_path.glob("cop*")) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_folder_keeps_days_weeks_and_months(
    office: Office, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.copies, "_try", lambda _path: None)  # one was tried above
    folder = tmp_path / "copies"
    strange = folder / "turnos-of-mine.zip"
    office.copies.make_in(folder)
    strange.write_text("mine")
    for _day in range(40):
        clock.advance(timedelta(days=1))
        made = office.copies.make_in(folder)
        assert made.path.exists()

    names = sorted(path.name for path in folder.iterdir())
    assert strange.name in names
    assert len(names) - 1 == 7 + 3 + 1  # of 41 days: days, weeks before them, a month before those
    assert made.removed


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_files_come_along_and_nowhere_else(office: Office, tmp_path: Path) -> None:
    picture = tmp_path / "reef.png"
    picture.write_bytes(b"blue")
    files = {"pictures/reef.png": picture, "../../outside.png": picture}
    copy = office.copies.make(tmp_path / "copy.zip", files=files).path

    folder = tmp_path / "a" / "b" / "files"
    url = f"sqlite:///{(tmp_path / 'new.sqlite3').as_posix()}"
    restore(copy, url, files_to=folder)
    found = [path for path in (tmp_path / "a").rglob("*") if path.is_file()]
    assert found == [folder / "pictures" / "reef.png"]
    assert found[0].read_bytes() == b"blue"


def test_files_that_find_no_room_are_told_and_the_database_stays_empty(
    office: Office, new_database: NewDatabase, tmp_path: Path
) -> None:
    picture = tmp_path / "reef.png"
    picture.write_bytes(b"blue")
    copy = office.copies.make(tmp_path / "copy.zip", files={"pictures/reef.png": picture}).path
    taken = tmp_path / "taken"
    taken.write_text("a file where the folder should be")
    url = new_database()

    with pytest.raises(CopyFilesNotWritten, match="taken"):
        restore(copy, url, files_to=taken)

    restore(copy, url, files_to=tmp_path / "folder")  # nothing was kept, so it is done now
    assert (tmp_path / "folder" / "pictures" / "reef.png").read_bytes() == b"blue"
