"""How good the wait estimate is, on simulated offices with their hours and the real policy.

Each takes a second; `TURNOS_ESTIMATE_DAYS` simulates longer, `TURNOS_ESTIMATE_SEED` other days.
"""

import math
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from statistics import fmean, quantiles

import pytest

from core.domain.estimate import MULTIPLIERS, SHORT_WAIT_MIN
from core.domain.ticket import Line, ServiceKey
from tests.builders import SERVICE
from tests.domain.estimate.simulated_office import PROVIDENCIA, Plan, Wait, counters, simulated_days

DAYS = int(os.environ.get("TURNOS_ESTIMATE_DAYS", "24"))
SEED = int(os.environ.get("TURNOS_ESTIMATE_SEED", "2026"))
MOST_ERROR = 0.6  # of the day mean's
USUALLY = 0.75
LAST_HOUR_MIN = 60
ENOUGH = 100  # waits for a 99th percentile
CAJA = ServiceKey("caja")

SAN_ANDRES = Plan()
TWO_DESKS = Plan(PROVIDENCIA, counters((), ()), arrivals_per_hour=13, direct=True)
PLANS = {
    "San Andrés": SAN_ANDRES,
    "half preferential": replace(SAN_ANDRES, preferential=0.5),
    "one goes to lunch at noon": replace(SAN_ANDRES, leaving=1),
    "Providencia": TWO_DESKS,
    "Providencia, half preferential": replace(TWO_DESKS, preferential=0.5),
    "one counter serves a second service": replace(
        SAN_ANDRES,
        counters=counters((), (SERVICE,), (SERVICE,)),
        services=(SERVICE, SERVICE, CAJA),
    ),
}


@cache
def days_of(name: str) -> Sequence[Sequence[Wait]]:
    return simulated_days(PLANS[name], DAYS, SEED)


def everybody(name: str) -> list[Wait]:
    return [wait for day in days_of(name) for wait in day]


def held(waits: Iterable[Wait]) -> float:
    return fmean(wait.holds for wait in waits)


@pytest.mark.parametrize("name", PLANS)
def test_an_estimate_misses_by_much_less_than_the_days_mean(name: str) -> None:
    missed_min = fmean(wait.missed_min for wait in everybody(name))

    missed_by_mean_min = fmean(
        abs(wait.waited_min - mean_min)
        for day in days_of(name)
        for mean_min in [fmean(wait.waited_min for wait in day)]
        for wait in day
    )
    assert missed_min <= MOST_ERROR * missed_by_mean_min


@pytest.mark.parametrize("name", PLANS)
def test_a_range_usually_holds_before_lunch_and_closing_too(name: str) -> None:
    waits = everybody(name)
    last_hour = [wait for wait in waits if wait.left_min <= LAST_HOUR_MIN]

    assert held(waits) >= USUALLY
    assert held(wait for wait in last_hour if wait.is_morning) >= USUALLY
    assert held(wait for wait in last_hour if not wait.is_morning) >= USUALLY


@pytest.mark.parametrize("name", PLANS)
def test_nobody_is_told_three_times_what_such_waits_can_take(name: str) -> None:
    limits = (SHORT_WAIT_MIN, *(band.below_min for band in MULTIPLIERS.bands))
    alike: defaultdict[tuple[Line, float], list[Wait]] = defaultdict(list)
    for wait in everybody(name):
        below_min = next(limit for limit in limits if wait.told.expected_min < limit)
        alike[wait.line, below_min].append(wait)

    known = [waits for waits in alike.values() if len(waits) >= ENOUGH]

    assert len(known) >= 3
    for waits in known:
        p99 = quantiles([wait.waited_min for wait in waits], n=100)[98]
        assert max(wait.told.high_min for wait in waits) <= 3 * p99


def test_strict_priority_gives_the_mean_waits_that_are_known_of_this_office() -> None:
    known = Plan(
        sessions=((0, 8 * 60),),
        front_loaded=1,
        variation=math.sqrt(math.exp(0.8**2) - 1),
        no_show=0,
        between_min=0,
    )

    waits = [wait for day in simulated_days(known, 60, 2026) for wait in day]

    means = {line: fmean(wait.waited_min for wait in waits if wait.line is line) for line in Line}
    assert means[Line.PREFERENTIAL] == pytest.approx(2.2, abs=0.5)
    assert means[Line.GENERAL] == pytest.approx(16.0, abs=3.0)
