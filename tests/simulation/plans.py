"""Days for the simulation, and a second program that runs them: 40 lines that share nothing."""

from collections.abc import Iterator
from datetime import date
from heapq import heappop, heappush
from random import Random

from core.domain.order.policy import Policy, choose_next
from core.domain.ticket import CounterNumber, Line
from core.simulation.day import ticket
from core.simulation.plan import DAY_S, DayPlan, Duty, Visitor
from tests.builders import SERVICE

TUESDAY = date(2026, 11, 24)
EIGHT, NOON, ONE, FIVE = (3600.0 * hour for hour in (8, 12, 13, 17))


def duty(counter: int, from_s: float = EIGHT, to_s: float = FIVE, *services: str) -> Duty:
    return Duty(CounterNumber(counter), from_s, to_s, tuple(services))  # type: ignore[arg-type]


def a_visitor(at_s: float, *, minutes: float = 10, line: Line = Line.GENERAL) -> Visitor:
    return Visitor(at_s, line, SERVICE, 60 * minutes)


def a_plan(*visitors: Visitor, counters: int = 1, day: date = TUESDAY) -> DayPlan:
    duties = tuple(duty(number) for number in range(1, counters + 1))
    return DayPlan(day, visitors, duties, ((EIGHT, FIVE),))


def steady(
    customers: int, random: Random, *, per_s: float, service_s: float, counters: int, urgent: float
) -> DayPlan:
    """Return a day without end of the kind that queueing theory knows."""

    def come() -> Iterator[Visitor]:
        at_s = 0.0
        for _ in range(customers):
            at_s += random.expovariate(per_s)
            line = Line.PREFERENTIAL if random.random() < urgent else Line.GENERAL
            yield Visitor(at_s, line, SERVICE, random.expovariate(1 / service_s))

    end_s = customers * DAY_S
    duties = tuple(duty(number, 0.0, end_s) for number in range(1, counters + 1))
    return DayPlan(TUESDAY, tuple(come()), duties, ())


def a_busy_day(seed: int, *, counters: int = 3, people: int = 170) -> DayPlan:
    random = Random(seed)
    times = sorted(random.uniform(EIGHT, FIVE) for _ in range(people))
    return a_plan(
        *(
            a_visitor(
                at_s,
                minutes=random.lognormvariate(2, 0.7),
                line=Line.PREFERENTIAL if random.random() < 0.25 else Line.GENERAL,
            )
            for at_s in times
        ),
        counters=counters,
    )


def twin_waits(
    plan: DayPlan, policy: Policy, *, counters: int, between_s: float
) -> dict[Line, list[float]]:
    """Return everybody's wait where all counters are there all day and serve everything."""
    waits: dict[Line, list[float]] = {line: [] for line in Line}
    lines: dict[Line, list[int]] = {line: [] for line in Line}
    coming: list[tuple[float, int, int]] = []  # when, in which order, who comes; -1: a counter
    order = free = streak = 0
    free = counters
    if plan.visitors:
        heappush(coming, (plan.visitors[0].at_s, 0, 0))
    while coming:
        now, _order, who = heappop(coming)
        if who >= 0:
            lines[plan.visitors[who].line].append(who)
            if who + 1 < len(plan.visitors):
                order += 1
                # As a clock goes on by what is left: the last digit is another otherwise.
                next_s = now + (plan.visitors[who + 1].at_s - now)
                heappush(coming, (next_s, order, who + 1))
        else:
            free += 1
        while free:
            general, preferential = (
                ticket(lines[line][0] + 1, line, SERVICE) if lines[line] else None for line in Line
            )
            choice = choose_next(general, preferential, preferential_streak=streak, policy=policy)
            if choice is None:
                break
            called = plan.visitors[lines[choice[0].line].pop(0)]
            streak = 0 if called.line is Line.GENERAL else streak + 1
            waits[called.line].append(now - called.at_s)
            free -= 1
            order += 1
            heappush(coming, (now + (called.service_s + between_s), order, -1))
    return waits
