"""Lines of a card that is looked at, not pressed: a few cells, painted, that keep their places."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import Card, FitLabel, RuleLine
from core.qt.widgets.base import PaintedLabel, rounded
from core.qt.widgets.icons import paint_icon
from core.qt.widgets.text import Align, Measure, TextPiece, draw, measure
from counter.leader.rows import shortened
from counter.panels.frames import Strip

HEIGHT = 40
TALL = 54  # with a second text below
ICON = 22
GAP = 8


@dataclass(frozen=True, slots=True)
class LineCell:
    """What stands in a column: a text, perhaps a smaller one below, a pictogram before both.

    `fill` is the token of a ground behind it, with its text in `tone`; "" for none.
    """

    text: str
    below: str = ""
    icon: str = ""
    tone: str = "ink"
    fill: str = ""
    edge: str = ""
    is_bold: bool = False
    ink: str = ""
    """The tone of its text, "" for that of its pictogram."""
    align: Align = "left"
    may_shrink: bool = False
    """Whether the pictogram alone is enough where the text has no room."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The shares of a width that columns have; `narrow` ones where it is below `below` drawn px.

    `least` is the least width of their card.
    """

    wide: tuple[int, ...]
    narrow: tuple[int, ...]
    below: int
    least: int

    def at(self, width: float) -> tuple[int, ...]:
        return self.narrow if width < self.below else self.wide


class PaintedLine(PaintedLabel):
    """One line of cells; `said` is what a screen reader says of it."""

    def __init__(self, columns: Columns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._cells: tuple[LineCell, ...] = ()
        self._is_alarm = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cells(self, cells: tuple[LineCell, ...], said: str, *, is_alarm: bool = False) -> None:
        """Show `cells`; an alarm has a ground that no other line has."""
        if (cells, is_alarm) == (self._cells, self._is_alarm) and said == self.text():
            return
        was_tall, self._cells, self._is_alarm = self._is_tall, cells, is_alarm
        self.setText(said)
        if was_tall is not self._is_tall:
            self.updateGeometry()
        self.update()

    @property
    def _is_tall(self) -> bool:
        return any(each.below for each in self._cells)

    def sizeHint(self) -> QSize:
        scale = self.theme.scale.type
        grown = scale[TypeRole.BODY].px / 20  # the height is drawn for letters of 20 px
        height = (TALL if self._is_tall else HEIGHT) * max(grown, 0.9)
        return QSize(self.theme.px(120), round(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(80), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = theme.px(GAP)
        if self._is_alarm:
            box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
            rounded(
                painter, box, theme.radius_small, fill="coral_soft", edge="coral",
                width=theme.edge, theme=theme,
            )  # fmt: skip
        shares = self._columns.at(self.width() / self.theme.px(1000) * 1000)
        left, whole = float(gap), sum(shares)
        room = self.width() - gap
        for cell, share in zip(self._cells, shares, strict=False):
            width = room * share / whole
            if cell.text or cell.icon:
                self._paint(painter, cell, QRectF(left, 0, width - gap, self.height()))
            left += width

    def _paint(self, painter: QPainter, cell: LineCell, room: QRectF) -> None:
        theme, pad = self.theme, self.theme.px(GAP)
        icon = theme.px(ICON) if cell.icon else 0
        if cell.fill:
            _text, found = self._piece(cell.text, TypeRole.BODY, is_bold=True, room=room.width())
            wide = min(found.width + 2 * pad + (icon + pad / 2 if icon else 0), room.width())
            box = QRectF(room.left(), room.center().y() - room.height() * 0.4, wide, 0)
            box.setHeight(room.height() * 0.8)
            rounded(
                painter, box, theme.radius_small, fill=cell.fill, edge=cell.edge or None,
                width=theme.edge, theme=theme,
            )  # fmt: skip
            room = box.adjusted(pad, 0, -pad / 2, 0)
        if icon:
            at = QRectF(room.left(), room.center().y() - icon / 2, icon, icon)
            paint_icon(painter, at, cell.icon, theme.colour(cell.tone))
            room = room.adjusted(icon + pad / 2 + 2, 0, 0, 0)
            if (
                cell.may_shrink
                and self._piece(cell.text, TypeRole.BODY, is_bold=cell.is_bold, room=room.width())[
                    0
                ].text
                != cell.text
            ):
                return
        parts = [(cell.text, TypeRole.BODY, cell.is_bold or bool(cell.fill), cell.ink or cell.tone)]
        if cell.below:
            parts.append((cell.below, TypeRole.LEAST, False, "ink2"))
        height = room.height() / (len(parts) + (0.3 if cell.below else 0))
        top = room.top() + (height * 0.15 if cell.below else 0.0)
        for words, role, is_bold, tone in parts:
            line = QRectF(room.left(), top, room.width(), height)
            piece, found = self._piece(words, role, is_bold=is_bold, room=line.width())
            draw(painter, line, piece, found, theme.colour(tone), align=cell.align)
            top += height

    def _piece(
        self, text: str, role: TypeRole, *, is_bold: bool, room: float
    ) -> tuple[TextPiece, Measure]:
        """Return a text in the largest size that has room, shortened where none has."""
        sizes, weight = self.theme.scale.type, Weight.BOLD if is_bold else Weight.REGULAR
        px, least = sizes[role].px, sizes[TypeRole.LEAST].least_px - 2
        piece = TextPiece(text, weight, wrap=False, tabular=True)
        while px > least and measure(piece, px, 1e6).width > room:
            px -= 1
        piece = shortened(piece, px, room)
        return piece, measure(piece, px, 1e6)


class LinesCard(Card):
    """A card with a title, lines, and a quiet sentence at its foot; lines are used again."""

    def __init__(
        self, columns: Columns, *, heads: bool = False, parent: QWidget | None = None
    ) -> None:
        """`heads`: the columns have names."""
        super().__init__(parent=parent)
        self._columns = columns
        self.title = FitLabel("", TypeRole.TITLE, max_lines=1)
        self.beside = FitLabel("", TypeRole.LEAST, tone="ink2", wrap=False)
        self._heads = PaintedHeads(columns) if heads else None
        self.empty = FitLabel("", TypeRole.BODY, tone="ink2")
        self.foot = FitLabel("", TypeRole.LEAST, tone="ink2")
        self._lines: list[PaintedLine] = []
        self._lines_of = Strip(gap=0)
        head = Strip(across=True)
        head.box.addWidget(self.title, 1)
        head.box.addWidget(self.beside)
        self.content.addWidget(head)
        if self._heads is not None:
            self.content.addWidget(self._heads)
        self.content.addWidget(RuleLine())
        self.content.addWidget(self.empty)
        self.content.addWidget(self._lines_of)
        self.content.addStretch(1)
        self.content.addWidget(self.foot)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self.content.setSpacing(self.theme.px(6))
        # Enlarged that far they stand below each other, as wide as there is room.
        narrow = self.theme.scale.narrow
        self.setMinimumWidth(0 if narrow else self.theme.px(self._columns.least))

    @property
    def is_narrow(self) -> bool:
        """Whether its lines have little room."""
        inside = self._lines_of.width() / self.theme.px(1000) * 1000
        return self._columns.at(inside) is self._columns.narrow

    def show_heads(self, names: Sequence[str]) -> None:
        if self._heads is not None:
            self._heads.show_names(names)

    def show_lines(
        self, lines: Sequence[tuple[tuple[LineCell, ...], str, bool]], empty: str = ""
    ) -> None:
        """Show `lines`: cells, what is said of them, whether it alarms; `empty` where none is."""
        while len(self._lines) < len(lines):
            line = PaintedLine(self._columns)
            self._lines.append(line)
            self._lines_of.box.addWidget(line)
        for number, line in enumerate(self._lines):
            is_there = number < len(lines)
            if line.isHidden() is is_there:
                line.setVisible(is_there)
            if is_there:
                cells, said, is_alarm = lines[number]
                line.show_cells(cells, said, is_alarm=is_alarm)
        self.empty.setText(empty)
        self.empty.setVisible(not lines)
        self.foot.setVisible(bool(self.foot.text()))

    def spoken(self) -> list[str]:
        """Return what a screen reader says of the card."""
        lines = [each.text() for each in self._lines if not each.isHidden()]
        empty = [] if self.empty.isHidden() else [self.empty.text()]
        return [each for each in (self.title.text(), *lines, *empty, self.foot.text()) if each]


class PaintedHeads(PaintedLine):
    """The names of columns, in the least letters."""

    def show_names(self, names: Sequence[str]) -> None:
        cells = tuple(LineCell("\N{NO-BREAK SPACE}" if name else "", name) for name in names)
        self.show_cells(cells, ", ".join(filter(None, names)))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(120), round(self.theme.scale.type[TypeRole.LEAST].px * 1.5))

    def _paint(self, painter: QPainter, cell: LineCell, room: QRectF) -> None:
        piece, found = self._piece(cell.below, TypeRole.LEAST, is_bold=False, room=room.width())
        draw(painter, room, piece, found, self.theme.colour("ink2"))
