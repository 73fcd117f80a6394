"""The screens of the display: the board, the welcome before the first call, and no connection."""

from math import ceil

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.qt.look.language import Texts
from core.qt.look.theme import Theme, theme_of
from core.qt.look.tokens import ColourMode, TypeRole, Weight
from core.qt.widgets import BandStrip, FitLabel, Icon
from core.qt.widgets.base import Ground
from display import sentences as sayings
from display.screen.band import SlideBand
from display.screen.call_block import CallBlock
from display.screen.earlier_calls import EarlierCalls
from display.screen.facts_band import Facts
from display.screen.layouts import DRIFT, Drift, LayoutName, share
from display.screen.placed_part import PlacedFrame
from display.slides.pages import FACTS
from display.state import STARTING, Shown

STRIP = 28
ROW = 1.2  # height of a row of text, per font size
STRIP_OFFLINE = 56
SIDE = 96
ABOVE = 26
OFFLINE_ICON = 280


class Welcome(Ground):
    """In the place of the turns while nobody has been called today."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self._texts = texts
        self._shown = STARTING
        self.title = FitLabel("", TypeRole.HEADING, align="center")
        self.sentence = FitLabel("", TypeRole.BODY, align="center")
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.title, 1)
        self._rows.addWidget(self.sentence, 1)

    def show_state(self, shown: Shown) -> None:
        self._shown = shown
        self.say_again()

    def say_again(self) -> None:
        """Set the texts in the language spoken now."""
        _, shown = self._texts, self._shown
        if shown.settings is None or shown.opening is None:
            # The dots stay with their word.
            self.title.setText(_("One moment…").replace("…", "\N{WORD JOINER}…"))
            self.sentence.setText("")
        elif shown.opening.is_open:
            self.title.setText(_("Welcome to {company}", company=shown.settings.company))
            self.sentence.setText(_("Please wait. We will call you on screen and by voice."))
        else:
            self.title.setText(sayings.why_shut(_, shown, shown.opening.shut))
            self.sentence.setText(sayings.opening(_, shown))
        self.sentence.setVisible(bool(self.sentence.text()))
        self._rows.activate()  # at once, as all of the page

    def restyle(self) -> None:
        side, above = self.theme.px(SIDE), self.theme.px(ABOVE)
        self._rows.setContentsMargins(side, above, side, above)
        super().restyle()


class HallPage(QWidget):
    """The turns above, the sea's bands, and the band with a slide or the call below.

    `layout` says how they share the screen: see `display.screen.layouts`. What it holds is a few
    pixels larger than the screen on every side, so that it can wander without showing an edge.
    """

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout: LayoutName = "slides"
        self._is_calling = False
        self._drift = Drift()
        self.block = CallBlock(texts, self)
        self.earlier = EarlierCalls(texts, self)
        self.welcome = Welcome(texts, self)
        self.strip = BandStrip(STRIP, parent=self)
        self.band = SlideBand(texts, self)
        self.facts = Facts(texts, self)

    @property
    def layout_name(self) -> LayoutName:
        return self._layout

    @property
    def has_slides(self) -> bool:
        return self._layout != "board"

    def set_layout(self, layout: LayoutName) -> None:
        """Share the screen in another way."""
        if layout != self._layout:
            self._layout = layout
            self.band.set_board(not self.has_slides)
            self._show_band()
            self.dress()

    def show_state(self, shown: Shown) -> None:
        """Show the calls, or the welcome when there is none."""
        call = shown.current
        if shown.is_calling != self._is_calling:
            self._is_calling = shown.is_calling
            self.place()
        for part in (self.block, self.earlier):
            part.setVisible(call is not None)
        self.welcome.setVisible(call is None)
        if call is None:
            self.welcome.show_state(shown)
        else:
            self.block.show_call(call, is_calling=shown.is_calling and not call.is_put_back)
            self.earlier.show_calls(shown.earlier)
        self.band.show_state(shown)
        self.facts.show_state(shown)
        self._show_band()

    def _show_band(self) -> None:
        """Show facts on a board, in turn with an outage; a call stands in the band everywhere."""
        page = self.band.page
        is_read = self.has_slides or self._is_calling
        if not is_read and self.band.slides:
            is_read = page is None or page.slide.kind not in FACTS
        self.band.setVisible(is_read)
        self.facts.setVisible(not is_read)

    def tick(self, now: float) -> None:
        """Turn what takes turns, and stand a little elsewhere now and then, never in a call."""
        if self.has_slides or self.band.slides:
            self.band.tick(now)
        if not self.has_slides:
            self.facts.tick(now)
            self._show_band()
        if self._drift.step(now) and not self._is_calling:
            self.place()

    def say_again(self) -> None:
        """Set the texts in the language spoken now."""
        for part in (self.block, self.earlier, self.welcome, self.band, self.facts):
            part.say_again()

    def place(self) -> None:
        """Share the page's height and width."""
        theme = theme_of(self)
        spare = theme.px(DRIFT)
        parts = share(
            self._layout,
            self.width(),
            self.height(),
            strip=self.strip.sizeHint().height(),
            row=ceil(ROW * theme.scale.type[TypeRole.BODY].px),
            spare=spare,
        )
        right, down = (0, 0) if self._is_calling else self._drift.offset(spare)
        for widget, place in (
            (self.block, parts.block),
            (self.earlier, parts.earlier),
            (self.welcome, parts.turns),
            (self.strip, parts.strip),
            (self.band, parts.band),
            (self.facts, parts.band),
        ):
            widget.setGeometry(place.translated(right - spare, down - spare))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Measure everything again: the screen or the theme is another one."""
        self.place()
        self.block.enlarge(theme_of(self), self.block.width(), self.block.height())


class OfflinePage(PlacedFrame):
    """No turn is shown that may be old; dark, so that it is not taken for the board."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._texts = texts
        self._drift = Drift()
        self._icon = Icon("wifi_off", "coral", size=OFFLINE_ICON, parent=self)
        self.title = FitLabel("", TypeRole.MAIN, wrap=False, parent=self)
        self.sentence = FitLabel("", TypeRole.HEADING, weight=Weight.REGULAR, parent=self)
        self.strip = BandStrip(STRIP_OFFLINE, night=True, parent=self)

    def dress(self, theme: Theme) -> None:
        """Wear the colours of the night."""
        theme.in_mode(ColourMode.DARK).apply_to(self)

    def tick(self, now: float) -> None:
        """Stand a little elsewhere now and then: a connection may be missing for days."""
        if self._drift.step(now):
            self._place()

    def say_again(self) -> None:
        """Set the texts in the language spoken now."""
        _ = self._texts
        self.title.setText(_("No connection"))
        self.sentence.setText(_("Please wait.\nA staff member will call you aloud."))
        self._place()

    def _place(self) -> None:
        """Put the icon before the title, or above it on an upright screen; below, what to do."""
        side = self.theme.px(SIDE)
        strip = self.strip.sizeHint().height()
        height, inner = self.height() - strip, self.width() - 2 * side
        icon = self._icon.sizeHint()
        top, part = round(height * 0.06), round(height * 0.34)
        if self.width() < self.height():
            title = QRect(side, top + icon.height(), inner, round(height * 0.14))
            icon_top = top
        else:
            left = side + icon.width() + side // 2
            title = QRect(left, top, self.width() - left - side, part)
            icon_top = top + (part - icon.height()) // 2
        below = title.bottom() + 1
        x, y = self._drift.offset(self.theme.px(DRIFT))
        self._icon.setGeometry(side + x, icon_top + y, icon.width(), icon.height())
        self.title.setGeometry(title.translated(x, y))
        self.sentence.setGeometry(side + x, below + y, inner, height - below - side // 2)
        self.strip.setGeometry(0, height, self.width(), strip)
