"""A row that becomes a column where what is in it has no room beside each other.

A window may be small and its letters twice as large: what is beside each other then stands below
each other, and nothing is cut.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from counter.panels.frames import Strip

DIRECTION = QBoxLayout.Direction


class TurningRow(Strip):
    """Like a `Strip` across, and down where it has less than the width that its parts need."""

    def __init__(self, *, turns: bool = False, gap: int | None = None) -> None:
        """`turns`: where letters are that large, it is a column even if there is room."""
        super().__init__(across=True, turns=turns, gap=gap)

    def restyle(self) -> None:
        super().restyle()
        self._turn()

    def minimumSizeHint(self) -> QSize:
        """Return what the column needs: a row of that width turns."""
        hint = super().minimumSizeHint()
        return QSize(max(self._widths(), default=0), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        widths = self._widths()
        need = sum(widths) + self.box.spacing() * (len(widths) - 1)
        is_row = need <= self.width() and not (self._turns and self.is_narrow)
        wanted = DIRECTION.LeftToRight if is_row else DIRECTION.TopToBottom
        if self.box.direction() != wanted:
            self.box.setDirection(wanted)
            self.updateGeometry()

    def _widths(self) -> list[int]:
        items = (self.box.itemAt(place) for place in range(self.box.count()))
        return [
            each.minimumSize().width() for each in items if each is not None and not each.isEmpty()
        ]
