"""The tables from the journal: what the tickets and the counters must be, by its events alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from sqlalchemy import Connection, delete

from core.domain import staff as counters
from core.domain.hours import Hours
from core.domain.present import Standing, mended
from core.domain.staff import OF_COUNTERS, CounterState
from core.domain.ticket import (
    NEW,
    STEPS,
    CounterNumber,
    Event,
    Kind,
    OfficeId,
    Ticket,
    TicketId,
    apply,
    make,
)
from core.store import events, offices, people, tables, tickets

PAGE = 1000
OF_DAYS = frozenset({Kind.DAY_ENDED, Kind.DAY_CONFIRMED})
MOVES = frozenset({*STEPS, Kind.UNDONE})
BEGINNINGS = frozenset(kind for kind, (legal_from, _) in STEPS.items() if legal_from == NEW)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    tickets: dict[TicketId, Ticket]
    counters: dict[CounterNumber, CounterState]


def replay(events: Iterable[Event]) -> Rebuilt:
    """Return the tickets and the staffed counters after `events`, from nothing."""
    rebuilt = Rebuilt({}, {})
    for event in events:
        if event.kind in BEGINNINGS:
            ticket = make(event)
            rebuilt.tickets[ticket.id] = ticket
        elif event.kind in OF_DAYS:
            for ticket_id in event.data["tickets"]:
                rebuilt.tickets[ticket_id] = apply(rebuilt.tickets[ticket_id], event)
            for number, state in list(rebuilt.counters.items()):
                _keep(rebuilt, number, counters.after_day(state, event))
        elif event.ticket is not None and event.kind in MOVES:
            rebuilt.tickets[event.ticket] = apply(rebuilt.tickets[event.ticket], event)
        if event.kind in OF_COUNTERS:
            assert event.counter is not None  # such events name it
            if (left := event.data.get("left")) is not None:
                rebuilt.counters.pop(left, None)
            after = counters.apply(rebuilt.counters.get(event.counter), event)
            _keep(rebuilt, event.counter, after)
    return rebuilt


def _keep(rebuilt: Rebuilt, number: CounterNumber, state: CounterState | None) -> None:
    rebuilt.counters.pop(number, None)
    if state is not None:
        rebuilt.counters[number] = state


def journal_of(connection: Connection, office: OfficeId) -> Iterator[Event]:
    """Return the whole journal, page by page."""
    after = 0
    while page := events.journal(connection, office, after, PAGE):
        yield from page
        after = page[-1].seq


def differences(connection: Connection, office: OfficeId) -> tuple[str, ...]:
    """Say where the tables are not what the journal says, a line each; none when they are."""
    rebuilt = replay(journal_of(connection, office))
    stored = tickets.every(connection, office)
    found = list(_of_tickets(rebuilt.tickets, stored))
    states = {state.number: state for state in people.counters(connection, office)}
    found += [
        f"counter {number} is not as its events say"
        for number in sorted({*states, *rebuilt.counters})
        if states.get(number) != rebuilt.counters.get(number)
    ]
    return tuple(found)


def day_problems(connection: Connection, office: OfficeId, hours: Hours) -> Iterator[str]:
    """Say where the office's day or time is one that no event can have begun."""
    standing, right = _standing(connection, office, hours)
    if standing.day != right.day:
        yield (
            f"the business day {standing.day} is later than its latest event, of {right.at}, and "
            "is not believed; whatever is done next puts it right"
        )
    if standing.at > right.at:
        yield f"the office's time, {standing.at}, is later than its latest event, of {right.at}"


def _standing(connection: Connection, office: OfficeId, hours: Hours) -> tuple[Standing, Standing]:
    """Return the office's day and time as they are stored, and as its latest event has them."""
    known = offices.look(connection, office)
    assert known is not None  # whoever asks has opened it
    (latest,) = events.journal(connection, office, known.seq - 1, 1)
    stored = known.standing
    return stored, mended(replace(stored, at=min(stored.at, latest.at)), hours)


def rebuild(connection: Connection, office: OfficeId, hours: Hours) -> Rebuilt:
    """Replace the tickets, the counters and the series of numbers by what the journal says.

    The office's day and time too, where they are later than any event.

    The caller holds the transaction and keeps others from acting.
    """
    rebuilt = replay(journal_of(connection, office))
    for table in (tables.ticket, tables.counter):
        connection.execute(delete(table).where(table.c.office == office))
    for ticket in rebuilt.tickets.values():
        tickets.add(connection, ticket)
    for number, state in rebuilt.counters.items():
        people.replace_counter(connection, office, number, state)
    tickets.restore_series(connection, office)
    standing, right = _standing(connection, office, hours)
    if standing != right:
        offices.mark(connection, office, right, None)
    return rebuilt


def _of_tickets(rebuilt: dict[TicketId, Ticket], stored: Iterable[Ticket]) -> Iterator[str]:
    left = dict(rebuilt)
    for ticket in stored:
        expected = left.pop(ticket.id, None)
        if expected is None:
            yield f"ticket {ticket.name} ({ticket.id}) is in no event"
        elif expected != ticket:
            names = [
                each.name
                for each in fields(Ticket)
                if getattr(expected, each.name) != getattr(ticket, each.name)
            ]
            yield f"ticket {ticket.name} ({ticket.id}) differs in {', '.join(names)}"
    for ticket_id, ticket in left.items():
        yield f"ticket {ticket.name} ({ticket_id}) is missing"
