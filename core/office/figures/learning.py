"""`office.learning`: what an office makes of the waits that it told.

A day that is over is told anew from its journal, in a transaction that only reads; once a month
the multipliers of the estimate are made anew of the last three months. A window that nobody waits
at asks for it between two heartbeats, a day at a time: never in an action.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from core.domain.calendar.hours import day_span
from core.domain.calendar.present import Present
from core.domain.estimate import MULTIPLIERS
from core.domain.figures.summary import DayEvents
from core.domain.prediction.refit import OfLines, refitted
from core.domain.prediction.retelling import ToldWait, retold
from core.domain.prediction.scoreboard import Score, scoreboard
from core.domain.service import OfficeSettings
from core.domain.ticket import Line, OfficeId
from core.office.figures.summaries import ONE_DAY, Summaries
from core.office.ledger.ledger import Ledger
from core.office.queue.waits import read_services
from core.store import offices
from core.store.figures import days, learnt

LEARNT_OF = timedelta(days=92)
Span = tuple[date, date]
Lacking = tuple[date | None, bool]  # the latest day not told anew; whether the month is fitted


class Learning:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._done_on: date | None = None

    def learn(self) -> bool:
        """Do one step of what is to be learnt; whether another one is left.

        A day takes a third of a second: its figures are kept as well, so that no report waits for
        them. Nothing is done twice, and of a day on which all is done nothing is asked of the
        database.
        """
        today = self._ledger.look_now(lambda _connection, _settings, now: now.day)
        if today == self._done_on:
            return False
        day, is_fitted = self._ledger.look_now(self._lacking)
        if day is not None:
            self._tell_anew(day)
            return True
        if not is_fitted:
            self._ledger.tell(lambda connection, _at: self._fit(connection, today))
        self._done_on = today
        return False

    def scores(self, first: date, last: date) -> Mapping[Line | None, Score]:
        """Return how well waits were foretold from `first` to `last`, by line, and of all.

        Each day by the multipliers of its month.
        """
        office = self._ledger.office

        def begins(connection: Connection, settings: OfficeSettings, now: Present) -> Span:
            worked = days.first_day(connection, office, settings.hours)
            return max(first, worked), min(last, now.day - ONE_DAY)

        def told(
            day: date, connection: Connection, settings: OfficeSettings, _now: Present
        ) -> Sequence[ToldWait]:
            fitted = learnt.latest_multipliers(connection, office, day)
            return _retold(connection, office, settings, day, fitted)

        day, until = self._ledger.look_now(begins)
        people: list[ToldWait] = []
        while day <= until:
            people += self._ledger.look_now(partial(told, day))
            day += ONE_DAY
        return scoreboard(each.foretold for each in people)

    def _lacking(self, connection: Connection, settings: OfficeSettings, now: Present) -> Lacking:
        office = self._ledger.office
        first = max(_month(now.day) - LEARNT_OF, days.first_day(connection, office, settings.hours))
        yesterday = now.day - ONE_DAY
        known = learnt.known_days(connection, office, first, yesterday)
        span = ((yesterday - first).days + 1) if yesterday >= first else 0
        lacking = (yesterday - n * ONE_DAY for n in range(span))
        day = next((each for each in lacking if each not in known), None)
        return day, learnt.is_fitted(connection, office, now.day)

    def _tell_anew(self, day: date) -> None:
        """Tell a day's waits anew, whichever multipliers were in force, and keep them."""
        office = self._ledger.office
        told = self._ledger.look_now(
            lambda connection, settings, _now: _retold(connection, office, settings, day, {})
        )
        people = [(each.line, (each.wait.expected_min, each.waited_min)) for each in told]

        def keep(connection: Connection, _at: datetime) -> None:
            offices.hold(connection, office)
            learnt.keep_waits(connection, office, day, people)

        self._ledger.tell(keep)
        Summaries(self._ledger).keep(day, day)

    def _fit(self, connection: Connection, today: date) -> None:
        """Make the multipliers of a month of the three months before it."""
        office, month = self._ledger.office, _month(today)
        offices.hold(connection, office)
        first, last = month - LEARNT_OF, month - ONE_DAY
        known = learnt.known_days(connection, office, first, last)
        people = learnt.waits(connection, office, known)
        usual = learnt.latest_multipliers(connection, office, last)
        fitted = {
            line: refitted(
                (pair for of, pair in people if of is line), usual.get(line, MULTIPLIERS)
            )
            for line in Line
        }
        learnt.keep_multipliers(connection, office, month, fitted)


def _retold(
    connection: Connection,
    office: OfficeId,
    settings: OfficeSettings,
    day: date,
    fitted: OfLines,
) -> Sequence[ToldWait]:
    span = day_span(day, settings.hours)
    found = days.events_of(connection, office, day, span)
    before = read_services(connection, office, settings, span[0])
    return retold(DayEvents(day, found, is_over=True), settings, fitted, before)


def _month(day: date) -> date:
    return day.replace(day=1)
