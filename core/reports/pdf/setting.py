"""Set text on a page of points, y up from the bottom: wrapped, with bold parts, in the typeface."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.reports.pdf.tagged import TaggedCanvas
from core.reports.pdf.typeface import font_named

LEADING = 1.35
REGULAR, SEMIBOLD, BOLD = "Regular", "SemiBold", "Bold"


@dataclass(frozen=True, slots=True)
class TextStyle:
    size: float
    weight: str = REGULAR
    colour: str = "#0A2733"

    @property
    def leading(self) -> float:
        return self.size * LEADING


Run = tuple[str, str]  # a text and its weight
SetLine = tuple[Run, ...]


def width_of(text: str, style: TextStyle, weight: str = "") -> float:
    """Return how wide a text is, in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415

    return float(stringWidth(text, font_named(weight or style.weight), style.size))


def lines_of(
    text: str, style: TextStyle, width: float, strong: Sequence[str] = ()
) -> tuple[SetLine, ...]:
    """Return `text` in lines of `width` points; a word that is wider is broken."""
    found: list[SetLine] = []
    line: list[Run] = []
    used = 0.0
    for word, weight in _words(text, style, strong):
        for piece in _pieces(word, style, weight, width):
            gap = width_of(" ", style, weight) if line else 0.0
            needed = width_of(piece, style, weight)
            if line and used + gap + needed > width:
                found.append(tuple(line))
                line, used, gap = [], 0.0, 0.0
            line.append((f" {piece}" if line else piece, weight))
            used += gap + needed
    if line:
        found.append(tuple(line))
    return tuple(found)


def _words(text: str, style: TextStyle, strong: Sequence[str]) -> list[Run]:
    is_bold = [False] * len(text)
    for part in strong:
        start = text.find(part)
        if part and start >= 0:
            is_bold[start : start + len(part)] = [True] * len(part)
    words: list[Run] = []
    at = 0
    for word in text.split(" "):
        if word:
            words.append((word, BOLD if is_bold[at] else style.weight))
        at += len(word) + 1
    return words


def _pieces(word: str, style: TextStyle, weight: str, width: float) -> list[str]:
    pieces = []
    while len(word) > 1 and width_of(word, style, weight) > width:
        end = len(word) - 1
        while end > 1 and width_of(word[:end], style, weight) > width:
            end -= 1
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]


def draw_lines(
    tagged: TaggedCanvas,
    lines: Sequence[SetLine],
    at: tuple[float, float, float],
    style: TextStyle,
    align: float = 0.0,
) -> None:
    """Draw lines from the top `y` down, in a room of `width` points from `x`: `at` is the three.

    `align` is the part of what is left over that is at the left.
    """
    x, top, width = at
    canvas: Any = tagged.canvas
    canvas.setFillColor(style.colour)
    for number, line in enumerate(lines):
        y = top - number * style.leading - style.size
        wide = sum(width_of(text, style, weight) for text, weight in line)
        writer = canvas.beginText(x + align * (width - wide), y)
        is_last = number == len(lines) - 1
        for place, (text, weight) in enumerate(line):
            writer.setFont(font_named(weight), style.size)
            ends = place == len(line) - 1 and not is_last
            writer.textOut(f"{text} " if ends else text)  # else words of two lines are read as one
        canvas.drawText(writer)
