"""The office's own keys, put on a window that was built with the usual ones (`core.keys`)."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from core.keys import Keys
from core.qt.widgets import ActionButton, BarButton, BigButton
from core.qt.widgets.base import PaintedButton


def put_on(window: QWidget, keys: Keys) -> None:
    """Give every button and shortcut in `window` that has a changed action's usual key its own."""
    changed = keys.changed
    for button in window.findChildren(PaintedButton):
        key = str(button.property("key") or "")
        if key in changed and isinstance(button, ActionButton | BarButton | BigButton):
            button.set_key(changed[key])
    for shortcut in window.findChildren(QShortcut):
        usual = shortcut.key().toString()
        if usual in changed and not isinstance(shortcut.parent(), PaintedButton):
            shortcut.setKey(QKeySequence(changed[usual]))
