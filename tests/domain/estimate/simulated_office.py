"""An office of which everything is known, to compare what people are told with what happens.

Arrivals are Poisson, more at the beginning of a session than at its end; services lognormal (most
are short, a few very long); some do not come when they are called. The doors close at noon and in
the evening, and whoever is inside is served on by the counters that stay. Who is called is the
real policy's choice, what they are told the real estimate.
"""

import math
from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from heapq import heappop, heappush
from itertools import count, pairwise
from random import Random

from core.domain.estimate import ARRIVALS_WITHIN_MIN, LATEST_SERVICES, Pace, WaitEstimate, estimate
from core.domain.order.policy import choose_next
from core.domain.order.reach import Need, Reach
from core.domain.service import Counter
from core.domain.ticket import CounterNumber, Line, ServiceKey, Ticket
from tests.builders import SERVICE, a_ticket, an_office_settings
from tests.domain.estimate.oracle import SeenDesk, Truth
from tests.domain.estimate.oracle import waits as foresight

NO_SHOW_MIN = 1.5  # a counter waits for who does not come
Session = tuple[float, float]  # the doors open and close, in minutes of the day
SAN_ANDRES: tuple[Session, ...] = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))
PROVIDENCIA: tuple[Session, ...] = ((7 * 60, 12 * 60), (13 * 60, 16 * 60))


def counters(*services: Sequence[ServiceKey]) -> tuple[Counter, ...]:
    """Return a counter for each of `services`; none of them means all."""
    return tuple(
        Counter(CounterNumber(number), tuple(each)) for number, each in enumerate(services, 1)
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """An office, in minutes; `variation` is the standard deviation of services by their mean.

    `front_loaded`: how many times the mean come at the beginning of a session; at its end so many
    fewer. `leaving`: counters that close with the doors, after whom they serve. `direct`: somebody
    with priority is attended at once, and who is served meanwhile waits.
    """

    sessions: tuple[Session, ...] = SAN_ANDRES
    counters: tuple[Counter, ...] = counters((), (), ())
    services: tuple[ServiceKey, ...] = (SERVICE,)
    arrivals_per_hour: float = 20.0
    front_loaded: float = 1.3
    preferential: float = 0.25
    service_min: float = 8.0
    variation: float = 0.8
    no_show: float = 0.06
    between_min: float = 0.4
    leaving: int = 0
    direct: bool = False
    oracle_runs: int = 0  # the futures that the oracle plays of what it sees
    asked_of: int = 1  # the oracle is asked by one in so many


@dataclass(frozen=True, slots=True)
class Wait:
    """What somebody was told, and what happened; the doors closed `left_min` later."""

    line: Line
    told: WaitEstimate
    waited_min: float
    left_min: float
    is_morning: bool
    came_min: float = 0.0
    foreseen_min: tuple[float, ...] = ()  # by the oracle, in order

    @property
    def holds(self) -> bool:
        return self.told.low_min <= self.waited_min <= self.told.high_min

    @property
    def missed_min(self) -> float:
        return abs(self.told.likely_min - self.waited_min)


@dataclass(slots=True)
class Desk:
    """A counter: whom it serves since when, for how long still and in all, and who is on hold.

    `served_min` is 0 while nobody is served: for a no-show, and after a farewell.
    """

    counter: Counter
    ticket: Ticket | None = None
    began_at: float = 0.0
    left_min: float = 0.0
    served_min: float = 0.0
    on_hold: tuple[Ticket, float, float] | None = None  # with the minutes left and in all
    is_gone: bool = False
    turn: int = 0  # an end belongs to one service


@dataclass(slots=True)
class Day:
    """One day of a plan; `run` returns everybody's wait.

    `services_min`: of the days before, the latest last.
    """

    plan: Plan
    random: Random
    desks: list[Desk] = field(default_factory=list)
    waiting: list[Ticket] = field(default_factory=list)
    services_min: list[float] = field(default_factory=list)
    came: list[tuple[float, ServiceKey]] = field(default_factory=list)  # with priority
    told: dict[int, tuple[float, WaitEstimate, Session]] = field(default_factory=dict)
    foreseen: dict[int, tuple[float, ...]] = field(default_factory=dict)
    waits: list[Wait] = field(default_factory=list)
    leaving: int = 0
    coming: list[tuple[float, int, Callable[[float], None]]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=partial(count, 1))
    apart: Random = field(default_factory=partial(Random, 2026))  # the oracle changes nothing

    def run(self) -> list[Wait]:
        self.desks = [Desk(counter) for counter in self.plan.counters]
        for session in self.plan.sessions:
            self.at(session[0], self.open)
            self.at(session[1], self.close)
            for moment in self.arrivals(session):
                self.at(moment, partial(self.arrive, session))
        while self.coming:
            moment, _number, happen = heappop(self.coming)
            happen(moment)
        return self.waits

    def at(self, moment: float, happen: Callable[[float], None]) -> None:
        heappush(self.coming, (moment, next(self.numbers), happen))

    def arrivals(self, session: Session) -> Iterator[float]:
        opens, closes = session
        most = self.plan.front_loaded
        per_min = self.plan.arrivals_per_hour * most / 60
        at = opens
        while (at := at + self.random.expovariate(per_min)) < closes:
            share = 1 + (2 / most - 2) * (at - opens) / (closes - opens)
            if self.random.random() < share:
                yield at

    def open(self, now: float) -> None:
        self.leaving = 0
        for desk in self.desks:
            desk.is_gone = False
            self.go_on(desk, now)

    def close(self, now: float) -> None:
        self.leaving = self.plan.leaving
        for desk in self.desks:
            if desk.ticket is None:
                self.go_on(desk, now)

    def arrive(self, session: Session, now: float) -> None:
        is_preferential = self.random.random() < self.plan.preferential
        line = Line.PREFERENTIAL if is_preferential else Line.GENERAL
        ticket = a_ticket(
            len(self.told) + 1, line=line, service=self.random.choice(self.plan.services)
        )
        told = estimate(
            Need(line, ticket.service),
            [Need(each.line, each.service) for each in self.waiting],
            self.pace(now),
        )
        assert told is not None  # every service has a counter
        self.told[ticket.id] = now, told, session
        if self.plan.oracle_runs and ticket.id % self.plan.asked_of == 0:
            self.foreseen[ticket.id] = self.foresee(ticket, session, now)
        self.waiting.append(ticket)
        if is_preferential:
            self.came.append((now, ticket.service))
        for desk in self.desks:
            if desk.ticket is None:
                self.go_on(desk, now)
        if self.plan.direct and is_preferential and ticket in self.waiting:
            self.make_room(now)

    def reaches(self) -> tuple[Reach, ...]:
        """Return what each counter may call where somebody is still."""
        settings = replace(an_office_settings(), counters=self.plan.counters)
        there = [each.counter for each in self.desks if not each.is_gone]
        return tuple(settings.reach(each, [other.number for other in there]) for each in there)

    def pace(self, now: float) -> Pace:
        since = now - ARRIVALS_WITHIN_MIN
        return Pace(
            self.reaches(),
            tuple(self.services_min),
            Tally(service for at, service in self.came if at > since),
            sum(max(0.0, min(now, to) - max(since, begin)) for begin, to in self.plan.sessions),
            next((to - now for begin, to in self.plan.sessions if begin <= now <= to), 0.0),
            frozenset(each.counter.number for each in self.desks if each.ticket is None),
        )

    def foresee(self, ticket: Ticket, session: Session, now: float) -> tuple[float, ...]:
        """Return what the oracle foresees for a ticket, who waits before it already seen."""
        opens, closes = session
        plan, most = self.plan, self.plan.front_loaded
        per_min = plan.arrivals_per_hour * most / 60 * plan.preferential
        steps = [opens + (closes - opens) * each / 24 for each in range(25)]
        truth = Truth(
            service_min=plan.service_min,
            variation=plan.variation,
            no_show=plan.no_show,
            no_show_min=NO_SHOW_MIN,
            between_min=plan.between_min,
            rates=tuple(
                (begin, end, per_min * (1 + (2 / most - 2) * (begin - opens) / (closes - opens)))
                for begin, end in pairwise(steps)
            ),
            services=plan.services,
            closes_min=closes,
            leaving=plan.leaving,
            direct=plan.direct,
        )
        seen = []
        there = [desk for desk in self.desks if not desk.is_gone]
        for desk, reach in zip(there, self.reaches(), strict=True):
            ends = desk.began_at + desk.left_min
            is_served = desk.ticket is not None and desk.served_min > 0
            free_at = now if desk.ticket is None else ends + plan.between_min
            # Who goes on after a hold is seen to have been served for what is over.
            since = now - (desk.served_min - (ends - now)) if is_served else None
            is_general = is_served and desk.ticket is not None and desk.ticket.line is Line.GENERAL
            seen.append(SeenDesk(reach, free_at, since, is_general and desk.on_hold is None))
        found = foresight(
            Need(ticket.line, ticket.service),
            [Need(each.line, each.service) for each in self.waiting],
            seen,
            now,
            truth,
            runs=plan.oracle_runs,
            random=self.apart,
        )
        return tuple(found)

    def make_room(self, now: float) -> None:
        """Put somebody on hold for who has come with priority."""
        for desk in self.desks:
            is_general = desk.ticket is not None and desk.ticket.line is Line.GENERAL
            if is_general and desk.served_min and desk.on_hold is None:
                assert desk.ticket is not None  # just seen
                left_min = desk.left_min - (now - desk.began_at)
                desk.on_hold = desk.ticket, left_min, desk.served_min
                self.go_on(desk, now)
                return

    def go_on(self, desk: Desk, now: float) -> None:
        """Let a desk that is free now call the next one, or go."""
        desk.ticket = None
        if self.leaving and not desk.is_gone:
            self.leaving -= 1
            desk.is_gone = True
        if desk.is_gone:
            return
        (reach,) = (each for each in self.reaches() if each.counter == desk.counter.number)
        heads = {
            line: next(
                (
                    each
                    for each in self.waiting
                    if each.line is line and reach.includes(each.service, each.for_counter)
                ),
                None,
            )
            for line in Line
        }
        choice = choose_next(heads[Line.GENERAL], heads[Line.PREFERENTIAL])
        if desk.on_hold is not None and (choice is None or choice[0].line is Line.GENERAL):
            (ticket, left_min, served_min), desk.on_hold = desk.on_hold, None
            self.serve(desk, ticket, now, left_min, served_min)
        elif choice is not None:
            self.call(desk, choice[0], now)

    def call(self, desk: Desk, ticket: Ticket, now: float) -> None:
        self.waiting.remove(ticket)
        came_at, told, (opens, closes) = self.told[ticket.id]
        is_morning = opens == self.plan.sessions[0][0]
        self.waits.append(
            Wait(
                ticket.line,
                told,
                now - came_at,
                closes - came_at,
                is_morning,
                came_at,
                self.foreseen.get(ticket.id, ()),
            )
        )
        if self.random.random() < self.plan.no_show:
            self.serve(desk, ticket, now, NO_SHOW_MIN, 0.0)
        else:
            spread = math.sqrt(math.log(1 + self.plan.variation**2))
            middle = math.log(self.plan.service_min) - spread**2 / 2
            minutes = self.random.lognormvariate(middle, spread)
            self.serve(desk, ticket, now, minutes, minutes)

    def serve(
        self, desk: Desk, ticket: Ticket, now: float, left_min: float, served_min: float
    ) -> None:
        desk.ticket, desk.began_at = ticket, now
        desk.left_min, desk.served_min = left_min, served_min
        desk.turn += 1
        self.at(now + left_min, partial(self.finish, desk, desk.turn))

    def finish(self, desk: Desk, turn: int, now: float) -> None:
        if turn != desk.turn:
            return  # it was put on hold meanwhile
        if desk.served_min:
            self.services_min.append(desk.served_min)
            desk.served_min = 0.0
        self.at(now + self.plan.between_min, partial(self.be_free, desk, turn))

    def be_free(self, desk: Desk, turn: int, now: float) -> None:
        if turn == desk.turn:
            self.go_on(desk, now)


def simulated_days(plan: Plan, days: int, seed: int) -> list[list[Wait]]:
    """Return the waits of `days` days in a row, of those who are told how long they will wait."""
    random = Random(seed)
    waits: list[list[Wait]] = []
    services_min: list[float] = []
    for _ in range(days):
        day = Day(plan, random, services_min=services_min[-LATEST_SERVICES:])
        found = day.run()
        services_min = day.services_min
        waits.append([each for each in found if not plan.direct or each.line is Line.GENERAL])
    return waits
