"""How a day goes, hour by hour, beside the last days like it.

Pure. Like it are days of the same weekday on which the office opened and somebody came; of eight
of them the middle is usual, and from the 10th percentile to the 90th the band that is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median, quantiles

from core.domain.calendar.hours import Hours, spans_on
from core.domain.figures.figures import Figures, figures_of
from core.domain.figures.summary import Summary

DAYS_LIKE_IT = 8
ENOUGH_DAYS = 3  # of fewer nothing is usual
WEEKS_BACK = 26
Hourly = Mapping[int, Figures]


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in an hour, and the band from the 10th percentile to the 90th."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class HourValue:
    """A figure of one hour: today's, None where there is none yet, and what is usual then."""

    today: float | None
    usual: Usual | None


@dataclass(frozen=True, slots=True)
class Course:
    """A day by its local `hours`: how many came in each, the median wait and service in minutes.

    `days` are those that it is compared with. Until the hour `until` everything has been counted:
    `arrived` came by then, and usually `usually`.
    """

    hours: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    arrivals: tuple[HourValue, ...] = ()
    waits: tuple[HourValue, ...] = ()
    services: tuple[HourValue, ...] = ()
    until: int | None = None
    arrived: int = 0
    usually: float | None = None


def days_like(day: date, first: date, hours: Hours) -> tuple[date, ...]:
    """Return the days of the same weekday before `day` on which the office opened, latest first.

    None before `first`, the first day of the office.
    """
    before = (day - timedelta(weeks=weeks) for weeks in range(1, WEEKS_BACK + 1))
    return tuple(each for each in before if each >= first and spans_on(each, hours))


def is_worked(summary: Summary) -> bool:
    """Return whether somebody came on that day."""
    return bool(summary.cells)


def course_of(
    day: date, hour: int, today: Summary, before: Mapping[date, Summary], hours: Hours
) -> Course:
    """Return how `day` goes, in whose local `hour` it is; `before` are the days like it."""
    now = figures_of(today.cells).by_hour
    usual = [figures_of(each.cells).by_hour for each in before.values()]
    shown = _hours_of(day, now, hours)
    opened = [_open_hours(each, hours) for each in before]

    def came(found: Hourly, at: int) -> float:
        return found[at].issued if at in found else 0

    def waited(found: Hourly, at: int) -> float | None:
        return found[at].wait_median_min.value if at in found else None

    def served(found: Hourly, at: int) -> float | None:
        return found[at].service_median_min.value if at in found else None

    until = min(hour, shown[-1] + 1) if shown and hour > shown[0] else None
    counted = [at for at in shown if until is not None and at < until]
    totals = [sum(came(each, at) for at in counted) for each in usual]
    return Course(
        hours=shown,
        days=tuple(before),
        arrivals=tuple(
            HourValue(
                came(now, at) if at in counted else None,
                _usual(
                    [
                        came(each, at)
                        for each, open_then in zip(usual, opened, strict=True)
                        if at in open_then or at in each
                    ]
                ),
            )
            for at in shown
        ),
        waits=tuple(
            HourValue(waited(now, at), _usual([waited(each, at) for each in usual])) for at in shown
        ),
        services=tuple(
            HourValue(served(now, at), _usual([served(each, at) for each in usual])) for at in shown
        ),
        until=until,
        arrived=round(sum(came(now, at) for at in counted)),
        usually=median(totals) if len(totals) >= ENOUGH_DAYS else None,
    )


def _open_hours(day: date, hours: Hours) -> frozenset[int]:
    """Return the local hours of a day in which the office is open at some time."""
    return frozenset(
        at
        for span in spans_on(day, hours)
        for at in range(span.opens.hour, span.closes.hour + (span.closes.minute > 0))
    )


def _hours_of(day: date, now: Hourly, hours: Hours) -> tuple[int, ...]:
    """Return the hours from the first to the last in which the office is open or somebody came."""
    found = _open_hours(day, hours) | set(now)
    return tuple(range(min(found), max(found) + 1)) if found else ()


def _usual(values: Sequence[float | None]) -> Usual | None:
    there = sorted(each for each in values if each is not None)
    if len(there) < ENOUGH_DAYS:
        return None
    tenths = quantiles(there, n=10, method="inclusive")
    return Usual(tenths[0], median(there), tenths[-1])
