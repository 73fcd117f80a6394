"""Tickets: rows in, frozen values out.

Every query here costs the same whatever the history: waiting, held, open and called tickets have
partial indexes, and a number comes from its series' row under the office's lock.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Update,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert

from core.domain.ticket import (
    STILL_HERE,
    Channel,
    CounterNumber,
    Line,
    OfficeId,
    Outcome,
    State,
    Ticket,
    Why,
)
from core.errors import N_, Words
from core.store import tables
from core.store.tables import IS_HELD, IS_OPEN, IS_WAITING, LARGEST_ID, WAS_CALLED, WAS_SERVED
from core.store.upserts import upsert

PAGE = 1000
MOST_DIGITS = 9  # of a number: more fit no column

_TICKET = tables.ticket
_FIELDS = tuple(each.name for each in fields(Ticket))
ALL = select(*(_TICKET.c[name] for name in _FIELDS))
_INSERT_TICKET = insert(_TICKET)

# Made once: building a statement takes as long as running it.
HERE = _TICKET.c.office == bindparam("office")
_HERE_IS = _TICKET.c.office == bindparam("its_office")
_BY_ID = ALL.where(HERE, _TICKET.c.id == bindparam("id"))
_RECENT_SERVICES = (
    select(_TICKET.c.started_at, _TICKET.c.finished_at, _TICKET.c.paused_s)
    .where(HERE, WAS_SERVED, _TICKET.c.finished_at <= bindparam("until"))
    .order_by(_TICKET.c.finished_at.desc())
    .limit(bindparam("most"))
)
_OPEN_AT = ALL.where(HERE, _TICKET.c.counter == bindparam("counter"), IS_OPEN)


# --- numbers -----------------------------------------------------------------------------------


def take_number(connection: Connection, office: OfficeId, day: date, series: str) -> int:
    """Return the next number of a series; under the office's lock no other can have it."""
    given = {"office": office, "day": day, "series": series, "last_number": 1}
    taken = connection.execute(_taking_number(connection.dialect.name), given)
    return int(taken.scalar_one())


@cache
def _taking_number(database: str) -> ReturningInsert[Any]:
    number = tables.series.c.last_number
    inserted = upsert(database, tables.series)
    return inserted.on_conflict_do_update(
        index_elements=["office", "day", "series"], set_={"last_number": number + 1}
    ).returning(number)


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
    if not 0 < ticket_id <= LARGEST_ID:
        return None
    row = connection.execute(_BY_ID, {"office": office, "id": ticket_id}).first()
    return None if row is None else from_row(row)


def by_code(connection: Connection, office: OfficeId, day: date, code: str) -> Ticket | None:
    """Return the ticket with this code on this business day.

    If it is over, and somebody still waits with this code since a day that a wrong clock had
    begun, that one.
    """
    series, _, number = code.partition("-")
    if not number.isdecimal() or len(number) > MOST_DIGITS:
        return None
    found = _many(
        connection,
        _TICKET.c.office == office,
        _TICKET.c.day >= day,
        _TICKET.c.series == series,
        _TICKET.c.number == int(number),
        order=_TICKET.c.day,
    )
    still_here = [ticket for ticket in found if ticket.state in STILL_HERE]
    today = [ticket for ticket in found if ticket.day == day]
    return next(iter([*still_here, *today]), None)


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


def held(connection: Connection, office: OfficeId, day: date) -> Sequence[Ticket]:
    """Return the day's tickets on hold at any counter, the longest there first."""
    where = (_TICKET.c.office == office, _TICKET.c.day == day, IS_HELD)
    return _many(connection, *where, order=_TICKET.c.held_at)


def left_open(connection: Connection, office: OfficeId, today: date) -> Sequence[Ticket]:
    """Return tickets of other days that wait, were called or are on hold."""
    return [
        ticket
        for ticket in still_here(connection, office)
        if ticket.day != today and ticket.state is not State.SERVING
    ]


def still_here(connection: Connection, office: OfficeId) -> Sequence[Ticket]:
    """Return everybody who waits, was called, is being served or on hold, of whichever day."""
    found = []
    for state in (IS_WAITING, IS_HELD, IS_OPEN):
        # Sorted here: in the order of its primary key SQLite would walk every ticket.
        some = _many(connection, _TICKET.c.office == office, state, order=None)
        found += sorted(some, key=lambda ticket: ticket.id)
    return found


def by_ids(connection: Connection, office: OfficeId, ids: Collection[int]) -> Sequence[Ticket]:
    """Return the tickets with these ids, in order of arrival."""
    where = (_TICKET.c.office == office, _TICKET.c.id.in_(sorted(ids)))
    return _many(connection, *where, order=_TICKET.c.id)


def were_given(connection: Connection, office: OfficeId, day: date) -> bool:
    """Return whether any number of a day was given."""
    series = tables.series.c
    found = connection.execute(
        select(series.series).where(series.office == office, series.day == day).limit(1)
    )
    return found.first() is not None


def latest_calls(
    connection: Connection, office: OfficeId, day: date, most: int
) -> Sequence[Ticket]:
    """Return the day's called tickets, the latest call first."""
    where = (_TICKET.c.office == office, _TICKET.c.day >= day, WAS_CALLED)
    return _many(connection, *where, order=_TICKET.c.call_seq.desc(), limit=most)


def missed(
    connection: Connection, office: OfficeId, day: date, since: datetime
) -> Sequence[Ticket]:
    """Return the day's tickets nobody came for since an instant, the latest first."""
    where = (_TICKET.c.office == office, _TICKET.c.day >= day, WAS_CALLED)
    ended = (_TICKET.c.state == State.NO_SHOW.value, _TICKET.c.finished_at >= since)
    return _many(connection, *where, *ended, order=_TICKET.c.finished_at.desc())


def latest_of(
    connection: Connection, office: OfficeId, day: date, username: str, most: int
) -> Sequence[Ticket]:
    """Return the day's tickets that `username` has ended, the latest first."""
    where = (_TICKET.c.office == office, _TICKET.c.day >= day, _TICKET.c.staff == username)
    ended = _TICKET.c.state.in_([State.FINISHED.value, State.NO_SHOW.value])
    return _many(connection, *where, ended, order=_TICKET.c.finished_at.desc(), limit=most)


def recent_services(
    connection: Connection, office: OfficeId, most: int, *, until: datetime
) -> Sequence[tuple[datetime, datetime, float]]:
    """Return the latest services in person that were finished by `until`, the latest first.

    Of each when it began and ended, and for how many seconds it was paused.
    """
    given = {"office": office, "until": until, "most": most}
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
    """Return every ticket of the business days from `first` to `last`, in order of arrival.

    Without those registered by mistake: whatever counts the tickets of a day counts these.
    """
    where = (
        _TICKET.c.office == office,
        _TICKET.c.day.between(first, last),
        _TICKET.c.state != State.UNDONE.value,
    )
    return _many(connection, *where, order=_TICKET.c.id)


def every(connection: Connection, office: OfficeId) -> Iterator[Ticket]:
    """Return every ticket there ever was, in order of arrival, a page at a time."""
    found = connection.execution_options(yield_per=PAGE).execute(
        ALL.where(_TICKET.c.office == office).order_by(_TICKET.c.id)
    )
    with found as rows:  # closed also when one of them cannot be read
        for row in rows:
            yield from_row(row)


def number_problems(connection: Connection, office: OfficeId) -> Iterator[Words]:
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
        yield Words(
            N_("series {series} of {day}: {n} tickets, last number {last}"),
            series=row.series,
            day=row.day,
            n=row.given,
            last=row.last,
        )


def last_number(connection: Connection, office: OfficeId, day: date, series: str) -> int:
    """Return the last number given of a series, 0 for none."""
    here = (tables.series.c.office == office, tables.series.c.day == day)
    found = connection.scalar(
        select(tables.series.c.last_number).where(*here, tables.series.c.series == series)
    )
    return found or 0


def restore_series(
    connection: Connection, office: OfficeId, days: Collection[date] | None = None
) -> None:
    """Make the series of numbers (of some days only) what the tickets say."""
    stored = tables.series.c.office == office
    known = and_(_TICKET.c.office == office, _TICKET.c.number.isnot(None))
    if days is not None:
        stored = and_(stored, tables.series.c.day.in_(days))
        known = and_(known, _TICKET.c.day.in_(days))
    connection.execute(delete(tables.series).where(stored))
    key = (_TICKET.c.office, _TICKET.c.day, _TICKET.c.series)
    last = select(*key, func.max(_TICKET.c.number)).where(known).group_by(*key)
    columns = ["office", "day", "series", "last_number"]
    connection.execute(insert(tables.series).from_select(columns, last))


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


def _many(
    connection: Connection, *where: Any, order: Any, limit: int | None = None
) -> Sequence[Ticket]:
    rows = connection.execute(ALL.where(*where).order_by(order).limit(limit))
    return [from_row(row) for row in rows]
