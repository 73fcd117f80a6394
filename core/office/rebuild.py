"""The tables from the journal: what the tickets and the counters must be, by its events alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import Connection, delete

from core.domain import staff as counters
from core.domain.calendar.hours import ONE_DAY, Hours, business_day
from core.domain.calendar.present import Standing, mended
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
from core.errors import N_, Words
from core.store import events, offices, people, tables, tickets
from core.store.figures import summaries

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
        if event.kind in OF_COUNTERS and event.counter is not None:
            if (left := event.data.get("left")) is not None:
                rebuilt.counters.pop(left, None)
            after = counters.apply(rebuilt.counters.get(event.counter), event)
            _keep(rebuilt, event.counter, after)
    return rebuilt


def _keep(rebuilt: Rebuilt, number: CounterNumber, state: CounterState | None) -> None:
    rebuilt.counters.pop(number, None)
    if state is not None:
        rebuilt.counters[number] = state


def journal_of(
    connection: Connection, office: OfficeId, told: Callable[[int], None] | None = None
) -> Iterator[Event]:
    """Return the whole journal, page by page; `told` is called with how far it is read."""
    after = 0
    while page := events.journal(connection, office, after, PAGE):
        yield from page
        after = page[-1].seq
        if told is not None:
            told(after)


def differences(connection: Connection, office: OfficeId) -> tuple[Words, ...]:
    """Say where the tables are not what the journal says, a line each; none when they are."""
    rebuilt = replay(journal_of(connection, office))
    stored = tickets.every(connection, office)
    found = list(_of_tickets(rebuilt.tickets, stored))
    states = {state.number: state for state in people.counters(connection, office)}
    found += [
        Words(N_("counter {number} is not as its events say"), number=number)
        for number in sorted({*states, *rebuilt.counters})
        if states.get(number) != rebuilt.counters.get(number)
    ]
    return tuple(found)


def day_problems(connection: Connection, office: OfficeId, hours: Hours) -> Iterator[Words]:
    """Say where the office's day or time is one that no event can have begun."""
    standing, right = _standing(connection, office, hours)
    if standing.day != right.day:
        yield Words(
            N_(
                "the business day {day} is later than its latest event, of {at}, and is not "
                "believed; whatever is done next puts it right"
            ),
            day=standing.day.isoformat(),
            at=right.at.isoformat(),
        )
    elif standing.until != right.until:
        yield Words(
            N_(
                "the business day {day} is said to stand until {until}, long after its latest "
                "event, of {at}; that is not believed"
            ),
            day=standing.day.isoformat(),
            until=standing.until.isoformat(),
            at=right.at.isoformat(),
        )
    begun = _begun(connection, office, hours)
    if standing.day < begun - ONE_DAY:  # so much a change of the time zone may do
        yield Words(
            N_("the business day {day} is over by the journal, where {begun} has begun"),
            day=standing.day.isoformat(),
            begun=begun.isoformat(),
        )
    if standing.at > right.at:
        yield Words(
            N_("the office's time, {stored}, is later than its latest event, of {at}"),
            stored=standing.at.isoformat(),
            at=right.at.isoformat(),
        )


def _begun(connection: Connection, office: OfficeId, hours: Hours) -> date:
    """Return the business day that began last by the journal."""
    found = [
        event
        for kind in (Kind.OFFICE_CREATED, Kind.DAY_ENDED, Kind.DAY_CONFIRMED)
        for event in events.of_kind_after(connection, office, kind, 0)
    ]
    latest = max(found, key=lambda event: event.seq)
    if latest.kind is Kind.DAY_CONFIRMED:
        return date.fromisoformat(latest.data["day"])
    return business_day(latest.at, hours)


def _standing(connection: Connection, office: OfficeId, hours: Hours) -> tuple[Standing, Standing]:
    """Return the office's day and time as they are stored, and as its latest event has them."""
    known = offices.look(connection, office)
    assert known is not None  # whoever asks has opened it
    (latest,) = events.journal(connection, office, known.seq - 1, 1)
    stored = known.standing
    return stored, mended(replace(stored, at=min(stored.at, latest.at)), hours)


def rebuild(
    connection: Connection, office: OfficeId, hours: Hours, told: Callable[[int], None] | None
) -> Rebuilt:
    """Replace the tickets, the counters and the series of numbers by what the journal says.

    The office's day and time too, where they are later than any event.

    The caller holds the transaction and keeps others from acting.
    """
    rebuilt = replay(journal_of(connection, office, told))
    for table in (tables.ticket, tables.counter):
        connection.execute(delete(table).where(table.c.office == office))
    for ticket in rebuilt.tickets.values():
        tickets.add(connection, ticket)
    for number, state in rebuilt.counters.items():
        people.replace_counter(connection, office, number, state)
    tickets.restore_series(connection, office)
    summaries.forget_all(connection, office)
    standing, right = _standing(connection, office, hours)
    if standing != right:
        offices.mark(connection, office, right, None)
    return rebuilt


def _of_tickets(rebuilt: dict[TicketId, Ticket], stored: Iterable[Ticket]) -> Iterator[Words]:
    left = dict(rebuilt)
    for ticket in stored:
        expected = left.pop(ticket.id, None)
        if expected is None:
            yield Words(N_("ticket {code} ({id}) is in no event"), code=ticket.name, id=ticket.id)
        elif expected != ticket:
            names = [
                each.name
                for each in fields(Ticket)
                if getattr(expected, each.name) != getattr(ticket, each.name)
            ]
            yield Words(
                N_("ticket {code} ({id}) differs in {names}"),
                code=ticket.name,
                id=ticket.id,
                names=", ".join(names),
            )
    for ticket_id, ticket in left.items():
        yield Words(N_("ticket {code} ({id}) is missing"), code=ticket.name, id=ticket_id)
