"""Days that were typed: from a few numbers, or a table of who comes when.

For an office without a history, and for what never was: a new office, a bill day of twice as many.
"""

import csv
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from random import Random
from typing import TypeVar

from core.domain.service import Counter, OfficeSettings
from core.domain.ticket import Line, ServiceKey
from core.errors import N_, ArrivalsUnreadable, Words
from core.simulation.plan import DAY_S, HOUR_S, DayPlan, Duty, Stretch, Visitor, doors_on, second_of

T = TypeVar("T")
NEEDED = ("time", "service_min")


@dataclass(frozen=True, slots=True)
class TypedArrivals:
    """How many come an hour, with which part of them with priority, and for how long on average.

    `by_hour` has other numbers for some hours of the day. `variation`: the standard deviation of
    the services by their mean; most are short, a few very long.
    """

    per_hour: float
    preferential: float = 0.25
    service_min: float = 8.0
    variation: float = 0.8
    by_hour: Mapping[int, float] | None = None


def typed_days(
    typed: TypedArrivals, settings: OfficeSettings, day: date, *, days: int, seed: int
) -> tuple[DayPlan, ...]:
    """Return `days` days like `day` at an office, each with other people."""
    doors = doors_on(day, settings.hours)
    duties = duties_of(settings.counters, doors)
    services = tuple(each.key for each in settings.services)
    return tuple(
        DayPlan(day, tuple(_visitors(typed, doors, services, _random(seed, number))), duties, doors)
        for number in range(days)
    )


def duties_of(counters: Sequence[Counter], doors: Sequence[Stretch]) -> tuple[Duty, ...]:
    """Return everybody at their counters while the doors are open."""
    return tuple(
        Duty(counter.number, opens_s, closes_s, counter.services)
        for counter in counters
        for opens_s, closes_s in doors
    )


def _visitors(
    typed: TypedArrivals, doors: Sequence[Stretch], services: Sequence[ServiceKey], random: Random
) -> Iterator[Visitor]:
    by_hour = typed.by_hour or {}
    most = max((typed.per_hour, *by_hour.values()))
    spread = math.sqrt(math.log(1 + typed.variation**2))
    middle = math.log(60 * typed.service_min) - spread**2 / 2
    for opens_s, closes_s in doors:
        at_s = opens_s
        while most and (at_s := at_s + random.expovariate(most / HOUR_S)) < closes_s:
            if random.random() * most < by_hour.get(int(at_s // HOUR_S), typed.per_hour):
                urgent = random.random() < typed.preferential
                yield Visitor(
                    at_s,
                    Line.PREFERENTIAL if urgent else Line.GENERAL,
                    random.choice(services),
                    random.lognormvariate(middle, spread),
                )


def _random(seed: int, number: int) -> Random:
    return Random(f"{seed}/{number}")  # noqa: S311 - the same days at every asking


def days_in(text: str, settings: OfficeSettings, day: date) -> tuple[DayPlan, ...]:
    """Read the days of a table with a first line of names: time and service_min, and those of
    line, service, patience_min, waited_min and day that are wanted.

    `day` is meant where no day is written, general where no line, the first service where none.

    Raises:
        ArrivalsUnreadable: a line says something that cannot be.
    """
    separator = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(text.splitlines(), delimiter=separator)
    lacking = [name for name in NEEDED if name not in (rows.fieldnames or ())]
    if lacking:
        raise ArrivalsUnreadable(
            line=1, problem=Words(N_("it has no column {name}"), name=lacking[0])
        )
    visitors: defaultdict[date, list[Visitor]] = defaultdict(list)
    for row in rows:
        on, visitor = _row(row, rows.line_num, settings, day)
        visitors[on].append(visitor)
    if not visitors:
        raise ArrivalsUnreadable(line=2, problem=Words(N_("nobody comes")))
    plans: list[DayPlan] = []
    for on, found in sorted(visitors.items()):
        doors = doors_on(on, settings.hours)
        ordered = tuple(sorted(found, key=lambda each: each.at_s))
        plans.append(DayPlan(on, ordered, duties_of(settings.counters, doors), doors))
    return tuple(plans)


def _row(
    row: Mapping[str, str | None], line: int, settings: OfficeSettings, day: date
) -> tuple[date, Visitor]:
    def read(name: str, made: Callable[[str], T], missing: T | None = None) -> T:
        value = (row.get(name) or "").strip()
        if not value and missing is not None:
            return missing
        try:
            return made(value)
        except ValueError as error:
            problem = Words(N_('"{value}" is no {name}'), value=value, name=name)
            raise ArrivalsUnreadable(line=line, problem=problem) from error

    def service(key: str) -> ServiceKey:
        if settings.service(key) is None:
            raise ValueError(key)
        return ServiceKey(key)

    def unless_empty(name: str) -> float | None:
        return read(name, _seconds) if row.get(name) else None

    return read("day", date.fromisoformat, day), Visitor(
        at_s=read("time", lambda value: second_of(time.fromisoformat(value))),
        line=read("line", Line, Line.GENERAL),
        service=read("service", service, settings.services[0].key),
        service_s=read("service_min", _seconds),
        patience_s=unless_empty("patience_min"),
        waited_s=unless_empty("waited_min"),
    )


def _seconds(minutes: str) -> float:
    found = 60 * float(minutes.replace(",", "."))
    if not 0 <= found <= DAY_S:
        raise ValueError(minutes)
    return found
