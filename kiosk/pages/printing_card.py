"""The printer at work, drawn: the paper slides out, a bar fills, the words say both."""

from PySide6.QtCore import (
    QAbstractAnimation,
    QEasingCurve,
    QPointF,
    QRectF,
    QSize,
    QVariantAnimation,
    Slot,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.qt.look.tokens import TypeRole
from core.qt.widgets import Card, FitLabel, Icon
from core.qt.widgets.base import PaintedLabel, rounded

PICTURE = (130, 132)  # drawn px, as are all lengths below
BODY = QRectF(0, 0, 130, 58)
SLOT = QRectF(20, 42, 90, 9)
PAPER = QRectF(31, 46, 68, 72)
LIGHT = QRectF(105, 12, 12, 12)
PRINT = (QRectF(44, 66, 42, 14), QRectF(49, 89, 32, 5))
TEETH = 5
TOOTH = 10
BAR = (300, 16)
FILLS_MS = 2500
NEARLY = 0.9  # a bar is full only when the paper is there


class PrinterPicture(PaintedLabel):
    """A printer with a paper; `out` is the part of the paper that is out, 0 to 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._out = 1.0

    @property
    def out(self) -> float:
        return self._out

    def set_out(self, out: float) -> None:
        self._out = out
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(PICTURE[0]), self.theme.px(PICTURE[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        painter.scale(theme.scale.unit, theme.scale.unit)
        edge = None if theme.tokens.sea == theme.tokens.sea_edge else "sea_edge"
        rounded(painter, BODY, 12, fill="sea", edge=edge, width=4, theme=theme)
        rounded(painter, SLOT, 4, fill="ink", theme=theme)
        painter.setPen(QPen(theme.colour("sun"), 0))
        painter.setBrush(theme.colour("sun"))
        painter.drawEllipse(LIGHT)
        painter.setClipRect(QRectF(0, PAPER.top(), PICTURE[0], PICTURE[1]))
        painter.translate(0, -PAPER.height() * (1 - self._out))
        painter.setPen(QPen(theme.colour("ink"), 4))
        painter.setBrush(theme.colour("surface"))
        painter.drawPolygon(_torn(PAPER))
        for line in PRINT:
            painter.fillRect(line, theme.colour("ink"))


def _torn(paper: QRectF) -> QPolygonF:
    """Return a sheet whose lower edge is torn off."""
    points = [paper.topLeft(), paper.topRight(), paper.bottomRight()]
    step = paper.width() / (2 * TEETH)
    for tooth in range(1, 2 * TEETH):
        rise = TOOTH if tooth % 2 else 0
        points.append(QPointF(paper.right() - tooth * step, paper.bottom() - TOOTH / 2 + rise))
    points.append(paper.bottomLeft())
    return QPolygonF(points)


class Progress(PaintedLabel):
    """How far something is, 0 to 1, as a bar beside the word for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._part = 0.0

    def set_part(self, part: float) -> None:
        self._part = part
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(BAR[0]), self.theme.px(BAR[1]))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(BAR[0]) // 2, self.theme.px(BAR[1]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        rect = QRectF(self.rect())
        radius = rect.height() / 2
        edge = theme.px(2)
        rounded(painter, rect, radius, fill="surface", edge="border", width=edge, theme=theme)
        inner = rect.adjusted(edge, edge, -edge, -edge)
        filled = max(inner.height(), inner.width() * self._part)
        inner.setWidth(filled)
        rounded(painter, inner, radius, fill="sea_edge", theme=theme)


class PrintingCard(Card):
    """«Take your ticket», and how far its paper is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._picture = PrinterPicture()
        self._title = FitLabel("", TypeRole.HEADING, max_lines=1)
        self._how = FitLabel("", TypeRole.BODY, "ink2", wrap=False)
        self._progress = Progress()
        self._sliding = self._animation(self._picture.set_out)
        self._filling = self._animation(self._progress.set_part)
        self._line = QHBoxLayout()
        self._line.addWidget(self._how)
        self._line.addWidget(self._progress)
        self._line.addStretch()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addLayout(self._line)
        self._row = QHBoxLayout()
        self._row.addWidget(self._picture)
        self._row.addLayout(words, 1)
        self._arrow = Icon("arrow_downward", "sea_edge", size=96)
        self._row.addWidget(self._arrow)
        self.content.addLayout(self._row)

    def restyle(self) -> None:
        super().restyle()
        theme = self.theme
        self._row.setSpacing(theme.px(40))
        self._line.setSpacing(theme.gap)
        side, high = theme.px(44), theme.px(12 if self._arrow.isHidden() else 32)
        self.content.setContentsMargins(side, high, side, high)

    def shorten(self, short: bool) -> None:
        """Do without the picture: the words and the bar say it too."""
        if short is self._arrow.isHidden():
            return
        self._picture.setVisible(not short)
        self._arrow.setVisible(not short)
        self._title.set_role(TypeRole.TITLE if short else TypeRole.HEADING)
        self.restyle()

    def _animation(self, show: object) -> QVariantAnimation:
        animation = QVariantAnimation(self)
        animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        animation.valueChanged.connect(show)
        return animation

    def set_texts(self, title: str, how: str) -> None:
        self._title.setText(title)
        self._how.setText(how)

    @Slot()
    def begin(self) -> None:
        """Show that the paper is being printed."""
        motion = self.theme.motion
        self._picture.set_out(1.0 if motion.paper_ms == 0 else 0.0)
        self._run(self._sliding, 0.0, 1.0, motion.paper_ms)
        self._run(self._filling, 0.0, NEARLY, FILLS_MS if motion.paper_ms else 0)

    @Slot()
    def finish(self) -> None:
        """Show that the paper is there."""
        self._filling.stop()
        self._progress.set_part(1.0)

    def rest(self) -> None:
        """Move no more: the page is gone."""
        self._sliding.stop()
        self._filling.stop()

    def _run(self, animation: QVariantAnimation, start: float, end: float, ms: int) -> None:
        if animation.state() == QAbstractAnimation.State.Running:
            animation.stop()
        animation.setStartValue(start)
        animation.setEndValue(end)
        animation.setDuration(ms)
        animation.start()
