"""How turns and the rest share the screen, and how the whole wanders a little against burn-in.

`slides`: turns above, something to read below. `board`: turns alone, with the time and the lines
in a narrow band. `portrait`: an upright screen, with turns, earlier calls and slides one below the
other. Turns have three fifths of every one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from PySide6.QtCore import QRect

LayoutName = Literal["slides", "board", "portrait"]

TURNS_PART = 0.6  # of the height: never less
BLOCK_PART = 0.657  # of the width
BOARD_ROWS = 2  # of text in the board's band
PORTRAIT_PART = 0.68  # of the height, for the turns
PORTRAIT_BLOCK_PART = 0.54  # of these, for the current call
DRIFT = 3  # drawn px each way; what stands nearest to an edge is four times as far from it
WANDERS_S = 180.0
# Where the page stands, in turn; the middle comes often.
PLACES = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))


@dataclass(frozen=True, slots=True)
class Parts:
    """Where things stand, in a page that is larger than the screen by what it wanders."""

    block: QRect
    earlier: QRect
    turns: QRect
    strip: QRect
    band: QRect


def layout_for(wanted: str, width: int, height: int) -> LayoutName:
    """Return the layout `wanted`, or the one that a screen of this shape asks for."""
    if wanted == "board":
        return "board"
    is_upright = wanted == "auto" and height > width
    return "portrait" if wanted == "portrait" or is_upright else "slides"


def share(name: LayoutName, width: int, height: int, *, strip: int, row: int, spare: int) -> Parts:
    """Share a screen of `width` by `height`.

    `strip` is the height of the sea's bands, `row` that of a line of text, `spare` how far the
    page wanders each way: the turns have their three fifths wherever it stands.
    """
    wide, high = width + 2 * spare, height + 2 * spare
    least = ceil(height * TURNS_PART) + 2 * spare
    if name == "slides":
        turns = least
    elif name == "board":
        turns = max(least, high - strip - BOARD_ROWS * row - 2 * spare)
    else:
        turns = max(least, round(height * PORTRAIT_PART))
    if name == "portrait":
        first = round(turns * PORTRAIT_BLOCK_PART)
        block, earlier = QRect(0, 0, wide, first), QRect(0, first, wide, turns - first)
    else:
        first = round(wide * BLOCK_PART)
        block, earlier = QRect(0, 0, first, turns), QRect(first, 0, wide - first, turns)
    return Parts(
        block=block,
        earlier=earlier,
        turns=QRect(0, 0, wide, turns),
        strip=QRect(0, turns, wide, strip),
        band=QRect(0, turns + strip, wide, high - turns - strip),
    )


class Drift:
    """Where the page stands now; every few minutes it is another place."""

    def __init__(self, places: Sequence[tuple[int, int]] = PLACES) -> None:
        self._places = places
        self._at = 0
        self._since: float | None = None

    def step(self, now: float) -> bool:
        """Go on if that is due; True when the page stands elsewhere."""
        if self._since is None:
            self._since = now
        if now - self._since < WANDERS_S:
            return False
        self._since = now
        self._at = (self._at + 1) % len(self._places)
        return True

    def offset(self, spare: int) -> tuple[int, int]:
        """Return how far right and down of the middle, in px."""
        right, down = self._places[self._at]
        return right * spare, down * spare
