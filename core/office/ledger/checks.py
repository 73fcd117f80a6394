"""What every action checks before it changes anything, each refusal a sentence."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Connection

from core.domain.calendar.present import opening_now
from core.domain.numbering import read_code, read_id
from core.domain.roles import Deed, may
from core.domain.service import OfficeSettings
from core.domain.staff import CounterState, Staff
from core.domain.ticket import (
    Channel,
    CounterNumber,
    Event,
    Line,
    OfficeId,
    Outcome,
    ServiceKey,
    Ticket,
)
from core.errors import (
    CounterAway,
    CounterBusy,
    CounterNotStaffed,
    MayNotConfirm,
    MayNotManage,
    MayNotManageDevices,
    MayNotManageVoice,
    MayNotMoveTickets,
    MayNotRebuild,
    MayNotSeeAlerts,
    MayNotSeeOffice,
    MayNotSeeReports,
    NothingAtCounter,
    OfficeClosed,
    OfficeClosedForGood,
    QueueError,
    StaffInactive,
    StaffOfOtherOffice,
    TicketGone,
    TicketOfEarlierDay,
    UnknownChannel,
    UnknownCounter,
    UnknownLanguage,
    UnknownLine,
    UnknownOutcome,
    UnknownService,
    UnknownStaff,
)
from core.office.ledger.ledger import Action
from core.store import offices, people, tickets

E = TypeVar("E", bound=StrEnum)
_NOT_ALLOWED: Mapping[Deed, type[QueueError]] = {
    Deed.MANAGE_OFFICE: MayNotManage,
    Deed.MANAGE_DEVICES: MayNotManageDevices,
    Deed.MANAGE_VOICE: MayNotManageVoice,
    Deed.SEE_ALERTS: MayNotSeeAlerts,
    Deed.SEE_OFFICE: MayNotSeeOffice,
    Deed.SEE_REPORTS: MayNotSeeReports,
    Deed.CONFIRM_DAY: MayNotConfirm,
    Deed.REBUILD: MayNotRebuild,
    Deed.SERVE: MayNotMoveTickets,
}


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


def acting(connection: Connection, office: OfficeId, settings: OfficeSettings, by: str) -> Staff:
    """Return who acts, by the user name that they gave, as they typed it."""
    username = by.strip().lower()
    found = people.working_at(connection, office, username)
    if found is None:
        raise not_here(connection, office, settings.name, username)
    return found[0]


def not_here(connection: Connection, office: OfficeId, name: str, username: str) -> UnknownStaff:
    """Return why nobody works at `office`, called `name`, by this user name."""
    registered = people.homes(connection, username)
    own = people.by_username(connection, office, username)
    if own is not None and not own[0].is_active:
        return StaffInactive(username=username, office=name)
    known = [each for each in registered if each[1] == office] or registered
    if not known:
        return UnknownStaff(username=username, office=name)
    person, home = known[0]
    called = offices.names(connection)
    there = ", ".join(called.get(each, each) for each in person.offices or (home,))
    return StaffOfOtherOffice(username=username, office=name, offices=there)


def allowed(
    connection: Connection, office: OfficeId, settings: OfficeSettings, by: str, deed: Deed
) -> Staff:
    """Return who acts, whose role lets them do it."""
    actor = acting(connection, office, settings, by)
    if not may(actor.role, deed):
        raise _NOT_ALLOWED[deed](username=actor.username, role=actor.role)
    return actor


def name_of(connection: Connection, office: OfficeId, username: str) -> str:
    """Return what colleagues call somebody who works here, else the user name."""
    found = people.working_at(connection, office, username)
    return username if found is None else found[0].name


def check_place(
    connection: Connection, office: OfficeId, settings: OfficeSettings, counter: int
) -> CounterNumber:
    """Return a counter of the office, or one that was taken out and still has somebody."""
    if people.counter(connection, office, counter) or tickets.open_at(connection, office, counter):
        return CounterNumber(counter)
    return check_counter(settings, counter)


def staffed(action: Action, counter: int) -> CounterState:
    """Return who is at the counter, also at one that was taken out of the settings meanwhile."""
    state = people.counter(action.connection, action.office, counter)
    if state is None:
        check_counter(action.settings, counter)
        raise CounterNotStaffed(counter=counter)
    return state


def present(action: Action, counter: int) -> CounterState:
    """Return who is at the counter and not away: only they do anything there.

    What may be done while away asks `staffed` instead: coming back, and leaving for good.
    """
    state = staffed(action, counter)
    if state.is_away:
        raise CounterAway(counter=counter)
    return state


def free(action: Action, counter: int) -> CounterState:
    """Return who is present at a counter of the office, which must have no ticket."""
    check_counter(action.settings, counter)
    return idle(action, counter)


def idle(action: Action, counter: int) -> CounterState:
    """Do as `free`, also at a counter that was taken out: it ends what it has."""
    state = present(action, counter)
    if ticket := tickets.open_at(action.connection, action.office, counter):
        raise CounterBusy(counter=counter, code=ticket.name)
    return state


def with_ticket(action: Action, counter: int) -> tuple[CounterState, Ticket]:
    """Return who is present at the counter, and the ticket called to or served there."""
    state = present(action, counter)
    ticket = tickets.open_at(action.connection, action.office, state.number)
    if ticket is None:
        raise NothingAtCounter(counter=counter)
    return state, ticket


def check_of_today(action: Action, ticket: Ticket) -> None:
    """Refuse to let a ticket wait again whose day has ended while it was served.

    It would be in no line: its code may be another person's today.
    """
    if ticket.day < action.day:
        raise TicketOfEarlierDay(code=ticket.name, day=ticket.day)


def ticket_of_code(action: Action, code: str) -> Ticket:
    """Return today's ticket with this code, as people type it."""
    code = read_code(code)
    ticket = tickets.by_code(action.connection, action.office, action.day, code)
    if ticket is None:
        raise TicketGone(code=code)
    return ticket


def ticket_named(action: Action, name: str) -> Ticket:
    """Return today's ticket by its code or by `#` and its id, as people type it: `Ticket.name`."""
    number = read_id(name)
    if number is None:
        return ticket_of_code(action, name)
    ticket = tickets.by_id(action.connection, action.office, number)
    if ticket is None or ticket.day != action.day:
        raise TicketGone(code=name.strip())
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
    raise OfficeClosed(office=name, opens_at=action.settings.local(opening.opens_at))


def _member(kind: type[E], value: str, error: type[QueueError], name: str) -> E:
    try:
        return kind(value)
    except ValueError:
        raise error(**{name: value, "known": ", ".join(kind)}) from None
