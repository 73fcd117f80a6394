"""The display stays on its monitor: unplugged, asleep, of another size; and says only what is seen.

Run in a process of its own on screens that are not there: Qt's offscreen platform takes their sizes
from a file when it starts.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.qt.desktop import monitor as monitor_module
from core.qt.desktop.monitor import Monitor, is_monitor
from core.qt.desktop.screens import offscreen_platform
from tests.display.conftest import NewWindow
from tests.display.measures import CALLS, a_hall

COVER = """
import sys
from dataclasses import replace
from core.machine.config import Config
from core.qt.program.app import load_fonts
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from core.speech.voice import Voice
from display.window import create
from PySide6.QtWidgets import QApplication
app = QApplication([])
load_fonts()
config = Config(database="sqlite:///nowhere/turnos.sqlite3")
config = replace(
    config,
    screen=replace(config.screen, monitor=int(sys.argv[1])),
    voice=replace(config.voice, engine="none"),
)
link = Link(config)
window = create(config, link, Texts("es"))
window.cover(config.screen)
app.processEvents()
print(window.screen().name(), window.geometry().getRect(), window.hall.layout_name)
window.stop()
link.close()
"""


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "screen0 (0, 0, 1366, 768) slides"),
        (1, "screen1 (1366, 0, 1080, 1920) portrait"),
        (7, "screen1 (1366, 0, 1080, 1920) portrait"),
    ],
)
def test_the_configured_monitor_is_covered_and_the_last_where_it_is_missing(
    tmp_path: Path, number: int, said: str
) -> None:
    platform = offscreen_platform(tmp_path, (1366, 768), (1080, 1920))

    done = subprocess.run(
        [sys.executable, "-c", COVER, str(number)],
        env=os.environ | {"QT_QPA_PLATFORM": platform},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert done.stdout.strip() == said


class Screens(QObject):
    """Monitors that are plugged in and out, instead of Qt's."""

    screenAdded = Signal()  # noqa: N815 - Qt's name
    screenRemoved = Signal(object)  # noqa: N815
    primaryScreenChanged = Signal()  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.there: list[Plugged] = []

    def plug(self, screen: "Plugged", at: int | None = None) -> None:
        self.there.insert(len(self.there) if at is None else at, screen)
        self.screenAdded.emit()

    def unplug(self, screen: "Plugged") -> None:
        self.screenRemoved.emit(screen)
        self.there.remove(screen)


class Plugged(QObject):
    geometryChanged = Signal()  # noqa: N815 - Qt's name

    def __init__(self, name: str, place: QRect) -> None:
        super().__init__()
        self._name = name
        self.place = place

    def name(self) -> str:
        return self._name

    def geometry(self) -> QRect:
        return self.place

    def resize(self, place: QRect) -> None:
        self.place = place
        self.geometryChanged.emit()


class Window(QWidget):
    def setScreen(self, screen: object) -> None:  # noqa: N802 - Qt's name
        """Take any screen: those of the test are none of Qt's."""


DESK, HALL = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080)


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> Screens:
    found = Screens()

    class App(QGuiApplication):
        @staticmethod
        def instance() -> Screens:  # type: ignore[override]
            return found

        @staticmethod
        def screens() -> list[Plugged]:  # type: ignore[override]
            return list(found.there)

    monkeypatch.setattr(monitor_module, "QGuiApplication", App)
    monkeypatch.setattr(monitor_module, "application", lambda: found)
    return found


def is_on(kept: Monitor, screen: Plugged) -> bool:
    found: object = kept.screen
    return found is screen


def test_a_monitor_that_was_unplugged_is_covered_again_when_it_is_back(
    qtbot: QtBot, screens: Screens
) -> None:
    desk, hall = Plugged("VGA-1", DESK), Plugged("HDMI-1", HALL)
    screens.there = [desk, hall]
    window = Window()
    qtbot.addWidget(window)
    kept = Monitor(window, 1)
    covered = [window.geometry()]

    screens.unplug(hall)
    covered.append(window.geometry())
    screens.plug(hall, at=0)  # another order than before: the name counts
    covered.append(window.geometry())

    assert covered == [HALL, DESK, HALL]
    assert is_on(kept, hall)


def test_a_monitor_that_comes_after_the_start_is_covered(qtbot: QtBot, screens: Screens) -> None:
    desk, hall = Plugged("VGA-1", DESK), Plugged("HDMI-1", HALL)
    screens.there = [desk]
    window = Window()
    qtbot.addWidget(window)
    Monitor(window, 1)

    screens.plug(hall)

    assert window.geometry() == HALL


def test_another_resolution_is_covered_whole(qtbot: QtBot, screens: Screens) -> None:
    hall = Plugged("HDMI-1", HALL)
    screens.there = [hall]
    window = Window()
    qtbot.addWidget(window)
    Monitor(window, 0)

    hall.resize(QRect(0, 0, 1280, 720))

    assert window.geometry() == QRect(0, 0, 1280, 720)


def test_no_monitor_at_all_is_waited_for(qtbot: QtBot, screens: Screens) -> None:
    hall = Plugged("HDMI-1", HALL)
    screens.there = [hall]
    window = Window()
    qtbot.addWidget(window)
    kept = Monitor(window, 0)

    screens.unplug(hall)
    without = kept.screen
    screens.plug(hall)

    assert without is None
    assert is_on(kept, hall)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know no monitor yet."""
    monkeypatch.setattr(monitor_module, "_names", set())


def test_what_x11_has_without_a_monitor_is_none(names: None) -> None:
    hall, stand_in = Plugged("HDMI-1", HALL), Plugged(":0.0", HALL)

    seen = [is_monitor(cast("QScreen", each)) for each in (hall, stand_in, hall)]

    assert seen == [True, False, True]


def test_a_monitor_without_size_is_none(names: None) -> None:
    assert not is_monitor(cast("QScreen", Plugged("", QRect())))


def test_an_x_server_that_names_no_monitor_has_one(names: None) -> None:
    assert is_monitor(cast("QScreen", Plugged(":1.0", DESK)))


def test_a_display_that_starts_without_its_monitor_finds_it(
    qtbot: QtBot, screens: Screens, names: None
) -> None:
    desk, hall = Plugged("VGA-1", DESK), Plugged("HDMI-1", HALL)
    screens.there = [desk]
    is_monitor(cast("QScreen", desk))
    screens.there = [Plugged(":0.0", DESK)]
    window = Window()
    qtbot.addWidget(window)
    kept = Monitor(window, 0)

    screens.there = [desk]
    screens.plug(hall)

    assert is_on(kept, desk)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_call_is_not_reported_as_shown_while_the_window_is_hidden(
    new_window: NewWindow, qtbot: QtBot
) -> None:
    window = new_window()
    painted: list[int] = []
    window.hall.block.painted.connect(painted.append)
    window.hide()
    window.show_state(a_hall(CALLS["A-027 at 3"], is_calling=True))
    window.grab()
    hidden = list(painted)

    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: bool(painted))

    assert hidden == []
    assert painted == [10]
