"""A leader at a counter tells everybody of a fault, as in the leader's window."""

from PySide6.QtCore import Slot

from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import FitLabel
from counter.announcing.form import AnnounceForm
from counter.announcing.where_shown import when_it_goes, where_shown
from counter.decisions.presenter import CounterPresenter, Stage
from counter.dialogs.ask import AskPage
from counter.panels.frames import say


class AnnouncePage(AskPage):
    """Where, until when, in which words. What was written stays until it is announced or left."""

    stages = frozenset({Stage.FREE, Stage.CALLED, Stage.SERVING})

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts, "campaign-fill")
        self.form = AnnounceForm(texts)
        self._told = FitLabel("", TypeRole.LEAST, tone="ink2")
        self.box.addWidget(self._told)
        self.box.addWidget(self.form)
        self.box.addStretch()
        self.form.changed.connect(self._show_answers)
        self.cancelled.connect(self.form.begin)

    def open(self) -> None:
        self.refresh()
        self.form.take_keyboard()

    def missing(self) -> str:
        return self.form.missing()

    def details(self) -> list[str]:
        return self.form.spoken()

    def refresh(self) -> None:
        super().refresh()
        _, hall, at = self.texts, self.presenter.hall, self.presenter.now
        self.show_title(_("Announce a fault"))
        say(self.confirm, _("Announce now"))
        if hall is not None and at is not None:
            self.form.show_office(hall.settings, at)
            self._show_answers()

    @Slot()
    def _show_answers(self) -> None:
        _, hall, at = self.texts, self.presenter.hall, self.presenter.now
        if hall is None or at is None:
            return
        self._told.setText(when_it_goes(_, hall.settings, self.form.ends_at, at))
        self.mind_answers(where_shown(_, self.form.kind, hall.devices, at))

    def do(self) -> None:
        self.presenter.announce(self.form.notice(), self.form.begin)
