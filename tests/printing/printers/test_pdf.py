import re
import subprocess
from pathlib import Path

import pytest

from core.domain.ticket import Line
from core.errors import PrinterUnreachable
from core.machine.config import PrinterConfig
from core.printing.port import PrinterState
from core.printing.printers.open import open_printer
from core.printing.printers.pdf import page
from core.printing.slip.layout import PAPERS, PaperMm
from core.printing.slip.raster import draw
from tests.printing.slips import a_slip

WIDTHS: tuple[PaperMm, ...] = (80, 58)


def poppler(program: str, pdf: bytes, *arguments: str) -> str:
    """Return what one of Poppler's programs, which know nothing of reportlab, says of a PDF."""
    answer = subprocess.run([program, "-", *arguments], input=pdf, capture_output=True, check=True)
    return answer.stdout.decode()


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_the_text_of_a_pdf_is_real_and_right(paper_mm: PaperMm) -> None:
    words = " ".join(poppler("pdftotext", page(a_slip(office="¿Ñandú?"), paper_mm), "-").split())

    for sentence in (
        "Oficina ¿Ñandú?",
        "P-014",
        "Atención preferencial",
        "Personas antes de usted: 3",
        "Si no escuchó su llamado, acérquese a un facilitador.",
        "1:00 p. m. a 5:00 p. m.",
        "Este turno no es un radicado.",
    ):
        assert sentence in words


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_a_pdf_is_one_page_as_long_as_its_paper(paper_mm: PaperMm) -> None:
    slip = a_slip()

    about = poppler("pdfinfo", page(slip, paper_mm))

    size = re.search(r"Page size: +([0-9.]+) x ([0-9.]+) pts", about)
    assert size is not None
    width_mm, height_mm = (float(points) * 25.4 / 72 for points in size.groups())
    drawn_mm = draw(slip, PAPERS[paper_mm]).height / 8
    assert "Pages:           1" in about
    assert width_mm == pytest.approx(paper_mm, abs=0.1)
    assert height_mm == pytest.approx(drawn_mm + 8, abs=0.1)


def test_every_font_of_a_pdf_is_inside_it() -> None:
    fonts = poppler("pdffonts", page(a_slip(), 80)).splitlines()[2:]

    assert fonts
    for font in fonts:
        name, *_, embedded, _subset, _unicode, _object, _generation = font.split()
        assert "AtkinsonHyperlegibleNext" in name
        assert embedded == "yes"


@pytest.mark.parametrize("line", Line)
def test_the_same_slip_gives_the_same_pdf(line: Line) -> None:
    assert page(a_slip(line=line), 80) == page(a_slip(line=line), 80)


def test_a_file_a_ticket_appears_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "tickets"
    printer = open_printer(PrinterConfig("pdf", path=str(folder)))

    assert printer.state() is PrinterState.OK
    assert printer.print_slip(a_slip()) is PrinterState.OK
    assert printer.print_slip(a_slip(copy=True)) is PrinterState.OK

    assert sorted(path.name for path in folder.iterdir()) == [
        "2026-11-23-P-014-copy.pdf",
        "2026-11-23-P-014.pdf",
    ]


def test_a_folder_that_cannot_be_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    printer = open_printer(PrinterConfig("pdf", path=str(tmp_path / "file" / "tickets")))

    assert printer.state() is PrinterState.UNREACHABLE
    with pytest.raises(PrinterUnreachable) as refusal:
        printer.print_slip(a_slip())
    assert not refusal.value.may_have_printed
