"""The display's eye on the office: reads when the doorbell rings, and every two seconds besides.

A server that hangs does not say so: only a reading that came back proves that it is there.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import QueueError
from core.qt.link import Link
from display.hall import News, read_news

if TYPE_CHECKING:
    from core.office import Board

READ_S = 2.0
_log = logging.getLogger(__name__)


class Follower(QObject):
    """Follows the journal by number, for as long as it is ticked.

    Signals:
        read(News): the office was read.
    """

    read = Signal(object)

    def __init__(
        self,
        link: Link,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._now = monotonic
        self.board: Board | None = None
        self._seq: int | None = None
        self._asked_at = self._true_at = monotonic()
        self._is_reading = False
        self._must_read_again = False
        link.changed.connect(self.look)
        link.back.connect(self.look)
        link.away.connect(self._note)

    @property
    def is_reading(self) -> bool:
        return self._is_reading

    @property
    def silent_s(self) -> float:
        """Seconds since what is known was true for sure; since the start, before all readings."""
        return self._now() - self._true_at

    def office_time(self, at: float) -> datetime | None:
        """Return the office's time (UTC) when the monotonic clock said `at`.

        It is the office's own clock, carried on by the monotonic one: a wrong clock here is
        harmless. None before the office was reached.
        """
        if self.board is None:
            return None
        return self.board.at + timedelta(seconds=at - self._true_at)

    @property
    def local_time(self) -> datetime | None:
        """The office's time now, on its own clocks."""
        now = self.office_time(self._now())
        if now is None or self.board is None:
            return None
        return self.board.settings.local(now)

    def tick(self) -> None:
        """Read if that is due."""
        if self._now() - self._asked_at >= READ_S:
            self.look()

    @Slot()
    def look(self) -> None:
        """Read now, or once more after the reading under way."""
        if self._is_reading:
            self._must_read_again = True
            return
        now, seq = self._now, self._seq
        self._asked_at = now()
        job = self._link.ask(
            lambda office: (read_news(office, seq), now()), self._take, self._refuse
        )
        self._is_reading = job is not None

    def _take(self, found: tuple[News, float]) -> None:
        news, self._true_at = found
        self.board = news.board
        self._seq = news.seq
        self.read.emit(news)
        self._next()

    def _refuse(self, error: QueueError) -> None:
        self._note(error)
        self._next()

    def _next(self) -> None:
        self._is_reading = False
        if self._must_read_again:
            self._must_read_again = False
            self.look()

    @Slot(object)
    def _note(self, error: QueueError) -> None:
        _log.warning("the office cannot be read: %s", type(error).__name__)
