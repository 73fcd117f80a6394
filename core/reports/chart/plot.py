"""The room between the axes: numbers at the left, categories below, a grid behind."""

from dataclasses import dataclass
from math import ceil

from core.language import Language
from core.reports.chart.chart import Chart
from core.reports.chart.marks import (
    ASCENT,
    DESCENT,
    DOTTED,
    LINE_STEP,
    LONG_DASHED,
    Bounds,
    Drawing,
    Ink,
    LineStroke,
)
from core.reports.chart.ticks import Ticks, ticks_for

MOST_TICKS = 5
TICK_STEP = 2.4  # of a letter's size: what two numbers above each other want
LABEL_GAP = 0.5  # of a letter's size, between two labels
GROUP_LINES = 1.3
LABEL_ABOVE = 0.65  # of a letter's size: clear of the number beside the base line


@dataclass(frozen=True, slots=True)
class Plot:
    """Where values and categories are: `area` in mm, `slot` mm for each category."""

    area: Bounds
    ticks: Ticks
    slot: float

    def x(self, index: float) -> float:
        """Return the middle of a category."""
        return self.area.left + (index + 0.5) * self.slot

    def y(self, value: float) -> float:
        share = min(1.0, max(0.0, self.ticks.share(value)))
        return self.area.bottom - share * self.area.height


def plot_in(drawing: Drawing, chart: Chart, room: Bounds, _: Language) -> Plot:
    """Draw the axes of `chart` into `room` and return the plot between them."""
    sizes, text = drawing.sizes, drawing.sizes.text
    labels = chart.categories.labels
    below = text * (LABEL_ABOVE + LINE_STEP)
    if any(name for name, _n in chart.categories.groups):
        below += text * GROUP_LINES
    top = room.top + text * 0.9
    bottom = max(room.bottom - below, top)
    at_most = max(1, min(MOST_TICKS, int((bottom - top) / (TICK_STEP * text))))
    ticks = ticks_of(chart, at_most)
    numbers = [f"{_.number(each, ticks.digits)}{chart.axis.suffix}" for each in ticks.values]
    left = min(room.left + drawing.widest(numbers) + text * 0.6, room.right)
    area = Bounds(left, top, max(left, room.right - text * 0.4), bottom)
    plot = Plot(area, ticks, area.width / max(1, len(labels)))
    for value, number in zip(ticks.values, numbers, strict=True):
        y = plot.y(value)
        is_base = value == (0 if ticks.low <= 0 <= ticks.high else ticks.low)
        ink, thick = (Ink.INK, sizes.edge) if is_base else (Ink.RULE, sizes.hair)
        drawing.line(LineStroke(((area.left, y), (area.right, y)), ink, thick))
        drawing.words(number, left - text * 0.6, y + text * 0.33, align=1.0)
    _separators(drawing, chart, plot)
    _labels(drawing, chart, plot)
    return plot


def ticks_of(chart: Chart, at_most: int) -> Ticks:
    """Return the numbers of the value axis: from 0, but for lines that may begin higher."""
    found = [value for value in _all_values(chart) if value is not None]
    if chart.target is not None:
        found.append(chart.target.value)
    if chart.axis.from_zero or chart.kind != "lines":
        found.append(0.0)
    return ticks_for(
        min(found),
        max(found),
        digits=chart.axis.digits,
        at_most=at_most,
        is_percent=chart.axis.unit == "%",
    )


def _all_values(chart: Chart) -> list[float | None]:
    values = [value for each in chart.series for value in (*each.values, *each.low)]
    if chart.is_stacked:
        values += [
            sum(value for value in column if value is not None and value > 0)
            for column in zip(*(each.values for each in chart.drawn), strict=True)
        ]
    return values


def draw_target(drawing: Drawing, chart: Chart, area: Bounds, y: float) -> None:
    """Draw the target across the plot; the legend names it."""
    if chart.target is not None:
        ends = ((area.left, y), (area.right, y))
        drawing.line(LineStroke(ends, Ink.TARGET, drawing.sizes.medium, LONG_DASHED))


def _separators(drawing: Drawing, chart: Chart, plot: Plot) -> None:
    text, start = drawing.sizes.text, 0
    for number, (name, size) in enumerate(chart.categories.groups):
        left, right = (plot.area.left + at * plot.slot for at in (start, start + size))
        if number:
            ends = ((left, plot.area.top), (left, plot.area.bottom + text * 2))
            drawing.line(LineStroke(ends, Ink.BAND_EDGE, drawing.sizes.hair, DOTTED))
        fitting = drawing.shortened(name, right - left - text * 0.1)
        y = plot.area.bottom + text * (LABEL_ABOVE + LINE_STEP + GROUP_LINES - 2 * DESCENT)
        drawing.words(fitting, (left + right) / 2, y, ink=Ink.INK, align=0.5)
        start += size


def _labels(drawing: Drawing, chart: Chart, plot: Plot) -> None:
    """Write as many labels as have room, evenly: each, or each second, third and so on."""
    text, labels = drawing.sizes.text, chart.categories.labels
    y = plot.area.bottom + text * (LABEL_ABOVE + ASCENT)
    most = plot.area.width / 2
    shown = [drawing.shortened(each, most) for each in labels]
    needed = drawing.widest(shown) + text * LABEL_GAP
    every = max(1, ceil(needed / plot.slot)) if plot.slot else len(labels)
    frame = drawing.frame
    for index in range(0, len(labels), every):
        half = drawing.width_of(shown[index]) / 2
        x = min(max(plot.x(index), frame.left + half), frame.right - half)
        drawing.words(shown[index], x, y, align=0.5)
