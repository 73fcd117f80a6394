"""A leader who never saw the window: by the keyboard alone, by the mouse, and by a screen reader.

Each way does the same: closes a Friday, adds a half day, gives a counter other services, a new PIN
to Ana, silence until noon, and takes that back.
"""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from core.errors import WrongPin
from core.office import Office
from counter.leader.settings.month import DayButton
from tests.conftest import SAMPLE_PIN
from tests.counter.leader.conftest import LeaderDesk, OpenLeader

MOST_TABS = 110
CLICK_S = 0.2  # Qt shows for 100 ms that a reader presses a button
FRIDAY, THURSDAY = date(2026, 11, 27), date(2026, 11, 26)


class ByKeyboard:
    """Tab to what is wanted, Space, and the keys that buttons show."""

    def __init__(self, desk: LeaderDesk) -> None:
        self.desk = desk

    def press(self, words: str) -> None:
        focus = self.tab_to(words)
        QTest.keyClick(focus, Qt.Key.Key_Space)
        QApplication.processEvents()

    def choose_day(self, wanted: date) -> None:
        """Tab to the month, then go along the days by the arrows."""
        focus = self.tab_to(" 2026: ")
        while isinstance(focus, DayButton) and focus.day != wanted:
            key = Qt.Key.Key_Right if focus.day < wanted else Qt.Key.Key_Left
            QTest.keyClick(focus, key)
            focus = self.desk.leader.focusWidget()
        QTest.keyClick(focus, Qt.Key.Key_Space)
        QApplication.processEvents()

    def tab_to(self, words: str) -> QWidget:
        """Press Tab until what has the keyboard is called so."""
        for _ in range(MOST_TABS):
            focus = self.desk.leader.focusWidget()
            is_stop = focus.focusPolicy() != Qt.FocusPolicy.NoFocus  # a page says all it is about
            if is_stop and words in focus.accessibleName():
                return focus
            QTest.keyClick(focus, Qt.Key.Key_Tab)
            QApplication.processEvents()
        raise AssertionError(f"{MOST_TABS} times Tab did not come to {words}")


class ByMouse:
    """Click what is seen."""

    def __init__(self, desk: LeaderDesk) -> None:
        self.desk = desk

    def press(self, words: str) -> None:
        def found() -> list[QAbstractButton]:
            return [
                each
                for each in self.desk.named
                if isinstance(each, QAbstractButton)
                and words in f"{each.text()} {each.accessibleName()}"
                and each.isEnabled()
            ]

        self.desk.wait_until(lambda: bool(found()), words)
        self.desk.touch_button(found()[0])

    def choose_day(self, wanted: date) -> None:
        self.press(self.desk.texts.day(wanted))


class ByReader:
    """What a screen reader finds by its name, and does by the accessibility interface."""

    def __init__(self, desk: LeaderDesk) -> None:
        self.desk = desk

    def press(self, words: str) -> None:
        found: list[QAccessibleActionInterface] = []

        def is_there() -> bool:
            named = [each for each in self._all() if words in each.text(QAccessible.Text.Name)]
            found[:] = [each.actionInterface() for each in named if acts(each)]
            return bool(found)

        self.desk.wait_until(is_there, words)
        found[0].doAction(found[0].actionNames()[0])
        self.desk.let_pass(CLICK_S)
        QApplication.processEvents()

    def choose_day(self, wanted: date) -> None:
        self.press(self.desk.texts.day(wanted))

    def _all(self) -> Iterator[QAccessibleInterface]:
        yield from below(QAccessible.queryAccessibleInterface(self.desk.leader))


def acts(each: QAccessibleInterface) -> bool:
    """Whether a reader can do anything with it."""
    actions: QAccessibleActionInterface | None = each.actionInterface()
    return actions is not None and bool(actions.actionNames())


def below(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Tell everything that a reader meets in a window now."""
    for number in range(interface.childCount()):
        child: QAccessibleInterface | None = interface.child(number)
        if child is not None and not child.state().invisible:
            yield child
            yield from below(child)


Way = ByKeyboard | ByMouse | ByReader


@pytest.fixture(params=[ByKeyboard, ByMouse, ByReader])
def way(request: pytest.FixtureRequest, open_leader: OpenLeader, office: Office) -> Way:
    """Open the window for somebody who goes one of the ways."""
    office.settings.change(
        {"services.cash": {"key": "cash", "names": {"es": "Caja", "en": "Cash"}}}
    )
    office.devices.seen("hall", "display", {"voice": "ok"})
    made: Callable[[LeaderDesk], Way] = request.param
    desk = open_leader()
    desk.wait_for("The office now")
    return made(desk)


def save(way: Way) -> None:
    way.desk.press("Ctrl+S")
    way.desk.wait_for("Save these changes?")
    way.desk.press("F9")
    way.desk.wait_for("Everything is saved")


def test_what_a_leader_does_in_a_week_is_found_and_done(way: Way, office: Office) -> None:
    desk = way.desk
    way.press("Settings")
    way.press("Hours and closures")
    way.choose_day(FRIDAY)
    way.press("Closed")
    way.choose_day(THURSDAY)
    way.press("Special hours")
    save(way)
    hours = office.settings.get().settings.hours
    assert [each.day for each in hours.closures] == [FRIDAY]
    assert [each.day for each in hours.special] == [THURSDAY]

    way.press("Service to the public")
    way.press("Counter 2: Caja")
    save(way)
    assert office.settings.get().settings.counters[1].services == ("cash",)

    way.press("Back to the panel")
    way.press("People")
    way.press("Ana")
    way.press("New PIN")
    desk.press("F9")
    desk.wait_for("it is shown once")
    desk.press("F9")
    with pytest.raises(WrongPin):
        office.staff.check_pin("ana", SAMPLE_PIN)

    way.press("Devices")
    way.press("hall")
    way.press("Mute the voice")
    way.press("Until noon")
    desk.press("F9")
    desk.wait_for("The voice is muted.")
    assert office.settings.get().settings.speaking.muted
    way.press("hall")
    way.press("Let the voice speak")
    desk.wait_until(lambda: not office.settings.get().settings.speaking.muted, "the voice again")
