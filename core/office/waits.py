"""How long people wait now: the estimate's inputs, read from the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.domain.estimate import LATEST_SERVICES, WaitEstimate, ahead_of, estimate
from core.domain.figures import service_min
from core.domain.service import OfficeSettings
from core.domain.ticket import Line, OfficeId, Ticket
from core.store import people, tickets


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the office works: counters staffed and present, minutes of its latest services."""

    counters: int
    services_min: tuple[float, ...]


def read_pace(connection: Connection, office: OfficeId) -> Pace:
    present = [state for state in people.counters(connection, office) if not state.is_away]
    latest = tickets.recent_services(connection, office, LATEST_SERVICES)
    minutes = (service_min(ticket) for ticket in reversed(latest))
    return Pace(len(present), tuple(each for each in minutes if each is not None))


def wait_behind(
    before: Iterable[Ticket], line: Line, pace: Pace, *, settings: OfficeSettings, at: datetime
) -> WaitEstimate | None:
    """Return how long somebody of `line` waits behind the tickets `before`.

    Of the own line `before` holds only those in front; None when no counter is staffed.
    """
    lines = [ticket.line for ticket in before]
    ahead = ahead_of(line, lines.count(Line.GENERAL), lines.count(Line.PREFERENTIAL))
    return estimate(ahead, pace.counters, pace.services_min, at, settings.hours)


def wait_of(
    connection: Connection, ticket: Ticket, settings: OfficeSettings, at: datetime
) -> WaitEstimate | None:
    """Return how long a waiting ticket will wait; None when no counter is staffed."""
    before = [
        other
        for other in tickets.waiting(connection, ticket.office, ticket.day)
        if other.line is not ticket.line or other.place < ticket.place
    ]
    pace = read_pace(connection, ticket.office)
    return wait_behind(before, ticket.line, pace, settings=settings, at=at)
