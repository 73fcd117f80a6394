"""Where everything on the paper stands: from the blocks of a slip to rows of exact height.

One layout serves the drawn paper and the PDF. Sizes are dots of 203 dpi, eight to a millimetre.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.domain.ticket import Line
from core.printing.slip.faces import CAP_HEIGHT, DOTS_PER_MM, Face, width_of
from core.printing.slip.qr import QUIET, Modules, modules
from core.printing.slip.slip import (
    Banner,
    Bars,
    Block,
    Code,
    Ruler,
    Run,
    Slip,
    SlipRule,
    SlipSize,
    SlipText,
    Square,
)
from core.words import PICTOGRAMS

PaperMm = Literal[58, 80]

CODE_MM = 12  # a code's least height
_CODE_LEAST = -(-CODE_MM * DOTS_PER_MM * 1000 // int(CAP_HEIGHT * 1000)) + 1
_CODE_SIZES = (200, 188, 176, 164, 152, _CODE_LEAST)
_SQUEEZES = tuple(range(100, 50, -5))
CODE_FACES = (
    *(Face.code(size) for size in _CODE_SIZES),
    *(Face.code(_CODE_LEAST, squeeze) for squeeze in _SQUEEZES[1:]),
)
_FACES: dict[SlipSize, Face] = {
    SlipSize.COMPANY: Face.text("Bold", 54, tracking=3),
    SlipSize.PLAIN: Face.text("Regular", 36),
    SlipSize.STRONG: Face.text("Bold", 36),
    SlipSize.LEAD: Face.text("Bold", 44),
    SlipSize.FIGURE: Face.text("Bold", 52, tracking=2),
}
TEXT_FACES = tuple(_FACES.values())  # PLAIN's strong one is STRONG
SPACE = 10
RULE_ABOVE, RULE_BELOW, RULE_THICK, DASH, DASH_GAP = 10, 12, 4, 9, 5
CODE_ABOVE, CODE_BELOW, CODE_MARGIN = 18, 10, 6
BANNER_PAD, BANNER_RADIUS, FRAME, ICON = 14, 14, 6, 80
SQUARE_MODULE = 5  # 0.63 mm, for readers that want 0.4
RULER_FACE = _FACES[SlipSize.PLAIN]
RULER_DOTS = (384, 432, 512, 576, 640)  # the heads there are
RULER_THICK, RULER_PAD = 4, 8
BREAKS = "/.-@"  # after these a long word may go on in the next line
# The bars of a test page: how high each, and of how many dots its stripes are; 0 is solid.
BARS = ((40, 0), (24, 4), (24, 2), (24, 1))


@dataclass(frozen=True, slots=True)
class Paper:
    """A roll: its width, the dots across that we draw, and the blank margin on each side.

    `grain` is how many dots of its head each of ours is, across and down: more than one where
    they are finer than 203 dpi. On coarser ones, such as 180 dpi, all is a little larger.
    """

    width_mm: PaperMm
    dots: int
    margin: int
    grain: int = 1

    @property
    def inner(self) -> int:
        return self.dots - 2 * self.margin


PAPERS: dict[PaperMm, Paper] = {80: Paper(80, 576, 18), 58: Paper(58, 384, 8)}
_WIDE = 500  # dots, from where on there is room for a margin


def paper_of(dots: int, width_mm: PaperMm, *, grain: int = 1) -> Paper:
    """Return the paper under a head of so many dots."""
    ours = dots // grain // 8 * 8  # pictures are sent in bytes
    return Paper(width_mm, ours, 18 if ours >= _WIDE else 8, grain)


@dataclass(frozen=True, slots=True)
class TextRow:
    """A centred line; its runs share one baseline and one height."""

    runs: tuple[tuple[str, Face], ...]

    @property
    def face(self) -> Face:
        return self.runs[0][1]

    @property
    def height(self) -> int:
        return self.face.height

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True, slots=True)
class RuleRow:
    height: int = RULE_ABOVE + RULE_THICK + RULE_BELOW


@dataclass(frozen=True, slots=True)
class GapRow:
    height: int = SPACE


@dataclass(frozen=True, slots=True)
class BannerRow:
    """The block of the line: its pictograms above its name."""

    line: Line
    labels: tuple[TextRow, ...]

    @property
    def height(self) -> int:
        return self.icon_height + sum(row.height for row in self.labels) + BANNER_PAD

    @property
    def icon_height(self) -> int:
        return BANNER_PAD + ICON


@dataclass(frozen=True, slots=True)
class SquareRow:
    """A square code in the middle; `height` and its width include the white around it."""

    modules: Modules

    @property
    def height(self) -> int:
        return (len(self.modules) + 2 * QUIET) * SQUARE_MODULE


@dataclass(frozen=True, slots=True)
class RulerRow:
    """A line as long as a head of so many dots is wide, which ends in their number."""

    dots: int
    height: int = RULER_FACE.height


@dataclass(frozen=True, slots=True)
class BarsRow:
    height: int = sum(height for height, _ in BARS)


Word = tuple[tuple[str, Face], ...]  # mostly one piece; more where part of it is bold
Row = TextRow | RuleRow | GapRow | BannerRow | SquareRow | RulerRow | BarsRow


def lay_out(slip: Slip, paper: Paper) -> tuple[Row, ...]:
    """Return the rows of a slip, top to bottom; none is wider than the paper, but the ruler's."""
    return tuple(row for block in slip.blocks for row in _rows(block, paper))


def _rows(block: Block, paper: Paper) -> Iterator[Row]:
    match block:
        case SlipText():
            yield from _wrapped(block.runs, block.role, paper.inner)
        case Code():
            yield GapRow(CODE_ABOVE)
            yield TextRow(((block.code, code_face(block.code, paper)),))
            yield GapRow(CODE_BELOW)
        case Banner():
            room = paper.inner - 2 * (FRAME + BANNER_PAD)
            labels = _wrapped((Run(block.words),), SlipSize.LEAD, room)
            yield BannerRow(block.line, tuple(labels))
        case SlipRule():
            yield RuleRow()
        case Square():
            row = SquareRow(modules(block.words))
            if row.height <= paper.dots:  # an office's key of 100 letters still fits on 58 mm
                yield row
        case Ruler():
            for dots in sorted({*RULER_DOTS, paper.dots * paper.grain}):
                yield RulerRow(dots)
            yield GapRow()
        case Bars():
            yield BarsRow()
        case _:
            yield GapRow()


def pictogram_places(line: Line, paper: Paper) -> tuple[tuple[str, int, int], ...]:
    """Return the name of each pictogram of a line and the left top corner of its square."""
    names = PICTOGRAMS[line]
    left = (paper.dots - ICON * len(names)) // 2
    return tuple((name, left + ICON * index, BANNER_PAD) for index, name in enumerate(names))


def code_face(code: str, paper: Paper) -> Face:
    """Return the largest face in which `code` fits; never lower than `CODE_MM`."""
    return next(
        (face for face in CODE_FACES if width_of(code, face) <= paper.dots - 2 * CODE_MARGIN),
        CODE_FACES[-1],
    )


def _wrapped(runs: Sequence[Run], role: SlipSize, room: int) -> Iterator[TextRow]:
    """Set words in as few lines as fit in `room`, and these as even as they go."""
    plain = _FACES[role]
    strong = replace(plain, weight="Bold")
    words: list[Word] = [()]
    for run in runs:
        face = strong if run.strong else plain
        first, *rest = run.text.split(" ")
        words[-1] = (*words[-1], (first, face))
        words += [((word, face),) for word in rest]
    for part in _parted(_counted(words), room):
        for line in _even([piece for word in part for piece in _broken(word, room)], room):
            yield TextRow(tuple(_joined(line)))


def _counted(words: list[Word]) -> list[Word]:
    """Keep a number and what it counts together: "24 hours" is not broken."""
    kept: list[Word] = []
    for word in words:
        if kept and kept[-1] and kept[-1][-1][0].isdigit():
            kept[-1] = (*kept[-1], (" ", kept[-1][-1][1]), *word)
        else:
            kept.append(word)
    return kept


def _parted(words: list[Word], room: int) -> list[list[Word]]:
    """Part words at " · " when they do not fit on one line: the dot would hang at an end."""
    dots = [index for index, word in enumerate(words) if [text for text, _ in word] == ["·"]]
    if not dots or _wide(words) <= room:
        return [words]
    starts, ends = [0, *(dot + 1 for dot in dots)], [*dots, len(words)]
    return [words[start:end] for start, end in zip(starts, ends, strict=True)]


def _broken(word: Word, room: int) -> list[Word]:
    """Break a word that is wider than the paper, such as a long web address, at a sign of it."""
    pieces: list[Word] = [()]
    for text, face in word:
        for char in text:
            if pieces[-1] and _wide([(*pieces[-1], (char, face))]) > room:
                signs = [at for at, (sign, _) in enumerate(pieces[-1], 1) if sign in BREAKS]
                end = signs[-1] if signs else len(pieces[-1])
                pieces[-1:] = [pieces[-1][:end], pieces[-1][end:]]
            pieces[-1] = (*pieces[-1], (char, face))
    return pieces if len(pieces) > 1 else [word]


def _even(words: Sequence[Word], room: int) -> list[list[Word]]:
    best = _greedy(words, room)
    while best:
        narrower = max(_wide(line) for line in best) - 1
        lines = _greedy(words, narrower)
        if len(lines) > len(best) or max(_wide(line) for line in lines) > narrower:
            break
        best = lines
    return best


def _greedy(words: Sequence[Word], room: int) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in words:
        if lines and _wide([*lines[-1], word]) <= room:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _wide(words: Sequence[Word]) -> int:
    return sum(width_of(text, face) for text, face in _joined(words))


def _joined(words: Sequence[Word]) -> Iterator[tuple[str, Face]]:
    for index, word in enumerate(words):
        if index:
            yield " ", word[0][1]
        yield from word
