"""A heat map: a row a series, a cell a category, darker for more; the number is in each cell."""

from core.language import Language
from core.reports.chart.chart import Chart
from core.reports.chart.marks import (
    ASCENT,
    HEAT,
    LINE_STEP,
    Bounds,
    BoxMark,
    Drawing,
    Ink,
)

LONGEST_NAME = 0.3  # of the width
TALLEST = 2.6  # of a letter's size: a cell
GROUP_GAP = 0.5
SMALLEST = 0.6  # of a letter's size: a number that has little room


def draw_heat(drawing: Drawing, chart: Chart, room: Bounds, _: Language) -> None:
    """Draw the rows from top to bottom below the categories' labels."""
    sizes, text = drawing.sizes, drawing.sizes.text
    labels = chart.categories.labels
    groups = tuple(each for each in chart.categories.groups if each[1])
    if not labels:
        return
    most = (room.right - room.left) * LONGEST_NAME
    names = [drawing.shortened(each.name, most) for each in chart.series]
    left = room.left + drawing.widest(names) + text * 0.7
    top = room.top + text * (ASCENT + 0.8)
    below = text * LINE_STEP * 1.4 if any(name for name, _n in groups) else 0.0
    gaps = text * GROUP_GAP * max(0, len(groups) - 1)
    width = (room.right - left - gaps) / len(labels)
    height = min(TALLEST * text, (room.bottom - top - below) / len(chart.series))
    if width <= 0 or height <= 0:
        return
    starts = _starts(groups)
    xs = [
        left + index * width + text * GROUP_GAP * sum(start <= index for start in starts[1:])
        for index in range(len(labels))
    ]
    for x, label in zip(xs, labels, strict=True):
        fitting = drawing.shortened(label, width)
        drawing.words(fitting, x + width / 2, room.top + text * (ASCENT + 0.3), align=0.5)
    known = [value for each in chart.series for value in each.values if value is not None]
    size = _size(drawing, [_.number(value, chart.axis.digits) for value in known], width)
    air = min(text * 0.04, width / 8, height / 8)
    for row, (name, series) in enumerate(zip(names, chart.series, strict=True)):
        y = top + row * height
        drawing.words(name, room.left, y + height / 2 + text * 0.33, ink=Ink.INK)
        for x, value in zip(xs, series.values, strict=True):
            level = None if value is None else level_of(value, min(known), max(known))
            edge = min(sizes.hair * 1.5, width / 8, height / 8)
            drawing.box(
                BoxMark(
                    x + air,
                    y + air,
                    width - 2 * air,
                    height - 2 * air,
                    Ink.GROUND if level is None else HEAT[level],
                    Ink.BAND_EDGE,
                    edge,
                    min(text * 0.2, width / 4, height / 4),
                )
            )
            if value is not None and size:
                drawing.words(
                    _.number(value, chart.axis.digits),
                    x + width / 2,
                    y + height / 2 + size * 0.33,
                    ink=Ink.ON_HEAT_4 if level == len(HEAT) - 1 else Ink.INK,
                    size=size,
                    is_bold=True,
                    align=0.5,
                )
    y = top + height * len(chart.series) + text * LINE_STEP
    for start, (name, count) in zip(starts, groups, strict=True):
        drawing.words(drawing.shortened(name, count * width), xs[start], y)


def level_of(value: float, least: float, most: float) -> int:
    """Return which of the five grounds a value has: the fifth of the span it lies in."""
    if most <= least:
        return 1
    return min(len(HEAT) - 1, int((value - least) / (most - least) * len(HEAT)))


def _starts(groups: tuple[tuple[str, int], ...]) -> list[int]:
    starts, at = [], 0
    for _name, size in groups:
        starts.append(at)
        at += size
    return starts


def _size(drawing: Drawing, numbers: list[str], width: float) -> float:
    """Return the size at which every number has room in a cell; 0 where it would be too small."""
    text = drawing.sizes.text
    widest = drawing.widest(numbers, is_bold=True)
    size = text if not widest else min(text, text * width * 0.92 / widest)
    return size if size >= text * SMALLEST else 0.0
