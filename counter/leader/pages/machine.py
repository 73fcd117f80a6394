"""This computer's own settings by form: what is in its `config.toml`.

The file is read and written in a lane, and so is all that asks a printer, a loudspeaker or another
database: none of it is the GUI thread's to wait for.
"""

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from core.domain.roles import Deed
from core.errors import N_, MonitorSilent, QueueError
from core.machine.address import shown_address
from core.machine.config import default_database, settings_file
from core.machine.config_file import Plain
from core.printing.port import STATE_WORDS, PrinterState
from core.qt.look.language import Texts
from core.qt.office_link.tasks import Job, Lane
from core.qt.widgets import Card
from counter.leader.ask import AskCard, Question, Written
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.machine import trying
from counter.leader.machine.draft import MachineDraft
from counter.leader.machine.form import MachineForm
from counter.leader.machine.trying import Surroundings
from counter.leader.machine.words import (
    DATABASE,
    DIAGONAL,
    FOLDER,
    OFFICE,
    WAY,
    WINDOW,
    WINDOW_WORDS,
    called,
    said,
    windows_to_restart,
)
from counter.leader.pages.page import LeaderPage
from counter.leader.settings.save_bar import SaveBar

T = TypeVar("T")
ASKED = ("database", "save")  # what is under way while its question stands
LEAVE_S = 1.0  # for a printer that hangs while the window closes
SAVED = N_("The settings of this computer are saved.")
SPOKEN = N_("A call was played. Who heard nothing looks at the loudspeakers and their volume.")
TRIED = N_("It was tried, and it answers. It counts once it is saved.")


class MachinePage(LeaderPage):
    """The form, and in its place what is asked before something is written."""

    ask: AskCard

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self._file = settings_file()
        self._lane: Lane | None = None
        self._draft: MachineDraft | None = None
        self._form: MachineForm | None = None
        self._language = ""
        self._around = Surroundings()
        self._printer_state: PrinterState | None = None
        self._folder_state = ""
        self._restart: list[str] = []
        self._doing = ""
        self._asked: dict[str, Job[Any]] = {}
        self._card = Card()
        self.ask = AskCard(presenter, texts)
        self.ask.left.connect(self.refresh)
        self._parts = QStackedWidget()
        self._parts.addWidget(self._card)
        self._parts.addWidget(self.ask)
        self.box.addWidget(self._parts, 1)
        self.bar = SaveBar(texts)
        self.bar.discard.activated.connect(self._discard)
        self.bar.save.activated.connect(self._ask_save)
        self.box.addWidget(self.bar)
        presenter.left.connect(self._forget)

    def close_lane(self) -> None:
        """End what is under way, with the window."""
        if self._lane is not None:
            self._lane.close(LEAVE_S)
            self._lane = None

    # --- showing

    def begin(self) -> None:
        self.ask.close_question()
        if self._draft is None:
            self._do("", partial(trying.read, self._file), self._have)

    def _have(self, plain: Plain) -> None:
        """Begin with what the file says."""
        self._draft = MachineDraft(plain)
        self._build()
        self.look_around()
        self._look_at_folder()

    def _build(self) -> None:
        if self._form is not None:
            self._card.content.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if self._draft is not None:
            form = self._form = MachineForm(self._draft, self.texts)
            form.edited.connect(self.note)
            form.database_wanted.connect(self.ask_database)
            form.scan.activated.connect(self.look_around)
            form.print.activated.connect(self.print_page)
            form.measure.activated.connect(self.measure)
            form.speak.activated.connect(self.speak)
            form.offer_printers(self._around)
            self._card.content.addWidget(form)
        self._language = self.texts.code

    def _forget(self) -> None:
        """Leave nobody's changes to the next."""
        self._draft = None
        self._restart = []
        self._build()
        self.ask.close_question()

    def go_back(self) -> bool:
        if self.ask.is_open:
            self.ask.leave()
            return True
        return False

    def holds_changes(self) -> str:
        changes = {} if self._draft is None else self._draft.changes
        return ", ".join(called(self.texts, path) for path in changes)

    def spoken(self) -> list[str]:
        """Say nothing before the file is read: what Orca 43 hears while a form comes is lost."""
        return [] if self._form is None else super().spoken()

    def facts(self) -> list[str]:
        return [*([] if self._form is None else self._form.facts()), *self.bar.facts()]

    @Slot()
    def refresh(self) -> None:
        _, may = self.texts, self.presenter.may(Deed.MANAGE_DEVICES)
        super().refresh()
        self.set_title(_("This computer"), _brief(self._file))
        if self._form is not None and self._language != _.code:
            self._build()
        self._parts.setCurrentWidget(self.ask if self.ask.is_open else self._card)
        self.refusal.setVisible(not self.refusal.isHidden() and not self.ask.is_open)
        self.ask.refresh()
        if self._doing in ASKED:
            self.ask.confirm.set_busy(_("One moment…"))
        self._show_bar(may=may)
        form = self._form
        if form is None:
            return
        form.setEnabled(may)
        form.follow()
        form.printer_state.setText(self._printer_words())
        form.folder_state.setText(_(self._folder_state) if self._folder_state else "")
        form.copy_state.setText(self._copy_words())
        for name, button in (("scan", form.scan), ("print", form.print), ("speak", form.speak)):
            button.set_busy(_("One moment…") if self._doing == name else None)

    def _printer_words(self) -> str:
        _ = self.texts
        if self._printer_state is None:
            return ""
        return _("It says: {state}", state=_(STATE_WORDS[self._printer_state]))

    def _copy_words(self) -> str:
        _, look = self.texts, self.presenter.look
        if look is None or look.copied is None:
            return _("No good copy of this database is known.")
        at = look.settings.local(look.copied.at)
        return _(
            "The last good copy: {day} {time}, {path}",
            day=_.day(at.date()),
            time=_.clock(at),
            path=look.copied.path,
        )

    def _show_bar(self, *, may: bool) -> None:
        _, draft = self.texts, self._draft
        changes = {} if draft is None else draft.changes
        problems = {} if draft is None else draft.problems
        wrong = [(called(_, path), problem) for path, problem in problems.items()]
        windows = "" if changes else ", ".join(_(WINDOW_WORDS[each]) for each in self._restart)
        self.bar.setVisible(not self.ask.is_open)
        self.bar.show_draft(
            len(changes),
            wrong,
            only_looks=""
            if may
            else _("Leaders and technicians change this computer; you may look."),
            told=_("Close and open again on this computer: {windows}", windows=windows)
            if windows
            else "",
        )

    @Slot(str)
    def note(self, path: str) -> None:
        """Show what a field has changed."""
        if path == WAY:
            self._printer_state = None
            self._ask_printer()
        elif path == FOLDER:
            self._look_at_folder()
        self.refresh()

    # --- what takes time

    def _do(self, name: str, work: Callable[[], T], on_done: Callable[[T], object]) -> Job[T]:
        """Have `work` done in the lane; `name` is the button that waits for it, "" for none."""
        if self._lane is None:
            self._lane = Lane("machine", self)
        self._doing = name or self._doing

        def done(result: T) -> None:
            self._doing = "" if self._doing == name else self._doing
            on_done(result)
            self.refresh()

        def refused(error: QueueError) -> None:
            self._doing = "" if self._doing == name else self._doing
            self.presenter.actions.refuse(error)

        job = self._lane.submit(work, done, refused)
        self.refresh()
        return job

    def _ask_anew(self, what: str, work: Callable[[], T], on_done: Callable[[T], object]) -> None:
        """Have something looked up; an earlier answer to the same is not waited for any more."""
        if (before := self._asked.get(what)) is not None:
            before.cancel()
        self._asked[what] = self._do("", work, on_done)

    @Slot()
    def look_around(self) -> None:
        """Look for printers, and at the monitor; then ask the printer that is chosen."""

        def found(around: Surroundings) -> None:
            self._around = around
            if self._form is not None:
                self._form.offer_printers(around)
                self._form.follow()
            self._ask_printer()

        self._do("scan", trying.look_around, found)

    def _ask_printer(self) -> None:
        draft = self._draft
        if draft is None or draft.problems or draft.value(WAY) in {"none", "pdf"}:
            return
        self._ask_anew("printer", partial(trying.ask_printer, draft.config), self._printer_is)

    def _printer_is(self, state: PrinterState) -> None:
        self._printer_state = state

    @Slot()
    def print_page(self) -> None:
        """Print a test page on the printer that is chosen, saved or not."""
        draft = self._draft
        if draft is None or draft.problems or self._doing == "print":
            return
        self.presenter.actions.dismiss()
        self._do("print", partial(trying.print_page, draft.config), self._printer_is)

    @Slot()
    def speak(self) -> None:
        """Say a call with the voice that is chosen, saved or not."""
        draft = self._draft
        if draft is None or draft.problems or self._doing == "speak":
            return
        self.presenter.actions.dismiss()
        work = partial(trying.speak, draft.config)
        self._do("speak", work, lambda _nothing: self.presenter.actions.tell(SPOKEN))

    @Slot()
    def measure(self) -> None:
        """Take the size that the monitor tells."""
        if self._draft is not None and self._around.diagonal_in is not None:
            self._draft.put(DIAGONAL, self._around.diagonal_in)
            self.note(DIAGONAL)
        else:
            self.presenter.actions.refuse(MonitorSilent())

    def _look_at_folder(self) -> None:
        if self._draft is None:
            return
        folder = str(self._draft.value(FOLDER))

        def state(words: str) -> None:
            self._folder_state = words

        self._ask_anew("folder", partial(trying.folder_state, folder), state)

    # --- another database

    @Slot()
    def ask_database(self) -> None:
        draft, _ = self._draft, self.texts
        if draft is None:
            return
        self.presenter.actions.dismiss()
        address = str(draft.value(DATABASE))
        self.ask.open(
            Question(
                "database-fill",
                _("Where is the office kept?"),
                _(
                    "Now: {where}. The address of a PostgreSQL server is "
                    "postgresql://USER:PASSWORD@HOST/NAME; leave it empty to keep the database "
                    "and change only the office.",
                    where=shown_address(address or default_database()),
                ),
                _("Try it"),
                self._try_database,
                (
                    Written("address", _("Address"), longest=1000),
                    Written("office", _("Office"), str(draft.value(OFFICE)), longest=200),
                ),
            )
        )
        self.refresh()

    def _try_database(self, answers: Mapping[str, str]) -> None:
        draft = self._draft
        if draft is None or self._doing == "database":
            return
        address, office = answers["address"] or str(draft.value(DATABASE)), answers["office"]

        def answered(_nothing: None) -> None:
            if not self.ask.is_open:  # left meanwhile
                return
            draft.put(DATABASE, address)
            draft.put(OFFICE, office)
            self.ask.close_question()
            self.presenter.actions.tell(TRIED)

        timeout_s = 5.0 if draft.problems else draft.config.timeout_s
        self._do("database", partial(trying.try_database, address, office, timeout_s), answered)

    # --- saving

    @Slot()
    def _ask_save(self) -> None:
        draft, _ = self._draft, self.texts
        if draft is None or not draft.changes or draft.problems:
            return
        told = [
            _(
                "{name}: {before} → {after}",
                name=called(_, path),
                before=said(_, path, draft.before(path)),
                after=said(_, path, draft.value(path)),
            )
            for path in draft.changes
        ]
        windows = ", ".join(_(WINDOW_WORDS[each]) for each in self._readers(draft))
        if windows:
            told.append(_("To be closed and opened again afterwards: {windows}", windows=windows))
        self.presenter.actions.dismiss()
        question = Question(
            "save-fill",
            _("Save these settings of this computer?"),
            "\n".join(told),
            _("Save"),
            self._save,
        )
        self.ask.open(question)
        self.refresh()

    @staticmethod
    def _readers(draft: MachineDraft) -> list[str]:
        before, after = str(draft.before(WINDOW)), str(draft.value(WINDOW))
        return windows_to_restart(tuple(draft.changes), before, after)

    def _save(self, _answers: Mapping[str, str]) -> None:
        draft = self._draft
        may = self.presenter.may(Deed.MANAGE_DEVICES)
        if draft is None or not may or self._doing == "save":
            return
        readers = self._readers(draft)

        def saved(plain: Plain) -> None:
            self._restart = [each for each in WINDOW_WORDS if each in {*self._restart, *readers}]
            self.ask.close_question()
            self._draft = MachineDraft(plain)
            self._build()
            self.presenter.actions.tell(SAVED)

        self._do("save", partial(trying.write, self._file, draft.changes), saved)

    @Slot()
    def _discard(self) -> None:
        if self._draft is not None:
            self._draft.discard()
            self.presenter.actions.dismiss()
            self.refresh()


def _brief(file: Path) -> str:
    """Return a path as a shell takes it, the person's own folder as `~` where shells know that."""
    home = Path.home()
    if os.name == "posix" and file.is_relative_to(home):
        return f"~/{file.relative_to(home)}"
    return str(file)
