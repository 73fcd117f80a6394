"""How an office works at a moment, of who is there and what was done lately.

Pure. Asked by whoever tells a wait now (`core.office.queue.waits`), and by who tells anew what was
told (`core.domain.prediction.retelling`): both by the same rule.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from core.domain.calendar.hours import Hours, Shut, open_between
from core.domain.calendar.present import Present, opening_now
from core.domain.estimate import ARRIVALS_WITHIN_MIN, Pace
from core.domain.order.reach import Reach
from core.domain.service import OfficeSettings
from core.domain.staff import CounterState
from core.domain.ticket import CounterNumber, ServiceKey

MINUTE = timedelta(minutes=1)


def pace_at(
    now: Present,
    settings: OfficeSettings,
    *,
    states: Iterable[CounterState],
    busy: Collection[CounterNumber | None],
    services_min: Sequence[float],
    preferentials: Mapping[ServiceKey, int],
) -> Pace:
    """Return the pace of an office where the counters in `busy` have somebody.

    `services_min`, `preferentials`: as in `Pace`.
    """
    counters = _at_work(states, settings)
    hour_ago = now.at - ARRIVALS_WITHIN_MIN * MINUTE
    return Pace(
        counters=counters,
        services_min=tuple(services_min),
        preferentials=preferentials,
        open_min=open_between(hour_ago, now.at, settings.hours) / MINUTE,
        coming_min=_coming_min(now, settings.hours),
        free=frozenset(each.counter for each in counters if each.counter not in busy),
    )


def _coming_min(now: Present, hours: Hours) -> float:
    """Return for how many more minutes the doors are open; infinity where nobody knows."""
    opening = opening_now(now, hours)
    if opening.closes_at is not None:
        return (opening.closes_at - now.at) / MINUTE
    return math.inf if opening.shut in {None, Shut.BEFORE} else 0.0


def _at_work(states: Iterable[CounterState], settings: OfficeSettings) -> tuple[Reach, ...]:
    """Return what each counter may call where somebody is, and not away."""
    present = {state.number for state in states if not state.is_away}
    return tuple(
        settings.reach(counter, present)
        for counter in settings.counters
        if counter.number in present
    )
