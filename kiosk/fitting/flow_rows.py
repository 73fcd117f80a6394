"""The small controls of a page in rows: as many beside each other as their words have room for.

Languages, reading aloud and comforts are *groups*: each decides which of its buttons are seen.
The shelf puts them in rows, so that any number of languages and any width of screen will do.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.widgets import ActionButton
from core.qt.widgets.base import Themed

KEPT_PLANS = 64
Need = tuple[ActionButton, int]  # a button and the width it needs


class ControlGroup(QObject):
    """Some buttons that belong together. `changed`: others of them are to be seen."""

    changed = Signal()

    @property
    def cells(self) -> Sequence[ActionButton]:
        """Return the buttons that have a place of their own, in their order; override."""
        raise NotImplementedError

    @property
    def instead(self) -> Sequence[ActionButton]:
        """Return buttons that at times stand in place of the whole row the first cell is in."""
        return ()

    @property
    def is_replaced(self) -> bool:
        """Whether `instead` stands there now."""
        return False


class One(ControlGroup):
    """A button by itself."""

    def __init__(self, button: ActionButton, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.button = button
        self._is_shown = True

    @property
    def cells(self) -> Sequence[ActionButton]:
        return (self.button,) if self._is_shown else ()

    def set_shown(self, shown: bool) -> None:
        if shown != self._is_shown:
            self._is_shown = shown
            self.changed.emit()


@dataclass(frozen=True, slots=True)
class FlowRow:
    """Buttons beside each other, how wide each is, and how high all are."""

    cells: tuple[ActionButton, ...]
    widths: tuple[int, ...]
    height: int


Plan = tuple[list[FlowRow], list[FlowRow]]
"""The rows at rest, and those with what at times stands in their place."""


class Shelf(Themed, QWidget):
    """Lays out the buttons of its groups, and hides those that are not to be seen."""

    def __init__(self, *groups: ControlGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = groups
        self._is_dense = self._is_close = self._is_still = False
        self._planned: dict[object, Plan] = {}
        self._heights: dict[int, int] | None = None
        # Not Fixed: its wished height is that of its present width, which is about to change.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for group in groups:
            group.changed.connect(self.arrange)
        self._adopt()

    def hold_still(self, still: bool) -> None:
        """Only measure while its page looks for how to stand; then place everything at once."""
        self._is_still = still
        if not still:
            self.arrange()

    def forget(self) -> None:
        """Put the buttons in rows anew."""
        self._planned.clear()
        self.updateGeometry()
        self._place()

    def arrange(self) -> None:
        """Look at the groups again."""
        self._adopt()
        self.updateGeometry()
        self._place()

    def _adopt(self) -> None:
        """Have the buttons here, in the order in which they are read."""
        before: QWidget | None = None
        for button in self.wanted():
            button.set_close(self._is_close)
            if button.parentWidget() is not self:
                button.setParent(self)
            if self._is_still:
                continue
            button.raise_()  # a screen reader goes by the order of stacking
            if before is not None:
                QWidget.setTabOrder(before, button)
            before = button

    def condense(self, dense: bool) -> None:
        """Let words stand in several lines where that takes less height in all."""
        if dense != self._is_dense:
            self._is_dense = dense
            self.forget()

    @property
    def is_close(self) -> bool:
        return self._is_close

    def set_close(self, close: bool) -> None:
        """Leave hardly any room beside the words, so that more share a row, or not."""
        if close != self._is_close:
            self._is_close = close
            self.arrange()

    def wanted(self) -> list[ActionButton]:
        """Return the buttons to be seen, and those that at times stand in place of others."""
        return [cell for group in self._groups for cell in (*group.cells, *group.instead)]

    # --- measuring

    def _plan(self, width: int) -> Plan:
        told = tuple(
            (each, each.text(), each.is_terse, each.is_close, each.isCheckable())
            for each in self.wanted()
        )
        known = (width, self.theme, told)
        if known not in self._planned:
            if len(self._planned) >= KEPT_PLANS:
                self._planned.clear()
            self._planned[known] = self.in_rows(width)
        return self._planned[known]

    def in_rows(self, width: int) -> Plan:
        """Return the buttons in rows of `width`; override for another order.

        Rows are as high with what is replaced as without, so that nothing else moves.
        """
        rows = self.packed([cell for group in self._groups for cell in group.cells], width)
        others = rows
        for group in self._groups:
            if group.instead and group.cells:
                others = self._replaced(rows, group.cells[0], self.packed(group.instead, width))
        if len(rows) == len(others):
            heights = [
                max(one.height, other.height) for one, other in zip(rows, others, strict=True)
            ]
            rows, others = _with_heights(rows, heights), _with_heights(others, heights)
        return rows, others

    @staticmethod
    def _replaced(rows: list[FlowRow], cell: ActionButton, others: list[FlowRow]) -> list[FlowRow]:
        """Return `rows` with `others` where `cell` stands; the rest stays where it was."""
        there = next(number for number, row in enumerate(rows) if cell in row.cells)
        first = max(0, min(there, len(rows) - len(others)))
        behind = first + len(others)
        return [*rows[:first], *others, *rows[behind:]]

    def packed(self, cells: Sequence[ActionButton], width: int) -> list[FlowRow]:
        """Return rows of `width`: words on one line, or in more where that takes less height."""
        plans = [
            [
                self._row(row, width)
                for row in self._shared([(each, need(each)) for each in cells], width)
            ]
            for need in ((_loose, _dense) if self._is_dense else (_loose,))
        ]
        return min(plans, key=self.height_of)  # the first, if both are as high

    def _shared(self, cells: Sequence[Need], width: int) -> Iterator[list[Need]]:
        gap = self.theme.gap
        row: list[Need] = []
        filled = 0
        for cell, need in cells:
            if row and filled + gap + need > width:
                yield row
                row, filled = [], 0
            filled += need + (gap if row else 0)
            row.append((cell, need))
        if row:
            yield row

    def _row(self, cells: Sequence[Need], width: int) -> FlowRow:
        """Return the cells equally wide if their words allow it, else each as it needs."""
        room = width - self.theme.gap * (len(cells) - 1)
        share = room // len(cells)
        spare = max(0, room - sum(need for _, need in cells)) // len(cells)
        fair = len(cells) == 1 or max(need for _, need in cells) <= share
        widths = [share if fair else need + spare for _, need in cells]
        height = max(cell.height_at(each) for (cell, _), each in zip(cells, widths, strict=True))
        return FlowRow(tuple(cell for cell, _ in cells), tuple(widths), height)

    def height_of(self, rows: Sequence[FlowRow]) -> int:
        """Return the height of `rows` with the gaps between them, in px."""
        return sum(row.height for row in rows) + self.theme.gap * max(0, len(rows) - 1)

    def hasHeightForWidth(self) -> bool:
        return True

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Remember heights for this block, in which no button changes: layouts ask many times."""
        self._heights = {}
        try:
            yield
        finally:
            self._heights = None

    def heightForWidth(self, width: int) -> int:
        if self._heights is None:
            return self._height(width)
        if (known := self._heights.get(width)) is None:
            known = self._heights[width] = self._height(width)
        return known

    def _height(self, width: int) -> int:
        return max(map(self.height_of, self._plan(width)))

    def sizeHint(self) -> QSize:
        width = max(self.width(), self.minimumSizeHint().width())
        # While its page looks, its present width is that of another stand. No layout uses the
        # height at that width: each asks for the height at the width that it would give.
        return QSize(width, 0 if self._is_still else self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(max(map(_dense, self.wanted()), default=0), 0)

    # --- placing

    def _place(self) -> None:
        if self._is_still or not self.isVisible():
            return
        at_rest, replaced = self._plan(self.width())
        is_replaced = any(group.is_replaced for group in self._groups)
        rows = self.stretched(replaced if is_replaced else at_rest)
        gap, top = self.theme.gap, 0
        seen: set[ActionButton] = set()
        for row in rows:
            left = 0
            for cell, width in zip(row.cells, row.widths, strict=True):
                cell.setGeometry(QRect(left, top, width, row.height))
                left += width + gap
                seen.add(cell)
            top += row.height + gap
        focused = self.focusWidget()
        goes = isinstance(focused, ActionButton) and focused not in seen
        if goes and focused is not None:
            focused.clearFocus()  # else Qt gives it on as Tab does, and lights the ring
        for child in self.findChildren(ActionButton):
            child.setVisible(child in seen)
        if goes and isinstance(focused, ActionButton):
            self._pass_focus(focused, seen)

    @staticmethod
    def _pass_focus(gone: ActionButton, seen: set[ActionButton]) -> None:
        """Give the keyboard to what stands now where the button that had it stood."""
        heirs = [each for each in seen if each.geometry().intersects(gone.geometry())]
        if heirs and (reason := gone.property("focusReason")) is not None:
            min(heirs, key=lambda each: each.x()).setFocus(reason)

    def stretched(self, rows: list[FlowRow]) -> list[FlowRow]:
        """Return `rows` as high as there is room for; override where they may be higher."""
        return rows

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)


def _with_heights(rows: Sequence[FlowRow], heights: Sequence[int]) -> list[FlowRow]:
    return [replace(row, height=height) for row, height in zip(rows, heights, strict=True)]


def _loose(cell: ActionButton) -> int:
    """Return the width at which the word stands on one line, as large as it is meant."""
    return max(cell.sizeHint().width(), cell.theme.target(0))


def _dense(cell: ActionButton) -> int:
    """Return the least width at which the word stands in two lines."""
    return cell.least_width()
