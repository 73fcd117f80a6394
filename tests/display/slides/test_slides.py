"""What is read between calls: every word of it, in pages that fit, each for its time."""

from hypothesis import given
from hypothesis import strategies as st

from display.slides.pages import Rotation, Slide, SlideKind, SlidePage, pages_of

TEXTS = st.text(st.sampled_from("abc .,\u00f1"), max_size=400)


def right(text: str) -> Slide:
    return Slide(SlideKind.RIGHT, text)


@given(TEXTS, st.integers(1, 80))
def test_the_pages_of_a_text_are_its_words_and_nothing_else(text: str, room: int) -> None:
    pages = pages_of(right(text), lambda page: len(page.shown) <= room)

    assert " ".join(page.text for page in pages) == text


@given(TEXTS, st.integers(1, 80))
def test_a_page_fits_unless_it_is_a_single_word(text: str, room: int) -> None:
    pages = pages_of(right(text), lambda page: len(page.shown) <= room)

    assert all(len(page.shown) <= room or " " not in page.text for page in pages)


def test_a_text_that_fits_has_one_page() -> None:
    text = "Uno dos tres."

    assert pages_of(right(text), lambda _: True) == (SlidePage(right(text), text),)


def test_pages_are_about_equally_full_and_say_that_the_sentence_goes_on() -> None:
    text = "uno dos tres cuatro cinco seis siete ocho nueve diez"

    pages = pages_of(right(text), lambda page: len(page.shown) <= 45)

    assert [page.shown for page in pages] == [
        "uno dos tres cuatro cinco seis…",
        "…siete ocho nueve diez",
    ]


def test_a_page_ends_rather_at_a_full_stop() -> None:
    text = "Recibir toda la orientación. Podrá además recibir mensajes de texto."

    pages = pages_of(right(text), lambda page: len(page.shown) <= 50)

    assert [page.shown for page in pages] == [
        "Recibir toda la orientación.",
        "Podrá además recibir mensajes de texto.",
    ]


def cut_in_words(slide: Slide) -> tuple[SlidePage, ...]:
    return tuple(SlidePage(slide, word) for word in slide.text.split(" "))


def texts_shown(rotation: Rotation, *moments: float) -> list[str]:
    pages = [rotation.step(now, is_free=True) for now in moments]
    return [page.text for page in pages if page is not None]


def test_each_page_is_shown_for_twelve_seconds_and_the_first_follows_the_last() -> None:
    rotation = Rotation(cut_in_words)
    rotation.fill([right("uno dos"), right("tres")])

    shown = texts_shown(rotation, 0.0, 11.9, 12.0, 23.9, 24.0, 36.0)

    assert shown == ["uno", "uno", "dos", "dos", "tres", "uno"]


def test_a_page_that_a_call_interrupts_has_its_whole_time_afterwards() -> None:
    rotation = Rotation(cut_in_words)
    rotation.fill([right("uno dos")])

    before = texts_shown(rotation, 0.0, 11.0)
    during = rotation.step(11.5, is_free=False)
    after = texts_shown(rotation, 30.0, 41.9, 42.0)

    assert before == ["uno", "uno"]
    assert during is None
    assert after == ["uno", "uno", "dos"]


def test_another_screen_begins_the_slide_again() -> None:
    rotation = Rotation(cut_in_words)
    rotation.fill([right("uno dos"), right("tres")])
    texts_shown(rotation, 0.0, 12.0)

    rotation.cut_again()

    assert texts_shown(rotation, 13.0) == ["uno"]


def test_nothing_to_read_is_nothing_to_show() -> None:
    assert Rotation(cut_in_words).step(0.0, is_free=True) is None


def test_a_slide_without_pages_is_passed_over() -> None:
    rotation = Rotation(lambda slide: () if slide.text == "empty" else cut_in_words(slide))
    rotation.fill([right("empty"), right("uno"), right("empty"), right("dos")])

    assert texts_shown(rotation, 0.0, 12.0, 24.0) == ["uno", "dos", "uno"]


def test_a_programme_without_any_pages_shows_nothing_until_there_are_some() -> None:
    pages: list[SlidePage] = []
    rotation = Rotation(lambda _: tuple(pages))
    rotation.fill([right("uno")])

    before = rotation.step(0.0, is_free=True)
    pages.append(SlidePage(right("uno"), "uno"))

    assert before is None
    assert texts_shown(rotation, 1.0) == ["uno"]


def test_a_changed_programme_goes_on_with_the_slide_that_is_shown() -> None:
    rotation = Rotation(cut_in_words)
    rotation.fill([right("uno"), right("dos"), right("tres")])
    texts_shown(rotation, 0.0, 12.0)

    rotation.fill([right("uno"), right("dos"), right("cuatro")])

    assert texts_shown(rotation, 23.0, 24.0) == ["dos", "cuatro"]


def test_something_urgent_is_shown_at_once() -> None:
    rotation = Rotation(cut_in_words)
    rotation.fill([right("uno"), right("dos")])
    texts_shown(rotation, 0.0, 12.0)

    rotation.fill([Slide(SlideKind.OUTAGE, "falla"), right("uno"), right("dos")])

    assert texts_shown(rotation, 13.0) == ["falla"]
