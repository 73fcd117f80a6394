"""Collects Python's cyclic garbage in the GUI thread, and nowhere else.

Python collects in whichever thread allocates next: in a lane, objects of Qt that were garbage were
destroyed beside the event loop that still had events for them, and the window crashed.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_MS = 1000


class Collector(QObject):
    """While it lives, collects once a second what is due by Python's own thresholds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def close(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def collect(self) -> None:
        """Collect each generation that has grown beyond its threshold."""
        for generation, most in enumerate(gc.get_threshold()):
            if gc.get_count()[generation] > most:
                gc.collect(generation)
