"""A chart painted in a window: the marks of `core.reports.chart` in the theme's colours."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.language import Language
from core.qt.look.theme import Theme, face
from core.qt.look.tokens import ColourMode, TypeRole, Weight
from core.qt.widgets.base import PaintedLabel
from core.reports.chart.chart import Chart
from core.reports.chart.layout import Frame, lay_out
from core.reports.chart.marks import BoxMark, Dash, DrawnMark, Ink, LineStroke, Sizes, WordsMark
from core.whole import whole

DRAWN_PX_PER_MM = 96 / 25.4

_LIGHT: Mapping[Ink, str | int] = whole(
    Ink,
    {
        Ink.INK: "ink",
        Ink.INK2: "ink2",
        Ink.RULE: "rule",
        Ink.GROUND: "surface",
        Ink.SEA: "sea",
        Ink.SEA_LINE: "sea_edge",
        Ink.SOFT: 5,
        Ink.SUN: "sun",
        Ink.SUN_LINE: "sun_edge",
        Ink.BAND: "sea_soft",
        Ink.BAND_EDGE: "border",
        Ink.TARGET: "coral",
        Ink.HEAT_0: "surface",
        Ink.HEAT_1: "sea_soft",
        Ink.HEAT_2: 5,
        Ink.HEAT_3: 4,
        Ink.HEAT_4: "sea",
        Ink.ON_HEAT_4: "on_sea",
    },
)
INKS: Mapping[ColourMode, Mapping[Ink, str | int]] = whole(
    ColourMode,
    {
        ColourMode.LIGHT: _LIGHT,
        # On a dark ground more is lighter.
        ColourMode.DARK: {
            **_LIGHT,
            Ink.SOFT: "inset",
            Ink.HEAT_2: "sea",
            Ink.HEAT_3: 4,
            Ink.HEAT_4: "sea_edge",
            Ink.ON_HEAT_4: "bg",
        },
        # Black and white: what is general stays empty, what is preferential is filled.
        ColourMode.CONTRAST: {
            **_LIGHT,
            Ink.RULE: "on_off",
            Ink.SUN_LINE: "sun",
            Ink.HEAT_4: "chosen",
            Ink.ON_HEAT_4: "on_chosen",
        },
    },
)
"""The token of each ink, or the number of one of the sea's bands."""


def px_per_mm(theme: Theme) -> float:
    """Return how many px of the window a drawn mm has."""
    return DRAWN_PX_PER_MM * theme.scale.unit


class ChartPicture(PaintedLabel):
    """A chart as a picture. A screen reader meets its title, and its sentence as its description.

    It can have the keyboard, so that the chart is met on the way through the page.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._language: Language | None = None
        self._reserved = 0
        self._marks: tuple[DrawnMark, ...] | None = None
        self.setPixmap(QPixmap(1, 1))  # not shown: a label with one is a picture to a screen reader
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart, _: Language) -> None:
        if chart == self._chart and _ is self._language:
            return
        self._chart, self._language = chart, _
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.sentence)
        self.restyle()

    def reserve(self, width: int) -> None:
        """Leave so many px at the top right to somebody else."""
        if width != self._reserved:
            self._reserved = width
            self.restyle()

    def restyle(self) -> None:
        self._marks = None
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._marks = None
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(480), self.theme.px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(180))

    @property
    def marks(self) -> tuple[DrawnMark, ...]:
        """What is painted, in mm."""
        if self._marks is None:
            self._marks = self._laid_out()
        return self._marks

    def _laid_out(self) -> tuple[DrawnMark, ...]:
        if self._chart is None or self._language is None:
            return ()
        density, types = px_per_mm(self.theme), self.theme.scale.type
        sizes = Sizes(
            types[TypeRole.LEAST].px / density,
            types[TypeRole.TITLE].px / density,
        )
        frame = Frame(self.width() / density, self.height() / density, self._reserved / density)
        return lay_out(self._chart, frame, sizes, self._width_of, self._language)

    def _width_of(self, text: str, size: float, is_bold: bool) -> float:
        density = px_per_mm(self.theme)
        font = face(round(size * density), Weight.BOLD if is_bold else Weight.REGULAR)
        return QFontMetricsF(font).horizontalAdvance(text) / density

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        Painting(painter, self.theme).paint(self.marks)


class Painting:
    """Paints marks with a painter."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self._painter = painter
        self._theme = theme
        self._density = px_per_mm(theme)

    def paint(self, marks: tuple[DrawnMark, ...]) -> None:
        for mark in marks:
            match mark:
                case BoxMark():
                    self._box(mark)
                case LineStroke():
                    self._line(mark)
                case WordsMark():
                    self._words(mark)

    def _pen(self, ink: Ink, width_mm: float, dash: Dash = ()) -> QPen:
        pen = QPen(self._colour(ink), max(1.0, width_mm * self._density))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dash:
            pen.setDashPattern(dash)
        return pen

    def _colour(self, ink: Ink) -> QColor:
        token = INKS[self._theme.mode][ink]
        if isinstance(token, int):
            return QColor(self._theme.tokens.bands[token])
        return self._theme.colour(token)

    def _box(self, mark: BoxMark) -> None:
        scale = self._density
        rect = QRectF(mark.x * scale, mark.y * scale, mark.width * scale, mark.height * scale)
        path = QPainterPath()
        half = max(mark.edge_mm * scale, 1.0 if mark.edge else 0.0) / 2
        inner = rect.adjusted(half, half, -half, -half)
        radius = max(0.0, mark.radius * scale - half)
        path.addRoundedRect(inner, radius, radius)
        if mark.fill is not None:
            self._painter.fillPath(path, self._colour(mark.fill))
        if mark.edge is not None:
            self._painter.strokePath(path, self._pen(mark.edge, mark.edge_mm))

    def _line(self, mark: LineStroke) -> None:
        scale = self._density
        path = QPainterPath()
        path.addPolygon(QPolygonF([QPointF(x * scale, y * scale) for x, y in mark.points]))
        if mark.fill is not None:
            self._painter.fillPath(path, self._colour(mark.fill))
        if mark.ink is not None:
            pen = self._pen(mark.ink, mark.width_mm, mark.dash)
            self._painter.strokePath(path, pen)

    def _words(self, mark: WordsMark) -> None:
        weight = Weight.BOLD if mark.is_bold else Weight.REGULAR
        self._painter.setFont(face(round(mark.size * self._density), weight))
        self._painter.setPen(self._colour(mark.ink))
        self._painter.drawText(QPointF(mark.x * self._density, mark.y * self._density), mark.text)
