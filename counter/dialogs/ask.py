"""A page that asks before something is done."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.widgets import ActionButton
from core.qt.widgets.base import announce
from counter.decisions.presenter import CounterPresenter, Stage
from counter.pages.page import PRIMARY, WorkPage, action
from counter.panels.frames import say


class AskPage(WorkPage):
    """F9 does it, Esc goes back. Subclasses say what is done in `do`, and what is `missing`."""

    cancelled = Signal()
    stages = frozenset({Stage.FREE, Stage.SERVING})
    """At which stages it may stand; at any other the window leaves it."""

    def __init__(
        self, presenter: CounterPresenter, texts: Texts, icon: str, *others: ActionButton
    ) -> None:
        """`others` are more ways out, between F9 and Esc."""
        super().__init__(presenter, texts)
        self._icon = icon
        self.confirm = action(icon, PRIMARY, self._confirm, primary=True)
        self.cancel = action("arrow_back", DEFAULTS[KeyAction.BACK], self.cancelled.emit)
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

    def _just_done(self) -> str:
        """Return nothing: the page that comes after this one says it."""
        return ""

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
