"""Who waits, against what they were told: the paper's upper limit is a promise.

Pure. Whoever was told nothing, or whose promise was kept by an earlier call, is measured against
the longest wait of the line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.estimate import Pace, estimates
from core.domain.order.reach import Need
from core.domain.ticket import Line, Ticket, TicketId
from core.whole import whole

MINUTE = timedelta(minutes=1)
LONGEST_MIN: Mapping[Line, int] = whole(Line, {Line.GENERAL: 30, Line.PREFERENTIAL: 5})
"""Minutes that nobody of a line should wait, whatever was told."""
NEAR_SHARE, NEAR_MIN = 0.2, 3  # near the limit is its last fifth, and the last three minutes


class Promise(StrEnum):
    """How a wait stands against what was told."""

    IN_TIME = "in_time"
    NEAR = "near"
    PAST = "past"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who waits: since when in this line, and the range in minutes that was told.

    `low_min` and `high_min` are None where nothing was told of this wait.
    """

    ticket: TicketId
    name: str
    need: Need
    since: datetime
    low_min: int | None = None
    high_min: int | None = None

    @property
    def line(self) -> Line:
        return self.need.line

    @property
    def limit_min(self) -> int:
        """Return what the wait is measured against: what was told, else the line's longest."""
        return LONGEST_MIN[self.line] if self.high_min is None else self.high_min

    @property
    def too_long_at(self) -> datetime:
        """Return when it will have been longer than anybody of the line should wait."""
        return self.since + LONGEST_MIN[self.line] * MINUTE

    def waited_min(self, now: datetime) -> float:
        return max((now - self.since) / MINUTE, 0.0)

    def share(self, now: datetime) -> float:
        """Return which part of the limit is used: above 1 once it is passed."""
        return self.waited_min(now) / self.limit_min

    def promise(self, now: datetime) -> Promise:
        if self.high_min is None:
            return Promise.UNTOLD
        left = self.left_min(now)
        if left < 0:
            return Promise.PAST
        is_near = left <= max(NEAR_SHARE * self.high_min, NEAR_MIN)
        return Promise.NEAR if is_near else Promise.IN_TIME

    def left_min(self, now: datetime) -> float:
        """Return the minutes to the limit: below 0 once it is passed."""
        return self.limit_min - self.waited_min(now)


def waiter_of(ticket: Ticket, told: tuple[int, int] | None, again_at: datetime | None) -> Waiter:
    """Return a waiting ticket as a wait.

    `told`: the range in minutes that its paper tells. `again_at`: when it was sent on or
    reinstated, None for neither: what the paper tells was of the wait before that.
    """
    need = Need(ticket.line, ticket.service, ticket.for_counter)
    if again_at is not None:
        return Waiter(ticket.id, ticket.name, need, again_at)
    if told is None:
        return Waiter(ticket.id, ticket.name, need, ticket.issued_at)
    low_min, high_min = told
    return Waiter(ticket.id, ticket.name, need, ticket.issued_at, low_min, max(high_min, 1))


def by_share(waiters: Sequence[Waiter], now: datetime) -> tuple[Waiter, ...]:
    """Return them by the share of their limit that is used, the most first."""
    return tuple(sorted(waiters, key=lambda each: (-each.share(now), each.ticket)))


def will_wait_too_long(waiters: Sequence[Waiter], pace: Pace, now: datetime) -> Waiter | None:
    """Return who will be the first to wait longer than anybody should, if nothing changes.

    `waiters` in the order of their places. Those who do so already are none of them, nor is
    whoever no counter at work may call: nobody can tell.
    """
    waits = estimates([each.need for each in waiters], pace)
    coming = [
        waiter
        for waiter, wait in zip(waiters, waits, strict=True)
        if wait is not None and now < waiter.too_long_at < now + wait.likely_min * MINUTE
    ]
    return min(coming, key=lambda each: (each.too_long_at, each.ticket), default=None)
