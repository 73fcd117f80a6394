"""Tells an idle desk that somebody came: in the window's title, the taskbar, the tray, by a sound.

Otherwise whoever does something else meanwhile would notice only by looking.
"""

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from core.qt.look.language import Texts
from core.qt.office_link.tasks import Lane
from counter import wording
from counter.decisions.presenter import CounterPresenter, Stage

if TYPE_CHECKING:
    from core.speech.port import Player

SOUND = Path(str(files("assets"))) / "sounds" / "arrival.wav"


class DeskAlert(QObject):
    """Follows `presenter` for `window`. It makes no sound before it is given a player."""

    def __init__(self, window: QWidget, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(window)
        self._window = window
        self._presenter = presenter
        self._texts = texts
        self._was_empty = False
        self._player: Player | None = None
        self._lane: Lane | None = None
        self._tray: QSystemTrayIcon | None = None
        presenter.changed.connect(self.follow)

    def use(self, player: "Player") -> None:
        """Sound through `player` from now on, and stand in the tray where there is one."""
        self._player = player
        self._lane = Lane("alert", self)
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.activated.connect(self._come_forward)
            self._tray.messageClicked.connect(self._come_forward)
            self._tray.show()
        self.follow()

    def close(self) -> None:
        """Be silent, and leave the tray."""
        if self._player is not None and self._lane is not None:
            self._player.stop()
            self._lane.close()
        if self._tray is not None:
            self._tray.hide()

    @Slot()
    def follow(self) -> None:
        """Say how many wait; ring where nobody did, and the counter is free."""
        hall, _ = self._presenter.hall, self._texts
        is_there = self._presenter.shift.person is not None and hall is not None
        waiting = hall.waiting if is_there and hall is not None else ()
        name = _("Counter · SOPESA")
        title = f"({len(waiting)}) {name}" if waiting else name
        if title != self._window.windowTitle():
            self._window.setWindowTitle(title)
        if self._tray is not None:
            self._tray.setToolTip(title)
        is_free = is_there and self._presenter.stage is Stage.FREE
        if is_free and waiting and self._was_empty:
            self._ring(wording.ticket_word(_, waiting[0]))
        self._was_empty = is_free and not waiting

    def _ring(self, who: str) -> None:
        QApplication.alert(self._window)
        hall, player, _ = self._presenter.hall, self._player, self._texts
        if self._tray is not None and not self._window.isActiveWindow():
            self._tray.showMessage(_("Somebody came"), who)
        wanted = hall is not None and hall.settings.desk.arrival_sound
        if wanted and player is not None and self._lane is not None:
            # Without a loudspeaker the title says it.
            self._lane.submit(lambda: player.play(SOUND), lambda _: None, lambda _: None)

    @Slot()
    def _come_forward(self) -> None:
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
