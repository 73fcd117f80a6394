"""The hall, kept read, and what is known of it sooner than the next reading."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.domain.ticket import CounterNumber, TicketId
from core.qt.office_link.link import Link
from core.qt.office_link.office_reader import OfficeReader, Pacing
from counter.decisions.hall import Hall, read_hall

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.office import Office

REST_MS = 250


class HallReader(OfficeReader[Hall]):
    """Reads the hall as it is seen from `counter`, None for nobody's."""

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        pacing = Pacing(rest_ms=REST_MS)
        super().__init__(link, self._question, lambda hall: hall.board, pacing, parent=parent)
        self.counter: CounterNumber | None = None

    def forget(self, ticket: TicketId) -> None:
        """Leave a ticket out that waits no more, until the next reading says so too."""
        if self.found is not None:
            self.found = self.found.without(ticket)

    def _question(self) -> "Callable[[Office], Hall]":
        return partial(read_hall, counter=self.counter)
