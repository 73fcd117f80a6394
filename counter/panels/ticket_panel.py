"""Parts of the pages: the ticket at the counter, choices, a refusal in its place."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from core.domain.ticket import Line
from core.qt.look.language import Texts
from core.qt.look.tokens import Role, Weight
from core.qt.widgets import (
    ActionButton,
    ButtonRole,
    FitLabel,
    Icon,
    LineTag,
    Notice,
    Size,
)
from core.qt.widgets.base import PaintedFrame
from core.qt.widgets.line import LineName
from core.qt.widgets.panels import NoticeLook
from counter.decisions.presenter import Presenter
from counter.panels.frames import Attention, Strip, say

LINE_NAMES: Mapping[Line, LineName] = {Line.GENERAL: "general", Line.PREFERENTIAL: "preferential"}
LINE_LOOKS: Mapping[Line, NoticeLook] = {Line.GENERAL: "sea", Line.PREFERENTIAL: "sun"}
TICKET = 117
TICKET_NARROW = 140
COLUMNS = 3
NARROW_COLUMNS = 2
MOST_LINES = 3
MANY = 6


class TicketPanel(Attention):
    """What is at the counter: its code, line and state on the left, a stopwatch on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = FitLabel("", Role.CODE, wrap=False)
        self._tag = LineTag("general", "")
        self._icon = Icon("campaign-fill")
        self._state = FitLabel("", Role.LABEL)
        self._caption = FitLabel("", Role.BODY, "ink2", align="right", wrap=False)
        self._time = FitLabel("", Role.FIGURE, align="right", tabular=True, wrap=False)
        self._doing = Strip(across=True, gap=8)
        self._doing.box.addWidget(self._icon)
        self._doing.box.addWidget(self._state, 1)
        self._middle = Strip(gap=6)
        self._right = Strip(gap=0)
        for column in (self._middle, self._right):
            column.box.addStretch()
            column.box.addStretch()
        self._right.box.insertWidget(1, self._caption)
        self._row = Strip(across=True, gap=28)
        self._row.box.addWidget(self._middle, 1)
        self._row.box.addWidget(self._right)
        self._above = Strip(across=True, gap=8)
        self._column = Strip(gap=3, margins=(0, 2, 0, 2))
        self._column.box.addWidget(self._above)
        self._column.box.addStretch()
        for part in (self._row, self._column):
            self.content.addWidget(part)
        self._stands_narrow: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._stand()

    def _stand(self) -> None:
        """Put the parts beside each other, or in a narrow window below each other."""
        narrow = self.theme.scale.narrow
        if narrow == self._stands_narrow:
            return
        self._stands_narrow = narrow
        self._code.set_align("center" if narrow else "left")
        self._time.set_role(Role.LABEL if narrow else Role.FIGURE)
        if narrow:
            self._above.box.addWidget(self._doing, 1)
            self._above.box.addWidget(self._time)
            self._column.box.insertWidget(1, self._code, 1)
            self._column.box.insertWidget(2, self._tag, 0, Qt.AlignmentFlag.AlignHCenter)
        else:
            self._row.box.insertWidget(0, self._code)
            self._middle.box.insertWidget(1, self._tag, 0, Qt.AlignmentFlag.AlignLeft)
            self._middle.box.insertWidget(2, self._doing)
            self._right.box.insertWidget(2, self._time)
        self._row.setVisible(not narrow)
        self._column.setVisible(narrow)

    def restyle(self) -> None:
        if hasattr(self, "_stands_narrow"):  # a frame measures itself before it is filled
            self._stand()
        super().restyle()

    def show_ticket(self, name: str, line: Line, word: str, *, has_code: bool) -> None:
        """Show a ticket by its code, or an attention without one by a word."""
        self.set_ticket(has_code)
        self.set_edge("sun" if line is Line.PREFERENTIAL else "sea")
        self._show_name(name, Role.CODE if has_code else Role.MAIN)
        self._tag.show()
        if (self._tag.line, self._tag.text()) != (LINE_NAMES[line], word):
            self._tag.set_line(LINE_NAMES[line], word)
        self.setAccessibleName(f"{name}, {word}")

    def show_plain(self, title: str) -> None:
        """Show a title where no ticket is."""
        self.set_ticket(False)
        self._show_name(title, Role.MAIN)
        self._tag.hide()
        self.setAccessibleName(title)

    def _show_name(self, name: str, role: Role) -> None:
        if self._code.role is not role:
            self._code.set_role(role, Weight.BOLD)
        self._code.setText(name)

    def show_state(self, icon: str, text: str, tone: str = "ink") -> None:
        self._icon.setVisible(bool(text))
        self._icon.set_icon(icon, tone)
        self._state.setText(text)
        self.setAccessibleDescription(text)

    def show_time(self, caption: str, time: str) -> None:
        self._caption.setText(caption)
        self._time.setText(time)

    def hasHeightForWidth(self) -> bool:
        return False  # its height is the same on every page, so that nothing below it moves

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height())

    def _height(self) -> int:
        return self.theme.px(TICKET_NARROW if self.theme.scale.narrow else TICKET)


class Choices(PaintedFrame):
    """One of several, in a grid; choosing the chosen one again takes it back if that is allowed.

    Each of the first nine has a key, its number, where the list has keys.
    """

    chosen_changed = Signal()

    def __init__(
        self, *, optional: bool, keys: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        """`keys` are those of the first choices, in order."""
        super().__init__(parent)
        self._optional = optional
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

    def choose(self, key: str | None) -> None:
        """Choose `key`; None begins anew: the next touch is a new one, however soon it comes."""
        for each, button in self._buttons.items():
            button.setChecked(each == key)
            if key is None:
                button.rearm()

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer `choices` (key, word); what was chosen stays so if it is still there."""
        wanted = tuple(choices)
        if wanted == self._known:
            return
        chosen = self.chosen
        if [key for key, _ in wanted] != [key for key, _ in self._known]:
            self._rebuild(wanted)
        for key, word in wanted:
            say(self._buttons[key], word)
        self._known = wanted
        self.choose(chosen)
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
        button = ActionButton(
            role=ButtonRole.CHOICE, size=Size.SMALL, max_lines=MOST_LINES, parent=self
        )
        button.activated.connect(self._pressed)
        if before is not None:
            QWidget.setTabOrder(before, button)
        self._made_before.append(button)
        return button

    def _place(self) -> None:
        columns = COLUMNS if len(self._buttons) <= MANY else COLUMNS + 1
        if self.theme.scale.narrow:
            columns = NARROW_COLUMNS
        for number, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(COLUMNS + 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
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
        if button.isChecked() or not self._optional:
            self.choose(str(button.property("choice")))
        self.chosen_changed.emit()

    def restyle(self) -> None:
        self._grid.setSpacing(self.theme.px(6 if self.theme.scale.narrow else 10))
        self._place()
        self._size()
        super().restyle()


class Refusal(Notice):
    """Why something was not done, or that it went well; hidden when there is nothing to say."""

    def __init__(self, presenter: Presenter, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__("coral", "error-fill", role=Role.BODY, parent=parent)
        self._presenter = presenter
        self._texts = texts
        self._said: object = None
        self.hide()

    def _place(self) -> None:
        super()._place()
        side = self._grid.contentsMargins()
        thin = self.theme.px(8)  # it comes where little room is left
        self._grid.setContentsMargins(side.left(), thin, side.right(), thin)

    def refresh(self) -> None:
        refusal, news = self._presenter.refusal, self._presenter.news
        if refusal is not None:
            self.set_look("coral", "error-fill")
            self.set_texts(self._texts.sentence(refusal))
        elif news:
            self.set_look("palm", "check_circle-fill")
            self.set_texts(self._texts(news))
        said = refusal or news or None
        self.setVisible(said is not None)
        if said is not None and said is not self._said:
            self.announce()
        self._said = said
