"""The office's settings by form: a section at a time, saved together.

A draft is kept while the window is open: another page may be looked at meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from core.domain.calendar.hours import ONE_DAY
from core.domain.roles import Deed
from core.domain.staff import ADMINISTRATOR
from core.errors import N_, NotConfirmed
from core.office.document.paths import Change, Clash
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.office_link.tasks import Lane
from core.qt.program.preview import PreviewProgram
from core.qt.widgets import Card, FitLabel
from core.setting_words import SECTION_WORDS, SETTINGS, Section, section_of, settings_in
from core.whole import whole
from counter.leader.ask import AskCard, Chosen, Question
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.navigation import Place
from counter.leader.pages.page import LeaderPage
from counter.leader.settings.draft import Draft
from counter.leader.settings.fields import SettingField
from counter.leader.settings.hours_part import HoursPart
from counter.leader.settings.level import LEVEL, LevelEditor
from counter.leader.settings.places_part import PlacesPart
from counter.leader.settings.planned_list import PlannedList
from counter.leader.settings.preview import Preview, Previews, TicketPreview, WindowPreview
from counter.leader.settings.said import called, said
from counter.leader.settings.save_bar import SaveBar
from counter.panels.frames import ScrollColumn, Strip

if TYPE_CHECKING:
    from core.office.settings.changing import Changed
    from core.office.settings.planning import Planned

ICONS = whole(
    Section,
    {
        Section.OFFICE: "home-fill",
        Section.HOURS: "schedule-fill",
        Section.ATTENTION: "groups-fill",
        Section.CALLS: "campaign-fill",
        Section.COUNTER: "desktop_windows-fill",
        Section.KIOSK: "print-fill",
        Section.DISPLAY: "tv-fill",
        Section.TARGETS: "flag-fill",
        Section.TEXTS: "notes",
        Section.REPORTS: "picture_as_pdf-fill",
    },
)
TABLES = ("services", "counters", "notices")
"""Lists of tables, which have editors of their own or a page of their own."""
TICKET, KIOSK, HALL = "ticket", "kiosk", "display"
PREVIEWED: Mapping[Section, tuple[str, ...]] = {
    Section.OFFICE: (TICKET,),
    Section.ATTENTION: (KIOSK,),
    Section.KIOSK: (KIOSK, TICKET),
    Section.DISPLAY: (HALL,),
    Section.TEXTS: (HALL,),
}
"""What is drawn beside a section's fields: what its settings change."""
FIRST = {Section.ATTENTION: "services", Section.DISPLAY: "hall.clock", Section.TEXTS: "duties"}
"""The setting whose page is drawn before one was changed."""
MOST_TOLD = 12
SAVED = N_("The settings are saved; every window has them.")
FOR_TODAY = N_("Saved for today; tomorrow everything is as before.")
VOICE_ASKED = N_("The displays speak a test as soon as nobody is called.")
PLANNED = N_("Planned: it begins by itself.")
NOW, TODAY, TOMORROW = "now", "today", "tomorrow"


class SectionPart(Strip):
    """The fields of a section, one below the other, and what else belongs there."""

    def __init__(self, page: "SettingsPage", section: Section, draft: Draft) -> None:
        super().__init__(across=True)
        texts, languages = page.texts, page.languages
        self.places: PlacesPart | None = None
        self.previews: Previews | None = None
        self._about = FIRST.get(section, "")
        self.hours: HoursPart | None = None
        self.fields: list[SettingField] = []
        if section is Section.HOURS:
            self.hours = HoursPart(draft, texts, languages)
            self.hours.edited.connect(page.note)
            self.box.addWidget(self.hours, 1)
            self.fields = self.hours.fields
            return
        column = ScrollColumn()
        for setting in settings_in(section):
            if any(f"{setting.path}.".startswith(f"{path}.") for path in TABLES):
                continue
            editor = None
            if setting.path == LEVEL:
                editor = LevelEditor(texts)
                editor.trying.connect(page.try_voice)
            field = SettingField(draft, texts, setting.path, languages, editor=editor)
            field.edited.connect(self._look_at)
            field.edited.connect(page.note)
            self.fields.append(field)
            column.inner.box.addWidget(field)
        if section is Section.ATTENTION:
            self.places = PlacesPart(draft, texts, languages)
            self.places.edited.connect(self._look_at)
            self.places.edited.connect(page.note)
            column.inner.box.addWidget(self.places)
        column.inner.box.addStretch(1)
        card = Card()
        card.content.addWidget(column)
        self.box.addWidget(card, 1)
        if wanted := PREVIEWED.get(section):
            self.previews = Previews(*(page.preview(each) for each in wanted))
            self.box.addWidget(self.previews)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.previews is not None:
            self.previews.share(self.width())

    @Slot(str)
    def _look_at(self, path: str) -> None:
        """Have what is drawn be what the setting `path` is read on."""
        self._about = path

    def follow(self, draft: Draft) -> None:
        """Show what the draft has."""
        if self.previews is not None:
            self.previews.follow(draft.settings, self._about)
        for part in (self.hours, self.places):
            if part is not None:
                part.follow()
        if self.hours is None:
            for field in self.fields:
                field.follow()


@dataclass(slots=True)
class _Made:
    """What was built for a draft: the parts by section, and the language they are in."""

    draft: Draft
    parts: dict[Section, SectionPart]
    language: str


class SettingsPage(LeaderPage):
    """Shows a section; the list of sections stands in the place of the window's."""

    ask: AskCard

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self._made: _Made | None = None
        self._lane: Lane | None = None
        self._programs: dict[str, PreviewProgram] = {}
        self.section = Section.OFFICE
        self._found = ""
        self.search = QLineEdit()
        self.search.returnPressed.connect(self._find)
        self.tools.box.addWidget(self.search)
        self.ask = AskCard(presenter, texts)
        self.ask.left.connect(self.refresh)
        self._changers: dict[str, str] = {}
        self._theirs = FitLabel("", TypeRole.LEAST, tone="ink2")
        self._theirs.hide()
        self.box.addWidget(self._theirs)
        self._planned = PlannedList(texts)
        self._planned.withdrawing.connect(self._withdraw)
        self.box.addWidget(self._planned)
        self._parts = QStackedWidget()
        self._parts.addWidget(self.ask)
        self.box.addWidget(self._parts, 1)
        self.bar = SaveBar(texts)
        self.bar.discard.activated.connect(self._ask_discard)
        self.bar.save.activated.connect(self._ask_save)
        self.box.addWidget(self.bar)
        presenter.left.connect(self._forget)

    # --- the list at the left

    def places(self) -> tuple[Place, ...]:
        """Return the sections, each with how many of its settings are not saved."""
        _, draft = self.texts, self.draft
        changed = [] if draft is None else [section_or_none(each.path) for each in draft.changes]
        return tuple(
            Place(each.value, _(SECTION_WORDS[each]), ICONS[each], changed.count(each))
            for each in Section
        )

    @property
    def place(self) -> str:
        return self.section.value

    def go(self, place: str) -> None:
        self.section = Section(place)
        self.ask.close_question()
        self.refresh()

    # --- showing

    @property
    def parts(self) -> Sequence[QWidget]:
        here = None if self._made is None else self._made.parts.get(self.section)
        if here is None or self.ask.is_open:
            return (self,)
        cards = (here,) if here.hours is None else here.hours.parts
        return (self.tools, self._planned, *cards, self.bar)

    def preview(self, what: str) -> Preview:
        """Return what shows a ticket, or a window's page; what draws it is made with the first."""
        _ = self.texts
        if what == TICKET:
            if self._lane is None:
                self._lane = Lane("preview", self)
            return TicketPreview(_, self._lane)
        if what not in self._programs:
            self._programs[what] = PreviewProgram(what, self)
        program = self._programs[what]
        if what == KIOSK:
            name = _("The kiosk's first page with these settings")
            return WindowPreview(_("How the kiosk shows it"), name, program)
        return WindowPreview(
            _("How the hall sees it"), _("The display with these settings"), program
        )

    def stop(self) -> None:
        """End what draws previews."""
        if self._lane is not None:
            self._lane.close()
        for each in self._programs.values():
            each.close()

    @property
    def draft(self) -> Draft | None:
        return None if self._made is None else self._made.draft

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which texts are written: the office's, Spanish first."""
        look = self.presenter.look
        return (
            ("es", "en") if look is None else tuple(dict.fromkeys(("es", *look.settings.languages)))
        )

    def facts(self) -> list[str]:
        here = None if self._made is None else self._made.parts.get(self.section)
        day = [] if here is None or here.hours is None else here.hours.facts()
        theirs = "" if self._theirs.isHidden() else self._theirs.text()
        return [*day, theirs, *self._planned.facts(), *self.bar.facts()]

    def refresh(self) -> None:
        _, look = self.texts, self.presenter.look
        super().refresh()
        if isinstance(self.presenter.actions.refusal, NotConfirmed):
            self.ask.close_question()  # the page shows how things stand, and keeps the changes
        self.set_title(_(SECTION_WORDS[self.section]), "" if look is None else look.settings.name)
        self.search.setPlaceholderText(_("Find a setting"))
        self.search.setAccessibleName(_("Find a setting"))
        if look is None:
            return
        made = self._follow()
        made.draft.know(look.board.day, look.board.at)
        part = made.parts.get(self.section)
        if part is None:
            part = made.parts[self.section] = SectionPart(self, self.section, made.draft)
            self._parts.addWidget(part)
            if part.hours is not None:
                part.hours.begin(look.board.day)
        part.follow(made.draft)
        part.setEnabled(self.presenter.may(Deed.MANAGE_OFFICE))
        self._parts.setCurrentWidget(self.ask if self.ask.is_open else part)
        self.refusal.setVisible(not self.refusal.isHidden() and not self.ask.is_open)
        self.ask.refresh()
        self._planned.follow(look, may=self.presenter.may(Deed.MANAGE_OFFICE))
        self._planned.setVisible(bool(look.planned) and not self.ask.is_open)
        self._show_bar(made.draft)

    def _follow(self) -> _Made:
        """Return what is built, after what others changed was taken in."""
        look, language = self.presenter.look, self.texts.code
        assert look is not None  # nothing is shown before
        made = self._made
        if made is None or made.language != language:
            draft = Draft(look.settings, look.seq) if made is None else made.draft
            for part in () if made is None else made.parts.values():
                self._parts.removeWidget(part)
                part.deleteLater()
            made = self._made = _Made(draft, {}, language)
            self.ask.close_question()  # it was asked in the language before
        since = made.draft.seq
        if clashes := made.draft.follow(look.settings, look.seq):
            self.presenter.read(
                lambda office: office.settings.changers(
                    [each.path for each in clashes], since=since
                ),
                partial(self._tell_clashes, clashes),
            )
        return made

    def _tell_clashes(self, clashes: Sequence[Clash], changers: Mapping[str, str]) -> None:
        """Say who changed what is being changed here, to what, and what is not saved yet."""
        _, look = self.texts, self.presenter.look
        if self._made is None or look is None:
            return  # left meanwhile
        for path, who in changers.items():
            is_named = who != ADMINISTRATOR
            self._changers[path] = look.name_of(who) if is_named else _("Administrator")
        told = [
            _(
                "{who} has just changed {name} to {theirs}; yours, {mine}, is not saved yet.",
                who=self._changers[each.path],
                name=called(_, each.path),
                theirs=said(_, each.path, each.theirs),
                mine=said(_, each.path, each.mine),
            )
            for each in clashes
        ]
        self._theirs.setText("\n".join(told))
        self._theirs.show()

    def _be_alone(self) -> None:
        """Have nobody else's change to tell of any more."""
        self._changers = {}
        self._theirs.hide()

    def _show_bar(self, draft: Draft) -> None:
        _, may = self.texts, self.presenter.may(Deed.MANAGE_OFFICE)
        self.bar.setVisible(not self.ask.is_open)
        self.bar.show_draft(
            len(draft.changes),
            [(called(_, path), problem) for path, problem in draft.problems.items()],
            only_looks="" if may else _("Leaders and directors change the settings; you may look."),
            is_here=self.presenter.is_here,
        )

    @Slot()
    def note(self) -> None:
        """Show what a field has changed."""
        self.refresh()
        self.window().show_all()  # type: ignore[attr-defined]  # the counts in the list

    @Slot(int)
    def try_voice(self, level_percent: int) -> None:
        """Let the hall hear the voice as loud as it would be."""
        self.presenter.ask(
            "test_voice",
            lambda office, by: office.devices.test_voice(level_percent=level_percent, by=by),
            lambda _seq: self.presenter.actions.tell(VOICE_ASKED),
        )

    @Slot()
    def _find(self) -> None:
        """Go to the setting that is looked for; pressed again, to the next."""
        wanted = self.search.text().strip().casefold()
        if not wanted:
            return
        _ = self.texts
        found = [
            path
            for path, words in SETTINGS.items()
            if "*" not in path and wanted in f"{_(words.label)} {_(words.help)} {path}".casefold()
        ]
        if not found:
            self.bar.tell(_("No setting is called so."))
            return
        here = self._found
        after = found.index(here) + 1 if here in found else 0
        self._found = found[after % len(found)]
        self.section = section_of(self._found)
        self.note()
        assert self._made is not None
        for field in self._made.parts[self.section].fields:
            if field.path == self._found:
                field.take_keyboard()

    # --- saving

    @Slot()
    def _ask_save(self) -> None:
        draft, _ = self.draft, self.texts
        if draft is None or not draft.changes or draft.problems:
            return
        told = [self._change(each) for each in draft.changes]
        more = len(told) - MOST_TOLD
        if more > 0:
            told = [*told[:MOST_TOLD], _.language.plural("and {n} more", "and {n} more", more)]
        self.presenter.actions.dismiss()
        self.ask.open(
            Question(
                "save-fill",
                _("Save these changes?"),
                "\n".join(told),
                _("Save"),
                self._save,
                (Chosen("when", _("From when?"), self._whens(), NOW),),
            )
        )
        self.refresh()

    def _change(self, change: Change) -> str:
        """Say what a change changes, and who changed the same meanwhile."""
        _, path = self.texts, change.path
        name, before = called(_, path), said(_, path, change.before)
        after = said(_, path, change.after)
        if (who := self._changers.get(path)) is None:
            return _("{name}: {before} → {after}", name=name, before=before, after=after)
        return _(
            "{name}: {before}, by {who} just now → {after}",
            name=name,
            before=before,
            who=who,
            after=after,
        )

    def _whens(self) -> tuple[tuple[str, str], ...]:
        _ = self.texts
        return (
            (NOW, _("From now on")),
            (TODAY, _("Only today")),
            (TOMORROW, _("From tomorrow on")),
        )

    def _save(self, answers: Mapping[str, str]) -> None:
        draft, look = self.draft, self.presenter.look
        if draft is None or look is None:
            return
        changes, seq = draft.to_send(), draft.seq
        if answers["when"] == TODAY:
            self.presenter.ask(
                "save_for_today",
                lambda office, by: office.settings.for_today(changes, by=by),
                partial(self._saved, news=FOR_TODAY),
            )
        elif answers["when"] == TOMORROW:
            at = datetime.combine(look.board.day + ONE_DAY, time())
            self.presenter.ask(
                "plan_settings",
                lambda office, by: office.settings.plan(changes, at=at, by=by),
                self._planned_for,
            )
        else:
            self.presenter.ask(
                "save_settings",
                lambda office, by: office.settings.change(changes, based_on=seq, by=by),
                partial(self._saved, news=SAVED),
            )

    def _saved(self, changed: "Changed", news: str) -> None:
        draft = self.draft
        if draft is not None:
            draft.begin(changed.settings, changed.seq)
        self._close(news)

    def _planned_for(self, _planned: "Planned") -> None:
        draft = self.draft
        if draft is not None:
            draft.discard()
        self._close(PLANNED)

    def _close(self, news: str) -> None:
        self._be_alone()
        self.ask.close_question()
        self.presenter.actions.tell(news)

    @Slot(int)
    def _withdraw(self, number: int) -> None:
        self.presenter.ask("withdraw", lambda office, by: office.settings.withdraw(number, by=by))

    @Slot()
    def _ask_discard(self) -> None:
        _ = self.texts
        self.ask.open(
            Question(
                "undo",
                _("Discard what was not saved?"),
                _("The fields have again what the office goes by now."),
                _("Discard"),
                self._discard,
                is_grave=True,
            )
        )
        self.refresh()

    def _discard(self, _answers: Mapping[str, str]) -> None:
        if self.draft is not None:
            self.draft.discard()
        self.ask.close_question()
        self._be_alone()
        self.note()

    @Slot()
    def _forget(self) -> None:
        """Leave nobody's changes to the next."""
        if self._made is not None:
            for part in self._made.parts.values():
                self._parts.removeWidget(part)
                part.deleteLater()
        self._made = None
        for each in self._programs.values():
            each.close()
        self._be_alone()
        self.ask.close_question()

    def holds_changes(self) -> str:
        draft, _ = self.draft, self.texts
        if draft is None or not draft.is_changed:
            return ""
        return ", ".join(called(_, each.path) for each in draft.changes)


def section_or_none(path: str) -> Section | None:
    """Return the section of a path; None for one of another turnos."""
    try:
        return section_of(path)
    except KeyError:
        return None
