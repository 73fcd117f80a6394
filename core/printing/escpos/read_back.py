"""What stands on the paper after a job: ESC/POS bytes read back as a person would read it.

Typed lines are decoded in the code page in force. Drawn lines are read from their dots, by
comparing them with our own letters: a wrong, cut off or missing letter does not read. The demo
shows the text, tests check it, and support can see what a printer was really told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from core.domain.ticket import Line
from core.printing.escpos.commands import ESC, GS, Command, split
from core.printing.escpos.encode import BAND
from core.printing.slip.faces import ALPHABET, cell, has_glyph
from core.printing.slip.layout import (
    CODE_FACES,
    SQUARE_MODULE,
    TEXT_FACES,
    paper_of,
)
from core.printing.slip.qr import Modules, is_square_code
from core.printing.slip.raster import banner_foot, banner_head, bars, pictograms, rule, ruler
from core.words import PICTOGRAMS

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 42  # of the text `decode` returns, in characters
RULE = "-" * WIDTH
CUT = "[cut]"
NARROWEST = 320  # dots of a head
SQUARE = "[square code]"
_CODE_PAGES = {0: "cp437", 2: "cp850", 3: "cp860", 16: "cp1252", 19: "cp858"}
_CODE_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`lines` top to bottom, pictures in brackets; `unknown` the commands no printer knows, in
    hexadecimal; `widest` the dots of the widest picture.
    """

    lines: tuple[str, ...]
    unknown: tuple[str, ...]
    cuts: int
    widest: int

    @property
    def text(self) -> str:
        return "".join(f"{line.center(WIDTH).rstrip()}\n" for line in self.lines)


def decode(job: bytes) -> str:
    """Return the text on the paper of a job, centred; pictures, cuts and what is not understood
    stand in brackets.
    """
    return read_sheet(job).text


def read_sheet(
    job: bytes, *, dots: int | None = None, code_pages: Mapping[int, str] | None = None
) -> Sheet:
    """Return what a job leaves on the paper of a head of so many dots: what is wider is cut off.

    `code_pages` are those of this printer that have other numbers than most printers' have.
    """
    commands, rest = split(job)
    reader = _Reader(dots=dots, code_pages=_CODE_PAGES | dict(code_pages or {}))
    for command in commands:
        reader.take(command)
    if rest:
        reader.take(Command(rest, b"", known=False))
    reader.end()
    return Sheet(tuple(reader.lines), tuple(reader.unknown), reader.cuts, reader.widest)


@dataclass(slots=True)
class _Reader:
    """A print head: takes commands in order and remembers what they left."""

    dots: int | None = None
    code_pages: Mapping[int, str] = field(default_factory=lambda: _CODE_PAGES)
    lines: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    bands: "list[Image]" = field(default_factory=list)
    cuts: int = 0
    widest: int = 0
    typed: str = ""
    code_page: str = _CODE_PAGES[0]

    def take(self, command: Command) -> None:
        if command.name != GS + b"v":
            self._end_picture()  # of a job that broke off in it
        if not command.known:
            self.unknown.append(command.raw.hex(" "))
            self.typed += f"[{command.raw.hex(' ')}]"
        elif command.name == b"":
            self.typed += command.data.decode(self.code_page, "replace")
        elif command.name == b"\n":
            self.end_line()
        elif command.name == ESC + b"t":
            self.code_page = self.code_pages.get(command.data[0], "ascii")
        elif command.name == ESC + b"@":
            self.code_page = _CODE_PAGES[0]
        elif command.name == ESC + b"d":
            self.end_line()
        elif command.name == GS + b"V":
            self.end_line()
            self.cuts += 1
            self.lines.append(CUT)
        elif command.name == GS + b"v":
            self.end_line()
            self._picture(command.data)

    def end(self) -> None:
        """Take what is left at the end of a job."""
        self._end_picture()
        self.end_line()

    def end_line(self) -> None:
        if line := self.typed.strip():
            self.lines.append(RULE if set(line) == {"-"} else line)
        self.typed = ""

    def _picture(self, data: bytes) -> None:
        from PIL import Image  # noqa: PLC0415 - heavy, and only where something is printed

        width = int.from_bytes(data[2:4], "little") * 8
        height = int.from_bytes(data[4:6], "little")
        self.widest = max(self.widest, width)
        if not width or not height:
            return
        band = Image.frombytes("1", (width, height), data[6:])
        if self.dots is not None and width > self.dots:
            band = band.crop((0, 0, self.dots, height))
        self.bands.append(band)
        if height != BAND:  # the last one of its strip
            self._end_picture()

    def _end_picture(self) -> None:
        if not self.bands:
            return
        picture = _one(self.bands)
        self.bands = []
        words = _words_of(picture)
        if words is None and (coarse := _coarser(picture)) is not None:
            words = _words_of(coarse)
        if words != "":
            self.lines.append(words or f"[image {picture.width}x{picture.height}]")


# --- reading dots ------------------------------------------------------------------------------


def _one(bands: "list[Image]") -> "Image":
    """Return the strip that was sent in `bands`."""
    from PIL import Image  # noqa: PLC0415

    whole = Image.new("1", (bands[0].width, sum(band.height for band in bands)))
    top = 0
    for band in bands:
        whole.paste(band, (0, top))
        top += band.height
    return whole


def _coarser(picture: "Image") -> "Image | None":
    """Return a picture, half as large, if each dot of it was four; None for any other one."""
    half = picture.resize((picture.width // 2, picture.height // 2), 0)
    return half if _key(half.resize(picture.size, 0)) == _key(picture) else None


def _words_of(picture: "Image") -> str | None:
    """Return what a strip says; None when nobody can tell."""
    words = _known_pictures(picture.width).get(_key(picture))
    if words is None and is_square_code(_modules(picture)):
        words = SQUARE
    return read_line(picture) if words is None else words


Columns = tuple[int, ...]  # a strip from left to right, each column its dots as bits


def read_line(strip: "Image") -> str | None:
    """Return the text drawn in a strip (ink True), in a frame or not; None if it is no text.

    An empty strip reads as "".
    """
    solid = (1 << strip.height) - 1
    columns = _without(0, _columns(strip))
    if columns and columns[0] == solid:  # a banner: a black frame, or all black
        columns = _without(solid, columns)
        if columns and columns[0]:
            columns = tuple(column ^ solid for column in columns)
        columns = _without(0, columns)
    return _spell(columns, _letters(strip.height)) if columns else ""


def _modules(picture: "Image") -> Modules:
    """Return the modules of a square code; of another picture, nothing that looks like one."""
    box = picture.getbbox()
    if box is None:
        return ()
    left, top, right, bottom = box
    middle = SQUARE_MODULE // 2
    return tuple(
        tuple(bool(picture.getpixel((x, y))) for x in range(left + middle, right, SQUARE_MODULE))
        for y in range(top + middle, bottom, SQUARE_MODULE)
    )


def _columns(strip: "Image") -> Columns:
    from PIL import Image  # noqa: PLC0415

    turned = strip.transpose(Image.Transpose.TRANSPOSE)
    size = (turned.width + 7) // 8
    data, spare = turned.tobytes(), size * 8 - turned.width
    return tuple(
        int.from_bytes(data[at : at + size], "big") >> spare for at in range(0, len(data), size)
    )


def _without(edge: int, columns: Columns) -> Columns:
    """Return `columns` without those at both ends that equal `edge`."""
    first, last = 0, len(columns)
    while first < last and columns[first] == edge:
        first += 1
    while last > first and columns[last - 1] == edge:
        last -= 1
    return columns[first:last]


@cache
def _letters(height: int) -> dict[int, dict[Columns, str]]:
    """Return our letters for lines of `height` dots by width, the widest first, and shape."""
    shapes: dict[Columns, str] = {}
    for face in (*TEXT_FACES, *CODE_FACES):
        if face.height == height:
            for char in _CODE_ALPHABET if face in CODE_FACES else ALPHABET:
                if has_glyph(face.weight, char):
                    shapes.setdefault(_columns(cell(face, char)), char)
    by_width: dict[int, dict[Columns, str]] = {}
    for shape in sorted(shapes, key=len, reverse=True):
        by_width.setdefault(len(shape), {})[shape] = shapes[shape]
    return by_width


def _spell(ink: Columns, letters: dict[int, dict[Columns, str]]) -> str | None:
    """Return the one row of letters whose cells, side by side, are exactly `ink`."""
    air = (0,) * max(letters, default=0)
    columns = (*air, *ink, *air)
    end = len(air) + len(ink)
    dead_ends: set[int] = set()

    def from_(pen: int) -> str | None:
        if pen >= end:
            return ""
        if pen in dead_ends:
            return None
        for width, shapes in letters.items():
            char = shapes.get(columns[pen : pen + width])
            if char is not None and (rest := from_(pen + width)) is not None:
                return char + rest
        dead_ends.add(pen)
        return None

    for pen in range(len(air) + 1):
        if words := from_(pen):
            return words.strip()
    return None


def _key(picture: "Image") -> tuple[tuple[int, int], bytes]:
    return picture.size, picture.tobytes()


@cache
def _known_pictures(dots: int) -> dict[tuple[tuple[int, int], bytes], str]:
    """Return what is drawn on every slip under a head of so many dots, and is not text."""
    known = {
        _key(pictograms(line)): " ".join(f"[{name.removesuffix('-fill')}]" for name in names)
        for line, names in PICTOGRAMS.items()
    }
    if dots < NARROWEST:
        return known
    paper = paper_of(dots, 80)
    known |= {
        _key(rule(paper)): RULE,
        _key(bars(paper)): "[bars]",
        _key(ruler(dots, str(dots))): f"[ruler {dots}]",
        _key(ruler(dots, str(2 * dots))): f"[ruler {2 * dots}]",
    }
    for line in Line:
        known[_key(banner_head(line, paper))] = known[_key(pictograms(line))]
        known[_key(banner_foot(line, paper))] = ""
    return known
