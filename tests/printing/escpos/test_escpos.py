import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.domain.ticket import Line
from core.printing.escpos import encode as escpos
from core.printing.escpos.models import HEADS, Head
from core.printing.escpos.read_back import CUT, RULE, decode, read_sheet
from core.printing.slip.layout import PAPERS, PaperMm
from core.printing.slip.slip import Slip
from tests.printing.slips import a_slip

WIDTHS: tuple[PaperMm, ...] = (80, 58)
STYLES = (escpos.drawn, escpos.typed)
Style = Callable[[Slip, Head], bytes]

SPANISH = """\
SOPESA
Oficina San Andrés
Av. Providencia N° 4-135
---
Su turno es
P-014
[elderly] [pregnant_woman] [breastfeeding] [accessible]
Atención preferencial
Lunes 23/11/2026 · 9:18 a. m.
---
Personas antes de usted: 3
Espera aproximada:
entre 5 y 25 minutos
---
Le llamaremos por pantalla y por voz. Si no escuchó su llamado, acérquese a un facilitador.
---
Lunes a viernes
8:00 a. m. a 12:00 m.
1:00 p. m. a 5:00 p. m.
Daños, 24 horas: opción 1
608 5131011
Otros asuntos: opción 2
www.sopesa.com, con chat
info@sopesa.com
---
Este turno no es un radicado.
[square code]
[cut]
"""
ENGLISH = """\
SOPESA
San Andrés office
Av. Providencia N° 4-135
---
COPY
Your ticket is
A-007
[groups]
General service
Monday 23 Nov 2026 · 9:18 a.m.
---
People ahead of you: 0
Estimated wait:
less than 10 minutes
---
We will call you on screen and by voice. If you missed your call, please speak to a staff member.
---
Monday to Friday
8:00 a.m. to 12:00 p.m.
1:00 p.m. to 5:00 p.m.
Power faults, 24 hours: option 1
608 5131011
Other matters: option 2
www.sopesa.com, with chat
info@sopesa.com
---
This ticket is not a filing number.
[square code]
[cut]
"""


def flowing(text: str) -> str:
    """Return a text as one line: where it was broken depends on the paper."""
    return " ".join(text.replace(RULE, "---").replace(" · ", " ").split())


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("style", STYLES)
def test_the_paper_says_the_spanish_ticket_letter_by_letter(
    style: Style, paper_mm: PaperMm
) -> None:
    job = style(a_slip(language="es"), HEADS[paper_mm])

    assert flowing(decode(job)) == flowing(SPANISH)


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("style", STYLES)
def test_the_paper_says_the_english_copy_letter_by_letter(style: Style, paper_mm: PaperMm) -> None:
    slip = a_slip(
        language="en", line=Line.GENERAL, code="A-007", ahead=0, low_min=0, high_min=10, copy=True
    )

    assert flowing(decode(style(slip, HEADS[paper_mm]))) == flowing(ENGLISH)


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("office", ["¿Ñandú?", "Güepsa, Ávila, ¡Ósculo!", "Íñigo É. Übú"])
def test_accents_and_signs_come_out_right(office: str, style: Style, paper_mm: PaperMm) -> None:
    job = style(a_slip(office=office), HEADS[paper_mm])

    assert flowing(f"Oficina {office}") in flowing(decode(job))


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("line", Line)
def test_a_job_holds_only_commands_that_printers_know(
    line: Line, style: Style, paper_mm: PaperMm
) -> None:
    sheet = read_sheet(style(a_slip(line=line), HEADS[paper_mm]))

    assert sheet.unknown == ()
    assert "[image" not in sheet.text


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("style", STYLES)
def test_a_job_begins_clean_and_ends_with_one_cut(style: Style, paper_mm: PaperMm) -> None:
    job = style(a_slip(), HEADS[paper_mm])

    sheet = read_sheet(job)

    assert job.startswith(b"\x1b@")
    assert sheet.cuts == 1
    assert sheet.lines[-1] == CUT


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("style", STYLES)
def test_no_picture_is_wider_than_the_print_head(style: Style, paper_mm: PaperMm) -> None:
    assert read_sheet(style(a_slip(), HEADS[paper_mm])).widest <= PAPERS[paper_mm].dots


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("language", ["es", "en"])
def test_no_typed_line_is_longer_than_the_paper(language: str, paper_mm: PaperMm) -> None:
    lines = read_sheet(escpos.typed(a_slip(language=language), HEADS[paper_mm])).lines

    typed = [line for line in lines if not line.startswith("[") and line != RULE]

    assert max(len(line) for line in typed) <= HEADS[paper_mm].columns


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("code", ["P-014", "A-1000"])
def test_a_typed_code_is_at_least_12_mm_high_and_fits(code: str, paper_mm: PaperMm) -> None:
    job = escpos.typed(a_slip(code=code), HEADS[paper_mm])

    size = re.search(rb"\x1d!(.)\x1bE\x01" + code.encode(), job, re.DOTALL)

    assert size is not None
    width, height = (size[1][0] >> 4) + 1, (size[1][0] & 0x0F) + 1
    capital_dots = 14  # of the 24 of a line: the lowest capitals of any printer's font A
    assert height * capital_dots / 8 >= 12
    assert width * len(code) <= HEADS[paper_mm].columns


def test_typed_letters_are_in_code_page_850() -> None:
    job = escpos.typed(a_slip(office="Ñandú ¿?"), HEADS[80])

    assert b"\x1bt\x02" in job
    assert "Ñandú ¿?".encode("cp850") in job


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("9:18\N{NO-BREAK SPACE}a.\N{NO-BREAK SPACE}m.", "9:18 a. m."),
        ("“5 €” – 3’…", '"5 EUR" - 3\'...'),
        ("ñ\N{COMBINING TILDE}", "ñ?"),
        ("Łódź", "?ódz"),
        ("中", "?"),
    ],
)
def test_what_a_code_page_lacks_is_typed_as_its_nearest(text: str, typed: str) -> None:
    assert escpos.printable(text) == typed


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_no_picture_spells_a_command_that_printers_obey_at_once(paper_mm: PaperMm) -> None:
    for code in ("A-001", "P-014", "P-999"):
        job = escpos.drawn(a_slip(code=code), HEADS[paper_mm])
        assert not re.search(rb"\x10[\x04\x05\x14]", job)


def test_dots_that_spell_a_power_off_are_taken_out() -> None:
    from PIL import Image  # noqa: PLC0415

    danger = b"\x10\x14\x02\x01\x08\x10\x04\x01"
    strip = Image.frombytes("1", (8 * len(danger), 1), danger)

    harmless = escpos._harmless(strip)

    assert harmless.tobytes() == bytes(0xFF ^ byte for byte in b"\x00\x14\x02\x01\x08\x00\x04\x01")


PROGRAM = """
import logging, os, sys, tempfile
os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = sys.argv[1]
before = tempfile.mkdtemp
from tests.printing.slips import a_slip
from core.printing.escpos import encode as escpos
from core.printing.escpos.models import HEADS
escpos.typed(a_slip(), HEADS[80])
assert "escpos.capabilities" in sys.modules
assert tempfile.mkdtemp is before
assert os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] == sys.argv[1]
print(logging.getLogger().handlers, logging.getLogger().level)
"""


def test_the_library_leaves_no_folder_behind_and_the_root_logger_alone(tmp_path: Path) -> None:
    temporary, shared = tmp_path / "temporary", tmp_path / "shared"
    temporary.mkdir()
    shared.mkdir()

    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(shared)],
        env={"TMPDIR": str(temporary), "TEMP": str(temporary), "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.stderr == ""
    assert answer.stdout == "[] 30\n"
    assert list(temporary.iterdir()) == []
    assert list(shared.iterdir()) == []


def test_windows_start_without_the_heavy_libraries() -> None:
    program = (
        "import core.printing.printers.open, sys; "
        "print(*{'PIL','escpos','qrcode','reportlab'} & set(sys.modules))"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == ""
