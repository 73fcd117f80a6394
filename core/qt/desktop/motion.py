"""Whether this machine's user asked for less motion, as its system says.

Linux desktops say it through the settings portal (D-Bus), Windows and macOS in their own ways. A
machine that does not say, as most kiosks, moves as drawn.
"""

import ctypes
import subprocess
import sys

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

PORTAL = "org.freedesktop.portal.Desktop"
OBJECT = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
ASKED = ("org.freedesktop.appearance", "reduced-motion")
_SPI_GETCLIENTAREAANIMATION = 0x1042
_MACOS = ("/usr/bin/defaults", "read", "com.apple.universalaccess", "reduceMotion")


class MotionWish(QObject):
    """Asks once, without waiting; `changed` comes when the answer is that nothing should move.

    Attributes:
        is_reduced: whether less motion is wanted; False until it is known.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_reduced = False
        self._asking: QDBusPendingCallWatcher | None = None

    def ask(self, bus: QDBusConnection | None = None) -> None:
        """Ask the system; `bus` stands in for this session's."""
        if bus is None and sys.platform == "win32":
            self._know(_on_windows())
        elif bus is None and sys.platform == "darwin":
            self._know(_on_macos())
        else:
            self._ask_portal(bus or QDBusConnection.sessionBus())

    def _ask_portal(self, bus: QDBusConnection) -> None:
        if not bus.isConnected():
            return
        question = QDBusMessage.createMethodCall(PORTAL, OBJECT, SETTINGS, "ReadOne")
        question.setArguments(list(ASKED))
        self._asking = QDBusPendingCallWatcher(bus.asyncCall(question), self)
        self._asking.finished.connect(self._answered)

    @Slot(QDBusPendingCallWatcher)
    def _answered(self, call: QDBusPendingCallWatcher) -> None:
        answer = call.reply()
        if answer.type() == QDBusMessage.MessageType.ReplyMessage and answer.arguments():
            value = answer.arguments()[0]
            self._know((value.variant() if isinstance(value, QDBusVariant) else value) == 1)

    def _know(self, is_reduced: bool) -> None:
        if is_reduced != self.is_reduced:
            self.is_reduced = is_reduced
            self.changed.emit()


def _on_windows() -> bool:
    """Tell whether "Show animations in Windows" is off."""
    moves = ctypes.c_int(1)
    windll = getattr(ctypes, "windll")  # noqa: B009 - only there is there such a thing
    windll.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(moves), 0)
    return not moves.value


def _on_macos() -> bool:
    """Tell whether "Reduce motion" is on; it is not when the setting was never touched."""
    found = subprocess.run(_MACOS, capture_output=True, check=False, timeout=2)  # noqa: S603
    return found.stdout.strip() == b"1"
