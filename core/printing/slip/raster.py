"""The paper as dots: a slip drawn in our own letters, so that ñ, á and ¿ are right on any printer.

Pillow draws; ink is True. A paper is a stack of strips, one for a line of text, which is what
printers with little memory take best and what `core.printing.escpos.read_back` reads back.
"""

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from core.domain.ticket import Line
from core.printing.slip.faces import HALF_BLACK, set_line
from core.printing.slip.icons import outline
from core.printing.slip.layout import (
    BANNER_PAD,
    BANNER_RADIUS,
    BARS,
    DASH,
    DASH_GAP,
    FRAME,
    ICON,
    RULE_ABOVE,
    RULE_THICK,
    RULER_FACE,
    RULER_PAD,
    RULER_THICK,
    SQUARE_MODULE,
    BannerRow,
    BarsRow,
    Paper,
    Row,
    RuleRow,
    RulerRow,
    SquareRow,
    TextRow,
    lay_out,
)
from core.printing.slip.qr import QUIET, Modules
from core.printing.slip.slip import Slip
from core.words import PICTOGRAMS

if TYPE_CHECKING:
    from PIL.Image import Image

_FINER = 4  # pictograms are drawn this many times larger and reduced


def draw(slip: Slip, paper: Paper) -> "Image":
    """Return the whole paper as one picture, ink black on white, as wide as the print head."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - heavy, and only where something is printed

    pieces = strips(slip, paper)
    whole = Image.new("1", (paper.dots, sum(piece.height for piece in pieces)), 0)
    y = 0
    for piece in pieces:
        whole.paste(piece, (0, y))
        y += piece.height
    return ImageChops.invert(whole)


def strips(slip: Slip, paper: Paper) -> tuple["Image", ...]:
    """Return the paper as strips from top to bottom, ink True, each as wide as the print head.

    Those of a ruler are as wide as their numbers say, so that a head shows how wide it is.
    """
    return tuple(strip for row in lay_out(slip, paper) for strip in _strips(row, paper))


def _strips(row: Row, paper: Paper) -> tuple["Image", ...]:
    match row:
        case TextRow():
            return (_centred(set_line(row.runs, row.height), paper),)
        case BannerRow():
            return _banner(row, paper)
        case _:
            return (_strip(row, paper),)


def _strip(row: Row, paper: Paper) -> "Image":
    match row:
        case RuleRow():
            return rule(paper)
        case SquareRow():
            return _centred(square(row.modules), paper)
        case RulerRow():
            return ruler(row.dots // paper.grain, str(row.dots))
        case BarsRow():
            return bars(paper)
        case _:
            return _blank(paper, row.height)


def _blank(paper: Paper, height: int, *, ink: bool = False) -> "Image":
    from PIL import Image  # noqa: PLC0415

    return Image.new("1", (paper.dots, height), 255 if ink else 0)


def _centred(line: "Image", paper: Paper) -> "Image":
    strip = _blank(paper, line.height)
    strip.paste(line, ((paper.dots - line.width) // 2, 0))
    return strip


@cache
def rule(paper: Paper) -> "Image":
    """Return a dashed line."""
    from PIL import ImageDraw  # noqa: PLC0415

    strip = _blank(paper, RuleRow().height)
    pen = ImageDraw.Draw(strip)
    for x in range(2 * paper.margin, paper.dots - 2 * paper.margin, DASH + DASH_GAP):
        pen.rectangle((x, RULE_ABOVE, x + DASH - 1, RULE_ABOVE + RULE_THICK - 1), fill=255)
    return strip


@cache
def ruler(dots: int, number: str) -> "Image":
    """Return a line of so many dots, from edge to edge, with `number` before its upright end."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    height = RULER_FACE.height
    strip = Image.new("1", (dots, height), 0)
    words = set_line([(number, RULER_FACE)], height)
    end = dots - RULER_THICK
    left = end - RULER_PAD - words.width
    strip.paste(words, (left, 0))
    pen = ImageDraw.Draw(strip)
    pen.rectangle((0, height // 2, left - RULER_PAD, height // 2 + RULER_THICK - 1), fill=255)
    pen.rectangle((end, 0, dots - 1, height - 1), fill=255)
    return strip


@cache
def bars(paper: Paper) -> "Image":
    """Return the bars of a test page."""
    from PIL import ImageDraw  # noqa: PLC0415

    strip = _blank(paper, BarsRow().height)
    pen, top = ImageDraw.Draw(strip), 0
    for height, stripe in BARS:
        wide = stripe or paper.dots
        for x in range(0, paper.dots, 2 * wide):
            pen.rectangle((x, top, x + wide - 1, top + height - 1), fill=255)
        top += height
    return strip


def square(modules: Modules, quiet: int = QUIET) -> "Image":
    """Return a square code with so many modules of white around it, ink True."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    side = (len(modules) + 2 * quiet) * SQUARE_MODULE
    picture = Image.new("1", (side, side), 0)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(modules, quiet):
        for column, is_black in enumerate(line, quiet):
            x, y = column * SQUARE_MODULE, row * SQUARE_MODULE
            if is_black:
                pen.rectangle((x, y, x + SQUARE_MODULE - 1, y + SQUARE_MODULE - 1), fill=255)
    return picture


def _banner(row: BannerRow, paper: Paper) -> tuple["Image", ...]:
    from PIL import ImageChops, ImageDraw  # noqa: PLC0415

    ground = _blank(paper, row.height)
    box = (paper.margin, 0, paper.dots - paper.margin - 1, row.height - 1)
    inverse = row.line is Line.PREFERENTIAL
    ImageDraw.Draw(ground).rounded_rectangle(
        box, BANNER_RADIUS, fill=255 if inverse else 0, outline=255, width=FRAME
    )
    ink = _blank(paper, row.height)
    symbols = pictograms(row.line)
    ink.paste(symbols, ((paper.dots - symbols.width) // 2, BANNER_PAD))
    tops = [row.icon_height]
    for label in row.labels:
        line = _centred(set_line(label.runs, label.height), paper)
        ink.paste(line, (0, tops[-1]))
        tops.append(tops[-1] + label.height)
    whole = ImageChops.logical_xor(ground, ink)
    edges = [0, *tops, row.height]
    return tuple(whole.crop((0, top, paper.dots, bottom)) for top, bottom in pairwise(edges))


@cache
def banner_head(line: Line, paper: Paper) -> "Image":
    """Return the strip with the pictograms of a line: it is the same on every slip."""
    return _banner(BannerRow(line, ()), paper)[0]


def banner_foot(line: Line, paper: Paper) -> "Image":
    """Return the strip that closes a banner."""
    return _banner(BannerRow(line, ()), paper)[-1]


@cache
def pictograms(line: Line) -> "Image":
    """Return the pictograms of a line side by side, ink True."""
    from PIL import Image  # noqa: PLC0415

    names = PICTOGRAMS[line]
    row = Image.new("1", (ICON * len(names), ICON), 0)
    for index, name in enumerate(names):
        row.paste(pictogram(name, ICON), (ICON * index, 0))
    return row


@cache
def pictogram(name: str, size: int) -> "Image":
    """Return a pictogram in a square of `size` dots, ink True."""
    from PIL import Image, ImageChops, ImageDraw  # noqa: PLC0415

    side = size * _FINER
    shape = Image.new("1", (side, side), 0)
    for polygon in outline(name):
        part = Image.new("1", (side, side), 0)
        ImageDraw.Draw(part).polygon([(x * side, y * side) for x, y in polygon], fill=255)
        shape = ImageChops.logical_xor(shape, part)  # a polygon inside another is a hole
    grey = shape.convert("L").resize((size, size), Image.Resampling.BOX)
    return grey.point(lambda value: 255 if value >= HALF_BLACK else 0, "1")
