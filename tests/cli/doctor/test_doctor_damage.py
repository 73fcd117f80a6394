"""`turnos doctor` is red, with a sentence, for whatever was done to a database, and ends well."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text, update

from core.office import Office
from core.store.connection.engine import Store
from core.store.connection.place import read_address
from core.store.tables import office_settings, staff
from tests.cli.conftest import Run

SWALLOW = {
    "sqlite": ("CREATE TRIGGER quiet BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END",),
    "postgresql": (
        "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "CREATE TRIGGER quiet BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION quiet()",
    ),
}
# What was done, and which checks are red for it.
DAMAGE: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "an index dropped": (("DROP INDEX ticket_number",), {"structure"}),
    "an index that is unique no more": (
        ("DROP INDEX event_request", "CREATE INDEX event_request ON event (office, request)"),
        {"structure"},
    ),
    "another condition of an index": (
        ("DROP INDEX ticket_held", "CREATE INDEX ticket_held ON ticket (office, counter)"),
        {"structure"},
    ),
    "a table dropped": (("DROP TABLE receipt",), {"structure"}),
    "a column dropped": (("ALTER TABLE receipt DROP COLUMN unspoken",), {"structure"}),
    "a count of events too high": (("UPDATE office SET event_seq = event_seq + 5",), {"journal"}),
    "a count of events too low": (("UPDATE office SET event_seq = event_seq - 1",), {"journal"}),
    "an event deleted": (("DELETE FROM event WHERE seq = 2",), {"journal"}),
    "every event deleted": (("DELETE FROM event",), {"journal", "queue"}),
    "an event of no kind": (("UPDATE event SET kind = 'dance' WHERE seq = 3",), {"journal"}),
    "a PIN that is none": (("UPDATE staff SET pin_hash = 'x' WHERE username = 'ana'",), {"people"}),
    "a role that is none": (("UPDATE staff SET role = 'king' WHERE username = 'ana'",), {"people"}),
    "a role raised": (("UPDATE staff SET role = 'director' WHERE username = 'ana'",), {"people"}),
    "tries below none": (("UPDATE staff SET wrong_tries = -9 WHERE username = 'ana'",), {"people"}),
    "settings of no event": (("UPDATE office SET settings_seq = 99999",), {"document"}),
    "a receipt of no word of ours": (
        (
            (
                "INSERT INTO receipt (office, call_seq, device, unspoken) "
                "VALUES ('san-andres', 12, 'tv', 'nonsense')"
            ),
        ),
        {"receipts"},
    ),
    "two versions": (("INSERT INTO turnos_version VALUES ('9999')",), {"structure"}),
    "nobody who may serve": (("UPDATE staff SET deactivated_at = NULL, role = 'x'",), {"serving"}),
    "a ticket deleted": (("DELETE FROM ticket",), {"queue"}),
    "a ticket changed": (("UPDATE ticket SET line = 'preferential'",), {"queue"}),
    "a ticket in no state": (("UPDATE ticket SET state = 'flying'",), {"queue"}),
    "a series too far": (("UPDATE series SET last_number = 900",), {"queue"}),
    "somebody at a counter that no event put there": (
        (
            (
                "INSERT INTO counter (office, number, staff, since) "
                "SELECT 'san-andres', 3, 'carla', since FROM counter"
            ),
        ),
        {"queue"},
    ),
    "a day that stands for years": (("UPDATE office SET until = '2037-01-01'",), {"queue"}),
    "a day that stands for no date": (("UPDATE office SET until = '2019-01-01'",), {"queue"}),
    "a day long ago": (("UPDATE office SET day = '2019-01-01'",), {"queue"}),
    "a day long ago, alone": (
        ("UPDATE office SET day = '2019-01-01', until = '2019-01-01'",),
        {"queue"},
    ),
    "a day far away": (("UPDATE office SET day = '2037-01-01', until = '2037-01-01'",), {"queue"}),
    "settings that are none": (("UPDATE office_settings SET document = '[]'",), {"database"}),
}
OF_SQLITE: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "settings that are no JSON": (
        ("UPDATE office_settings SET document = '{'",),
        {"database"},
    ),
    "an event that is no JSON": (("UPDATE event SET data = '{' WHERE seq = 3",), {"journal"}),
    "a time beyond the calendar": (
        ("UPDATE event SET at = 1000000000000000000 WHERE seq = 3",),
        {"journal"},
    ),
    "a day that is none": (("UPDATE ticket SET day = '2026-02-31'",), {"queue"}),
}


@pytest.fixture
def damaged(run: Run, at_office: str) -> str:
    """Have an office with a little of a morning in its journal."""
    run("sign-in", "ana", "--counter", "1")
    run("issue", "--outside-hours")
    return at_office


def do(address: str, *statements: str) -> None:
    store = Store(address)
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    store.close()


def checks(run: Run, config: Path) -> dict[str, tuple[bool, str]]:
    done = run("doctor", "--config", str(config), "--json")
    assert "Traceback" not in done.error
    found = {each["name"]: (each["ok"], each["sentence"]) for each in json.loads(done.out)}
    assert done.code == (0 if all(ok for ok, _ in found.values()) else 1)
    return found


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "silent.toml"
    file.write_text('[voice]\nengine = "none"\n', encoding="utf-8")
    file.chmod(0o600)
    return file


@pytest.mark.parametrize("what", DAMAGE)
def test_the_doctor_is_red_for_what_was_done_by_hand(
    run: Run, damaged: str, config: Path, what: str
) -> None:
    statements, red = DAMAGE[what]
    do(damaged, *statements)

    found = checks(run, config)

    assert red <= {name for name, (ok, _) in found.items() if not ok}, found


def test_the_doctor_is_red_for_a_pause_of_years(run: Run, damaged: str, config: Path) -> None:
    store = Store(damaged)
    with store.begin() as connection:
        until = datetime.now(UTC) + timedelta(days=900)
        connection.execute(update(staff).values(paused_until=until))
    store.close()

    assert not checks(run, config)["people"][0]


def test_the_doctor_is_red_for_settings_that_no_event_made(
    run: Run, damaged: str, config: Path
) -> None:
    store = Store(damaged)
    with store.begin() as connection:
        document = connection.execute(select(office_settings.c.document)).scalar_one()
        document.setdefault("targets", {})["general_min"] = 3
        connection.execute(update(office_settings).values(document=document))
    store.close()

    ok, sentence = checks(run, config)["document"]

    assert not ok
    assert "targets.general_min" in sentence


def test_settings_that_were_changed_are_no_damage(run: Run, damaged: str, config: Path) -> None:
    with Office.open(damaged) as office:
        office.settings.change({"targets.general_min": 20})
        office.settings.change({"name": "Otra", "targets.general_min": 25})

    assert checks(run, config)["document"][0]


def test_who_has_left_is_no_damage(run: Run, damaged: str, config: Path) -> None:
    run("staff", "deactivate", "beto")

    assert checks(run, config)["people"][0]


def test_an_office_without_anybody_is_red_with_the_way_to_register_somebody(
    run: Run, database_url: str, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("init", "--office", "san-andres", "--database", database_url)
    monkeypatch.setenv("TURNOS_DATABASE", database_url)

    ok, sentence = checks(run, config)["serving"]

    assert not ok
    assert "turnos staff add USER --name NAME" in sentence
    assert " staff add USER --name NAME" in made.out


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("what", OF_SQLITE)
def test_the_doctor_is_red_for_what_only_sqlite_lets_be_written(
    run: Run, damaged: str, config: Path, what: str
) -> None:
    statements, red = OF_SQLITE[what]
    do(damaged, *statements)

    found = checks(run, config)

    assert red <= {name for name, (ok, _) in found.items() if not ok}, found


def test_the_doctor_is_green_before_anything_is_done(run: Run, damaged: str, config: Path) -> None:
    found = checks(run, config)

    assert [(name, said) for name, (ok, said) in found.items() if not ok] == []
    assert {"file", "structure", "writing", "journal", "people", "queue"} <= found.keys()


def test_looking_changes_nothing(run: Run, damaged: str, config: Path) -> None:
    with Office.open(damaged) as office:
        before = office.journal()

    checks(run, config)

    with Office.open(damaged) as office:
        assert office.journal() == before
        assert office.queue.board().seq == before[-1].seq


def test_a_trigger_that_swallows_events_is_seen(
    run: Run, damaged: str, config: Path, backend: str
) -> None:
    do(damaged, *SWALLOW[backend])

    found = checks(run, config)

    assert not found["structure"][0]
    assert "quiet" in found["structure"][1]
    assert not found["writing"][0]


def test_a_held_lock_is_named_and_nobody_waits_for_ever(
    run: Run, damaged: str, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.store.connection.engine.SQLITE_BUSY_S", 1)
    monkeypatch.setattr("core.store.health.LOCK_WAIT_S", 1)
    with _holding(damaged):
        found = checks(run, config)

    assert not found["writing"][0]
    assert "busy" in found["writing"][1]


@contextmanager
def _holding(address: str) -> Iterator[Connection]:
    """Hold the office's lock, as a window that hangs in an action does."""
    store = Store(address)
    with store.begin() as connection:
        connection.execute(text("UPDATE office SET event_seq = event_seq"))
        yield connection
    store.close()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("part", [0.3, 0.5, 0.7, 0.9])
def test_random_bytes_in_the_file_are_a_sentence(
    run: Run, damaged: str, config: Path, part: float
) -> None:
    file = read_address(damaged).file
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(file.read_bytes())
    start = int(len(content) * part) // 4096 * 4096
    content[start : start + 4096] = bytes(255 - each for each in content[start : start + 4096])
    file.write_bytes(content)

    found = checks(run, config)

    assert any(not ok for ok, _ in found.values())
