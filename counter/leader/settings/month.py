"""A month in which days are chosen: what each is stands as a form, not as a colour alone."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from core.errors import N_
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import ActionButton, ButtonSize, FitLabel
from core.qt.widgets.base import PaintedButton, rounded
from core.qt.widgets.icons import paint_icon
from core.qt.widgets.text import TextPiece, draw, measure
from core.whole import whole
from counter.panels.frames import Strip

WEEKS = 6
DAY = (36, 34)


class DayForm(StrEnum):
    """What a day is: as its week has it, without hours, a holiday, special, closed."""

    USUAL = "usual"
    OFF = "off"
    HOLIDAY = "holiday"
    SPECIAL = "special"
    CLOSURE = "closure"


FORM_WORDS = whole(
    DayForm,
    {
        DayForm.USUAL: N_("usual hours"),
        DayForm.OFF: N_("closed every week"),
        DayForm.HOLIDAY: N_("holiday"),
        DayForm.SPECIAL: N_("special hours"),
        DayForm.CLOSURE: N_("closure"),
    },
)
ICONS = {
    DayForm.HOLIDAY: "star-fill",
    DayForm.CLOSURE: "lock-fill",
    DayForm.SPECIAL: "schedule-fill",
}


STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class DayButton(PaintedButton):
    """A day of the month. `moved`: an arrow key leads so many days on."""

    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = date.min
        self.form = DayForm.USUAL
        self.is_chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, day: date, form: DayForm, words: str, *, chosen: bool) -> None:
        self.day, self.form = day, form
        self.setText(str(day.day))
        self.setAccessibleName(words)
        self.is_chosen = chosen
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (step := STEPS.get(Qt.Key(event.key()))) is not None:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(DAY[0]), self.theme.px(DAY[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, rect = self.theme, QRectF(self.rect())
        fill = {DayForm.HOLIDAY: "off", DayForm.SPECIAL: "sea_soft", DayForm.CLOSURE: "ink"}.get(
            self.form
        )
        edge = "chosen_edge" if self.is_chosen else None
        if fill or edge:
            width = theme.edge_strong if edge else 0
            radius = theme.radius_small / 2
            rounded(
                painter, rect, radius, fill=fill or "surface", edge=edge, width=width, theme=theme
            )
        ink = "surface" if self.form is DayForm.CLOSURE else "ink"
        if self.form is DayForm.OFF:
            ink = "ink2"
        if not self.isEnabled():
            ink = "on_off"
        icon = ICONS.get(self.form)
        px = theme.scale.type[TypeRole.LEAST].px
        heavy = Weight.BOLD if icon or self.is_chosen else Weight.REGULAR
        piece = TextPiece(self.text(), heavy, wrap=False)
        room = rect
        if icon:
            side = px * 0.95
            room = rect.adjusted(0, 0, -side, 0)
            at = QRectF(rect.center().x() + side * 0.25, rect.center().y() - side / 2, side, side)
            paint_icon(painter, at, icon, theme.colour(ink))
        draw(painter, room, piece, measure(piece, px, 1e6), theme.colour(ink), align="center")


class Month(Strip):
    """Weeks from Monday to Sunday, and two buttons to the months beside it.

    Signals:
        chosen: another day was chosen; `day` says which.
    """

    chosen = Signal()

    def __init__(self, _: Texts, form_of: Callable[[date], DayForm]) -> None:
        super().__init__(gap=6)
        self._texts = _
        self._form_of = form_of
        self._today = date.min
        self._first = date.min
        self.day: date | None = None
        self._title = FitLabel("", TypeRole.LABEL, max_lines=1)
        self.before = ActionButton("", "chevron_left", size=ButtonSize.SMALL, is_quick=True)
        self.after = ActionButton("", "chevron_right", size=ButtonSize.SMALL, is_quick=True)
        self.before.activated.connect(self._go_back)
        self.after.activated.connect(self._go_on)
        head = Strip(across=True)
        head.box.addWidget(self._title, 1)
        head.box.addWidget(self.before)
        head.box.addWidget(self.after)
        grid = QWidget()
        self._grid = QGridLayout(grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        for number in range(7):
            word = _.language.weekdays(number, number)[:2]
            self._grid.addWidget(
                FitLabel(word, TypeRole.LEAST, tone="ink2", align="center"), 0, number
            )
        self.days = [DayButton() for _ in range(7 * WEEKS)]
        for place, button in enumerate(self.days):
            button.activated.connect(self._choose)
            button.moved.connect(self._move)
            self._grid.addWidget(button, 1 + place // 7, place % 7)
        self.box.addWidget(head)
        self.box.addWidget(grid)

    def begin(self, today: date) -> None:
        """Show the month of `today`; days before it cannot be chosen."""
        if self._today != today:
            self._today = today
            self._first = today.replace(day=1)
        self.follow()

    def show_day(self, day: date) -> None:
        """Show the month of `day`, chosen."""
        self.day, self._first = day, day.replace(day=1)
        self.follow()
        self.chosen.emit()

    def follow(self) -> None:
        """Show each day as it is now."""
        _, first = self._texts, self._first
        if first == date.min:
            return
        name = _.language.month(first)
        self._title.setText(name[:1].upper() + name[1:])
        self.before.setAccessibleName(_("Month before"))
        self.after.setAccessibleName(_("Next month"))
        self.before.setEnabled(first > self._today)
        last = calendar.monthrange(first.year, first.month)[1]
        for place, button in enumerate(self.days):
            number = place - first.weekday() + 1
            button.setVisible(1 <= number <= last)
            if not 1 <= number <= last:
                continue
            day = first.replace(day=number)
            form = self._form_of(day)
            words = _("{day}: {form}", day=_.day(day), form=_(FORM_WORDS[form]))
            button.show_day(day, form, words, chosen=day == self.day)
            button.setEnabled(day >= self._today)
            # One stop of Tab for all days: the arrows lead from there.
            is_stop = day == self._stop_in(first)
            policy = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _stop_in(self, first: date) -> date:
        """Return the day of the month that Tab comes to."""
        if self.day is not None and self.day.replace(day=1) == first:
            return self.day
        return max(first, self._today)

    @Slot()
    def _choose(self) -> None:
        button = self.sender()
        assert isinstance(button, DayButton)  # only our buttons are connected
        self.day = button.day
        self.follow()
        self.chosen.emit()

    @Slot(int)
    def _move(self, days: int) -> None:
        """Take the keyboard so many days on, into the month beside it if it is there."""
        button = self.sender()
        assert isinstance(button, DayButton)  # only our buttons are connected
        day = button.day + timedelta(days=days)
        if day < self._today:
            return
        if day.replace(day=1) != self._first:
            self._first = day.replace(day=1)
            self.follow()
        for each in self.days:
            if not each.isHidden() and each.day == day:
                each.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _go_back(self) -> None:
        self._first = (self._first - timedelta(days=1)).replace(day=1)
        self.follow()

    @Slot()
    def _go_on(self) -> None:
        self._first = (self._first + timedelta(days=32)).replace(day=1)
        self.follow()
