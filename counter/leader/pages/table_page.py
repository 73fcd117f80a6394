"""A page with a table, and in its place what is asked about a row of it."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget

from core.qt.look.language import Texts
from counter.leader.ask import AskCard, Question
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.pages.page import LeaderPage
from counter.leader.rows import RowTable
from counter.panels.frames import Strip

if TYPE_CHECKING:
    from core.office import Office


class TablePage(LeaderPage):
    """`listed` holds the table and what stands around it; `ask` comes in their place."""

    ask: AskCard

    def __init__(self, presenter: LeaderPresenter, texts: Texts, shares: Sequence[int]) -> None:
        """`shares`: of the table's width, a number a column."""
        super().__init__(presenter, texts)
        self.table = RowTable(shares, self.fill)
        self.table.opened.connect(self.refresh)
        self.ask = AskCard(presenter, texts)
        self.ask.left.connect(self.refresh)
        self.listed = Strip()
        self.listed.box.addWidget(self.table, 1)
        self._parts = QStackedWidget()
        self._parts.addWidget(self.listed)
        self._parts.addWidget(self.ask)
        self.box.addWidget(self._parts, 1)

    @abstractmethod
    def fill(self, key: str, strip: Strip) -> None:
        """Put what may be done about the row of a key into its open row."""

    def facts(self) -> list[str]:
        return self.table.facts()

    def begin(self) -> None:
        self.ask.close_question()
        self.table.close_row()

    def go_back(self) -> bool:
        row = self.table.rows.get(self.table.open_key)
        if row is not None:
            row.button.setFocus(Qt.FocusReason.OtherFocusReason)  # what has it may go
        return self.table.close_row()

    @Slot()
    def refresh(self) -> None:
        super().refresh()
        is_asking = self.ask.is_open
        self._parts.setCurrentWidget(self.ask if is_asking else self.listed)
        self.refusal.setVisible(not self.refusal.isHidden() and not is_asking)
        self.ask.refresh()

    def open_question(self, question: Question) -> None:
        self.presenter.actions.dismiss()
        self.ask.open(question)
        self.refresh()

    def do(
        self,
        name: str,
        do: "Callable[[Office, str], object]",
        then: Callable[[], None] | None = None,
    ) -> None:
        """Have it done; the question and the row close once it was, and `then` follows."""

        def done(_result: object) -> None:
            self.ask.close_question()
            self.table.close_row()
            if then is not None:
                then()

        self.presenter.ask(name, do, done)
