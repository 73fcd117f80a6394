"""What a page says to somebody who listens: its words in the order in which they stand.

Read from the widgets themselves, so that what is heard is what is seen, on every page.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from core.qt.look.language import Texts
from core.qt.widgets.base import said_plainly

ROW_PX = 24  # what begins so near in height stands in one row


def words_on(window: QWidget, texts: Texts) -> tuple[str, ...]:
    """Return the sentences to read aloud: from the top down."""
    found: list[tuple[int, int, str]] = []
    for widget in _speaking(window):
        at = widget.mapTo(window, QPoint(0, 0))
        words = _words(widget, texts)
        if words:
            found.append((at.y() // ROW_PX, at.x(), words))
    return tuple(dict.fromkeys(words for _, _, words in sorted(found)))


def _speaking(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
            continue
        if widget.property("silent"):
            continue
        button = _above(widget.parentWidget(), QAbstractButton)
        # What stands on a button is read with it, but for what the button's name leaves out.
        if button is None or _said(widget) not in _said(button):
            yield widget


def _words(widget: QWidget, texts: Texts) -> str:
    said = _said(widget)
    if not said or not isinstance(widget, QAbstractButton):
        return said
    if widget.isCheckable() and widget.isChecked():
        return texts("Button: {name}, chosen.", name=said)
    return texts("Button: {name}.", name=said)


def _said(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return " ".join(said_plainly(widget.accessibleName() or text).split())


def _above(widget: QWidget | None, kind: type[QWidget]) -> QWidget | None:
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parentWidget()
    return widget
