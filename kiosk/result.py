"""The page with the ticket: the code first, what to expect, the paper or why there is none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.domain.ticket import Line
from core.qt.language import Texts
from core.qt.tokens import Role, Weight
from core.qt.widgets import (
    ActionButton,
    ButtonRole,
    FitLabel,
    Icon,
    LineTag,
    Notice,
    Size,
    TicketShape,
)
from kiosk.body import Body, Sentence
from kiosk.controls import LanguageRow
from kiosk.printing_card import PrintingCard
from kiosk.shown import Paper, Result


class CodeTicket(TicketShape):
    """A ticket whose code takes all the space there is."""

    def _place(self) -> None:
        super()._place()
        # A line of text has air above and below its capitals: it needs little more.
        theme = self.theme
        side = theme.radius + theme.edge_strong
        self.content.setContentsMargins(side, theme.px(20), side, theme.px(38))
        self.content.setSpacing(0)


class ResultPage(Body[Result]):
    finished = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self._drawn: Paper | None = None
        self._notice = Notice("coral", "print_error-fill", role=Role.LABEL)
        self._pencil = Icon("edit-fill", size=60)
        self._heading = FitLabel("", Role.HEADING, align="center")
        self.code = FitLabel("", Role.CODE, align="center", wrap=False)
        self._tag = LineTag("general", "", role=Role.LABEL)
        self._ticket = CodeTicket("sea", notch_at=0.695)
        self._ahead = Sentence("groups-fill")
        self._wait = Sentence("schedule-fill")
        self.card = PrintingCard()
        self._kept = Sentence("campaign-fill", role=Role.BODY)
        self._call = FitLabel("", Role.LABEL, weight=Weight.REGULAR)
        self._note = FitLabel("", Role.BODY, "ink2")
        self.languages = LanguageRow(texts)
        self.done = ActionButton(
            "", "check", role=ButtonRole.PRIMARY, size=Size.LARGE, guard_ms=600
        )
        self.done.activated.connect(self.finished)
        self._build()

    def _build(self) -> None:
        above = QHBoxLayout()
        above.addStretch()
        above.addWidget(self._pencil)
        above.addWidget(self._heading)
        above.addStretch()
        self._above = above
        self._ticket.content.addWidget(self.code, 1)
        self._ticket.content.addWidget(self._tag, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.rows.addWidget(self._notice)
        self.rows.addLayout(above)
        for part in (self._ticket, self._ahead, self._wait, self.card, self._kept):
            self.rows.addWidget(part)
        self.rows.addWidget(self._call)
        self.rows.addWidget(self._note)
        self.rows.addStretch()
        self.rows.addWidget(self.languages)
        self.rows.addWidget(self.done)

    def say(self, page: Result) -> None:
        _, ticket, paper = self._, page.ticket, page.paper
        general = ticket.line is Line.GENERAL
        self.code.setText(ticket.name)
        self.code.setAccessibleName(_("Your ticket is {code}", code=ticket.name))
        self._tag.set_line(
            "general" if general else "preferential",
            _("General service") if general else _("Priority service"),
        )
        missing = paper.is_missing
        self._heading.setText(_("Please note your number:") if missing else _("Your ticket is"))
        self._pencil.setVisible(missing)
        self._ticket.set_edge("ink" if missing else "sea" if general else "sun", strong=missing)
        self._say_prospect(page)
        self._say_paper(paper)
        self._call.setText(_("Please wait. We will call you on screen and by voice."))
        self._call.setVisible(not missing)
        self._kept.label.setText(
            _("Your ticket is kept.\nWe will call you on screen and by voice.")
        )
        self._kept.setVisible(missing)
        self._note.setText(_("This ticket is not a filing number."))
        self.languages.set_languages(page.settings.languages)
        self.done.setText(_("Done"))

    def _say_prospect(self, page: Result) -> None:
        _, prospect = self._, page.prospect
        ahead = None if prospect is None else prospect.ahead
        self._ahead.setVisible(ahead is not None)
        self._ahead.label.setText(
            _("People ahead of you: {ahead}", ahead=ahead), strong=(str(ahead),)
        )
        high = None if prospect is None else prospect.high_min
        self._wait.setVisible(high is not None)
        if prospect is None or high is None:
            return
        words = (
            _("{low} to {high} minutes", low=prospect.low_min, high=high)
            if prospect.low_min
            else _("less than {high} minutes", high=high)
        )
        self._wait.label.setText("\n".join((_("Estimated wait:"), words)), strong=(words,))

    def _say_paper(self, paper: Paper) -> None:
        _ = self._
        self._notice.setVisible(paper in {Paper.OUT_OF_PAPER, Paper.FAULT})
        if paper is Paper.OUT_OF_PAPER:
            self._notice.set_texts(_("The printer has no paper."))
        else:
            self._notice.set_texts(_("The printer is not working now."))
        self.card.setVisible(not paper.is_missing)
        self.card.set_texts(
            _("Please take your ticket"),
            _("It is printed.") if paper is Paper.PRINTED else _("Printing…"),
        )
        if paper is self._drawn:
            return
        if paper is Paper.PRINTING:
            self.card.begin()
        elif paper is Paper.PRINTED:
            self.card.finish()
        self._drawn = paper

    def place(self) -> None:
        super().place()
        theme = self.theme
        self._above.setSpacing(theme.gap)
        self.rows.setSpacing(theme.px(20))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.card.rest()
        self._drawn = None
