"""Who is at which counter: coming, leaving, stepping away. Each function is inside one action."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.roles import Deed, may
from core.domain.staff import CounterState, Staff, apply
from core.domain.ticket import CounterNumber, Event, Kind, State
from core.errors import (
    CounterBusy,
    CounterNotAway,
    CounterTaken,
    NotAllowed,
    ReasonMissing,
    StaffElsewhere,
)
from core.office.ledger.checks import check_place, name_of, not_here, present, staffed
from core.office.ledger.ledger import Action
from core.office.people import personnel
from core.store import people, tickets


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody at a counter since an instant."""

    staff: Staff
    counter: CounterNumber
    since: datetime


def sign_in(action: Action, person: Staff, counter: int, *, take_over: bool) -> Session:
    """Put a person, whose PIN was right, at a counter."""
    number = check_place(action.connection, action.office, action.settings, counter)
    if not people.working_at(action.connection, action.office, person.username):
        raise not_here(action.connection, action.office, action.settings.name, person.username)
    if not may(person.role, Deed.SERVE):
        raise NotAllowed(username=person.username, role=person.role)
    there = people.counter(action.connection, action.office, number)
    other = None if there is None or there.staff == person.username else there.staff
    former = _former(action, person, number)
    if other is not None and not take_over:
        name = name_of(action.connection, action.office, other)
        raise CounterTaken(counter=counter, name=name)
    is_place = former is not None and action.settings.counter(former) is not None
    if is_place and not take_over:
        raise StaffElsewhere(name=person.name, counter=former)
    if former is not None:
        if ticket := tickets.open_at(action.connection, action.office, former):
            raise CounterBusy(counter=former, code=ticket.name)
        people.replace_counter(action.connection, action.office, former, None)
    about = {"instead_of": other, "left": former}
    _record(action, Kind.SIGNED_IN, number, person.username, there, **about)
    return Session(person, number, action.at)


def sign_out(action: Action, counter: int, by: str | None, reason: str | None) -> None:
    """Have nobody at a counter any more; `by` does it for whoever is there, with a reason."""
    state, actor, why = staffed(action, counter), None, (reason or "").strip() or None
    if by is not None:
        actor = personnel.check_may_sign_out(action, state.staff, by)
        if why is None:
            raise ReasonMissing
    if ticket := tickets.open_at(action.connection, action.office, counter):
        raise CounterBusy(counter=counter, code=ticket.name)
    _record(action, Kind.SIGNED_OUT, state.number, state.staff, state, by=actor, reason=why)


def step_away(
    action: Action, counter: int, reason: str, *, customer_agreed: bool | None
) -> CounterState:
    state = present(action, counter)
    if not reason.strip():
        raise ReasonMissing
    event = action.record(
        Kind.STEPPED_AWAY,
        counter=state.number,
        staff=state.staff,
        reason=reason.strip(),
        customer_agreed=customer_agreed,
    )
    return _there(_follow(action, event, state))


def come_back(action: Action, counter: int) -> CounterState:
    state = staffed(action, counter)
    if not state.is_away:
        raise CounterNotAway(counter=counter)
    return _there(_record(action, Kind.CAME_BACK, state.number, state.staff, state))


def state_again(action: Action, event: Event) -> CounterState:
    """Return the counter of an event that the same request made before."""
    assert event.counter is not None  # events of a counter name it
    return _there(people.counter(action.connection, action.office, event.counter))


def _former(action: Action, person: Staff, number: CounterNumber) -> CounterNumber | None:
    """Return the other counter at which the person is signed in."""
    states = people.counters(action.connection, action.office)
    mine = (each.number for each in states if each.staff == person.username)
    return next((each for each in mine if each != number), None)


def _record(
    action: Action,
    kind: Kind,
    number: CounterNumber,
    staff: str,
    before: CounterState | None,
    **data: object,
) -> CounterState | None:
    """Record who is at a counter from now on; an absence that this ends is no service.

    `before` is how the counter was. Returns how it is now.
    """
    serving, away_s = None, None
    if before is not None and before.away_since is not None:
        away_s = max(0.0, (action.at - before.away_since).total_seconds())
        ticket = tickets.open_at(action.connection, action.office, number)
        serving = ticket if ticket is not None and ticket.state is State.SERVING else None
    event = action.record(
        kind,
        ticket=None if serving is None else serving.id,
        counter=number,
        staff=staff,
        away_s=away_s,
        **data,
    )
    if serving is not None:
        action.change(serving, event)
    return _follow(action, event, before)


def _follow(action: Action, event: Event, state: CounterState | None) -> CounterState | None:
    """Store and return the counter's state after `event`."""
    assert event.counter is not None  # events of a counter name it
    after = apply(state, event)
    people.replace_counter(action.connection, action.office, event.counter, after)
    return after


def _there(state: CounterState | None) -> CounterState:
    assert state is not None  # whoever steps away or comes back is at the counter
    return state
