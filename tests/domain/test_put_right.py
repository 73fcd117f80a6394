"""What a wrong clock did to a ticket is put right by the event in which staff confirm the clock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core.domain.ticket import Event, Kind, State, apply, left_behind, state_before_day_end
from tests.builders import MORNING, a_ticket, an_event

AHEAD = timedelta(days=3)
CALLED = (Kind.CALLED,)
SERVED = (Kind.CALLED, Kind.STARTED)
HELD = (*SERVED, Kind.HELD)
NOW = MORNING + timedelta(minutes=30)


def put_right(**data: Any) -> Event:
    known: dict[str, Any] = {
        "day": "2026-11-24",
        "ahead_s": AHEAD.total_seconds(),
        "tickets": [1],
        "returned": {},
        "moved": [],
    }
    return an_event(Kind.DAY_CONFIRMED, at=NOW, **(known | data))


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), State.WAITING),
        (CALLED, State.CALLED),
        (HELD, State.HELD),
        ((*SERVED, Kind.TRANSFERRED), State.WAITING),
    ],
)
def test_who_was_sent_away_by_a_day_that_never_was_is_where_they_were(
    steps: Sequence[Kind], state: State
) -> None:
    before = a_ticket(1, after=steps)
    ended = apply(before, an_event(Kind.DAY_ENDED, at=NOW + AHEAD, tickets=[1]))
    assert state_before_day_end(ended) is state

    back = apply(ended, put_right(returned={"1": state.value}))

    assert back == before


def test_who_was_called_waits_again_at_their_place_if_their_counter_is_taken() -> None:
    ended = apply(a_ticket(1, after=CALLED), an_event(Kind.DAY_ENDED, at=NOW + AHEAD, tickets=[1]))

    assert apply(ended, put_right(returned={"1": "waiting"})) == a_ticket(1)


def test_times_of_the_wrong_clock_are_put_right_and_others_stay() -> None:
    true = a_ticket(1, after=SERVED)
    assert true.started_at is not None
    wrong = replace(true, started_at=true.started_at + AHEAD, paused_s=5.0)
    all_wrong = a_ticket(1, after=SERVED, issued_at=MORNING + AHEAD)

    assert apply(wrong, put_right()) == replace(true, paused_s=5.0)
    assert apply(all_wrong, put_right()) == true
    assert apply(true, put_right()) == true


def test_no_step_comes_before_another_that_stays() -> None:
    """The clock had been wrong since before the ticket was issued, and by little."""
    issued_at = NOW - timedelta(minutes=5)
    wrong = a_ticket(1, after=CALLED, issued_at=issued_at)
    wrong = replace(wrong, called_at=NOW + timedelta(minutes=1))

    right = apply(wrong, put_right(ahead_s=timedelta(hours=1).total_seconds()))

    assert right.called_at is not None
    assert right.issued_at == issued_at <= right.called_at <= NOW


def test_a_ticket_of_a_day_that_never_was_is_moved_to_the_day_that_stands() -> None:
    wrong = a_ticket(1, day=date(2026, 11, 27))

    assert apply(wrong, put_right(moved=[1])).day == date(2026, 11, 24)
    assert apply(wrong, put_right(moved=[2])).day == date(2026, 11, 27)


def test_a_day_that_is_over_leaves_behind_who_was_not_served() -> None:
    still_here: tuple[Sequence[Kind], ...] = ((), CALLED, HELD)
    for steps in still_here:
        assert left_behind(a_ticket(1, after=steps)).state is State.ABANDONED
    for steps in (SERVED, (*CALLED, Kind.NO_SHOW)):
        assert left_behind(a_ticket(1, after=steps)) == a_ticket(1, after=steps)
