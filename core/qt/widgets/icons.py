"""Pictograms from `assets/icons`, painted in one colour at any size."""

from functools import cache, lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.look.tokens import TypeRole
from core.qt.widgets.base import PaintedLabel
from core.words import PICTOGRAMS

KEPT_PIXMAPS = 256
BESIDE = 1.3  # of the font size of the text beside it

LINE_ICONS = {line.value: names for line, names in PICTOGRAMS.items()}


@cache
def icon_names() -> frozenset[str]:
    """Return the names of all pictograms shipped."""
    return frozenset(
        entry.name.removesuffix(".svg")
        for entry in (files("assets") / "icons").iterdir()
        if entry.name.endswith(".svg")
    )


@cache
def _renderer(name: str) -> QSvgRenderer:
    if name not in icon_names():
        raise KeyError(f"there is no icon {name!r}")
    data = (files("assets") / "icons" / f"{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(data))


@lru_cache(maxsize=KEPT_PIXMAPS)
def _pixmap(name: str, size_px: int, rgba: int, dpr: float) -> QPixmap:
    side = max(1, round(size_px * dpr))
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name).render(painter, QRectF(0, 0, side, side))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), QColor.fromRgba(rgba))
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


def icon_pixmap(name: str, size_px: int, colour: QColor, dpr: float = 1.0) -> QPixmap:
    """Return the pictogram `name`, `size_px` wide and high, in `colour`.

    Raises:
        KeyError: there is no such pictogram.
    """
    return _pixmap(name, size_px, colour.rgba(), dpr)


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Paint `name` in the middle of `rect`, as large as fits."""
    side = int(min(rect.width(), rect.height()))
    if side <= 0:
        return
    dpr = painter.device().devicePixelRatioF()
    left = round(rect.center().x() - side / 2)
    top = round(rect.center().y() - side / 2)
    painter.drawPixmap(left, top, icon_pixmap(name, side, colour, dpr))


def qicon(name: str, colour: QColor, size_px: int) -> QIcon:
    """Return a QIcon for what Qt paints by itself."""
    return QIcon(icon_pixmap(name, size_px, colour, 2.0))


class Icon(PaintedLabel):
    """One pictogram. Give it an accessible name when no word stands beside it."""

    def __init__(
        self,
        name: str,
        tone: str = "ink",
        *,
        size: int | None = None,
        beside: TypeRole | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`size` is in drawn px; `beside` follows the text of a role; else the window's size."""
        super().__init__(parent)
        _renderer(name)
        self._name = name
        self._tone = tone
        self._size = size
        self._beside = beside
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def icon(self) -> str:
        return self._name

    def set_icon(self, name: str, tone: str | None = None) -> None:
        """Show another pictogram, in another tone if one is given."""
        _renderer(name)
        self._name = name
        self._tone = tone or self._tone
        self.update()

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def set_beside(self, role: TypeRole) -> None:
        """Be as large as the text of `role` asks for."""
        if role is not self._beside:
            self._beside = role
            self.restyle()

    def sizeHint(self) -> QSize:
        theme = self.theme
        side = theme.icon if self._size is None else theme.px(self._size)
        if self._beside is not None:
            side = round(theme.scale.type[self._beside].px * BESIDE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone = self._tone if self.isEnabled() else "on_off"
        paint_icon(painter, QRectF(self.rect()), self._name, self.theme.colour(tone))
