"""What everybody was told of a day, told anew from its journal, beside the wait that followed.

Pure: nothing is kept when a ticket is taken, so that taking one costs nothing; the day is played
and the real estimate asked as each person comes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.domain.calendar.present import Present
from core.domain.estimate import (
    ARRIVALS_WITHIN_MIN,
    LATEST_SERVICES,
    MULTIPLIERS,
    WaitEstimate,
    estimate,
)
from core.domain.figures.counting import measured
from core.domain.figures.summary import DayEvents
from core.domain.journal.attentions import visits_of
from core.domain.journal.measured import measured_s
from core.domain.journal.played import PlayedDay, need_of
from core.domain.prediction.pace import MINUTE, pace_at
from core.domain.prediction.refit import OfLines
from core.domain.prediction.scoreboard import Foretold
from core.domain.service import OfficeSettings
from core.domain.ticket import (
    Channel,
    Event,
    Kind,
    Line,
    ServiceKey,
    Ticket,
    TicketId,
)


@dataclass(frozen=True, slots=True)
class ToldWait:
    """What somebody was told who took a ticket, and the wait that followed, in minutes."""

    day: date
    line: Line
    came_min: float
    wait: WaitEstimate
    waited_min: float

    @property
    def foretold(self) -> Foretold:
        wait = self.wait
        return Foretold(
            self.day,
            self.line,
            self.came_min,
            self.waited_min,
            wait.likely_min,
            wait.low_min,
            wait.high_min,
        )


def retold(
    told: DayEvents,
    settings: OfficeSettings,
    fitted: OfLines,
    services_min: Sequence[float] = (),
) -> tuple[ToldWait, ...]:
    """Return what everybody was told on a day who was called, in the order in which they came.

    `fitted`: the multipliers of each line, the usual ones where it has none. `services_min`: of
    the days before, the latest last.
    """
    day = _Retelling(told.day, settings, fitted, services_min)
    for event in told.events:
        day.happen(event)
    return tuple(day.waits(told.events))


class _Retelling:
    def __init__(
        self,
        day: date,
        settings: OfficeSettings,
        fitted: OfLines,
        services_min: Sequence[float],
    ) -> None:
        self._day, self._settings, self._fitted = day, settings, fitted
        self._played = PlayedDay()
        self._services: list[tuple[datetime, float]] = []
        self._services_before = tuple(services_min)
        self._told: dict[TicketId, tuple[Ticket, WaitEstimate]] = {}

    def happen(self, event: Event) -> None:
        self._played.happen(event)
        if event.kind is Kind.ISSUED:
            self._tell(self._played.tickets[TicketId(event.seq)], event.at)
        elif event.kind is Kind.FINISHED and event.ticket in self._played.tickets:
            self._finished(self._played.tickets[event.ticket])

    def _finished(self, ticket: Ticket) -> None:
        """Keep how long somebody was served, as `core.store.tickets.recent_services` would."""
        if ticket.channel is not Channel.IN_PERSON or ticket.started_at is None:
            return
        assert ticket.finished_at is not None  # it is over
        seconds = measured_s(
            ticket.started_at, ticket.finished_at, self._settings.hours, paused_s=ticket.paused_s
        )
        if seconds is not None:
            self._services.append((ticket.finished_at, seconds / 60))

    def _tell(self, ticket: Ticket, at: datetime) -> None:
        now = Present(at, self._day, at, at)
        played = self._played
        found = estimate(
            need_of(ticket),
            played.before(ticket),
            pace_at(
                now,
                self._settings,
                states=played.presence.there.values(),
                busy=played.open,
                services_min=self._latest(),
                preferentials=self._preferentials(at),
            ),
            multipliers=self._fitted.get(ticket.line, MULTIPLIERS),
        )
        if found is not None:
            self._told[ticket.id] = ticket, found

    def _latest(self) -> Sequence[float]:
        today = [minutes for _at, minutes in self._services[-LATEST_SERVICES:]]
        return (*self._services_before, *today)

    def _preferentials(self, at: datetime) -> Mapping[ServiceKey, int]:
        since = at - timedelta(minutes=ARRIVALS_WITHIN_MIN)
        found: dict[ServiceKey, int] = {}
        for each in self._played.tickets.values():
            is_urgent = each.line is Line.PREFERENTIAL and each.channel is Channel.IN_PERSON
            if is_urgent and since <= each.issued_at <= at:
                found[each.service] = found.get(each.service, 0) + 1
        return found

    def waits(self, events: Iterable[Event]) -> Iterable[ToldWait]:
        """Yield what was told of those who were called to a counter, and how long they waited."""
        midnight = datetime.combine(self._day, time())
        for visit in visits_of(events):
            if (known := self._told.get(visit.ticket)) is None:
                continue
            ticket, wait = known
            waited_s = measured(visit.attentions[0], self._settings).wait_s
            if waited_s is not None:
                came = self._settings.local(ticket.issued_at).replace(tzinfo=None) - midnight
                yield ToldWait(self._day, ticket.line, came / MINUTE, wait, waited_s / 60)
