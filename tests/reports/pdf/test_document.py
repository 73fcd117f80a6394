"""What a report's PDF is to others: its outline, its words, the sentence of each picture."""

import re
import subprocess
from typing import Any

import pytest

from core.language import Language
from core.qt.workshop.sample_report import every_ticket, report, samples, short_table
from core.reports.content import Beside, Heading, Paragraph, ReportContent
from core.reports.pdf.document import report_pdf
from core.reports.table import Column, Missed, Table, said
from tests.reports.tables import A_TABLE

SPANISH = Language.load("es")


def poppler(program: str, pdf: bytes, *arguments: str) -> str:
    """Return what one of Poppler's programs, which know nothing of reportlab, says of a PDF."""
    answer = subprocess.run([program, *arguments, "-"], input=pdf, capture_output=True, check=True)
    assert answer.stderr == b""
    return answer.stdout.decode()


def a_pdf(*parts: Any) -> bytes:
    sample = report()
    content = ReportContent(sample.letterhead, sample.title, parts=parts, made=sample.made)
    return report_pdf(content, SPANISH)


def outline(pdf: bytes) -> list[str]:
    """Return the tags as they are nested, and their words."""
    lines = poppler("pdfinfo", pdf, "-struct-text").splitlines()
    return [
        re.sub(r" \((?:block|inline)\)|:$", "", line)
        for line in lines
        if not line.lstrip().startswith("/BBox")
    ]


def test_a_report_says_what_its_parts_are() -> None:
    table = Table("Una tabla", (Column("Día"), Column("n")), (("lunes", "3"),))

    found = outline(a_pdf(Heading("Esperas"), Paragraph("Fue un mes tranquilo."), table))

    assert found == [
        "Document",
        "  H1",
        '    "San Andrés, octubre de 2026"',
        "  H2",
        '    "Esperas"',
        "  P",
        '    "Fue un mes tranquilo."',
        "  H2",
        '    "Una tabla"',
        "  Table",
        "    THead",
        "      TR",
        "        TH",
        "           /Scope /Column",
        '          "Día"',
        "        TH",
        "           /Scope /Column",
        '          "n"',
        "    TBody",
        "      TR",
        "        TH",
        "           /Scope /Row",
        "          Span",
        '            "lunes"',
        "        TD",
        "          Span",
        '            "3"',
    ]


def test_each_picture_has_its_sentence() -> None:
    pdf = report_pdf(report(), SPANISH)

    alternatives = [each.encode("latin-1").decode("unicode_escape") for each in texts(pdf, "Alt")]
    alternatives = [each for each in alternatives if each != "fuera de la meta"]
    assert sorted(alternatives) == sorted(chart.sentence for chart in samples())
    assert outline(pdf).count("  Figure") == len(samples())


def texts(pdf: bytes, key: str) -> list[str]:
    """Return the texts that have `key` in the file, as they stand in it."""
    return re.findall(rf"/{key} \(((?:\\.|[^\\)])*)\)", pdf.decode("latin-1"))


def test_a_file_says_its_language_and_title() -> None:
    pdf = a_pdf()

    about = poppler("pdfinfo", pdf)
    assert "Tagged:          yes" in about
    assert "Informe mensual de atención al usuario: San Andrés, octubre de 2026" in about
    assert b"/Lang (es)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert b"pdfuaid" not in pdf


def test_every_page_has_the_company_s_box_which_is_not_read() -> None:
    pdf = a_pdf(every_ticket(120))

    words = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    pages = words.removesuffix("\f").split("\f")
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert "CÓDIGO: RG-GAC-00" in page
        assert f"PÁGINA {number} DE {len(pages)}" in page
        assert "turnos 2.0" in page
    assert "RG-GAC-00" not in "".join(outline(pdf))


def test_every_cell_of_a_table_is_in_its_text() -> None:
    table = every_ticket(120)

    found = "\n".join(outline(a_pdf(table)))

    for row in table.rows:
        for column, value, _ in table.cells(row):
            words = said(value, column, SPANISH).replace("\N{NO-BREAK SPACE}", " ")
            assert f'"{words}"' in found


def test_what_misses_its_target_is_heard() -> None:
    table = Table("x", A_TABLE.columns[2:4], ((1.0, Missed(71.6)), (2.0, 80.0)))

    pdf = a_pdf(table)

    assert texts(pdf, "Alt") == ["fuera de la meta"]
    found = outline(pdf)
    at = found.index("          Figure")
    assert found[at + 1 : at + 4] == ['            ""', "          Span", '            "72 %"']


@pytest.mark.parametrize("count", [0, 1, 2, 40, 41, 42])
def test_no_table_is_cut_and_none_leaves_its_page(count: int) -> None:
    pdf = a_pdf(every_ticket(count))

    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    words = re.findall(
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.]+)" yMax="([\d.]+)"', boxes
    )
    assert min(float(x) for x, _y, _r, _b in words) >= 47
    assert max(float(right) for _x, _y, right, _b in words) <= 549
    assert max(float(bottom) for _x, _y, _r, bottom in words) <= 820


def test_a_table_of_many_columns_has_room() -> None:
    columns = tuple(Column(f"Columna {number}") for number in range(18))
    table = Table("Ancha", columns, (tuple("1234567" for _ in columns),))

    pdf = a_pdf(table)

    assert outline(pdf).count("        TH") == 19


def test_a_table_too_long_to_stand_beside_a_chart_stands_below_it() -> None:
    long = Table("Larga", (Column("a"),), tuple((str(number),) for number in range(80)))

    found = "\n".join(outline(a_pdf(Beside(samples()[1], long))))

    assert '"79"' in found
    assert outline(a_pdf(Beside(samples()[1], short_table()))).count("  Table") == 1


def test_all_letters_are_inside_and_ours() -> None:
    fonts = poppler("pdffonts", report_pdf(report(), SPANISH)).splitlines()[2:]

    assert {line.split()[0].partition("+")[2] for line in fonts} <= {
        "AtkinsonHyperlegibleNext-Regular",
        "AtkinsonHyperlegibleNext-SemiBold",
        "AtkinsonHyperlegibleNext-Bold",
    } | {"AtkinsonHyperlegibleNext"}
    assert all(line.split()[-5:-2].count("yes") >= 2 for line in fonts)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_pdf(report(), SPANISH) == report_pdf(report(), SPANISH)
