"""The band below the turns: where to go during a call, and something to read or to look at between
calls.
"""

from dataclasses import replace
from math import ceil

from PySide6.QtCore import QRect, QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.domain.service import HallSettings
from core.domain.ticket import Line
from core.errors import N_
from core.language import Language
from core.qt.look.language import Texts
from core.qt.look.tokens import LINE_HEIGHT, TypeRole, Weight
from core.qt.widgets import FitLabel, Icon, LineMark
from core.qt.widgets.base import PaintedLabel
from core.qt.widgets.text import TextPiece, draw, measure
from core.words import LINES
from display import sentences as sayings
from display.screen.layouts import DRIFT
from display.screen.placed_part import PlacedFrame
from display.slides.order import FAULT, outage_programme, programme
from display.slides.pages import FACTS, Rotation, Slide, SlideKind, SlidePage, pages_of
from display.slides.pictures import Album, PictureView
from display.state import LineWait, Shown

SIDE = 62
MEGAPHONE = 180
MEGAPHONE_ROOM = 252
NARROW = 2.5  # width by height, below which a call takes two lines and facts are short
CALL_PART = 0.62  # of the height, for the first of the two languages
CLOCK_PART = 0.58
MARK = 150
PICTOGRAM = 62
MARK_GAP = 30
GO = N_("Please go to counter {n}")
BACK = N_("Back to waiting")
LAST = N_("Last call")
MISSED = N_("If you missed your call, please speak to a staff member.")


LEADS = {
    SlideKind.OUTAGE: N_("Notice:"),
    SlideKind.DUTY: N_("Your duty:"),
    SlideKind.RIGHT: N_("Your right:"),
    SlideKind.HOURS: N_("Opening hours:"),
    SlideKind.ONLINE: N_("Online:"),
}


class TightPiece(TextPiece):
    """Text whose lines stand one font size apart: three of them fill the band."""

    __slots__ = ()

    @property
    def line_height(self) -> float:
        return 1.0


class SlideText(PaintedLabel):
    """As many lines as have room at the least size the hall can read; never smaller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = ""

    def show_text(self, lead: str, text: str) -> None:
        """Show `text` after its bright `lead`."""
        self._lead = lead
        self.setText(_joined(lead, text))
        self.update()

    def fits(self, lead: str, text: str, room: QSize | None = None) -> bool:
        """Whether a text can be shown whole, here or in another `room`."""
        room = room or self.size()
        piece = self._piece(_joined(lead, text), lead)
        found = measure(piece, self._px, room.width())
        return found.lines <= max(1, room.height() // self._px) and not found.breaks_words

    @property
    def is_cramped(self) -> bool:
        """Whether what is shown now does not fit."""
        return bool(self.text()) and not self.fits(self._lead, self.text()[len(self._lead) :])

    @property
    def _px(self) -> int:
        return self.theme.scale.type[TypeRole.BODY].px

    def _piece(self, text: str, lead: str) -> TextPiece:
        return TightPiece(text, Weight.REGULAR, (lead,) if lead else ())

    def sizeHint(self) -> QSize:
        return QSize(0, self._px)

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
    space = "" if lead.endswith("\n") else " "
    return f"{lead}{space}{text.lstrip()}" if lead else text


class SlideBand(PlacedFrame):
    """Shows a call, or turns pages when it is told the time."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__("deep", parent)
        self._texts = texts
        self._shown: Shown | None = None
        self._page: SlidePage | None = None
        self._cut_for: object = None
        self._rotation = Rotation(self._cut)
        self._album: Album | None = None
        self._is_of_board = False
        self.text = SlideText(self)
        self.mark = LineMark("general", size=PICTOGRAM, layout="grid", filled=True, parent=self)
        self.picture = PictureView(self)
        self.clock = FitLabel("", TypeRole.HEADING, "sun_on_deep", parent=self)
        self.day = FitLabel("", TypeRole.BODY, "on_deep", parent=self)
        self._megaphone = Icon("campaign-fill", "sun_on_deep", size=MEGAPHONE, parent=self)
        self.call = FitLabel("", TypeRole.HEADING, "on_deep", parent=self)
        self.call_again = FitLabel("", TypeRole.BODY, "on_deep", parent=self)
        self._show_parts()

    @property
    def page(self) -> SlidePage | None:
        """The page that is shown; None during a call."""
        return self._page

    @property
    def slides(self) -> tuple[Slide, ...]:
        """What is shown in turn."""
        return self._rotation.slides

    def set_board(self, is_of_board: bool) -> None:
        """Show nothing but an outage, in turn with facts: a board has no slides."""
        self._is_of_board = is_of_board
        self._fill()

    def set_album(self, album: Album) -> None:
        """Show the pictures of `album` between the texts."""
        self._album = album
        album.set_room(self.size())
        album.changed.connect(self._fill)

    def show_state(self, shown: Shown) -> None:
        """Show what belongs to a state of the screen."""
        self._shown = shown
        self._fill()
        if shown.is_calling:
            self._page = None
            self._say_call(shown)
        elif self._page is not None and self._page.slide.kind in FACTS:
            self._say_page()
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
            self._place_text()
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
        others = (code for code in settings.languages if code != self._texts.code)
        other = next((Language.load(code) for code in others), None)
        if call.is_put_back:
            self.call.setText(self._texts(BACK))
            self.call_again.setText("" if other is None else other(BACK))
            self._megaphone.set_icon("hourglass-fill")
            return
        self.call.setText(self._texts(GO, n=call.counter))
        if call.is_last:
            last = (self._texts(LAST), *(() if other is None else (other(LAST),)))
            again = " · ".join(dict.fromkeys(last))
        else:
            again = "" if other is None else other(GO, n=call.counter)
        self.call_again.setText(again)
        self._megaphone.set_icon("notifications_active-fill" if call.is_last else "campaign-fill")

    def _say_page(self) -> None:
        page = self._page
        if page is None:
            return
        slide = page.slide
        if slide.kind is SlideKind.PICTURE and self._album is not None:
            self.picture.show_picture(self._album.picture(slide.about))
            self._album.prepare_after(slide.about)
        elif slide.kind is SlideKind.WAITING:
            self.mark.set_line("general" if slide.about == Line.GENERAL else "preferential")
        text = self._words(slide) if slide.kind in FACTS else page.shown
        self.text.show_text(self._lead_of(page), text)

    def _lead_of(self, page: SlidePage) -> str:
        _ = self._texts
        if not page.is_first:
            return ""
        if page.slide.kind is SlideKind.WAITING:
            line = Line(page.slide.about)
            if self.is_narrow:
                return f"{_(LINES[line])}\n"
            general = line is Line.GENERAL
            return f"{_('General service:') if general else _('Priority service:')}\n"
        if page.slide.kind is SlideKind.PHONE:
            is_fault = page.slide.about == FAULT
            return _("Power faults:") if is_fault else _("Customer service:")
        if page.slide.kind not in LEADS:
            return ""
        # An office's text may be in another language than the screen: its lead goes with it.
        speaks = Language.load(page.slide.language) if page.slide.language else self._texts
        return speaks(LEADS[page.slide.kind])

    def _words(self, slide: Slide) -> str:
        """Return what a slide says now; "" when there is nothing to say."""
        shown, _ = self._shown, self._texts
        if slide.text or shown is None or shown.settings is None:
            return slide.text
        settings = shown.settings
        now = shown.line(slide.about)
        return {
            SlideKind.MISSED: lambda: _(MISSED),
            SlideKind.HOURS: lambda: sayings.week(_, settings.hours),
            SlideKind.CLOCK: lambda: sayings.time_now(_, shown),
            SlideKind.CLOSING: lambda: sayings.closing(_, shown),
            SlideKind.WAITING: lambda: self._waiting(now, settings.hall) if now else "",
            SlideKind.ONLINE: lambda: sayings.online(_, settings.contact),
            SlideKind.PHONE: lambda: (
                sayings.fault_phone(_, settings.contact)
                if slide.about == FAULT
                else sayings.office_phone(_, settings.contact)
            ),
        }.get(slide.kind, str)()

    def _waiting(self, now: LineWait, hall: HallSettings) -> str:
        if self.is_narrow:
            return "\n".join(sayings.waiting_in_short(self._texts, now, hall))
        return sayings.waiting(self._texts, now, hall)

    def _say_time(self, shown: Shown) -> None:
        local = shown.local_time
        if local is None:
            return
        self.clock.setText(sayings.time_now(self._texts, shown))
        day = self._texts.day(local.date())
        self.day.setText(day[:1].upper() + day[1:])

    # --- pages

    @Slot()
    def _fill(self) -> None:
        """Take what the office has to say now, and cut it anew when the screen has changed."""
        shown = self._shown
        if shown is None or shown.settings is None or shown.local_time is None:
            return
        settings = shown.settings
        self._rotation.page_s = settings.hall.slide_s
        names = () if self._album is None else self._album.names
        at, language = shown.local_time, self._texts.code
        if self._is_of_board:
            slides = outage_programme(settings, at, language=language)
        else:
            slides = programme(settings, at, language=language, pictures=names)
        if slides != self._rotation.slides:
            self._rotation.fill(slides)
        screen = (self.size(), self.theme.scale)
        if screen != self._cut_for:
            self._cut_for = screen
            self._rotation.cut_again()

    def _cut(self, slide: Slide) -> tuple[SlidePage, ...]:
        """Return a slide's pages as they stand now; none when there is nothing to be shown."""
        if slide.kind is SlideKind.PICTURE:
            is_ready = self._album is not None and self._album.is_ready(slide.about)
            return (SlidePage(slide),) if is_ready else ()
        text = self._words(slide)
        if not text:
            return ()
        if slide.kind in FACTS:
            return (SlidePage(slide),)
        whole = slide if slide.text else replace(slide, text=text)
        room = self._text_room().size()
        return pages_of(whole, lambda page: self.text.fits(self._lead_of(page), page.shown, room))

    # --- places

    @property
    def is_narrow(self) -> bool:
        """Whether the band is too narrow to have words beside a pictogram."""
        return self.width() < NARROW * self.height()

    @property
    def _height(self) -> int:
        """How much of it is on the screen wherever the page stands."""
        return self.height() - 2 * self.theme.px(DRIFT)

    def _place(self) -> None:
        side, height = self.theme.px(SIDE), self._height
        inner = self.width() - 2 * side
        self.picture.setGeometry(self.rect())
        if self._album is not None:
            self._album.set_room(self.size())
        clock = round(height * (0.5 if self.is_narrow else CLOCK_PART))
        self.clock.setGeometry(side, 0, inner, clock)
        self.day.setGeometry(side, clock, inner, height - clock)
        self._place_call(side, inner, height)
        self._place_text()
        self._fill()

    def _place_call(self, side: int, inner: int, height: int) -> None:
        icon = self._megaphone.sizeHint()
        lines = 2 if self.is_narrow else 1
        least = ceil(lines * LINE_HEIGHT * self.theme.scale.type[TypeRole.BODY].px)
        first = min(round(height * CALL_PART), height - least)
        room = self.theme.px(MEGAPHONE_ROOM)
        width = inner - room
        self.call.set_max_lines(lines)
        self.call_again.set_max_lines(lines)
        middle = first if first >= icon.height() else height  # a low band has it beside both lines
        top = (middle - icon.height()) // 2
        self._megaphone.setGeometry(side, top, icon.width(), icon.height())
        self.call.setGeometry(side + room, 0, width, first)
        # Two languages of a last call need the whole width of an upright screen.
        again = (side, inner) if self.is_narrow else (side + room, width)
        self.call_again.setGeometry(again[0], first, again[1], height - first)

    def _place_text(self) -> None:
        """Give the text its lines, beside the pictograms of a line if it has some."""
        room = self._text_room()
        if self._page is not None and self._page.slide.kind is SlideKind.WAITING:
            mark = self.theme.px(MARK)
            self.mark.setGeometry(room.left(), (self._height - mark) // 2, mark, mark)
            room.setLeft(room.left() + mark + self.theme.px(MARK_GAP))
        self.text.setGeometry(room)

    def _text_room(self) -> QRect:
        """Return where as many lines stand as have room."""
        side, line = self.theme.px(SIDE), self.text.sizeHint().height()
        text = self._height // line * line
        return QRect(side, (self._height - text) // 2, self.width() - 2 * side, text)

    def _show_parts(self) -> None:
        """Show what belongs to a call, the clock, a picture or a text, and nothing else."""
        is_calling = self._shown is not None and self._shown.is_calling
        kind = None if is_calling or self._page is None else self._page.slide.kind
        for part in (self._megaphone, self.call, self.call_again):
            part.setVisible(is_calling)
        for label in (self.clock, self.day):
            label.setVisible(kind is SlideKind.CLOCK)
        self.picture.setVisible(kind is SlideKind.PICTURE)
        self.mark.setVisible(kind is SlideKind.WAITING)
        apart = (None, SlideKind.CLOCK, SlideKind.PICTURE)
        self.text.setVisible(kind not in apart)
