"""The row below a page's actions: to send the ticket on, another ticket, and to take back."""

import math

from PySide6.QtCore import Signal

from core.errors import N_
from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.widgets import ActionButton, ButtonSize
from counter.decisions.presenter import CounterPresenter
from counter.panels.frames import Row, say

STEPS = {
    "start": N_("Start service"),
    "no_show": N_("Nobody came"),
    "finish": N_("Finish service"),
    "hold": N_("Put on hold"),
    "resume": N_("Resume"),
    "serve_now": N_("Serve now"),
    "attend": N_("Serve now"),
    "arrive": N_("Priority arrival"),
    "transfer": N_("Transfer"),
    "cancel": N_("Cancellation"),
    "change_line": N_("Change of line"),
    "reinstate": N_("Bring it back"),
    "put_back": N_("Back to waiting"),
}


class MoreRow(Row):
    """What is wanted now and then. `undo` is there for the half minute in which it may be done."""

    transferring = Signal()
    choosing = Signal()
    putting_back = Signal()
    announcing = Signal()

    def __init__(
        self,
        presenter: CounterPresenter,
        *,
        transfers: bool,
        puts_back: bool = False,
        size: ButtonSize = ButtonSize.SMALL,
    ) -> None:
        # In the strip what is longest stands alone: its key is seen beside it.
        columns = (1, 2, 1) if puts_back else (2, 1) if transfers else (2,)
        super().__init__(loose=True, columns=columns)
        self._presenter = presenter
        self.offers_undo = True
        self.offers_announcing = True
        self.transfer = ActionButton("", "swap_horiz", key=DEFAULTS[KeyAction.TRANSFER], size=size)
        self.other = ActionButton("", "search", key=DEFAULTS[KeyAction.OTHER], size=size)
        self.put_back = ActionButton("", "undo", key=DEFAULTS[KeyAction.PUT_BACK], size=size)
        self.arrival = ActionButton(
            "", "elderly-fill", key=DEFAULTS[KeyAction.SERVE_NOW], size=size
        )
        self.announce = ActionButton(
            "", "campaign-fill", key=DEFAULTS[KeyAction.ANNOUNCE], size=size
        )
        self.announce.activated.connect(self.announcing)
        self.undo = ActionButton("", "undo", key=DEFAULTS[KeyAction.UNDO], size=size)
        self.transfer.activated.connect(self.transferring)
        self.other.activated.connect(self.choosing)
        self.put_back.activated.connect(self.putting_back)
        self.undo.activated.connect(presenter.undo)
        self.arrival.hide()
        self.buttons = (
            self.put_back,
            self.transfer,
            self.other,
            self.arrival,
            self.announce,
            self.undo,
        )
        for button in self.buttons:
            self.add(button)
        self.transfer.setVisible(transfers)
        self.put_back.setVisible(puts_back)
        self.announce.hide()

    def refresh(self, texts: Texts) -> None:
        say(self.put_back, texts("Put back"))
        say(self.transfer, texts("Transfer"))
        say(self.other, texts("Another ticket"))
        say(self.arrival, texts("Priority arrival"))
        say(self.announce, texts("A fault"))
        self.announce.setAccessibleName(texts("Announce a fault"))
        self.announce.setVisible(self.offers_announcing and self._presenter.may_announce)
        for button in self.buttons:
            button.setEnabled(self._presenter.is_here)
        self.tick(texts)

    def tick(self, texts: Texts) -> None:
        left_s, last = self._presenter.actions.undo_left_s, self._presenter.actions.last_step
        self.undo.setVisible(self.offers_undo and left_s > 0)
        if last is not None and left_s > 0:
            step = texts(STEPS[last.name])
            say(self.undo, texts("Undo ({seconds} s)", seconds=math.ceil(left_s)))
            self.undo.setAccessibleName(texts("Undo: {step}", step=step))
            self.undo.setToolTip(self.undo.accessibleName())
