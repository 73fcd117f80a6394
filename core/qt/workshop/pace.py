"""A clock of presses for tests and the bench: each press comes a second after the one before."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputEvent

from core.qt import press

UNHURRIED_S = 1.0  # a facilitator who works fast; no window loses a press of theirs
_BEGINS = frozenset(
    {
        QEvent.Type.ShortcutOverride,  # comes before each key
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
    }
)


class PressPace:
    """Time that only fingers move: by `pace_s` with each press, whatever stamp it bears.

    The stamps of `QTest` are its own: a second of them is not a second.
    """

    def __init__(self) -> None:
        self.at = 1000.0
        self.pace_s = UNHURRIED_S

    def now(self) -> float:
        return self.at

    def of(self, event: QInputEvent) -> float:
        if event.type() in _BEGINS:
            self.at += self.pace_s
        return self.at

    def of_ms(self, _stamp_ms: int) -> float:
        self.at += self.pace_s
        return self.at


def press_unhurried() -> None:
    """Have presses of this process come a second apart, however soon the next one is made."""
    press.clock = PressPace()
