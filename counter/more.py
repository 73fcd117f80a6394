"""The row below a page's actions: to send the ticket on, another ticket, and to take back."""

import math

from PySide6.QtCore import Signal

from core.errors import N_
from core.qt.language import Texts
from core.qt.widgets import ActionButton, Size
from counter.arrival import SERVE_PREFERENTIAL
from counter.frames import Row, say
from counter.presenter import Presenter

TRANSFER = "Ctrl+T"
OTHER = "Ctrl+O"
UNDO = "F5"
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
}


class MoreRow(Row):
    """What is wanted now and then. `undo` is there for the half minute in which it may be done."""

    transferring = Signal()
    choosing = Signal()

    def __init__(self, presenter: Presenter, *, transfers: bool, size: Size = Size.SMALL) -> None:
        super().__init__(loose=True)
        self._presenter = presenter
        self.offers_undo = True
        self.transfer = ActionButton("", "swap_horiz", key=TRANSFER, size=size)
        self.other = ActionButton("", "search", key=OTHER, size=size)
        self.arrival = ActionButton("", "elderly-fill", key=SERVE_PREFERENTIAL, size=size)
        self.undo = ActionButton("", "undo", key=UNDO, size=size)
        self.transfer.activated.connect(self.transferring)
        self.other.activated.connect(self.choosing)
        self.undo.activated.connect(presenter.undo)
        self.arrival.hide()
        self.buttons = (self.transfer, self.other, self.arrival, self.undo)
        for button in self.buttons:
            self.add(button)
        self.transfer.setVisible(transfers)

    def refresh(self, texts: Texts) -> None:
        say(self.transfer, texts("Transfer"))
        say(self.other, texts("Another ticket"))
        say(self.arrival, texts("Priority arrival"))
        for button in self.buttons:
            button.setEnabled(self._presenter.is_here)
        self.tick(texts)

    def tick(self, texts: Texts) -> None:
        left_s, last = self._presenter.undo_left_s, self._presenter.last_step
        self.undo.setVisible(self.offers_undo and left_s > 0)
        if last is not None and left_s > 0:
            step = texts(STEPS[last.name])
            say(self.undo, texts("Undo ({seconds} s)", seconds=math.ceil(left_s)))
            self.undo.setAccessibleName(texts("Undo: {step}", step=step))
            self.undo.setToolTip(self.undo.accessibleName())
