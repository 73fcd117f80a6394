"""Who is at which counter, and when: a fold of the journal.

Pure. The one place that says what an event does to who is there; how the time was spent is
`core.domain.figures.work`'s.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from core.domain.staff import OF_COUNTERS, CounterState, after_day, apply
from core.domain.ticket import CounterNumber, Event, Kind

OF_DAYS = frozenset({Kind.DAY_ENDED, Kind.DAY_CONFIRMED})


class Presence:
    """Who is at the counters of an office, between two events of a day."""

    def __init__(self) -> None:
        self._there: dict[CounterNumber, CounterState] = {}

    @property
    def there(self) -> Mapping[CounterNumber, CounterState]:
        return MappingProxyType(self._there)

    def happen(self, event: Event) -> bool:
        """Let an event happen; whether it changed, or may have changed, who is there."""
        if event.kind in OF_DAYS:
            for number, state in list(self._there.items()):
                self._stand(number, after_day(state, event))
            return True
        if event.kind not in OF_COUNTERS or event.counter is None:
            return False
        if (left := event.data.get("left")) is not None:
            self._stand(left, None)
        there = self._there.get(event.counter)
        if there is not None or event.kind is Kind.SIGNED_IN:  # else somebody of another day
            self._stand(event.counter, apply(there, event))
        return True

    def _stand(self, number: CounterNumber, state: CounterState | None) -> None:
        self._there.pop(number, None)
        if state is not None:
            self._there[number] = state


def touched(event: Event) -> Iterator[CounterNumber]:
    """Yield the counters at which an event shows that somebody still was."""
    if event.counter is not None:
        yield event.counter
        if (left := event.data.get("left")) is not None:
            yield CounterNumber(left)


@dataclass(frozen=True, slots=True)
class StaffedInterval:
    """Somebody was signed in at a counter; away with a reason, or present for None."""

    counter: CounterNumber
    staff: str
    begins_at: datetime
    ends_at: datetime
    away_reason: str | None = None


def staffed_of(events: Iterable[Event], until: datetime | None) -> tuple[StaffedInterval, ...]:
    """Return who was at which counter in a day, by its `events` in order, in the order of ends.

    `until`: how far a day that goes on is counted; None for one that is over. A session that
    nobody ended counts until the last thing that was done in it, and the time before a clock was
    put right that nothing was done in counts nowhere: as in `core.domain.figures.work`.
    """
    sessions = _Sessions()
    for event in events:
        sessions.happen(event)
    sessions.end(until)
    return tuple(sessions.found)


@dataclass(slots=True)
class _Sessions:
    """The intervals so far; of what goes on, `since` when and until when it is sure."""

    presence: Presence = field(default_factory=Presence)
    since: dict[CounterNumber, datetime] = field(default_factory=dict)
    sure: dict[CounterNumber, datetime] = field(default_factory=dict)
    found: list[StaffedInterval] = field(default_factory=list)

    def happen(self, event: Event) -> None:
        before = dict(self.presence.there)
        for number in touched(event):
            self.sure[number] = event.at
        if not self.presence.happen(event):
            return
        there = self.presence.there
        for number in before.keys() | there.keys():
            if event.kind in OF_DAYS or before.get(number) != there.get(number):
                if number in before:
                    self._close(before[number], self.sure[number])
                self.since[number] = self.sure[number] = event.at

    def end(self, until: datetime | None) -> None:
        for number, state in self.presence.there.items():
            self._close(state, until or self.sure[number])

    def _close(self, state: CounterState, at: datetime) -> None:
        begins_at = self.since[state.number]
        if begins_at < at:
            reason = (state.away_reason or "") if state.is_away else None
            self.found.append(StaffedInterval(state.number, state.staff, begins_at, at, reason))
