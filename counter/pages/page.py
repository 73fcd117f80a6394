"""The left side of the window, one page a stage. One primary action, in one place: F9.

A page shows what the presenter knows (`refresh`), every second what time changes (`tick`), and
reports what is pressed. What is going on stands on top, the actions below it, the rest beneath.
"""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from core.domain.service import OfficeSettings
from core.domain.ticket import Line, Ticket
from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.spoken import MetPlainly
from core.qt.widgets import (
    ActionButton,
    ButtonRole,
    ButtonSize,
)
from core.qt.widgets.base import PaintedFrame
from counter import wording
from counter.decisions.presenter import CounterPresenter
from counter.panels.frames import Row, ScrollColumn, Strip
from counter.panels.priority_notice import Arrival
from counter.panels.refusal import Refusal
from counter.panels.secondary_actions import MoreRow
from counter.panels.ticket_panel import TicketPanel

PRIMARY = DEFAULTS[KeyAction.GO_ON]
FRESH_S = 5.0
PRIMARY_PART, OTHERS_PART = 5, 6  # of the width of a row of actions


class CounterPage(MetPlainly, Strip):
    """A page: it shows itself, ticks, and knows whether anything may be pressed.

    What is put into `head` is always seen; what is in `box` scrolls where there is no room for it.
    """

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__()
        self.reach = ScrollColumn()
        self.head = Strip()
        self._own.addWidget(self.head)
        self._own.addWidget(self.reach, 1)
        self.box = self.reach.inner.box
        self.presenter = presenter
        self.texts = texts
        self.refusal = Refusal(presenter, texts)
        self.acting: list[ActionButton] = []

    def refresh(self) -> None:
        """Show everything anew."""
        self.refusal.refresh()
        for button in self.acting:
            button.setEnabled(self.presenter.is_here)

    def tick(self) -> None:
        """Show what the passing second changed."""

    def spoken(self) -> list[str]:
        """Return what a screen reader says of the page, and again what is new of it."""
        refusal = "" if self.refusal.isHidden() else self.refusal.accessibleName()
        said = (self._just_done(), refusal, *self.facts())
        return list(dict.fromkeys(each for each in said if each))

    def facts(self) -> list[str]:
        """Return what the page is about, in sentences; override."""
        return []

    def details(self) -> list[str]:
        """Return what is said once, when the page comes: what time changes, what may be chosen."""
        return []

    def _just_done(self) -> str:
        """Return what became of the ticket of the last step, while that is news."""
        last = self.presenter.actions.last_step
        if last is None or self.presenter.since_s(last.at) > FRESH_S:
            return ""
        return wording.done(self.texts, last.name, last.ticket)

    def line_word(self, line: Line) -> str:
        return wording.line_word(self.texts, line)

    @property
    def settings(self) -> OfficeSettings | None:
        return self.presenter.hall.settings if self.presenter.hall is not None else None


def action(
    icon: str, key: str, press: Callable[[], None], *, primary: bool = False
) -> ActionButton:
    """Return a button of the row of actions."""
    button = ActionButton(
        "",
        icon,
        key=key,
        role=ButtonRole.PRIMARY if primary else ButtonRole.SECONDARY,
        size=ButtonSize.LARGE,
        type_role=TypeRole.HEADING if primary else TypeRole.LABEL,
    )
    button.activated.connect(press)
    return button


def action_row(primary: ActionButton, others: Sequence[ActionButton], *, columns: int = 2) -> Row:
    """Return the row of actions: the primary has the same width on every page.

    In a narrow window the others stand below it, `columns` to a line.
    """
    row = Row(columns=(1, columns))
    row.add(primary, PRIMARY_PART * max(1, len(others)))
    for button in others:
        row.add(button, OTHERS_PART)
    if not others:
        row.add(Blank(), OTHERS_PART)
    return row


class Blank(PaintedFrame):
    """Room that stays empty where things stand side by side."""

    def restyle(self) -> None:
        self.setFixedHeight(0)
        super().restyle()


class WorkPage(CounterPage):
    """A page with a ticket on top and a row of actions below it."""

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self.ticket = TicketPanel()
        self._title = ""
        self.head.box.addWidget(self.ticket)

    def add_actions(self, primary: ActionButton, *others: ActionButton, columns: int = 2) -> None:
        self.primary = primary
        self.acting += [primary, *others]
        self.head.box.addWidget(action_row(primary, others, columns=columns))
        self.head.box.addWidget(self.refusal)

    def refresh(self) -> None:
        super().refresh()
        if self.presenter.actions.is_slow != self.primary.is_busy:
            self.primary.set_busy(
                self.texts("One moment…") if self.presenter.actions.is_slow else None
            )
        self.tick()

    def facts(self) -> list[str]:
        return [self.ticket.accessibleName(), self.ticket.accessibleDescription()]

    def arrived(self, told_by: QWidget) -> list[str]:
        """Return that priority citizens wait, while `told_by` shows it; not for how long."""
        hall = self.presenter.hall
        if told_by.isHidden() or hall is None:
            return []
        return [wording.arrival(self.texts, len(hall.arrivals))]

    def show_arrival(self, arrival: Arrival, more: MoreRow) -> bool:
        """Show the priority citizens who wait, or offer to register one: where it is direct.

        Either way there is the key that registers one more, whoever is being served.
        """
        presenter, hall = self.presenter, self.presenter.hall
        here = presenter.is_direct and presenter.is_here
        arrivals = hall.arrivals if here and hall is not None else ()
        arrival.setVisible(bool(arrivals))
        if arrivals:
            waited_s = presenter.since_s(arrivals[0].issued_at)
            arrival.show_arrival(self.texts, len(arrivals), waited_s)
        more.arrival.setVisible(here and not arrivals)
        return bool(arrivals)

    def show_ticket(self, ticket: Ticket) -> None:
        name = wording.ticket_word(self.texts, ticket)
        self.ticket.show_ticket(
            name, ticket.line, self.line_word(ticket.line), has_code=ticket.code is not None
        )
        _, why = self.texts, self.why_word(ticket)
        self.ticket.setToolTip(f"{_('Why this ticket')}: {why}" if why else "")

    def show_title(self, title: str) -> None:
        """Show what the page is for: below the ticket at the counter, where there is one."""
        ticket = self.presenter.ticket
        self._title = title if ticket is not None else ""
        if ticket is not None:
            self.show_ticket(ticket)
        else:
            self.ticket.show_plain(title)

    def show_state(self, icon: str, state: str) -> None:
        """Say how things stand, after the title where the ticket has its place."""
        self.ticket.show_state(icon, " · ".join(filter(None, (self._title, state))))

    def why_word(self, ticket: Ticket) -> str:
        """Return why `ticket` was next; empty for one that nobody called."""
        settings = self.settings
        relief = settings.policy.relief_after if settings is not None else 0
        return "" if ticket.why is None else wording.why(self.texts, ticket.why, relief)
