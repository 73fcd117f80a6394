"""What the display did with each call, reported to the office in order, and again if need be.

Reports wait here while the database is away: a receipt that is late is still true.
"""

import logging
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.errors import QueueError, StoreError
from core.qt.office_link.link import Link

if TYPE_CHECKING:
    from core.office import Office

MOST = 1000
_log = logging.getLogger(__name__)


class ReceiptBook(QObject):
    """Reports one after the other; `flush` tries again after a fault."""

    def __init__(self, link: Link, device: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._device = device
        self._open: deque[tuple[int, Mapping[str, Any]]] = deque(maxlen=MOST)
        self._sending: tuple[int, Mapping[str, Any]] | None = None

    @property
    def is_empty(self) -> bool:
        """True when everything was reported."""
        return not self._open and self._sending is None

    def add(self, call_seq: int, **facts: Any) -> None:
        """Report `facts`, fields of `core.office.Receipt`, about the call `call_seq`."""
        self._open.append((call_seq, facts))
        self.flush()

    def flush(self) -> None:
        """Send what waits."""
        if self._sending is not None or not self._open:
            return
        call_seq, facts = self._open[0]
        job = self._link.ask(
            lambda office: _report(office, self._device, call_seq, facts), self._sent, self._refused
        )
        if job is not None:
            self._sending = self._open.popleft()

    def _sent(self, _nothing: None) -> None:
        self._sending = None
        self.flush()

    def _refused(self, error: QueueError) -> None:
        sending, self._sending = self._sending, None
        if isinstance(error, StoreError) and sending is not None:
            self._open.appendleft(sending)
        else:  # it would be refused for ever, and hold up the others
            _log.error("a receipt was refused: %s", type(error).__name__)


def _report(office: "Office", device: str, call_seq: int, facts: Mapping[str, Any]) -> None:
    from core.office import Receipt  # noqa: PLC0415 - loads SQLAlchemy, in the database lane

    office.devices.add_receipt(Receipt(call_seq, device, **facts))
