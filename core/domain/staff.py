"""Who works at the office, and what a counter is doing because of them.

As with tickets, `apply` is the only way from an event to a counter's state, to act and to rebuild.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ticket import CounterNumber, Event, Kind, OfficeId


class Role(StrEnum):
    FACILITATOR = "facilitator"
    LEADER = "leader"
    DIRECTOR = "director"
    QUALITY = "quality"
    TECHNICIAN = "technician"


ADMINISTRATOR = "administrator"
"""Who acts without a name: whoever holds the database itself."""


def is_reserved(username: str) -> bool:
    """Whether a user name reads like who acts without one, in whatever letters."""
    return unicodedata.normalize("NFKC", username).strip().casefold() == ADMINISTRATOR


@dataclass(frozen=True, slots=True)
class Staff:
    username: str
    name: str
    role: Role
    must_change_pin: bool = False
    is_active: bool = True
    offices: tuple[OfficeId, ...] = ()
    """Where they may work; none are named: at their own office, and directors at every one."""


def works_at(person: Staff, home: OfficeId, office: OfficeId) -> bool:
    """Whether somebody who is registered at `home` may work at `office`."""
    if not person.is_active:
        return False
    if person.offices:
        return office in person.offices
    return office == home or person.role is Role.DIRECTOR


@dataclass(frozen=True, slots=True)
class CounterState:
    """A staffed counter: by whom, since when, and since when away and why, None if present."""

    number: CounterNumber
    staff: str
    since: datetime
    away_since: datetime | None = None
    away_reason: str | None = None

    @property
    def is_away(self) -> bool:
        return self.away_since is not None


OF_COUNTERS = frozenset(
    {Kind.SIGNED_IN, Kind.SIGNED_OUT, Kind.STEPPED_AWAY, Kind.CAME_BACK, Kind.DEACTIVATED}
)
"""What changes who is at a counter, if it names one."""


def after_day(state: CounterState, event: Event) -> CounterState | None:
    """Return a counter after a `DAY_ENDED` or `DAY_CONFIRMED` event, None when nobody is there.

    The end of a day signs everybody out: who forgot to do it is not there the next morning.
    """
    if event.kind is Kind.DAY_ENDED:
        return None if state.number in event.data.get("signed_out", ()) else state
    ahead = timedelta(seconds=event.data["ahead_s"])
    if state.since > event.at:
        state = replace(state, since=state.since - ahead)
    if state.away_since is not None and state.away_since > event.at:
        state = replace(state, away_since=max(state.away_since - ahead, state.since))
    return state


def apply(state: CounterState | None, event: Event) -> CounterState | None:
    """Return the counter of `event` after it; `state` and result None when nobody staffs it."""
    match event.kind:
        case Kind.SIGNED_IN:
            assert event.counter is not None  # such events name their counter
            assert event.staff is not None
            return CounterState(event.counter, event.staff, event.at)
        case Kind.SIGNED_OUT | Kind.DEACTIVATED:
            return None
        case Kind.STEPPED_AWAY:
            assert state is not None  # only staff step away
            return replace(state, away_since=event.at, away_reason=event.data["reason"])
        case Kind.CAME_BACK:
            assert state is not None
            return replace(state, away_since=None, away_reason=None)
        case _:
            return state
