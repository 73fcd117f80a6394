"""A question over a page: what is to be done, fields and choices, one button that does it.

One of a page, shown in the place of what the page shows; Esc goes back. What is not well said is
told in its place, and nothing of what was written is lost.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.spoken import MetPlainly, SpokenPage
from core.qt.widgets import ActionButton, ButtonRole, ButtonSize, Card, FitLabel, Icon
from counter.panels.choices import Choices
from counter.panels.frames import Centred, Row, Strip, say
from counter.panels.refusal import AsksOffice, Refusal
from counter.sign_in.sign_in_page import WORD_GAP, Field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Written:
    """A field: its name among the answers, its word, what stands in it at first.

    `is_secret`: nobody beside it reads it, as a PIN.
    """

    name: str
    word: str
    text: str = ""
    longest: int = 120
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice of one: its name among the answers, its word, key and word of each, what is chosen
    at first, "" for nothing.
    """

    name: str
    word: str
    choices: tuple[tuple[str, str], ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `do` takes the answers by name; `may_not` is why it cannot be done at all."""

    icon: str
    title: str
    sentence: str
    confirm: str
    do: Callable[[Mapping[str, str]], None]
    parts: Sequence[Written | Chosen] = ()
    is_grave: bool = False
    large: str = ""
    """Something to read off, such as a new PIN."""


class AskCard(MetPlainly, Strip):
    """The question. It stays until it is answered or left.

    Signals:
        opened: another question is asked.
        left: without an answer.
    """

    opened = Signal()
    left = Signal()

    def __init__(self, presenter: AsksOffice, texts: Texts) -> None:
        super().__init__(gap=0)
        self._presenter = presenter
        self._texts = texts
        self._question: Question | None = None
        self._is_said = False
        self._fields: dict[str, Field] = {}
        self._choices: dict[str, Choices] = {}
        self._icon = Icon("help-fill")
        self._title = FitLabel("", TypeRole.TITLE)
        self._sentence = FitLabel("", TypeRole.BODY)
        self._large = FitLabel("", TypeRole.FIGURE, align="center", tabular=True)
        self._parts = Strip()
        self.refusal = Refusal(presenter, texts)
        go_on, back = DEFAULTS[KeyAction.GO_ON], DEFAULTS[KeyAction.BACK]
        self._buttons = Row(columns=(1,))
        self.confirm = ActionButton("", key=go_on, role=ButtonRole.PRIMARY, size=ButtonSize.LARGE)
        self.back = ActionButton(
            "", "arrow_back", key=back, size=ButtonSize.LARGE, type_role=TypeRole.LABEL
        )
        self._buttons.add(self.confirm, 3)
        self._buttons.add(self.back, 2)
        self.confirm.activated.connect(self._do)
        self.back.activated.connect(self.leave)
        head = Strip(across=True)
        head.box.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.box.addWidget(self._title, 1)
        card = Card()
        for part in (head, self._sentence, self._large, self._parts, self.refusal, self._buttons):
            card.content.addWidget(part)
        self.box.addWidget(Centred(card), 1)

    @property
    def is_open(self) -> bool:
        return self._question is not None

    def open(self, question: Question) -> None:
        """Ask anew, with nothing answered but what the question says."""
        self._question = question
        self._icon.set_icon(question.icon, "coral" if question.is_grave else "ink")
        self._title.setText(question.title)
        self._sentence.setText(question.sentence)
        self._sentence.setVisible(bool(question.sentence))
        self._large.setText(question.large)
        self._large.setVisible(bool(question.large))
        self._is_said = False
        self._build(question.parts)
        self.confirm.set_icon(question.icon)
        self.refresh()
        self.opened.emit()
        for part in question.parts:  # now: Orca 43 says no field whose caret moves as it comes
            if isinstance(part, Written):
                self._fields[part.name].edit.setMaxLength(part.longest)
                self._fields[part.name].write(part.text)

    def say(self, spoken: SpokenPage) -> None:
        """Have a screen reader say the question once it has come, later only what is refused.

        The first field has the keyboard, and says with itself what is wrong; without one the card.
        """
        question, first = self._question, next(iter(self._fields.values()), None)
        if question is None:
            return
        refusal = "" if self.refusal.isHidden() else self.refusal.accessibleName()
        large = " ".join(question.large)  # a PIN is no number
        said = (question.title, question.sentence, large, refusal if first is None else "")
        words = [each for each in said if each]
        if self._is_said:
            spoken.follow(self, words)
            return
        self._is_said = True
        keyboard = None if first is None else first.edit
        spoken.begin(self, words, self._choices_said(question), keyboard)

    def _choices_said(self, question: Question) -> list[str]:
        _, found = self._texts, []
        for part in question.parts:
            if isinstance(part, Chosen):
                words = dict(part.choices)
                found.append(f"{part.word}: {', '.join(words.values())}")  # unsaid: joined
                if part.chosen in words:
                    found.append(_("Chosen: {word}", word=words[part.chosen]))
        return found

    def _build(self, parts: Sequence[Written | Chosen]) -> None:
        for old in (*self._fields.values(), *self._choices.values()):
            holder: QWidget | None = old if isinstance(old, Field) else old.parentWidget()
            if holder is not None:
                self._parts.box.removeWidget(holder)
                holder.hide()
                holder.deleteLater()
        self._fields, self._choices = {}, {}
        for part in parts:
            if isinstance(part, Written):
                field = self._fields[part.name] = Field()
                field.set_word(part.word)
                if part.is_secret:
                    field.edit.setEchoMode(QLineEdit.EchoMode.Password)
                field.entered.connect(self._do)
                self._parts.box.addWidget(field)
                continue
            choices = self._choices[part.name] = Choices(optional=False)
            choices.setAccessibleName(part.word)
            choices.show_choices(part.choices)
            choices.choose(part.chosen or None)
            choices.chosen_changed.connect(self.refresh)
            holder = Strip(gap=WORD_GAP)
            holder.box.addWidget(FitLabel(part.word, TypeRole.LABEL))
            holder.box.addWidget(choices)
            self._parts.box.addWidget(holder)

    @property
    def answers(self) -> dict[str, str]:
        """What is written and chosen, by name; "" for what is not."""
        return {
            **{name: field.edit.text().strip() for name, field in self._fields.items()},
            **{name: each.chosen or "" for name, each in self._choices.items()},
        }

    @Slot()
    def refresh(self) -> None:
        question, _ = self._question, self._texts
        if question is None:
            return
        self.refusal.refresh()
        say(self.confirm, question.confirm)
        say(self.back, _("Back"))
        answered = all(each.chosen for each in self._choices.values())
        self.confirm.setEnabled(self._presenter.is_here and answered)
        self.confirm.set_busy(_("One moment…") if self._presenter.actions.is_slow else None)
        for field in self._fields.values():
            field.say_wrong("" if self.refusal.isHidden() else self.refusal.accessibleName())

    @Slot()
    def _do(self) -> None:
        if self._question is not None and self.confirm.isEnabled():
            self._question.do(self.answers)

    def close_question(self) -> None:
        """Be done with it, and keep nothing of what it told."""
        self._question = None
        self._large.setText("")
        self.setAccessibleName("")

    @Slot()
    def leave(self) -> None:
        self.close_question()
        self._presenter.actions.dismiss()
        self.left.emit()
