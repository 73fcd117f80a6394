"""How long a person will wait, as a range that usually holds.

Pure: the queue, the counters, the latest services and the hours are given. A wait is expected
from the queue in front, and its range from how much such expectations have missed by: the
10th and 90th percentiles of wait / expected, which an office can refit from its own history.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

from core.domain.hours import Hours, after_open_time
from core.domain.ticket import Line

LATEST_SERVICES = 20
ENOUGH_SERVICES = 5
DEFAULT_SERVICE_MIN = 8.0
BETWEEN_SERVICES_MIN = 0.4  # from one person leaving to the next one sitting down
TRIMMED_SHARE = 0.1  # of the services, on each side: one forgotten on screen must not count
SHORT_WAIT_MIN = 5.0
ROUNDED_TO_MIN = 5


@dataclass(frozen=True, slots=True)
class Band:
    """The multipliers of an expected wait below `below_min`: its p10 and its p90."""

    below_min: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Multipliers:
    """How far waits stray from what was expected, by how long was expected.

    `bands` are in ascending order; the last one has no limit.
    """

    bands: tuple[Band, ...] = (
        Band(10.0, 0.35, 2.0),
        Band(20.0, 0.57, 1.9),
        Band(40.0, 0.68, 1.63),
        Band(math.inf, 0.67, 1.36),
    )

    def of(self, expected_min: float) -> Band:
        return next((each for each in self.bands if expected_min < each.below_min), self.bands[-1])


MULTIPLIERS = Multipliers()


@dataclass(frozen=True, slots=True)
class WaitEstimate:
    """A wait in whole minutes from now, closed time included, and the people ahead.

    `low_min` 0 and `high_min` 10 is said as "less than 10 minutes". `expected_min` is the one
    number behind the range, for comparison with what happens.
    """

    low_min: int
    high_min: int
    ahead: int
    expected_min: float


def ahead_of(line: Line, general_waiting: int, preferential_waiting: int) -> int:
    """Return how many people will be called before a ticket of `line`.

    `general_waiting` and `preferential_waiting` are the waiting tickets of each line, and of the
    ticket's own line only those whose place is before its. A preferential passes every general.
    """
    if line is Line.PREFERENTIAL:
        return preferential_waiting
    return general_waiting + preferential_waiting


def service_time(services_min: Sequence[float]) -> float:
    """Return the minutes a counter takes per person: the mean of the latest services, trimmed.

    `services_min` are the minutes of finished services, the latest last. Of the last 20, the
    tenth that were shortest and the tenth that were longest are left out.
    """
    latest = sorted(services_min[-LATEST_SERVICES:])
    if len(latest) < ENOUGH_SERVICES:
        return DEFAULT_SERVICE_MIN
    trimmed = int(len(latest) * TRIMMED_SHARE)
    return fmean(latest[trimmed : len(latest) - trimmed]) + BETWEEN_SERVICES_MIN


def expected_wait(ahead: int, counters: int, services_min: Sequence[float]) -> float | None:
    """Return the minutes of open time until a ticket with `ahead` people before it is called.

    `counters` are those staffed and not away: without one there is no estimate.
    """
    if counters < 1:
        return None
    return (ahead + 1) * service_time(services_min) / counters


def as_range(expected_min: float, multipliers: Multipliers = MULTIPLIERS) -> tuple[int, int]:
    """Return the range of an expected wait in minutes, rounded outward to 5."""
    low_min, high_min = _bounds(expected_min, multipliers)
    return _rounded_outward(low_min, high_min)


def estimate(
    ahead: int,
    counters: int,
    services_min: Sequence[float],
    at: datetime,
    hours: Hours,
    *,
    multipliers: Multipliers = MULTIPLIERS,
) -> WaitEstimate | None:
    """Estimate a wait from `at`, closed time included; None when no counter will end it.

    The closed time is added to each bound apart: before lunch the low one may fall in the morning
    and the high one in the afternoon.
    """
    expected_min = expected_wait(ahead, counters, services_min)
    if expected_min is None:
        return None
    low_min, high_min = _bounds(expected_min, multipliers)
    low_at, expected_at, high_at = (
        after_open_time(at, timedelta(minutes=open_min), hours)
        for open_min in (low_min, expected_min, high_min)
    )
    if low_at is None or expected_at is None or high_at is None:
        return None
    low, high = _rounded_outward(_minutes(low_at - at), _minutes(high_at - at))
    return WaitEstimate(low, high, ahead, _minutes(expected_at - at))


def _bounds(expected_min: float, multipliers: Multipliers) -> tuple[float, float]:
    if expected_min < SHORT_WAIT_MIN:
        return 0.0, 2 * SHORT_WAIT_MIN
    band = multipliers.of(expected_min)
    return band.low * expected_min, band.high * expected_min


def _rounded_outward(low_min: float, high_min: float) -> tuple[int, int]:
    low, high = (round(each / ROUNDED_TO_MIN, 6) for each in (low_min, high_min))
    return math.floor(low) * ROUNDED_TO_MIN, math.ceil(high) * ROUNDED_TO_MIN


def _minutes(wait: timedelta) -> float:
    return wait.total_seconds() / 60
