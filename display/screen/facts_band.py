"""The board's band, where there are no slides: the time, the next closing, and who waits.

Two rows of two. Where a line has two things to say, how many wait and how long, they take turns.
"""

from math import ceil

from PySide6.QtWidgets import QWidget

from core.domain.ticket import Line
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import FitLabel, LineMark
from core.qt.widgets.text import UNBOUNDED, TextPiece, measure
from display import sentences as sayings
from display.screen.layouts import DRIFT
from display.screen.placed_part import PlacedFrame
from display.slides.order import lines_of
from display.state import STARTING, Shown

SIDE = 62
BETWEEN = 36
MARK = 112
PICTOGRAM = 50
MARK_GAP = 24
MARK_INSET = 10


class Facts(PlacedFrame):
    """What the office wants the hall to know, told the time by `tick`."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__("deep", parent)
        self._texts = texts
        self._shown = STARTING
        self._turn = 0
        self._said: dict[Line, tuple[str, ...]] = {}
        self.clock = FitLabel("", TypeRole.TITLE, "sun_on_deep", wrap=False, parent=self)
        self.closing = FitLabel(
            "", TypeRole.BODY, "on_deep", wrap=False, align="right", parent=self
        )
        self.marks = {
            line: LineMark(line.value, size=PICTOGRAM, layout="grid", filled=True, parent=self)
            for line in Line
        }
        self.lines = {
            line: FitLabel("", TypeRole.BODY, "on_deep", wrap=False, parent=self) for line in Line
        }
        self.sentence = FitLabel("", TypeRole.BODY, "on_deep", max_lines=2, parent=self)

    def show_state(self, shown: Shown) -> None:
        self._shown = shown
        self.say_again()

    def tick(self, now: float) -> None:
        """Say the next thing of each line if that is due."""
        settings = self._shown.settings
        turn = 0 if settings is None else int(now // settings.hall.slide_s)
        if turn != self._turn:
            self._turn = turn
            self.say_again()

    def say_again(self) -> None:
        """Set the texts in the language spoken now."""
        _, shown = self._texts, self._shown
        settings = shown.settings
        hall = None if settings is None else settings.hall
        has_clock = hall is not None and hall.clock and shown.local_time is not None
        self.clock.setText(_.clock(shown.local_time) if has_clock and shown.local_time else "")
        self.closing.setText(
            sayings.closing_in_short(_, shown) if hall is not None and hall.closing else ""
        )
        for line, label in self.lines.items():
            now = shown.line(line.value)
            said: tuple[str, ...] = ()
            if settings is not None and now is not None and line in lines_of(settings):
                said = sayings.waiting_in_short(_, now, settings.hall)
            self._said[line] = said
            label.setText(said[self._turn % len(said)] if said else "")
        self.sentence.setText(_("Please wait. We will call you on screen and by voice."))
        self._place()

    @property
    def _is_empty(self) -> bool:
        return not any(label.text() for label in (self.clock, self.closing, *self.lines.values()))

    def _place(self) -> None:
        """Give each row its half; what stands alone in a row has all of it."""
        theme = self.theme
        side, between = theme.px(SIDE), theme.px(BETWEEN)
        height = self.height() - 2 * theme.px(DRIFT)
        inner = self.width() - 2 * side
        row = height // 2
        for part in (*self.marks.values(), *self.lines.values(), self.clock, self.closing):
            part.setVisible(not self._is_empty)
        self.sentence.setVisible(self._is_empty)
        self.sentence.setGeometry(side, 0, inner, height)
        clock = min(inner, self.clock.sizeHint().width()) if self.clock.text() else 0
        room = inner - clock - (between if clock else 0)
        self.clock.setGeometry(side, 0, clock, row)
        self.closing.set_align("right" if clock else "left")
        self.closing.setGeometry(side + inner - room, 0, room, row)
        told = [line for line in Line if self.lines[line].text()]
        mark, gap, inset = theme.px(MARK), theme.px(MARK_GAP), theme.px(MARK_INSET)
        for line in Line:
            is_told = line in told
            self.marks[line].setVisible(is_told)
            self.lines[line].setVisible(is_told)
            if not is_told:
                continue
            text = self._widest(line)
            # The second line ends at the right edge: its mark stands still when the words change.
            left = side if line is told[0] else side + inner - text - gap - mark
            self.marks[line].setGeometry(left, row + inset, mark, row - 2 * inset)
            self.lines[line].setGeometry(left + mark + gap, row, text, row)

    def _widest(self, line: Line) -> int:
        """Return the width of the longest that a line has to say now."""
        size = self.theme.scale.type[TypeRole.BODY]
        pieces = (TextPiece(text, size.weight, wrap=False) for text in self._said[line])
        return ceil(max(measure(piece, size.px, UNBOUNDED).width for piece in pieces)) + 2
