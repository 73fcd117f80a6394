"""The facilitator's window: the bar above, the work on the left, who waits on the right."""

from collections.abc import Callable
from functools import cached_property, partial
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.errors import StillAtCounter
from core.keys import DEFAULTS, WITHOUT_SHIFT, DeskPage, KeyAction, Keys
from core.machine.config import Config
from core.qt.desktop.hotkey import HotKey
from core.qt.look.language import Texts
from core.qt.look.theme import Scale, Theme
from core.qt.look.tokens import ColourMode
from core.qt.office_link.link import Link
from core.qt.press import LONG_AGO
from core.qt.spoken import SpokenPage
from core.qt.window import Window
from counter.decisions.presenter import CounterPresenter, Stage
from counter.desk_alert import DeskAlert
from counter.dialogs.ask import AskPage
from counter.dialogs.questions import Questions
from counter.help_page import HelpPage
from counter.office_keys import put_on
from counter.own_day_page import OwnDayPage
from counter.pages.away import AwayPage
from counter.pages.called import CalledPage
from counter.pages.free import FreePage
from counter.pages.page import CounterPage
from counter.pages.serving import ServingPage
from counter.panels.frames import Scroll, Strip
from counter.panels.top_bar import FORM, TopBar
from counter.placing.form import LEAST, WIDE, WISHES, Form, form_for, least_height
from counter.placing.memory import CounterMemory
from counter.placing.window_place import Places
from counter.reading_order import beside, stops_in
from counter.sign_in.gate_pages import FrontPage, LockPage, NewPinPage, TakeOverPage
from counter.sign_in.sign_in_page import SignInPage
from counter.waiting.waiting_list import WaitingPanel
from counter.waiting.waiting_summary import Brief

MARGINS = (24, 18, 24, 24)
NARROW_MARGINS = (12, 12, 12, 12)
BETWEEN = 24
CLOSE_WITHIN_S = 10.0  # of the sentence that says what is still at the counter
QUIET = {DeskPage.FREE, DeskPage.AWAY, DeskPage.OWN_DAY}
"""The pages on which nobody is waited for or served: from them one may look back at the day."""

P = TypeVar("P", bound=QWidget)


class CounterWindow(Window):
    """The window of one counter. It only shows and reports; `presenter` decides.

    The pages of every service and the help, which has most to do when it is first opened, are made
    with it; each of the others when it is first opened.
    """

    def __init__(
        self,
        presenter: CounterPresenter,
        texts: Texts,
        *,
        counter: int | None = None,
        keys: Keys | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`counter`: the one offered first at sign-in; None for the last one.

        `keys` are this machine's, None for the usual ones.
        """
        super().__init__("counter", texts, parent)
        presenter.setParent(self)
        self.presenter = presenter
        self.keys = Keys() if keys is None else keys
        self._memory = CounterMemory()
        self.places = Places(self, self._memory)
        self._remembers_places = False
        self._hotkey: HotKey | None = None
        self._form: Form | None = None
        self._shown: QWidget | None = None
        self.bar = TopBar(presenter, texts)
        self.sign_in = SignInPage(presenter, texts, self._memory, counter)
        self._is_changing = False
        self.free = FreePage(presenter, texts)
        self.called = CalledPage(presenter, texts)
        self.serving = ServingPage(presenter, texts)
        self.questions = Questions(presenter, texts, self.serving.citizen, self._open_first, self)
        self.help = HelpPage(presenter, texts, self.keys)
        self._is_helping = False
        self._shows_own_day = False
        self.waiting = WaitingPanel(presenter, texts, self.keys)
        self.brief = Brief(presenter, texts, key=FORM)
        self.alert = DeskAlert(self, presenter, texts)
        self._asked_to_close_at = LONG_AGO
        self._spoken = SpokenPage(self)
        self._pages: dict[Stage, CounterPage] = {
            Stage.FREE: self.free,
            Stage.CALLED: self.called,
            Stage.SERVING: self.serving,
        }
        self.desk_pages: dict[QWidget, DeskPage] = {}
        """Every page that was made, by the name that the table of keys has for it."""
        self._build()
        self._connect()
        put_on(self, self.keys)
        self.setMinimumSize(*LEAST)
        self.resize(*WIDE)  # before it is dressed: to dress again takes three times as long
        self.retranslate()

    # --- the pages that are made when they are first opened

    @cached_property
    def take_over(self) -> TakeOverPage:
        page = TakeOverPage(self.presenter, self.texts, self.sign_in)
        return self._open_first(page, DeskPage.TAKE_OVER)

    @cached_property
    def new_pin(self) -> NewPinPage:
        shift = self.presenter.shift
        page = NewPinPage(self.presenter, self.texts, shift.choose_pin, shift.sign_out)
        return self._open_first(page, DeskPage.NEW_PIN)

    @cached_property
    def lock(self) -> LockPage:
        page = LockPage(self.presenter, self.texts)
        page.coming.connect(self._change_person)
        return self._open_first(page, DeskPage.LOCK)

    @cached_property
    def away(self) -> AwayPage:
        page = AwayPage(self.presenter, self.texts)
        self._look_back_from(page)
        return self._open_first(page, DeskPage.AWAY)

    @cached_property
    def own_day(self) -> OwnDayPage:
        page = OwnDayPage(self.presenter, self.texts)
        page.closing.connect(self._look_back)
        return self._open_first(page, DeskPage.OWN_DAY)

    def _open_first(self, page: P, name: DeskPage) -> P:
        """Take in a page when the window has been built, with the office's keys."""
        put_on(page, self.keys)
        return self._take_in(page, name)

    def _take_in(self, page: P, name: DeskPage) -> P:
        self.desk_pages[page] = name
        if isinstance(page, CounterPage):
            self._left.addWidget(page)
            page.reach.verticalScrollBar().rangeChanged.connect(
                self._make_room, Qt.ConnectionType.QueuedConnection
            )
        else:
            self._all.addWidget(page)
        return page

    # --- how it is built

    def _build(self) -> None:
        self._left = QStackedWidget()
        left = Strip()
        left.box.addWidget(self._left, 1)
        left.box.addWidget(self.brief)
        work = Strip(across=True, gap=BETWEEN, margins=MARGINS, narrow_margins=NARROW_MARGINS)
        work.box.addWidget(left, 1)
        work.box.addWidget(self.waiting)
        self._all = QStackedWidget()
        # Enlarged it may have less room than its actions need: then all of it scrolls.
        self._scroll = Scroll(work)
        self._all.addWidget(self._scroll)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._all, 1)
        rows.insertWidget(0, self.bar)  # above, but not the first that Tab comes to
        self.bar.lower()  # yet the first that a screen reader says: it goes by the stacking
        self._take_in(self.sign_in, DeskPage.SIGN_IN)
        self._take_in(self.help, DeskPage.HELP)
        self._take_in(self.free, DeskPage.FREE)
        self._take_in(self.called, DeskPage.CALLED)
        self._take_in(self.serving, DeskPage.SERVING)

    def _connect(self) -> None:
        self.presenter.changed.connect(self.show_all)
        self.presenter.ticked.connect(self._tick)
        self.questions.changed.connect(self.show_all)
        self.presenter.acted.connect(self.place.change)
        self.place.pressed.connect(self.presenter.shift.press)
        self.place.stormed.connect(self.presenter.tell_of_storm)
        self.sign_in.going_back.connect(self._stay)
        self.bar.pinned_changed.connect(self._pin)
        self.bar.form_wanted.connect(self._change_form)
        self.bar.help_wanted.connect(self._help)
        self.help.closing.connect(self._help)
        self.bar.own_day_wanted.connect(self._look_back)
        self._look_back_from(self.free)
        self.sign_in.colours_wanted.connect(self.change_colours)
        self.brief.widening.connect(self._change_form)
        self.sign_in.language_chosen.connect(self._speak)
        self.questions.follow(self.free, self.called, self.serving)
        self.waiting.calling.connect(self.questions.call_out_of_order)
        self.questions.chosen = lambda: self.waiting.chosen or ""
        for action, act in (
            (KeyAction.REFRESH, self.presenter.refresh),
            (KeyAction.LARGER, self.enlarge),
            (KeyAction.SMALLER, self.diminish),
            (KeyAction.AS_DRAWN, lambda: self._wish(0)),
            (KeyAction.COLOURS, self.change_colours),
        ):
            shortcut = QShortcut(QKeySequence(DEFAULTS[action]), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._do_by_key, act))
        larger = QShortcut(QKeySequence(WITHOUT_SHIFT[KeyAction.LARGER]), self)
        larger.activated.connect(partial(self._do_by_key, self.enlarge))

    def _look_back_from(self, page: QWidget) -> None:
        """Have a key show one's own day from a quiet page."""
        look_back = QShortcut(QKeySequence(DEFAULTS[KeyAction.OWN_DAY]), page)
        look_back.setAutoRepeat(False)
        look_back.activated.connect(partial(self._do_by_key, self._look_back))

    def _do_by_key(self, act: Callable[[], None]) -> None:
        """Do what a key does on every page, however new it is; not one of a cat's keys."""
        with self.place.by(self.place.key_press):
            if self.place.admits(is_read=True):
                act()

    # --- showing

    def retranslate(self) -> None:
        self.be_called(self.texts("Counter · SOPESA"))
        self.alert.follow()
        self.show_all()

    @Slot()
    def show_all(self) -> None:
        """Show everything as the presenter knows it."""
        self.serving.follow()
        self._is_changing = self._is_changing and self.presenter.shift.is_locked
        page = self._front() or self._page()
        # Another page has come: nobody looks back at their day any more.
        self._shows_own_day = self._shows_own_day and self.own_day.page is self.desk_pages[page]
        there = self.own_day if self._shows_own_day else page
        # Nor are its keys those that are shown.
        self._is_helping = self._is_helping and self.help.page is self.desk_pages[there]
        shown = self.help if self._is_helping else there
        if isinstance(page, CounterPage):
            has_come = self._show(shown)
            page.refresh()
            self.waiting.set_asking(isinstance(page, AskPage))
            self._show_waiting()
            if has_come and page is shown:
                # No button has the focus: Space or Enter, pressed for the page before, does
                # nothing.
                self._spoken.begin(page, page.spoken(), page.details())
                # Qt scrolled to what it gave the keyboard for a moment, as what had it went.
                for scrolled in (self._scroll, page.reach):
                    scrolled.to_top()
            self._say_news(page)
        else:
            page.refresh()
            self._show(shown)
        if self._is_helping:
            self.help.refresh()
        elif self._shows_own_day:
            self.own_day.refresh()
        self._stand()
        self._show_bar()

    def _front(self) -> SignInPage | FrontPage[Any] | None:
        """Return what comes before the work now, None when nothing does."""
        presenter = self.presenter
        if presenter.actions.may_take_over:
            return self.take_over
        if presenter.shift.person is None or self._is_changing:
            return self.sign_in
        if presenter.shift.must_choose_pin:
            return self.new_pin
        return self.lock if presenter.shift.is_locked else None

    def _page(self) -> CounterPage:
        stage = self.presenter.stage
        if (asking := self.questions.at(stage)) is not None:
            return asking
        return self.away if stage is Stage.AWAY else self._pages[stage]

    def _show(self, page: QWidget) -> bool:
        """Show `page`; return whether it was another one before."""
        before = self._shown
        self._shown = page
        if isinstance(page, CounterPage):
            self._left.setCurrentWidget(page)
        self._all.setCurrentWidget(self._scroll if isinstance(page, CounterPage) else page)
        if before is page:
            return False
        self.place.change()
        self.brief.set_short(False)
        QTimer.singleShot(0, self, self._make_room)
        if isinstance(page, SignInPage | FrontPage) and isinstance(before, TakeOverPage | HelpPage):
            page.focus()  # what was written there is still wanted
        elif isinstance(page, SignInPage | FrontPage | HelpPage | OwnDayPage):
            page.begin()
        return True

    def _say_news(self, page: CounterPage) -> None:
        """Have a screen reader say what is new of the page that is shown."""
        if page is self._shown:
            # A page that asks has said what may be chosen; who is next comes with more.
            more = page.details() if page is self.free else ()
            self._spoken.follow(page, page.spoken(), more)

    @Slot()
    def _tick(self) -> None:
        if self._front() is None:
            page = self._page()
            page.tick()
            self._say_news(page)
            self._show_waiting()
        self._show_bar()

    def _show_waiting(self) -> None:
        (self.waiting if self.is_listed else self.brief).refresh()

    def _show_bar(self) -> None:
        narrow = self.is_narrow
        self.bar.show_form(
            narrow=narrow,
            pinned=self._memory.pinned(narrow=narrow),
            offers=not narrow or not isinstance(self._shown, CounterPage),
        )
        quiet = self._shown is not None and self.desk_pages[self._shown] in QUIET
        self.bar.show_own_day(offers=quiet and not narrow)
        self.bar.refresh()

    @Slot()
    def _help(self) -> None:
        """Show the keys of the page, or that page again."""
        self._is_helping = not self._is_helping
        if self._is_helping:
            there = self.own_day if self._shows_own_day else self._front() or self._page()
            self.help.open(self.desk_pages[there])
        self.show_all()

    @Slot()
    def _look_back(self) -> None:
        """Show the day of who is here, or the page again."""
        self._shows_own_day = not self._shows_own_day
        if self._shows_own_day:
            self.own_day.open(self.desk_pages[self._page()])
        self.show_all()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go with Tab through the page, who waits, and the bar, each as it is read."""
        parts = [self._shown, self.waiting, self.brief, self.bar]
        if not isinstance(self._shown, CounterPage):
            parts = [self._shown, self.bar]
        shown = [each for each in parts if each is not None and each.isVisible()]
        stops = [stop for part in shown for stop in stops_in(part)]
        there = beside(stops, self.focusWidget(), forward=forward)
        if there is None:
            return False
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        there.setFocus(reason)
        return True

    # --- a locked window

    @Slot()
    def _change_person(self) -> None:
        """Let a colleague sign in here, who may take the counter over."""
        self._is_changing = True
        self.presenter.actions.dismiss()
        self.sign_in.begin_for_another()

    @Slot()
    def _stay(self) -> None:
        self._is_changing = False
        self.presenter.actions.dismiss()

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
        if isinstance(self._shown, CounterPage) and self._shown.reach.overflow:
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
        modes = list(ColourMode)
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
        self.presenter.actions.refuse(StillAtCounter())
        return True

    def use_hotkey(self, keys: str) -> None:
        """Call the next ticket by `keys` too, whatever program has the keyboard."""
        self._hotkey = HotKey(keys, self)
        self._hotkey.pressed.connect(self._call)

    @Slot()
    def _call(self) -> None:
        """Press *Call next*, if it is what could be pressed here."""
        if self._shown is self.free and self._hotkey is not None:
            self.presenter.shift.press()
            with self.place.by(self._hotkey.press):
                self.free.call.click()

    def stop(self) -> None:
        self.alert.close()
        if self._hotkey is not None:
            self._hotkey.close()
        self.help.stop()
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
    window = CounterWindow(CounterPresenter(link), texts, counter=wanted, keys=Keys(config.keys))
    if config.hotkey:
        window.use_hotkey(config.hotkey)
    return window
