"""A report as a workbook for Excel: typed cells, native charts, and no text that is a formula.

A sheet a table, and a sheet a chart with its table beside it, so that its figures can be had.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from core.language import Language
from core.reports.chart.chart import Chart, ChartKind, Series, SeriesRole, chart_table
from core.reports.chart.inks import PAPER_INKS, STYLES
from core.reports.chart.marks import HEAT, Ink
from core.reports.chart.plot import ticks_of
from core.reports.content import Beside, KeyFigures, ReportContent, Verdict
from core.reports.table import CellKind, Column, Plain, Table
from core.whole import whole

if TYPE_CHECKING:
    from xlsxwriter import Workbook

LONGEST_NAME = 31  # of a sheet, in Excel
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
FONT = "Calibri"  # ours is on no other computer
FIRST_ROW = 2  # below the title
WIDEST, NARROWEST = 46, 9  # of a column, in letters
CHART_PX = (880, 420)
A4 = 9  # as Excel counts papers
UPRIGHT = 5  # columns that an upright page has room for
FORMATS = whole(
    CellKind,
    {
        CellKind.TEXT: "@",
        CellKind.COUNT: "#,##0",
        CellKind.NUMBER: "#,##0",
        CellKind.PERCENT: "0",
        CellKind.DURATION: "[h]:mm:ss",
        CellKind.DATE: "dd/mm/yyyy",
        CellKind.MOMENT: "dd/mm/yyyy hh:mm",  # unsaid: a format of Excel
    },
)
"""Excel writes them with the commas of its own language."""
MISSED = "▲"
_DAY = timedelta(days=1)


def report_xlsx(report: ReportContent, _: Language) -> bytes:
    """Return the workbook; the same report gives the same bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only for a workbook

    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        head = report.letterhead
        book.set_properties(
            {
                "title": f"{head.title}: {report.title}",
                "company": head.company,
                "created": datetime(head.on.year, head.on.month, head.on.day),  # noqa: DTZ001 - Excel has no zones
            }
        )
        writer = _Writer(book, _)
        writer.first_sheet(report)
        for part in _parts(report):
            if isinstance(part, Chart):
                writer.chart(part)
            else:
                writer.table(part)
    return file.getvalue()


def _parts(report: ReportContent) -> Iterator[Chart | Table]:
    for part in report.parts:
        if isinstance(part, Beside):
            yield part.left
            yield part.right
        elif isinstance(part, Chart | Table):
            yield part


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table's cells are: the sheet's name, the row below the heads, and how many rows."""

    sheet: str
    first: int
    count: int

    def column(self, number: int) -> list[Any]:
        """Return a column's cells as XlsxWriter has them."""
        return [self.sheet, self.first, number, self.first + self.count - 1, number]

    def head(self, number: int) -> list[Any]:
        return [self.sheet, self.first - 1, number]


class _Writer:
    def __init__(self, book: "Workbook", _: Language) -> None:
        self._book = book
        self._language = _
        self._names: set[str] = set()
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def first_sheet(self, report: ReportContent) -> None:
        """Write what the report is, its figures by themselves, and the definitions."""
        sheet = self._sheet(report.title)
        sheet.set_column(0, 0, WIDEST)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 2 * WIDEST)
        head = report.letterhead
        sheet.write_string(0, 0, report.title, self._format(bold=True, font_size=16))
        row = 1
        for line in (report.subtitle, f"{head.company} · {head.process} · {head.title}"):
            sheet.write_string(row, 0, line)
            row += 1
        sheet.write_string(row, 0, f"{head.code} · {head.version}")
        sheet.write_datetime(row, 1, _midnight(head.on), self._format(num_format="dd/mm/yyyy"))
        row += 2
        wrapped = self._format(text_wrap=True, valign="top")
        for part in report.parts:
            if not isinstance(part, KeyFigures):
                continue
            for figure in part.figures:
                mark = f"{MISSED} " if figure.verdict is Verdict.MISSED else ""
                sheet.write_string(row, 0, figure.name, self._format(bold=True))
                sheet.write_string(row, 1, f"{mark}{figure.value} {figure.unit}".strip())
                sheet.write_string(row, 2, " · ".join(figure.notes))
                row += 1
            row += 1
        for each in (*report.definitions,):
            sheet.merge_range(row, 0, row, 2, "", wrapped)
            sheet.write_string(row, 0, each.text, wrapped)
            sheet.set_row(row, 15 * (1 + len(each.text) // 120))
            row += 1
        if report.made:
            sheet.write_string(row + 1, 0, report.made)
        self._to_print(sheet, is_wide=True)

    def table(self, table: Table) -> None:
        sheet = self._sheet(table.title)
        place = self._cells(sheet, table)
        sheet.freeze_panes(FIRST_ROW + 1, 1)
        sheet.repeat_rows(FIRST_ROW)
        if table.rows:
            last = place.first + len(table.rows) - 1
            sheet.autofilter(place.first - 1, 0, last, len(table.columns) - 1)
        self._to_print(sheet, is_wide=len(table.columns) > UPRIGHT)

    def chart(self, chart: Chart) -> None:
        """Write a chart's table, and beside it the chart that Excel draws of it."""
        sheet = self._sheet(chart.title)
        table = _with_target(chart, chart_table(chart, self._language))
        place = self._cells(sheet, table)
        self._to_print(sheet, is_wide=True)
        if not place.count or not chart.has_values:
            return
        if chart.kind is ChartKind.HEAT:
            self._shade(sheet, place, len(table.columns))
            return
        drawn = self._drawn(chart, place)
        column = len(table.columns) + 1
        options = {"description": chart.sentence, "object_position": 2}
        sheet.insert_chart(FIRST_ROW, column, drawn, options)

    def _sheet(self, title: str) -> Any:
        """Return a new sheet, named as nearly as Excel lets it be."""
        plain = " ".join(title.translate(FORBIDDEN).split()).strip("'") or "-"
        name, number = plain[:LONGEST_NAME].rstrip(), 1
        while name.lower() in self._names:
            number += 1
            behind = f" ({number})"
            name = f"{plain[: LONGEST_NAME - len(behind)].rstrip()}{behind}"
        self._names.add(name.lower())
        return self._book.add_worksheet(name)

    def _format(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": FONT, **wanted})
        return self._formats[key]

    def _cells(self, sheet: Any, table: Table) -> _Place:
        sheet.write_string(0, 0, table.title, self._format(bold=True, font_size=14))
        widths = [_width(column.name) for column in table.columns]
        for number, column in enumerate(table.columns):
            head = self._format(
                bold=True, text_wrap=True, valign="bottom", bottom=1, align=_align(column)
            )
            sheet.write_string(FIRST_ROW, number, column.name, head)
        for number, row in enumerate(table.lines, FIRST_ROW + 1):
            is_total = number - FIRST_ROW > len(table.rows)
            for index, (column, value, is_missed) in enumerate(table.cells(row)):
                self._cell(sheet, (number, index), value, column, (is_total, is_missed))
                if column.is_text and isinstance(value, str):
                    widths[index] = max(widths[index], min(WIDEST, len(value) + 2))
                elif column.kind is CellKind.MOMENT:
                    widths[index] = max(widths[index], 18)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        if table.note:
            note = self._format(italic=True, font_color=PAPER_INKS[Ink.INK2])
            sheet.write_string(FIRST_ROW + len(table.lines) + 2, 0, table.note, note)
        return _Place(sheet.get_name(), FIRST_ROW + 1, len(table.rows))

    def _cell(
        self,
        sheet: Any,
        at: tuple[int, int],
        value: Plain,
        column: Column,
        marks: tuple[bool, bool],
    ) -> None:
        """Write a typed cell; `marks`: whether it is in the total, and misses its target."""
        is_total, is_missed = marks
        wanted: dict[str, Any] = {"num_format": _number_format(column), "align": _align(column)}
        if is_total:
            wanted |= {"bold": True, "top": 1, "bg_color": "#F2ECDE"}
        if is_missed:
            wanted |= {"bold": True, "font_color": PAPER_INKS[Ink.TARGET]}
            wanted["num_format"] = f'"{MISSED} "{wanted["num_format"]}'
        cell = self._format(**wanted)
        match value:
            case None:
                sheet.write_blank(*at, None, cell)
            case str():
                sheet.write_string(*at, value, cell)
            case timedelta():
                sheet.write_number(*at, value / _DAY, cell)
            case datetime():
                sheet.write_datetime(*at, value.replace(tzinfo=None), cell)
            case date():
                sheet.write_datetime(*at, _midnight(value), cell)
            case _ if column.kind is CellKind.PERCENT:
                sheet.write_number(*at, value / 100, cell)
            case _:
                sheet.write_number(*at, value, cell)

    def _to_print(self, sheet: Any, *, is_wide: bool) -> None:
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        if is_wide:
            sheet.set_landscape()

    def _shade(self, sheet: Any, place: _Place, columns: int) -> None:
        scale = {
            "type": "3_color_scale",
            "min_color": PAPER_INKS[HEAT[0]],
            "mid_color": PAPER_INKS[HEAT[2]],
            "max_color": PAPER_INKS[HEAT[3]],  # darker, and the number could not be read
        }
        last = place.first + place.count - 1
        sheet.conditional_format(place.first, 1, last, columns - 1, scale)

    def _drawn(self, chart: Chart, place: _Place) -> Any:
        is_line = chart.kind is ChartKind.LINES
        is_lying = chart.kind is ChartKind.BARS and not chart.categories.in_order
        kind = "line" if is_line else "bar" if is_lying else "column"
        stacked = {"subtype": "stacked"} if chart.is_stacked and not is_line else {}
        drawn = self._book.add_chart({"type": kind, **stacked})
        lines = self._book.add_chart({"type": "line"})
        column = 1
        for series in chart.series:
            for number in range(2 if series.low else 1):
                entry = self._series(series, place, column + number, is_line=is_line)
                is_band = series.role is SeriesRole.BAND
                (lines if is_band and kind == "column" else drawn).add_series(entry)
            column += 2 if series.low else 1
        if chart.target is not None and not is_lying:
            target = {
                "name": place.head(column),
                "categories": place.column(0),
                "values": place.column(column),
                "line": {"color": PAPER_INKS[Ink.TARGET], "width": 2, "dash_type": "dash"},
                "marker": {"type": "none"},
            }
            (drawn if is_line else lines).add_series(target)
        if lines.series:
            drawn.combine(lines)
        self._dress(drawn, chart, is_lying=is_lying)
        return drawn

    def _series(
        self, series: Series, place: _Place, column: int, *, is_line: bool
    ) -> dict[str, Any]:
        style = STYLES[series.role]
        entry: dict[str, Any] = {
            "name": place.head(column),
            "categories": place.column(0),
            "values": place.column(column),
            "gap": 50,
        }
        is_band = series.role is SeriesRole.BAND
        if is_line or is_band:
            width = 1 if is_band else 3.5 if style.is_thick else 2.25
            dash = {"dash_type": "dash"} if style.dash else {}
            entry["line"] = {"color": PAPER_INKS[style.line], "width": width, **dash}
            form = "none" if is_band or style.dash else "square" if style.is_square else "circle"
            entry["marker"] = {
                "type": form,
                "size": 7,
                "fill": {"color": PAPER_INKS[Ink.SUN if style.is_square else style.line]},
                "border": {"color": PAPER_INKS[style.line]},
            }
            entry.pop("gap")
            if is_band and not is_line:  # above a bar: its end alone
                ink = {"color": PAPER_INKS[Ink.INK]}
                entry["line"] = {"none": True}
                entry["marker"] = {"type": "long_dash", "size": 9, "fill": ink, "border": ink}
        else:
            entry["fill"] = {"color": PAPER_INKS[style.fill]}
            entry["border"] = {"color": PAPER_INKS[style.edge], "width": 1}
        return entry

    def _dress(self, drawn: Any, chart: Chart, *, is_lying: bool) -> None:
        about = " · ".join(each for each in (chart.title, chart.words) if each)
        drawn.set_title({"name": about, "overlay": False, "name_font": {"size": 14}})
        unit = "" if chart.axis.unit == "%" else chart.axis.unit
        number = _number_format(
            Column("", CellKind.PERCENT if chart.axis.unit == "%" else CellKind.NUMBER, 0)
        )
        rule = {"visible": True, "line": {"color": PAPER_INKS[Ink.RULE], "width": 0.75}}
        values: dict[str, Any] = {"name": unit, "num_format": number, "major_gridlines": rule}
        ticks, whole = ticks_of(chart, 5), 100 if chart.axis.unit == "%" else 1
        values |= {"min": ticks.low / whole, "max": ticks.high / whole}
        categories: dict[str, Any] = {"name": chart.categories.name}
        if is_lying:  # Excel counts from below
            categories |= {"reverse": True, "crossing": "max"}
        across, up = (values, categories) if is_lying else (categories, values)
        drawn.set_x_axis(across)
        drawn.set_y_axis(up)
        if len(chart.series) > 1 or chart.target is not None:
            drawn.set_legend({"position": "top"})
        else:
            drawn.set_legend({"none": True})
        drawn.show_blanks_as("gap")
        drawn.set_size({"width": CHART_PX[0], "height": CHART_PX[1]})


def _with_target(chart: Chart, table: Table) -> Table:
    """Return a chart's table with its target as the last column: Excel draws what is in cells."""
    if chart.target is None or chart.kind is ChartKind.HEAT:
        return table
    named = Column(chart.target.words, table.columns[-1].kind, table.columns[-1].digits)
    rows = tuple((*row, chart.target.value) for row in table.rows)
    return replace(table, columns=(*table.columns, named), rows=rows, note=chart.sentence)


def _number_format(column: Column) -> str:
    decimals = f".{'0' * column.decimals}" if column.decimals else ""
    if column.kind is CellKind.PERCENT:
        return f"{FORMATS[column.kind]}{decimals}%"
    if column.kind is CellKind.NUMBER:
        return f"{FORMATS[column.kind]}{decimals}"
    return FORMATS[column.kind]


def _align(column: Column) -> str:
    return "left" if column.is_text else "right"


def _width(name: str) -> int:
    """Return how wide a column is for its head, which stands on two lines."""
    longest = max(map(len, name.split(" ")), default=0)
    return min(WIDEST, max(NARROWEST, longest + 3, len(name) // 2 + 3))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - Excel has no zones
