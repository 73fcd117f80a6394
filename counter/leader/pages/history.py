"""Who changed what and when, in words; a setting may go back to the value it had."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from core.domain.journal.history import OF_PEOPLE, OF_SETTINGS
from core.domain.names import ROLE_WORDS
from core.domain.roles import Deed
from core.domain.staff import ADMINISTRATOR
from core.domain.ticket import Event, Kind
from core.errors import N_
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonSize, FitLabel
from counter.leader.ask import Question
from counter.leader.decisions.look import Look
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.pages.table_page import TablePage
from counter.leader.rows import Cell, RowOf
from counter.leader.settings.said import called, said
from counter.panels.choices import Choices
from counter.panels.frames import Strip, say

SHARES = (22, 22, 66)
AT_ONCE = 100
ALL, SETTINGS, PEOPLE = "all", "settings", "people"
KINDS = {SETTINGS: OF_SETTINGS, PEOPLE: OF_PEOPLE}
PEOPLE_SAID: Mapping[Kind, str] = {
    Kind.STAFF_ADDED: N_("Added {name} as {role}"),
    Kind.PIN_SET: N_("Gave {name} a new PIN"),
    Kind.PIN_CHANGED: N_("Changed their own PIN"),
    Kind.UNLOCKED: N_("Unlocked {name}"),
    Kind.ROLE_CHANGED: N_("Made {name} {role}, who was {before}"),
    Kind.RENAMED: N_("Called {before} {name}"),
    Kind.PERSON_CHANGED: N_("Changed {name}: {changes}"),
    Kind.DEACTIVATED: N_("Deactivated {name}"),
    Kind.DAY_CONFIRMED: N_("Said that the office's clock is right"),
    Kind.OFFICE_CREATED: N_("Made the office"),
    Kind.SETTINGS_PLANNED: N_("Planned a change of the settings"),
    Kind.SETTINGS_WITHDRAWN: N_("Withdrew a planned change of the settings"),
}
OWN = frozenset({Kind.PIN_CHANGED, Kind.DAY_CONFIRMED}) | OF_SETTINGS
"""Events whose person is who did it, not whom it was done to."""


class HistoryPage(TablePage):
    """The changes, newest first; more of them as they are asked for."""

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts, SHARES)
        self._events: tuple[Event, ...] = ()
        self._seq = 0
        self._is_read = self._is_whole = False
        self.search = QLineEdit()
        self.search.textChanged.connect(self.refresh)
        self.tools.box.addWidget(self.search)
        self.kinds = Choices(optional=False)
        self.kinds.chosen_changed.connect(self.refresh)
        self.more = ActionButton("", "keyboard_arrow_down")
        self.more.activated.connect(self._read_more)
        self.listed.box.insertWidget(0, self.kinds)
        self.listed.box.addWidget(self.more)
        presenter.left.connect(self._forget)

    def begin(self) -> None:
        super().begin()
        self._read()

    # --- reading

    def _read(self) -> None:
        self.presenter.read(lambda office: office.history(limit=AT_ONCE), self._came)

    def _came(self, events: tuple[Event, ...]) -> None:
        """Take the newest; the older ones that were asked for stay where they follow them."""
        self._is_read = True
        last = events[-1].seq if events else 0
        if any(each.seq == last for each in self._events):
            self._events = events + tuple(each for each in self._events if each.seq < last)
        else:
            self._events, self._is_whole = events, len(events) < AT_ONCE
        self.refresh()

    @Slot()
    def _read_more(self) -> None:
        before = self._events[-1].seq
        self.presenter.read(
            lambda office: office.history(before=before, limit=AT_ONCE),
            partial(self._more_came, before),
        )

    def _more_came(self, before: int, events: tuple[Event, ...]) -> None:
        if not self._events or self._events[-1].seq != before:
            return  # asked for twice, or by who has left
        self._events += events
        self._is_whole = len(events) < AT_ONCE
        self.refresh()

    @Slot()
    def _forget(self) -> None:
        self._events, self._seq, self._is_read = (), 0, False

    # --- showing

    @Slot()
    def refresh(self) -> None:
        _, look = self.texts, self.presenter.look
        super().refresh()
        self.set_title(_("History of changes"), "" if look is None else look.settings.name)
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search"))
        self.search.setVisible(not self.ask.is_open)
        self.kinds.show_choices(
            ((ALL, _("Everything")), (SETTINGS, _("Of settings")), (PEOPLE, _("Of people")))
        )
        if self.kinds.chosen is None:
            self.kinds.choose(ALL)
        say(self.more, _("Older changes"))
        self.more.setVisible(bool(self._events) and not self._is_whole)
        if look is None:
            return
        if self.isVisible() and look.board.seq != self._seq:
            self._seq = look.board.seq
            self._read()
        wanted = self.search.text().strip().casefold()
        kinds = KINDS.get(self.kinds.chosen or ALL)
        events = [each for each in self._events if kinds is None or each.kind in kinds]
        rows = [self._row(look, each) for each in events]
        rows = [each for each in rows if wanted in each.words.casefold()]
        heads = (_("When"), _("Who"), _("What"))
        self.table.show_rows(heads, rows, _("Nothing was changed.") if self._is_read else "")

    def _row(self, look: Look, event: Event) -> RowOf:
        _, at = self.texts, look.settings.local(event.at)
        changed: Mapping[str, Mapping[str, Any]] = event.data.get("changed", {})
        if event.kind is Kind.SETTINGS_CHANGED:
            first = next(iter(changed), "")
            more = len(changed) - 1
            words = self._change(first, changed[first]) if first else _("Settings")
            below = ""
            if more > 0:
                below = _.language.plural("and {n} more", "and {n} more", more)
        else:
            words, below = self._about_person(look, event), ""
        cells = (
            Cell(_.date(at.date()), _.clock(at)),
            Cell(self._who(look, event), is_bold=True),
            Cell(words, below),
        )
        return RowOf(str(event.seq), cells)

    def _change(self, path: str, change: Mapping[str, Any]) -> str:
        _ = self.texts
        return _(
            "{name}: {before} → {after}",
            name=called(_, path),
            before=said(_, path, change["before"]),
            after=said(_, path, change["after"]),
        )

    def _who(self, look: Look, event: Event) -> str:
        who = event.staff if event.kind in OWN else event.data.get("by")
        if who is None or who == ADMINISTRATOR:
            return self.texts("Administrator")
        return look.name_of(str(who))

    def _about_person(self, look: Look, event: Event) -> str:
        _, data = self.texts, event.data
        known = {
            "name": str(data.get("name") or look.name_of(event.staff or "")),
            "role": self._role(data.get("role")),
            "before": self._role(data.get("before")),
            "changes": self._changes(data),
        }
        return _(PEOPLE_SAID[event.kind], **known)

    def _changes(self, data: Mapping[str, Any]) -> str:
        """Say all that was changed about somebody at once."""
        before = data.get("before")
        if not isinstance(before, Mapping):
            return ""
        return ", ".join(
            f"{self._value(before[each])} → {self._value(data[each])}" for each in before
        )

    def _value(self, value: object) -> str:
        """Return a name, a role or offices in words."""
        look = self.presenter.look
        if not isinstance(value, list | tuple):
            return self._role(value)
        called = {} if look is None else look.offices
        return ", ".join(called.get(each, each) for each in value) or self.texts("As the role says")

    def _role(self, role: object) -> str:
        """Return a role in words, and any other value, such as a name, as it is."""
        known = {each.value: word for each, word in ROLE_WORDS.items()}
        return self.texts(known[str(role)]) if str(role) in known else str(role or "")

    # --- going back

    def fill(self, key: str, strip: Strip) -> None:
        """Put each change of an event into its open row, with the way back."""
        strip.clear()
        event = next((each for each in self._events if str(each.seq) == key), None)
        changed = {} if event is None else event.data.get("changed", {})
        column = Strip(gap=6)
        for path, change in changed.items():
            row = Strip(across=True)
            row.box.addWidget(FitLabel(self._change(path, change), TypeRole.BODY), 1)
            if self.presenter.may(Deed.MANAGE_OFFICE):
                back = ActionButton(
                    self.texts("Back to the value before"), "undo", size=ButtonSize.SMALL
                )
                back.activated.connect(partial(self._ask_back, path, change["before"]))
                row.box.addWidget(back)
            column.box.addWidget(row)
        if not changed:
            words = self.texts("Nothing more is known of it.")
            column.box.addWidget(FitLabel(words, TypeRole.BODY))
        strip.box.addWidget(column, 1)

    def _ask_back(self, path: str, before: Any) -> None:
        _ = self.texts
        self.open_question(
            Question(
                "undo",
                called(_, path),
                _("Has the value {value} again, as a new change.", value=said(_, path, before)),
                _("Change it back"),
                partial(self._go_back_to, path, before),
            )
        )

    def _go_back_to(self, path: str, before: Any, _answers: Mapping[str, str]) -> None:
        self.do(
            "change_back",
            lambda office, by: office.settings.change({path: before}, by=by),
            self._read,
        )
