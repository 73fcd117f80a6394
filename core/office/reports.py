"""`office.reports`: the figures of a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from core.domain.figures import DayFigures, figures_of, wait_min
from core.domain.hours import day_span
from core.domain.prelation import added_wait
from core.domain.present import Present
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind, Line, OfficeId, left_behind
from core.office.ledger import Ledger
from core.store import events, tickets


@dataclass(frozen=True, slots=True)
class DayReport:
    """`informed` is how many left without a ticket because a notice said what they came for."""

    office: OfficeId
    settings: OfficeSettings
    day: date
    figures: DayFigures
    informed: int


@dataclass(frozen=True, slots=True)
class Prelation:
    """How the office's priority went today where it is given at once.

    `served` priority citizens, `in_time` of them within the target; `added_min` minutes which that
    added to the waits of others.
    """

    served: int
    in_time: int
    added_min: float


class Reports:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def day(self, day: date | None = None) -> DayReport:
        """Return the figures of a business day, today's for None."""
        office = self._ledger.office

        def look(connection: Connection, settings: OfficeSettings, now: Present) -> DayReport:
            wanted = day or now.day
            found = tickets.of_days(connection, office, wanted, wanted)
            if wanted < now.day:
                found = [left_behind(ticket) for ticket in found]
            since, until = day_span(wanted, settings.hours)
            informed = events.count_events(connection, office, Kind.INFORMED, since, until)
            return DayReport(office, settings, wanted, figures_of(found, settings), informed)

        return self._ledger.look_now(look)

    def prelation(self) -> Prelation:
        """Return how priority went today."""
        office = self._ledger.office

        def look(connection: Connection, settings: OfficeSettings, now: Present) -> Prelation:
            day, at = now.day, now.at
            today = tickets.of_days(connection, office, day, day)
            target = settings.targets.wait_min(Line.PREFERENTIAL, settings.mode)
            waits = [
                wait
                for ticket in today
                if ticket.line is Line.PREFERENTIAL and (wait := wait_min(ticket)) is not None
            ]
            steps = events.steps_between(connection, office, *day_span(day, settings.hours))
            added = added_wait(today, steps, at)
            in_time = sum(wait <= target for wait in waits)
            return Prelation(len(waits), in_time, added / timedelta(minutes=1))

        return self._ledger.look_now(look)
