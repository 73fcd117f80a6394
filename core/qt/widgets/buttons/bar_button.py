"""A small button on a dark bar: a pictogram, and perhaps the key that does the same."""

from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.look.tokens import TypeRole
from core.qt.widgets.base import PaintedButton, rounded
from core.qt.widgets.buttons.keycap import key_cap_size, paint_key_cap
from core.qt.widgets.icons import icon_names, paint_icon

HEIGHT = 40
PAD = 0.36  # of the font size, around what is on it
PICTOGRAM = 1.45  # of the font size


class BarButton(PaintedButton):
    """Says its word to a screen reader and in its tip; one that is on stands on a light ground.

    In the strip there is no room for its key, which still works.
    """

    def __init__(
        self,
        icon: str,
        *,
        key: str = "",
        checkable: bool = False,
        is_known: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`key` is pressed from anywhere in the window, and shown unless everybody knows it."""
        super().__init__(parent)
        self._is_known = is_known
        self._icon = icon
        self._key = ""
        self.set_icon(icon)
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self.update)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Press this button with `key` from anywhere in its window, and show it."""
        self._key = key
        self.setProperty("key", key)
        self.press_by(key)
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        if name not in icon_names():
            raise KeyError(f"there is no icon {name!r}")
        self._icon = name
        self.update()

    def set_word(self, word: str) -> None:
        """Say what it does."""
        self.setAccessibleName(word)
        self.setToolTip(word)

    @property
    def _shows_key(self) -> bool:
        return bool(self._key) and not (self._is_known or self.theme.scale.narrow)

    def _px(self) -> int:
        return self.theme.scale.type[TypeRole.BODY].px

    def _key_size(self) -> QSize:
        return key_cap_size(self._key, self.theme.scale.type[TypeRole.LEAST].px)

    def sizeHint(self) -> QSize:
        px = self._px()
        width = px * (PICTOGRAM + 2 * PAD)
        if self._shows_key:
            width += px * PAD + self._key_size().width()
        return QSize(ceil(width), self.theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, px = self.theme, self._px()
        inset = theme.scale.space.inset_press if self.isDown() else 0
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        ink, fill = ("deep", "on_deep") if self.isChecked() else ("on_deep", "deep")
        radius = theme.radius_small * 0.7
        rounded(painter, rect, radius, fill=fill, edge="on_deep", width=theme.px(1), theme=theme)
        side = px * PICTOGRAM
        icon = QRectF(px * PAD, rect.center().y() - side / 2, side, side)
        paint_icon(painter, icon, self._icon, theme.colour(ink))
        if self._shows_key:
            size = self._key_size()
            left = icon.right() + px * PAD
            cap = QRectF(left, rect.center().y() - size.height() / 2, size.width(), size.height())
            least = theme.scale.type[TypeRole.LEAST].px
            paint_key_cap(painter, cap, self._key, least, ink=ink, theme=theme)
