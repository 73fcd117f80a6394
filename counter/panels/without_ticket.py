"""Those who come without a ticket: who is at the desk, on the telephone, in the chat."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from core.domain.ticket import Channel
from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import (
    ActionButton,
    FitLabel,
)
from core.whole import whole
from counter import wording
from counter.panels.frames import Row, say

GAP = 8  # five stand in a row, and beside a scroll bar there is less room
CHANNELS = whole(
    Channel,
    {
        Channel.PHONE: DEFAULTS[KeyAction.PHONE],
        Channel.CHAT: DEFAULTS[KeyAction.CHAT],
        Channel.EMAIL: DEFAULTS[KeyAction.EMAIL],
        Channel.IN_PERSON: DEFAULTS[KeyAction.SERVE_NOW],
    },
)


class WithoutTicket(Row):
    """The row that begins an attention without a ticket: at the desk, by phone, chat or e-mail."""

    chosen = Signal(Channel)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.buttons: dict[Channel, ActionButton] = {}
        super().__init__(gap=GAP, columns=(1, 2), parent=parent)
        self._word = FitLabel("", TypeRole.LABEL)
        self.add(self._word, 1)
        for channel, key in CHANNELS.items():
            button = ActionButton("", wording.CHANNELS[channel][1], key=key)
            button.setProperty("channel", channel.value)
            button.activated.connect(self._press)
            self.add(button, 1)
            self.buttons[channel] = button

    def lend_place(self, button: ActionButton) -> None:
        """Let `button` stand at times where the row's word does."""
        self.insert(0, button, 1)

    def show_word(self, shown: bool) -> None:
        self._word.setVisible(shown and not self.theme.scale.narrow)  # there keys need the room

    def restyle(self) -> None:
        for button in self.buttons.values():
            button.set_terse(self.theme.scale.narrow)
        super().restyle()

    def show_words(self, texts: Texts) -> None:
        self._word.setText(texts("Serve without a ticket"))
        for channel, button in self.buttons.items():
            at_desk = channel is Channel.IN_PERSON
            say(button, texts("Serve now") if at_desk else texts(wording.CHANNELS[channel][0]))
            button.setToolTip(button.text())

    def offer_desk(self, offered: bool) -> None:
        """Offer to serve somebody who stands at the desk, or leave that to another button."""
        # Where priority is given at once, that has the key.
        self.buttons[Channel.IN_PERSON].setVisible(offered)

    @Slot()
    def _press(self) -> None:
        sender = self.sender()
        assert isinstance(sender, ActionButton)  # only our buttons are connected
        self.chosen.emit(Channel(sender.property("channel")))
