"""A ticket taken, a language chosen, a page changed: all of it without pointer, key or sight."""

from collections.abc import Callable

import pytest

from core.language import Language
from core.qt.look.tokens import CONTRAST, LIGHT
from tests.accessibility.conftest import Start, looking_at
from tests.accessibility.desktop import Desktop
from tests.accessibility.pages import COMFORTS, HOME, RESULT
from tests.accessibility.rules import complaints

SPANISH, ENGLISH = Language.load("es"), Language.load("en")
QUESTION = SPANISH(HOME.heading)
GENERAL, DONE, LISTEN = map(SPANISH, ("General service", "Done", "Listen"))
CODE = SPANISH(RESULT.heading, code="A-001")
pytestmark = pytest.mark.slow
AS_LONG_AS_IT_TAKES = """
import sys, time, wave
with wave.open(sys.argv[-1]) as sound:
    time.sleep(sound.getnframes() / sound.getframerate())
"""
MIDDLE_OF_THE_MARGIN = (4, 960, 1, 1)


def test_a_ticket_is_taken_once_and_its_code_is_read(start: Start, office_url: str) -> None:
    person = start()

    person.does(GENERAL, times=2)
    code = person.finds(CODE)
    person.does(DONE)
    person.finds(QUESTION)

    assert code.role == "label"
    with looking_at(office_url) as office:
        assert [ticket.code for ticket in office.queue.waiting()] == ["A-001"]


def test_the_window_is_a_window_with_a_name(start: Start) -> None:
    person = start()
    person.finds(QUESTION)

    [window] = [node for node in person.reads() if node.role == "frame"]

    assert SPANISH("Kiosk · SOPESA").replace(" · ", ", ") in window.name


def test_a_toggle_chooses_a_language_and_ticks_it(start: Start) -> None:
    person = start()

    person.does("English")
    person.finds(ENGLISH(HOME.heading))

    person.waits_for_state("English", "checked")
    person.waits_for_state("Español", "checked", on=False)


def test_a_toggle_turns_a_comfort_on_and_off(start: Start, screen: Desktop) -> None:
    person = start()
    contrast = SPANISH("High contrast")

    def shines(colour: str) -> Callable[[], bool | None]:
        return lambda: screen.pixels(MIDDLE_OF_THE_MARGIN) == [colour] or None

    person.waits("the light theme", shines(LIGHT.bg))
    person.does(contrast)
    person.waits_for_state(contrast, "checked")
    person.waits("high contrast", shines(CONTRAST.bg))
    person.does(contrast)
    person.waits_for_state(contrast, "checked", on=False)
    person.waits("the light theme again", shines(LIGHT.bg))


def test_another_page_is_said_aloud_by_the_screen_reader(start: Start) -> None:
    person = start()
    person.finds(QUESTION)

    person.forgets()
    person.does(GENERAL)
    person.hears(CODE)
    person.does(DONE)
    person.hears(QUESTION)
    person.does("English")
    person.hears(ENGLISH(HOME.heading))


def test_everything_about_a_ticket_is_said_where_the_keyboard_is(
    start: Start, office_url: str
) -> None:
    with looking_at(office_url) as office:
        office.staff.sign_in("ana", pin="2468", counter=1)
        for _ in range(3):
            office.queue.issue()
    person = start()
    person.finds(QUESTION)

    person.forgets()
    person.does(GENERAL)
    person.hears(
        SPANISH(RESULT.heading, code="A-004"),
        SPANISH("General service"),
        SPANISH("People ahead of you: {ahead}", ahead=3),
        SPANISH("Estimated wait:"),
    )
    person.does(DONE)
    person.hears(QUESTION)


def test_the_languages_are_one_of_several_and_the_comforts_are_not(start: Start) -> None:
    person = start()

    assert person.finds_control("English").role == "radio button"
    assert person.finds_control(SPANISH("Large text")).role == "check box"


def test_reading_aloud_is_stopped_and_set_by_controls_with_names(start: Start) -> None:
    person = start(player=AS_LONG_AS_IT_TAKES)

    person.does(LISTEN)
    for word in ("Stop", "Quieter", "Louder", "Slower", "Faster"):
        person.finds_control(SPANISH(word))
    wrong = person.waits_for_none(lambda: complaints(person.reads(hidden=True)))
    person.does(SPANISH("Stop"))

    assert wrong == []
    person.finds_control(LISTEN)


@pytest.mark.parametrize("asked", [COMFORTS, COMFORTS[-1:]], ids=" ".join)
def test_every_comfort_leaves_names_roles_and_order_as_they_are(
    asked: tuple[str, ...], start: Start
) -> None:
    person = start()
    wrong: list[str] = []

    for words in asked:
        person.does(SPANISH(words))
        person.finds(QUESTION)
        wrong += person.waits_for_none(lambda: complaints(person.reads(hidden=True)))
    person.does(GENERAL)
    person.finds(CODE)
    wrong += person.waits_for_none(lambda: complaints(person.reads(hidden=True)))

    assert wrong == []
