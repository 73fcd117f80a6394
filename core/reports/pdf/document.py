"""A report as a tagged PDF: A4, the company's box on each page, definitions at the end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any

from core.errors import N_
from core.language import Language
from core.reports.chart.chart import Chart
from core.reports.chart.inks import PAPER_INKS
from core.reports.chart.marks import Ink
from core.reports.content import (
    Beside,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    ParagraphLook,
    ReportContent,
    ReportPart,
    Verdict,
)
from core.reports.pdf import letterhead
from core.reports.pdf.grid import Grid, GridRow, draw_warning, draw_well
from core.reports.pdf.picture import draw_chart, height_mm
from core.reports.pdf.setting import (
    BOLD,
    REGULAR,
    SEMIBOLD,
    TextStyle,
    draw_lines,
    lines_of,
    width_of,
)
from core.reports.pdf.tagged import TaggedCanvas
from core.reports.pdf.typeface import POINTS_PER_MM
from core.reports.table import Table
from core.whole import whole

PAGE = (595.276, 841.89)  # A4 in points
SIDE, TOP, BOTTOM = 48.0, 35.0, 48.0
GAP = 16.0
TITLE = TextStyle(19.2, BOLD)
SUBTITLE = TextStyle(10, REGULAR, PAPER_INKS[Ink.INK2])
HEADING = TextStyle(12.5, BOLD)
PARAGRAPHS = whole(
    ParagraphLook,
    {
        ParagraphLook.LEAD: TextStyle(11.5),
        ParagraphLook.BODY: TextStyle(10),
        ParagraphLook.SMALL: TextStyle(8.6, REGULAR, PAPER_INKS[Ink.INK2]),
    },
)
BAR = 4.0  # points: the sea bar beside what a leader would say
BAR_GAP = 11.0
PALM = "#0F5537"
FIGURE_GAP = 7.0
FIGURE_PAD = 8.0
FIGURE_NAME, FIGURE_VALUE = TextStyle(8.8, SEMIBOLD), TextStyle(25, BOLD)
FIGURE_UNIT, FIGURE_NOTE = TextStyle(13, BOLD), TextStyle(8.6, REGULAR, PAPER_INKS[Ink.INK2])
VERDICTS = whole(
    Verdict,
    {
        Verdict.MET: (N_("On target"), PALM),
        Verdict.MISSED: (N_("Out of target"), PAPER_INKS[Ink.TARGET]),
    },
)
SHARES: Mapping[type, float] = {Chart: 0.43, Table: 0.57}
"""Of the width, where one stands beside the other."""
Draw = Callable[[TaggedCanvas, float], None]
"""Draws something from a `top` down."""


def report_pdf(report: ReportContent, _: Language) -> bytes:
    """Return the PDF; the same report gives the same bytes."""
    pages = list(_Flow(report, _).pages())
    file = BytesIO()
    title = f"{report.letterhead.title}: {report.title}"
    tagged = TaggedCanvas(file, PAGE, title=title, language=_.code)
    width = PAGE[0] - 2 * SIDE
    for number, page in enumerate(pages, 1):
        at = (SIDE, PAGE[1] - TOP, width)
        letterhead.draw_letterhead(tagged, report.letterhead, at, (number, len(pages)), _)
        for top, draw in page:
            draw(tagged, top)
        letterhead.draw_foot(tagged, report.made, (SIDE, BOTTOM - 12, width))
        tagged.end_page()
    tagged.save()
    return file.getvalue()


@dataclass(slots=True)
class _Page:
    top: float
    drawn: list[tuple[float, Draw]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Block:
    """Something of a height that is not broken; it stays with what follows if `keeps`."""

    height: float
    draw: Draw
    keeps: bool = False


class _Flow:
    """Puts blocks one below the other, and goes on to another page where there is no room."""

    def __init__(self, report: ReportContent, _: Language) -> None:
        self._report = report
        self._language = _
        self._width = PAGE[0] - 2 * SIDE
        self._start = PAGE[1] - TOP - letterhead.HEIGHT - 20
        self._pages = [_Page(self._start)]

    def pages(self) -> Iterator[list[tuple[float, Draw]]]:
        """Yield what is drawn on each page."""
        report = self._report
        blocks = [self._text(report.title, TITLE, "H1", after=3)]
        if report.subtitle:
            blocks.append(self._text(report.subtitle, SUBTITLE, "P", after=GAP))
        self._place(blocks)
        held: list[_Block] = []
        for part in self._parts():
            if isinstance(part, Table):
                self._table(part, held)
                held = []
            else:
                held += self._blocks(part)
                if not held[-1].keeps:
                    self._place(held)
                    held = []
        self._place(held)
        self._definitions()
        yield from (page.drawn for page in self._pages)

    def _parts(self) -> Iterator[ReportPart]:
        """Yield the parts; what is too long to stand beside something stands below it."""
        for part in self._report.parts:
            if isinstance(part, Beside) and self._beside(part).height > self._start - BOTTOM - 8:
                yield part.left
                yield part.right
            else:
                yield part

    @property
    def _room(self) -> float:
        return self._pages[-1].top - BOTTOM - 8

    def _place(self, blocks: list[_Block]) -> None:
        """Put `blocks` on one page, if one has room for them all."""
        whole_height = sum(each.height for each in blocks)
        if whole_height > self._room and self._pages[-1].drawn:
            self._pages.append(_Page(self._start))
        for each in blocks:
            if each.height > self._room and self._pages[-1].top < self._start:
                self._pages.append(_Page(self._start))
            page = self._pages[-1]
            page.drawn.append((page.top, each.draw))
            page.top -= each.height

    def _blocks(self, part: ReportPart) -> list[_Block]:
        match part:
            case Heading():
                return [self._text(part.text, HEADING, "H2", after=4, keeps=True)]
            case Paragraph():
                return [self._paragraph(part)]
            case KeyFigures():
                return [self._figures(part.figures)]
            case Chart():
                return [self._chart(part, SIDE, self._width)]
            case Beside():
                return [self._beside(part)]
        raise TypeError(part)

    def _text(
        self, text: str, style: TextStyle, tag: str, *, after: float, keeps: bool = False
    ) -> _Block:
        lines = lines_of(text, style, self._width)

        def draw(tagged: TaggedCanvas, top: float) -> None:
            with tagged.marked(tag):
                draw_lines(tagged, lines, (SIDE, top, self._width), style)

        return _Block(len(lines) * style.leading + after, draw, keeps)

    def _paragraph(self, part: Paragraph) -> _Block:
        style = PARAGRAPHS[part.look]
        is_lead = part.look is ParagraphLook.LEAD
        inset = BAR + BAR_GAP if is_lead else 0.0
        lines = lines_of(part.text, style, self._width - inset, part.strong)
        high = len(lines) * style.leading
        around = 4.0 if is_lead else 0.0

        def draw(tagged: TaggedCanvas, top: float) -> None:
            canvas: Any = tagged.canvas
            if is_lead:
                with tagged.artifact():
                    canvas.setFillColor(PAPER_INKS[Ink.SEA])
                    bottom = top - high - 2 * around
                    canvas.rect(SIDE, bottom, BAR, high + 2 * around, stroke=0, fill=1)
            with tagged.marked("P"):
                at = (SIDE + inset, top - around, self._width - inset)
                draw_lines(tagged, lines, at, style)

        after = GAP if is_lead else style.size * 0.6
        return _Block(high + 2 * around + after, draw)

    def _chart(self, chart: Chart, x: float, width: float) -> _Block:
        def draw(tagged: TaggedCanvas, top: float) -> None:
            draw_chart(tagged, chart, (x, top, width), self._language)

        return _Block(height_mm(chart) * POINTS_PER_MM + GAP, draw)

    def _beside(self, part: Beside) -> _Block:
        both = self._width - 2 * GAP
        shares = SHARES[type(part.left)], SHARES[type(part.right)]
        of_left = shares[0] / sum(shares)
        left = self._half(part.left, SIDE, both * of_left)
        right_at = SIDE + both * of_left + 2 * GAP
        right = self._half(part.right, right_at, both * (1 - of_left))

        def draw(tagged: TaggedCanvas, top: float) -> None:
            left.draw(tagged, top)
            right.draw(tagged, top)

        return _Block(max(left.height, right.height), draw)

    def _half(self, part: Chart | Table, x: float, width: float) -> _Block:
        if isinstance(part, Chart):
            return self._chart(part, x, width)
        grid = Grid(part, width, self._language)

        def draw(tagged: TaggedCanvas, top: float) -> None:
            grid.draw_title(tagged, x, top)
            top -= grid.title_height
            grid.draw_rows(tagged, (x, top), grid.rows)
            used = grid.head_height + sum(row.height for row in grid.rows)
            grid.draw_note(tagged, x, top - used)

        return _Block(grid.height + GAP, draw)

    def _table(self, table: Table, before: list[_Block]) -> None:
        """Put a table on as many pages as it needs, its head on each; what is `before` stays."""
        grid = Grid(table, self._width, self._language)
        title = _Block(
            grid.title_height, lambda tagged, top: grid.draw_title(tagged, SIDE, top), keeps=True
        )
        first = grid.head_height + sum(row.height for row in grid.rows[:2])
        needed = sum(each.height for each in before) + title.height + first
        if needed > self._room and self._pages[-1].drawn:
            self._pages.append(_Page(self._start))
        self._place([*before, title])
        rows = list(grid.rows)
        while True:
            page, room = self._pages[-1], self._room - grid.head_height
            count, used = 0, 0.0
            while count < len(rows) and (used + rows[count].height <= room or not count):
                used += rows[count].height
                count += 1
            if len(rows) > count and len(rows) - count == 1 and count > 1:
                count -= 1  # no total stands alone
                used -= rows[count].height
            taken, rows = rows[:count], rows[count:]
            page.drawn.append((page.top, partial(_draw_rows, grid, taken)))
            page.top -= grid.head_height + used
            if not rows:
                break
            self._pages.append(_Page(self._start))
        if table.note:
            note = _Block(grid.note_height, lambda tagged, top: grid.draw_note(tagged, SIDE, top))
            self._place([note])
        self._pages[-1].top -= GAP

    def _figures(self, figures: tuple[KeyFigure, ...]) -> _Block:
        count = max(1, len(figures))
        width = (self._width - FIGURE_GAP * (count - 1)) / count
        inner = width - 2 * FIGURE_PAD
        names = [lines_of(each.name, FIGURE_NAME, inner) for each in figures]
        notes = [
            [line for note in each.notes for line in lines_of(note, FIGURE_NOTE, inner)]
            for each in figures
        ]
        name_lines = max(map(len, names), default=0)
        most = max(
            (
                len(lines) + (each.verdict is not None)
                for each, lines in zip(figures, notes, strict=True)
            ),
            default=0,
        )
        high = (
            2 * FIGURE_PAD
            + name_lines * FIGURE_NAME.leading
            + FIGURE_VALUE.size * 1.25
            + most * FIGURE_NOTE.leading
        )

        def draw(tagged: TaggedCanvas, top: float) -> None:
            for number, figure in enumerate(figures):
                x = SIDE + number * (width + FIGURE_GAP)
                _card(tagged, (x, top, width, high))
                with tagged.within("Div"):
                    at = (x + FIGURE_PAD, top - FIGURE_PAD, inner)
                    self._figure(tagged, figure, at, (names[number], notes[number], name_lines))

        return _Block(high + GAP, draw)

    def _figure(
        self,
        tagged: TaggedCanvas,
        figure: KeyFigure,
        at: tuple[float, float, float],
        lines: tuple[Any, Any, int],
    ) -> None:
        x, top, width = at
        names, notes, name_lines = lines
        with tagged.marked("P"):
            draw_lines(tagged, names, at, FIGURE_NAME)
        top -= name_lines * FIGURE_NAME.leading
        canvas: Any = tagged.canvas
        with tagged.marked("P"):
            value = (((f"{figure.value} " if figure.unit else figure.value, BOLD),),)
            draw_lines(tagged, value, (x, top - 1, width), FIGURE_VALUE)
            if figure.unit:
                left = width_of(figure.value, FIGURE_VALUE) + width_of(" ", FIGURE_UNIT)
                unit = lines_of(figure.unit, FIGURE_UNIT, width)
                lower = top - 1 - FIGURE_VALUE.size + FIGURE_UNIT.size
                draw_lines(tagged, unit[:1], (x + left, lower, width - left), FIGURE_UNIT)
        top -= FIGURE_VALUE.size * 1.25
        if notes:
            with tagged.marked("P"):
                draw_lines(tagged, notes, (x, top, width), FIGURE_NOTE)
        top -= len(notes) * FIGURE_NOTE.leading
        if figure.verdict is not None:
            message, colour = VERDICTS[figure.verdict]
            side = FIGURE_NOTE.size * 1.15
            bottom = top - FIGURE_NOTE.size * 1.16
            with tagged.artifact():
                if figure.verdict is Verdict.MISSED:
                    draw_warning(canvas, x, bottom, side)
                else:
                    draw_well(canvas, x, bottom, side, colour)
            style = TextStyle(FIGURE_NOTE.size, BOLD, colour)
            with tagged.marked("P"):
                words = lines_of(self._language(message), style, width)
                draw_lines(tagged, words, (x + side + 4, top, width), style)

    def _definitions(self) -> None:
        if not self._report.definitions:
            return

        def rule(tagged: TaggedCanvas, top: float) -> None:
            canvas: Any = tagged.canvas
            with tagged.artifact():
                canvas.setStrokeColor(PAPER_INKS[Ink.INK])
                canvas.setLineWidth(1)
                canvas.line(SIDE, top, SIDE + self._width, top)

        blocks = [self._paragraph(each) for each in self._report.definitions]
        self._place([_Block(8, rule, keeps=True), blocks[0]])
        for each in blocks[1:]:
            self._place([each])


def _draw_rows(grid: Grid, rows: list[GridRow], tagged: TaggedCanvas, top: float) -> None:
    grid.draw_rows(tagged, (SIDE, top), rows)


def _card(tagged: TaggedCanvas, room: tuple[float, float, float, float]) -> None:
    x, top, width, height = room
    canvas: Any = tagged.canvas
    with tagged.artifact():
        canvas.setStrokeColor(PAPER_INKS[Ink.BAND_EDGE])
        canvas.setLineWidth(0.7)
        canvas.roundRect(x, top - height, width, height, 7, stroke=1, fill=0)
