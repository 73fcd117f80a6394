"""The band below the turns: where to go during a call, and something to read between calls."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.errors import N_
from core.language import Language
from core.qt.language import Texts
from core.qt.tokens import Role, Weight
from core.qt.widgets import FitLabel, Icon
from core.qt.widgets.base import PaintedFrame, PaintedLabel
from core.qt.widgets.text import Piece, draw, measure
from display.shown import Shown
from display.slides import Page, Rotation, Slide, SlideKind, pages_of, programme

if TYPE_CHECKING:
    from datetime import datetime

SIDE = 62
LINES = 3
MEGAPHONE = 180
MEGAPHONE_ROOM = 252
CALL_PART = 0.62  # of the height, for the first of the two languages
CLOCK_PART = 0.58
NOON = 12
GO = N_("Please go to counter {n}")
MISSED = N_("If you missed your call, please speak to a staff member.")


class TightPiece(Piece):
    """Text whose lines stand one font size apart: three of them fill the band."""

    __slots__ = ()

    @property
    def line_height(self) -> float:
        return 1.0


class SlideText(PaintedLabel):
    """Up to three lines at the least size the hall can read, or somewhat larger; never smaller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = ""

    def show_text(self, lead: str, text: str) -> None:
        """Show `text` after its bright `lead`."""
        self._lead = lead
        self.setText(_joined(lead, text))
        self.update()

    def fits(self, lead: str, text: str) -> bool:
        """Whether a text can be shown whole."""
        piece = self._piece(_joined(lead, text), lead)
        found = measure(piece, self._px, self.width())
        return found.lines <= LINES and not found.breaks_words

    @property
    def is_cramped(self) -> bool:
        """Whether what is shown now does not fit."""
        return bool(self.text()) and not self.fits(self._lead, self.text()[len(self._lead) :])

    @property
    def _px(self) -> int:
        return self.theme.scale.type[Role.BODY].px

    def _piece(self, text: str, lead: str) -> Piece:
        return TightPiece(text, Weight.REGULAR, (lead,) if lead else ())

    def sizeHint(self) -> QSize:
        return QSize(0, LINES * self._px)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        theme = self.theme
        piece = self._piece(self.text(), self._lead)
        draw(
            painter,
            QRectF(self.rect()),
            piece,
            measure(piece, self._px, self.width()),
            theme.colour("on_deep"),
            strong_colour=theme.colour("sun_on_deep"),
        )


def _joined(lead: str, text: str) -> str:
    return f"{lead} {text.lstrip()}" if lead else text


class Band(PaintedFrame):
    """Shows a call, or turns pages when it is told the time."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._shown: Shown | None = None
        self._page: Page | None = None
        self._filled_with: object = None
        self._cut_for: object = None
        self._rotation = Rotation(self._cut)
        self.text = SlideText(self)
        self.clock = FitLabel("", Role.HEADING, "sun_on_deep", wrap=False, parent=self)
        self.day = FitLabel("", Role.BODY, "on_deep", wrap=False, parent=self)
        self._megaphone = Icon("campaign-fill", "sun_on_deep", size=MEGAPHONE, parent=self)
        self.call = FitLabel("", Role.HEADING, "on_deep", wrap=False, parent=self)
        self.call_again = FitLabel("", Role.BODY, "on_deep", wrap=False, parent=self)
        self._show_parts()

    @property
    def page(self) -> Page | None:
        """The page that is shown; None during a call."""
        return self._page

    def show_state(self, shown: Shown) -> None:
        """Show what belongs to a state of the screen."""
        self._shown = shown
        self._fill()
        if shown.is_calling:
            self._page = None
            self._say_call(shown)
        self._say_time(shown)
        self._show_parts()

    def tick(self, now: float) -> None:
        """Turn the page if that is due."""
        shown = self._shown
        is_free = shown is not None and shown.settings is not None and not shown.is_calling
        page = self._rotation.step(now, is_free=is_free)
        if page != self._page and is_free:
            self._page = page
            self._say_page()
            self._show_parts()

    def say_again(self) -> None:
        """Set the texts in the language spoken now."""
        self._cut_for = None
        if self._shown is not None:
            self.show_state(self._shown)
        self._say_page()

    # --- texts

    def _say_call(self, shown: Shown) -> None:
        call, settings = shown.current, shown.settings
        if call is None or settings is None:
            return
        self.call.setText(self._texts(GO, n=call.counter))
        others = (code for code in settings.languages if code != self._texts.code)
        other = next(others, None)
        again = "" if other is None else Language.load(other)(GO, n=call.counter)
        self.call_again.setText(again)

    def _say_page(self) -> None:
        page = self._page
        if page is not None:
            self.text.show_text(self._lead_of(page), self._text_of(page))

    def _lead_of(self, page: Page) -> str:
        _ = self._texts
        if not page.is_first:
            return ""
        if page.slide.kind is SlideKind.DUTY:
            return _("Your duty:")
        return _("Your right:") if page.slide.kind is SlideKind.RIGHT else ""

    def _text_of(self, page: Page) -> str:
        if page.slide.kind is SlideKind.MISSED:
            return self._texts(MISSED)
        return page.shown

    def _say_time(self, shown: Shown) -> None:
        local: datetime | None = shown.local_time
        if local is None:
            return
        _ = self._texts
        hour = local.hour % NOON or NOON
        said = _.plural("It is {time}", "It is {time}", hour, time=_.clock(local))
        self.clock.setText(said)
        day = _.day(local.date())
        self.day.setText(day[:1].upper() + day[1:])

    # --- pages

    def _fill(self) -> None:
        """Take the office's texts, and cut them anew when the screen has changed."""
        settings = None if self._shown is None else self._shown.settings
        if settings is None:
            return
        texts = (settings.duties, settings.rights)
        if texts != self._filled_with:
            self._filled_with = texts
            self._rotation.fill(programme(*texts))
        screen = (self.text.width(), self.theme)
        if screen != self._cut_for:
            self._cut_for = screen
            self._rotation.cut_again()

    def _cut(self, slide: Slide) -> tuple[Page, ...]:
        if not slide.text:
            return (Page(slide),)
        return pages_of(slide, lambda page: self.text.fits(self._lead_of(page), page.shown))

    # --- places

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        side, height = self.theme.px(SIDE), self.height()
        inner = self.width() - 2 * side
        text = min(height, self.text.sizeHint().height())
        self.text.setGeometry(side, (height - text) // 2, inner, text)
        clock = round(height * CLOCK_PART)
        self.clock.setGeometry(side, 0, inner, clock)
        self.day.setGeometry(side, clock, inner, height - clock)
        left = self.theme.px(MEGAPHONE_ROOM) + side
        first = round(height * CALL_PART)
        icon = self._megaphone.sizeHint()
        self._megaphone.setGeometry(side, (first - icon.height()) // 2, icon.width(), icon.height())
        self.call.setGeometry(left, 0, self.width() - left - side, first)
        self.call_again.setGeometry(left, first, self.width() - left - side, height - first)
        self._fill()

    def _show_parts(self) -> None:
        """Show what belongs to a call, to the clock or to a text, and nothing else."""
        is_calling = self._shown is not None and self._shown.is_calling
        kind = None if is_calling or self._page is None else self._page.slide.kind
        for part in (self._megaphone, self.call, self.call_again):
            part.setVisible(is_calling)
        for label in (self.clock, self.day):
            label.setVisible(kind is SlideKind.CLOCK)
        self.text.setVisible(kind is not None and kind is not SlideKind.CLOCK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("deep"))
