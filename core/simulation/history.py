"""Days that were, as plans: who came and was served for how long, and who was at which counter.

Pure: made of a day's attentions and staffed intervals. A counter's time with somebody goes from
the call to the farewell, so that who was called and did not come takes it too; who was attended at
once, on the telephone for instance, takes the counter away from the hall meanwhile.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from statistics import fmean, median

from core.domain.estimate import BETWEEN_SERVICES_MIN, DEFAULT_SERVICE_MIN
from core.domain.figures.counting import measured
from core.domain.figures.summary import DayEvents
from core.domain.journal.attentions import Attention, Visit, left_waiting, visits_of
from core.domain.journal.measured import measured_s
from core.domain.journal.presence import StaffedInterval, staffed_of
from core.domain.service import Mode, OfficeSettings
from core.domain.ticket import Channel, CounterNumber, Line, ServiceKey
from core.simulation.plan import DAY_S, DayPlan, Duty, Stretch, Visitor, doors_on

ENOUGH_GAPS = 20
LONGEST_GAP_S = 600.0  # beyond it somebody did something else


@dataclass(frozen=True, slots=True)
class Past:
    """An office's own days; `between_s`: how long a counter took from a farewell to a call that
    somebody waited for, on average.
    """

    plans: tuple[DayPlan, ...]
    between_s: float = 60 * BETWEEN_SERVICES_MIN


def past_of(
    days: Iterable[DayEvents], settings: OfficeSettings, bill_days: Collection[date] = ()
) -> Past:
    """Return the days of `days` on which somebody came, those in `bill_days` marked.

    Doors, counters' services and the rule by which priority is given are those of `settings`.
    """
    plans: list[DayPlan] = []
    gaps_s: list[float] = []
    for each in days:
        told = _ToldDay(each, settings)
        if told.entered:
            plans.append(told.plan(is_bill_day=each.day in bill_days))
            gaps_s += told.gaps_s()
    if len(gaps_s) < ENOUGH_GAPS:
        return Past(tuple(plans))
    return Past(tuple(plans), fmean(gaps_s))


class _ToldDay:
    """A day as its journal tells it."""

    def __init__(self, told: DayEvents, settings: OfficeSettings) -> None:
        self._day, self._settings = told.day, settings
        self._midnight = datetime.combine(told.day, time())
        visits = [left_waiting(each) for each in visits_of(told.events)]
        self._staffed = staffed_of(told.events, None)
        found = [(visit, each) for visit in visits for each in visit.attentions]
        self._busy = [each for visit, each in found if not self._waits(visit, each)]
        self.entered = [each for visit, each in found if self._waits(visit, each)]

    def _waits(self, visit: Visit, each: Attention) -> bool:
        """Return whether somebody came into the hall whom a rule had called."""
        if each.started_at != each.entered_at:
            return True
        is_urgent = each.line is Line.PREFERENTIAL and visit.channel is Channel.IN_PERSON
        return is_urgent and self._settings.mode is Mode.DIRECT

    def plan(self, *, is_bill_day: bool) -> DayPlan:
        duties = tuple(self._duties())
        usual_s = self._usual_s()
        left_s = max((each.to_s for each in duties), default=DAY_S)
        visitors = (self._visitor(each, usual_s, left_s) for each in self.entered)
        ordered = sorted(
            (each for each in visitors if 0 <= each.at_s <= DAY_S), key=lambda each: each.at_s
        )
        doors = doors_on(self._day, self._settings.hours)
        return DayPlan(self._day, tuple(ordered), duties, doors, is_bill_day)

    def gaps_s(self) -> Iterator[float]:
        """Yield how long a counter, where somebody was, let somebody wait after a farewell."""
        by_counter: defaultdict[CounterNumber, list[Attention]] = defaultdict(list)
        for each in (*self.entered, *self._busy):
            if each.counter is not None and each.ended_at is not None:
                by_counter[each.counter].append(each)
        for number, attentions in by_counter.items():
            there = [each for each in self._present() if each.counter == number]
            attentions.sort(key=lambda each: each.ended_at or each.entered_at)
            for before, after in pairwise(attentions):
                begins, ends = before.ended_at, _taken_at(after)
                assert begins is not None  # it was chosen by it
                if ends is None or after.entered_at > begins:
                    continue
                if any(each.begins_at <= begins and ends <= each.ends_at for each in there):
                    gap_s = (ends - begins).total_seconds()
                    if 0 <= gap_s <= LONGEST_GAP_S:
                        yield gap_s

    def _present(self) -> Sequence[StaffedInterval]:
        return [each for each in self._staffed if each.away_reason is None]

    def _duties(self) -> Iterator[Duty]:
        """Yield when somebody was there for the hall."""
        for each in self._present():
            place = self._settings.counter(each.counter)
            services = () if place is None else place.services
            stretches = [(self._second(each.begins_at), self._second(each.ends_at))]
            for other in self._busy:
                if other.counter == each.counter and other.ended_at is not None:
                    busy = self._second(other.entered_at), self._second(other.ended_at)
                    stretches = [left for own in stretches for left in _less(own, busy)]
            for from_s, to_s in stretches:
                yield Duty(each.counter, from_s, to_s, services)

    def _usual_s(self) -> dict[ServiceKey | None, float]:
        """Return the middle of the times that a counter was taken, by service, and of all."""
        known: defaultdict[ServiceKey | None, list[float]] = defaultdict(list)
        for each in self.entered:
            if (seconds := self._taken_s(each)) is not None:
                known[each.service].append(seconds)
                known[None].append(seconds)
        return {key: median(seconds) for key, seconds in known.items()}

    def _visitor(
        self, each: Attention, usual_s: dict[ServiceKey | None, float], left_s: float
    ) -> Visitor:
        seconds, at_s = self._taken_s(each), self._second(each.entered_at)
        if seconds is None:
            usual = usual_s.get(each.service, usual_s.get(None))
            seconds = 60 * DEFAULT_SERVICE_MIN if usual is None else usual
        patience_s = None
        if _taken_at(each) is None and each.called_at is None:
            gone_s = left_s if each.ended_at is None else self._second(each.ended_at)
            patience_s = max(gone_s - at_s, 0.0)
        waited_s = measured(each, self._settings).wait_s
        return Visitor(at_s, each.line, each.service, seconds, patience_s, waited_s)

    def _taken_s(self, each: Attention) -> float | None:
        """Return for how long it took a counter; None where nobody knows."""
        begins = _taken_at(each)
        if begins is None or each.ended_at is None:
            return None
        return measured_s(begins, each.ended_at, self._settings.hours, paused_s=each.paused_s)

    def _second(self, at: datetime) -> float:
        return (self._settings.local(at).replace(tzinfo=None) - self._midnight).total_seconds()


def _taken_at(each: Attention) -> datetime | None:
    """Return when a counter was taken for it: by the call that was answered, or at once."""
    return each.asked_at or each.started_at


def _less(whole: Stretch, part: Stretch) -> Iterator[Stretch]:
    """Yield what is left of `whole` without `part`."""
    for from_s, to_s in ((whole[0], min(whole[1], part[0])), (max(whole[0], part[1]), whole[1])):
        if from_s < to_s:
            yield from_s, to_s
