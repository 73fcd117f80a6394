"""What a database or its disk does wrong is a sentence about that; our own mistakes stay errors."""

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, ProgrammingError

from core.clock import FixedClock
from core.errors import (
    FolderNotWritable,
    QueueError,
    StoreDiskFault,
    StoreDiskFull,
    StoreFault,
    StoreUnavailable,
    TextInvalid,
    ValueRefused,
)
from core.office import Office
from core.store.connection.engine import Store
from core.store.connection.place import DatabasePlace
from core.store.connection.refusals import refusal_of


def of_sqlite(name: str, words: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "words", "kind"),
    [
        ("SQLITE_FULL", "database or disk is full", StoreDiskFull),
        ("SQLITE_IOERR_WRITE", "disk I/O error", StoreDiskFault),
        ("SQLITE_CANTOPEN", "unable to open database file", StoreUnavailable),
        ("SQLITE_PROTOCOL", "locking protocol", StoreFault),
        ("SQLITE_NOMEM", "out of memory", StoreFault),
    ],
)
def test_each_fault_of_sqlite_has_its_sentence(
    name: str, words: str, kind: type[QueueError]
) -> None:
    refusal = refusal_of(of_sqlite(name, words), DatabasePlace("turnos.sqlite3"))

    assert type(refusal) is kind
    assert "turnos.sqlite3" in str(refusal)
    assert ("network" in str(refusal)) is (kind is StoreUnavailable)


@pytest.mark.parametrize("name", ["SQLITE_IOERR_WRITE", "SQLITE_CANTOPEN"])
def test_a_disk_that_takes_no_more_files_is_told_as_full(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = SimpleNamespace(f_files=1000, f_favail=0)
    monkeypatch.setattr("os.statvfs", lambda _path: told)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=2**40))

    refusal = refusal_of(of_sqlite(name, "unable to open"), DatabasePlace("turnos.sqlite3"))

    assert type(refusal) is StoreDiskFull


@pytest.mark.parametrize(
    ("code", "kind"),
    [("53100", StoreDiskFull), ("58030", StoreDiskFault), ("XX000", StoreFault)],
)
def test_each_fault_of_postgresql_has_its_sentence(code: str, kind: type[QueueError]) -> None:
    cause = psycopg.errors.lookup(code)("could not extend file")
    error = OperationalError("SELECT 1", None, cause)

    assert type(refusal_of(error, DatabasePlace("postgresql://server/turnos"))) is kind


def test_a_mistake_of_ours_is_no_fault_of_the_database(office_url: str) -> None:
    store = Store(office_url)
    try:
        with (
            pytest.raises((ProgrammingError, OperationalError)),
            store.begin() as connection,
        ):
            connection.execute(text("SELECT nothing_like_this FROM office"))
        with pytest.raises(IntegrityError), store.begin() as connection:
            connection.execute(text("INSERT INTO series SELECT id, day, 'A', NULL FROM office"))
    finally:
        store.close()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_full_disk_is_named_and_nothing_is_half_done(office: Office, office_url: str) -> None:
    """The file may not grow: SQLite then says what it says on a full disk."""
    store = office.queue._ledger.store
    with store.engine.begin() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    before = office.journal()

    with pytest.raises(StoreDiskFull, match="full") as refused:  # noqa: PT012 - one of them
        for _ in range(10_000):
            office.queue.issue()

    assert "network" not in str(refused.value)
    issued = len(office.journal(limit=20_000)) - len(before)
    with store.engine.begin() as connection:
        connection.execute(text("PRAGMA max_page_count = 1073741823"))
    assert office.queue.issue().number == issued + 1  # no number is lost, none is given twice


@pytest.mark.parametrize("reason", ["\0", "a\0b", "\ud800"])
def test_what_no_database_can_keep_is_refused_and_nothing_changes(
    staffed_office: Office, reason: str, backend: str
) -> None:
    ticket = staffed_office.queue.issue()
    before = staffed_office.journal()

    try:
        staffed_office.queue.call(counter=1, code=ticket.code or "", reason=reason)
    except (TextInvalid, ValueRefused):
        assert staffed_office.journal() == before
    else:  # SQLite keeps a NUL inside JSON
        assert backend == "sqlite"


def test_a_device_is_no_database(tmp_path: Path, clock: FixedClock) -> None:
    link = tmp_path / "turnos.sqlite3"
    link.symlink_to("/dev/zero")

    with pytest.raises(FolderNotWritable, match="it is no file"):
        Office.open(f"sqlite:///{link.as_posix()}", "san-andres", clock)


def test_a_value_out_of_range_is_no_lost_connection() -> None:
    error = DataError("SELECT 1", None, psycopg.DataError("bigint out of range"))

    assert isinstance(refusal_of(error, DatabasePlace("postgresql://server/turnos")), ValueRefused)


def test_what_a_server_said_is_told_in_one_line_without_gaps() -> None:
    # libpq puts two blanks behind FATAL, and its advice on a line of its own.
    cause = psycopg.OperationalError("connection failed: FATAL:  no such role.\n\tIs it there?")
    refusal = refusal_of(
        OperationalError("SELECT 1", None, cause), DatabasePlace("postgresql://server/turnos")
    )

    assert "does not answer: connection failed: FATAL: no such role. Check" in str(refusal)


@pytest.mark.parametrize("name", ["SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_WRITE"])
def test_a_disk_without_room_is_told_as_full_whatever_sqlite_calls_it(name: str) -> None:
    nowhere = DatabasePlace(
        "turnos.sqlite3", Path("/proc/turnos/turnos.sqlite3")
    )  # a disk without room

    refusal = refusal_of(of_sqlite(name, "disk I/O error"), nowhere)

    assert type(refusal) is StoreDiskFull
