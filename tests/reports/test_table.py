import csv
import io

import pytest

from core.language import Language
from core.reports.plain_table import Csv, table_csv, table_text
from core.reports.table import Column, Table, harmless
from tests.reports.tables import A_TABLE

SPANISH = Language.load("es")


def test_a_terminal_shows_a_table_as_a_person_reads_it() -> None:
    lines = table_text(A_TABLE, SPANISH).splitlines()

    assert lines[0] == "Por semana"
    assert lines[4].split("  ")[0] == "40 (1 y 2)"
    for words in ("1.199", "9,4", "85\N{NO-BREAK SPACE}%", "26:05:09", "02/10/2026"):
        assert words in lines[4]
    assert "! 72" in lines[5]
    assert lines[5].count("–") == 4
    assert lines[7].startswith("Octubre")
    assert lines[-1] == A_TABLE.note
    assert len({len(line) for line in lines[2:8]}) <= 2


def test_other_programs_get_numbers_with_a_point_and_iso_dates() -> None:
    rows = list(csv.reader(io.StringIO(table_csv(A_TABLE))))

    assert rows[1] == [
        *("40 (1 y 2)", "1199", "9.44", "85.00"),
        *("26:05:09", "2026-10-02", "2026-10-02T15:58:00+00:00"),
    ]
    assert rows[2] == ["'=2+5", "3", "", "71.60", "", "", ""]
    assert len(rows) == 4


def test_excel_in_spanish_gets_semicolons_decimal_commas_and_a_byte_order_mark() -> None:
    text = table_csv(A_TABLE, Csv.EXCEL)

    assert text.startswith("\ufeffSemana;Emitidos;")
    assert text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1] == [
        *("40 (1 y 2)", "1199", "9,44", "85,00%"),
        *("26:05:09", "02/10/2026", "02/10/2026 15:58:00"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_text_is_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    table = Table(text, (Column(text),), ((text,),))
    for flavour in Csv:
        rows = list(csv.reader(io.StringIO(table_csv(table, flavour).lstrip("\ufeff"), newline="")))
        shown = f"'{text}".replace("\r", " ")
        assert rows == [[shown], [shown]]


def test_a_negative_number_stays_a_number() -> None:
    table = Table("", (Column("x"),), ((-1.5,),))

    assert table_csv(table).splitlines()[1] == "-1.50"


def test_a_row_that_lacks_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="has not 2 cells"):
        Table("x", (Column("a"), Column("b")), (("only",),))
