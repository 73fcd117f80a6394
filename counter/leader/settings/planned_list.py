"""What begins later or ends by itself, each with the way to withdraw it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonSize, FitLabel, Icon
from counter.leader.decisions.look import Look
from counter.leader.settings.said import called, said
from counter.panels.frames import Strip

if TYPE_CHECKING:
    from core.office.settings.planning import Planned


class PlannedList(Strip):
    """A row each. `withdrawing`: somebody wants the change of this number not to be done."""

    withdrawing = Signal(int)

    def __init__(self, texts: Texts) -> None:
        super().__init__(gap=4)
        self._texts = texts
        self._shown: object = None
        self._said: list[str] = []

    def facts(self) -> list[str]:
        """Return what is planned, a sentence each."""
        return self._said

    def follow(self, look: Look, *, may: bool) -> None:
        """Show what is planned; only who `may` withdraws."""
        _ = self._texts
        stands = (look.planned, may, _.code)
        if stands == self._shown:
            return
        self._shown = stands
        self.clear()
        self._said = [self._told(look, each) for each in look.planned]
        for words, each in zip(self._said, look.planned, strict=True):
            row = Strip(across=True)
            row.box.addWidget(Icon("schedule-fill"))
            row.box.addWidget(FitLabel(words, TypeRole.LEAST), 1)
            if may:
                word = _("Leave it as it is") if each.is_back else _("Withdraw")
                button = ActionButton(word, "close", size=ButtonSize.SMALL)
                button.activated.connect(partial(self.withdrawing.emit, each.id))
                row.box.addWidget(button)
            self.box.addWidget(row)

    def _told(self, look: Look, each: "Planned") -> str:
        """Say what a planned change is, when it begins, and why it could not be done."""
        _, at = self._texts, look.settings.local(each.at)
        changes = ", ".join(
            _("{name}: {value}", name=called(_, path), value=said(_, path, value))
            for path, value in each.changes.items()
        )
        known = {"moment": f"{_.day(at.date())}, {_.clock(at)}", "changes": changes}
        if each.problem is not None:
            return _(
                "Could not begin: {changes}. {problem}", problem=_.sentence(each.problem), **known
            )
        if each.is_back:
            return _("Until {moment}; then again {changes}", **known)
        return _("From {moment} on: {changes}", **known)
