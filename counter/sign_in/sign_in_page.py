"""Signing in: user name, PIN, counter. What was chosen last is there already, but never the PIN."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from core.errors import N_, PinPaused, UnknownStaff, WrongPin
from core.keys import DEFAULTS, KeyAction
from core.language import OWN_NAMES
from core.qt import press
from core.qt.look.language import Texts
from core.qt.look.tokens import ColourMode, TypeRole
from core.qt.press import LONG_AGO, Rest, place_of
from core.qt.widgets import (
    ActionButton,
    ButtonRole,
    ButtonSize,
    Card,
    FitLabel,
    NoticeCard,
    SeaBands,
)
from core.whole import whole
from counter.decisions.presenter import CounterPresenter
from counter.panels.choices import Choices
from counter.panels.frames import Centred, Strip, say
from counter.panels.refusal import Refusal
from counter.placing.memory import CounterMemory

PIN_REFUSALS = (WrongPin, PinPaused)
COLOURS = whole(
    ColourMode,
    {
        ColourMode.LIGHT: N_("Light"),
        ColourMode.DARK: N_("Dark"),
        ColourMode.CONTRAST: N_("High contrast"),
    },
)
SKY = 120
SUN = 84
PIN_LENGTH = 12
WORD_GAP = 10  # the ring around a field does not touch its word


class Field(Strip):
    """A text field below its word. `entered`: Enter was pressed in it, and means this page."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=WORD_GAP, parent=parent)
        self._word = FitLabel("", TypeRole.LABEL)
        self.edit = QLineEdit()
        self._word.setBuddy(self.edit)
        self.box.addWidget(self._word)
        self.box.addWidget(self.edit)
        self._why = ""
        self._typed_at = LONG_AGO
        self._rest = Rest()
        self.edit.textEdited.connect(self._note)
        self.edit.returnPressed.connect(self._enter)

    @Slot()
    def _note(self) -> None:
        self._typed_at = press.clock.now()

    @Slot()
    def _enter(self) -> None:
        place = place_of(self)
        with place.by(place.key_press):
            # Whoever has typed here has read what the page asks.
            if place.admits(self._rest, is_read=self._typed_at >= place.changed_at):
                self.entered.emit()

    def write(self, text: str) -> None:
        """Put `text` into the field; what stands there already is left.

        Orca does not say the field if its caret moves before the keyboard has come.
        """
        if self.edit.text() != text:
            self.edit.setText(text)  # clear() would leave what was written to be undone

    def set_word(self, word: str) -> None:
        self._word.setText(word)
        self._name()

    def say_wrong(self, why: str) -> None:
        """Have a screen reader say `why` with the field that has the keyboard; "" for nothing."""
        self._why = why
        self._name()

    def _name(self) -> None:
        name = ". ".join(filter(None, (self._word.text(), self._why)))
        if self.edit.accessibleName() != name:
            self.edit.setAccessibleName(name)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field, besides the sentence."""
        if bool(self.edit.property("wrong")) != wrong:
            self.edit.setProperty("wrong", wrong)
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)
            self.edit.updateGeometry()


class SignInPage(Strip):
    """The first page. Enter or F9 signs in."""

    language_chosen = Signal(str)
    colours_wanted = Signal()
    going_back = Signal()

    def __init__(
        self, presenter: CounterPresenter, texts: Texts, memory: CounterMemory, counter: int | None
    ) -> None:
        super().__init__(gap=0)
        self._presenter = presenter
        self._texts = texts
        self._memory = memory
        self._is_trying = False
        self._wanted = counter if counter is not None else memory.counter
        self._heading = FitLabel("", TypeRole.HEADING)
        self.username = Field()
        self.pin = Field()
        self.pin.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.pin.edit.setMaxLength(PIN_LENGTH)
        self.username.edit.setText(memory.username)
        self._counter_word = FitLabel("", TypeRole.LABEL)
        self.counters = Choices(optional=False)
        self.refusal = Refusal(presenter, texts)
        self.fault = NoticeCard("coral", "cloud_off-fill")
        self.enter = ActionButton(
            "",
            "login",
            key=DEFAULTS[KeyAction.GO_ON],
            role=ButtonRole.PRIMARY,
            size=ButtonSize.LARGE,
        )
        self.language = ActionButton("", role=ButtonRole.LINK)
        self.colours = ActionButton("", "contrast", role=ButtonRole.LINK)
        self.back = ActionButton("", "arrow_back", key=DEFAULTS[KeyAction.BACK])
        self.back.activated.connect(self.going_back)
        self._build()
        self.enter.activated.connect(self.submit)
        self.username.entered.connect(self.submit)
        self.pin.entered.connect(self.submit)
        self.language.activated.connect(self._switch)
        self.colours.activated.connect(self.colours_wanted)
        presenter.acted.connect(self._answered)

    def _build(self) -> None:
        head = Strip(across=True)
        head.box.addWidget(self._heading, 1)
        head.box.addWidget(self.colours)
        head.box.addWidget(self.language)
        fields = Strip(across=True, turns=True)
        fields.box.addWidget(self.username, 1)
        fields.box.addWidget(self.pin, 1)
        counters = self._counter_field = Strip(gap=WORD_GAP)
        counters.box.addWidget(self._counter_word)
        counters.box.addWidget(self.counters)
        self._card = Card()
        for part in (head, fields, counters, self.refusal, self.fault, self.enter, self.back):
            self._card.content.addWidget(part)
        self._middle = Centred(self._card)
        self._middle.reach.verticalScrollBar().rangeChanged.connect(
            self._make_room, Qt.ConnectionType.QueuedConnection
        )
        self.box.addWidget(self._middle, 1)
        self._sea = SeaBands(sky=SKY, sun_radius=SUN)
        self.box.addWidget(self._sea)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._make_room)

    @Slot()
    def _make_room(self) -> None:
        """Have the sea give way to the form: it decorates."""
        inner = self._middle.reach.inner
        needed = max(inner.heightForWidth(self.width()), inner.sizeHint().height())
        self._sea.setVisible(needed + self._sea.sizeHint().height() <= self.height())

    def begin(self) -> None:
        """Take the keyboard: the PIN if a user name is remembered."""
        self.username.edit.setText(self.username.edit.text() or self._memory.username)
        self.pin.edit.setText("")
        self.focus()

    def focus(self) -> None:
        """Take the keyboard and leave what is written."""
        field = self.pin if self.username.edit.text() else self.username
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_for_another(self) -> None:
        """Ask who takes over the counter of this window."""
        self.username.edit.setText("")
        self.pin.edit.setText("")
        self.focus()

    @property
    def wanted(self) -> tuple[str, int | None]:
        """The user name that is written, and the counter that is chosen."""
        if self._presenter.actions.counter is not None:
            return self.username.edit.text(), self._presenter.actions.counter
        chosen = self.counters.chosen
        return self.username.edit.text(), int(chosen) if chosen else None

    def refresh(self) -> None:
        presenter, _ = self._presenter, self._texts
        self._heading.setText(_("Sign in"))
        self._card.setAccessibleName(self._heading.text())  # said where the keyboard comes into it
        self.username.set_word(_("User name"))
        self.pin.set_word(_("PIN"))
        self._counter_word.setText(_("Counter"))
        say(self.enter, _("Sign in"))
        self.enter.setEnabled(presenter.is_here)
        say(self.back, _("Back"))
        self.back.setVisible(presenter.actions.counter is not None)  # of a locked window
        self.enter.set_busy(_("One moment…") if presenter.actions.is_slow else None)
        other = next(code for code in OWN_NAMES if code != _.code)
        say(self.language, OWN_NAMES[other])
        say(self.colours, _(COLOURS[self._memory.mode]))
        self.colours.setAccessibleName(_("Colours: {name}", name=self.colours.text()))
        self.colours.setToolTip(self.colours.accessibleName())
        self.refusal.refresh()
        self.pin.set_wrong(isinstance(presenter.actions.refusal, PIN_REFUSALS))
        self.username.set_wrong(isinstance(presenter.actions.refusal, UnknownStaff))
        self.pin.say_wrong("" if self.refusal.isHidden() else self.refusal.accessibleName())
        self._show_fault()
        self._show_counters()

    def _show_fault(self) -> None:
        presenter, _ = self._presenter, self._texts
        self.fault.setVisible(not presenter.is_here)
        if presenter.is_here:
            return
        if presenter.fault is None:
            self.fault.set_look("plain", "hourglass-fill")
            self.fault.set_texts(_("Connecting…"))
        else:
            self.fault.set_look("coral", "cloud_off-fill")
            self.fault.set_texts(_("No connection with the database"), _.sentence(presenter.fault))

    def _show_counters(self) -> None:
        hall, _ = self._presenter.hall, self._texts
        self._counter_field.setVisible(hall is not None and self._presenter.actions.counter is None)
        if hall is None:
            return
        choices = []
        for each in hall.board.counters:
            word = _("Counter {counter}", counter=each.number)
            if each.staff is not None:
                name = hall.names.get(each.staff, each.staff)
                word = _("Counter {counter}: {name}", counter=each.number, name=name)
            choices.append((str(each.number), word))
        self.counters.show_choices(choices)
        if self.counters.chosen is None and self._wanted is not None:
            self.counters.choose(str(self._wanted))

    @Slot()
    def submit(self) -> None:
        self._sign_in(take_over=False)

    def take_over(self) -> None:
        """Sign in although somebody is there, or the person is at another counter."""
        self._sign_in(take_over=True)

    def _sign_in(self, *, take_over: bool) -> None:
        username, counter = self.wanted
        self._is_trying = True
        self._presenter.shift.sign_in(username, self.pin.edit.text(), counter, take_over=take_over)

    @Slot()
    def _answered(self) -> None:
        """After a try: keep the choices of a good one, ask for the PIN again after a bad one."""
        presenter = self._presenter
        if not self._is_trying:
            return
        self._is_trying = False
        person, counter = presenter.shift.person, presenter.actions.counter
        if presenter.actions.refusal is None and person is not None and counter is not None:
            self._memory.keep_sign_in(person.username, counter)
            self.pin.edit.setText("")
        elif isinstance(presenter.actions.refusal, PIN_REFUSALS):
            self.pin.edit.setText("")
            self.pin.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _switch(self) -> None:
        other = next(code for code in OWN_NAMES if code != self._texts.code)
        self.language_chosen.emit(other)
