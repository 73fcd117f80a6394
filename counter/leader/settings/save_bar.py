"""The bar below a form kept as a draft: what is not saved, what is wrong, and two buttons."""

from collections.abc import Sequence

from core.errors import Words
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonRole, FitLabel, Icon
from counter.panels.frames import Strip, say

SAVE = "Ctrl+S"


class SaveBar(Strip):
    """Says how many changes are not saved, and lets them be saved or discarded."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(across=True, margins=(0, 2, 0, 0))
        self._texts = texts
        self._problems: list[str] = []
        self._dot = Icon("edit-fill", "sea")
        self._count = FitLabel("", TypeRole.LABEL)
        self._told = FitLabel("", TypeRole.LEAST, tone="ink2")
        self._wrong = FitLabel("", TypeRole.LEAST, tone="coral")
        words = Strip(gap=2)
        for each in (self._count, self._told, self._wrong):
            words.box.addWidget(each)
        self.discard = ActionButton("", "undo")
        self.save = ActionButton("", "save-fill", key=SAVE, role=ButtonRole.PRIMARY)
        self.box.addWidget(self._dot)
        self.box.addWidget(words, 1)
        self.box.addWidget(self.discard)
        self.box.addWidget(self.save)

    def show_draft(
        self,
        changes: int,
        wrong: Sequence[tuple[str, Words | str]],
        *,
        only_looks: str = "",
        told: str = "",
        is_here: bool = True,
    ) -> None:
        """Show `changes` that are not saved; `wrong`: the name of each to be mended, and why.

        `only_looks`: what somebody is told who may not change them, empty for who may; `told`:
        what is said besides; `is_here`: whether they could be saved now.
        """
        _ = self._texts
        self._dot.setVisible(changes > 0)
        if only_looks:
            self.tell(only_looks)
        elif changes:
            self.tell(_.language.plural("{n} change not saved", "{n} changes not saved", changes))
        else:
            self.tell(_("Everything is saved"))
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self._problems = [
            f"{name}: {_.language.said(why)}" for name, why in wrong
        ]  # unsaid: joined
        names = ", ".join(name for name, _why in wrong)
        self._wrong.setText(_("To be mended: {names}", names=names) if wrong else "")
        self._wrong.setVisible(bool(wrong))
        say(self.discard, _("Discard"))
        say(self.save, _("Save"))
        for button in (self.discard, self.save):
            button.setVisible(not only_looks)
        self.discard.setEnabled(changes > 0)
        self.save.setEnabled(changes > 0 and not wrong and is_here)

    def facts(self) -> list[str]:
        """Return what is to be heard of it: what is wrong, and what is not saved."""
        return [*self._problems, self._count.text(), self._told.text()]

    def tell(self, words: str) -> None:
        """Say `words` in the place of how many changes are not saved."""
        self._count.setText(words)
