"""The last tickets that the person at this counter ended: their code, when, and how."""

from typing import TYPE_CHECKING

from core import words
from core.domain.ticket import State, Ticket
from core.errors import QueueError
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import FitLabel
from counter import wording
from counter.decisions.presenter import CounterPresenter
from counter.panels.frames import Strip

if TYPE_CHECKING:
    from core.office import Office

MOST = 10


class LatestTickets(Strip):
    """A title and a line a ticket, the latest first; hidden until there is one.

    Read when it is asked for (`read`), not with the hall: nobody needs it four times a second.
    """

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(gap=2)
        self._presenter = presenter
        self._texts = texts
        self._tickets: tuple[Ticket, ...] = ()
        self._is_wanted = True
        self._title = FitLabel("", TypeRole.LABEL)
        self.rows = [FitLabel("", TypeRole.BODY, tabular=True) for _ in range(MOST)]
        for part in (self._title, *self.rows):
            self.box.addWidget(part)
        self.hide()

    def read(self) -> None:
        """Ask the office anew; what was read before stays until it answers."""
        person = self._presenter.shift.person
        if person is None:
            return
        username = person.username

        def ask(office: "Office") -> tuple[Ticket, ...]:
            return office.queue.latest_of(username, MOST)

        self._presenter.actions.link.ask(ask, self._take, self._leave)

    def _take(self, tickets: tuple[Ticket, ...]) -> None:
        self._tickets = tickets
        self.refresh()

    def _leave(self, _error: QueueError) -> None:
        """Leave it: the window says by itself that the database is away."""

    def set_wanted(self, *, wanted: bool) -> None:
        """Whether there is nothing else to show."""
        self._is_wanted = wanted
        self.refresh()

    def refresh(self) -> None:
        """Show what was read."""
        self.setVisible(self._is_wanted and bool(self._tickets))
        self._title.setText(self._texts("My last tickets today"))
        lines = self.spoken()
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(lines))
            if number < len(lines):
                row.setText(lines[number])

    def spoken(self) -> list[str]:
        """Return the lines."""
        return [self._line(each) for each in self._tickets]

    def _line(self, ticket: Ticket) -> str:
        hall, _ = self._presenter.hall, self._texts
        at = ticket.finished_at
        when = _.clock(hall.settings.local(at)) if hall is not None and at is not None else ""
        if ticket.state is State.NO_SHOW:
            end = _("Nobody came")
        else:
            end = "" if ticket.outcome is None else _(words.OUTCOMES[ticket.outcome])
        parts = (wording.ticket_word(_, ticket), when, end)
        return " · ".join(each for each in parts if each)
