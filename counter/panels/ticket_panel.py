"""What is at the counter, on top of each page of the work."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.domain.ticket import Line
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import (
    FitLabel,
    Icon,
    LineTag,
)
from core.qt.widgets.line import LineName
from core.qt.widgets.panels import NoticeLook
from core.whole import whole
from counter.panels.frames import Highlight, Strip

LINE_NAMES: Mapping[Line, LineName] = whole(
    Line, {Line.GENERAL: "general", Line.PREFERENTIAL: "preferential"}
)
LINE_LOOKS: Mapping[Line, NoticeLook] = whole(Line, {Line.GENERAL: "sea", Line.PREFERENTIAL: "sun"})
TICKET = 117
TICKET_NARROW = 140


class TicketPanel(Highlight):
    """What is at the counter: its code, line and state on the left, a stopwatch on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = FitLabel("", TypeRole.CODE, wrap=False)
        self._tag = LineTag("general", "")
        self._icon = Icon("campaign-fill")
        self._state = FitLabel("", TypeRole.LABEL)
        self._caption = FitLabel("", TypeRole.BODY, "ink2", align="right", wrap=False)
        self._time = FitLabel("", TypeRole.FIGURE, align="right", tabular=True, wrap=False)
        self._doing = Strip(across=True, gap=8)
        self._doing.box.addWidget(self._icon)
        self._doing.box.addWidget(self._state, 1)
        self._middle = Strip(gap=6)
        self._right = Strip(gap=0)
        for column in (self._middle, self._right):
            column.box.addStretch()
            column.box.addStretch()
        self._right.box.insertWidget(1, self._caption)
        self._row = Strip(across=True, gap=28)
        self._row.box.addWidget(self._middle, 1)
        self._row.box.addWidget(self._right)
        self._above = Strip(across=True, gap=8)
        self._column = Strip(gap=3, margins=(0, 2, 0, 2))
        self._column.box.addWidget(self._above)
        self._column.box.addStretch()
        for part in (self._row, self._column):
            self.content.addWidget(part)
        self._stands_narrow: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._stand()

    def _stand(self) -> None:
        """Put the parts beside each other, or in a narrow window below each other."""
        narrow = self.theme.scale.narrow
        if narrow == self._stands_narrow:
            return
        self._stands_narrow = narrow
        self._code.set_align("center" if narrow else "left")
        self._time.set_role(TypeRole.LABEL if narrow else TypeRole.FIGURE)
        if narrow:
            self._above.box.addWidget(self._doing, 1)
            self._above.box.addWidget(self._time)
            self._column.box.insertWidget(1, self._code, 1)
            self._column.box.insertWidget(2, self._tag, 0, Qt.AlignmentFlag.AlignHCenter)
        else:
            self._row.box.insertWidget(0, self._code)
            self._middle.box.insertWidget(1, self._tag, 0, Qt.AlignmentFlag.AlignLeft)
            self._middle.box.insertWidget(2, self._doing)
            self._right.box.insertWidget(2, self._time)
        self._row.setVisible(not narrow)
        self._column.setVisible(narrow)

    def restyle(self) -> None:
        self._stand()
        super().restyle()

    def show_ticket(self, name: str, line: Line, word: str, *, has_code: bool) -> None:
        """Show a ticket by its code, or an attention without one by a word."""
        self.set_ticket(has_code)
        self.set_edge("sun" if line is Line.PREFERENTIAL else "sea")
        self._show_name(name, TypeRole.CODE if has_code else TypeRole.MAIN)
        self._tag.show()
        if (self._tag.line, self._tag.text()) != (LINE_NAMES[line], word):
            self._tag.set_line(LINE_NAMES[line], word)
        self.setAccessibleName(f"{name}, {word}")

    def show_plain(self, title: str) -> None:
        """Show a title where no ticket is."""
        self.set_ticket(False)
        self._show_name(title, TypeRole.MAIN)
        self._tag.hide()
        self.setAccessibleName(title)

    def _show_name(self, name: str, role: TypeRole) -> None:
        if self._code.role is not role:
            self._code.set_role(role, Weight.BOLD)
        self._code.setText(name)

    def show_state(self, icon: str, text: str, tone: str = "ink") -> None:
        self._icon.setVisible(bool(text))
        self._icon.set_icon(icon, tone)
        self._state.setText(text)
        self.setAccessibleDescription(text)

    def show_time(self, caption: str, time: str) -> None:
        self._caption.setText(caption)
        self._time.setText(time)

    def hasHeightForWidth(self) -> bool:
        return False  # its height is the same on every page, so that nothing below it moves

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height())

    def _height(self) -> int:
        return self.theme.px(TICKET_NARROW if self.theme.scale.narrow else TICKET)
