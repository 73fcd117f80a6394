"""The kiosk's eye on the office: its board, its time, and whether it is there at all.

The office is read when something changed, twice a second at most and not while somebody presses a
button, because a touch waits behind a reading; and every two seconds besides: a server that hangs
does not say so. The kiosk in turn tells that it is alive, and how its printer is.
"""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.domain.ticket import Line
from core.errors import KioskNameTaken
from core.printing.port import PrinterState
from core.qt.office_link.heartbeat import Heartbeat
from core.qt.office_link.link import Link
from core.qt.office_link.office_reader import OfficeReader, Pacing
from kiosk.visit.page_values import LineProspect
from kiosk.visit.times import TIMES, Times

if TYPE_CHECKING:
    from core.office import Board, Office

SOON_MS = 100  # changes come in bursts, and the kiosk's own among them
APART_MS = 500  # from one reading of a busy office to the next


class Watch(QObject):
    """Reads the office, and tells it of the kiosk, for as long as it is ticked.

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
        self._times = times
        self.printer = PrinterState.OK
        self.is_shut = False
        self.reader: OfficeReader[tuple[Office, Board]] = OfficeReader(
            link,
            lambda: _read,
            lambda found: found[1],
            Pacing(SOON_MS, APART_MS, times.read_s),
            monotonic=monotonic,
            parent=self,
        )
        self.heartbeat = Heartbeat(
            link, device, "kiosk", KioskNameTaken, monotonic=monotonic, parent=self
        )
        self.reader.taken.connect(self.seen)
        self.reader.lost.connect(self.lost)

    @property
    def board(self) -> "Board | None":
        return self.reader.board

    @property
    def office(self) -> "Office | None":
        return None if self.reader.found is None else self.reader.found[0]

    @property
    def is_away(self) -> bool:
        """True while the office is known, or has to be taken, to be out of reach."""
        reader, times = self.reader, self._times
        if reader.is_lost:
            return True
        if reader.found is None:
            return reader.silent_s >= times.patience_s
        return not self._link.is_here or reader.reading_s >= times.silence_s

    @property
    def local_time(self) -> datetime | None:
        """The office's time now, on its own clocks; None before it was reached."""
        return self.reader.local_now

    def close(self) -> None:
        """Read no more by itself."""
        self.reader.close()

    @Slot()
    def put_off(self) -> None:
        """Let somebody's touch go first: what is to be read is read a moment later."""
        self.reader.put_off(APART_MS)

    def read(self) -> None:
        """Read how the office is, now or once more after the reading under way."""
        self.reader.look()

    def doubt(self) -> None:
        """Take the office for lost until it is read again."""
        self.reader.doubt()

    def tick(self) -> None:
        """Read and tell what is due."""
        self.reader.tick()
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Say that the kiosk is alive, and how its printer is; later, if the office is away."""
        if self.reader.is_here and self._link.is_here:
            self.heartbeat.beat({"printer": self.printer.value, "shut": self.is_shut})


def _read(office: "Office") -> "tuple[Office, Board]":
    return office, office.queue.board()


def lines_now(board: "Board") -> Mapping[Line, LineProspect]:
    """Return what somebody who would take a ticket now has before them, for each line."""
    found = {}
    for line, status in board.lines.items():
        ahead = status.waiting if status.ahead is None else status.ahead
        if status.wait is None:
            found[line] = LineProspect(ahead)
        else:
            found[line] = LineProspect(ahead, status.wait.low_min, status.wait.high_min)
    return found
