"""A ticket moves: to another service, line or colleague, out of the line, back into it.

Each function is what one method of `core.office.queue.queue.Queue` does under the office's lock.
"""

from datetime import timedelta

from core.domain.order.reinstatement import place_in
from core.domain.ticket import CounterNumber, Kind, LineReason, State, Ticket, check_step
from core.errors import (
    AlreadyReinstated,
    CalledElsewhere,
    CounterNotStaffed,
    ReinstateTooLate,
    SameLine,
    SamePlace,
    UnknownLineReason,
)
from core.office.ledger.checks import (
    check_counter,
    check_line,
    check_of_today,
    check_service,
    ticket_named,
    ticket_of_code,
    with_ticket,
)
from core.office.ledger.ledger import Action
from core.office.queue.steps import step_at, take
from core.store import events, people

# An event's number less this is a place before every ticket that was not reinstated, and behind
# those that were reinstated earlier.
BEFORE_ALL = 10**15


def transfer(
    action: Action,
    *,
    counter: int,
    service: str | None,
    line: str | None,
    to_counter: int | None,
) -> Ticket:
    state, ticket = with_ticket(action, counter)
    check_step(ticket, Kind.TRANSFERRED)
    check_of_today(action, ticket)
    key = ticket.service if service is None else check_service(action.settings, service)
    wanted = ticket.line if line is None else check_line(line)
    colleague = None if to_counter is None else _other(action, to_counter, counter)
    if service is None and wanted is ticket.line and colleague is None:
        raise SamePlace(code=ticket.name)
    return take(
        action,
        Kind.TRANSFERRED,
        ticket,
        state,
        service=key,
        line=None if wanted is ticket.line else wanted.value,
        place=ticket.id if ticket.goes_first else None,
        for_counter=colleague,
    )


def change_line(
    action: Action, *, code: str, line: str, reason: str, counter: int | None, by: str | None
) -> Ticket:
    wanted = check_line(line)
    if reason not in set(LineReason):
        raise UnknownLineReason(reason=reason, known=", ".join(LineReason))
    ticket = ticket_named(action, code)
    check_step(ticket, Kind.LINE_CHANGED)
    if ticket.line is wanted:
        raise SameLine(code=ticket.name)
    place = place_in(wanted, events.steps_of(action.connection, action.office, ticket.id))
    return step_at(
        action,
        Kind.LINE_CHANGED,
        ticket,
        counter,
        by,
        line=wanted.value,
        reason=reason,
        place=None if place == ticket.place else place,
    )


def cancel(action: Action, *, code: str, counter: int | None, by: str | None) -> Ticket:
    ticket = ticket_named(action, code)
    check_step(ticket, Kind.CANCELLED)
    is_called = ticket.state is State.CALLED
    if is_called and counter is not None and ticket.counter != counter:
        raise CalledElsewhere(code=ticket.name, counter=ticket.counter)
    return step_at(action, Kind.CANCELLED, ticket, counter, by)


def reinstate(action: Action, *, code: str, counter: int | None, by: str | None) -> Ticket:
    ticket = ticket_of_code(action, code)
    check_step(ticket, Kind.REINSTATED)
    if ticket.reinstated:
        raise AlreadyReinstated(code=ticket.name)
    minutes = action.settings.calling.reinstate_within_min
    assert ticket.finished_at is not None  # a no-show has ended
    if action.at - ticket.finished_at > timedelta(minutes=minutes):
        raise ReinstateTooLate(code=ticket.name, minutes=minutes)
    place = action.seq - BEFORE_ALL
    return step_at(action, Kind.REINSTATED, ticket, counter, by, place=place)


def _other(action: Action, to_counter: int, counter: int) -> CounterNumber | None:
    """Return a colleague's counter, who must be there; None for one's own."""
    number = check_counter(action.settings, to_counter)
    if number == counter:
        return None
    if people.counter(action.connection, action.office, number) is None:
        raise CounterNotStaffed(counter=to_counter)
    return number
