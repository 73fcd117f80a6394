"""A machine that stays awake while a window wants it: no sleep, no dark screen.

Each system has its own way, and none of them blocks the GUI thread: an inhibition of the desktop's
screen saver over D-Bus, a flag of Windows' thread, a child process on macOS. Where a way is missing
nothing happens: a kiosk under cage or labwc has nothing that would blank its screen.
"""

import os
import sys
from typing import Protocol

from PySide6.QtCore import QObject, QProcess

from core.qt.desktop.inhibition import Inhibition, session_bus

# Windows' SetThreadExecutionState
CONTINUOUS, SYSTEM_REQUIRED, DISPLAY_REQUIRED = 0x80000000, 0x1, 0x2


class Way(Protocol):
    """How a system is kept awake. Neither call waits, and neither fails."""

    def hold(self) -> None: ...
    def release(self) -> None: ...


class Awake(QObject):
    """Keeps the machine awake from `hold` to `release`, to the program's end at the latest.

    `reason` is what a desktop shows to whoever asks why.
    """

    def __init__(self, reason: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._way = _way_of_this_system(reason, self)
        self._holds = False

    def hold(self) -> None:
        if not self._holds:
            self._holds = True
            self._way.hold()

    def release(self) -> None:
        if self._holds:
            self._holds = False
            self._way.release()


def _way_of_this_system(reason: str, owner: QObject) -> Way:
    if sys.platform == "win32":
        return WindowsFlag()
    if sys.platform == "darwin":
        return Caffeine(owner)
    address = session_bus()
    return NoWay() if address is None else Inhibition(address, reason, owner)


class WindowsFlag:
    """A state of the thread that calls, which is the GUI's."""

    def hold(self) -> None:
        self._set(CONTINUOUS | SYSTEM_REQUIRED | DISPLAY_REQUIRED)

    def release(self) -> None:
        self._set(CONTINUOUS)

    def _set(self, state: int) -> None:
        if sys.platform == "win32":
            import ctypes  # noqa: PLC0415 - there only

            ctypes.windll.kernel32.SetThreadExecutionState(state)


class Caffeine:
    """macOS' own program, which keeps the machine awake as long as it, or we, live."""

    def __init__(self, owner: QObject) -> None:
        self._process = QProcess(owner)

    def hold(self) -> None:
        self._process.start("caffeinate", ["-d", "-i", "-w", str(os.getpid())])

    def release(self) -> None:
        self._process.terminate()


class NoWay:
    """A system that has nothing to be told."""

    def hold(self) -> None: ...
    def release(self) -> None: ...
