"""My day (Ctrl+M): whom the person at this counter attended today, how long, what came of it.

Read when it is opened, for nobody else: it goes with any other page, and with who signs out.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from core.errors import QueueError
from core.keys import DEFAULTS, DeskPage, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, Card, FitLabel, NoticeCard, RuleLine
from counter.decisions.presenter import CounterPresenter
from counter.panels.frames import Row, ScrollColumn, Strip, say

if TYPE_CHECKING:
    from core.office import Office
    from core.reports.table import Table

MARGINS = (24, 18, 24, 18)
NARROW_MARGINS = (12, 12, 12, 12)
SUMS = 4  # tables, before that of each attention


class OwnDayCard(Card):
    """A table as lines: its first two cells above, or beside each other; the rest below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = FitLabel("", TypeRole.TITLE)
        self.content.addWidget(self._title)
        self._lines: list[Strip] = []

    def show_lines(self, title: str, lines: "list[tuple[str, str, str]]") -> None:
        """Show `lines`, each a word, what stands at the right of it, and what is below."""
        self._title.setText(title)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(*each) for each in lines]
        for line in self._lines:
            self.content.addWidget(line)
        self.setVisible(bool(lines))

    @staticmethod
    def _line(word: str, value: str, below: str) -> Strip:
        line = Strip(gap=2)
        row = Strip(across=True, gap=12)
        row.box.addWidget(FitLabel(word, TypeRole.LABEL), 1)
        row.box.addWidget(FitLabel(value, TypeRole.LABEL, align="right", tabular=True))
        line.box.addWidget(RuleLine())
        line.box.addWidget(row)
        if below:
            line.box.addWidget(FitLabel(below, TypeRole.BODY, "ink2"))
        line.setAccessibleName(": ".join(part for part in (word, value) if part))
        line.setAccessibleDescription(below)
        return line


class OwnDayPage(Strip):
    """The day of who is signed in; `page` is the one that it came from."""

    closing = Signal()

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(gap=12, margins=MARGINS, narrow_margins=NARROW_MARGINS)
        self._presenter = presenter
        self._texts = texts
        self._tables: tuple[Table, ...] = ()
        self._said_in = ""
        self.page = DeskPage.FREE
        self._heading = FitLabel("", TypeRole.HEADING)
        self._about = FitLabel("", TypeRole.BODY, "ink2")
        self.close_it = ActionButton("", "close", key=DEFAULTS[KeyAction.BACK])
        self.close_it.activated.connect(self.closing)
        self.nothing = NoticeCard("plain", "info-fill", role=TypeRole.BODY)
        self._sums = [OwnDayCard() for _ in range(SUMS)]
        self._attentions = OwnDayCard()
        self._reach = ScrollColumn()
        self._reach.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()

    def _build(self) -> None:
        words = Strip(gap=0)
        words.box.addWidget(self._heading)
        words.box.addWidget(self._about)
        head = Row(columns=(1, 1))
        head.add(words, 1)
        head.add(self.close_it)
        left, right = Strip(), Strip()
        for card in self._sums:
            left.box.addWidget(card)
        left.box.addStretch()
        right.box.addWidget(self._attentions)
        right.box.addStretch()
        columns = Row(columns=(1,))
        columns.add(left, 1)
        columns.add(right, 1)
        self._reach.inner.box.addWidget(self.nothing)
        self._reach.inner.box.addWidget(columns)
        self._reach.inner.box.addStretch()
        self.box.addWidget(head)
        self.box.addWidget(self._reach, 1)

    def open(self, page: DeskPage) -> None:
        """Come from `page`; what is shown is read as it comes."""
        self.page = page

    def begin(self) -> None:
        """Take the keyboard: its arrows go through the day."""
        self._reach.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing that the next person at this counter could see."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._tables = ()

    def _read(self) -> None:
        person = self._presenter.shift.person
        if person is None:
            return
        username, language = person.username, self._texts.language
        self._said_in = self._texts.code

        def ask(office: "Office") -> "tuple[str, tuple[Table, ...]]":
            # In the lane: neither the words nor what makes tables is the window's otherwise.
            from core.reports.own_day import own_day_tables  # noqa: PLC0415

            return username, own_day_tables(office.reports.own_day(username), language)

        self._presenter.actions.link.ask(ask, self._take, self._leave)

    def _take(self, found: "tuple[str, tuple[Table, ...]]") -> None:
        username, tables = found
        person = self._presenter.shift.person
        if self.isVisible() and person is not None and person.username == username:
            self._tables = tables
            self.refresh()

    def _leave(self, _error: QueueError) -> None:
        """Leave it: the window says by itself that the database is away."""

    @Slot()
    def refresh(self) -> None:
        """Show what was read."""
        _, now, person = self._texts, self._presenter.local_now, self._presenter.shift.person
        if self._said_in != self._texts.code:
            self._read()
        self._heading.setText(_("My day"))
        today = "" if now is None else _.language.day(now.date())
        self._about.setText(" · ".join(each for each in (person and person.name, today) if each))
        say(self.close_it, _("Close"))
        tables = self._tables
        for card, table in zip(self._sums, tables, strict=False):
            card.show_lines(table.title, self._pairs(table))
        if not tables:
            for card in self._sums:
                card.hide()
        attentions = self._told(tables[SUMS]) if tables else []
        self._attentions.show_lines(tables[SUMS].title if tables else "", attentions)
        self.nothing.setVisible(not attentions)
        self.nothing.set_texts(_("Nobody yet today.") if tables else _("Reading…"))
        self._reach.setAccessibleName(f"{self._heading.text()}. {self._about.text()}")
        sums = [pair for table in tables[:SUMS] for pair in self._pairs(table)]
        told = ". ".join(f"{word}: {value}" for word, value, _below in sums)
        self._reach.setAccessibleDescription(told)

    def _pairs(self, table: "Table") -> "list[tuple[str, str, str]]":
        """Return a table's rows as a name and a value; of how many is told below it."""
        _ = self._texts
        return [
            (name, " · ".join((value, *(_("n = {n}", n=n) for n in of))), "")
            for name, value, *of in self._cells(table)
        ]

    def _told(self, table: "Table") -> "list[tuple[str, str, str]]":
        """Return each attention: when and who, what came of it, and how long it took."""
        heads = [column.name for column in table.columns]
        return [
            (f"{when} · {ticket}", came, f"{service} · {heads[3]} {wait} · {heads[4]} {served}")
            for when, ticket, service, wait, served, came in self._cells(table)
        ]

    def _cells(self, table: "Table") -> "list[list[str]]":
        from core.reports.table import said  # noqa: PLC0415 - it came with what is shown

        return [
            [said(value, column, self._texts.language) for column, value, _is in table.cells(row)]
            for row in table.rows
        ]
