"""A window nobody leaves by accident, and a program that says in a sentence what is wrong."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.ticket import Line
from core.machine.config import Config, PrinterConfig, ScreenConfig, data_dir
from core.office import Office
from kiosk.__main__ import main
from kiosk.visit.page_values import Home, Result
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start, issued

PATIENCE_S = 30


@pytest.fixture
def locked(kiosk: Kiosk) -> Iterator[Kiosk]:
    kiosk.window.lock_on(ScreenConfig(monitor=0))
    yield kiosk
    QGuiApplication.restoreOverrideCursor()


def test_it_covers_the_whole_monitor_without_a_frame(locked: Kiosk) -> None:
    window = locked.window

    assert window.isFullScreen()
    assert window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert window.geometry() == QGuiApplication.screens()[0].geometry()


def test_a_monitor_that_is_not_there_is_replaced_by_the_last_one(kiosk: Kiosk) -> None:
    kiosk.window.lock_on(ScreenConfig(monitor=7))

    assert kiosk.window.screen() is QGuiApplication.screens()[-1]


def test_it_covers_its_monitor_in_another_resolution_too(locked: Kiosk) -> None:
    monitor = QGuiApplication.screens()[0]
    locked.window.setGeometry(0, 0, 1280, 720)

    monitor.geometryChanged.emit(monitor.geometry())  # the platform without a screen cannot

    assert locked.window.geometry() == monitor.geometry()


def test_its_pointer_is_hidden(locked: Kiosk) -> None:
    pointer = QGuiApplication.overrideCursor()

    assert pointer is not None
    assert pointer.shape() is Qt.CursorShape.BlankCursor


def test_it_cannot_be_closed_by_its_visitors(locked: Kiosk) -> None:
    locked.wait_for(Home)
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    for key, held in (
        (Qt.Key.Key_F4, alt),
        (Qt.Key.Key_Q, control),
        (Qt.Key.Key_W, control),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(locked.window, key, held)
    QTest.mouseClick(locked.window.home.general, Qt.MouseButton.RightButton)
    QTest.mouseClick(locked.window.header, Qt.MouseButton.MiddleButton)

    assert locked.shows(Home)
    assert QApplication.activePopupWidget() is None
    assert locked.window.isFullScreen()
    assert not locked.window.close()
    assert locked.window.isVisible()


def test_it_has_no_menu_of_its_own(locked: Kiosk) -> None:
    assert locked.window.contextMenuPolicy() is Qt.ContextMenuPolicy.PreventContextMenu


def test_a_window_that_is_not_locked_can_be_closed(kiosk: Kiosk) -> None:
    assert kiosk.window.close()
    assert not kiosk.window.isVisible()


def test_another_monitor_has_its_own_millimetres(kiosk: Kiosk) -> None:
    before = kiosk.window.theme.scale.unit

    kiosk.window.resize(540, 960)

    assert kiosk.window.theme.scale.unit == before / 2


def test_an_outbox_of_another_device_is_left_alone(start: Start, office: Office) -> None:
    office.queue.issue(Line.GENERAL, print_on="another")
    printer = GoodPrinter()
    kiosk = start(printer, config=Config(device="mine"))
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)
    kiosk.wait(lambda: [slip.code for slip in printer.slips] == ["A-002"])
    kiosk.wait(lambda: [job.device for job in office.devices.print_jobs()] == ["another"])


# --- the program


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the sentence with which the program refuses to start."""
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_settings_that_are_not_there_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "nowhere.toml" in refused(capsys, "--config", str(tmp_path / "nowhere.toml"))


def test_a_misspelt_setting_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[printer]\nknd = "network"\n')

    assert "printer.knd" in refused(capsys, "--config", str(file))


def test_a_printer_that_lacks_its_address_is_named(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[printer]\nkind = "network"\n')

    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--config", str(file)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )

    assert done.returncode == 1
    assert "printer.host" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_program_starts_works_and_ends_when_it_is_told_to(
    office_url: str, cheap_hasher: PasswordHasher, tmp_path: Path
) -> None:
    papers = tmp_path / "papers"
    file = tmp_path / "config.toml"
    file.write_text(f'[printer]\nkind = "pdf"\npath = "{papers.as_posix()}"\n')
    with Office.open(office_url, hasher=cheap_hasher) as office:
        office.queue.issue("general", outside_hours=True, print_on="kiosk-1")

        with subprocess.Popen(
            [sys.executable, "-m", "kiosk", "--config", str(file), "--database", office_url],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            stderr=subprocess.PIPE,
        ) as program:
            try:
                wait_until_printed(office, program)
                program.send_signal(signal.SIGTERM)
                _, said = program.communicate(timeout=PATIENCE_S)
            finally:
                program.kill()

    assert program.returncode == 0, said
    assert len(list(papers.iterdir())) == 1
    log = (data_dir() / "logs" / "kiosk.log").read_text(encoding="utf-8")
    assert "the database answers" in log
    assert "WARNING core" not in log
    assert not list((data_dir() / "crashes").glob("*"))


def wait_until_printed(office: Office, program: subprocess.Popen[bytes]) -> None:
    """Wait until the outbox is empty, for as long as the program lives."""
    bell = office.doorbell()
    try:
        deadline = monotonic() + PATIENCE_S
        while office.devices.print_jobs():
            assert program.poll() is None, program.communicate()
            assert monotonic() < deadline
            bell.wait(1)
    finally:
        bell.close()
        bell.wait(0)


def test_two_kiosks_show_two_tickets(start: Start, office: Office) -> None:
    one, two = start(GoodPrinter(), config=Config(device="1")), start(GoodPrinter())
    for kiosk in (one, two):
        kiosk.wait_for(Home)

    for kiosk in (one, two):
        kiosk.touch(kiosk.window.home.general)

    for kiosk in (one, two):
        kiosk.wait_for(Result)
    codes = {kiosk.window.result.code.text() for kiosk in (one, two)}
    assert codes == set(issued(office)) == {"A-001", "A-002"}


def test_a_printer_of_the_configuration_is_used(start: Start) -> None:
    config = Config(printer=PrinterConfig(kind="none"))

    kiosk = start(config=config)
    kiosk.wait_for(Home)

    assert kiosk.window._paper is None
