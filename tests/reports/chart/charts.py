"""Charts to draw, and how wide letters stand on paper."""

from core.language import Language
from core.reports.chart.chart import (
    Categories,
    Chart,
    ChartKind,
    Series,
    SeriesRole,
    TargetLine,
    ValueAxis,
)
from core.reports.chart.layout import Frame, lay_out
from core.reports.chart.marks import DrawnMark, Sizes
from core.reports.pdf.typeface import letters

SPANISH = Language.load("es")
SIZES = Sizes(text=3.03, title=4.4)


def a_chart(
    kind: ChartKind = ChartKind.BARS,
    values: tuple[float | None, ...] = (4, 7, 5),
    *,
    labels: tuple[str, ...] | None = None,
    series: tuple[Series, ...] = (),
    unit: str = "min",
    digits: int = 0,
    from_zero: bool = True,
    in_order: bool = True,
    groups: tuple[tuple[str, int], ...] = (),
    target: TargetLine | None = None,
    is_stacked: bool = False,
    title: str = "Espera por día",
    words: str = "",
) -> Chart:
    return Chart(
        title=title,
        kind=kind,
        sentence="La espera más larga fue la del día 2: 7 minutos.",
        categories=Categories(
            tuple(str(each) for each in range(1, len(values) + 1)) if labels is None else labels,
            "Día",
            groups,
            in_order=in_order,
        ),
        axis=ValueAxis(unit, digits, from_zero=from_zero),
        series=series or (Series("Mediana", SeriesRole.PLAIN, values),),
        target=target,
        words=words,
        is_stacked=is_stacked,
    )


def drawn(
    chart: Chart, width: float = 120, height: float = 60, reserved: float = 0
) -> tuple[DrawnMark, ...]:
    return lay_out(chart, Frame(width, height, reserved), SIZES, letters, SPANISH)
