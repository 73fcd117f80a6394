"""A clock is believed while it agrees with the time that passed; a day never ends in doubt."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar.hours import Shut, business_day
from core.domain.calendar.present import (
    LONGEST_ABSENCE,
    STEP,
    Doubt,
    Passed,
    Present,
    Standing,
    Trust,
    mended,
    opening_now,
    present,
)
from tests.builders import local, san_andres_hours

HOURS = san_andres_hours()
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
TEN = local("2026-11-24 10:00")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STANDING = Standing(TUESDAY, TUESDAY, TEN)


def exactly(time: timedelta) -> Passed:
    return Passed(time, time)


def after(passed: Passed, clock: timedelta, standing: Standing = STANDING) -> Present:
    """Return what the office knows when its clock says `clock` after its latest event."""
    return present(standing, passed, TEN + clock, HOURS)


@pytest.mark.parametrize("night", [DAY, 3 * DAY, 90 * DAY])
def test_a_night_that_passed_begins_a_day_however_long_it_was(night: timedelta) -> None:
    now = after(exactly(night), night)

    assert (now.at, now.day, now.doubt) == (TEN + night, TUESDAY + night, None)
    assert now.begins_day


def test_a_machine_that_was_off_overnight_or_over_christmas_begins_a_day() -> None:
    for off in (DAY, 3 * DAY, 20 * DAY):
        now = after(Passed(), off)
        assert (now.day, now.doubt, now.begins_day) == (TUESDAY + off, None, True)


@pytest.mark.parametrize("jump", [HOUR, DAY, 365 * DAY])
def test_a_jump_ahead_without_a_night_is_in_doubt_and_time_goes_on(jump: timedelta) -> None:
    now = after(exactly(MINUTE), MINUTE + jump)

    assert (now.at, now.day) == (TEN + MINUTE, TUESDAY)
    assert (now.doubt, now.trust, now.begins_day) == (Doubt.AHEAD, Trust.CARRIED, False)
    assert now.latest_at == TEN


@pytest.mark.parametrize("jump", [HOUR, DAY, 365 * DAY])
def test_a_jump_back_is_in_doubt_and_time_goes_on(jump: timedelta) -> None:
    now = after(exactly(MINUTE), MINUTE - jump)

    assert (now.at, now.day, now.doubt) == (TEN + MINUTE, TUESDAY, Doubt.BEHIND)


@pytest.mark.parametrize("step", [-STEP, -MINUTE, MINUTE, STEP])
def test_a_clock_that_is_set_a_little_is_believed_and_never_runs_back(step: timedelta) -> None:
    now = after(exactly(timedelta()), step)

    assert (now.at, now.doubt) == (max(TEN, TEN + step), None)


def test_a_machine_started_with_a_clock_of_the_past_is_lost_and_keeps_its_day() -> None:
    now = after(Passed(), -2000 * DAY)

    assert (now.at, now.day) == (TEN, TUESDAY)
    assert (now.doubt, now.trust) == (Doubt.BEHIND, Trust.LOST)


def test_a_machine_started_much_later_believes_the_hour_and_asks_for_the_day() -> None:
    now = after(Passed(), LONGEST_ABSENCE + MINUTE)

    assert now.at == TEN + LONGEST_ABSENCE + MINUTE
    assert (now.day, now.doubt, now.trust) == (TUESDAY, Doubt.AHEAD, Trust.LOST)


def test_a_day_does_not_end_while_nobody_knows_what_was_recorded_when() -> None:
    lost = Standing(TUESDAY, TUESDAY, TEN, Trust.LOST)

    right_again = after(exactly(22 * HOUR), 22 * HOUR, lost)
    wrong = after(exactly(22 * HOUR), -DAY, lost)

    for now, doubt in ((right_again, Doubt.AHEAD), (wrong, Doubt.BEHIND)):
        assert (now.day, now.doubt, now.trust) == (TUESDAY, doubt, Trust.LOST)
        assert not now.begins_day


def test_a_lost_office_is_sure_again_when_its_clock_agrees_on_the_same_day() -> None:
    lost = Standing(TUESDAY, TUESDAY, TEN, Trust.LOST)

    now = after(exactly(HOUR), HOUR, lost)

    assert (now.doubt, now.trust, now.day) == (None, Trust.SURE, TUESDAY)


def test_a_night_in_doubt_ends_the_day_where_the_time_was_carried_on() -> None:
    doubted = Standing(TUESDAY, TUESDAY, TEN, Trust.CARRIED)

    carried = after(exactly(DAY), DAY + HOUR, doubted)
    started_anew = after(Passed(), DAY + HOUR, doubted)

    assert (carried.at, carried.day, carried.doubt) == (TEN + DAY, WEDNESDAY, Doubt.AHEAD)
    assert carried.begins_day
    assert (started_anew.day, started_anew.doubt) == (TUESDAY, Doubt.AHEAD)


def test_who_saw_the_event_come_knows_between_what_the_time_must_be() -> None:
    seen = Passed(HOUR, 2 * HOUR)  # it came in the hour before this was first seen

    assert after(seen, HOUR + MINUTE).doubt is None
    assert after(seen, 2 * HOUR - MINUTE).doubt is None
    assert after(seen, MINUTE).doubt is Doubt.BEHIND
    assert after(seen, 3 * HOUR).at == TEN + 2 * HOUR


def test_a_day_stands_for_later_dates_that_were_confirmed() -> None:
    kept = Standing(TUESDAY, WEDNESDAY, TEN + DAY)

    now = after(exactly(HOUR), DAY + HOUR, kept)
    next_day = after(exactly(DAY), 2 * DAY, kept)

    assert (now.day, now.doubt, now.begins_day) == (TUESDAY, None, False)
    assert (next_day.day, next_day.begins_day) == (WEDNESDAY + DAY, True)


def test_a_day_that_no_event_can_have_begun_is_a_damage_and_is_left_out() -> None:
    far = date(2099, 1, 1)
    damaged = Standing(far, far, TEN)

    assert mended(damaged, HOURS) == STANDING
    assert mended(Standing(far, TUESDAY, TEN), HOURS) == STANDING
    assert mended(STANDING, HOURS) == STANDING


def test_nobody_is_refused_for_the_hour_while_the_clock_is_in_doubt() -> None:
    night = 12 * HOUR

    assert opening_now(after(exactly(night), night), HOURS).shut is Shut.AFTER
    assert opening_now(after(exactly(night), night + DAY), HOURS).is_open


@given(
    least=st.timedeltas(timedelta(), 400 * DAY),
    more=st.none() | st.timedeltas(timedelta(), DAY),
    clock=st.timedeltas(-10_000 * DAY, 10_000 * DAY),
    until=st.integers(0, 1),
    trust=st.sampled_from(Trust),
)
def test_no_clock_runs_back_or_begins_an_earlier_day(
    least: timedelta, more: timedelta | None, clock: timedelta, until: int, trust: Trust
) -> None:
    standing = Standing(TUESDAY, TUESDAY + until * DAY, TEN, trust)
    now = after(Passed(least, None if more is None else least + more), clock, standing)

    assert now.at >= TEN
    assert now.day >= TUESDAY
    assert now.begins_day == (now.day > TUESDAY)
    assert not (now.begins_day and now.trust is Trust.LOST)
    assert (now.doubt is None) == (now.trust is Trust.SURE)
    if now.begins_day:
        assert now.day == business_day(now.at, HOURS) > standing.until
