"""A clock that jumps is told at a free counter, calmly, with what to do; a button confirms it."""

from datetime import date, timedelta

import pytest
from argon2 import PasswordHasher

from core.clock import FixedClock
from core.domain.ticket import Kind
from tests.counter.conftest import Desk, Open, issue

DAY = timedelta(days=1)
ASKED = "Is the clock right?"


def read_again(desk: Desk) -> None:
    desk.presenter._reader.look()


def test_a_clock_in_doubt_is_told_with_its_times_and_goes_when_it_is_right(
    desk: Desk, clock: FixedClock
) -> None:
    desk.wait_for("Call next")
    assert not desk.counter.free.clock.isVisible()
    clock.jump(timedelta(hours=3))

    read_again(desk)

    desk.wait_for(ASKED)
    words = desk.counter.free.clock.accessibleDescription()
    assert "Monday 23 Nov 2026, 12:00" in words
    assert "Monday 23 Nov 2026, 9:00" in words
    clock.jump(timedelta(hours=-3))
    read_again(desk)
    desk.wait_until(lambda: not desk.counter.free.clock.isVisible(), "no more question")


@pytest.mark.parametrize(
    ("button", "left"),
    [("who waits keeps the turn", ("A-001", "A-002")), ("nobody waits from before", ())],
)
def test_the_person_at_the_counter_confirms_the_day(
    desk: Desk, clock: FixedClock, button: str, left: tuple[str, ...]
) -> None:
    issue(desk.office, "gg")
    clock.jump(DAY)
    read_again(desk)

    desk.touch(button)

    desk.wait_until(lambda: Kind.DAY_CONFIRMED in desk.kinds(), "the confirmation")
    event = next(each for each in desk.office.journal() if each.kind is Kind.DAY_CONFIRMED)
    assert event.staff == "ana"
    assert tuple(each.name for each in desk.office.queue.waiting()) == left
    desk.wait_until(lambda: not desk.counter.free.clock.isVisible(), "no more question")


def test_nobody_is_asked_while_somebody_is_served(desk: Desk, clock: FixedClock) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.press("F9")
    desk.wait_for("Start service")
    clock.jump(DAY)
    read_again(desk)
    desk.press("F9")
    desk.wait_for("Finish")

    assert not desk.counter.free.clock.isVisible()


def test_a_clock_behind_is_confirmed_with_one_button(desk: Desk, clock: FixedClock) -> None:
    issue(desk.office, "g")
    clock.jump(-3 * DAY)
    read_again(desk)
    desk.wait_for(ASKED)
    assert not desk.counter.free.clock.is_new_day.isVisible()

    desk.touch("It is Friday 20 Nov 2026")

    desk.wait_until(lambda: Kind.DAY_CONFIRMED in desk.kinds(), "the confirmation")
    assert desk.office.clock.now().day == date(2026, 11, 20)
    assert [each.name for each in desk.office.queue.waiting()] == ["A-001"]


def test_a_clock_put_right_leaves_no_step_to_undo_and_no_window_open_for_days(
    desk: Desk, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    issue(desk.office, "g")
    clock.jump(3 * DAY)
    desk.office.clock.confirm(date(2026, 11, 26))
    desk.wait_for_waiting("A-001")
    for _ in range(3):
        desk.press("F9")
        desk.wait_for_answer()
    assert desk.presenter.actions.undo_left_s
    clock.jump(-3 * DAY)

    desk.office.clock.confirm(date(2026, 11, 23))

    desk.wait_until(lambda: not desk.presenter.actions.undo_left_s, "nothing to undo")
    clock.advance(timedelta(minutes=16))
    read_again(desk)
    desk.wait_until(lambda: desk.presenter.shift.is_locked, "a locked window")


def test_a_confirmed_clock_locks_no_window(desk: Desk, clock: FixedClock) -> None:
    issue(desk.office, "g")
    clock.jump(60 * DAY)
    desk.wait_until(lambda: in_doubt(desk), "the question about the clock")

    desk.office.clock.confirm(clock.now().date())

    desk.wait_until(lambda: not in_doubt(desk), "a clock that is right")
    read_again(desk)
    assert not desk.presenter.shift.is_locked
    clock.advance(timedelta(minutes=16))
    read_again(desk)
    desk.wait_until(lambda: desk.presenter.shift.is_locked, "a locked window")


def in_doubt(desk: Desk) -> bool:
    read_again(desk)
    hall = desk.presenter.hall
    return hall is not None and hall.clock is not None and hall.clock.doubt is not None


def test_who_forgot_to_sign_out_signs_in_the_next_morning(
    open_desk: Open, clock: FixedClock
) -> None:
    desk = open_desk()
    desk.sign_in()
    clock.advance(DAY)

    desk.office.queue.issue()

    desk.wait_for("PIN")
    desk.wait_until(lambda: desk.presenter.shift.person is None, "nobody signed in")
    desk.sign_in()
    desk.wait_for_waiting("A-001")
