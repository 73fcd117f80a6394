"""One action at a time: asked of the office, answered or refused, and for a while taken back.

Every action carries a key of its own, so that nothing is done twice; whether to try again after a
fault is the facilitator's decision, made on what the office then says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.domain.ticket import CounterNumber, Ticket
from core.errors import (
    CounterTaken,
    NotConfirmed,
    QueueError,
    StaffElsewhere,
    StoreBusy,
    StoreError,
)
from core.qt.office_link.link import Link
from counter.decisions.hall_reader import PAINT_MS, HallReader

if TYPE_CHECKING:
    from core.office import Office
    from core.office.queue.queue import Queue

T = TypeVar("T")
SLOW_MS = 300
NEWS_MS = 5_000
UNDO_S = 30  # as the office allows
TAKEN = (CounterTaken, StaffElsewhere)  # refusals that ask: whether to take over


@dataclass(frozen=True, slots=True)
class LastStep:
    """What this window did last with a ticket: the action's name, and when by the office's time."""

    name: str
    ticket: Ticket
    at: datetime


class Actions(QObject):
    """What a counter does, through the link.

    Signals:
        changed: something to show is different.
        acted: an action has been answered, well or not.
    """

    changed = Signal()
    acted = Signal()

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
        super().__init__(parent)
        self._link = link
        self._reader = reader
        self.refusal: QueueError | None = None
        self.news = ""
        self.doing: str | None = None
        self.is_slow = False
        self.last_step: LastStep | None = None
        self._is_closed = False
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        self._old_news = QTimer(self)
        self._old_news.setSingleShot(True)
        self._old_news.setInterval(NEWS_MS)
        self._old_news.timeout.connect(self._forget_news)

    def close(self) -> None:
        """Take no more answers."""
        self._is_closed = True
        self._slow.stop()
        self._old_news.stop()

    @property
    def link(self) -> Link:
        """The way to the office, for what is no step of the queue."""
        return self._link

    @property
    def counter(self) -> CounterNumber | None:
        return self._reader.counter

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
        """Whether the last sign-in was refused as somebody is there, or the person elsewhere."""
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

    def act(
        self,
        name: str,
        do: "Callable[[Office, str], T]",
        on_done: Callable[[T], None],
    ) -> None:
        """Do something else at the office; `on_done` takes its answer before it is shown."""
        if self.doing is not None or not self._reader.is_here:
            return
        request = uuid4().hex
        if self._link.ask(
            lambda office: do(office, request), partial(self._done, on_done), self._failed
        ):
            self.doing = name
            self.news = ""
            self._reader.hold()
            self._slow.start()

    def _done(self, on_done: Callable[[T], None], result: T) -> None:
        if self._is_closed:
            return
        self._end_action()
        self.refusal = None
        on_done(result)
        self.changed.emit()
        self.acted.emit()
        self._reader.release(PAINT_MS)

    def _failed(self, error: QueueError) -> None:
        if self._is_closed:
            return
        self._end_action()
        lost = isinstance(error, StoreError) and not isinstance(error, StoreBusy)
        self.refuse(NotConfirmed() if lost else error)
        self.acted.emit()
        self._reader.release(PAINT_MS)

    def _end_action(self) -> None:
        self.doing = None
        self.is_slow = False
        self._slow.stop()

    def refuse(self, error: QueueError) -> None:
        """Show why something was not done."""
        self.refusal = error
        self.news = ""
        self.changed.emit()

    def tell(self, news: str) -> None:
        """Show for a few seconds how something went; `news` is a message id."""
        if self.may_take_over:
            return  # that question stands until it is answered
        self.news = news
        self.refusal = None
        self._old_news.start()
        self.changed.emit()

    def dismiss(self) -> None:
        """Have read why something was not done."""
        self.refusal = None
        self.news = ""
        self.changed.emit()

    @Slot()
    def _forget_news(self) -> None:
        self.news = ""
        self.changed.emit()

    @Slot()
    def _say_slow(self) -> None:
        self.is_slow = True
        self.changed.emit()
