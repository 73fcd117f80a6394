"""`office.reports`: the figures of any span of days."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection

from core.domain.calendar.hours import day_span
from core.domain.calendar.present import Present
from core.domain.figures.figures import DayFigures, Ratings, figures_of, ratings_of
from core.domain.figures.summary import Fact, Summary
from core.domain.figures.tally import Cell, Tally
from core.domain.figures.work import Place, Spent
from core.domain.order.prelation import added_wait, in_time
from core.domain.service import OfficeSettings
from core.domain.ticket import Channel, Line, OfficeId, ServiceKey
from core.errors import DayOutOfRange, SpanBackwards, UnknownOffice
from core.office.ledger.ledger import Ledger
from core.office.summaries import Summaries, Told
from core.store import events, offices, tickets

# Wide of any office's days, and far enough from where a date ends that a day may be added.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of whom figures are wanted; None of it for everybody."""

    line: Line | None = None
    service: ServiceKey | None = None
    channel: Channel | None = None
    staff: str | None = None

    def includes(self, cell: Cell) -> bool:
        return (
            self.line in {None, cell.line}
            and self.service in {None, cell.service}
            and self.channel in {None, cell.channel}
            and self.staff in {None, cell.staff}
        )


EVERYBODY = Chosen()


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


@dataclass(frozen=True, slots=True)
class Report:
    """The days from `first` to `last` of `offices`, by the first one's `settings`.

    `informed` is how many left without a ticket because a notice said what they came for;
    `put_back` how many calls were taken back: made by mistake, and their people waited on.
    `ratings` are the answers to the kiosk's survey; `open_min` is how long the doors were to be
    open. `arrivals` has how many came, by weekday (Monday 0) and local hour, and `worked` on how
    many days of each weekday somebody came.
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
    ratings: Ratings
    open_min: float
    arrivals: Mapping[tuple[int, int], int]
    worked: Mapping[int, int]
    chosen: Chosen = field(default=EVERYBODY)

    @property
    def office(self) -> OfficeId:
        return self.offices[0]

    @property
    def day(self) -> date:
        return self.first


@dataclass(frozen=True, slots=True)
class Prelation:
    """How the office's priority went today where it is given at once.

    `in_time` priority citizens were attended within the target, of the `judged` of whom that can be
    said; it added `added_min` minutes to the waits of others.
    """

    judged: int
    in_time: int
    added_min: float


class Reports:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def day(self, day: date | None = None) -> Report:
        """Return the figures of a business day, today's for None.

        Raises:
            DayOutOfRange: no office was or will be open then.
        """
        wanted = day or self._ledger.look_now(lambda _connection, _settings, now: now.day)
        return self.span(wanted, wanted)

    def span(
        self,
        first: date,
        last: date,
        offices: Sequence[str] | None = None,
        *,
        chosen: Chosen = EVERYBODY,
        told: Told | None = None,
    ) -> Report:
        """Return the figures of the days from `first` to `last`, both among them.

        `offices`: those of the same database, None for this one. `chosen`: of whom. `told` is
        called as days are worked out that nobody asked for before.

        Raises:
            DayOutOfRange: no office was or will be open then.
            SpanBackwards: the last day is before the first.
            UnknownOffice
        """
        for each in (first, last):
            if not FIRST_DAY <= each <= LAST_DAY:
                raise DayOutOfRange(day=each.isoformat(), first=FIRST_DAY, last=LAST_DAY)
        if last < first:
            raise SpanBackwards(first=first.isoformat(), last=last.isoformat())
        found = Summary()
        names = tuple(OfficeId(each) for each in offices or [self._ledger.office])
        for ledger in self._ledgers(names):
            found.add(Summaries(ledger).of_days(first, last, told))
        settings = self._ledger.look(lambda _connection, settings, _at: settings)
        return _report(found, names, settings, (first, last), chosen)

    def _ledgers(self, names: Iterable[OfficeId]) -> list[Ledger]:
        known = self._ledger.look(lambda connection, _settings, _at: offices.known(connection))
        for name in names:
            if name not in known:
                raise UnknownOffice(office=name, known=", ".join(known))
        return [self._ledger.of(name) for name in names]

    def informed_today(self) -> Mapping[str, int]:
        """Return how many said today that a notice was all they came for, by the notice's key."""
        office = self._ledger.office

        def look(
            connection: Connection, settings: OfficeSettings, now: Present
        ) -> Mapping[str, int]:
            return events.informed(connection, office, *day_span(now.day, settings.hours))

        return self._ledger.look_now(look)

    def prelation(self) -> Prelation:
        """Return how priority went today."""
        office = self._ledger.office

        def look(connection: Connection, settings: OfficeSettings, now: Present) -> Prelation:
            day, at = now.day, now.at
            today = tickets.of_days(connection, office, day, day)
            target = settings.targets.wait_min(Line.PREFERENTIAL, settings.mode)
            timely, judged = in_time(today, timedelta(minutes=target), at)
            steps = events.steps_between(connection, office, *day_span(day, settings.hours))
            added = added_wait(today, steps, at)
            return Prelation(judged, timely, added / timedelta(minutes=1))

        return self._ledger.look_now(look)


def _report(
    found: Summary,
    names: tuple[OfficeId, ...],
    settings: OfficeSettings,
    span: tuple[date, date],
    chosen: Chosen,
) -> Report:
    cells: dict[Cell, Tally] = {
        cell: tally for cell, tally in found.cells.items() if chosen.includes(cell)
    }
    work = {
        place: spent for place, spent in found.work.items() if chosen.staff in {None, place.staff}
    }
    scores = found.words(Fact.SCORE)
    return Report(
        names,
        settings,
        *span,
        figures_of(cells),
        _time_of(work.values()),
        _by_staff(work),
        _free_by_hour(work),
        found.facts[Fact.INFORMED],
        found.facts[Fact.PUT_BACK],
        ratings_of([int(score) for score, n in scores.items() for _ in range(n)]),
        found.facts[Fact.OPEN_S] / 60,
        {
            (int(weekday), int(hour)): n
            for key, n in found.words(Fact.ARRIVED).items()
            for weekday, hour in [key.split(":")]
        },
        {int(weekday): n for weekday, n in found.words(Fact.WORKED).items()},
        chosen,
    )


def _time_of(spent: Iterable[Counter[str]]) -> CounterTime:
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


def _by_staff(work: Mapping[Place, Counter[str]]) -> Mapping[str, CounterTime]:
    people = sorted({place.staff for place in work})
    return {
        staff: _time_of(spent for place, spent in work.items() if place.staff == staff)
        for staff in people
    }


def _free_by_hour(work: Mapping[Place, Counter[str]]) -> Mapping[int, float]:
    hours: Counter[int] = Counter()
    for place, spent in work.items():
        hours[place.hour] += spent[Spent.FREE_WHILE_WAITED]
    return {hour: seconds / 60 for hour, seconds in sorted(hours.items())}
