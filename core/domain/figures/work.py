"""What the counters did with their time, beside who waited meanwhile.

Pure: the day is played from its journal, event by event, and each stretch between two of them is
laid to what everybody was doing in it. It says when a counter was free while somebody waited whom
it could have called, and what an absence cost those who waited.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from core.domain.journal.played import PlayedDay
from core.domain.journal.presence import OF_DAYS, touched
from core.domain.service import OfficeSettings
from core.domain.staff import CounterState
from core.domain.ticket import CounterNumber, Event, Kind, State

if TYPE_CHECKING:
    from core.domain.order.reach import Reach


class Spent(StrEnum):
    """How a counter's seconds were spent; those that end in ":" have a reason more."""

    STAFFED = "staffed"
    SERVING = "serving"
    FREE_WHILE_WAITED = "free_while_waited"
    AWAY = "away:"
    AWAY_COST = "away_cost:"  # times how many waited whom it could have called


class DeskHour(NamedTuple):
    """A counter with who was at it, in a local hour."""

    hour: int
    counter: CounterNumber
    staff: str


Work = Mapping[DeskHour, Counter[str]]  # in seconds
_Seconds = defaultdict[tuple[DeskHour, str], float]


def _seconds() -> _Seconds:
    return defaultdict(float)


class _Day:
    """An office as it is between two events."""

    def __init__(self, settings: OfficeSettings) -> None:
        self._settings = settings
        self._played = PlayedDay()
        # What a session has spent since the last thing that was done in it.
        self._pending: defaultdict[CounterNumber, _Seconds] = defaultdict(_seconds)
        self._reaches: dict[CounterNumber, Reach] | None = None
        self.spent: _Seconds = _seconds()

    def pass_time(self, begins: datetime, ends: datetime) -> None:
        """Lay the time between two events to what everybody was doing."""
        while begins < ends and self._played.presence.there:
            local = self._settings.local(begins)
            next_hour = begins + timedelta(hours=1) - _within_hour(local)
            part_ends = min(ends, next_hour)
            for state in self._played.presence.there.values():
                self._spend(state, local.hour, (part_ends - begins).total_seconds())
            begins = part_ends

    def _spend(self, state: CounterState, hour: int, seconds: float) -> None:
        place, pending = DeskHour(hour, state.number, state.staff), self._pending[state.number]
        pending[place, Spent.STAFFED] += seconds
        if state.is_away:
            reason = state.away_reason or ""
            pending[place, Spent.AWAY + reason] += seconds
            if (waited := self._callable(state.number)) > 0:
                pending[place, Spent.AWAY_COST + reason] += seconds * waited
        elif (ticket := self._played.open.get(state.number)) is None:
            if self._callable(state.number) > 0:
                pending[place, Spent.FREE_WHILE_WAITED] += seconds
        elif ticket.state is State.SERVING:
            pending[place, Spent.SERVING] += seconds

    def _callable(self, number: CounterNumber) -> int:
        """Return how many wait whom a counter could call, if somebody is there."""
        if not self._played.waiting:
            return 0
        if self._reaches is None:
            there = self._played.presence.there
            present = [each.number for each in there.values() if not each.is_away]
            self._reaches = {
                each: self._settings.reach(place, present)
                for each in there
                if (place := self._settings.counter(each)) is not None
            }
        reach = self._reaches.get(number)
        if reach is None:
            return 0
        waiting = self._played.waiting.items()
        return sum(n for need, n in waiting if reach.includes(need.service, need.for_counter))

    def happen(self, event: Event) -> None:
        is_other = self._played.happen(event)
        if event.kind in OF_DAYS:
            self._pending.clear()
        for number in touched(event):
            self._settle(number)
        if is_other:
            self._reaches = None

    def settle(self) -> None:
        """Count what is going on until now."""
        for number in list(self._pending):
            self._settle(number)

    def _settle(self, number: CounterNumber) -> None:
        for key, seconds in self._pending.pop(number, _seconds()).items():
            self.spent[key] += seconds


def work_of(events: Iterable[Event], settings: OfficeSettings, until: datetime | None) -> Work:
    """Return how the counters' time was spent in a day, by its `events` in order, in whole seconds.

    `until`: how far a day that goes on is counted; None for one that is over. A session that
    nobody ended counts until the last thing that was done in it, and the time before a clock was
    put right counts nowhere.
    """
    day, before = _Day(settings), None
    for event in events:
        if before is not None and event.kind is not Kind.DAY_CONFIRMED:
            day.pass_time(before, event.at)
        day.happen(event)
        before = event.at
    if before is not None and until is not None:
        day.pass_time(before, until)
        day.settle()
    work: defaultdict[DeskHour, Counter[str]] = defaultdict(Counter)
    for (place, what), seconds in day.spent.items():
        work[place][what] = round(seconds)
    return dict(work)


def _within_hour(local: datetime) -> timedelta:
    return timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
