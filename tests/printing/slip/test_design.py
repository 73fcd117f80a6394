"""The design of the papers, measured on what comes out: drawn at both widths, and as PDF."""

import re
import subprocess
from collections.abc import Iterator
from datetime import time
from io import BytesIO
from itertools import product

import pytest
from PIL import Image

from core.domain.calendar.hours import OpenDays, Span
from core.domain.ticket import Line
from core.printing.escpos import encode as escpos
from core.printing.escpos.commands import split
from core.printing.escpos.models import HEADS
from core.printing.escpos.read_back import CUT, read_sheet
from core.printing.printers.pdf import MARGIN_MM, page
from core.printing.slip.faces import DOTS_PER_MM
from core.printing.slip.layout import PAPERS, PaperMm, TextRow, lay_out
from core.printing.slip.raster import draw
from core.printing.slip.slip import Slip
from tests.printing.printers.test_pdf import poppler
from tests.printing.slips import a_slip, a_test_page

WIDTHS: tuple[PaperMm, ...] = (80, 58)
LEAST_MM = 3
CODE_MM = 12
CODES = ("A-001", "P-014", "W-888", "A-1000")
FINE = 4  # times finer than the head, for measuring a PDF
BETWEEN_WORDS = re.compile(r"[ \N{NO-BREAK SPACE}]|(?<=/)")
LONGEST_OFFICE = "Archipiélago de San Andrés, Providencia y Santa Catalina – North End"
LONGEST_COMPANY = "Sociedad Productora de Energía de San Andrés y Providencia S. A. E. S. P."
LONGEST_WEEK = (
    OpenDays(0, 1, (Span(time(7), time(12)), Span(time(13), time(16)))),
    OpenDays(2, 4, (Span(time(10, 30), time(12, 30)), Span(time(13, 30), time(17, 45)))),
    OpenDays(5, 5, (Span(time(8), time(12)),)),
)
LONGEST_MM = {80: 295, 58: 375}  # of the longest; a usual one takes 200 and 245


def longest(language: str, *, copy: bool = True) -> Slip:
    """Return the longest paper that an office can be expected to print."""
    return a_slip(
        language=language,
        copy=copy,
        company=LONGEST_COMPANY,
        office=LONGEST_OFFICE,
        code="A-1000",
        ahead=128,
        low_min=115,
        high_min=240,
        hours=LONGEST_WEEK,
        fault_phone="01 8000 910 1234",
        fault_option="10",
        web="www.sopesa.com/atencion",
    )


SLIPS = {
    "general": a_slip(line=Line.GENERAL, code="A-001"),
    "preferential": a_slip(),
    "copy": a_slip(copy=True),
    "english": a_slip(language="en"),
    "longest": longest("es"),
    "longest in english": longest("en"),
    "test page": a_test_page(),
}
on_every_paper = pytest.mark.parametrize(
    ("name", "paper_mm"), list(product(SLIPS, WIDTHS)), ids=str
)


def rows_of(slip: Slip, paper_mm: PaperMm) -> Iterator[tuple[TextRow, Image.Image]]:
    """Return each line of text and its strip of the drawn paper, ink True."""
    paper = PAPERS[paper_mm]
    picture = draw(slip, paper).convert("L").point(lambda value: 255 - value)
    top = 0
    for row in lay_out(slip, paper):
        if isinstance(row, TextRow):
            yield row, picture.crop((0, top, paper.dots, top + row.height))
        top += row.height


def height_mm(ink: Image.Image, per_mm: float = DOTS_PER_MM) -> float:
    box = ink.getbbox()
    assert box is not None
    return (box[3] - box[1]) / per_mm


# --- sizes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("code", CODES)
def test_the_code_on_the_paper_is_at_least_12_mm_high(code: str, paper_mm: PaperMm) -> None:
    (ink,) = (ink for row, ink in rows_of(a_slip(code=code), paper_mm) if row.text == code)

    tall = [height for each in parts_of(ink) if (height := height_mm(each)) > LEAST_MM]

    assert len(tall) == len(code) - 1  # all but the dash
    assert min(tall) >= CODE_MM


def parts_of(ink: Image.Image) -> Iterator[Image.Image]:
    """Return what stands apart in a line, from left to right."""
    columns = [ink.crop((x, 0, x + 1, ink.height)).getbbox() is not None for x in range(ink.width)]
    start = 0
    for x in range(1, ink.width):
        if columns[x] and not columns[x - 1]:
            start = x
        if columns[x - 1] and not columns[x]:
            yield ink.crop((start, 0, x, ink.height))


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("code", CODES)
def test_the_code_in_a_pdf_is_at_least_12_mm_high(code: str, paper_mm: PaperMm) -> None:
    pdf = page(a_slip(code=code), paper_mm)
    per_mm = DOTS_PER_MM * FINE
    words = poppler("pdftotext", pdf, "-bbox", "-")
    place = re.search(rf'xMin="(.+)" yMin="(.+)" xMax="(.+)" yMax="(.+)">{code}<', words)
    assert place is not None

    left, top, right, bottom = (round(float(edge) * per_mm * 25.4 / 72) for edge in place.groups())

    ink = rendered(pdf).crop((left, top, right, bottom)).point(lambda value: 255 - value)
    assert height_mm(ink, per_mm) >= CODE_MM


@on_every_paper
def test_no_line_is_set_smaller_than_3_mm(name: str, paper_mm: PaperMm) -> None:
    for row, ink in rows_of(SLIPS[name], paper_mm):
        if any(char.isupper() or char.isdigit() for char in row.text):
            assert height_mm(ink) >= LEAST_MM, row.text


# --- nothing cut off, nothing torn ---------------------------------------------------------------


@on_every_paper
def test_every_line_stands_whole_on_the_paper(name: str, paper_mm: PaperMm) -> None:
    for row, ink in rows_of(SLIPS[name], paper_mm):
        box = ink.getbbox()
        assert box is not None
        assert box[0] >= 4, row.text
        assert box[2] <= ink.width - 4, row.text


@on_every_paper
def test_no_word_of_a_real_paper_is_torn(name: str, paper_mm: PaperMm) -> None:
    slip = SLIPS[name]
    written = {
        word for block in slip.blocks for word in BETWEEN_WORDS.split(getattr(block, "words", ""))
    }

    printed = {
        word
        for row in lay_out(slip, PAPERS[paper_mm])
        if isinstance(row, TextRow)
        for word in BETWEEN_WORDS.split(row.text)
    }

    assert printed <= written | {slip.code, "A-000"}


@on_every_paper
def test_every_paper_is_cut_once_and_holds_no_unknown_command(name: str, paper_mm: PaperMm) -> None:
    for style in (escpos.drawn, escpos.typed):
        job = style(SLIPS[name], HEADS[paper_mm])
        sheet = read_sheet(job)

        assert (sheet.cuts, sheet.lines[-1], sheet.unknown) == (1, CUT, ())
        assert split(job)[0][-1].name == b"\x1dV"


@on_every_paper
def test_a_paper_is_not_longer_than_it_need_be(name: str, paper_mm: PaperMm) -> None:
    assert draw(SLIPS[name], PAPERS[paper_mm]).height / DOTS_PER_MM <= LONGEST_MM[paper_mm]


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_letters_the_printers_font_may_lack_are_drawn(paper_mm: PaperMm) -> None:
    office = "¿Ñandú, á é í ó ú ü?"

    job = escpos.drawn(a_slip(office=office), HEADS[paper_mm])

    pictures = [command for command in split(job)[0] if command.name == b"\x1dv"]
    typed = [command for command in split(job)[0] if command.name == b""]
    assert f"Oficina {office}" in " ".join(read_sheet(job).lines)
    assert pictures
    assert typed == []


# --- the PDF is the same paper -------------------------------------------------------------------


def rendered(pdf: bytes, dpi: int = round(DOTS_PER_MM * FINE * 25.4)) -> Image.Image:
    answer = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-gray", "-"], input=pdf, capture_output=True, check=True
    )
    return Image.open(BytesIO(answer.stdout)).convert("L")


@on_every_paper
def test_a_pdf_looks_as_the_drawn_paper_does(name: str, paper_mm: PaperMm) -> None:
    paper, slip = PAPERS[paper_mm], SLIPS[name]
    drawn = draw(slip, paper).convert("L")
    pdf = rendered(page(slip, paper_mm))
    side = (paper.width_mm * DOTS_PER_MM - paper.dots) // 2 * FINE
    edge = MARGIN_MM * DOTS_PER_MM * FINE
    inner = pdf.crop((side, edge, pdf.width - side, pdf.height - edge))

    # Compared in cells of 2 mm: letters are a few dots apart, blocks and lines are not.
    size = (drawn.width // 16, drawn.height // 16)
    one, other = (each.resize(size, Image.Resampling.BOX).tobytes() for each in (drawn, inner))

    apart = [abs(a - b) for a, b in zip(one, other, strict=True)]
    assert sum(apart) / len(apart) < 20
