"""A chart on paper: its title as a heading, and the rest as one picture with its sentence."""

from typing import Any

from core.language import Language
from core.reports.chart.chart import Chart, ChartKind
from core.reports.chart.inks import PAPER_INKS
from core.reports.chart.layout import Frame, lay_out
from core.reports.chart.marks import BoxMark, DrawnMark, Ink, LineStroke, Sizes, WordsMark
from core.reports.pdf.tagged import TaggedCanvas, bounding
from core.reports.pdf.typeface import POINTS_PER_MM, WEIGHTS, font_named, letters

SIZES = Sizes(text=8.6 / POINTS_PER_MM, title=12.5 / POINTS_PER_MM)
STANDING_MM = 68
HEAT_ROW_MM = 7.2
LYING_ROW_MM = 8.5
AROUND_MM = 19  # heading, labels and legend of what has rows


def height_mm(chart: Chart) -> float:
    """Return how high a chart stands on a page."""
    if chart.kind is ChartKind.HEAT:
        return AROUND_MM + HEAT_ROW_MM * len(chart.series)
    if chart.kind is ChartKind.BARS and not chart.categories.in_order:
        return AROUND_MM + LYING_ROW_MM * max(1, len(chart.categories.labels))
    return STANDING_MM


def draw_chart(
    tagged: TaggedCanvas, chart: Chart, at: tuple[float, float, float], _: Language
) -> None:
    """Draw `chart` from the top left `x, y` over a width: `at` is the three, in points."""
    left, top, width = at
    high = height_mm(chart)
    frame = Frame(width / POINTS_PER_MM, high)
    marks = lay_out(chart, frame, SIZES, letters, _)
    pen = Pen(tagged.canvas, left, top)
    titles = [each for each in marks if isinstance(each, WordsMark) and each.is_title]
    with tagged.marked("H2"):
        for each in titles:
            pen.draw(each)
    box = (left, top - high * POINTS_PER_MM, left + width, top)
    with tagged.marked("Figure", Alt=chart.sentence, A=bounding(box)):
        for mark in marks:
            if mark not in titles:
                pen.draw(mark)


class Pen:
    """Draws marks on a canvas, their mm from a point down."""

    def __init__(self, canvas: Any, left: float, top: float) -> None:
        self._canvas = canvas
        self._left = left
        self._top = top

    def draw(self, mark: DrawnMark) -> None:
        match mark:
            case BoxMark():
                self._box(mark)
            case LineStroke():
                self._line(mark)
            case WordsMark():
                self._words(mark)

    def _x(self, mm: float) -> float:
        return self._left + mm * POINTS_PER_MM

    def _y(self, mm: float) -> float:
        return self._top - mm * POINTS_PER_MM

    def _use(self, fill: Ink | None, stroke: Ink | None, width_mm: float) -> None:
        if fill is not None:
            self._canvas.setFillColor(PAPER_INKS[fill])
        if stroke is not None:
            self._canvas.setStrokeColor(PAPER_INKS[stroke])
            self._canvas.setLineWidth(width_mm * POINTS_PER_MM)

    def _box(self, mark: BoxMark) -> None:
        self._use(mark.fill, mark.edge, mark.edge_mm)
        half = mark.edge_mm / 2 if mark.edge is not None else 0.0
        self._canvas.roundRect(
            self._x(mark.x + half),
            self._y(mark.y + mark.height - half),
            max(0.0, mark.width - 2 * half) * POINTS_PER_MM,
            max(0.0, mark.height - 2 * half) * POINTS_PER_MM,
            max(0.0, mark.radius - half) * POINTS_PER_MM,
            stroke=int(mark.edge is not None),
            fill=int(mark.fill is not None),
        )

    def _line(self, mark: LineStroke) -> None:
        self._use(mark.fill, mark.ink, mark.width_mm)
        path = self._canvas.beginPath()
        (first_x, first_y), *rest = mark.points
        path.moveTo(self._x(first_x), self._y(first_y))
        for x, y in rest:
            path.lineTo(self._x(x), self._y(y))
        if mark.fill is not None:
            path.close()
        if mark.dash:
            lengths = [each * mark.width_mm * POINTS_PER_MM for each in mark.dash]
            self._canvas.setDash(lengths)
        has_line = mark.ink is not None
        self._canvas.drawPath(path, stroke=int(has_line), fill=int(mark.fill is not None))
        self._canvas.setDash()

    def _words(self, mark: WordsMark) -> None:
        self._use(mark.ink, None, 0)
        size = mark.size * POINTS_PER_MM
        self._canvas.setFont(font_named(WEIGHTS[mark.is_bold]), size)
        self._canvas.drawString(self._x(mark.x), self._y(mark.y), mark.text)
