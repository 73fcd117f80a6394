"""A difference drawn: its band of nine in ten runs, its middle, and the line of no change."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.widgets.base import PaintedFrame

SIZE = (150, 26)
BAR, DOT, MARK = 12, 5, 11  # drawn px: the bar's height, the dot's radius, half of the line's
AIR = 1.15  # of the largest distance from no change
LEAST = 1.0  # minutes or percent from the middle to an end: what nobody notices looks small


class DifferenceBand(PaintedFrame):
    """Shows where a difference lies; the words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = self._middle = self._high = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_band(self, low: float, middle: float, high: float) -> None:
        self._low, self._middle, self._high = low, middle, high
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(*(self.theme.px(each) for each in SIZE))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(SIZE[0] // 2), self.theme.px(SIZE[1]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot, bar, mark = (theme.px(each) for each in (DOT, BAR, MARK))
        room = self.width() / 2 - 2 * dot
        most = AIR * max(abs(self._low), abs(self._middle), abs(self._high), LEAST)
        across = self.height() / 2

        def at(value: float) -> float:
            return self.width() / 2 + room * value / most

        painter.setPen(QPen(theme.colour("rule"), theme.px(1)))
        painter.drawLine(QPointF(0, across), QPointF(self.width(), across))
        begin, end = at(self._low), at(self._high)
        band = QRectF(begin, across - bar / 2, max(end - begin, theme.px(2)), bar)
        painter.setPen(QPen(theme.colour("sea_edge"), theme.px(1)))
        painter.setBrush(theme.colour("sea_soft"))
        painter.drawRoundedRect(band, theme.px(3), theme.px(3))
        painter.setPen(QPen(theme.colour("ink"), theme.px(2)))
        painter.drawLine(QPointF(at(0), across - mark), QPointF(at(0), across + mark))
        painter.setBrush(theme.colour("ink"))
        painter.drawEllipse(QPointF(at(self._middle), across), dot, dot)
