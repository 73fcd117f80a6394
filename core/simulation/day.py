"""One day run by simpy: each counter is a process that reads like a facilitator's day.

Whom a counter calls is the office's own choice (`core.domain.order.policy`), with the streak of
the day. When doors have closed, whoever is inside is served on.
"""

from collections import defaultdict, deque
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from simpy import Environment, Event, Interrupt, Process

from core.domain.order.policy import choose_next
from core.domain.order.reach import Reach
from core.domain.service import Mode
from core.domain.ticket import (
    Channel,
    CounterNumber,
    Line,
    OfficeId,
    ServiceKey,
    State,
    Ticket,
    TicketId,
)
from core.simulation.plan import DayPlan, Duty, Rules, Stretch, Visitor

Steps = Generator[Event, Any, None]
_DAY = date(2000, 1, 1)  # the choice asks for places, not for times
_AT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class DayRun:
    """What became of a day, in seconds.

    `waits_s` are of those who were called, in the order of their calls; `gone` lost patience, and
    `unserved` still waited when the last facilitator had left. `staffed_s`: somebody was at a
    counter, and `busy_s`: served. `last_s`: the last person left.
    """

    waits_s: dict[Line, list[float]] = field(default_factory=lambda: {line: [] for line in Line})
    gone: dict[Line, int] = field(default_factory=lambda: dict.fromkeys(Line, 0))
    unserved: dict[Line, int] = field(default_factory=lambda: dict.fromkeys(Line, 0))
    busy_s: float = 0.0
    staffed_s: float = 0.0
    last_s: float = 0.0


@cache
def ticket(number: int, line: Line, service: ServiceKey) -> Ticket:
    """Return the ticket of the day's visitor `number`, from 1: one that waits its turn."""
    return Ticket(
        office=OfficeId("simulated"),
        id=TicketId(number),
        day=_DAY,
        line=line,
        service=service,
        state=State.WAITING,
        place=number,
        channel=Channel.IN_PERSON,
        language="es",
        issued_at=_AT,
    )


def reaches(duties: Iterable[Duty]) -> dict[Duty, Reach]:
    """Return what each counter on duty may call; a service of none of them is everybody's."""
    duties = tuple(duties)
    served = {key for duty in duties for key in duty.services}
    return {
        duty: Reach(duty.counter, tuple(sorted(served - set(duty.services))))
        if duty.services
        else Reach(duty.counter)
        for duty in duties
    }


@dataclass(eq=False, slots=True)
class SimulatedCounter:
    """A counter as the hall knows it: `woken` while it is free, `process` what it does.

    `serves`: a general service that may be put on hold for somebody with priority.
    """

    number: CounterNumber
    woken: Event | None = None
    process: Process | None = None
    serves: bool = False
    keys: tuple[ServiceKey, ...] = ()


class SimulatedHall:
    """Who waits, and the counters that are free: the longest free one is asked first."""

    def __init__(self, plan: DayPlan, rules: Rules) -> None:
        self.env = Environment()
        self.run = DayRun()
        self._plan, self._rules = plan, rules
        self._waiting: dict[Line, dict[ServiceKey, deque[Ticket]]] = {
            line: {visitor.service: deque() for visitor in plan.visitors} for line in Line
        }
        self._free: deque[SimulatedCounter] = deque()
        self._streak = 0
        self._counters: list[SimulatedCounter] = []
        by_counter: defaultdict[CounterNumber, list[Duty]] = defaultdict(list)
        for duty in sorted(plan.duties, key=lambda each: (each.counter, each.from_s)):
            by_counter[duty.counter].append(duty)
        self._reaches = reaches(plan.duties)
        for number, duties in by_counter.items():
            counter = SimulatedCounter(number)
            counter.process = self.env.process(self._work(counter, duties))
            self._counters.append(counter)
        self.env.process(self._door(plan.visitors))
        self.env.process(self._clock(sorted({duty.to_s for duty in plan.duties})))

    # --- processes ---------------------------------------------------------------------------

    def _door(self, visitors: Sequence[Visitor]) -> Steps:
        """People come in, each at a time of their own."""
        env = self.env
        for number, visitor in enumerate(visitors, 1):
            if visitor.at_s > env.now:
                yield env.timeout(visitor.at_s - env.now)
            self._waiting[visitor.line][visitor.service].append(
                ticket(number, visitor.line, visitor.service)
            )
            if not self._wake_one(visitor.service) and visitor.line is Line.PREFERENTIAL:
                self._make_room(visitor.service)

    def _clock(self, ends_s: Iterable[float]) -> Steps:
        """Whoever is free looks up when a duty ends."""
        for end_s in ends_s:
            yield self.env.timeout(max(0.0, end_s - self.env.now))
            while self._free:
                self._wake(self._free.popleft())

    def _work(self, counter: SimulatedCounter, duties: Sequence[Duty]) -> Steps:
        """Somebody comes to a counter, calls and serves, waits, goes to lunch, and goes home."""
        env, run = self.env, self.run
        for duty in duties:
            if duty.from_s > env.now:
                yield env.timeout(duty.from_s - env.now)
            began_s = env.now
            reach = self._reaches[duty]
            counter.keys = tuple(key for key in self._waiting[Line.GENERAL] if reach.includes(key))
            while not self._may_go(duty):
                called = self._call_next(counter)
                if called is not None:
                    yield from self._serve(counter, called)
                elif env.now < duty.to_s:
                    counter.woken = env.event()
                    self._free.append(counter)
                    yield counter.woken
                else:  # the doors are closed and nobody is inside
                    break
            run.staffed_s += env.now - began_s

    def _serve(self, counter: SimulatedCounter, called: Ticket) -> Steps:
        """Serve somebody; who has no priority may be put on hold, once, for somebody who has."""
        env, run = self.env, self.run
        service_s = self._plan.visitors[called.id - 1].service_s
        run.busy_s += service_s
        run.last_s = max(run.last_s, env.now + service_s)
        if self._rules.mode is Mode.TICKET or called.line is Line.PREFERENTIAL:
            yield env.timeout(service_s + self._rules.between_s)
            return
        counter.serves, began_s = True, env.now
        try:
            yield env.timeout(service_s + self._rules.between_s)
        except Interrupt:
            counter.serves = False
            left_s = began_s + service_s - env.now
            if left_s <= 0:  # this person has left already
                return
            urgent = self._call_urgent(counter)
            while urgent is not None:
                yield from self._serve(counter, urgent)
                urgent = self._call_urgent(counter)
            run.last_s = max(run.last_s, env.now + left_s)
            yield env.timeout(left_s + self._rules.between_s)
        counter.serves = False

    # --- whom, and until when ----------------------------------------------------------------

    def _may_go(self, duty: Duty) -> bool:
        """A duty is over at its end; after the doors have closed, once nobody is inside."""
        return self.env.now >= duty.to_s and is_open(self._plan.doors, duty.to_s)

    def _call_next(self, counter: SimulatedCounter) -> Ticket | None:
        choice = choose_next(
            self._head(Line.GENERAL, counter.keys),
            self._head(Line.PREFERENTIAL, counter.keys),
            preferential_streak=self._streak,
            policy=self._rules.policy,
        )
        return None if choice is None else self._called(choice[0])

    def _call_urgent(self, counter: SimulatedCounter) -> Ticket | None:
        head = self._head(Line.PREFERENTIAL, counter.keys)
        return None if head is None else self._called(head)

    def _called(self, chosen: Ticket) -> Ticket:
        self._waiting[chosen.line][chosen.service].popleft()
        self._streak = 0 if chosen.line is Line.GENERAL else self._streak + 1
        waited_s = self.env.now - self._plan.visitors[chosen.id - 1].at_s
        self.run.waits_s[chosen.line].append(waited_s)
        return chosen

    def _head(self, line: Line, keys: Sequence[ServiceKey]) -> Ticket | None:
        """Return the first of a line who waits for one of these services, and has not left."""
        first: Ticket | None = None
        for key in keys:
            waiting = self._waiting[line][key]
            while waiting and self._has_left(waiting[0]):
                waiting.popleft()
                self.run.gone[line] += 1
            if waiting and (first is None or waiting[0].place < first.place):
                first = waiting[0]
        return first

    def _has_left(self, waiting: Ticket) -> bool:
        visitor = self._plan.visitors[waiting.id - 1]
        return visitor.patience_s is not None and visitor.at_s + visitor.patience_s <= self.env.now

    def _wake_one(self, service: ServiceKey) -> bool:
        """Wake the counter that may serve this and was free for longest; False if there is none."""
        for counter in self._free:
            if service in counter.keys:
                self._free.remove(counter)
                self._wake(counter)
                return True
        return False

    def _wake(self, counter: SimulatedCounter) -> None:
        assert counter.woken is not None  # it is free
        counter.woken.succeed()

    def _make_room(self, service: ServiceKey) -> None:
        """Where priority is given at once, have somebody put on hold."""
        for counter in self._counters:
            if counter.serves and service in counter.keys:
                counter.serves = False  # nobody interrupts it twice
                assert counter.process is not None  # it was begun with the day
                counter.process.interrupt()
                return

    def finish(self) -> DayRun:
        """Run the day to its end; whoever waits then was never served."""
        self.env.run()
        for line, by_service in self._waiting.items():
            for waiting in by_service.values():
                left = [self._has_left(each) for each in waiting]
                self.run.gone[line] += left.count(True)
                self.run.unserved[line] += left.count(False)
        return self.run


def is_open(doors: Sequence[Stretch], at_s: float) -> bool:
    return any(opens_s <= at_s < closes_s for opens_s, closes_s in doors)


def simulate_day(plan: DayPlan, rules: Rules) -> DayRun:
    """Return what becomes of a day under these rules."""
    return SimulatedHall(plan, rules).finish()
