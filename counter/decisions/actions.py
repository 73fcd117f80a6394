"""What a counter asks of its office, a step at a time, and what of it may be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from core.domain.ticket import CounterNumber, Ticket
from core.errors import (
    CounterTaken,
    StaffElsewhere,
)
from core.qt.office_link.link import Link
from core.qt.office_link.requests import Requests
from counter.decisions.hall_reader import HallReader

if TYPE_CHECKING:
    from core.office.queue.queue import Queue

T = TypeVar("T")
UNDO_S = 30  # as the office allows
TAKEN = (CounterTaken, StaffElsewhere)  # refusals that ask: whether to take over


@dataclass(frozen=True, slots=True)
class LastStep:
    """What this window did last with a ticket: the action's name, and when by the office's time."""

    name: str
    ticket: Ticket
    at: datetime


class Actions(Requests):
    """What a counter does, and what of it may be taken back."""

    # What may be taken back, by the name of the action; a call may not: the hall heard it.
    UNDOABLE = frozenset(
        {
            "start",
            "no_show",
            "finish",
            "hold",
            "resume",
            "serve_now",
            "attend",
            "arrive",
            "transfer",
            "cancel",
            "change_line",
            "reinstate",
            "put_back",
        }
    )

    def __init__(self, link: Link, reader: HallReader, parent: QObject | None = None) -> None:
        super().__init__(link, reader, parent)
        self._hall = reader
        self.last_step: LastStep | None = None

    @property
    def counter(self) -> CounterNumber | None:
        return self._hall.counter

    @property
    def undo_left_s(self) -> float:
        """Seconds for which the last step may still be taken back; 0 when there is none."""
        now = self._reader.now
        if self.last_step is None or now is None:
            return 0.0
        passed_s = (now - self.last_step.at).total_seconds()
        if passed_s < -UNDO_S:  # of a time that never was
            return 0.0
        return min(UNDO_S, max(0.0, UNDO_S - passed_s))

    @property
    def may_take_over(self) -> bool:
        """Whether the last sign-in was refused because somebody is there, or the person
        elsewhere.
        """
        return isinstance(self.refusal, TAKEN)

    def number(self) -> CounterNumber:
        """Return the counter that acts."""
        assert self.counter is not None, "nobody acts before signing in"
        return self.counter

    def step(
        self,
        name: str,
        do: "Callable[[Queue, CounterNumber, str], T]",
        on_done: Callable[[T], None],
    ) -> None:
        """Do one step of the queue at this counter."""
        at = self.number()

        def done(result: T) -> None:
            self._note(name, result)
            on_done(result)

        self.act(name, lambda office, request: do(office.queue, at, request), done)

    def _note(self, name: str, result: object) -> None:
        """Remember a step that may be taken back; any other one ends that of the one before."""
        now = self._reader.now
        keeps = name in self.UNDOABLE and isinstance(result, Ticket) and now is not None
        if keeps:
            assert isinstance(result, Ticket)
            assert now is not None
            self.last_step = LastStep(name, result, now)
        elif result is not None:
            self.last_step = None

    def tell(self, news: str) -> None:
        """Show for a few seconds how something went; `news` is a message id."""
        if not self.may_take_over:  # that question stands until it is answered
            super().tell(news)
