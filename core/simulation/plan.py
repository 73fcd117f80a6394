"""A day as it came: who comes when and for how long, and who is at which counter.

Pure values, in seconds of the office's local day. Where they are from is another matter: from the
journal (`Visitor.waited_s` is then what was true), or typed (`core.simulation.typed`).
"""

from dataclasses import dataclass, field
from datetime import date, time

from core.domain.calendar.hours import Hours, spans_on
from core.domain.estimate import BETWEEN_SERVICES_MIN
from core.domain.order.policy import Policy
from core.domain.service import Mode
from core.domain.ticket import CounterNumber, Line, ServiceKey

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S
Stretch = tuple[float, float]  # from a second of the day until another


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who takes a ticket at `at_s`, and a counter for `service_s`.

    `patience_s`: after so long without a call this person is gone; None waits. `waited_s`: how
    long the wait was in truth; None where nobody knows.
    """

    at_s: float
    line: Line
    service: ServiceKey
    service_s: float
    patience_s: float | None = None
    waited_s: float | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody is at a counter; `services` empty means all of them."""

    counter: CounterNumber
    from_s: float
    to_s: float
    services: tuple[ServiceKey, ...] = ()


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day. `doors`: when they are open. Visitors are in the order in which they come."""

    day: date
    visitors: tuple[Visitor, ...]
    duties: tuple[Duty, ...]
    doors: tuple[Stretch, ...]
    is_bill_day: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """How an office works: who is next, and how long between two people at a counter."""

    policy: Policy = field(default_factory=Policy)
    mode: Mode = Mode.TICKET
    between_s: float = 60 * BETWEEN_SERVICES_MIN


def doors_on(day: date, hours: Hours) -> tuple[Stretch, ...]:
    """Return when an office's doors are open on `day`."""
    return tuple((second_of(span.opens), second_of(span.closes)) for span in spans_on(day, hours))


def second_of(at: time) -> float:
    """Return the second of the day of a local time."""
    return at.hour * HOUR_S + at.minute * 60 + at.second
