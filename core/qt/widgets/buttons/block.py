"""The whole coloured block that is the button: the kiosk's two lines, the counter's next call."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.qt.look.tokens import LINE_HEIGHT, TypeRole, Weight
from core.qt.widgets.base import (
    PaintedButton,
    PaintedLabel,
    quiet,
    rounded,
    said_plainly,
)
from core.qt.widgets.buttons.keycap import KeyCap
from core.qt.widgets.icons import Icon, paint_icon
from core.qt.widgets.line import LineMark
from core.qt.widgets.panels import Box
from core.qt.widgets.text import FitLabel

Look = Literal["general", "preferential"]
TILE = 1.45  # of the size of the words beside it
PAIR, HALF = 2, 50
SHARES = range(36, 65)  # per cent of the words' width, for the first of two columns
FILL = {"general": "sea", "preferential": "sun"}


class BigButton(PaintedButton):
    """A block with a title, a line below it, a large letter, and perhaps a white panel inside.

    Everything on it is the button. The parts never take a touch themselves.
    """

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        *,
        look: Look = "general",
        icon: str | None = None,
        letter: str = "",
        key: str = "",
        title_role: TypeRole = TypeRole.MAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look: Look = look
        self._panel: _Framed | None = None
        self.setProperty("look", look)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        ink = f"on_{FILL[look]}"
        self._title = FitLabel(title, title_role, ink, weight=Weight.BOLD)
        self._subtitle = FitLabel(subtitle, TypeRole.BODY, ink)
        self._icon = Icon(icon or "groups-fill", ink, size=128)
        self._letter = FitLabel(letter, TypeRole.LETTER, ink, weight=Weight.BOLD, wrap=False)
        self._letter.setProperty("silent", True)  # alone it is no word; the code has it
        self._marks = LineMark("preferential", tone=ink)
        self._key = KeyCap("", ink, role=TypeRole.HEADING)
        self._icon.setVisible(icon is not None)
        self._letter.setVisible(bool(letter))
        self._subtitle.setVisible(bool(subtitle))
        self._marks.hide()
        self._build()
        self.set_key(key)
        self._place()
        self._name()

    def set_key(self, key: str) -> None:
        """Press this button with `key` from anywhere in its window, and show it."""
        self.setProperty("key", key)
        self._key.setText(key)
        self._key.setVisible(bool(key))
        self.press_by(key)

    def _build(self) -> None:
        self._said = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._said.addWidget(self._title)
        self._said.addWidget(self._subtitle, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addLayout(self._said)
        words.addWidget(self._marks, alignment=Qt.AlignmentFlag.AlignLeft)
        words.addStretch()
        self._head = QHBoxLayout()
        self._head.addWidget(self._icon)
        self._head.addLayout(words, 1)
        self._head.addWidget(self._letter)
        self._head.addWidget(self._key)
        self._body = QVBoxLayout(self)
        self._body.addLayout(self._head)
        quiet(self)

    def _place(self) -> None:
        theme = self.theme
        drawn_small = theme.scale.px_per_mm or theme.scale.narrow
        side = round(theme.pad * (1.6 if drawn_small else 2.6))
        self._head.setContentsMargins(side, theme.pad, side, theme.pad)
        self._head.setSpacing(theme.pad)
        beside = self._said.direction() is QBoxLayout.Direction.LeftToRight
        self._said.setSpacing(2 * theme.pad if beside else 0)
        edge = theme.edge
        self._body.setContentsMargins(edge, edge, edge, edge)
        self._body.setSpacing(0)
        # Twice the least target; a layout asks a widget with a layout for nothing else.
        self.setMinimumHeight(theme.scale.mm(2 * theme.scale.space.target_least_mm))
        if self._panel is not None:
            frame = round(theme.pad * (0.8 if drawn_small else 2.6)) - edge
            self._body.setContentsMargins(edge, edge, edge, frame + edge)
            self._panel.setContentsMargins(frame, 0, frame, 0)
            below = theme.pad // 2 if drawn_small else theme.pad * 2
            self._head.setContentsMargins(side, below + theme.pad // 2, side, below)

    def restyle(self) -> None:
        self._place()
        self._title.set_max_lines(1 if self.theme.scale.narrow else 0)
        ink = f"on_{FILL[self._look]}" if self.isEnabled() else "on_off"
        for label in (self._title, self._subtitle, self._letter):
            label.set_tone(ink)
        super().restyle()

    def _name(self) -> None:
        parts = (self._title.text(), self._subtitle.text())
        said = ". ".join(part for part in parts if part)
        self.setAccessibleName(said_plainly(said))

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._name()

    def set_subtitle(self, subtitle: str) -> None:
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._name()

    def set_letter(self, letter: str) -> None:
        self._letter.setText(letter)
        self._letter.setVisible(bool(letter))

    def set_words_beside(self, beside: bool) -> None:
        """Put the line below the title beside it: there is more width than height."""
        direction = QBoxLayout.Direction
        self._said.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._place()

    def set_marks_visible(self, visible: bool) -> None:
        """Show the four pictograms below the title, where there is no list of who qualifies."""
        self._marks.setVisible(visible)

    def set_panel(self, panel: QWidget) -> None:
        """Put `panel` into a white box inside the block."""
        self.take_panel()
        self._panel = _Framed(panel)
        self._body.addWidget(self._panel, 1)
        for part in (panel, self._panel.inner, self._panel):
            part.show()  # else a layout counts it an event later only
        quiet(self)
        self._place()

    def in_panel(self, width: int) -> int:
        """Return how wide what is in the white box is where the block is `width` wide."""
        if self._panel is None:
            return width
        parts = (self._body, self._panel, self._panel.inner.content)
        return width - sum(2 * part.contentsMargins().left() for part in parts)

    def take_panel(self) -> QWidget | None:
        """Return what was put into the white box, which goes; None when there is none."""
        if self._panel is None:
            return None
        frame, self._panel = self._panel, None
        panel = frame.panel
        panel.hide()
        panel.setParent(None)
        self._body.removeWidget(frame)
        frame.hide()  # deleted only when the event loop comes to it
        frame.deleteLater()
        self._place()
        return panel

    # A QAbstractButton measures itself by its text; this one by what lies on it.

    def sizeHint(self) -> QSize:
        return self._body.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._body.minimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        inset = theme.scale.space.inset_press if self.isDown() else 0
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        fill = FILL[self._look]
        rounded(
            painter,
            rect,
            theme.radius,
            fill=("off" if not self.isEnabled() else f"{fill}_press" if self.isDown() else fill),
            edge="border" if not self.isEnabled() else f"{fill}_edge",
            width=theme.edge,
            theme=theme,
            dashed=not self.isEnabled(),
        )


class _Framed(QFrame):
    """The colour of the block around a white box with `panel`."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self.panel = panel
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.inner = _WhitePanel()
        self.inner.content.addWidget(panel)
        box.addWidget(self.inner)


class _WhitePanel(Box):
    def __init__(self) -> None:
        super().__init__("surface", None)
        self.content = QVBoxLayout(self)
        self._place()

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        gap = self.theme.pad
        drawn_small = self.theme.scale.px_per_mm or self.theme.scale.narrow
        side = gap if drawn_small else gap * 2
        top = gap // 2 if drawn_small else gap
        self.content.setContentsMargins(side, top, side, top)

    @property
    def _corner(self) -> float:
        return self.theme.radius_small * 0.7


class _Tile(PaintedLabel):
    """A pictogram on a dark tile."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._part = TILE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_low(self, low: bool) -> None:
        """Be no higher than a line of words, or as drawn."""
        self._part = LINE_HEIGHT if low else TILE
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        side = round(self.theme.scale.type[TypeRole.BODY].px * self._part)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        rect = QRectF(self.rect())
        rounded(painter, rect, rect.width() * 0.2, fill="tile", theme=theme)
        inset = rect.width() * 0.1
        inner = rect.adjusted(inset, inset, -inset, -inset)
        paint_icon(painter, inner, self._icon, theme.colour("on_tile"))


class WhoQualifies(QFrame):
    """Who a preferential ticket is for: a heading, and a row with pictogram and words for each."""

    def __init__(
        self,
        heading: str = "",
        rows: Sequence[tuple[str, str]] = (),
        *,
        tone: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        """`rows` are pairs of a pictogram's name and the words."""
        super().__init__(parent)
        self.heading = FitLabel(heading, TypeRole.TITLE, tone)
        self._tone = tone
        self._columns = 1
        self._rows: tuple[tuple[str, str], ...] = ()
        self._tiles: list[_Tile] = []
        self._words: list[FitLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self.set_texts(heading, rows)

    def set_texts(self, heading: str, rows: Sequence[tuple[str, str]]) -> None:
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            for part in (*self._tiles, *self._words):
                self._grid.removeWidget(part)
                part.hide()  # deleted only when the event loop comes to it
                part.deleteLater()
            self._tiles = [_Tile(icon) for icon, _ in rows]
            self._words = [FitLabel(words, TypeRole.BODY, self._tone) for _, words in rows]
            self._lay_out()
            quiet(self)
        self.setAccessibleName(heading)
        self.setAccessibleDescription(", ".join(words for _, words in rows))

    def set_columns(self, columns: int) -> None:
        """Put the rows into so many columns, one column read after the other."""
        if columns != self._columns:
            self._columns = columns
            self._lay_out()

    def flatten(self, width: int) -> None:
        """Be as low as can be in this `width`, which columns share by their words; 0: as drawn."""
        for tile in self._tiles:
            tile.set_low(width > 0)
        shares = [HALF]
        if width and self._columns == PAIR <= len(self._words):
            beside = 2 * self._tiles[0].sizeHint().width() + 3 * self._grid.horizontalSpacing()
            room = width - beside
            shares = sorted(SHARES, key=lambda share: abs(share - HALF))
            shares.sort(key=lambda share: self._words_height(share * room // 100, room))
        for column, share in ((1, shares[0]), (3, 100 - shares[0])):
            if self._columns == PAIR:
                self._grid.setColumnStretch(column, share)

    def _words_height(self, first: int, room: int) -> int:
        """Return how high the rows are if the words of the first column are `first` px wide."""
        high = -(-len(self._words) // PAIR)
        pairs = zip_longest(self._words[:high], self._words[high:])
        return sum(
            max(
                one.heightForWidth(first),
                0 if other is None else other.heightForWidth(room - first),
            )
            for one, other in pairs
        )

    def _lay_out(self) -> None:
        columns = min(self._columns, max(1, len(self._rows)))
        high = -(-len(self._rows) // columns)
        for part in (self.heading, *self._tiles, *self._words):
            self._grid.removeWidget(part)
        self._grid.addWidget(self.heading, 0, 0, 1, 2 * columns)
        for number, (tile, words) in enumerate(zip(self._tiles, self._words, strict=True)):
            row, column = 1 + number % max(1, high), 2 * (number // max(1, high))
            self._grid.addWidget(tile, row, column)
            self._grid.addWidget(words, row, column + 1)
            for part in (tile, words):
                part.show()  # else a layout counts it an event later only
        for column in range(self._grid.columnCount()):
            is_words = column % 2 == 1 and column < 2 * columns
            self._grid.setColumnStretch(column, int(is_words))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.ParentChange):
            gap = self.heading.theme.pad
            self._grid.setHorizontalSpacing(gap)
            self._grid.setVerticalSpacing(gap // 3)
