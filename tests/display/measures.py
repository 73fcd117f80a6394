"""The display's states, and what an eye would measure on its window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget

from core.domain.calendar.hours import opening_at
from core.domain.service import OfficeSettings
from core.domain.ticket import Line, State
from core.office import Call, template
from core.office.document.document import read_document
from core.qt.look.theme import face
from core.qt.look.tokens import Weight
from core.qt.widgets import CounterBox, FitLabel, LineTag
from display.screen.band import SlideText
from display.state import OFFLINE, STARTING, LineWait, Shown, View
from display.window import DisplayWindow
from tests.display.builders import a_call

LANGUAGES = ("es", "en")
SETTINGS = read_document(template("san-andres"))
NINE_FORTY_ONE = datetime(2026, 11, 23, 9, 41, tzinfo=ZoneInfo("America/Bogota"))
EARLIER = tuple(
    a_call(seq, code, counter=counter)
    for seq, code, counter in ((9, "P-014", 2), (8, "A-026", 1), (7, "P-013", 3), (6, "A-025", 2))
)
LONG = tuple(a_call(seq, f"{'AP'[seq % 2]}-{1000 + seq}", counter=88) for seq in range(4))
PAGE_S = 12.0
LINES = (LineWait(Line.GENERAL, 14, 100, 145), LineWait(Line.PREFERENTIAL, 1, 0, 10))


def a_hall(
    call: Call | None = None,
    earlier: tuple[Call, ...] = EARLIER,
    *,
    is_calling: bool = False,
    settings: OfficeSettings = SETTINGS,
) -> Shown:
    return Shown(
        View.HALL,
        settings=settings,
        opening=opening_at(NINE_FORTY_ONE, settings.hours),
        local_time=NINE_FORTY_ONE,
        current=call,
        earlier=earlier,
        is_calling=is_calling,
        lines=LINES,
    )


def with_counter(call: Call, counter: int) -> Call:
    return replace(call, counter=counter)  # type: ignore[arg-type] # a number is enough here


CALLS = {
    f"{code} at {counter}": with_counter(a_call(10, code), counter)
    for code in ("A-027", "P-014", "P-888", "A-1000", "P-1000")
    for counter in (3, 12)
}


def states() -> Iterator[tuple[str, Shown]]:
    """Give every state of the screen, with a name."""
    yield "starting", STARTING
    yield "offline", OFFLINE
    yield "welcome", a_hall(None, ())
    night = opening_at(NINE_FORTY_ONE + timedelta(hours=12), SETTINGS.hours)
    yield "closed", replace(a_hall(None, ()), opening=night)
    noon = opening_at(NINE_FORTY_ONE.replace(hour=12), SETTINGS.hours)
    yield "lunch", replace(a_hall(None, ()), opening=noon)
    for name, call in CALLS.items():
        for is_calling in (False, True):
            yield f"{name} {is_calling}", a_hall(call, is_calling=is_calling)
            yield f"{name} {is_calling} long", a_hall(call, LONG, is_calling=is_calling)
    last = replace(CALLS["P-014 at 12"], is_last=True)
    yield "last call", a_hall(last, is_calling=True)
    back = replace(CALLS["P-1000 at 12"], state=State.WAITING)
    yield "put back", a_hall(back, is_calling=True)


def show(window: DisplayWindow, shown: Shown, *, page: int = 0) -> None:
    """Show a state, and turn the pages of the band up to `page`."""
    window.show_state(shown)
    for number in range(page + 1):
        window.hall.tick(number * PAGE_S)


def px_per_mm(window: DisplayWindow, diagonal_in: float) -> float:
    return float((window.width() ** 2 + window.height() ** 2) ** 0.5) / (diagonal_in * 25.4)


def cap_mm(px: int, weight: Weight, density: float) -> float:
    """Measure the height of an H at a font size."""
    return QFontMetricsF(face(px, weight)).tightBoundingRect("H").height() / density


def labels(top: QWidget) -> list[QLabel]:
    return [label for label in top.findChildren(QLabel) if label.isVisible() and label.text()]


def complaints(window: DisplayWindow) -> Iterator[str]:
    """Say what does not fit, or lies on something else."""
    parts = labels(window)
    for part in parts:
        name = f"{type(part).__name__} {part.text()!r}"
        if isinstance(part, FitLabel | SlideText) and part.is_cramped:
            yield f"{name} is cramped"
        if isinstance(part, CounterBox | LineTag) and part.width() < part.sizeHint().width():
            yield f"{name} is too narrow"
        if not on(window, window).contains(words(part, window)):
            yield f"{name} leaves the window"
    for number, part in enumerate(parts):
        for other in parts[number + 1 :]:
            if on(part, window).intersects(on(other, window)) and not has_room(part, other):
                yield f"{part.text()!r} lies on {other.text()!r}"


def on(part: QWidget, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def words(part: QLabel, window: QWidget) -> QRect:
    """Return where the letters of a label may stand: its lines, not the room around them."""
    place = on(part, window)
    if isinstance(part, FitLabel):
        lines = part._fit()
        spare = max(0, round((place.height() - lines.lines * lines.px) / 2))
        place.adjust(0, spare, 0, -spare)
    return place


def has_room(part: QWidget, other: QWidget) -> bool:
    """The line height of words may reach into that of others: not their letters."""
    overlap = on(part, part.window()).intersected(on(other, other.window()))
    return overlap.height() <= 0.1 * min(part.height(), other.height())
