"""The marks a chart is made of: boxes, lines and words in millimetres, y down, in inks by name.

A window's and the paper's painter know these three and nothing of charts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
Dash = tuple[float, ...]
"""Lengths of strokes and gaps as parts of the line's width; () for none."""
Letters = Callable[[str, float, bool], float]
"""How wide a text stands, in mm: of the text, its size in mm, and whether it is bold."""

ELLIPSIS = "…"
DASHED, LONG_DASHED, DOTTED = (3.0, 2.0), (6.0, 2.0), (1.0, 3.0)
ASCENT, DESCENT = 0.75, 0.22
"""How far letters reach above and below their baseline, as parts of their size."""
LINE_STEP = 1.18
UNDER = 1e-6  # mm: what is no overlap


class Ink(StrEnum):
    """What a colour is for; screen and paper have one for each (`PAPER_INKS`)."""

    INK = "ink"
    INK2 = "ink2"
    RULE = "rule"
    GROUND = "ground"
    SEA = "sea"
    SEA_LINE = "sea_line"
    SOFT = "soft"  # a plain bar
    SUN = "sun"
    SUN_LINE = "sun_line"
    BAND = "band"
    BAND_EDGE = "band_edge"
    TARGET = "target"
    HEAT_0 = "heat_0"
    HEAT_1 = "heat_1"
    HEAT_2 = "heat_2"
    HEAT_3 = "heat_3"
    HEAT_4 = "heat_4"
    ON_HEAT_4 = "on_heat_4"


HEAT = (Ink.HEAT_0, Ink.HEAT_1, Ink.HEAT_2, Ink.HEAT_3, Ink.HEAT_4)


@dataclass(frozen=True, slots=True)
class BoxMark:
    """A box, its edge wholly inside; round where `radius` is half its side."""

    x: float
    y: float
    width: float
    height: float
    fill: Ink | None
    edge: Ink | None = None
    edge_mm: float = 0.0
    radius: float = 0.0

    @property
    def bounds(self) -> "Bounds":
        return Bounds(self.x, self.y, self.x + self.width, self.y + self.height)


@dataclass(frozen=True, slots=True)
class LineStroke:
    """A line through points; with `fill` the area that they surround."""

    points: tuple[Point, ...]
    ink: Ink | None
    width_mm: float
    dash: Dash = ()
    fill: Ink | None = None

    @property
    def bounds(self) -> "Bounds":
        half = self.width_mm / 2 if self.ink is not None else 0.0
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return Bounds(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half)


@dataclass(frozen=True, slots=True)
class WordsMark:
    """A line of words from `x` on a baseline. `is_title`: said apart from the picture."""

    x: float
    y: float
    text: str
    size: float
    width: float
    ink: Ink
    is_bold: bool = False
    is_title: bool = False

    @property
    def bounds(self) -> "Bounds":
        return Bounds(
            self.x, self.y - self.size * ASCENT, self.x + self.width, self.y + self.size * DESCENT
        )


DrawnMark = BoxMark | LineStroke | WordsMark


@dataclass(frozen=True, slots=True)
class Bounds:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def overlaps(self, other: "Bounds") -> bool:
        return (
            self.left < other.right - UNDER
            and other.left < self.right - UNDER
            and self.top < other.bottom - UNDER
            and other.top < self.bottom - UNDER
        )

    def holds(self, other: "Bounds") -> bool:
        return (
            other.left >= self.left - UNDER
            and other.top >= self.top - UNDER
            and other.right <= self.right + UNDER
            and other.bottom <= self.bottom + UNDER
        )


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of letters in mm; strokes follow from them."""

    text: float
    title: float

    @property
    def thick(self) -> float:
        """The line of today."""
        return self.text * 0.26

    @property
    def medium(self) -> float:
        return self.text * 0.16

    @property
    def edge(self) -> float:
        return self.text * 0.1

    @property
    def hair(self) -> float:
        return self.text * 0.06


class Drawing:
    """What is drawn so far in a frame: no words upon other words, and none outside."""

    def __init__(self, width: float, height: float, sizes: Sizes, letters: Letters) -> None:
        self.frame = Bounds(0, 0, width, height)
        self.sizes = sizes
        self._letters = letters
        self.marks: list[DrawnMark] = []
        self._written: list[Bounds] = []

    def width_of(self, text: str, *, size: float | None = None, is_bold: bool = False) -> float:
        return self._letters(text, size or self.sizes.text, is_bold)

    def box(self, mark: BoxMark) -> None:
        if mark.width > 0 and mark.height > 0 and self.frame.holds(mark.bounds):
            self.marks.append(mark)

    def line(self, mark: LineStroke) -> None:
        if len(mark.points) > 1 and self.frame.holds(mark.bounds):
            self.marks.append(mark)

    def words(
        self,
        text: str,
        x: float,
        y: float,
        *,
        ink: Ink = Ink.INK2,
        size: float | None = None,
        is_bold: bool = False,
        align: float = 0.0,
        is_title: bool = False,
        beside: Sequence[Bounds] = (),
    ) -> bool:
        """Write `text` with its baseline at `y` if it has room there; tell whether it has.

        `align` is the part of its width that lies left of `x`; `beside`: what it may not touch.
        """
        size = size or self.sizes.text
        width = self._letters(text, size, is_bold)
        mark = WordsMark(x - align * width, y, text, size, width, ink, is_bold, is_title)
        at = mark.bounds
        if not text or not self.frame.holds(at):
            return False
        if any(at.overlaps(other) for other in (*self._written, *beside)):
            return False
        self.marks.append(mark)
        self._written.append(at)
        return True

    def wrapped(
        self,
        text: str,
        width: float,
        lines: int,
        *,
        size: float | None = None,
        is_bold: bool = False,
    ) -> list[str]:
        """Return `text` in at most so many lines of `width` mm; the last says if there is more."""
        found: list[str] = []
        rest = text.split(" ")
        while rest and len(found) < lines:
            taken = 1
            while taken < len(rest) and (
                self.width_of(" ".join(rest[: taken + 1]), size=size, is_bold=is_bold) <= width
            ):
                taken += 1
            found.append(" ".join(rest[:taken]))
            rest = rest[taken:]
        if rest:
            found[-1] = f"{found[-1]}{ELLIPSIS}"
        return [self.shortened(line, width, size=size, is_bold=is_bold) for line in found]

    def shortened(
        self, text: str, width: float, *, size: float | None = None, is_bold: bool = False
    ) -> str:
        """Return as much of `text` as is `width` mm wide; "" where not one letter is."""
        if self.width_of(text, size=size, is_bold=is_bold) <= width:
            return text
        kept = text.removesuffix(ELLIPSIS)
        while kept and self.width_of(f"{kept}{ELLIPSIS}", size=size, is_bold=is_bold) > width:
            kept = kept[:-1].rstrip()
        return f"{kept}{ELLIPSIS}" if kept else ""

    def widest(self, texts: Iterable[str], *, is_bold: bool = False) -> float:
        return max((self.width_of(each, is_bold=is_bold) for each in texts), default=0.0)
