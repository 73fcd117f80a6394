"""Cuts a PostgreSQL transaction that hangs.

A server that is frozen, or a cable that is pulled, can hold a query far longer than keepalives
promise. The watchdog shuts the socket of a transaction that outlives its limit; the driver then
reports a lost connection, which the office treats like any other.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Condition, Thread
from time import monotonic

from sqlalchemy import Connection


class TransactionWatchdog:
    """Watches transactions from one thread, which starts with the first of them."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._deadlines: dict[int, tuple[float, int]] = {}  # id of the guard -> when, socket
        self._changed = Condition()
        self._thread: Thread | None = None
        self._closed = False

    @contextmanager
    def over(self, connection: Connection) -> Iterator[None]:
        """Watch what is done with `connection` inside the block."""
        raw = connection.connection.driver_connection
        assert raw is not None  # it was just checked out
        key = id(connection)
        with self._changed:
            self._deadlines[key] = (monotonic() + self._limit_s, raw.fileno())
            if self._thread is None and not self._closed:
                self._thread = Thread(target=self._watch, name="store-watchdog", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._changed:
                self._deadlines.pop(key, None)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        with self._changed:
            while not self._closed:
                now = monotonic()
                for key, (deadline, file_number) in list(self._deadlines.items()):
                    if deadline <= now:
                        del self._deadlines[key]
                        _shut(file_number)
                self._changed.wait(self._limit_s / 10)


def _shut(file_number: int) -> None:
    # It may be closed at this very moment.
    with suppress(OSError), socket.socket(fileno=os.dup(file_number)) as line:
        line.shutdown(socket.SHUT_RDWR)
