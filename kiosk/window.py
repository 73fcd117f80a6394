"""The kiosk's window: the sky above, one page below, dressed for this screen and this person."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Slot
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLayout, QStackedLayout, QVBoxLayout, QWidget

from core.machine.config import Config, ScreenConfig
from core.printing.port import Printer
from core.printing.printers.open import open_printer
from core.qt.desktop.monitor import Monitor
from core.qt.look.language import Texts
from core.qt.look.theme import ColourMode, Scale, Theme
from core.qt.office_link.link import Link
from core.qt.spoken import SpokenPage
from core.qt.window import Window
from core.words import hours_today
from kiosk.fitting.header import Header
from kiosk.keyboard import focus_end, let_go
from kiosk.memory import KioskMemory
from kiosk.pages.closed import ClosedPage
from kiosk.pages.home import HomePage
from kiosk.pages.notices import BusyPage, GoStraightPage, NoServerPage, OutOfUsePage, StillTherePage
from kiosk.pages.options import OptionsPage
from kiosk.pages.result import ResultPage
from kiosk.pages.services import ServicesPage
from kiosk.pages.survey import SurveyPage
from kiosk.pages.thanks import ThanksPage
from kiosk.presenter import KioskPresenter
from kiosk.printer_lane import PaperLane
from kiosk.read_aloud.page_sentences import words_on
from kiosk.read_aloud.reader import Aloud, Loudspeaker, Reader
from kiosk.staff.menu import StaffMenu
from kiosk.staff.page import StaffBody
from kiosk.visit.page_values import (
    Busy,
    Closed,
    Comfort,
    GoStraight,
    Home,
    NoServer,
    OfficePage,
    Options,
    OutOfUse,
    Page,
    Result,
    Services,
    StaffPage,
    StillThere,
    Survey,
    Thanks,
)
from kiosk.visit.times import TIMES, Times

if TYPE_CHECKING:
    from core.qt.desktop.motion import MotionWish
    from kiosk.fitting.page_body import Body

DEVICE = "kiosk-1"
DRAWN = (1080, 1920)
DIAGONAL_IN = 21.5
ASK_LATER_MS = 1000
STAFF_HOLD_MS = 3000  # a finger this long on the sky: nobody does that by chance
STAFF_KEY = Qt.Key.Key_F12
HEARD_S = 4.0  # a ticket's page is said for longer, and a kiosk's computer may be slow
LISTEN_KEY = Qt.Key.Key_F2
LISTEN_HOLD_MS = 1500  # a finger this long in the lower left corner, whatever stands there
LISTEN_CORNER_MM = 60  # each way: to be found by the frame's corner, without seeing


class KioskWindow(Window):
    """Shows what its presenter decides. Call `stop` before the link is closed."""

    def __init__(
        self,
        presenter: KioskPresenter,
        texts: Texts,
        paper: PaperLane | None,
        *,
        diagonal_in: float,
    ) -> None:
        super().__init__("kiosk", texts)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.presenter = presenter
        self._paper = paper
        self._diagonal_in = diagonal_in
        self._is_locked = self._is_speaking = False
        self._office = ""
        self._staff_hold = QTimer(self)
        self._staff_hold.setSingleShot(True)
        self._staff_hold.setInterval(STAFF_HOLD_MS)
        self._staff_hold.timeout.connect(presenter.open_staff_menu)
        self._listen_hold = QTimer(self)
        self._listen_hold.setSingleShot(True)
        self._listen_hold.setInterval(LISTEN_HOLD_MS)
        self._listen_hold.timeout.connect(self._listen_by_hold)
        self._has_held = False
        self._spoken = SpokenPage(self, heard_s=HEARD_S, corrects=False)
        self._motion: MotionWish | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(ASK_LATER_MS)
        self._worn: tuple[ColourMode, int, int, bool, bool] | None = None
        self.header = Header()
        self.home = HomePage(texts)
        self.services = ServicesPage(texts)
        self.options = OptionsPage(texts)
        self.survey = SurveyPage(texts)
        self.thanks = ThanksPage(texts)
        self.result = ResultPage(texts)
        self.straight = GoStraightPage(texts)
        self.closed_page = ClosedPage(texts)
        self.still = StillTherePage(texts)
        self.staff_page = StaffBody(texts)
        self.pages: Mapping[type[Page], Body[Any]] = {
            Home: self.home,
            Services: self.services,
            Options: self.options,
            Survey: self.survey,
            Thanks: self.thanks,
            Result: self.result,
            GoStraight: self.straight,
            Closed: self.closed_page,
            Busy: BusyPage(texts),
            NoServer: NoServerPage(texts),
            OutOfUse: OutOfUsePage(texts),
            StillThere: self.still,
            StaffPage: self.staff_page,
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
            page.sky = self.header
            self._stack.addWidget(page)
        rows.addLayout(self._stack, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        self.place.pressed.connect(presenter.notice)
        presenter.page_changed.connect(self.show_page)
        presenter.comfort_changed.connect(self.show_comfort)
        presenter.clock_changed.connect(self._say_bar)
        presenter.drained.connect(self._drain)
        presenter.reader.changed.connect(self._show_listening)
        self.home.taken.connect(presenter.take)
        for giving in (self.home.general, self.home.preferential, self.services.services):
            giving.pressed.connect(presenter.expect)
        self.home.rated.connect(presenter.open_survey)
        self.home.informed.connect(presenter.be_informed)
        self.home.options.connect(presenter.open_options)
        self.services.chosen.connect(presenter.choose)
        self.survey.rated.connect(presenter.rate)
        for going_back in (self.services, self.options, self.survey):
            going_back.left.connect(presenter.back)
        for ending in (self.result, self.straight, self.thanks):
            ending.finished.connect(presenter.done)
        self.still.stayed.connect(presenter.stay)
        self.still.left.connect(presenter.leave)
        for page in self.pages.values():
            if page.languages is not None:
                page.languages.chosen.connect(presenter.speak)
            if page.comforts is not None:
                page.comforts.wanted.connect(presenter.want)
            if page.listen is not None:
                page.listen.asked.connect(self._listen)
                page.listen.volume_wanted.connect(presenter.reader.set_volume)
                page.listen.pace_wanted.connect(presenter.reader.set_pace)
        self.staff_page.follow(presenter.staff)
        presenter.staff.exit_wanted.connect(self._exit)
        self._later.timeout.connect(self._ask_for_motion)
        self._later.start()

    # --- showing

    @Slot(object)
    def show_page(self, page: Page) -> None:
        body = self.pages[type(page)]
        if body.languages is not None and not isinstance(page, OfficePage):
            body.languages.set_languages(self.presenter.languages)
        body.show_page(page)
        if body is not self._stack.currentWidget() or self._worn is None:
            self.setUpdatesEnabled(False)
            let_go(self)
            self.header.suit(type(page))
            self._stack.setCurrentWidget(body)
            self.place.change()
            self._dress()
            self.setUpdatesEnabled(True)
            self._announce()
        elif isinstance(page, Result):
            self._announce_more()
        self._greet()
        self._say_bar()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the keyboard on; where it is on nothing yet, to the page's first or last control."""
        body = self._stack.currentWidget()
        focused = self.focusWidget()
        if focused not in (None, body) or not isinstance(body, QWidget):
            return super().focusNextPrevChild(forward)
        return focus_end(body, first=forward)

    @Slot(object)
    def show_comfort(self, comfort: Comfort) -> None:
        self.place.change()  # controls stand elsewhere
        for body in self.pages.values():
            body.show_comfort(comfort)
        self._dress()

    def retranslate(self) -> None:
        self.setWindowTitle(self.texts("Kiosk · SOPESA"))
        self.be_called(self.windowTitle())
        self.place.change()  # another language is in place of this one
        for body in self.pages.values():
            body.say_again()
        self._greet()
        self._say_bar()
        self._announce()

    def _announce(self) -> None:
        """Have a screen reader say the page: no control of it need have the keyboard."""
        body = self._stack.currentWidget()
        if body is None or not QAccessible.isActive():
            return
        self._spoken.begin(body, words_on(body, self.texts))

    def _announce_more(self) -> None:
        """Have a screen reader say what has come to the page: people ahead, wait, the paper."""
        body = self._stack.currentWidget()
        if body is None or not QAccessible.isActive():
            return
        self._spoken.follow(body, words_on(body, self.texts))

    def _greet(self) -> None:
        page = self.presenter.page
        if not isinstance(page, Home):
            return
        _, settings = self.texts, page.settings
        hours = "" if page.today is None else hours_today(_, page.today, settings.hours)
        if hours and page.is_morning:
            words = _("Good morning.\n{hours}", hours=hours)
        elif hours:
            words = _("Good afternoon.\n{hours}", hours=hours)
        elif page.is_morning:
            words = _("Good morning.\nWelcome to {company}", company=settings.company)
        else:
            words = _("Good afternoon.\nWelcome to {company}", company=settings.company)
        self.header.greeting.setText(words)

    @Slot()
    def _say_bar(self) -> None:
        page, local = self.presenter.page, self.presenter.local_time
        if isinstance(page, OfficePage):
            self._office = page.settings.name
        clock = "" if local is None else self.texts.clock(local)
        self.header.bar.set_texts(self._office, clock)

    @Slot()
    def _show_listening(self) -> None:
        listening = self.presenter.reader.listening
        if listening.is_speaking is not self._is_speaking:
            self._is_speaking = listening.is_speaking
            self.place.change()  # other buttons stand there
        for body in self.pages.values():
            body.show_listening(listening)

    @Slot()
    def _listen(self) -> None:
        """Read the page aloud, or stop."""
        self.presenter.notice()
        reader = self.presenter.reader
        if reader.listening.is_speaking:
            reader.stop()
        else:
            reader.read(words_on(self, self.texts), self.texts.code)

    @Slot()
    def _listen_by_hold(self) -> None:
        self._has_held = True
        self._listen_unseen()

    def _listen_unseen(self) -> None:
        """Read the page aloud, or stop, for somebody who does not see the button."""
        if self.pages[type(self.presenter.page)].listen is not None:
            self._listen()

    @Slot()
    def _exit(self) -> None:
        self._is_locked = False
        self.close()

    @Slot(float)
    def _drain(self, left: float) -> None:
        self.pages[type(self.presenter.page)].drain(left)

    @Slot()
    def _dress(self) -> None:
        """Wear what the page, the person and the screen ask for."""
        comfort, page = self.presenter.comfort, self.presenter.page
        if comfort.contrast:
            mode = ColourMode.CONTRAST
        else:
            usual = self.presenter.staff.set_up.mode
            mode = (
                ColourMode.DARK if isinstance(page, Closed) and usual is ColourMode.LIGHT else usual
            )
        is_still = self._motion is not None and self._motion.is_reduced
        worn = (mode, self.width(), self.height(), comfort.large, is_still)
        if worn != self._worn:
            self._worn = worn
            scale = Scale.kiosk(self.width(), self.height(), self._diagonal_in, large=comfort.large)
            self.wear(Theme.of(mode, scale, reduced_motion=worn[-1]))

    @Slot()
    def _ask_for_motion(self) -> None:
        """Ask the system whether less motion is wanted: after the first paint, as it takes time."""
        from core.qt.desktop.motion import MotionWish  # noqa: PLC0415 - D-Bus, behind the paint

        self._motion = MotionWish(self)
        self._motion.changed.connect(self._dress)
        self._motion.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    # --- a window nobody leaves by accident

    def lock_on(self, screen: ScreenConfig) -> None:
        """Cover the configured monitor, without frame, pointer or a way to close it."""
        self._is_locked = True
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        Monitor(self, screen.monitor)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)
        self.showFullScreen()
        self.keep_awake()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_locked:
            event.ignore()
            return
        super().closeEvent(event)
        self.stop()

    def stop(self) -> None:
        """Stop working: before the link is closed, and before the application ends."""
        self._staff_hold.stop()
        self._listen_hold.stop()
        self._later.stop()
        self.presenter.close()
        if self._paper is not None:
            self._paper.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Above all widgets: the corner is held whatever stands in it.
        self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._has_held = False
            if self._listen_corner.contains(event.position().toPoint()):
                self._listen_hold.start()
        elif kind == QEvent.Type.MouseButtonRelease:
            self._listen_hold.stop()
            if self._has_held:
                self._has_held = False
                for control in self.findChildren(QAbstractButton):
                    control.setDown(False)  # it was held to listen, not to press what is there
        return super().eventFilter(watched, event)

    @property
    def _listen_corner(self) -> QRect:
        side = self.theme.scale.mm(LISTEN_CORNER_MM)
        return QRect(0, self.height() - side, side, side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.presenter.notice()
        if self.header.geometry().contains(event.position().toPoint()):
            self._staff_hold.start()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._staff_hold.stop()
        super().mouseReleaseEvent(event)

    def _type(self, event: QKeyEvent) -> bool:
        """Give a key to the staff's page, once however long it is held."""
        with self.place.by(self.place.hear(event)):
            is_done = self.place.is_held
            return is_done or (self.staff_page.press(event) and self.place.admits(is_read=True))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.presenter.notice()
            if event.key() == LISTEN_KEY:
                if not event.isAutoRepeat():
                    self._listen_unseen()
                return True
            if event.key() == STAFF_KEY:
                self.presenter.open_staff_menu()
                return True
            if isinstance(self.presenter.page, StaffPage) and self._type(event):
                return True
        return super().event(event)


def create(
    config: Config,
    link: Link,
    texts: Texts,
    *,
    printer: Printer | None = None,
    speaker: Aloud | None = None,
    times: Times = TIMES,
    monotonic: Callable[[], float] = time.monotonic,
) -> KioskWindow:
    """Return the kiosk of this machine; `printer` and `speaker` replace the configured ones.

    Stop it (`stop`) before `link` is closed. `times` and `monotonic` are for tests.

    Raises:
        ConfigInvalid: the printer's configuration lacks something.
    """
    device = config.device or DEVICE
    if printer is None and config.printer.kind != "none":
        printer = open_printer(config.printer)
    paper = None if printer is None else PaperLane(printer, device, try_s=times.print_s)
    memory = KioskMemory()
    if speaker is None and config.voice.engine != "none":
        speaker = Loudspeaker.open(config.voice)
    staff = StaffMenu(link, paper, memory, device=device, monotonic=monotonic)
    reader = Reader(speaker, volume=memory.set_up.volume)
    presenter = KioskPresenter(
        link,
        texts,
        paper,
        device=device,
        reader=reader,
        staff=staff,
        language=config.language,
        times=times,
        monotonic=monotonic,
    )
    diagonal_in = config.screen.diagonal_in or DIAGONAL_IN
    window = KioskWindow(presenter, texts, paper, diagonal_in=diagonal_in)
    presenter.setParent(window)
    for part in (reader, staff):
        part.setParent(presenter)
    if paper is not None:
        paper.setParent(window)
    return window
