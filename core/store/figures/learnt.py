"""What an office learnt of the waits that it told, kept beside what its days came to.

`waits 2026-11-24`: of everybody who was called that day the line, what was expected, and the wait
that followed. `multipliers 2026-12`: what was made of them, in force from that month on. Worked
out from the journal, as a day's figures are, and forgotten with them.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, bindparam, select

from core.domain.prediction.refit import OfLines, Pair, of_plain, plain_of
from core.domain.ticket import Line, OfficeId
from core.store import tables
from core.store.figures import summaries

_SUMMARY = tables.summary
_WAITS, _MULTIPLIERS = "waits ", "multipliers "
OfPeople = Sequence[tuple[Line, Pair]]
_LATEST = (
    select(_SUMMARY.c.document)
    .where(
        _SUMMARY.c.office == bindparam("office"),
        _SUMMARY.c.period.between(_MULTIPLIERS, bindparam("last")),
    )
    .order_by(_SUMMARY.c.period.desc())
    .limit(1)
)


def known_days(connection: Connection, office: OfficeId, first: date, last: date) -> set[date]:
    """Return the days between two of which waits are kept."""
    found = summaries.known(connection, office, f"{_WAITS}{first}", f"{_WAITS}{last}")
    return {date.fromisoformat(each.removeprefix(_WAITS)) for each in found}


def keep_waits(connection: Connection, office: OfficeId, day: date, people: OfPeople) -> None:
    plain = [[line.value, *(round(each, 2) for each in pair)] for line, pair in people]
    summaries.keep(connection, office, {f"{_WAITS}{day}": {"waits": plain}})


def waits(connection: Connection, office: OfficeId, days: Iterable[date]) -> OfPeople:
    found = summaries.read(connection, office, [f"{_WAITS}{day}" for day in days])
    return [
        (Line(line), (expected, waited))
        for each in found
        for line, expected, waited in each["waits"]
    ]


def is_fitted(connection: Connection, office: OfficeId, month: date) -> bool:
    name = f"{_MULTIPLIERS}{month:%Y-%m}"
    return bool(summaries.known(connection, office, name, name))


def keep_multipliers(
    connection: Connection, office: OfficeId, month: date, fitted: OfLines
) -> None:
    summaries.keep(connection, office, {f"{_MULTIPLIERS}{month:%Y-%m}": plain_of(fitted)})


def latest_multipliers(connection: Connection, office: OfficeId, month: date = date.max) -> OfLines:
    """Return the multipliers that are in force in a month; none of a line: the usual ones."""
    given = {"office": office, "last": f"{_MULTIPLIERS}{month:%Y-%m}"}
    document = connection.scalar(_LATEST, given)
    return {} if document is None else _read(document)


@lru_cache(maxsize=8)
def _read(document: str) -> OfLines:
    return of_plain(json.loads(document))
