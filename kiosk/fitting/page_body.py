"""What every page below the sky is: text above, controls below, said again in another language.

The page fits itself to its room (see `kiosk.fitting.what_gives_way`) whenever a text, the screen
or a person's need changes. No control begins in the top quarter of the window, nor, on a low
screen, above its middle: the text above grows to there. Where a small screen lies, a page that does
not fit below its middle stands as without *Pantalla baja*: nothing is ever cut off.
"""

import re
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.qt.look.language import Texts
from core.qt.look.theme import Theme, theme_of
from core.qt.look.tokens import TypeRole, Weight
from core.qt.spoken import MetPlainly
from core.qt.widgets import FitLabel, Icon
from kiosk.fitting.controls import ComfortButtons, LanguageRow, ListenRow
from kiosk.fitting.flow_rows import Shelf
from kiosk.fitting.header import Header
from kiosk.fitting.what_gives_way import (
    LOOSEST,
    Give,
    Part,
    Stand,
    eased,
    forget_sizes,
    plain,
    roomiest,
)
from kiosk.visit.page_values import Comfort, Listening

P = TypeVar("P")
QUARTER, HALF = 4, 2
KEPT_STANDS = 64
DIGITS = re.compile(r"\d")
ICON = 68  # drawn px: before a sentence


class Body(MetPlainly, QWidget, Generic[P]):
    """A page that shows values of one kind. Subclasses fill it and override `say`.

    Text goes into `above`, what is touched into `below`; a page that needs neither fills `rows`.
    """

    languages: LanguageRow | None = None
    comforts: ComfortButtons | None = None
    listen: ListenRow | None = None
    sky: Header | None = None
    """The header over this page: it gives way for it. None where there is none."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ = texts
        self._shown: P | None = None
        self._comfort = Comfort()
        self._parts: tuple[Part, ...] = (Give.TIGHTER, Give.SEA)
        self._dear: frozenset[Part] = frozenset()
        self._smaller: frozenset[Part] = frozenset()
        self._plain: Stand | None = None
        self._spares = True
        self._wanted: dict[QWidget, bool] = {}
        self._given: frozenset[QWidget] = frozenset()
        self._stand = LOOSEST
        self._lent: Theme | None = None
        self._is_fitting = False
        self._is_low = False
        self._settled: object = None
        self._known: dict[object, Stand] = {}
        self._shelves: list[Shelf] = []
        self._top = QWidget(self)
        self.above = QVBoxLayout(self._top)
        self.above.setContentsMargins(0, 0, 0, 0)
        self.below = QVBoxLayout()
        self.rows = QVBoxLayout(self)
        self.rows.addWidget(self._top, 1)
        self.rows.addLayout(self.below)

    @property
    def theme(self) -> Theme:
        return theme_of(self)

    # --- what it says

    def show_page(self, page: P) -> None:
        """Show `page` from now on."""
        self._shown = page
        self.say_again()

    def say_again(self) -> None:
        """Set every text anew."""
        if self._shown is not None:
            self.say(self._shown)
            self.fit()

    def say(self, page: P) -> None:
        """Set every text from `page`; override."""
        raise NotImplementedError

    def show_comfort(self, comfort: Comfort) -> None:
        """Stand as a person needs it; override where something moves, and call this last."""
        self._comfort = comfort
        self._tick(comfort)
        self.fit()

    def show_listening(self, listening: Listening) -> None:
        """Show how this page is being read aloud."""
        if self.listen is not None:
            self.listen.show_listening(listening)
            self.fit()

    def drain(self, left: float) -> None:
        """Show the part of the page's time that is left; override where it is over soon."""

    # --- how it stands

    def gives_way(
        self, *parts: Part, dear: Iterable[Part] = (), smaller: Iterable[Part] = ()
    ) -> None:
        """Name what this page can do without, the dearest last.

        With *Letra grande* what is `dear` gives way after the rest, and what makes words `smaller`
        only if it does without *Letra grande* too.
        """
        self._parts = parts
        self._dear, self._smaller = frozenset(dear), frozenset(smaller)

    def went_plainly(self, part: Part) -> bool:
        """Whether these letters are large, and `part` gives way without *Letra grande* already."""
        return self._plain is not None and self._parts.index(part) in self._plain.given

    def want(self, part: QWidget, wanted: bool) -> None:
        """Show `part`, or not: it has something to say; it may still have to give way."""
        self._wanted[part] = wanted
        part.setVisible(wanted and part not in self._given)

    @property
    def stand(self) -> Stand:
        """How it stands now."""
        return self._stand

    @property
    def is_wide(self) -> bool:
        """Whether the screen lies."""
        window = self.window()
        return window.width() > window.height()

    @property
    def is_low(self) -> bool:
        """Whether everything to touch is in the lower half: it is wanted, and there is room."""
        return self._is_low

    @property
    def lowest_top(self) -> int:
        """The height in the window above which no control begins."""
        return -(-self.window().height() // (HALF if self._is_low else QUARTER))

    def arrange(self) -> None:
        """Put things beside or below each other, as the screen stands; override."""

    def reach(self) -> int:
        """Return how far controls reach up into `above`, in px; override where some do."""
        return 0

    def place(self) -> None:
        """Set distances from the theme; override and call it first."""
        theme = self.theme
        self.rows.setContentsMargins(theme.margin, theme.pad, theme.margin, theme.px(30))
        for layout in (self.rows, self.above, self.below):
            layout.setSpacing(theme.gap)

    def fit(self) -> None:
        """Stand as well as there is room for, if it is seen now."""
        if self._is_fitting or not self.isVisible() or self.sky is None:
            return
        if self._settled == self._state():
            return
        self._is_fitting = True
        self.setUpdatesEnabled(False)
        self._shelves = self.findChildren(Shelf)
        for shelf in self._shelves:
            shelf.hold_still(True)
        focused = self._focused()
        reason = None if focused is None else focused.property("focusReason")
        # What comes and goes in the search is measured, not placed: else each part that is shown
        # lays the whole page out.
        self.rows.setEnabled(False)
        self._top.setVisible(self.above.count() > 0)
        stand = self._best()
        self._take(stand)
        self._rise()
        self.rows.setEnabled(True)
        self.rows.activate()
        for shelf in self._shelves:
            shelf.hold_still(False)
        if focused is not None and focused.isVisible() and not focused.hasFocus():
            # It was out of sight for a moment; what Qt gave it to meanwhile lit the ring.
            focused.setFocus(reason or Qt.FocusReason.OtherFocusReason)
        self._settled = self._state()
        self._known[self._told()] = stand
        self.setUpdatesEnabled(True)
        self._is_fitting = False

    def _focused(self) -> QWidget | None:
        return self.focusWidget()

    def _best(self) -> Stand:
        """Return how to stand; with *Letra grande* no word is smaller than without it."""
        self._plain, self._spares = None, True
        if not self._base().scale.large:
            return self._find_low(self._comfort.low)
        self._tick(replace(self._comfort, large=False))
        self._plain = self._find_low(self._comfort.low)
        low = self._is_low  # where plain words have no room so low, larger ones are not kept small
        self._tick(self._comfort)
        stand = self._find_low(low)
        if not self._fits(stand):  # what takes *Letra grande* off needs room too
            self._spares = False
            stand = self._find_low(low)
        return stand

    def _tick(self, comfort: Comfort) -> None:
        if self.comforts is not None:
            self.comforts.show_comfort(comfort)

    def _find_low(self, low: bool) -> Stand:
        self._is_low = low
        stand = self._find()
        if self._is_low and not self._fits(stand):
            self._is_low = False  # better in reach of most than cut off
            stand = self._find()
        return stand

    def _find(self) -> Stand:
        self.arrange()
        told = self._told()
        known = self._known.get(told)
        # Numbers change often, but seldom the room that they need: one look, not a search.
        if known is None or not self._fits(known):
            parts = self._parts_now
            known = roomiest(parts, grows=self._plain is not None, fits=self._fits)
            if len(self._known) >= KEPT_STANDS:
                self._known.clear()
            self._known[told] = known
        return known

    @property
    def _parts_now(self) -> tuple[Part, ...]:
        """Return what may give way as it is looked for now, the dearest last."""
        if self._plain is None:
            return self._parts
        gone = {self._parts[number] for number in self._plain.given}
        never = {Give.SEA} | (self._smaller - gone if self._spares else frozenset())
        parts = [part for part in self._parts if part not in never]
        return tuple(sorted(parts, key=lambda part: part in self._dear))

    def _told(self) -> object:
        """Return what the stand depends on, but for the numbers that are said."""
        where, said = self._state()
        numberless = tuple((seen, DIGITS.sub("0", text)) for seen, text in said)
        return where, self._is_low, self._plain, self._spares, numberless

    def _state(self) -> tuple[object, tuple[tuple[bool, str], ...]]:
        """Return what the stand depends on: what is around the page, and what it says."""
        said = tuple(
            (each.isVisibleTo(self), each.text())
            for each in self.findChildren(QWidget)
            if isinstance(each, QLabel | QAbstractButton)
        )
        greeting = None if self.sky is None else self.sky.greeting.text()
        window = self.window()
        return (window.width(), window.height(), self._base(), self._comfort, greeting), said

    def _base(self) -> Theme:
        """Return the window's theme: this page's own is made of it."""
        above = self.parentWidget()
        return theme_of(above if above is not None else self)

    def _fits(self, stand: Stand) -> bool:
        self._take(stand)
        self._rise()
        forget_sizes(self.rows)
        window, sky = self.window(), self._sky_px()
        # Not the least height: a layout that lacks room for the wished one takes from all alike.
        with ExitStack() as shelves:
            for shelf in self._shelves:
                shelves.enter_context(shelf.unchanged())
            needed = self.rows.totalHeightForWidth(window.width())
            wide = self.rows.totalMinimumSize().width()
        if self.sky is not None:
            wide = max(wide, self.sky.minimumSizeHint().width())
        return needed <= window.height() - sky and wide <= window.width()

    def _sky_px(self) -> int:
        return 0 if self.sky is None else self.sky.sizeHint().height()

    def _take(self, stand: Stand) -> None:
        """Stand so: dress, and let the parts give way."""
        self._stand = stand
        plain_stand = self._plain
        given = [self._parts_now[number] for number in stand.given]
        theme = self._base()
        if plain_stand is None:
            theme = eased(plain(theme), stand.ease, 1.0, 1.0)
        else:
            given.append(Give.SEA)
            theme = eased(theme, stand.ease, stand.growth, plain_stand.ease)
        if self.sky is not None:
            self.sky.give(part for part in given if isinstance(part, Give))
            if theme_of(self.sky) is not theme:
                theme.lend_to(self.sky)
        if theme is not self._lent:
            self._lent = theme
            theme.lend_to(self)
        self._given = frozenset(part for part in given if isinstance(part, QWidget))
        for part in self._parts:
            if isinstance(part, QWidget):
                part.setVisible(self._wanted.get(part, True) and part not in self._given)
            elif not isinstance(part, Give):
                part(part in given)

    def _rise(self) -> None:
        """Have the text above reach down to where controls may begin."""
        if not self.below.count():
            return
        reach = self.reach()
        floor = self.lowest_top - self._sky_px() - self.rows.contentsMargins().top()
        floor += reach or -self.rows.spacing()
        self._top.setMinimumHeight(max(0, floor))

    # --- when

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.place()
            if not self._is_fitting:
                self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class PageSentence(QWidget):
    """A pictogram and a sentence that a person needs."""

    def __init__(
        self,
        icon: str,
        *,
        role: TypeRole = TypeRole.LABEL,
        weight: Weight = Weight.REGULAR,
        tone: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.label = FitLabel("", role, tone, weight=weight)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._icon = Icon(icon, tone, beside=role)
        self._row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.label, 1)

    def set_role(self, role: TypeRole) -> None:
        if role is not self.label.role:
            self.label.set_role(role, Weight.REGULAR)
            self._icon.set_beside(role)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._row.setSpacing(theme_of(self).px(24))
