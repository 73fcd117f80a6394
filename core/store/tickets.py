"""Tickets: rows in, frozen values out.

Every query here costs the same whatever the history: waiting, held, open and called tickets have
partial indexes, and a number comes from its series' row under the office's lock.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Update, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert_postgresql
from sqlalchemy.dialects.sqlite import insert as upsert_sqlite

from core.domain.eligibility import Need
from core.domain.ticket import (
    Channel,
    CounterNumber,
    Line,
    OfficeId,
    Outcome,
    ServiceKey,
    State,
    Ticket,
    Why,
)
from core.store import tables
from core.store.tables import IS_HELD, IS_OPEN, IS_WAITING, WAS_CALLED, WAS_SERVED

PAGE = 1000

_TICKET = tables.ticket
_FIELDS = tuple(each.name for each in fields(Ticket))
_ALL = select(*(_TICKET.c[name] for name in _FIELDS))
_INSERT_TICKET = insert(_TICKET)

# Made once: building a statement takes as long as running it.
_TAKE_NUMBER = {
    name: upsert(tables.series)
    .on_conflict_do_update(
        index_elements=["office", "day", "series"],
        set_={"last_number": tables.series.c.last_number + 1},
    )
    .returning(tables.series.c.last_number)
    for name, upsert in (("sqlite", upsert_sqlite), ("postgresql", upsert_postgresql))
}
_HERE = _TICKET.c.office == bindparam("office")
_HERE_IS = _TICKET.c.office == bindparam("its_office")
_BY_ID = _ALL.where(_HERE, _TICKET.c.id == bindparam("id"))
_WAITING_TODAY = and_(_HERE, IS_WAITING, _TICKET.c.day == bindparam("day"))
_FREE_FOR = or_(
    _TICKET.c.for_counter.is_(None),
    _TICKET.c.for_counter.not_in(bindparam("kept_for", expanding=True)),
)
_HEAD = (
    _ALL.where(_WAITING_TODAY, _TICKET.c.line == bindparam("line"), _FREE_FOR)
    .order_by(_TICKET.c.place)
    .limit(1)
)
_OF_SERVICES = _TICKET.c.service.in_(bindparam("services", expanding=True))
_HEAD_OF_SERVICES = _HEAD.where(_OF_SERVICES)
_BEFORE = select(func.count(), func.min(_TICKET.c.id)).where(
    _WAITING_TODAY, _TICKET.c.id < bindparam("id"), _FREE_FOR
)
_BEFORE_OF_SERVICES = _BEFORE.where(_OF_SERVICES)
_NEEDS_BEFORE = (
    select(_TICKET.c.day, _TICKET.c.line, _TICKET.c.service, _TICKET.c.for_counter)
    .where(
        _HERE,
        IS_WAITING,
        or_(_TICKET.c.line != bindparam("line"), _TICKET.c.place < bindparam("place")),
    )
    .order_by(_TICKET.c.line, _TICKET.c.place)
)
_CAME_WITH_PRIORITY = (
    select(_TICKET.c.service, func.count().label("came"))
    .where(
        _HERE,
        _TICKET.c.day == bindparam("day"),
        _TICKET.c.issued_at.between(bindparam("since"), bindparam("until")),
        _TICKET.c.line == Line.PREFERENTIAL.value,
        _TICKET.c.channel == Channel.IN_PERSON.value,
    )
    .group_by(_TICKET.c.service)
)
_RECENT_SERVICES = (
    select(_TICKET.c.started_at, _TICKET.c.finished_at, _TICKET.c.paused_s)
    .where(_HERE, WAS_SERVED, _TICKET.c.finished_at < bindparam("before"))
    .order_by(_TICKET.c.finished_at.desc())
    .limit(bindparam("most"))
)
_OPEN_AT = _ALL.where(_HERE, _TICKET.c.counter == bindparam("counter"), IS_OPEN)


# --- numbers -----------------------------------------------------------------------------------


def take_number(connection: Connection, office: OfficeId, day: date, series: str) -> int:
    """Return the next number of a series; under the office's lock no other can have it."""
    given = {"office": office, "day": day, "series": series, "last_number": 1}
    taken = connection.execute(_TAKE_NUMBER[connection.dialect.name], given)
    return int(taken.scalar_one())


# --- tickets -----------------------------------------------------------------------------------


def add(connection: Connection, ticket: Ticket) -> None:
    connection.execute(_INSERT_TICKET, as_row(ticket))


def save(connection: Connection, old: Ticket, new: Ticket) -> None:
    """Write what differs between `old` and `new`."""
    before, after = as_row(old), as_row(new)
    changed = {name: value for name, value in after.items() if before[name] != value}
    if changed:
        which = {"its_office": old.office, "its_id": old.id}
        connection.execute(_change_of(tuple(changed)), changed | which)


@cache
def _change_of(names: tuple[str, ...]) -> Update:
    """Return the statement that changes these columns of one ticket: a few sets ever happen."""
    return (
        update(_TICKET)
        .where(_HERE_IS, _TICKET.c.id == bindparam("its_id"))
        .values({name: bindparam(name) for name in names})
    )


def by_id(connection: Connection, office: OfficeId, ticket_id: int) -> Ticket | None:
    row = connection.execute(_BY_ID, {"office": office, "id": ticket_id}).first()
    return None if row is None else from_row(row)


def by_code(connection: Connection, office: OfficeId, day: date, code: str) -> Ticket | None:
    """Return the ticket with this code on this business day."""
    series, _, number = code.partition("-")
    if not number.isdecimal():
        return None
    return _one(
        connection,
        _TICKET.c.office == office,
        _TICKET.c.day == day,
        _TICKET.c.series == series,
        _TICKET.c.number == int(number),
    )


def open_at(connection: Connection, office: OfficeId, counter: int) -> Ticket | None:
    """Return the ticket called to or served at the counter."""
    row = connection.execute(_OPEN_AT, {"office": office, "counter": counter}).first()
    return None if row is None else from_row(row)


def all_open(connection: Connection, office: OfficeId) -> Sequence[Ticket]:
    """Return the tickets called to or served at any counter."""
    return _many(connection, _TICKET.c.office == office, IS_OPEN, order=_TICKET.c.counter)


def held_at(connection: Connection, office: OfficeId, counter: int) -> Sequence[Ticket]:
    """Return the tickets on hold at the counter, the latest first."""
    where = (_TICKET.c.office == office, _TICKET.c.counter == counter, IS_HELD)
    return _many(connection, *where, order=_TICKET.c.held_at.desc())


def waiting(
    connection: Connection, office: OfficeId, day: date, line: Line | None = None
) -> Sequence[Ticket]:
    """Return the day's waiting tickets (of one line, if given), each line in its order."""
    where = [_TICKET.c.office == office, IS_WAITING, _TICKET.c.day == day]
    if line is not None:
        where.append(_TICKET.c.line == line.value)
    return _many(connection, *where, order=_TICKET.c.place)


def needs_before(connection: Connection, ticket: Ticket) -> Sequence[Need]:
    """Return what those need who wait before `ticket`: of its own line, and all of the other.

    Each line is in its order. The day is looked at here: asked for in the query it would have
    SQLite read all tickets of that day, once it has counted them.
    """
    given = {"office": ticket.office, "line": ticket.line.value, "place": ticket.place}
    return [
        Need(Line(row.line), row.service, row.for_counter)
        for row in connection.execute(_NEEDS_BEFORE, given)
        if row.day == ticket.day
    ]


def came_with_priority(
    connection: Connection, office: OfficeId, day: date, *, since: datetime, until: datetime
) -> Mapping[ServiceKey, int]:
    """Return how many came that day with priority from `since` until `until`, by service."""
    given = {"office": office, "day": day, "since": since, "until": until}
    return {
        ServiceKey(row.service): row.came for row in connection.execute(_CAME_WITH_PRIORITY, given)
    }


def head(
    connection: Connection,
    office: OfficeId,
    day: date,
    line: Line,
    *,
    services: Sequence[ServiceKey] = (),
    kept_for: Sequence[CounterNumber] = (),
) -> Ticket | None:
    """Return the first waiting ticket of a line, of `services` only if any are given.

    Without those that wait for one of the counters `kept_for`.
    """
    given: dict[str, Any] = {"office": office, "day": day, "line": line.value}
    given |= {"services": list(services), "kept_for": list(kept_for)}
    row = connection.execute(_HEAD_OF_SERVICES if services else _HEAD, given).first()
    return None if row is None else from_row(row)


def arrived_before(
    connection: Connection,
    office: OfficeId,
    day: date,
    ticket: Ticket,
    *,
    services: Sequence[ServiceKey] = (),
    kept_for: Sequence[CounterNumber] = (),
) -> tuple[Ticket | None, int]:
    """Return the first of the waiting tickets that arrived before `ticket`, and how many did.

    Of `services` only if any are given, and without those that wait for one of `kept_for`.
    """
    given: dict[str, Any] = {"office": office, "day": day, "id": ticket.id}
    given |= {"services": list(services), "kept_for": list(kept_for)}
    statement = _BEFORE_OF_SERVICES if services else _BEFORE
    count, first = connection.execute(statement, given).one()
    return (by_id(connection, office, first) if count else None), count


def left_open(connection: Connection, office: OfficeId, today: date) -> Sequence[Ticket]:
    """Return tickets of other days that wait, were called or are on hold."""
    other_day = (_TICKET.c.office == office, _TICKET.c.day != today)
    found = [
        *_many(connection, *other_day, IS_WAITING, order=_TICKET.c.id),
        *_many(connection, *other_day, IS_HELD, order=_TICKET.c.id),
        *_many(connection, *other_day, IS_OPEN, order=_TICKET.c.id),
    ]
    return [ticket for ticket in found if ticket.state is not State.SERVING]


def latest_calls(
    connection: Connection, office: OfficeId, day: date, most: int
) -> Sequence[Ticket]:
    """Return the day's called tickets, the latest call first."""
    where = (_TICKET.c.office == office, _TICKET.c.day == day, WAS_CALLED)
    return _many(connection, *where, order=_TICKET.c.call_seq.desc(), limit=most)


def missed(
    connection: Connection, office: OfficeId, day: date, since: datetime
) -> Sequence[Ticket]:
    """Return the day's tickets nobody came for since an instant, the latest first."""
    where = (_TICKET.c.office == office, _TICKET.c.day == day, WAS_CALLED)
    ended = (_TICKET.c.state == State.NO_SHOW.value, _TICKET.c.finished_at >= since)
    return _many(connection, *where, *ended, order=_TICKET.c.finished_at.desc())


def recent_services(
    connection: Connection, office: OfficeId, most: int, *, before: datetime
) -> Sequence[tuple[datetime, datetime, float]]:
    """Return the latest services in person that were finished `before`, the latest first.

    Of each when it began and ended, and for how many seconds it was paused.
    """
    given = {"office": office, "before": before, "most": most}
    return [
        (row.started_at, row.finished_at, row.paused_s)
        for row in connection.execute(_RECENT_SERVICES, given)
    ]


def count_services(
    connection: Connection, office: OfficeId, since: datetime, until: datetime
) -> int:
    """Return how many services in person were finished from `since` until `until`."""
    found = connection.execute(
        select(func.count()).where(
            _TICKET.c.office == office, WAS_SERVED, _TICKET.c.finished_at.between(since, until)
        )
    )
    return int(found.scalar_one())


def of_days(connection: Connection, office: OfficeId, first: date, last: date) -> Sequence[Ticket]:
    """Return every ticket of the business days from `first` to `last`, in order of arrival."""
    where = (_TICKET.c.office == office, _TICKET.c.day.between(first, last))
    return _many(connection, *where, order=_TICKET.c.id)


def every(connection: Connection, office: OfficeId) -> Iterator[Ticket]:
    """Return every ticket there ever was, in order of arrival, a page at a time."""
    rows = connection.execution_options(yield_per=PAGE).execute(
        _ALL.where(_TICKET.c.office == office).order_by(_TICKET.c.id)
    )
    for row in rows:
        yield from_row(row)


def number_problems(connection: Connection, office: OfficeId) -> Iterator[str]:
    """Say which series of numbers has a gap, or a last number that is not its tickets'."""
    last, given = func.max(_TICKET.c.number), func.count()
    stored = tables.series
    of_tickets = (
        select(_TICKET.c.day, _TICKET.c.series, last.label("last"), given.label("given"))
        .where(_TICKET.c.office == office, _TICKET.c.number.isnot(None))
        .group_by(_TICKET.c.day, _TICKET.c.series)
        .subquery()
    )
    rows = connection.execute(
        select(of_tickets, stored.c.last_number)
        .join(
            stored,
            and_(
                stored.c.office == office,
                stored.c.day == of_tickets.c.day,
                stored.c.series == of_tickets.c.series,
            ),
            isouter=True,
        )
        .where(
            or_(
                of_tickets.c.last != of_tickets.c.given,
                stored.c.last_number.is_(None),
                stored.c.last_number != of_tickets.c.last,
            )
        )
    )
    for row in rows:
        yield f"series {row.series} of {row.day}: {row.given} tickets, last number {row.last}"


def restore_series(connection: Connection, office: OfficeId) -> None:
    """Make the series of numbers what the tickets say."""
    last = select(
        _TICKET.c.office, _TICKET.c.day, _TICKET.c.series, func.max(_TICKET.c.number)
    ).where(_TICKET.c.office == office, _TICKET.c.number.isnot(None))
    connection.execute(
        insert(tables.series).from_select(
            ["office", "day", "series", "last_number"],
            last.group_by(_TICKET.c.office, _TICKET.c.day, _TICKET.c.series),
        )
    )


def from_row(row: Row[Any]) -> Ticket:
    """Make the domain's ticket of a row whose columns stand in the ticket's own order."""
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented way to a mapping
    given = {name: values[name] for name in _FIELDS}
    given["line"] = Line(given["line"])
    given["state"] = State(given["state"])
    given["channel"] = Channel(given["channel"])
    if given["outcome"] is not None:
        given["outcome"] = Outcome(given["outcome"])
    if given["for_counter"] is not None:
        given["for_counter"] = CounterNumber(given["for_counter"])
    if given["why"] is not None:
        given["why"] = Why.from_data(given["why"])
    return Ticket(**given)


def as_row(ticket: Ticket) -> dict[str, Any]:
    """Return the columns of `ticket`."""
    return {name: _plain(getattr(ticket, name)) for name in _FIELDS}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.as_data() if isinstance(value, Why) else value


def _one(connection: Connection, *where: Any) -> Ticket | None:
    row = connection.execute(_ALL.where(*where)).first()
    return None if row is None else from_row(row)


def _many(
    connection: Connection, *where: Any, order: Any, limit: int | None = None
) -> Sequence[Ticket]:
    rows = connection.execute(_ALL.where(*where).order_by(order).limit(limit))
    return [from_row(row) for row in rows]
