"""Lines over a band: what is usual is dashed, today is thick and ends in a hollow point."""

from collections.abc import Iterator, Sequence

from core.language import Language
from core.reports.chart.chart import Chart, Series, SeriesRole
from core.reports.chart.inks import STYLES, SeriesStyle
from core.reports.chart.marks import Bounds, BoxMark, Drawing, Ink, LineStroke, Point
from core.reports.chart.plot import Plot, draw_target, plot_in

MOST_POINTS = 40  # with a mark at each
MOST_NUMBERS = 8  # with its number at each
PLACES = {False: ((0, -0.65), (0, 1.2)), True: ((0.9, -0.5), (0, -0.65), (0, 1.2))}
"""Where a number may stand beside its point, in sizes of a letter; True: the last of today."""
POINT = 0.3  # of a letter's size: a mark's radius


def draw_lines(drawing: Drawing, chart: Chart, room: Bounds, _: Language) -> None:
    """Draw bands first, then the target, then what is usual, then the rest."""
    plot = plot_in(drawing, chart, room, _)
    for band in chart.bands:
        _band(drawing, plot, band)
    draw_target(drawing, chart, plot.area, plot.y(chart.target.value) if chart.target else 0)
    dashed_first = sorted(chart.drawn, key=lambda each: not STYLES[each.role].dash)
    for series in dashed_first:
        _line(drawing, plot, series)
    _numbers(drawing, plot, chart, _)


def draw_point(
    drawing: Drawing, x: float, y: float, style: SeriesStyle, *, is_hollow: bool = False
) -> None:
    """Draw the mark of one value: round or square, hollow at the last."""
    sizes = drawing.sizes
    half = sizes.text * POINT * (1.25 if is_hollow else 1.0)
    fill = Ink.GROUND if is_hollow else Ink.SUN if style.is_square else style.line
    thick = sizes.medium if is_hollow else sizes.edge
    drawing.box(
        BoxMark(
            x - half,
            y - half,
            2 * half,
            2 * half,
            fill,
            style.line,
            thick,
            0.0 if style.is_square else half,
        )
    )


def runs(places: Sequence[Point | None]) -> Iterator[list[Point]]:
    """Yield what stands in a row without a gap."""
    run: list[Point] = []
    for each in (*places, None):
        if each is not None:
            run.append(each)
        elif run:
            yield run
            run = []


def _band(drawing: Drawing, plot: Plot, band: Series) -> None:
    low = band.low or (plot.ticks.low,) * len(band.values)
    pairs = [
        None if bottom is None or top is None else (plot.x(index), plot.y(bottom), plot.y(top))
        for index, (bottom, top) in enumerate(zip(low, band.values, strict=True))
    ]
    tops = runs([None if each is None else (each[0], each[2]) for each in pairs])
    bottoms = runs([None if each is None else (each[0], each[1]) for each in pairs])
    for above, below in zip(tops, bottoms, strict=True):
        upper, lower = _widened(above, plot.slot), _widened(below, plot.slot)
        area = (*upper, *reversed(lower))
        drawing.line(LineStroke(area, None, 0.0, fill=Ink.BAND))
        for edge in (upper, lower):
            drawing.line(LineStroke(tuple(edge), Ink.BAND_EDGE, drawing.sizes.hair))


def _widened(points: list[Point], slot: float) -> list[Point]:
    """Return `points`, or for a single one a short stretch: an area has a width."""
    if len(points) > 1:
        return points
    return [(x + side * slot / 4, y) for x, y in points for side in (-1, 1)]


def _places(plot: Plot, series: Series) -> list[Point | None]:
    return [
        None if value is None else (plot.x(index), plot.y(value))
        for index, value in enumerate(series.values)
    ]


def _line(drawing: Drawing, plot: Plot, series: Series) -> None:
    style, sizes = STYLES[series.role], drawing.sizes
    places = _places(plot, series)
    thick = sizes.thick if style.is_thick else sizes.medium
    for run in runs(places):
        drawing.line(LineStroke(tuple(run), style.line, thick, style.dash))
    there = [each for each in places if each is not None]
    alone = [run[0] for run in runs(places) if len(run) == 1]
    is_few = len(there) <= MOST_POINTS and not style.dash
    for x, y in there if is_few else alone:
        draw_point(drawing, x, y, style)
    if series.role is SeriesRole.TODAY and there:
        draw_point(drawing, *there[-1], style, is_hollow=True)


def _numbers(drawing: Drawing, plot: Plot, chart: Chart, _: Language) -> None:
    """Write what has room: the last value of today, and each value where there are few."""
    text = drawing.sizes.text
    marks: list[Bounds] = []
    for series in chart.drawn:
        half = text * POINT
        marks += [
            Bounds(x - half, y - half, x + half, y + half)
            for place in _places(plot, series)
            if place is not None
            for x, y in (place,)
        ]
    for series in chart.drawn:
        if series.role is SeriesRole.USUAL:
            continue
        there = [index for index, value in enumerate(series.values) if value is not None]
        chosen = there if len(there) <= MOST_NUMBERS and not chart.bands else there[-1:]
        for index in chosen if series.role is SeriesRole.TODAY or chosen is there else ():
            value = series.values[index]
            assert value is not None  # `there` says so
            words = f"{_.number(value, chart.axis.digits)}"
            x, y = plot.x(index), plot.y(value)
            for aside, down in PLACES[series.role is SeriesRole.TODAY]:
                if drawing.words(
                    words,
                    x + aside * text,
                    y + down * text,
                    ink=Ink.INK,
                    is_bold=True,
                    align=0.5,
                    beside=marks,
                ):
                    break
