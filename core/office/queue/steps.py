"""One step with the ticket that a counter has, and one with a ticket wherever it is."""

from collections.abc import Callable, Mapping

from core.domain.ticket import Event, Kind, Ticket, check_step
from core.office.ledger.checks import present, with_ticket
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
    event = action.record(
        kind, ticket=ticket.id, counter=state.number, staff=state.staff, **data, **told
    )
    return action.change(ticket, event)


def record_at(
    action: Action, kind: Kind, ticket: Ticket, counter: int | None, **data: object
) -> Event:
    """Record a step with a ticket, done at `counter` by whoever is there; None: elsewhere."""
    state = None if counter is None else present(action, counter)
    return action.record(
        kind,
        ticket=ticket.id,
        counter=None if state is None else state.number,
        staff=None if state is None else state.staff,
        **data,
    )
