"""What stands on the screen from the first moments on, until the window itself is made.

It wants neither a window's widgets nor its style sheet, which take as long as all before: only the
ground, the sea's colours, the name, and a word that the rest is coming. And nothing of the class
`Qt`, whose hundred enumerations take 12 ms to make: hence a splash screen, which knows its window
flags by itself, and text at places worked out here.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QCursor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QSplashScreen, QWidget

from core.machine.config import Config
from core.qt.look.language import Texts
from core.qt.look.tokens import TOKENS, ColourMode
from core.qt.program.app import BOLD, NAME, load_face

SHOWN_WITHIN_S = 0.15  # a window system that takes longer has its first picture later
PAINTED_WITHIN_MS = 1000
WIDTH, HEIGHT = 480, 270  # where it covers no screen
LETTERS = 9  # so many heights of the words make the shorter side
NAME_PART = 0.4  # of their height
SEA_PART = 8  # of the window's height, below


class OpeningPicture(QSplashScreen):
    """Stands where the window `name` will, until that is painted.

    Signals:
        gone: the window stands there now.
    """

    gone = Signal()

    def __init__(
        self, name: str, config: Config, texts: Texts, colours: Callable[[], ColourMode] | None
    ) -> None:
        """`colours`: those of the window, light ones if not given."""
        super().__init__()
        self._words = texts("One moment…")
        self._tokens = TOKENS[ColourMode.LIGHT if colours is None else colours()]
        self._is_painted = False
        self._window: QWidget | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PAINTED_WITHIN_MS)
        self._patience.timeout.connect(self._go)
        self.setWindowTitle(NAME)
        self.setAccessibleName(self._words)
        screens = QGuiApplication.screens()
        screen = screens[min(config.screen.monitor, len(screens) - 1)]
        if name != "counter" and config.window != "all" and config.screen.fullscreen:
            nothing = QPixmap(1, 1)
            nothing.fill(QColor(0, 0, 0, 0))
            self.setCursor(QCursor(nothing))
            place = screen.geometry()
        else:
            place = QRect(0, 0, WIDTH, HEIGHT)
            place.moveCenter(screen.availableGeometry().center())
        self.setFixedSize(place.size())
        self.move(place.topLeft())

    def paint_now(self) -> None:
        """Show it, and come back once it is painted."""
        self.show()
        until = time.monotonic() + SHOWN_WITHIN_S
        while not self._is_painted and time.monotonic() < until:
            QCoreApplication.processEvents()

    def give_way_to(self, window: QWidget) -> None:
        """Go when `window` has been painted, or cannot be for a while: it may be minimised."""
        self._window = window
        window.installEventFilter(self)
        self._patience.start()

    def event(self, event: QEvent) -> bool:
        # A splash screen waits in there to be mapped, which it is afterwards: always its whole
        # second.
        if event.type() == QEvent.Type.Show:
            return QWidget.event(self, event)
        return super().event(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._go)  # once it is painted
        return False

    @Slot()
    def _go(self) -> None:
        self._patience.stop()
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None
            self.close()
            self.gone.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, width, height = self._tokens, self.width(), self.height()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.bg))
        sea = height // SEA_PART
        for number, band in enumerate(colours.bands):
            top = height - sea * (len(colours.bands) - number) // len(colours.bands)
            painter.fillRect(0, top, width, height - top, QColor(band))
        painter.setPen(QColor(colours.ink))
        px = min(width, height) // LETTERS
        words = self._face(px)
        middle = QPoint(width // 2, height // 2)
        painter.setFont(words)
        painter.drawText(
            middle - QFontMetrics(words).tightBoundingRect(self._words).center(), self._words
        )
        painter.setFont(self._face(round(px * NAME_PART)))
        painter.drawText(px // 2, px, NAME)
        self._is_painted = True

    @staticmethod
    def _face(px: int) -> QFont:
        font = QFont(load_face(BOLD)[0])
        font.setPixelSize(px)
        font.setBold(True)
        return font
