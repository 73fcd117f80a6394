"""The ticket somebody just took: its code at once, then what to expect and what its paper does."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.domain.service import OfficeSettings
from core.domain.ticket import Ticket
from core.errors import QueueError
from core.printing.port import PrinterState
from core.qt.office_link.link import Link
from kiosk.printer_lane import PaperLane
from kiosk.visit.page_values import PaperState, Result

if TYPE_CHECKING:
    from core.office import Office, PrintJob, Prospect

PAINTED_MS = 60  # what is not on the screen waits so long: threads would slow its painting


class Taken(QObject):
    """Follows one ticket from its issue until its owner leaves.

    Signals:
        changed: `result` is another one.
        turned: what to read about the paper is another thing now.
    """

    changed = Signal()
    turned = Signal()

    def __init__(self, link: Link, paper: PaperLane | None, parent: QObject | None = None) -> None:
        """`paper` is None for a kiosk with no printer."""
        super().__init__(parent)
        self._link = link
        self._paper = paper
        self._is_given_up = False
        self.result: Result | None = None
        if paper is not None:
            paper.worked.connect(self._see_paper)
            paper.changed.connect(self._see_printer)
        self._afterwards = QTimer(self)
        self._afterwards.setSingleShot(True)
        self._afterwards.setInterval(PAINTED_MS)
        self._afterwards.timeout.connect(self._follow_up)

    def take(self, ticket: Ticket, settings: OfficeSettings) -> None:
        """Show `ticket` from now on."""
        self._is_given_up = False
        self.result = Result(settings, ticket, self._paper_now())
        self._afterwards.start()

    def leave(self) -> None:
        """Show it no more: its owner has gone."""
        self.result = None

    def close(self) -> None:
        self._afterwards.stop()

    @Slot()
    def _follow_up(self) -> None:
        """Print the ticket and ask what to expect, now that the code is on the screen."""
        if self._paper is not None:
            self._paper.hurry()
        if self.result is not None:
            ticket = self.result.ticket

            def ask(office: "Office") -> "tuple[Ticket, Prospect]":
                return ticket, office.queue.prospect(ticket.id)

            self._link.ask(ask, self._expect, self._ignore)

    def _expect(self, found: "tuple[Ticket, Prospect]") -> None:
        ticket, prospect = found
        if self.result is not None and self.result.ticket.id == ticket.id:
            self._tell(self.result.prospect or prospect)  # the paper's, where it was quicker

    def _tell(self, prospect: "Prospect") -> None:
        if self.result is not None and self.result.prospect != prospect:
            self.result = replace(self.result, prospect=prospect)
            self.changed.emit()

    def _ignore(self, _error: QueueError) -> None:
        """Leave it: a ticket is shown without what to expect."""

    def _paper_now(self) -> PaperState:
        if self._paper is None:
            return PaperState.NONE
        trouble = self._paper.trouble
        if self._is_given_up or trouble not in (None, PrinterState.OUT_OF_PAPER):
            return PaperState.FAULT
        return PaperState.PRINTING if trouble is None else PaperState.OUT_OF_PAPER

    def _paper_there(self) -> PaperState:
        never_tells = self._paper is None or self._paper.state is PrinterState.UNKNOWN
        return PaperState.SENT if never_tells else PaperState.PRINTED

    @Slot(object)
    def _see_paper(self, job: "PrintJob") -> None:
        from core.office.papers import told_on  # noqa: PLC0415 - SQLAlchemy: it printed this

        if self.result is None or job.ticket != self.result.ticket.id:
            return
        if (told := told_on(job)) is not None:
            # It was asked a moment apart: the screen says what the paper says.
            self._tell(told)
        self._is_given_up = job.state == "failed"
        is_there = job.state == "printed"
        self._set_paper(self._paper_there() if is_there else self._paper_now())

    @Slot()
    def _see_printer(self) -> None:
        if self.result is not None and self.result.paper not in {
            PaperState.SENT,
            PaperState.PRINTED,
        }:
            self._set_paper(self._paper_now())

    def _set_paper(self, paper: PaperState) -> None:
        before = self.result
        if before is None or before.paper is paper:
            return
        self.result = replace(before, paper=paper)
        if paper.is_missing or before.paper.is_missing:
            self.turned.emit()
        self.changed.emit()
