"""REQUIREMENTS §4 on every screen and in every layout: large, whole, bright, and mostly turns."""

from collections import Counter
from dataclasses import dataclass, replace
from math import radians, tan
from time import monotonic

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from core.domain.service import HallSettings, HallTheme, Notice, NoticeKind
from core.qt.look.tokens import ColourMode, Weight
from core.qt.widgets import CounterBox, FitLabel
from display.screen.layouts import PLACES, WANDERS_S, layout_for
from display.slides.pages import SlideKind
from display.state import OFFLINE, Shown
from display.window import DisplayWindow
from tests.display.conftest import NewWindow
from tests.display.measures import (
    CALLS,
    LANGUAGES,
    NINE_FORTY_ONE,
    SETTINGS,
    a_hall,
    cap_mm,
    complaints,
    labels,
    px_per_mm,
    show,
    states,
)

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

LAYOUTS = ("slides", "board", "portrait")
AA_LARGE_AND_SMALL = 7.0
OUTAGE = Notice(
    "loma",
    {
        "es": "Falla en el sector de La Loma. Volverá antes de las 3:00 p. m.",
        "en": "Power fault in La Loma. Back before 3:00 p.m.",
    },
    NoticeKind.OUTAGE,
)
MESSAGE = Notice("viernes", {"es": "El viernes atendemos hasta el mediodía."})
NOTICED = replace(SETTINGS, notices=(OUTAGE, MESSAGE))


@dataclass(frozen=True)
class Screen:
    """A television and the seat farthest from it that it serves."""

    size: tuple[int, int]
    diagonal_in: float
    distance_m: float


SCREENS = {
    "43 at 8 m": Screen((1920, 1080), 43.0, 8.0),
    "55 at 10 m": Screen((3840, 2160), 55.0, 10.0),
    "55 at 8 m": Screen((3840, 2160), 55.0, 8.0),
    "32 at 5.9 m": Screen((1280, 720), 32.0, 5.9),
}
in_every_layout = pytest.mark.parametrize("layout", LAYOUTS)
on_every_screen = pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)


def open_on(
    new_window: NewWindow, layout: str, screen: Screen = SCREENS["43 at 8 m"], language: str = "es"
) -> DisplayWindow:
    size = screen.size[::-1] if layout == "portrait" else screen.size
    return new_window(
        language,
        size=size,
        diagonal_in=screen.diagonal_in,
        distance_m=screen.distance_m,
        layout=layout,
    )


def in_theme(shown: Shown, theme: HallTheme) -> Shown:
    if shown.settings is None:
        return shown
    hall = replace(shown.settings.hall, theme=theme)
    return replace(shown, settings=replace(shown.settings, hall=hall))


def too_small(window: DisplayWindow, screen: Screen) -> list[str]:
    """Say which capitals are lower than D/200, and whether code and counter have 0.7 degrees."""
    density = px_per_mm(window, screen.diagonal_in)
    least = screen.distance_m * 1000 / 200
    code = screen.distance_m * 1000 * tan(radians(0.7))
    block = window.hall.block
    found = []
    for label in labels(window):
        if isinstance(label, FitLabel):
            px, weight = label.shown_px, Weight.BOLD
        elif isinstance(label, CounterBox):
            px, weight = label._px(), Weight.BOLD
        else:
            continue
        wanted = code if label in (block.code, block.box) else least
        # Half a pixel: an H is painted on whole pixels.
        if cap_mm(px, weight, density) < wanted - 0.5 / density:
            found.append(f"{label.text()!r} is {cap_mm(px, weight, density):.1f} mm")
    return found


# --- large and whole ------------------------------------------------------------------------------


@on_every_screen
@in_every_layout
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_whole_and_large_enough(
    new_window: NewWindow, layout: str, screen: Screen, language: str
) -> None:
    window = open_on(new_window, layout, screen, language)

    for name, shown in states():
        show(window, shown)
        assert list(complaints(window)) == [], name
        assert too_small(window, screen) == [], name


@in_every_layout
def test_a_seat_beyond_the_screens_reach_cuts_nothing(new_window: NewWindow, layout: str) -> None:
    window = open_on(new_window, layout, Screen((1280, 720), 32.0, 8.0))

    for name, shown in states():
        show(window, shown)
        assert list(complaints(window)) == [], name
        assert too_small(window, Screen((1280, 720), 32.0, 5.8)) == [], name


@pytest.mark.parametrize("layout", ["slides", "portrait"])
@pytest.mark.parametrize("screen", ["43 at 8 m", "32 at 5.9 m"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_is_whole_and_large_enough(
    new_window: NewWindow, layout: str, screen: str, language: str
) -> None:
    window = open_on(new_window, layout, SCREENS[screen], language)
    window.show_state(a_hall(CALLS["A-027 at 3"], settings=NOTICED))
    band = window.hall.band
    kinds = set()

    for number in range(90):
        band.tick(number * 15.0)
        assert list(complaints(window)) == []
        assert too_small(window, SCREENS[screen]) == []
        assert band.page is not None
        kinds.add(band.page.slide.kind)

    assert kinds == set(SlideKind) - {SlideKind.PICTURE}


# --- mostly turns ---------------------------------------------------------------------------------


@on_every_screen
@in_every_layout
def test_three_fifths_are_turns_and_four_earlier_calls_are_listed(
    new_window: NewWindow, layout: str, screen: Screen
) -> None:
    window = open_on(new_window, layout, screen)
    show(window, a_hall(CALLS["A-027 at 3"]))
    hall, visible = window.hall, window.rect()

    turns = [visible.intersected(part.geometry()) for part in (hall.block, hall.earlier)]

    assert sum(area(part) for part in turns) >= 0.6 * area(visible)
    assert not turns[0].intersects(turns[1])
    assert len([row for row in hall.earlier.rows if row.isVisible() and row.call]) == 4


def area(rect: QRect) -> int:
    return rect.width() * rect.height()


@pytest.mark.parametrize(
    ("wanted", "size", "layout"),
    [
        ("auto", (1920, 1080), "slides"),
        ("auto", (1080, 1920), "portrait"),
        ("board", (1920, 1080), "board"),
        ("portrait", (1920, 1080), "portrait"),
        ("slides", (1080, 1920), "slides"),
    ],
)
def test_the_layout_is_the_setting_s_or_follows_the_screen(
    new_window: NewWindow, wanted: str, size: tuple[int, int], layout: str
) -> None:
    window = new_window(size=size, layout=wanted)

    assert window.hall.layout_name == layout == layout_for(wanted, *size)


def test_a_screen_that_is_turned_has_the_other_layout(new_window: NewWindow) -> None:
    window = new_window()
    show(window, a_hall(CALLS["P-014 at 3"], is_calling=True))

    window.resize(1080, 1920)

    assert window.hall.layout_name == "portrait"
    assert list(complaints(window)) == []


# --- colours --------------------------------------------------------------------------------------


@in_every_layout
@pytest.mark.parametrize("theme", [HallTheme.DAY, HallTheme.EVENING])
def test_every_text_stands_out_seven_to_one(
    new_window: NewWindow, layout: str, theme: HallTheme
) -> None:
    window = open_on(new_window, layout)

    wanted = ("offline", "welcome", "A-027 at 3 True", "A-027 at 3 False", "P-014 at 3 True")
    for name, shown in states():
        if name not in wanted:
            continue
        show(window, in_theme(shown, theme))
        painted = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        for label in labels(window):
            assert contrast(painted, label) >= AA_LARGE_AND_SMALL, (name, label.text())


def contrast(painted: QImage, label: QWidget) -> float:
    """Return the contrast of a label's ground, its commonest colour, with what stands out most."""
    place = QRect(label.mapTo(label.window(), label.rect().topLeft()), label.size())
    part = painted.copy(place.intersected(painted.rect()))
    if isinstance(label, CounterBox):
        part = part.copy(part.rect().adjusted(16, 16, -16, -16))  # its frame is no text
    colours = Counter(memoryview(part.constBits()).cast("I")[::7])
    common = [QColor.fromRgb(rgb) for rgb, _ in colours.most_common(12)]
    ground = luminance(common[0])
    ratios = [
        (max(ground, other) + 0.05) / (min(ground, other) + 0.05)
        for other in map(luminance, common)
    ]
    return max(ratios)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_evening_comes_by_the_office_s_clock(new_window: NewWindow) -> None:
    window = new_window()

    def mode_at(hour: int) -> ColourMode:
        show(
            window,
            replace(a_hall(CALLS["A-027 at 3"]), local_time=NINE_FORTY_ONE.replace(hour=hour)),
        )
        return window.theme.mode

    assert [mode_at(hour) for hour in (9, 16, 17, 23, 3, 6)] == [
        ColourMode.LIGHT,
        ColourMode.LIGHT,
        ColourMode.DARK,
        ColourMode.DARK,
        ColourMode.DARK,
        ColourMode.LIGHT,
    ]


def test_the_leader_s_theme_is_worn_at_once_and_at_every_hour(new_window: NewWindow) -> None:
    window = new_window()
    show(window, a_hall(CALLS["A-027 at 3"]))

    show(window, in_theme(a_hall(CALLS["A-027 at 3"]), HallTheme.EVENING))

    assert window.theme.mode is ColourMode.DARK
    assert window.hall.block.theme.mode is ColourMode.DARK


# --- what the office wants the hall to know -------------------------------------------------------


def with_hall(hall: HallSettings) -> Shown:
    return a_hall(CALLS["A-027 at 3"], settings=replace(SETTINGS, hall=hall))


NOTHING = HallSettings(clock=False, closing=False, waiting=False, wait_range=False)


@pytest.mark.parametrize(
    ("hall", "said"),
    [
        (replace(NOTHING, clock=True), "9:41 a. m."),
        (replace(NOTHING, closing=True), "Hasta las 12:00 m."),
        (replace(NOTHING, waiting=True), "14 esperan 1 espera"),
        (replace(NOTHING, wait_range=True), "100 a 145 min hasta 10 min"),
        (NOTHING, "Por favor espere. Le llamaremos por pantalla y por voz."),
    ],
    ids=["clock", "closing", "waiting", "range", "nothing"],
)
def test_the_board_says_what_the_office_wants_and_nothing_else(
    new_window: NewWindow, hall: HallSettings, said: str
) -> None:
    window = open_on(new_window, "board")

    show(window, with_hall(hall))

    told = [label.text() for label in window.hall.facts.findChildren(FitLabel) if label.isVisible()]
    assert " ".join(filter(None, told)).replace("\N{NO-BREAK SPACE}", " ") == said
    assert list(complaints(window)) == []


def test_how_many_wait_and_how_long_take_turns_on_the_board(new_window: NewWindow) -> None:
    window = open_on(new_window, "board")
    show(window, with_hall(replace(NOTHING, waiting=True, wait_range=True, slide_s=10)))
    label = next(iter(window.hall.facts.lines.values()))

    said = []
    for now in (0.0, 9.9, 10.0, 20.0):
        window.hall.tick(now)
        said.append(label.text())

    assert said == ["14 esperan", "14 esperan", "100 a 145 min", "14 esperan"]


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_an_outage_stands_on_the_board_in_turn_with_its_facts(
    new_window: NewWindow, screen: Screen
) -> None:
    window = open_on(new_window, "board", screen)
    outage = a_hall(CALLS["A-027 at 3"], settings=replace(SETTINGS, notices=(OUTAGE, MESSAGE)))
    show(window, outage)

    told = Counter[SlideKind]()
    texts = set()
    for now in range(0, 1200, 11):
        window.hall.tick(float(now))
        page = window.hall.band.page
        assert page is not None
        told[page.slide.kind] += 1
        texts.add(window.hall.band.text.text())
        assert window.hall.band.isVisible() is (page.slide.kind is SlideKind.OUTAGE)
        assert window.hall.facts.isVisible() is not window.hall.band.isVisible()
        assert list(complaints(window)) == []

    assert set(told) == {SlideKind.OUTAGE, SlideKind.CLOCK}
    assert any("La Loma" in text for text in texts)
    show(window, a_hall(CALLS["A-027 at 3"]))
    assert window.hall.facts.isVisible()
    assert not window.hall.band.isVisible()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_last_call_says_so(new_window: NewWindow, layout: str) -> None:
    window = open_on(new_window, layout)

    show(window, a_hall(replace(CALLS["P-014 at 3"], is_last=True), is_calling=True))

    assert window.hall.band.call_again.text() == "Último llamado · Last call"
    assert window.hall.band.call.text() == "Pase al puesto 3"


# --- burn-in --------------------------------------------------------------------------------------


@in_every_layout
def test_the_page_wanders_between_calls_and_nothing_is_cut(
    new_window: NewWindow, layout: str
) -> None:
    window = open_on(new_window, layout)
    window.presenter.close()  # its own clock ticks no more
    show(window, a_hall(CALLS["A-1000 at 12"]))
    stood = set()

    for number in range(len(PLACES) + 1):
        window.hall.tick(wanderings(number))
        stood.add(window.hall.block.pos().toTuple())
        assert list(complaints(window)) == []
        assert covered(window), "an edge shows"

    assert len(stood) == len(set(PLACES))


def wanderings(number: int) -> float:
    """Return an instant so many wanderings after now: the window's own clock may have ticked."""
    return monotonic() + number * WANDERS_S


def covered(window: DisplayWindow) -> bool:
    """Whether the page reaches every edge of the window."""
    hall = window.hall
    parts = (hall.block, hall.earlier, hall.strip, hall.band if hall.has_slides else hall.facts)
    whole = QRect()
    for part in parts:
        whole = whole.united(part.geometry())
    return whole.contains(window.rect())


def test_nothing_wanders_during_a_call(new_window: NewWindow) -> None:
    window = new_window()
    window.hall.tick(wanderings(0))
    window.hall.tick(wanderings(1))
    show(window, a_hall(CALLS["A-027 at 3"], is_calling=True))
    before = window.hall.block.geometry()

    window.hall.tick(wanderings(2))

    assert window.hall.block.geometry() == before


def test_the_page_without_a_connection_wanders_too(new_window: NewWindow) -> None:
    window = new_window()
    window.presenter.close()  # its own clock ticks no more
    show(window, OFFLINE)
    page = window.offline
    stood = set()

    for number in range(len(PLACES)):
        page.tick(wanderings(number))
        stood.add(page.title.pos().toTuple())
        assert list(complaints(window)) == []

    assert len(stood) == len(set(PLACES))
