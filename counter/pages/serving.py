"""The page of an attention: the name, what to say, the reason, the outcome; F9 finishes.

The citizen's name lives in this page only, until the attention has ended or left this counter;
nothing sends it on.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QSizePolicy, QWidget

from core import words
from core.domain.service import Asking
from core.domain.ticket import Channel, Outcome, TicketId
from core.errors import NameMissing, QueueError, ReasonMissing, SurveyNotOffered
from core.keys import DEFAULTS, NUMBERED, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonRole, ButtonSize, Card, FitLabel, Icon, ScriptCard
from core.qt.widgets.base import announce
from counter import scripts, wording
from counter.decisions.presenter import CounterPresenter
from counter.pages.page import PRIMARY, WorkPage, action
from counter.panels.choices import Choices
from counter.panels.frames import Row, Strip, say
from counter.panels.priority_notice import Arrival
from counter.panels.secondary_actions import MoreRow
from counter.scripts import Citizen, Speech

NAME_LENGTH = 60
NAME_WIDTH = 250
MOST_PX = 16_777_215  # Qt: any width
STEPS = 4
NAMING, NEED, FAREWELL = (0, 3), 1, 3  # the steps with the name, the reason, the survey
WRITTEN = frozenset({Channel.CHAT, Channel.EMAIL})  # what is said there is pasted
SCRIPT = 52  # a sentence and its note: a step without a note moves nothing below it


class NameRow(Strip):
    """Señora or Señor, and the name: to address the citizen, kept nowhere."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(across=True, turns=True)
        title, name = Row(), Strip(across=True)
        self._eye = Icon("visibility_off-fill", "ink2")
        self.ms = ActionButton(role=ButtonRole.CHOICE, size=ButtonSize.SMALL)
        self.mr = ActionButton(role=ButtonRole.CHOICE, size=ButtonSize.SMALL)
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LENGTH)
        self._hint = FitLabel("", TypeRole.LEAST, "ink2")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for button in (self.ms, self.mr):
            self._group.addButton(button)
            button.clicked.connect(self.edited)
            title.add(button)
        name.box.addWidget(self.name)
        name.box.addWidget(self._eye)
        name.box.addWidget(self._hint, 1)
        self.box.addWidget(title)
        self.box.addWidget(name, 1)
        self.name.textChanged.connect(self.edited)

    @property
    def citizen(self) -> Citizen:
        chosen = self._group.checkedButton()
        return Citizen(self.name.text(), None if chosen is None else chosen is self.ms)

    def show_citizen(self, citizen: Citizen) -> None:
        """Forget the person before, and show this one."""
        self._group.setExclusive(False)
        self.ms.setChecked(citizen.is_woman is True)
        self.mr.setChecked(citizen.is_woman is False)
        self._group.setExclusive(True)
        self.name.setText(citizen.name)  # clear() would leave the name to be undone

    def show_words(self, texts: Texts) -> None:
        say(self.ms, texts("Ms."))
        say(self.mr, texts("Mr."))
        self.name.setPlaceholderText(texts("Name"))
        self.name.setAccessibleName(texts("Name"))
        self._hint.setText(texts("Only in this window; it is not kept."))
        self.name.setToolTip(self._hint.text())

    def restyle(self) -> None:
        super().restyle()
        for part in (self._hint, self._eye):
            part.setVisible(not self.is_narrow)
        self.name.setMinimumWidth(0 if self.is_narrow else self.theme.px(NAME_WIDTH))
        self.name.setMaximumWidth(MOST_PX if self.is_narrow else self.theme.px(NAME_WIDTH))


@dataclass(frozen=True, slots=True)
class Notes:
    """What is known here of somebody on hold; `seq`: the last event that had been read by then."""

    citizen: Citizen
    reason: str | None
    seq: int


class ServingPage(WorkPage):
    """Somebody is being served."""

    leaving = Signal()
    holding = Signal()

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self._attended: TicketId | None = None
        self._sentence = ""
        self._on_hold: dict[TicketId, Notes] = {}
        self._has_steps = True
        self.finish = action("check", PRIMARY, self._finish, primary=True)
        self.hold = action("pause_circle-fill", DEFAULTS[KeyAction.HOLD], self.holding.emit)
        self.leave = action("coffee-fill", DEFAULTS[KeyAction.AWAY], self.leaving.emit)
        self.add_actions(self.finish, self.hold, self.leave)
        self.more = MoreRow(presenter, transfers=True)
        self.arrival = Arrival()
        self.box.addWidget(self.arrival)
        self.person = NameRow()
        self.person.edited.connect(self._show_script)
        self.steps = QButtonGroup(self)
        steps = self.steps_row = Strip(across=True, gap=10, narrow_gap=6)
        for number in range(STEPS):
            step = ActionButton(role=ButtonRole.STEP, size=ButtonSize.SMALL)
            self.steps.addButton(step, number)
            steps.box.addWidget(step)
        steps.box.addStretch()
        self.steps.idClicked.connect(self._show_script)
        self.script = ScriptCard()
        self.reasons = Choices(optional=True, keys=NUMBERED[KeyAction.CHOOSE_BESIDE])
        self.card = Card()
        self.copying = ActionButton(size=ButtonSize.SMALL)
        self.copying.activated.connect(self._copy)
        self._copied = ""
        said = Strip(across=True, turns=True)
        said.box.addWidget(self.script, 1)
        said.box.addWidget(self.copying, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (steps, said, self.reasons):
            self.card.content.addWidget(part)
        self.outcomes: dict[Outcome, ActionButton] = {}
        self._outcome_group = QButtonGroup(self)
        outcomes = Row(gap=10, columns=(2,))
        for outcome, (icon, key) in wording.OUTCOMES.items():
            button = ActionButton("", icon, key=key, role=ButtonRole.CHOICE, size=ButtonSize.SMALL)
            self._outcome_group.addButton(button)
            button.toggled.connect(self._show_parts)
            self.outcomes[outcome] = button
            outcomes.add(button)  # each as wide as its word needs; in the strip two to a line
        self.survey = ActionButton(
            key=NUMBERED[KeyAction.SURVEY][0], role=ButtonRole.CHECK, size=ButtonSize.SMALL
        )
        self.steps_row.box.addWidget(self.survey)
        for each in (self.person, self.card, outcomes, self.more):
            self.box.addWidget(each)
        self.box.addStretch()
        self.outcomes[Outcome.RESOLVED].setChecked(True)
        self.steps.buttons()[0].setChecked(True)

    def refresh(self) -> None:
        super().refresh()
        ticket, settings, _ = self.presenter.ticket, self.settings, self.texts
        if ticket is None or settings is None:
            return
        self.show_ticket(ticket)
        if self.presenter.has_returned:
            self.ticket.show_state(
                "record_voice_over-fill", wording.said(_, _("Thank you for waiting.")), "palm"
            )
        else:
            self.ticket.show_state("record_voice_over-fill", _("In service"), "palm")
        say(self.finish, _("Finish service"))
        say(self.hold, _("Put on hold"))
        self.hold.setVisible(settings.calling.hold_allowed)
        say(self.leave, _("Step away"))
        self.person.show_words(_)
        say(self.survey, _("Survey offered"))
        self.more.refresh(_)
        self.reasons.show_choices(
            [
                (each["es"], each.get(_.code, each["es"]))
                for each in settings.reasons
                if "es" in each
            ]
        )
        for outcome, button in self.outcomes.items():
            say(button, _(words.OUTCOMES[outcome]))
        self._show_script()

    def restyle(self) -> None:
        super().restyle()
        self.script.setMinimumHeight(0 if self.is_narrow else self.theme.px(SCRIPT))
        beside = self.card.content if self.is_narrow else self.steps_row.box
        if beside.indexOf(self.survey) < 0:
            beside.addWidget(self.survey)
        self._show_script()

    def tick(self) -> None:
        self.ticket.show_time(
            self.texts("Time in service"), wording.stopwatch(self.presenter.service_s)
        )
        self.more.tick(self.texts)
        settings = self.settings
        if settings is not None:
            # Where something has to be seen now, there is no room for what is said at leisure.
            is_urgent = self.show_arrival(self.arrival, self.more) or (
                self.presenter.actions.refusal or self.presenter.actions.news
            )
            self._show_scripts(settings.desk.scripts and not is_urgent)

    def _show_scripts(self, shown: bool) -> None:
        for step in self.steps.buttons():
            step.setVisible(shown)
        self.script.setVisible(shown)
        if shown != self._has_steps:
            self._has_steps = shown
            self._show_script()

    def citizen(self) -> Citizen:
        """Return how to address the person at the desk."""
        return self.person.citizen

    def facts(self) -> list[str]:
        """Return what goes on, and what was chosen by a number besides: nothing else says that."""
        _ = self.texts
        outcome = next((each for each in self.outcomes.values() if each.isChecked()), None)
        chosen = "" if outcome is None else _("Outcome: {outcome}", outcome=outcome.text())
        survey = self.survey.text() if self.survey.isChecked() else ""
        return [*super().facts(), chosen, self.reasons.word, survey, *self.arrived(self.arrival)]

    def follow(self) -> None:
        """Begin anew with another attention: no name, no reason, the usual outcome.

        Who was put on hold here is known again when they go on, and otherwise forgotten.
        """
        ticket = self.presenter.ticket
        attended = None if ticket is None else ticket.id
        if attended != self._attended:
            self._note()
            self._attended = attended
            self._copied = ""
            notes = None if attended is None else self._on_hold.pop(attended, None)
            self.person.show_citizen(Citizen() if notes is None else notes.citizen)
            self.reasons.choose(None if notes is None else notes.reason)
            self.survey.setChecked(False)
            self.outcomes[Outcome.RESOLVED].setChecked(True)
            self.steps.buttons()[0].setChecked(True)
        self._forget()

    def _note(self) -> None:
        """Keep what is known of the person who leaves the page, until the hall has them on hold."""
        hall = self.presenter.hall
        if self._attended is not None and hall is not None:
            notes = Notes(self.person.citizen, self.reasons.chosen, hall.board.seq)
            self._on_hold[self._attended] = notes

    def _forget(self) -> None:
        """Keep nothing of whoever is not on hold here, and nothing once nobody is signed in."""
        hall = self.presenter.hall
        if hall is None or self.presenter.shift.person is None:
            self._on_hold = {}
            return
        held, read = {each.id for each in hall.held}, hall.board.seq
        self._on_hold = {
            ticket: notes
            for ticket, notes in self._on_hold.items()
            if ticket in held or read <= notes.seq
        }

    @Slot()
    def _show_script(self) -> None:
        ticket, now, person = (
            self.presenter.ticket,
            self.presenter.local_now,
            self.presenter.shift.person,
        )
        if ticket is None or now is None or person is None or self.settings is None:
            return
        _ = self.texts
        attention = Speech(
            self.settings.company,
            ticket.channel,
            now,
            person.name,
            self.person.citizen,
            has_returned=self.presenter.has_returned,
        )
        steps = scripts.of(_, attention)
        for number, script in enumerate(steps):
            self._name_step(number, f"{number + 1}  {script.step}")
        shown = steps[max(0, self.steps.checkedId())]
        self.script.set_texts(wording.said(_, shown.sentence), shown.note)
        self._sentence = shown.sentence
        say(self.copying, _("Copied") if shown.sentence == self._copied else _("Copy"))
        self.copying.setVisible(ticket.channel in WRITTEN and self._has_steps)
        self._show_parts()

    @Slot()
    def _copy(self) -> None:
        """Put the sentence into the clipboard, for the chat's or the e-mail's own window."""
        QGuiApplication.clipboard().setText(self._sentence)
        self._copied = self._sentence
        self._show_script()
        announce(self.copying, self.copying.text())

    def _show_parts(self) -> None:
        """Show what the office asks for: in a narrow window only at the step it belongs to."""
        settings, step = self.settings, self.steps.checkedId()
        if settings is None:
            return
        desk, always = settings.desk, not (self.is_narrow and self._has_steps)
        self.person.setVisible(desk.name is not Asking.OFF and (always or step in NAMING))
        self.reasons.setVisible(desk.reason is not Asking.OFF and (always or step == NEED))
        self.survey.setVisible(desk.survey is not Asking.OFF and (always or step == FAREWELL))
        for outcome, button in self.outcomes.items():
            # In the strip the word and its key have the room.
            button.set_icon(None if self.is_narrow else wording.OUTCOMES[outcome][0])
            button.setToolTip(button.text())

    def _name_step(self, number: int, word: str) -> None:
        """Say a step's word; in a narrow window only the chosen one has room for it."""
        button = self.steps.button(number)
        assert isinstance(button, ActionButton)  # the group has no others
        short = self.is_narrow and not button.isChecked()
        fixed, gives = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred
        button.setSizePolicy(gives if self.is_narrow and not short else fixed, fixed)
        say(button, str(number + 1) if short else word)
        button.setAccessibleName(word)

    def _missing(self) -> tuple[QueueError, int, QWidget] | None:
        """Return what the office wants and nobody gave yet, its step, and where to give it."""
        if self.settings is None:
            return None
        desk, named = self.settings.desk, self.person.citizen.name.strip()
        for asking, given, error, step, place in (
            (desk.name, named, NameMissing, NAMING[0], self.person.name),
            (desk.reason, self.reasons.chosen, ReasonMissing, NEED, self.reasons),
            (desk.survey, self.survey.isChecked(), SurveyNotOffered, FAREWELL, self.survey),
        ):
            if asking is Asking.COMPULSORY and not given:
                return error(), step, place
        return None

    @Slot()
    def _finish(self) -> None:
        if (missing := self._missing()) is not None:
            error, step, place = missing
            self.steps.button(step).setChecked(True)
            self.presenter.actions.refuse(error)
            place.setAccessibleDescription(self.texts.sentence(error))  # said with what it wants
            place.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        outcome = next(each for each, button in self.outcomes.items() if button.isChecked())
        asked = self.survey.isVisibleTo(self)
        offered = self.survey.isChecked() if asked else None
        self.presenter.finish(outcome, self.reasons.chosen, survey_offered=offered)
