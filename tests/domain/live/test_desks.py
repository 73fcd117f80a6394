"""What a counter does and since when."""

from datetime import datetime, timedelta

import pytest

from core.domain.live.desks import DeskFacts, DeskNow, Doing, desk_of, in_order
from core.domain.live.waiting import Waiter
from core.domain.order.reach import Need, Reach
from core.domain.staff import CounterState
from core.domain.ticket import CounterNumber, Kind, Line, ServiceKey, Ticket, TicketId
from tests.builders import MORNING, SERVICE, a_ticket

ONE = CounterNumber(1)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
ANA = CounterState(ONE, "ana", MORNING)
CALLED = a_ticket(4, after=(Kind.CALLED,))
SERVING = a_ticket(4, after=(Kind.CALLED, Kind.STARTED))
LATER = MORNING + 20 * MINUTE


def a_place(
    state: CounterState | None = ANA,
    ticket: Ticket | None = None,
    *,
    acted_at: datetime | None = None,
    reach: Reach | None = Reach(ONE),  # noqa: B008 - frozen
) -> DeskFacts:
    return DeskFacts(ONE, state, ticket, reach, acted_at)


def waits(since: datetime, service: ServiceKey = SERVICE) -> Waiter:
    return Waiter(TicketId(9), "A-009", Need(Line.GENERAL, service), since)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (a_place(None), DeskNow(ONE, None, Doing.NOBODY, None)),
        (a_place(), DeskNow(ONE, "ana", Doing.FREE, MORNING)),
        (
            a_place(acted_at=MORNING + 5 * MINUTE),
            DeskNow(ONE, "ana", Doing.FREE, MORNING + 5 * MINUTE),
        ),
        (a_place(ticket=CALLED), DeskNow(ONE, "ana", Doing.CALLED, MORNING + MINUTE, "A-004")),
        (
            a_place(ticket=SERVING),
            DeskNow(ONE, "ana", Doing.SERVING, MORNING + 2 * MINUTE, "A-004"),
        ),
        (a_place(None, SERVING), DeskNow(ONE, None, Doing.SERVING, MORNING + 2 * MINUTE, "A-004")),
        (
            a_place(CounterState(ONE, "ana", MORNING, LATER, "lunch"), SERVING),
            DeskNow(ONE, "ana", Doing.AWAY, LATER, "A-004", "lunch"),
        ),
        (
            a_place(CounterState(ONE, "ana", MORNING, LATER, "lunch")),
            DeskNow(ONE, "ana", Doing.AWAY, LATER, None, "lunch"),
        ),
    ],
)
def test_a_counter_does_one_thing_since_an_instant(place: DeskFacts, expected: DeskNow) -> None:
    assert desk_of(place, (), LATER) == expected


@pytest.mark.parametrize(
    ("free_s", "waited_s", "expected"),
    [(300, 61, Doing.IDLE), (60, 300, Doing.IDLE), (59, 300, Doing.FREE), (300, 59, Doing.FREE)],
)
def test_free_while_somebody_waits_is_told_after_a_minute_of_both(
    free_s: int, waited_s: int, expected: Doing
) -> None:
    place = a_place(acted_at=LATER - free_s * SECOND)

    found = desk_of(place, [waits(LATER - waited_s * SECOND)], LATER)

    assert (found.doing, found.may_call) == (expected, 1)
    assert found.since == LATER - (min(free_s, waited_s) if expected is Doing.IDLE else free_s) * (
        SECOND
    )


@pytest.mark.parametrize("reach", [None, Reach(ONE, (SERVICE,))])
def test_a_counter_is_not_idle_for_those_whom_others_serve(reach: Reach | None) -> None:
    assert desk_of(a_place(reach=reach), [waits(MORNING)], LATER).doing is Doing.FREE


def test_idle_counters_come_first_and_empty_ones_last() -> None:
    made = [
        DeskNow(CounterNumber(number), None, doing, None)
        for number, doing in enumerate((Doing.NOBODY, Doing.AWAY, Doing.IDLE, Doing.FREE), start=1)
    ]

    assert [each.number for each in in_order(made)] == [3, 2, 4, 1]
