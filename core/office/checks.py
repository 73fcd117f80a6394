"""What every action checks before it changes anything, each refusal a sentence."""

from enum import StrEnum
from typing import TypeVar

from core.domain.numbering import read_code
from core.domain.present import opening_now
from core.domain.service import OfficeSettings
from core.domain.staff import CounterState
from core.domain.ticket import Channel, CounterNumber, Event, Line, Outcome, ServiceKey, Ticket
from core.errors import (
    CounterAway,
    CounterBusy,
    CounterNotStaffed,
    NothingAtCounter,
    OfficeClosed,
    OfficeClosedForGood,
    QueueError,
    TicketGone,
    UnknownChannel,
    UnknownCounter,
    UnknownLanguage,
    UnknownLine,
    UnknownOutcome,
    UnknownService,
)
from core.office.ledger import Action
from core.store import people, tickets

E = TypeVar("E", bound=StrEnum)


def check_line(line: str) -> Line:
    return _member(Line, line, UnknownLine, "line")


def check_outcome(outcome: str) -> Outcome:
    return _member(Outcome, outcome, UnknownOutcome, "outcome")


def check_channel(channel: str) -> Channel:
    return _member(Channel, channel, UnknownChannel, "channel")


def check_language(settings: OfficeSettings, language: str | None) -> str:
    """Return a language of the office, its first one when None is asked for."""
    if language is None:
        return settings.languages[0]
    if language not in settings.languages:
        raise UnknownLanguage(language=language, known=", ".join(settings.languages))
    return language


def check_service(settings: OfficeSettings, service: str | None) -> ServiceKey:
    """Return a service of the office, its first one when None is asked for."""
    found = settings.services[0] if service is None else settings.service(service)
    if found is None:
        known = ", ".join(each.key for each in settings.services)
        raise UnknownService(office=settings.name, service=service, known=known)
    return found.key


def check_counter(settings: OfficeSettings, counter: int) -> CounterNumber:
    found = settings.counter(counter)
    if found is None:
        known = ", ".join(str(each.number) for each in settings.counters)
        raise UnknownCounter(office=settings.name, counter=counter, known=known)
    return found.number


def staffed(action: Action, counter: int) -> CounterState:
    """Return who is at the counter."""
    number = check_counter(action.settings, counter)
    state = people.counter(action.connection, action.office, number)
    if state is None:
        raise CounterNotStaffed(counter=counter)
    return state


def free(action: Action, counter: int) -> CounterState:
    """Return who is at the counter, which must be present and without a ticket."""
    state = staffed(action, counter)
    if state.is_away:
        raise CounterAway(counter=counter)
    if ticket := tickets.open_at(action.connection, action.office, counter):
        raise CounterBusy(counter=counter, code=ticket.name)
    return state


def ticket_at(action: Action, counter: int) -> Ticket:
    """Return the ticket called to or served at the counter."""
    number = check_counter(action.settings, counter)
    ticket = tickets.open_at(action.connection, action.office, number)
    if ticket is None:
        staffed(action, counter)  # an unstaffed counter is the better sentence
        raise NothingAtCounter(counter=counter)
    return ticket


def ticket_of_code(action: Action, code: str) -> Ticket:
    """Return today's ticket with this code, as people type it."""
    code = read_code(code)
    ticket = tickets.by_code(action.connection, action.office, action.day, code)
    if ticket is None:
        raise TicketGone(code=code)
    return ticket


def ticket_of_event(action: Action, event: Event) -> Ticket:
    """Return the ticket of an event that the same request made before."""
    assert event.ticket is not None  # events of the queue name their ticket
    ticket = tickets.by_id(action.connection, action.office, event.ticket)
    assert ticket is not None  # tickets and their events are written together
    return ticket


def check_open(action: Action) -> None:
    """Refuse what an office only does during its hours."""
    opening = opening_now(action.now, action.settings.hours)
    if opening.is_open:
        return
    name = action.settings.name
    if opening.opens_at is None:
        raise OfficeClosedForGood(office=name)
    raise OfficeClosed(office=name, opens_at=opening.opens_at)


def _member(kind: type[E], value: str, error: type[QueueError], name: str) -> E:
    try:
        return kind(value)
    except ValueError:
        raise error(**{name: value, "known": ", ".join(kind)}) from None
