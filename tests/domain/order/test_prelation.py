"""What priority adds to the others' waits, in minutes that can be counted by hand."""

from datetime import datetime, timedelta

import pytest

from core.domain.order.prelation import FOR_PRIORITY, added_wait, in_time
from core.domain.ticket import Event, Kind, Line, State, Ticket
from tests.builders import MORNING, a_ticket, an_attention, an_event


def minute(number: float) -> datetime:
    return MORNING + timedelta(minutes=number)


def minutes_added(day: list[Ticket], *steps: Event, at: float = 60) -> float:
    return added_wait(day, steps, minute(at)) / timedelta(minutes=1)


def priority(number: int, *, began: float | None, ended: float | None = None) -> Ticket:
    return a_ticket(
        number,
        line=Line.PREFERENTIAL,
        state=State.SERVING,
        started_at=None if began is None else minute(began),
        finished_at=None if ended is None else minute(ended),
    )


def held(ticket: int, at: float, reason: str = FOR_PRIORITY) -> Event:
    return an_event(Kind.HELD, ticket=ticket, at=minute(at), reason=reason)


def resumed(ticket: int, at: float) -> Event:
    return an_event(Kind.RESUMED, ticket=ticket, at=minute(at))


def test_a_morning_without_priority_adds_nothing() -> None:
    assert minutes_added([a_ticket(1), a_ticket(2)]) == 0


def test_somebody_on_hold_to_make_room_waits_until_resumed() -> None:
    served = a_ticket(1, started_at=minute(0))

    assert minutes_added([served], held(1, 5), resumed(1, 9)) == 4
    assert minutes_added([served], held(1, 5), at=11) == 6, "who is on hold still waits"


@pytest.mark.parametrize("reason", ["document", "lunch"])
def test_a_hold_for_another_reason_is_not_laid_on_priority(reason: str) -> None:
    served = a_ticket(1, started_at=minute(0))

    assert minutes_added([served], held(1, 5, reason), resumed(1, 9)) == 0


def test_the_steps_of_a_priority_citizen_add_nothing() -> None:
    other = priority(2, began=None)

    assert minutes_added([other], held(2, 5), resumed(2, 9)) == 0


def test_who_is_passed_waits_while_the_later_one_has_a_desk() -> None:
    passed = a_ticket(1, called_at=minute(20))

    assert minutes_added([passed, priority(2, began=4, ended=10)]) == 6
    assert minutes_added([passed, priority(2, began=4)]) == 16, "until it is called itself"
    assert minutes_added([a_ticket(1), priority(2, began=4)], at=12) == 8, "or until now"


def test_who_came_before_or_is_still_waiting_passes_nobody() -> None:
    general = a_ticket(3, called_at=minute(20))

    assert minutes_added([general, priority(2, began=4, ended=10)]) == 0
    assert minutes_added([general, priority(4, began=None)]) == 0


def test_two_desks_at_once_count_once() -> None:
    passed = a_ticket(1, called_at=minute(20))
    day = [passed, priority(2, began=4, ended=10), priority(3, began=6, ended=13)]

    assert minutes_added(day) == 9
    assert minutes_added([*day, priority(4, began=7, ended=8)]) == 9, "one within the others"


# --- in time


def within(target: float, *day: Ticket, at: float = 60) -> tuple[int, int]:
    return in_time(day, timedelta(minutes=target), minute(at))


@pytest.mark.parametrize(
    ("began", "counted"), [(0, (1, 1)), (1, (1, 1)), (1.1, (0, 1)), (10, (0, 1))]
)
def test_whoever_is_attended_was_in_time_or_not(began: float, counted: tuple[int, int]) -> None:
    assert within(1, priority(1, began=began)) == counted
    assert within(1, a_ticket(1, line="preferential", called_at=minute(began))) == counted


@pytest.mark.parametrize(("at", "counted"), [(0.5, (0, 0)), (1, (0, 0)), (1.1, (0, 1))])
def test_who_waits_counts_as_late_once_it_is_too_long(at: float, counted: tuple[int, int]) -> None:
    assert within(1, a_ticket(1, line="preferential"), at=at) == counted
    left = a_ticket(1, line="preferential", state=State.CANCELLED, finished_at=minute(at))
    assert within(1, left) == counted


def test_the_general_line_and_who_does_not_come_are_not_counted() -> None:
    assert within(1, a_ticket(1, called_at=minute(9)), an_attention(channel="phone")) == (0, 0)
