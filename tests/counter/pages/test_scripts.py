"""What a facilitator is given to say, and to whom: as the window shows it."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from core.clock import FixedClock
from core.domain.ticket import Channel
from core.office import Office
from counter.decisions.presenter import Stage
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import Desk, Open, issue
from tests.office.changes import change_settings


def serve(desk: Desk, name: str = "") -> None:
    """Serve the next one, and write their name."""
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    if name:
        desk.touch("Ms.")
        desk.type_into("Name", name)


def put_on_hold(desk: Desk) -> None:
    for key in ("F6", "1", "F9"):
        desk.press(key)
    desk.wait_for_stage(Stage.FREE)


def held_ids(desk: Desk) -> set[int]:
    return set() if desk.presenter.hall is None else {each.id for each in desk.presenter.hall.held}


@pytest.fixture
def two_wait(desk: Desk, office: Office) -> Desk:
    issue(office, "gg")
    desk.wait_for_waiting("A-001", "A-002")
    return desk


def test_who_goes_on_is_known_and_thanked_and_not_welcomed_again(two_wait: Desk) -> None:
    desk = two_wait
    serve(desk, "Bent")
    desk.touch("Power fault")
    put_on_hold(desk)
    serve(desk, "Hooker")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    desk.touch("Resume A-001")
    desk.wait_for_stage(Stage.SERVING)

    assert desk.sees("“Thank you for waiting.”")
    assert not desk.sees("Welcome to SOPESA")
    assert desk.counter.serving.reasons.chosen == "Daño o falla"
    desk.touch("4  Farewell")
    assert desk.sees("Thank you, Ms. Bent. Would you complete our satisfaction survey?")


def test_of_several_on_hold_each_keeps_their_name(two_wait: Desk, clock: FixedClock) -> None:
    desk = two_wait
    for name in ("Bent", "Hooker"):
        serve(desk, name)
        put_on_hold(desk)
        clock.advance(timedelta(seconds=1))
    desk.wait_until(lambda: len(held_ids(desk)) == 2, "both on hold")

    for code, name in (("a1", "Bent"), ("a2", "Hooker")):
        desk.press("Ctrl+O")
        desk.type_into("Ticket", code)
        desk.press("Alt+1")
        desk.press("F9")
        desk.wait_for_stage(Stage.SERVING)
        assert desk.counter.serving.citizen().name == name
        desk.press("F9")
        desk.wait_for_stage(Stage.FREE)


def test_who_made_room_is_known_when_they_go_on(providencia: Desk) -> None:
    desk = providencia
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    desk.touch("Mr.")
    desk.type_into("Name", "Bent")

    desk.press("Ctrl+4")
    asked = "Mr. Bent, I have to step away for a moment to serve a priority citizen. May I?"
    assert desk.sees(asked)
    desk.press("1")
    desk.press("F9")
    desk.wait_until(lambda: desk.counter.serving.citizen().name == "", "another citizen")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.wait_for("It made room for a priority citizen, and goes on first.")
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)

    assert desk.counter.serving.citizen().name == "Bent"


def test_whoever_left_is_forgotten(two_wait: Desk, office: Office) -> None:
    desk = two_wait
    serve(desk, "Bent")
    put_on_hold(desk)
    desk.wait_until(lambda: bool(held_ids(desk)), "somebody on hold")
    assert "Bent" in repr(desk.counter.serving._on_hold)

    office.queue.cancel(code="A-001")
    desk.wait_until(lambda: not held_ids(desk), "nobody on hold")

    assert "Bent" not in repr(desk.counter.serving._on_hold)


def test_whom_a_colleague_goes_on_with_is_forgotten(two_wait: Desk, office: Office) -> None:
    desk = two_wait
    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    serve(desk, "Bent")
    put_on_hold(desk)
    desk.wait_until(lambda: bool(held_ids(desk)), "somebody on hold")
    office.queue.resume(counter=2, code="A-001")
    office.queue.hold(counter=2, reason="document")
    desk.wait_until(lambda: not held_ids(desk), "nobody on hold here")
    office.staff.sign_out(counter=2)

    desk.touch("Resume A-001")
    desk.wait_for_stage(Stage.SERVING)

    assert desk.counter.serving.citizen().name == ""


@pytest.mark.parametrize(
    ("touched", "asked"),
    [
        ("Lunch", "Ms. Bent, I have to step away for a moment to have lunch. May I?"),
        (
            "Helping a colleague",
            "Ms. Bent, I have to step away for a moment to help a colleague. May I?",
        ),
    ],
)
def test_asking_leave_says_why_and_uses_the_name(two_wait: Desk, touched: str, asked: str) -> None:
    serve(two_wait, "Bent")

    two_wait.press("F4")
    two_wait.touch(touched)

    assert two_wait.sees(asked)


def test_putting_on_hold_says_why_and_uses_the_name(two_wait: Desk) -> None:
    serve(two_wait, "Bent")

    two_wait.press("F6")
    two_wait.press("1")

    assert two_wait.sees("Ms. Bent, I put your case on hold until you bring the document. May I?")


def test_the_company_s_own_name_is_said(two_wait: Desk, office: Office) -> None:
    change_settings(office, company="Luz Isleña")

    two_wait.press("F9")
    two_wait.wait_for_stage(Stage.CALLED)

    two_wait.wait_for("Good morning. Welcome to Luz Isleña. How can we help you?")


def test_who_takes_over_from_somebody_away_thanks_for_waiting(
    open_desk: Open, office: Office
) -> None:
    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1)
    office.queue.serve_now(counter=1, channel=Channel.IN_PERSON)
    office.staff.step_away(counter=1, reason="lunch")
    desk = open_desk()

    desk.type_into("User name", "ana")
    desk.type_into("PIN", SAMPLE_PIN)
    desk.touch("Counter 1")
    desk.press("F9")
    desk.touch("Take over")
    desk.wait_for_stage(Stage.SERVING)

    assert desk.sees("“Thank you for waiting.”")


@pytest.mark.parametrize(("key", "first"), [("Ctrl+2", "Good day."), ("Ctrl+3", "Dear customer:")])
def test_what_is_written_to_a_citizen_is_copied_by_one_press(
    open_desk: Open, key: str, first: str
) -> None:
    desk = open_desk()
    desk.sign_in()
    desk.press(key)
    desk.wait_for_stage(Stage.SERVING)

    desk.touch("Copy")

    assert QGuiApplication.clipboard().text().startswith(first)
    assert desk.counter.serving.copying.text() == "Copied"
    desk.counter.serving.steps.button(3).click()
    assert desk.counter.serving.copying.text() == "Copy"


def test_what_is_said_aloud_is_not_offered_to_be_copied(open_desk: Open) -> None:
    desk = open_desk()
    desk.sign_in()
    desk.press("Ctrl+1")
    desk.wait_for_stage(Stage.SERVING)

    assert not desk.buttons("Copy")
