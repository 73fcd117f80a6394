"""The three windows together on one screen: each whole on it, beside the others."""

from itertools import combinations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.qt.desktop.side_by_side import GAP, TITLE, places, stand

SCREENS = [(1366, 728), (1600, 860), (1920, 1040), (2560, 1400), (3840, 2100)]


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_every_window_stands_whole_on_the_screen_beside_the_others(screen: tuple[int, int]) -> None:
    stand = places(10, 20, *screen)

    for place in stand.values():
        assert place.left >= 10
        assert place.top >= 20
        assert place.left + place.width <= 10 + screen[0]
        assert place.top + place.height + TITLE <= 20 + screen[1]
    for one, other in combinations(stand.values(), 2):
        beside = (
            one.left + one.width <= other.left
            or other.left + other.width <= one.left
            or one.top + one.height + TITLE <= other.top
            or other.top + other.height + TITLE <= one.top
        )
        assert beside, (one, other)
    assert stand["counter"].width >= 360
    assert stand["counter"].height >= 600
    assert stand["display"].width * 0.4 <= stand["display"].height, "too flat for the turns"
    assert GAP > 0


def test_a_window_takes_its_place(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    area = window.screen().availableGeometry()

    stand(window, "counter")

    wanted = places(area.left(), area.top(), area.width(), area.height())["counter"]
    assert (window.x(), window.y(), window.width(), window.height()) == wanted
