"""What an office's days come to, read or worked out: days that are over are kept, beside their
months and years.

A day is worked out in a transaction that only reads, and kept in another one if nothing of it was
changed meanwhile: whoever asks for a year holds nobody up.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import sample
from typing import TypeVar

from sqlalchemy import Connection

from core.domain.calendar.hours import day_span
from core.domain.calendar.present import Present
from core.domain.figures.own_day import OwnDay, own_attentions, own_figures
from core.domain.figures.report import month_end
from core.domain.figures.summary import DayEvents, Summary, summary_of
from core.domain.journal.attentions import visits_of
from core.domain.service import OfficeSettings
from core.domain.ticket import OfficeId
from core.office.document.document import read_stored
from core.office.document.earlier import EarlierSettings
from core.office.ledger.checks import name_of
from core.office.ledger.ledger import Ledger
from core.store import offices
from core.store.figures import days, summaries

ONE_DAY = timedelta(days=1)
KEPT_AT_ONCE = 50
NEWEST_CHECKED, OTHERS_CHECKED = 7, 14  # days: some 10 ms each
DAY_LETTERS = len("2026-11-24")
T = TypeVar("T", str, date)
Told = Callable[[int, int], None]
"""Told how many days of how many are worked out."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What there is to read: the periods that are kept, and the days that are not."""

    kept: tuple[str, ...]
    lacking: tuple[date, ...]
    today: date | None  # where it is asked for


class Summaries:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of_days(self, first: date, last: date) -> Summary:
        """Return what the days from `first` to `last` come to; today's as far as it has gone."""
        office = self._ledger.office

        def look(connection: Connection, settings: OfficeSettings, now: Present) -> Summary:
            found = self._look(connection, settings, now, (first, last))
            whole = Summary()
            for plain in summaries.read(connection, office, found.kept):
                whole.add_plain(plain)
            if found.lacking:
                earlier = EarlierSettings(connection, office)
                for day in found.lacking:
                    then = earlier.at(_end_of(day, settings))
                    whole.add(_worked_out(connection, office, day, then, now))
            if found.today is not None:
                whole.add(_worked_out(connection, office, found.today, settings, now))
            return whole

        return self._ledger.look_now(look)

    def lacking(self, first: date, last: date) -> int:
        """Return how many days from `first` to `last` are over and not kept."""
        return len(self._lacking(first, last))

    def _lacking(self, first: date, last: date) -> tuple[date, ...]:
        return self._ledger.look_now(
            lambda connection, settings, now: (
                self._look(connection, settings, now, (first, last)).lacking
            )
        )

    def keep(self, first: date, last: date, told: Told | None = None) -> int:
        """Work out the days from `first` to `last` that are over and not kept, and keep them.

        Return how many they were.
        """
        office, lacking = self._ledger.office, self._lacking(first, last)
        if not lacking:
            return 0
        earlier = self._ledger.look_now(
            lambda connection, _settings, _now: EarlierSettings(connection, office)
        )
        for begin in range(0, len(lacking), KEPT_AT_ONCE):
            found: dict[date, tuple[Summary, int]] = {}
            for n, day in enumerate(lacking[begin : begin + KEPT_AT_ONCE], begin):
                if told is not None:
                    told(n, len(lacking))
                found[day] = self._seen(day, earlier)
            self._ledger.tell(partial(_keep, office, found))
        self._ledger.tell(partial(_keep_wholes, office, lacking[0], lacking[-1]))
        if told is not None:
            told(len(lacking), len(lacking))
        return len(lacking)

    def own_day(self, staff: str, day: date | None) -> OwnDay:
        """Return the day of a person, today's for None, worked out anew from the journal."""
        office = self._ledger.office

        def look(connection: Connection, settings: OfficeSettings, now: Present) -> OwnDay:
            wanted = day or now.day
            then = settings
            if wanted < now.day:
                earlier = EarlierSettings(connection, office)
                then = earlier.at(_end_of(wanted, settings))
            found = _events_of(connection, office, wanted, then, now)
            mine = own_attentions(visits_of(found.events), staff, then)
            figures = own_figures(summary_of(found, then, now.at), staff)
            name = name_of(connection, office, staff)
            return OwnDay(staff, name, wanted, mine, *figures, settings)

        return self._ledger.look_now(look)

    def differing(self) -> tuple[str, ...]:
        """Return kept periods that are not what they must be: days by the journal, months and
        years by their parts.

        The newest are looked at and some others, another lot each time.
        """
        office = self._ledger.office

        def look(connection: Connection, settings: OfficeSettings, now: Present) -> tuple[str, ...]:
            known = summaries.known(connection, office, "", "9999")
            kept = [date.fromisoformat(each) for each in known if len(each) == DAY_LETTERS]
            if not kept:
                return ()
            earlier = EarlierSettings(connection, office)
            found = []
            for day in _some(kept):
                then = earlier.at(_end_of(day, settings))
                right = _worked_out(connection, office, day, then, now)
                if _read(connection, office, [day.isoformat()]) != right:
                    found.append(day.isoformat())
            worked = days.first_day(connection, office, settings.hours)
            wholes = dict(_wholes(min(kept), max(kept), worked))
            sums = [whole for whole in wholes if known.issuperset({whole, *wholes[whole]})]
            found += [
                whole
                for whole in _some(sums)
                if _read(connection, office, [whole]) != _read(connection, office, wholes[whole])
            ]
            return tuple(found)

        return self._ledger.look_now(look)

    def _seen(self, day: date, earlier: EarlierSettings) -> tuple[Summary, int]:
        """Return what a day comes to, and the latest event that this knows of."""
        office = self._ledger.office

        def look(
            connection: Connection, settings: OfficeSettings, now: Present
        ) -> tuple[Summary, int]:
            then = earlier.at(_end_of(day, settings))
            found = _worked_out(connection, office, day, then, now)
            return found, offices.latest_seq(connection, office)

        return self._ledger.look_now(look)

    def _look(
        self,
        connection: Connection,
        settings: OfficeSettings,
        now: Present,
        span: tuple[date, date],
    ) -> _Look:
        """Return how a span is read: by years and months that are kept whole, else by days."""
        office, (first, last) = self._ledger.office, span
        worked = days.first_day(connection, office, settings.hours)
        until = min(last, now.day - ONE_DAY)
        begin = max(first, worked)
        known = summaries.known(connection, office, str(begin.year), until.isoformat())
        kept, lacking = [], []
        day = begin
        while day <= until:
            period, ends = _largest(day, until, known, worked)
            if period is None:
                lacking.append(day)
            else:
                kept.append(period)
            day = ends + ONE_DAY
        today = now.day if first <= now.day <= last else None
        return _Look(tuple(kept), tuple(lacking), today)


def _largest(
    day: date, until: date, known: frozenset[str], worked: date
) -> tuple[str | None, date]:
    """Return the longest kept period that begins on `day` and ends by `until`, and its end.

    The first one of an office begins on the first day that it `worked`.
    """
    whole, month, year = summaries.periods_of(day)
    for period, begins, ends in (
        (year, date(day.year, 1, 1), date(day.year, 12, 31)),
        (month, day.replace(day=1), month_end(day)),
        (whole, day, day),
    ):
        if max(begins, worked) == day and ends <= until and period in known:
            return period, ends
    return None, day


def _worked_out(
    connection: Connection, office: OfficeId, day: date, settings: OfficeSettings, now: Present
) -> Summary:
    return summary_of(_events_of(connection, office, day, settings, now), settings, now.at)


def _events_of(
    connection: Connection, office: OfficeId, day: date, settings: OfficeSettings, now: Present
) -> DayEvents:
    events = days.events_of(connection, office, day, day_span(day, settings.hours))
    seen = days.seen_calls(connection, office, events)
    return DayEvents(day, events, is_over=day < now.day, seen=seen)


def _end_of(day: date, settings: OfficeSettings) -> datetime:
    return day_span(day, settings.hours)[1]


def _read(connection: Connection, office: OfficeId, periods: Sequence[str]) -> Summary | None:
    """Return what is kept of some periods, as one; None where it cannot be read."""
    found = Summary()
    try:
        for plain in summaries.read(connection, office, periods):
            found.add_plain(plain)
    except (AttributeError, KeyError, TypeError, ValueError):  # somebody wrote into it
        return None
    return found


def _some(periods: Iterable[T]) -> list[T]:
    """Return the newest of some periods, and a few others."""
    found = sorted(periods, reverse=True)
    others = found[NEWEST_CHECKED:]
    return found[:NEWEST_CHECKED] + sample(others, min(OTHERS_CHECKED, len(others)))


def _keep(
    office: OfficeId,
    found: dict[date, tuple[Summary, int]],
    connection: Connection,
    _at: datetime,
) -> None:
    """Keep days that were worked out, but for those of which something happened since."""
    offices.hold(connection, office)
    since = min(seq for _summary, seq in found.values())
    changed = days.changed_since(connection, office, since)
    summaries.keep(
        connection,
        office,
        {
            day.isoformat(): summary.plain()
            for day, (summary, _seq) in found.items()
            if changed is not None and day not in changed
        },
    )


def _keep_wholes(
    office: OfficeId, first: date, last: date, connection: Connection, _at: datetime
) -> None:
    """Keep the months and the years of some days that are over, where all their days are kept."""
    offices.hold(connection, office)
    settings = read_stored(offices.document(connection, office))
    worked = days.first_day(connection, office, settings.hours)
    known = summaries.known(connection, office, str(first.year), f"{last.year}-12-31")
    for whole, parts in _wholes(first, last, worked):
        if whole not in known and set(parts) <= known:
            made = Summary()
            for plain in summaries.read(connection, office, parts):
                made.add_plain(plain)
            summaries.keep(connection, office, {whole: made.plain()})
            known |= {whole}


def _wholes(first: date, last: date, worked: date) -> Iterator[tuple[str, list[str]]]:
    """Yield each month that days from `first` to `last` touch, with its days, then each year."""
    month = first.replace(day=1)
    while month <= last:
        ends, day = month_end(month), max(month, worked)
        parts = [(day + n * ONE_DAY).isoformat() for n in range((ends - day).days + 1)]
        yield summaries.periods_of(month)[1], parts
        month = ends + ONE_DAY
    for year in range(first.year, last.year + 1):
        begins = worked.month if worked.year == year else 1
        yield str(year), [f"{year}-{month:02d}" for month in range(begins, 13)]
