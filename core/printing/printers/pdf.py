"""The paper as a PDF: one page exactly as long as the paper, its text real and its font inside.

Same layout as the drawn paper. For the demo, for trying things out without a printer, and for
sending a ticket to somebody.
"""

import os
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from core.domain.ticket import Line
from core.machine.config import APP, PrinterConfig
from core.printing.port import PrinterState, made, unreachable
from core.printing.slip.faces import DOTS_PER_MM, Face, Weight, font_path
from core.printing.slip.icons import outline
from core.printing.slip.layout import (
    BANNER_RADIUS,
    BARS,
    DASH,
    DASH_GAP,
    FRAME,
    ICON,
    PAPERS,
    RULE_ABOVE,
    RULE_THICK,
    RULER_FACE,
    RULER_PAD,
    RULER_THICK,
    SQUARE_MODULE,
    BannerRow,
    BarsRow,
    Paper,
    PaperMm,
    RuleRow,
    RulerRow,
    SquareRow,
    TextRow,
    lay_out,
    pictogram_places,
)
from core.printing.slip.qr import QUIET
from core.printing.slip.slip import Slip

POINTS_PER_MM = 72 / 25.4
MARGIN_MM = 4  # above and below, as a cutter leaves it


class PdfPrinter:
    """A printer of kind pdf: `config.path` is the folder where a file a ticket appears."""

    def __init__(self, config: PrinterConfig) -> None:
        self.name = config.name
        self._config = config
        self._folder = Path(config.path)

    def state(self) -> PrinterState:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return PrinterState.UNREACHABLE
        writable = os.access(self._folder, os.W_OK)
        return PrinterState.OK if writable else PrinterState.UNREACHABLE

    def print_slip(self, slip: Slip) -> PrinterState:
        path = self._folder / f"{slip.name}.pdf"
        unfinished = path.with_suffix(".part")
        job = made(lambda: page(slip, self._config.paper_mm), self._config)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(job)
            unfinished.replace(path)  # nobody ever opens half a ticket
        except OSError as error:
            raise unreachable(error, self._config, may_have_printed=False) from error
        return PrinterState.OK


def page(slip: Slip, paper_mm: PaperMm) -> bytes:
    """Return the PDF of a slip; the same slip gives the same bytes."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - 0.2 s, and only for a PDF

    paper = PAPERS[paper_mm]
    rows = lay_out(slip, paper)
    height = sum(row.height for row in rows) + 2 * MARGIN_MM * DOTS_PER_MM
    width = paper.width_mm * DOTS_PER_MM
    dot = POINTS_PER_MM / DOTS_PER_MM
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(width * dot, height * dot),
        invariant=True,
        lang=slip.language,
        initialFontName=font_named("Regular"),  # type: ignore[arg-type]  # a name; the stub errs
    )
    canvas.setTitle(slip.name)
    canvas.setAuthor(APP)
    canvas.setCreator(APP)
    canvas.scale(dot, dot)
    canvas.translate((width - paper.dots) / 2, 0)
    y = float(height - MARGIN_MM * DOTS_PER_MM)
    for row in rows:
        match row:
            case TextRow():
                _write(canvas, row, paper, y)
            case RuleRow():
                _rule(canvas, paper, y)
            case BannerRow():
                _banner(canvas, row, paper, y)
            case SquareRow():
                _square(canvas, row, paper, y)
            case RulerRow():
                if row.dots <= paper.dots:
                    _ruler(canvas, row, y)
            case BarsRow():
                _bars(canvas, paper, y)
            case _:
                pass  # a gap
        y -= row.height
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _write(canvas: Any, row: TextRow, paper: Paper, top: float) -> None:
    x = (paper.dots - sum(_width(text, face) for text, face in row.runs)) / 2
    line = canvas.beginText(x, top - row.face.above)
    for text, face in row.runs:
        line.setFont(font_named(face.weight), face.size)
        line.setCharSpace(face.tracking)
        line.setHorizScale(face.squeeze)
        line.textOut(text)
    canvas.drawText(line)


def _width(text: str, face: Face) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415

    natural = stringWidth(text, font_named(face.weight), face.size)
    return float(natural * face.squeeze / 100 + len(text) * face.tracking)


def _rule(canvas: Any, paper: Paper, top: float) -> None:
    y = top - RULE_ABOVE - RULE_THICK / 2
    canvas.setLineWidth(RULE_THICK)
    canvas.setDash(DASH, DASH_GAP)
    canvas.line(2 * paper.margin, y, paper.dots - 2 * paper.margin, y)
    canvas.setDash()


def _square(canvas: Any, row: SquareRow, paper: Paper, top: float) -> None:
    left = (paper.dots - row.height) / 2
    path = canvas.beginPath()
    for y, line in enumerate(row.modules, QUIET + 1):
        for x, is_black in enumerate(line, QUIET):
            if is_black:
                at = left + x * SQUARE_MODULE, top - y * SQUARE_MODULE
                path.rect(*at, SQUARE_MODULE, SQUARE_MODULE)
    canvas.drawPath(path, stroke=0, fill=1)  # one path: no white hairlines between modules


def _ruler(canvas: Any, row: RulerRow, top: float) -> None:
    number = str(row.dots)
    canvas.setFont(font_named(RULER_FACE.weight), RULER_FACE.size)
    end = row.dots - RULER_THICK
    left = end - RULER_PAD - _width(number, RULER_FACE)
    canvas.drawString(left, top - RULER_FACE.above, number)
    middle = top - row.height // 2 - RULER_THICK
    canvas.rect(0, middle, left - RULER_PAD, RULER_THICK, stroke=0, fill=1)
    canvas.rect(end, top - row.height, RULER_THICK, row.height, stroke=0, fill=1)


def _bars(canvas: Any, paper: Paper, top: float) -> None:
    for height, stripe in BARS:
        wide = stripe or paper.dots
        for x in range(0, paper.dots, 2 * wide):
            canvas.rect(x, top - height, wide, height, stroke=0, fill=1)
        top -= height


def _banner(canvas: Any, row: BannerRow, paper: Paper, top: float) -> None:
    inverse = row.line is Line.PREFERENTIAL
    inset = 0 if inverse else FRAME / 2  # a stroke lies half outside its path
    canvas.setLineWidth(FRAME)
    canvas.roundRect(
        paper.margin + inset,
        top - row.height + inset,
        paper.inner - 2 * inset,
        row.height - 2 * inset,
        BANNER_RADIUS,
        stroke=0 if inverse else 1,
        fill=1 if inverse else 0,
    )
    canvas.setFillGray(1 if inverse else 0)
    for name, x, y in pictogram_places(row.line, paper):
        _pictogram(canvas, name, x, top - y)
    label_top = top - row.icon_height
    for label in row.labels:
        _write(canvas, label, paper, label_top)
        label_top -= label.height
    canvas.setFillGray(0)


def _pictogram(canvas: Any, name: str, left: float, top: float) -> None:
    path = canvas.beginPath()
    for (first_x, first_y), *points in outline(name):
        path.moveTo(left + first_x * ICON, top - first_y * ICON)
        for x, y in points:
            path.lineTo(left + x * ICON, top - y * ICON)
        path.close()
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)  # even-odd: a polygon inside is a hole


@cache
def font_named(weight: Weight) -> str:
    """Register a weight with reportlab and return the name it has there."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    name = f"AtkinsonHyperlegibleNext-{weight}"
    pdfmetrics.registerFont(TTFont(name, font_path(weight)))
    return name
