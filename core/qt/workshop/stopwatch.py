"""From a finger leaving a button to what it brings being painted: in one window, in milliseconds;
between two, as the system's time of either end.
"""

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint
from PySide6.QtWidgets import QAbstractButton, QWidget


class Stopwatch(QObject):
    """Measures every touch of this application until it is closed; `took_ms` are the times.

    A touch begins when a button whose accessible name begins with `button` is released, and ends
    when a widget whose name or description begins with `shown` is painted.
    """

    def __init__(self, button: str, shown: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.took_ms: list[float] = []
        self._button = button
        self._shown = shown
        self._began: float | None = None
        self._application = QCoreApplication.instance()
        assert self._application is not None  # there is something to touch
        self._application.installEventFilter(self)

    def close(self) -> None:
        """Measure no more."""
        if self._application is not None:
            self._application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.MouseButtonRelease, QEvent.Type.Paint):
            return False
        name = watched.accessibleName() if isinstance(watched, QWidget) else ""
        if kind == QEvent.Type.MouseButtonRelease:
            if isinstance(watched, QAbstractButton) and name.startswith(self._button):
                self._began = time.perf_counter()
        elif self._began is not None and isinstance(watched, QWidget) and self._is_shown(watched):
            self.took_ms.append((time.perf_counter() - self._began) * 1000)
            self._began = None
        return False

    def _is_shown(self, painted: QWidget) -> bool:
        said = (painted.accessibleName(), painted.accessibleDescription())
        return any(each.startswith(self._shown) for each in said)


class Clicks(QObject):
    """Notes when buttons whose accessible name begins with `button` are released."""

    def __init__(self, button: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.latest: float | None = None
        self._button = button
        self._application = QCoreApplication.instance()
        assert self._application is not None  # there is something to click
        self._application.installEventFilter(self)

    def close(self) -> None:
        """Note no more."""
        if self._application is not None:
            self._application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(watched, QAbstractButton):
            name = watched.accessibleName() or watched.text()
            if name.startswith(self._button):
                self.latest = time.time()
        return False


class Paints(QObject):
    """Notes when a widget whose accessible name begins with `shown` is painted under a new name."""

    def __init__(self, shown: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first: float | None = None
        self._shown = shown
        self._name = ""
        self._widget: QWidget | None = None
        self._application = QCoreApplication.instance()
        assert self._application is not None  # there is something to paint
        self._application.installEventFilter(self)

    def close(self) -> None:
        """Note no more."""
        if self._application is not None:
            self._application.removeEventFilter(self)

    def forget(self) -> None:
        """Wait for the next name."""
        self.first = None

    @property
    def box(self) -> tuple[int, int, int, int] | None:
        """Where on the screen it stands; None before it was painted."""
        if self._widget is None:
            return None
        corner = self._widget.mapToGlobal(QPoint(0, 0))
        return corner.x(), corner.y(), self._widget.width(), self._widget.height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            name = watched.accessibleName()
            if name.startswith(self._shown) and name != self._name:
                self._name, self._widget = name, watched
                self.first = time.time()
        return False
