"""What is drawn for the leader is the hall's own screen, to the pixel."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.clock import FixedClock
from core.qt.desktop.screens import grabbed
from display import preview
from display.preview import HallPreview
from display.slides.pages import SlideKind
from tests.display.builders import on_sqlite
from tests.display.conftest import NewWindow
from tests.display.measures import NINE_FORTY_ONE, PAGE_S, SETTINGS, a_hall

LONG = "Presentar su documento de identidad y el número de su cuenta, que está en la factura. " * 4


@pytest.fixture
def drawer(clock: FixedClock) -> Iterator[HallPreview]:
    found = HallPreview(clock)
    yield found
    found.close()


@on_sqlite
def test_it_is_what_the_hall_sees(
    new_window: NewWindow, drawer: HallPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = new_window()
    shown = a_hall(preview.sample_calls(SETTINGS, NINE_FORTY_ONE)[0])
    window.show_state(shown)
    monkeypatch.setattr(preview, "sample_hall", lambda _settings, _now: shown)
    for turn in range(100):
        window.hall.band.tick(turn * PAGE_S)
        page = window.hall.band.page
        if page is not None and page.slide.kind is SlideKind.DUTY:
            break
    seen = grabbed(window).toImage()  # at once: its pages go on while the other one is drawn

    image, words = drawer.draw(SETTINGS, "duties")

    assert image == seen.convertToFormat(image.format())
    assert SETTINGS.duties[0] in words


def test_the_slide_is_that_of_the_text_that_was_changed_last(drawer: HallPreview) -> None:
    drawer.draw(SETTINGS, "duties")
    rights = list(SETTINGS.rights)
    rights[2] = "Ser atendido con respeto."

    _, words = drawer.draw(replace(SETTINGS, rights=tuple(rights)), "rights")

    assert "Su derecho: Ser atendido con respeto." in words


def test_each_page_of_a_long_text_is_drawn(drawer: HallPreview) -> None:
    short, _ = drawer.draw(replace(SETTINGS, duties=("Llegar a tiempo.",)), "duties")
    long, words = drawer.draw(replace(SETTINGS, duties=(LONG.strip(),)), "duties")

    assert long.height() > 2 * short.height()
    assert words.endswith("factura.")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("hall.clock", "Son las"),
        ("hall.closing", "Atendemos hasta"),
        ("hall.wait_range", "Espera: 10 a 25 minutos"),
    ],
)
def test_a_fact_is_seen_until_it_is_switched_off(
    path: str, words: str, drawer: HallPreview
) -> None:
    field = path.removeprefix("hall.")
    without = replace(SETTINGS, hall=replace(SETTINGS.hall, **{field: False}))  # type: ignore[arg-type] # a flag

    assert words in drawer.draw(SETTINGS, path)[1]
    assert words not in drawer.draw(without, path)[1]


def test_an_office_with_nothing_to_read_has_its_calls_drawn(drawer: HallPreview) -> None:
    hall = replace(SETTINGS.hall, clock=False, closing=False, waiting=False, wait_range=False)

    image, words = drawer.draw(replace(SETTINGS, hall=hall, duties=(), rights=()), "duties")

    assert not image.isNull()
    assert "A-012" in words
