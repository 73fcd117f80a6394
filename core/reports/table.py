"""A table as a value: what text, CSV, XLSX, PDF and a window's table all show.

Names and words stand in it as they are read; its cells are typed, and each way out writes them as
its readers expect.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.errors import N_
from core.language import Language
from core.whole import whole

NBSP = "\N{NO-BREAK SPACE}"
NOT_GIVEN = "–"
OUT_OF_TARGET = N_("out of target")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class CellKind(StrEnum):
    """What a column holds, and in which type of Python."""

    TEXT = "text"  # str
    COUNT = "count"  # int
    NUMBER = "number"  # float, of one decimal
    PERCENT = "percent"  # float, of a hundred
    DURATION = "duration"  # timedelta
    DATE = "date"  # date
    MOMENT = "moment"  # datetime in the office's own time


DECIMALS = whole(
    CellKind,
    {CellKind.COUNT: 0, CellKind.NUMBER: 1, CellKind.PERCENT: 0},
    but={CellKind.TEXT, CellKind.DURATION, CellKind.DATE, CellKind.MOMENT},
)
Plain = str | int | float | date | datetime | timedelta | None


@dataclass(frozen=True, slots=True)
class Missed:
    """A value beside a target that it misses: shown with a mark, never by colour alone."""

    value: Plain


TableCell = Plain | Missed
TableRow = tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name with the unit, what it holds, and a number's decimals where not usual."""

    name: str
    kind: CellKind = CellKind.TEXT
    digits: int | None = None

    @property
    def is_text(self) -> bool:
        return self.kind is CellKind.TEXT

    @property
    def decimals(self) -> int:
        """How many decimals its numbers have."""
        return DECIMALS.get(self.kind, 0) if self.digits is None else self.digits


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below the names of their columns; `total` is the last, strong one; `note` is below.

    A cell that is None was not given: too few, or nothing of the kind.

    Raises:
        ValueError: a row has not as many cells as there are columns.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    total: TableRow | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.lines):
            raise ValueError(f"a row of {self.title!r} has not {len(self.columns)} cells")

    @property
    def lines(self) -> tuple[TableRow, ...]:
        """The rows, and the total where there is one."""
        return self.rows if self.total is None else (*self.rows, self.total)

    def cells(self, row: TableRow) -> Iterator[tuple[Column, Plain, bool]]:
        """Yield each cell's column, its value, and whether it misses a target."""
        for column, cell in zip(self.columns, row, strict=True):
            if isinstance(cell, Missed):
                yield column, cell.value, True
            else:
                yield column, cell, False


def said(value: Plain, column: Column, _: Language) -> str:
    """Return a cell as a person reads it: `2.311`, `78 %`, `1:02:05`, `23/11/2026`, `–`."""
    match value:
        case None:
            return NOT_GIVEN
        case str():
            return value
        case timedelta():
            return hours(value)
        case datetime():
            return f"{_.date(value.date())} {_.clock(value)}"
        case date():
            return _.date(value)
    number = _.number(value, column.decimals)
    return f"{number}{NBSP}%" if column.kind is CellKind.PERCENT else number


def hours(length: timedelta) -> str:
    """Return a length of time in whole seconds: `26:05:09` are more than a day."""
    seconds = round(length.total_seconds())
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, which would be run."""
    return f"'{text}" if text.startswith(_FORMULA) else text
