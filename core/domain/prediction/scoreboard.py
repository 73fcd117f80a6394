"""How well waits were foretold, beside what simpler rules would have said of the same people.

Pure. A rule that only hindsight has (the mean of the day that was to come, an oracle) is there for
measure: nobody could have told it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean

from core.domain.prediction.refit import MOST, nth
from core.domain.ticket import Line

LATEST = 5


@dataclass(frozen=True, slots=True)
class Foretold:
    """What somebody was told on coming, and the wait that followed, in minutes.

    `came_min` is of the day. `likely_min`, `low_min`, `high_min`: a `WaitEstimate`'s.
    `oracle_min`: what somebody would have said who knew the office's true rates; None: not asked.
    """

    day: date
    line: Line
    came_min: float
    waited_min: float
    likely_min: float
    low_min: float
    high_min: float
    oracle_min: float | None = None

    @property
    def holds(self) -> bool:
        return self.low_min <= self.waited_min <= self.high_min


@dataclass(frozen=True, slots=True)
class Score:
    """Mean errors in minutes, of `n` people: of the estimate, and of simpler rules.

    `day_mean`: the mean wait of these people on that day, in hindsight. `last_five`: that of the
    last five of the line called before. `head_of_line`: how long the first of the line had waited.
    `oracle` is of the `asked` alone, beside it `ours_asked`; None where none was asked.

    `holds`: the share of ranges that held; `width_min` their mean width, as one that always holds
    is useless. `told_most_min`: the largest upper end; `true_p99_min`: of all waits.
    """

    n: int
    ours: float
    day_mean: float
    last_five: float
    head_of_line: float
    asked: int
    ours_asked: float | None
    oracle: float | None
    holds: float
    width_min: float
    told_most_min: float
    true_p99_min: float


def scoreboard(people: Iterable[Foretold]) -> Mapping[Line | None, Score]:
    """Return the score of each line that somebody waited in, and under None that of everybody."""
    days = defaultdict[date, list[Foretold]](list)
    for each in people:
        days[each.day].append(each)
    missed = defaultdict[Line | None, list[_Missed]](list)
    for day in days.values():
        mean_min = fmean(each.waited_min for each in day)
        for line in Line:
            of_line = [each for each in day if each.line is line]
            missed[line] += (found := _missed(of_line))
            missed[None] += [
                replace(each, day_mean=abs(mean_min - each.who.waited_min)) for each in found
            ]
    return {line: _score(found) for line, found in missed.items() if found}


@dataclass(frozen=True, slots=True)
class _Missed:
    """By how much each rule missed of one person."""

    who: Foretold
    ours: float
    day_mean: float
    last_five: float
    head_of_line: float


def _missed(day: Sequence[Foretold]) -> list[_Missed]:
    """Return the errors of one line on one day."""
    mean = fmean(each.waited_min for each in day) if day else 0.0
    by_call = sorted(day, key=_called)
    calls = [_called(each) for each in by_call]

    def of(each: Foretold) -> _Missed:
        before = bisect_left(calls, each.came_min)
        latest = [other.waited_min for other in by_call[max(before - LATEST, 0) : before]]
        still = [other.came_min for other in by_call[before:] if other.came_min < each.came_min]
        return _Missed(
            each,
            ours=abs(each.likely_min - each.waited_min),
            day_mean=abs(mean - each.waited_min),
            last_five=abs((fmean(latest) if latest else 0.0) - each.waited_min),
            head_of_line=abs((each.came_min - min(still, default=each.came_min)) - each.waited_min),
        )

    return [of(each) for each in day]


def _called(each: Foretold) -> float:
    return each.came_min + each.waited_min


def _score(missed: Sequence[_Missed]) -> Score:
    people = [each.who for each in missed]
    asked = [
        (each.ours, abs(each.who.oracle_min - each.who.waited_min))
        for each in missed
        if each.who.oracle_min is not None
    ]

    def mean(of: Callable[[_Missed], float]) -> float:
        return fmean(of(each) for each in missed)

    return Score(
        n=len(missed),
        ours=mean(lambda each: each.ours),
        day_mean=mean(lambda each: each.day_mean),
        last_five=mean(lambda each: each.last_five),
        head_of_line=mean(lambda each: each.head_of_line),
        asked=len(asked),
        ours_asked=fmean(ours for ours, _oracle in asked) if asked else None,
        oracle=fmean(oracle for _ours, oracle in asked) if asked else None,
        holds=fmean(each.holds for each in people),
        width_min=fmean(each.high_min - each.low_min for each in people),
        told_most_min=max(each.high_min for each in people),
        true_p99_min=nth(sorted(each.waited_min for each in people), MOST),
    )
