"""Where the keyboard is on a page: on nothing at first, and then Tab begins at its top."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


def let_go(window: QWidget) -> None:
    """Have the keyboard on no control: one key too many does nothing on the next page."""
    focused = window.focusWidget()
    if focused is not None:
        focused.clearFocus()


def focus_end(page: QWidget, *, first: bool) -> bool:
    """Put the keyboard on the page's first or last control; False when there is none."""
    controls = [each for each in page.findChildren(QAbstractButton) if _takes_keys(each)]
    controls.sort(key=lambda each: each.mapTo(page, QPoint()).toTuple()[::-1])
    if controls:
        reason = Qt.FocusReason
        end, why = (0, reason.TabFocusReason) if first else (-1, reason.BacktabFocusReason)
        controls[end].setFocus(why)
    return bool(controls)


def _takes_keys(control: QAbstractButton) -> bool:
    return control.isVisible() and control.isEnabled()
