"""What the hall reads, and in what order: the urgent first and often, everything in turn."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from core.domain.service import Contact, HallSettings, Mode, Notice, NoticeKind
from core.office import template
from core.office.document.document import read_document
from display.slides.order import programme
from display.slides.pages import FACTS, SlideKind

SETTINGS = read_document(template("san-andres"))
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=ZoneInfo("America/Bogota"))
HOUR = timedelta(hours=1)
OUTAGE = Notice("loma", {"es": "Falla en La Loma.", "en": "Fault in La Loma."}, NoticeKind.OUTAGE)
NO_FACTS = HallSettings(clock=False, closing=False, waiting=False, wait_range=False)


def test_every_duty_and_right_is_in_it_word_for_word() -> None:
    document = template("san-andres")

    slides = programme(SETTINGS, NOW)

    assert [slide.text for slide in slides if slide.text] == [
        *document["duties"],
        *document["rights"],
    ]


def test_the_hours_and_both_telephones_are_in_it() -> None:
    slides = programme(SETTINGS, NOW)

    kinds = [slide.kind for slide in slides]
    assert kinds.count(SlideKind.HOURS) == 1
    assert kinds.count(SlideKind.ONLINE) == 1, "web, chat and e-mail"
    assert [slide.about for slide in slides if slide.kind is SlideKind.PHONE] == ["fault", "office"]


def test_a_fact_comes_after_every_second_slide_and_all_of_them_in_turn() -> None:
    kinds = [slide.kind for slide in programme(SETTINGS, NOW)]

    facts = [number for number, kind in enumerate(kinds) if kind in FACTS]
    assert facts[0] == 0
    assert all(after - before == 3 for before, after in pairwise(facts))
    assert {kinds[number] for number in facts} == FACTS


def test_facts_the_office_does_not_want_are_left_out() -> None:
    slides = programme(replace(SETTINGS, hall=NO_FACTS), NOW)

    assert not FACTS & {slide.kind for slide in slides}
    only_clock = programme(replace(SETTINGS, hall=replace(NO_FACTS, clock=True)), NOW)
    assert FACTS & {slide.kind for slide in only_clock} == {SlideKind.CLOCK}


def test_where_priority_citizens_do_not_wait_their_line_is_not_told() -> None:
    slides = programme(replace(SETTINGS, mode=Mode.DIRECT), NOW)

    assert {slide.about for slide in slides if slide.kind is SlideKind.WAITING} == {"general"}


def test_an_outage_is_first_and_often_in_every_language_it_was_written_in() -> None:
    slides = programme(replace(SETTINGS, notices=(OUTAGE,)), NOW, language="en")

    first, second = slides[:2]
    assert (first.kind, first.text) == (SlideKind.OUTAGE, "Fault in La Loma.")
    assert (second.kind, second.text) == (SlideKind.OUTAGE, "Falla en La Loma.")
    at = [number for number, slide in enumerate(slides) if slide == first]
    assert all(after - before <= 5 for before, after in pairwise(at))
    assert len(at) >= 8


def test_a_message_is_shown_from_its_start_to_its_end() -> None:
    message = Notice("m", {"es": "Mañana cerramos."}, starts_at=NOW, ends_at=NOW + HOUR)
    settings = replace(SETTINGS, notices=(message,))

    shown = [
        any(slide.kind is SlideKind.MESSAGE for slide in programme(settings, at))
        for at in (NOW - HOUR, NOW, NOW + HOUR)
    ]

    assert shown == [False, True, False]


def test_a_time_in_a_notice_keeps_its_letters_together() -> None:
    notice = Notice("m", {"es": "Vuelve a las 3:00 p. m."})

    slides = programme(replace(SETTINGS, notices=(notice,)), NOW)

    (text,) = [slide.text for slide in slides if slide.kind is SlideKind.MESSAGE]
    assert text == "Vuelve a las 3:00 p. m.".replace(
        "00 p. m", "00\N{NO-BREAK SPACE}p.\N{NO-BREAK SPACE}m"
    )


def test_each_text_of_the_office_says_its_language() -> None:
    notice = Notice("m", {"es": "Falla.", "en": "Power fault."})

    slides = programme(replace(SETTINGS, notices=(notice,)), NOW, language="en")

    assert {each.language for each in slides if each.kind is SlideKind.RIGHT} == {"es"}
    told = [(each.text, each.language) for each in slides if each.kind is SlideKind.MESSAGE]
    assert set(told) == {("Falla.", "es"), ("Power fault.", "en")}


def test_pictures_stand_between_the_texts() -> None:
    slides = [
        slide
        for slide in programme(SETTINGS, NOW, pictures=("a.jpg", "b.jpg", "c.jpg"))
        if slide.kind not in FACTS
    ]

    at = [number for number, slide in enumerate(slides) if slide.kind is SlideKind.PICTURE]
    assert [slides[number].about for number in at] == ["a.jpg", "b.jpg", "c.jpg"]
    assert all(after - before >= 4 for before, after in pairwise(at))


def test_an_office_with_nothing_to_say_still_says_what_to_do_after_a_missed_call() -> None:
    bare = replace(
        SETTINGS,
        hall=NO_FACTS,
        duties=(),
        rights=(),
        contact=Contact(),
        hours=replace(SETTINGS.hours, week={}),
    )

    assert [slide.kind for slide in programme(bare, NOW)] == [SlideKind.MISSED]
