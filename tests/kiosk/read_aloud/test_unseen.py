"""What somebody who does not see the screen can do, and what a touch leaves to the next person."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.visit.page_values import Home
from kiosk.window import LISTEN_HOLD_MS
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start
from tests.kiosk.read_aloud.test_listening import Speaker

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def speaking(start: Start) -> Iterator[Kiosk]:
    """Have a kiosk that can be heard, at its first page."""
    speaker = Speaker()
    kiosk = start(GoodPrinter(), speaker=speaker)
    kiosk.wait_for(Home)
    kiosk.wait(lambda: kiosk.presenter.reader.listening.is_offered)
    yield kiosk
    speaker.stop()


def is_speaking(kiosk: Kiosk) -> bool:
    return kiosk.presenter.reader.listening.is_speaking


def rings(kiosk: Kiosk) -> list[QWidget]:
    """Return what the ring of the keyboard is around."""
    target = kiosk.window._ring.target
    return [] if target is None else [target]


def test_f2_begins_to_read_aloud_and_ends_it(speaking: Kiosk) -> None:
    QTest.keyClick(speaking.window, Qt.Key.Key_F2)
    began = is_speaking(speaking)
    QTest.keyClick(speaking.window, Qt.Key.Key_F2)

    assert began
    assert not is_speaking(speaking)


def test_a_finger_held_in_the_lower_corner_listens_and_presses_nothing(speaking: Kiosk) -> None:
    window = speaking.window
    corner = QPoint(100, window.height() - 100)
    pressed: list[None] = []
    speaking.window.home.rate.activated.connect(lambda: pressed.append(None))

    QTest.mousePress(window.windowHandle(), LEFT, pos=corner)
    speaking.wait(lambda: is_speaking(speaking))
    QTest.mouseRelease(window.windowHandle(), LEFT, pos=corner)

    assert LISTEN_HOLD_MS > 1000
    assert speaking.shows(Home)
    assert pressed == []


def test_a_short_touch_in_the_corner_presses_what_is_there(speaking: Kiosk) -> None:
    window = speaking.window
    pressed: list[None] = []
    speaking.window.home.rate.activated.connect(lambda: pressed.append(None))

    QTest.mouseClick(window.windowHandle(), LEFT, pos=QPoint(100, window.height() - 100))

    assert pressed == [None]
    assert not is_speaking(speaking)


@pytest.mark.parametrize("words", ["Escuchar", "Letra grande", "English", "Alto contraste"])
def test_a_touch_lights_no_ring(speaking: Kiosk, words: str) -> None:
    speaking.window.activateWindow()
    QTest.qWaitForWindowActive(speaking.window)
    button = speaking.button(words)
    at = button.mapTo(speaking.window, button.rect().center())

    QTest.mouseClick(speaking.window.windowHandle(), LEFT, pos=at)
    speaking.settle()

    assert rings(speaking) == []


def test_a_key_lights_the_ring_that_a_touch_did_not(speaking: Kiosk) -> None:
    speaking.window.activateWindow()
    QTest.qWaitForWindowActive(speaking.window)

    QTest.keyClick(speaking.window, Qt.Key.Key_Tab)

    assert len(rings(speaking)) == 1
