"""What days, months and years come to, kept beside the journal that it is worked out from.

A period is named as its days begin: 2026-11-24, 2026-11, 2026. What is not here, or was forgotten
because something of it changed, is worked out anew.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from core.domain.ticket import OfficeId
from core.store import tables

_SUMMARY = tables.summary
MOST_AT_ONCE = 500  # parameters of a statement: SQLite takes 999 or more


def periods_of(day: date) -> tuple[str, str, str]:
    """Return the day, month and year that a date is in."""
    whole = day.isoformat()
    return whole, whole[:7], whole[:4]


def known(connection: Connection, office: OfficeId, first: str, last: str) -> frozenset[str]:
    """Return the periods that are kept, of those whose names are between two."""
    return frozenset(
        connection.scalars(
            select(_SUMMARY.c.period).where(
                _SUMMARY.c.office == office, _SUMMARY.c.period.between(first, last)
            )
        )
    )


def read(
    connection: Connection, office: OfficeId, periods: Iterable[str]
) -> Iterable[Mapping[str, Any]]:
    """Yield what is kept of each of some periods, as plain values."""
    wanted = list(periods)
    for begin in range(0, len(wanted), MOST_AT_ONCE):
        part = wanted[begin : begin + MOST_AT_ONCE]
        rows = connection.scalars(
            select(_SUMMARY.c.document).where(
                _SUMMARY.c.office == office, _SUMMARY.c.period.in_(part)
            )
        )
        for document in rows:
            yield json.loads(document)


def keep(connection: Connection, office: OfficeId, found: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep what periods come to, instead of what was kept of them."""
    forget(connection, office, found)
    rows = [
        {"office": office, "period": period, "document": json.dumps(plain, separators=(",", ":"))}
        for period, plain in found.items()
    ]
    if rows:
        connection.execute(insert(_SUMMARY), rows)


def forget(connection: Connection, office: OfficeId, periods: Iterable[str]) -> None:
    wanted = list(periods)
    for begin in range(0, len(wanted), MOST_AT_ONCE):
        part = wanted[begin : begin + MOST_AT_ONCE]
        connection.execute(
            delete(_SUMMARY).where(_SUMMARY.c.office == office, _SUMMARY.c.period.in_(part))
        )


def forget_all(connection: Connection, office: OfficeId) -> None:
    connection.execute(delete(_SUMMARY).where(_SUMMARY.c.office == office))
