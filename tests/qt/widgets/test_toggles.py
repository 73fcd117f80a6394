"""A tick follows what was done, however it was done: by touch, twice, or by a screen reader."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from core.qt.widgets import ActionButton, ButtonRole
from core.qt.workshop.pace import PressPace
from tests.qt.conftest import Dress


def a_choice(dress: Dress) -> tuple[ActionButton, list[bool]]:
    """Return a button with a tick, and whether it was ticked each time it acted."""
    button = ActionButton("English", role=ButtonRole.CHOICE)
    acted: list[bool] = []
    button.activated.connect(lambda: acted.append(button.isChecked()))
    dress(button)
    return button, acted


def test_the_toggle_of_the_accessibility_api_acts_like_a_touch(dress: Dress) -> None:
    button, acted = a_choice(dress)
    interface = QAccessible.queryAccessibleInterface(button)
    actions = interface.actionInterface()

    actions.doAction("Toggle")
    actions.doAction("Toggle")

    assert acted == [True, False]


def test_ticking_it_from_the_program_does_not_act(dress: Dress) -> None:
    button, acted = a_choice(dress)

    button.setChecked(True)

    assert button.isChecked()
    assert acted == []


def test_a_second_touch_too_soon_changes_neither_the_tick_nor_anything_else(
    dress: Dress, pace: PressPace
) -> None:
    pace.pace_s = 0.2
    button, acted = a_choice(dress)

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert button.isChecked()
    assert acted == [True]


def test_one_of_several_is_a_radio_button_and_a_switch_is_a_check_box(dress: Dress) -> None:
    choice, _acted = a_choice(dress)
    switch = ActionButton("Letra grande", role=ButtonRole.SWITCH)
    choice.setChecked(True)

    one, other = map(QAccessible.queryAccessibleInterface, (choice, switch))

    assert one.role() is QAccessible.Role.RadioButton
    assert one.state().checkable
    assert one.state().checked
    assert other.role() is QAccessible.Role.CheckBox


def test_a_choice_without_a_tick_is_a_button_that_is_pressed(dress: Dress) -> None:
    button, acted = a_choice(dress)
    button.setCheckable(False)
    interface = QAccessible.queryAccessibleInterface(button)

    interface.actionInterface().doAction("Press")

    assert interface.role() is QAccessible.Role.Button
    assert acted == [False]
