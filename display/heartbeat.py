"""Tells the office every ten seconds that the display is alive, and how its voice is."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.errors import DisplayNameTaken, QueueError
from core.qt.link import Link
from core.qt.twin import Twin

if TYPE_CHECKING:
    from core.office import Device

PERIOD_S = 10.0


class Heartbeat(QObject):
    """Tells when `beat` finds that it is time, or at once."""

    def __init__(
        self,
        link: Link,
        device: str,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._device = device
        self._now = monotonic
        self._twin = Twin(monotonic=monotonic)
        self._is_telling = False
        self._told: Mapping[str, Any] = {}
        self._told_at = float("-inf")

    @property
    def fault(self) -> QueueError | None:
        """A fault while another display goes by this one's name."""
        return DisplayNameTaken(device=self._device) if self._twin.is_there else None

    def beat(self, voice: str, fault: QueueError | None, more: Mapping[str, str | None]) -> None:
        """Tell if it is time, or if something else is to be told than last time.

        `more` is told besides how the voice is.
        """
        # A path in it may be no text, which no database keeps.
        problem = None if fault is None else str(fault).encode(errors="replace").decode()
        state: dict[str, Any] = {"voice": voice, "problem": problem, **more}
        if self.fault is not None:
            state["twin"] = str(self.fault)
        is_due = self._now() - self._told_at >= PERIOD_S
        if self._is_telling or not (is_due or state != self._told):
            return
        marked = self._twin.marked(state)
        job = self._link.ask(
            lambda office: office.devices.seen(self._device, "display", marked),
            self._heard,
            self._could_not_tell,
        )
        if job is not None:
            self._is_telling = True
            self._told, self._told_at = state, self._now()

    def _heard(self, before: "Device | None") -> None:
        self._is_telling = False
        self._twin.look(before)

    def _could_not_tell(self, _error: QueueError) -> None:
        """Leave it: the next beat says it."""
        self._is_telling = False
