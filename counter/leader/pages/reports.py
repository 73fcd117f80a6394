"""What happened: a day, a week, a month, a year or any days, on the page and as a file.

The frame is there at once; figures come when they are worked out, and a file is made elsewhere.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.domain.figures.periods import Period, PeriodKind, ReportQuestion, usual_period
from core.domain.figures.report import EVERYBODY
from core.domain.roles import Deed
from core.domain.staff import Role
from core.domain.ticket import OfficeId
from core.errors import NothingToReport, QueueError
from core.qt.look.language import Texts
from core.qt.widgets import ActionButton, ButtonSize, NoticeCard
from counter.leader.ask import AskCard
from counter.leader.decisions.look import Look
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.pages.page import LeaderPage, shown
from counter.leader.reports.asking import ReportAsking
from counter.leader.reports.choosing import FilterRow, PeriodRow, WholeButton, filtered
from counter.leader.reports.days import period_of, question_of
from counter.leader.reports.saving import SaveDialog, documents, file_name
from counter.panels.frames import ScrollColumn, Strip, say, words_of

if TYPE_CHECKING:
    from core.office.report_asking import FoundReport
    from counter.leader.reports.shown import ShownReport

PATIENCE_MS = 250  # what is there sooner needs no word that it comes
FILES = {
    "pdf": ("picture_as_pdf-fill", "Ctrl+P"),
    "xlsx": ("table_chart-fill", "Ctrl+E"),
    "csv": ("notes", "Ctrl+S"),
}
WIDE = 1300  # drawn px from which on each button has room for its key
MOST_SCROLLED = 0.9  # of what is seen


class ReportsPage(LeaderPage):
    """Shows the report that is chosen, and has it taken away."""

    ask: AskCard
    deed = Deed.SEE_REPORTS

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self.asking = ReportAsking(presenter.actions.link, self)
        self._wanted: ReportQuestion | None = None
        self._folder: Path | None = None
        self._saved: Path | None = None
        self._shown: ShownReport | None = None
        self._shown_of: tuple[FoundReport, str] | None = None
        self._dialog: SaveDialog | None = None
        self.files = {
            form: WholeButton("", icon, key=key, size=ButtonSize.SMALL)
            for form, (icon, key) in FILES.items()
        }
        for form, button in self.files.items():
            button.activated.connect(partial(self._choose_file, form))
            self.tools.box.addWidget(button)
        self._build()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.refresh)
        self.asking.changed.connect(self.refresh)
        self.asking.saved.connect(self._have_saved)
        self.asking.refused.connect(presenter.actions.refuse)
        presenter.left.connect(self._forget)

    def _build(self) -> None:
        presenter, texts = self.presenter, self.texts
        self.period = PeriodRow(texts)
        self.period.chosen.connect(self._choose_kind)
        self.period.went.connect(self._want_period)
        self.period.typed.connect(self.ask_days)
        self.filters = FilterRow(texts)
        self.filters.chosen.connect(self._filter)
        self._told = NoticeCard("sea", "hourglass-fill")
        self._stop = ActionButton("", "close", size=ButtonSize.SMALL)
        self._stop.activated.connect(self.asking.give_up)
        self._told.content.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        self._told.hide()
        self._nothing = NoticeCard("plain", "bar_chart")
        self._way_out = ActionButton("", size=ButtonSize.SMALL)
        self._way_out.activated.connect(self._go_out)
        self._nothing.content.addWidget(self._way_out, 0, Qt.AlignmentFlag.AlignLeft)
        self._nothing.hide()
        self._listed = Strip(gap=10, margins=(0, 0, 10, 0))
        for part in (self.period, self.filters, self._told, self._nothing):
            self._listed.box.addWidget(part)
        self.column = ScrollColumn(gap=0)
        self.column.inner.box.addWidget(self._listed)
        self.column.inner.box.addStretch(1)
        self.ask = AskCard(presenter, texts)
        self.ask.left.connect(self.refresh)
        self._parts = QStackedWidget()
        self._parts.addWidget(self.column)
        self._parts.addWidget(self.ask)
        self.box.addWidget(self._parts, 1)

    def close_asking(self) -> None:
        """End what is under way, with the window."""
        self.asking.close()

    # --- what is wanted

    def begin(self) -> None:
        """Ask for what was shown last, in this session, as it is by now."""
        self.ask.close_question()
        if self._wanted is not None:
            self._want(self._wanted)

    def _forget(self) -> None:
        """Leave nothing of what somebody saw to the next."""
        self._wanted = self._saved = self._shown_of = None
        self.asking.forget()
        self.asking.give_up()
        self.ask.close_question()
        self._take_out()
        if self._dialog is not None:
            self._dialog.reject()

    def _want(self, wanted: ReportQuestion) -> None:
        self._wanted, self._saved = wanted, None
        self.column.to_top()
        self._patience.start()
        self.asking.ask(wanted)

    def _want_period(self, period: Period) -> None:
        if self._wanted is not None:
            self.presenter.actions.dismiss()
            self._want(replace(self._wanted, period=period))

    def _choose_kind(self, kind: PeriodKind) -> None:
        """Show the period of this kind that has the last day of what is shown."""
        wanted, now = self._wanted, self.presenter.local_now
        if wanted is None or now is None:
            return
        if kind is PeriodKind.RANGE:
            self.refresh()  # nothing is chosen yet
            self.ask_days(kind)
            return
        day = min(wanted.period.last, max(wanted.period.first, now.date()))
        self._want_period(Period.of(kind, day))

    def ask_days(self, kind: PeriodKind | None = None) -> None:
        """Ask which days, by hand."""
        wanted = self._wanted
        if wanted is not None:
            kind = kind or wanted.period.kind
            self.presenter.actions.dismiss()
            take = partial(self._take_days, kind)
            self.ask.open(question_of(wanted.period, kind, self.texts, take))
            self.refresh()

    def _take_days(self, kind: PeriodKind, answers: Mapping[str, str]) -> None:
        try:
            period = period_of(kind, answers)
        except QueueError as error:
            self.presenter.actions.refuse(error)
            return
        self.ask.close_question()
        self._want_period(period)

    def _filter(self, name: str, key: str) -> None:
        if self._wanted is not None:
            self.presenter.actions.dismiss()
            self._want(filtered(self._wanted, name, key, self._offices()))

    @Slot()
    def _go_out(self) -> None:
        """Lead from where there is nothing: once more, to everybody, else to the days before."""
        wanted = self._wanted
        if wanted is not None and self.asking.fault is not None:
            self._want(wanted)
        elif wanted is not None and wanted.chosen != EVERYBODY:
            self._want(replace(wanted, chosen=EVERYBODY))
        elif wanted is not None:
            self._want_period(wanted.period.before)

    def _offices(self) -> Mapping[OfficeId, str]:
        """Return the offices whose figures whoever is signed in may see, and their names."""
        look, person = self.presenter.look, self.presenter.person
        if look is None or person is None:
            return {}
        if person.offices:
            return {key: look.offices[key] for key in person.offices if key in look.offices}
        return look.offices if person.role is Role.DIRECTOR else {}

    # --- showing

    @Slot()
    def refresh(self) -> None:
        super().refresh()
        look, now = self.presenter.look, self.presenter.local_now
        person = self.presenter.person
        if look is None or now is None or person is None or not self.presenter.may(self.deed):
            return
        if self._wanted is None:
            self._wanted = ReportQuestion(usual_period(now.date()), person.username)
        if not self.presenter.is_here and self.asking.fault is not None:
            self.asking.forget()  # it is asked again once the office is back
        if self.isVisible() and self.asking.asked is None and self.presenter.is_here:
            self._want(self._wanted)
            return
        self.refusal.setVisible(not self.refusal.isHidden() and not self.ask.is_open)
        self._parts.setCurrentIndex(1 if self.ask.is_open else 0)
        self.ask.refresh()
        self._show_choice(look, self._wanted, now)
        self._show_keys()
        self._show_files()
        self._show_told()
        self._show_report()

    def _show_choice(self, look: Look, wanted: ReportQuestion, now: datetime) -> None:
        from core.reports.span_report import span_words  # noqa: PLC0415 - not before a first paint

        _, period = self.texts, wanted.period
        words = span_words(period.first, period.last, _.language)
        is_named = period.kind in {PeriodKind.MONTH, PeriodKind.YEAR}
        title = _("Report of {days}", days=words) if is_named else _("Report: {days}", days=words)
        self.set_title(title, self._subtitle(look, wanted))
        self.period.show_period(period, words, is_latest=period.last >= now.date())
        self.filters.show_filters(look, wanted, self._offices())

    @staticmethod
    def _subtitle(look: Look, wanted: ReportQuestion) -> str:
        names = [look.offices.get(OfficeId(each), each) for each in wanted.offices or ()]
        return " + ".join(names) or look.settings.name

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_keys()

    def _show_keys(self) -> None:
        """Show each key where there is room; a tip tells it besides."""
        is_wide = self.width() >= self.theme.px(WIDE)
        self.period.kinds.show_keys(are_shown=is_wide)
        for button in self.files.values():
            button.show_key(is_shown=is_wide)

    def _show_files(self) -> None:
        _ = self.texts
        for form, button in self.files.items():
            word = form.upper()
            say(button, word)
            button.setAccessibleName(_("Save as {format}", format=word))
            button.setAccessibleDescription(FILES[form][1])
            button.setToolTip(FILES[form][1])
            button.setEnabled(self.asking.found is not None and not self.asking.is_saving)

    def _show_told(self) -> None:
        """Say what goes on, or where the last file was put."""
        _, asking = self.texts, self.asking
        self._told.set_look("sea", "hourglass-fill")
        is_slow = asking.is_asking and not self._patience.isActive()
        if asking.is_saving:
            self._told.set_texts(_("The file is being made…"))
        elif is_slow and asking.steps is not None:
            done, of = asking.steps
            words = _("{done} of {of} days are worked out.", done=done, of=of)
            self._told.set_texts(_("The figures are being worked out…"), words)
        elif is_slow:
            self._told.set_texts(_("The figures are being worked out…"))
        elif self._saved is not None:
            self._told.set_look("palm", "check_circle-fill")
            self._told.set_texts(_("The file is in {path}.", path=self._saved))
        say(self._stop, _("Stop"))
        shown(self._stop, when=asking.is_saving or is_slow)
        shown(self._told, when=asking.is_saving or is_slow or self._saved is not None)

    def _show_report(self) -> None:
        _, asking = self.texts, self.asking
        found = asking.found
        if found is not None and self._shown_of != (found, _.code):
            self._take_out()
            self._put_in(found)
        is_old = found is None and not self._patience.isActive()
        if self._shown is not None:
            shown(self._shown, when=not is_old)
        if is_old and asking.fault is not None:
            self._nothing.set_texts(_("There are no figures."), _.sentence(asking.fault))
        elif self._is_empty:
            self._nothing.set_texts(_("Nobody came in these days."))
        wanted = self._wanted
        is_filtered = wanted is not None and wanted.chosen != EVERYBODY
        way_out = _("Show everybody") if is_filtered else _("The days before")
        say(self._way_out, _("Try again") if asking.fault is not None else way_out)
        shown(self._nothing, when=(is_old and asking.fault is not None) or self._is_empty)

    @property
    def _is_empty(self) -> bool:
        found = self.asking.found
        return found is not None and not found.report.figures.by_channel

    def _put_in(self, found: "FoundReport") -> None:
        from counter.leader.reports.shown import ShownReport  # noqa: PLC0415 - and its charts

        self._shown_of = (found, self.texts.code)
        if self._is_empty:
            return
        report = self._shown = ShownReport(found, self.texts)
        report.went.connect(self._follow)
        self._listed.box.addWidget(report)
        report.show()  # now: else an event later, and Tab would pass it by

    def _take_out(self) -> None:
        if self._shown is not None:
            self._listed.box.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None

    @Slot(QWidget, QPoint)
    def _follow(self, part: QWidget, at: QPoint) -> None:
        """Scroll to what has the keyboard within a part."""
        there = part.mapTo(self.column.inner, at)
        self.column.ensureVisible(there.x(), there.y(), 0, self.theme.px(60))

    def facts(self) -> list[str]:
        told = words_of(self._told, self._nothing)
        return told if self._shown is None else [*told, *self._shown.facts]

    def details(self) -> list[str]:
        return [] if self._shown is None else self._shown.details

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the keys that no part of the page wants."""
        bar = self.column.verticalScrollBar()
        page = round(self.column.viewport().height() * MOST_SCROLLED)
        places = {
            Qt.Key.Key_PageDown: bar.value() + page,
            Qt.Key.Key_PageUp: bar.value() - page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        if (there := places.get(Qt.Key(event.key()))) is not None and not self.ask.is_open:
            bar.setValue(there)
        else:
            super().keyPressEvent(event)

    def go_back(self) -> bool:
        if self.ask.is_open:
            self.ask.leave()
            return True
        if self.asking.is_saving or self.asking.is_asking:
            self.asking.give_up()
            return True
        return False

    # --- taking it away

    def _choose_file(self, form: str) -> None:
        found = self.asking.found
        if found is None:
            return
        if self._is_empty:
            self.presenter.actions.refuse(NothingToReport())
            return
        self.presenter.actions.dismiss()
        folder = self._folder or documents()
        there = folder / file_name(found.report, form, self.texts)
        dialog = self._dialog = SaveDialog(form, there, self.texts, self)
        dialog.placed.connect(self.save)
        dialog.finished.connect(self._closed)
        dialog.open()

    @Slot()
    def _closed(self) -> None:
        self._dialog = None

    def save(self, form: str, out: Path) -> None:
        """Write the report that is shown, in a format of `ReportFile`."""
        self._folder, self._saved = out.parent, None
        self.asking.save(form, out, self.texts.code)

    @Slot(object)
    def _have_saved(self, out: Path) -> None:
        self._saved = out
        self.refresh()
        self._told.announce()
