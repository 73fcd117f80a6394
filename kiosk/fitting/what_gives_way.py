"""How a page makes do with the room it has: what gives way, in which order, and how far.

A page names what it can do without, the dearest last. It gives up as few from the beginning of
that list as it must, takes back what there is room for after all, and stands as loosely as it
then can. No size of screen is named anywhere: millimetres,
words and language decide together. Nothing here knows a page; `kiosk.fitting.page_body` asks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from PySide6.QtWidgets import QLayout, QWidget

from core.qt.look.theme import Theme

EASES = (1.0, 0.92, 0.85, 0.77, 0.7, 0.62, 0.55, 0.48, 0.35)
"""Parts of the drawn lengths: each TIGHTER takes the next, and TIGHTEST."""
GROWTHS = (1.25, 1.18, 1.12, 1.06, 1.0)
"""What *Letra grande* enlarges by: a quarter where there is room, and never less than plain."""


class Give(Enum):
    """What is not a part of the page itself, but gives way with it."""

    TIGHTER = "tighter"  # shorter distances and lower buttons, down to their millimetres
    TIGHTEST = "tightest"  # once more, where a page's dearest parts give way
    SEA = "sea"
    GREETING = "greeting"
    BAR = "bar"


TIGHT = frozenset({Give.TIGHTER, Give.TIGHTEST})
Part = Give | QWidget | Callable[[bool], None]
"""A widget is hidden; a function is called with True when it has to give way, else with False."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How a page stands: which parts gave way, by number; `ease` and `growth` of its lengths."""

    given: frozenset[int]
    ease: float
    growth: float = 1.0


LOOSEST = Stand(frozenset(), EASES[0])


def roomiest(parts: Sequence[Part], *, grows: bool, fits: Callable[[Stand], bool]) -> Stand:
    """Return the best stand that fits, the poorest one if none does.

    A larger letter is kept before anything else: somebody asked for it.
    """
    growths = GROWTHS if grows else GROWTHS[-1:]
    if fits(best := _first(parts, 0, growths[0])):
        return best
    for growth in growths:
        poorest = _first(parts, len(parts), growth)
        if fits(poorest):
            return _restored(parts, _least_given(parts, growth, fits), fits)
    return poorest


def _first(parts: Sequence[Part], given: int, growth: float) -> Stand:
    """Return the stand in which the first `given` parts gave way."""
    tighter = sum(part in TIGHT for part in parts[:given])
    return Stand(frozenset(range(given)), EASES[min(tighter, len(EASES) - 1)], growth)


def _least_given(parts: Sequence[Part], growth: float, fits: Callable[[Stand], bool]) -> Stand:
    low, high = 0, len(parts)  # `high` is known to fit
    while low < high:
        middle = (low + high) // 2
        if fits(_first(parts, middle, growth)):
            high = middle
        else:
            low = middle + 1
    return _first(parts, high, growth)


def _restored(parts: Sequence[Part], stand: Stand, fits: Callable[[Stand], bool]) -> Stand:
    """Return `stand` with what there is room for now that the last of its parts gave way.

    First the parts, the dearest before the others, then the distances.
    """
    for number in sorted(stand.given, reverse=True)[1:]:
        fuller = replace(stand, given=stand.given - {number})
        if parts[number] in TIGHT or fits(fuller):
            stand = fuller
    for ease in reversed(EASES[: EASES.index(stand.ease)]):
        wider = replace(stand, ease=ease)
        if not fits(wider):
            break
        stand = wider
    return stand


@lru_cache(maxsize=64)
def eased(theme: Theme, ease: float, growth: float, plain_ease: float) -> Theme:
    """Return `theme` for a page that stands so; the same one for the same question.

    `plain_ease` is how the page stands without *Letra grande*: no letter is smaller than there.
    """
    if ease == EASES[0] and not theme.scale.large:
        return theme
    return theme.at(theme.scale.eased(ease, growth, plain_ease=plain_ease))


@lru_cache(maxsize=8)
def plain(theme: Theme) -> Theme:
    """Return `theme` without *Letra grande*; the same one for the same question."""
    return theme.at(theme.scale.plain()) if theme.scale.large else theme


def forget_sizes(layout: QLayout) -> None:
    """Have `layout` and all that lie in it ask their parts again, now and not an event later."""
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget = None if item is None else item.widget()
        inner = widget.layout() if widget is not None else item.layout() if item else None
        if inner is not None:
            forget_sizes(inner)
        if widget is not None:
            widget.updateGeometry()  # what its place remembers of its size
    layout.invalidate()
