"""The call the hall looks at: code and counter as large as the farthest seat needs them.

At rest the block is plain. A call fills it with its line's colour, turns the counter's box
inside out, and a frame pulses once a second for ten seconds; then it stands still.
"""

from dataclasses import replace
from math import cos, floor, tau
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QWindow
from PySide6.QtWidgets import QWidget

from core.domain.ticket import Line
from core.qt.desktop.monitor import is_monitor
from core.qt.look.language import Texts
from core.qt.look.theme import Theme
from core.qt.look.tokens import TypeRole
from core.qt.widgets import CounterBox, FitLabel, LineTag
from core.qt.widgets.text import SNUG, UNBOUNDED, TextPiece, measure
from core.qt.widgets.ticket import BOX_PART
from core.words import LINES
from display.screen.placed_part import PlacedFrame

if TYPE_CHECKING:
    from core.office import Call

SIDE = 34
NARROW_SIDE = 20
FRAME = 18
INSET = 8  # of the frame on the sea, where it is white: the block keeps its edge
GAP = 26
# How the height that is left over is shared: above, and after each row.
ONE_ROW = (0.34, 0.03, 0.29)
USUAL_CODE = "P-888"
GAINS = 1.12
TWO_ROWS_PART = SNUG + BOX_PART  # heights of code and box below each other, per font size
TWO_ROWS = (0.3, 0.3)


class CallBlock(PlacedFrame):
    """The current call.

    Signals:
        painted(int): the call of this number is on the screen; once a call, and never while the
            window is hidden or its monitor is gone.
    """

    painted = Signal(int)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self._texts = texts
        self._call: Call | None = None
        self._is_calling = False
        self._painted: int | None = None
        self._ticket_word = FitLabel("", TypeRole.TITLE, wrap=False, parent=self)
        self._counter_word = FitLabel("", TypeRole.TITLE, wrap=False, parent=self)
        self.code = FitLabel("", TypeRole.CODE, wrap=False, parent=self)
        self.box = CounterBox("", parent=self)
        self.tag = LineTag("general", "", look="block", parent=self)
        self._pulse = QVariantAnimation(self)
        self._pulse.setStartValue(0.0)
        self._pulse.setEndValue(1.0)
        self._pulse.valueChanged.connect(self._paint_frame)

    @property
    def is_pulsing(self) -> bool:
        return self._pulse.state() is QVariantAnimation.State.Running

    @property
    def is_two_rows(self) -> bool:
        """Whether code and counter are too wide to stand side by side."""
        side, gap = self.theme.px(SIDE), self.theme.px(GAP)
        wanted = self.code.sizeHint().width() + gap + self.box.sizeHint().width()
        return wanted > self.width() - 2 * side

    def show_call(self, call: "Call", *, is_calling: bool) -> None:
        """Show `call`; `is_calling` while somebody is expected to come."""
        is_new = is_calling and (not self._is_calling or call != self._call)
        self._call, self._is_calling = call, is_calling
        self.say_again()
        self._colour()
        if is_new:
            self._start_pulse()
        elif not is_calling:
            self._pulse.stop()
        self.update()

    def say_again(self) -> None:
        """Set the texts in the language spoken now, and place them."""
        call, _ = self._call, self._texts
        if call is None:
            return
        self._ticket_word.setText(_("Ticket"))
        self._counter_word.setText(_("Counter"))
        self.code.setText(call.code)
        self.box.set_number(call.counter)
        for part in (self._counter_word, self.box):
            part.setVisible(not call.is_put_back)  # nobody goes there
        self.setAccessibleName(
            _("Ticket {code}: back to waiting", code=call.code)
            if call.is_put_back
            else _("Ticket {code} · Counter {counter}", code=call.code, counter=call.counter)
        )
        self._place()

    # --- colours

    def _colour(self) -> None:
        ink = self._ink
        for label in (self._ticket_word, self._counter_word, self.code):
            label.set_tone(ink)
        is_dark = self._is_calling and not self._is_preferential
        # Inside out: ink and surface change places on the sun, sea and white on the sea.
        if is_dark:
            self.box.set_filled(False, "sea", paper="on_sea")
        else:
            self.box.set_filled(self._is_calling, "ink")
        self.tag.set_look("white" if self._is_calling else "block")

    @property
    def _is_preferential(self) -> bool:
        return self._call is not None and self._call.line is Line.PREFERENTIAL

    @property
    def _ground(self) -> str:
        if not self._is_calling:
            return "surface"
        return "sun" if self._is_preferential else "sea"

    @property
    def _ink(self) -> str:
        if not self._is_calling:
            return "ink"
        return "on_sun" if self._is_preferential else "on_sea"

    # --- places

    def enlarge(self, theme: Theme, width: int, height: int) -> None:
        """Wear `theme` with the code as large as a block of `width` by `height` has room for.

        It is never smaller than the farthest seat needs. Where that gains little, code and counter
        keep the theme's own size, in which most stand side by side.
        """
        own = theme.scale.type[TypeRole.CODE]
        low = height - 3 * theme.px(FRAME)
        wide = width - 2 * theme.px(SIDE)
        widest = measure(TextPiece(USUAL_CODE, own.weight, wrap=False), own.px, UNBOUNDED).width
        px = floor(min(low / TWO_ROWS_PART, own.px * wide / widest))
        if px < GAINS * own.px:
            px = own.px
        larger = {**theme.scale.type, TypeRole.CODE: replace(own, px=px)}
        theme.at(replace(theme.scale, type=MappingProxyType(larger))).lend_to(self)

    def _place(self) -> None:
        if self._call is None:
            return
        self._ticket_word.setVisible(not self.is_two_rows)
        if self.is_two_rows:
            self._place_two_rows()
        else:
            self._place_one_row()

    def _place_one_row(self) -> None:
        """Words above, code and counter side by side, the line's tag below."""
        side = self.theme.px(SIDE)
        inner = self.width() - 2 * side
        word, box = self._ticket_word.sizeHint(), self.box.sizeHint()
        self._say_tag(inner)
        tag = self.tag.sizeHint()
        spare = max(0, self.height() - word.height() - box.height() - tag.height())
        above, under_word, under_box = (round(spare * part) for part in ONE_ROW)
        box_top = above + word.height() + under_word
        box_left = self.width() - side - box.width()
        place = self._counter_word.sizeHint()
        self._ticket_word.setGeometry(side, above, word.width(), word.height())
        self._counter_word.set_align("right")
        self._counter_word.setGeometry(
            self.width() - side - place.width(), above, place.width(), place.height()
        )
        self.box.setGeometry(box_left, box_top, box.width(), box.height())
        code = self.code.sizeHint()
        width = box_left - self.theme.px(GAP) - side
        code_top = box_top + (box.height() - code.height()) // 2
        self.code.setGeometry(side, code_top, width, code.height())
        tag_top = box_top + box.height() + under_box
        self.tag.setGeometry(side, tag_top, min(tag.width(), inner), tag.height())

    def _place_two_rows(self) -> None:
        """Code above; below, the line's tag under the word, and the counter beside them."""
        side, gap = self.theme.px(SIDE), self.theme.px(GAP)
        inner = self.width() - 2 * side
        box, code, word = self.box.sizeHint(), self.code.sizeHint(), self._counter_word.sizeHint()
        column = inner - box.width() - gap
        self._say_tag(column)
        tag = self.tag.sizeHint()
        low = max(box.height(), word.height() + tag.height())
        spare = max(0, self.height() - code.height() - low)
        above, under_code = (round(spare * part) for part in TWO_ROWS)
        beside = self._beside_code(inner)
        self.code.setGeometry(beside, above, self.width() - 2 * beside, code.height())
        top = above + code.height() + under_code
        self.box.setGeometry(
            self.width() - side - box.width(), top + (low - box.height()) // 2, *_size(box)
        )
        self._counter_word.set_align("left")
        self._counter_word.setGeometry(side, top, min(column, word.width()), word.height())
        self.tag.setGeometry(side, top + low - tag.height(), min(column, tag.width()), tag.height())

    def _beside_code(self, inner: int) -> int:
        """Return the code's margin: four digits on an upright screen need more than `inner`."""
        size = self.theme.scale.type[TypeRole.CODE]
        piece = TextPiece(self.code.text(), size.weight, wrap=False)
        fits = measure(piece, size.least_px, UNBOUNDED).width <= inner
        return self.theme.px(SIDE if fits else NARROW_SIDE)

    def _say_tag(self, width: int) -> None:
        """Say the line in pictograms and a word; in pictograms alone where `width` is too short.

        The code's letter, the colour and the shape say it too.
        """
        _ = self._texts
        if self._is_preferential:
            self.tag.set_line("preferential", _(LINES[Line.PREFERENTIAL]))
        else:
            self.tag.set_line("general", _(LINES[Line.GENERAL]))
        if self.tag.sizeHint().width() > width:
            self.tag.set_line(self.tag.line, "")

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.theme
        painter.fillRect(self.rect(), theme.colour(self._ground))
        if self._is_calling:
            self._draw_frame(painter)
        is_new = self._is_calling and self._call is not None and self._call.seq != self._painted
        if self._call is not None and is_new and _is_on_a_screen(self):
            self._painted = self._call.seq
            self.painted.emit(self._painted)

    def _draw_frame(self, painter: QPainter) -> None:
        theme = self.theme
        colour = theme.colour(self._ink)
        if self.is_pulsing:
            ground = theme.colour(self._ground)
            colour = _between(ground, colour, (1 + cos(tau * self._pulse.currentValue())) / 2)
        for edge in self._edges():
            painter.fillRect(edge, colour)

    def _edges(self) -> tuple[QRect, QRect, QRect, QRect]:
        inset = 0 if self._is_preferential else self.theme.px(INSET)
        thick = self.theme.px(FRAME) - inset
        outer = self.rect().adjusted(inset, inset, -inset, -inset)
        inner = outer.adjusted(thick, thick, -thick, -thick)
        width = outer.width()
        return (
            QRect(outer.left(), outer.top(), width, thick),
            QRect(outer.left(), inner.bottom() + 1, width, thick),
            QRect(outer.left(), inner.top(), thick, inner.height()),
            QRect(inner.right() + 1, inner.top(), thick, inner.height()),
        )

    def _start_pulse(self) -> None:
        motion = self.theme.motion
        self._pulse.stop()
        if motion.pulse_ms:
            self._pulse.setDuration(motion.pulse_ms)
            self._pulse.setLoopCount(motion.pulse_for_ms // motion.pulse_ms)
            self._pulse.start()

    @Slot()
    def _paint_frame(self) -> None:
        region = QRegion()
        for edge in self._edges():
            region += edge
        self.update(region)


def _is_on_a_screen(widget: QWidget) -> bool:
    """Whether what `widget` paints comes on a monitor: not into a window that nobody can see."""
    window: QWindow | None = widget.window().windowHandle()  # none before it was ever shown
    return (
        window is not None
        and widget.isVisible()
        and window.isExposed()
        and is_monitor(window.screen())
    )


def _size(size: QSize) -> tuple[int, int]:
    return size.width(), size.height()


def _between(low: QColor, high: QColor, part: float) -> QColor:
    """Return the colour `part` of the way from `low` to `high`."""
    return QColor(
        *(
            round(one + (other - one) * part)
            for one, other in (
                (low.red(), high.red()),
                (low.green(), high.green()),
                (low.blue(), high.blue()),
            )
        )
    )
