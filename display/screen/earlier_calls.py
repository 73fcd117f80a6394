"""The calls before the current one, for whoever looked away: at least four, the latest on top."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.domain.ticket import Line
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import CounterBox, FitLabel, LineMark
from core.qt.widgets.base import PaintedFrame
from display.screen.placed_part import PlacedFrame

if TYPE_CHECKING:
    from core.office import Call

ROWS = 4  # at least
MOST_ROWS = 6
ROW_PART = 1.22  # of the font size: a lower row would cut its box
MARK = 112
PICTOGRAM = 50
GAP = 12
END = 18
# Four digits and two of a counter: a stripe instead of the pictograms, and everything closer.
STRIPE = 12
NARROW_GAP = 8
NARROW_END = 12
USUAL_LETTERS = 5


class EarlierRow(PaintedFrame):
    """One call: its line's pictograms, its code, its counter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = FitLabel("", TypeRole.TITLE, wrap=False, align="right", parent=self)
        self.mark = LineMark("general", size=PICTOGRAM, layout="grid", filled=True, parent=self)
        self.code = FitLabel("", TypeRole.TITLE, wrap=False, parent=self)
        self.box = CounterBox("", TypeRole.TITLE, parent=self)
        self.call: Call | None = None
        self._stripe = 0
        self.show_call(None)

    def show_call(self, call: "Call | None") -> None:
        """Show `call`; None leaves the row empty."""
        self.call = call
        for part in (self.mark, self.code, self.word, self.box):
            part.setVisible(call is not None)
        if call is not None:
            self.mark.set_line(call.line.value)
            self.code.setText(call.code)
            # Digits stand below each other, but four have no room for equal widths.
            self.code.set_tabular(len(call.code) <= USUAL_LETTERS)
            self.box.set_number(call.counter)

    @property
    def needed(self) -> int:
        """The width of code and counter."""
        gap, end = self.theme.px(GAP), self.theme.px(END)
        return 2 * gap + self.code.sizeHint().width() + self.box.sizeHint().width() + end

    @property
    def needed_in_words(self) -> int:
        """The width of code, the word for a counter, and counter."""
        return self.needed + 2 * self.theme.px(GAP) + self.word.sizeHint().width()

    def place(self, *, is_narrow: bool, is_wide: bool) -> None:
        """Give code and counter their room.

        A narrow row has a stripe instead of pictograms; a wide one has the word for a counter.
        """
        drawn = (STRIPE, NARROW_GAP, NARROW_END) if is_narrow else (MARK, GAP, END)
        mark, gap, end = map(self.theme.px, drawn)
        box = self.box.sizeHint()
        left = self.width() - end - box.width()
        self._stripe = mark if is_narrow else 0
        self.mark.setVisible(self.call is not None and not is_narrow)
        self.mark.setGeometry(0, 0, mark, self.height())
        self.box.setGeometry(left, (self.height() - box.height()) // 2, box.width(), box.height())
        room = left - gap - (mark + gap)
        word = self.word.sizeHint().width() if is_wide else 0
        self.word.setVisible(self.call is not None and is_wide)
        self.word.setGeometry(left - 2 * gap - word, 0, word, self.height())
        self.code.setGeometry(mark + gap, 0, max(1, room - word - gap), self.height())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.call is not None and self._stripe:
            fill = "sun" if self.call.line is Line.PREFERENTIAL else "sea"
            stripe = QRect(0, 0, self._stripe, self.height())
            QPainter(self).fillRect(stripe, self.theme.colour(fill))


class EarlierCalls(PlacedFrame):
    """The list. Codes of four digits push the pictograms aside: a stripe of colour stays."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._calls: tuple[Call, ...] = ()
        self._all_rows = tuple(EarlierRow(self) for _ in range(MOST_ROWS))
        self.rows = self._all_rows[:ROWS]

    def show_calls(self, calls: "tuple[Call, ...]") -> None:
        """Show the first calls of `calls`, the latest first."""
        self._calls = calls
        self._place()

    def say_again(self) -> None:
        """Set the texts in the language spoken now."""
        for row in self._all_rows:
            row.word.setText(self._texts("Counter"))
        self._place()

    def _row_rect(self, number: int) -> QRect:
        rule = self.theme.edge
        top = round(self.height() * number / len(self.rows))
        bottom = round(self.height() * (number + 1) / len(self.rows))
        height = bottom - top - (rule if number < len(self.rows) - 1 else 0)
        return QRect(rule, top, self.width() - rule, height)

    def _place(self) -> None:
        least = ROW_PART * self.theme.scale.type[TypeRole.TITLE].px
        count = min(MOST_ROWS, max(ROWS, int(self.height() / least)))
        self.rows = self._all_rows[:count]
        for number, row in enumerate(self._all_rows):
            row.setVisible(number < count)
            row.show_call(self._calls[number] if number < min(count, len(self._calls)) else None)
        room = self.width() - self.theme.edge
        room -= self.theme.px(MARK)
        told = [row for row in self.rows if row.call is not None]
        is_narrow = any(row.needed > room for row in told)
        is_wide = all(row.needed_in_words <= room for row in told)
        for number, row in enumerate(self.rows):
            row.setGeometry(self._row_rect(number))
            row.place(is_narrow=is_narrow, is_wide=is_wide)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("border"))
        for number in range(len(self.rows)):
            painter.fillRect(self._row_rect(number), self.theme.colour("bg"))
