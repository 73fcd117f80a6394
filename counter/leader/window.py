"""The leader's window: its pages listed at the left, one of them shown, all behind a PIN."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.domain.names import ROLE_WORDS
from core.errors import N_, ChangesNotSaved
from core.machine.config import Config
from core.qt.look.language import Texts
from core.qt.look.theme import Scale, Theme
from core.qt.look.tokens import ColourMode
from core.qt.office_link.link import Link
from core.qt.spoken import SpokenPage
from core.qt.window import Window
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.front.sign_in_page import LeaderSignInPage
from counter.leader.live.page import LivePage
from counter.leader.memory import ZOOMS, LeaderMemory
from counter.leader.navigation import NavButton, Navigation, Place
from counter.leader.pages.devices import DevicesPage
from counter.leader.pages.history import HistoryPage
from counter.leader.pages.machine import MachinePage
from counter.leader.pages.notices import NoticesPage
from counter.leader.pages.people import PeoplePage
from counter.leader.pages.reports import ReportsPage
from counter.leader.pages.settings import SettingsPage
from counter.leader.pages.table_page import TablePage
from counter.leader.whatif.page import WhatIfPage
from counter.panels.frames import Strip
from counter.reading_order import beside, stops_in
from counter.sign_in.gate_pages import FrontPage, NewPinPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter.leader.pages.page import LeaderPage

LEAST = (1024, 640)
USUAL = (1366, 768)
BACK = "back"
WIDE = 1600  # px from which on the larger letters have room
NARROW = 800  # px below which answers stand below each other


class LeaderWindow(Window):
    """It only shows and reports; `presenter` decides."""

    def __init__(
        self, presenter: LeaderPresenter, texts: Texts, parent: QWidget | None = None
    ) -> None:
        super().__init__("leader", texts, parent)
        presenter.setParent(self)
        presenter.unsaved = self._unsaved
        self.presenter = presenter
        self._memory = LeaderMemory()
        self._stands: tuple[float, bool, bool, ColourMode] | None = None
        self.sign_in = LeaderSignInPage(presenter, texts, self._memory)
        self.new_pin = NewPinPage(presenter, texts, presenter.choose_pin, self._sign_out)
        self.navigation = Navigation()
        self.settings_page = SettingsPage(presenter, texts)
        self.people_page = PeoplePage(presenter, texts)
        self.history_page = HistoryPage(presenter, texts)
        self.machine_page = MachinePage(presenter, texts)
        self.reports_page = ReportsPage(presenter, texts)
        self.what_if_page = WhatIfPage(presenter, texts)
        self.pages: dict[str, LeaderPage] = {
            "state": LivePage(presenter, texts),
            "figures": self.reports_page,
            "people": self.people_page,
            "devices": DevicesPage(presenter, texts),
            "notices": NoticesPage(presenter, texts),
            "settings": self.settings_page,
            "history": self.history_page,
            "machine": self.machine_page,
            "what_if": self.what_if_page,
        }
        self.here = next(iter(self.pages))
        self._spoken = SpokenPage(self)
        self._said_of: tuple[str, str] | None = None
        self._build()
        self._connect()
        self.setMinimumSize(*LEAST)
        self.resize(*USUAL)
        self.retranslate()

    def _build(self) -> None:
        self._shown_pages = QStackedWidget()
        for page in self.pages.values():
            self._shown_pages.addWidget(page)
        self._leave = NavButton()
        self.navigation.foot.box.addWidget(self._leave)
        work = Strip(gap=0, margins=(24, 16, 24, 14))
        work.box.addWidget(self._shown_pages, 1)
        self._panel = Strip(across=True, gap=0)
        self._panel.box.addWidget(self.navigation)
        self._panel.box.addWidget(work, 1)
        self._all = QStackedWidget()
        for each in (self.sign_in, self.new_pin, self._panel):
            self._all.addWidget(each)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._all)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.changed.connect(self.show_all)
        presenter.ticked.connect(self._tick)
        presenter.acted.connect(self.place.change)
        self.place.pressed.connect(presenter.press)
        self.navigation.chosen.connect(self.go_to)
        self._leave.activated.connect(self._sign_out)
        self.people_page.history_wanted.connect(self._show_history_of)
        self.sign_in.closing.connect(self._close)
        self.sign_in.language_chosen.connect(self._speak)
        self.sign_in.colours_wanted.connect(self.change_colours)
        for page in self.pages.values():
            if isinstance(page, TablePage):
                page.table.opened.connect(self.show_all)
            if page.ask is not None:
                page.ask.opened.connect(self.show_all)
                page.ask.left.connect(self.show_all)
        acts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl++", partial(self._zoom, 1)),
            ("Ctrl+=", partial(self._zoom, 1)),
            ("Ctrl+-", partial(self._zoom, -1)),
            ("Ctrl+0", partial(self._zoom, 0)),
            ("Ctrl+Shift+C", self.change_colours),
            ("F11", self._fill_screen),
        )
        for key, act in acts:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    # --- showing

    def retranslate(self) -> None:
        self.setWindowTitle(self.texts("Leader · SOPESA"))
        self.be_called(self.windowTitle())
        self.show_all()

    @Slot()
    def show_all(self) -> None:
        """Show everything as the presenter knows it."""
        self._stand()
        front = self._front()
        shown: QWidget = self._panel if front is None else front
        if self._all.currentWidget() is not shown:
            self._all.setCurrentWidget(shown)
            self.place.change()
            if front is not None:
                front.begin()
            else:
                self.pages[self.here].begin()
        if front is not None:
            self._said_of = None
            front.refresh()
            return
        if self.here not in self._open_pages():
            self.go_to(next(iter(self.pages)))
            return
        self._show_navigation()
        self.pages[self.here].refresh()
        self._say()

    def _open_pages(self) -> list[str]:
        """Return the pages that whoever is signed in may see."""
        return [key for key, page in self.pages.items() if self.presenter.may(page.deed)]

    def _say(self) -> None:
        """Have a screen reader say the page that has come, else what is new of it.

        A page that comes has the keyboard, so that Tab goes on into it; a card that asks takes it.
        """
        page = self.pages[self.here]
        if page.ask is not None and page.ask.is_open:
            self._said_of = None
            page.ask.say(self._spoken)
            return
        place = self.here, page.place
        has_come = place != self._said_of or self._is_keyboard_lost()
        self._said_of = place
        if has_come:
            self._spoken.begin(page, page.spoken(), page.details(), page.first)
        else:
            self._spoken.follow(page, page.spoken())

    def _is_keyboard_lost(self) -> bool:
        """Whether it is with something that is not shown any more."""
        focus: QWidget | None = self.focusWidget()
        return focus is not None and not focus.isVisible()

    def _front(self) -> FrontPage[Any] | None:
        """Return what comes before the work now, None when nothing does."""
        if self.presenter.person is None or self.presenter.is_locked:
            return self.sign_in
        return self.new_pin if self.presenter.must_choose_pin else None

    def _show_navigation(self) -> None:
        _, presenter = self.texts, self.presenter
        look, person = presenter.look, presenter.person
        if look is not None and person is not None:
            who = _("{name}, {role}", name=person.name, role=_(ROLE_WORDS[person.role]))
            self.navigation.show_owner(look.settings.company, who)
        page = self.pages[self.here]
        if inner := page.places():
            back = Place(BACK, _("Back to the panel"), "arrow_back")
            self.navigation.show_places((back, *inner), page.place, wide=True)
        else:
            places = [Place(key, _(PLACES[key][0]), PLACES[key][1]) for key in self._open_pages()]
            self.navigation.show_places(places, self.here)
        self._leave.show_place(Place("", _("Sign out"), "logout"))

    @Slot(str)
    def go_to(self, key: str) -> None:
        """Show the page `key`, or a place of the page that is shown; it is said once more."""
        self._said_of = None
        if key == BACK:
            self.go_back()
            return
        if key not in self.pages:
            self.pages[self.here].go(key)
            self.show_all()
            return
        page = self.pages[key]
        if self.here != key:
            self.here = key
            self._shown_pages.setCurrentWidget(page)
            self.place.change()
            page.begin()
            self.presenter.actions.dismiss()
        self.show_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Esc, which a question's own button would have taken: no shortcut has it too,
        as of two neither is heard.
        """
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.go_back()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _show_history_of(self, name: str) -> None:
        """Show what somebody changed, and what was changed about them."""
        self.history_page.search.setText(name)
        self.go_to("history")

    @Slot()
    def go_back(self) -> None:
        """Close what is open, as Esc does everywhere."""
        front = self._front()
        if front is not None:
            return
        page = self.pages[self.here]
        if not page.go_back() and page.places():
            self.go_to(next(iter(self.pages)))
        self.show_all()

    @Slot()
    def _tick(self) -> None:
        if self._front() is None:
            self.pages[self.here].tick()
            self._say()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go with Tab through what is shown, each part as it is read, and then the list."""
        front = self._front()
        parts = [front] if front is not None else [*self.pages[self.here].parts, self.navigation]
        stops = [stop for part in parts if part.isVisible() for stop in stops_in(part)]
        there = beside(stops, self.focusWidget(), forward=forward)
        if there is None:
            return False
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        there.setFocus(reason)
        return True

    # --- how it stands

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        """Wear the size and colours that the room and the person want."""
        zoom, mode = self._memory.zoom, self._memory.mode
        small, narrow = self.width() < WIDE * zoom, self.width() < NARROW * zoom
        stands = (zoom, small, narrow, mode)
        if stands != self._stands:
            self._stands = stands
            self.wear(Theme.of(mode, Scale.leader(zoom, small=small, narrow=narrow)))

    def _zoom(self, steps: int) -> None:
        at = ZOOMS.index(self._memory.zoom) + steps if steps else 0
        self._memory.keep_zoom(ZOOMS[min(max(at, 0), len(ZOOMS) - 1)])
        self._stand()

    @Slot()
    def _fill_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot()
    def change_colours(self) -> None:
        """Wear the next colours: light, dark, high contrast."""
        modes = list(ColourMode)
        self._memory.keep_mode(modes[(modes.index(self._memory.mode) + 1) % len(modes)])
        self.show_all()

    @Slot(str)
    def _speak(self, code: str) -> None:
        self._memory.keep_language(code)
        self.texts.switch(code)

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous() and not self._may_leave():
            event.ignore()
            return
        super().closeEvent(event)
        if event.isAccepted():
            self.stop()

    @Slot()
    def _close(self) -> None:
        if self._may_leave():
            self.close()

    @Slot()
    def _sign_out(self) -> None:
        if self._may_leave():
            self.presenter.sign_out()

    def _may_leave(self) -> bool:
        """Tell once what would be lost on any page; whoever leaves while it is told loses it."""
        unsaved = self._unsaved()
        if not unsaved or isinstance(self.presenter.actions.refusal, ChangesNotSaved):
            return True
        self.presenter.actions.refuse(ChangesNotSaved(what=unsaved))
        return False

    def _unsaved(self) -> str:
        """Return what is not saved, of the first page that holds something."""
        return next(filter(None, (each.holds_changes() for each in self.pages.values())), "")

    def stop(self) -> None:
        self.settings_page.stop()
        self.machine_page.close_lane()
        self.reports_page.close_asking()
        self.what_if_page.close_run()
        self.presenter.close()


PLACES = {
    "state": (N_("Now"), "sensors"),
    "figures": (N_("Reports"), "bar_chart"),
    "people": (N_("People"), "groups-fill"),
    "devices": (N_("Devices"), "tv-fill"),
    "notices": (N_("Notices"), "campaign-fill"),
    "settings": (N_("Settings"), "settings-fill"),
    "history": (N_("History"), "history"),
    "machine": (N_("This computer"), "desktop_windows-fill"),
    "what_if": (N_("What if…?"), "science-fill"),
}
"""What each page is called in the list, and its pictogram."""


def create(_config: Config, link: Link, texts: Texts) -> LeaderWindow:
    """Return the leader's window on `link`; start the link once the window is shown."""
    return LeaderWindow(LeaderPresenter(link), texts)
