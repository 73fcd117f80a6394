"""A table as plain text and as CSV: for other programs, or for Excel in Spanish."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.language import Language
from core.reports.table import CellKind, Column, Plain, Table, TableRow, harmless, hours, said

BOM = "\ufeff"
GAP = "  "
MISSED = "! "


class Csv(StrEnum):
    """Who reads it. `PLAIN`: any program, as RFC 4180 and ISO 8601 have it. `EXCEL`: Excel in
    Spanish, which wants semicolons, decimal commas and a byte order mark.
    """

    PLAIN = "plain"
    EXCEL = "excel"


def table_text(table: Table, _: Language) -> str:
    """Return the table as a terminal shows it: texts to the left, numbers to the right."""
    heads = [column.name for column in table.columns]
    rows = [_texts(table, row, _) for row in table.rows]
    last = [] if table.total is None else [_texts(table, table.total, _)]
    widths = [max(map(len, column)) for column in zip(heads, *rows, *last, strict=True)]
    rule = GAP.join("-" * width for width in widths)

    def line(cells: list[str]) -> str:
        placed = (
            cell.ljust(width) if column.is_text else cell.rjust(width)
            for cell, width, column in zip(cells, widths, table.columns, strict=True)
        )
        return GAP.join(placed).rstrip()

    lines = [table.title, "", line(heads), rule, *map(line, rows)]
    if last:
        lines += [rule, *map(line, last)]
    if table.note:
        lines += ["", table.note]
    return "\n".join(lines)


def table_csv(table: Table, flavour: Csv = Csv.PLAIN) -> str:
    """Return the table as CSV, its title and note left out; `harmless` to any spreadsheet.

    Encode it as UTF-8; Excel's has a byte order mark before it already.
    """
    out = io.StringIO()
    is_excel = flavour is Csv.EXCEL
    write = _excel if is_excel else _plain
    writer = csv.writer(
        out, delimiter=";" if is_excel else ",", lineterminator="\r\n" if is_excel else "\n"
    )
    writer.writerow([_one_line(column.name) for column in table.columns])
    for row in table.lines:
        writer.writerow(_csv_row(table, row, write))
    return f"{BOM}{out.getvalue()}" if is_excel else out.getvalue()


def _texts(table: Table, row: TableRow, _: Language) -> list[str]:
    return [
        f"{MISSED if is_missed else ''}{said(value, column, _)}"
        for column, value, is_missed in table.cells(row)
    ]


def _csv_row(table: Table, row: TableRow, write: Callable[[Plain, Column], str]) -> list[str]:
    return [
        _one_line(value) if isinstance(value, str) else write(value, column)
        for column, value, _ in table.cells(row)
    ]


def _one_line(text: str) -> str:
    """Return a text as a cell: before Python 3.13 a line ending may stand in no quotes."""
    return " ".join(harmless(text).splitlines())


def _plain(value: Plain, column: Column) -> str:
    match value:
        case None:
            return ""
        case timedelta():
            return hours(value)
        case date():
            return value.isoformat()
        case float():
            return f"{value:.{max(2, column.decimals)}f}"
    return str(value)


def _excel(value: Plain, column: Column) -> str:
    match value:
        case datetime():
            return f"{value:%d/%m/%Y %H:%M:%S}"
        case date():
            return f"{value:%d/%m/%Y}"
        case int() | float() if column.kind is CellKind.PERCENT:
            return f"{_comma(value, max(2, column.decimals))}%"
        case float():
            return _comma(value, max(2, column.decimals))
    return _plain(value, column)


def _comma(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
