"""The square code, read back by a decoder that knows nothing of us, from everything we print."""

import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from core.domain.ticket import Line
from core.printing.escpos import encode as escpos
from core.printing.escpos.commands import GS, split
from core.printing.escpos.models import HEADS, Head
from core.printing.printers.pdf import MARGIN_MM, page
from core.printing.slip.faces import DOTS_PER_MM
from core.printing.slip.layout import (
    PAPERS,
    SQUARE_MODULE,
    GapRow,
    PaperMm,
    SquareRow,
    TextRow,
    lay_out,
)
from core.printing.slip.qr import is_square_code, modules, words_of
from core.printing.slip.raster import draw
from core.printing.slip.slip import Slip
from tests.printing.slips import a_slip, a_test_page

WIDTHS: tuple[PaperMm, ...] = (80, 58)
STYLES = (escpos.drawn, escpos.typed)
WORDS = "TURNOS:SAN-ANDRES/2026-11-23/P-014"
LEAST_MODULE_MM = 0.4
QUIET = 4  # modules of white on each side, by the norm
LONG_OFFICE = "san-andres-y-providencia-" * 4


def decode(picture: Image.Image) -> list[str]:
    """Return what a reader of square codes finds in a picture."""
    return [each.text for each in zxingcpp.read_barcodes(picture.convert("L"))]


def printed(job: bytes) -> Image.Image:
    """Return the pictures of a job as a head would burn them, one under the other."""
    pictures = [command.data for command in split(job)[0] if command.name == GS + b"v"]
    strips = []
    for data in pictures:
        width, height = (int.from_bytes(data[at : at + 2], "little") for at in (2, 4))
        strips.append(Image.frombytes("1", (width * 8, height), data[6:]))
    whole = Image.new("1", (800, sum(each.height for each in strips) + 100), 1)
    y = 50
    for each in strips:
        whole.paste(0, (100, y), each)
        y += each.height
    return whole


def rendered(pdf: bytes, dpi: int = 203) -> Image.Image:
    """Return a PDF's page as Poppler draws it, which knows nothing of reportlab."""
    answer = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-gray", "-"], input=pdf, capture_output=True, check=True
    )
    return Image.open(BytesIO(answer.stdout))


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize(
    "slip",
    [
        a_slip(),
        a_slip(line=Line.GENERAL, code="A-1000", language="en"),
        a_slip(copy=True),
        a_test_page(),
    ],
    ids=lambda slip: slip.name,
)
def test_a_drawn_paper_holds_its_office_day_and_code(slip: Slip, paper_mm: PaperMm) -> None:
    (words,) = decode(draw(slip, PAPERS[paper_mm]))

    assert words == f"TURNOS:SAN-ANDRES/2026-11-23/{slip.code}"


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("style", STYLES)
def test_what_the_printer_is_sent_can_be_read(
    style: Callable[[Slip, Head], bytes], paper_mm: PaperMm
) -> None:
    assert decode(printed(style(a_slip(), HEADS[paper_mm]))) == [WORDS]


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_a_pdf_can_be_read_at_the_resolution_of_a_printer(paper_mm: PaperMm) -> None:
    assert decode(rendered(page(a_slip(), paper_mm))) == [WORDS]


@pytest.mark.parametrize("dead", range(200, 376, 16))
def test_a_worn_head_leaves_it_legible(dead: int) -> None:
    picture = draw(a_slip(), PAPERS[80])

    picture.paste(1, (dead, 0, dead + 1, picture.height))  # a dot that never burns

    assert decode(picture) == [WORDS]


def test_a_poor_photograph_leaves_it_legible() -> None:
    picture = draw(a_slip(), PAPERS[58]).convert("L")

    small = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BILINEAR)

    assert decode(small.rotate(7, expand=True, fillcolor=255)) == [WORDS]


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_it_stands_after_all_that_people_read(paper_mm: PaperMm) -> None:
    rows = lay_out(a_slip(copy=True), PAPERS[paper_mm])

    assert isinstance(rows[-1], SquareRow)
    assert not any(isinstance(row, SquareRow) for row in rows[:-1])
    assert isinstance(rows[-2], TextRow | GapRow)


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_its_modules_and_the_white_around_it_are_large_enough(paper_mm: PaperMm) -> None:
    slip, paper = a_slip(), PAPERS[paper_mm]
    row = lay_out(slip, paper)[-1]
    picture = draw(slip, paper)
    square = picture.crop((0, picture.height - row.height, picture.width, picture.height))

    ink = square.convert("L").point(lambda value: 255 - value).getbbox()

    assert ink is not None
    left, top, right, bottom = ink
    module = (right - left) / len(modules(WORDS))
    assert module / DOTS_PER_MM >= LEAST_MODULE_MM
    white = (left, top, square.width - right, square.height - bottom)
    assert min(white) >= QUIET * module
    assert abs(left - (square.width - right)) <= 1  # in the middle


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_a_pdf_has_it_where_the_drawn_paper_has_it(paper_mm: PaperMm) -> None:
    slip, paper = a_slip(), PAPERS[paper_mm]
    high = lay_out(slip, paper)[-1].height
    margin = MARGIN_MM * DOTS_PER_MM
    drawn, pdf = draw(slip, paper).convert("L"), rendered(page(slip, paper_mm)).convert("L")
    pdf = pdf.crop((0, 0, pdf.width, pdf.height - margin))

    places = []
    for picture in (drawn, pdf):
        tail = picture.crop((0, picture.height - high, picture.width, picture.height))
        box = tail.point(lambda value: 255 if value < 128 else 0).getbbox()
        assert box is not None
        places.append((box[0] - tail.width // 2, box[1], box[2] - tail.width // 2, box[3]))

    assert all(abs(one - other) <= 2 for one, other in zip(*places, strict=True)), places


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_it_is_not_printed_as_in_a_mirror(paper_mm: PaperMm) -> None:
    slip, paper = a_slip(), PAPERS[paper_mm]
    high, margin = lay_out(slip, paper)[-1].height, MARGIN_MM * DOTS_PER_MM
    drawn, pdf = draw(slip, paper).convert("L"), rendered(page(slip, paper_mm)).convert("L")

    for picture, below in ((drawn, 0), (pdf, margin)):
        left = (picture.width - high) // 2
        top = picture.height - high - below
        square = picture.crop((left, top, left + high, top + high))
        # Readers find three corners; which one has no mark tells them how it lies.
        assert [has_mark(turned) for turned in corners_up_left(square)] == [True, True, False, True]


def corners_up_left(square: Image.Image) -> Iterator[Image.Image]:
    """Return a square code with its corners up left in turn, clockwise from where it stands."""
    for degrees in (0, 90, 180, 270):
        yield square.rotate(degrees)


def has_mark(square: Image.Image) -> bool:
    """Tell whether the corner up left has the mark that readers look for: a frame's top edge."""
    edge, middle = QUIET * SQUARE_MODULE, SQUARE_MODULE // 2
    across = [square.getpixel((edge + middle + n * SQUARE_MODULE, edge + middle)) for n in range(8)]
    return [value < 128 for value in across] == [True] * 7 + [False]  # type: ignore[operator] # grey


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_a_long_key_of_an_office_makes_it_larger_and_never_too_wide(paper_mm: PaperMm) -> None:
    slip = a_slip(office_id=LONG_OFFICE)

    picture = draw(slip, PAPERS[paper_mm])

    assert decode(picture) == [f"TURNOS:{LONG_OFFICE.upper()}/2026-11-23/P-014"]
    assert picture.width == PAPERS[paper_mm].dots


def test_one_that_cannot_fit_is_left_out() -> None:
    rows = lay_out(a_slip(office_id="x" * 900), PAPERS[58])

    assert not [row for row in rows if isinstance(row, SquareRow)]


def test_a_paper_kept_from_before_there_were_any_has_none() -> None:
    assert decode(draw(a_slip(office_id=""), PAPERS[80])) == []


def test_it_holds_what_the_paper_says_and_nothing_else() -> None:
    assert words_of("san-andres", "2026-11-23", "P-014") == WORDS


def test_capitals_take_fewer_modules_than_small_letters() -> None:
    assert len(modules(WORDS)) < len(modules(WORDS.lower()))


def test_letters_of_our_languages_in_a_key_can_be_read() -> None:
    (words,) = decode(draw(a_slip(office_id="ñandú"), PAPERS[80]))

    assert words == "TURNOS:ÑANDÚ/2026-11-23/P-014"


def test_a_picture_with_other_corners_is_no_square_code() -> None:
    rows = modules(WORDS)

    assert is_square_code(rows)
    assert not is_square_code(rows[::-1])
    assert not is_square_code(rows[1:])
    assert not is_square_code(())
    assert SQUARE_MODULE > 1
