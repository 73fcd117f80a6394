"""The first page: which attention a person needs, in which language, and how it is shown.

Where there is little room, the small controls stand in a fifth of the width beside the two great
buttons (a low screen that lies), or fold into one that opens the page `Options`.
"""

from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from core.domain.service import Mode, OfficeSettings, text_in
from core.domain.ticket import Line
from core.errors import N_
from core.language import kept_whole
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import LINE_ICONS, ActionButton, BigButton, FitLabel, WhoQualifies
from core.words import ATTENTIONS, brief_prospect, wait_range, why_another_day
from kiosk.fitting.controls import ComfortButtons, LanguageRow, ListenRow, say_on
from kiosk.fitting.flow_rows import One, Shelf
from kiosk.fitting.page_body import Body
from kiosk.fitting.what_gives_way import Give
from kiosk.pages.outage_card import OutageCard
from kiosk.visit.page_values import Comfort, Home, LineProspect

OTHER_ICON = "check"  # of who qualifies beyond the four of the protocol
NARROW_MM = 2  # of margin, where the controls share the width with the blocks
CLOSE_MM = 1  # where even words have hardly any room
MAIN_SHARE = 0.8  # of the window's width, for a main button
BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class HomePage(Body[Home]):
    """Signals:
    taken(Line): a ticket of this line is wanted.
    rated(): the survey is wanted.
    informed(): the outage is all somebody came for.
    options(): the page with the comforts is wanted.
    """

    taken = Signal(object)
    rated = Signal()
    informed = Signal()
    options = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self._is_brief = self._is_silent = self._is_narrow = False
        self._who_title = FitLabel("", TypeRole.LABEL, "ink", weight=Weight.BOLD)
        self._who = WhoQualifies()
        self.outage = OutageCard()
        self._question = FitLabel("", TypeRole.HEADING)
        self.general = BigButton(look="general", icon="groups-fill")
        self.preferential = BigButton(look="preferential")
        self.languages: LanguageRow = LanguageRow(texts)
        self.listen: ListenRow = ListenRow(texts)
        self.comforts: ComfortButtons = ComfortButtons(texts, ("large", "low", "contrast"))
        self.rate = ActionButton(icon="sentiment_very_satisfied-fill")
        self._rate = One(self.rate)
        self.inform = ActionButton(icon="warning-fill", max_lines=3)
        self._inform = One(self.inform)
        self._inform.set_shown(False)
        self.shelf = Shelf(self._inform, self.languages, self.listen, self.comforts, self._rate)
        self._help = FitLabel("", TypeRole.BODY, align="center")
        self._build()
        self._connect()

    def _build(self) -> None:
        self._low_who = QVBoxLayout()
        self._low_who.addWidget(self._who_title)
        self.above.addLayout(self._low_who)
        self.above.addStretch(1)
        self.above.addWidget(self.outage)
        self.above.addWidget(self._question)
        self._blocks = QVBoxLayout()
        self._blocks.addWidget(self.general, 2)
        self._blocks.addWidget(self.preferential, 3)
        self._main = QBoxLayout(BELOW)
        self._main.addLayout(self._blocks)
        self._main.addWidget(self.shelf)
        self.below.addLayout(self._main)
        self.below.addWidget(self._help)
        self.preferential.set_panel(self._who)
        self._who_title.hide()
        self.outage.hide()
        self.gives_way(
            Give.TIGHTER,
            self._help,
            Give.TIGHTER,
            self.shelf.condense,
            self._be_brief,
            Give.TIGHTER,
            Give.SEA,
            self.listen.shorten,
            self.listen.hide_words,
            self.comforts.fold,
            Give.TIGHTER,
            Give.GREETING,
            self.languages.set_others_only,
            Give.TIGHTER,
            self._shorten_rate,
            self._question,
            self._be_silent,
            self._shorten_door,
            self._shorten_listen,
            self.outage.icon,
            self._who.heading,
            Give.TIGHTER,
            self._shelve_outage,
            Give.BAR,
            self._hide_rate,
            self._be_narrow,
            Give.TIGHTER,
            self.comforts.shorten,
            self.comforts.tuck,
            self._flatten,
            Give.TIGHTEST,
            self._be_close,
            dear=(
                self.comforts.fold,
                self._be_silent,
                self._shorten_listen,
                self.comforts.shorten,
                self.comforts.tuck,
                self._flatten,
                Give.TIGHTEST,
                self._be_close,
            ),
        )

    def _connect(self) -> None:
        self.general.activated.connect(self._take_general)
        self.preferential.activated.connect(self._take_preferential)
        self.rate.activated.connect(self.rated)
        self.outage.button.activated.connect(self.informed)
        self.inform.activated.connect(self.informed)
        self.comforts.options.connect(self.options)

    def _take_general(self) -> None:
        self.taken.emit(Line.GENERAL)

    def _take_preferential(self) -> None:
        self.taken.emit(Line.PREFERENTIAL)

    # --- what gives way

    def _be_brief(self, brief: bool) -> None:
        if brief != self._is_brief:
            self._is_brief = brief
            self._say_lines()

    def _be_silent(self, silent: bool) -> None:
        if silent != self._is_silent:
            self._is_silent = silent
            self._say_lines()

    def _shorten_rate(self, short: bool) -> None:
        self.rate.set_terse(short)

    def _hide_rate(self, hidden: bool) -> None:
        self._rate.set_shown(not hidden)

    def _shorten_door(self, short: bool) -> None:
        self.comforts.door.set_terse(short)

    def _shorten_listen(self, short: bool) -> None:
        for button in (self.listen.listen, self.listen.stop):
            button.set_terse(short)

    def _shelve_outage(self, shelved: bool) -> None:
        """Put the touch for the outage to the small controls: its text may stand higher alone."""
        self._inform.set_shown(shelved and self._wanted.get(self.outage, False))
        self.outage.button.setVisible(not shelved)

    def _be_narrow(self, narrow: bool) -> None:
        """Put the small controls beside the blocks, on a low screen that lies."""
        beside = narrow and self.is_wide and self.is_low
        if beside is not self._is_narrow:
            self._is_narrow = beside
            self._main.setDirection(BESIDE if beside else BELOW)
            self.place()
        share = ceil(self.window().width() * MAIN_SHARE) if beside else 0
        self.preferential.setMinimumWidth(share)

    def _be_close(self, close: bool) -> None:
        self.shelf.set_close(close)
        self.above.setSpacing(self.theme.pad if close else self.theme.gap)  # words only
        self._set_narrow_margins()

    def _flatten(self, flat: bool) -> None:
        """Have who qualifies take few lines, and the words above stand close to the buttons."""
        width = self.window().width() - 2 * self.theme.margin
        self._who.flatten((width if self.is_low else self.preferential.in_panel(width)) * flat)
        # Between words and a button it need not be what two buttons keep.
        is_close = flat and (self.outage.isHidden() or self.outage.button.isHidden())
        self.rows.setSpacing(self.theme.pad if is_close else self.theme.gap)
        self.outage.set_flat(is_close)
        if not self._is_narrow:
            margins = self.rows.contentsMargins()
            margins.setTop(self.theme.pad // 2 if is_close else self.theme.pad)
            self.rows.setContentsMargins(margins)

    # --- what it says

    def show_comfort(self, comfort: Comfort) -> None:
        self._who_title.set_tone("sun" if comfort.contrast else "ink")
        super().show_comfort(comfort)

    def _move_who(self) -> None:
        """Put who qualifies above the middle on a low screen, else into the block."""
        is_there = self._low_who.indexOf(self._who) >= 0
        if self.is_low is is_there:
            return
        self._who_title.setVisible(self.is_low)
        self.preferential.set_marks_visible(self.is_low)
        if self.is_low:
            self.preferential.take_panel()
            self._low_who.addWidget(self._who)
            self._who.stackUnder(self.outage)  # a screen reader goes by the order of stacking
            self._who.show()
        else:
            self._low_who.removeWidget(self._who)
            self.preferential.set_panel(self._who)

    def say(self, page: Home) -> None:
        _, settings = self._, page.settings
        self._question.setText(_("Which service do you need?"))
        self.general.set_title(_(ATTENTIONS[Line.GENERAL]))
        self.preferential.set_title(_(ATTENTIONS[Line.PREFERENTIAL]))
        self._who_title.setText(_(ATTENTIONS[Line.PREFERENTIAL]))
        self._who.set_texts(_("For you if you are:"), self._rows(settings))
        self.preferential.setAccessibleDescription(self._who.accessibleDescription())
        self._say_lines()
        self.languages.set_languages(settings.languages)
        self.listen.say()
        self.comforts.say()
        say_on(self.rate, N_("Rate our service"), _)
        why = "" if page.today is None else why_another_day(_, page.today, settings.hours)
        self._help.setText(f"{why}\n{_('If you need help, please ask a staff member.')}".lstrip())
        self.want(self.outage, page.outage is not None)
        if page.outage is not None:
            words = kept_whole(text_in(page.outage.texts, _.code))
            self.outage.set_texts(words, _("That is why I came"))
        self.inform.setText(_("That is why I came"))

    def _say_lines(self) -> None:
        page = self._shown
        if page is None:
            return
        direct = page.settings.mode is Mode.DIRECT
        for button, line in (
            (self.general, Line.GENERAL),
            (self.preferential, Line.PREFERENTIAL),
        ):
            straight = direct and line is Line.PREFERENTIAL
            button.set_letter("" if straight else page.settings.prefixes.of(line))
            if straight:
                button.set_subtitle(self._("You need no ticket."))
            elif self._is_silent or (now := page.lines.get(line)) is None:
                button.set_subtitle("")
            else:
                button.set_subtitle(self._brief(now) if self._is_brief else self._prospect(now))

    def _prospect(self, now: LineProspect) -> str:
        _ = self._
        if now.waiting == 0:
            return _("Nobody is ahead of you.")
        people = _.plural("{n} person ahead of you", "{n} people ahead of you", now.waiting)
        if now.high_min is None:
            return people
        return f"{people}\n{wait_range(_, now.low_min, now.high_min)}"

    def _brief(self, now: LineProspect) -> str:
        _ = self._
        if now.waiting == 0:
            return _("Nobody is ahead of you.")
        if now.high_min is None:
            return _.plural("{n} person ahead of you", "{n} people ahead of you", now.waiting)
        return brief_prospect(_, now.waiting, now.low_min, now.high_min)

    def _rows(self, settings: OfficeSettings) -> list[tuple[str, str]]:
        icons = LINE_ICONS["preferential"]
        return [
            (
                icons[number] if number < len(icons) else OTHER_ICON,
                text_in(names, self._.code),
            )
            for number, names in enumerate(settings.qualifies)
        ]

    # --- how it stands

    def arrange(self) -> None:
        self._move_who()
        self._who.set_columns(2 if self.is_wide else 1)
        for block in (self.general, self.preferential):
            block.set_words_beside(self.is_wide)
        self.outage.stand(beside=self.is_wide)

    def reach(self) -> int:
        if self.outage.isHidden() or self.outage.button.isHidden():
            return 0
        height = self.outage.reach()
        if not self._question.isHidden():
            width = self.window().width() - 2 * self.theme.margin
            height += self.above.spacing() + self._question.heightForWidth(width)
        return height

    def place(self) -> None:
        super().place()
        self._low_who.setSpacing(self.theme.gap // 2)
        for layout in (self._main, self._blocks):
            layout.setSpacing(self.theme.gap)
        self._set_narrow_margins()

    def _set_narrow_margins(self) -> None:
        if self._is_narrow:
            side = self.theme.scale.mm(CLOSE_MM if self.shelf.is_close else NARROW_MM)
            self.rows.setContentsMargins(side, self.theme.gap, side, side)
