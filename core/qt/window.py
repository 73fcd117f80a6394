"""What every window of ours is: dressed in a theme, translated live, with a visible focus.

Kiosk, counter and display subclass `Window` and fill it.
"""

from functools import cache

from PySide6.QtCore import QEvent, QObject, QSettings, Signal
from PySide6.QtGui import QAccessible, QAccessibleInterface, QCloseEvent
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QStackedWidget, QWidget

from core.machine.config import data_dir
from core.qt.look.language import Texts
from core.qt.look.theme import Theme, theme_of
from core.qt.press import PressPlace, place_of
from core.qt.spoken import MetPlainly
from core.qt.widgets.base import said_plainly
from core.qt.widgets.focus import FocusRing


class Window(QWidget):
    """A top window. `closed` is emitted once, when it has been closed for good."""

    closed = Signal()

    def __init__(self, name: str, texts: Texts, parent: QWidget | None = None) -> None:
        _be_met()
        super().__init__(parent)
        self.setObjectName(name)
        self.setAutoFillBackground(True)
        self.texts = texts
        self._remembers = False
        self._called = ""
        self._ring = FocusRing(self)
        self.place: PressPlace = place_of(self)
        texts.changed.connect(self.retranslate)

    @property
    def theme(self) -> Theme:
        return theme_of(self)

    def wear(self, theme: Theme) -> None:
        """Dress the window, at once and as a whole."""
        if theme is not self.theme:
            self.setUpdatesEnabled(False)
            theme.apply_to(self)
            self.setUpdatesEnabled(True)

    def retranslate(self) -> None:
        """Set every text anew; subclasses override, and call it once at their end of __init__."""

    def stop(self) -> None:
        """Stop working: before the window's link is closed. Subclasses that work override."""

    def keep_awake(self) -> None:
        """Let the machine neither sleep nor darken its screen while this window is there."""
        from core.qt.desktop.awake import Awake  # noqa: PLC0415 - D-Bus, only where it is wanted

        Awake(f"turnos {self.objectName()}", self).hold()  # unsaid: to the desktop

    def remember_geometry(self) -> None:
        """Come back where it was last closed, and remember where it is closed now."""
        self._remembers = True
        saved = _settings().value(f"{self.objectName()}/geometry")
        if saved is not None:
            self.restoreGeometry(saved)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not event.isAccepted():
            return
        if self._remembers:
            settings = _settings()
            settings.setValue(f"{self.objectName()}/geometry", self.saveGeometry())
            settings.sync()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.ActivationChange):
            self._ring.follow()
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.be_called(self._called)  # no more by what was announced last

    def be_called(self, name: str) -> None:
        """Be called `name` by a screen reader, whatever the title counts."""
        self._called = said_plainly(name)
        self.setAccessibleName(self._called)


@cache
def _be_met() -> None:
    """Have screen readers meet our windows, and what only holds others, by our own interfaces."""
    QAccessible.installFactory(_as_window)
    QAccessible.installFactory(_as_plain)


def _as_window(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    # Qt takes a plain widget for a mere client.
    if isinstance(thing, Window) and thing.isWindow():
        return QAccessibleWidget(thing, QAccessible.Role.Window)
    return None


def _as_plain(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, QWidget) and isinstance(thing, MetPlainly):
        return QAccessibleWidget(thing, QAccessible.Role.Paragraph)
    # A reader asks for a scroll bar that has just gone, and Qt's own interface of a scrolling area
    # reads past the end of its list there (`QAccessibleAbstractScrollArea::child`, Qt 6.11.3).
    # Of a stack the keyboard comes into, Orca says its role, "layered pane".
    if isinstance(thing, QScrollArea | QStackedWidget):
        return QAccessibleWidget(thing)
    return None


def _settings() -> QSettings:
    return QSettings(str(data_dir() / "windows.ini"), QSettings.Format.IniFormat)
