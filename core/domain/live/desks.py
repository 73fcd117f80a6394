"""What each counter does and since when; one that is free while somebody waits comes first.

Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.live.waiting import Waiter
from core.domain.order.reach import Reach
from core.domain.staff import CounterState
from core.domain.ticket import CounterNumber, State, Ticket

IDLE_AFTER = timedelta(seconds=60)
"""So long a free counter may take to call: somebody gets up, somebody sits down."""


class Doing(StrEnum):
    """What goes on at a counter. `IDLE`: free, while somebody waits whom it could call."""

    IDLE = "idle"
    CALLED = "called"
    SERVING = "serving"
    FREE = "free"
    AWAY = "away"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class DeskNow:
    """A counter now; `since` None where nobody knows.

    `ticket` names what it called or serves; `reason` says why nobody is there; `may_call` is how
    many wait whom it could call.
    """

    number: CounterNumber
    staff: str | None
    doing: Doing
    since: datetime | None
    ticket: str | None = None
    reason: str | None = None
    may_call: int = 0


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What is known of a counter: who is there, what it has, when it last did something.

    `reach` None: it was taken out of the settings, and calls nobody.
    """

    number: CounterNumber
    state: CounterState | None
    ticket: Ticket | None
    reach: Reach | None
    acted_at: datetime | None


def desk_of(place: DeskFacts, waiters: Sequence[Waiter], now: datetime) -> DeskNow:
    """Return what goes on at a counter."""
    number, state, ticket = place.number, place.state, place.ticket
    staff = None if state is None else state.staff
    if state is not None and state.away_since is not None:
        name = None if ticket is None else ticket.name
        return DeskNow(number, staff, Doing.AWAY, state.away_since, name, state.away_reason)
    if ticket is not None:
        is_called = ticket.state is State.CALLED
        since = ticket.last_called_at if is_called else ticket.started_at
        return DeskNow(
            number, staff, Doing.CALLED if is_called else Doing.SERVING, since, ticket.name
        )
    if state is None:
        return DeskNow(number, None, Doing.NOBODY, None)
    free_at = state.since if place.acted_at is None else max(state.since, place.acted_at)
    mine = [
        each.since
        for each in waiters
        if place.reach is not None
        and place.reach.includes(each.need.service, each.need.for_counter)
    ]
    idle_at = max(free_at, min(mine, default=free_at))
    if mine and now - idle_at >= IDLE_AFTER:
        return DeskNow(number, staff, Doing.IDLE, idle_at, may_call=len(mine))
    return DeskNow(number, staff, Doing.FREE, free_at, may_call=len(mine))


def in_order(desks: Iterable[DeskNow]) -> tuple[DeskNow, ...]:
    """Return the counters as a leader reads them: idle ones first, those with nobody last."""

    def rank(desk: DeskNow) -> tuple[bool, bool]:
        return desk.doing is not Doing.IDLE, desk.doing is Doing.NOBODY

    return tuple(sorted(desks, key=rank))
