"""A button acts on release inside it, once, by touch or key, and says what it is."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.qt.look.theme import ColourMode
from core.qt.widgets import ActionButton, BigButton, ButtonRole, ButtonSize, FitLabel, WhoQualifies
from core.qt.workshop.pace import PressPace
from tests.qt.conftest import KIOSK, Dress

LEFT = Qt.MouseButton.LeftButton
OUTSIDE = QPoint(-30, -30)


class Count:
    """How often a signal came."""

    def __init__(self) -> None:
        self.times = 0

    def up(self) -> None:
        self.times += 1


def counted(button: ActionButton | BigButton) -> Count:
    count = Count()
    button.activated.connect(count.up)
    return count


@pytest.fixture(params=["big", "action"])
def button(request: pytest.FixtureRequest, dress: Dress) -> ActionButton | BigButton:
    made: ActionButton | BigButton
    if request.param == "big":
        made = BigButton("Atención general", "Turno con letra A", letter="A")
    else:
        made = ActionButton("Listo", "check")
    dress(made)
    return made


def test_it_acts_on_release_inside(button: ActionButton | BigButton) -> None:
    count = counted(button)

    QTest.mousePress(button, LEFT)
    pressed = count.times
    QTest.mouseRelease(button, LEFT)

    assert (pressed, count.times) == (0, 1)


def test_dragging_off_before_the_release_does_nothing(button: ActionButton | BigButton) -> None:
    count = counted(button)

    QTest.mousePress(button, LEFT)
    QTest.mouseMove(button, OUTSIDE)
    QTest.mouseRelease(button, LEFT, pos=OUTSIDE)

    assert count.times == 0


def test_a_double_touch_acts_once(button: ActionButton | BigButton, pace: PressPace) -> None:
    pace.pace_s = 0.3
    count = counted(button)

    QTest.mouseClick(button, LEFT)
    QTest.mouseClick(button, LEFT)
    QTest.mouseDClick(button, LEFT)

    assert count.times == 1


def test_an_option_that_means_something_else_now_acts_again(dress: Dress, pace: PressPace) -> None:
    button = ActionButton("Almuerzo", role=ButtonRole.CHOICE)
    dress(button)
    pace.pace_s = 0.3
    count = counted(button)

    QTest.mouseClick(button, LEFT)
    button.rearm()
    QTest.mouseClick(button, LEFT)

    assert count.times == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_act(button: ActionButton | BigButton, key: Qt.Key) -> None:
    count = counted(button)
    button.setFocus()

    QTest.keyClick(button, key)

    assert count.times == 1


def test_a_disabled_button_does_nothing(button: ActionButton | BigButton) -> None:
    count = counted(button)
    button.setEnabled(False)

    QTest.mouseClick(button, LEFT)
    button.click()

    assert count.times == 0


def test_pressing_is_seen(button: ActionButton | BigButton) -> None:
    before = button.grab().toImage()

    QTest.mousePress(button, LEFT)
    during = button.grab().toImage()
    QTest.mouseRelease(button, LEFT)

    assert during != before
    assert button.grab().toImage() == before


def test_a_screen_reader_meets_a_button_with_a_name(button: ActionButton | BigButton) -> None:
    interface = QAccessible.queryAccessibleInterface(button)

    assert interface.role() == QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name)


def test_everything_on_the_block_is_the_button(dress: Dress) -> None:
    block = BigButton("Atención preferencial", look="preferential", letter="P")
    who = WhoQualifies("Para usted si es:", [("elderly-fill", "Persona adulta mayor")])
    block.set_panel(who)
    top = dress(block, scale=KIOSK, width=900, height=900)
    count = counted(block)
    places = [
        child.mapTo(top, child.rect().center())
        for child in block.findChildren(QLabel)
        if child.isVisible()
    ]

    for place in places:
        target = top.childAt(place)
        assert target is not None
        QTest.mouseClick(target, LEFT, pos=target.mapFrom(top, place))

    assert len(places) >= 4
    assert count.times == len(places)


def test_a_main_button_is_forty_millimetres_high(dress: Dress) -> None:
    block = BigButton("Atención general")
    dress(block, scale=KIOSK, width=900, height=60)

    assert block.height() >= KIOSK.mm(40)


@pytest.mark.parametrize("size", list(ButtonSize))
def test_a_kiosk_button_is_twenty_millimetres_high(dress: Dress, size: ButtonSize) -> None:
    made = ActionButton("English", size=size)
    dress(made, scale=KIOSK, width=400, height=60)

    assert made.height() >= KIOSK.mm(20)


def test_a_shortcut_acts_at_once_from_anywhere_in_the_window(dress: Dress, qtbot: QtBot) -> None:
    call = ActionButton("Llamar siguiente", key="F9")
    field = QLineEdit()
    top = dress(call, field)
    top.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    count = counted(call)

    QTest.keyClick(field, Qt.Key.Key_F9)

    assert count.times == 1


def test_choosing_keeps_the_width_and_shows_a_tick(dress: Dress) -> None:
    choice = ActionButton("Señora", role=ButtonRole.CHOICE)
    dress(choice)
    width, before = choice.sizeHint().width(), choice.grab().toImage()

    choice.setChecked(True)

    assert choice.sizeHint().width() == width
    assert choice.grab().toImage() != before


def test_a_busy_button_keeps_its_width_and_takes_no_touch(dress: Dress) -> None:
    save = ActionButton("Transferir", "swap_horiz")
    dress(save)
    count = counted(save)
    width = save.sizeHint().width()

    save.set_busy("Guardando con mucha calma…")
    save.click()
    busy_width = save.sizeHint().width()
    save.set_busy(None)
    save.click()

    assert busy_width == width
    assert count.times == 1


def test_a_checkable_button_is_read_as_a_tick_box(qtbot: QtBot) -> None:
    agreed = ActionButton("El usuario aceptó", role=ButtonRole.CHECK)
    qtbot.addWidget(agreed)
    agreed.setChecked(True)

    interface = QAccessible.queryAccessibleInterface(agreed)

    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.state().checked


def test_an_unknown_icon_is_refused(qtbot: QtBot) -> None:
    with pytest.raises(KeyError, match="nosuch"):
        ActionButton("x", "nosuch")


@pytest.mark.parametrize("mode", list(ColourMode))
def test_states_look_different_in_every_mode(dress: Dress, mode: ColourMode) -> None:
    made = ActionButton("English", role=ButtonRole.CHOICE)
    dress(made, mode=mode)
    looks = [made.grab().toImage()]

    made.setChecked(True)
    looks.append(made.grab().toImage())
    made.setDown(True)
    looks.append(made.grab().toImage())
    made.setDown(False)
    made.setEnabled(False)
    looks.append(made.grab().toImage())

    assert all(a != b for index, a in enumerate(looks) for b in looks[index + 1 :])


def test_the_time_left_is_a_bar_that_shortens(dress: Dress) -> None:
    done = ActionButton("Listo", role=ButtonRole.PRIMARY)
    dress(done)
    looks = []

    for left in (1.0, 0.5, 0.0, None):
        done.set_drain(left)
        looks.append(done.grab().toImage())

    assert looks[0] != looks[1]
    assert looks[1] != looks[2]
    assert looks[2] == looks[3]


def test_the_title_of_a_block_wraps_rather_than_clips(dress: Dress) -> None:
    block = BigButton("Atención preferencial para todas las personas que la necesiten", letter="P")
    dress(block, scale=KIOSK, width=800, height=500)

    assert not [label for label in block.findChildren(FitLabel) if label.is_cramped]
