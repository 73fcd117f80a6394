"""The pages that say one thing: a moment, no tickets here, no ticket needed, still there?"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.qt.language import Texts
from core.qt.tokens import Role, Weight
from core.qt.widgets import ActionButton, ButtonRole, FitLabel, Icon, Size
from kiosk.body import Body, P
from kiosk.controls import LanguageRow
from kiosk.shown import Busy, GoStraight, NoServer, StillThere


class Notice(Body[P]):
    """A large pictogram and what it means, in the middle of what is free."""

    def __init__(self, texts: Texts, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self.heading = FitLabel("", Role.HEADING, align="center")
        self.sentence = FitLabel("", Role.LABEL, weight=Weight.REGULAR, align="center")
        self.rows.addStretch(1)
        self.rows.addWidget(
            Icon(icon, "sea_edge", size=220), alignment=Qt.AlignmentFlag.AlignHCenter
        )
        self.rows.addWidget(self.heading)
        self.rows.addWidget(self.sentence)
        self.rows.addStretch(2)

    def place(self) -> None:
        super().place()
        self.rows.setSpacing(self.theme.px(36))

    def drain(self, left: float) -> None:
        """Show the part of the page's time that is left; override."""


class BusyPage(Notice[Busy]):
    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, "hourglass-fill", parent)

    def say(self, page: Busy) -> None:  # noqa: ARG002 - there is nothing in it
        self.heading.setText(self._("One moment, please."))


class NoServerPage(Notice[NoServer]):
    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, "supervisor_account-fill", parent)
        self.languages = LanguageRow(texts)
        self.rows.addWidget(self.languages)

    def say(self, page: NoServer) -> None:  # noqa: ARG002 - there is nothing in it
        self.heading.setText(self._("We cannot issue a ticket here right now."))
        self.sentence.setText(self._("Please speak to a staff member."))
        self.languages.say()


class GoStraightPage(Notice[GoStraight]):
    finished = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, "supervisor_account-fill", parent)
        self.languages = LanguageRow(texts)
        self.done = ActionButton("", "check", role=ButtonRole.PRIMARY, size=Size.LARGE)
        self.done.activated.connect(self.finished)
        self.rows.addWidget(self.languages)
        self.rows.addWidget(self.done)

    def say(self, page: GoStraight) -> None:  # noqa: ARG002 - there is nothing in it
        self.heading.setText(self._("Please go straight to a staff member."))
        self.sentence.setText(self._("You need no ticket."))
        self.languages.say()
        self.done.setText(self._("Done"))

    def drain(self, left: float) -> None:
        self.done.set_drain(left)


class StillTherePage(Notice[StillThere]):
    stayed = Signal()
    left = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, "timer-fill", parent)
        self.stay = ActionButton("", "check", role=ButtonRole.PRIMARY, size=Size.LARGE)
        self.leave = ActionButton("", size=Size.LARGE)
        self.stay.activated.connect(self.stayed)
        self.leave.activated.connect(self.left)
        self.rows.addWidget(self.stay)
        self.rows.addWidget(self.leave)

    def say(self, page: StillThere) -> None:
        _ = self._
        self.heading.setText(_("Do you need more time?"))
        self.sentence.setText(
            _.plural(
                "We go back to the start in {n} second.",
                "We go back to the start in {n} seconds.",
                page.seconds,
            )
        )
        self.stay.setText(_("Yes, more time"))
        self.leave.setText(_("No, I am done"))

    def drain(self, left: float) -> None:
        self.stay.set_drain(left)
