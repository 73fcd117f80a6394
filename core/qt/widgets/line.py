"""The two lines, told apart three ways: shape, pictogram and word; dark against bright.

General is a round dark tag with the group, preferential a squared bright one with all four
pictograms.
"""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.look.tokens import LINE_HEIGHT, TypeRole, Weight
from core.qt.widgets.base import PaintedLabel, rounded
from core.qt.widgets.icons import LINE_ICONS, paint_icon
from core.qt.widgets.text import TextPiece, draw, fit, measure

LineName = Literal["general", "preferential"]
TagLook = Literal["tag", "block", "white"]

STEP_PART = 0.8  # of an icon, from one of the four to the next: they are narrow
PAD_PART = 0.3
GROUP_PART = 1.75  # the one pictogram that stands where the others stand two by two
BLOCK_PART = 1.07  # height of the hall's tag: there is no room to spare


@dataclass(frozen=True, slots=True)
class _Parts:
    """Sizes inside a tag, as parts of the font size."""

    icon: float
    side: float
    gap: float


BESIDE_TEXT = _Parts(icon=1.22, side=0.58, gap=0.36)
IN_THE_HALL = _Parts(icon=0.97, side=0.26, gap=0.22)


def icons_width(line: str, side: float) -> float:
    """Return the width of a line's pictograms, each `side` high."""
    return side + (len(LINE_ICONS[line]) - 1) * side * STEP_PART


def paint_line_icons(
    painter: QPainter, left: float, middle: float, side: float, *, line: str, colour: QColor
) -> None:
    """Paint a line's pictograms in a row from `left`, around the height `middle`."""
    for number, name in enumerate(LINE_ICONS[line]):
        rect = QRectF(left + number * side * STEP_PART, middle - side / 2, side, side)
        paint_icon(painter, rect, name, colour)


class LineTag(PaintedLabel):
    """The tag of a line, with its word."""

    def __init__(
        self,
        line: LineName,
        text: str,
        *,
        role: TypeRole = TypeRole.TITLE,
        look: TagLook = "tag",
        parent: QWidget | None = None,
    ) -> None:
        """`look`: `tag` beside other text, `block` in the hall, `white` upon a filled block."""
        super().__init__(parent)
        self._line: LineName = line
        self._role = role
        self._look: TagLook = look
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setText(text)

    @property
    def line(self) -> LineName:
        return self._line

    def set_line(self, line: LineName, text: str) -> None:
        self._line = line
        self.setText(text)
        self.restyle()

    def set_look(self, look: TagLook) -> None:
        self._look = look
        self.update()

    def _px(self) -> int:
        return self.theme.scale.type[self._role].px

    def _piece(self) -> TextPiece:
        return TextPiece(self.text(), Weight.BOLD, wrap=False)

    def _parts(self) -> _Parts:
        return BESIDE_TEXT if self._look == "tag" else IN_THE_HALL

    def _height(self) -> int:
        part = LINE_HEIGHT + 2 * PAD_PART if self._look == "tag" else BLOCK_PART
        return ceil(self._px() * part)

    def sizeHint(self) -> QSize:
        px = self._px()
        text = measure(self._piece(), px, 1e6).width
        parts = self._parts()
        width = icons_width(self._line, px * parts.icon) + text + px * (2 * parts.side + parts.gap)
        return QSize(ceil(width) + 2, self._height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(hint.width() // 2, hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        rect = QRectF(self.rect())
        fill, ink, edge, width = self._colours()
        rounded(painter, rect, self._radius(), fill=fill, edge=edge, width=width, theme=theme)
        shrink = min(1.0, self.width() / max(1, self.sizeHint().width()))
        px = self._px() * shrink
        parts = self._parts()
        side = px * parts.icon
        left = px * parts.side
        paint_line_icons(
            painter, left, rect.center().y(), side, line=self._line, colour=theme.colour(ink)
        )
        left += icons_width(self._line, side) + px * parts.gap
        room = rect.adjusted(left, 0, -px * parts.side / 2, 0)
        set_at = fit(self._piece(), round(px), 1, room.width(), LINE_HEIGHT * px)
        draw(painter, room, self._piece(), set_at, theme.colour(ink))

    def _radius(self) -> float:
        if self._look != "tag":
            return self.theme.radius
        round_end = self.height() / 2
        return round_end if self._line == "general" else min(round_end, self._px() * 0.42)

    def _colours(self) -> tuple[str, str, str | None, float]:
        theme = self.theme
        if self._look == "white":
            return "surface", "ink", "ink", theme.edge
        if self._line == "preferential":
            return "sun", "on_sun", "sun_edge", theme.edge
        # On a light ground the dark tag is its own edge.
        edge = None if theme.tokens.sea == theme.tokens.sea_edge else "sea_edge"
        return "sea", "on_sea", edge, theme.edge


class LineMark(PaintedLabel):
    """The pictograms of a line without a word; a word or a code stands beside them."""

    def __init__(
        self,
        line: LineName,
        *,
        size: int | None = None,
        layout: Literal["row", "grid"] = "row",
        filled: bool = False,
        tone: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`size`: of one pictogram in drawn px; `grid`: two by two; `filled`: on its colour."""
        super().__init__(parent)
        self._line: LineName = line
        self._size = size
        self._grid = layout == "grid"
        self._filled = filled
        self._tone = tone
        fixed = QSizePolicy.Policy.Fixed
        if filled:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        else:
            self.setSizePolicy(fixed, fixed)

    def set_line(self, line: LineName) -> None:
        self._line = line
        self.restyle()

    @property
    def line(self) -> LineName:
        return self._line

    def _side(self) -> int:
        if self._size is not None:
            return self.theme.px(self._size)
        # On a small screen text keeps its millimetres: the pictograms keep up with it.
        return max(self.theme.icon, self.theme.scale.type[TypeRole.BODY].px)

    def sizeHint(self) -> QSize:
        side = self._side()
        if self._grid:
            return QSize(2 * side, 2 * side)
        return QSize(ceil(icons_width(self._line, side)), side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.theme
        rect = QRectF(self.rect())
        general = self._line == "general"
        tone = self._tone or "ink"
        if self._filled:
            painter.fillRect(rect, theme.colour("sea" if general else "sun"))
            tone = "on_sea" if general else "on_sun"
        colour = theme.colour(tone if self.isEnabled() else "on_off")
        side = self._side()
        if not self._grid:
            left = rect.center().x() - icons_width(self._line, side) / 2
            paint_line_icons(painter, left, rect.center().y(), side, line=self._line, colour=colour)
        elif general:
            square = QRectF(0, 0, GROUP_PART * side, GROUP_PART * side)
            square.moveCenter(rect.center())
            paint_icon(painter, square, LINE_ICONS["general"][0], colour)
        else:
            for number, name in enumerate(LINE_ICONS["preferential"]):
                column, row = number % 2, number // 2
                corner = rect.center().x() - side, rect.center().y() - side
                cell = QRectF(corner[0] + column * side, corner[1] + row * side, side, side)
                paint_icon(painter, cell, name, colour)
