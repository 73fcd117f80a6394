"""The hall, kept read: again after every change, one reading at a time, and while it is away."""

from datetime import datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from core.domain.ticket import CounterNumber, TicketId
from core.errors import QueueError
from core.qt.link import Link
from counter.hall import Hall, read_hall


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
        self._read_again = False
        self._is_closed = False
        link.changed.connect(self.read)
        link.back.connect(self.read)
        link.away.connect(self._lose)

    def close(self) -> None:
        """Take no more answers."""
        self._is_closed = True

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
        return now.astimezone(ZoneInfo(self.hall.settings.timezone))

    def retry(self) -> None:
        """Read again if the hall is away."""
        if not self.is_here:
            self.read()

    def forget(self, ticket: TicketId) -> None:
        """Leave a ticket out that waits no more, until the next reading says so too."""
        if self.hall is not None:
            self.hall = self.hall.without(ticket)

    @Slot()
    def read(self) -> None:
        """Read the hall, or once more after the reading under way."""
        if self._reading:
            self._read_again = True
            return
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
        self.taken.emit()
        if self._read_again:
            self._read_again = False
            self.read()

    def _not_read(self, error: QueueError) -> None:
        self._reading = self._read_again = False
        self._lose(error)

    @Slot(object)
    def _lose(self, error: QueueError) -> None:
        if not self._is_closed:
            self.is_here = False
            self.fault = error
            self.lost.emit()
