"""How the window stands in the room it has: strip or wide, with the list or not, how large.

Pure. A window as narrow as a strip is one, whoever made it so; one that has no room for the list
beside the work shows the counts below it.
"""

from dataclasses import dataclass

WIDE = (1366, 768)
STRIP = (360, 768)
LIST = 416  # drawn px: the list of who waits, and what is between it and the work
ZOOM_STEPS = 10  # in a whole
LEAST_ZOOM = 0.9
MOST_ZOOM = 2.0
LEAST = (360, 600)  # a strip that shows every key


@dataclass(frozen=True, slots=True)
class Form:
    """`narrow`: the strip; `listed`: who waits is listed; `zoom`: how much larger than drawn."""

    narrow: bool
    listed: bool
    zoom: float


def form_for(width: int, height: int, *, list_shown: bool = True) -> Form:
    """Return how a window of this size, in px, stands; `list_shown` is the office's wish."""
    without = (WIDE[0] - LIST, WIDE[1])
    if width < without[0] * LEAST_ZOOM:
        return Form(narrow=True, listed=False, zoom=_zoom(width, height, STRIP))
    if not list_shown or width < WIDE[0] * LEAST_ZOOM:
        return Form(narrow=False, listed=False, zoom=_zoom(width, height, without))
    return Form(narrow=False, listed=True, zoom=_zoom(width, height, WIDE))


def _zoom(width: int, height: int, drawn: tuple[int, int]) -> float:
    fits = min(width / drawn[0], height / drawn[1])
    return min(MOST_ZOOM, max(LEAST_ZOOM, int(fits * ZOOM_STEPS) / ZOOM_STEPS))
