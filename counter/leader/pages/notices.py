"""What everybody is told: an outage or another message announced, and what runs, to be ended."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from core.domain.roles import Deed
from core.domain.service import Notice, NoticeKind, text_in
from core.domain.ticket import Line
from core.errors import N_
from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import (
    ActionButton,
    ButtonRole,
    Card,
    FitLabel,
    Icon,
    NoticeCard,
    RuleLine,
)
from core.words import LINES
from counter.announcing.form import AnnounceForm
from counter.announcing.preview import DisplayPicture
from counter.announcing.where_shown import when_it_goes, where_shown
from counter.decisions.notices import announcing, ending
from counter.leader.decisions.look import Look
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.pages.page import LeaderPage, shown
from counter.leader.running import Running
from counter.panels.frames import ScrollColumn, Strip, say

if TYPE_CHECKING:
    from core.office import Office

UNDO_FOR = timedelta(seconds=10)
FORM_SHARE, BESIDE_SHARE = 58, 48
BROAD = 900  # drawn px from which all of it has room
ANNOUNCED = N_("It is announced.")
PUT_BACK = N_("It is announced again.")


class NoticesPage(LeaderPage):
    """The questions at the left; beside them how it will be seen, and what runs."""

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self.form = AnnounceForm(texts)
        self.tools.box.addWidget(self.form.kinds)
        self.running = Running(texts)
        self._ended: tuple[Notice, datetime] | None = None
        self._heard = ""
        self._left = ScrollColumn()
        self._left.inner.box.addWidget(self.form)
        self._asked = Card()
        self._asked.content.addWidget(self._left)
        self._seen = Strip(gap=6)
        self._seen_title = FitLabel("", TypeRole.TITLE)
        self._at_kiosk = Titled("touch_app-fill")
        self._kiosk = NoticeCard("coral", "warning-fill", role=TypeRole.LABEL)
        self._at_display = Titled("desktop_windows-fill")
        self._display = DisplayPicture()
        self._seen.box.addWidget(self._seen_title)
        self._seen.box.addWidget(self._at_kiosk)
        self._seen.box.addWidget(self._kiosk)
        self._seen.box.addWidget(self._at_display)
        self._seen.box.addWidget(self._display, 0, Qt.AlignmentFlag.AlignHCenter)
        self._seen.box.addWidget(RuleLine())
        self._right = ScrollColumn()
        self._right.inner.box.addWidget(self._seen)
        self._right.inner.box.addWidget(self.running)
        self._right.inner.box.addStretch(1)
        self._aside = Card()
        self._aside.content.addWidget(self._right)
        cards = Strip(across=True)
        cards.box.addWidget(self._asked, FORM_SHARE)
        cards.box.addWidget(self._aside, BESIDE_SHARE)
        self.bar = self._made_bar()
        self.box.addWidget(cards, 1)
        self.box.addWidget(self.bar)
        self.form.changed.connect(self._show_answers)
        self.running.ending.connect(self._end)
        self.running.undo.activated.connect(self._undo)
        presenter.left.connect(self._forget)

    def _made_bar(self) -> Strip:
        go_on, back = DEFAULTS[KeyAction.GO_ON], DEFAULTS[KeyAction.BACK]
        self._told = FitLabel("", TypeRole.BODY)
        self.announce = ActionButton("", "campaign-fill", key=go_on, role=ButtonRole.PRIMARY)
        self.cancel = ActionButton("", "arrow_back", key=back)
        self.announce.activated.connect(self._announce)
        self.cancel.activated.connect(self._leave)
        bar = Strip(across=True, margins=(0, 0, 0, 14))
        bar.box.addWidget(Icon("info-fill"))
        bar.box.addWidget(self._told, 1)
        bar.box.addWidget(self.cancel)
        bar.box.addWidget(self.announce)
        return bar

    @property
    def parts(self) -> Sequence[QWidget]:
        return (self.form.kinds, self.form, self.bar, self.running)

    @property
    def first(self) -> QWidget | None:
        return self.form.first if self._may else None

    @property
    def _may(self) -> bool:
        return self.presenter.may(Deed.MANAGE_OFFICE)

    # --- showing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.theme.px(BROAD)
        self.form.set_narrow(narrow=narrow)
        self._display.set_narrow(narrow=narrow)
        self._show_sides()

    def _show_sides(self) -> None:
        """Stand side by side; where letters are that large, all below the questions."""
        one = self.theme.scale.narrow
        column, before = (self._left, 1) if one else (self._right, 0)
        if not column.isAncestorOf(self.running):
            for place, part in enumerate((self._seen, self.running), before):
                column.inner.box.insertWidget(place, part)
        shown(self._aside, when=not one)
        shown(self._asked, when=self._may or one)
        shown(self.form, when=self._may)

    def begin(self) -> None:
        self._forget()
        self.refresh()

    def go_back(self) -> bool:
        was_begun = self.form.is_begun
        self.form.begin()
        return was_begun

    def holds_changes(self) -> str:
        return self.texts("the notice") if self.form.is_begun else ""

    def facts(self) -> list[str]:
        if not isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit):
            self._heard = text_in(self.form.texts, self.texts.code)  # said letter by letter there
        return [self._heard, self._told.text()] if self._may else []

    def details(self) -> list[str]:
        return [*(self.form.spoken() if self._may else ()), *self.running.spoken()]

    def refresh(self) -> None:
        _, look, at = self.texts, self.presenter.look, self.presenter.now
        super().refresh()
        say(self.announce, _("Announce now"))
        say(self.cancel, _("Back"))
        self._seen_title.setText(_("This is how it will be seen"))
        self._at_kiosk.set_text(_("At the kiosk, on top"))
        self._at_display.set_text(_("On the display, between the calls"))
        for part in (self.form.kinds, self._seen, self.bar):
            shown(part, when=self._may)
        self._show_sides()
        if look is None or at is None:
            return
        self.form.show_office(look.settings, at)
        self._show_running(look, at)
        self._show_answers()

    def tick(self) -> None:
        look, at = self.presenter.look, self.presenter.now
        if look is not None and at is not None:
            self.form.show_office(look.settings, at)
            self._show_running(look, at)

    def _show_running(self, look: Look, at: datetime) -> None:
        if self._ended is not None and at - self._ended[1] >= UNDO_FOR:
            self._ended = None
        ended = None if self._ended is None else self._ended[0].key  # perhaps not read yet
        running = [
            each
            for each in look.settings.notices
            if (each.ends_at is None or at < each.ends_at) and each.key != ended
        ]
        self.running.show_notices(
            look.settings,
            running,
            look.informed,
            may_end=self._may and self.presenter.is_here,
        )
        self.running.offer_undo(None if self._ended is None else self._ended[0])

    @Slot()
    def _show_answers(self) -> None:
        """Show what would be announced, where and until when; else what is to be answered."""
        _, look, at = self.texts, self.presenter.look, self.presenter.now
        if look is None or at is None:
            return
        form, missing = self.form, self.form.missing()
        is_outage = form.kind is NoticeKind.OUTAGE
        title = _("Announce a fault") if is_outage else _("Announce a message")
        self.set_title(title if self._may else _("Notices"), look.settings.name)
        text = text_in(form.texts, _.code)
        for part in (self._at_kiosk, self._kiosk):
            shown(part, when=is_outage)
        self._kiosk.set_texts(text or "…")
        words = (_("Ticket"), _("Counter"), _(LINES[Line.GENERAL]))
        self._display.show_texts(_("Notice:") if is_outage else "", text or "…", words)
        where = where_shown(_, form.kind, look.devices, at)
        when = when_it_goes(_, look.settings, form.ends_at, at)
        self._told.setText(missing or f"{where} {when}")  # unsaid: two sentences
        self.announce.setEnabled(self.presenter.is_here and not missing)
        self.announce.setToolTip(missing)
        self.announce.setAccessibleDescription(missing)
        self.announce.set_busy(_("One moment…") if self.presenter.actions.is_slow else None)

    # --- doing

    @Slot()
    def _announce(self) -> None:
        if not self.form.missing():
            self._put(self.form.notice(), ANNOUNCED, self.form.begin)

    def _put(self, notice: Notice, news: str, then: Callable[[], None]) -> None:
        """Announce it on the settings in force: those shown may be of before it was ended."""
        at = self.presenter.now
        if at is None:
            return

        def do(office: "Office", by: str) -> None:
            office.settings.change(announcing(office.settings.get().settings, notice, at), by=by)

        def done(_nothing: None) -> None:
            then()
            self.presenter.actions.tell(news)

        self.presenter.ask("announce", do, done)

    @Slot(str)
    def _end(self, key: str) -> None:
        look, at = self.presenter.look, self.presenter.now
        found = [] if look is None else [n for n in look.settings.notices if n.key == key]
        if look is None or at is None or not found:
            return
        seq = look.seq

        def done(_changed: object) -> None:
            self._ended = (found[0], at)

        self.presenter.ask(
            "end_notice",
            lambda office, by: office.settings.change(ending([key]), based_on=seq, by=by),
            done,
        )

    @Slot()
    def _undo(self) -> None:
        if self._ended is not None:
            self._put(self._ended[0], PUT_BACK, self._forget_ended)

    def _forget_ended(self) -> None:
        self._ended = None

    @Slot()
    def _leave(self) -> None:
        self.form.begin()
        self.presenter.actions.dismiss()
        self.form.take_keyboard()

    @Slot()
    def _forget(self) -> None:
        self._ended = None
        self.form.begin()


class Titled(Strip):
    """A pictogram and what stands below."""

    def __init__(self, icon: str) -> None:
        super().__init__(across=True, gap=10)
        self._words = FitLabel("", TypeRole.LABEL)
        self.box.addWidget(Icon(icon, beside=TypeRole.LABEL))
        self.box.addWidget(self._words, 1)

    def set_text(self, text: str) -> None:
        self._words.setText(text)
