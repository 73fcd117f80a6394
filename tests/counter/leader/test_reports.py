"""Reports by page: which days and of whom by keys, the figures of the files, nothing held up."""

import csv
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.clock import FixedClock
from core.office import Office
from core.office.document.document import template
from core.qt.widgets.chart.card import ChartCard
from core.reports import files
from counter.leader.reports.saving import SaveDialog
from tests.conftest import SAMPLE_PIN
from tests.counter.leader import far
from tests.counter.leader.conftest import LeaderDesk, OpenLeader

MINUTE = timedelta(minutes=1)


@pytest.fixture
def busy(office: Office, clock: FixedClock) -> Office:
    """Have ten people served at counter 1 by Ana, five of them with priority."""
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    for number in range(10):
        office.queue.issue("preferential" if number % 2 else "general")
        clock.advance((1 + 3 * number) * MINUTE)
        office.queue.call_next(counter=1)
        office.queue.start(counter=1)
        clock.advance(2 * MINUTE)
        office.queue.finish(counter=1)
    return office


@pytest.fixture
def desk(busy: Office, open_leader: OpenLeader) -> LeaderDesk:
    found = open_leader()
    found.go_to("Reports")
    found.wait_for("10 people came in person.")
    return found


def save(desk: LeaderDesk, key: str, out: Path) -> None:
    """Press a file's key, and say where it is to be."""
    desk.press(key)
    desk.wait_until(lambda: bool(desk.leader.findChildren(SaveDialog)), "where to save")
    (dialog,) = desk.leader.findChildren(SaveDialog)
    dialog.selectFile(str(out))
    dialog.accept()


def choose(desk: LeaderDesk, key: str, steps: int) -> None:
    """Open a filter by its key, go down and choose."""
    desk.press(key)
    (menu,) = (each.menu for each in desk.leader.reports_page.filters.buttons.values() if each.menu)
    assert menu is not None
    for _ in range(steps):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_the_page_has_the_figures_of_its_files(desk: LeaderDesk, tmp_path: Path) -> None:
    assert desk.sees("Report of November 2026")
    assert desk.sees("Out of the target")
    (card,) = (each for each in desk.named if isinstance(each, ChartCard))
    assert card.picture.accessibleName() == "Arrivals by hour"  # a single day has no course
    assert "Most come on Monday" in card.picture.accessibleDescription()
    card.picture.setFocus()
    desk.press("T")
    assert card.shows_table

    page = desk.leader.reports_page
    save(desk, "Ctrl+S", tmp_path / "november.csv")
    desk.wait_for(f"The file is in {tmp_path / 'november.csv'}.")

    text = (tmp_path / "november.csv").read_text("utf-8-sig").replace(",", ".")
    rows = {(row[2], row[3]): row[4:] for row in csv.reader(text.splitlines(), delimiter=";")}
    shown = [each.replace("\N{NO-BREAK SPACE}", " ") for each in page.details()]
    for line, word in (
        ("general", "General: within 15 min"),
        ("preferential", "Priority: within 5 min"),
    ):
        share, n = rows[f"line:{line}", "within_target"]
        told = f"{word}. {float(share):.0f} %. Target 80 % · n = {n}. Out of the target"
        assert told in shown
    median, p90 = (float(rows["all", f"wait_{each}_min"][0]) for each in ("median", "p90"))
    assert f"Wait, median. {median:.1f} min. p90 {p90:.1f} · n = 10" in shown


def test_days_and_people_are_chosen_by_keys_and_kept(desk: LeaderDesk) -> None:
    choose(desk, "6", 2)
    desk.wait_for("5 people came in person.")
    desk.press("1")
    desk.wait_for("Report: Monday 23 Nov 2026")
    desk.go_to("People")
    desk.go_to("Reports")
    desk.wait_for("Line: Priority")
    desk.press("F7")
    desk.wait_for("Nobody came in these days.")
    desk.press("F8")
    desk.wait_for("5 people came in person.")
    desk.press("F7")
    desk.touch("Show everybody")
    desk.touch("The days before")
    desk.wait_for("Report: Saturday 21 Nov 2026")

    desk.press("5")
    desk.type_into("First day", "31/11/2026")
    desk.press("F9")
    desk.wait_for('"31/11/2026" is no day.')
    desk.type_into("First day", "01/11/2026")
    desk.type_into("Last day", "23/11/2026")
    desk.press("F9")
    desk.wait_for("10 people came in person.")
    assert "10 people came in person." in " ".join(desk.leader.reports_page.spoken())


def test_a_year_is_another_process_s_and_so_is_a_file(
    desk: LeaderDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.touch("November 2026")
    desk.type_into("Day", "2025-05-05")
    desk.press("F9")
    desk.wait_for("Report of May 2025")
    desk.press("4")
    desk.wait_for("The figures are being worked out…")
    desk.wait_for("Nobody came in these days.")
    assert desk.sees("Report of 2025")
    desk.press("Ctrl+P")
    desk.wait_for("there is nothing to write")

    desk.press("1")
    desk.touch("31 Dec 2025")
    desk.type_into("Day", "23/11/2026")
    desk.press("F9")
    desk.wait_for("10 people came in person.")
    monkeypatch.setattr(files, "written_apart", far.endless)
    save(desk, "Ctrl+P", tmp_path / "november.pdf")
    desk.wait_for("The file is being made…")
    desk.press("Esc")
    desk.wait_for("It was stopped before its end; nothing was made.")
    assert list(tmp_path.glob("november*")) == []
    monkeypatch.undo()
    desk.leader.reports_page.save("csv", tmp_path / "gone" / "november.csv")
    desk.wait_for(f"Nothing can be written in the folder {tmp_path / 'gone'}")


def test_a_technician_sees_no_figures_and_who_looks_after_quality_does(
    open_leader: OpenLeader, office: Office
) -> None:
    for name, role in (("tecno", "technician"), ("cali", "quality")):
        office.staff.add(name, name=name, role=role, pin=SAMPLE_PIN, must_change_pin=False)
    desk = open_leader(signed_in="cali")
    desk.go_to("Reports")
    desk.wait_for("Nobody came in these days.")
    desk.presenter.sign_out()
    desk.sign_in("tecno")
    desk.wait_for("The office now")
    assert not desk.sees("Reports")


def test_a_director_sees_both_offices(
    busy: Office,
    office_url: str,
    clock: FixedClock,
    cheap_hasher: PasswordHasher,
    open_leader: OpenLeader,
) -> None:
    document = template("providencia")
    with Office.create(office_url, "providencia", document, clock, hasher=cheap_hasher) as other:
        other.queue.issue("general")
    desk = open_leader(signed_in="director")
    desk.go_to("Reports")
    desk.wait_for("Office: San Andrés")
    choose(desk, "0", 1)
    desk.wait_for("1 person came in person.")
    choose(desk, "0", 1)
    desk.wait_for("11 people came in person.")
    assert desk.sees("Office: All together")


def test_nothing_of_reports_is_loaded_before_the_page_is_opened() -> None:
    loads = "import sys, counter.leader.window; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loads], capture_output=True, text=True, check=True, timeout=60
    )
    heavy = ("core.reports", "core.qt.widgets.chart", "reportlab", "xlsxwriter", "multiprocessing")
    loaded = {each for each in done.stdout.split() if each.startswith(heavy)}
    assert loaded == {"core.reports", "core.reports.live_words"}  # what the first page says
