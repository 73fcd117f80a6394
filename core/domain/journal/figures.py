"""A day in figures: how many came, how long they waited, how they were served.

Pure: worked out from the day's tickets alone. Every figure has its `n` beside it: how many it is
made of. A share of fewer than five says more about a person than about the office and is not given.

The *hall* is everybody who came in person, with a number or attended at once. Telephone, chat and
e-mail attentions wait in no line: they count only where channels and counters are compared.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, median
from typing import TypeVar
from zoneinfo import ZoneInfo

from core.domain.calendar.hours import Hours, business_day
from core.domain.service import OfficeSettings
from core.domain.ticket import (
    Channel,
    CounterNumber,
    Kind,
    Line,
    Outcome,
    ServiceKey,
    State,
    Ticket,
    TicketId,
)

ENOUGH_FOR_SHARE = 5
LONGEST_MEASURED = timedelta(hours=4)
SCORES = range(1, 6)  # of an answer to the survey: very bad to very good
# Steps that give a ticket a second wait or another target, and steps that part its service.
PARTS_WAIT = frozenset({Kind.TRANSFERRED, Kind.REINSTATED, Kind.LINE_CHANGED})
PARTS_SERVICE = frozenset({Kind.TRANSFERRED, Kind.HELD})

Key = TypeVar("Key")
Desk = tuple[CounterNumber, str | None]  # a counter and the facilitator who staffed it
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and how many it is made of; `value` None when those are too few to say."""

    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some tickets: times in minutes, shares in percent.

    A wait is from the ticket's issue to its call, or to its start when it was never called.
    `within_target` is the share of all issued whose wait is measured, called or not: one who gave
    up was not in time. `not_measured` is how many have a wait or a service in no figure: it had
    several parts, or nobody took that time.
    """

    issued: int
    served: int
    not_measured: int
    no_show: Figure
    abandoned: Figure
    cancelled: Figure
    wait_mean_min: Figure
    wait_median_min: Figure
    wait_p90_min: Figure
    wait_max_min: Figure
    within_target: Figure
    service_mean_min: Figure
    outcomes: Mapping[Outcome, int]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """`hall` and its parts by line, service and local hour of issue; and everybody attended, by
    channel and by counter with its facilitator. Groups without tickets are left out.
    """

    hall: Figures
    by_line: Mapping[Line, Figures]
    by_service: Mapping[ServiceKey, Figures]
    by_hour: Mapping[int, Figures]
    by_channel: Mapping[Channel, Figures]
    by_desk: Mapping[Desk, Figures]


@dataclass(frozen=True, slots=True)
class Parted:
    """The tickets whose wait, or service, had several parts: their last instants tell of neither.

    See `PARTS_WAIT` and `PARTS_SERVICE`.
    """

    waits: Collection[TicketId] = ()
    services: Collection[TicketId] = ()


WHOLE = Parted()


@dataclass(frozen=True, slots=True)
class Ratings:
    """What citizens answered: how many, their mean and how many gave each score, from 1 to 5.

    Of fewer than five it says only how many: more would say something about a person.
    """

    n: int
    mean: float | None
    counts: Mapping[int, int]


NO_RATINGS = Ratings(0, None, {})


def ratings_of(scores: Sequence[int]) -> Ratings:
    n = len(scores)
    if n < ENOUGH_FOR_SHARE:
        return Ratings(n, None, {})
    return Ratings(n, fmean(scores), {score: scores.count(score) for score in SCORES})


def figures_of(
    tickets: Sequence[Ticket], settings: OfficeSettings, *, parted: Parted = WHOLE
) -> DayFigures:
    """Return the figures of `tickets`, judged by the office's targets, in its local hours.

    What is `parted` is in no figure of a time.
    """
    zone = ZoneInfo(settings.timezone)
    hall = [ticket for ticket in tickets if ticket.channel is Channel.IN_PERSON]

    def grouped(
        some: Sequence[Ticket], key: Callable[[Ticket], Key | None]
    ) -> Mapping[Key, Figures]:
        groups: defaultdict[Key, list[Ticket]] = defaultdict(list)
        for ticket in some:
            if (group := key(ticket)) is not None:
                groups[group].append(ticket)
        return {group: _figures(members, settings, parted) for group, members in groups.items()}

    return DayFigures(
        hall=_figures(hall, settings, parted),
        by_line=grouped(hall, lambda ticket: ticket.line),
        by_service=grouped(hall, lambda ticket: ticket.service),
        by_hour=grouped(hall, lambda ticket: ticket.issued_at.astimezone(zone).hour),
        by_channel=grouped(tickets, lambda ticket: ticket.channel),
        by_desk=grouped(tickets, _desk),
    )


def wait_min(ticket: Ticket) -> float | None:
    """Return the minutes from issue to call, or to start if never called; None if neither."""
    span = _wait_of(ticket)
    return None if span is None else _minutes(span[1] - span[0])


def service_min(ticket: Ticket) -> float | None:
    """Return the minutes of a finished service without the time on hold; None if not finished."""
    span = _service_of(ticket)
    return None if span is None else _minutes(span[1] - span[0]) - ticket.paused_s / 60


def measured_min(
    begins: datetime, ends: datetime, hours: Hours, *, paused_s: float = 0.0
) -> float | None:
    """Return the minutes between two instants without a pause; None if nobody took that time.

    Over four hours, across a night or backwards: a clock was set anew, a session forgotten.
    """
    minutes = _minutes(ends - begins) - paused_s / 60
    is_one_day = business_day(begins, hours) == business_day(ends, hours)
    return minutes if is_one_day and minutes >= 0 and ends - begins <= LONGEST_MEASURED else None


def _figures(tickets: Sequence[Ticket], settings: OfficeSettings, parted: Parted) -> Figures:
    states = Counter(ticket.state for ticket in tickets)
    issued = len(tickets)
    timed = [each for each in tickets if _has_true_wait(each, settings.hours, parted)]
    waits = sorted(wait for ticket in timed if (wait := wait_min(ticket)) is not None)
    served = [each for each in tickets if _has_true_service(each, settings.hours, parted)]
    services = [minutes for each in served if (minutes := service_min(each)) is not None]
    measured = {ticket.id for ticket in timed} & {ticket.id for ticket in served}
    return Figures(
        issued=issued,
        served=states[State.FINISHED],
        not_measured=issued - len(measured),
        no_show=_share(states[State.NO_SHOW], issued),
        abandoned=_share(states[State.ABANDONED], issued),
        cancelled=_share(states[State.CANCELLED], issued),
        wait_mean_min=_figure(fmean, waits),
        wait_median_min=_figure(median, waits),
        wait_p90_min=_figure(_p90, waits),
        wait_max_min=_figure(max, waits),
        within_target=_share(sum(_is_in_time(each, settings) for each in timed), len(timed)),
        service_mean_min=_figure(fmean, services),
        outcomes=Counter(each.outcome for each in tickets if each.outcome is not None),
    )


def _wait_of(ticket: Ticket) -> Span | None:
    ended_at = ticket.called_at or ticket.started_at
    return None if ended_at is None else (ticket.issued_at, ended_at)


def _service_of(ticket: Ticket) -> Span | None:
    if ticket.state is not State.FINISHED:
        return None
    assert ticket.started_at is not None  # what was not started does not finish
    assert ticket.finished_at is not None
    return ticket.started_at, ticket.finished_at


def _has_true_wait(ticket: Ticket, hours: Hours, parted: Parted) -> bool:
    """Return whether what is known of a ticket's wait, if it had one, is true."""
    span = _wait_of(ticket)
    return ticket.id not in parted.waits and (
        span is None or measured_min(*span, hours) is not None
    )


def _has_true_service(ticket: Ticket, hours: Hours, parted: Parted) -> bool:
    """Return whether what is known of a ticket's service, if it had one, is true."""
    span = _service_of(ticket)
    if span is None:
        return True
    minutes = measured_min(*span, hours, paused_s=ticket.paused_s)
    return ticket.id not in parted.services and minutes is not None


def _is_in_time(ticket: Ticket, settings: OfficeSettings) -> bool:
    wait = wait_min(ticket)
    return wait is not None and wait <= settings.targets.wait_min(ticket.line, settings.mode)


def _share(part: int, whole: int) -> Figure:
    return Figure(100 * part / whole if whole >= ENOUGH_FOR_SHARE else None, whole)


def _figure(statistic: Callable[[Sequence[float]], float], values: Sequence[float]) -> Figure:
    return Figure(statistic(values) if values else None, len(values))


def _p90(ascending: Sequence[float]) -> float:
    """Return the shortest wait that nine in ten do not exceed: one that somebody had."""
    return ascending[math.ceil(0.9 * len(ascending)) - 1]


def _desk(ticket: Ticket) -> Desk | None:
    return None if ticket.counter is None else (ticket.counter, ticket.staff)


def _minutes(time: timedelta) -> float:
    return time.total_seconds() / 60
