"""Tells the office every ten seconds that a window is alive, and how it does.

Between two beats the office learns of its waits, a day at a time
(`core.office.figures.learning`): a kiosk and a display have the time, a facilitator's window has
none.
"""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.errors import QueueError
from core.qt.office_link.link import Link
from core.qt.office_link.twin import Twin

if TYPE_CHECKING:
    from core.office import Device

PERIOD_S = 10.0


class Heartbeat(QObject):
    """Tells when `beat` finds that it is time, or that something else is to be told."""

    def __init__(
        self,
        link: Link,
        device: str,
        kind: str,
        name_taken: Callable[..., QueueError],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`name_taken` makes the fault of a second window that goes by the name `device`."""
        super().__init__(parent)
        self._link = link
        self._device = device
        self._kind = kind
        self._name_taken = name_taken
        self._now = monotonic
        self._twin = Twin(monotonic=monotonic)
        self.is_telling = False
        self._is_learning = False
        self._told: Mapping[str, Any] = {}
        self._told_at = float("-inf")

    @property
    def fault(self) -> QueueError | None:
        """A fault while another window goes by this one's name."""
        return self._name_taken(device=self._device) if self._twin.is_there else None

    def beat(self, state: Mapping[str, Any]) -> None:
        """Tell `state` if it is time, or if it is another than last time.

        While it is being told, what changes waits for the next beat.
        """
        if self.fault is not None:
            state = {**state, "twin": str(self.fault)}
        is_due = self._now() - self._told_at >= PERIOD_S
        if self.is_telling or not (is_due or state != self._told):
            return
        marked = self._twin.marked(state)
        job = self._link.ask(
            lambda office: office.devices.seen(self._device, self._kind, marked),
            self._heard,
            self._could_not_tell,
        )
        if job is not None:
            self.is_telling = True
            self._told, self._told_at = state, self._now()

    def _heard(self, before: "Device | None") -> None:
        self.is_telling = False
        self._twin.look(before)
        if not self._is_learning:
            job = self._link.ask(lambda office: office.learning.learn(), self._learnt, self._left)
            self._is_learning = job is not None

    def _learnt(self, _is_more: bool) -> None:
        self._is_learning = False

    def _left(self, _error: QueueError) -> None:
        """Leave it: it is learnt between two other beats."""
        self._is_learning = False

    def _could_not_tell(self, _error: QueueError) -> None:
        """Leave it: the next beat says it."""
        self.is_telling = False
