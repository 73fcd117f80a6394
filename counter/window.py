"""The facilitator's window: the bar above, the work on the left, who waits on the right."""

from time import monotonic

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.config import Config
from core.errors import StillAtCounter
from core.qt.hotkey import HotKey
from core.qt.language import Texts
from core.qt.link import Link
from core.qt.press import LONG_AGO
from core.qt.theme import Scale, Theme
from core.qt.tokens import Mode
from core.qt.window import Window
from counter.alert import Alert
from counter.brief import Brief
from counter.form import LEAST, WIDE, WISHES, Form, form_for, least_height
from counter.frames import Scroll, Strip
from counter.free import FreePage
from counter.front import FrontPage, LockPage, NewPinPage, TakeOverPage
from counter.memory import Memory
from counter.pages import AwayPage, CalledPage, Page
from counter.place import Places
from counter.presenter import Presenter, Stage
from counter.questions import Questions
from counter.serving import ServingPage
from counter.sign_in import SignInPage
from counter.top import FORM, TopBar
from counter.waiting import WaitingPanel

MARGINS = (24, 18, 24, 24)
NARROW_MARGINS = (12, 12, 12, 12)
BETWEEN = 24
CLOSE_WITHIN_S = 10.0  # of the sentence that says what is still at the counter
LARGER = ("Ctrl++", "Ctrl+=")  # the one key of both, with Shift or without
SMALLER = ("Ctrl+-",)
AS_DRAWN = ("Ctrl+0",)
COLOURS_KEY = ("Ctrl+Shift+C",)


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
        self.places = Places(self, self._memory)
        self._remembers_places = False
        self._hotkey: HotKey | None = None
        self._form: Form | None = None
        self._shown: QWidget | None = None
        self.bar = TopBar(presenter, texts)
        self.sign_in = SignInPage(presenter, texts, self._memory, counter)
        self.take_over = TakeOverPage(presenter, texts, self.sign_in)
        self.new_pin = NewPinPage(presenter, texts)
        self.lock = LockPage(presenter, texts)
        self._is_changing = False
        self.free = FreePage(presenter, texts)
        self.called = CalledPage(presenter, texts)
        self.serving = ServingPage(presenter, texts)
        self.away = AwayPage(presenter, texts)
        self.questions = Questions(presenter, texts, self.serving.citizen, self)
        self.waiting = WaitingPanel(presenter, texts)
        self.brief = Brief(presenter, texts, key=FORM)
        self.alert = Alert(self, presenter, texts)
        self._asked_to_close_at = LONG_AGO
        self._pages: dict[Stage, Page] = {
            Stage.FREE: self.free,
            Stage.CALLED: self.called,
            Stage.SERVING: self.serving,
            Stage.AWAY: self.away,
        }
        self._build()
        self._connect()
        self.setMinimumSize(*LEAST)
        self.resize(*WIDE)  # before it is dressed: to dress again takes three times as long
        self.retranslate()

    def _build(self) -> None:
        self._left = QStackedWidget()
        for page in (*self._pages.values(), *self.questions.pages):
            self._left.addWidget(page)
        left = Strip()
        left.box.addWidget(self._left, 1)
        left.box.addWidget(self.brief)
        work = Strip(across=True, gap=BETWEEN, margins=MARGINS, narrow_margins=NARROW_MARGINS)
        work.box.addWidget(left, 1)
        work.box.addWidget(self.waiting)
        self._all = QStackedWidget()
        for front in (self.sign_in, self.take_over, self.new_pin, self.lock):
            self._all.addWidget(front)
        # Enlarged it may have less room than its actions need: then all of it scrolls.
        self._scroll = Scroll(work)
        self._all.addWidget(self._scroll)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._all, 1)
        rows.insertWidget(0, self.bar)  # above, but not the first that Tab comes to
        self.bar.lower()  # yet the first that a screen reader says: it goes by the stacking

    def _connect(self) -> None:
        self.presenter.changed.connect(self.show_all)
        self.presenter.ticked.connect(self._tick)
        self.questions.changed.connect(self.show_all)
        self.presenter.acted.connect(self.place.change)
        self.place.pressed.connect(self.presenter.press)
        self.lock.coming.connect(self._change_person)
        self.sign_in.going_back.connect(self._stay)
        self.bar.pinned_changed.connect(self._pin)
        self.bar.form_wanted.connect(self._change_form)
        self.sign_in.colours_wanted.connect(self.change_colours)
        for keys, act in (
            (LARGER, self.enlarge),
            (SMALLER, self.diminish),
            (AS_DRAWN, lambda: self._wish(0)),
            (COLOURS_KEY, self.change_colours),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.activated.connect(act)
        self.brief.widening.connect(self._change_form)
        for page in self.findChildren(Page):
            page.reach.verticalScrollBar().rangeChanged.connect(
                self._make_room, Qt.ConnectionType.QueuedConnection
            )
        self.sign_in.language_chosen.connect(self._speak)
        self.questions.follow(self.free, self.called, self.serving)
        self.waiting.chosen.connect(self.questions.choose)

    # --- showing

    def retranslate(self) -> None:
        self.alert.follow()
        self.questions.name()
        self.show_all()

    @Slot()
    def show_all(self) -> None:
        """Show everything as the presenter knows it."""
        self.serving.follow()
        self._is_changing = self._is_changing and self.presenter.is_locked
        front = self._front()
        if front is not None:
            front.refresh()
            self._show(front)
        else:
            self._show(self._page())
            self._page().refresh()
            self._show_waiting()
        self._stand()
        self._show_bar()

    def _front(self) -> SignInPage | FrontPage | None:
        """Return what comes before the work now, None when nothing does."""
        presenter = self.presenter
        if presenter.may_take_over:
            return self.take_over
        if presenter.person is None or self._is_changing:
            return self.sign_in
        if presenter.must_choose_pin:
            return self.new_pin
        return self.lock if presenter.is_locked else None

    def _page(self) -> Page:
        stage = self.presenter.stage
        return self.questions.at(stage) or self._pages[stage]

    def _show(self, page: QWidget) -> None:
        before = self._shown
        self._shown = page
        if isinstance(page, Page):
            self._left.setCurrentWidget(page)
        self._all.setCurrentWidget(self._scroll if isinstance(page, Page) else page)
        if before is page:
            return
        self.place.change()
        self.brief.set_short(False)
        QTimer.singleShot(0, self, self._make_room)
        if page is self.sign_in and before is self.take_over:
            self.sign_in.focus()  # what was written there is still wanted
        elif isinstance(page, SignInPage | FrontPage):
            page.begin()
        else:
            # No button has the focus: Space or Enter, pressed for the page before, does nothing.
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _tick(self) -> None:
        if self._front() is None:
            self._page().tick()
            self._show_waiting()
        self._show_bar()

    def _show_waiting(self) -> None:
        (self.waiting if self.is_listed else self.brief).refresh()

    def _show_bar(self) -> None:
        narrow = self.is_narrow
        self.bar.show_form(
            narrow=narrow,
            pinned=self._memory.pinned(narrow=narrow),
            offers=not narrow or not isinstance(self._shown, Page),
        )
        self.bar.refresh()

    # --- a locked window

    @Slot()
    def _change_person(self) -> None:
        """Let a colleague sign in here, who may take the counter over."""
        self._is_changing = True
        self.presenter.dismiss()
        self.sign_in.begin_for_another()

    @Slot()
    def _stay(self) -> None:
        self._is_changing = False
        self.presenter.dismiss()

    # --- the window itself

    @Slot(str)
    def _speak(self, code: str) -> None:
        self._memory.keep_language(code)
        self.texts.switch(code)

    @property
    def is_narrow(self) -> bool:
        """Whether it is a strip beside another program."""
        return self._form is not None and self._form.narrow

    @property
    def is_listed(self) -> bool:
        """Whether who waits is listed beside the work."""
        return self._form is None or self._form.listed

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.brief.set_short(False)
        self._stand()
        QTimer.singleShot(0, self, self._make_room)

    def _stand(self) -> None:
        """Stand as the room and the office's wish have it."""
        form = form_for(
            self.width(), self.height(), list_shown=self._list_shown(), wish=self._memory.wish
        )
        mode = self._memory.mode
        if form == self._form and mode is self.theme.mode:
            return
        before, self._form = self._form, form
        self.wear(Theme.of(mode, Scale.counter(form.zoom, narrow=form.narrow)))
        self._scroll.set_least(least_height(form.zoom) - self.bar.sizeHint().height())
        self.waiting.setVisible(form.listed)
        self.brief.setVisible(not form.listed)
        self._show_waiting()
        if before is None or before.narrow != form.narrow:
            self.places.stay_above(self._memory.pinned(narrow=self.is_narrow))
            self._show_bar()

    def _list_shown(self) -> bool:
        hall = self.presenter.hall
        return hall is None or hall.settings.desk.list_shown

    @Slot()
    def _make_room(self) -> None:
        """Say who waits in the fewest words where the work needs the room."""
        if isinstance(self._shown, Page) and self._shown.reach.overflow:
            self.brief.set_short(True)

    @Slot()
    def enlarge(self) -> None:
        """Be one step larger, also after the next start."""
        self._wish(1)

    @Slot()
    def diminish(self) -> None:
        self._wish(-1)

    def _wish(self, steps: int) -> None:
        """Go `steps` along `WISHES`; 0: back to as large as there is room for."""
        at = WISHES.index(self._memory.wish) + steps if steps else WISHES.index(1.0)
        self._memory.keep_wish(WISHES[min(max(at, 0), len(WISHES) - 1)])
        self._stand()

    @Slot()
    def change_colours(self) -> None:
        """Wear the next colours: light, dark, high contrast."""
        modes = list(Mode)
        self._memory.keep_mode(modes[(modes.index(self._memory.mode) + 1) % len(modes)])
        self.show_all()

    @Slot()
    def _change_form(self) -> None:
        self.places.change(narrow=not self.is_narrow)

    @Slot(bool)
    def _pin(self, pinned: bool) -> None:
        self._memory.keep_pinned(narrow=self.is_narrow, pinned=pinned)
        self.places.stay_above(pinned)

    def remember_geometry(self) -> None:
        self._remembers_places = True
        self.places.come_back()

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous() and self._stays_open():
            event.ignore()
            return
        if self._remembers_places:
            self.places.keep(narrow=self.is_narrow)
        super().closeEvent(event)
        if event.isAccepted():
            self.stop()

    def _stays_open(self) -> bool:
        """Whether a ticket is here still, and nobody has been told so just now."""
        now = monotonic()
        if self.presenter.ticket is None or now - self._asked_to_close_at < CLOSE_WITHIN_S:
            return False
        self._asked_to_close_at = now
        self.presenter.refuse(StillAtCounter())
        return True

    def use_hotkey(self, keys: str) -> None:
        """Call the next ticket by `keys` too, whatever program has the keyboard."""
        self._hotkey = HotKey(keys, self)
        self._hotkey.pressed.connect(self._call)

    @Slot()
    def _call(self) -> None:
        """Press *Call next*, if it is what could be pressed here."""
        if self._shown is self.free and self._hotkey is not None:
            self.presenter.press()
            with self.place.by(self._hotkey.press):
                self.free.call.click()

    def stop(self) -> None:
        self.alert.close()
        if self._hotkey is not None:
            self._hotkey.close()
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
    if config.hotkey:
        window.use_hotkey(config.hotkey)
    return window
