"""The kiosk's printer at work: its outbox on a lane of its own, so that no screen waits for paper.

The database's outbox says what is to print; see `core.office.printing`.
"""

import logging
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import PrinterFault, QueueError
from core.printing.port import Printer, PrinterState
from core.qt.office_link.tasks import Lane

if TYPE_CHECKING:
    from core.office import Office, PrintJob
    from core.office.printing import PrintQueue

LOOK_S = 10.0  # how often an idle printer is asked how it is
_log = logging.getLogger(__name__)
_Heard = tuple[PrinterState, PrinterState | None]  # how the printer is, and what troubles it
_Worked = tuple["PrintJob | None", _Heard]
_Tested = tuple[PrinterState | PrinterFault, _Heard]


class PaperLane(QObject):
    """Prints what the outbox holds for `device`, for as long as it takes.

    Signals:
        worked(PrintJob): a paper was tried; its state says how that went.
        changed: how the printer is was heard for the first time, or has changed.
        tested(PrinterState | PrinterFault): a test page came out, and how the printer is
            afterwards; or why it did not.
    """

    worked = Signal(object)
    changed = Signal()
    tested = Signal(object)

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
        self._known: _Heard | None = None
        self._is_test_wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(try_s * 1000))
        self._timer.timeout.connect(self.hurry)

    @property
    def state(self) -> PrinterState:
        """How the printer is, for staff."""
        return PrinterState.UNKNOWN if self._known is None else self._known[0]

    @property
    def trouble(self) -> PrinterState | None:
        """What keeps papers from coming out now; None when nothing is known to."""
        return None if self._known is None else self._known[1]

    def use(self, office: "Office") -> None:
        """Work the outbox of `office` from now on, and ask at once how the printer is."""
        from core.office.printing import PrintQueue  # noqa: PLC0415 - SQLAlchemy, behind the paint

        if self._queue is None:
            self._queue = PrintQueue(office, self._printer, self._device)
            self.look()
            if self._is_test_wanted:
                self.test()
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

    @Slot()
    def look(self) -> None:
        """Ask the printer how it is now; the database is not needed for it."""
        if self._queue is not None:
            self._lane.submit(self._look, self._see, self._hear_nothing)

    @Slot()
    def test(self) -> None:
        """Print a test page, after the paper under way; `tested` tells how that went."""
        self._is_test_wanted = self._queue is None
        if self._queue is not None:
            self._lane.submit(self._test, self._has_tested, self._has_not_tested)

    def close(self) -> None:
        """Stop; a paper under way is finished first, within the printer's own limits."""
        self._timer.stop()
        self._lane.close()

    def _work(self) -> _Worked:
        """Do what there is to do (in the lane)."""
        job = self._in_use.work_one()
        if job is not None:
            self._looked_at = monotonic()
        elif monotonic() - self._looked_at >= LOOK_S:
            self._look()
        return job, self._heard()

    def _look(self) -> _Heard:
        """Ask the printer (in the lane)."""
        self._in_use.look()
        self._looked_at = monotonic()
        return self._heard()

    def _test(self) -> _Tested:
        """Print a test page (in the lane)."""
        outcome: PrinterState | PrinterFault
        try:
            outcome = self._in_use.print_test()
        except PrinterFault as fault:
            outcome = fault
        return outcome, self._heard()

    def _heard(self) -> _Heard:
        return self._in_use.state, self._in_use.trouble

    @property
    def _in_use(self) -> "PrintQueue":
        assert self._queue is not None  # asked only once there is one
        return self._queue

    def _has_tested(self, tested: _Tested) -> None:
        outcome, heard = tested
        self._see(heard)
        self.tested.emit(outcome)

    def _has_not_tested(self, error: QueueError) -> None:
        self._hear_nothing(error)
        self.tested.emit(error)

    def _hear_nothing(self, error: QueueError) -> None:
        """Nobody could ask: nothing is known of the printer, and that never counts as fine."""
        _log.warning("the printer was not asked: %s", type(error).__name__)
        self._see((PrinterState.UNKNOWN, PrinterState.UNKNOWN))

    def _see(self, heard: _Heard) -> None:
        if self._is_news(heard):
            self.changed.emit()

    def _is_news(self, heard: _Heard) -> bool:
        """Take over how the printer is, and tell whether that is news."""
        is_news, self._known = heard != self._known, heard
        return is_news

    def _show(self, worked: _Worked) -> None:
        job, heard = worked
        self._is_working = False
        is_news = self._is_news(heard)
        if job is not None:
            self.worked.emit(job)  # first: paper that ended with a ticket came out with it
        if is_news:
            self.changed.emit()
        if self._again or (job is not None and self.trouble is None):
            self._again = False
            self.hurry()
        else:
            self._timer.start()

    def _put_off(self, error: QueueError) -> None:
        # The database is away, and the window says so already; or the program itself failed.
        _log.info("the outbox waits: %s", type(error).__name__)
        self._is_working = self._again = False
        self._timer.start()
