"""Text that never clips: it wraps, then shrinks to its role's least size, and asks for room.

Lines stand 1.18 font sizes apart, and a line's middle is the middle of its capitals.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.look.theme import face
from core.qt.look.tokens import LINE_HEIGHT, TypeRole, Weight
from core.qt.widgets.base import PaintedLabel

Align = Literal["left", "center", "right"]
ALIGN = {"left": 0.0, "center": 0.5, "right": 1.0}
SMALLEST_PX = 7
ADDRESS = "://"
JOINER = "\N{WORD JOINER}"
SNUG = 0.86  # line height of what has capitals and digits only
TRACKING = 106.0  # per cent, for the company's name
UNBOUNDED = 1e7
KEPT_MEASURES = 4096  # a page that looks for its best stand asks the same again and again
SNUG_ROLES = frozenset({TypeRole.CODE, TypeRole.LETTER})


@dataclass(frozen=True, slots=True)
class TextPiece:
    """What is to be set: a text, parts of it that are strong, and its face."""

    text: str
    weight: Weight
    strong: tuple[str, ...] = ()
    tabular: bool = False
    wrap: bool = True
    tracked: bool = False
    snug: bool = False

    @property
    def line_height(self) -> float:
        return SNUG if self.snug else LINE_HEIGHT


@dataclass(frozen=True, slots=True)
class Measure:
    """A text set at one size and width."""

    px: int
    lines: int
    width: float
    height: float
    breaks_words: bool


def make_font(piece: TextPiece, px: int, weight: Weight | None = None) -> QFont:
    """Return the face of `piece` at `px`."""
    font = face(px, weight or piece.weight)
    if piece.tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    if piece.tracked:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, TRACKING)
    return font


def set_text(
    piece: TextPiece, px: int, width: float, *, strong_colour: QColor | None = None
) -> QTextLayout:
    """Return `piece` broken into lines of `width`, ready to draw."""
    text = _unbroken(piece.text)
    layout = QTextLayout(text, make_font(piece, px))
    option = QTextOption()
    option.setWrapMode(
        QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        if piece.wrap
        else QTextOption.WrapMode.ManualWrap
    )
    layout.setTextOption(option)
    formats = []
    for part in piece.strong:
        start = text.rfind(_unbroken(part))
        if start < 0 or not part:
            continue
        bold = QTextCharFormat()
        bold.setFont(make_font(piece, px, Weight.BOLD))
        if strong_colour is not None:
            bold.setForeground(strong_colour)
        span = QTextLayout.FormatRange()
        span.start = start
        span.length = len(_unbroken(part))
        span.format = bold
        formats.append(span)
    layout.setFormats(formats)
    _break_lines(layout, piece.line_height * px, width)
    return layout


def _unbroken(text: str) -> str:
    """Return `text` with Qt's line ends, and with codes such as P-014 kept on one line."""
    kept = re.sub(r"(?<=\w)-(?=\w)", "-\N{WORD JOINER}", text)
    return kept.replace("\n", "\N{LINE SEPARATOR}")


def _break_lines(layout: QTextLayout, step: float, width: float) -> None:
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        # Qt's line is taller than ours: both have their capitals in the same place.
        line.setPosition(QPointF(0, top + (step - line.height()) / 2))
        top += step
    layout.endLayout()


@lru_cache(maxsize=KEPT_MEASURES)
def measure(piece: TextPiece, px: int, width: float) -> Measure:
    """Return how `piece` stands at `px` in lines of `width`."""
    layout = set_text(piece, px, max(1.0, width))
    lines = layout.lineCount()
    widest = max((layout.lineAt(i).naturalTextWidth() for i in range(lines)), default=0.0)
    return Measure(
        px=px,
        lines=lines,
        width=widest,
        height=lines * piece.line_height * px,
        breaks_words=_breaks_words(layout) or widest > width,
    )


def _breaks_words(layout: QTextLayout) -> bool:
    text = layout.text()
    for number in range(layout.lineCount() - 1):
        line = layout.lineAt(number)
        end = line.textStart() + line.textLength()
        if 0 < end < len(text) and _are_one_word(text[end - 1], text[end]):
            return True
    return False


def _are_one_word(one: str, other: str) -> bool:
    return JOINER in (one, other) or (one.isalnum() and other.isalnum())


def fit(
    piece: TextPiece, px: int, least_px: int, width: float, height: float, *, max_lines: int = 0
) -> Measure:
    """Return `piece` at the largest size that fits: `px` if it does, below `least_px` if it must.

    Words are broken only when even `least_px` is too large for one.
    """
    best = measure(piece, px, width)
    if _fits(best, height, max_lines):
        return best
    low, high = min(least_px, px), px - 1
    found: Measure | None = None
    while low <= high:
        middle = (low + high) // 2
        tried = measure(piece, middle, width)
        if _fits(tried, height, max_lines):
            found, low = tried, middle + 1
        else:
            high = middle - 1
    if found is not None:
        return found
    for size in range(min(least_px, px), SMALLEST_PX - 1, -1):
        tried = measure(piece, size, width)
        if tried.height <= height and tried.width <= width:
            return tried
    return measure(piece, SMALLEST_PX, width)


def _fits(tried: Measure, height: float, max_lines: int) -> bool:
    return (
        tried.height <= height
        and not tried.breaks_words
        and (not max_lines or tried.lines <= max_lines)
    )


@lru_cache(maxsize=KEPT_MEASURES)
def widest_word(piece: TextPiece, px: int) -> float:
    """Return the width of the longest word at `px`; of the whole text where it does not wrap.

    An address is no word: it may be broken anywhere.
    """
    metrics = QFontMetricsF(make_font(piece, px, Weight.BOLD if piece.strong else None))
    words = piece.text.split("\n")
    if piece.wrap:
        words = [word for word in piece.text.split() if ADDRESS not in word]
    return max((metrics.horizontalAdvance(word) for word in words), default=0.0)


def draw(
    painter: QPainter,
    rect: QRectF,
    piece: TextPiece,
    set_at: Measure,
    colour: QColor,
    *,
    align: Align = "left",
    valign: float = 0.5,
    strong_colour: QColor | None = None,
) -> None:
    """Draw `piece`, measured as `set_at`, inside `rect`; `valign` 0 is the top, 1 the bottom."""
    layout = set_text(piece, set_at.px, max(1.0, rect.width()), strong_colour=strong_colour)
    part = ALIGN[align]
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        spare = rect.width() - line.naturalTextWidth()
        line.setPosition(QPointF(max(0.0, spare * part), line.position().y()))
    # A line may stand out of a box made for capitals alone: their middle is the box's.
    top = rect.top() + (rect.height() - set_at.height) * valign
    painter.setPen(colour)
    layout.draw(painter, QPointF(rect.left(), top))


class FitLabel(PaintedLabel):
    """A text in a role. It wraps to the width it gets and shrinks before it clips."""

    def __init__(
        self,
        text: str = "",
        role: TypeRole = TypeRole.BODY,
        tone: str = "ink",
        *,
        weight: Weight | None = None,
        align: Align = "left",
        valign: float = 0.5,
        max_lines: int = 0,
        wrap: bool = True,
        tabular: bool = False,
        tracked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._tone = tone
        self._weight = weight
        self._align: Align = align
        self._valign = valign
        self._max_lines = max_lines
        self._wrap = wrap
        self._tabular = tabular
        self._tracked = tracked
        self._strong: tuple[str, ...] = ()
        self._strong_tone: str | None = None
        self._heights: dict[int, int] = {}
        self._fitted: tuple[QSize, Measure] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        super().setText(text)

    def setText(
        self, text: str, strong: Sequence[str] = (), strong_tone: str | None = None
    ) -> None:
        """Show `text`; each of `strong` is a part of it to be bold, in `strong_tone` if given."""
        if (text, tuple(strong), strong_tone) == (self.text(), self._strong, self._strong_tone):
            return
        self._strong = tuple(strong)
        self._strong_tone = strong_tone
        super().setText(text)
        self.restyle()

    def set_tone(self, tone: str) -> None:
        """Paint in the colour token `tone`."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def set_role(self, role: TypeRole, weight: Weight | None = None) -> None:
        self._role = role
        self._weight = weight
        self.restyle()

    def set_tabular(self, tabular: bool) -> None:
        """Give every digit the same width, or its own."""
        self._tabular = tabular
        self.restyle()

    def set_max_lines(self, max_lines: int) -> None:
        """Shrink to its least size rather than take more lines; 0: take as many as it needs."""
        if max_lines != self._max_lines:
            self._max_lines = max_lines
            self.restyle()

    def set_align(self, align: Align) -> None:
        self._align = align
        self.update()

    @property
    def role(self) -> TypeRole:
        return self._role

    @property
    def shown_px(self) -> int:
        """The font size it is painted at now."""
        return self._fit().px

    @property
    def is_cramped(self) -> bool:
        """Whether it had to go below its role's least size, or to break a word."""
        fitted = self._fit()
        return bool(self.text()) and (
            fitted.px < self.theme.scale.type[self._role].least_px or fitted.breaks_words
        )

    def restyle(self) -> None:
        self._heights.clear()
        self._fitted = None
        super().restyle()

    def _piece(self) -> TextPiece:
        size = self.theme.scale.type[self._role]
        return TextPiece(
            self.text(),
            self._weight or size.weight,
            self._strong,
            self._tabular,
            self._wrap,
            self._tracked,
            snug=not self._wrap and self._role in SNUG_ROLES,
        )

    def _fit(self) -> Measure:
        if self._fitted is None or self._fitted[0] != self.size():
            size = self.theme.scale.type[self._role]
            fitted = fit(
                self._piece(),
                size.px,
                size.least_px,
                self.width(),
                self.height(),
                max_lines=self._max_lines,
            )
            self._fitted = (self.size(), fitted)
        return self._fitted[1]

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        if not self._wrap:
            return -1
        if (known := self._heights.get(width)) is None:
            size = self.theme.scale.type[self._role]
            fitted = fit(
                self._piece(), size.px, size.least_px, width, UNBOUNDED, max_lines=self._max_lines
            )
            known = self._heights[width] = ceil(fitted.height)
        return known

    def sizeHint(self) -> QSize:
        size = self.theme.scale.type[self._role]
        natural = measure(self._piece(), size.px, UNBOUNDED)
        # Two px more: Qt hands out whole px and a glyph may hang over.
        return QSize(ceil(natural.width) + 2, ceil(natural.height))

    def minimumSizeHint(self) -> QSize:
        size = self.theme.scale.type[self._role]
        piece = self._piece()
        lines = 1 if self._wrap else piece.text.count("\n") + 1
        return QSize(
            ceil(widest_word(piece, size.least_px)) + 2,
            ceil(lines * piece.line_height * size.least_px),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.text():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        theme = self.theme
        draw(
            painter,
            QRectF(self.rect()),
            self._piece(),
            self._fit(),
            theme.colour(self._tone if self.isEnabled() else "on_off"),
            align=self._align,
            valign=self._valign,
            strong_colour=theme.colour(self._strong_tone) if self._strong_tone else None,
        )
