"""Bars: of what is in an order they stand, of names they lie, each with its number."""

from core.language import Language
from core.reports.chart.chart import Chart, Series
from core.reports.chart.inks import STYLES
from core.reports.chart.marks import ASCENT, LONG_DASHED, Bounds, BoxMark, Drawing, Ink, LineStroke
from core.reports.chart.plot import Plot, draw_target, plot_in, ticks_of

BAR_SHARE = 0.66  # of a category's room
WIDEST_BAR = 5.0  # in sizes of a letter
LONGEST_NAME = 0.4  # of a lying chart's width
NAME_LINES = 2


def draw_bars(drawing: Drawing, chart: Chart, room: Bounds, _: Language) -> None:
    """Draw standing bars, the target across them; the highest one has its number."""
    plot = plot_in(drawing, chart, room, _)
    beside = 1 if chart.is_stacked else max(1, len(chart.drawn))
    width = min(plot.slot * BAR_SHARE / beside, WIDEST_BAR * drawing.sizes.text)
    tops: list[tuple[float, float]] = []
    for index in range(len(chart.categories.labels)):
        tops.append((0.0, plot.x(index)))
        for band in chart.bands:
            _whisker(drawing, plot, band, index, width=width)
        base = 0.0
        for place, series in enumerate(chart.drawn):
            value = series.values[index]
            if value is None:
                continue
            from_left = -width / 2 if chart.is_stacked else (place - beside / 2) * width
            x, low = plot.x(index) + from_left, base if chart.is_stacked else 0.0
            _bar(drawing, series, Bounds(x, plot.y(low + value), x + width, plot.y(low)))
            base += value
            tops[-1] = max(tops[-1], (low + value, x + width / 2))
    draw_target(drawing, chart, plot.area, plot.y(chart.target.value) if chart.target else 0)
    if tops and not chart.bands:
        value, x = max(tops)
        y = plot.y(value) - drawing.sizes.text * 0.3
        if value > 0:
            words = f"{_.number(value, chart.axis.digits)}{chart.axis.suffix}"
            drawing.words(words, x, y, ink=Ink.INK, is_bold=True, align=0.5)


def draw_lying_bars(drawing: Drawing, chart: Chart, room: Bounds, _: Language) -> None:
    """Draw bars beside the names of their categories, each with its number behind it."""
    sizes, text = drawing.sizes, drawing.sizes.text
    labels, count = chart.categories.labels, max(1, len(chart.categories.labels))
    ticks = ticks_of(chart, 5)
    slot = max(room.height - text * 0.6, 0) / count
    lines = max(1, min(NAME_LINES, int(slot / (1.1 * text))))
    most = (room.right - room.left) * LONGEST_NAME
    names = [drawing.wrapped(each, most, lines) for each in labels]
    left = room.left + drawing.widest(line for name in names for line in name) + text * 0.6
    numbers = drawing.widest(
        (_number(chart, value, _) for each in chart.drawn for value in each.values),
        is_bold=True,
    )
    right = room.right - numbers - text * 0.8
    area = Bounds(left, room.top + text * 0.4, right, room.bottom - text * 0.2)
    if area.width <= 0 or area.height <= 0:
        return
    zero = area.left + max(0.0, ticks.share(0)) * area.width
    target: float | None = None
    if chart.target is not None:
        target = area.left + min(1.0, max(0.0, ticks.share(chart.target.value))) * area.width
    beside = 1 if chart.is_stacked else max(1, len(chart.drawn))
    height = min(slot * 0.8 / beside, text * 2)
    for index, name in enumerate(names):
        middle = area.top + (index + 0.5) * slot
        for number, line in enumerate(name):
            y = middle + (number - (len(name) - 1) / 2) * 1.05 * text + text * 0.33
            drawing.words(line, room.left, y, ink=Ink.INK)
        x = zero
        for place, series in enumerate(chart.drawn):
            value = series.values[index]
            top = middle + ((-0.5 if chart.is_stacked else place - beside / 2) * height)
            if value is not None:
                start = x if chart.is_stacked else zero
                end = start + value / (ticks.high - ticks.low) * area.width
                end = min(max(end, area.left), area.right)
                _bar(drawing, series, Bounds(min(start, end), top, max(start, end), top + height))
                x = end
            if not chart.is_stacked:
                at = max(x if value is not None else zero, zero) + text * 0.4
                _value(drawing, _number(chart, value, _), at, top + height / 2, target)
        if chart.is_stacked:
            whole = sum(each.values[index] or 0.0 for each in chart.drawn)
            _value(drawing, _number(chart, whole, _), x + text * 0.4, middle, target)
    upright = ((zero, area.top), (zero, area.top + count * slot))
    drawing.line(LineStroke(upright, Ink.INK, sizes.edge))
    if target is not None:
        upright = ((target, area.top), (target, area.top + count * slot))
        drawing.line(LineStroke(upright, Ink.TARGET, sizes.medium, LONG_DASHED))


def _number(chart: Chart, value: float | None, _: Language) -> str:
    return "–" if value is None else f"{_.number(value, chart.axis.digits)}{chart.axis.suffix}"


def _value(drawing: Drawing, words: str, x: float, middle: float, target: float | None) -> None:
    """Write a bar's number behind its end, and behind the target where that would cross it."""
    width = drawing.width_of(words, is_bold=True)
    gap = drawing.sizes.text * 0.4
    if target is not None and x - gap < target < x + width + gap:
        x = target + gap
    y = middle + drawing.sizes.text * (ASCENT - 0.42)
    drawing.words(words, x, y, ink=Ink.INK, is_bold=True)


def _bar(drawing: Drawing, series: Series, at: Bounds) -> None:
    style = STYLES[series.role]
    top, bottom = min(at.top, at.bottom), max(at.top, at.bottom)
    thick = min(drawing.sizes.edge, at.width / 4, (bottom - top) / 2)
    drawing.box(BoxMark(at.left, top, at.width, bottom - top, style.fill, style.edge, thick))


def _whisker(drawing: Drawing, plot: Plot, band: Series, index: int, *, width: float) -> None:
    """Draw one category's band over its bars: from 0, which they hide, where it has no low end."""
    high = band.values[index]
    if high is None:
        return
    low = band.low[index] if band.low else None
    x, half, thick = plot.x(index), width * 0.28, drawing.sizes.edge
    start, end = plot.y(low or 0.0), plot.y(high)
    drawing.line(LineStroke(((x, start), (x, end)), Ink.INK, thick))
    for y in (end,) if low is None else (start, end):
        drawing.line(LineStroke(((x - half, y), (x + half, y)), Ink.INK, thick))
