"""The kiosk by keyboard, as by a switch that sends Tab and Enter: all is reached, and seen."""

from collections.abc import Callable

import pytest

from core.language import Language
from core.qt.look.tokens import CONTRAST, LIGHT, Tokens
from tests.accessibility.conftest import Start
from tests.accessibility.desktop import Desktop
from tests.accessibility.pages import HOME, RESULT
from tests.accessibility.reader import Listener, Node

pytestmark = pytest.mark.slow
SPANISH, ENGLISH = Language.load("es"), Language.load("en")
QUESTION = SPANISH(HOME.heading)
GENERAL, DONE, CONTRAST_WORD = map(SPANISH, ("General service", "Done", "High contrast"))
RING = 8  # px around a control: 3 of ground, 5 of the ring
MOST_OF_IT = 0.5


def ring_of(screen: Desktop, node: Node, tokens: Tokens) -> Callable[[], bool | None]:
    """Return what tells whether the ring is around `node`: on its left side."""
    left, top, _, height = node.box
    beside = (left - RING, top + height // 4, RING, height // 2)

    def look() -> bool | None:
        pixels = screen.pixels(beside)
        return pixels.count(tokens.focus) >= MOST_OF_IT * len(pixels) or None

    return look


def tab_to(person: Listener, words: str) -> Node:
    """Strike Tab until the keyboard is on the control of this name."""
    on = ""
    for _ in person.controls():
        person.strikes("Tab")
        node = person.has_keyboard_on(but=on)
        if node.is_called(words):
            return node
        on = node.name
    raise AssertionError(f"Tab does not reach “{words}”")


def test_tab_reaches_every_control_in_reading_order_with_a_ring_around_it(
    start: Start, screen: Desktop
) -> None:
    person = start()
    person.finds(QUESTION)
    person.finds_control(SPANISH("Listen"))
    controls = [node for node in person.controls() if "enabled" in node.states]
    ringed_before = [node.name for node in controls if ring_of(screen, node, LIGHT)()]

    reached = [""]
    for _ in controls:
        person.strikes("Tab")
        node = person.has_keyboard_on(but=reached[-1])
        person.waits(f"a ring around “{node.name}”", ring_of(screen, node, LIGHT))
        reached.append(node.name)

    assert ringed_before == []
    assert reached[1:] == [node.name for node in controls]


def test_space_and_enter_do_what_a_touch_does(start: Start, screen: Desktop) -> None:
    person = start()
    person.finds(QUESTION)

    contrast = tab_to(person, CONTRAST_WORD)
    person.strikes("space")
    contrast = person.waits_for_state(CONTRAST_WORD, "checked")
    person.waits("a ring in high contrast", ring_of(screen, contrast, CONTRAST))
    tab_to(person, "English")
    person.strikes("Return")
    person.finds(ENGLISH(HOME.heading))
    person.pauses()
    tab_to(person, ENGLISH("General service"))
    person.strikes("Return")
    person.finds(ENGLISH(RESULT.heading, code="A-001"))
    person.pauses()
    tab_to(person, ENGLISH("Done"))
    person.strikes("Return")

    person.finds(QUESTION)
