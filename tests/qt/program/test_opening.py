"""What stands on the screen before the window is made, and goes when it has been painted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.machine.config import Config
from core.qt.look.language import Texts
from core.qt.look.tokens import DARK, LIGHT, ColourMode
from core.qt.program.opening import PAINTED_WITHIN_MS, OpeningPicture


@pytest.fixture
def texts(qapp: object) -> Iterator[Texts]:
    made = Texts("es")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("mode", "ground"), [(ColourMode.LIGHT, LIGHT.bg), (ColourMode.DARK, DARK.bg)]
)
def test_it_wears_the_window_s_colours_and_says_that_the_rest_is_coming(
    qtbot: QtBot, texts: Texts, mode: ColourMode, ground: str
) -> None:
    opening = OpeningPicture("kiosk", Config(), texts, lambda: mode)
    qtbot.addWidget(opening)

    opening.paint_now()

    picture = opening.grab().toImage()
    assert opening.accessibleName() == "Un momento…"
    assert picture.pixelColor(1, 1) == QColor(ground)
    words = {
        picture.pixelColor(x, picture.height() // 2).name() for x in range(0, picture.width(), 2)
    }
    assert len(words) > 1  # letters stand in the middle


@pytest.mark.parametrize(
    ("name", "config", "covers"),
    [
        ("kiosk", Config(), True),
        ("display", Config(), True),
        ("counter", Config(), False),
        ("kiosk", replace(Config(), window="all"), False),
    ],
)
def test_it_covers_the_screen_where_the_window_will(
    qtbot: QtBot, texts: Texts, name: str, config: Config, covers: bool
) -> None:
    opening = OpeningPicture(name, config, texts, None)
    qtbot.addWidget(opening)

    assert (opening.geometry() == QGuiApplication.primaryScreen().geometry()) is covers


def test_showing_it_waits_for_nothing(qtbot: QtBot, texts: Texts) -> None:
    opening = OpeningPicture("kiosk", Config(), texts, None)
    qtbot.addWidget(opening)
    waited: list[bool] = []
    QTimer.singleShot(20, opening, lambda: waited.append(True))  # runs where it is waited for

    opening.show()

    assert waited == []
    qtbot.waitUntil(lambda: waited == [True])


def test_it_goes_once_the_window_has_been_painted(qtbot: QtBot, texts: Texts) -> None:
    opening, window = OpeningPicture("counter", Config(), texts, None), QWidget()
    qtbot.addWidget(opening)
    qtbot.addWidget(window)
    opening.paint_now()
    opening.give_way_to(window)

    assert opening.isVisible()
    with qtbot.waitSignal(opening.gone):
        window.show()
    assert not opening.isVisible()


def test_it_goes_though_a_minimised_window_is_never_painted(qtbot: QtBot, texts: Texts) -> None:
    opening, window = OpeningPicture("counter", Config(), texts, None), QWidget()
    qtbot.addWidget(opening)
    qtbot.addWidget(window)
    opening.paint_now()

    with qtbot.waitSignal(opening.gone, timeout=5 * PAINTED_WITHIN_MS):
        opening.give_way_to(window)

    assert not opening.isVisible()
