"""This computer's settings by form: tried from here, told before and after, written with care."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from core.errors import PrinterOutOfPaper, StoreUnavailable
from core.machine import config as machine_config
from core.machine.config import Config, load_config
from core.office import Office
from core.printing.port import PrinterState
from core.printing.printers.scan import FoundPrinter
from counter.leader.machine import trying
from counter.leader.machine.draft import MachineDraft
from counter.leader.machine.fields import TypedEditor
from counter.leader.machine.trying import Surroundings
from counter.leader.machine.words import GROUPS, SETTINGS, usual, windows_to_restart
from tests.conftest import SAMPLE_PIN
from tests.counter.leader.conftest import LeaderDesk, OpenLeader

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.machine.config_file import Plain

FILE = """\
# The kiosk by the door.
window = "kiosk"   # it has a touch screen
device = "door"

[printer]
kind = "none"
"""
MOST_TABS = 60


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a settings file written by hand as this computer's; it has one printer, 24 inches."""
    found = tmp_path / "config.toml"
    found.write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(machine_config, "_settings_file", found)
    around = Surroundings((FoundPrinter("file", "/dev/usb/lp0", "{name}, on a cable"),), 23.8)
    monkeypatch.setattr(trying, "look_around", lambda: around)
    monkeypatch.setattr(trying, "ask_printer", lambda _config: PrinterState.OK)
    return found


@pytest.fixture
def desk(open_leader: OpenLeader, file: Path) -> LeaderDesk:
    found = open_leader()
    found.go_to("This computer")
    found.wait_for("/dev/usb/lp0, on a cable")
    return found


def test_a_printer_is_found_asked_chosen_and_written(desk: LeaderDesk, file: Path) -> None:
    desk.touch("/dev/usb/lp0, on a cable")
    desk.wait_for("It says: ready")
    desk.press("Ctrl+S")
    desk.wait_for("Save these settings of this computer?")
    assert desk.sees("Printer: None → On a cable")
    assert desk.sees("To be closed and opened again afterwards: kiosk")
    desk.press("F9")
    desk.wait_for("The settings of this computer are saved.")

    assert file.read_text(encoding="utf-8") == FILE.replace(
        'kind = "none"\n', 'kind = "file"\npath = "/dev/usb/lp0"\n'
    )
    assert file.with_name("config.toml.before").read_text(encoding="utf-8") == FILE
    assert desk.sees("Close and open again on this computer: kiosk")


def test_a_wrong_value_is_told_as_one_types_and_not_written(desk: LeaderDesk, file: Path) -> None:
    desk.touch("One in the network")
    desk.type_into("Size of the screen", "two")
    assert desk.sees('Is "two"; write a number')
    desk.type_into("Size of the screen", "1,5")
    assert desk.sees("Is 1.5; write 3 to 300 ″")

    desk.type_into("Size of the screen", "21,5")
    assert desk.sees("Is missing for a printer of kind network")
    assert not desk.leader.machine_page.bar.save.isEnabled()
    desk.type_into("Address of the printer", "10.0.0.9")
    desk.press("Ctrl+S")
    desk.wait_for("Save these settings of this computer?")
    assert file.read_text(encoding="utf-8") == FILE
    desk.press("F9")
    desk.wait_for("The settings of this computer are saved.")

    config = load_config(file, database="x")
    assert (config.printer.host, config.screen.diagonal_in) == ("10.0.0.9", 21.5)


def test_a_test_page_is_printed_in_a_lane_with_what_is_not_saved_yet(
    desk: LeaderDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, bool]] = []

    def page(config: Config) -> PrinterState:
        asked.append((config.printer.path, threading.current_thread() is threading.main_thread()))
        return PrinterState.NEAR_END

    monkeypatch.setattr(trying, "print_page", page)
    desk.touch("/dev/usb/lp0, on a cable")
    desk.wait_for("It says: ready")
    desk.touch("Print a test page")
    desk.wait_for("It says: its paper is running out")

    assert asked == [("/dev/usb/lp0", False)]


def test_a_page_that_does_not_come_out_says_why(
    desk: LeaderDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(_config: Config) -> PrinterState:
        raise PrinterOutOfPaper(printer="kiosk", paper_mm=80, may_have_printed=False)

    monkeypatch.setattr(trying, "print_page", page)
    desk.touch("/dev/usb/lp0, on a cable")
    desk.touch("Print a test page")

    desk.wait_for("is out of paper")


def test_the_voice_is_tried_as_it_is_chosen(
    desk: LeaderDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(trying, "speak", lambda config: heard.append(config.voice.engine))

    desk.touch("Recorded")
    desk.touch("Try the voice")
    desk.wait_for("A call was played.")

    assert heard == ["clips"]


def test_the_monitor_is_asked_for_its_size(desk: LeaderDesk) -> None:
    desk.touch("Ask the monitor")

    assert desk.leader.machine_page.holds_changes() == "Size of the screen, in inches"
    assert "23.8" in [
        each.edit.text() for each in desk.leader.findChildren(TypedEditor) if each.isVisible()
    ]


def test_another_database_counts_only_once_it_has_answered(
    desk: LeaderDesk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "postgresql://turnos:secret@server.example/turnos"
    answers: list[Callable[[], None]] = [away, lambda: None]
    monkeypatch.setattr(trying, "try_database", lambda *_: answers.pop(0)())

    desk.touch("turnos.sqlite3")
    desk.type_into("Address", address)
    desk.press("F9")
    desk.wait_for("does not answer")
    assert desk.leader.machine_page.holds_changes() == ""
    desk.press("F9")
    desk.wait_for("It was tried, and it answers.")
    assert not desk.sees("secret")
    desk.press("Ctrl+S")
    desk.wait_for("turnos:***@server.example")
    assert not desk.sees("secret")
    desk.press("F9")
    desk.wait_for("The settings of this computer are saved.")

    assert load_config(file).database == address


def test_by_keyboard_alone_a_language_is_chosen_and_saved(desk: LeaderDesk, file: Path) -> None:
    QTest.keyClick(tab_to(desk, "English"), Qt.Key.Key_Space)
    desk.press("Ctrl+S")
    desk.wait_for("Language: Español → English")
    desk.press("F9")
    desk.wait_for("The settings of this computer are saved.")

    assert 'language = "en"' in file.read_text(encoding="utf-8")


def test_what_is_discarded_or_left_is_gone(desk: LeaderDesk, file: Path) -> None:
    desk.type_into("Name of this computer", "window")
    desk.touch("Discard")
    assert desk.leader.machine_page.holds_changes() == ""

    desk.type_into("Name of this computer", "window")
    desk.presenter.sign_out()
    desk.sign_in()
    desk.wait_for("/dev/usb/lp0, on a cable")

    assert desk.leader.machine_page.holds_changes() == ""
    assert file.read_text(encoding="utf-8") == FILE


def test_a_technician_changes_it_and_the_quality_leader_looks(
    open_leader: OpenLeader, file: Path, office: Office
) -> None:
    for username, role in (("teo", "technician"), ("cali", "quality")):
        office.staff.add(username, name=username, role=role, pin=SAMPLE_PIN, must_change_pin=False)
    teo, cali = open_leader(signed_in="teo"), open_leader(signed_in="cali")
    for desk in (teo, cali):
        desk.go_to("This computer")
        desk.wait_for("/dev/usb/lp0, on a cable")

    assert teo.leader.machine_page.bar.save.isVisible()
    assert not cali.leader.machine_page.bar.save.isVisible()
    assert cali.sees("you may look")


def test_only_what_matters_to_the_computer_is_shown(desk: LeaderDesk) -> None:
    assert desk.sees("Evening copy")
    assert not desk.sees("Farthest seat")
    desk.touch("Server")

    assert not desk.sees("Try the voice")
    assert desk.sees("Folder of the copies")


@pytest.mark.parametrize(
    ("paths", "before", "after", "windows"),
    [
        (("printer.kind",), "all", "all", ["kiosk"]),
        (("printer.kind",), "display", "display", []),
        (("voice.engine",), "", "", ["kiosk", "display"]),
        (("database",), "kiosk", "kiosk", ["kiosk", "leader"]),
        (("window",), "kiosk", "display", []),
        (("copies.folder",), "server", "server", ["kiosk", "counter", "display", "leader"]),
    ],
)
def test_the_windows_that_read_a_setting_are_named(
    paths: tuple[str, ...], before: str, after: str, windows: list[str]
) -> None:
    assert windows_to_restart(paths, before, after) == windows


def test_every_setting_of_the_form_is_one_and_has_words() -> None:
    for group in GROUPS:
        for path in group.paths:
            assert SETTINGS[path].label
            usual(path)


def test_another_printer_takes_out_what_the_earlier_one_needed() -> None:
    plain: Plain = {"printer": {"kind": "network", "host": "h", "dots": 512}, "device": "x"}
    draft = MachineDraft(plain)

    draft.put_way("queue", "hall")
    assert draft.changes == {
        "printer.kind": "queue",
        "printer.host": None,
        "printer.queue": "hall",
    }
    draft.put_way("network")
    draft.put("printer.host", "h")

    assert draft.changes == {}
    assert plain["printer"]["host"] == "h"


def away() -> None:
    raise StoreUnavailable(database="server.example", timeout_s=5, problem="")


def tab_to(desk: LeaderDesk, words: str) -> QWidget:
    for _ in range(MOST_TABS):
        focus = desk.leader.focusWidget()
        if words in focus.accessibleName() or words in getattr(focus, "text", str)():
            return focus
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        QCoreApplication.processEvents()
    raise AssertionError(f"{MOST_TABS} times Tab did not come to {words}")
