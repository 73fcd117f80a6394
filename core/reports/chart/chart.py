"""What a chart shows, as a value: no colours, no millimetres, no toolkit.

Its words stand in it as they are read. `sentence` is what somebody who leads would say of it: the
alternative text of the picture, on screen and on paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.errors import N_
from core.language import Language
from core.reports.table import CellKind, Column, Table, TableRow

Values = tuple[float | None, ...]


class ChartKind(StrEnum):
    BARS = "bars"  # of categories in an order stand, of names lie
    LINES = "lines"
    HEAT = "heat"  # a row a series, the number in each cell


class SeriesRole(StrEnum):
    """What a series is, and so how it is drawn."""

    TODAY = "today"  # or the case asked about
    USUAL = "usual"  # or as it was
    BAND = "band"  # from `low` to `values`; on bars, from a bar's end to `values`
    GENERAL = "general"
    PREFERENTIAL = "preferential"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Series:
    """A value for each category; None where there is none. `low` is of a band alone."""

    name: str
    role: SeriesRole
    values: Values
    low: Values = ()


@dataclass(frozen=True, slots=True)
class Categories:
    """What stands along the chart: its labels, and what they are (`Semana`, `Hora`).

    `groups`: a name and how many categories in a row it is over. Categories that are not
    `in_order` are names, not days or hours: none of them may be left out.
    """

    labels: tuple[str, ...]
    name: str = ""
    groups: tuple[tuple[str, int], ...] = ()
    in_order: bool = True


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """What the values are measured in. Lines may begin above 0 where not `from_zero`."""

    unit: str = ""
    digits: int = 0
    from_zero: bool = True

    @property
    def suffix(self) -> str:
        """What stands behind each number of the axis; another unit is said once."""
        return "\N{NO-BREAK SPACE}%" if self.unit == "%" else ""


@dataclass(frozen=True, slots=True)
class TargetLine:
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title, a few `words` beside that, and its sentence.

    Bars of several series stand beside each other, or upon each other where `is_stacked`.

    Raises:
        ValueError: a series has not as many values as there are categories.
    """

    title: str
    kind: ChartKind
    sentence: str
    categories: Categories
    axis: ValueAxis
    series: tuple[Series, ...]
    target: TargetLine | None = None
    words: str = ""
    is_stacked: bool = False

    def __post_init__(self) -> None:
        count = len(self.categories.labels)
        for each in self.series:
            if len(each.values) != count or len(each.low) not in {0, count}:
                raise ValueError(f"{each.name!r} of {self.title!r} has not {count} values")
        if sum(size for _, size in self.categories.groups) not in {0, count}:
            raise ValueError(f"the groups of {self.title!r} are not over {count} categories")

    @property
    def drawn(self) -> tuple[Series, ...]:
        """The series that are no band."""
        return tuple(each for each in self.series if each.role is not SeriesRole.BAND)

    @property
    def bands(self) -> tuple[Series, ...]:
        return tuple(each for each in self.series if each.role is SeriesRole.BAND)

    @property
    def has_values(self) -> bool:
        return any(value is not None for each in self.series for value in each.values)


def chart_table(chart: Chart, _: Language) -> Table:
    """Return the table of a chart: a row a category, a column a series; of heat, as it stands."""
    kind = CellKind.PERCENT if chart.axis.unit == "%" else CellKind.NUMBER
    digits = chart.axis.digits
    unit = "" if chart.axis.unit in {"", "%"} else f" ({chart.axis.unit})"
    title = f"{chart.title}{unit}"
    note = chart.sentence if chart.target is None else f"{chart.sentence} · {chart.target.words}"
    first = Column(chart.categories.name)
    if chart.kind is ChartKind.HEAT:
        columns = (first, *(Column(label, kind, digits) for label in chart.categories.labels))
        rows = tuple((each.name, *each.values) for each in chart.series)
        return Table(title, columns, rows, note=note)
    named = tuple(_columns_of(chart, _))
    columns = (first, *(Column(name, kind, digits) for name, _values in named))
    rows_: list[TableRow] = [
        (label, *(values[index] for _name, values in named))
        for index, label in enumerate(chart.categories.labels)
    ]
    return Table(title, columns, tuple(rows_), note=note)


def _columns_of(chart: Chart, _: Language) -> Iterator[tuple[str, Values]]:
    for each in chart.series:
        if each.low:
            yield _(FROM, name=each.name), each.low
            yield _(TO, name=each.name), each.values
        else:
            yield each.name, each.values


FROM, TO = N_("{name}, from"), N_("{name}, to")
