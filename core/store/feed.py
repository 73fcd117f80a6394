"""The doorbell: tells that something changed, never what.

A listener waits on a connection of its own and then reads what it shows. It rings once on every
(re)connect, so that nothing that happened in between is missed.
"""

import sqlite3
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from core.errors import StoreUnavailable
from core.store.connection import session
from core.store.connection.complaints import problem_of
from core.store.connection.place import DatabasePlace

if TYPE_CHECKING:
    import psycopg

CHANNEL = "turnos"
SQLITE_POLL_S = 0.05  # at 0.025 to wake up takes half a percent of a core for each window
SLOW_POLL_S = 5.0  # PostgreSQL: rings anyway this often, should a notification be lost


class Doorbell(Protocol):
    def wait(self, timeout_s: float) -> bool:
        """Wait until something changed; False when `timeout_s` passed or the bell was closed.

        Raises:
            StoreUnavailable: the connection is lost; a later `wait` connects again and rings.
        """

    def close(self) -> None:
        """Stop, also from another thread: a `wait` under way returns False."""


class SqliteDoorbell:
    """Compares `PRAGMA data_version`, which changes with every commit of another connection."""

    def __init__(self, place: DatabasePlace) -> None:
        self._place = place
        self._connection: sqlite3.Connection | None = None
        self._version = -1
        self._file: tuple[int, int] | None = None
        self._closed = Event()

    def wait(self, timeout_s: float) -> bool:
        deadline = monotonic() + timeout_s
        while True:
            if self._closed.is_set():
                self._drop()
                return False
            try:
                if self._changed():
                    return True
            except (sqlite3.Error, OSError) as error:
                self._drop()
                raise StoreUnavailable(
                    database=self._place.shown, problem=problem_of(error)
                ) from error
            left = deadline - monotonic()
            if left <= 0:
                return False
            self._closed.wait(min(SQLITE_POLL_S, left))

    def close(self) -> None:
        self._closed.set()

    def _changed(self) -> bool:
        status = self._place.file.stat()
        file = (status.st_dev, status.st_ino)
        if self._connection is None or file != self._file:  # gone and restored: another file
            self._drop()
            address = f"{self._place.file.absolute().as_uri()}?mode=rw"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._version, self._file = self._read(), file
            return True
        version = self._read()
        if version == self._version:
            return False
        self._version = version
        return True

    def _read(self) -> int:
        assert self._connection is not None
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class PostgresDoorbell:
    """Listens to the notifications that triggers send with every commit."""

    def __init__(self, place: DatabasePlace, timeout_s: float) -> None:
        self._place = place
        self._timeout_s = timeout_s
        self._words = session.words(place, timeout_s, name="turnos doorbell")  # unsaid
        self._connection: psycopg.Connection | None = None
        self._rang_at = 0.0
        self._closed = False

    def wait(self, timeout_s: float) -> bool:
        import psycopg  # noqa: PLC0415 - 9 MB that SQLite does not need

        deadline = monotonic() + timeout_s
        while not self._closed:
            left = deadline - monotonic()
            if left <= 0:
                return False
            try:
                if self._rang(min(left, 0.2)):
                    return True
            except psycopg.Error as error:
                self._drop()
                problem = problem_of(error)
                raise StoreUnavailable(database=self._place.shown, problem=problem) from error
        self._drop()
        return False

    def close(self) -> None:
        self._closed = True

    def _rang(self, timeout_s: float) -> bool:
        import psycopg  # noqa: PLC0415 - see `wait`

        if self._connection is None:
            connection = psycopg.connect("", autocommit=True, **self._words)
            session.prepare(connection, self._place, self._timeout_s)
            self._connection = connection
            self._connection.execute(f"LISTEN {CHANNEL}")
            self._rang_at = monotonic()
            return True
        rang = False
        for _ in self._connection.notifies(timeout=timeout_s, stop_after=1):
            rang = True
        if rang:
            for _ in self._connection.notifies(timeout=0):  # the rest of the burst
                pass
        if monotonic() - self._rang_at > SLOW_POLL_S:
            rang = True  # and the reader's own query finds out whether the server still answers
        if rang:
            self._rang_at = monotonic()
        return rang

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
