"""`office.reports`: the figures of a day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from core.domain.figures import DayFigures, figures_of, wait_min
from core.domain.hours import business_day, day_span
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind, Line, OfficeId, Ticket
from core.office.ledger import Ledger
from core.store import tickets


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

    `served` priority citizens, `in_time` of them within the target; `added_min` minutes for which
    others were put on hold.
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

        def look(connection: Connection, settings: OfficeSettings, at: datetime) -> DayReport:
            wanted = day or business_day(at, settings.hours)
            found = tickets.of_days(connection, office, wanted, wanted)
            since, until = day_span(wanted, settings.hours)
            informed = tickets.count_events(connection, office, Kind.INFORMED, since, until)
            return DayReport(office, settings, wanted, figures_of(found, settings), informed)

        return self._ledger.look(look)

    def prelation(self) -> Prelation:
        """Return how priority went today."""
        office = self._ledger.office

        def look(connection: Connection, settings: OfficeSettings, at: datetime) -> Prelation:
            day = business_day(at, settings.hours)
            today = tickets.of_days(connection, office, day, day)
            target = settings.targets.wait_min(Line.PREFERENTIAL, settings.mode)
            waits = [
                wait
                for ticket in today
                if ticket.line is Line.PREFERENTIAL and (wait := wait_min(ticket)) is not None
            ]
            held = [at - each.held_at for each in today if each.held_at and _is_general(each)]
            paused_s = sum(each.paused_s for each in today if _is_general(each))
            added_s = paused_s + sum(each.total_seconds() for each in held)
            return Prelation(len(waits), sum(wait <= target for wait in waits), added_s / 60)

        return self._ledger.look(look)


def _is_general(ticket: Ticket) -> bool:
    return ticket.line is Line.GENERAL
