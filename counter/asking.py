"""Pages that ask before something is done: why, or where to.

How to address the citizen they ask of the page that knows it, each time: no name is kept here.
Opened by the facilitator and inside the window, so that nothing covers the citizen's case.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot

from core.qt.language import Texts
from core.qt.widgets import ActionButton, ButtonRole, Card, ScriptCard
from counter import wording
from counter.frames import say
from counter.pages import PRIMARY, WorkPage, action
from counter.panels import Choices
from counter.presenter import Presenter, Stage
from counter.wording import Citizen, Reason

CANCEL = "Esc"


class AskPage(WorkPage):
    """F9 does it, Esc goes back. Subclasses say what is done in `do`, and when it may be."""

    cancelled = Signal()
    stages = frozenset({Stage.FREE, Stage.SERVING})
    """At which stages it may stand; at any other the window leaves it."""

    def __init__(self, presenter: Presenter, texts: Texts, icon: str) -> None:
        super().__init__(presenter, texts)
        self._icon = icon
        self.confirm = action(icon, PRIMARY, self._confirm, primary=True)
        self.cancel = action("close", CANCEL, self.cancelled.emit)
        self.add_actions(self.confirm, self.cancel)
        self.acting.remove(self.cancel)  # one may always go back

    def refresh(self) -> None:
        super().refresh()
        say(self.cancel, self.texts("Cancel"))

    def do(self) -> None:
        """Do what was asked for; override."""
        raise NotImplementedError

    @Slot()
    def _confirm(self) -> None:
        self.do()


class ReasonPage(AskPage):
    """Asks for a reason before something is done: stepping away, putting on hold."""

    confirmed = Signal(str)

    def __init__(
        self,
        presenter: Presenter,
        texts: Texts,
        icon: str,
        citizen: Callable[[], Citizen],
        *,
        keeps_answer: bool,
    ) -> None:
        """`keeps_answer`: whether the citizen's answer is written down."""
        super().__init__(presenter, texts, icon)
        self._citizen = citizen
        self._reasons: tuple[Reason, ...] = ()
        self.script = ScriptCard()
        self.agreed = ActionButton(role=ButtonRole.CHECK)
        if not keeps_answer:
            self.agreed.hide()
        self.ask = Card()
        self.ask.content.addWidget(self.script)
        self.ask.content.addWidget(self.agreed)
        self.reasons = Choices(optional=False)
        self.reasons.chosen_changed.connect(self._show_script)
        self.box.addWidget(self.reasons)
        self.box.addWidget(self.ask)
        self.box.addStretch()

    def open(self, reasons: tuple[Reason, ...]) -> None:
        """Begin anew with `reasons`, the first one chosen."""
        self._reasons = reasons
        self._show_reasons()
        self.reasons.choose(reasons[0].key)
        self.agreed.setChecked(False)

    def name(self, title: str, confirm: str) -> None:
        self.ticket.show_plain(title)
        self.ticket.show_state(self._icon, self.texts("Choose a reason"))
        say(self.confirm, confirm)

    def refresh(self) -> None:
        super().refresh()
        _ = self.texts
        say(self.agreed, _("The citizen agreed"))
        self.ask.setVisible(self.presenter.ticket is not None)
        self._show_reasons()
        self._show_script()

    def _show_reasons(self) -> None:
        self.reasons.show_choices([(each.key, self.texts(each.word)) for each in self._reasons])

    @Slot()
    def _show_script(self) -> None:
        chosen = next((each for each in self._reasons if each.key == self.reasons.chosen), None)
        if chosen is not None:
            _ = self.texts
            asked = wording.leave(_, chosen, self._citizen())
            self.script.set_texts(wording.said(_, asked), _("Ask, and wait for the answer."))

    def do(self) -> None:
        if (chosen := self.reasons.chosen) is not None:
            self.confirmed.emit(chosen)
