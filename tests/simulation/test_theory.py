"""The simulation against queueing theory, and against a second program on the same draws.

Single runs stray by five in a hundred at 50,000 customers. `make theory` simulates two million and
more for each claim (`TURNOS_CUSTOMERS`) and holds them to two in a hundred; without it few come,
always the same, and the bound is wide.
"""

import math
import os
from collections.abc import Iterator
from random import Random
from statistics import fmean

import pytest

from core.domain.order.policy import Policy
from core.domain.ticket import Line
from core.simulation.day import simulate_day
from core.simulation.erlang import erlang_c
from core.simulation.plan import Rules
from tests.simulation.plans import EIGHT, FIVE, a_busy_day, steady, twin_waits

CUSTOMERS = int(os.environ.get("TURNOS_CUSTOMERS", "20000"))
AT_ONCE = 100_000  # a day that begins empty is as good as one without end, if so many come
NEAR = 0.02 if CUSTOMERS >= 2_000_000 else 0.15
NO_BREAK = Rules(between_s=0)


def waits_of(*, load: float, counters: int, urgent: float) -> dict[Line, float]:
    """Return the mean waits in services, where `load` of the counters is taken."""
    random = Random(2026)
    waits: dict[Line, list[float]] = {line: [] for line in Line}
    for each in parts(CUSTOMERS):
        plan = steady(
            each,
            random,
            per_s=load * counters / 480,
            service_s=480,
            counters=counters,
            urgent=urgent,
        )
        found = simulate_day(plan, NO_BREAK).waits_s
        for line in Line:
            waits[line] += found[line]
    return {line: fmean(found) / 480 for line, found in waits.items() if found}


def parts(whole: int) -> Iterator[int]:
    while whole > 0:
        yield min(whole, AT_ONCE)
        whole -= AT_ONCE


def test_one_counter_waits_as_mm1_says() -> None:
    load = 0.8

    waits = waits_of(load=load, counters=1, urgent=0)

    assert waits[Line.GENERAL] == pytest.approx(load / (1 - load), rel=NEAR)


@pytest.mark.parametrize("counters", [2, 3, 5])
def test_some_counters_wait_as_mmc_says(counters: int) -> None:
    load = 0.8
    known = erlang_c(load * counters, 60, counters, target_min=0)
    assert known is not None

    waits = waits_of(load=load, counters=counters, urgent=0)

    assert waits[Line.GENERAL] == pytest.approx(known.wait_mean_min / 60, rel=NEAR)


def test_two_lines_wait_as_cobham_says() -> None:
    """Nobody is interrupted, and priority goes first: A. Cobham, Operations Research 2 (1954)."""
    load, counters, urgent = 0.8, 3, 0.25
    known = erlang_c(load * counters, 60, counters, target_min=0)
    assert known is not None
    first = known.waits / counters / (1 - load * urgent)

    waits = waits_of(load=load, counters=counters, urgent=urgent)

    assert waits[Line.PREFERENTIAL] == pytest.approx(first, rel=NEAR)
    assert waits[Line.GENERAL] == pytest.approx(first / (1 - load), rel=NEAR)


@pytest.mark.parametrize("relief", [0, 2])
@pytest.mark.parametrize("seed", range(4))
def test_a_second_program_gives_the_same_waits_to_the_last_digit(seed: int, relief: int) -> None:
    policy = Policy(relief)
    plan = steady(2000, Random(seed), per_s=1 / 170, service_s=480, counters=3, urgent=0.4)

    waits = simulate_day(plan, Rules(policy, between_s=24)).waits_s

    assert waits == twin_waits(plan, policy, counters=3, between_s=24)


def test_a_day_with_doors_gives_them_too() -> None:
    """The last are served after the doors have closed."""
    plan = a_busy_day(7)

    run = simulate_day(plan, Rules(between_s=24))

    assert run.last_s > FIVE
    twin = twin_waits(plan, Policy(), counters=3, between_s=24)
    assert run.waits_s == twin
    assert all(visitor.at_s >= EIGHT for visitor in plan.visitors)


# Calls an hour, their minutes, agents, the target in seconds; and what was published.
PUBLISHED = [
    # The documentation of pyworkforce: ErlangC(transactions=100, asa=20/60, aht=3, interval=30).
    (200, 3, 14, 20, 0.1741319335950498, 0.8883500191794669, 1e-12),
    # The tests of another program: its service_level(aht=752, interval=900, rate=35,
    # server_count=37, wait_time=20) lies between 0.9042 and 0.9043.
    (140, 752 / 60, 37, 20, None, 0.90425, 5e-5),
    # A textbook's reading of the Erlang C curve: 120 an hour, 3 minutes, 10 servers: "about 0.10".
    (120, 3, 10, 20, 0.10, None, 5e-3),
]


@pytest.mark.parametrize(
    ("per_hour", "minutes", "counters", "target_s", "waits", "in_target", "near"), PUBLISHED
)
def test_erlangs_formula_gives_what_was_published(
    *,
    per_hour: float,
    minutes: float,
    counters: int,
    target_s: float,
    waits: float | None,
    in_target: float | None,
    near: float,
) -> None:
    found = erlang_c(per_hour, minutes, counters, target_min=target_s / 60)

    assert found is not None
    assert waits is None or found.waits == pytest.approx(waits, abs=near)
    assert in_target is None or found.in_target == pytest.approx(in_target, abs=near)


def test_erlangs_formula_has_no_answer_where_more_come_than_can_be_served() -> None:
    assert erlang_c(30, 8, 4, target_min=15) is None
    assert erlang_c(30, 8, 0, target_min=15) is None
    assert erlang_c(30, 8, 5, target_min=math.inf) is not None
