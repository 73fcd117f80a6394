"""Pages that ask why, before something is done.

Each time they ask the page that knows it how to address the citizen: no name is kept here. Opened
by the facilitator and inside the window, so that nothing covers the citizen's case. What has to be
answered is never answered beforehand.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot

from core.keys import NUMBERS
from core.qt.look.language import Texts
from core.qt.widgets import Card, ScriptCard
from counter import scripts, wording
from counter.decisions.presenter import CounterPresenter, Stage
from counter.dialogs.ask import AskPage
from counter.panels.choices import Choices
from counter.panels.frames import say
from counter.scripts import Citizen
from counter.wording import Choice, Reason

YES, NO = "yes", "no"


class ReasonPage(AskPage):
    """Asks for a reason before something is done: a call is put back."""

    confirmed = Signal(str)

    def __init__(
        self,
        presenter: CounterPresenter,
        texts: Texts,
        icon: str,
        *,
        title: str,
        does: str,
        stages: frozenset[Stage] = AskPage.stages,
    ) -> None:
        """`title`: the message of what the page asks about; `does`: of what F9 does."""
        super().__init__(presenter, texts, icon)
        self.stages = stages
        self._name, self._does = title, does
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

    def missing(self) -> str:
        return "" if self.reasons.chosen else self.texts("Choose a reason")

    def refresh(self) -> None:
        super().refresh()
        self.show_title(self.texts(self._name))
        say(self.confirm, self.texts(self._does))
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
        presenter: CounterPresenter,
        texts: Texts,
        icon: str,
        citizen: Callable[[], Citizen],
        *,
        word: str,
        keeps_answer: bool,
    ) -> None:
        """`word`: the message of what is done, which is the title too.

        `keeps_answer`: whether the citizen's answer is asked for and written down.
        """
        super().__init__(presenter, texts, icon, title=word, does=word)
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
            asked = scripts.leave(_, chosen, self._citizen())
            self.script.set_texts(wording.said(_, asked), _("Ask, and wait for the answer."))
