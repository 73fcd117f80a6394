"""A part of the display that shares its room among what it holds, whenever room or theme change."""

from PySide6.QtGui import QResizeEvent

from core.qt.widgets.base import Ground


class PlacedFrame(Ground):
    """Subclasses override `_place`."""

    def _place(self) -> None:
        """Share the room."""

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
