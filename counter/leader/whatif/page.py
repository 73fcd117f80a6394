"""What would happen if: the question at the left, its answer at the right; no setting changes."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.errors import QueueError
from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonRole, ButtonSize, Card, FitLabel, Icon
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.pages.page import LeaderPage, shown
from counter.leader.whatif.answer import AnswerPart
from counter.leader.whatif.change import CHANGE_WORDS, HOURS, AskedChange, WhatIfChange, second_read
from counter.leader.whatif.run import WhatIfRun
from counter.panels.choices import Choices
from counter.panels.frames import ScrollColumn, Strip, say
from counter.sign_in.sign_in_page import Field

if TYPE_CHECKING:
    from core.simulation.what_if import Findings

WEEK, MONTH = 7, 28
MOST_AFTER = 20


class WhatIfPage(LeaderPage):
    """Asks about the office's own last days; Esc stops a question that is on its way."""

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self.run = WhatIfRun(presenter.actions.link, self)
        self._answered: tuple[Findings, int, AskedChange] | None = None
        self._asked: AskedChange | None = None
        self._drawn: tuple[Findings, str] | None = None
        self._share = 0.0
        self._safe = FitLabel("", TypeRole.LABEL, wrap=False)
        self.tools.box.addWidget(Icon("lock-fill", beside=TypeRole.LABEL))
        self.tools.box.addWidget(self._safe)
        self.days = Choices(optional=False, columns=2)
        self.change = Choices(optional=False, columns=1)
        self.from_time, self.to_time, self.after = Field(), Field(), Field()
        self._days_word, self._change_word = (FitLabel("", TypeRole.LABEL) for _ in range(2))
        go_on = DEFAULTS[KeyAction.GO_ON]
        self.work_out = ActionButton("", "play_arrow-fill", key=go_on, role=ButtonRole.PRIMARY)
        self.halt = ActionButton("", "stop_circle-fill", size=ButtonSize.SMALL)
        self._note = FitLabel("", TypeRole.BODY, tone="ink2")
        self.answer = AnswerPart()
        self._build()
        self.change.chosen_changed.connect(self.refresh)
        self.days.chosen_changed.connect(self.refresh)
        for field in (self.from_time, self.to_time, self.after):
            field.edit.textChanged.connect(self.refresh)
            field.entered.connect(self._ask)
        self.work_out.activated.connect(self._ask)
        self.halt.activated.connect(self._stop)
        self.run.progressed.connect(self._progressed)
        self.run.found.connect(self._found)
        self.run.failed.connect(self._failed)
        presenter.left.connect(self._forget)

    def _build(self) -> None:
        question = Card()
        hours = Strip(across=True)
        for field, text in ((self.from_time, "8:00"), (self.to_time, "10:00")):
            field.edit.setText(text)
            hours.box.addWidget(field, 1)
        self.after.edit.setText("3")
        for part in (self._days_word, self.days, self._change_word, self.change, hours, self.after):
            question.content.addWidget(part)
        question.content.addWidget(self.work_out)
        question.content.addStretch(1)
        self._left = ScrollColumn()
        self._left.inner.box.addWidget(question)
        self._left.inner.box.addStretch(1)
        self._right = ScrollColumn()
        self._halting = Strip(across=True)
        self._halting.box.addWidget(self.halt)
        self._halting.box.addStretch(1)
        for told in (self._note, self._halting, self.answer):
            self._right.inner.box.addWidget(told)
        self._right.inner.box.addStretch(1)
        both = Strip(across=True, turns=True)
        both.box.addWidget(self._left, 4)
        both.box.addWidget(self._right, 8)
        self.box.addWidget(both, 1)

    @property
    def asking(self) -> AskedChange | None:
        """The question that stands there; None while a time or a number is none."""
        change = WhatIfChange(self.change.chosen or WhatIfChange.MORE)
        begin, end = (second_read(each.edit.text()) for each in (self.from_time, self.to_time))
        after = self.after.edit.text().strip()
        if begin is None or (change in HOURS and (end is None or end <= begin)):
            return None
        if change is WhatIfChange.RELIEF and not (
            after.isdecimal() and 0 < int(after) <= MOST_AFTER
        ):
            return None
        return AskedChange(change, begin, end or begin, int(after) if after.isdecimal() else 1)

    # --- showing

    @Slot()
    def refresh(self) -> None:
        _, look = self.texts, self.presenter.look
        super().refresh()
        self._safe.setText(_("No setting is changed"))
        self._days_word.setText(_("The last days that are run again"))
        self.days.show_choices(((str(WEEK), _("One week")), (str(MONTH), _("Four weeks"))))
        self._change_word.setText(_("What is changed"))
        words = [(each.value, _(word)) for each, word in CHANGE_WORDS.items()]
        self.change.show_choices(words)
        for choices, usual in ((self.days, str(MONTH)), (self.change, WhatIfChange.MORE.value)):
            if choices.chosen is None:
                choices.choose(usual)
        change, asking = WhatIfChange(self.change.chosen or WhatIfChange.MORE), self.asking
        self.from_time.set_word(_("From"))
        self.to_time.set_word(_("Until"))
        self.after.set_word(_("After how many with priority"))
        shown(self.from_time, when=change in HOURS or change is WhatIfChange.RELAY)
        shown(self.to_time, when=change in HOURS)
        shown(self.after, when=change is WhatIfChange.RELIEF)
        say(self.work_out, _("Work it out"))
        say(self.halt, _("Stop"))
        if look is None:
            return
        title = asking.title(_, look.settings) if asking is not None else _("What if…?")
        self.set_title(title)
        self.work_out.setEnabled(asking is not None and self.presenter.is_here)
        self._show_answer(asking)

    def _show_answer(self, asking: AskedChange | None) -> None:
        """Show how far it is, or the answer to the question that stands there."""
        _, answered = self.texts, self._answered
        is_running = self.run.is_running
        self.work_out.set_busy(_("Working it out…") if is_running else None)
        shown(self._halting, when=is_running)
        is_told = answered is not None and not is_running
        shown(self.answer, when=is_told)
        shown(self._note, when=not is_told)
        if is_running:
            share = _.language.number(100 * self._share)
            self._note.setText(_("{share} % of the runs are done.", share=share))
        elif asking is None:
            self._note.setText(_("Write times like 8:00, the second one later than the first."))
        else:
            self._note.setText(
                _(
                    "The office's own days are run again, by today's rules and with the people who "
                    "came: as they were, and with the change."
                )
            )
        if answered is None or not is_told:
            return
        found, days, of = answered
        if self._drawn != (found, _.code):  # what the office does meanwhile changes nothing of it
            self._drawn = found, _.code
            self.answer.show_findings(found, days, of, _)

    def facts(self) -> list[str]:
        return [self._safe.text(), *([] if self._note.isHidden() else [self._note.text()])]

    def details(self) -> list[str]:
        return [] if self.answer.isHidden() else self.answer.words

    @property
    def first(self) -> QWidget | None:
        return None

    # --- asking

    @Slot()
    def _ask(self) -> None:
        look, asking = self.presenter.look, self.asking
        if look is None or asking is None or self.run.is_running:
            return
        self._answered, self._asked, self._share = None, asking, 0.0
        span = int(self.days.chosen or MONTH)
        days = [look.board.day - timedelta(days=n) for n in range(span, 0, -1)]
        self.presenter.actions.dismiss()
        self.run.ask(asking, look.settings, days)
        self.refresh()

    @Slot(float)
    def _progressed(self, share: float) -> None:
        self._share = share
        self._show_answer(self.asking)

    @Slot(object, int)
    def _found(self, found: "Findings", days: int) -> None:
        assert self._asked is not None  # it is its answer
        self._answered = found, days, self._asked
        self.refresh()
        self.presenter.changed.emit()

    @Slot(object)
    def _failed(self, error: QueueError) -> None:
        self.presenter.actions.refuse(error)
        self.refresh()

    @Slot()
    def _stop(self) -> None:
        self.run.stop()
        self.refresh()

    @Slot()
    def _forget(self) -> None:
        self.run.stop()
        self._answered = None

    def go_back(self) -> bool:
        if not self.run.is_running:
            return False
        self._stop()
        return True

    def close_run(self) -> None:
        """End what is on its way, with the window."""
        self.run.close()
