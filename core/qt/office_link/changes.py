"""The doorbell on the GUI side: a thread waits for "something changed" and a signal says so.

The bell carries no data. Whoever hears it reads what it shows, in a `Lane`.
"""

import threading
from contextlib import suppress
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.errors import QueueError
from core.qt.traces.fault_report import unexpected

WAIT_S = 1.0
RETRY_S = 0.5
JOIN_S = 5.0


class Bell(Protocol):
    """What the store offers: one connection that hears of every commit."""

    def wait(self, timeout_s: float) -> bool:
        """Return True as soon as something changed, False after `timeout_s`.

        Raises:
            StoreUnavailable: the connection is lost; a later wait connects again and rings once.
        """

    def close(self) -> None:
        """End, from any thread: a wait under way returns at once."""


class Changes(QObject):
    """Turns a doorbell into `changed`, and its connection into `connected`.

    Bursts become one: `changed` is not emitted again before the GUI has taken the last one, and
    a change that arrives meanwhile is never lost.
    """

    changed = Signal()
    connected = Signal(bool)
    _rung = Signal()
    _link = Signal(bool)
    _failed = Signal(object)

    def __init__(self, doorbell: Bell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doorbell = doorbell
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._pending = False
        queued = Qt.ConnectionType.QueuedConnection
        self._rung.connect(self._ring, queued)
        self._link.connect(self._show_link, queued)
        self._failed.connect(self._crash, queued)
        self._thread = threading.Thread(target=self._run, name="doorbell", daemon=True)

    def start(self) -> None:
        """Begin to listen; connect the signals first."""
        self._thread.start()

    def close(self, deadline_s: float = JOIN_S) -> bool:
        """Stop listening and join the thread; False when it did not end within `deadline_s`."""
        with self._lock:
            self._closing.set()
        self._doorbell.close()
        if self._thread.ident is not None:
            self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._listen()
        # A closed bell lets go of its connection in the thread that waited, at its next wait.
        self._doorbell.close()
        with suppress(QueueError):
            self._doorbell.wait(0)

    def _listen(self) -> None:
        link: bool | None = None
        while not self._closing.is_set():
            try:
                rang = self._doorbell.wait(WAIT_S)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next wait may be well
                if not isinstance(error, QueueError):
                    unexpected(error)
                if link is not False:
                    link = False
                    self._tell(link=False)
                self._closing.wait(RETRY_S)
            except BaseException as error:  # noqa: BLE001 - raised again in the GUI thread
                self._fail(error)
                return
            else:
                if link is not True:
                    link = True
                    self._tell(link=True)
                if rang:
                    self._knock()

    # A closed Changes may be deleted at any moment: nothing is emitted after `_closing` is set.

    def _knock(self) -> None:
        with self._lock:
            if not self._pending and not self._closing.is_set():
                self._pending = True
                self._rung.emit()

    def _tell(self, *, link: bool) -> None:
        with self._lock:
            if not self._closing.is_set():
                self._link.emit(link)

    def _fail(self, error: BaseException) -> None:
        with self._lock:
            if not self._closing.is_set():
                self._failed.emit(error)

    @Slot()
    def _ring(self) -> None:
        with self._lock:
            self._pending = False
            closing = self._closing.is_set()
        if not closing:
            self.changed.emit()

    @Slot(bool)
    def _show_link(self, link: bool) -> None:
        if not self._closing.is_set():
            self.connected.emit(link)

    @Slot(object)
    def _crash(self, error: BaseException) -> None:
        raise error
