"""A key combination that is heard whatever program has the keyboard, where the system allows it.

X11 and Windows do. Under Wayland only the desktop's own settings can, by their portal, and macOS
asks its user for a permission: there the combination is refused with a sentence.
"""

import logging
import os
import sys
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    QSocketNotifier,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeySequence

from core.errors import HotKeyNotHere, HotKeyTaken, HotKeyUnknown, QueueError
from core.qt import press
from core.qt.desktop import x11_keys
from core.qt.press import KeyPress, Press

_MODIFIERS = (
    (Qt.KeyboardModifier.ShiftModifier, x11_keys.SHIFT, 0x4),
    (Qt.KeyboardModifier.ControlModifier, x11_keys.CONTROL, 0x2),
    (Qt.KeyboardModifier.AltModifier, x11_keys.ALT, 0x1),
    (Qt.KeyboardModifier.MetaModifier, x11_keys.SUPER, 0x8),
)
_LETTERS_AND_DIGITS = frozenset(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
_FUNCTION_KEYS = range(Qt.Key.Key_F1.value, Qt.Key.Key_F24.value + 1)
_OTHERS = {  # Qt's key: X11's keysym, Windows' virtual key
    Qt.Key.Key_Space.value: (0x20, 0x20),
    Qt.Key.Key_Pause.value: (0xFF13, 0x13),
    Qt.Key.Key_Insert.value: (0xFF63, 0x2D),
    Qt.Key.Key_Home.value: (0xFF50, 0x24),
    Qt.Key.Key_End.value: (0xFF57, 0x23),
    Qt.Key.Key_PageUp.value: (0xFF55, 0x21),
    Qt.Key.Key_PageDown.value: (0xFF56, 0x22),
}
WM_HOTKEY, NO_REPEAT, HOTKEY_ID = 0x0312, 0x4000, 0x5450
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Combination:
    """A key and its modifiers, as X11 and as Windows number them."""

    keysym: int
    x11_modifiers: int
    virtual_key: int
    windows_modifiers: int

    @classmethod
    def read(cls, keys: str) -> "Combination":
        """Return the combination that `keys` says: `Ctrl+F9`, `Ctrl+Alt+N`.

        Raises:
            HotKeyUnknown: it is none, or one a person types with.
        """
        sequence = QKeySequence(keys)
        if sequence.count() != 1:
            raise HotKeyUnknown(keys=keys)
        combination = sequence[0]  # type: ignore[index]  # the stubs forget it
        key, modifiers = combination.key().value, combination.keyboardModifiers()
        if key in _FUNCTION_KEYS:
            number = key - _FUNCTION_KEYS.start
            keysym, virtual = 0xFFBE + number, 0x70 + number
        elif key in _OTHERS:
            keysym, virtual = _OTHERS[key]
        elif key in _LETTERS_AND_DIGITS:
            keysym, virtual = ord(chr(key).lower()), key
        else:
            raise HotKeyUnknown(keys=keys)
        types = not modifiers & ~Qt.KeyboardModifier.ShiftModifier
        if types and key not in _FUNCTION_KEYS:
            raise HotKeyUnknown(keys=keys)  # it would be taken from every text
        return cls(
            keysym,
            sum(x11 for each, x11, _ in _MODIFIERS if modifiers & each),
            virtual,
            sum(windows for each, _, windows in _MODIFIERS if modifiers & each),
        )


class HotKey(QObject):
    """Emits `pressed` whenever the combination is pressed, once however long it is held.

    `press` is the last one. `problem` says why the combination cannot be had, None when it can.
    Close it before the application ends.
    """

    pressed = Signal()

    def __init__(self, keys: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problem: QueueError | None = None
        self.press: Press | None = None
        self._key = KeyPress()
        self._grab: x11_keys.Grab | None = None
        self._notifier: QSocketNotifier | None = None
        self._filter: _WindowsFilter | None = None
        try:
            self._take(keys)
        except QueueError as error:
            self.problem = error
            _log.warning("%s", error)

    def _take(self, keys: str) -> None:
        combination = Combination.read(keys)
        if sys.platform == "win32":
            self._filter = _WindowsFilter(keys, combination, self._press_anew)
            return
        self._grab = grab(keys, combination)
        self._notifier = QSocketNotifier(self._grab.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    @Slot()
    def _read(self) -> None:
        if self._grab is None:
            return
        for stroke in self._grab.strokes():
            at = press.clock.of_ms(stroke.stamp_ms)
            if stroke.is_down:
                self._press(self._key.go_down(at))
            else:
                self._key.go_up(at)
        if self._grab.is_lost:
            self.close()

    def _press_anew(self) -> None:
        """Windows tells a held key once."""
        self._press(Press(press.clock.now()))

    def _press(self, made: Press) -> None:
        is_new = made is not self.press
        self.press = made
        if is_new:
            self.pressed.emit()

    def close(self) -> None:
        """Give the combination back."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        if self._grab is not None:
            self._grab.close()
            self._grab = None
        if self._filter is not None:
            self._filter.close()
            self._filter = None


def grab(keys: str, combination: Combination) -> x11_keys.Grab:
    """Take the combination from the X11 desktop of the environment.

    Raises:
        HotKeyNotHere: there is no such desktop; HotKeyTaken: another program has it.
    """
    if sys.platform == "darwin" or os.environ.get("WAYLAND_DISPLAY"):
        raise HotKeyNotHere(keys=keys)
    try:
        return x11_keys.Grab(combination.keysym, combination.x11_modifiers)
    except x11_keys.NoServerError as error:
        raise HotKeyNotHere(keys=keys) from error
    except x11_keys.TakenError as error:
        raise HotKeyTaken(keys=keys) from error


def lacks(keys: str) -> QueueError | None:
    """Return why this computer cannot have the combination, None when it can; it is not kept."""
    try:
        combination = Combination.read(keys)
        if sys.platform != "win32":
            grab(keys, combination).close()
    except QueueError as error:
        return error
    return None


class _WindowsFilter(QAbstractNativeEventFilter):
    """Windows tells the thread that asked, among its messages."""

    def __init__(self, keys: str, combination: Combination, press: object) -> None:
        super().__init__()
        self._press = press
        if sys.platform == "win32":
            import ctypes  # noqa: PLC0415 - its Windows half is there only

            if not ctypes.windll.user32.RegisterHotKey(
                None,
                HOTKEY_ID,
                combination.windows_modifiers | NO_REPEAT,
                combination.virtual_key,
            ):
                raise HotKeyTaken(keys=keys)
            QCoreApplication.instance().installNativeEventFilter(self)

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        if sys.platform == "win32":
            from ctypes import wintypes  # noqa: PLC0415

            told = wintypes.MSG.from_address(int(message))
            if told.message == WM_HOTKEY and told.wParam == HOTKEY_ID:
                self._press()
                return True, 0
        return False, 0

    def close(self) -> None:
        if sys.platform == "win32":
            import ctypes  # noqa: PLC0415

            ctypes.windll.user32.UnregisterHotKey(None, HOTKEY_ID)
            QCoreApplication.instance().removeNativeEventFilter(self)
