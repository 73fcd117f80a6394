"""The kiosk's eye on the office: its board, its time, and whether it is there at all.

The office is read when something changed, twice a second at most and not while somebody presses a
button, because a touch waits behind a reading; and every two seconds besides: a server that hangs
does not say so. The kiosk in turn tells that it is alive, and how its printer is.
"""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.domain.ticket import Line
from core.errors import KioskNameTaken, QueueError
from core.printing.port import PrinterState
from core.qt.link import Link
from core.qt.twin import Twin
from kiosk.shown import LineNow
from kiosk.times import TIMES, Times

if TYPE_CHECKING:
    from core.office import Board, Device, Office

SOON_MS = 100  # changes come in bursts, and the kiosk's own among them
APART_MS = 500  # from one reading of a busy office to the next
_log = logging.getLogger(__name__)


class Watch(QObject):
    """Reads the office for as long as it is ticked.

    Signals:
        seen: the office was read; `board` and `office` are there.
        lost: it went away.
    """

    seen = Signal()
    lost = Signal()

    def __init__(
        self,
        link: Link,
        device: str,
        *,
        times: Times = TIMES,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._device = device
        self._times = times
        self._now = monotonic
        self.board: Board | None = None
        self.office: Office | None = None
        self.printer = PrinterState.OK
        self.is_shut = False
        self._began_at = self._seen_at = self._read_at = monotonic()
        self._reading_since: float | None = None
        self._read_again = False
        self._is_away = False
        self._told_at = float("-inf")
        self._twin = Twin(monotonic=monotonic)
        self._is_telling = False
        self._tell_again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.read)
        link.changed.connect(self._read_soon)
        link.back.connect(self.read)
        link.away.connect(self._went_away)

    @property
    def is_away(self) -> bool:
        """True while the office is known, or has to be taken, to be out of reach."""
        now, times = self._now(), self._times
        if self._is_away:
            return True
        if self.board is None:
            return now - self._began_at >= times.patience_s
        return self._reading_since is not None and now - self._reading_since >= times.silence_s

    @property
    def local_time(self) -> datetime | None:
        """The office's time now, in its time zone; None before it was reached.

        Its own clock, carried on by this machine's monotonic one: a wrong clock here is harmless.
        """
        if self.board is None:
            return None
        at = self.board.at + timedelta(seconds=self._now() - self._seen_at)
        return self.board.settings.local(at)

    def close(self) -> None:
        """Read no more by itself."""
        self._soon.stop()

    @Slot()
    def _read_soon(self) -> None:
        if not self._soon.isActive():
            passed_ms = round((self._now() - self._read_at) * 1000)
            self._soon.start(max(SOON_MS, APART_MS - passed_ms))

    @Slot()
    def put_off(self) -> None:
        """Let somebody's touch go first: what is to be read is read a moment later."""
        if self._soon.isActive():
            self._soon.start(APART_MS)

    @Slot()
    def read(self) -> None:
        """Read how the office is, now or once more after the reading under way."""
        if self._reading_since is not None:
            self._read_again = True
            return
        self._read_at = self._now()
        if self._link.ask(lambda office: (office, office.queue.board()), self._see, self._lose):
            self._reading_since = self._now()

    def doubt(self) -> None:
        """Take the office for lost until it is read again."""
        self._is_away = True

    def tick(self) -> None:
        """Read and tell what is due."""
        if self._now() - self._read_at >= self._times.read_s:
            self.read()
        if self.board is not None and self._now() - self._told_at >= self._times.heartbeat_s:
            self.tell()

    @Slot()
    def tell(self) -> None:
        """Say that the kiosk is alive, and how its printer is; later, if the office is away."""
        if self.board is None or self._is_away or self._is_telling:
            self._tell_again = self._is_telling
            return
        self._told_at = self._now()
        state: dict[str, Any] = {"printer": self.printer.value, "shut": self.is_shut}
        if self._twin.is_there:
            state["twin"] = str(KioskNameTaken(device=self._device))
        marked = self._twin.marked(state)
        self._is_telling = None is not self._link.ask(
            lambda office: office.devices.seen(self._device, "kiosk", marked),
            self._heard,
            self._has_told,
        )

    def _heard(self, before: "Device | None") -> None:
        self._twin.look(before)
        self._has_told()

    def _has_told(self, _error: QueueError | None = None) -> None:
        self._is_telling = False
        if self._tell_again:
            self._tell_again = False
            self.tell()

    def _see(self, found: "tuple[Office, Board]") -> None:
        self.office, self.board = found
        self._seen_at = self._now()
        self._is_away = not self._link.is_here
        self._after_reading()
        self.seen.emit()

    def _lose(self, error: QueueError) -> None:
        _log.warning("the office cannot be read: %s", type(error).__name__)
        self._is_away = True
        self._after_reading()
        self.lost.emit()

    def _after_reading(self) -> None:
        self._reading_since = None
        if self._read_again:
            self._read_again = False
            self.read()

    @Slot(object)
    def _went_away(self, _error: QueueError) -> None:
        self._is_away = True
        self.lost.emit()


def lines_now(board: "Board") -> Mapping[Line, LineNow]:
    """Return what somebody who would take a ticket now has before them, for each line."""
    found = {}
    for line, status in board.lines.items():
        ahead = status.waiting if status.ahead is None else status.ahead
        if status.wait is None:
            found[line] = LineNow(ahead)
        else:
            found[line] = LineNow(ahead, status.wait.low_min, status.wait.high_min)
    return found
