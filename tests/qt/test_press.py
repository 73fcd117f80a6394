"""One press, one act: by the moments at which fingers moved, whatever the events look like.

The events are real ones, with the time stamps that a window system gives them.
"""

import random
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.qt import press
from core.qt.press import EventTime, KeyPress, place_of
from core.qt.widgets import ActionButton, ButtonRole
from counter.sign_in.sign_in_page import Field
from tests.qt.conftest import Dress

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


class At(EventTime):
    """A monotonic clock in the test's hand; events bear stamps of another one, `APART_S` off."""

    APART_S = 500.0

    def __init__(self) -> None:
        super().__init__()
        self.at = 10_000.0

    def now(self) -> float:  # type: ignore[override] # a clock of this test
        return self.at

    def stamp(self, ago_s: float = 0.0) -> int:
        return round((self.at - ago_s - self.APART_S) * 1000)


class Desk:
    """Two pages in one place, each with a button of the key F9: `acts` says what was done."""

    def __init__(self, dress: Dress, time: At, beside: QWidget | None = None) -> None:
        """`beside` stands on the first page too."""
        self.time = time
        self.acts: list[str] = []
        self.is_quick = True
        self.stack = QStackedWidget()
        self.buttons = [ActionButton(name, key="F9") for name in ("finish", "call")]
        for button in self.buttons:
            page = QWidget()
            box = QVBoxLayout(page)
            box.addWidget(button)
            if beside is not None and not self.stack.count():
                box.addWidget(beside)
            self.stack.addWidget(page)
            button.activated.connect(partial(self.act, button.text()))
        self.top = dress(self.stack)
        self.place = place_of(self.top)
        self.top.activateWindow()
        QTest.qWaitForWindowActive(self.top)
        self.pass_time(10)

    def act(self, name: str) -> None:
        """Do it, and show the other page, at once where the office is that quick."""
        self.acts.append(name)
        if self.is_quick:
            self.turn()

    def turn(self) -> None:
        self.stack.setCurrentIndex(1 - self.stack.currentIndex())
        self.place.change()

    def pass_time(self, seconds: float) -> None:
        self.time.at += seconds

    def key(
        self,
        kind: QEvent.Type,
        key: Qt.Key = Qt.Key.Key_F9,
        *,
        ago_s: float = 0.0,
        repeats: bool = False,
    ) -> None:
        """Send an event of a key, as the window system does."""
        handle = self.top.windowHandle()
        assert handle is not None
        event = QKeyEvent(kind, key, PLAIN, "", repeats)
        event.setTimestamp(self.time.stamp(ago_s))
        QCoreApplication.sendEvent(handle, event)

    def strike(self, held_s: float = 0.03, key: Qt.Key = Qt.Key.Key_F9) -> None:
        self.key(DOWN, key)
        self.pass_time(held_s)
        self.key(UP, key)

    def strike_all(self, *keys: Qt.Key, gap_s: float) -> None:
        """Strike keys one after the other, each so long after the one before."""
        for key in keys:
            self.strike(0.02, key)
            self.pass_time(gap_s - 0.02)

    def click_beside(self) -> None:
        handle = self.top.windowHandle()
        assert handle is not None
        event = QMouseEvent(
            QEvent.Type.MouseButtonPress, QPointF(2, 2), QPointF(2, 2), LEFT, LEFT, PLAIN
        )
        event.setTimestamp(self.time.stamp())
        QCoreApplication.sendEvent(handle, event)

    def click(self, held_s: float = 0.03) -> None:
        button = self.buttons[self.stack.currentIndex()]
        for kind, down in ((QEvent.Type.MouseButtonPress, LEFT), (RELEASE, NONE)):
            event = QMouseEvent(kind, QPointF(5, 5), QPointF(5, 5), LEFT, down, PLAIN)
            event.setTimestamp(self.time.stamp())
            QCoreApplication.sendEvent(button, event)
            self.pass_time(held_s if kind is not RELEASE else 0)


DOWN, UP, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.MouseButtonRelease


@pytest.fixture
def time(pace: None, monkeypatch: pytest.MonkeyPatch) -> At:
    made = At()
    monkeypatch.setattr(press, "clock", made)
    return made


@pytest.fixture
def desk(dress: Dress, time: At) -> Desk:
    return Desk(dress, time)


@pytest.mark.parametrize("held_s", [0.3, 1.5, 6.0, 10.0])
def test_a_held_key_is_one_press_though_qt_takes_its_repeats_for_new_ones(
    desk: Desk, held_s: float
) -> None:
    desk.key(DOWN)
    desk.pass_time(0.66)
    for _ in range(round(max(0.0, held_s - 0.66) * 25)):
        desk.key(UP)  # of the same moment, and without Qt's mark of a repeat
        desk.key(DOWN)
        desk.pass_time(0.04)
    desk.key(UP)

    assert desk.acts == ["finish"]


def test_a_held_key_that_qt_marks_is_one_press(desk: Desk) -> None:
    desk.key(DOWN)
    for _ in range(100):
        desk.pass_time(0.04)
        desk.key(UP, repeats=True)
        desk.key(DOWN, repeats=True)

    assert desk.acts == ["finish"]


def test_a_key_held_since_before_the_window_came_does_nothing(desk: Desk) -> None:
    desk.key(DOWN, repeats=True)

    assert desk.acts == []


def test_a_key_whose_release_went_to_another_window_is_pressed_anew(desk: Desk) -> None:
    desk.key(DOWN)
    desk.pass_time(5)
    desk.key(DOWN)

    assert desk.acts == ["finish", "call"]


@pytest.mark.parametrize("gap_s", [0.04, 0.12, 0.25, 0.5, 0.65])
@pytest.mark.parametrize("times", [2, 6])
@pytest.mark.parametrize("how", ["key", "mouse"])
def test_a_burst_is_one_act(desk: Desk, how: str, times: int, gap_s: float) -> None:
    strike = desk.strike if how == "key" else desk.click
    for _ in range(times):
        strike(0.02)
        desk.pass_time(gap_s - 0.02)

    assert desk.acts == ["finish"]


@pytest.mark.parametrize("gap_s", [0.12, 0.25, 0.5, 0.6])
def test_a_burst_that_lands_beside_the_buttons_in_between_is_one_act(
    desk: Desk, gap_s: float
) -> None:
    for place in ("button", "beside", "beside", "button", "beside", "button"):
        desk.click(0.0) if place == "button" else desk.click_beside()
        desk.pass_time(gap_s)

    assert desk.acts == ["finish"]


@pytest.mark.parametrize("how", ["key", "mouse"])
def test_fifty_presses_a_second_apart_lose_none(desk: Desk, how: str) -> None:
    strike = desk.strike if how == "key" else desk.click
    for _ in range(50):
        strike(0.1)
        desk.pass_time(0.9)

    assert desk.acts == ["finish", "call"] * 25


def test_a_press_a_second_after_one_that_took_half_a_second_to_be_answered_acts(
    desk: Desk,
) -> None:
    desk.is_quick = False
    for _ in range(20):
        desk.strike(0.1)
        desk.pass_time(0.4)
        desk.turn()
        desk.pass_time(0.5)

    assert desk.acts == ["finish", "call"] * 10


@pytest.mark.parametrize("answer_s", [0.05, 0.3, 0.55, 0.8])
def test_a_burst_in_the_middle_of_which_the_office_answers_is_one_act(
    desk: Desk, answer_s: float
) -> None:
    desk.is_quick = False
    for step in range(40):  # of 50 ms
        if step % 10 == 0:
            desk.strike(0.02)
            desk.pass_time(-0.02)
        if step == round(answer_s * 20):
            desk.turn()
        desk.pass_time(0.05)

    assert desk.acts == ["finish"]


def test_a_burst_that_a_button_does_not_hear_as_it_is_off_meanwhile_is_one_act(
    desk: Desk,
) -> None:
    desk.is_quick = False
    desk.strike(0.0)
    desk.buttons[0].setEnabled(False)
    desk.pass_time(0.5)
    desk.strike(0.0)
    desk.pass_time(0.05)
    desk.turn()
    desk.pass_time(0.45)
    desk.strike(0.0)

    assert desk.acts == ["finish"]


@pytest.mark.parametrize(("gap_s", "acts"), [(0.3, ["other"]), (1.0, ["other", "finish"])])
def test_a_press_elsewhere_while_the_office_has_yet_to_answer_is_dropped(
    dress: Dress, time: At, gap_s: float, acts: list[str]
) -> None:
    other = ActionButton("other", key="F8")
    desk = Desk(dress, time, other)
    desk.is_quick = False
    other.activated.connect(partial(desk.act, "other"))

    desk.strike_all(Qt.Key.Key_F8, Qt.Key.Key_F9, gap_s=gap_s)

    assert desk.acts == acts


@pytest.mark.parametrize("first", ["resolved", None])
def test_a_press_that_is_dropped_leaves_one_of_several_as_it_was(
    dress: Dress, time: At, first: str | None
) -> None:
    row, group = QWidget(), QButtonGroup()
    box = QVBoxLayout(row)
    outcomes = [
        ActionButton(name, "check", key=key, role=ButtonRole.CHOICE)
        for name, key in (("resolved", "1"), ("filed", "2"), ("not ours", "3"))
    ]
    for each in outcomes:
        group.addButton(each)
        box.addWidget(each)
        each.setChecked(each.text() == first)
    desk = Desk(dress, time, row)

    desk.place.change()
    desk.strike_all(Qt.Key.Key_3, Qt.Key.Key_2, gap_s=0.3)

    assert [each.text() for each in outcomes if each.isChecked()] == ([first] if first else [])
    desk.pass_time(1)
    desk.strike(key=Qt.Key.Key_3)
    assert [each.text() for each in outcomes if each.isChecked()] == ["not ours"]


def test_an_option_and_what_it_is_for_may_be_pressed_one_right_after_the_other(
    dress: Dress, time: At
) -> None:
    option = ActionButton("resolved", "check", key="1", role=ButtonRole.CHOICE)
    desk = Desk(dress, time, option)

    desk.strike_all(Qt.Key.Key_1, Qt.Key.Key_F9, gap_s=0.1)

    assert option.isChecked()
    assert desk.acts == ["finish"]


def test_a_page_that_came_by_itself_takes_no_press_for_seven_tenths_of_a_second(desk: Desk) -> None:
    desk.place.change()
    desk.pass_time(0.69)
    desk.strike(0.02)
    too_soon = list(desk.acts)
    desk.pass_time(0.72)
    desk.strike(0.02)

    assert too_soon == []
    assert desk.acts == ["finish"]


def test_a_press_that_waited_while_the_window_was_busy_is_one_of_its_moment(desk: Desk) -> None:
    desk.strike(0.02)
    desk.pass_time(2)  # the window handles nothing
    desk.key(DOWN, ago_s=1.7)
    desk.key(UP, ago_s=1.65)

    assert desk.acts == ["finish"]


def test_what_no_finger_does_is_done_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.place.change()
    finish, call = (
        QAccessible.queryAccessibleInterface(each).actionInterface() for each in desk.buttons
    )
    finish.doAction("Press")
    qtbot.waitUntil(lambda: desk.acts == ["finish"])
    call.doAction("Press")

    qtbot.waitUntil(lambda: desk.acts == ["finish", "call"])


def test_a_button_pressed_too_soon_shows_that_it_rests_and_one_in_time_does_not(desk: Desk) -> None:
    still = desk.buttons[0].grab().toImage()

    desk.place.change()
    quiet = desk.buttons[0].grab().toImage()
    desk.pass_time(0.2)
    desk.click(0.02)
    resting = desk.buttons[0].grab().toImage()

    assert quiet == still
    assert resting != still


# --- more keys than a hand presses


PAW = (Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_M, Qt.Key.Key_F8)
CAT = tuple(Qt.Key(each) for each in range(Qt.Key.Key_A, Qt.Key.Key_Z + 1)) + tuple(
    Qt.Key(each) for each in range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1)
)


def test_many_keys_at_once_have_the_window_rest_until_they_do(desk: Desk) -> None:
    desk.strike_all(*PAW, Qt.Key.Key_F9, gap_s=0.033)
    desk.pass_time(0.5)
    desk.strike(0.02)
    too_soon = list(desk.acts)
    desk.pass_time(0.72)
    desk.strike(0.02)

    assert too_soon == []
    assert desk.acts == ["finish"]


@pytest.mark.parametrize("seed", range(20))
def test_a_cat_that_walks_over_the_keyboard_for_a_minute_does_one_thing_at_most(
    desk: Desk, seed: int
) -> None:
    chance = random.Random(seed)
    desk.strike_all(*chance.choices(CAT, k=30 * 60), gap_s=0.033)
    done = list(desk.acts)
    desk.pass_time(1)
    desk.strike()

    assert len(done) <= 1
    assert len(desk.acts) == len(done) + 1


def test_a_key_that_came_down_with_many_does_nothing_while_it_is_held(desk: Desk) -> None:
    for key in (*PAW, Qt.Key.Key_F9):
        desk.key(DOWN, key)
        desk.pass_time(0.005)
    for _ in range(100):
        desk.pass_time(0.04)
        desk.key(UP)
        desk.key(DOWN)

    assert desk.acts == []


def test_that_many_keys_came_is_told_once(desk: Desk) -> None:
    told: list[None] = []
    desk.place.stormed.connect(lambda: told.append(None))

    desk.strike_all(*CAT, *CAT, gap_s=0.033)

    assert len(told) == 1


def test_a_screen_reader_may_act_while_many_keys_come(desk: Desk, qtbot: QtBot) -> None:
    desk.strike_all(*PAW, gap_s=0.033)
    finish = QAccessible.queryAccessibleInterface(desk.buttons[0]).actionInterface()
    finish.doAction("Press")

    qtbot.waitUntil(lambda: desk.acts == ["finish"])


@pytest.mark.parametrize("gap_s", [0.12, 0.15, 0.2])
def test_keys_as_fast_as_a_hand_presses_them_lose_none(desk: Desk, gap_s: float) -> None:
    desk.strike_all(Qt.Key.Key_1, Qt.Key.Key_7, Qt.Key.Key_4, Qt.Key.Key_F9, gap_s=gap_s)

    assert desk.acts == ["finish"]


def test_ctrl_alt_and_shift_are_no_keys_of_their_own(desk: Desk) -> None:
    held = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr)
    desk.strike_all(*held, Qt.Key.Key_F9, gap_s=0.03)

    assert desk.acts == ["finish"]


@pytest.mark.parametrize(("gap_s", "entered"), [(0.06, 1), (0.03, 0)])
def test_enter_behind_a_pin_typed_fast_counts_and_behind_one_no_hand_types_does_not(
    dress: Dress, time: At, gap_s: float, entered: int
) -> None:
    field = Field()
    desk = Desk(dress, time, field)
    field.edit.setFocus()
    count: list[None] = []
    field.entered.connect(lambda: count.append(None))
    digits = (Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_6, Qt.Key.Key_8, Qt.Key.Key_1)

    desk.strike_all(*digits, Qt.Key.Key_0, Qt.Key.Key_Return, gap_s=gap_s)

    assert len(count) == entered


def test_steps_of_a_volume_are_taken_as_fast_as_they_come(dress: Dress, time: At) -> None:
    louder = ActionButton("Más fuerte", is_quick=True)
    dress(louder)
    count: list[None] = []
    louder.activated.connect(lambda: count.append(None))

    for _ in range(5):
        _click(louder, time)
        time.at += 0.1

    assert len(count) == 5


def test_a_choice_touched_twice_by_a_shaky_hand_stays_chosen(dress: Dress, time: At) -> None:
    low = ActionButton("Pantalla baja", role=ButtonRole.CHOICE)
    dress(low)

    for _ in range(2):
        _click(low, time)
        time.at += 0.2

    assert low.isChecked()


def _click(button: ActionButton, time: At) -> None:
    for kind, down in ((QEvent.Type.MouseButtonPress, LEFT), (RELEASE, NONE)):
        event = QMouseEvent(kind, QPointF(5, 5), QPointF(5, 5), LEFT, down, PLAIN)
        event.setTimestamp(time.stamp())
        QCoreApplication.sendEvent(button, event)


def test_time_stamps_are_read_by_the_quickest_event_and_anew_when_a_clock_jumps() -> None:
    time = At()

    late = time.of_ms(time.stamp(0.3))
    quick = time.of_ms(time.stamp())
    waited = time.of_ms(time.stamp(0.5))
    jumped = time.of_ms(12)  # the system's clock began anew

    assert late == time.at  # nothing quicker is known yet
    assert quick == time.at
    assert waited == pytest.approx(time.at - 0.5, abs=0.01)
    assert jumped == time.at


def test_a_key_that_bounces_is_one_press() -> None:
    key = KeyPress()
    first = key.go_down(1.0)
    key.go_up(1.05)
    bounced = key.go_down(1.06)
    key.go_up(1.1)
    again = key.go_down(1.3)

    assert bounced is first
    assert again is not first
