"""The journal: a line for everything that happened, written once and read in order."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from itertools import dropwhile
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from core.domain.staff import OF_COUNTERS
from core.domain.ticket import STEPS, CounterNumber, Event, Kind, Line, OfficeId, TicketId
from core.store import tables
from core.store.tables import LARGEST_ID

_EVENT = tables.event
# The latest first, by the index of times: by their numbers alone a query for what may not be there
# walks back to the first day.
_LATEST = (_EVENT.c.at.desc(), _EVENT.c.seq.desc())
MANY = 500
_ACTED_AT = (
    select(_EVENT.c.at)
    .where(
        _EVENT.c.office == bindparam("office"),
        _EVENT.c.counter == bindparam("counter"),
        _EVENT.c.at >= bindparam("since"),
        _EVENT.c.kind.in_([kind.value for kind in (*STEPS, Kind.UNDONE, *OF_COUNTERS)]),
    )
    .order_by(*_LATEST)
    .limit(1)
)
_INSERT_EVENT = insert(_EVENT)  # made once: building a statement takes as long as running it


def record(
    connection: Connection, event: Event, *, request: str | None = None, asked: str | None = None
) -> None:
    """Write one line of the journal.

    `request` is the caller's idempotency key, `asked` a digest of what was asked with it.
    """
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
            "asked": asked,
        },
    )


def journal(connection: Connection, office: OfficeId, after: int, limit: int) -> tuple[Event, ...]:
    """Return up to `limit` events with a number above `after`, in order."""
    if after >= LARGEST_ID:
        return ()
    after, limit = max(after, 0), min(limit, LARGEST_ID)
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
                order=_LATEST,
                limit=1,
            )
        ),
        None,
    )


def steps_of(connection: Connection, office: OfficeId, ticket: TicketId) -> Sequence[Event]:
    """Return every step of a ticket, in order; its id is the number of its first event."""
    here = (_EVENT.c.office == office, _EVENT.c.seq >= ticket, _EVENT.c.ticket == ticket)
    return _steps(connection, *here, order=(_EVENT.c.seq,))


def about(connection: Connection, office: OfficeId, ticket: TicketId) -> Sequence[Event]:
    """Return every event that names a ticket, its steps and others, in order."""
    rows = connection.execute(
        select(_EVENT)
        .where(_EVENT.c.office == office, _EVENT.c.seq >= ticket, _EVENT.c.ticket == ticket)
        .order_by(_EVENT.c.seq)
    )
    return [_event(row) for row in rows]


def steps_between(
    connection: Connection, office: OfficeId, since: datetime, until: datetime
) -> Sequence[Event]:
    """Return every step of every ticket from `since` until before `until`, in order."""
    return _steps(connection, *_between(office, since, until), order=(_EVENT.c.seq,))


def _steps(
    connection: Connection,
    *where: Any,
    order: Sequence[Any],
    limit: int | None = None,
    kinds: Collection[Kind] = (*STEPS, Kind.UNDONE),
) -> Sequence[Event]:
    wanted = [kind.value for kind in kinds]
    rows = connection.execute(
        select(_EVENT)
        .where(*where, _EVENT.c.kind.in_(wanted), _EVENT.c.ticket.isnot(None))
        .order_by(*order)
        .limit(limit)
    )
    return [_event(row) for row in rows]


def of_tickets(
    connection: Connection,
    office: OfficeId,
    kinds: Collection[Kind],
    first: int,
    *,
    since: datetime | None,
    until: datetime | None,
) -> Sequence[Event]:
    """Return the events of `kinds` that are about a ticket, from the number `first` on, in order.

    From `since` to `until`, that instant too; None for no such limit.
    """
    where = [_EVENT.c.office == office, _EVENT.c.seq >= first]
    if since is not None:
        where.append(_EVENT.c.at >= since)
    if until is not None:
        where.append(_EVENT.c.at <= until)
    return _steps(connection, *where, order=(_EVENT.c.at, _EVENT.c.seq), kinds=kinds)


def between(
    connection: Connection,
    office: OfficeId,
    kinds: Collection[Kind],
    since: datetime,
    until: datetime,
) -> Sequence[Event]:
    """Return the events of `kinds` from `since` until before `until`, in order."""
    rows = connection.execute(
        select(_EVENT)
        .where(*_between(office, since, until), _EVENT.c.kind.in_([kind.value for kind in kinds]))
        .order_by(_EVENT.c.at, _EVENT.c.seq)
    )
    return [_event(row) for row in rows]


def first_of_kind(
    connection: Connection, office: OfficeId, kind: Kind, *, after: int | None, at: datetime
) -> Sequence[Event]:
    """Return the first event of `kind` after the number `after`, or without one from `at` on."""
    where = _EVENT.c.at >= at if after is None else _EVENT.c.seq > after
    rows = connection.execute(
        select(_EVENT)
        .where(
            _EVENT.c.office == office,
            _EVENT.c.kind == kind.value,
            _EVENT.c.ticket.is_(None),
            where,
        )
        .order_by(_EVENT.c.seq)
        .limit(1)
    )
    return [_event(row) for row in rows]


def count_events(
    connection: Connection, office: OfficeId, kind: Kind, since: datetime, until: datetime
) -> int:
    """Return how many events of `kind` there were from `since` until before `until`."""
    found = connection.execute(
        select(func.count()).where(
            *_between(office, since, until),
            _EVENT.c.kind == kind.value,
        )
    )
    return int(found.scalar_one())


def _between(office: OfficeId, since: datetime, until: datetime) -> tuple[Any, ...]:
    return (_EVENT.c.office == office, _EVENT.c.at >= since, _EVENT.c.at < until)


def day_ends(
    connection: Connection, office: OfficeId, day: date, *, after: datetime
) -> Sequence[Event]:
    """Return the first event after an instant that ended the business day of a date, and every
    later one that ended a day after that instant; none if that day was not ended.
    """
    rows = connection.execute(
        select(_EVENT)
        .where(
            _EVENT.c.office == office,
            _EVENT.c.at > after,
            _EVENT.c.kind == Kind.DAY_ENDED.value,
        )
        .order_by(_EVENT.c.seq)
    )
    found = [_event(row) for row in rows]
    return list(dropwhile(lambda each: not _ends(each, day), found))


def _ends(event: Event, day: date) -> bool:
    if "day" not in event.data:  # an older turnos did not tell
        return False
    return bool(event.data["day"] <= day.isoformat() <= event.data["until"])


def tickets_of(
    connection: Connection, office: OfficeId, since: int, *, after: datetime
) -> Sequence[TicketId]:
    """Return the tickets of the events above `since` that have a time after an instant."""
    return connection.scalars(
        select(_EVENT.c.ticket)
        .distinct()
        .where(
            _EVENT.c.office == office,
            _EVENT.c.seq > since,
            _EVENT.c.at > after,
            _EVENT.c.ticket.isnot(None),
        )
    ).all()


def at(connection: Connection, office: OfficeId, seq: int) -> datetime | None:
    """Return when the event `seq` was; None when there is none."""
    if seq > LARGEST_ID:
        return None
    return connection.scalar(
        select(_EVENT.c.at).where(_EVENT.c.office == office, _EVENT.c.seq == seq)
    )


def of_kind_after(
    connection: Connection, office: OfficeId, kind: Kind, after: int
) -> tuple[Event, ...]:
    """Return the events of a `kind` that is no ticket's, numbered above `after`, newest first."""
    rows = connection.execute(
        select(_EVENT)
        .where(
            _EVENT.c.office == office,
            _EVENT.c.kind == kind.value,
            _EVENT.c.ticket.is_(None),
            _EVENT.c.seq > after,
        )
        .order_by(_EVENT.c.seq.desc())
    )
    return tuple(_event(row) for row in rows)


def changes(
    connection: Connection,
    office: OfficeId,
    kinds: Collection[Kind],
    *,
    before: int | None,
    limit: int,
) -> tuple[Event, ...]:
    """Return up to `limit` events of `kinds` that are about no ticket, newest first.

    `before`: those with a number below it; None for the newest.
    """
    query = select(_EVENT).where(
        _EVENT.c.office == office,
        _EVENT.c.ticket.is_(None),
        _EVENT.c.kind.in_([kind.value for kind in kinds]),
    )
    number = _EVENT.c.seq + 0  # else SQLite walks the primary key's years instead of `event_told`
    if before is not None:
        query = query.where(number < before)
    rows = connection.execute(query.order_by(number.desc()).limit(limit))
    return tuple(_event(row) for row in rows)


def acted_at(
    connection: Connection, office: OfficeId, counter: int, since: datetime
) -> datetime | None:
    """Return when a counter did something last, since an instant: with a ticket, or that somebody
    came to it or came back.
    """
    given = {"office": office, "counter": counter, "since": since}
    return connection.scalar(_ACTED_AT, given)


def began_again(
    connection: Connection, office: OfficeId, waiting: Collection[TicketId]
) -> Mapping[TicketId, datetime]:
    """Return when those of some waiting tickets that were sent on or reinstated came again."""
    if not waiting:
        return {}
    again = [Kind.TRANSFERRED.value, Kind.REINSTATED.value]
    rows = connection.execute(
        select(_EVENT.c.ticket, func.max(_EVENT.c.at).label("at"))
        .where(
            _EVENT.c.office == office,
            _EVENT.c.seq > min(waiting),  # a ticket's number is its first event's
            _EVENT.c.ticket.in_(waiting),
            _EVENT.c.kind.in_(again),
        )
        .group_by(_EVENT.c.ticket)
    )
    return {TicketId(row.ticket): row.at for row in rows}


def informed(
    connection: Connection, office: OfficeId, since: datetime, until: datetime
) -> Mapping[str, int]:
    """Return how many a notice was enough for from `since` until before `until`, by its key."""
    found = connection.execute(
        select(_EVENT.c.data).where(
            *_between(office, since, until),
            _EVENT.c.kind == Kind.INFORMED.value,
        )
    )
    return Counter(str(row.data["notice"]) for row in found)


def event_of_request(
    connection: Connection, office: OfficeId, request: str
) -> tuple[Event, str | None] | None:
    """Return the event that the request with this key already made, and what was asked with it.

    None if it made none.
    """
    row = connection.execute(
        select(_EVENT).where(_EVENT.c.office == office, _EVENT.c.request == request)
    ).first()
    return None if row is None else (_event(row), row.asked)


def preferential_streak(
    connection: Connection, office: OfficeId, since: datetime, most: int
) -> int:
    """Return how many of the latest calls since an instant were preferential in a row.

    Looks at `most` calls at the most; those that were put back do not count.
    """
    put_back = _calls_put_back(connection, office, since)
    calls = connection.execute(
        select(_EVENT.c.seq, _EVENT.c.data)
        .where(_EVENT.c.office == office, _EVENT.c.kind == Kind.CALLED.value, _EVENT.c.at >= since)
        .order_by(*_LATEST)
        .limit(most + len(put_back))
    ).all()
    lines = [call.data["line"] for call in calls if call.seq not in put_back][:most]
    return next((n for n, line in enumerate(lines) if line == Line.GENERAL), len(lines))


def _calls_put_back(connection: Connection, office: OfficeId, since: datetime) -> frozenset[int]:
    """Return the numbers of the calls that were put back since an instant, and stayed so."""
    found: set[int] = set()
    latest: dict[TicketId | None, int] = {}
    for event in _steps(
        connection,
        _EVENT.c.office == office,
        _EVENT.c.at >= since,
        kinds=(Kind.PUT_BACK, Kind.UNDONE),
        order=(_EVENT.c.at, _EVENT.c.seq),
    ):
        if event.kind is Kind.PUT_BACK:
            latest[event.ticket] = event.data["call"]
            found.add(latest[event.ticket])
        elif event.data["step"] == Kind.PUT_BACK:
            found.discard(latest[event.ticket])
    return frozenset(found)


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
