"""An oracle: it knows an office's true rates and services, and who is served since when.

It plays what it sees forward, again and again. Nobody can do better; an estimate that is nearly as
good has nothing left to learn but what no office can know.
"""

import math
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from random import Random
from statistics import NormalDist

from core.domain.order.reach import Need, Reach
from core.domain.ticket import Line

NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of an office: its services (minutes), and when who has priority will come.

    `rates`: from when until when how many a minute come with priority, in order.
    """

    service_min: float
    variation: float
    no_show: float
    no_show_min: float
    between_min: float
    rates: tuple[tuple[float, float, float], ...]
    services: tuple[str, ...]
    closes_min: float
    leaving: int
    direct: bool

    @property
    def spread(self) -> float:
        return math.sqrt(math.log(1 + self.variation**2))

    def taken(self, random: Random) -> float:
        """Return for how long somebody who is called takes the counter."""
        if random.random() < self.no_show:
            return self.no_show_min + self.between_min
        middle = math.log(self.service_min) - self.spread**2 / 2
        return random.lognormvariate(middle, self.spread) + self.between_min

    def left(self, elapsed_min: float, random: Random) -> float:
        """Return how long a service goes on that has lasted so long."""
        middle = math.log(self.service_min) - self.spread**2 / 2
        share = NORMAL.cdf((math.log(max(elapsed_min, 1e-6)) - middle) / self.spread)
        drawn = min(max(share + random.random() * (1 - share), 1e-9), 1 - 1e-9)
        length = math.exp(middle + self.spread * NORMAL.inv_cdf(drawn))
        return max(length - elapsed_min, 0.0) + self.between_min

    def come(self, now: float, random: Random) -> list[float]:
        """Return when people with priority will come."""
        found: list[float] = []
        for begin, end, rate in self.rates:
            at = max(begin, now)
            while rate and (at := at + random.expovariate(rate)) < end:
                found.append(at)
        return found


@dataclass(frozen=True, slots=True)
class SeenDesk:
    """A counter as the oracle sees it: free at `free_at`, or in a service since `since`."""

    reach: Reach
    free_at: float
    since: float | None = None
    general: bool = False


def waits(
    need: Need,
    before: list[Need],
    desks: list[SeenDesk],
    now: float,
    truth: Truth,
    *,
    runs: int,
    random: Random,
) -> list[float]:
    """Return how long a ticket with `need` may wait, of `runs` futures, in order."""
    return sorted(_one(need, before, desks, now, truth, random) for _ in range(runs))


def _one(  # noqa: PLR0917 - what it sees and knows
    need: Need, before: list[Need], desks: list[SeenDesk], now: float, truth: Truth, random: Random
) -> float:
    urgent = [each for each in before if each.line is Line.PREFERENTIAL]
    general = [each for each in before if each.line is Line.GENERAL]
    (urgent if need.line is Line.PREFERENTIAL else general).append(need)
    coming = truth.come(now, random) if need.line is Line.GENERAL else []
    coming.reverse()
    free = [
        (
            desk.free_at if desk.since is None else now + truth.left(now - desk.since, random),
            number,
        )
        for number, desk in enumerate(desks)
    ]
    heapify(free)
    serves_general = {number for number, desk in enumerate(desks) if desk.general}
    leaving = truth.leaving
    while free:
        at, number = heappop(free)
        while coming and coming[-1] <= at:
            came = coming.pop()
            kind = Need(Line.PREFERENTIAL, random.choice(truth.services))  # type: ignore[arg-type]
            busy = [each for each in free if each[1] in serves_general]
            if truth.direct and (busy or number in serves_general):
                # Somebody is put on hold: the counter is free later by this service.
                if number in serves_general:
                    serves_general.discard(number)
                    at += truth.taken(random)
                else:
                    free.remove(busy[0])
                    serves_general.discard(busy[0][1])
                    free.append((busy[0][0] + truth.taken(random), busy[0][1]))
                    heapify(free)
                if free and free[0][0] < at:
                    heappush(free, (at, number))
                    at, number = heappop(free)
                continue
            del came
            urgent.append(kind)
        if leaving and at >= truth.closes_min:
            leaving -= 1
            continue
        reach = desks[number].reach
        line, called = next(
            (
                (queue, each)
                for queue in (urgent, general)
                for each in queue
                if reach.includes(each.service, each.for_counter)
            ),
            (None, None),
        )
        if line is None or called is None:
            if coming:
                heappush(free, (max(at, coming[-1]) + 1e-9, number))
            continue
        if called is need:
            return max(at - now, 0.0)
        line.remove(called)
        (serves_general.add if called.line is Line.GENERAL else serves_general.discard)(number)
        heappush(free, (at + truth.taken(random), number))
    return 0.0
