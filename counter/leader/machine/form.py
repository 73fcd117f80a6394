"""The form of this computer's settings: fields in groups, and beside them what may be tried."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.machine.address import shown_address
from core.machine.config import default_database
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonSize, FitLabel
from counter.leader.machine.draft import MachineDraft
from counter.leader.machine.fields import (
    TOLD,
    ButtonEditor,
    FolderEditor,
    OptionsEditor,
    PrinterField,
    TypedEditor,
    way_of,
)
from counter.leader.machine.trying import Surroundings
from counter.leader.machine.words import (
    DATABASE,
    DIAGONAL,
    DISTANCE,
    ENGINE,
    FOLDER,
    GROUPS,
    HOST,
    OFFICE,
    PLACE,
    SETTINGS,
    WAY,
    WAYS,
    WINDOW,
    Group,
    choices_of,
    matters,
)
from counter.leader.settings.editors import Editor, FlagEditor
from counter.leader.settings.fields import FormField
from counter.panels.frames import ScrollColumn, Strip

NUMBERS: Mapping[str, type[int | float]] = {
    "counter": int,
    "voice.rate_wpm": int,
    DIAGONAL: float,
    DISTANCE: float,
}


class MachineForm(ScrollColumn):
    """The fields, in groups; each field is there once, and shown where it matters.

    Signals:
        edited: the setting at this path is another one now.
        database_wanted: the question about the database is to be asked.
    """

    edited = Signal(str)
    database_wanted = Signal()

    def __init__(self, draft: MachineDraft, texts: Texts) -> None:
        super().__init__(gap=14)
        self._draft = draft
        self._texts = _ = texts
        self.fields: dict[str, FormField] = {}
        self._groups: list[tuple[Group, Strip]] = []
        self.scan = _small(_("Look for printers"), "search")
        self.print = _small(_("Print a test page"), "print-fill")
        self.measure = _small(_("Ask the monitor"), "search")
        self.speak = _small(_("Try the voice"), "volume_up-fill")
        self.printer_state = FitLabel("", TypeRole.LEAST, tone="ink2")
        self.folder_state = FitLabel("", TypeRole.LEAST, tone="ink2")
        self.copy_state = FitLabel("", TypeRole.LEAST, tone="ink2")
        printing = _row(self.scan, self.print)
        printing.box.insertWidget(2, self.printer_state, 1)
        copies = Strip(gap=2)
        copies.box.addWidget(self.folder_state)
        copies.box.addWidget(self.copy_state)
        feet = {
            "printer.paper_mm": printing,
            DISTANCE: _row(self.measure),
            "voice.clips": _row(self.speak),
            "copies.files": copies,
        }
        for group in GROUPS:
            strip = Strip(gap=10)
            strip.box.addWidget(FitLabel(_(group.title), TypeRole.TITLE))
            for path in group.paths:
                field = self._made(path)
                field.edited.connect(self.edited)
                self.fields[path] = field
                strip.box.addWidget(field)
                if path in feet:
                    strip.box.addWidget(feet[path])
            self._groups.append((group, strip))
            self.inner.box.addWidget(strip)
        self.inner.box.addStretch(1)

    def _made(self, path: str) -> FormField:
        _, draft = self._texts, self._draft
        if path == WAY:
            return PrinterField(draft, _)
        editor: Editor
        if path == DATABASE:
            editor = ButtonEditor("")
            editor.wanted.connect(self.database_wanted)
            return DatabaseField(draft, _, path, SETTINGS[path], editor)
        if choices := choices_of(_, path):
            editor = OptionsEditor(choices)
        elif path == "copies.files":
            editor = FlagEditor(_)
        elif path in {PLACE, FOLDER, "voice.clips"}:
            editor = FolderEditor(_)
        else:
            editor = TypedEditor(NUMBERS.get(path, str))
        is_wide = path in {WINDOW, ENGINE}
        return FormField(draft, _, path, SETTINGS[path], editor, is_wide=is_wide)

    def offer_printers(self, around: Surroundings) -> None:
        """Offer what was found, the ways of every computer, and what is chosen now."""
        _, draft = self._texts, self._draft
        options = {
            f"{each.kind}{TOLD}{each.place}": _(each.words, name=each.place)
            for each in around.printers
        }
        options |= {kind: _(WAYS[kind]) for kind in ("network", "pdf", "none")}
        now = way_of(draft)
        if now not in options:
            kind, _sign, place = now.partition(TOLD)
            printer = draft.plain.get("printer", {})
            words = _(
                WAYS.get(kind, place),
                vendor=printer.get("vendor_id", 0),
                product=printer.get("product_id", 0),
                port=printer.get("port_name", ""),
            )
            options = {now: place or words, **options}
        editor = self.fields[WAY].editor
        assert isinstance(editor, OptionsEditor)  # made above
        editor.offer(tuple(options.items()))

    def facts(self) -> list[str]:
        """Return what is to be heard of it beside its fields: how printer and copies are."""
        printer, state = self.fields[WAY].label_words, self.printer_state.text()
        printing = f"{printer}: {state}" if state else ""  # unsaid: joined
        said = {
            self.printer_state: printing,
            self.folder_state: self.folder_state.text(),
            self.copy_state: self.copy_state.text(),
        }
        return [words for label, words in said.items() if label.isVisibleTo(self)]

    def follow(self) -> None:
        """Show what the draft has, and what of it matters here."""
        draft = self._draft
        window, kind = str(draft.value(WINDOW)), draft.value(WAY)
        for group, strip in self._groups:
            is_any = False
            for path in group.paths:
                field = self.fields[path]
                when = matters(path, group, window) or draft.problem_at(path) is not None
                if path == HOST:
                    when = when and kind == "network"
                elif path == PLACE:
                    when = when and kind == "pdf"
                _show(field, when=when)
                is_any = is_any or when
                field.follow()
            _show(strip, when=is_any)
        fine = not draft.problems
        self.print.setEnabled(fine and kind != "none")
        self.speak.setEnabled(fine and draft.value(ENGINE) != "none")


class DatabaseField(FormField):
    """Where the office is kept, without the password; a question changes it."""

    def shown_value(self) -> str:
        address, office = self._draft.value(DATABASE), self._draft.value(OFFICE)
        where = shown_address(address or default_database())
        return f"{office}, {where}" if office else where  # unsaid: joined


def _small(word: str, icon: str) -> ActionButton:
    return ActionButton(word, icon, size=ButtonSize.SMALL)


def _row(*parts: ActionButton) -> Strip:
    row = Strip(across=True)
    for part in parts:
        row.box.addWidget(part)
    row.box.addStretch(1)
    return row


def _show(part: QWidget, *, when: bool) -> None:
    if part.isHidden() == when:  # one that is so already is not laid out again
        part.setVisible(when)
