"""The figures of a span of days, as everybody is told them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.domain.figures.figures import DayFigures, Ratings, figures_of, ratings_of
from core.domain.figures.summary import Fact, Summary
from core.domain.figures.tally import Tally, TallyCell
from core.domain.figures.work import DeskHour, Spent
from core.domain.service import OfficeSettings
from core.domain.ticket import Channel, Line, OfficeId, ServiceKey


@dataclass(frozen=True, slots=True)
class OfWhom:
    """Of whom figures are wanted; None of it for everybody."""

    line: Line | None = None
    service: ServiceKey | None = None
    channel: Channel | None = None
    staff: str | None = None

    def includes(self, cell: TallyCell) -> bool:
        return (
            self.line in {None, cell.line}
            and self.service in {None, cell.service}
            and self.channel in {None, cell.channel}
            and self.staff in {None, cell.staff}
        )


EVERYBODY = OfWhom()
MOST_DAYS, MOST_WEEKS = 31, 92  # of a span that is told by days, or by weeks


@dataclass(frozen=True, slots=True)
class CounterTime:
    """How counters spent their time, in minutes: `away` and what it `cost` by reason.

    `free_while_waited`: somebody was there and free, and somebody waited whom they could have
    called. `cost`: the minutes of an absence times how many waited whom the counter could have
    called.
    """

    staffed: float
    serving: float
    free_while_waited: float
    away: Mapping[str, float]
    cost: Mapping[str, float]

    @property
    def occupancy(self) -> float | None:
        """The share of the staffed time that somebody was served, in percent."""
        return 100 * self.serving / self.staffed if self.staffed else None


class StepLength(StrEnum):
    """By what a span is told, step by step."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a span: a day, a week or a month of it."""

    first: date
    last: date
    figures: DayFigures


@dataclass(frozen=True, slots=True)
class Report:
    """The days from `first` to `last` of `offices`, by the first one's `settings`.

    `informed` is how many left without a ticket because a notice said what they came for;
    `put_back` how many calls were taken back: made by mistake, and their people waited on.
    `calls` counts calls and calls again, `calls_unseen` those of which no display gave a receipt.
    `ratings` are the answers to the kiosk's survey; `open_min` is how long the doors were to be
    open. `arrivals` has how many came, by weekday (Monday 0) and local hour, and `worked` on how
    many days of each weekday somebody came. `course` is the span step by step: days, or weeks of
    more than a month, or months of more than a quarter; none of a day.
    """

    offices: tuple[OfficeId, ...]
    settings: OfficeSettings
    first: date
    last: date
    figures: DayFigures
    counters: CounterTime
    by_staff: Mapping[str, CounterTime]
    free_by_hour: Mapping[int, float]
    informed: int
    put_back: int
    calls: int
    calls_unseen: int
    ratings: Ratings
    open_min: float
    arrivals: Mapping[tuple[int, int], int]
    worked: Mapping[int, int]
    course: tuple[Stretch, ...] = ()
    chosen: OfWhom = EVERYBODY

    @property
    def office(self) -> OfficeId:
        return self.offices[0]

    @property
    def day(self) -> date:
        return self.first


def report_of(
    found: Summary,
    names: tuple[OfficeId, ...],
    settings: OfficeSettings,
    span: tuple[date, date],
    *,
    chosen: OfWhom = EVERYBODY,
    course: tuple[Stretch, ...] = (),
) -> Report:
    """Return the report of what the days of a span come to."""
    work = {
        place: spent for place, spent in found.work.items() if chosen.staff in {None, place.staff}
    }
    scores = found.words(Fact.SCORE)
    return Report(
        names,
        settings,
        *span,
        figures_of(those(found, chosen)),
        counter_time(work.values()),
        _by_staff(work),
        _free_by_hour(work),
        found.facts[Fact.INFORMED],
        found.facts[Fact.PUT_BACK],
        found.facts[Fact.CALLED],
        found.facts[Fact.UNSEEN],
        ratings_of([int(score) for score, n in scores.items() for _ in range(n)]),
        found.facts[Fact.OPEN_S] / 60,
        {
            (int(weekday), int(hour)): n
            for key, n in found.words(Fact.ARRIVED).items()
            for weekday, hour in [key.split(":")]
        },
        {int(weekday): n for weekday, n in found.words(Fact.WORKED).items()},
        course,
        chosen,
    )


def those(found: Summary, chosen: OfWhom) -> Mapping[TallyCell, Tally]:
    """Return what was counted of whom figures are wanted."""
    return {cell: tally for cell, tally in found.cells.items() if chosen.includes(cell)}


def step_length(first: date, last: date) -> StepLength:
    """Return by what a span is told: days, weeks of more than a month, or months."""
    days = (last - first).days + 1
    if first == last:
        return StepLength.HOUR
    if days > MOST_WEEKS:
        return StepLength.MONTH
    return StepLength.WEEK if days > MOST_DAYS else StepLength.DAY


def steps_of(first: date, last: date) -> tuple[tuple[date, date], ...]:
    """Return a span's days, weeks or months; none of a day."""
    length = step_length(first, last)
    found: list[tuple[date, date]] = []
    while first <= last and length is not StepLength.HOUR:
        ends = first
        if length is StepLength.MONTH:
            ends = month_end(first)
        elif length is StepLength.WEEK:
            ends = first + timedelta(days=6 - first.weekday())
        found.append((first, min(ends, last)))
        first = ends + timedelta(days=1)
    return tuple(found)


def month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def counter_time(spent: Iterable[Counter[str]]) -> CounterTime:
    """Return what counters spent, of what was kept of some of their hours."""
    whole = sum(spent, Counter())

    def by_reason(what: Spent) -> Mapping[str, float]:
        return {
            key.removeprefix(what): seconds / 60
            for key, seconds in sorted(whole.items())
            if key.startswith(what)
        }

    return CounterTime(
        whole[Spent.STAFFED] / 60,
        whole[Spent.SERVING] / 60,
        whole[Spent.FREE_WHILE_WAITED] / 60,
        by_reason(Spent.AWAY),
        by_reason(Spent.AWAY_COST),
    )


def _by_staff(work: Mapping[DeskHour, Counter[str]]) -> Mapping[str, CounterTime]:
    people = sorted({place.staff for place in work})
    return {
        staff: counter_time(spent for place, spent in work.items() if place.staff == staff)
        for staff in people
    }


def _free_by_hour(work: Mapping[DeskHour, Counter[str]]) -> Mapping[int, float]:
    hours: Counter[int] = Counter()
    for place, spent in work.items():
        hours[place.hour] += spent[Spent.FREE_WHILE_WAITED]
    return {hour: seconds / 60 for hour, seconds in sorted(hours.items())}
