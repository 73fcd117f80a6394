"""The figures of a run of days, and what a change does to them.

The same days are run as they are and otherwise, and the band is that of the differences: two bands
that overlap would hide a change that helps on every single day.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median
from types import MappingProxyType

from core.domain.ticket import Line
from core.errors import N_
from core.simulation.day import DayRun
from core.simulation.plan import DayPlan

BAND = 0.05, 0.95  # nine of ten runs lie between
NOTICEABLE = 0.5  # minutes or percent: nobody notices less
OFF = 0.1  # of the truth: a replay that misses by more says little about a change


class Quantity(StrEnum):
    """What is compared. Shares are of all who took a ticket, in percent."""

    WAIT_MEAN = "wait_mean_min"
    WAIT_MEDIAN = "wait_median_min"
    WAIT_P90 = "wait_p90_min"
    IN_TARGET = "in_target_percent"
    NOT_SERVED = "not_served_percent"
    OCCUPANCY = "occupancy_percent"
    OVERTIME = "overtime_min"


QUANTITY_WORDS: Mapping[Quantity, tuple[str, str]] = MappingProxyType(
    {
        Quantity.WAIT_MEAN: (N_("Wait, mean"), "min"),
        Quantity.WAIT_MEDIAN: (N_("Wait, median"), "min"),
        Quantity.WAIT_P90: (N_("Wait, 9 of 10 under"), "min"),
        Quantity.IN_TARGET: (N_("Called within the target"), "%"),
        Quantity.NOT_SERVED: (N_("Left without being called"), "%"),
        Quantity.OCCUPANCY: (N_("Counters in use"), "%"),
        Quantity.OVERTIME: (N_("Served after closing"), "min"),
    }
)
MORE_IS_BETTER = frozenset({Quantity.IN_TARGET})
NEITHER = frozenset({Quantity.OCCUPANCY})  # more of it is neither better nor worse


class Noticed(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    NOT_NOTICEABLE = "not_noticeable"
    CHANGED = "changed"  # which is neither better nor worse


VERDICT_WORDS: Mapping[Noticed, str] = MappingProxyType(
    {
        Noticed.BETTER: N_("better"),
        Noticed.WORSE: N_("worse"),
        Noticed.NOT_NOTICEABLE: N_("not noticeable"),
        Noticed.CHANGED: N_("different"),
    }
)
Figure = tuple[Quantity, Line | None]  # None: of the whole office
Outcomes = Mapping[Figure, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure as it is and otherwise, on average of the `runs` that have it.

    `low` to `high` holds the difference (otherwise less as it is) of nine in ten runs.
    """

    quantity: Quantity
    line: Line | None
    now: float
    otherwise: float
    difference: float
    low: float
    high: float
    runs: int
    verdict: Noticed


@dataclass(frozen=True, slots=True)
class ReplayCheck:
    """How well the past replays as it was: mean waits in minutes, of `n` true ones."""

    simulated_min: float
    true_min: float
    n: int

    @property
    def is_off(self) -> bool:
        return abs(self.simulated_min - self.true_min) > OFF * self.true_min


def outcomes_of(
    plans: Sequence[DayPlan], runs: Sequence[DayRun], targets_min: Mapping[Line, float]
) -> Outcomes:
    """Return the figures of some days together; those of nobody are left out."""
    found: dict[Figure, float] = {}
    for line in Line:
        waits = sorted(each for run in runs for each in run.waits_s[line])
        missed = sum(run.gone[line] + run.unserved[line] for run in runs)
        came = len(waits) + missed
        if came:
            in_time = sum(wait <= 60 * targets_min[line] for wait in waits)
            found[Quantity.IN_TARGET, line] = 100 * in_time / came
            found[Quantity.NOT_SERVED, line] = 100 * missed / came
        if waits:
            found[Quantity.WAIT_MEAN, line] = fmean(waits) / 60
            found[Quantity.WAIT_MEDIAN, line] = median(waits) / 60
            found[Quantity.WAIT_P90, line] = _nth(waits, 0.9) / 60
    staffed_s = sum(run.staffed_s for run in runs)
    if staffed_s:
        found[Quantity.OCCUPANCY, None] = 100 * sum(run.busy_s for run in runs) / staffed_s
    if plans:
        late_s = [
            max(0.0, run.last_s - plan.doors[-1][1]) if plan.doors else 0.0
            for plan, run in zip(plans, runs, strict=True)
        ]
        found[Quantity.OVERTIME, None] = fmean(late_s) / 60
    return found


def compared(now: Sequence[Outcomes], otherwise: Sequence[Outcomes]) -> tuple[Comparison, ...]:
    """Compare run by run: the same days as they are and otherwise."""
    return tuple(_comparisons(now, otherwise))


def _comparisons(now: Sequence[Outcomes], otherwise: Sequence[Outcomes]) -> Iterator[Comparison]:
    for line, quantity in ((line, each) for line in (*Line, None) for each in Quantity):
        key = quantity, line
        pairs = [
            (before[key], after[key])
            for before, after in zip(now, otherwise, strict=True)
            if key in before and key in after
        ]
        if not pairs:
            continue
        differences = sorted(after - before for before, after in pairs)
        low, high = (_nth(differences, share) for share in BAND)
        mean = fmean(differences)
        yield Comparison(
            quantity=quantity,
            line=line,
            now=fmean(before for before, _after in pairs),
            otherwise=fmean(after for _before, after in pairs),
            difference=mean,
            low=low,
            high=high,
            runs=len(pairs),
            verdict=verdict_of(quantity, mean, low, high),
        )


def verdict_of(quantity: Quantity, mean: float, low: float, high: float) -> Noticed:
    """Say whether somebody would notice: most runs differ in the same direction, and by enough."""
    if abs(mean) < NOTICEABLE or low < 0 < high:
        return Noticed.NOT_NOTICEABLE
    if quantity in NEITHER:
        return Noticed.CHANGED
    return Noticed.BETTER if (mean > 0) is (quantity in MORE_IS_BETTER) else Noticed.WORSE


def replay_check(plans: Sequence[DayPlan], runs: Sequence[DayRun]) -> ReplayCheck | None:
    """Compare days run as they were with what was true; None where no wait is known."""
    true_s = [
        visitor.waited_s
        for plan in plans
        for visitor in plan.visitors
        if visitor.waited_s is not None
    ]
    waits_s = [wait for run in runs for line in Line for wait in run.waits_s[line]]
    if not true_s or not waits_s:
        return None
    return ReplayCheck(fmean(waits_s) / 60, fmean(true_s) / 60, len(true_s))


def _nth(ascending: Sequence[float], share: float) -> float:
    """Return the least that `share` of all do not exceed: one that there was."""
    return ascending[max(math.ceil(share * len(ascending)) - 1, 0)]
