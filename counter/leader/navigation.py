"""The list at the left of the leader's window: its pages, each with a key and perhaps a count."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import FitLabel, RuleLine
from core.qt.widgets.base import PaintedButton, rounded
from core.qt.widgets.icons import icon_names, paint_icon
from core.qt.widgets.text import TextPiece, draw, measure
from counter.panels.frames import ScrollColumn, Strip

WIDTH = 236
WIDE = 266  # with counts beside long words
ROW = 46
ICON = 26
INSET = 12
BADGE = 1.55  # of the font size


@dataclass(frozen=True, slots=True)
class Place:
    """Where the list leads: its name, pictogram, and how many things wait there, 0 for none."""

    key: str
    word: str
    icon: str
    count: int = 0


class NavButton(PaintedButton):
    """A row of the list. The one that is shown stands on a light ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = ""
        self._count = 0
        self.is_here = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_place(self, place: Place, key: str = "") -> None:
        if place.icon not in icon_names():
            raise KeyError(f"there is no icon {place.icon!r}")
        if (self.text(), self._icon, self._count) == (place.word, place.icon, place.count):
            return
        self._icon, self._count = place.icon, place.count
        self.setText(place.word)
        count = f", {place.count}" if place.count else ""
        self.setAccessibleName(place.word + count)  # unsaid: a name and a number
        self.setAccessibleDescription(key)
        self.setToolTip(f"{place.word} ({key})" if key else place.word)
        self.update()

    def set_here(self, is_here: bool) -> None:
        """Say whether this place is the one that is shown."""
        if is_here != self.is_here:
            self.is_here = is_here
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(WIDTH - 2 * INSET), self.theme.px(ROW))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        rect = QRectF(self.rect())
        is_on = self.is_here
        ink = "deep" if is_on else "on_deep"
        if is_on:
            rounded(painter, rect, theme.radius_small, fill="on_deep", theme=theme)
        elif self.isDown():
            rounded(
                painter, rect, theme.radius_small, fill="deep", edge="on_deep", width=1, theme=theme
            )
        side, inset = theme.px(ICON), theme.px(INSET)
        top = rect.center().y() - side / 2
        paint_icon(painter, QRectF(inset, top, side, side), self._icon, theme.colour(ink))
        px = theme.scale.type[TypeRole.BODY].px
        right = rect.right() - inset
        if self._count:
            right = self._paint_count(painter, right, px, is_on=is_on) - inset
        left = 2 * inset + side
        room = QRectF(left, 0, right - left, rect.height())
        piece = TextPiece(self.text(), Weight.BOLD if is_on else Weight.REGULAR, wrap=False)
        least = theme.scale.type[TypeRole.LEAST].px
        while px > least and measure(piece, px, 1e6).width > room.width():
            px -= 1
        draw(painter, room, piece, measure(piece, px, 1e6), theme.colour(ink))

    def _paint_count(self, painter: QPainter, right: float, px: int, *, is_on: bool) -> float:
        """Paint how many things wait there; return where it begins."""
        theme, height = self.theme, px * BADGE
        piece = TextPiece(str(self._count), Weight.BOLD, wrap=False)
        found = measure(piece, px, 1e6)
        width = max(height, found.width + px)
        box = QRectF(right - width, (self.height() - height) / 2, width, height)
        fill, ink = ("deep", "on_deep") if is_on else ("on_deep", "deep")
        rounded(painter, box, height / 2, fill=fill, theme=theme)
        draw(painter, box, piece, found, theme.colour(ink), align="center")
        return box.left()


class Navigation(Strip):
    """The list: whose window it is, the places, and below them what leads elsewhere."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, margins=(INSET, 18, INSET, 12), parent=parent)
        self._company = FitLabel("", TypeRole.TITLE, "on_deep", wrap=False, tracked=True)
        self._who = FitLabel("", TypeRole.LEAST, "on_deep")
        self._list = ScrollColumn(gap=4)
        self._buttons: dict[str, NavButton] = {}
        self._places: tuple[str, ...] = ()
        self._width = WIDTH
        self.foot = Strip(gap=4)
        self.box.addWidget(self._company)
        self.box.addWidget(self._who)
        self.box.addWidget(RuleLine())
        self.box.addWidget(self._list, 1)
        self.box.addWidget(self.foot)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self.setFixedWidth(self.theme.px(self._width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("deep"))

    def show_owner(self, company: str, who: str) -> None:
        self._company.setText(company)
        self._who.setText(who)

    def show_places(self, places: Sequence[Place], here: str, *, wide: bool = False) -> None:
        """Offer `places`, of which `here` is shown now; a `wide` list has room for counts."""
        if (width := WIDE if wide else WIDTH) != self._width:
            self._width = width
            self.restyle()
        if tuple(each.key for each in places) != self._places:
            self._build(places)
        for number, place in enumerate(places, start=1):
            button = self._buttons[place.key]
            button.show_place(place, _key(number))
            button.set_here(place.key == here)

    def _build(self, places: Sequence[Place]) -> None:
        column = self._list.inner.box
        self._list.inner.clear()
        self._buttons = {}
        for number, place in enumerate(places, start=1):
            button = NavButton()
            button.setProperty("place", place.key)
            button.press_by(_key(number))
            button.activated.connect(self._pressed)
            self._buttons[place.key] = button
            column.addWidget(button)
        column.addStretch(1)
        self._places = tuple(each.key for each in places)

    @Slot()
    def _pressed(self) -> None:
        button = self.sender()
        assert isinstance(button, NavButton)  # only our buttons are connected
        self.chosen.emit(str(button.property("place")))


def _key(number: int) -> str:
    """Return the key of the place that is this number, "" where there is none."""
    return f"Alt+{number}" if number < 10 else ""  # noqa: PLR2004 - one digit
