"""Help (F1): the keys of the page one was on, in words; to be searched, and printed as one sheet.

It only reads `core.keys`, the table that the buttons have their keys from.
"""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from core.errors import QueueError
from core.keys import (
    BEFORE,
    BEFORE_UNTIL,
    DEFAULTS,
    GROUPS,
    PAGES,
    USES,
    DeskPage,
    KeyAction,
    KeyGroup,
    Keys,
    Use,
    uses_on,
)
from core.language import Language
from core.machine.config import APP, data_dir
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.office_link.tasks import Lane
from core.qt.widgets import ActionButton, Card, FitLabel, Icon, KeyCap, NoticeCard, RuleLine
from counter.decisions.presenter import CounterPresenter
from counter.panels.frames import Row, ScrollColumn, Strip, say

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = "turnos-teclas.pdf"
MARGINS = (24, 18, 24, 18)
NARROW_MARGINS = (12, 12, 12, 12)
SEARCH = 220
KEY = 92
SHORT_ROW = 390
COLUMNS = (KeyGroup.TICKETS, KeyGroup.WITHOUT, KeyGroup.WINDOW)
BELOW = {KeyGroup.ANSWERS: KeyGroup.WITHOUT}  # it stands in the column of another group


def plain(text: str) -> str:
    """Return `text` as it is searched: without capitals and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the help as it is read: the key, what it does, a note, the key it had before."""

    key: str
    word: str
    note: str
    before: str

    def has(self, wanted: str) -> bool:
        """Whether each word of `wanted`, which is plain, is found in it."""
        said = plain(f"{self.key} {self.word} {self.note} {self.before}")
        return all(each in said for each in wanted.split())


class KeyRow(Strip):
    """One key, and what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, parent=parent)
        self._rule = RuleLine()
        self._key = KeyCap("")
        self._word = FitLabel("", TypeRole.LABEL)
        self._note = FitLabel("", TypeRole.BODY, "ink2")
        self._before = FitLabel("", TypeRole.LEAST, "ink2", align="right", wrap=False)
        keys = self._keys = Strip(gap=2)
        keys.box.addWidget(self._key, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        words = Strip(gap=0)
        words.box.addWidget(self._word)
        words.box.addWidget(self._note)
        row = Strip(across=True, gap=12, narrow_gap=8)
        row.box.addWidget(keys)
        row.box.addWidget(words, 1)
        row.box.addWidget(self._before)
        self._beside = row.box
        self.box.addWidget(self._rule)
        self.box.addWidget(row)

    def show_entry(self, entry: Entry) -> None:
        self._key.setText(entry.key)
        self._word.setText(entry.word)
        self._note.setText(entry.note)
        self._note.setVisible(bool(entry.note))
        self._before.setText(entry.before)
        self._before.setVisible(bool(entry.before))
        self.setAccessibleName(f"{entry.key}: {entry.word}")
        self.setAccessibleDescription(", ".join(filter(None, (entry.note, entry.before))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the former key below the present one where a row is short."""
        super().resizeEvent(event)
        box = self._keys.box if self.width() < self.theme.px(SHORT_ROW) else self._beside
        if box.indexOf(self._before) < 0:
            box.addWidget(self._before)

    def restyle(self) -> None:
        super().restyle()
        self._keys.setMinimumWidth(self.theme.px(KEY))


class Keyed(Strip):
    """The rows of one group below its name."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        self._name = FitLabel("", TypeRole.TITLE)
        head = Strip(across=True, gap=10)
        head.box.addWidget(Icon(icon, "sea_edge"))
        head.box.addWidget(self._name, 1)
        self.box.addWidget(head)
        self.rows: list[KeyRow] = []

    def show_entries(self, name: str, entries: list[Entry]) -> None:
        """Show `entries`; nothing at all where there are none."""
        self._name.setText(name)
        while len(self.rows) < len(entries):
            row = KeyRow()
            self.rows.append(row)
            self.box.addWidget(row)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(entries))
            if number < len(entries):
                row.show_entry(entries[number])
        self.setVisible(bool(entries))


class FirstKey(Card):
    """The page's one thing to do next, drawn as its button. It is read, not pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="sea", parent=parent)
        self._word = FitLabel("", TypeRole.HEADING, "on_sea", weight=Weight.BOLD)
        self._note = FitLabel("", TypeRole.BODY, "on_sea")
        self._key = KeyCap("", "on_sea", role=TypeRole.HEADING)
        words = Strip(gap=2)
        words.box.addWidget(self._word)
        words.box.addWidget(self._note)
        row = Strip(across=True)
        row.box.addWidget(words, 1)
        row.box.addWidget(self._key)
        self.content.addWidget(row)

    def show_entry(self, entry: Entry) -> None:
        self._word.setText(entry.word)
        self._note.setText(entry.note)
        self._note.setVisible(bool(entry.note))
        self._key.setText(entry.key)
        self.setAccessibleName(f"{entry.key}: {entry.word}")
        self.setAccessibleDescription(entry.note)


class HelpPage(Strip):
    """The keys of `page`. What is searched is found on the other pages too."""

    closing = Signal()

    def __init__(self, presenter: CounterPresenter, texts: Texts, keys: Keys) -> None:
        super().__init__(gap=12, margins=MARGINS, narrow_margins=NARROW_MARGINS)
        self._presenter = presenter
        self._texts = texts
        self._keys = keys
        self._lane: Lane | None = None
        self._sheet: Path | QueueError | None = None
        self.open_file: Callable[[QUrl], object] = QDesktopServices.openUrl
        self.page = DeskPage.FREE
        self._heading = FitLabel("", TypeRole.HEADING)
        self._about = FitLabel("", TypeRole.BODY, "ink2")
        self.search = QLineEdit()
        self.search.textChanged.connect(self.refresh)
        self.print = ActionButton("", "print-fill", key=DEFAULTS[KeyAction.PRINT])
        self.print.activated.connect(self._print)
        self.close_it = ActionButton("", "close", key=DEFAULTS[KeyAction.BACK])
        self.close_it.activated.connect(self.closing)
        self.first = FirstKey()
        self.nothing = NoticeCard("plain", "search", role=TypeRole.BODY)
        self.printed = NoticeCard("palm", "print-fill", role=TypeRole.BODY)
        self.changed = NoticeCard("plain", "info-fill", role=TypeRole.LABEL)
        self.elsewhere = Keyed("search")
        self._groups = {group: Keyed(icon) for group, (_, icon) in GROUPS.items()}
        self._columns: dict[KeyGroup, Card] = {}
        self._version = FitLabel("", TypeRole.LEAST, "ink2")
        self._build()

    def _build(self) -> None:
        words = Strip(gap=0)
        words.box.addWidget(self._heading)
        words.box.addWidget(self._about)
        head = Row(columns=(1, 1, 2))
        head.add(words, 1)
        for part in (self.search, self.print, self.close_it):
            head.add(part)
        reach = ScrollColumn()
        columns = Row(columns=(1,))
        for group in COLUMNS:
            card = self._columns[group] = Card()
            card.content.addWidget(self._groups[group])
            for below in (each for each, above in BELOW.items() if above is group):
                card.content.addWidget(self._groups[below])
            card.content.addStretch()
            columns.add(card, 1)
        window = self._columns[KeyGroup.WINDOW].content
        window.insertWidget(window.count() - 1, self.changed)
        window.addWidget(self._version)
        for line in (self.first, self.printed, self.nothing, columns, self.elsewhere):
            reach.inner.box.addWidget(line)
        reach.inner.box.addStretch()
        self.box.addWidget(head)
        self.box.addWidget(reach, 1)

    def restyle(self) -> None:
        super().restyle()
        self.search.setMinimumWidth(0 if self.is_narrow else self.theme.px(SEARCH))

    def open(self, page: DeskPage) -> None:
        """Begin anew with the keys of `page`."""
        self.page = page
        self._sheet = None
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was searched: Orca 43 says no field whose caret moves as it comes.

        The keys are not shown anew for it: Orca would say them all as the help goes.
        """
        super().hideEvent(event)
        if not event.spontaneous() and self.search.text():
            with QSignalBlocker(self.search):
                self.search.clear()

    def begin(self) -> None:
        """Take the keyboard: what is typed is searched."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Stop printing."""
        if self._lane is not None:
            self._lane.close()

    @Slot()
    def refresh(self) -> None:
        """Show everything anew."""
        _, wanted = self._texts, plain(self.search.text()).strip()
        self._heading.setText(_("Keys of this page"))
        self._about.setText(_(PAGES[self.page]))
        self.search.setPlaceholderText(_("Find a key"))
        self.search.setAccessibleName(_("Find a key"))
        say(self.print, _("Print"))
        say(self.close_it, _("Close"))
        here = uses_on(
            self.page,
            is_direct=self._presenter.is_direct,
            is_leading=self._presenter.may_announce,
        )
        first = [self._entry(each) for each in here if each.group is KeyGroup.FIRST]
        found = [each for each in first if each.has(wanted)]
        self.first.setVisible(bool(found))
        if found:
            self.first.show_entry(found[0])
        shown = len(found)
        for group, keyed in self._groups.items():
            entries = [self._entry(each) for each in here if each.group is group]
            entries = [each for each in entries if each.has(wanted)]
            keyed.show_entries(_(GROUPS[group][0]), entries)
            shown += len(entries)
        self._show_elsewhere(wanted, shown)
        self._say_keys()
        self._show_columns()
        self._show_sheet()
        from importlib.metadata import version  # noqa: PLC0415 - for this alone

        self._version.setText(_("turnos {version}", version=version(APP)))

    def _show_elsewhere(self, wanted: str, shown: int) -> None:
        _ = self._texts
        may_announce = self._presenter.may_announce
        known = [each for each in USES if may_announce or not each.is_leading]
        others = [each for each in known if self.page not in each.pages] if wanted else []
        entries = [self._entry(each, where=each.pages[0]) for each in others]
        entries = [each for each in entries if each.has(wanted)]
        self.elsewhere.show_entries(_("On other pages"), entries)
        self.nothing.setVisible(not shown and not entries)
        self.nothing.set_texts(_("No key has these words."))

    def _say_keys(self) -> None:
        """Have a screen reader say the keys with the field: there the keyboard is."""
        rows = [self.first, *(row for keyed in self._shown_groups() for row in keyed.rows)]
        keys = [each.accessibleName() for each in rows if not each.isHidden()]
        if not self.nothing.isHidden():
            keys = [self.nothing.accessibleName()]
        said = [] if self.search.text().strip() else [self._heading.text(), self._about.text()]
        self.search.setAccessibleDescription(". ".join([*said, *keys]))

    def _shown_groups(self) -> "list[Keyed]":
        groups = [*self._groups.values(), self.elsewhere]
        return [each for each in groups if not each.isHidden()]

    def _show_columns(self) -> None:
        _, today = self._texts, self._presenter.local_now
        is_new = today is None or today.date() <= BEFORE_UNTIL
        is_searching = bool(self.search.text().strip())
        self.changed.setVisible(is_new and not is_searching)
        self.changed.set_texts(
            _("Some keys have changed"),
            _("The key of before is shown until {day}.", day=_.date(BEFORE_UNTIL)),
        )
        for group, card in self._columns.items():
            parts = [
                self._groups[group],
                *(self._groups[e] for e, at in BELOW.items() if at is group),
            ]
            card.setVisible(any(not each.isHidden() for each in parts))

    def _entry(self, use: Use, *, where: DeskPage | None = None) -> Entry:
        _, today = self._texts, self._presenter.local_now
        before = BEFORE.get(use.action, "")
        if today is not None and today.date() > BEFORE_UNTIL:
            before = ""
        return Entry(
            self._keys.of(use.action),
            _(use.word),
            _(use.note) if where is None and use.note else "" if where is None else _(PAGES[where]),
            _("before: {key}", key=before) if before else "",
        )

    # --- the sheet

    @Slot()
    def _print(self) -> None:
        if self._lane is None:
            self._lane = Lane("key-sheet", self)
        language, keys, path = Language.load(self._texts.code), self._keys, data_dir() / SHEET

        def write() -> Path:
            from core.printing.printers.key_sheet import (  # noqa: PLC0415 - for this alone
                write_sheet,
            )

            return write_sheet(path, language, keys)

        self._lane.submit(write, self._written, self._refused)

    def _written(self, path: Path) -> None:
        self._sheet = path
        self.open_file(QUrl.fromLocalFile(str(path)))
        self._show_sheet()
        self.printed.announce()

    def _refused(self, error: QueueError) -> None:
        self._sheet = error
        self._show_sheet()
        self.printed.announce()

    def _show_sheet(self) -> None:
        _, sheet = self._texts, self._sheet
        self.printed.setVisible(sheet is not None)
        if isinstance(sheet, QueueError):
            self.printed.set_look("coral", "error-fill")
            self.printed.set_texts(_.sentence(sheet))
        elif sheet is not None:
            self.printed.set_look("palm", "print-fill")
            self.printed.set_texts(
                _("The sheet is open to be printed; it is kept in {path}", path=sheet)
            )
