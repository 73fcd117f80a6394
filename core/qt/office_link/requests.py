"""One request at a time: asked of the office, then answered or refused.

Every request carries a key of its own, so that nothing is done twice; whether to try again after a
fault is the person's decision, made on what the office then says.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import NotConfirmed, QueueError, StoreBusy, StoreError
from core.qt.office_link.link import Link
from core.qt.office_link.office_reader import OfficeReader

if TYPE_CHECKING:
    from core.office import Office

T = TypeVar("T")
SLOW_MS = 300
NEWS_MS = 5_000
PAINT_MS = 60  # from an answer to the next reading


class Requests(QObject):
    """What a window asks of its office, through the link.

    `refusal` is why the last request was not done, `news` how it went, a message id; `doing` is the
    name of the request under way.

    Signals:
        changed: something to show is different.
        acted: a request has been answered, well or not.
    """

    changed = Signal()
    acted = Signal()

    def __init__(
        self, link: Link, reader: OfficeReader[Any], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._reader = reader
        self.refusal: QueueError | None = None
        self.news = ""
        self.doing: str | None = None
        self.is_slow = False
        self.is_unread = False
        """Whether the office was not read again since something was done."""
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
        """The way to the office, for what is only read."""
        return self._link

    def act(
        self,
        name: str,
        do: "Callable[[Office, str], T]",
        on_done: Callable[[T], None],
    ) -> None:
        """Do something at the office; `on_done` takes its answer before it is shown."""
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
        self.is_unread = True
        on_done(result)
        self.acted.emit()  # what asked for it closes first
        self.changed.emit()
        self._reader.release(PAINT_MS)

    def _failed(self, error: QueueError) -> None:
        if self._is_closed:
            return
        self._end_action()
        lost = isinstance(error, StoreError) and not isinstance(error, StoreBusy)
        self.refusal, self.news = NotConfirmed() if lost else error, ""
        self.acted.emit()  # what asked for it closes first
        self.changed.emit()
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
