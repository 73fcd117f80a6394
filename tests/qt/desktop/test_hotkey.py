"""A hot-key on a real X server, with the keyboard at another program."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from core.cli.doctor.doctor import examine
from core.errors import HotKeyNotHere, HotKeyTaken, HotKeyUnknown
from core.language import Language
from core.machine.config import Config
from core.qt import press as presses
from core.qt.desktop.hotkey import Combination, HotKey, lacks
from core.qt.press import BOUNCE_S, EventTime
from tests.x11 import CAPS_LOCK, CONTROL, F9, LETTER_A, press, x_server

OTHER_PROGRAM = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

class Other(QWidget):
    def keyPressEvent(self, event):
        print("key", event.key(), flush=True)

    def focusInEvent(self, event):
        print("focus", flush=True)

app = QApplication([])
window = Other()
window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
window.show()
window.setFocus()
window.activateWindow()
app.exec()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with x_server() as display:
        yield display


@pytest.fixture
def display(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have the X server as this program's own."""
    monkeypatch.setenv("DISPLAY", server)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return server


@contextmanager
def hot_key(keys: str) -> Iterator[HotKey]:
    found = HotKey(keys)
    yield found
    found.close()


@contextmanager
def other_program(display: str) -> Iterator[IO[str]]:
    """Have the keyboard at a window of another program, which tells what is pressed there."""
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-c", OTHER_PROGRAM]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "focus\n"
            yield process.stdout
        finally:
            process.kill()


def test_it_is_heard_while_another_program_has_the_keyboard(qtbot: QtBot, display: str) -> None:
    with other_program(display) as told, hot_key("Ctrl+F9") as key:
        assert key.problem is None

        with qtbot.waitSignal(key.pressed):
            press(display, CONTROL, F9)
        press(display, LETTER_A)

        heard = [told.readline(), told.readline()]
        assert "key 65\n" in heard  # the keyboard is there, and the letter is not ours
        assert "key 16777272\n" not in heard  # F9 is, and does not come there


def test_a_lock_that_is_on_changes_nothing(qtbot: QtBot, display: str) -> None:
    with hot_key("Ctrl+F9") as key:
        press(display, CAPS_LOCK)

        with qtbot.waitSignal(key.pressed):
            press(display, CONTROL, F9)

        press(display, CAPS_LOCK)


def test_two_presses_at_once_are_one(
    qtbot: QtBot, display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presses, "clock", EventTime())  # the X server's stamps are true
    with hot_key("Ctrl+F9") as key:
        heard: list[None] = []
        key.pressed.connect(lambda: heard.append(None))

        with qtbot.waitSignal(key.pressed):
            press(display, CONTROL, F9)
        press(display, CONTROL, F9)
        until = time.monotonic() + 2 * BOUNCE_S
        qtbot.waitUntil(lambda: time.monotonic() > until)
        with qtbot.waitSignal(key.pressed):
            press(display, CONTROL, F9)

        assert len(heard) == 2


def test_keys_another_program_has_are_a_sentence(
    qapp: QCoreApplication, display: str, caplog: pytest.LogCaptureFixture
) -> None:
    with hot_key("Ctrl+F9"), hot_key("Ctrl+F9") as second:
        assert isinstance(second.problem, HotKeyTaken)
        assert isinstance(lacks("Ctrl+F9"), HotKeyTaken)
        assert "Another program has the keys Ctrl+F9" in caplog.text

    assert lacks("Ctrl+F9") is None  # given back


@pytest.mark.parametrize(
    "keys", ["", "A", "Shift+B", "Space", "Ctrl+", "Ctrl+F9, Ctrl+F8", "Banana", "Ctrl+Ñ"]
)
def test_what_is_no_combination_or_is_typed_with_is_refused(
    qapp: QCoreApplication, keys: str
) -> None:
    with hot_key(keys) as key:
        assert isinstance(key.problem, HotKeyUnknown)


@pytest.mark.parametrize(
    ("keys", "combination"),
    [
        ("F9", Combination(0xFFC6, 0, 0x78, 0)),
        ("Ctrl+F9", Combination(0xFFC6, 4, 0x78, 2)),
        ("Ctrl+Alt+N", Combination(0x6E, 12, 0x4E, 3)),
        ("Meta+Shift+7", Combination(0x37, 65, 0x37, 12)),
        ("Ctrl+Pause", Combination(0xFF13, 4, 0x13, 2)),
    ],
)
def test_a_combination_is_numbered_as_each_system_does(keys: str, combination: Combination) -> None:
    assert Combination.read(keys) == combination


def test_a_desktop_that_gives_no_keys_is_a_sentence(
    qapp: QCoreApplication, display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert isinstance(lacks("Ctrl+F9"), HotKeyNotHere)
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setenv("DISPLAY", ":9999")
    assert isinstance(lacks("Ctrl+F9"), HotKeyNotHere)


def test_the_doctor_says_whether_the_keys_can_be_had(
    qapp: QCoreApplication, display: str, office_url: str
) -> None:
    def said(keys: str) -> tuple[bool, str]:
        config = Config(database=office_url, hotkey=keys)
        found = next(e for e in examine(config, Language.load("en")) if e.name == "hotkey")
        return found.ok, found.sentence

    assert said("") == (True, "No hot-key is set up on this computer.")
    assert said("Ctrl+F9") == (True, "Ctrl+F9 calls from any program.")
    with hot_key("Ctrl+F9"):
        assert not said("Ctrl+F9")[0]
    assert not said("Banana")[0]
