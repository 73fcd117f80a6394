"""What a screen reader meets of one of several answers."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget

from core.qt.widgets.buttons.coat import ButtonRole

TOGGLE, PRESS = "Toggle", "Press"  # unsaid: actions, as Qt's own buttons name them


class _Choice(QAccessibleWidget):
    """What a screen reader meets of one of several: a radio button, or a button without a tick.

    Qt takes only an `autoExclusive` button for one: Tab passes that by, and nobody can untick it.
    """

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.RadioButton)
        self._button = button

    def role(self) -> QAccessible.Role:
        is_radio = self._button.isCheckable()
        return QAccessible.Role.RadioButton if is_radio else QAccessible.Role.Button

    def state(self) -> QAccessible.State:
        state = super().state()
        state.checkable = self._button.isCheckable()
        state.checked = self._button.isChecked()
        state.pressed = self._button.isDown()
        return state

    def actionNames(self) -> list[str]:
        if not self._button.isEnabled():
            return []
        return [TOGGLE if self._button.isCheckable() else PRESS, *super().actionNames()]

    def doAction(self, action: str) -> None:
        if action == TOGGLE:
            self._button.toggle()
        elif action == PRESS:
            self._button.click()
        else:
            super().doAction(action)


def _as_choice(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, QAbstractButton) and thing.property("role") == ButtonRole.CHOICE:
        return _Choice(thing)
    return None


@cache
def be_choices() -> None:
    """Have screen readers meet our choices as such."""
    QAccessible.installFactory(_as_choice)
