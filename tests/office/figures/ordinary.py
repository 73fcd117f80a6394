"""Ordinary days at an office, through its own methods: people come all day, three counters work.

Whoever is there calls soon after a farewell, nobody comes now and then, some leave uncalled, one
facilitator after the other has lunch, and all stay until the hall is empty.
"""

import math
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random

from core.clock import FixedClock
from core.errors import QueueError
from core.office import Office
from tests.conftest import SAMPLE_PIN

STAFF = {1: "ana", 2: "beto", 3: "carla"}
OPENS_MIN, NOON_MIN, ONE_MIN, CLOSES_MIN = 480.0, 720.0, 780.0, 1020.0


class OrdinaryDay:
    """A day from eight until five, in minutes of the day; `begins_at` is its midnight."""

    def __init__(
        self,
        office: Office,
        clock: FixedClock,
        begins_at: datetime,
        seed: int,
        *,
        per_hour: float,
        service_min: float = 7.5,
    ) -> None:
        self._office, self._clock, self._begins_at = office, clock, begins_at
        self._random, self._per_hour, self._service_min = Random(seed), per_hour, service_min
        self._coming: list[tuple[float, int, Callable[[float], None]]] = []
        self._numbers = count()
        self._idle: set[int] = set()
        self.when_taken: Callable[[int], object] = lambda _ticket: None

    def live(self) -> None:
        for number in STAFF:
            self._at(OPENS_MIN - 5, partial(self._come, number))
            self._at(NOON_MIN, partial(self._lunch, number))
        for opens, closes in ((OPENS_MIN, NOON_MIN), (ONE_MIN, CLOSES_MIN)):
            at = opens
            while (at := at + self._random.expovariate(self._per_hour / 60)) < closes:
                self._at(at, self._arrive)
        while self._coming:
            at, _number, happen = heappop(self._coming)
            self._clock.advance(self._begins_at + timedelta(minutes=at) - self._clock.now())
            happen(at)
        for number in STAFF:
            self._office.staff.sign_out(counter=number)

    def _at(self, at: float, happen: Callable[[float], None]) -> None:
        heappush(self._coming, (at, next(self._numbers), happen))

    def _come(self, number: int, at: float) -> None:
        self._office.staff.sign_in(STAFF[number], pin=SAMPLE_PIN, counter=number)
        self._next(number, at)

    def _lunch(self, number: int, at: float) -> None:
        """Have lunch once the hall is empty."""
        if number in self._idle:
            self._idle.remove(number)
            self._office.staff.step_away(counter=number, reason="lunch")
            self._at(ONE_MIN, partial(self._return, number))
        else:
            self._at(at + 1, partial(self._lunch, number))

    def _return(self, number: int, at: float) -> None:
        self._office.staff.come_back(counter=number)
        self._next(number, at)

    def _arrive(self, at: float) -> None:
        line = "preferential" if self._random.random() < 0.25 else "general"
        ticket = self._office.queue.issue(line)
        self.when_taken(ticket.id)
        if self._random.random() < 0.03:
            self._at(at + self._random.uniform(5, 40), partial(self._cancel, ticket.code))
        for number in sorted(self._idle):
            self._at(at + 0.1, partial(self._next, number))
        self._idle.clear()

    def _cancel(self, code: str | None, _at: float) -> None:
        assert code is not None
        with suppress(QueueError):  # it was called meanwhile
            self._office.queue.cancel(code=code)

    def _next(self, number: int, at: float) -> None:
        if self._office.queue.call_next(counter=number) is None:
            self._idle.add(number)
            return
        if self._random.random() < 0.06:
            self._at(at + 1.5, partial(self._no_show, number))
        else:
            self._at(at + 0.4, partial(self._start, number))

    def _start(self, number: int, at: float) -> None:
        self._office.queue.start(counter=number)
        spread = math.sqrt(math.log(1 + 0.8**2))
        minutes = self._random.lognormvariate(math.log(self._service_min) - spread**2 / 2, spread)
        self._at(at + minutes, partial(self._finish, number))

    def _finish(self, number: int, at: float) -> None:
        self._office.queue.finish(counter=number)
        self._at(at + self._random.uniform(0.2, 1.0), partial(self._next, number))

    def _no_show(self, number: int, at: float) -> None:
        self._office.queue.no_show(counter=number)
        self._at(at + 0.2, partial(self._next, number))
