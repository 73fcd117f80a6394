"""Thanks for an answer: to the survey, or to what the leader announces; then whom to call."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from core.domain.service import text_in
from core.language import kept_whole
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import ActionButton, ButtonRole, ButtonSize, FitLabel, Icon
from kiosk.fitting.controls import LanguageRow, ListenRow
from kiosk.fitting.flow_rows import Shelf
from kiosk.fitting.page_body import Body
from kiosk.fitting.what_gives_way import Give
from kiosk.pages.fault_phone import FaultPhone
from kiosk.visit.page_values import Thanks


class ThanksPage(Body[Thanks]):
    finished = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self._icon = Icon("check_circle-fill", "palm", size=160)
        self._heading = FitLabel("", TypeRole.HEADING, align="center")
        self._noted = FitLabel("", TypeRole.LABEL, weight=Weight.REGULAR, align="center")
        self._notice = FitLabel("", TypeRole.BODY, align="center")
        self._phone = FaultPhone()
        self.languages: LanguageRow = LanguageRow(texts, others_only=True)
        self.listen: ListenRow = ListenRow(texts, short=True)
        self.shelf = Shelf(self.listen, self.languages)
        self.done = ActionButton("", "check", role=ButtonRole.PRIMARY, size=ButtonSize.LARGE)
        self.done.activated.connect(self.finished)
        self._said = QVBoxLayout()
        self._said.addStretch()
        self._said.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        for part in (self._heading, self._noted, self._notice):
            self._said.addWidget(part)
        self._said.addStretch()
        self._two = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._two.addLayout(self._said, 1)
        self._two.addWidget(self._phone)
        self.above.addLayout(self._two, 1)
        self.below.addWidget(self.shelf)
        self.below.addWidget(self.done)
        self.gives_way(
            Give.TIGHTER,
            self.shelf.condense,
            Give.TIGHTER,
            Give.SEA,
            Give.TIGHTER,
            self._icon,
            Give.TIGHTER,
            Give.TIGHTER,
            self.listen.hide_words,
            self._noted,
            Give.TIGHTER,
            Give.BAR,
            Give.TIGHTER,
            Give.TIGHTEST,
        )

    def arrange(self) -> None:
        direction = QBoxLayout.Direction
        self._two.setDirection(direction.LeftToRight if self.is_wide else direction.TopToBottom)

    def place(self) -> None:
        super().place()
        self._two.setSpacing(self.theme.gap)
        self._said.setSpacing(self.theme.gap)

    def drain(self, left: float) -> None:
        """Show the part of the page's time that is left."""
        self.done.set_drain(left)

    def say(self, page: Thanks) -> None:
        _, notice, contact = self._, page.notice, page.settings.contact
        informed = notice is not None
        if page.is_counted:
            answered = _("Your answer helps us to serve you better.")
        else:
            answered = _("We already have an answer for everybody who was just served.")
        self._heading.setText(_("Thank you for telling us.") if informed else _("Thank you."))
        self._noted.setText(_("We have noted that you came for this.") if informed else answered)
        self.want(self._notice, informed)
        self._notice.setText("" if notice is None else kept_whole(text_in(notice.texts, _.code)))
        self.want(self._phone, informed and bool(contact.fault_phone))
        self._phone.say(contact, _)
        self.languages.set_languages(page.settings.languages)
        self.listen.say()
        self.done.setText(_("Done"))
