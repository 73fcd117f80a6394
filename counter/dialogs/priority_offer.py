"""Priority given at once: the offer to make room."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup

from core.domain.ticket import Line, Ticket
from core.keys import NUMBERS
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonRole, Card, FitLabel, ScriptCard
from counter import scripts, wording
from counter.decisions.presenter import CounterPresenter, Stage
from counter.dialogs.ask import AskPage
from counter.panels.frames import Row, say
from counter.scripts import Citizen


class OfferPage(AskPage):
    """Make room for a priority citizen: put the present service on hold, with leave, or finish it.

    The facilitator chooses, as the citizen at the desk answers. Who has come while another waits,
    or while one is served, is registered here too.
    """

    stages = frozenset({Stage.CALLED, Stage.SERVING})

    def __init__(
        self, presenter: CounterPresenter, texts: Texts, citizen: Callable[[], Citizen]
    ) -> None:
        super().__init__(presenter, texts, "pause_circle-fill")
        self._citizen = citizen
        self.asked = FitLabel("", TypeRole.TITLE)
        self.script = ScriptCard()
        one, two, three = NUMBERS[:3]
        self.agreed = ActionButton(role=ButtonRole.CHOICE, key=one)
        self.rather_not = ActionButton(role=ButtonRole.CHOICE, key=two)
        self.another = ActionButton(role=ButtonRole.CHOICE, key=three)
        self._answers = QButtonGroup(self)
        answers = Row(columns=(1,))
        for button in (self.agreed, self.rather_not, self.another):
            self._answers.addButton(button)
            button.clicked.connect(self.refresh)
            answers.add(button, 1)
        self.after = FitLabel("", TypeRole.BODY, "ink2")
        self.ask = Card()
        for part in (self.asked, self.script, answers, self.after):
            self.ask.content.addWidget(part)
        self.note = FitLabel("", TypeRole.BODY, "ink2")
        self.box.addWidget(self.ask)
        self.box.addWidget(self.note)
        self.box.addStretch()

    def open(self) -> None:
        """Begin anew: nobody has answered yet."""
        self._choose(None)
        self.refresh()

    def _choose(self, answer: ActionButton | None) -> None:
        self._answers.setExclusive(False)
        for button in (self.agreed, self.rather_not, self.another):
            button.setChecked(button is answer)
        self._answers.setExclusive(True)

    def missing(self) -> str:
        if not self._may_make_room or self._answers.checkedButton() is not None:
            return ""
        return self.texts("Choose what the citizen answered")

    def details(self) -> list[str]:
        if self.ask.isHidden():
            return [self.note.text()]
        answers = zip(NUMBERS, (self.agreed, self.rather_not, self.another), strict=False)
        words = [f"{key}: {each.text()}" for key, each in answers if not each.isHidden()]
        return [self.script.accessibleName(), *words]

    @property
    def makes_room(self) -> bool:
        """Whether the present service is put on hold."""
        return self._may_make_room and self.agreed.isChecked()

    @property
    def _waiting(self) -> int:
        """How many priority citizens wait already."""
        hall = self.presenter.hall
        return 0 if hall is None else len(hall.arrivals)

    @property
    def _registers(self) -> bool:
        """Whether F9 registers somebody who has just come."""
        if not self._waiting:
            return not self.makes_room
        return not self._may_make_room or self.another.isChecked()

    @property
    def _may_make_room(self) -> bool:
        """Only a general service makes room, and only one that has begun."""
        ticket, settings = self.presenter.ticket, self.settings
        if ticket is None or settings is None or self.presenter.stage is not Stage.SERVING:
            return False
        return settings.calling.hold_allowed and ticket.line is Line.GENERAL

    def refresh(self) -> None:
        super().refresh()
        ticket, _ = self.presenter.ticket, self.texts
        if ticket is None:
            return
        self.show_title(_("A priority citizen arrived"))
        self._offer_another()
        self.ask.setVisible(self._may_make_room)
        self.asked.setText(_("Ask the citizen you are serving for leave"))
        asked = scripts.leave(_, wording.HOLD_PREFERENTIAL, self._citizen())
        self.script.set_texts(wording.said(_, asked))
        say(self.agreed, _("The citizen agreed"))
        say(self.rather_not, _("Rather finish first"))
        self.after.setText(
            _(
                "The service on hold keeps its place and its time; the pause is counted apart. "
                "On resuming: “Thank you for waiting.”"
            )
        )
        say(self.confirm, self._word(ticket))
        self.mind_answers("")

    def _offer_another(self) -> None:
        """Offer to register one more where somebody waits: with the other answers, or alone."""
        _, waiting = self.texts, self._waiting
        if not waiting and self.another.isChecked():
            self._choose(None)
        self.another.setVisible(waiting > 0)
        say(self.another, _("Another one arrived"))
        self.note.setVisible(waiting > 0 and not self._may_make_room)
        self.note.setText(
            _.plural(
                "{n} waits already and is served by the next free counter. Register another one "
                "if somebody else has arrived.",
                "{n} wait already and are served by the next free counters. Register another one "
                "if somebody else has arrived.",
                waiting,
            )
        )

    def _word(self, ticket: Ticket) -> str:
        """Return what F9 does."""
        _, code = self.texts, ticket.code
        if self.missing():
            return _("Priority arrival")
        if self._waiting and self._registers:
            return _("Register another one")
        if code is None:
            hold, wait = _("Put this service on hold and serve now"), _("Serve when this one ends")
        else:
            hold = _("Put {ticket} on hold and serve now", ticket=code)
            wait = _("Serve when {ticket} ends", ticket=code)
        return hold if self.makes_room else wait

    def do(self) -> None:
        if self._registers:
            self.presenter.arrive()  # every desk sees it now
        elif self.makes_room:
            self.presenter.serve_preferential(agreed=True)
        else:
            self.cancelled.emit()  # it waits already, and is next
