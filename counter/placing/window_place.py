"""Where the window is: a place for the strip and one for the wide window, kept on this machine.

Screens come and go between two starts: a window is brought back onto one that exists.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from counter.placing.form import LEAST, STRIP, WIDE
from counter.placing.memory import CounterMemory

ABOVE_OTHERS = Qt.WindowType.WindowStaysOnTopHint
FRAME = 40  # px: about what a window's title takes, before it is known


def brought_back(wanted: QRect, screens: Sequence[QRect]) -> QRect:
    """Return `wanted` wholly on the screen that has most of it, the first one if none has any.

    `screens` are the rooms a window may have, without task bars; there is at least one.
    """

    def part(screen: QRect) -> int:
        common = screen.intersected(wanted)
        return max(0, common.width()) * max(0, common.height())

    screen = max(screens, key=part)
    size = wanted.size().expandedTo(QSize(*LEAST)).boundedTo(screen.size())
    left = min(max(wanted.left(), screen.left()), screen.right() + 1 - size.width())
    top = min(max(wanted.top(), screen.top()), screen.bottom() + 1 - size.height())
    return QRect(QPoint(left, top), size)


def beside(screen: QRect) -> QRect:
    """Return where a strip stands that nobody has moved yet: at the screen's right edge."""
    size = QSize(STRIP[0], screen.height() - FRAME)
    return QRect(QPoint(screen.right() + 1 - size.width(), screen.top()), size)


def in_the_middle(screen: QRect) -> QRect:
    """Return where a wide window stands that nobody has moved yet."""
    size = QSize(*WIDE).boundedTo(QSize(screen.width(), screen.height() - FRAME))
    place = QRect(QPoint(0, 0), size)
    place.moveCenter(screen.center())
    return place


def rooms() -> list[QRect]:
    """Return what each screen has for windows."""
    return [each.availableGeometry() for each in QGuiApplication.screens()]


class Places(QObject):
    """Moves `window` between its two places. A place is where its frame begins, and its size."""

    def __init__(self, window: QWidget, memory: CounterMemory) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory
        self.rooms = rooms

    def come_back(self) -> None:
        """Stand as when it was closed last; the first time, wide."""
        self._take(narrow=self._memory.narrow)

    def change(self, *, narrow: bool) -> None:
        """Become a strip, or wide; what it is now can be come back to."""
        self.keep(narrow=not narrow)
        self._memory.keep_narrow(narrow=narrow)
        self._take(narrow=narrow)

    def keep(self, *, narrow: bool) -> None:
        """Remember where it is now, as a strip or wide."""
        self._memory.keep_narrow(narrow=narrow)
        window = self._window
        whole = window.isMaximized() or window.isFullScreen()
        place = window.normalGeometry() if whole else QRect(window.pos(), window.size())
        self._memory.keep_place(place, narrow=narrow, whole=whole)

    def stay_above(self, above: bool) -> None:
        """Stay above other windows, or not, without the window being made anew."""
        window = self._window
        wanted = window.windowFlags() & ~ABOVE_OTHERS
        if above:
            wanted |= ABOVE_OTHERS
        if wanted == window.windowFlags():
            return
        window.overrideWindowFlags(wanted)
        if (handle := window.windowHandle()) is not None:
            handle.setFlags(wanted)

    def _take(self, *, narrow: bool) -> None:
        window = self._window
        screens = self.rooms()
        middle = QRect(window.pos(), window.size()).center()
        here = next((each for each in screens if each.contains(middle)), screens[0])
        wanted = self._memory.place(narrow=narrow)
        if wanted is None:
            wanted = beside(here) if narrow else in_the_middle(here)
        place = brought_back(wanted, screens)
        whole = not narrow and self._memory.whole
        if window.isMaximized() or window.isFullScreen():
            window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(place.size())
        window.move(place.topLeft())
        if whole:
            window.setWindowState(Qt.WindowState.WindowMaximized)
