"""The hall display's window: one page at a time, scaled by what the farthest seat can read."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout

from core.machine.config import Config, ScreenConfig
from core.qt.desktop.monitor import Monitor
from core.qt.look.language import Texts
from core.qt.look.theme import Scale, Theme
from core.qt.look.tokens import ColourMode
from core.qt.office_link.link import Link
from core.qt.window import Window
from core.speech.voice import Voice
from display.calls.schedule import PACE, ShowingPace
from display.presenter import DisplayPresenter
from display.screen.layouts import layout_for
from display.screen.pages import HallPage, OfflinePage
from display.slides.pictures import Album
from display.state import Shown, View
from display.voice.announcer import Announcer
from display.voice.next_calls import Ahead

DEVICE = "display-1"
DRAWN = (1920, 1080)
DIAGONAL_IN = 43.0


class DisplayWindow(Window):
    """Shows what its presenter decides. Call `stop` before the link is closed."""

    def __init__(
        self,
        presenter: DisplayPresenter,
        texts: Texts,
        *,
        diagonal_in: float = DIAGONAL_IN,
        distance_m: float = 8.0,
        layout: str = "auto",
        pictures: Path | None = None,
    ) -> None:
        """`diagonal_in` is the screen's; `distance_m` that of the farthest seat.

        `layout` is the machine's setting; `pictures` a folder of them, None for none.
        """
        super().__init__("display", texts)
        presenter.setParent(self)
        self.presenter = presenter
        self._diagonal_in = diagonal_in
        self._distance_m = distance_m
        self._layout = layout
        self._mode = ColourMode.LIGHT
        self._dressed_for: object = None
        self.hall = HallPage(texts)
        self.offline = OfflinePage(texts)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.hall)
        self._stack.addWidget(self.offline)
        self.album = None if pictures is None else Album(pictures, self)
        if self.album is not None:
            self.hall.band.set_album(self.album)
            self.album.reported.connect(self._report)
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
        if shown.settings is not None:
            self._mode = ColourMode.DARK if shown.is_evening else ColourMode.LIGHT
        self._dress()
        self.hall.show_state(shown)
        self._stack.setCurrentWidget(self.hall)

    def retranslate(self) -> None:
        _ = self.texts
        self.setWindowTitle(_("Display · SOPESA"))
        self.offline.say_again()
        self.hall.say_again()
        self.show_state(self.presenter.shown)

    @Slot(float)
    def _tick(self, now: float) -> None:
        if self.presenter.shown.view is View.HALL:
            self.hall.tick(now)
        else:
            self.offline.tick(now)
        if self.album is not None and self.hall.has_slides:
            self.album.step(now)

    @Slot()
    def _report(self) -> None:
        """Have staff hear of pictures that cannot be shown."""
        assert self.album is not None  # it reports
        self.presenter.report(pictures=self.album.problem or None)

    def _dress(self) -> None:
        """Wear what this screen, this distance and this time of day ask for."""
        size = (self.width(), self.height())
        wanted = (size, self._mode)
        if wanted == self._dressed_for or not all(size):
            return
        self._dressed_for = wanted
        scale = Scale.display(*size, self._diagonal_in, self._distance_m)
        theme = Theme.of(self._mode, scale)
        self.wear(theme)
        self.offline.dress(theme)
        self.hall.set_layout(layout_for(self._layout, *size))
        self.hall.dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def cover(self, screen: ScreenConfig) -> None:
        """Cover the configured monitor, without a frame or a pointer."""
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint)
        self.setCursor(Qt.CursorShape.BlankCursor)
        Monitor(self, screen.monitor)
        self.showFullScreen()
        self.keep_awake()

    @property
    def is_quiet(self) -> bool:
        """True while nobody is called, nothing is spoken, and nothing is made ready."""
        return self.presenter.is_quiet

    def stop(self) -> None:
        """Stop working: before the link is closed, and before the application ends."""
        self.presenter.close()
        if self.album is not None:
            self.album.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.stop()


def create(
    config: Config,
    link: Link,
    texts: Texts,
    *,
    voice: Voice | None = None,
    pace: ShowingPace = PACE,
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
    presenter = DisplayPresenter(link, announcer, device=device, pace=pace, ahead=ahead)
    announcer.setParent(presenter)
    screen = config.screen
    return DisplayWindow(
        presenter,
        texts,
        diagonal_in=screen.diagonal_in or DIAGONAL_IN,
        distance_m=screen.viewing_distance_m,
        layout=screen.layout,
        pictures=Path(screen.pictures) if screen.pictures else None,
    )
