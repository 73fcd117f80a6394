"""The paper as dots, measured: sizes in millimetres, nothing cut off, every letter legible."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.domain.ticket import Line
from core.printing.escpos.read_back import read_line
from core.printing.slip.faces import ALPHABET, DOTS_PER_MM, Face, cell, has_glyph, set_line
from core.printing.slip.layout import (
    PAPERS,
    TEXT_FACES,
    BannerRow,
    PaperMm,
    TextRow,
    code_face,
    lay_out,
)
from core.printing.slip.raster import draw, pictogram, strips
from core.printing.slip.slip import Slip
from tests.printing.slips import a_slip

WIDTHS: tuple[PaperMm, ...] = (80, 58)
LEAST_CAPITAL_MM = 3
CODE_MM = 12
PLAIN = Face.text("Regular", 36)
LONG_WORD = "www.una-direccion-de-internet-que-no-cabe-en-ningun-tiquete.com.co"


def ink_height(picture: Image.Image) -> int:
    box = picture.getbbox()
    assert box is not None
    return box[3] - box[1]


def banner_of(slip: Slip, paper_mm: PaperMm) -> Image.Image:
    """Return the part of the drawn paper that shows the line."""
    top = 0
    for row in lay_out(slip, PAPERS[paper_mm]):
        if isinstance(row, BannerRow):
            picture = draw(slip, PAPERS[paper_mm])
            return picture.crop((0, top, picture.width, top + row.height))
        top += row.height
    raise AssertionError("no banner")


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("code", ["A-001", "P-014", "W-888", "M-999", "A-1000", "W-8888"])
def test_every_letter_of_a_code_is_at_least_12_mm_high(code: str, paper_mm: PaperMm) -> None:
    face = code_face(code, PAPERS[paper_mm])

    heights_mm = {char: ink_height(cell(face, char)) / DOTS_PER_MM for char in code if char != "-"}

    assert min(heights_mm.values()) >= CODE_MM, heights_mm


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("code", ["A-001", "W-888", "W-8888"])
def test_a_code_fits_on_its_paper(code: str, paper_mm: PaperMm) -> None:
    paper = PAPERS[paper_mm]

    line = set_line([(code, code_face(code, paper))], 200)

    assert line.width <= paper.dots


def test_an_80_mm_paper_has_room_for_a_code_of_full_size() -> None:
    assert code_face("P-014", PAPERS[80]) == Face.code(200)


@pytest.mark.parametrize("face", TEXT_FACES)
def test_no_capital_on_the_paper_is_lower_than_3_mm(face: Face) -> None:
    assert ink_height(cell(face, "H")) / DOTS_PER_MM >= LEAST_CAPITAL_MM


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("line", Line)
def test_nothing_is_wider_than_the_paper(line: Line, language: str, paper_mm: PaperMm) -> None:
    slip = a_slip(
        line=line, language=language, company=LONG_WORD, office=LONG_WORD, web=LONG_WORD, copy=True
    )
    paper = PAPERS[paper_mm]

    texts = [row for row in lay_out(slip, paper) if isinstance(row, TextRow)]

    assert max(set_line(row.runs, row.height).width for row in texts) <= paper.dots
    assert {strip.width for strip in strips(slip, paper)} == {paper.dots}


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_the_edges_of_the_paper_are_blank(paper_mm: PaperMm) -> None:
    picture = draw(a_slip(office=LONG_WORD, web=LONG_WORD), PAPERS[paper_mm])

    ink = picture.convert("L").point(lambda value: 255 - value).getbbox()

    assert ink is not None
    assert ink[0] >= 4
    assert ink[2] <= picture.width - 4


def test_words_are_set_in_lines_as_even_as_they_go() -> None:
    texts = [row.text for row in lay_out(a_slip(), PAPERS[58]) if isinstance(row, TextRow)]

    assert texts[-2:] == ["Este turno no", "es un radicado."]


def test_a_date_that_does_not_fit_is_parted_at_its_dot() -> None:
    texts = [row.text for row in lay_out(a_slip(), PAPERS[58]) if isinstance(row, TextRow)]

    assert (
        texts[texts.index("Lunes 23/11/2026") + 1] == "9:18\N{NO-BREAK SPACE}a.\N{NO-BREAK SPACE}m."
    )


def test_a_number_stays_with_what_it_counts() -> None:
    texts = [row.text for row in lay_out(a_slip(), PAPERS[58]) if isinstance(row, TextRow)]

    assert "25 minutos" in texts
    assert not [text for text in texts if text.endswith(" 24")]


# --- the two lines -------------------------------------------------------------------------------


def share_of_ink(picture: Image.Image) -> float:
    return 1 - picture.convert("L").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) / 255  # type: ignore[operator]  # one grey band is a number


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_a_preferential_paper_is_white_on_black_and_a_general_one_is_not(
    paper_mm: PaperMm,
) -> None:
    preferential = banner_of(a_slip(line=Line.PREFERENTIAL), paper_mm)
    general = banner_of(a_slip(line=Line.GENERAL), paper_mm)

    assert share_of_ink(preferential) > 0.6
    assert share_of_ink(general) < 0.3


def test_the_frame_of_a_general_paper_is_six_dots_thick() -> None:
    banner = banner_of(a_slip(line=Line.GENERAL), 80)

    left_edge = [banner.getpixel((x, banner.height // 2)) for x in range(40)]

    assert left_edge == [255] * 18 + [0] * 6 + [255] * 16


@pytest.mark.parametrize(
    "name",
    ["groups-fill", "elderly-fill", "pregnant_woman-fill", "breastfeeding-fill", "accessible-fill"],
)
def test_every_pictogram_is_drawn_with_its_holes(name: str) -> None:
    picture = pictogram(name, 80)

    assert 0.1 < 1 - share_of_ink(picture) < 0.5
    assert ink_height(picture) >= 40


# --- every letter --------------------------------------------------------------------------------


def test_accents_and_tails_are_inside_the_line() -> None:
    for face in TEXT_FACES:
        tall = Face(face.weight, face.size, face.above + 20, face.below + 20)
        for char in "ÁÉÍÓÚÜÑÇñáéíóúü¿¡gjpqyçQ(){}|,;":
            box = cell(tall, char).getbbox()
            assert box is not None
            assert box[1] >= 20, f"{char} is cut off above in {face}"
            assert box[3] <= 20 + face.height, f"{char} is cut off below in {face}"


def test_the_typeface_draws_every_letter_of_our_languages() -> None:
    for char in "ñÑáéíóúÁÉÍÓÚüÜ¿¡·ABCabc0123456789":
        assert has_glyph("Regular", char)
        assert has_glyph("Bold", char)


def test_a_letter_the_typeface_lacks_is_its_nearest_one() -> None:
    assert read_line(set_line([("Ṭ中", PLAIN)], PLAIN.height)) == "T?"


readable = st.text(
    st.sampled_from([char for char in ALPHABET if has_glyph("Regular", char) and char.isalnum()]),
    min_size=1,
    max_size=12,
)


@settings(max_examples=50)
@given(st.lists(readable, min_size=1, max_size=4).map(" ".join))
def test_whatever_is_drawn_reads_back(text: str) -> None:
    same_shape = str.maketrans("Đ", "Ð")

    read = read_line(set_line([(text, PLAIN)], PLAIN.height))

    assert read is not None
    assert read.translate(same_shape) == text.translate(same_shape)


def test_a_line_with_a_dot_missing_does_not_read() -> None:
    strip = set_line([("Atención", PLAIN)], PLAIN.height)
    box = strip.getbbox()
    assert box is not None
    strip.putpixel((box[0], next(y for y in range(strip.height) if strip.getpixel((box[0], y)))), 0)

    assert read_line(strip) is None
