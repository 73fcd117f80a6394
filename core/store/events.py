"""The journal: a line for everything that happened, written once and read in order."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from core.domain.ticket import STEPS, CounterNumber, Event, Kind, Line, OfficeId, TicketId
from core.store import tables

_STEPS = tuple(kind.value for kind in (*STEPS, Kind.UNDONE))
_EVENT = tables.event
_INSERT_EVENT = insert(_EVENT)  # made once: building a statement takes as long as running it


def record(connection: Connection, event: Event, request: str | None) -> None:
    """Write one line of the journal; `request` is the caller's idempotency key."""
    connection.execute(
        _INSERT_EVENT,
        {
            "office": event.office,
            "seq": event.seq,
            "at": event.at,
            "kind": event.kind.value,
            "ticket": event.ticket,
            "counter": event.counter,
            "staff": event.staff,
            "data": dict(event.data),
            "request": request,
        },
    )


def journal(connection: Connection, office: OfficeId, after: int, limit: int) -> tuple[Event, ...]:
    """Return up to `limit` events with a number above `after`, in order."""
    rows = connection.execute(
        select(_EVENT)
        .where(_EVENT.c.office == office, _EVENT.c.seq > after)
        .order_by(_EVENT.c.seq)
        .limit(limit)
    )
    return tuple(_event(row) for row in rows)


def last_step(
    connection: Connection, office: OfficeId, counter: int, since: datetime
) -> Event | None:
    """Return the latest step with a ticket that was done at a counter since an instant."""
    return next(
        iter(
            _steps(
                connection,
                _EVENT.c.office == office,
                _EVENT.c.counter == counter,
                _EVENT.c.at >= since,
                order=_EVENT.c.seq.desc(),
                limit=1,
            )
        ),
        None,
    )


def steps_of(connection: Connection, office: OfficeId, ticket: TicketId) -> Sequence[Event]:
    """Return every step of a ticket, in order; its id is the number of its first event."""
    here = (_EVENT.c.office == office, _EVENT.c.seq >= ticket, _EVENT.c.ticket == ticket)
    return _steps(connection, *here, order=_EVENT.c.seq)


def steps_between(
    connection: Connection, office: OfficeId, since: datetime, until: datetime
) -> Sequence[Event]:
    """Return every step of every ticket from `since` until before `until`, in order."""
    here = (_EVENT.c.office == office, _EVENT.c.at >= since, _EVENT.c.at < until)
    return _steps(connection, *here, order=_EVENT.c.seq)


def _steps(
    connection: Connection, *where: Any, order: Any, limit: int | None = None
) -> Sequence[Event]:
    rows = connection.execute(
        select(_EVENT).where(*where, _EVENT.c.kind.in_(_STEPS)).order_by(order).limit(limit)
    )
    return [_event(row) for row in rows]


def count_events(
    connection: Connection, office: OfficeId, kind: Kind, since: datetime, until: datetime
) -> int:
    """Return how many events of `kind` there were from `since` until before `until`."""
    found = connection.execute(
        select(func.count()).where(
            _EVENT.c.office == office,
            _EVENT.c.at >= since,
            _EVENT.c.at < until,
            _EVENT.c.kind == kind.value,
        )
    )
    return int(found.scalar_one())


def anything_at(
    connection: Connection, office: OfficeId, counter: int, since: datetime, until: datetime
) -> bool:
    """Return whether anything was done at a counter from `since` until before `until`.

    Looks from the latest back: at a counter where somebody works that is a few lines.
    """
    found = connection.execute(
        select(_EVENT.c.seq)
        .where(
            _EVENT.c.office == office,
            _EVENT.c.at >= since,
            _EVENT.c.at < until,
            _EVENT.c.counter == counter,
        )
        .order_by(_EVENT.c.at.desc())
        .limit(1)
    )
    return found.first() is not None


def tickets_with(
    connection: Connection,
    office: OfficeId,
    kinds: Collection[Kind],
    since: datetime,
    until: datetime,
) -> Mapping[Kind, frozenset[TicketId]]:
    """Return the tickets to which something of `kinds` was done from `since` until before `until`.

    By what was done; nothing of a kind leaves it out.
    """
    found: defaultdict[Kind, set[TicketId]] = defaultdict(set)
    for row in connection.execute(
        select(_EVENT.c.kind, _EVENT.c.ticket).where(
            _EVENT.c.office == office,
            _EVENT.c.at >= since,
            _EVENT.c.at < until,
            _EVENT.c.kind.in_([kind.value for kind in kinds]),
        )
    ):
        found[Kind(row.kind)].add(TicketId(row.ticket))
    return {kind: frozenset(tickets) for kind, tickets in found.items()}


def scores(
    connection: Connection, office: OfficeId, since: datetime, until: datetime
) -> Sequence[int]:
    """Return the answers to the survey from `since` until before `until`."""
    found = connection.execute(
        select(_EVENT.c.data).where(
            _EVENT.c.office == office,
            _EVENT.c.at >= since,
            _EVENT.c.at < until,
            _EVENT.c.kind == Kind.RATED.value,
        )
    )
    return [int(row.data["score"]) for row in found]


def event_of_request(connection: Connection, office: OfficeId, request: str) -> Event | None:
    """Return the event that the request with this key already made, None if it made none."""
    row = connection.execute(
        select(_EVENT).where(_EVENT.c.office == office, _EVENT.c.request == request)
    ).first()
    return None if row is None else _event(row)


def preferential_streak(
    connection: Connection, office: OfficeId, since: datetime, most: int
) -> int:
    """Return how many of the latest calls since an instant were preferential in a row.

    Looks at `most` calls at the most: walking the journal back costs the same on any history.
    """
    calls = connection.execute(
        select(_EVENT.c.data)
        .where(_EVENT.c.office == office, _EVENT.c.kind == Kind.CALLED.value, _EVENT.c.at >= since)
        .order_by(_EVENT.c.seq.desc())
        .limit(most)
    ).all()
    lines = [call.data["line"] for call in calls]
    return next((n for n, line in enumerate(lines) if line == Line.GENERAL), len(lines))


def _event(row: Row[Any]) -> Event:
    return Event(
        OfficeId(row.office),
        row.seq,
        row.at,
        Kind(row.kind),
        None if row.ticket is None else TicketId(row.ticket),
        None if row.counter is None else CounterNumber(row.counter),
        row.staff,
        row.data,
    )
