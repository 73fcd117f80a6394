"""`office.reports`: the figures of a day."""

from dataclasses import dataclass
from datetime import date

from core.domain.figures import DayFigures, figures_of
from core.domain.hours import business_day
from core.domain.service import OfficeSettings
from core.domain.ticket import OfficeId
from core.office.ledger import Ledger
from core.store import tickets


@dataclass(frozen=True, slots=True)
class DayReport:
    office: OfficeId
    settings: OfficeSettings
    day: date
    figures: DayFigures


class Reports:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def day(self, day: date | None = None) -> DayReport:
        """Return the figures of a business day, today's for None."""
        settings, wanted, found = self._ledger.look(
            lambda connection, settings, at: (
                settings,
                wanted := day or business_day(at, settings.hours),
                tickets.of_days(connection, self._ledger.office, wanted, wanted),
            )
        )
        return DayReport(self._ledger.office, settings, wanted, figures_of(found, settings))
