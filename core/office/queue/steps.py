"""One step with a ticket: recorded, and the ticket changed by it."""

from collections.abc import Callable, Mapping
from typing import Any

from core.domain.roles import Deed
from core.domain.staff import CounterState
from core.domain.ticket import Kind, Ticket, check_step
from core.office.ledger.checks import allowed, present, with_ticket
from core.office.ledger.ledger import Action


def step(
    action: Action,
    kind: Kind,
    counter: int,
    check: Callable[[Ticket], None] | None = None,
    *,
    said: Callable[[Ticket], Mapping[str, object]] | None = None,
    **data: object,
) -> Ticket:
    """Do one step with the ticket at a counter; `said` adds what depends on the ticket."""
    state, ticket = with_ticket(action, counter)
    check_step(ticket, kind)
    if check is not None:
        check(ticket)
    told = {} if said is None else said(ticket)
    return take(action, kind, ticket, state, **data, **told)


def step_at(
    action: Action,
    kind: Kind,
    ticket: Ticket,
    counter: int | None,
    by: str | None,
    **data: Any,
) -> Ticket:
    """Do a step with a ticket, at `counter` by whoever is there; None: elsewhere, by `by`."""
    if counter is not None:
        return take(action, kind, ticket, present(action, counter), **data)
    who = None
    if by is not None:
        here = action.connection, action.office, action.settings
        who = allowed(*here, by, Deed.SERVE).username
    return action.change(ticket, action.record(kind, ticket=ticket.id, staff=who, **data))


def take(action: Action, kind: Kind, ticket: Ticket, state: CounterState, **data: object) -> Ticket:
    """Record a step that was found allowed, by whoever is at the counter, and change the ticket."""
    event = action.record(kind, ticket=ticket.id, counter=state.number, staff=state.staff, **data)
    return action.change(ticket, event)
