"""The box at the head of each page and the line at its foot: not read, they are on every page."""

from typing import Any

from core.errors import N_
from core.language import Language
from core.reports.chart.inks import PAPER_INKS
from core.reports.chart.marks import Ink
from core.reports.content import Letterhead
from core.reports.pdf.setting import BOLD, REGULAR, SEMIBOLD, TextStyle, draw_lines, lines_of
from core.reports.pdf.tagged import TaggedCanvas

HEIGHT = 67.0  # points
SHARES = (0.2, 0.48, 0.32)  # company, titles, the document's facts
COMPANY = TextStyle(15, BOLD)
NAME = TextStyle(9, SEMIBOLD)
FACT = TextStyle(8.6, REGULAR)
FOOT = TextStyle(8.6, REGULAR, PAPER_INKS[Ink.INK2])
AIR = 6.0
CODE, VERSION = N_("Code: {code}"), N_("Version: {number}")
ON, PAGE = N_("Date: {date}"), N_("Page {number} of {count}")


def draw_letterhead(
    tagged: TaggedCanvas,
    head: Letterhead,
    at: tuple[float, float, float],
    page: tuple[int, int],
    _: Language,
) -> None:
    """Draw the box from the top left `x, y` over a width: `at` is the three; `page` of how many."""
    x, top, width = at
    canvas: Any = tagged.canvas
    first, second = x + SHARES[0] * width, x + (SHARES[0] + SHARES[1]) * width
    facts = (
        _(CODE, code=head.code),
        _(VERSION, number=head.version),
        _(ON, date=_.date(head.on)),
        _(PAGE, number=page[0], count=page[1]),
    )
    with tagged.artifact():
        canvas.setStrokeColor(PAPER_INKS[Ink.INK])
        canvas.setLineWidth(1)
        canvas.rect(x, top - HEIGHT, width, HEIGHT, stroke=1, fill=0)
        for line in (first, second):
            canvas.line(line, top, line, top - HEIGHT)
        canvas.line(first, top - HEIGHT / 2, second, top - HEIGHT / 2)
        step = HEIGHT / len(facts)
        for number in range(1, len(facts)):
            canvas.line(second, top - number * step, x + width, top - number * step)
        _centred(tagged, head.company, COMPANY, (x, top, first - x, HEIGHT))
        half = (second - first, HEIGHT / 2)
        _centred(tagged, head.process.upper(), NAME, (first, top, *half))
        _centred(tagged, head.title.upper(), NAME, (first, top - HEIGHT / 2, *half))
        for number, fact in enumerate(facts):
            room = (second, top - number * step, x + width - second, step)
            _centred(tagged, fact.upper(), FACT, room, align=0.0)


def draw_foot(tagged: TaggedCanvas, words: str, at: tuple[float, float, float]) -> None:
    """Write by what the report was made and when."""
    if words:
        with tagged.artifact():
            draw_lines(tagged, lines_of(words, FOOT, at[2])[:1], at, FOOT)


def _centred(
    tagged: TaggedCanvas,
    text: str,
    style: TextStyle,
    room: tuple[float, float, float, float],
    *,
    align: float = 0.5,
) -> None:
    """Write `text` in the middle of `room` (x, top, width, height), smaller where it must be."""
    x, top, width, height = room
    inner = width - 2 * AIR
    lines = lines_of(text, style, inner)
    while len(lines) * style.leading > height and style.size > 5:  # noqa: PLR2004 - points: the least
        style = TextStyle(style.size - 0.5, style.weight, style.colour)
        lines = lines_of(text, style, inner)
    above = (height - (len(lines) - 1) * style.leading - style.size * 0.668) / 2
    start = top - above + style.size * (1 - 0.668)
    draw_lines(tagged, lines, (x + AIR, start, inner), style, align)
