"""How the window stands in the room it has: strip or wide, with the list or not, how large.

Pure. A window as narrow as a strip is one, whoever made it so; one that has no room for the list
beside the work shows the counts below it.
"""

from dataclasses import dataclass

WIDE = (1366, 768)
STRIP = (360, 768)
WITHOUT_LIST = (980, WIDE[1])  # the widest row of actions, with their keys
ZOOM_STEPS = 10  # in a whole
WISHES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
LEAST_ZOOM = 0.9
MOST_ZOOM = 2.0
LEAST = (360, 600)  # a strip that shows every key


@dataclass(frozen=True, slots=True)
class Form:
    """`narrow`: the strip; `listed`: who waits is listed; `zoom`: how much larger than drawn."""

    narrow: bool
    listed: bool
    zoom: float


def form_for(width: int, height: int, *, list_shown: bool = True, wish: float = 1.0) -> Form:
    """Return how a window of this size, in px, stands.

    `list_shown` is the office's wish, `wish` how much larger somebody wants it, one of `WISHES`:
    then it stands like a window with that much less room.
    """
    form = _fitting(width, height, list_shown=list_shown)
    if wish == 1:
        return form
    zoom = form.zoom * wish
    return Form(
        narrow=form.narrow or width < WITHOUT_LIST[0] * zoom,
        listed=form.listed and width >= WIDE[0] * zoom,
        zoom=zoom,
    )


def least_height(zoom: float) -> int:
    """Return the height in px that a window needs; with less it scrolls as a whole."""
    return round(LEAST[1] / LEAST_ZOOM * zoom)


def _fitting(width: int, height: int, *, list_shown: bool) -> Form:
    if width < WITHOUT_LIST[0] * LEAST_ZOOM:
        return Form(narrow=True, listed=False, zoom=_zoom(width, height, STRIP))
    if not list_shown or width < WIDE[0] * LEAST_ZOOM:
        return Form(narrow=False, listed=False, zoom=_zoom(width, height, WITHOUT_LIST))
    return Form(narrow=False, listed=True, zoom=_zoom(width, height, WIDE))


def _zoom(width: int, height: int, drawn: tuple[int, int]) -> float:
    fits = min(width / drawn[0], height / drawn[1])
    return min(MOST_ZOOM, max(LEAST_ZOOM, int(fits * ZOOM_STEPS) / ZOOM_STEPS))
