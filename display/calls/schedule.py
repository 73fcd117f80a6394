"""Which call the hall sees now, and for how long: one after the other, none skipped.

Pure: no Qt, no clock. Whoever uses it says what time it is, in seconds of a monotonic clock. The
screen and the voice share one timeline: a call is shown until it has been heard, so that the
last thing said is always the thing shown.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.office import Call

KEPT = 8


@dataclass(frozen=True, slots=True)
class ShowingPace:
    """How long a call is shown: at least, while others wait; and alone, before the board rests."""

    least_s: float = 6.0
    highlight_s: float = 10.0


PACE = ShowingPace()


@dataclass(frozen=True, slots=True)
class Turn:
    """A call's time on the screen, from `began_at`; `is_spoken` when it is for the voice too."""

    call: "Call"
    began_at: float
    is_spoken: bool


class Schedule:
    """The calls to come, the one on the screen, and those before it.

    A spoken turn lasts until `voice_ended` names it: whoever speaks promises to end.
    """

    def __init__(self, pace: ShowingPace = PACE) -> None:
        self._pace = pace
        self._coming: deque[tuple[Call, bool]] = deque()
        self._calls: tuple[Call, ...] = ()
        self._turn: Turn | None = None
        self._speaking: int | None = None
        self._paused_at: float | None = None

    @property
    def turn(self) -> Turn | None:
        """The call that is highlighted; None while the board rests."""
        return self._turn

    @property
    def current(self) -> "Call | None":
        """The call in the large block, highlighted or not; None before the day's first one."""
        return self._calls[0] if self._calls else None

    @property
    def earlier(self) -> "tuple[Call, ...]":
        """The calls shown before the current one, the latest first, each ticket once."""
        return self._calls[1:]

    @property
    def coming(self) -> "tuple[Call, ...]":
        """The calls that wait for their turn, in order."""
        return tuple(call for call, _ in self._coming)

    @property
    def is_paused(self) -> bool:
        return self._paused_at is not None

    def remember(self, calls: "Iterable[Call]") -> None:
        """Take `calls`, the latest first, as shown: they were called before and are not repeated.

        A call that is highlighted stays where it is.
        """
        highlighted = (self._turn.call,) if self._turn else ()
        self._calls = _distinct((*highlighted, *calls, *self._calls))

    def add(self, call: "Call", *, is_spoken: bool) -> None:
        """Give `call` a turn, after those that wait for theirs."""
        turn = self._turn
        if turn is not None and turn.call.is_put_back and turn.call.code == call.code:
            self._end_turn()  # who is called does not wait
        self._coming = deque(
            each
            for each in self._coming
            if (each[0].code, each[0].is_put_back) != (call.code, True)
        )
        self._coming.append((call, is_spoken))

    def take_back(self, call: "Call") -> "tuple[Call, ...]":
        """Take the calls of a ticket off the screen, and give `call`, its putting back, a turn.

        It comes before those that wait for theirs, and only where a call was shown. Return the
        calls that never had a turn.
        """
        unseen = tuple(each for each in self.coming if each.code == call.code)
        self._coming = deque(each for each in self._coming if each[0].code != call.code)
        if any(each.code == call.code for each in self._calls):
            self._calls = tuple(each for each in self._calls if each.code != call.code)
            self._coming.appendleft((call, True))
        if self._turn is not None and self._turn.call.code == call.code:
            self._turn = None
        return unseen

    def step(self, now: float) -> Turn | None:
        """Do what is due at `now`; return the turn that begins, if one does."""
        if self._speaking is not None or self.is_paused:
            return None
        turn = self._turn
        shown_s = self._pace.highlight_s if turn is None else now - turn.began_at
        if self._coming and shown_s >= self._pace.least_s:
            return self._begin(now)
        if shown_s >= self._pace.highlight_s:
            self._end_turn()
        return None

    def voice_ended(self, seq: int) -> None:
        """Note that the call `seq` has been heard, or will not be."""
        if self._speaking == seq:
            self._speaking = None

    def hush(self, seqs: Iterable[int]) -> None:
        """Show the calls `seqs` when their turn comes, but do not speak them any more."""
        hushed = frozenset(seqs)
        self._coming = deque(
            (call, is_spoken and call.seq not in hushed) for call, is_spoken in self._coming
        )

    def pause(self, now: float) -> None:
        """Stop the time of what is shown: the screen shows something else from `now` on."""
        if self._paused_at is None:
            self._paused_at = now

    def resume(self, now: float) -> None:
        """Go on at `now` where `pause` stopped."""
        if self._paused_at is None:
            return
        if self._turn is not None:
            missed_s = now - self._paused_at
            self._turn = replace(self._turn, began_at=self._turn.began_at + missed_s)
        self._paused_at = None

    def clear(self) -> None:
        """Forget every call: another day has begun. It still waits for a voice that speaks."""
        self._coming.clear()
        self._calls = ()
        self._turn = None

    def _end_turn(self) -> None:
        """Let the board rest; what was put back is on it no longer."""
        self._turn = None
        self._calls = tuple(each for each in self._calls if not each.is_put_back)

    def _begin(self, now: float) -> Turn:
        self._end_turn()
        call, is_spoken = self._coming.popleft()
        self._turn = Turn(call, now, is_spoken)
        self._speaking = call.seq if is_spoken else None
        self._calls = _distinct((call, *self._calls))
        return self._turn


def _distinct(calls: "Iterable[Call]") -> "tuple[Call, ...]":
    """Keep the first call of every ticket."""
    by_code: dict[str, Call] = {}
    for call in calls:
        by_code.setdefault(call.code, call)
    return tuple(by_code.values())[:KEPT]
