"""The calls before the current one, for whoever looked away: at least four, the latest on top."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.ticket import Line
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import CounterBox, FitLabel, LineMark
from core.qt.widgets.base import Ground
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


class EarlierRow(Ground):
    """One call: its line's pictograms, its code, its counter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.word = FitLabel("", TypeRole.TITLE, wrap=False, align="right")
        self.mark = LineMark("general", size=PICTOGRAM, layout="grid", filled=True)
        self.code = FitLabel("", TypeRole.TITLE, wrap=False)
        self.box = CounterBox("", TypeRole.TITLE)
        self._stripes = {Line.GENERAL: Ground("sea"), Line.PREFERENTIAL: Ground("sun")}
        self.call: Call | None = None
        self._parts = QHBoxLayout(self)
        for part in (*self._stripes.values(), self.mark):
            self._parts.addWidget(part)
        self._parts.addWidget(self.code, 1)
        self._parts.addWidget(self.word)
        self._parts.addWidget(self.box)
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
        px = self.theme.px
        self.mark.setFixedWidth(px(MARK))
        self.mark.setVisible(self.call is not None and not is_narrow)
        for line, stripe in self._stripes.items():
            stripe.setFixedWidth(px(STRIPE))
            stripe.setVisible(self.call is not None and is_narrow and self.call.line is line)
        self.word.setVisible(self.call is not None and is_wide)
        self._parts.setContentsMargins(0, 0, px(NARROW_END if is_narrow else END), 0)
        self._parts.setSpacing(px(NARROW_GAP if is_narrow else GAP))
        self._parts.activate()


class EarlierCalls(PlacedFrame):
    """The list. Codes of four digits push the pictograms aside: a stripe of colour stays."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__("border", parent)
        self._texts = texts
        self._calls: tuple[Call, ...] = ()
        self._all_rows = tuple(EarlierRow() for _ in range(MOST_ROWS))
        self.rows = self._all_rows[:ROWS]
        self._box = QVBoxLayout(self)
        for row in self._all_rows:
            self._box.addWidget(row, 1)

    def show_calls(self, calls: "tuple[Call, ...]") -> None:
        """Show the first calls of `calls`, the latest first."""
        self._calls = calls
        self._place()

    def say_again(self) -> None:
        """Set the texts in the language spoken now."""
        for row in self._all_rows:
            row.word.setText(self._texts("Counter"))
        self._place()

    def _place(self) -> None:
        least = ROW_PART * self.theme.scale.type[TypeRole.TITLE].px
        count = min(MOST_ROWS, max(ROWS, int(self.height() / least)))
        self.rows = self._all_rows[:count]
        for number, row in enumerate(self._all_rows):
            row.setVisible(number < count)
            row.show_call(self._calls[number] if number < min(count, len(self._calls)) else None)
        room = self.width() - self.theme.edge - self.theme.px(MARK)
        told = [row for row in self.rows if row.call is not None]
        is_narrow = any(row.needed > room for row in told)
        is_wide = all(row.needed_in_words <= room for row in told)
        self._box.setContentsMargins(self.theme.edge, 0, 0, 0)
        self._box.setSpacing(self.theme.edge)
        self._box.activate()  # at once: a call is painted whole
        for row in self.rows:
            row.place(is_narrow=is_narrow, is_wide=is_wide)
