"""What could be otherwise: a scenario makes another day of a day, and other rules of the rules.

Pure. What is drawn for a scenario is drawn apart from everything else, so that the same people
come whether or not something was changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from core.domain.order.policy import Policy
from core.domain.service import Mode
from core.domain.ticket import CounterNumber
from core.simulation.plan import HOUR_S, DayPlan, Duty, Rules, Stretch, Visitor


@dataclass(frozen=True, slots=True)
class LunchRelay:
    """The counters go to lunch one after another, each for `each_s`; the doors stay open."""

    from_s: float
    each_s: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is otherwise; nothing unless told.

    `more`, `fewer`: one counter more or fewer, in each of these stretches. `relief_after`, `mode`:
    another rule. `times`: by how much more people come, by the hour of the day (1.5: half as many
    again; 0.5: half of them).
    """

    more: tuple[Stretch, ...] = ()
    fewer: tuple[Stretch, ...] = ()
    lunch_relay: LunchRelay | None = None
    relief_after: int | None = None
    mode: Mode | None = None
    times: Mapping[int, float] = field(default_factory=dict)

    def plan(self, plan: DayPlan, random: Random) -> DayPlan:
        """Return the day as it would be."""
        duties, doors = plan.duties, plan.doors
        if self.lunch_relay is not None and duties:
            doors = ((doors[0][0], doors[-1][1]),) if doors else doors
            duties = tuple(_relay(duties, self.lunch_relay))
        for from_s, to_s in self.fewer:
            duties = _one_fewer(duties, from_s, to_s)
        for from_s, to_s in self.more:
            number = CounterNumber(max((each.counter for each in duties), default=0) + 1)
            duties = (*duties, Duty(number, from_s, to_s))
        visitors = plan.visitors
        if self.times:
            visitors = tuple(
                sorted(self._times(visitors, doors, random), key=lambda each: each.at_s)
            )
        return replace(plan, duties=duties, doors=doors, visitors=visitors)

    def rules(self, rules: Rules) -> Rules:
        """Return the rules as they would be."""
        policy = rules.policy if self.relief_after is None else Policy(self.relief_after)
        return replace(rules, policy=policy, mode=self.mode or rules.mode)

    def _times(
        self, visitors: Sequence[Visitor], doors: Sequence[Stretch], random: Random
    ) -> Iterator[Visitor]:
        """Yield each visitor as often as the hour's factor says; copies come at any time in it."""
        for visitor in visitors:
            hour = int(visitor.at_s // HOUR_S)
            whole, part = divmod(self.times.get(hour, 1.0), 1.0)
            often = int(whole) + (random.random() < part)
            if often:
                yield visitor
            for _ in range(1, often):
                yield replace(visitor, at_s=_somewhen(hour, visitor, doors, random), waited_s=None)


def _somewhen(hour: int, like: Visitor, doors: Sequence[Stretch], random: Random) -> float:
    """Return a time in an hour at which the doors are open, as they were for `like`."""
    open_s = next(((begin, end) for begin, end in doors if begin <= like.at_s < end), None)
    if open_s is None:
        return like.at_s
    return random.uniform(max(open_s[0], hour * HOUR_S), min(open_s[1], (hour + 1) * HOUR_S))


def _one_fewer(duties: Sequence[Duty], from_s: float, to_s: float) -> tuple[Duty, ...]:
    """Return the duties without the counter of the highest number that is staffed then."""
    there = [each.counter for each in duties if each.from_s < to_s and each.to_s > from_s]
    if not there:
        return tuple(duties)
    return tuple(
        left
        for duty in duties
        for left in (_without(duty, from_s, to_s) if duty.counter == max(there) else [duty])
    )


def _without(duty: Duty, from_s: float, to_s: float) -> Iterator[Duty]:
    if duty.to_s <= from_s or to_s <= duty.from_s:
        yield duty
        return
    if duty.from_s < from_s:
        yield replace(duty, to_s=from_s)
    if to_s < duty.to_s:
        yield replace(duty, from_s=to_s)


def _relay(duties: Sequence[Duty], relay: LunchRelay) -> Iterator[Duty]:
    """Yield each counter's day from its first minute to its last, with its own turn of lunch."""
    for turn, number in enumerate(sorted({each.counter for each in duties})):
        own = sorted(
            (each for each in duties if each.counter == number), key=lambda each: each.from_s
        )
        lunch_s = relay.from_s + turn * relay.each_s
        whole = replace(own[0], to_s=own[-1].to_s)
        yield from _without(whole, lunch_s, lunch_s + relay.each_s)
