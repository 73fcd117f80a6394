"""`office.reports`: the figures of any span of days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from core.domain.calendar.hours import day_span
from core.domain.calendar.present import Present
from core.domain.figures.figures import figures_of
from core.domain.figures.own_day import OwnDay
from core.domain.figures.report import (
    EVERYBODY,
    OfWhom,
    Report,
    Stretch,
    report_of,
    steps_of,
    those,
)
from core.domain.figures.summary import DayEvents, Summary
from core.domain.order.prelation import added_wait, in_time
from core.domain.roles import Deed
from core.domain.service import OfficeSettings
from core.domain.ticket import Line, OfficeId
from core.errors import DayOutOfRange, SpanBackwards, UnknownOffice
from core.office.figures.summaries import ONE_DAY, Summaries, Told
from core.office.ledger.checks import allowed
from core.office.ledger.ledger import Ledger
from core.store import events, offices, tickets
from core.store.figures import days

# Wide of any office's days, and far enough from where a date ends that a day may be added.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


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
        chosen: OfWhom = EVERYBODY,
        by: str | None = None,
        told: Told | None = None,
    ) -> Report:
        """Return the figures of the days from `first` to `last`, both among them.

        `offices`: those of the same database, None for this one. `chosen`: of whom. `by`: who
        asks, None for whoever holds the database. `told` is called as days are worked out that
        nobody asked for before.

        Raises:
            DayOutOfRange: no office was or will be open then.
            SpanBackwards: the last day is before the first.
            MayNotSeeReports: their role does not let them.
            UnknownOffice, UnknownStaff
        """
        _check_days(first, last)
        names = tuple(OfficeId(each) for each in offices or [self._ledger.office])
        ledgers = self._ledgers(names)
        if by is not None:
            for ledger in ledgers:
                ledger.look(partial(_check_may_see, ledger.office, by))
        read = [Summaries(ledger) for ledger in ledgers]
        for summaries in read:
            summaries.keep(first, last, told)

        def of(begins: date, ends: date) -> Summary:
            found = Summary()
            for summaries in read:
                found.add(summaries.of_days(begins, ends))
            return found

        course = tuple(
            Stretch(begins, ends, figures_of(those(of(begins, ends), chosen)))
            for begins, ends in steps_of(first, last)
        )
        settings = self._ledger.look(lambda _connection, settings, _at: settings)
        found = of(first, last)
        return report_of(found, names, settings, (first, last), chosen=chosen, course=course)

    def lacking(self, first: date, last: date, offices: Sequence[str] | None = None) -> int:
        """Return how many days of a span are over and have yet to be worked out.

        Raises:
            DayOutOfRange, SpanBackwards, UnknownOffice
        """
        _check_days(first, last)
        names = tuple(OfficeId(each) for each in offices or [self._ledger.office])
        return sum(Summaries(each).lacking(first, last) for each in self._ledgers(names))

    def journal_of(
        self, first: date, last: date, told: Told | None = None
    ) -> tuple[DayEvents, ...]:
        """Return what happened on the days from `first` to `last` that are over, a day a look.

        Raises:
            DayOutOfRange: no office was or will be open then.
            SpanBackwards: the last day is before the first.
        """
        _check_days(first, last)
        office = self._ledger.office

        def span(connection: Connection, settings: OfficeSettings, now: Present) -> Iterable[date]:
            begin = max(first, days.first_day(connection, office, settings.hours))
            n = (min(last, now.day - ONE_DAY) - begin).days + 1
            return [begin + each * ONE_DAY for each in range(n)]

        def read(
            day: date, connection: Connection, settings: OfficeSettings, _now: Present
        ) -> DayEvents:
            found = days.events_of(connection, office, day, day_span(day, settings.hours))
            return DayEvents(day, found, is_over=True)

        wanted = list(self._ledger.look_now(span))
        found: list[DayEvents] = []
        for n, day in enumerate(wanted, 1):
            found.append(self._ledger.look_now(partial(read, day)))
            if told is not None:
                told(n, len(wanted))
        return tuple(found)

    def own_day(self, staff: str, day: date | None = None) -> OwnDay:
        """Return what somebody did in a day, today's for None: for nobody's eyes but theirs.

        Raises:
            DayOutOfRange: no office was or will be open then.
        """
        if day is not None:
            _check_days(day, day)
        return Summaries(self._ledger).own_day(staff, day)

    def work_out(self, told: Told | None = None) -> int:
        """Work out and keep every day that is over and not kept; return how many they were."""
        return Summaries(self._ledger).keep(FIRST_DAY, LAST_DAY, told)

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


def _check_days(first: date, last: date) -> None:
    for each in (first, last):
        if not FIRST_DAY <= each <= LAST_DAY:
            raise DayOutOfRange(day=each.isoformat(), first=FIRST_DAY, last=LAST_DAY)
    if last < first:
        raise SpanBackwards(first=first.isoformat(), last=last.isoformat())


def _check_may_see(
    office: OfficeId, by: str, connection: Connection, settings: OfficeSettings, _at: datetime
) -> None:
    allowed(connection, office, settings, by, Deed.SEE_REPORTS)
