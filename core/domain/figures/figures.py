"""Figures of what was counted. Every figure has its `n` beside it: how many it is made of.

A share of fewer than five says more about a person than about the office and is not given, nor is
one by which another could be worked out (`hidden`).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from statistics import fmean
from types import MappingProxyType
from typing import TypeVar

from core.domain.figures.tally import Counted, Tally, TallyCell, Time
from core.domain.ticket import Channel, CounterNumber, Line, Outcome, ServiceKey
from core.errors import N_

ENOUGH_FOR_SHARE = 5
SCORES = range(1, 6)  # of an answer to the survey: very bad to very good

Key = TypeVar("Key")
Desk = tuple[CounterNumber, str | None]  # a counter and the facilitator who staffed it


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and how many it is made of; `value` None when those are too few to say."""

    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some visits: times in minutes, shares in percent. See `DEFINITIONS`.

    `not_measured` is how many have a wait or a service in no figure: nobody took that time.
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
    within_target_of_stayers: Figure
    displacement_mean_min: Figure
    displacement_median_min: Figure
    displacement_p90_min: Figure
    service_mean_min: Figure
    service_median_min: Figure
    service_p90_min: Figure
    first_contact: Figure
    survey_offered: Figure
    early_no_show: Figure
    overtook: int
    overtime_min: float
    outcomes: Mapping[Outcome, int]
    reasons: Mapping[str, int]
    languages: Mapping[str, int]
    out_of_order: Mapping[str, int]


SHARES = (
    "no_show",
    "abandoned",
    "cancelled",
    "within_target",
    "within_target_of_stayers",
    "first_contact",
    "survey_offered",
    "early_no_show",
)

DEFINITIONS: Mapping[str, str] = MappingProxyType(
    {
        "issued": N_(
            "Issued: everybody who came, by the line, service and hour in which they came. Who was "
            "registered by mistake and taken back counts nowhere."
        ),
        "wait": N_(
            "Wait: from entering a line to the first call, or to the start where nobody is called. "
            "Who is sent on to another service waits twice; who came back after a no-show, once."
        ),
        "displacement": N_("Way to the counter: from the last call to the start."),
        "service": N_("Service: from start to end, without the time on hold or with nobody there."),
        "within_target": N_(
            "Within the target: of all issued, those whose every wait was within it. Who left "
            "uncalled was not in time."
        ),
        "within_target_of_stayers": N_(
            "As contact centres count it: the same, without who left before the target was missed."
        ),
        "first_contact": N_(
            "Resolved at once: of those served, with no filing, escalation or another office."
        ),
        "calls_unseen": N_(
            "Calls without a receipt: calls, also again, that no display said it showed or spoke."
        ),
        "not_measured": N_(
            "Not measured: over {hours} hours, across a night or backwards. A clock was wrong or "
            "a session forgotten, and no time holds them."
        ),
        "shares": N_(
            "A share of fewer than 5 is not given, nor one by which it could be worked out."
        ),
    }
)
"""What each figure means, as reports print it."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """`hall`, who came in person, and its parts by line, service and local hour; and everybody
    attended, by channel and by counter with its facilitator. Groups without visits are left out.
    """

    hall: Figures
    by_line: Mapping[Line, Figures]
    by_service: Mapping[ServiceKey, Figures]
    by_hour: Mapping[int, Figures]
    by_channel: Mapping[Channel, Figures]
    by_desk: Mapping[Desk, Figures]


@dataclass(frozen=True, slots=True)
class Ratings:
    """What citizens answered: how many, their mean and how many gave each score, from 1 to 5.

    Of fewer than five it says only how many: more would say something about a person.
    """

    n: int
    mean: float | None
    counts: Mapping[int, int]


def ratings_of(scores: Sequence[int]) -> Ratings:
    n = len(scores)
    if n < ENOUGH_FOR_SHARE:
        return Ratings(n, None, {})
    return Ratings(n, fmean(scores), {score: scores.count(score) for score in SCORES})


def figures_of(cells: Mapping[TallyCell, Tally]) -> DayFigures:
    """Return the figures of what was counted, in all and in groups."""
    hall = {cell: each for cell, each in cells.items() if cell.channel is Channel.IN_PERSON}

    def grouped(
        some: Mapping[TallyCell, Tally], key: Callable[[TallyCell], Key | None]
    ) -> Mapping[Key, Figures]:
        groups: defaultdict[Key, Tally] = defaultdict(Tally)
        for cell, tally in some.items():
            if (group := key(cell)) is not None:
                groups[group].add(tally)
        parts = {group: of_tally(each) for group, each in groups.items()}
        return hidden(parts)

    return DayFigures(
        hall=of_tally(total(hall)),
        by_line=grouped(hall, lambda cell: cell.line),
        by_service=grouped(hall, lambda cell: cell.service),
        by_hour=grouped(hall, lambda cell: cell.hour),
        by_channel=grouped(cells, lambda cell: cell.channel),
        by_desk=grouped(cells, _desk),
    )


def total(cells: Mapping[TallyCell, Tally]) -> Tally:
    whole = Tally()
    for each in cells.values():
        whole.add(each)
    return whole


def of_tally(tally: Tally) -> Figures:
    """Return the figures of one tally."""
    of = tally.of
    issued, served, judged = of(Counted.ISSUED), of(Counted.SERVED), of(Counted.JUDGED)
    gone = of(Counted.NO_SHOW)
    wait, way, service = (tally.times[time] for time in Time)
    return Figures(
        issued=issued,
        served=served,
        not_measured=of(Counted.NOT_MEASURED),
        no_show=_share(gone, issued),
        abandoned=_share(of(Counted.ABANDONED), issued),
        cancelled=_share(of(Counted.CANCELLED), issued),
        wait_mean_min=_mean(wait),
        wait_median_min=_median(wait),
        wait_p90_min=_quantile(wait, 0.9),
        wait_max_min=_quantile(wait, 1.0),
        within_target=_share(of(Counted.IN_TIME), judged),
        within_target_of_stayers=_share(of(Counted.IN_TIME), judged - of(Counted.LEFT_IN_TIME)),
        displacement_mean_min=_mean(way),
        displacement_median_min=_median(way),
        displacement_p90_min=_quantile(way, 0.9),
        service_mean_min=_mean(service),
        service_median_min=_median(service),
        service_p90_min=_quantile(service, 0.9),
        first_contact=_share(of(Counted.RESOLVED), served),
        survey_offered=_share(of(Counted.SURVEY_OFFERED), served),
        early_no_show=_share(of(Counted.EARLY_NO_SHOW), gone),
        overtook=of(Counted.OVERTOOK),
        overtime_min=of(Counted.OVERTIME_S) / 60,
        outcomes={Outcome(key): n for key, n in tally.by_word(Counted.OUTCOME).items()},
        reasons=tally.by_word(Counted.REASON),
        languages=tally.by_word(Counted.LANGUAGE),
        out_of_order=tally.by_word(Counted.CHOSEN),
    )


def hidden(parts: Mapping[Key, Figures]) -> Mapping[Key, Figures]:
    """Return the parts of a whole without the shares that would give away one of too few.

    The whole is shown: where the parts that say nothing are fewer than five together, the next
    smallest says nothing either.
    """
    found = dict(parts)
    for name in SHARES:
        sizes = {key: getattr(each, name).n for key, each in parts.items()}
        silent = {key for key, n in sizes.items() if 0 < n < ENOUGH_FOR_SHARE}
        told = sorted((n, str(key), key) for key, n in sizes.items() if n >= ENOUGH_FOR_SHARE)
        while silent and told and sum(sizes[key] for key in silent) < ENOUGH_FOR_SHARE:
            _n, _name, key = told.pop(0)
            silent.add(key)
            figure = Figure(None, sizes[key])
            found[key] = replace(found[key], **{name: figure})  # type: ignore[arg-type] # a share
    return found


def _desk(cell: TallyCell) -> Desk | None:
    return None if cell.counter is None else (cell.counter, cell.staff)


def _share(part: int, whole: int) -> Figure:
    return Figure(100 * part / whole if whole >= ENOUGH_FOR_SHARE else None, whole)


def _mean(seconds: Counter[int]) -> Figure:
    n = seconds.total()
    return Figure(sum(each * times for each, times in seconds.items()) / n / 60 if n else None, n)


def _median(seconds: Counter[int]) -> Figure:
    """Return the middle one, or the middle of the two that are."""
    n = seconds.total()
    if not n:
        return Figure(None, 0)
    low, high = _nth(seconds, (n - 1) // 2), _nth(seconds, n // 2)
    return Figure((low + high) / 120, n)


def _quantile(seconds: Counter[int], share: float) -> Figure:
    """Return the shortest time that `share` of all do not exceed: one that somebody took."""
    n = seconds.total()
    return Figure(_nth(seconds, math.ceil(share * n) - 1) / 60 if n else None, n)


def _nth(seconds: Counter[int], index: int) -> int:
    """Return the time at `index` of all of them in order."""
    ascending = sorted(seconds)
    until = accumulate(seconds[each] for each in ascending)
    return next(each for each, n in zip(ascending, until, strict=True) if n > index)
