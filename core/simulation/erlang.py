"""Erlang's formula for queues (Erlang C), beside the simulation: what a steady hour would give.

Its assumption, which no office fulfils: people come at random at one rate for ever, services last
at random (exponential), the counters are always the same, and nobody leaves. It knows no lines,
no lunch and no closing; where fewer can be served than come, the wait has no end and it no answer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from core.errors import N_
from core.simulation.plan import HOUR_S, DayPlan, Rules

ASSUMPTION = N_(
    "Erlang's formula assumes that people come at the same pace all day, that every service is as "
    "unforeseeable as a telephone call, that the counters are always staffed, and that nobody "
    "leaves: no lunch, no closing, no priority."
)


@dataclass(frozen=True, slots=True)
class ErlangC:
    """What the formula says: the share that waits at all, the mean wait, the share in time."""

    waits: float
    wait_mean_min: float
    in_target: float


def erlang_c(
    per_hour: float, service_min: float, counters: int, *, target_min: float
) -> ErlangC | None:
    """Return what the formula says; None where as many come as can be served, or more.

    `per_hour` people come, each is served for `service_min` on average.
    """
    load = per_hour * service_min / 60
    if counters < 1 or load >= counters:
        return None
    blocked = 1.0  # Erlang B, counter by counter: no factorial grows too large
    for each in range(1, counters + 1):
        blocked = load * blocked / (each + load * blocked)
    waits = blocked / (1 - load / counters * (1 - blocked))
    free = counters - load
    return ErlangC(
        waits=waits,
        wait_mean_min=waits * service_min / free,
        in_target=1 - waits * math.exp(-free * target_min / service_min),
    )


def steady_hour(plans: Sequence[DayPlan], rules: Rules, target_min: float) -> ErlangC | None:
    """Return what the formula says of the mean hour of some days; None where it has no answer."""
    visitors = [visitor for plan in plans for visitor in plan.visitors]
    open_s = sum(closes_s - opens_s for plan in plans for opens_s, closes_s in plan.doors)
    staffed_s = sum(duty.to_s - duty.from_s for plan in plans for duty in plan.duties)
    if not visitors or not open_s:
        return None
    return erlang_c(
        len(visitors) * HOUR_S / open_s,
        (fmean(each.service_s for each in visitors) + rules.between_s) / 60,
        round(staffed_s / open_s),
        target_min=target_min,
    )
