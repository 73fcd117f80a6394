"""A ticket begins: taken at the kiosk, served at once, or registered for somebody who waits.

Each function is what one method of `core.office.queue.queue.Queue` does under the office's lock.
"""

from core.domain.numbering import code_of
from core.domain.ticket import Kind, Line, Rule, Ticket, TicketId, check_step
from core.errors import TicketGone
from core.office.devices import new_job
from core.office.ledger.checks import (
    check_channel,
    check_counter,
    check_language,
    check_line,
    check_open,
    check_service,
    free,
    present,
)
from core.office.ledger.ledger import Action
from core.office.queue.calling import attend_waiting
from core.office.queue.choosing import explain, reach_of
from core.store import devices, tickets


def issue(
    action: Action,
    *,
    line: str,
    service: str | None,
    language: str | None,
    outside_hours: bool,
    print_on: str | None,
) -> Ticket:
    settings, wanted = action.settings, check_line(line)
    key = check_service(settings, service)
    spoken = check_language(settings, language)
    if not outside_hours:
        check_open(action)
    series = settings.prefixes.of(wanted)
    number = tickets.take_number(action.connection, action.office, action.day, series)
    event = action.record(
        Kind.ISSUED,
        ticket=TicketId(action.seq),
        day=action.day.isoformat(),
        line=wanted.value,
        service=key,
        language=spoken,
        series=series,
        number=number,
        code=code_of(series, number),
    )
    ticket = action.make(event)
    if print_on is not None:
        job = new_job(action, ticket, print_on, copy=False)
        devices.add_job(action.connection, action.office, job)
    return ticket


def serve_now(
    action: Action, *, counter: int, line: str, channel: str, service: str | None
) -> Ticket:
    wanted, way = check_line(line), check_channel(channel)
    state = free(action, counter)
    event = action.record(
        Kind.SERVED_NOW,
        ticket=TicketId(action.seq),
        counter=state.number,
        staff=state.staff,
        day=action.day.isoformat(),
        line=wanted.value,
        service=check_service(action.settings, service),
        channel=way.value,
        language=action.settings.languages[0],
    )
    return action.make(event)


def arrive(action: Action, *, counter: int | None, line: str, service: str | None) -> Ticket:
    wanted, state = check_line(line), None
    if counter is None:
        check_open(action)
    else:
        check_counter(action.settings, counter)
        state = present(action, counter)
    event = action.record(
        Kind.ARRIVED,
        ticket=TicketId(action.seq),
        counter=None if state is None else state.number,
        staff=None if state is None else state.staff,
        day=action.day.isoformat(),
        line=wanted.value,
        service=check_service(action.settings, service),
        language=action.settings.languages[0],
    )
    return action.make(event)


def attend(action: Action, *, counter: int, ticket: int) -> Ticket:
    state = free(action, counter)
    found = tickets.by_id(action.connection, action.office, ticket)
    if found is None or found.code is not None:
        raise TicketGone(code=f"#{ticket}")
    check_step(found, Kind.ATTENDED)
    rule = Rule.FIRST_COME if found.line is Line.GENERAL else Rule.PRIORITY
    reach = reach_of(action, state.number)
    return attend_waiting(action, state, found, explain(action, found, rule, reach))
