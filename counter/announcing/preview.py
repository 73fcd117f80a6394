"""How an announcement will be seen: the hall's display in small, true to its proportions."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.look.tokens import Weight
from core.qt.widgets.base import PaintedLabel, rounded
from core.qt.widgets.text import TextPiece, draw, fit, measure

WIDTH, HEIGHT = 336, 189  # drawn px: 16 to 9
CALLS = 0.6  # of the height; the rest is the band's
LINES = 3
NARROW = 0.75
LEAST_PX = 7
EARLIER = (("P-014", 2, True), ("A-026", 1, False), ("P-013", 3, True), ("A-025", 2, False))


class DisplayPicture(PaintedLabel):
    """A sample of calls above, the announcement in the band below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = ""
        self._part = 1.0
        self._words = ("", "", "")
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_texts(self, lead: str, text: str, words: tuple[str, str, str]) -> None:
        """`words` are the display's own: of the ticket, of the counter, of the line."""
        if (lead, text, words) != (self._lead, self.text(), self._words):
            self._lead, self._words = lead, words
            self.setText(text)
            self.setAccessibleName(f"{lead} {text}")  # unsaid: as the display says it
            self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Stand where there is little width, or enough."""
        part = NARROW if narrow else 1.0
        if part != self._part:
            self._part = part
            self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(WIDTH * self._part), self.theme.px(HEIGHT * self._part))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, width, height = self.theme, float(self.width()), float(self.height())
        above = QRectF(0, 0, width, height * CALLS)
        painter.fillRect(self.rect(), theme.colour("surface"))
        aside = width * 0.34
        self._paint_call(painter, QRectF(0, 0, width - aside, above.height()))
        self._paint_earlier(painter, QRectF(width - aside, 0, aside, above.height()))
        band = QRectF(0, above.bottom(), width, height - above.height())
        painter.fillRect(band, theme.colour("deep"))
        self._paint_band(painter, band.adjusted(theme.px(12), 0, -theme.px(12), 0))
        edge = theme.edge
        half = edge / 2
        painter.setPen(theme.colour("ink"))
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))

    def _paint_call(self, painter: QPainter, room: QRectF) -> None:
        theme, ticket, counter, line = self.theme, *self._words
        side = theme.px(14)
        inner = room.adjusted(side, 0, -side, 0)
        third = room.height() / 3
        ink = theme.colour("ink")
        word_px = round(third * 0.46)
        top = QRectF(inner.left(), room.top(), inner.width(), third)
        self._write(painter, top, ticket, word_px)
        self._write(painter, top, counter, word_px, align_right=True)
        middle = QRectF(inner.left(), room.top() + third, inner.width(), third)
        code = TextPiece("A-027", Weight.BOLD, wrap=False)
        draw(painter, middle, code, measure(code, round(third * 1.1), 1e6), ink)
        box = QRectF(inner.right() - third * 0.9, middle.top() + third * 0.05, third * 0.9, third)
        rounded(painter, box, theme.radius_small, fill="surface", edge="ink", width=3, theme=theme)
        three = TextPiece("3", Weight.BOLD, wrap=False)
        draw(painter, box, three, measure(three, round(third * 0.8), 1e6), ink, align="center")
        tag = TextPiece(line, Weight.BOLD, wrap=False)
        found = measure(tag, round(third * 0.4), 1e6)
        below = room.top() + 2 * third + third * 0.15
        pill = QRectF(inner.left(), below, found.width + third * 0.4, third * 0.6)
        rounded(painter, pill, pill.height() / 4, fill="sea", theme=theme)
        draw(painter, pill, tag, found, theme.colour("on_sea"), align="center")

    def _paint_earlier(self, painter: QPainter, room: QRectF) -> None:
        theme, high = self.theme, room.height() / len(EARLIER)
        px = round(high * 0.6)
        painter.fillRect(room, theme.colour("bg"))
        for number, (code, counter, is_first) in enumerate(EARLIER):
            row = QRectF(room.left(), room.top() + number * high, room.width(), high)
            mark = QRectF(row.left(), row.top(), high * 0.7, high - 1)
            painter.fillRect(mark, theme.colour("sun" if is_first else "sea"))
            words = row.adjusted(high, 0, -high * 0.3, 0)
            self._write(painter, words, code, px)
            side = high * 0.74
            box = QRectF(words.right() - side, row.top() + high * 0.12, side, side)
            rounded(painter, box, 3, fill="surface", edge="ink", width=1, theme=theme)
            piece = TextPiece(str(counter), Weight.BOLD, wrap=False)
            found = measure(piece, round(px * 0.9), 1e6)
            draw(painter, box, piece, found, theme.colour("ink"), align="center")

    def _write(
        self, painter: QPainter, room: QRectF, text: str, px: int, *, align_right: bool = False
    ) -> None:
        piece = TextPiece(text, Weight.BOLD, wrap=False)
        found = fit(piece, px, LEAST_PX, room.width(), room.height())
        ink = self.theme.colour("ink")
        draw(painter, room, piece, found, ink, align="right" if align_right else "left")

    def _paint_band(self, painter: QPainter, room: QRectF) -> None:
        theme = self.theme
        text = f"{self._lead} {self.text()}".strip()  # unsaid: as the display says it
        piece = TextPiece(text, Weight.REGULAR, (self._lead,) if self._lead else ())
        px = round(room.height() / LINES * 0.82)
        found = fit(piece, px, LEAST_PX, room.width(), room.height(), max_lines=LINES)
        draw(
            painter,
            room,
            piece,
            found,
            theme.colour("on_deep"),
            strong_colour=theme.colour("sun_on_deep"),
        )
