"""A table on paper: headings with their scope, rows on rules, the total strong on a ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.language import Language
from core.reports.chart.inks import PAPER_INKS
from core.reports.chart.marks import Ink
from core.reports.pdf.setting import (
    BOLD,
    REGULAR,
    SEMIBOLD,
    SetLine,
    TextStyle,
    draw_lines,
    lines_of,
    width_of,
)
from core.reports.pdf.tagged import TaggedCanvas, bounding, scope
from core.reports.table import OUT_OF_TARGET, Column, Table, TableRow, said

TITLE = TextStyle(12.5, BOLD)
NOTE = TextStyle(8.6, REGULAR, PAPER_INKS[Ink.INK2])
INSET = "#F2ECDE"
SIZES = (9.5, 8.6, 7.6, 6.6)  # the largest at which all columns have room
PAD = 4.0  # at the left and right of a cell, in points
ROW_AIR = 0.62  # of a size, above and below a row's words
LEAST_TEXT = 70.0  # points of a column of text that is wrapped
MARK = 1.25  # of a size: the room of the mark of what misses its target


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as it is set: the lines of each cell, and which miss their target."""

    cells: tuple[tuple[SetLine, ...], ...]
    missed: tuple[bool, ...]
    height: float
    is_total: bool = False


class Grid:
    """A table set to a width; drawn as many rows at a time as have room."""

    def __init__(self, table: Table, width: float, _: Language) -> None:
        self.table = table
        self.width = width
        self._language = _
        self.size, self.widths = self._fitted()
        self._head = TextStyle(min(self.size, 8.6), SEMIBOLD, PAPER_INKS[Ink.INK2])
        self.head = tuple(
            lines_of(column.name, self._head, room - 2 * PAD)
            for column, room in zip(table.columns, self.widths, strict=True)
        )
        most = max((len(each) for each in self.head), default=0)
        self.head_height = most * self._head.leading + self._head.size * ROW_AIR
        self.title = lines_of(table.title, TITLE, width)
        self.title_height = len(self.title) * TITLE.leading + 4 if table.title else 0.0
        self.rows = [
            self._row(row, is_total=table.total is not None and index == len(table.rows))
            for index, row in enumerate(table.lines)
        ]
        self.note = lines_of(table.note, NOTE, width)
        self.note_height = len(self.note) * NOTE.leading + 4 if table.note else 0.0

    @property
    def height(self) -> float:
        rows = sum(row.height for row in self.rows)
        return self.title_height + self.head_height + rows + self.note_height

    def draw_title(self, tagged: TaggedCanvas, x: float, top: float) -> None:
        if self.title:
            with tagged.marked("H2"):
                draw_lines(tagged, self.title, (x, top + TITLE.size * 0.1, self.width), TITLE)

    def draw_note(self, tagged: TaggedCanvas, x: float, top: float) -> None:
        if self.note:
            with tagged.marked("P"):
                draw_lines(tagged, self.note, (x, top - 4, self.width), NOTE)

    def draw_rows(
        self,
        tagged: TaggedCanvas,
        at: tuple[float, float],
        rows: Sequence[GridRow],
    ) -> None:
        """Draw the head and `rows` from the top left `at`: a table of its own on each page."""
        x, top = at
        with tagged.within("Table"):
            with tagged.within("THead"), tagged.within("TR"):
                self._draw_head(tagged, x, top)
            top -= self.head_height
            self._rule(tagged, x, top, Ink.BAND_EDGE)
            with tagged.within("TBody"):
                for row in rows:
                    self._draw_row(tagged, x, top, row)
                    top -= row.height

    def _draw_head(self, tagged: TaggedCanvas, x: float, top: float) -> None:
        most = max((len(each) for each in self.head), default=0)
        for column, lines, room in zip(self.table.columns, self.head, self.widths, strict=True):
            lower = top - (most - len(lines)) * self._head.leading
            with tagged.marked("TH", **scope("Column")):
                at = (x + PAD, lower, room - 2 * PAD)
                draw_lines(tagged, lines, at, self._head, _align(column))
            x += room

    def _draw_row(self, tagged: TaggedCanvas, x: float, top: float, row: GridRow) -> None:
        style = TextStyle(self.size, BOLD if row.is_total else REGULAR)
        if row.is_total:
            canvas: Any = tagged.canvas
            with tagged.artifact():
                canvas.setFillColor(INSET)
                canvas.rect(x, top - row.height, self.width, row.height, stroke=0, fill=1)
        with tagged.within("TR"):
            left = x
            for index, column in enumerate(self.table.columns):
                tag, entries = ("TH", scope("Row")) if not index else ("TD", {})
                room, lines = self.widths[index], row.cells[index]
                lower = top - self.size * ROW_AIR * 0.5
                with tagged.within(tag, **entries):
                    if row.missed[index]:
                        self._draw_mark(tagged, left + room - PAD - _widest(lines, style), lower)
                    with tagged.marked("Span"):
                        at = (left + PAD, lower, room - 2 * PAD)
                        draw_lines(tagged, lines, at, style, _align(column))
                left += room
        self._rule(tagged, x, top - row.height, Ink.RULE)

    def _draw_mark(self, tagged: TaggedCanvas, right: float, top: float) -> None:
        """Draw the triangle before a number that begins at `right`; an ear hears its words."""
        left, bottom, side = right - self.size * MARK, top - self.size * 1.02, self.size * 0.95
        box = bounding((left, bottom, left + side, bottom + side))
        with tagged.marked("Figure", Alt=self._language(OUT_OF_TARGET), A=box):
            draw_warning(tagged.canvas, left, bottom, side)

    def _rule(self, tagged: TaggedCanvas, x: float, y: float, ink: Ink) -> None:
        canvas: Any = tagged.canvas
        with tagged.artifact():
            canvas.setStrokeColor(PAPER_INKS[ink])
            canvas.setLineWidth(0.6)
            canvas.line(x, y, x + self.width, y)

    def _row(self, row: TableRow, *, is_total: bool) -> GridRow:
        style = TextStyle(self.size, BOLD if is_total else REGULAR)
        cells, missed = [], []
        for (column, value, is_missed), room in zip(
            self.table.cells(row), self.widths, strict=True
        ):
            words = said(value, column, self._language)
            cells.append(lines_of(words, style, room - 2 * PAD))
            missed.append(is_missed)
        most = max((len(each) for each in cells), default=1)
        height = max(1, most) * style.leading + self.size * ROW_AIR
        return GridRow(tuple(cells), tuple(missed), height, is_total)

    def _fitted(self) -> tuple[float, tuple[float, ...]]:
        """Return the size of the words, and the widths of the columns at it."""
        for size in SIZES:
            needed, wished = self._needed(size)
            if sum(needed) <= self.width:
                break
        if sum(needed) > self.width:  # too many columns: each gets its part
            shrink = self.width / sum(needed)
            return size, tuple(each * shrink for each in needed)
        widths = list(needed)
        for index, wish in enumerate(wished):  # a text's whole line first
            widths[index] += min(wish - widths[index], self.width - sum(widths))
        more = (self.width - sum(widths)) / max(1, len(widths))
        return size, tuple(each + more for each in widths)

    def _needed(self, size: float) -> tuple[list[float], list[float]]:
        """Return the least width of each column, and how wide it would be in one line."""
        head = TextStyle(min(size, 8.6), SEMIBOLD)
        style = TextStyle(size, BOLD)
        needed, wished = [], []
        cells = [tuple(self.table.cells(row)) for row in self.table.lines]
        for index, column in enumerate(self.table.columns):
            words = max((width_of(word, head) for word in column.name.split(" ")), default=0)
            widest = max(
                (
                    width_of(said(row[index][1], column, self._language), style)
                    + (size * MARK if row[index][2] else 0.0)
                    for row in cells
                ),
                default=0.0,
            )
            wish = max(words, widest) + 2 * PAD
            needed.append(min(wish, max(LEAST_TEXT, words + 2 * PAD)) if column.is_text else wish)
            wished.append(wish)
        return needed, wished


def draw_warning(canvas: Any, left: float, bottom: float, side: float) -> None:
    """Draw a filled triangle with an exclamation mark in it."""
    canvas.setFillColor(PAPER_INKS[Ink.TARGET])
    path = canvas.beginPath()
    path.moveTo(left, bottom)
    path.lineTo(left + side, bottom)
    path.lineTo(left + side / 2, bottom + side * 0.88)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFillColor(PAPER_INKS[Ink.GROUND])
    middle, thick = left + side / 2, side * 0.11
    canvas.rect(middle - thick / 2, bottom + side * 0.28, thick, side * 0.3, stroke=0, fill=1)
    canvas.rect(middle - thick / 2, bottom + side * 0.1, thick, thick, stroke=0, fill=1)


def draw_well(canvas: Any, left: float, bottom: float, side: float, colour: str) -> None:
    """Draw a filled circle with a tick in it."""
    canvas.setFillColor(colour)
    half = side / 2
    canvas.circle(left + half, bottom + half, half, stroke=0, fill=1)
    canvas.setStrokeColor(PAPER_INKS[Ink.GROUND])
    canvas.setLineWidth(side * 0.12)
    path = canvas.beginPath()
    path.moveTo(left + side * 0.27, bottom + side * 0.5)
    path.lineTo(left + side * 0.44, bottom + side * 0.33)
    path.lineTo(left + side * 0.73, bottom + side * 0.66)
    canvas.drawPath(path, stroke=1, fill=0)


def _widest(lines: Sequence[SetLine], style: TextStyle) -> float:
    return max(sum(width_of(text, style, weight) for text, weight in line) for line in lines)


def _align(column: Column) -> float:
    return 0.0 if column.is_text else 1.0
