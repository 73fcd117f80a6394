"""The hall, kept read: again after every change, one reading at a time, and while it is away.

A busy hall changes thirty times a second. It is read four times: readings cost this computer and
the database's, and whoever presses a key must not wait behind one. While an action is under way
nothing is read, and its answer is painted before the next reading.
"""

from datetime import datetime, timedelta
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.domain.ticket import CounterNumber, TicketId
from core.errors import QueueError
from core.qt.link import Link
from counter.hall import Hall, read_hall

REST_MS = 250  # from the end of a reading to the next one
PAINT_MS = 60  # from an action's answer to the next reading


class HallReader(QObject):
    """The hall as it was read last, and the office's time carried on from there.

    Signals:
        taken: the hall has been read.
        lost: it could not be; `fault` says why. Ask `retry` from time to time.
    """

    taken = Signal()
    lost = Signal()

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.counter: CounterNumber | None = None
        self.hall: Hall | None = None
        self.is_here = False
        self.fault: QueueError | None = None
        self._anchor = monotonic()
        self._reading = False
        self._is_wanted = False
        self._is_acting = False
        self._is_closed = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._read_if_wanted)
        link.changed.connect(self.read)
        link.back.connect(self.read)
        link.away.connect(self._lose)

    def close(self) -> None:
        """Take no more answers."""
        self._is_closed = True
        self._rest.stop()

    @property
    def now(self) -> datetime | None:
        """The office's time, None before it has been reached."""
        if self.hall is None:
            return None
        return self.hall.board.at + timedelta(seconds=monotonic() - self._anchor)

    @property
    def local_now(self) -> datetime | None:
        """The office's time on its own clocks."""
        now = self.now
        if now is None or self.hall is None:
            return None
        return self.hall.settings.local(now)

    def retry(self) -> None:
        """Read again if the hall is away."""
        if not self.is_here:
            self.read()

    def forget(self, ticket: TicketId) -> None:
        """Leave a ticket out that waits no more, until the next reading says so too."""
        if self.hall is not None:
            self.hall = self.hall.without(ticket)

    def hold(self) -> None:
        """Read nothing while an action is under way."""
        self._is_acting = True

    def release(self) -> None:
        """Read what an action has changed, as soon as its answer is painted."""
        self._is_acting = False
        self._is_wanted = True
        self._rest.start(PAINT_MS)

    @Slot()
    def read(self) -> None:
        """Read the hall: now, or once what is under way is done and the last reading is old."""
        self._is_wanted = True
        self._read_if_wanted()

    @Slot()
    def _read_if_wanted(self) -> None:
        waits = self._reading or self._is_acting or self._rest.isActive()
        if waits or not self._is_wanted or self._is_closed:
            return
        self._is_wanted = False
        counter = self.counter
        job = self._link.ask(lambda office: read_hall(office, counter), self.take, self._not_read)
        self._reading = job is not None

    def take(self, hall: Hall) -> None:
        """Show `hall` from now on."""
        if self._is_closed:
            return
        self._reading = False
        self.hall = hall
        self._anchor = monotonic()
        self.is_here = True
        self.fault = None
        self._rest.start(REST_MS)
        self.taken.emit()

    def _not_read(self, error: QueueError) -> None:
        self._reading = self._is_wanted = False
        self._lose(error)

    @Slot(object)
    def _lose(self, error: QueueError) -> None:
        if not self._is_closed:
            self.is_here = False
            self.fault = error
            self.lost.emit()
