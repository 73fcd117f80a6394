"""What painted widgets share: their theme, and measuring again when it changes.

Labels stay `QLabel`s and buttons `QAbstractButton`s, so that screen readers meet them as static
text and as buttons; only the painting is ours.
"""

import re
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QLabel, QWidget

from core.qt import press
from core.qt.look.theme import Theme, dressings, theme_of
from core.qt.press import Press, Rest, place_of
from core.qt.widgets.rest_bar import RestBar

if TYPE_CHECKING:
    _AWidget = QWidget  # what a mixin is mixed into
else:
    _AWidget = object

DOT = re.compile(r"\s·\s")  # between two things on one line; a space may be one that holds
RESTYLED_BY = frozenset(
    {QEvent.Type.StyleChange, QEvent.Type.EnabledChange, QEvent.Type.ParentChange}
)


class Themed(_AWidget):
    """Mixin of a widget that measures and paints by its theme, and again when that changes.

    The theme is looked up once: a page asks for it a thousand times.
    """

    _theme: tuple[int, Theme] | None = None

    @property
    def theme(self) -> Theme:
        known = self._theme
        if known is None or known[0] != dressings():
            known = self._theme = (dressings(), theme_of(self))
        return known[1]

    def restyle(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED_BY:
            self._theme = None  # it may stand elsewhere now
            self.restyle()


class PaintedLabel(Themed, QLabel):
    """A label that paints itself in its theme's colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class PaintedFrame(Themed, QFrame):
    """A container that paints its own ground."""


class Ground(PaintedFrame):
    """A flat ground in the colour token `fill`."""

    def __init__(self, fill: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = fill

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour(self._token))


class PaintedButton(Themed, QAbstractButton):
    """A button that acts on release inside it, or on Enter or Space; one press acts once.

    Connect `activated`, not `clicked`: a press that its place does not admit (`core.qt.press`) is
    dropped, as is one more within `REST_S`, so that a double touch issues one ticket; and a screen
    reader that toggles a tick clicks nothing.
    """

    activated = Signal()

    def __init__(self, parent: QWidget | None = None, *, is_quick: bool = False) -> None:
        """`is_quick`: pressed many times in a row, as a digit or a step of the volume is."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._rest = None if is_quick else Rest()
        self._rest_bar: RestBar | None = None
        self._finger: Press | None = None
        self._shortcut: QShortcut | None = None
        self._is_set = False
        self._ticked_before: QAbstractButton | None = None
        self.clicked.connect(self._activate)
        self.toggled.connect(self._follow_toggle)

    def rearm(self) -> None:
        """Take the next touch as a new one: it means something else now."""
        if self._rest is not None:
            self._rest = Rest()

    def press_by(self, key: str) -> None:
        """Press it by `key` from anywhere in its window, and by no other; "" is no key.

        Not QAbstractButton's own shortcut: it waits 100 ms before it acts.
        """
        if self._shortcut is not None:
            self._shortcut.setEnabled(False)
            self._shortcut.deleteLater()
            self._shortcut = None
        if key:
            self._shortcut = QShortcut(QKeySequence(key), self)
            self._shortcut.setAutoRepeat(False)
            self._shortcut.activated.connect(self._press_by_key)

    @Slot()
    def _press_by_key(self) -> None:
        place = place_of(self)
        with place.by(place.key_press):
            self.click()

    @Slot()
    def _activate(self) -> None:
        place = place_of(self)
        # The office may take a while to answer: another press meanwhile meant this page too.
        is_last = self._rest is not None and not self.isCheckable()
        if place.admits(self._rest, is_last=is_last):
            self.activated.emit()
            return
        if self.isCheckable():
            self._tick_as_before()
        if not place.is_held:
            self._show_rest(place.left_s(self._rest))

    def _tick_as_before(self) -> None:
        """Put the tick back: a press that is dropped changes none."""
        group: QButtonGroup | None = self.group()
        if group is None or not group.exclusive():
            self.setChecked(not self.isChecked())
        elif self._ticked_before is not None:
            self._ticked_before.setChecked(True)
        else:
            group.setExclusive(False)  # else the last one keeps its tick
            self.setChecked(False)
            group.setExclusive(True)

    def _show_rest(self, left_s: float) -> None:
        if self._rest_bar is None:
            self._rest_bar = RestBar(self)
        self._rest_bar.run(left_s)

    def setChecked(self, checked: bool) -> None:
        """Tick it, or not, as if nobody had touched it."""
        before, self._is_set = self._is_set, True
        super().setChecked(checked)
        self._is_set = before

    def nextCheckState(self) -> None:
        group: QButtonGroup | None = self.group()
        self._ticked_before = None if group is None else group.checkedButton()
        before, self._is_set = self._is_set, True
        super().nextCheckState()
        self._is_set = before

    @Slot()
    def _follow_toggle(self) -> None:
        """Act on the accessibility API's Toggle: Qt changes the tick then, and clicks nothing."""
        if not self._is_set:
            self._activate()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._finger = Press(press.clock.of(event))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        with place_of(self).by(self._finger):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = place_of(self)
        with place.by(place.hear(event)):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.click()
            else:
                super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        place = place_of(self)
        with place.by(place.hear(event)):
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # The focus ring asks how focus came: a touch does not light it.
        self.setProperty("focusReason", event.reason())
        super().focusInEvent(event)


def rounded(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    *,
    fill: str,
    edge: str | None = None,
    width: float = 0,
    theme: Theme,
    dashed: bool = False,
) -> None:
    """Paint a rounded box of the token `fill`, with its `edge` wholly inside `rect`."""
    half = width / 2 if edge else 0
    inner = rect.adjusted(half, half, -half, -half)
    path = QPainterPath()
    path.addRoundedRect(inner, max(0.0, radius - half), max(0.0, radius - half))
    painter.fillPath(path, theme.colour(fill))
    if edge and width:
        pen = QPen(theme.colour(edge), width)
        if dashed:
            pen.setDashPattern([3, 2])
        painter.strokePath(path, pen)


def quiet(button: QWidget) -> None:
    """Let touches on everything that lies on `button` reach it."""
    for child in button.findChildren(QWidget):
        child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say `words` after what it is saying, wherever its keyboard is.

    Orca says announcements from 45 on, and in every version the new name of the active window:
    of the two it gets the second alone, else it says both. A name it has already is not new.
    """
    if sys.platform != "linux":
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
        return
    window = widget.window()
    again = window.accessibleName() == words
    window.setAccessibleName(f"{words} " if again else words)


def said_plainly(text: str) -> str:
    """Return `text` as it is to be read out: a dot between two things is "middle dot" to Orca."""
    return DOT.sub(", ", text)
