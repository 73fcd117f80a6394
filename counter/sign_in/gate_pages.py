"""Pages before the work: whether to take a counter over, one's own PIN, and the locked window.

Each is a card in the middle. F9 or Enter does it, Esc goes back.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from core.domain.ticket import State, Ticket
from core.errors import CounterTaken, StaffElsewhere
from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonRole, ButtonSize, Card, FitLabel, Icon, NoticeCard
from counter import wording
from counter.decisions.presenter import CounterPresenter
from counter.panels.frames import Centred, Row, Strip, say
from counter.panels.refusal import AsksOffice, Refusal
from counter.sign_in.sign_in_page import PIN_LENGTH, PIN_REFUSALS, Field, SignInPage

PRIMARY = DEFAULTS[KeyAction.GO_ON]
BACK = DEFAULTS[KeyAction.BACK]


P = TypeVar("P", bound=AsksOffice)


class FrontPage(Strip, Generic[P]):
    """A heading, sentences, fields, a refusal in its place, and two buttons."""

    def __init__(self, presenter: P, texts: Texts, icon: str, *fields: Field, back: str) -> None:
        """`back` is the pictogram of the way out."""
        super().__init__(gap=0)
        self.presenter = presenter
        self.texts = texts
        self.fields = fields
        self.heading = FitLabel("", TypeRole.HEADING)
        self.sentence = FitLabel("", TypeRole.BODY)
        self.refusal = Refusal(presenter, texts)
        self.fault = NoticeCard("coral", "cloud_off-fill", role=TypeRole.BODY)
        self.confirm = ActionButton(
            "", icon, key=PRIMARY, role=ButtonRole.PRIMARY, size=ButtonSize.LARGE
        )
        self.back = ActionButton(
            "", back, key=BACK, size=ButtonSize.LARGE, type_role=TypeRole.LABEL
        )
        self.confirm.activated.connect(self.do)
        self.back.activated.connect(self.leave)
        head = Strip(across=True)
        head.box.addWidget(Icon(icon), 0, Qt.AlignmentFlag.AlignTop)
        head.box.addWidget(self.heading, 1)
        buttons = Row(columns=(1,))
        buttons.add(self.confirm, 3)
        buttons.add(self.back, 2)
        self.card = Card()
        for part in (head, self.sentence, *fields, self.refusal, self.fault, buttons):
            self.card.content.addWidget(part)
        for field in fields:
            field.edit.setMaxLength(PIN_LENGTH)
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
            field.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            field.entered.connect(self.do)
        self.box.addWidget(Centred(self.card))

    def begin(self) -> None:
        """Forget what was written, and take the keyboard."""
        for field in self.fields:
            field.write("")
        self.focus()

    def focus(self) -> None:
        """Take the keyboard and leave what is written."""
        first: QWidget = self.fields[0].edit if self.fields else self
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show everything anew."""
        presenter, _ = self.presenter, self.texts
        self.refusal.refresh()
        self.fault.set_texts(_("No connection with the database"))
        self.fault.setVisible(not presenter.is_here)
        self.confirm.setEnabled(presenter.is_here)
        self.confirm.set_busy(_("One moment…") if presenter.actions.is_slow else None)
        self.sentence.setVisible(bool(self.sentence.text()))
        # A screen reader says what a field stands in; without one the page has the keyboard.
        self.setAccessibleName(f"{self.heading.text()}\n{self.sentence.text()}".strip())
        for field in self.fields:
            field.say_wrong("" if self.refusal.isHidden() else self.refusal.accessibleName())

    @Slot()
    def do(self) -> None:
        """Do what is asked; override."""
        raise NotImplementedError

    @Slot()
    def leave(self) -> None:
        """Go back; override."""
        raise NotImplementedError


class TakeOverPage(FrontPage[CounterPresenter]):
    """Somebody is at the counter, or the person is at another one: asks before that ends."""

    def __init__(self, presenter: CounterPresenter, texts: Texts, sign_in: SignInPage) -> None:
        super().__init__(presenter, texts, "swap_horiz", back="arrow_back")
        self._sign_in = sign_in

    def refresh(self) -> None:
        _, why = self.texts, self.presenter.actions.refusal
        if isinstance(why, CounterTaken | StaffElsewhere):
            username, counter = self._sign_in.wanted
            there = int(str(why.fields["counter"]))
            if isinstance(why, CounterTaken):
                self._ask_of_another(there, str(why.fields["name"]), username)
            else:
                self.heading.setText(
                    _(
                        "You are signed in at counter {former}. Change to counter {counter}?",
                        former=there,
                        counter=counter,
                    )
                )
                self.sentence.setText(_("You are signed out at counter {counter}.", counter=there))
        say(self.confirm, _("Take over"))
        say(self.back, _("Back"))
        super().refresh()
        self.refusal.hide()  # the heading says it

    def _ask_of_another(self, counter: int, name: str, username: str) -> None:
        presenter, _ = self.presenter, self.texts
        self.heading.setText(
            _("Counter {counter} is in use by {name}. Take it over?", counter=counter, name=name)
        )
        said = [_("{name} is signed out there.", name=name)]
        status = presenter.hall.status(counter) if presenter.hall is not None else None
        if status is not None and status.ticket is not None:
            ticket = wording.ticket_word(_, status.ticket)
            said.append(_("{ticket} stays at the counter and is yours now.", ticket=ticket))
        former = presenter.shift.other_counter_of(username, counter)
        if former is not None:
            said.append(_("You are signed out at counter {counter}.", counter=former))
        self.sentence.setText(" ".join(said))

    def do(self) -> None:
        self._sign_in.take_over()

    def leave(self) -> None:
        self.presenter.actions.dismiss()


class NewPinPage(FrontPage[AsksOffice]):
    """The first sign-in: a PIN that only its owner knows, before anything else."""

    def __init__(
        self,
        presenter: AsksOffice,
        texts: Texts,
        choose: Callable[[str, str], None],
        sign_out: Callable[[], None],
    ) -> None:
        """`choose` takes the new PIN, and the same again."""
        self.pin, self.again = Field(), Field()
        self._choose, self._sign_out = choose, sign_out
        super().__init__(presenter, texts, "lock-fill", self.pin, self.again, back="logout")
        presenter.actions.acted.connect(self._answered)

    def refresh(self) -> None:
        _ = self.texts
        self.heading.setText(_("Choose your own PIN"))
        self.sentence.setText(_("4 to 12 digits that only you know, and not those you were given."))
        self.pin.set_word(_("New PIN"))
        self.again.set_word(_("The same again"))
        say(self.confirm, _("Keep this PIN"))
        say(self.back, _("Sign out"))
        super().refresh()

    def do(self) -> None:
        self._choose(self.pin.edit.text(), self.again.edit.text())
        self._answered()

    def leave(self) -> None:
        self._sign_out()

    @Slot()
    def _answered(self) -> None:
        """Ask again for what was refused."""
        if self.isVisible() and self.presenter.actions.refusal is not None:
            self.begin()


class LockPage(FrontPage[CounterPresenter]):
    """Nobody used the window for long: whose counter it is, and their PIN. A colleague may come."""

    coming = Signal()

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        self.pin = Field()
        super().__init__(presenter, texts, "lock-fill", self.pin, back="person-fill")
        presenter.acted.connect(self._answered)

    def refresh(self) -> None:
        presenter, _ = self.presenter, self.texts
        if presenter.shift.person is not None and presenter.actions.counter is not None:
            self.heading.setText(
                _(
                    "Counter {counter}: {name}",
                    counter=presenter.actions.counter,
                    name=presenter.shift.person.name,
                )
            )
            self.sentence.setText(self._what_is_there(presenter.ticket))
        self.pin.set_word(_("PIN"))
        self.pin.set_wrong(isinstance(presenter.actions.refusal, PIN_REFUSALS))
        say(self.confirm, _("Unlock"))
        say(self.back, _("Another person"))
        super().refresh()

    def _what_is_there(self, ticket: Ticket | None) -> str:
        _ = self.texts
        if ticket is None:
            return _("The window is locked.")
        name = wording.ticket_word(_, ticket)
        if ticket.state is State.CALLED:
            return _("The window is locked. {ticket} has been called.", ticket=name)
        return _("The window is locked. {ticket} is in service.", ticket=name)

    def do(self) -> None:
        self.presenter.shift.unlock(self.pin.edit.text())

    def leave(self) -> None:
        self.coming.emit()

    @Slot()
    def _answered(self) -> None:
        """Ask again after a wrong PIN."""
        if self.isVisible() and self.presenter.actions.refusal is not None:
            self.begin()
