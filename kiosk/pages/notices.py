"""The pages that say one thing: a moment, no tickets here, no ticket needed, still there?"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import ActionButton, ButtonRole, ButtonSize, FitLabel, Icon
from kiosk.fitting.controls import LanguageRow, ListenRow
from kiosk.fitting.flow_rows import Shelf
from kiosk.fitting.page_body import Body, P
from kiosk.fitting.what_gives_way import Give, Part
from kiosk.visit.page_values import Busy, GoStraight, NoServer, OutOfUse, StillThere


class NoticePage(Body[P]):
    """A large pictogram and what it means, in the middle of what is free."""

    def __init__(self, texts: Texts, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self.icon = Icon(icon, "sea_edge", size=220)
        self.heading = FitLabel("", TypeRole.HEADING, align="center")
        self.sentence = FitLabel("", TypeRole.LABEL, weight=Weight.REGULAR, align="center")
        self.above.addStretch(1)
        self.above.addWidget(self.icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.above.addWidget(self.heading)
        self.above.addWidget(self.sentence)
        self.above.addStretch(1)
        self.gives_way(*self.giving())

    def giving(self) -> tuple[Part, ...]:
        """Return what gives way, the dearest last."""
        tighter = Give.TIGHTER
        return tighter, tighter, Give.SEA, tighter, tighter, self.icon, tighter, tighter

    def place(self) -> None:
        super().place()
        self.above.setSpacing(self.theme.px(36))

    def drain(self, left: float) -> None:
        """Show the part of the page's time that is left; override."""


class ReadNotice(NoticePage[P]):
    """A notice that citizens read: in their language, or read aloud."""

    def __init__(self, texts: Texts, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(texts, icon, parent)
        self.languages: LanguageRow = LanguageRow(texts)
        self.listen: ListenRow = ListenRow(texts, short=True)
        self.shelf = Shelf(self.languages, self.listen)
        self.below.addWidget(self.shelf)
        self.gives_way(self.shelf.condense, *self.giving(), self.listen.hide_words)

    def say_controls(self) -> None:
        """Set the texts of the shelf."""
        self.languages.say()
        self.listen.say()


class BusyPage(NoticePage[Busy]):
    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, "hourglass-fill", parent)

    def say(self, page: Busy) -> None:  # noqa: ARG002 - there is nothing in it
        self.heading.setText(self._("One moment, please."))


class NoServerPage(ReadNotice[NoServer]):
    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, "supervisor_account-fill", parent)

    def say(self, page: NoServer) -> None:  # noqa: ARG002 - there is nothing in it
        self.heading.setText(self._("We cannot issue a ticket here right now."))
        self.sentence.setText(self._("Please speak to a staff member."))
        self.say_controls()


class OutOfUsePage(ReadNotice[OutOfUse]):
    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, "front_hand-fill", parent)

    def say(self, page: OutOfUse) -> None:  # noqa: ARG002 - there is nothing in it
        self.heading.setText(self._("This kiosk is not giving tickets."))
        self.sentence.setText(self._("Please speak to a staff member."))
        self.say_controls()


class GoStraightPage(ReadNotice[GoStraight]):
    finished = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, "supervisor_account-fill", parent)
        self.done = ActionButton("", "check", role=ButtonRole.PRIMARY, size=ButtonSize.LARGE)
        self.done.activated.connect(self.finished)
        self.below.addWidget(self.done)

    def say(self, page: GoStraight) -> None:  # noqa: ARG002 - there is nothing in it
        self.heading.setText(self._("Please go straight to a staff member."))
        self.sentence.setText(self._("You need no ticket."))
        self.say_controls()
        self.done.setText(self._("Done"))

    def drain(self, left: float) -> None:
        self.done.set_drain(left)


class StillTherePage(NoticePage[StillThere]):
    stayed = Signal()
    left = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, "timer-fill", parent)
        self.stay = ActionButton("", "check", role=ButtonRole.PRIMARY, size=ButtonSize.LARGE)
        self.leave = ActionButton("", size=ButtonSize.LARGE)
        self.stay.activated.connect(self.stayed)
        self.leave.activated.connect(self.left)
        self.below.addWidget(self.stay)
        self.below.addWidget(self.leave)

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
