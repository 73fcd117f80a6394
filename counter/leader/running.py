"""What is announced and has not ended: since when, for how many it was enough, and *End it*."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.domain.service import Notice, NoticeKind, OfficeSettings, text_in
from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, FitLabel, Icon
from counter.panels.frames import Strip, say


class RunningRow(Strip):
    """One notice, and the button that ends it."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(across=True, gap=12, parent=parent)
        self.end = ActionButton("")
        self._text = FitLabel("", TypeRole.BODY)
        self._about = FitLabel("", TypeRole.LEAST, tone="ink2")
        words = Strip(gap=2)
        words.box.addWidget(self._text)
        words.box.addWidget(self._about)
        tone = "coral" if notice.kind is NoticeKind.OUTAGE else "ink"
        self.box.addWidget(Icon("campaign-fill", tone))
        self.box.addWidget(words, 1)
        self.box.addWidget(self.end)

    def show_notice(
        self, _: Texts, settings: OfficeSettings, notice: Notice, informed: int, *, may_end: bool
    ) -> None:
        text = text_in(notice.texts, _.code)
        self._text.setText(text)
        told = [self._since(_, settings, notice)]
        if notice.kind is NoticeKind.OUTAGE:
            told.append(
                _.plural("{n} visit was for this today", "{n} visits were for this today", informed)
            )
        self._about.setText(" · ".join(filter(None, told)))
        say(self.end, _("End it"))
        self.end.setAccessibleName(_("End it: {text}", text=text))
        self.end.setVisible(may_end)

    @property
    def words(self) -> tuple[str, str]:
        """What is announced, and since when and for how many."""
        return self._text.text(), self._about.text()

    @staticmethod
    def _since(_: Texts, settings: OfficeSettings, notice: Notice) -> str:
        starts, ends = notice.starts_at, notice.ends_at
        since = "" if starts is None else _.clock(settings.local(starts))
        until = "" if ends is None else _.clock(settings.local(ends))
        if since and until:
            return _("from {since} until {until}", since=since, until=until)
        if since:
            return _("since {time}", time=since)
        return _("until {time}", time=until) if until else ""


class Running(Strip):
    """The list, and at its end what was ended just now, to have it back.

    Signals:
        ending(key): this notice is to be ended.
    """

    ending = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(gap=10, parent=parent)
        self._texts = texts
        self._title = FitLabel("", TypeRole.LABEL)
        self._rows: dict[str, RunningRow] = {}
        self._rows_of = Strip(gap=10)
        self._ended = FitLabel("", TypeRole.BODY)
        self.undo = ActionButton("", "undo", key=DEFAULTS[KeyAction.UNDO])
        self._undoing = Strip(gap=6)
        self._undoing.box.addWidget(self._ended)
        self._undoing.box.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignRight)
        self._undoing.hide()
        for part in (self._title, self._rows_of, self._undoing):
            self.box.addWidget(part)

    def show_notices(
        self,
        settings: OfficeSettings,
        notices: Sequence[Notice],
        informed: Mapping[str, int],
        *,
        may_end: bool,
    ) -> None:
        """Show `notices`; `informed` is how many came for each today, by its key."""
        _ = self._texts
        self._title.setText(_("Running: {n}", n=len(notices)))
        if [each.key for each in notices] != list(self._rows):
            self._rebuild(notices)
        for notice in notices:
            self._rows[notice.key].show_notice(
                _, settings, notice, informed.get(notice.key, 0), may_end=may_end
            )

    def spoken(self) -> list[str]:
        """Return what a screen reader says of what runs."""
        return [self._title.text(), *(each for row in self._rows.values() for each in row.words)]

    def _rebuild(self, notices: Sequence[Notice]) -> None:
        before, self._rows = self._rows, {}
        for place, notice in enumerate(notices):
            row = before.pop(notice.key, None)
            if row is None:
                row = RunningRow(notice)
                row.end.activated.connect(partial(self.ending.emit, notice.key))
            self._rows[notice.key] = row
            self._rows_of.box.insertWidget(place, row)
            row.show()  # now: else an event later, and Tab would pass it by
        for gone in before.values():
            self._rows_of.box.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def offer_undo(self, notice: Notice | None) -> None:
        """Offer to have `notice` back, which was ended just now; None: nothing was."""
        _ = self._texts
        was_offered = not self._undoing.isHidden()
        self._undoing.setVisible(notice is not None)
        say(self.undo, _("Undo"))
        if notice is not None:
            self._ended.setText(_("Ended: {text}", text=text_in(notice.texts, _.code)))
            self.undo.setAccessibleDescription(self._ended.text())
            if not was_offered:  # the button that was pressed goes: the keyboard stays here
                self.undo.setFocus(Qt.FocusReason.OtherFocusReason)
