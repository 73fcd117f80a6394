"""The card of the demo: who one is there, what to press, and how to end it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from core.qt.look.language import Texts
from core.qt.look.theme import Scale, Theme
from core.qt.look.tokens import ColourMode, TypeRole
from core.qt.widgets import ActionButton, ButtonRole, ButtonSize, FitLabel
from core.qt.window import Window

MARGIN = 18


class DemoCard(Window):
    """Stays beside the windows; closing it ends the demo."""

    def __init__(self, texts: Texts, *, name: str, username: str, counter: int, pin: str) -> None:
        """`name`, `username` and `pin` are of the person whom the looker plays, at `counter`."""
        super().__init__("demo", texts)
        self._you = {"name": name, "username": username, "counter": counter, "pin": pin}
        self.wear(Theme.of(ColourMode.LIGHT, Scale.counter()))
        self._title = FitLabel("", TypeRole.HEADING)
        self._lines = [FitLabel("", TypeRole.BODY) for _ in range(4)]
        self.end = ActionButton("", "close", role=ButtonRole.PRIMARY, size=ButtonSize.NORMAL)
        self.end.activated.connect(self.close)
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        box.addWidget(self._title)
        for line in self._lines:
            box.addWidget(line)
        box.addStretch(1)
        box.addWidget(self.end, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def retranslate(self) -> None:
        _ = self.texts
        self.setWindowTitle(_("turnos · Demonstration"))
        self._title.setText(_("A morning in San Andrés"))
        said = (
            _(
                "You are {name}, at counter {counter}. User name {username}, PIN {pin}.",
                **self._you,
            ),
            _("Press F9 there to sign in; then F9 calls, starts and finishes."),
            _(
                "Take a ticket at the kiosk, and hear it called. "
                "Counters 2 and 3 work by themselves."
            ),
            _("Nothing is kept: the office is gone when this ends."),
        )
        for label, text in zip(self._lines, said, strict=True):
            label.setText(text)
        self.end.setText(_("End the demonstration"))
