"""What a workbook holds, read back by another program's library."""

import io
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from core.language import Language
from core.qt.workshop.sample_report import report, samples
from core.reports.chart.chart import Chart, ChartKind, Series, SeriesRole
from core.reports.content import ReportContent
from core.reports.table import Column, Table
from core.reports.xlsx import report_xlsx
from tests.reports.chart.charts import a_chart
from tests.reports.tables import A_TABLE

SPANISH = Language.load("es")


def a_report(*parts: Any) -> ReportContent:
    sample = report()
    return ReportContent(sample.letterhead, sample.title, parts=parts)


def book_of(*parts: Any) -> Any:
    return load_workbook(io.BytesIO(report_xlsx(a_report(*parts), SPANISH)))


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def test_cells_are_of_their_types() -> None:
    sheet = book_of(A_TABLE)["Por semana"]

    cells = [cell.value for cell in sheet[4]]
    formats = [cell.number_format for cell in sheet[4]]
    assert cells == [
        *("40 (1 y 2)", 1199, 9.44, 0.85, timedelta(hours=26, minutes=5, seconds=9)),
        *(datetime.fromisoformat("2026-10-02"), datetime.fromisoformat("2026-10-02T15:58")),
    ]
    assert formats == [
        *("@", "#,##0", "#,##0.0", "0%", "[h]:mm:ss", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"),
    ]
    assert [cell.value for cell in sheet[5]][2:5] == [None, 0.716, None]
    assert sheet["D5"].number_format == '"▲ "0%'
    assert sheet["A6"].font.b
    assert sheet["A1"].value == "Por semana"


@pytest.mark.parametrize("text", ["=2+5", '=HYPERLINK("http://x")', "http://x", "+1", "@x"])
def test_no_text_is_a_formula_or_a_link(text: str) -> None:
    table = Table(text, (Column(text),), ((text,),), note=text)

    sheet = book_of(table).worksheets[1]

    found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.value for cell in found} == {text}
    assert {cell.data_type for cell in found} == {"s"}
    assert [cell for cell in found if cell.hyperlink] == []


def test_each_chart_is_native_and_says_its_sentence() -> None:
    data = report_xlsx(report(), SPANISH)

    drawn = [chart for chart in samples() if chart.kind is not ChartKind.HEAT]
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [name for name in file.namelist() if name.startswith("xl/charts/chart")]
        said = "".join(
            file.read(name).decode() for name in file.namelist() if "drawings/drawing" in name
        )
    assert len(names) == len(drawn)
    assert [chart.sentence for chart in drawn if f'descr="{chart.sentence}"' not in said] == []


def test_a_chart_is_drawn_of_the_cells_beside_it() -> None:
    values: tuple[float | None, ...] = (4, None, 5)
    data = report_xlsx(a_report(a_chart(ChartKind.LINES, values)), SPANISH)

    sheet = load_workbook(io.BytesIO(data)).worksheets[1]
    chart = member(data, "xl/charts/chart1.xml")
    assert [sheet.cell(row, 2).value for row in (4, 5, 6)] == [4, None, 5]
    assert "$B$4:$B$6" in chart
    assert "$A$4:$A$6" in chart


def test_long_and_like_titles_name_different_sheets() -> None:
    title = "Espera mediana por día / semana [todas las filas]"
    tables = [Table(title, (Column("a"),), ()) for _ in range(3)]

    names = book_of(*tables, Table("?", (), ())).sheetnames

    assert len(set(names)) == 5
    assert max(map(len, names)) <= 31


def test_a_chart_of_nothing_is_a_sheet_with_its_words() -> None:
    empty: Chart = a_chart(series=(Series("Hoy", SeriesRole.TODAY, ()),), labels=())

    sheet = book_of(empty).worksheets[1]

    assert sheet["A1"].value == "Espera por día (min)"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_xlsx(report(), SPANISH) == report_xlsx(report(), SPANISH)
