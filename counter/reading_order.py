"""The order in which Tab goes: that in which a page is read, whatever was built first."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QWidget


def stops_in(root: QWidget) -> list[QWidget]:
    """Return what Tab comes to in `root`: line by line, and in each from left to right."""
    left = sorted(_stops(root), key=lambda each: each[1].top())
    ordered: list[QWidget] = []
    while left:
        bottom = left[0][1].bottom()
        line = [each for each in left if each[1].center().y() <= bottom]
        left = [each for each in left if each[1].center().y() > bottom]
        ordered += [widget for widget, _ in sorted(line, key=lambda each: each[1].left())]
    return ordered


def _stops(root: QWidget) -> Iterable[tuple[QWidget, QRect]]:
    for widget in root.findChildren(QWidget):
        takes_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        is_seen = widget.isVisibleTo(root) and not widget.size().isEmpty()
        is_inner = isinstance(widget.parentWidget(), QAbstractSpinBox)  # it leads back to its field
        if takes_tab and widget.isEnabled() and is_seen and not is_inner:
            yield widget, QRect(widget.mapTo(root, QPoint()), widget.size())


def beside(stops: list[QWidget], now: QWidget | None, *, forward: bool) -> QWidget | None:
    """Return where Tab goes from `now`, round and round; from elsewhere to the first or last."""
    if not stops:
        return None
    if now not in stops:
        return stops[0] if forward else stops[-1]
    return stops[(stops.index(now) + (1 if forward else -1)) % len(stops)]
