"""The hall display's window: one page at a time, scaled by what the farthest seat can read."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QStackedLayout

from core.config import Config, ScreenConfig
from core.qt.language import Texts
from core.qt.link import Link
from core.qt.theme import Scale, Theme
from core.qt.tokens import Mode
from core.qt.window import Window
from core.speech.voice import Voice
from display.ahead import Ahead
from display.announcer import Announcer
from display.pages import HallPage, OfflinePage
from display.presenter import Presenter
from display.schedule import PACE, Pace
from display.shown import Shown, View

DEVICE = "display-1"
DRAWN = (1920, 1080)
DIAGONAL_IN = 43.0


class DisplayWindow(Window):
    """Shows what its presenter decides. Call `stop` before the link is closed."""

    def __init__(
        self,
        presenter: Presenter,
        texts: Texts,
        *,
        diagonal_in: float = DIAGONAL_IN,
        distance_m: float = 8.0,
    ) -> None:
        """`diagonal_in` is the screen's; `distance_m` that of the farthest seat."""
        super().__init__("display", texts)
        presenter.setParent(self)
        self.presenter = presenter
        self._diagonal_in = diagonal_in
        self._distance_m = distance_m
        self._dressed_for: tuple[int, int] | None = None
        self.hall = HallPage(texts)
        self.offline = OfflinePage(texts)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.hall)
        self._stack.addWidget(self.offline)
        presenter.changed.connect(self.show_state)
        presenter.ticked.connect(self._tick)
        # Told once it is painted, and after the painting: a slot may change what is painted.
        self.hall.block.painted.connect(presenter.painted, Qt.ConnectionType.QueuedConnection)
        self.resize(*DRAWN)
        self._dress()
        self.retranslate()

    @Slot(object)
    def show_state(self, shown: Shown) -> None:
        if shown.view is View.OFFLINE:
            self._stack.setCurrentWidget(self.offline)
            return
        self.hall.show_state(shown)
        self._stack.setCurrentWidget(self.hall)

    def retranslate(self) -> None:
        _ = self.texts
        self.setWindowTitle(_("SOPESA · Display"))
        self.offline.say_again()
        self.hall.say_again()
        self.show_state(self.presenter.shown)

    def _tick(self, now: float) -> None:
        if self.presenter.shown.view is View.HALL:
            self.hall.band.tick(now)

    def _dress(self) -> None:
        size = (self.width(), self.height())
        if size == self._dressed_for or not all(size):
            return
        self._dressed_for = size
        theme = Theme.of(Mode.LIGHT, Scale.display(*size, self._diagonal_in, self._distance_m))
        self.wear(theme)
        self.offline.dress(theme)
        self.hall.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def cover(self, screen: ScreenConfig) -> None:
        """Cover the configured monitor, without a frame or a pointer."""
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint)
        monitors = QGuiApplication.screens()
        monitor = monitors[min(screen.monitor, len(monitors) - 1)]
        self.setScreen(monitor)
        self.setGeometry(monitor.geometry())
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.showFullScreen()
        self.keep_awake()

    @property
    def is_quiet(self) -> bool:
        """True while nobody is called, nothing is spoken, and nothing is made ready."""
        return self.presenter.is_quiet

    def stop(self) -> None:
        """Stop working: before the link is closed, and before the application ends."""
        self.presenter.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.stop()


def create(
    config: Config,
    link: Link,
    texts: Texts,
    *,
    voice: Voice | None = None,
    pace: Pace = PACE,
    is_ahead: bool = True,
) -> DisplayWindow:
    """Return the display of this machine; `voice` replaces the configured one.

    `is_ahead`: calls are made ready before they are made.
    """
    is_silent = voice is None and config.voice.engine == "none"
    speaking = None if is_silent else voice or Voice.open(config.voice)
    ahead = None if speaking is None or not is_ahead else Ahead(config.voice, speaking.folder)
    announcer = Announcer(speaking)
    device = config.device or DEVICE
    presenter = Presenter(link, announcer, device=device, pace=pace, ahead=ahead)
    announcer.setParent(presenter)
    return DisplayWindow(
        presenter,
        texts,
        diagonal_in=config.screen.diagonal_in or DIAGONAL_IN,
        distance_m=config.screen.viewing_distance_m,
    )
