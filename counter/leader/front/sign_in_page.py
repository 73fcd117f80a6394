"""Before the leader's window opens: user name and PIN."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from core.errors import UnknownStaff
from core.language import OWN_NAMES
from core.qt.look.language import Texts
from core.qt.widgets import ActionButton, ButtonRole
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.memory import LeaderMemory
from counter.panels.frames import Strip, say
from counter.sign_in.gate_pages import FrontPage
from counter.sign_in.sign_in_page import COLOURS, PIN_REFUSALS, Field


class LeaderSignInPage(FrontPage[LeaderPresenter]):
    """Who opens the window. A locked one asks for the same person's PIN, or for another person."""

    closing = Signal()
    language_chosen = Signal(str)
    colours_wanted = Signal()

    def __init__(self, presenter: LeaderPresenter, texts: Texts, memory: LeaderMemory) -> None:
        self.username, self.pin = Field(), Field()
        super().__init__(presenter, texts, "login", self.username, self.pin, back="close")
        self._memory = memory
        self.username.edit.setEchoMode(QLineEdit.EchoMode.Normal)
        self.username.edit.setInputMethodHints(Qt.InputMethodHint.ImhNone)
        self.username.edit.setMaxLength(60)
        self.username.write(memory.username)
        self.language = ActionButton("", role=ButtonRole.LINK)
        self.colours = ActionButton("", "contrast", role=ButtonRole.LINK)
        comforts = Strip(across=True)
        comforts.box.addStretch(1)
        comforts.box.addWidget(self.colours)
        comforts.box.addWidget(self.language)
        self.card.content.addWidget(comforts)
        self.language.activated.connect(self._switch)
        self.colours.activated.connect(self.colours_wanted)
        presenter.acted.connect(self._answered)

    def begin(self) -> None:
        self.pin.write("")
        self.focus()

    def focus(self) -> None:
        field = self.pin if self.username.edit.text() else self.username
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        presenter, _ = self.presenter, self.texts
        self.heading.setText(_("The leader's window"))
        self.sentence.setText(_("The window is locked.") if presenter.is_locked else "")
        self.username.set_word(_("User name"))
        self.pin.set_word(_("PIN"))
        self.pin.set_wrong(isinstance(presenter.actions.refusal, PIN_REFUSALS))
        self.username.set_wrong(isinstance(presenter.actions.refusal, UnknownStaff))
        say(self.confirm, _("Sign in"))
        say(self.back, _("Close"))
        other = next(code for code in OWN_NAMES if code != _.code)
        say(self.language, OWN_NAMES[other])
        say(self.colours, _(COLOURS[self._memory.mode]))
        self.colours.setAccessibleName(_("Colours: {name}", name=self.colours.text()))
        super().refresh()
        if not presenter.is_here and presenter.fault is None:
            self.fault.set_look("plain", "hourglass-fill")
            self.fault.set_texts(_("Connecting…"))
        elif presenter.fault is not None:
            self.fault.set_look("coral", "cloud_off-fill")
            self.fault.set_texts(_("No connection with the database"), _.sentence(presenter.fault))

    @Slot()
    def do(self) -> None:
        self.presenter.sign_in(self.username.edit.text(), self.pin.edit.text())

    @Slot()
    def leave(self) -> None:
        self.closing.emit()

    @Slot()
    def _answered(self) -> None:
        if self.presenter.actions.refusal is None and self.presenter.person is not None:
            self._memory.keep_username(self.presenter.person.username)
            self.pin.write("")
        elif self.isVisible():
            self.begin()

    @Slot()
    def _switch(self) -> None:
        self.language_chosen.emit(next(code for code in OWN_NAMES if code != self.texts.code))
