"""A key of the keyboard, drawn: beside a word that it does as well."""

from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.look.theme import Theme
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets.base import PaintedLabel
from core.qt.widgets.text import TextPiece, draw, measure


def key_cap_size(text: str, px: int) -> QSize:
    """Return the size of a key cap whose letters are `px` high."""
    width = measure(TextPiece(text, Weight.BOLD, wrap=False), px, 1e6).width
    return QSize(ceil(max(px * 1.65, width + px)), ceil(px * 1.65))


def paint_key_cap(
    painter: QPainter, rect: QRectF, text: str, px: int, *, ink: str, theme: Theme
) -> None:
    """Paint a key of the keyboard, its edge and letters in the token `ink`."""
    path = QPainterPath()
    half = theme.edge / 2
    radius = px * 0.36
    path.addRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
    pen = painter.pen()
    pen.setColor(theme.colour(ink))
    pen.setWidthF(theme.edge)
    painter.strokePath(path, pen)
    piece = TextPiece(text, Weight.BOLD, wrap=False)
    draw(painter, rect, piece, measure(piece, px, 1e6), theme.colour(ink), align="center")


class KeyCap(PaintedLabel):
    """A key of the keyboard."""

    def __init__(
        self,
        text: str,
        tone: str = "ink",
        *,
        role: TypeRole = TypeRole.LEAST,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        return key_cap_size(self.text(), self.theme.scale.type[self._role].px)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self.theme.scale.type[self._role].px
        tone = self._tone if self.isEnabled() else "on_off"
        paint_key_cap(painter, QRectF(self.rect()), self.text(), px, ink=tone, theme=self.theme)
