"""A table of rows that open in place: what a row tells, and below it what may be done about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import Card, FitLabel, RuleLine
from core.qt.widgets.base import PaintedButton, PaintedFrame, rounded
from core.qt.widgets.icons import paint_icon
from core.qt.widgets.text import TextPiece, draw, measure
from counter.panels.frames import ScrollColumn, Strip

HEIGHT = 60
SIDE = 12
OPENED_EDGE = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column: a text, a smaller one below it, a pictogram before both."""

    text: str
    below: str = ""
    icon: str = ""
    tone: str = "ink"
    is_bold: bool = False
    said: str = ""
    """What is said instead of the text, where the pictogram says more."""

    @property
    def words(self) -> str:
        return ", ".join(each for each in (self.said or self.text, self.below) if each)


@dataclass(frozen=True, slots=True)
class RowOf:
    """A row: its key, a cell for each column, and what else decides what may be done about it."""

    key: str
    cells: tuple[Cell, ...]
    state: object = None

    @property
    def words(self) -> str:
        """Everything that the row tells."""
        return ". ".join(each.words for each in self.cells if each.words)


class RowButton(PaintedButton):
    """The row itself: pressed, it opens or closes."""

    def __init__(self, shares: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares = tuple(shares)
        self._row = RowOf("", ())
        self.is_open = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(self, row: RowOf, *, is_open: bool) -> bool:
        """Show `row`; return whether anything of it is new."""
        if (row, is_open) == (self._row, self.is_open):
            return False
        self._row, self.is_open = row, is_open
        self.setText(row.words)
        self.setAccessibleName(row.words)
        self.update()
        return True

    @property
    def row(self) -> RowOf:
        return self._row

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(400), self.theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, side = self.theme, self.theme.px(SIDE)
        icon = theme.px(24)
        if self.isDown():
            painter.fillRect(self.rect(), theme.colour("inset"))
        arrow = QRectF(self.width() - side - icon, (self.height() - icon) / 2, icon, icon)
        name = "close" if self.is_open else "keyboard_arrow_down"
        paint_icon(painter, arrow, name, theme.colour("ink"))
        left, whole = float(side), sum(self._shares)
        for cell, share in zip(self._row.cells, self._shares, strict=False):
            width = (arrow.left() - side) * share / whole
            self._paint(painter, cell, QRectF(left, 0, width - side, self.height()))
            left += width

    def _paint(self, painter: QPainter, cell: Cell, room: QRectF) -> None:
        theme = self.theme
        if cell.icon:
            icon = theme.px(24)
            at = QRectF(room.left(), room.center().y() - icon / 2, icon, icon)
            paint_icon(painter, at, cell.icon, theme.colour(cell.tone))
            room = room.adjusted(icon + theme.px(8), 0, 0, 0)
        weight = Weight.BOLD if cell.is_bold else Weight.REGULAR
        texts = [(cell.text, TypeRole.BODY, weight, "ink")]
        if cell.below:
            texts.append((cell.below, TypeRole.LEAST, Weight.REGULAR, "ink2"))
        height = room.height() / (len(texts) + 1 if len(texts) > 1 else 1)
        top = height / 2 if len(texts) > 1 else 0.0
        for text, role, heavy, tone in texts:
            line = QRectF(room.left(), top, room.width(), height)
            piece, px = TextPiece(text, heavy, wrap=False), theme.scale.type[role].px
            least = theme.scale.type[TypeRole.LEAST].least_px
            while px > least and measure(piece, px, 1e6).width > line.width():
                px -= 1
            piece = shortened(piece, px, line.width())
            draw(painter, line, piece, measure(piece, px, 1e6), theme.colour(tone))
            top += height


def shortened(piece: TextPiece, px: int, width: float) -> TextPiece:
    """Return as much of a piece as has room, and say that there is more of it."""
    text = piece.text
    while text and measure(piece, px, 1e6).width > width:
        text = text[:-1]
        piece = replace(piece, text=f"{text.rstrip()}…")
    return piece


class OpeningRow(PaintedFrame):
    """A row and, while it is open, what may be done about it."""

    def __init__(self, shares: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = Strip(gap=0, margins=(0, 0, 0, 0))
        self.button = RowButton(shares)
        self.deeds = Strip(across=True, turns=True, gap=10, margins=(SIDE, 0, SIDE, SIDE))
        self._rule = RuleLine()
        self._column.box.addWidget(self.button)
        self._column.box.addWidget(self.deeds)
        self._column.box.addWidget(self._rule)
        box = Strip(gap=0, parent=self)
        box.box.addWidget(self._column)
        self._box = box
        self.deeds.hide()

    def set_open(self, is_open: bool) -> None:
        self.deeds.setVisible(is_open)
        self._rule.setVisible(not is_open)
        self.updateGeometry()
        self.update()

    def resizeEvent(self, _event: object) -> None:
        self._box.setGeometry(self.rect())

    def sizeHint(self) -> QSize:
        return self._box.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._box.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.button.is_open:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        rounded(
            painter,
            QRectF(self.rect()),
            theme.radius_small,
            fill="sea_soft",
            edge="sea_edge",
            width=theme.px(OPENED_EDGE),
            theme=theme,
        )


class RowTable(Card):
    """Rows below the names of their columns; one of them may be open.

    Signals:
        opened: another row is open now, or none; `open_key` says which.
    """

    opened = Signal()

    def __init__(
        self,
        shares: Sequence[int],
        fill: Callable[[str, Strip], None],
        parent: QWidget | None = None,
    ) -> None:
        """`shares`: of the width, a number a column. `fill` puts what may be done about the row of
        a key into a strip, each time anew.
        """
        super().__init__(parent=parent)
        self._shares = tuple(shares)
        self._put_deeds = fill
        self.open_key = ""
        self._rows: dict[str, OpeningRow] = {}
        self._heads = [FitLabel("", TypeRole.LEAST, tone="ink2") for _ in self._shares]
        head = Strip(across=True, gap=0, margins=(SIDE, 0, SIDE + 24 + SIDE, 0))
        for label, share in zip(self._heads, self._shares, strict=True):
            head.box.addWidget(label, share)
        self._list = ScrollColumn(gap=0)
        self._list.inner.box.addStretch(1)
        self._empty = FitLabel("", TypeRole.BODY, tone="ink2")
        self.content.setSpacing(0)
        self.content.addWidget(head)
        self.content.addWidget(RuleLine())
        self.content.addWidget(self._empty)
        self.content.addWidget(self._list, 1)

    def show_rows(self, heads: Sequence[str], rows: Sequence[RowOf], empty: str) -> None:
        """Show `rows`; `empty` is said where there is none."""
        for label, word in zip(self._heads, heads, strict=True):
            label.setText(word)
        self._empty.setText(empty)
        self._empty.setVisible(not rows)
        keys = [each.key for each in rows]
        if self.open_key not in keys:
            self.open_key = ""
        if keys != list(self._rows):
            self._rebuild(keys)
        for row in rows:
            self._show(row)

    def _show(self, row: RowOf) -> None:
        shown, is_open = self._rows[row.key], row.key == self.open_key
        is_new = shown.button.show_row(row, is_open=is_open)
        if is_open and is_new:
            self._put_deeds(row.key, shown.deeds)
        shown.set_open(is_open)

    def _rebuild(self, keys: Sequence[str]) -> None:
        column, before = self._list.inner.box, dict(self._rows)
        for row in before.values():
            column.removeWidget(row)
        self._rows = {}
        for place, key in enumerate(keys):
            row = before.pop(key) if key in before else self._made(key)
            self._rows[key] = row
            column.insertWidget(place, row)
            row.raise_()  # readers go by the stacking
            row.show()  # now: else an event later, and Tab would pass it by
        for row in before.values():
            row.hide()
            row.deleteLater()

    def _made(self, key: str) -> OpeningRow:
        row = OpeningRow(self._shares)
        row.button.setProperty("row", key)
        row.button.activated.connect(self._pressed)
        return row

    @Slot()
    def _pressed(self) -> None:
        button = self.sender()
        assert isinstance(button, RowButton)  # only our buttons are connected
        key = str(button.property("row"))
        self.open_key = "" if key == self.open_key else key
        self.opened.emit()

    def facts(self) -> list[str]:
        """Return what stands in the open row, or why there is none at all."""
        row = self._rows.get(self.open_key)
        if row is None:
            return [] if self._rows else [self._empty.text()]
        parts = (each for each in row.deeds.findChildren(QWidget) if not each.isHidden())
        texts = (each.text() for each in parts if isinstance(each, QLabel | QAbstractButton))
        words = (each.rstrip(".") for each in texts)
        name = row.button.row.cells[0].text
        return [f"{name}: {', '.join(filter(None, words))}"]  # unsaid: joined

    def close_row(self) -> bool:
        """Close the open row; False when none was."""
        was_open = bool(self.open_key)
        self.open_key = ""
        return was_open

    @property
    def rows(self) -> Mapping[str, OpeningRow]:
        return self._rows
