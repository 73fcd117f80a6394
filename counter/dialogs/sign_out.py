"""Whether to sign out while somebody waits or is on hold."""

from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from counter.decisions.presenter import CounterPresenter, Stage
from counter.dialogs.ask import AskPage
from counter.pages.page import action
from counter.panels.frames import say


class SignOutPage(AskPage):
    """Somebody waits: asks before the counter is left. F9 stays, as a hand expects to go on."""

    stages = frozenset({Stage.FREE})

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        self.sign_out = action("logout", DEFAULTS[KeyAction.SIGN_OUT], presenter.shift.sign_out)
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
