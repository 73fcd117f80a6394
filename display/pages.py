"""The screens of the display: the board, the welcome before the first call, and no connection."""

from math import ceil
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.qt.language import Texts
from core.qt.theme import Theme
from core.qt.tokens import Mode, Role, Weight
from core.qt.widgets import BandStrip, FitLabel, Icon
from core.qt.widgets.base import PaintedFrame
from display.band import Band
from display.block import CallBlock
from display.earlier import EarlierCalls
from display.shown import STARTING, Shown

TURNS_PART = 0.6  # of the height: never less
BLOCK_PART = 0.657  # of the width
STRIP = 28
STRIP_OFFLINE = 56
SIDE = 96
ABOVE = 26
WELCOME_PART = 0.5  # of the height, for the title
OFFLINE_ICON = 280
NOON = 12


class Welcome(PaintedFrame):
    """In the place of the turns while nobody has been called today."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._shown = STARTING
        self.title = FitLabel("", Role.HEADING, align="center", parent=self)
        self.sentence = FitLabel("", Role.BODY, align="center", parent=self)

    def show_state(self, shown: Shown) -> None:
        self._shown = shown
        self.say_again()

    def say_again(self) -> None:
        """Set the texts in the language spoken now."""
        _, shown = self._texts, self._shown
        if shown.settings is None or shown.opening is None:
            self.title.setText(_("One moment…"))
            self.sentence.setText("")
        elif shown.opening.is_open:
            self.title.setText(_("Welcome to {company}", company=shown.settings.company))
            self.sentence.setText(_("Please wait. We will call you on screen and by voice."))
        else:
            self.title.setText(_("We are closed at the moment."))
            self.sentence.setText(self._opening(shown))
        self._place()

    def _opening(self, shown: Shown) -> str:
        """Say when the doors open again; nothing when that is not in sight."""
        _, settings, opening = self._texts, shown.settings, shown.opening
        if settings is None or opening is None or opening.opens_at is None:
            return ""
        local = opening.opens_at.astimezone(ZoneInfo(settings.timezone))
        hour, time = local.hour % NOON or NOON, _.clock(local)
        if shown.local_time is not None and shown.local_time.date() == local.date():
            return _.plural("We open today at {time}", "We open today at {time}", hour, time=time)
        return _.plural(
            "We open on {day} at {time}",
            "We open on {day} at {time}",
            hour,
            day=_.weekday(local.date()),
            time=time,
        )

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        side, above = self.theme.px(SIDE), self.theme.px(ABOVE)
        inner, height = self.width() - 2 * side, self.height() - 2 * above
        part = WELCOME_PART if self.sentence.text() else 1.0
        title = round(height * part)
        self.title.setGeometry(side, above, inner, title)
        self.sentence.setGeometry(side, above + title, inner, height - title)
        self.sentence.setVisible(bool(self.sentence.text()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("surface"))


class HallPage(QWidget):
    """The turns above, the sea's bands, and the band with a slide or the call below."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block = CallBlock(texts, self)
        self.earlier = EarlierCalls(self)
        self.welcome = Welcome(texts, self)
        self.strip = BandStrip(STRIP, parent=self)
        self.band = Band(texts, self)

    def show_state(self, shown: Shown) -> None:
        """Show the calls, or the welcome when there is none."""
        call = shown.current
        for part in (self.block, self.earlier):
            part.setVisible(call is not None)
        self.welcome.setVisible(call is None)
        if call is None:
            self.welcome.show_state(shown)
        else:
            self.block.show_call(call, is_calling=shown.is_calling)
            self.earlier.show_calls(shown.earlier)
        self.band.show_state(shown)

    def say_again(self) -> None:
        """Set the texts in the language spoken now."""
        for part in (self.block, self.welcome, self.band):
            part.say_again()

    def place(self) -> None:
        """Share the page's height and width."""
        width, height = self.width(), self.height()
        turns = ceil(height * TURNS_PART)
        strip = self.strip.sizeHint().height()
        block = round(width * BLOCK_PART)
        self.block.setGeometry(0, 0, block, turns)
        self.earlier.setGeometry(block, 0, width - block, turns)
        self.welcome.setGeometry(0, 0, width, turns)
        self.strip.setGeometry(0, turns, width, strip)
        self.band.setGeometry(QRect(0, turns + strip, width, height - turns - strip))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()


class OfflinePage(PaintedFrame):
    """No turn is shown that may be old; dark, so that it is not taken for the board."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._icon = Icon("wifi_off", "coral", size=OFFLINE_ICON, parent=self)
        self.title = FitLabel("", Role.MAIN, wrap=False, parent=self)
        self.sentence = FitLabel("", Role.HEADING, weight=Weight.REGULAR, parent=self)
        self.strip = BandStrip(STRIP_OFFLINE, night=True, parent=self)

    def dress(self, theme: Theme) -> None:
        """Wear the colours of the night."""
        theme.in_mode(Mode.DARK).apply_to(self)

    def say_again(self) -> None:
        """Set the texts in the language spoken now."""
        _ = self._texts
        self.title.setText(_("No connection"))
        self.sentence.setText(_("Please wait.\nA staff member will call you aloud."))
        self._place()

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        side = self.theme.px(SIDE)
        strip = self.strip.sizeHint().height()
        height = self.height() - strip
        icon = self._icon.sizeHint()
        top = round(height * 0.06)
        title = round(height * 0.34)
        self._icon.setGeometry(
            side, top + (title - icon.height()) // 2, icon.width(), icon.height()
        )
        left = side + icon.width() + side // 2
        self.title.setGeometry(left, top, self.width() - left - side, title)
        below = top + title
        self.sentence.setGeometry(side, below, self.width() - 2 * side, height - below - side // 2)
        self.strip.setGeometry(0, height, self.width(), strip)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("bg"))
