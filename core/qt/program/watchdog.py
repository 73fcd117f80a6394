"""A window that hangs is ended and started again by systemd, where systemd runs it.

The window itself asks for the watchdog, once its event loop runs, and says from then on that it is
alive; so a unit file needs no limit that would fit every window's start. Anywhere else, and on
other systems, nothing happens.
"""

import contextlib
import os
import socket

from PySide6.QtCore import QObject, QTimer, Slot

LIMIT_S = 60
EVERY_MS = 15_000


class Watchdog(QObject):
    """Tells systemd every `EVERY_MS` that this event loop runs; after `LIMIT_S` without it acts.

    It ends the program with SIGABRT; the fault file of `core.qt.traces.crash` tells where it hung.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = os.environ.get("NOTIFY_SOCKET", "")
        if not self._address or not hasattr(socket, "AF_UNIX"):
            return
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._bark)
        QTimer.singleShot(0, self, self._begin)

    @Slot()
    def _begin(self) -> None:
        self._tell(f"WATCHDOG_USEC={LIMIT_S * 1_000_000}\nWATCHDOG=1")
        self._timer.start()

    @Slot()
    def _bark(self) -> None:
        self._tell("WATCHDOG=1")

    def _tell(self, state: str) -> None:
        # A socket that begins with @ is an abstract one. Nobody there: nobody watches.
        address = self._address.replace("@", "\0", 1) if self._address[0] == "@" else self._address
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as there,
        ):
            there.sendto(state.encode(), address)
