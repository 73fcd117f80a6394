"""What is told again of a wait that was told: less at once, more only with a reason.

Pure. Whoever waits compares what a screen says with what was said before; that services have
become slower nobody sees, and the next person who comes raises it soon enough.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Rise(StrEnum):
    """Why more is told than was told before."""

    FEWER_COUNTERS = "fewer_counters"


@dataclass(frozen=True, slots=True)
class ToldRange:
    """The wait of a line's newcomer as it is told: `ahead` people, `counters` at work.

    `rise`: why it is more than `was_min`, which was told before; None: it is not, or who waits is
    why, as everybody reads beside it.
    """

    low_min: int
    high_min: int
    ahead: int
    counters: int
    rise: Rise | None = None
    was_min: int = 0


def told_again(before: ToldRange | None, now: ToldRange) -> ToldRange:
    """Return what is told after `before`: never more, unless somebody came or a counter left."""
    if before is None:
        return now
    is_reasoned = before.rise is not None and now.counters <= before.counters
    kept = replace(now, rise=before.rise, was_min=before.was_min) if is_reasoned else now
    if now.high_min <= before.high_min:
        return kept if now.high_min > before.was_min else now
    if now.counters < before.counters:
        was_min = before.was_min if is_reasoned else before.high_min
        return replace(now, rise=Rise.FEWER_COUNTERS, was_min=was_min)
    if now.ahead > before.ahead:
        return kept
    return replace(kept, low_min=before.low_min, high_min=before.high_min)
