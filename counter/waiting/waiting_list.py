"""Who waits, beside the work: a count a line, and the list in the order of the call."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.domain.ticket import Line, Ticket
from core.keys import DEFAULTS, KeyAction, Keys
from core.qt import press
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.press import Press, place_of
from core.qt.widgets import (
    ActionButton,
    ButtonSize,
    Card,
    FitLabel,
    Icon,
    LineTag,
    NoticeCard,
    RuleLine,
)
from core.qt.widgets.base import PaintedFrame, announce, rounded
from counter import wording
from counter.decisions.presenter import CounterPresenter, Stage
from counter.panels.frames import Strip, say
from counter.panels.ticket_panel import LINE_NAMES
from counter.waiting.line_count import LineCount, show_count
from counter.waiting.priority_figures import PrelationFigures

ROW = 46
PANEL = 392
CODE = 70
LEAST_ROWS = 4


class WaitingRow(Strip):
    """A waiting ticket: code, line, minutes waited. A click chooses it, and does nothing else."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(across=True, gap=8, parent=parent)
        self._code = FitLabel("", TypeRole.TITLE, wrap=False)
        self._tag = LineTag("general", "", role=TypeRole.LEAST)
        self._wait = FitLabel("", TypeRole.BODY, align="right", tabular=True, wrap=False)
        self._name = ""
        self._finger: Press | None = None
        self._is_chosen = False
        self._tick = Icon("check", beside=TypeRole.TITLE)
        self._tick.hide()
        self.box.addWidget(self._tick)
        self.box.addWidget(self._code)
        self.box.addWidget(self._tag, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.box.addWidget(self._wait)

    def show_ticket(
        self, name: str, code: str, line: Line, word: str, wait: str, *, is_chosen: bool
    ) -> None:
        """`name` is what a click reports; without a number, `code` "", the line says enough."""
        self._name = name
        if is_chosen != self._is_chosen:
            self._is_chosen = is_chosen
            self._tick.setVisible(is_chosen)
            for part in (self._tick, self._code, self._wait):
                part.set_tone("on_chosen" if is_chosen else "ink")
            self.restyle()
        self._code.setText(code)
        self._wait.setText(wait)
        if (self._tag.line, self._tag.text()) != (LINE_NAMES[line], word):
            self._tag.set_line(LINE_NAMES[line], word)
        self.setAccessibleName(", ".join(filter(None, (code, word, wait))))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._finger = Press(press.clock.of(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = place_of(self)
        with place.by(self._finger):
            if self.rect().contains(event.position().toPoint()) and place.admits():
                self.pressed.emit(self._name)

    def restyle(self) -> None:
        super().restyle()
        self._code.setMinimumWidth(self.theme.px(CODE))
        side = 2 * self.theme.edge_strong if self._is_chosen else 0
        self.box.setContentsMargins(side, 0, side, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_chosen:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            theme = self.theme
            rounded(
                painter,
                QRectF(self.rect()),
                theme.radius_small,
                fill="chosen",
                edge="chosen_edge",
                width=theme.edge_strong,
                theme=theme,
            )
        super().paintEvent(event)


class WaitingList(PaintedFrame):
    """As many rows as there is room for, and how many more there are."""

    resized = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[RuleLine, WaitingRow]] = []
        self._more = FitLabel("", TypeRole.BODY, "ink2")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._more)
        self._box.addStretch()
        self._more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    @property
    def room(self) -> int:
        """How many rows fit."""
        return max(1, self.height() // self.theme.px(ROW))

    def show_rows(
        self, rows: Sequence[tuple[str, str, Line, str, str]], more: str, *, chosen: str | None
    ) -> None:
        """Show `rows` (name, code, line, its word, wait); `more` says that others follow.

        `chosen` is the name of the one that was clicked.
        """
        while len(self._rows) < len(rows):
            self._add_row()
        for number, (rule, row) in enumerate(self._rows):
            rule.setVisible(number < len(rows))
            row.setVisible(number < len(rows))
            if number < len(rows):
                row.show_ticket(*rows[number], is_chosen=rows[number][0] == chosen)
        self._more.setText(more)
        self._more.setVisible(bool(more))

    def _add_row(self) -> None:
        rule, row = RuleLine(), WaitingRow()
        row.pressed.connect(self.chosen)
        at = 2 * len(self._rows)
        self._box.insertWidget(at, rule)
        self._box.insertWidget(at + 1, row)
        self._rows.append((rule, row))
        self._size_rows()

    def _size_rows(self) -> None:
        height = self.theme.px(ROW)
        for rule, row in self._rows:
            row.setFixedHeight(height - rule.height())
        self._more.setFixedHeight(height)

    def restyle(self) -> None:
        self._size_rows()
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.theme.px(ROW) * LEAST_ROWS)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.theme.px(ROW) * LEAST_ROWS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class ChosenTicket(Strip):
    """Says who is chosen in the list, and what may be done with them: only by its own buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._said = FitLabel("", TypeRole.BODY)
        self.call = ActionButton(
            "", "campaign-fill", key=DEFAULTS[KeyAction.CALL_CHOSEN], size=ButtonSize.SMALL
        )
        self.let_go = ActionButton("", "close", key=DEFAULTS[KeyAction.BACK], size=ButtonSize.SMALL)
        for part in (self._said, self.call, self.let_go):
            self.box.addWidget(part)
        self.hide()

    def show_ticket(
        self, texts: Texts, ticket: Ticket, name: str, *, calls: bool, key: str
    ) -> None:
        """`calls`: whether it may be called now; `key` calls the next one, "" where none does."""
        if key:
            said = texts(
                "{ticket} is chosen. {key} still calls the next one.", ticket=name, key=key
            )
        else:
            said = texts("{ticket} is chosen.", ticket=name)
        self._said.setText(said)
        self.setAccessibleName(said)
        has_code = ticket.code is not None
        say(self.call, texts("Call out of order") if has_code else texts("Serve out of order"))
        self.call.setVisible(calls)
        say(self.let_go, texts("Let go"))


class WaitingPanel(Card):
    """Who waits, in the order of the call. Quiet: it never sounds nor opens by itself.

    While the database is away it says so instead: what waited then may not wait now. A ticket that
    is clicked is chosen, and no more: F9 goes on calling the next one. `calling(name)`: the chosen
    one is wanted, by a button of its own.
    """

    calling = Signal(str)

    def __init__(
        self, presenter: CounterPresenter, texts: Texts, keys: Keys, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._presenter = presenter
        self._texts = texts
        self._keys = keys
        self._title = FitLabel("", TypeRole.TITLE)
        self._counts = {line: LineCount(line) for line in Line}
        counts = Strip(across=True)
        for count in self._counts.values():
            counts.box.addWidget(count, 1)
        self._order = FitLabel("", TypeRole.BODY, "ink2")
        self._wait = FitLabel("", TypeRole.BODY, "ink2", align="right", wrap=False)
        head = Strip(across=True)
        head.box.addWidget(self._order, 1)
        head.box.addWidget(self._wait)
        self._list = WaitingList()
        self._note = FitLabel("", TypeRole.LEAST, "ink2")
        self._live = Strip()
        for part in (counts, head):
            self._live.box.addWidget(part)
        self._live.box.addWidget(self._list, 1)
        self._chosen: str | None = None
        self._is_asking = False
        self.choice = ChosenTicket()
        self.choice.call.activated.connect(self._call)
        self.choice.let_go.activated.connect(self.let_go)
        self._live.box.addWidget(self.choice)
        self._live.box.addWidget(self._note)
        self._prelation = PrelationFigures()
        self._live.box.addWidget(self._prelation)
        self._fault = NoticeCard("coral", "cloud_off-fill")
        self._away = Strip()
        self._away.box.addWidget(self._fault)
        self._away.box.addStretch()
        self.content.addWidget(self._title)
        self.content.addWidget(self._live, 1)
        self.content.addWidget(self._away, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._list.resized.connect(self.refresh)
        self._list.chosen.connect(self._choose)

    def restyle(self) -> None:
        super().restyle()
        self.setFixedWidth(self.theme.px(PANEL))

    @property
    def chosen(self) -> str | None:
        """The name of the ticket that is chosen in the list, None when none is."""
        return self._chosen

    def set_asking(self, is_asking: bool) -> None:
        """Whether a page asks something now: then its keys are the only ones."""
        if is_asking != self._is_asking:
            self._is_asking = is_asking
            self._show_choice()

    @Slot(str)
    def _choose(self, name: str) -> None:
        self._chosen = name
        self.refresh()
        announce(self.choice, self.choice.accessibleName())

    @Slot()
    def let_go(self) -> None:
        """Choose nobody."""
        self._chosen = None
        self.refresh()

    @Slot()
    def _call(self) -> None:
        if self._chosen is not None:
            self.calling.emit(self._chosen)

    def _show_choice(self) -> None:
        presenter, hall = self._presenter, self._presenter.hall
        waiting = hall.waiting if hall is not None and presenter.stage is not Stage.AWAY else ()
        ticket = next((each for each in waiting if each.name == self._chosen), None)
        self.choice.setVisible(ticket is not None and not self._is_asking)
        if ticket is None:
            self._chosen = None
            return
        is_free = presenter.stage is Stage.FREE
        self.choice.show_ticket(
            self._texts,
            ticket,
            wording.ticket_word(self._texts, ticket),
            calls=is_free and presenter.may_choose,
            key=self._keys.of(KeyAction.GO_ON) if is_free else "",
        )

    @Slot()
    def refresh(self) -> None:
        """Show the hall as it is now."""
        here, hall = self._presenter.is_here, self._presenter.hall
        self._live.setVisible(here)
        self._away.setVisible(not here)
        _ = self._texts
        self._title.setText(_("Waiting"))
        if not here:
            fault = self._presenter.fault
            self._fault.set_texts(
                _("No connection with the database"),
                _.sentence(fault) if fault is not None else _("Connecting…"),
            )
        if not here or hall is None:
            return
        self._order.setText(_("In the order of the call"))
        self._wait.setText(_("Wait"))
        serving = self._presenter.stage is Stage.SERVING
        self._note.setText(
            _("While you serve, this list does not sound or open.") if serving else ""
        )
        for line, count in self._counts.items():
            show_count(count, line, self._presenter, _)
        self._prelation.refresh(self._presenter, _)
        self._show_list()

    def _show_list(self) -> None:
        hall = self._presenter.hall
        assert hall is not None  # refresh looked
        _ = self._texts
        self._show_choice()  # first: what it takes is no room for rows
        waiting, room = hall.waiting, self._list.room
        shown = len(waiting) if len(waiting) <= room else max(1, room - 1)
        more = len(waiting) - shown
        rows = [
            (
                ticket.name,
                ticket.code or "",
                ticket.line,
                wording.line_word(_, ticket.line),
                wording.minutes(_, self._presenter.since_s(ticket.issued_at)),
            )
            for ticket in waiting[:shown]
        ]
        self._list.show_rows(
            rows,
            _.plural("and {n} more", "and {n} more", more) if more else "",
            chosen=self._chosen,
        )
