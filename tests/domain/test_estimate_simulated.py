"""How good the wait estimate is, on a simulated office with the real policy.

Three counters, 20 arrivals an hour (Poisson), services of 8 minutes on average (lognormal: most
are short, a few very long), a quarter of the people preferential, a working day of eight hours.
The `spread` is the lognormal's sigma: 0.5 for services much alike, 0.8 for the simulated office
of which the mean waits are known.
"""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush, heapreplace
from random import Random
from statistics import fmean

import pytest

from core.domain.estimate import ahead_of, as_range, expected_wait
from core.domain.policy import choose_next
from core.domain.ticket import Line, Ticket
from tests.builders import a_ticket

COUNTERS = 3
ARRIVALS_PER_MIN = 20 / 60
SERVICE_MIN = 8.0
PREFERENTIAL_SHARE = 0.25
DAY_MIN = 8 * 60
DAYS = 60


@dataclass(frozen=True, slots=True)
class Wait:
    line: Line
    expected_min: float
    waited_min: float


@dataclass(slots=True)
class SimulatedOffice:
    """A day in minutes since the doors opened; `run` returns everybody's wait."""

    random: Random
    spread: float
    free_at: list[float] = field(default_factory=lambda: [0.0] * COUNTERS)
    lines: dict[Line, deque[Ticket]] = field(
        default_factory=lambda: {line: deque() for line in Line}
    )
    in_service: list[tuple[float, float]] = field(default_factory=list)  # (ends at, minutes)
    services_min: list[float] = field(default_factory=list)
    arrived: dict[int, tuple[float, float]] = field(default_factory=dict)  # (at, expected)
    waits: list[Wait] = field(default_factory=list)

    def run(self) -> list[Wait]:
        heapify(self.free_at)
        for at in self.arrivals():
            self.call_until(at)
            self.issue(at)
        self.call_until(math.inf)
        return self.waits

    def arrivals(self) -> Iterator[float]:
        at = self.random.expovariate(ARRIVALS_PER_MIN)
        while at < DAY_MIN:
            yield at
            at += self.random.expovariate(ARRIVALS_PER_MIN)

    def issue(self, at: float) -> None:
        line = Line.PREFERENTIAL if self.random.random() < PREFERENTIAL_SHARE else Line.GENERAL
        while self.in_service and self.in_service[0][0] <= at:
            self.services_min.append(heappop(self.in_service)[1])
        ahead = ahead_of(line, len(self.lines[Line.GENERAL]), len(self.lines[Line.PREFERENTIAL]))
        expected_min = expected_wait(ahead, COUNTERS, self.services_min)
        assert expected_min is not None
        ticket = a_ticket(len(self.arrived) + 1, line=line)
        self.arrived[ticket.id] = at, expected_min
        self.lines[line].append(ticket)

    def call_until(self, until: float) -> None:
        """Let each counter that is free before `until` call whom the policy says."""
        while any(self.lines.values()) and self.free_at[0] < until:
            heads = (
                self.lines[line][0] if self.lines[line] else None
                for line in (Line.GENERAL, Line.PREFERENTIAL)
            )
            choice = choose_next(*heads)
            assert choice is not None
            ticket = self.lines[choice[0].line].popleft()
            arrived_at, expected_min = self.arrived[ticket.id]
            called_at = max(self.free_at[0], arrived_at)
            self.waits.append(Wait(ticket.line, expected_min, called_at - arrived_at))
            service_min = self.service_min()
            heapreplace(self.free_at, called_at + service_min)
            heappush(self.in_service, (called_at + service_min, service_min))

    def service_min(self) -> float:
        return self.random.lognormvariate(math.log(SERVICE_MIN) - self.spread**2 / 2, self.spread)


def simulated_days(spread: float) -> list[list[Wait]]:
    random = Random(2026)
    return [SimulatedOffice(random, spread).run() for _ in range(DAYS)]


@pytest.mark.parametrize("spread", [0.5, 0.8])
def test_an_estimate_misses_by_little_and_its_range_usually_holds(spread: float) -> None:
    days = simulated_days(spread)

    everybody = [wait for day in days for wait in day]
    missed_min = fmean(abs(wait.waited_min - wait.expected_min) for wait in everybody)
    missed_by_mean_min = fmean(
        abs(wait.waited_min - mean_min)
        for day in days
        for mean_min in [fmean(wait.waited_min for wait in day)]
        for wait in day
    )
    ranges = [(as_range(wait.expected_min), wait.waited_min) for wait in everybody]
    held = fmean(low <= waited_min <= high for (low, high), waited_min in ranges)
    assert missed_min <= 0.6 * missed_by_mean_min
    assert held >= 0.75


def test_strict_priority_gives_the_mean_waits_that_are_known_of_this_office() -> None:
    everybody = [wait for day in simulated_days(0.8) for wait in day]

    means = {
        line: fmean(wait.waited_min for wait in everybody if wait.line is line) for line in Line
    }

    assert means[Line.PREFERENTIAL] == pytest.approx(2.2, abs=0.5)
    assert means[Line.GENERAL] == pytest.approx(16.0, abs=3.0)
