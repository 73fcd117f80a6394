"""Sending the ticket at the counter on."""

from core.domain.ticket import Line
from core.keys import NUMBERS
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import FitLabel
from counter import wording
from counter.decisions.presenter import CounterPresenter, Stage
from counter.dialogs.ask import AskPage
from counter.panels.choices import Choices


class TransferPage(AskPage):
    """Where the ticket goes on: a service, the other line, a colleague. It keeps its arrival."""

    stages = frozenset({Stage.CALLED, Stage.SERVING})

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts, "swap_horiz")
        self.places = Choices(optional=False, keys=NUMBERS)
        self.places.chosen_changed.connect(self.refresh)
        self.note = FitLabel("", TypeRole.BODY, "ink2")
        self.box.addWidget(self.places)
        self.box.addWidget(self.note)
        self.box.addStretch()

    def open(self) -> None:
        """Begin anew, with no place chosen."""
        self.places.show_choices(self._places())
        self.places.choose(None)
        self.refresh()

    def details(self) -> list[str]:
        return [*self.places.spoken(), self.note.text()]

    def missing(self) -> str:
        return "" if self.places.chosen else self.texts("Choose where it goes on")

    def refresh(self) -> None:
        super().refresh()
        ticket, _ = self.presenter.ticket, self.texts
        if ticket is None:
            return
        self.show_title(_("Transfer"))
        say_confirm(self, _("Transfer"))
        self.places.show_choices(self._places())
        self.note.setText(_("It keeps the place of its arrival; nobody is announced."))
        self.mind_answers(self.places.word)

    def _places(self) -> list[tuple[str, str]]:
        """Return where it may go: a key that says what kind of place it is, and a word."""
        ticket, hall, settings, _ = (
            self.presenter.ticket,
            self.presenter.hall,
            self.settings,
            self.texts,
        )
        if ticket is None or hall is None or settings is None:
            return []
        services = [
            (f"service:{each.key}", each.names.get(_.code, each.names["es"]))
            for each in settings.services
            if each.key != ticket.service
        ]
        lines = [
            (f"line:{line.value}", _("{line} line", line=wording.line_word(_, line)))
            for line in Line
            if line is not ticket.line
        ]
        colleagues = [
            (
                f"counter:{each.number}",
                _(
                    "Counter {counter}: {name}",
                    counter=each.number,
                    name=hall.names.get(each.staff, each.staff),
                ),
            )
            for each in hall.board.counters
            if each.staff is not None and each.number != self.presenter.actions.counter
        ]
        return [*services, *lines, *colleagues]

    def do(self) -> None:
        kind, _, key = (self.places.chosen or "").partition(":")
        if kind == "service":
            self.presenter.transfer(service=key)
        elif kind == "line":
            self.presenter.transfer(line=key)
        elif kind == "counter":
            self.presenter.transfer(to_counter=int(key))


def say_confirm(page: AskPage, word: str) -> None:
    """Name what F9 does."""
    if page.confirm.text() != word:
        page.confirm.setText(word)
