"""Parts of the pages: the ticket at the counter, choices, a refusal in its place."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from core.domain.ticket import Line
from core.qt.language import Texts
from core.qt.tokens import Role, Weight
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
from counter.frames import Attention, Strip, say
from counter.presenter import Presenter

LINE_NAMES: Mapping[Line, LineName] = {Line.GENERAL: "general", Line.PREFERENTIAL: "preferential"}
LINE_LOOKS: Mapping[Line, NoticeLook] = {Line.GENERAL: "sea", Line.PREFERENTIAL: "sun"}
TICKET = 117
COLUMNS = 3
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
        state = Strip(across=True, gap=8)
        state.box.addWidget(self._icon)
        state.box.addWidget(self._state, 1)
        middle = Strip(gap=6)
        middle.box.addStretch()
        middle.box.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignLeft)
        middle.box.addWidget(state)
        middle.box.addStretch()
        right = Strip(gap=0)
        right.box.addStretch()
        right.box.addWidget(self._caption)
        right.box.addWidget(self._time)
        right.box.addStretch()
        row = Strip(across=True, gap=28)
        row.box.addWidget(self._code)
        row.box.addWidget(middle, 1)
        row.box.addWidget(right)
        self.content.addWidget(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

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
        return QSize(super().sizeHint().width(), self.theme.px(TICKET))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.theme.px(TICKET))


class Choices(PaintedFrame):
    """One of several, in a grid; choosing the chosen one again takes it back if that is allowed."""

    chosen_changed = Signal()

    def __init__(self, *, optional: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._optional = optional
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

    def choose(self, key: str | None) -> None:
        for each, button in self._buttons.items():
            button.setChecked(each == key)

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

    def _rebuild(self, choices: Sequence[tuple[str, str]]) -> None:
        columns = COLUMNS if len(choices) <= MANY else COLUMNS + 1
        self._buttons = {}
        for number, (key, _) in enumerate(choices):
            button = self._made(number)
            if button.property("choice") != key:
                button.setProperty("choice", key)
                button.rearm()  # it means something else now
            self._grid.addWidget(button, number // columns, number % columns)
            button.show()  # now: else an event later, and Tab would pass it by
            self._buttons[key] = button
        for button in self._made_before[len(choices) :]:
            self._grid.removeWidget(button)
            button.hide()
        for column in range(COLUMNS + 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _made(self, number: int) -> ActionButton:
        """Return the button of this number: each is made once, as Tab goes through what stays."""
        if number < len(self._made_before):
            return self._made_before[number]
        before = self._made_before[-1] if self._made_before else self._stands_after()
        button = ActionButton(role=ButtonRole.CHOICE, size=Size.SMALL, parent=self)
        button.activated.connect(self._pressed)
        if before is not None:
            QWidget.setTabOrder(before, button)
        self._made_before.append(button)
        return button

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
        self._grid.setSpacing(self.theme.px(10))
        super().restyle()


class Refusal(Notice):
    """Why something was not done, in place; hidden when there is nothing to say."""

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
        refusal, hall = self._presenter.refusal, self._presenter.hall
        if refusal is not None:
            zone = hall.settings.timezone if hall is not None else None
            self.set_texts(self._texts.sentence(refusal, zone))
        self.setVisible(refusal is not None)
        if refusal is not None and refusal is not self._said:
            self.announce()
        self._said = refusal
