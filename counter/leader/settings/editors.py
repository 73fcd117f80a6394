"""Editors: what a value of the settings is changed by, one for each kind of value."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTime, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QSpinBox, QTimeEdit, QWidget

from core.domain.schema import Setting, SettingKind
from core.language import OWN_NAMES
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonRole, ButtonSize, FitLabel
from core.setting_words import CHOICES, UNITS
from counter.leader.turning import TurningRow
from counter.panels.choices import Choices
from counter.panels.frames import Strip, say

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT = 110
TIME_SHOWN = "HH:mm"
TYPED = (-9_999, 99_999)


class Editor(Strip):
    """What a value is changed with. `edited`: somebody changed it; `value` is what it is then."""

    edited = Signal()

    @property
    def value(self) -> Any:
        """What it holds, as the document has it; override."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Hold `value`, without saying that it was edited; override."""
        raise NotImplementedError

    def name(self, label: str, help_: str) -> None:
        """Say to a screen reader what is changed; override."""
        raise NotImplementedError

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark it, besides the sentence."""


class LineEditor(Editor):
    """A line of text, of at most `longest` characters if that is given."""

    def __init__(self, longest: int | None) -> None:
        super().__init__(across=True, gap=10)
        self.edit = QLineEdit()
        if longest is not None:
            self.edit.setMaxLength(longest)
        self.edit.textEdited.connect(self.edited)
        self.box.addWidget(self.edit, 1)

    @property
    def value(self) -> Any:
        return self.edit.text()

    def show_value(self, value: Any) -> None:
        text = "" if value is None else str(value)
        if self.edit.text() != text:
            self.edit.setText(text)

    def name(self, label: str, help_: str) -> None:
        self.edit.setAccessibleName(label)
        self.edit.setAccessibleDescription(help_)

    def set_wrong(self, *, wrong: bool) -> None:
        mark_wrong(self.edit, wrong=wrong)


class NumberEditor(Editor):
    """A number with its unit; arrows and the wheel's absence keep it in its range."""

    def __init__(self, setting: Setting, unit: str) -> None:
        super().__init__(across=True, gap=10)
        self.edit = QSpinBox()
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        assert setting.range is not None  # every number has one
        self.edit.setRange(*TYPED)  # what is out of its range is told, not changed in silence
        self.edit.valueChanged.connect(self.edited)
        self.less = ActionButton("", "remove", size=ButtonSize.SMALL, is_quick=True)
        self.more = ActionButton("", "add", size=ButtonSize.SMALL, is_quick=True)
        self.less.activated.connect(self.edit.stepDown)
        self.more.activated.connect(self.edit.stepUp)
        self._unit = FitLabel(unit, TypeRole.BODY, wrap=False)
        steps = Strip(across=True, gap=10)
        row = self.row = TurningRow(gap=10)
        for part in (self.less, self.edit, self.more):
            steps.box.addWidget(part)
        row.box.addWidget(steps)
        row.box.addWidget(self._unit)
        self._unit.setVisible(bool(unit))
        self.box.addWidget(row)
        self.box.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self.edit.setFixedWidth(self.theme.px(SHORT))

    @property
    def value(self) -> int:
        return self.edit.value()

    def show_value(self, value: Any) -> None:
        if self.edit.value() != value:
            self.edit.blockSignals(True)
            self.edit.setValue(int(value))
            self.edit.blockSignals(False)

    def name(self, label: str, help_: str) -> None:
        unit = self._unit.text()
        self.edit.setAccessibleName(f"{label}, {unit}" if unit else label)  # unsaid: joined
        self.edit.setAccessibleDescription(help_)
        self.less.setAccessibleName(f"{label} −")  # unsaid: a sign
        self.more.setAccessibleName(f"{label} +")  # unsaid: a sign

    def set_wrong(self, *, wrong: bool) -> None:
        mark_wrong(self.edit, wrong=wrong)


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, _: Texts) -> None:
        super().__init__(across=True, gap=0)
        self._texts = _
        self.button = ActionButton(role=ButtonRole.CHECK, align="left")
        self.button.activated.connect(self._pressed)
        self.box.addWidget(self.button)
        self.box.addStretch(1)

    @Slot()
    def _pressed(self) -> None:
        self._say()
        self.edited.emit()

    @property
    def value(self) -> bool:
        return self.button.isChecked()

    def show_value(self, value: Any) -> None:
        self.button.setChecked(bool(value))
        self._say()

    def _say(self) -> None:
        _ = self._texts
        say(self.button, _("Yes") if self.button.isChecked() else _("No"))

    def name(self, label: str, help_: str) -> None:
        self.button.setAccessibleName(label)
        self.button.setAccessibleDescription(help_)


class ChoiceEditor(Editor):
    """One of several, each a word."""

    def __init__(self, setting: Setting, _: Texts) -> None:
        super().__init__(gap=0)
        assert setting.choices is not None
        words = CHOICES[setting.choices]
        self.choices = Choices(optional=False)
        self.choices.show_choices([(each.value, _(words[each])) for each in setting.choices])
        self.choices.chosen_changed.connect(self.edited)
        self.box.addWidget(self.choices)

    @property
    def value(self) -> str:
        return self.choices.chosen or ""

    def show_value(self, value: Any) -> None:
        if self.choices.chosen != value:
            self.choices.choose(str(value))

    def name(self, label: str, help_: str) -> None:
        self.choices.setAccessibleName(label)
        self.choices.setAccessibleDescription(help_)


class TimeEdit(QTimeEdit):
    """Hours and minutes, one stop of Tab: the minutes are come to by typing, or by an arrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat(TIME_SHOWN)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QWidget.focusNextPrevChild(self, forward)

    @property
    def text_of(self) -> str:
        """The time as the settings' document has it."""
        return self.time().toString(TIME_SHOWN)

    def show_text(self, text: str) -> None:
        """Show a time of the document, without saying that it was edited."""
        self.blockSignals(True)
        self.setTime(QTime.fromString(text[:5], TIME_SHOWN))
        self.blockSignals(False)


class TimeEditor(Editor):
    """A time of the day."""

    def __init__(self) -> None:
        super().__init__(across=True, gap=0)
        self.edit = TimeEdit()
        self.edit.timeChanged.connect(self.edited)
        self.box.addWidget(self.edit)
        self.box.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self.edit.setFixedWidth(self.theme.px(SHORT))

    @property
    def value(self) -> str:
        return self.edit.text_of

    def show_value(self, value: Any) -> None:
        if self.value != value:
            self.edit.show_text(str(value))

    def name(self, label: str, help_: str) -> None:
        self.edit.setAccessibleName(label)
        self.edit.setAccessibleDescription(help_)

    def set_wrong(self, *, wrong: bool) -> None:
        mark_wrong(self.edit, wrong=wrong)


class TextsEditor(Editor):
    """A text for each language; one that is empty is left out."""

    def __init__(self, setting: Setting, languages: tuple[str, ...]) -> None:
        super().__init__(gap=6)
        self.edits: dict[str, QLineEdit] = {}
        for code in languages:
            row = Strip(across=True, gap=10)
            word = FitLabel(OWN_NAMES.get(code, code), TypeRole.LEAST, tone="ink2", wrap=False)
            edit = self.edits[code] = QLineEdit()
            if setting.text is not None:
                edit.setMaxLength(setting.text.longest)
            edit.textEdited.connect(self.edited)
            row.box.addWidget(word, 1)
            row.box.addWidget(edit, 5)
            self.box.addWidget(row)
        self._more: dict[str, str] = {}

    @property
    def value(self) -> dict[str, str]:
        written = {code: edit.text() for code, edit in self.edits.items() if edit.text()}
        return {**self._more, **written}

    def show_value(self, value: Any) -> None:
        texts = value or {}
        # Languages that this office does not speak now keep their texts.
        self._more = {code: text for code, text in texts.items() if code not in self.edits}
        for code, edit in self.edits.items():
            if edit.text() != texts.get(code, ""):
                edit.setText(texts.get(code, ""))

    def name(self, label: str, help_: str) -> None:
        for code, edit in self.edits.items():
            edit.setAccessibleName(f"{label}, {OWN_NAMES.get(code, code)}")  # unsaid: joined
            edit.setAccessibleDescription(help_)

    def set_wrong(self, *, wrong: bool) -> None:
        for edit in self.edits.values():
            mark_wrong(edit, wrong=wrong)


class SeveralEditor(Editor):
    """Some of several, in the order in which they are offered."""

    def __init__(self, known: tuple[tuple[str, str], ...]) -> None:
        super().__init__(across=True, gap=0)
        self.buttons: dict[str, ActionButton] = {}
        row = TurningRow(gap=8)
        for key, word in known:
            button = self.buttons[key] = ActionButton(
                word, role=ButtonRole.SWITCH, size=ButtonSize.SMALL
            )
            button.activated.connect(self.edited)
            row.box.addWidget(button)
        self.box.addWidget(row)
        self.box.addStretch(1)

    @property
    def value(self) -> list[str]:
        return [key for key, button in self.buttons.items() if button.isChecked()]

    def show_value(self, value: Any) -> None:
        for key, button in self.buttons.items():
            button.setChecked(key in (value or ()))

    def name(self, label: str, help_: str) -> None:
        for button in self.buttons.values():
            button.setAccessibleName(f"{label}: {button.text()}")  # unsaid: joined
            button.setAccessibleDescription(help_)


class ListEditor(Editor):
    """Entries in their order: written, moved up, taken out, added."""

    def __init__(self, setting: Setting, languages: tuple[str, ...], _: Texts) -> None:
        super().__init__(gap=8)
        self._setting = setting
        self._languages = languages
        self._texts = _
        self._label = self._help = ""
        self._rows: list[tuple[Strip, Editor]] = []
        self._list = Strip(gap=8)
        self.add = ActionButton(_("Add"), "add", size=ButtonSize.SMALL)
        self.add.activated.connect(self._add)
        self.box.addWidget(self._list)
        foot = Strip(across=True)
        foot.box.addWidget(self.add)
        foot.box.addStretch(1)
        self.box.addWidget(foot)

    @property
    def value(self) -> list[Any]:
        return [editor.value for _, editor in self._rows]

    def show_value(self, value: Any) -> None:
        entries = list(value or ())
        if self.value == entries:
            return
        while len(self._rows) < len(entries):
            self._make_row()
        while len(self._rows) > len(entries):
            row, _editor = self._rows.pop()
            row.hide()
            row.deleteLater()
        for (_row, editor), each in zip(self._rows, entries, strict=True):
            editor.show_value(each)
        self._name_rows()

    def _make_row(self) -> Editor:
        _, number = self._texts, len(self._rows)
        setting = self._setting
        editor: Editor = (
            TextsEditor(setting, self._languages) if setting.of_texts else _line(setting)
        )
        editor.edited.connect(self.edited)
        row = Strip(across=True, gap=8)
        row.box.addWidget(editor, 1)
        deeds: tuple[tuple[str, str, Callable[[int], None]], ...] = (
            ("arrow_upward", _("Move up"), self._move_up),
            ("delete-fill", _("Take out"), self._take_out),
        )
        for icon, word, do in deeds:
            button = ActionButton("", icon, size=ButtonSize.SMALL)
            button.setAccessibleName(word)
            button.setToolTip(word)
            button.activated.connect(partial(do, number))
            row.box.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.append((row, editor))
        self._list.box.addWidget(row)
        return editor

    @Slot()
    def _add(self) -> None:
        editor = self._make_row()
        self._name_rows()
        self.edited.emit()
        first = editor.findChild(QLineEdit)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move_up(self, number: int) -> None:
        value = self.value
        if number:
            value[number - 1], value[number] = value[number], value[number - 1]
            self.show_value(value)
            self.edited.emit()

    def _take_out(self, number: int) -> None:
        value = self.value
        del value[number]
        self.show_value(value)
        self.edited.emit()

    def name(self, label: str, help_: str) -> None:
        self._label, self._help = label, help_
        self.add.setAccessibleName(f"{label}: {self.add.text()}")  # unsaid: joined
        self._name_rows()

    def _name_rows(self) -> None:
        for number, (_row, editor) in enumerate(self._rows, start=1):
            editor.name(f"{self._label} {number}", self._help)  # unsaid: joined


def editor_of(  # noqa: PLR0911 - a case a kind
    setting: Setting, languages: tuple[str, ...], _: Texts
) -> Editor:
    """Return what a setting is changed with; tables and weeks have pages of their own."""
    match setting.kind:
        case SettingKind.NUMBER:
            assert setting.range is not None
            unit = setting.range.unit
            return NumberEditor(setting, _(UNITS[unit]) if unit else "")
        case SettingKind.FLAG:
            return FlagEditor(_)
        case SettingKind.CHOICE:
            return ChoiceEditor(setting, _)
        case SettingKind.TIME:
            return TimeEditor()
        case SettingKind.TEXTS:
            return TextsEditor(setting, languages)
        case SettingKind.LIST if setting.text is None:
            return SeveralEditor(tuple((code, OWN_NAMES[code]) for code in setting.languages))
        case SettingKind.LIST:
            return ListEditor(setting, languages, _)
        case _:
            return _line(setting)


def _line(setting: Setting) -> LineEditor:
    limit = setting.text or setting.key
    return LineEditor(None if limit is None else limit.longest)


def mark_wrong(edit: QWidget, *, wrong: bool) -> None:
    """Give a field the edge of what is wrong, or take it away."""
    if bool(edit.property("wrong")) != wrong:
        edit.setProperty("wrong", wrong)
        edit.style().unpolish(edit)
        edit.style().polish(edit)
