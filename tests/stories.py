"""Attentions against the tickets that the same journal makes, which the office itself goes by."""

from collections.abc import Sequence

from core.domain.journal.attentions import Ending, Visit, visits_of
from core.domain.ticket import Event, State, Ticket
from core.office.rebuild import replay


def differing(events: Sequence[Event]) -> tuple[str, ...]:
    """Say which tickets the attentions of a whole journal tell otherwise than they are."""
    visits = {visit.ticket: visit for visit in visits_of(events)}
    tickets = {
        key: ticket
        for key, ticket in replay(events).tickets.items()
        if ticket.state is not State.UNDONE
    }
    found = [f"{key} is told by one alone" for key in visits.keys() ^ tickets.keys()]
    for key in visits.keys() & tickets.keys():
        told, is_so = _told(visits[key]), _is_so(tickets[key])
        if told != is_so:
            found.append(f"{tickets[key].name}: {told} is {is_so}")
    return tuple(found)


def _told(visit: Visit) -> tuple[object, ...]:
    last = visit.last
    return (
        *(visit.ticket, visit.channel, visit.language, visit.code, visit.taken_at),
        *(last.line, last.service, _state(visit), last.counter, last.staff, last.calls),
        *(last.last_called_at, last.started_at, last.held_at, last.ended_at, last.outcome),
        *(last.reason, round(last.paused_s, 3), last.whys[-1:] if last.asked_at else ()),
    )


def _is_so(ticket: Ticket) -> tuple[object, ...]:
    return (
        *(ticket.id, ticket.channel, ticket.language, ticket.code, ticket.issued_at),
        *(ticket.line, ticket.service, ticket.state, ticket.counter, ticket.staff, ticket.calls),
        *(ticket.last_called_at, ticket.started_at, ticket.held_at, ticket.finished_at),
        *(ticket.outcome, ticket.reason, round(ticket.paused_s, 3)),
        (ticket.why,) if ticket.why is not None and ticket.last_called_at else (),
    )


def _state(visit: Visit) -> State:
    last = visit.last
    if last.ending is not None:
        assert last.ending is not Ending.TRANSFERRED, "nobody is sent on to nowhere"
        return State(last.ending.value)
    if last.held_at is not None:
        return State.HELD
    if last.started_at is not None:
        return State.SERVING
    return State.WAITING if last.asked_at is None else State.CALLED
