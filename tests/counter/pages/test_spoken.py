"""What a screen reader says at the counter: each page with the keyboard on it, and what comes."""

import math
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from core.clock import FixedClock
from core.domain.ticket import Line
from core.errors import NobodyWaits
from core.office import Office
from core.qt import spoken
from counter.decisions.presenter import Stage
from tests.counter.conftest import Desk, Open


def said(desk: Desk) -> list[str]:
    """Return what is said of the widget that has the keyboard."""
    focus = desk.counter.focusWidget()
    assert focus is not None
    return focus.accessibleName().split("\n")


def hears(desk: Desk, *sentences: str) -> None:
    """Wait until these are said, one after the other and perhaps others between."""

    def are_said() -> bool:
        rest = iter(said(desk))
        return all(each in rest for each in sentences)

    desk.wait_until(are_said, f"said {sentences}; there is {said(desk)}")


@pytest.fixture(autouse=True)
def at_leisure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each page said to its end at once: what is new then names it anew."""
    monkeypatch.setattr(spoken, "LETTERS_PER_S", math.inf)


@pytest.fixture
def desk(open_desk: Open, office: Office) -> Desk:
    """Have Ana at counter 1, for whom A-001 and P-001 wait."""
    office.queue.issue()
    office.queue.issue(line=Line.PREFERENTIAL.value)
    desk = open_desk()
    desk.sign_in()
    desk.wait_for_waiting("P-001", "A-001")
    return desk


def test_whoever_signs_in_hears_who_is_next(desk: Desk) -> None:
    hears(desk, "Next: P-001, priority line.", "2 people are waiting.")


def test_nobody_waits_is_said_and_who_comes_afterwards(open_desk: Open, office: Office) -> None:
    desk = open_desk()
    desk.sign_in()
    hears(desk, "Nobody is waiting.")

    office.queue.issue()

    hears(desk, "Next: A-001, general line.")
    assert "Nobody is waiting." not in said(desk)


def test_the_steps_of_an_attention_are_said_one_by_one(desk: Desk) -> None:
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    hears(desk, "Called: P-001, priority line, counter 1.", "Call 1 of 3")
    desk.press("F8")
    hears(desk, "Called: P-001, priority line, counter 1.", "Call 2 of 3")
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    hears(desk, "P-001, Priority", "In service")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    hears(desk, "P-001: finished", "Next: A-001, general line.")


def test_a_call_that_is_put_back_is_said_and_who_is_next(desk: Desk) -> None:
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)

    desk.press("Ctrl+D")

    desk.wait_for_stage(Stage.FREE)
    hears(desk, "P-001: back to waiting", "Next: P-001, priority line.")


def test_what_is_refused_is_said_where_the_keyboard_is(desk: Desk) -> None:
    desk.presenter.actions.refuse(NobodyWaits())

    hears(desk, desk.texts.sentence(NobodyWaits()), "Next: P-001, priority line.")


def test_a_question_is_said_with_its_answers_and_their_keys(desk: Desk) -> None:
    desk.press("F4")

    hears(desk, "Step away", "Choose a reason", "1: Break", "2: Lunch")
    desk.press("2")
    hears(desk, "Step away", "Lunch")
    assert "Choose a reason" not in said(desk)


def test_a_wrong_pin_is_said_with_the_field_that_asks_again(open_desk: Open) -> None:
    desk = open_desk()
    desk.type_into("User name", "ana")
    desk.type_into("PIN", "9999")
    desk.touch("Counter 1")

    desk.press("F9")

    desk.wait_until(lambda: desk.presenter.actions.refusal is not None, "a refusal")
    refusal = desk.presenter.actions.refusal
    assert refusal is not None
    hears(desk, f"PIN. {desk.texts.sentence(refusal)}")


def test_a_passing_minute_is_not_said(desk: Desk, office: Office, clock: FixedClock) -> None:
    hears(desk, "Next: P-001, priority line.")
    before = said(desk)

    clock.advance(timedelta(minutes=3))
    office.queue.issue()
    desk.wait_until(lambda: "3 min" in desk.counter.free.next.wait.text(), "three minutes")

    assert said(desk) == before


def test_the_keyboard_is_on_the_page_before_its_name_changes_again(
    desk: Desk, qapp: QApplication
) -> None:
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)

    assert qapp.focusWidget() is desk.counter.called


def test_a_call_that_is_put_back_names_nobody_before_the_office_says_who_is_next(
    desk: Desk,
) -> None:
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)

    desk.press("Ctrl+D")

    desk.wait_for_stage(Stage.FREE)
    assert said(desk) == ["P-001: back to waiting"]
    hears(desk, "P-001: back to waiting", "Next: P-001, priority line.", "2 people are waiting.")


def test_an_outcome_chosen_by_a_number_is_said(desk: Desk) -> None:
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    hears(desk, "P-001, Priority", "In service", "Outcome: Resolved")

    desk.press("2")

    hears(desk, "P-001, Priority", "In service", "Outcome: Filed")


def test_f9_with_nobody_waiting_says_so(open_desk: Open) -> None:
    desk = open_desk()
    desk.sign_in()
    hears(desk, "Nobody is waiting.")

    desk.press("F9")

    desk.wait_until(
        lambda: desk.counter.accessibleName() == "Nobody is waiting.", "nobody waits, said again"
    )


def test_f9_before_everything_is_answered_says_what_is_missing(desk: Desk) -> None:
    desk.press("F4")
    hears(desk, "Choose a reason")

    desk.press("F9")

    desk.wait_until(lambda: desk.counter.accessibleName() == "Choose a reason", "it is said again")


def test_what_was_asked_for_is_said_by_the_page_that_comes_alone(desk: Desk) -> None:
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    for key in ("F6", "1", "F9"):
        desk.press(key)
    desk.wait_for_stage(Stage.FREE)

    hears(desk, "P-001: on hold", "Next: A-001, general line.", "Resume P-001")

    assert "P-001: on hold" not in desk.counter.questions.hold.accessibleName()


def test_help_says_the_keys_and_then_those_that_are_found(desk: Desk) -> None:
    desk.press("F1")

    field = desk.counter.focusWidget()
    assert field is desk.counter.help.search
    assert "Keys of this page" in field.accessibleDescription()
    assert "F9: Call next" in field.accessibleDescription()
    desk.counter.help.search.setText("telephone")
    assert field.accessibleDescription() == "Ctrl+1: Serve by telephone"
    desk.counter.help.search.setText("xyz")
    assert field.accessibleDescription() == "No key has these words."

    desk.press("F1")
    assert field.text() == "", "cleared as it comes, Orca 43 would not say it"
    assert field.accessibleDescription() == "No key has these words.", "else all keys are said"


def test_the_first_page_is_called_by_its_heading(open_desk: Open) -> None:
    desk = open_desk()

    names = []
    part: QWidget | None = desk.counter.focusWidget()
    while part is not None:
        names.append(part.accessibleName())
        part = part.parentWidget()

    assert names[0] == "User name"
    assert "Sign in" in names
