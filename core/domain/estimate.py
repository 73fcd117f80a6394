"""How long a person will wait, as a range that usually holds.

Pure: the queue, the counters at work and what the office did lately are given. The queue in front
gives the expected wait, and the errors of such expectations give its range: the 10th and 90th
percentiles of wait / expected, which an office can refit from its own history
(`core.domain.prediction.refit`). Closed time is no
part of it: whoever holds a ticket is served, before lunch and at closing.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from statistics import fmean

from core.domain.order.reach import Need, Reach
from core.domain.ticket import CounterNumber, Line, ServiceKey

LATEST_SERVICES = 20
ENOUGH_SERVICES = 5
DEFAULT_SERVICE_MIN = 8.0
BETWEEN_SERVICES_MIN = 0.4  # from one person leaving to the next one sitting down
TRIMMED_SHARE = 0.1  # of the services, on each side: one forgotten on screen must not count
ARRIVALS_WITHIN_MIN = 60
# What is taken for granted of preferential arrivals: an hour without any shows little.
USUAL_ARRIVALS, USUAL_WITHIN_MIN = 2, 20
MOST_OCCUPIED = 0.8  # of the counters, by those with priority who come while one waits
SHORT_WAIT_MIN = 5.0
ROUNDED_TO_MIN = 5


@dataclass(frozen=True, slots=True)
class Band:
    """The multipliers of an expected wait below `below_min`: `low` and `high` end its range.

    `middle` makes the likeliest of it. Nobody is told more than `most_min`: of a hundred who
    expected so long, one waited longer.
    """

    below_min: float
    low: float
    high: float
    middle: float = 1.0
    most_min: float = math.inf


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
class Pace:
    """How an office works now.

    `counters`: what each may call where somebody is at work; at those in `free` nobody is called
    or served. `services_min`: the minutes of its finished services, the latest last.
    `preferentials`: how many came with priority in the last hour, by service; of that hour the
    office was open for `open_min` minutes, and for `coming_min` more its doors are open.
    """

    counters: tuple[Reach, ...]
    services_min: tuple[float, ...] = ()
    preferentials: Mapping[ServiceKey, int] = field(default_factory=dict)
    open_min: float = ARRIVALS_WITHIN_MIN
    coming_min: float = math.inf
    free: frozenset[CounterNumber] = frozenset()


@dataclass(frozen=True, slots=True)
class WaitEstimate:
    """A wait in whole minutes from now, and the people ahead.

    `low_min` 0 and `high_min` 10 is said as "less than 10 minutes". `expected_min` is what the
    queue in front gives, of which multipliers are made; `likely_min` the one number behind the
    range, for comparison with what happens.
    """

    low_min: int
    high_min: int
    ahead: int
    expected_min: float
    likely_min: float


def estimate(
    need: Need,
    before: Sequence[Need],
    pace: Pace,
    *,
    multipliers: Multipliers = MULTIPLIERS,
) -> WaitEstimate | None:
    """Estimate the wait of a ticket with `need`; None when no counter at work may serve it.

    `before`: what those need who already wait, in the order of their places; of the ticket's own
    line only those whose place is before its. Whoever is next at a free counter is called now.
    """
    first = _called_before(need, before)
    ahead = aheads([*first, need], pace.counters)[-1]
    return None if ahead is None else _behind(need, first, ahead, pace, multipliers)


def estimates(waiting: Sequence[Need], pace: Pace) -> tuple[WaitEstimate | None, ...]:
    """Estimate the wait of everybody at once, given in the order of their places.

    Of each it is what `estimate` says; that would take as long as all of them for each.
    """
    by_line = sorted(range(len(waiting)), key=lambda at: waiting[at].line is Line.GENERAL)
    queue = [waiting[at] for at in by_line]
    found: dict[int, WaitEstimate | None] = {}
    for n, (at, ahead) in enumerate(zip(by_line, aheads(queue, pace.counters), strict=True)):
        found[at] = (
            None if ahead is None else _behind(queue[n], queue[:n], ahead, pace, MULTIPLIERS)
        )
    return tuple(found[at] for at in range(len(waiting)))


def _behind(
    need: Need, first: Sequence[Need], ahead: int, pace: Pace, multipliers: Multipliers
) -> WaitEstimate:
    """Estimate the wait of who comes after `first`, of whom `ahead` are called before."""
    mine = able(pace.counters, need)
    if any(reach.counter in pace.free and _calls_none(reach, first) for reach in mine):
        return _estimated(0, BETWEEN_SERVICES_MIN, multipliers)
    service_min = service_time(pace.services_min)
    expected_min = (ahead + 1) * service_min / len(mine)
    if need.line is Line.GENERAL:
        arrivals = sum(
            count * _share(Need(Line.PREFERENTIAL, service), mine, pace.counters)
            for service, count in pace.preferentials.items()
        )
        rate = arrivals_per_min(arrivals, pace.open_min)
        occupied = min(MOST_OCCUPIED, rate * service_min / len(mine)) / 2
        # People who go before come only until the doors close.
        expected_min = min(expected_min / (1 - occupied), expected_min + occupied * pace.coming_min)
    return _estimated(ahead, expected_min, multipliers)


def people_ahead(need: Need, before: Sequence[Need], counters: Sequence[Reach]) -> int | None:
    """Return how many the counters that may serve `need` will call before it; None without any.

    `before` as above: for a general ticket both lines count, for a preferential one its own.
    """
    return aheads([*_called_before(need, before), need], counters)[-1]


def aheads(queue: Sequence[Need], counters: Sequence[Reach]) -> Sequence[int | None]:
    """Return of each in a queue how many the counters that may serve it will call before it.

    None where no counter may. The `counters` call in turn, each the first ticket that it may call:
    a ticket that other counters may call too is called by whichever comes to it first.
    """
    kinds = set(queue)
    reached = {
        reach.counter: {kind for kind in kinds if reach.includes(kind.service, kind.for_counter)}
        for reach in counters
    }
    able_to = {kind: [each for each, may in reached.items() if kind in may] for kind in kinds}
    # The places in the queue that each may call.
    theirs: dict[CounterNumber, Iterator[int]] = {
        counter: iter([at for at, kind in enumerate(queue) if kind in may])
        for counter, may in reached.items()
    }
    calls = dict.fromkeys(theirs, 0)
    found: list[int | None] = [None] * len(queue)
    left = sum(bool(able_to[kind]) for kind in queue)
    called = set[int]()
    turns = cycle(theirs)
    while left:
        counter = next(turns)
        place = next((at for at in theirs[counter] if at not in called), None)
        if place is not None:
            found[place] = sum(calls[each] for each in able_to[queue[place]])
            calls[counter] += 1
            called.add(place)
            left -= 1
    return found


def widest(estimates: Sequence[WaitEstimate]) -> WaitEstimate | None:
    """Return what holds for whoever one of the `estimates` is for; None when there is none."""
    if not estimates:
        return None
    return WaitEstimate(
        min(each.low_min for each in estimates),
        max(each.high_min for each in estimates),
        max(each.ahead for each in estimates),
        max(each.expected_min for each in estimates),
        max(each.likely_min for each in estimates),
    )


def able(counters: Sequence[Reach], need: Need) -> tuple[Reach, ...]:
    """Return those of `counters` that may call what has this need."""
    return tuple(reach for reach in counters if reach.includes(need.service, need.for_counter))


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


def arrivals_per_min(arrivals: float, open_min: float) -> float:
    """Return how many are expected to come a minute, of whom `arrivals` came in `open_min`."""
    known_min = min(ARRIVALS_WITHIN_MIN, open_min)
    return (arrivals + USUAL_ARRIVALS) / (known_min + USUAL_WITHIN_MIN)


def as_range(expected_min: float, multipliers: Multipliers = MULTIPLIERS) -> tuple[int, int]:
    """Return the range of an expected wait in minutes, rounded outward to 5."""
    if expected_min < SHORT_WAIT_MIN:
        return 0, round(2 * SHORT_WAIT_MIN)
    band = multipliers.of(expected_min)
    low, high = (round(each * expected_min / ROUNDED_TO_MIN, 6) for each in (band.low, band.high))
    # Down to whole steps: the most is known, and no more than that is told.
    most = max(band.most_min // ROUNDED_TO_MIN, 2 * SHORT_WAIT_MIN / ROUNDED_TO_MIN)
    end = round(min(math.ceil(high), most))
    return min(math.floor(low), end - 1) * ROUNDED_TO_MIN, end * ROUNDED_TO_MIN


def _estimated(ahead: int, expected_min: float, multipliers: Multipliers) -> WaitEstimate:
    low, high = as_range(expected_min, multipliers)
    likely_min = expected_min * multipliers.of(expected_min).middle
    return WaitEstimate(low, high, ahead, expected_min, likely_min)


def _called_before(need: Need, before: Sequence[Need]) -> list[Need]:
    """Return those of `before` whom a counter of all lines calls before `need`, in its order."""
    queue = [other for other in before if other.line is Line.PREFERENTIAL]
    if need.line is Line.GENERAL:
        queue += [other for other in before if other.line is Line.GENERAL]
    return queue


def _calls_none(reach: Reach, needs: Sequence[Need]) -> bool:
    return not any(reach.includes(each.service, each.for_counter) for each in needs)


def _share(need: Need, mine: Sequence[Reach], counters: Sequence[Reach]) -> float:
    """Return the part of what has this need that will fall to `mine` of the `counters`."""
    theirs = able(counters, need)
    return sum(reach in mine for reach in theirs) / len(theirs) if theirs else 0.0
