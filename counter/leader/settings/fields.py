"""Fields of the settings, bound by path to the draft.

A field shows its label, what it does for people, its editor, a mark while it is not saved, what is
wrong, and at its end a button that brings the normal value back where it differs from it.
"""

from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from core.domain import schema
from core.errors import Words
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonSize, FitLabel, Icon, RuleLine
from core.setting_words import SETTINGS, SettingWords
from counter.leader.settings.draft import Draft
from counter.leader.settings.editors import Editor, ListEditor, TextsEditor, editor_of
from counter.leader.turning import TurningRow
from counter.panels.frames import Strip


class FieldsDraft(Protocol):
    """What is being changed, by paths."""

    def value(self, path: str) -> Any: ...
    def has_changed(self, path: str) -> bool: ...
    def differs(self, path: str) -> bool: ...
    def problem_at(self, path: str) -> Words | str | None: ...
    def put(self, path: str, value: Any) -> None: ...
    def revert(self, path: str) -> None: ...


class FormField(Strip):
    """What stands at a path, with all that is said of it. `edited`: it is another value now."""

    edited = Signal(str)

    def __init__(
        self,
        draft: FieldsDraft,
        texts: Texts,
        path: str,
        words: SettingWords,
        editor: Editor,
        *,
        is_wide: bool = False,
    ) -> None:
        """A wide editor stands below its words."""
        super().__init__(gap=6)
        self.path = path
        self._draft = draft
        self._texts = texts
        self._told = ""
        self.label_words = texts(words.label)
        self.editor = editor
        self._dot = Icon("edit-fill", "sea", size=18)
        self._dot.setAccessibleName(texts("not saved"))
        self._label = FitLabel(self.label_words, TypeRole.LABEL)
        self._help = FitLabel(texts(words.help), TypeRole.LEAST, tone="ink2")
        self.back = ActionButton("", "undo", size=ButtonSize.SMALL)
        tip = texts("{label}: back to the normal value", label=self.label_words)
        self.back.setAccessibleName(tip)
        self.back.setToolTip(tip)
        self.back.activated.connect(self._revert)
        self._problem_icon = Icon("error-fill", "coral", size=20)
        self._problem = FitLabel("", TypeRole.LEAST, tone="coral")
        self._build(is_wide=is_wide)
        self.editor.edited.connect(self._edit)
        self.follow()

    def _build(self, *, is_wide: bool) -> None:
        head = Strip(across=True, gap=6)
        head.box.addWidget(self._dot)
        head.box.addWidget(self._label, 1)
        words = Strip(gap=2)
        words.box.addWidget(head)
        words.box.addWidget(self._help)
        problem = self._problem_row = Strip(across=True, gap=6)
        problem.box.addWidget(self._problem_icon)
        problem.box.addWidget(self._problem, 1)
        row = TurningRow(turns=True)
        row.box.addWidget(words, 1)
        if is_wide:
            row.box.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
            self.box.addWidget(row)
            self.box.addWidget(self.editor)
        else:
            row.box.addWidget(self.editor, 1)
            row.box.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
            self.box.addWidget(row)
        self.box.addWidget(problem)
        self.box.addWidget(RuleLine())

    @Slot()
    def _edit(self) -> None:
        self._draft.put(self.path, self.editor.value)
        self.edited.emit(self.path)

    @Slot()
    def _revert(self) -> None:
        self._draft.revert(self.path)
        self.edited.emit(self.path)

    def shown_value(self) -> Any:
        """Return what the editor holds; override where that is not what the draft has."""
        return self._draft.value(self.path)

    def follow(self) -> None:
        """Show what the draft has."""
        draft = self._draft
        self.editor.show_value(self.shown_value())
        self._dot.setVisible(draft.has_changed(self.path))
        self.back.setVisible(draft.differs(self.path))
        problem = draft.problem_at(self.path)
        self._problem_row.setVisible(problem is not None)
        said = "" if problem is None else self._texts.language.said(problem)
        if said:
            self._problem.setText(said[:1].upper() + said[1:])
        self._tell(said)
        self.editor.set_wrong(wrong=problem is not None)

    def _tell(self, problem: str) -> None:
        """Have a screen reader say what is wrong when the keyboard comes to the editor again.

        While it is there the page says so, and Orca would say new words of the editor besides.
        """
        words = ". ".join(filter(None, (problem, self._help.text())))
        is_there = self.isAncestorOf(self.window().focusWidget())
        if words != self._told and not (is_there and self._told):
            self._told = words
            self.editor.name(self.label_words, words)

    def take_keyboard(self) -> None:
        """Take the keyboard to the editor."""
        for child in self.editor.findChildren(QWidget):
            if child.focusPolicy() != Qt.FocusPolicy.NoFocus and child.isVisibleTo(self):
                child.setFocus(Qt.FocusReason.OtherFocusReason)
                return


class SettingField(FormField):
    """A setting of the office."""

    def __init__(
        self,
        draft: Draft,
        texts: Texts,
        path: str,
        languages: tuple[str, ...],
        *,
        editor: Editor | None = None,
        is_wide: bool = False,
    ) -> None:
        """`editor` is another one than the kind's usual."""
        setting = schema.setting_at(path)
        editor = editor or editor_of(setting, languages, texts)
        wide = is_wide or isinstance(editor, ListEditor | TextsEditor)
        super().__init__(draft, texts, path, SETTINGS[setting.path], editor, is_wide=wide)
