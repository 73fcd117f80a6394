"""Keeps a full-screen window on its monitor: cable out, TV asleep, another resolution.

Without its monitor the window lies on another one, as the system puts it, and comes back to its
own when that is there again, known by its name.
"""

import re

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

STAND_IN = re.compile(r":\d+\.\d+")  # named like the X server: what Qt puts there without a monitor
_names: set[str] = set()


def is_monitor(screen: QScreen) -> bool:
    """Return whether somebody may see `screen`.

    Where every cable is out, Qt has a screen of no size, or on X11 one as large as the last
    monitor. An X server that never named a monitor is believed to have one.
    """
    if not STAND_IN.fullmatch(screen.name()):
        _names.add(screen.name())
    return not screen.geometry().isEmpty() and (screen.name() in _names or not _names)


class Monitor(QObject):
    """Covers the monitor `number` (0 is the first) with `window` for as long as both live."""

    def __init__(self, window: QWidget, number: int) -> None:
        super().__init__(window)
        self._window = window
        self._number = number
        self._name = ""
        self._screen: QScreen | None = None
        app = application()
        app.screenAdded.connect(self.cover)
        app.screenRemoved.connect(self._leave)
        app.primaryScreenChanged.connect(self.cover)
        self.cover()

    @property
    def screen(self) -> QScreen | None:
        """The monitor that is covered now; None when there is none at all."""
        return self._screen

    @Slot()
    def cover(self) -> None:
        """Cover the configured monitor, or the nearest to it that there is."""
        self._cover(QGuiApplication.screens())

    @Slot(object)
    def _leave(self, gone: QScreen) -> None:
        """Go elsewhere: the monitor `gone` is still listed while it goes."""
        self._cover([screen for screen in QGuiApplication.screens() if screen != gone])

    def _cover(self, screens: list[QScreen]) -> None:
        named = [screen for screen in screens if self._name and screen.name() == self._name]
        chosen = named[0] if named else None
        if chosen is None and screens:
            chosen = screens[min(self._number, len(screens) - 1)]
            if self._number < len(screens) and not self._name and is_monitor(chosen):
                self._name = chosen.name()  # numbers change when a monitor goes, names do not
        if chosen is not self._screen:
            self._follow(chosen)
        self._fit()

    def _follow(self, screen: QScreen | None) -> None:
        self._screen = screen
        if screen is not None:
            screen.geometryChanged.connect(self._fit)
            was_seen = self._window.isVisible()
            if was_seen:
                self._window.showNormal()  # a full-screen window does not move
            self._window.setScreen(screen)
            self._fit()
            if was_seen:
                self._window.showFullScreen()

    @Slot()
    def _fit(self) -> None:
        """Be as large as the monitor is now."""
        screen = self._screen
        if screen is not None and self._window.geometry() != screen.geometry():
            self._window.setGeometry(screen.geometry())


def application() -> QGuiApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)  # there is a window
    return app
