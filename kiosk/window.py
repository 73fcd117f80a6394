"""The kiosk's window: the sky above, one page below, dressed for this screen and this person."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedLayout, QVBoxLayout

from core.config import Config, ScreenConfig
from core.printing.port import Printer, open_printer
from core.qt.language import Texts
from core.qt.link import Link
from core.qt.theme import Mode, Scale, Theme
from core.qt.window import Window
from kiosk.closed import ClosedPage
from kiosk.header import Header
from kiosk.home import HomePage
from kiosk.notices import BusyPage, GoStraightPage, NoServerPage, Notice, StillTherePage
from kiosk.paper import PaperLane
from kiosk.presenter import Presenter
from kiosk.result import ResultPage
from kiosk.shown import (
    Busy,
    Closed,
    Comfort,
    GoStraight,
    Home,
    NoServer,
    Page,
    Result,
    StillThere,
)
from kiosk.times import TIMES, Times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.body import Body

DEVICE = "kiosk-1"
DRAWN = (1080, 1920)
DIAGONAL_IN = 21.5


class KioskWindow(Window):
    """Shows what its presenter decides. Call `stop` before the link is closed."""

    def __init__(
        self, presenter: Presenter, texts: Texts, paper: PaperLane | None, *, diagonal_in: float
    ) -> None:
        super().__init__("kiosk", texts)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.presenter = presenter
        self._paper = paper
        self._diagonal_in = diagonal_in
        self._is_locked = False
        self._office = ""
        self._worn: tuple[Mode, int, int, bool] | None = None
        self.header = Header()
        self.home = HomePage(texts)
        self.result = ResultPage(texts)
        self.closed_page = ClosedPage(texts)
        self._notices: Mapping[type[Page], Notice[Any]] = {
            Busy: BusyPage(texts),
            NoServer: NoServerPage(texts),
            GoStraight: GoStraightPage(texts),
            StillThere: StillTherePage(texts),
        }
        self.pages: Mapping[type[Page], Body[Any]] = {
            Home: self.home,
            Result: self.result,
            Closed: self.closed_page,
            **self._notices,
        }
        self._build()
        self._connect()
        self.resize(*DRAWN)
        self.retranslate()
        self.show_page(presenter.page)

    def _build(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        # The screen is as large as it is, whatever the pages behind would like.
        rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        rows.addWidget(self.header)
        self._stack = QStackedLayout()
        for page in self.pages.values():
            self._stack.addWidget(page)
        rows.addLayout(self._stack, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.page_changed.connect(self.show_page)
        presenter.comfort_changed.connect(self.show_comfort)
        presenter.clock_changed.connect(self._say_bar)
        presenter.drained.connect(self._drain)
        self.home.taken.connect(presenter.take)
        self.result.finished.connect(presenter.done)
        for page in (self.home, self.closed_page):
            page.comforts.wanted.connect(presenter.want)
        straight, still = self._notices[GoStraight], self._notices[StillThere]
        assert isinstance(straight, GoStraightPage)
        assert isinstance(still, StillTherePage)
        straight.finished.connect(presenter.done)
        still.stayed.connect(presenter.stay)
        still.left.connect(presenter.leave)
        no_server = self._notices[NoServer]
        assert isinstance(no_server, NoServerPage)
        for speaking in (self.home, self.result, self.closed_page, straight, no_server):
            speaking.languages.chosen.connect(presenter.speak)

    # --- showing

    @Slot(object)
    def show_page(self, page: Page) -> None:
        body = self.pages[type(page)]
        body.show_page(page)
        if body is not self._stack.currentWidget() or self._worn is None:
            self.setUpdatesEnabled(False)
            self.header.suit(type(page), self.presenter.comfort)
            self._stack.setCurrentWidget(body)
            self._dress()
            self.setUpdatesEnabled(True)
        self._greet()
        self._say_bar()

    @Slot(object)
    def show_comfort(self, comfort: Comfort) -> None:
        for body in self.pages.values():
            body.show_comfort(comfort)
        self.header.suit(type(self.presenter.page), comfort)
        self._dress()

    def retranslate(self) -> None:
        for body in self.pages.values():
            body.say_again()
        self._greet()
        self._say_bar()

    def _greet(self) -> None:
        page = self.presenter.page
        if not isinstance(page, Home):
            return
        company = page.settings.company
        self.header.greeting.setText(
            self.texts("Good morning.\nWelcome to {company}", company=company)
            if page.is_morning
            else self.texts("Good afternoon.\nWelcome to {company}", company=company)
        )

    @Slot()
    def _say_bar(self) -> None:
        page, local = self.presenter.page, self.presenter.local_time
        settings = getattr(page, "settings", None)
        if settings is not None:
            self._office = settings.name
        clock = "" if local is None else self.texts.clock(local)
        self.header.bar.set_texts(self._office, clock)

    @Slot(float)
    def _drain(self, left: float) -> None:
        page = self.presenter.page
        if isinstance(page, Result):
            self.result.done.set_drain(left)
        elif type(page) in self._notices:
            self._notices[type(page)].drain(left)

    def _dress(self) -> None:
        """Wear what the page, the person and the screen ask for."""
        comfort, page = self.presenter.comfort, self.presenter.page
        if comfort.contrast:
            mode = Mode.CONTRAST
        else:
            mode = Mode.DARK if isinstance(page, Closed) else Mode.LIGHT
        worn = (mode, self.width(), self.height(), comfort.large)
        if worn != self._worn:
            self._worn = worn
            scale = Scale.kiosk(self.width(), self.height(), self._diagonal_in, large=comfort.large)
            self.wear(Theme.of(mode, scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    # --- a window nobody leaves by accident

    def lock_on(self, screen: ScreenConfig) -> None:
        """Cover the configured monitor, without frame, pointer or a way to close it."""
        self._is_locked = True
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        monitors = QGuiApplication.screens()
        monitor = monitors[min(screen.monitor, len(monitors) - 1)]
        self.setScreen(monitor)
        self.setGeometry(monitor.geometry())
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)
        self.showFullScreen()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_locked:
            event.ignore()
            return
        super().closeEvent(event)
        self.stop()

    def stop(self) -> None:
        """Stop working: before the link is closed, and before the application ends."""
        self.presenter.close()
        if self._paper is not None:
            self._paper.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.presenter.notice()
        super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self.presenter.notice()
        return super().event(event)


def create(
    config: Config,
    link: Link,
    texts: Texts,
    *,
    printer: Printer | None = None,
    times: Times = TIMES,
    monotonic: Callable[[], float] = time.monotonic,
) -> KioskWindow:
    """Return the kiosk of this machine; `printer` replaces the configured one.

    Stop it (`stop`) before `link` is closed. `times` and `monotonic` are for tests.

    Raises:
        ConfigInvalid: the printer's configuration lacks something.
    """
    device = config.device or DEVICE
    if printer is None and config.printer.kind != "none":
        printer = open_printer(config.printer)
    paper = None if printer is None else PaperLane(printer, device, try_s=times.print_s)
    presenter = Presenter(
        link,
        texts,
        paper,
        device=device,
        language=config.language,
        times=times,
        monotonic=monotonic,
    )
    diagonal_in = config.screen.diagonal_in or DIAGONAL_IN
    window = KioskWindow(presenter, texts, paper, diagonal_in=diagonal_in)
    presenter.setParent(window)
    if paper is not None:
        paper.setParent(window)
    return window
