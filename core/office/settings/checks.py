"""Which change of the settings would leave somebody stranded: refused, with the way out.

`core.office.document` says whether a document is right in itself; this, whether it may follow the
one in force while people are at work and in the hall. Runs in the `Action` that changes them, under
the office's lock. What an older turnos let happen all the same is told by `left_behind`.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from core.domain.calendar.hours import business_day, next_open_day
from core.domain.numbering import code_of
from core.domain.service import OfficeSettings
from core.domain.ticket import Line, OfficeId
from core.errors import (
    N_,
    CounterTakenOut,
    QueueError,
    ServiceUnserved,
    SettingsInvalid,
    TicketLeftBehind,
    Words,
)
from core.office.ledger.checks import name_of
from core.office.ledger.ledger import Action
from core.store import events, lines, people, tickets

Problem = tuple[str, Words]


def check_change(action: Action, new: OfficeSettings) -> None:
    """Refuse settings under which somebody at work or in the hall now could not go on.

    Raises:
        SettingsInvalid: names the setting, who is in the way, and the way out; the day from which
            it could be done, if all that is in the way goes with today.
    """
    lasting = list(_served(action, new))
    checks = (_counters, _services, _prefixes, _mode, _timezone)
    of_today = [each for check in checks for each in check(action, new)]
    if found := [*lasting, *of_today]:
        following = None if lasting else next_open_day(action.day, action.settings.hours)
        raise SettingsInvalid.of(found, from_day=following)


def check_served(settings: OfficeSettings) -> None:
    """Refuse a service that no counter serves.

    Raises:
        SettingsInvalid
    """
    if found := list(_unserved(settings)):
        raise SettingsInvalid.of(found)


def left_behind(
    connection: Connection, office: OfficeId, settings: OfficeSettings
) -> Iterator[QueueError]:
    """Tell what the settings in force left behind, each a sentence with the way out."""
    for key in settings.unserved:
        yield ServiceUnserved(service=key)
    for state in people.counters(connection, office):
        if settings.counter(state.number) is None:
            name = name_of(connection, office, state.staff)
            yield CounterTakenOut(counter=state.number, name=name)
    for ticket in tickets.all_open(connection, office):
        if ticket.counter is not None and settings.counter(ticket.counter) is None:
            yield TicketLeftBehind(code=ticket.name, counter=ticket.counter)


def _counters(action: Action, new: OfficeSettings) -> Iterator[Problem]:
    for counter in action.settings.counters:
        number = counter.number
        if new.counter(number) is not None:
            continue
        where, here = f"counters.{number}", (action.connection, action.office)
        if state := people.counter(*here, number):
            words = N_("is staffed by {name}; ask them to sign out there first")
            yield where, Words(words, name=name_of(*here, state.staff))
        if ticket := tickets.open_at(*here, number):
            words = N_("still has ticket {code}; sign in there and finish it first")
            yield where, Words(words, code=ticket.name)
        for ticket in tickets.held_at(*here, number):
            words = N_("has ticket {code} on hold; resume it first, at any counter")
            yield where, Words(words, code=ticket.name)


def _served(action: Action, new: OfficeSettings) -> Iterator[Problem]:
    """Tell which services no counter serves, if those change: an old office can change all else."""
    old = action.settings
    if (new.services, new.counters) != (old.services, old.counters):
        yield from _unserved(new)


def _unserved(settings: OfficeSettings) -> Iterator[Problem]:
    for key in settings.unserved:
        words = N_(
            "is served by no counter; name it among the services of one, "
            "or leave a counter without services: it serves all"
        )
        yield f"services.{key}", Words(words)


def _services(action: Action, new: OfficeSettings) -> Iterator[Problem]:
    gone = {each.key for each in action.settings.services if new.service(each.key) is None}
    for ticket in lines.waiting(action.connection, action.office, action.day) if gone else ():
        if ticket.service in gone:
            words = N_(
                "cannot go now: ticket {code} waits for it; "
                "have it served first, or change this before opening"
            )
            yield f"services.{ticket.service}", Words(words, code=ticket.name)


def _prefixes(action: Action, new: OfficeSettings) -> Iterator[Problem]:
    """Tell which letter changes hands although tickets of today have it."""
    here = (action.connection, action.office)
    for line in Line:
        letter = new.prefixes.of(line)
        first = None
        if letter != action.settings.prefixes.of(line):
            first = tickets.by_code(*here, action.day, code_of(letter, 1))
        if first is None:
            continue
        issued = events.steps_of(*here, first.id)[0]
        if Line(issued.data["line"]) is not line:
            words = N_(
                'gives "{value}" to another line, and today tickets of it were given; '
                "change it tomorrow before the first ticket"
            )
            yield "prefixes", Words(words, value=letter)


def _mode(action: Action, new: OfficeSettings) -> Iterator[Problem]:
    if new.mode is action.settings.mode:
        return
    waiting = lines.waiting(action.connection, action.office, action.day)
    if any(ticket.code is None for ticket in waiting):
        words = N_("cannot change while somebody waits without a number; attend them first")
        yield "mode", Words(words)


def _timezone(action: Action, new: OfficeSettings) -> Iterator[Problem]:
    if new.timezone == action.settings.timezone:
        return
    here = (action.connection, action.office, action.day)
    for ticket in lines.in_hall(*here):
        words = N_(
            "cannot change while ticket {code} is in the hall; "
            "change the time zone before opening or after the last person has gone"
        )
        yield "hours.timezone", Words(words, code=ticket.name)
    if business_day(action.at, new.hours) != action.day and tickets.were_given(*here):
        words = N_("would make another day of today; change it tomorrow before the first ticket")
        yield "hours.timezone", Words(words)
