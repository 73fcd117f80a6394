"""How long people wait now: the estimate's inputs, read from the database.

Whoever tells a wait (paper, kiosk, hall) asks here, so that all tell the same of one ticket.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.domain.calendar.present import Present
from core.domain.estimate import (
    ARRIVALS_WITHIN_MIN,
    LATEST_SERVICES,
    MULTIPLIERS,
    Pace,
    WaitEstimate,
    estimate,
    people_ahead,
    widest,
)
from core.domain.journal.measured import measured_s
from core.domain.order.reach import Need
from core.domain.prediction.pace import MINUTE, pace_at
from core.domain.prediction.refit import OfLines
from core.domain.service import OfficeSettings
from core.domain.staff import CounterState
from core.domain.ticket import Line, OfficeId, State, Ticket
from core.store import lines, people, tickets
from core.store.figures import learnt

READ_SERVICES = 2 * LATEST_SERVICES  # some have no time that was measured


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a waiting person is told: the people ahead, and the range of the wait in minutes.

    Each is None when nobody can tell: the wait while no counter at work may serve the ticket, both
    once it was called, or when the office has no counter for it.
    """

    ahead: int | None = None
    low_min: int | None = None
    high_min: int | None = None


def prospect(ahead: int | None, wait: WaitEstimate | None) -> Prospect:
    return Prospect(ahead) if wait is None else Prospect(ahead, wait.low_min, wait.high_min)


@dataclass(frozen=True, slots=True)
class Desks:
    """Who is at the counters, and the tickets called to them or served there."""

    states: tuple[CounterState, ...]
    tickets: tuple[Ticket, ...]


def read_desks(connection: Connection, office: OfficeId, now: Present) -> Desks:
    # Who is still signed in from the day before will be signed out by this day's first action.
    states = () if now.begins_day else people.counters(connection, office)
    return Desks(tuple(states), tuple(tickets.all_open(connection, office)))


def read_pace(
    connection: Connection, office: OfficeId, settings: OfficeSettings, now: Present, desks: Desks
) -> Pace:
    """Read what the office did lately, to go with who is at work."""
    at, day = now.at, now.day
    hour_ago = at - ARRIVALS_WITHIN_MIN * MINUTE
    return pace_at(
        now,
        settings,
        states=desks.states,
        busy={each.counter for each in desks.tickets},
        services_min=read_services(connection, office, settings, at),
        preferentials=lines.came_with_priority(connection, office, day, since=hour_ago, until=at),
    )


def read_services(
    connection: Connection, office: OfficeId, settings: OfficeSettings, until: datetime
) -> tuple[float, ...]:
    """Read the minutes of the services that were finished by `until`, the latest last."""
    latest = tickets.recent_services(connection, office, READ_SERVICES, until=until)
    seconds = [
        measured_s(began_at, ended_at, settings.hours, paused_s=paused_s)
        for began_at, ended_at, paused_s in reversed(latest)
    ]
    return tuple(each / 60 for each in seconds if each is not None)


def wait_of(
    connection: Connection, ticket: Ticket, settings: OfficeSettings, now: Present
) -> tuple[int | None, WaitEstimate | None]:
    """Return how many are ahead of a ticket and how long it will wait.

    Both are None when it waits no more; see `Prospect`.
    """
    if ticket.state is not State.WAITING or ticket.day < now.day:
        return None, None
    need = Need(ticket.line, ticket.service, ticket.for_counter)
    before = lines.needs_before(connection, ticket)
    desks = read_desks(connection, ticket.office, now)
    pace = read_pace(connection, ticket.office, settings, now, desks)
    fitted = learnt.latest_multipliers(connection, ticket.office)
    return _expected(need, before, pace, settings, fitted)


def wait_of_newcomer(
    line: Line,
    waiting: Sequence[Ticket],
    pace: Pace,
    settings: OfficeSettings,
    fitted: OfLines,
) -> tuple[int | None, WaitEstimate | None]:
    """Return the same for somebody who would take a ticket of `line` behind those `waiting`.

    Where the office's services differ it holds for each of those that a counter at work serves.
    """
    before = [Need(each.line, each.service, each.for_counter) for each in waiting]
    found = [
        _expected(Need(line, service.key), before, pace, settings, fitted)
        for service in settings.services
    ]
    wait = widest([wait for _ahead, wait in found if wait is not None])
    if wait is not None:
        return wait.ahead, wait
    return max((ahead for ahead, _wait in found if ahead is not None), default=None), None


def _expected(
    need: Need, before: Sequence[Need], pace: Pace, settings: OfficeSettings, fitted: OfLines
) -> tuple[int | None, WaitEstimate | None]:
    wait = estimate(need, before, pace, multipliers=fitted.get(need.line, MULTIPLIERS))
    if wait is not None:
        return wait.ahead, wait
    # Nobody at work may serve it now: it is behind whoever its counters would call before it.
    everybody = [settings.reach(counter, ()) for counter in settings.counters]
    return people_ahead(need, before, everybody), None
