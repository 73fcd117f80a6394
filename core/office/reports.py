"""`office.reports`: the figures of a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from core.domain.figures import (
    PARTS_SERVICE,
    PARTS_WAIT,
    DayFigures,
    Parted,
    Ratings,
    figures_of,
    ratings_of,
    wait_min,
)
from core.domain.hours import business_day, day_span
from core.domain.prelation import added_wait
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind, Line, OfficeId
from core.office.ledger import Ledger
from core.store import events, tickets


@dataclass(frozen=True, slots=True)
class DayReport:
    """`informed` is how many left without a ticket because a notice said what they came for.

    `ratings` are the answers to the kiosk's survey.
    """

    office: OfficeId
    settings: OfficeSettings
    day: date
    figures: DayFigures
    informed: int
    ratings: Ratings


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

        def look(connection: Connection, settings: OfficeSettings, at: datetime) -> DayReport:
            wanted = day or business_day(at, settings.hours)
            found = tickets.of_days(connection, office, wanted, wanted)
            span = day_span(wanted, settings.hours)
            done = events.tickets_with(connection, office, PARTS_WAIT | PARTS_SERVICE, *span)
            parted = Parted(
                waits=frozenset().union(*(done.get(kind, ()) for kind in PARTS_WAIT)),
                services=frozenset().union(*(done.get(kind, ()) for kind in PARTS_SERVICE)),
            )
            return DayReport(
                office=office,
                settings=settings,
                day=wanted,
                figures=figures_of(found, settings, parted=parted),
                informed=events.count_events(connection, office, Kind.INFORMED, *span),
                ratings=ratings_of(events.scores(connection, office, *span)),
            )

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
            steps = events.steps_between(connection, office, *day_span(day, settings.hours))
            added = added_wait(today, steps, at)
            in_time = sum(wait <= target for wait in waits)
            return Prelation(len(waits), in_time, added / timedelta(minutes=1))

        return self._ledger.look(look)
