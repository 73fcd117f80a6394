"""What the hall is told of each line's wait, and was told before: it only rises with a reason."""

from typing import TYPE_CHECKING

from core.domain.prediction.again import ToldRange, told_again
from display.state import LineWait

if TYPE_CHECKING:
    from core.domain.ticket import Line
    from core.office import Board, LineStatus


class HallWaits:
    """Remembers what was told of each line, as long as something can be told."""

    def __init__(self) -> None:
        self._told: dict[Line, ToldRange] = {}

    def of(self, board: "Board") -> tuple[LineWait, ...]:
        """Return what is told of each line now."""
        at_work = sum(each.staff is not None and each.away_since is None for each in board.counters)
        return tuple(self._line(each, at_work) for each in board.lines.values())

    def _line(self, now: "LineStatus", at_work: int) -> LineWait:
        wait = now.wait
        if wait is None:
            self._told.pop(now.line, None)
            return LineWait(now.line, now.waiting)
        own = ToldRange(wait.low_min, wait.high_min, wait.ahead, at_work)
        told = self._told[now.line] = told_again(self._told.get(now.line), own)
        return LineWait(now.line, now.waiting, told.low_min, told.high_min, told.rise)
