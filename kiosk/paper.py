"""The kiosk's printer at work: its outbox on a lane of its own, so that no screen waits for paper.

The database's outbox says what is to print; see `core.office.printing`.
"""

import logging
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.domain.ticket import Ticket
from core.errors import QueueError
from core.printing.port import Printer, PrinterState
from core.qt.tasks import Lane

if TYPE_CHECKING:
    from core.office import Office, PrintJob
    from core.office.printing import PrintQueue, Prospect

LOOK_S = 10.0  # how often an idle printer is asked how it is
_log = logging.getLogger(__name__)
_Worked = tuple["PrintJob | None", PrinterState, PrinterState | None]


class PaperLane(QObject):
    """Prints what the outbox holds for `device`, for as long as it takes.

    Signals:
        worked(PrintJob): a paper was tried; its state says how that went.
        changed: how the printer is has changed.
    """

    worked = Signal(object)
    changed = Signal()

    def __init__(
        self, printer: Printer, device: str, *, try_s: float, parent: QObject | None = None
    ) -> None:
        """`try_s`: from one look into the outbox to the next, in seconds."""
        super().__init__(parent)
        self._printer = printer
        self._device = device
        self._lane = Lane("printer", self)
        self._queue: PrintQueue | None = None
        self._looked_at = float("-inf")
        self._is_working = False
        self._again = False
        self._state = PrinterState.UNKNOWN
        self._trouble: PrinterState | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(try_s * 1000))
        self._timer.timeout.connect(self.hurry)

    @property
    def state(self) -> PrinterState:
        """How the printer is, for staff."""
        return self._state

    @property
    def trouble(self) -> PrinterState | None:
        """What keeps papers from coming out now; None when nothing is known to."""
        return self._trouble

    def use(self, office: "Office") -> None:
        """Work the outbox of `office` from now on."""
        from core.office.printing import PrintQueue  # noqa: PLC0415 - SQLAlchemy, behind the paint

        if self._queue is None:
            self._queue = PrintQueue(office, self._printer, self._device)
            self.hurry()

    @Slot()
    def hurry(self) -> None:
        """Look into the outbox now."""
        if self._queue is None:
            return
        if self._is_working:
            self._again = True
            return
        self._timer.stop()
        self._is_working = True
        self._lane.submit(self._work, self._show, self._put_off)

    def close(self) -> None:
        """Stop; a paper under way is finished first, within the printer's own limits."""
        self._timer.stop()
        self._lane.close()

    def _work(self) -> _Worked:
        """Do what there is to do (in the lane)."""
        queue = self._queue
        assert queue is not None  # asked only once there is one
        job = queue.work_one()
        if job is not None:
            self._looked_at = monotonic()
        elif monotonic() - self._looked_at >= LOOK_S:
            queue.look()
            self._looked_at = monotonic()
        return job, queue.state, queue.trouble

    def _show(self, worked: _Worked) -> None:
        job, state, trouble = worked
        self._is_working = False
        if (state, trouble) != (self._state, self._trouble):
            self._state, self._trouble = state, trouble
            self.changed.emit()
        if job is not None:
            self.worked.emit(job)
        if self._again or (job is not None and trouble is None):
            self._again = False
            self.hurry()
        else:
            self._timer.start()

    def _put_off(self, error: QueueError) -> None:
        # The database is away; the window says so already.
        _log.info("the outbox waits: %s", type(error).__name__)
        self._is_working = self._again = False
        self._timer.start()


def prospect(office: "Office", ticket: Ticket) -> "tuple[Ticket, Prospect]":
    """Return what the person with `ticket` can expect, with the ticket (in a lane)."""
    from core.office.printing import prospect_of  # noqa: PLC0415 - SQLAlchemy, behind the paint

    return ticket, prospect_of(office, ticket.id)
