"""Which copies of a database are kept, and when the next one is due.

Pure: instants are given, in the office's local time.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

DAILY, WEEKLY, MONTHLY = 7, 5, 12
LATE_AFTER = timedelta(days=1, hours=6)  # one evening's copy was made, and the next one was not


def kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """Return those worth keeping: the last of seven days, of five weeks and of twelve months.

    Only days, weeks and months with a copy count: an office that was shut for a month still has
    what it had before.
    """
    newest_first = sorted(set(made), reverse=True)
    found: set[datetime] = set()
    for most, period in (
        (DAILY, lambda at: at.date()),
        (WEEKLY, lambda at: at.isocalendar()[:2]),
        (MONTHLY, lambda at: (at.year, at.month)),
    ):
        last: dict[object, datetime] = {}
        for at in newest_first:
            last.setdefault(period(at), at)
        found |= set(list(last.values())[:most])
    return frozenset(found)


def is_late(latest: datetime | None, began: datetime, now: datetime) -> bool:
    """Return whether there should be a newer copy; `began` is the office's first event."""
    return now - (began if latest is None else latest) > LATE_AFTER
