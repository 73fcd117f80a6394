"""Pages that ask before something is done: why, or where to.

How to address the citizen they ask of the page that knows it, each time: no name is kept here.
Opened by the facilitator and inside the window, so that nothing covers the citizen's case. What
has to be answered is never answered beforehand.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from core.keys import DEFAULTS, NUMBERS, Action
from core.qt.look.language import Texts
from core.qt.widgets import ActionButton, Card, ScriptCard
from core.qt.widgets.base import announce
from counter import wording
from counter.decisions.presenter import Presenter, Stage
from counter.pages.page import PRIMARY, WorkPage, action
from counter.panels.frames import say
from counter.panels.ticket_panel import Choices
from counter.wording import Choice, Citizen, Reason

YES, NO = "yes", "no"


class AskPage(WorkPage):
    """F9 does it, Esc goes back. Subclasses say what is done in `do`, and what is `missing`."""

    cancelled = Signal()
    stages = frozenset({Stage.FREE, Stage.SERVING})
    """At which stages it may stand; at any other the window leaves it."""

    def __init__(
        self, presenter: Presenter, texts: Texts, icon: str, *others: ActionButton
    ) -> None:
        """`others` are more ways out, between F9 and Esc."""
        super().__init__(presenter, texts)
        self._icon = icon
        self.confirm = action(icon, PRIMARY, self._confirm, primary=True)
        self.cancel = action("arrow_back", DEFAULTS[Action.BACK], self.cancelled.emit)
        self.add_actions(self.confirm, *others, self.cancel)
        self.acting.remove(self.cancel)  # one may always go back
        # A button that is off hears no key: who presses it is told what to answer first.
        self._too_soon = QShortcut(QKeySequence(PRIMARY), self)
        self._too_soon.setAutoRepeat(False)
        self._too_soon.setEnabled(False)
        self._too_soon.activated.connect(self.say_missing)

    def refresh(self) -> None:
        super().refresh()
        say(self.cancel, self.texts("Back"))

    def do(self) -> None:
        """Do what was asked for; override."""
        raise NotImplementedError

    def missing(self) -> str:
        """Return a sentence that asks for what F9 waits for, "" when that is nothing."""
        return ""

    def mind_answers(self, answered: str) -> None:
        """Let F9 do it once everything is answered; `answered` is what then stands on top."""
        missing = self.missing()
        self.confirm.setEnabled(self.presenter.is_here and not missing)
        self._too_soon.setEnabled(self.presenter.is_here and bool(missing))
        self.confirm.setToolTip(missing)
        if not self.confirm.is_busy:
            self.confirm.setAccessibleDescription(missing)
        self.show_state(self._icon, missing or answered)

    @Slot()
    def say_missing(self) -> None:
        """Have a screen reader say what F9 waits for."""
        announce(self.confirm, self.missing())

    @Slot()
    def _confirm(self) -> None:
        if not self.missing():
            self.do()


class ReasonPage(AskPage):
    """Asks for a reason before something is done: a call is put back."""

    confirmed = Signal(str)

    def __init__(
        self,
        presenter: Presenter,
        texts: Texts,
        icon: str,
        *,
        stages: frozenset[Stage] = AskPage.stages,
    ) -> None:
        super().__init__(presenter, texts, icon)
        self.stages = stages
        self._name = self._does = ""
        self._reasons: Sequence[Choice | Reason] = ()
        self.reasons = Choices(optional=False, keys=NUMBERS)
        self.reasons.chosen_changed.connect(self.show_answers)
        self.box.addWidget(self.reasons)
        self.box.addStretch()

    def open(self, reasons: Sequence[Choice | Reason]) -> None:
        """Begin anew with `reasons`, none of them chosen."""
        self._reasons = reasons
        self._show_reasons()
        self.reasons.choose(None)

    def details(self) -> list[str]:
        return self.reasons.spoken()

    def name(self, title: str, confirm: str) -> None:
        """`title` is what the page asks about, `confirm` what F9 does."""
        self._name, self._does = title, confirm

    def missing(self) -> str:
        return "" if self.reasons.chosen else self.texts("Choose a reason")

    def refresh(self) -> None:
        super().refresh()
        self.show_title(self._name)
        say(self.confirm, self._does)
        self._show_reasons()
        self.show_answers()

    def _show_reasons(self) -> None:
        self.reasons.show_choices([(each.key, self.texts(each.word)) for each in self._reasons])

    @Slot()
    def show_answers(self) -> None:
        """Show what was answered, and what was not."""
        self.mind_answers(self.reasons.word)

    def do(self) -> None:
        if (chosen := self.reasons.chosen) is not None:
            self.confirmed.emit(chosen)


class LeavePage(ReasonPage):
    """Asks why the citizen at the desk is left for a while, and says how to ask them for leave."""

    def __init__(
        self,
        presenter: Presenter,
        texts: Texts,
        icon: str,
        citizen: Callable[[], Citizen],
        *,
        keeps_answer: bool,
    ) -> None:
        """`keeps_answer`: whether the citizen's answer is asked for and written down."""
        super().__init__(presenter, texts, icon)
        self._citizen = citizen
        self._keeps_answer = keeps_answer
        self.script = ScriptCard()
        self.answer = Choices(optional=False)
        self.answer.setVisible(keeps_answer)
        self.answer.chosen_changed.connect(self.show_answers)
        self.ask = Card()
        self.ask.content.addWidget(self.script)
        self.ask.content.addWidget(self.answer)
        self.box.insertWidget(1, self.ask)

    @property
    def agreed(self) -> bool | None:
        """What the citizen answered; None when nobody is at the desk to be asked."""
        return self.answer.chosen == YES if self._asks_leave else None

    @property
    def _asks_leave(self) -> bool:
        return self._keeps_answer and self.presenter.ticket is not None

    def open(self, reasons: Sequence[Choice | Reason]) -> None:
        super().open(reasons)
        self.answer.choose(None)
        self.answer.set_keys(NUMBERS[len(reasons) :])

    def missing(self) -> str:
        if (missing := super().missing()) or not self._asks_leave:
            return missing
        return "" if self.answer.chosen else self.texts("Choose what the citizen answered")

    def refresh(self) -> None:
        _ = self.texts
        self.answer.show_choices(
            [(YES, _("The citizen agreed")), (NO, _("The citizen did not agree"))]
        )
        super().refresh()

    def details(self) -> list[str]:
        return [*super().details(), *(self.answer.spoken() if self._asks_leave else [])]

    @Slot()
    def show_answers(self) -> None:
        super().show_answers()
        chosen = next((each for each in self._reasons if each.key == self.reasons.chosen), None)
        says = isinstance(chosen, Reason)
        self.script.setVisible(says)
        self.ask.setVisible(self.presenter.ticket is not None and (says or self._keeps_answer))
        if isinstance(chosen, Reason):
            _ = self.texts
            asked = wording.leave(_, chosen, self._citizen())
            self.script.set_texts(wording.said(_, asked), _("Ask, and wait for the answer."))


class SignOutPage(AskPage):
    """Somebody waits: asks before the counter is left. F9 stays, as a hand expects to go on."""

    stages = frozenset({Stage.FREE})

    def __init__(self, presenter: Presenter, texts: Texts) -> None:
        self.sign_out = action("logout", DEFAULTS[Action.SIGN_OUT], presenter.sign_out)
        super().__init__(presenter, texts, "logout", self.sign_out)
        self.confirm.set_icon("arrow_back")
        self.box.addStretch()

    def refresh(self) -> None:
        super().refresh()
        _ = self.texts
        self.show_title(_("Sign out?"))
        say(self.confirm, _("Stay at the counter"))
        say(self.sign_out, _("Sign out"))
        self.mind_answers(self._who_stays())

    def _who_stays(self) -> str:
        hall, _ = self.presenter.hall, self.texts
        held = 0 if hall is None else len(hall.held)
        if held:
            return _.plural(
                "{n} person is on hold at this counter.",
                "{n} people are on hold at this counter.",
                held,
            )
        waiting = 0 if hall is None else len(hall.waiting)
        return _.plural("{n} person is waiting.", "{n} people are waiting.", waiting)

    def do(self) -> None:
        self.cancelled.emit()
