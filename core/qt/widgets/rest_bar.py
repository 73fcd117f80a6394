"""A thin bar on a button that was pressed too soon: it runs out when the button may be pressed."""

from PySide6.QtCore import QRectF, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.qt.look.theme import theme_of

BAR = 6  # drawn px
LEAST_MS = 60  # nobody sees less


class RestBar(QWidget):
    """Lies on the lower edge of its button, while it rests."""

    def __init__(self, button: QWidget) -> None:
        super().__init__(button)
        self._button = button
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._left = 1.0
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(1.0)
        self._motion.setEndValue(0.0)
        self._motion.valueChanged.connect(self._step)
        self._motion.finished.connect(self.hide)
        self.hide()

    def run(self, left_s: float) -> None:
        """Run out in `left_s`."""
        self._motion.stop()
        if left_s * 1000 < LEAST_MS:
            self.hide()
            return
        theme, button = theme_of(self), self._button
        side, high = round(theme.radius_small), max(4, theme.px(BAR))
        top = button.height() - round(theme.edge_strong) - 2 * high
        self.setGeometry(side, top, button.width() - 2 * side, high)
        self._left = 1.0
        self._motion.setDuration(round(left_s * 1000))
        self._motion.start()
        self.show()
        self.raise_()

    def hideEvent(self, event: QHideEvent) -> None:
        """End with the page that it is on: nothing moves unseen, or while its window goes."""
        self._motion.stop()
        self.hide()
        super().hideEvent(event)

    @Slot(object)
    def _step(self, left: float) -> None:
        self._left = float(left)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        whole = QRectF(self.rect())
        painter.fillRect(whole, theme.colour("surface"))  # seen on any colour of button
        part = 1.0 if theme.motion.change_ms == 0 else self._left
        edge = max(1, theme.px(1))
        inner = whole.adjusted(edge, edge, -edge, -edge)
        inner.setWidth(inner.width() * part)
        painter.fillRect(inner, theme.colour("ink"))
