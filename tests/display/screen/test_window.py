"""What the hall sees on the television: large enough, whole, and in the right place."""

from dataclasses import replace
from datetime import timedelta
from math import radians, tan

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor

from core.domain.calendar.hours import Closure, Span, SpecialDay, opening_at
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import FitLabel
from core.qt.workshop.person import Person
from display.sentences import closing
from display.slides.pages import Slide, SlideKind, SlidePage
from display.state import OFFLINE
from tests.builders import span
from tests.display.conftest import NewWindow
from tests.display.measures import (
    CALLS,
    EARLIER,
    LANGUAGES,
    NINE_FORTY_ONE,
    PAGE_S,
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

# --- sizes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "diagonal_in"), [((1920, 1080), 43.0), ((3840, 2160), 55.0)], ids=["43", "55"]
)
def test_every_text_can_be_read_from_eight_metres(
    new_window: NewWindow, size: tuple[int, int], diagonal_in: float
) -> None:
    window = new_window(size=size, diagonal_in=diagonal_in)
    density = px_per_mm(window, diagonal_in)
    least, code = 8000 / 200, 8000 * tan(radians(0.7))

    for _name, shown in states():
        show(window, shown)
        for label in labels(window):
            px = label.shown_px if isinstance(label, FitLabel) else None
            if px is not None:
                wanted = code if label is window.hall.block.code else least
                # Half a pixel: an H is painted on whole pixels.
                assert cap_mm(px, Weight.BOLD, density) >= wanted - 0.5 / density, label.text()


def test_the_counter_s_digit_is_as_large_as_the_code(new_window: NewWindow) -> None:
    window = new_window()
    show(window, a_hall(CALLS["A-027 at 3"]))
    density = px_per_mm(window, 43.0)

    painted = window.hall.block.box.grab().toImage()

    ink = window.theme.colour("ink")
    inner = painted.rect().adjusted(12, 12, -12, -12)
    rows = [y for y in range(inner.top(), inner.bottom() + 1) if has(painted, ink, inner, y)]
    assert (rows[-1] - rows[0] + 1) / density >= 8000 * tan(radians(0.7)) - 1


def has(image: object, colour: QColor, inner: QRect, y: int) -> bool:
    pixel = image.pixelColor  # type: ignore[attr-defined] # a QImage
    return any(pixel(x, y) == colour for x in range(inner.left(), inner.right() + 1))


def test_sixty_per_cent_of_the_screen_are_for_turns(new_window: NewWindow) -> None:
    window = new_window()
    show(window, a_hall(CALLS["A-027 at 3"]))
    hall = window.hall

    turns = [hall.block.geometry(), hall.earlier.geometry()]

    area = sum(rect.width() * rect.height() for rect in turns)
    assert area >= 0.6 * window.width() * window.height()
    painted = window.grab().toImage()
    deep = window.theme.colour("deep")
    dark = [y for y in range(window.height()) if painted.pixelColor(4, y) == deep]
    assert dark[0] >= 0.6 * window.height()


# --- nothing is clipped ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_clipped_in_any_state(new_window: NewWindow, language: str) -> None:
    window = new_window(language)

    for name, shown in states():
        show(window, shown)
        assert list(complaints(window)) == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_every_slide_is_whole(new_window: NewWindow, language: str) -> None:
    window = new_window(language)
    window.show_state(a_hall(CALLS["A-027 at 3"]))
    band = window.hall.band
    slides = window.hall.band.slides
    read: list[str] = []

    number = 0
    assert [slide.text for slide in slides if slide.text] == [*SETTINGS.duties, *SETTINGS.rights]
    while len(read) < sum(1 for slide in slides if slide.text):
        band.tick(number * PAGE_S)
        number += 1
        assert list(complaints(window)) == []
        page = band.page
        assert page is not None
        if page.slide.kind in (SlideKind.DUTY, SlideKind.RIGHT):
            if page.is_first:
                read.append(page.text)
            else:
                read[-1] += f" {page.text}"
            assert page.text in band.text.text()

    # Cut off only the last slide, whose later pages were not turned yet.
    assert read[:-1] == [slide.text for slide in slides if slide.text][:-1]


@pytest.mark.parametrize("size", [(1280, 720), (3840, 2160), (960, 540)])
def test_another_resolution_shows_the_same(new_window: NewWindow, size: tuple[int, int]) -> None:
    window = new_window()
    show(window, a_hall(CALLS["P-014 at 3"], is_calling=True))

    window.resize(*size)

    show(window, a_hall(CALLS["P-014 at 3"], is_calling=True))
    assert list(complaints(window)) == []
    assert window.hall.block.height() >= 0.6 * size[1]


# --- what is shown --------------------------------------------------------------------------------


def test_a_call_fills_its_block_and_turns_the_counter_inside_out(new_window: NewWindow) -> None:
    window = new_window()
    block = window.hall.block
    show(window, a_hall(CALLS["P-014 at 3"]))
    between_words = QPoint(block.width() // 2, 60)
    in_box = block.box.geometry().topLeft() + QPoint(30, 30)

    def colours(call: str, *, is_calling: bool) -> tuple[str, str]:
        show(window, a_hall(CALLS[call], is_calling=is_calling))
        painted = window.grab().toImage()
        return painted.pixelColor(between_words).name(), painted.pixelColor(in_box).name()

    tokens = window.theme.tokens
    surface, ink = tokens.surface.lower(), tokens.ink.lower()

    assert colours("P-014 at 3", is_calling=False) == (surface, surface)
    assert colours("P-014 at 3", is_calling=True) == (tokens.sun.lower(), ink)
    assert colours("A-027 at 3", is_calling=True) == (tokens.sea.lower(), surface)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("es", "Pase al puesto 3", "Please go to counter 3"),
        ("en", "Please go to counter 3", "Pase al puesto 3"),
    ],
)
def test_a_call_replaces_the_slide_in_both_languages(
    new_window: NewWindow, language: str, first: str, second: str
) -> None:
    window = new_window(language)
    show(window, a_hall(CALLS["A-027 at 3"]), page=2)
    before = window.hall.band.page

    show(window, a_hall(CALLS["A-027 at 3"], is_calling=True))

    band = window.hall.band
    assert before is not None
    assert (band.page, band.text.isVisible()) == (None, False)
    assert (band.call.text(), band.call_again.text()) == (first, second)
    assert band.call.shown_px > band.call_again.shown_px


def test_slides_go_on_after_a_call(new_window: NewWindow) -> None:
    window = new_window()
    show(window, a_hall(CALLS["A-027 at 3"]), page=2)
    before = window.hall.band.page

    show(window, a_hall(CALLS["A-027 at 3"], is_calling=True))
    show(window, a_hall(CALLS["A-027 at 3"]))

    assert window.hall.band.page == before
    assert window.hall.band.text.isVisible()


def test_the_time_is_one_of_the_slides(new_window: NewWindow) -> None:
    window = new_window()

    show(window, a_hall(CALLS["A-027 at 3"]))

    page = window.hall.band.page
    assert page is not None
    assert page.slide.kind is SlideKind.CLOCK
    read = Person(window).words()
    assert "Son las 9:41" in read
    assert "Lunes 23/11/2026" in read


def test_one_o_clock_is_said_as_spanish_says_it(new_window: NewWindow) -> None:
    window = new_window()

    shown = replace(a_hall(), local_time=NINE_FORTY_ONE.replace(hour=13, minute=5))
    show(window, shown)

    assert "Es la 1:05" in Person(window).words()


def test_at_least_four_earlier_calls_are_listed(new_window: NewWindow) -> None:
    window = new_window()

    show(window, a_hall(CALLS["A-027 at 3"]))

    listed = [(row.code.text(), row.box.text()) for row in window.hall.earlier.rows]
    assert listed == [("P-014", "2"), ("A-026", "1"), ("P-013", "3"), ("A-025", "2")]


def test_without_connection_no_turn_can_be_read(new_window: NewWindow) -> None:
    window = new_window()
    show(window, a_hall(CALLS["A-027 at 3"]))

    show(window, OFFLINE)

    read = Person(window).words()
    assert "Sin conexión" in read
    assert "A-027" not in read
    assert not any(call.code in read for call in EARLIER)


def test_before_the_first_call_the_hall_is_welcomed(new_window: NewWindow) -> None:
    window = new_window()

    show(window, a_hall(None, ()))

    read = Person(window).words().replace("\N{NO-BREAK SPACE}", " ")
    assert "Le damos la bienvenida a SOPESA" in read
    assert "Le llamaremos por pantalla y por voz." in read


def test_a_closed_office_says_when_it_opens(new_window: NewWindow) -> None:
    window = new_window()
    friday_evening = NINE_FORTY_ONE + timedelta(days=4, hours=9)
    shown = replace(
        a_hall(None, ()),
        local_time=friday_evening,
        opening=opening_at(friday_evening, SETTINGS.hours),
    )

    show(window, shown)

    read = Person(window).words().replace("\N{NO-BREAK SPACE}", " ")
    assert "En este momento estamos cerrados." in read
    assert "Abrimos el lunes a las 8:00 a. m." in read


def test_a_holiday_is_called_one(new_window: NewWindow) -> None:
    window = new_window()
    christmas = NINE_FORTY_ONE.replace(month=12, day=25)
    shown = replace(
        a_hall(None, ()), local_time=christmas, opening=opening_at(christmas, SETTINGS.hours)
    )

    show(window, shown)

    assert "Hoy es festivo. Estamos cerrados." in Person(window).words()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leads_a_text_is_in_the_language_of_the_text(
    new_window: NewWindow, language: str
) -> None:
    band = new_window(language=language).hall.band

    said = [
        band._lead_of(SlidePage(Slide(kind, "…", language=code)))
        for kind, code in ((SlideKind.RIGHT, "es"), (SlideKind.OUTAGE, "en"))
    ]

    assert said == ["Su derecho:", "Notice:"]


REASON = {"es": "Asamblea general.", "en": "General meeting."}


def test_a_closure_is_told_with_its_reason(new_window: NewWindow) -> None:
    window = new_window(language="en")
    hours = replace(SETTINGS.hours, closures=(Closure(NINE_FORTY_ONE.date(), "Junta", REASON),))
    settings = replace(SETTINGS, hours=hours)

    show(window, a_hall(None, (), settings=settings))

    read = Person(window).words().replace("\N{NO-BREAK SPACE}", " ")
    assert "We are closed today. General meeting." in read


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ([span(8, 12)], "Hoy atendemos hasta las 12:00 m. Junta"),
        ([span(8, 13)], "Hoy atendemos hasta la 1:00 p. m. Junta"),
        (
            [span(9, 11), span(13, 18)],
            "Horario de hoy: 9:00 a. m. a 11:00 a. m., 1:00 p. m. a 6:00 p. m. Junta",
        ),
    ],
)
def test_the_next_closing_of_an_unusual_day_says_so(
    new_window: NewWindow, spans: list[Span], said: str
) -> None:
    window = new_window()
    special = SpecialDay(NINE_FORTY_ONE.date(), tuple(spans), "Junta")
    settings = replace(SETTINGS, hours=replace(SETTINGS.hours, special=(special,)))

    said_now = closing(window.texts, a_hall(None, (), settings=settings))

    assert said_now.replace("\N{NO-BREAK SPACE}", " ") == said


def test_an_office_closed_for_weeks_says_the_date_too(new_window: NewWindow) -> None:
    window = new_window()
    closed = tuple(Closure(NINE_FORTY_ONE.date() + timedelta(days=day)) for day in range(12))
    hours = replace(SETTINGS.hours, closures=closed)
    shown = replace(a_hall(None, ()), opening=opening_at(NINE_FORTY_ONE, hours))

    show(window, shown)

    read = Person(window).words().replace("\N{NO-BREAK SPACE}", " ")
    assert "Abrimos el lunes 07/12/2026 a las 8:00 a. m." in read
    assert list(complaints(window)) == []


def test_the_frame_pulses_for_ten_seconds_and_not_at_rest(new_window: NewWindow) -> None:
    window = new_window()
    block = window.hall.block

    show(window, a_hall(CALLS["A-027 at 3"], is_calling=True))
    calling = block.is_pulsing
    motion = window.theme.motion
    show(window, a_hall(CALLS["A-027 at 3"]))

    assert calling
    assert not block.is_pulsing
    assert motion.pulse_ms * (motion.pulse_for_ms // motion.pulse_ms) == 10_000
    assert 1000 / motion.pulse_ms <= 3


def test_the_language_of_the_display_can_change(new_window: NewWindow) -> None:
    window = new_window("es")
    show(window, a_hall(CALLS["P-014 at 3"], is_calling=True))

    window.texts.switch("en")
    show(window, a_hall(CALLS["P-014 at 3"], is_calling=True))

    read = Person(window).words()
    assert "Ticket" in read
    assert "Priority" in read


def test_roles_of_the_hall_are_never_smaller_than_readable(new_window: NewWindow) -> None:
    sizes = new_window().theme.scale.type

    assert all(sizes[role].px >= sizes[TypeRole.LEAST].px for role in sizes)
