"""What painted widgets share: their theme, and measuring again when it changes.

Labels stay `QLabel`s and buttons `QAbstractButton`s, so that screen readers meet them as static
text and as buttons; only the painting is ours.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QWidget

from core.qt.theme import Theme, dressings, theme_of

if TYPE_CHECKING:
    _AWidget = QWidget  # what a mixin is mixed into
else:
    _AWidget = object

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


class PaintedButton(Themed, QAbstractButton):
    """A button that acts on release inside it, or on Enter or Space; once, however often touched.

    Connect `activated`, not `clicked`: a second activation within `guard_ms` is dropped, so that a
    double touch issues one ticket; and a screen reader that toggles a tick clicks nothing.
    """

    activated = Signal()

    def __init__(self, guard_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._guard_ms = guard_ms
        self._since = QElapsedTimer()
        self._is_set = False
        self.clicked.connect(self._activate)
        self.toggled.connect(self._follow_toggle)

    def rearm(self) -> None:
        """Take the next touch as a new one, however soon it comes."""
        self._since.invalidate()

    @Slot()
    def _activate(self) -> None:
        if self._since.isValid() and not self._since.hasExpired(self._guard_ms):
            if self.isCheckable():
                self.setChecked(not self.isChecked())  # what is dropped changes no tick
            return
        self._since.start()
        self.activated.emit()

    def setChecked(self, checked: bool) -> None:
        """Tick it, or not, as if nobody had touched it."""
        before, self._is_set = self._is_set, True
        super().setChecked(checked)
        self._is_set = before

    def nextCheckState(self) -> None:
        before, self._is_set = self._is_set, True
        super().nextCheckState()
        self._is_set = before

    @Slot()
    def _follow_toggle(self) -> None:
        """Act on the accessibility API's Toggle: Qt changes the tick then, and clicks nothing."""
        if not self._is_set:
            self._activate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

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
    """Have a screen reader say `words` now, wherever its keyboard is."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
