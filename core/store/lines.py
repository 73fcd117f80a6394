"""Who waits, in which order, and whom a counter may call: the queries of every call and estimate.

Each costs the same whatever the history: those who wait have a partial index.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from core.domain.order.reach import Need, Reach
from core.domain.ticket import Channel, Line, OfficeId, ServiceKey, Ticket
from core.store import tables
from core.store.tables import IS_WAITING
from core.store.tickets import ALL, HERE, all_open, by_id, from_row, held

_TICKET = tables.ticket
# Not of this day alone: who was issued on a later day, which a wrong clock had begun, waits too.
# The day is hidden from the indexes: none shall look better than `ticket_waiting`; see `tables`.
_OF_TODAY = func.coalesce(_TICKET.c.day, bindparam("day")) >= bindparam("day")
_WAITING_TODAY = and_(HERE, IS_WAITING, _OF_TODAY)
# Naming the lines lets `ticket_waiting` look better than any other index.
_OF_ANY_LINE = _TICKET.c.line.in_([line.value for line in Line])
# What a counter may call: `core.domain.order.reach.Reach`, here for the database.
_KEPT_FOR_IT = _TICKET.c.for_counter == bindparam("counter")
_NOT_KEPT = or_(
    _TICKET.c.for_counter.is_(None),
    _TICKET.c.for_counter.not_in(bindparam("present", expanding=True)),
)
_ITS_SERVICES = _TICKET.c.service.not_in(bindparam("others_services", expanding=True))
_IN_REACH = or_(_NOT_KEPT, _KEPT_FOR_IT)
_IN_REACH_BY_SERVICE = or_(and_(_NOT_KEPT, _ITS_SERVICES), _KEPT_FOR_IT)
_HEAD, _HEAD_BY_SERVICE = (
    ALL.where(_WAITING_TODAY, _TICKET.c.line == bindparam("line"), in_reach)
    .order_by(_TICKET.c.place)
    .limit(1)
    for in_reach in (_IN_REACH, _IN_REACH_BY_SERVICE)
)
_HEADS, _HEADS_BY_SERVICE = (
    statement.limit(bindparam("most")) for statement in (_HEAD, _HEAD_BY_SERVICE)
)
_WAITING, _WAITING_BY_SERVICE = (
    ALL.where(_WAITING_TODAY, _OF_ANY_LINE, in_reach).order_by(_TICKET.c.place)
    for in_reach in (_IN_REACH, _IN_REACH_BY_SERVICE)
)
_EVERYBODY = ALL.where(_WAITING_TODAY, _OF_ANY_LINE).order_by(_TICKET.c.place)
_BEFORE, _BEFORE_BY_SERVICE = (
    select(func.count(), func.min(_TICKET.c.id)).where(
        _WAITING_TODAY,
        _OF_ANY_LINE,
        _TICKET.c.id + 0 < bindparam("id"),  # else SQLite walks the primary key's years up to it
        in_reach,
    )
    for in_reach in (_IN_REACH, _IN_REACH_BY_SERVICE)
)
_NEEDS_BEFORE = (
    select(_TICKET.c.day, _TICKET.c.line, _TICKET.c.service, _TICKET.c.for_counter)
    .where(
        HERE,
        IS_WAITING,
        or_(_TICKET.c.line != bindparam("line"), _TICKET.c.place < bindparam("place")),
    )
    .order_by(_TICKET.c.line, _TICKET.c.place)
)
_CAME_WITH_PRIORITY = (
    select(_TICKET.c.service, func.count().label("came"))
    .where(
        HERE,
        _TICKET.c.day == bindparam("day"),
        _TICKET.c.issued_at.between(bindparam("since"), bindparam("until")),
        _TICKET.c.line == Line.PREFERENTIAL.value,
        _TICKET.c.channel == Channel.IN_PERSON.value,
    )
    .group_by(_TICKET.c.service)
)


def waiting(
    connection: Connection, office: OfficeId, day: date, reach: Reach | None = None
) -> Sequence[Ticket]:
    """Return the day's waiting tickets (in reach of a counter, if given), each line in order."""
    if reach is not None:
        statement = _WAITING_BY_SERVICE if reach.others_services else _WAITING
        rows = connection.execute(statement, _reached(office, day, reach))
    else:
        rows = connection.execute(_EVERYBODY, {"office": office, "day": day})
    return [from_row(row) for row in rows]


def needs_before(connection: Connection, ticket: Ticket) -> Sequence[Need]:
    """Return what those need who wait before `ticket`: of its own line, and all of the other.

    Each line is in its order. The day is compared here: in the query it would make SQLite read all
    tickets of that day, once it has statistics.
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
    connection: Connection, office: OfficeId, day: date, line: Line, reach: Reach
) -> Ticket | None:
    """Return the first waiting ticket of a line in reach of a counter."""
    given = _reached(office, day, reach) | {"line": line.value}
    row = connection.execute(_HEAD_BY_SERVICE if reach.others_services else _HEAD, given).first()
    return None if row is None else from_row(row)


def heads(
    connection: Connection, office: OfficeId, day: date, line: Line, reach: Reach, *, most: int
) -> Sequence[Ticket]:
    """Return the first `most` waiting tickets of a line in reach of a counter, in order."""
    given = _reached(office, day, reach) | {"line": line.value, "most": most}
    statement = _HEADS_BY_SERVICE if reach.others_services else _HEADS
    return [from_row(row) for row in connection.execute(statement, given)]


def arrived_before(
    connection: Connection, office: OfficeId, day: date, ticket: Ticket, reach: Reach
) -> tuple[Ticket | None, int]:
    """Return the first of the tickets in reach of a counter that arrived before `ticket`, and
    how many did.
    """
    given = _reached(office, day, reach) | {"id": ticket.id}
    statement = _BEFORE_BY_SERVICE if reach.others_services else _BEFORE
    count, first = connection.execute(statement, given).one()
    return (by_id(connection, office, first) if count else None), count


def _reached(office: OfficeId, day: date, reach: Reach) -> dict[str, Any]:
    given: dict[str, Any] = {"office": office, "day": day, "counter": reach.counter}
    given["present"] = list(reach.present)
    if reach.others_services:
        given["others_services"] = list(reach.others_services)
    return given


def in_hall(connection: Connection, office: OfficeId, day: date) -> Sequence[Ticket]:
    """Return who waits or is on hold of a day, and who is at a counter of any."""
    return [
        *all_open(connection, office),
        *held(connection, office, day),
        *waiting(connection, office, day),
    ]
