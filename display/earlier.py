"""The calls before the current one, for whoever looked away: at least four, the latest on top."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.domain.ticket import Line
from core.qt.tokens import Role
from core.qt.widgets import CounterBox, FitLabel, LineMark
from core.qt.widgets.base import PaintedFrame

if TYPE_CHECKING:
    from core.office import Call

ROWS = 4
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
        self.mark = LineMark("general", size=PICTOGRAM, layout="grid", filled=True, parent=self)
        self.code = FitLabel("", Role.TITLE, wrap=False, parent=self)
        self.box = CounterBox("", Role.TITLE, parent=self)
        self.call: Call | None = None
        self._stripe = 0
        self.show_call(None)

    def show_call(self, call: "Call | None") -> None:
        """Show `call`; None leaves the row empty."""
        self.call = call
        for part in (self.mark, self.code, self.box):
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

    def place(self, *, is_narrow: bool) -> None:
        """Give code and counter their room; a narrow row has a stripe instead of pictograms."""
        drawn = (STRIPE, NARROW_GAP, NARROW_END) if is_narrow else (MARK, GAP, END)
        mark, gap, end = map(self.theme.px, drawn)
        box = self.box.sizeHint()
        left = self.width() - end - box.width()
        self._stripe = mark if is_narrow else 0
        self.mark.setVisible(self.call is not None and not is_narrow)
        self.mark.setGeometry(0, 0, mark, self.height())
        self.box.setGeometry(left, (self.height() - box.height()) // 2, box.width(), box.height())
        room = left - gap - (mark + gap)
        self.code.setGeometry(mark + gap, 0, max(1, room), self.height())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.call is not None and self._stripe:
            fill = "sun" if self.call.line is Line.PREFERENTIAL else "sea"
            stripe = QRect(0, 0, self._stripe, self.height())
            QPainter(self).fillRect(stripe, self.theme.colour(fill))


class EarlierCalls(PaintedFrame):
    """The list. Codes of four digits push the pictograms aside: a stripe of colour stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = tuple(EarlierRow(self) for _ in range(ROWS))

    def show_calls(self, calls: "tuple[Call, ...]") -> None:
        """Show the first calls of `calls`, the latest first."""
        for number, row in enumerate(self.rows):
            row.show_call(calls[number] if number < len(calls) else None)
        self._place()

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _row_rect(self, number: int) -> QRect:
        rule = self.theme.edge
        top = round(self.height() * number / ROWS)
        bottom = round(self.height() * (number + 1) / ROWS)
        height = bottom - top - (rule if number < ROWS - 1 else 0)
        return QRect(rule, top, self.width() - rule, height)

    def _place(self) -> None:
        room = self.width() - self.theme.edge
        room -= self.theme.px(MARK)
        is_narrow = any(row.call is not None and row.needed > room for row in self.rows)
        for number, row in enumerate(self.rows):
            row.setGeometry(self._row_rect(number))
            row.place(is_narrow=is_narrow)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("border"))
        for number in range(ROWS):
            painter.fillRect(self._row_rect(number), self.theme.colour("bg"))
