"""The paper's letters: one typeface in a few sizes, as cells of black and white dots.

A line is set cell beside cell, each a whole number of dots wide, with no kerning: so what was
printed can be read back exactly (`core.printing.escpos.read_back`), on any machine.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

DOTS_PER_MM = 8  # 203 dpi
CAP_HEIGHT = 0.668  # of the size, in this typeface
HALF_BLACK = 128
Weight = Literal["Regular", "Bold"]
ALPHABET = (
    "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x180)])) + "“”‘’–—…"
)


@dataclass(frozen=True, slots=True)
class Face:
    """A size in dots and a weight; `above` and `below` the baseline bound the box of a line.

    `squeeze` is the width of the letters in percent of their natural one, `tracking` the dots
    of air after each.
    """

    weight: Weight
    size: int
    above: int
    below: int
    squeeze: int = 100
    tracking: int = 0

    @property
    def height(self) -> int:
        return self.above + self.below

    @classmethod
    def text(cls, weight: Weight, size: int, tracking: int = 0) -> "Face":
        """Return a face with room for capital accents and tails."""
        above, below = -(-size * 90 // 100), -(-size * 24 // 100)
        return cls(weight, size, above, below, tracking=tracking)

    @classmethod
    def code(cls, size: int, squeeze: int = 100) -> "Face":
        """Return a face for codes: capitals and digits only, so the box is tight."""
        return cls("Bold", size, -(-size * 72 // 100), -(-size * 9 // 100), squeeze)


def font_path(weight: Weight) -> str:
    """Return the path of the typeface's TTF file."""
    return str(files("assets") / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf")


@cache
def _font(weight: Weight, size: int) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - heavy, and only where something is printed

    # The basic layout needs no library that one platform has and another lacks.
    return ImageFont.truetype(font_path(weight), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def has_glyph(weight: Weight, char: str) -> bool:
    """Return whether the typeface draws `char`, not just its box for the unknown."""
    font = _font(weight, 40)
    return bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


@cache
def cell(face: Face, char: str) -> "Image":
    """Return one letter: ink True, as wide as its advance and as high as the line.

    One that the typeface lacks is its nearest plain letter, or a question mark.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415

    if not has_glyph(face.weight, char):
        plain = unicodedata.normalize("NFKD", char)[0]
        char = plain if has_glyph(face.weight, plain) else "?"
    font = _font(face.weight, face.size)
    left, _, right, _ = (round(edge) for edge in font.getbbox(char, anchor="ls"))
    shift = max(-left, 0)  # ink before the pen moves in: a cell never reaches into the next
    width = max(round(font.getlength(char)), right) + shift + face.tracking
    grey = Image.new("L", (max(width, 1), face.height), 0)
    ImageDraw.Draw(grey).text((shift, face.above), char, fill=255, font=font, anchor="ls")
    if face.squeeze != 100:  # noqa: PLR2004 - percent
        grey = grey.resize((max(grey.width * face.squeeze // 100, 1), face.height))
    return grey.point(lambda value: 255 if value >= HALF_BLACK else 0, "1")


def width_of(text: str, face: Face) -> int:
    """Return how many dots `text` takes across."""
    return sum(cell(face, char).width for char in text)


def set_line(runs: Sequence[tuple[str, Face]], height: int) -> "Image":
    """Return a line of text on one baseline, ink True."""
    from PIL import Image  # noqa: PLC0415

    cells = [cell(face, char) for text, face in runs for char in text]
    line = Image.new("1", (max(sum(each.width for each in cells), 1), height), 0)
    x = 0
    for each in cells:
        line.paste(each, (x, 0))
        x += each.width
    return line
