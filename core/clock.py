"""What time it is.

The office asks a `Clock` so that a test, a demo or a simulation can hand it another one. On
PostgreSQL the default is the server's clock, read with the office's lock, so that windows on
several computers agree; see `core.store.engine`.
"""

from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the present instant, aware UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovedClock:
    """The machine's clock, moved by a fixed time: a demo's, or a test's of whole programs."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by


class FixedClock:
    """A clock that stands still until it is advanced; safe to share between threads."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware datetime")
        self._at = at.astimezone(UTC)
        self._lock = Lock()

    def now(self) -> datetime:
        with self._lock:
            return self._at

    def advance(self, by: timedelta) -> datetime:
        """Move the clock by `by`, back if negative, and return the new instant."""
        with self._lock:
            self._at += by
            return self._at
