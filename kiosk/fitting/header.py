"""The sky above every page: company, office, the time, and the greeting. Nothing to touch.

It gives way for the page below: first the sea, then the greeting.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.qt.look.tokens import TypeRole
from core.qt.widgets import FitLabel, KioskBar, SeaBands
from kiosk.fitting.what_gives_way import TIGHT, Give
from kiosk.visit.page_values import Closed, Home, Page

SKY, LOW_SKY = 338, 182
SUN = (0.872, 112, 0)
LOW_SUN = (0.848, 90, 0)
EVENING_SUN = (0.741, 189, 78)
"""Heights in drawn px; suns as part of the width, radius, and how far the middle is sunk."""
LYING = 0.5  # of sky, sea and sun, where the screen lies: it is as wide as it was high
BELOW = 10
LEAST_SUN = 40  # drawn px: a lower sun would be a sliver


class Greeting(FitLabel):
    """Two sentences, below each other or, where the screen lies, beside."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__("", TypeRole.MAIN)
        self._changed = changed
        self._words = ""
        self._on_one_line = False

    def setText(self, text: str, *_strong: object) -> None:
        self._words = text
        super().setText(text.replace("\n", " ") if self._on_one_line else text)
        self._changed()

    def set_on_one_line(self, on_one_line: bool) -> None:
        if on_one_line != self._on_one_line:
            self._on_one_line = on_one_line
            self.setText(self._words)


class Header(SeaBands):
    """Its bands stand still while the pages below change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.bar = KioskBar()
        self._kind: type[Page] | None = None
        self._is_arranging = False
        self._given: frozenset[Give] = frozenset()
        self.greeting = Greeting(self._arrange)
        self._below = QVBoxLayout()
        self._below.addWidget(self.greeting)
        self.content.addWidget(self.bar)
        self.content.addLayout(self._below)
        self.content.addStretch()

    def suit(self, kind: type[Page]) -> None:
        """Be the sky of a page of this kind."""
        if kind is not self._kind:
            self._kind = kind
            self._arrange()

    def give(self, parts: Iterable[Give]) -> None:
        """Leave out these parts for the page below."""
        given = frozenset(parts) - TIGHT
        if given != self._given:
            self._given = given
            self._arrange()

    @property
    def _is_lying(self) -> bool:
        window = self.window()
        return window.width() > window.height()

    def _arrange(self) -> None:
        theme, kind = self.theme, self._kind
        if kind is None or self._is_arranging:
            return
        self._is_arranging = True
        lying = LYING if self._is_lying else 1.0
        self.greeting.setVisible(kind is Home and Give.GREETING not in self._given)
        self.bar.setVisible(Give.BAR not in self._given)
        self.bar.stand_in(self.window().width())
        self.greeting.set_on_one_line(self._is_lying)
        x, radius, drop = EVENING_SUN if kind is Closed else SUN if kind is Home else LOW_SUN
        self.set_sea_visible(Give.SEA not in self._given)
        self._below.setContentsMargins(theme.margin, theme.px(BELOW), theme.margin, 0)
        drawn = (SKY if kind in {Home, Closed} else LOW_SKY) * lying if self.has_sea else 0
        sky = max(round(drawn), self._words_height())
        self.set_sky(sky)
        free = sky - round(self._bar_px() / theme.scale.unit)
        free = 0 if free < LEAST_SUN else free
        self.set_sun(x, min(round(radius * lying), free + round(drop * lying)), round(drop * lying))
        self.set_sea_height(lying)
        self._is_arranging = False

    def _bar_px(self) -> int:
        return 0 if self.bar.isHidden() else self.bar.sizeHint().height()

    def _words_height(self) -> int:
        """Return the height of what is said here, in drawn px."""
        theme, height = self.theme, self._bar_px()
        if not self.greeting.isHidden():
            width = self.window().width() - 2 * theme.margin
            height += theme.px(BELOW) + self.greeting.heightForWidth(width)
        return round(height / theme.scale.unit) + BELOW

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.content.minimumSize().height()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
