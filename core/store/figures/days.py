"""A day's part of the journal: what its tickets, its counters and its citizens did."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select

from core.domain.calendar.hours import Hours, business_day
from core.domain.staff import OF_COUNTERS
from core.domain.ticket import STEPS, Event, Kind, OfficeId, TicketId
from core.store import events, tables

_EVENT, _TICKET = tables.event, tables.ticket
OF_TICKETS = frozenset({*STEPS, Kind.UNDONE})
OF_CITIZENS = frozenset({Kind.INFORMED, Kind.RATED})
OF_DAYS = frozenset({Kind.DAY_ENDED, Kind.DAY_CONFIRMED})


def first_day(connection: Connection, office: OfficeId, hours: Hours) -> date:
    """Return the first day on which an office can have had visitors."""
    made_at = events.at(connection, office, 1)
    assert made_at is not None  # an office is made by its first event
    made_on = business_day(made_at, hours)
    worked = connection.scalar(select(func.min(_TICKET.c.day)).where(_TICKET.c.office == office))
    return made_on if worked is None else min(made_on, worked)


def events_of(
    connection: Connection, office: OfficeId, day: date, span: tuple[datetime, datetime]
) -> tuple[Event, ...]:
    """Return what belongs to a business day, in order: whatever was done with its tickets, also
    later, what went on at the counters within `span`, and what ended or put right the day.
    """
    row = connection.execute(
        select(
            func.min(_TICKET.c.id),
            func.max(_TICKET.c.finished_at),
            func.min(_TICKET.c.issued_at),
        ).where(_TICKET.c.office == office, _TICKET.c.day == day)
    ).one()
    first, finished_at, issued_at = row
    begins, ends = span
    of_tickets: Sequence[Event] = ()
    ids: frozenset[TicketId] = frozenset()
    if first is not None:
        ids = frozenset(
            connection.scalars(
                select(_TICKET.c.id).where(_TICKET.c.office == office, _TICKET.c.day == day)
            )
        )
        is_put_right = any(
            ids & set(event.data["tickets"])
            for event in events.of_kind_after(connection, office, Kind.DAY_CONFIRMED, first)
        )
        latest = None
        if not is_put_right and not _goes_on(connection, office, day):
            latest = max(ends, finished_at or ends)
        of_tickets = events.of_tickets(
            connection,
            office,
            OF_TICKETS,
            first,
            since=None if is_put_right else issued_at,
            until=latest,
        )
    ended = _day_ends(connection, office, first, ends)
    of_counters = events.between(connection, office, OF_COUNTERS | OF_CITIZENS, begins, ends)
    found = {event.seq: event for event in of_counters}
    found |= {event.seq: event for event in of_tickets if event.ticket in ids}
    found |= {event.seq: event for event in ended}
    return tuple(found[seq] for seq in sorted(found))


def seen_calls(connection: Connection, office: OfficeId, found: Sequence[Event]) -> frozenset[int]:
    """Return which calls of `found` a display showed or let be heard, by their numbers."""
    calls = [event.seq for event in found if event.kind in {Kind.CALLED, Kind.RECALLED}]
    if not calls:
        return frozenset()
    row = tables.receipt.c
    rows = connection.scalars(
        select(row.call_seq).where(
            row.office == office,
            row.call_seq.between(min(calls), max(calls)),
            or_(row.shown_at.isnot(None), row.chimed_at.isnot(None), row.spoken_at.isnot(None)),
        )
    )
    return frozenset(rows).intersection(calls)


def _goes_on(connection: Connection, office: OfficeId, day: date) -> bool:
    """Return whether a ticket of the day is not over: what ends it is still to come."""
    return (
        connection.scalar(
            select(_TICKET.c.id)
            .where(
                _TICKET.c.office == office, _TICKET.c.day == day, _TICKET.c.finished_at.is_(None)
            )
            .limit(1)
        )
        is not None
    )


def _day_ends(
    connection: Connection, office: OfficeId, first: int | None, ends: datetime
) -> Sequence[Event]:
    """Return what ended a day that began with ticket `first`, and what put a clock right since."""
    confirmed = (
        () if first is None else events.of_kind_after(connection, office, Kind.DAY_CONFIRMED, first)
    )
    if confirmed:
        ended = events.of_kind_after(connection, office, Kind.DAY_ENDED, first or 0)
        return (*confirmed, *ended)
    return events.first_of_kind(connection, office, Kind.DAY_ENDED, after=first, at=ends)


def changed_since(connection: Connection, office: OfficeId, seq: int) -> frozenset[date] | None:
    """Return the days of whose tickets something was done after an event; None: any day's may be.

    The tickets of the event's own day among them.
    """
    latest = events.journal(connection, office, seq, events.MANY)
    if len(latest) == events.MANY or any(event.kind in OF_DAYS for event in latest):
        return None
    ids = {event.ticket for event in latest if event.ticket is not None}
    if not ids:  # SQLite without statistics would walk all tickets to find none
        return frozenset()
    return frozenset(
        connection.scalars(
            select(_TICKET.c.day)
            .distinct()
            .where(_TICKET.c.office == office, _TICKET.c.id.in_(ids))
        )
    )
