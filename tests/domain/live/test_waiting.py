"""A wait against what was told of it, and who will wait too long if nothing changes."""

from datetime import timedelta

import pytest

from core.domain.estimate import Pace
from core.domain.live.waiting import Promise, Waiter, by_share, waiter_of, will_wait_too_long
from core.domain.order.reach import Need, Reach
from core.domain.ticket import CounterNumber, Line, ServiceKey, TicketId
from tests.builders import MORNING, SERVICE, a_ticket

MINUTE = timedelta(minutes=1)
ONE = Reach(CounterNumber(1))


def a_waiter(
    number: int = 1,
    *,
    high_min: int | None = 30,
    came_min: float = 0,
    line: Line = Line.GENERAL,
    service: ServiceKey = SERVICE,
) -> Waiter:
    since = MORNING + came_min * MINUTE
    return Waiter(TicketId(number), f"A-{number:03}", Need(line, service), since, 5, high_min)


@pytest.mark.parametrize(
    ("high_min", "waited_min", "expected"),
    [
        (30, 23.9, Promise.IN_TIME),
        (30, 24.0, Promise.NEAR),
        (30, 30.0, Promise.NEAR),
        (30, 30.1, Promise.PAST),
        (10, 6.9, Promise.IN_TIME),
        (10, 7.0, Promise.NEAR),
        (None, 99.0, Promise.UNTOLD),
    ],
)
def test_a_wait_is_in_time_near_or_past_what_was_told(
    high_min: int | None, waited_min: float, expected: Promise
) -> None:
    waiter = a_waiter(high_min=high_min)

    assert waiter.promise(MORNING + waited_min * MINUTE) is expected


def test_the_longest_wait_of_the_line_is_the_limit_where_nothing_was_told() -> None:
    general, preferential = (a_waiter(high_min=None, line=line) for line in Line)

    assert (general.limit_min, preferential.limit_min) == (30, 5)


def test_the_share_of_ones_limit_decides_not_the_length_of_the_wait() -> None:
    long = a_waiter(1, high_min=60, came_min=0)
    short = a_waiter(2, high_min=10, came_min=20)

    assert by_share([long, short], MORNING + 30 * MINUTE) == (short, long)


def test_a_clock_that_was_put_back_makes_no_negative_wait() -> None:
    assert a_waiter(came_min=5).waited_min(MORNING) == 0


def test_a_paper_promises_of_the_first_wait_alone() -> None:
    ticket, later = a_ticket(7), MORNING + 9 * MINUTE

    told, untold = waiter_of(ticket, (0, 0), None), waiter_of(ticket, None, None)
    sent_on = waiter_of(ticket, (5, 30), later)

    assert (told.since, told.low_min, told.high_min) == (MORNING, 0, 1)  # 0: damaged
    assert (untold.since, untold.high_min) == (MORNING, None)
    assert (sent_on.since, sent_on.high_min, sent_on.name) == (later, None, "A-007")


def test_who_will_be_first_to_wait_too_long_is_told_ahead() -> None:
    waiters = [a_waiter(number, came_min=number) for number in range(1, 8)]
    slow = Pace((ONE,), (10.0,) * 20)  # 10.4 minutes a service

    found = will_wait_too_long(waiters, slow, MORNING + 10 * MINUTE)

    assert found == waiters[1]  # called 24 minutes from now, who came 8 ago
    assert will_wait_too_long(waiters, Pace((ONE,), (2.0,) * 20), MORNING + 10 * MINUTE) is None


def test_nobody_is_told_ahead_who_waits_too_long_already_or_whom_nobody_may_call() -> None:
    late, other = a_waiter(1), a_waiter(2, came_min=29, service=ServiceKey("caja"))
    pace = Pace((Reach(CounterNumber(1), (ServiceKey("caja"),)),), (50.0,) * 20)

    assert will_wait_too_long([late, other], pace, MORNING + 31 * MINUTE) is None


def test_who_has_priority_is_behind_its_own_line_alone() -> None:
    generals = [a_waiter(number) for number in range(1, 5)]
    first = a_waiter(9, line=Line.PREFERENTIAL)

    found = will_wait_too_long([*generals, first], Pace((ONE,), (4.0,) * 20), MORNING)

    assert found is None
