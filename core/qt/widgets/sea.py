"""The sea's seven colours under a half sun. It decorates; it never informs.

High contrast has no sea: the same widgets are then bare ground.
"""

from itertools import pairwise
from math import pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.qt.look.tokens import DARK, LIGHT
from core.qt.widgets.base import PaintedFrame

SEA_HEIGHT = 118
# For each of the six lines between bands: middle below the horizon, where a crest is, wave length.
WAVES = (
    (17.5, 210, 420),
    (34.5, 75, 375),
    (51.5, 305, 340),
    (68.5, 195, 300),
    (85.5, 108, 274),
    (102.0, 33, 254),
)
SWELL = 6.0
STEP = 12


class SeaBands(PaintedFrame):
    """A sky with a sun, and the sea below it; put a header into `content`, above the horizon."""

    def __init__(
        self,
        *,
        sky: int = 338,
        sun_x: float = 0.848,
        sun_radius: int = 121,
        sun_drop: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Drawn px, but `sun_x`, a part of the width; `sun_drop` sinks the sun's middle."""
        super().__init__(parent)
        self._sky = sky
        self._sun_x = sun_x
        self._sun_radius = sun_radius
        self._sun_drop = sun_drop
        self._with_sea = True
        self._sea_part = 1.0
        self._painted: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.content = QVBoxLayout(self)
        self.content.setSpacing(0)
        self._place()

    def set_sky(self, sky: int) -> None:
        """Set the height above the horizon, in drawn px."""
        self._sky = sky
        self._place()

    def set_sun(self, x: float, radius: int, drop: int = 0) -> None:
        """Place the sun: `x` a part of the width, `radius` and `drop` in drawn px."""
        self._sun_x, self._sun_radius, self._sun_drop = x, radius, drop
        self._forget()

    def set_sea_visible(self, visible: bool) -> None:
        """Draw the sea or leave it out, which gives its height to what stands below."""
        self._with_sea = visible
        self._place()

    def set_sea_height(self, part: float) -> None:
        """Draw the sea `part` as high as it is drawn."""
        if part != self._sea_part:
            self._sea_part = part
            self._place()

    @property
    def has_sea(self) -> bool:
        return self._with_sea and self.theme.tokens.decorated

    def restyle(self) -> None:
        self._place()

    def _sea_px(self) -> int:
        return self.theme.px(SEA_HEIGHT * self._sea_part) if self.has_sea else 0

    def _place(self) -> None:
        self.content.setContentsMargins(0, 0, 0, self._sea_px())
        self._forget()
        self.updateGeometry()

    def _forget(self) -> None:
        self._painted = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def sizeHint(self) -> QSize:
        return QSize(self.content.sizeHint().width(), self.theme.px(self._sky) + self._sea_px())

    def hasHeightForWidth(self) -> bool:
        return False  # the horizon stands still, whatever the header asks for

    def minimumSizeHint(self) -> QSize:
        least = self.content.minimumSize()
        return QSize(least.width(), max(least.height(), self.sizeHint().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.theme.tokens.decorated:
            return
        if self._painted is None:
            self._painted = self._picture()
        QPainter(self).drawPixmap(0, 0, self._painted)

    def _picture(self) -> QPixmap:
        dpr = self.devicePixelRatioF()
        picture = QPixmap(self.size() * dpr)
        picture.setDevicePixelRatio(dpr)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        horizon = self.height() - self._sea_px()
        self._paint_sky(painter, horizon)
        if self.has_sea:
            paint_waves(
                painter,
                QRectF(0, horizon, self.width(), self._sea_px()),
                self.theme.tokens.bands,
                self.theme.scale.unit,
            )
        painter.end()
        return picture

    def _paint_sky(self, painter: QPainter, horizon: int) -> None:
        theme = self.theme
        gradient = QLinearGradient(0, 0, 0, horizon)
        gradient.setColorAt(0, theme.colour("sky_top"))
        gradient.setColorAt(1, theme.colour("sky_horizon" if self.has_sea else "bg"))
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), gradient)
        if not self.has_sea:
            return
        radius = theme.px(self._sun_radius)
        middle = QPointF(self.width() * self._sun_x, horizon + theme.px(self._sun_drop))
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.width(), horizon))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("disc"))
        painter.drawEllipse(middle, radius, radius)
        painter.restore()


def paint_waves(painter: QPainter, rect: QRectF, bands: tuple[str, ...], unit: float) -> None:
    """Paint the bands in `rect`, the farthest first, each with its own waves."""
    painter.fillRect(rect, QColor(bands[0]))
    rise = rect.height() / SEA_HEIGHT
    for colour, (middle, crest, length) in zip(bands[1:], WAVES, strict=True):
        path = QPainterPath(QPointF(rect.left(), rect.bottom()))
        x = 0.0
        while x < rect.width() + STEP:
            wave = sin(2 * pi * (x / unit - crest) / length + pi / 2)
            path.lineTo(rect.left() + x, rect.top() + (middle - SWELL * wave) * rise)
            x += STEP * unit
        path.lineTo(rect.right(), rect.bottom())
        path.closeSubpath()
        painter.save()
        painter.setClipRect(rect)
        painter.fillPath(path, QColor(colour))
        painter.restore()


class BandStrip(PaintedFrame):
    """The seven colours as thin straight lines: the edge of a bar, or of the hall's slide."""

    def __init__(
        self,
        thickness: int = 7,
        *,
        night: bool | None = None,
        vertical: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`thickness` in drawn px; `night` overrides the theme's own bands."""
        super().__init__(parent)
        self._thickness = thickness
        self._night = night
        self._vertical = vertical
        along, across = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(across if vertical else along, along if vertical else across)

    def sizeHint(self) -> QSize:
        thick = max(2, self.theme.px(self._thickness))
        return QSize(thick, 0) if self._vertical else QSize(0, thick)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = self.theme.tokens
        if not tokens.decorated:
            painter.fillRect(self.rect(), self.theme.colour("border"))
            return
        bands = tokens.bands if self._night is None else (DARK if self._night else LIGHT).bands
        whole = self.width() if self._vertical else self.height()
        edges = [round(whole * part / len(bands)) for part in range(len(bands) + 1)]
        for colour, (start, end) in zip(bands, pairwise(edges), strict=True):
            if self._vertical:
                painter.fillRect(start, 0, end - start, self.height(), QColor(colour))
            else:
                painter.fillRect(0, start, self.width(), end - start, QColor(colour))
