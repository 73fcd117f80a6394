"""The facilitator's window: the bar above, the work on the left, who waits on the right."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.config import Config
from core.qt.language import Texts
from core.qt.link import Link
from core.qt.theme import Scale, Theme
from core.qt.tokens import Mode
from core.qt.widgets import CounterBar, StatusItem
from core.qt.widgets.base import PaintedButton
from core.qt.window import Window
from counter import wording
from counter.asking import AskPage, ReasonPage
from counter.devices import DISPLAY_UNKNOWN, PRINTER_UNKNOWN, VOICE_UNKNOWN, conditions
from counter.frames import Strip
from counter.free import FreePage
from counter.memory import Memory
from counter.moving import OtherPage, TransferPage
from counter.pages import AwayPage, CalledPage, Page
from counter.prelation import OfferPage
from counter.presenter import Presenter, Stage
from counter.serving import ServingPage
from counter.sign_in import SignInPage
from counter.waiting import WaitingPanel

DRAWN = (1366, 768)
ZOOM_STEPS = 10  # in a whole
LEAST_ZOOM = 0.9
MOST_ZOOM = 2.0
MARGINS = (24, 18, 24, 24)
BETWEEN = 24


def zoom_for(width: int, height: int) -> float:
    """Return how much larger than drawn a window of this size shows everything."""
    fits = min(width / DRAWN[0], height / DRAWN[1])
    return min(MOST_ZOOM, max(LEAST_ZOOM, int(fits * ZOOM_STEPS) / ZOOM_STEPS))


class CounterWindow(Window):
    """The window of one counter. It only shows and reports; `presenter` decides."""

    def __init__(
        self,
        presenter: Presenter,
        texts: Texts,
        *,
        counter: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`counter`: the one offered first at sign-in; None for the last one."""
        super().__init__("counter", texts, parent)
        presenter.setParent(self)
        self.presenter = presenter
        self._memory = Memory()
        self._zoom = 0.0
        self._asking: AskPage | None = None
        self._shown: QWidget | None = None
        self.bar = CounterBar()
        self._devices = [
            StatusItem(each.icon, "") for each in (PRINTER_UNKNOWN, DISPLAY_UNKNOWN, VOICE_UNKNOWN)
        ]
        for item in self._devices:
            self.bar.add_status(item)
        self.sign_in = SignInPage(presenter, texts, self._memory, counter)
        self.free = FreePage(presenter, texts)
        self.called = CalledPage(presenter, texts)
        self.serving = ServingPage(presenter, texts)
        self.away = AwayPage(presenter, texts)
        self.ask_away = ReasonPage(presenter, texts, "coffee-fill", keeps_answer=True)
        self.ask_hold = ReasonPage(presenter, texts, "pause_circle-fill", keeps_answer=False)
        self.transfer = TransferPage(presenter, texts)
        self.other = OtherPage(presenter, texts)
        self.offer = OfferPage(presenter, texts)
        self._asking_pages: tuple[AskPage, ...] = (
            self.ask_away,
            self.ask_hold,
            self.transfer,
            self.other,
            self.offer,
        )
        self.waiting = WaitingPanel(presenter, texts)
        self._pages: dict[Stage, Page] = {
            Stage.FREE: self.free,
            Stage.CALLED: self.called,
            Stage.SERVING: self.serving,
            Stage.AWAY: self.away,
        }
        self._build()
        self._connect()
        self.setMinimumSize(round(DRAWN[0] * LEAST_ZOOM), round(DRAWN[1] * LEAST_ZOOM))
        self.retranslate()

    def _build(self) -> None:
        self._left = QStackedWidget()
        for page in (*self._pages.values(), *self._asking_pages):
            self._left.addWidget(page)
        work = Strip(across=True, gap=BETWEEN, margins=MARGINS)
        work.box.addWidget(self._left, 1)
        work.box.addWidget(self.waiting)
        self._work = work
        self._all = QStackedWidget()
        self._all.addWidget(self.sign_in)
        self._all.addWidget(work)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self._all, 1)

    def _connect(self) -> None:
        self.presenter.changed.connect(self.show_all)
        self.presenter.ticked.connect(self._tick)
        self.presenter.acted.connect(self._stop_asking)
        self.sign_in.language_chosen.connect(self._speak)
        self.free.leaving.connect(self._ask_away)
        self.serving.leaving.connect(self._ask_away)
        self.serving.holding.connect(self._ask_hold)
        self.ask_away.confirmed.connect(self._step_away)
        self.ask_hold.confirmed.connect(self.presenter.hold)
        for asking in self._asking_pages:
            asking.cancelled.connect(self._stop_asking)
        for page in (self.free, self.called, self.serving):
            page.more.transferring.connect(self._transfer)
            page.more.choosing.connect(self._choose_other)
        for busy in (self.called, self.serving):
            busy.arrival.activated.connect(self._offer)
            busy.more.arrival.activated.connect(self._offer)
        self.waiting.chosen.connect(self._choose_other)
        for button in self._left.findChildren(PaintedButton):
            button.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Make a double click one click: the second would press what the first brought there."""
        return event.type() is QEvent.Type.MouseButtonDblClick

    # --- showing

    def retranslate(self) -> None:
        self.setWindowTitle(self.texts("SOPESA · Counter"))
        self.ask_away.name(self.texts("Step away"), self.texts("Step away"))
        self.ask_hold.name(self.texts("Put on hold"), self.texts("Put on hold"))
        self.show_all()

    @Slot()
    def show_all(self) -> None:
        """Show everything as the presenter knows it."""
        ticket = self.presenter.ticket
        self.serving.keep_only(ticket.id if ticket is not None else None)
        if self.presenter.stage is Stage.SIGNED_OUT:
            self._show(self.sign_in)
            self.sign_in.refresh()
        else:
            self._show(self._page())
            self._page().refresh()
            self.waiting.refresh()
        self._show_bar()

    def _page(self) -> Page:
        stage = self.presenter.stage
        if self._asking is not None and stage in self._asking.stages:
            return self._asking
        self._asking = None
        return self._pages[stage]

    def _show(self, page: QWidget) -> None:
        signed_out = page is self.sign_in
        before = self._shown
        self._shown = page
        if not signed_out:
            self._left.setCurrentWidget(page)
        self._all.setCurrentWidget(self.sign_in if signed_out else self._work)
        if before is page:
            return
        if signed_out:
            self.sign_in.begin()
        else:
            # No button has the focus: Space or Enter, pressed for the page before, does nothing.
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _tick(self) -> None:
        if self.presenter.stage is not Stage.SIGNED_OUT:
            self._page().tick()
            self.waiting.refresh()
        self._show_bar()

    def _show_bar(self) -> None:
        presenter, _ = self.presenter, self.texts
        hall, now = presenter.hall, presenter.local_now
        counter = presenter.counter
        self.bar.set_place(
            hall.settings.name if hall is not None else "",
            _("Counter {counter}", counter=counter) if counter is not None else "",
        )
        self.bar.set_person(presenter.person.name if presenter.person is not None else "")
        self.bar.set_clock(_.clock(now) if now is not None else "")
        at = presenter.now
        known = hall is not None and at is not None and presenter.is_here
        for item in self._devices:
            item.setVisible(known)
        if hall is None or at is None:
            return
        for item, each in zip(self._devices, conditions(hall.devices, at), strict=True):
            if (item.text(), item.state) != (_(each.word), each.health):
                spoken = _(each.title) if each.title else _(each.word)
                item.set_state(_(each.word), each.health, spoken=spoken, icon=each.icon)

    # --- asking for a reason

    @Slot()
    def _ask_away(self) -> None:
        self._ask(self.ask_away, wording.AWAY_REASONS)

    @Slot()
    def _ask_hold(self) -> None:
        reasons = wording.HOLD_REASONS
        if self.presenter.is_direct:
            reasons = (wording.HOLD_PREFERENTIAL, *reasons)
        self._ask(self.ask_hold, reasons)

    def _ask(self, page: ReasonPage, reasons: tuple[wording.Reason, ...]) -> None:
        page.open(reasons)
        self._open(page)

    def _open(self, page: AskPage) -> None:
        self._asking = page
        self.show_all()

    @Slot()
    def _transfer(self) -> None:
        self._open(self.transfer)
        self.transfer.open()

    @Slot()
    @Slot(str)
    def _choose_other(self, code: str = "") -> None:
        """Ask what to do with another ticket: a chosen one, or one to be typed."""
        if self.presenter.stage in self.other.stages:
            self._open(self.other)
            self.other.open(code)

    @Slot()
    def _offer(self) -> None:
        """Offer to make room; a priority citizen who is served already changes places with none."""
        self._open(self.offer)
        self.offer.open()

    @Slot(str)
    def _step_away(self, reason: str) -> None:
        serving = self.presenter.ticket is not None
        agreed = self.ask_away.agreed.isChecked() if serving else None
        self.presenter.step_away(reason, agreed=agreed)

    @Slot()
    def _stop_asking(self) -> None:
        self._asking = None
        self.show_all()

    # --- the window itself

    @Slot(str)
    def _speak(self, code: str) -> None:
        self._memory.keep_language(code)
        self.texts.switch(code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        zoom = zoom_for(self.width(), self.height())
        if zoom != self._zoom:
            self._zoom = zoom
            self.wear(Theme.of(Mode.LIGHT, Scale.counter(zoom)))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if event.isAccepted():
            self.stop()

    def stop(self) -> None:
        self.presenter.close()


def create(
    config: Config,
    link: Link,
    texts: Texts,
    *,
    counter: int | None = None,
) -> CounterWindow:
    """Return the window of a counter on `link`; start the link once the window is shown.

    `counter`: the number offered at sign-in, else the machine's, else the last one.
    """
    wanted = counter if counter is not None else config.counter
    window = CounterWindow(Presenter(link), texts, counter=wanted)
    window.resize(*DRAWN)
    return window
