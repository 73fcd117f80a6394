"""What time it is.

The office asks a `Clock` so that a test, a demo or a simulation can hand it another one. On
PostgreSQL the default is the server's clock, read with the office's lock, so that windows on
several computers agree; see `core.store.offices`.
"""

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Protocol
from uuid import uuid4

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Uptime:
    """Seconds that a machine has been on, its sleep included, whatever its clock was set to.

    To be compared with others of the same `boot` only.
    """

    boot: str
    seconds: float


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the present instant, aware UTC."""

    def uptime(self) -> Uptime:
        """Return what tells how much time has really passed."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def uptime(self) -> Uptime:
        return Uptime(_boot(), _seconds_on())


@cache
def _boot() -> str:
    """Return a name of this start of the machine; where none is to be had, of this process."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return str(uuid4())


if sys.platform == "win32":
    from ctypes import c_uint64, windll

    windll.kernel32.GetTickCount64.restype = c_uint64

    def _seconds_on() -> float:
        # time.monotonic() stands still while Windows sleeps, from Python 3.13 on.
        return float(windll.kernel32.GetTickCount64()) / 1000

else:
    # macOS has no CLOCK_BOOTTIME; its CLOCK_MONOTONIC_RAW counts sleep, time.monotonic() does not.
    _COUNTS_SLEEP: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC_RAW)

    def _seconds_on() -> float:
        return time.clock_gettime(_COUNTS_SLEEP)


class MovedClock(SystemClock):
    """The machine's clock, moved by a fixed time: a demo's, or a test's of whole programs."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by


class FixedClock:
    """A clock that stands still until it is advanced; safe to share between threads.

    Each is a machine of its own, however its time is set; those of the same `boot` are one machine.
    """

    def __init__(self, at: datetime, *, boot: str | None = None) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware datetime")
        self._at = at.astimezone(UTC)
        self._boot = boot or str(uuid4())
        self._on = timedelta()
        self._behind = timedelta()
        self._lock = Lock()

    def now(self) -> datetime:
        with self._lock:
            return self._at

    def uptime(self) -> Uptime:
        with self._lock:
            return Uptime(self._boot, self._on.total_seconds())

    def advance(self, by: timedelta) -> datetime:
        """Let `by` pass, and return the new instant.

        A negative `by` sets the clock back; going forward by as much only puts it right again.
        """
        with self._lock:
            behind = max(self._behind - by, timedelta())
            self._on += max(by - self._behind, timedelta())
            self._behind = behind
            self._at += by
            return self._at

    def jump(self, by: timedelta) -> datetime:
        """Set the clock wrong by `by`, while no time passes, and return the new instant."""
        with self._lock:
            self._at += by
            return self._at
