"""The ring around what the keyboard is on: 3 px of ground and 5 px of focus colour, outside it.

One overlay per window, so that widgets need no room for it and their edges stay aligned. It is
seen when focus came by keyboard, and always around a text field; a touch does not light it.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from core.qt.look.theme import theme_of

KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)
MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
    }
)


class FocusRing(QWidget):
    """Follows the focus inside `window` and paints the ring around it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._by_keyboard = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def target(self) -> QWidget | None:
        """What the ring is around now; None when it is not seen."""
        return self._target if self.isVisibleTo(self._window) else None

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._release()
        if new is None or not self._window.isAncestorOf(new):
            self.hide()
            return
        reason = new.property("focusReason")
        if reason is not None and reason != Qt.FocusReason.OtherFocusReason:
            self._by_keyboard = reason in KEYBOARD
        # A page has the keyboard when nothing on it does: there is nothing to be seen around.
        is_stop = new.focusPolicy() != Qt.FocusPolicy.NoFocus
        if (self._by_keyboard and is_stop) or isinstance(new, QLineEdit | QPlainTextEdit):
            self._watch(new)
            self.follow()
        else:
            self.hide()

    def _watch(self, target: QWidget) -> None:
        self._target = target
        above: QWidget | None = target
        while above is not None and above is not self._window:
            above.installEventFilter(self)
            self._watched.append(above)
            above = above.parentWidget()

    def _release(self) -> None:
        for widget in self._watched:
            if isValid(widget):  # a question's fields go with it
                widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES:
            self.follow()
        return False

    def follow(self) -> None:
        """Lie around the target, or hide when there is none to be seen."""
        target = self._target
        if target is None or not target.isVisibleTo(self._window):
            self.hide()
            return
        space = theme_of(self).scale.space
        out = space.focus_gap + space.focus_ring
        corner = target.mapTo(self._window, target.rect().topLeft())
        self.setGeometry(
            corner.x() - out, corner.y() - out, target.width() + 2 * out, target.height() + 2 * out
        )
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        space = theme.scale.space
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.radius_small + space.focus_gap + space.focus_ring / 2
        half = space.focus_ring / 2
        outer = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.setPen(QPen(theme.colour("focus"), space.focus_ring))
        painter.drawRoundedRect(outer, radius, radius)
        inset = half + space.focus_gap / 2
        inner = outer.adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(theme.colour("bg"), space.focus_gap))
        painter.drawRoundedRect(inner, radius - inset, radius - inset)
