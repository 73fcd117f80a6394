"""The schema: made, upgraded and taken back with rows in it; refused when it is not ours."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from core.clock import FixedClock
from core.errors import StoreCorrupt, StoreForeign, StoreNotReady, StoreTooNew
from core.office import Office, template
from core.store import upgrade
from core.store.connection.engine import Store
from core.store.tables import metadata
from tests.office.ledger import workers


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store(database_url)
    yield opened
    opened.close()


def test_the_program_knows_exactly_the_scripts_that_it_ships() -> None:
    folder = Path(upgrade.__file__).parents[2] / "migrations"

    scripts = list(ScriptDirectory(str(folder)).walk_revisions())

    assert [script.revision for script in reversed(scripts)] == list(upgrade.KNOWN)


def test_the_schema_made_by_the_scripts_is_the_one_the_code_uses(store: Store) -> None:
    upgrade.ensure(store, create=True)

    found = inspect(store.engine)

    assert set(found.get_table_names()) == {*metadata.tables, upgrade.VERSION_TABLE}
    for table in metadata.tables.values():
        stored = {column["name"]: column for column in found.get_columns(table.name)}
        assert set(stored) == {column.name for column in table.columns}
        for column in table.columns:
            assert stored[column.name]["nullable"] is bool(column.nullable), column
        indexes = {
            (index["name"], bool(index["unique"]), tuple(index["column_names"]))
            for index in found.get_indexes(table.name)
        }
        assert indexes == {
            (index.name, index.unique, tuple(column.name for column in index.columns))
            for index in table.indexes
        }


def test_every_revision_goes_up_and_down_with_rows_in_the_tables(
    office_url: str, clock: FixedClock
) -> None:
    with Office.open(office_url, "san-andres", clock) as office:
        office.queue.issue(print_on="kiosk")
        before = office.journal()
    store = Store(office_url)

    for revision in (*reversed(upgrade.KNOWN), *upgrade.KNOWN):
        upgrade.migrate(store, revision)
        assert upgrade.check(store) == revision
        with store.read() as connection:
            assert connection.scalar(text("SELECT count(*) FROM event")) == len(before)
    upgrade.migrate(store, "base")
    assert upgrade.check(store) is None
    upgrade.ensure(store, create=True)

    store.close()
    Office.create(office_url, "san-andres", template("san-andres"), clock).close()


def test_of_devices_with_one_name_the_one_seen_last_goes_down(
    office_url: str, clock: FixedClock
) -> None:
    with Office.open(office_url, "san-andres", clock) as office:
        office.devices.seen("pc", "kiosk", {})
        clock.advance(timedelta(seconds=5))
        office.devices.seen("pc", "display", {"voice": "ok"})
        office.devices.seen("tv", "display", {})
    store = Store(office_url)
    upgrade.migrate(store, "0007")
    store.close()

    with Office.open(office_url, "san-andres", clock) as office:
        found = [(each.name, each.kind, each.state) for each in office.devices.all()]

    assert found == [("pc", "display", {"voice": "ok"}), ("tv", "display", {})]


def test_an_office_from_before_its_clock_was_watched_works_on_in_its_day(
    office_url: str, clock: FixedClock
) -> None:
    with Office.open(office_url, "san-andres", clock) as office:
        first = office.queue.issue()
    store = Store(office_url)
    upgrade.migrate(store, "0003")
    store.close()

    with Office.open(office_url, "san-andres", clock) as office:
        now = office.clock.now()
        assert (now.latest_at, now.day, now.doubt) == (first.issued_at, first.day, None)
        assert office.queue.issue().code == "A-002"
        assert office.inconsistencies() == ()


def test_an_empty_database_is_not_ready_and_stays_empty(store: Store) -> None:
    with store.begin():
        pass  # the SQLite file exists now

    with pytest.raises(StoreNotReady, match="turnos init"):
        upgrade.ensure(store)

    assert inspect(store.engine).get_table_names() == []


def test_a_newer_schema_is_refused_and_left_alone(store: Store) -> None:
    upgrade.ensure(store, create=True)
    with store.begin() as connection:
        connection.execute(text(f"UPDATE {upgrade.VERSION_TABLE} SET version_num = '9999'"))

    with pytest.raises(StoreTooNew, match="9999"):
        upgrade.ensure(store, create=True)

    with store.read() as connection:
        version = connection.scalar(text(f"SELECT version_num FROM {upgrade.VERSION_TABLE}"))
    assert version == "9999"


def test_another_programs_database_is_refused_and_left_alone(store: Store) -> None:
    with store.begin() as connection:
        connection.execute(text("CREATE TABLE customer (name TEXT)"))

    with pytest.raises(StoreForeign, match="another program"):
        upgrade.ensure(store, create=True)

    assert inspect(store.engine).get_table_names() == ["customer"]


def test_six_programs_starting_at_once_make_one_schema(database_url: str) -> None:
    context = get_context("forkserver")
    context.set_forkserver_preload(["core.office", "tests.office.ledger.workers", "psycopg"])
    Office.create(database_url, "san-andres", template("san-andres")).close()
    store = Store(database_url)
    upgrade.migrate(store, "base")
    store.close()
    ends = []

    for _ in range(6):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=workers.make_office, args=(database_url, theirs))
        process.start()
        theirs.close()
        ends.append((process, ours))
    said = []
    for process, end in ends:
        assert end.poll(60)
        said.append(end.recv())
        process.join(60)
        end.close()

    assert sorted(said) == ["exists"] * 5 + ["made"]


def test_a_damaged_file_and_a_file_that_is_no_database_are_named(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite3"
    file.write_bytes(b"Estimado usuario, " * 1000)

    with pytest.raises(StoreCorrupt, match=r"letter\.sqlite3"):
        Office.open(f"sqlite:///{file}", "san-andres")

    assert file.read_bytes() == b"Estimado usuario, " * 1000


def test_a_torn_page_is_a_sentence_not_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "torn.sqlite3"
    Office.create(f"sqlite:///{file}", "san-andres", template("san-andres")).close()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(file.read_bytes())
    content[4096 : len(content)] = b"\xff" * (len(content) - 4096)
    file.write_bytes(bytes(content))

    with pytest.raises(StoreCorrupt, match=r"torn\.sqlite3"):
        Office.open(f"sqlite:///{file}", "san-andres")
