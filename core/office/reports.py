"""`office.reports`: the figures of a day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from core.domain.figures import DayFigures, figures_of
from core.domain.hours import business_day, day_span
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind, OfficeId
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
