"""Lay a chart out: its heading and legend above, and below them what its kind draws."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import N_
from core.language import Language
from core.reports.chart.bars import draw_bars, draw_lying_bars
from core.reports.chart.chart import Chart, ChartKind, Series, SeriesRole
from core.reports.chart.heat import draw_heat
from core.reports.chart.inks import STYLES
from core.reports.chart.lines import draw_lines, draw_point
from core.reports.chart.marks import (
    LINE_STEP,
    LONG_DASHED,
    Bounds,
    BoxMark,
    Drawing,
    DrawnMark,
    Ink,
    Letters,
    LineStroke,
    Sizes,
)

NO_VALUES = N_("There is nothing to show for this time.")
MOST_TITLE_LINES = 2
AFTER_ENTRY = 1.1  # of a letter's size


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a chart in mm; `reserved` of it at the top right are for somebody else."""

    width: float
    height: float
    reserved: float = 0.0


def lay_out(
    chart: Chart, frame: Frame, sizes: Sizes, letters: Letters, _: Language
) -> tuple[DrawnMark, ...]:
    """Return the marks of `chart`: all inside the frame, no words upon others."""
    drawing = Drawing(frame.width, frame.height, sizes, letters)
    top = _heading(drawing, chart, frame)
    room = Bounds(0, top, frame.width, frame.height)
    if not chart.has_values:
        drawing.words(
            drawing.shortened(_(NO_VALUES), frame.width), 0, room.top + 2 * sizes.text, ink=Ink.INK
        )
    elif chart.kind is ChartKind.HEAT:
        draw_heat(drawing, chart, room, _)
    elif chart.kind is ChartKind.LINES:
        draw_lines(drawing, chart, room, _)
    elif chart.categories.in_order:
        draw_bars(drawing, chart, room, _)
    else:
        draw_lying_bars(drawing, chart, room, _)
    return tuple(drawing.marks)


def _heading(drawing: Drawing, chart: Chart, frame: Frame) -> float:
    """Write title, words and legend; return where they end."""
    sizes = drawing.sizes
    width = frame.width - frame.reserved
    lines = drawing.wrapped(chart.title, width, MOST_TITLE_LINES, size=sizes.title, is_bold=True)
    y = 0.0
    for line in lines:
        y += sizes.title * (LINE_STEP if y else 0.9)
        drawing.words(line, 0, y, ink=Ink.INK, size=sizes.title, is_bold=True, is_title=True)
    gap = sizes.text * 0.7
    end = drawing.width_of(lines[-1], size=sizes.title, is_bold=True) + gap if lines else 0.0
    about = _about(chart)
    if about:
        if end + drawing.width_of(about) > width:
            end, y = 0.0, y + sizes.text * LINE_STEP
            about = drawing.shortened(about, width)
        drawing.words(about, end, y)
        end += drawing.width_of(about) + gap
    entries = list(_legend(chart))
    whole = sum(_entry_width(drawing, each) for each in entries) - sizes.text * AFTER_ENTRY
    if end + whole <= width:
        x = width - whole
        for each in entries:
            x += _entry(drawing, each, x, y, frame.width)
    else:
        x = frame.width
        for each in entries:
            needed = min(_entry_width(drawing, each) - sizes.text * AFTER_ENTRY, frame.width)
            if x + needed > frame.width:
                x, y = 0.0, y + sizes.text * 1.5
            x += _entry(drawing, each, x, y, frame.width - x)
    return y + sizes.text * 0.6 if y else 0.0


def _about(chart: Chart) -> str:
    unit = "" if chart.axis.unit == "%" else chart.axis.unit
    return " · ".join(each for each in (chart.words, unit) if each)


@dataclass(frozen=True, slots=True)
class _Entry:
    words: str
    series: Series | None = None  # None: the target
    kind: ChartKind = ChartKind.LINES


def _legend(chart: Chart) -> Iterator[_Entry]:
    if chart.kind is ChartKind.HEAT or not chart.has_values:
        return
    if len(chart.series) > 1:
        for each in chart.series:
            yield _Entry(each.name, each, chart.kind)
    if chart.target is not None:
        yield _Entry(chart.target.words)


def _entry_width(drawing: Drawing, entry: _Entry) -> float:
    text = drawing.sizes.text
    words = drawing.width_of(entry.words, is_bold=entry.series is None)
    return _swatch_width(drawing, entry) + text * 0.4 + words + text * AFTER_ENTRY


def _swatch_width(drawing: Drawing, entry: _Entry) -> float:
    text = drawing.sizes.text
    is_box = entry.kind is ChartKind.BARS
    return text if is_box else text * 2


def _entry(drawing: Drawing, entry: _Entry, x: float, y: float, room: float) -> float:
    """Draw one entry of the legend; return how wide it stands."""
    sizes, text = drawing.sizes, drawing.sizes.text
    width = _swatch_width(drawing, entry)
    middle = y - text * 0.33
    half = sizes.medium / 2
    ends = ((x + half, middle), (x + width - half, middle))
    series = entry.series
    if series is None:
        drawing.line(LineStroke(ends, Ink.TARGET, sizes.medium, LONG_DASHED))
    elif series.role is SeriesRole.BAND and entry.kind is ChartKind.BARS:
        centre, half = x + width / 2, text * 0.35
        drawing.line(LineStroke(((centre, y), (centre, y - text * 0.7)), Ink.INK, sizes.edge))
        top = ((centre - half, y - text * 0.7), (centre + half, y - text * 0.7))
        drawing.line(LineStroke(top, Ink.INK, sizes.edge))
    elif series.role is SeriesRole.BAND or entry.kind is ChartKind.BARS:
        style = STYLES[series.role]
        thick = sizes.hair if series.role is SeriesRole.BAND else sizes.edge
        at = (x, y - text * 0.75, width, text * 0.85)
        drawing.box(BoxMark(*at, style.fill, style.edge, thick))
    else:
        style = STYLES[series.role]
        drawing.line(LineStroke(ends, style.line, sizes.medium, style.dash))
        if not style.dash:
            draw_point(drawing, x + width / 2, middle, style)
    x += width + text * 0.4
    words = drawing.shortened(entry.words, room - width - text * 0.4, is_bold=series is None)
    ink = Ink.TARGET if series is None else Ink.INK
    drawing.words(words, x, y, ink=ink, is_bold=series is None)
    return _entry_width(drawing, entry)
