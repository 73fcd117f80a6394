"""What this computer's settings are changed with, besides the editors of the office's settings."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog

from core.qt.look.language import Texts
from core.qt.widgets import ActionButton, ButtonSize
from counter.leader.machine.draft import MachineDraft
from counter.leader.machine.words import PLACE, QUEUE, SETTINGS, WAY
from counter.leader.settings.editors import Editor, LineEditor
from counter.leader.settings.fields import FormField
from counter.panels.choices import Choices
from counter.panels.frames import say

LONGEST = 1000
TOLD = ":"  # between a printer's kind and its place, in the key of a choice


class TypedEditor(LineEditor):
    """A line that is typed: a text, or a number of the type `kind`; nothing is no value.

    What is no number stays as it was typed: it is told, not lost.
    """

    def __init__(self, kind: type[str | int | float] = str) -> None:
        super().__init__(LONGEST)
        self._kind = kind

    @property
    def value(self) -> str | float:
        text = self.edit.text().strip()
        kind = int if self._kind is float and text.isdecimal() else self._kind
        try:
            return kind(text.replace(",", ".") if kind is float else text)
        except ValueError:
            return text

    def show_value(self, value: Any) -> None:
        if value == self.value and self.edit.text():  # "21," is on its way to 21,5
            return
        super().show_value(f"{value:g}" if isinstance(value, float) else value)


class FolderEditor(TypedEditor):
    """A folder, typed or chosen."""

    def __init__(self, _: Texts) -> None:
        super().__init__()
        self._texts = _
        self.choose = ActionButton(_("Choose…"), size=ButtonSize.SMALL)
        self.choose.activated.connect(self._open)
        self.box.addWidget(self.choose)

    def name(self, label: str, help_: str) -> None:
        super().name(label, help_)
        self.choose.setAccessibleName(f"{label}: {self.choose.text()}")  # unsaid: joined

    @Slot()
    def _open(self) -> None:
        dialog = QFileDialog(self, self._texts("Choose a folder"), str(self.value))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _chosen(self, folder: str) -> None:
        self.edit.setText(folder)
        self.edited.emit()


class OptionsEditor(Editor):
    """One of several values, each with its word."""

    def __init__(self, options: Sequence[tuple[Any, str]]) -> None:
        super().__init__(gap=0)
        self._values: dict[str, Any] = {}
        self.choices = Choices(optional=False)
        self.choices.chosen_changed.connect(self.edited)
        self.box.addWidget(self.choices)
        self.offer(options)

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer `options` (value, word); what was chosen stays so if it is still there."""
        self._values = {str(value): value for value, _ in options}
        self.choices.show_choices([(str(value), word) for value, word in options])

    @property
    def value(self) -> Any:
        return self._values.get(self.choices.chosen or "")

    def show_value(self, value: Any) -> None:
        if self.value != value:
            self.choices.choose(str(value))

    def name(self, label: str, help_: str) -> None:
        self.choices.setAccessibleName(label)
        self.choices.setAccessibleDescription(help_)


class ButtonEditor(Editor):
    """Something that is shown, and changed by a question.

    Signals:
        wanted: the question is to be asked.
    """

    wanted = Signal()

    def __init__(self, word: str) -> None:
        super().__init__(gap=0)
        self.button = ActionButton(word, "edit-fill", size=ButtonSize.SMALL, align="left")
        self.button.activated.connect(self.wanted)
        self.button.setMinimumWidth(1)  # an address is one long word: it may be broken
        self.box.addWidget(self.button)

    @property
    def value(self) -> Any:
        return None

    def show_value(self, value: Any) -> None:
        say(self.button, str(value))

    def name(self, label: str, help_: str) -> None:
        self.button.setAccessibleName(label)
        self.button.setAccessibleDescription(help_)


class PrinterField(FormField):
    """The printer: its kind, and with it its device or queue, chosen together."""

    def __init__(self, draft: MachineDraft, texts: Texts) -> None:
        self._machine = draft
        super().__init__(draft, texts, WAY, SETTINGS[WAY], OptionsEditor(()), is_wide=True)

    @Slot()
    def _edit(self) -> None:
        kind, _, place = str(self.editor.value).partition(TOLD)
        self._machine.put_way(kind, place)
        self.edited.emit(self.path)

    def shown_value(self) -> str:
        return way_of(self._machine)


def way_of(draft: MachineDraft) -> str:
    """Return the key of the choice that a draft's printer is."""
    kind = str(draft.value(WAY))
    place = {"file": PLACE, "queue": QUEUE}.get(kind)
    return kind if place is None else f"{kind}{TOLD}{draft.value(place)}"
