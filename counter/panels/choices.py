"""Answers to choose one of, by key or touch."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from core.qt.widgets import (
    ActionButton,
    ButtonRole,
    ButtonSize,
)
from core.qt.widgets.base import PaintedFrame
from counter.panels.frames import say

COLUMNS = 3

NARROW_COLUMNS = 2

MOST_LINES = 3

MANY = 6


class Choices(PaintedFrame):
    """One of several, in a grid; choosing the chosen one again takes it back if that is allowed.

    `several` may be chosen where that is said; each is taken back by itself then. Each of the
    first nine has a key, its number, where the list has keys.
    """

    chosen_changed = Signal()

    def __init__(
        self,
        *,
        optional: bool,
        several: bool = False,
        columns: int | None = None,
        keys: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`keys` are those of the first choices, in order; `columns` None as there are many."""
        super().__init__(parent)
        self._optional = optional
        self._several = several
        self._columns = columns
        self._keys = tuple(keys)
        self._known: tuple[tuple[str, str], ...] = ()
        self._buttons: dict[str, ActionButton] = {}
        self._made_before: list[ActionButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def chosen(self) -> str | None:
        """The key of what is chosen."""
        return next((key for key, each in self._buttons.items() if each.isChecked()), None)

    @property
    def all_chosen(self) -> tuple[str, ...]:
        """The keys of all that is chosen, in their order."""
        return tuple(key for key, each in self._buttons.items() if each.isChecked())

    @property
    def word(self) -> str:
        """The word of what is chosen, "" when nothing is."""
        chosen = self.chosen
        return "" if chosen is None else self._buttons[chosen].text()

    def spoken(self) -> list[str]:
        """Return what may be chosen, each with its key, for somebody who does not see it."""
        keys = (*self._keys, *[""] * len(self._known))
        words = [word for _, word in self._known]
        return [f"{key}: {word}" if key else word for key, word in zip(keys, words, strict=False)]

    def __len__(self) -> int:
        return len(self._known)

    def set_keys(self, keys: Sequence[str]) -> None:
        """Have the first choices pressed by `keys`, in order."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self._give_keys()

    def show_keys(self, *, are_shown: bool) -> None:
        """Show the keys or not; they choose all the same."""
        for button in self._buttons.values():
            button.show_key(is_shown=are_shown)

    def set_columns(self, columns: int | None) -> None:
        """Stand in so many columns; None: as there are many."""
        if columns != self._columns:
            self._columns = columns
            self._place()

    def choose(self, key: str | None) -> None:
        """Choose `key`; None begins anew: the next touch is a new one, however soon it comes."""
        self.choose_all(() if key is None else (key,))

    def choose_all(self, keys: Collection[str]) -> None:
        """Choose `keys` and nothing else; none begins anew."""
        for each, button in self._buttons.items():
            button.setChecked(each in keys)
            if not keys:
                button.rearm()

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer `choices` (key, word); what was chosen stays so if it is still there."""
        wanted = tuple(choices)
        if wanted == self._known:
            return
        chosen = self.all_chosen
        if [key for key, _ in wanted] != [key for key, _ in self._known]:
            self._rebuild(wanted)
        for key, word in wanted:
            say(self._buttons[key], word)
        self._known = wanted
        self.choose_all(chosen)
        self._size()

    def _rebuild(self, choices: Sequence[tuple[str, str]]) -> None:
        self._buttons = {}
        for number, (key, _) in enumerate(choices):
            button = self._made(number)
            if button.property("choice") != key:
                button.setProperty("choice", key)
                button.rearm()  # it means something else now
            self._buttons[key] = button
        for button in self._made_before[len(choices) :]:
            self._grid.removeWidget(button)
            button.hide()
        self._give_keys()
        self._place()
        for button in self._buttons.values():
            button.show()  # now: else an event later, and Tab would pass it by

    def _give_keys(self) -> None:
        for number, button in enumerate(self._buttons.values()):
            key = self._keys[number] if number < len(self._keys) else ""
            if button.property("key") != key:
                button.set_key(key)

    def _made(self, number: int) -> ActionButton:
        """Return the button of this number: each is made once, as Tab goes through what stays."""
        if number < len(self._made_before):
            return self._made_before[number]
        before = self._made_before[-1] if self._made_before else self._stands_after()
        role = ButtonRole.SWITCH if self._several else ButtonRole.CHOICE
        button = ActionButton(role=role, size=ButtonSize.SMALL, max_lines=MOST_LINES, parent=self)
        button.activated.connect(self._pressed)
        if before is not None:
            QWidget.setTabOrder(before, button)
        self._made_before.append(button)
        return button

    def _place(self) -> None:
        columns = self._columns_here()
        for number, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(COLUMNS + 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _columns_here(self) -> int:
        """Return in how many columns they stand: where it is narrow, as many as have room."""
        if not self.theme.scale.narrow:
            return self._columns or (COLUMNS if len(self._buttons) <= MANY else COLUMNS + 1)
        gap = self._grid.spacing()
        return min(NARROW_COLUMNS, max(1, (self.width() + gap) // (self._widest() + gap)))

    def _widest(self) -> int:
        """Return the least width of the one that needs most, at least 1."""
        return max((each.minimumSizeHint().width() for each in self._buttons.values()), default=1)

    def minimumSizeHint(self) -> QSize:
        """Return what one column needs where it is narrow: in that width they stand in one."""
        hint = super().minimumSizeHint()
        return QSize(self._widest(), hint.height()) if self.theme.scale.narrow else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.theme.scale.narrow:
            self._place()
        self._size()

    def _size(self) -> None:
        """Give a word of several lines the height it needs in a narrow column."""
        for button in self._buttons.values():
            narrow = self.theme.scale.narrow
            button.setMinimumHeight(button.least_height(button.width()) if narrow else 0)

    def _stands_after(self) -> QWidget | None:
        """Return what Tab comes from: buttons made late would be last in their window."""
        before: QWidget | None = self.previousInFocusChain()
        while before is not None and before is not self:
            if before.focusPolicy() != Qt.FocusPolicy.NoFocus:
                return before
            before = before.previousInFocusChain()
        return None

    @Slot()
    def _pressed(self) -> None:
        button = self.sender()
        assert isinstance(button, ActionButton)  # only our buttons are connected
        if not self._several and (button.isChecked() or not self._optional):
            self.choose(str(button.property("choice")))
        self.chosen_changed.emit()

    def restyle(self) -> None:
        self._grid.setSpacing(self.theme.px(6 if self.theme.scale.narrow else 10))
        self._place()
        self._size()
        super().restyle()
