"""Printer models: heads of every width, their own code pages, and a test page that tells which."""

import os
from typing import Any

import pytest

from core.errors import ConfigInvalid
from core.machine.config import PrinterConfig
from core.printing.escpos import encode as escpos
from core.printing.escpos.commands import split
from core.printing.escpos.models import CODE_PAGES, HEADS, _profiles, head_of
from core.printing.escpos.read_back import read_sheet
from core.printing.printers.open import open_printer
from core.printing.slip.faces import cell
from core.printing.slip.layout import PaperMm, TextRow, code_face, lay_out
from core.printing.slip.slip import Slip
from tests.fakes.fake_printer import FakePrinter, FakeSerialPrinter
from tests.printing.slips import a_slip, a_test_page

DPI: dict[int, Any] = {
    384: 203,
    432: 203,
    504: 180,
    512: 180,
    576: 203,
    640: 203,
    832: 203,
    1280: 300,
}
CODES = ("A-001", "W-888", "W-8888")


def head_with(**changes: Any) -> Any:
    return head_of(PrinterConfig("network", **changes))


def words_of(slip: Slip) -> str:
    return " ".join(" ".join(getattr(block, "words", "") for block in slip.blocks).split())


# --- what is printed -----------------------------------------------------------------------------


@pytest.mark.parametrize("dots", DPI)
def test_a_ticket_stands_whole_on_a_head_of_any_width(dots: int) -> None:
    slip = a_slip(code="A-001")
    with FakePrinter() as printer:
        printer.dots = dots

        config = PrinterConfig(
            "network", "hall", host=printer.host, port=printer.port, dots=dots, dpi=DPI[dots]
        )
        open_printer(config).print_slip(slip)

        [sheet] = printer.sheets
    read = " ".join(sheet.lines).split()
    assert "[image" not in sheet.text
    assert "A-001" in read
    assert [word for word in words_of(slip).split() if word != "·" and "TURNOS" not in word] == [
        word
        for word in read
        if not word.startswith(("[", "-", "code]")) and word not in {"·", "A-001"}
    ]


def test_a_ticket_for_another_head_is_cut_and_does_not_read() -> None:
    """What a head of 512 dots made of a ticket before it could be told."""
    sheet = read_sheet(escpos.drawn(a_slip(code="A-001"), HEADS[80]), dots=512)

    assert "[image" in sheet.text
    assert "A-001" not in sheet.text


@pytest.mark.parametrize(("dots", "dpi"), DPI.items())
@pytest.mark.parametrize("code", CODES)
def test_sizes_hold_in_millimetres_on_any_head(dots: int, dpi: int, code: str) -> None:
    paper = head_with(dots=dots, dpi=dpi).paper
    mm_of_dot = 25.4 / dpi * paper.grain
    face = code_face(code, paper)

    heights = [(cell(face, char).getbbox() or (0, 0, 0, 0)) for char in code if char != "-"]

    assert min(box[3] - box[1] for box in heights) * mm_of_dot >= 12
    assert sum(cell(face, char).width for char in code) <= paper.dots
    for row in lay_out(a_slip(code=code), paper):
        if isinstance(row, TextRow):
            box = cell(row.face, "H").getbbox()
            assert box is not None
            assert (box[3] - box[1]) * mm_of_dot >= 3


@pytest.mark.parametrize("dots", DPI)
def test_no_picture_is_larger_than_a_small_buffer_holds(dots: int) -> None:
    job = escpos.drawn(a_slip(), head_with(dots=dots, dpi=DPI[dots]))

    pictures = [command for command in split(job)[0] if command.name == b"\x1dv"]

    assert max(len(command.raw) for command in pictures) <= 10_500
    if dots <= 640:
        assert max(len(command.raw) for command in pictures) <= 5_200


# --- which head it is ----------------------------------------------------------------------------


@pytest.mark.parametrize("dots", [384, 432, 512, 576, 640])
@pytest.mark.parametrize("set_to", [384, 576])
def test_the_longest_whole_line_of_a_test_page_tells_the_head(dots: int, set_to: int) -> None:
    with FakePrinter() as printer:
        printer.dots = dots

        config = PrinterConfig("network", "hall", host=printer.host, port=printer.port, dots=set_to)
        open_printer(config).print_slip(a_test_page())

        [sheet] = printer.sheets
    whole = [int(line[7:-1]) for line in sheet.lines if line.startswith("[ruler ")]
    assert max(whole) == dots


def test_a_test_page_also_shows_a_head_that_is_set_to_another_width() -> None:
    sheet = read_sheet(escpos.drawn(a_test_page(), head_with(dots=832)), dots=832)

    assert sheet.widest == 832


# --- models --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "dots", "columns"),
    [
        ({}, 576, 42),
        ({"paper_mm": 58}, 384, 32),
        ({"model": "TM-T88V"}, 512, 42),
        ({"model": "TM-T20II"}, 576, 48),
        ({"model": "CT-S651"}, 640, 48),
        ({"model": "POS-5890", "paper_mm": 58}, 384, 32),
        ({"model": "RP-F10-58mm", "paper_mm": 58}, 384, 32),
        ({"model": "TM-T20II-42col"}, 544, 42),  # its 546 are not whole bytes
        ({"model": "T-1"}, 504, 42),
        ({"model": "TM-T88V", "paper_mm": 58}, 336, 28),  # a narrow roll under a wide head
        ({"model": "RP326"}, 576, 42),  # a profile that knows no width
        ({"model": "NT-80-V-UL"}, 576, 48),  # one that takes dots for columns
        ({"dots": 512}, 512, 42),
        ({"model": "TM-T88V", "dots": 576}, 576, 48),
    ],
)
def test_a_model_knows_its_head(changes: dict[str, Any], dots: int, columns: int) -> None:
    head = head_with(**changes)

    assert (head.paper.dots, head.columns) == (dots, columns)


@pytest.mark.parametrize("paper_mm", [58, 80])
@pytest.mark.parametrize("model", sorted(_profiles()))
def test_every_model_prints_a_ticket(model: str, paper_mm: PaperMm) -> None:
    head = head_with(model=model, paper_mm=paper_mm)
    pages = {head.code_page_number: head.code_page.lower()}

    typed = read_sheet(escpos.typed(a_slip(office="Ñandú ¿é?"), head), code_pages=pages)

    assert "Oficina Ñandú ¿é?" in " ".join(typed.lines)
    assert "P-014" in " ".join(read_sheet(escpos.drawn(a_slip(), head)).lines)
    assert typed.unknown == ()


def test_a_printer_whose_code_pages_have_other_numbers_is_told_its_own() -> None:
    with FakeSerialPrinter() as printer:
        printer.code_pages = {1: "cp850", 2: "cp862"}  # as Wincor Nixdorf counts them

        config = PrinterConfig("serial", "hall", port_name=printer.port_name, model="TH230")
        open_printer(config).print_slip(a_slip(office="Ñandú ¿é?"))

        assert "Oficina Ñandú ¿é?" in printer.papers[0]


def test_what_a_code_page_lacks_is_its_nearest_letter() -> None:
    head = head_with(model="TM-T88IV-SA")

    job = escpos.typed(a_slip(office="Ávila ñandú"), head)

    assert (head.code_page, head.code_page_number) == ("CP437", CODE_PAGES["CP437"])
    assert "Oficina Avila ñandú" in " ".join(read_sheet(job).lines)


def test_a_model_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(ConfigInvalid, match=r'"printer\.model" .*TM-T88V'):
        open_printer(PrinterConfig("file", path=os.devnull, model="Nokia 3310"))
