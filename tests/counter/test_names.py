"""Names typed at the counter for a whole day: found nowhere afterwards."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from core.language import Language
from core.office import Office
from core.qt.traces.crash import CrashReports
from core.qt.traces.logs import start_log
from core.reports.flat import report_csv
from core.reports.plain_report import report_text
from core.reports.span_report import content_of
from core.store.connection.engine import Store
from core.store.tables import metadata
from counter.decisions.presenter import Stage
from tests.counter.conftest import Desk, Open, issue, on_both_databases

NAMES = ("Zulma Bent", "Wilfrid Hooker", "Quetzalina Forbes", "Xiomara Pomare")
MARKS = ("Zulma", "Wilfrid", "Quetzalina", "Xiomara")


@pytest.fixture
def log(home: Path) -> Iterator[Path]:
    """Log as a window does."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    start_log("counter", home / "logs")
    root.setLevel(logging.DEBUG)  # more than the product ever writes
    yield home / "logs" / "counter.log"
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def serve(desk: Desk, name: str) -> None:
    """Call the next one, and address them by their name."""
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    desk.touch("Ms.")
    desk.type_into("Name", name)
    desk.touch("4  Farewell")
    assert desk.sees(f"Thank you, Ms. {name}. Would you complete our satisfaction survey?")


def go_by(desk: Desk, crashes: CrashReports) -> None:
    """Pass a day in which everything happens to somebody with a name."""
    serve(desk, NAMES[0])
    for key in ("F4", "1", "7", "F9"):
        desk.press(key)
    desk.wait_for_stage(Stage.AWAY)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.press("Ctrl+Z")  # served again
    desk.wait_for_stage(Stage.SERVING)
    desk.type_into("Name", NAMES[0])
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    serve(desk, NAMES[1])
    for key in ("F6", "1", "F9"):
        desk.press(key)
    desk.wait_for_stage(Stage.FREE)
    serve(desk, NAMES[2])
    for key in ("Ctrl+T", "1", "F9"):
        desk.press(key)
    desk.wait_for_stage(Stage.FREE)
    desk.touch("Chat")
    desk.wait_for_stage(Stage.SERVING)
    desk.type_into("Name", NAMES[3])
    try:
        dict[str, int]()[desk.counter.serving.person.name.text()]
    except KeyError as error:
        logging.getLogger("counter").exception("an error while somebody is served")
        crashes.report(error)
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.touch("Resume A-002")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("F4")
    desk.press("1")
    assert desk.sees(f"Ms. {NAMES[1]}, I have to step away for a moment for a short break. May I?")
    desk.press("Esc")
    for key in ("F6", "1", "F9"):
        desk.press(key)
    desk.wait_for_stage(Stage.FREE)
    for _ in range(2):  # others wait: it asks first
        desk.press("Ctrl+F12")
    desk.wait_for_stage(Stage.SIGNED_OUT)


def in_memory(desk: Desk) -> str:
    """Return what the window has kept of those it served."""
    serving = desk.counter.serving
    return repr((serving.citizen(), serving._on_hold))


@on_both_databases
def test_no_name_of_a_day_is_found_anywhere(
    open_desk: Open, office: Office, office_url: str, tmp_path: Path, log: Path
) -> None:
    desk = open_desk()
    desk.sign_in()
    issue(office, "ggg")
    desk.wait_for_waiting("A-001", "A-002", "A-003")
    crashes = CrashReports("counter", log.parent.parent / "crashes")

    go_by(desk, crashes)
    assert not any(mark in in_memory(desk) for mark in MARKS)
    desk.close()
    crashes.close()

    report, spanish = office.reports.day(), Language.load("es")
    kept = [
        repr(office.journal()),
        report_text(content_of(report, office.clock.now().at, spanish), spanish),
        report_csv(report),
        *rows_of(office_url),
        *(each.read_bytes().decode("utf-8", "replace") for each in files_in(tmp_path)),
        *written_ahead(office_url),
    ]
    assert any("KeyError" in text for text in kept), "the crash and the log were looked at"
    assert any("A-003" in text for text in rows_of(office_url))
    found = [mark for mark in MARKS if any(mark in text for text in kept)]
    assert found == []


def files_in(folder: Path) -> list[Path]:
    """Return every file that was left: database, log, crash report, remembered settings."""
    found = [each for each in folder.rglob("*") if each.is_file()]
    assert {".log", ".txt"} <= {each.suffix for each in found}
    return found


def written_ahead(url: str) -> list[str]:
    """Return what the database wrote before its tables: the log from which it recovers."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        logs = [Path(f"{place.database}-wal")]
    else:
        logs = [
            each for each in Path(str(place.query["host"]), "pg_wal").iterdir() if each.is_file()
        ]
    found = [each.read_bytes().decode("utf-8", "replace") for each in logs]
    assert any("A-003" in text for text in found), "the day is in it"
    return found


def rows_of(url: str) -> list[str]:
    """Return every row of every table as text."""
    store = Store(url)
    with store.read() as connection:
        found = [
            repr(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    store.close()
    return found
