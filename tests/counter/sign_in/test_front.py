"""Before the work: taking a counter over, a PIN of one's own, and the lock."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from core.clock import FixedClock
from core.domain.ticket import Kind, Outcome, State
from core.errors import WrongPin
from core.office import Office, template
from counter import wording
from counter.decisions.presenter import Stage
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import Desk, Open, issue, on_both_databases

LOCK_AFTER = timedelta(minutes=15)


def enter(desk: Desk, username: str, counter: int) -> None:
    """Fill the form in and press F9, and wait for the answer."""
    desk.type_into("User name", username)
    desk.type_into("PIN", SAMPLE_PIN)
    desk.touch(f"Counter {counter}")
    desk.press("F9")
    desk.wait_for_answer()


def staff_at(office: Office) -> list[str | None]:
    return [each.staff for each in office.queue.board().counters]


def serve(desk: Desk) -> None:
    """Have A-001 in service."""
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    for stage in (Stage.CALLED, Stage.SERVING):
        desk.press("F9")
        desk.wait_for_stage(stage)


# --- taking over


@on_both_databases
def test_a_counter_in_use_is_taken_over_with_what_is_in_service_there(
    desk: Desk, open_desk: Open, office: Office
) -> None:
    serve(desk)
    second = open_desk()
    second.wait_for("Counter 1: Ana")

    enter(second, "beto", 1)
    second.wait_for("Counter 1 is in use by Ana. Take it over?")
    assert second.sees("Ana is signed out there. A-001 stays at the counter and is yours now.")
    second.press("F9")
    second.wait_for_stage(Stage.SERVING)

    assert staff_at(office) == ["beto", None, None]
    assert second.sees("A-001")
    ticket = office.queue.at_counter(1)
    assert ticket is not None
    assert ticket.state is State.SERVING
    desk.wait_for_stage(Stage.SIGNED_OUT)
    assert desk.sees("Beto took over counter 1. Sign in again to go on.")


def test_who_is_at_another_counter_is_asked_and_moves(
    desk: Desk, open_desk: Open, office: Office
) -> None:
    second = open_desk()

    enter(second, "ana", 2)
    second.wait_for("You are signed in at counter 1. Change to counter 2?")
    second.touch("Take over")
    second.wait_for_stage(Stage.FREE)

    assert staff_at(office) == [None, "ana", None]
    desk.wait_for_stage(Stage.SIGNED_OUT)
    assert desk.sees("You signed in at counter 2, so counter 1 is not yours any more.")


def test_a_counter_is_not_left_for_another_with_a_ticket_open(
    desk: Desk, open_desk: Open, office: Office
) -> None:
    serve(desk)
    second = open_desk()

    enter(second, "ana", 2)
    second.wait_for("You are signed in at counter 1.")
    second.press("F9")
    second.wait_for("Counter 1 still has ticket A-001.")

    assert staff_at(office) == ["ana", None, None]
    assert second.presenter.stage is Stage.SIGNED_OUT
    assert second.counter.sign_in.isVisible()


def test_who_is_elsewhere_and_takes_a_counter_over_is_told_of_both(
    desk: Desk, open_desk: Open, office: Office
) -> None:
    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    second = open_desk()
    second.wait_for("Counter 2: Beto")

    enter(second, "ana", 2)

    second.wait_for("Beto is signed out there. You are signed out at counter 1.")


def test_a_taking_over_can_be_left_and_the_pin_need_not_be_written_again(
    open_desk: Open, office: Office
) -> None:
    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1)
    desk = open_desk()

    enter(desk, "ana", 1)
    desk.wait_for("Counter 1 is in use by Beto. Take it over?")
    desk.touch("Back")
    assert desk.counter.sign_in.isVisible()
    assert desk.counter.sign_in.pin.edit.text() == SAMPLE_PIN
    desk.touch("Counter 3")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    assert staff_at(office) == ["beto", None, "ana"]


# --- a PIN of one's own


@pytest.fixture
def newcomer(open_desk: Open, office: Office) -> Desk:
    """Have dora signed in for the first time, with the PIN she was given."""
    office.staff.add("dora", name="Dora", pin=SAMPLE_PIN)
    desk = open_desk()
    enter(desk, "dora", 1)
    desk.wait_for("Choose your own PIN")
    return desk


def choose(desk: Desk, pin: str, again: str) -> None:
    desk.type_into("New PIN", pin)
    desk.type_into("The same again", again)
    desk.press("F9")
    desk.wait_for_answer()


def test_the_first_pin_is_changed_before_anything_else(newcomer: Desk, office: Office) -> None:
    issue(office, "g")
    newcomer.wait_for_waiting("A-001")

    newcomer.press("Ctrl+1")  # the work is not there: nothing is served
    choose(newcomer, "97531", "97531")
    newcomer.wait_for("Call next")

    assert newcomer.kinds() == [Kind.SIGNED_IN, Kind.ISSUED, Kind.PIN_CHANGED]
    assert office.staff.check_pin("dora", "97531").must_change_pin is False
    with pytest.raises(WrongPin):
        office.staff.check_pin("dora", SAMPLE_PIN)
    newcomer.press("F9")
    newcomer.wait_for_stage(Stage.CALLED)


@pytest.mark.parametrize(
    ("pin", "again", "sentence"),
    [
        ("97531", "97532", "The two PINs are not the same."),
        (SAMPLE_PIN, SAMPLE_PIN, "That is the PIN you were given."),
        ("123", "123", "A PIN is 4 to 12 digits."),
        ("abcd", "abcd", "A PIN is 4 to 12 digits."),
        ("", "", "A PIN is 4 to 12 digits."),
        ("1234", "1234", "That PIN is guessed at once"),
    ],
)
def test_a_pin_that_will_not_do_is_refused_in_place_and_asked_again(
    newcomer: Desk, office: Office, pin: str, again: str, sentence: str
) -> None:
    choose(newcomer, pin, again)

    newcomer.wait_for(sentence)
    assert newcomer.counter.new_pin.pin.edit.text() == ""
    assert newcomer.counter.new_pin.again.edit.text() == ""
    assert newcomer.counter.focusWidget() is newcomer.counter.new_pin.pin.edit
    assert office.staff.check_pin("dora", SAMPLE_PIN).must_change_pin


def test_who_leaves_without_a_pin_of_their_own_is_signed_out_and_asked_next_time(
    newcomer: Desk, office: Office
) -> None:
    newcomer.press("Esc")
    newcomer.wait_for_stage(Stage.SIGNED_OUT)
    assert staff_at(office) == [None, None, None]

    enter(newcomer, "dora", 1)

    newcomer.wait_for("Choose your own PIN")


# --- the lock


def leave_alone(desk: Desk, clock: FixedClock, time: timedelta = LOCK_AFTER) -> None:
    """Let time pass without anybody at the window, and have it read the time."""
    clock.advance(time)
    desk.presenter._reader.look()


def locked(desk: Desk, clock: FixedClock) -> Desk:
    leave_alone(desk, clock)
    desk.wait_for("The window is locked.")
    return desk


def test_a_window_nobody_uses_locks_between_two_services_only(
    desk: Desk, clock: FixedClock
) -> None:
    serve(desk)
    leave_alone(desk, clock, 2 * LOCK_AFTER)
    desk.wait_until(lambda: is_told(desk, clock), "the time")
    desk.wait_for(wording.stopwatch(2 * LOCK_AFTER.total_seconds()))
    assert not desk.presenter.shift.is_locked

    desk.presenter.finish(Outcome.RESOLVED, None)

    desk.wait_for("The window is locked.")


def test_a_locked_window_goes_on_where_it_was_with_the_persons_pin(desk: Desk) -> None:
    serve(desk)
    desk.type_into("Name", "Zulma Bent")

    desk.presenter.shift.lock()
    desk.wait_for("The window is locked.")
    assert desk.sees("Counter 1: Ana")
    assert desk.sees("The window is locked. A-001 is in service.")
    assert "Zulma Bent" not in [each.text() for each in shown_fields(desk)]
    for key in ("F9", "F6", "F8", "1"):  # the work is out of reach
        QTest.keyClick(desk.counter.windowHandle(), Qt.Key[f"Key_{key}"])
    desk.wait_for_answer()
    assert desk.presenter.shift.is_locked
    desk.type_into("PIN", SAMPLE_PIN)
    desk.press("Return")
    desk.wait_for("In service")

    assert desk.counter.serving.person.name.text() == "Zulma Bent"
    assert desk.presenter.stage is Stage.SERVING
    assert desk.kinds() == [Kind.SIGNED_IN, Kind.ISSUED, Kind.CALLED, Kind.STARTED]


def shown_fields(desk: Desk) -> list[QLineEdit]:
    return [each for each in desk.counter.findChildren(QLineEdit) if each.isVisible()]


def test_a_key_or_a_click_keeps_the_window_open(desk: Desk, clock: FixedClock) -> None:
    almost = LOCK_AFTER - timedelta(minutes=1)
    handle = desk.counter.windowHandle()

    leave_alone(desk, clock, almost)
    desk.wait_until(lambda: is_told(desk, clock), "the time")
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    leave_alone(desk, clock, almost)
    desk.wait_until(lambda: is_told(desk, clock), "the time")
    assert not desk.presenter.shift.is_locked
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    leave_alone(desk, clock, almost)
    desk.wait_until(lambda: is_told(desk, clock), "the time")
    assert not desk.presenter.shift.is_locked

    locked(desk, clock)


def test_a_wrong_pin_keeps_it_locked_and_says_so(desk: Desk, clock: FixedClock) -> None:
    locked(desk, clock)

    desk.type_into("PIN", "1111")
    desk.press("F9")

    desk.wait_for('That is not the PIN of "ana".')
    assert desk.presenter.shift.is_locked
    assert desk.counter.lock.pin.edit.text() == ""


def test_an_office_may_do_without_the_lock_or_ask_for_it_sooner(
    desk: Desk, clock: FixedClock, office: Office
) -> None:
    document = dict(template("san-andres"))
    office.settings.change(document | {"desk": {"lock_after_min": 0}})
    desk.wait_until(lambda: lock_after(desk) == 0, "the setting")
    leave_alone(desk, clock, timedelta(hours=5))
    desk.wait_until(lambda: is_told(desk, clock), "the time")
    assert not desk.presenter.shift.is_locked

    office.settings.change(document | {"desk": {"lock_after_min": 3}})

    desk.wait_for("The window is locked.")


def is_told(desk: Desk, clock: FixedClock) -> bool:
    """Tell whether the window has read the time as it is now."""
    return desk.presenter.now is not None and desk.presenter.now >= clock.now()


def lock_after(desk: Desk) -> int | None:
    hall = desk.presenter.hall
    return hall.settings.desk.lock_after_min if hall is not None else None


def test_a_colleague_takes_a_locked_counter_over_where_it_stands(
    desk: Desk, clock: FixedClock, office: Office
) -> None:
    serve(desk)
    desk.presenter.shift.lock()

    desk.touch("Another person")
    desk.type_into("User name", "beto")
    desk.type_into("PIN", SAMPLE_PIN)
    desk.press("F9")
    desk.wait_for("Counter 1 is in use by Ana. Take it over?")
    desk.press("F9")
    desk.wait_for("In service")

    assert staff_at(office) == ["beto", None, None]
    assert desk.sees("Beto")
    assert not desk.presenter.shift.is_locked


def test_a_colleague_who_thinks_better_of_it_leaves_the_window_locked(
    desk: Desk, clock: FixedClock, office: Office
) -> None:
    locked(desk, clock)

    desk.touch("Another person")
    desk.touch("Back")

    desk.wait_for("The window is locked.")
    assert staff_at(office) == ["ana", None, None]
    desk.type_into("PIN", SAMPLE_PIN)
    desk.press("F9")
    desk.wait_for("Call next")


def test_a_locked_window_whose_counter_was_taken_over_says_so(
    desk: Desk, clock: FixedClock, office: Office
) -> None:
    locked(desk, clock)

    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1, take_over=True)

    desk.wait_for("Beto took over counter 1.")
    assert not desk.presenter.shift.is_locked


def test_a_window_where_nobody_is_signed_in_never_locks(open_desk: Open, clock: FixedClock) -> None:
    desk = open_desk()
    desk.type_into("User name", "ana")

    leave_alone(desk, clock, timedelta(days=1))
    desk.wait_until(lambda: is_told(desk, clock), "the time")

    assert desk.sees("User name")
    assert not desk.presenter.shift.is_locked
