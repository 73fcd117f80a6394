"""The sky above every page: company, office, the time, and the greeting. Nothing to touch."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.qt.tokens import LINE_HEIGHT, Role
from core.qt.widgets import FitLabel, KioskBar, SeaBands
from kiosk.shown import Closed, Comfort, Home, Page, Result

SKY, LOW_SKY = 338, 182
SUN = (0.872, 112, 0)
LOW_SUN = (0.848, 90, 0)
EVENING_SUN = (0.741, 189, 78)
"""Heights in drawn px; suns as part of the width, radius, and how far the middle is sunk."""


class Header(SeaBands):
    """Its bands stand still while the pages below change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.bar = KioskBar()
        self.greeting = FitLabel("", Role.MAIN)
        self._kind: type[Page] | None = None
        self._comfort = Comfort()
        self._below = QVBoxLayout()
        self._below.addWidget(self.greeting)
        self.content.addWidget(self.bar)
        self.content.addLayout(self._below)
        self.content.addStretch()

    def suit(self, kind: type[Page], comfort: Comfort) -> None:
        """Be as high as a page of this kind leaves room for."""
        self._kind, self._comfort = kind, comfort
        self.greeting.setVisible(kind is Home and not (comfort.large and comfort.low))
        self.set_sea_visible(not (comfort.large or (comfort.low and kind is Home)))
        self.set_sun(*(EVENING_SUN if kind is Closed else LOW_SUN if kind is Result else SUN))
        self._arrange()

    def _arrange(self) -> None:
        theme = self.theme
        self._below.setContentsMargins(theme.margin, theme.px(10), theme.margin, 0)
        sky = LOW_SKY if self._kind is Result else SKY
        if not self.has_sea:
            lines = 2 * LINE_HEIGHT * theme.scale.type[Role.MAIN].px
            greets = self.greeting.isVisibleTo(self)
            high = self.bar.sizeHint().height() + (lines if greets else 0)
            sky = round(high / theme.scale.unit) + 10
        self.set_sky(sky)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._kind is not None:
            self._arrange()
