"""Containers whose margins and gaps follow the theme."""

from collections.abc import Sequence
from math import lcm

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.qt.widgets import TicketShape
from core.qt.widgets.base import PaintedFrame, rounded

Margins = tuple[int, int, int, int]
NO_MARGINS: Margins = (0, 0, 0, 0)
CARD = 600
CARD_SHARE = 100  # of a line: what is beside a card gets only what the card cannot use
SHOWN_OR_HIDDEN = frozenset({QEvent.Type.ShowToParent, QEvent.Type.HideToParent})


def say(button: QAbstractButton, text: str) -> None:
    """Put `text` on a button; a button that says it already is not measured again."""
    if button.text() != text:
        button.setText(text)


def words_of(*notices: QWidget) -> list[str]:
    """Return what those of the `notices` that are shown tell, a sentence each."""
    shown = [each for each in notices if not each.isHidden()]
    told = [(each.accessibleName(), each.accessibleDescription()) for each in shown]
    return [words for both in told for words in both if words]


class Strip(PaintedFrame):
    """A row or a column of widgets; `gap` and `margins` are drawn px."""

    def __init__(
        self,
        *,
        across: bool = False,
        turns: bool = False,
        gap: int | None = None,
        narrow_gap: int | None = None,
        margins: Margins = NO_MARGINS,
        narrow_margins: Margins | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`gap` None is the theme's; a row that `turns` is a column in a narrow window.

        `narrow_gap` and `narrow_margins` are those of a narrow window; None: the same.
        """
        super().__init__(parent)
        self._gap = gap
        self._narrow_gap = gap if narrow_gap is None else narrow_gap
        self._margins = margins
        self._narrow_margins = margins if narrow_margins is None else narrow_margins
        self._turns = turns
        self.box: QBoxLayout = QHBoxLayout(self) if across else QVBoxLayout(self)
        self._own = self.box
        self._place()

    @property
    def is_narrow(self) -> bool:
        """Whether the window is the strip beside another program."""
        return self.theme.scale.narrow

    def clear(self) -> None:
        """Let go of everything in it."""
        while (item := self.box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        theme, narrow = self.theme, self.is_narrow
        gap = self._narrow_gap if narrow else self._gap
        self._own.setSpacing(theme.gap if gap is None else theme.px(gap))
        margins = self._narrow_margins if narrow else self._margins
        self._own.setContentsMargins(*(theme.px(side) for side in margins))
        if self._turns:
            direction = QBoxLayout.Direction
            self._own.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)


class Row(PaintedFrame):
    """Things beside each other; in a narrow window some to a line, one line below the other.

    `columns`: how many to each line; the last number is that of all further lines. What is hidden
    leaves no gap.
    """

    def __init__(
        self,
        *,
        gap: int | None = None,
        columns: Sequence[int] = (2,),
        loose: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`gap` None is the theme's; `loose`: what one row does not need stays empty."""
        super().__init__(parent)
        self._gap = gap
        self._columns = tuple(columns)
        self._loose = loose
        self._parts: list[tuple[QWidget, int]] = []
        self._stands: object = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._place()

    def add(self, part: QWidget, stretch: int = 0) -> None:
        """Put `part` last; `stretch` is its share of the width where they stand in one row."""
        self.insert(len(self._parts), part, stretch)

    def insert(self, at: int, part: QWidget, stretch: int = 0) -> None:
        """Put `part` before the one that is number `at`; a row it was in gives it up."""
        if isinstance(before := part.parentWidget(), Row):
            before.give_up(part)
        part.setParent(self)
        self._parts.insert(at, (part, stretch))
        part.installEventFilter(self)
        self._place()

    def give_up(self, part: QWidget) -> None:
        self._parts = [each for each in self._parts if each[0] is not part]
        part.removeEventFilter(self)
        self._place()

    def set_columns(self, columns: Sequence[int]) -> None:
        self._columns = tuple(columns)
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in SHOWN_OR_HIDDEN:
            self._place()
        return False

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        theme = self.theme
        self._grid.setSpacing(theme.gap if self._gap is None else theme.px(self._gap))
        shown = [each for each in self._parts if not each[0].isHidden()]
        stands = (theme.scale.narrow, self._columns, shown)
        if stands == self._stands:
            return
        self._stands = stands
        for part, _ in self._parts:
            self._grid.removeWidget(part)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        if theme.scale.narrow:
            self._place_below([part for part, _ in shown])
        else:
            for column, (part, stretch) in enumerate(shown):
                self._grid.addWidget(part, 0, column)
                self._grid.setColumnStretch(column, stretch)
            if self._loose and not any(stretch for _, stretch in shown):
                self._grid.setColumnStretch(len(shown), 1)

    def _place_below(self, parts: Sequence[QWidget]) -> None:
        whole = lcm(*self._columns)  # every line divides into its columns
        for column in range(whole):
            self._grid.setColumnStretch(column, 1)
        left, line = list(parts), 0
        while left:
            count = self._columns[min(line, len(self._columns) - 1)]
            beside, left = left[:count], left[count:]
            span = whole // count
            for number, part in enumerate(beside):
                is_last = number == len(beside) - 1
                across = whole - number * span if is_last else span
                self._grid.addWidget(part, line, number * span, 1, across)
            line += 1


class _Scrolled(QScrollArea):
    """Scrolls `inner` up and down, and is no stop of Tab itself."""

    def __init__(self, inner: QWidget, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)


class ScrollColumn(_Scrolled):
    """A column that scrolls where there is more than room: nothing is out of reach."""

    def __init__(self, parent: QWidget | None = None, *, gap: int | None = None) -> None:
        """`gap` between its parts in drawn px; None is the theme's."""
        self.inner = Strip(gap=gap)
        super().__init__(self.inner, parent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            # By itself Qt shows what Tab comes to from within, not what it comes to from outside.
            app.focusChanged.connect(self._follow_focus)

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.inner.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, self.inner.theme.gap)

    @property
    def overflow(self) -> int:
        """How many px there are more than can be seen."""
        return self.verticalScrollBar().maximum()


class Scroll(_Scrolled):
    """Gives `content` all the room there is, and scrolls where that is less high than it needs.

    Unlike a `ScrollColumn` it does not ask what its layout would like: pages share the room.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        self._content = content
        self._inner = QWidget()
        content.setParent(self._inner)
        super().__init__(self._inner, parent)
        self._inner.installEventFilter(self)

    def set_least(self, height: int) -> None:
        """Let the content have this height, in px, at least."""
        self._inner.setMinimumHeight(height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() is QEvent.Type.Resize:
            self._content.setGeometry(self._inner.rect())
        return super().eventFilter(watched, event)


class Centred(Strip):
    """A card in the middle of its page, as wide as a form is; it scrolls where it must."""

    def __init__(self, card: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(gap=0, parent=parent)
        self._card = card
        self.reach = ScrollColumn()
        middle = Strip(across=True, gap=0, narrow_margins=(12, 12, 12, 12))
        middle.box.addStretch(1)
        middle.box.addWidget(card, CARD_SHARE)
        middle.box.addStretch(1)
        inner = self.reach.inner.box
        inner.addStretch(1)
        inner.addWidget(middle)
        inner.addStretch(1)
        self.box.addWidget(self.reach, 1)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self._card.setMaximumWidth(self.theme.px(CARD))


class Highlight(TicketShape):
    """The frame of what is going on: a ticket's paper for a ticket, else a plain card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._is_ticket = True

    def set_ticket(self, is_ticket: bool) -> None:
        self._is_ticket = is_ticket
        self.update()

    def _place(self) -> None:
        theme = self.theme
        side = theme.radius + theme.gap  # clear of the notches
        self.content.setContentsMargins(side, theme.edge_strong, side, theme.edge_strong)
        self.content.setSpacing(theme.gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_ticket:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded(
            painter,
            QRectF(self.rect()),
            self.theme.radius,
            fill="surface",
            edge="border",
            width=self.theme.edge,
            theme=self.theme,
        )
