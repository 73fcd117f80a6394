"""Where kiosk, counter and display stand together on one screen, for whoever tries turnos out.

On computers of their own kiosk and display cover the whole screen, and nothing comes before them.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# In px: the windows as drawn
KIOSK = (1080, 1920)
COUNTER = (1366, 768)
# Of a screen, in px
TITLE = 40  # about what a window's title takes
GAP = 8
STRIP = 360
LARGE = 2400  # a screen this wide has room for the counter as drawn, and the display below it
CARD = (420, 330)


class WindowPlace(NamedTuple):
    """Where a window stands with its title: its corner, and the size below the title."""

    left: int
    top: int
    width: int
    height: int


def places(left: int, top: int, width: int, height: int) -> dict[str, WindowPlace]:
    """Share a screen's room, in px: every window whole on it, its title too.

    The kiosk on the left; on a large screen the counter beside it, else as a strip on the right;
    the display and the demo's card in what is left.
    """
    kiosk = WindowPlace(left, top, (height - TITLE) * KIOSK[0] // KIOSK[1], height - TITLE)
    beside = left + kiosk.width + GAP
    room = left + width - beside
    if width >= LARGE:
        counter = WindowPlace(beside, top, min(room, COUNTER[0]), min(COUNTER[1], height * 7 // 10))
        below = counter.top + counter.height + TITLE + GAP
        card = WindowPlace(left + width - CARD[0], below, CARD[0], top + height - below - TITLE)
        display = WindowPlace(beside, below, room - CARD[0] - GAP, card.height)
    else:
        counter = WindowPlace(left + width - STRIP, top, STRIP, height - TITLE)
        between = room - STRIP - GAP
        display = WindowPlace(beside, top, between, min(between * 9 // 16, height // 2))
        below = display.top + display.height + TITLE + GAP
        card = WindowPlace(beside, below, between, top + height - below - TITLE)
    return {"kiosk": kiosk, "counter": counter, "display": display, "card": card}


def stand(window: "QWidget", name: str) -> None:
    """Give the window `name` its place on the screen it is on."""
    area = window.screen().availableGeometry()
    place = places(area.left(), area.top(), area.width(), area.height())[name]
    window.resize(place.width, place.height)
    window.move(place.left, place.top)
