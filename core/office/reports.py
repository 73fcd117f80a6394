"""`office.reports`: the figures of a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from core.domain.calendar.hours import day_span
from core.domain.calendar.present import Present
from core.domain.journal.figures import (
    PARTS_SERVICE,
    PARTS_WAIT,
    DayFigures,
    Parted,
    Ratings,
    figures_of,
    ratings_of,
)
from core.domain.order.prelation import added_wait, in_time
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind, Line, OfficeId, left_behind
from core.errors import DayOutOfRange
from core.office.ledger.ledger import Ledger
from core.store import events, tickets

# Wide of any office's days, and far enough from where a date ends that a day may be added.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class DayReport:
    """`informed` is how many left without a ticket because a notice said what they came for.

    `put_back` is how many calls were taken back: made by mistake, and their people waited on.
    `ratings` are the answers to the kiosk's survey.
    """

    office: OfficeId
    settings: OfficeSettings
    day: date
    figures: DayFigures
    informed: int
    put_back: int
    ratings: Ratings


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

    def day(self, day: date | None = None) -> DayReport:
        """Return the figures of a business day, today's for None.

        Raises:
            DayOutOfRange: no office was or will be open then.
        """
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise DayOutOfRange(day=day.isoformat(), first=FIRST_DAY, last=LAST_DAY)
        office = self._ledger.office

        def look(connection: Connection, settings: OfficeSettings, now: Present) -> DayReport:
            wanted = day or now.day
            found = tickets.of_days(connection, office, wanted, wanted)
            if wanted < now.day:
                found = [left_behind(ticket) for ticket in found]
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
                put_back=events.count_events(connection, office, Kind.PUT_BACK, *span),
                ratings=ratings_of(events.scores(connection, office, *span)),
            )

        return self._ledger.look_now(look)

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
