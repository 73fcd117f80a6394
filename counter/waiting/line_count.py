"""How many wait in a line."""

from PySide6.QtWidgets import QWidget

from core.domain.ticket import Line
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import (
    Card,
    FitLabel,
    LineMark,
)
from counter import wording
from counter.decisions.presenter import CounterPresenter
from counter.panels.frames import Strip
from counter.panels.ticket_panel import LINE_NAMES

MARK = 27


class LineCount(Card):
    """How many wait in one line, and for how long the first: on the line's soft colour."""

    def __init__(
        self, line: Line, *, is_narrow: bool = False, parent: QWidget | None = None
    ) -> None:
        """`is_narrow`: the wait stands beside the word, else beside the pictograms."""
        general = line is Line.GENERAL
        super().__init__(fill="sea_soft" if general else "sun_soft", parent=parent)
        self._word = FitLabel("", TypeRole.BODY)
        self._count = FitLabel("0", TypeRole.FIGURE, tabular=True, wrap=False)
        row = Strip(across=True, gap=8)
        row.box.addWidget(self._count)
        row.box.addWidget(LineMark(LINE_NAMES[line], size=MARK))
        row.box.addStretch()
        self._oldest = FitLabel("", TypeRole.LEAST, align="right", tabular=True, wrap=False)
        head = Strip(across=True, gap=8)
        head.box.addWidget(self._word, 1)
        (head if is_narrow else row).box.addWidget(self._oldest)
        self.content.addWidget(head)
        self.content.addWidget(row)

    def set_short(self, is_short: bool) -> None:
        """Leave the word away: the pictograms say the line."""
        self._word.setVisible(not is_short)
        self._oldest.set_align("left" if is_short else "right")
        self._count.set_role(TypeRole.TITLE if is_short else TypeRole.FIGURE)

    def show_count(self, word: str, count: int, oldest: str) -> None:
        """`oldest` is how long the first of them has waited."""
        self._word.setText(word)
        self._count.setText(str(count))
        self._oldest.setText(oldest)
        self.setAccessibleName(word)
        self.setAccessibleDescription(f"{count} {oldest}".strip())

    def _place(self) -> None:
        theme = self.theme
        self.content.setContentsMargins(theme.gap, theme.gap // 3, theme.gap // 2, theme.gap // 3)
        self.content.setSpacing(0)


def show_count(count: LineCount, line: Line, presenter: CounterPresenter, texts: Texts) -> None:
    """Show the hall's present state of a line."""
    hall = presenter.hall
    oldest_at = hall.oldest_in(line) if hall is not None else None
    wait = "" if oldest_at is None else wording.minutes(texts, presenter.since_s(oldest_at))
    waiting = hall.waiting_in(line) if hall is not None else 0
    count.show_count(wording.line_word(texts, line), waiting, wait)
