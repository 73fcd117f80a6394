"""A ticket's paper shape, and the box around a counter's number.

Two half-circle notches mean a real ticket; a box around a digit always means a counter.
"""

from math import ceil
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.qt.look.tokens import CAP_HEIGHT, TypeRole, Weight
from core.qt.widgets.base import PaintedFrame, PaintedLabel, rounded
from core.qt.widgets.text import TextPiece, draw, fit, measure

Edge = Literal["sun", "ink", "sea"]
SIDES = 0.22  # of the font size, left and right of a digit together
ABOVE_AND_BELOW = 0.36
EDGE_TOKENS = {"sun": "sun_edge", "ink": "ink", "sea": "sea_edge"}


class TicketShape(PaintedFrame):
    """A white ticket with a notch on each side; put what it says into `content`."""

    def __init__(
        self,
        edge: Edge = "sea",
        *,
        notch_at: float = 0.5,
        notch: int | None = None,
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`notch_at`: part of the height; `notch`: radius in drawn px; `strong`: a thick edge."""
        super().__init__(parent)
        self._edge: Edge = edge
        self._notch_at = notch_at
        self._notch = notch
        self._strong = strong
        self.content = QVBoxLayout(self)

    def set_edge(self, edge: Edge, *, strong: bool = False) -> None:
        self._edge = edge
        self._strong = strong
        self.update()

    @property
    def edge(self) -> Edge:
        return self._edge

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        theme = self.theme
        side = round(self._notch_px()) + theme.pad
        self.content.setContentsMargins(side, theme.pad, side, theme.pad)
        self.content.setSpacing(theme.pad)

    def _notch_px(self) -> float:
        return self.theme.px(self._notch) if self._notch else self.theme.radius * 0.95

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        width = theme.edge_strong + (theme.edge if self._strong else 0)
        half = width / 2
        rect = QRectF(self.rect()).adjusted(half, half, -half, -half)
        path = _ticket_path(rect, theme.radius, self._notch_px(), self._notch_at)
        painter.fillPath(path, theme.colour("surface"))
        painter.strokePath(path, QPen(theme.colour(EDGE_TOKENS[self._edge]), width))


def _ticket_path(rect: QRectF, radius: float, notch: float, notch_at: float) -> QPainterPath:
    whole = QPainterPath()
    whole.addRoundedRect(rect, radius, radius)
    middle = rect.top() + rect.height() * notch_at
    holes = QPainterPath()
    holes.addEllipse(QPointF(rect.left(), middle), notch, notch)
    holes.addEllipse(QPointF(rect.right(), middle), notch, notch)
    return whole.subtracted(holes)


BOX_PART = CAP_HEIGHT + ABOVE_AND_BELOW  # height of a counter's box, per font size


class CounterBox(PaintedLabel):
    """A counter's number in its box; `filled` while it is being called."""

    def __init__(
        self,
        number: int | str = "",
        role: TypeRole = TypeRole.CODE,
        *,
        filled: bool = False,
        tone: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._filled = filled
        self._tone = tone
        self._paper = "surface"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_number(number)

    def set_number(self, number: int | str) -> None:
        self.setText(str(number))
        self.restyle()

    def set_filled(self, filled: bool, tone: str | None = None, *, paper: str = "surface") -> None:
        """Fill the box, or not; in another tone if one is given. `paper` is the other colour."""
        self._filled = filled
        self._tone = tone or self._tone
        self._paper = paper
        self.update()

    def _px(self) -> int:
        return self.theme.scale.type[self._role].px

    def _piece(self) -> TextPiece:
        return TextPiece(self.text(), Weight.BOLD, wrap=False)

    def sizeHint(self) -> QSize:
        px = self._px()
        # As wide for 1 as for 0: a column of boxes keeps its edge.
        widest = TextPiece("0" * max(1, len(self.text())), Weight.BOLD, wrap=False)
        width = measure(widest, px, 1e6).width + px * SIDES
        return QSize(ceil(width), ceil(px * BOX_PART))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        rect = QRectF(self.rect())
        big = self._role in (TypeRole.CODE, TypeRole.FIGURE)
        width = theme.edge_strong if big else theme.edge
        radius = theme.radius if big else theme.radius_small * 0.7
        rounded(
            painter,
            rect,
            radius,
            fill=self._tone if self._filled else self._paper,
            edge=self._tone,
            width=width,
            theme=theme,
        )
        ink = self._paper if self._filled else self._tone
        set_at = fit(self._piece(), self._px(), 1, rect.width() - 2 * width, 1e6)
        draw(painter, rect, self._piece(), set_at, theme.colour(ink), align="center")
