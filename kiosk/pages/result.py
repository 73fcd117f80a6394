"""The page with the ticket: the code first, what to expect, the paper or why there is none."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.domain.ticket import Line
from core.errors import N_
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import (
    ActionButton,
    ButtonRole,
    ButtonSize,
    FitLabel,
    Icon,
    LineTag,
    NoticeCard,
    TicketShape,
)
from core.words import ATTENTIONS, brief_prospect, wait_range
from kiosk.fitting.controls import LanguageRow, ListenRow
from kiosk.fitting.flow_rows import Shelf
from kiosk.fitting.page_body import Body, PageSentence
from kiosk.fitting.what_gives_way import Give
from kiosk.pages.printing_card import PrintingCard
from kiosk.visit.page_values import PaperState, Result

HIGHEST = 0xFFFFFF  # px, of a widget
_HOW = {PaperState.SENT: N_("Sent to the printer."), PaperState.PRINTED: N_("It is printed.")}
_PRINTING = N_("Printing…")
WIDE, WIDER = 2, 3  # parts of the width for the ticket, and for what is said about it


class CodeTicket(TicketShape):
    """A ticket whose code takes all the space there is, above the tag of its line."""

    def __init__(self, code: FitLabel, tag: LineTag, parent: QWidget | None = None) -> None:
        super().__init__(notch_at=0.695, parent=parent)
        self._row = QHBoxLayout()
        self._row.addWidget(tag)
        self.content.addWidget(code, 1)
        self.content.addLayout(self._row)

    def _place(self) -> None:
        super()._place()
        # A line of text has air above and below its capitals: it needs little more.
        theme = self.theme
        side = theme.radius + theme.edge_strong
        self.content.setContentsMargins(side, theme.px(20), side, theme.px(38))
        self.content.setSpacing(0)
        clear = theme.edge_strong + theme.edge + theme.gap // 2  # of the notches beside it
        self._row.setContentsMargins(clear, 0, clear, 0)


class ResultPage(Body[Result]):
    finished = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self._drawn: PaperState | None = None
        self._is_brief, self._is_patient = False, True
        self._notice = NoticeCard("coral", "print_error-fill", role=TypeRole.LABEL)
        self._pencil = Icon("edit-fill", beside=TypeRole.BODY)
        self._heading = FitLabel("", TypeRole.HEADING, align="center")
        self.code = FitLabel("", TypeRole.CODE, align="center", wrap=False)
        self._tag = LineTag("general", "", role=TypeRole.LABEL)
        self._ticket = CodeTicket(self.code, self._tag)
        self._ahead = PageSentence("groups-fill")
        self._wait = PageSentence("schedule-fill")
        self.card = PrintingCard()
        self._kept = PageSentence("campaign-fill", role=TypeRole.BODY)
        self._call = FitLabel("", TypeRole.LABEL, weight=Weight.REGULAR)
        self._note = FitLabel("", TypeRole.BODY, "ink2")
        self.languages: LanguageRow = LanguageRow(texts, others_only=True)
        self.listen: ListenRow = ListenRow(texts, short=True)
        self.shelf = Shelf(self.listen, self.languages)
        self.done = ActionButton("", "check", role=ButtonRole.PRIMARY, size=ButtonSize.LARGE)
        self.done.activated.connect(self.finished)
        self._build()

    def _build(self) -> None:
        self._head = QHBoxLayout()
        self._head.addStretch()
        self._head.addWidget(self._pencil)
        self._head.addWidget(self._heading)
        self._head.addStretch()
        self._what, self._then = QVBoxLayout(), QVBoxLayout()
        self._what.addWidget(self._notice)
        self._what.addLayout(self._head)
        self._what.addWidget(self._ticket, 1)
        self._then.addStretch()
        for part in (self._ahead, self._wait, self.card, self._kept, self._call, self._note):
            self._then.addWidget(part)
        self._then.addStretch()
        self._two = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._two.addLayout(self._what, 1)
        self._two.addLayout(self._then, 1)
        self.above.addLayout(self._two, 1)
        self.below.addWidget(self.shelf)
        self.below.addWidget(self.done)
        self.gives_way(
            Give.TIGHTER,
            self.shelf.condense,
            self._shrink_code,
            Give.TIGHTER,
            self._note,
            Give.SEA,
            Give.TIGHTER,
            Give.TIGHTER,
            self.listen.hide_words,
            self._speak_lower,
            self._shorten_card,
            self._give_heading,
            Give.TIGHTER,
            Give.TIGHTER,
            Give.TIGHTER,
            Give.BAR,
            self._ask_no_patience,
            self._be_brief,
            self.shelf.set_close,
            dear=(self._ask_no_patience, self._be_brief, self.shelf.set_close),
            smaller=(self._shrink_code, self._speak_lower, self._shorten_card),
        )

    def arrange(self) -> None:
        direction = QBoxLayout.Direction
        self._two.setDirection(direction.LeftToRight if self.is_wide else direction.TopToBottom)
        self._two.setStretch(1, WIDER if self.is_wide else 1)
        self._two.setStretch(0, WIDE if self.is_wide else 1)
        first, other = (self._then, self._what) if self.is_wide else (self._what, self._then)
        if first.indexOf(self._notice) < 0:
            other.removeWidget(self._notice)
            first.insertWidget(0, self._notice)

    def _shrink_code(self, shrinks: bool) -> None:
        """Let the code be as low as it may be: that is still large."""
        least = self.code.minimumSizeHint().height()
        self.code.setMaximumHeight(least if shrinks else HIGHEST)

    def _give_heading(self, given: bool) -> None:
        """Do without *Your ticket is*; but not without the request to note the number."""
        paper = None if self._shown is None else self._shown.paper
        self._heading.setVisible(not given or (paper is not None and paper.is_missing))

    def _be_brief(self, brief: bool) -> None:
        """Say on one line how many are ahead, and how long it takes."""
        if brief != self._is_brief:
            self._is_brief = brief
            if self._shown is not None:
                self._say_prospect(self._shown)

    def _ask_no_patience(self, given: bool) -> None:
        """Say that a person is called, without asking to wait."""
        self._is_patient = not given
        self._say_call()

    def _shorten_card(self, short: bool) -> None:
        """Draw no printer; nor in larger letters where it goes without them."""
        self.card.shorten(short or self.went_plainly(self._shorten_card))

    def _speak_lower(self, lower: bool) -> None:
        """Say what to expect in the size of needed text, not of labels."""
        role = TypeRole.BODY if lower else TypeRole.LABEL
        self._notice.set_role(TypeRole.TITLE if lower else TypeRole.LABEL)
        for sentence in (self._ahead, self._wait):
            sentence.set_role(role)
        if self._call.role is not role:
            self._call.set_role(role, Weight.REGULAR)

    def drain(self, left: float) -> None:
        """Show the part of the page's time that is left."""
        self.done.set_drain(left)

    def say(self, page: Result) -> None:
        _, ticket, paper = self._, page.ticket, page.paper
        general = ticket.line is Line.GENERAL
        self.code.setText(ticket.name)
        self.code.setAccessibleName(_("Your ticket is {code}", code=ticket.name))
        self._tag.set_line(
            "general" if general else "preferential",
            _(ATTENTIONS[ticket.line]),
        )
        missing = paper.is_missing
        self._heading.setText(_("Please note your number:") if missing else _("Your ticket is"))
        self._heading.setProperty("silent", not missing)  # the code's own sentence begins with it
        self.want(self._pencil, missing)
        self._heading.set_align("left" if missing else "center")  # beside the pencil
        self._ticket.set_edge("ink" if missing else "sea" if general else "sun", strong=missing)
        self._say_prospect(page)
        self._say_paper(paper)
        self._say_call()
        self.want(self._call, not missing)
        self._kept.label.setText(
            _("Your ticket is kept.\nWe will call you on screen and by voice.")
        )
        self.want(self._kept, missing)
        self._note.setText(_("This ticket is not a filing number."))
        self.languages.set_languages(page.settings.languages)
        self.listen.say()
        self.done.setText(_("Done"))

    def _say_call(self) -> None:
        _ = self._
        self._call.setText(
            _("Please wait. We will call you on screen and by voice.")
            if self._is_patient
            else _("We will call you on screen and by voice.")
        )

    def _say_prospect(self, page: Result) -> None:
        _, prospect = self._, page.prospect
        ahead = None if prospect is None else prospect.ahead
        self.want(self._ahead, ahead is not None)
        self._ahead.label.setText(
            _("People ahead of you: {ahead}", ahead=ahead), strong=(str(ahead),)
        )
        high = None if prospect is None else prospect.high_min
        is_brief = self._is_brief and ahead is not None
        self.want(self._wait, high is not None and not is_brief)
        if prospect is None or high is None:
            return
        if self._is_brief and ahead is not None:
            self._ahead.label.setText(brief_prospect(_, ahead, prospect.low_min, high))
            return
        words = wait_range(_, prospect.low_min, high)
        self._wait.label.setText("\n".join((_("Estimated wait:"), words)), strong=(words,))

    def _say_paper(self, paper: PaperState) -> None:
        _ = self._
        self.want(self._notice, paper in {PaperState.OUT_OF_PAPER, PaperState.FAULT})
        if paper is PaperState.OUT_OF_PAPER:
            self._notice.set_texts(_("The printer has no paper."))
        else:
            self._notice.set_texts(_("The printer is not working now."))
        self.want(self.card, not paper.is_missing)
        self.card.set_texts(_("Please take your ticket"), _(_HOW.get(paper, _PRINTING)))
        if paper is self._drawn:
            return
        if paper is PaperState.PRINTING:
            self.card.begin()
        elif paper in _HOW:
            self.card.finish()
        self._drawn = paper

    def place(self) -> None:
        super().place()
        theme = self.theme
        self._head.setSpacing(theme.gap)
        for layout in (self._what, self._then, self._two):
            layout.setSpacing(theme.px(20))
        if self.is_wide:
            self._two.setSpacing(theme.margin)
        self.above.setSpacing(theme.px(20))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.card.rest()
        self._drawn = None
