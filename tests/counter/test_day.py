"""A facilitator's day through the real window: by keyboard alone, and by mouse alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.domain.ticket import Channel, Kind, Line, Outcome, Rule, State
from core.office import Office
from core.qt.workshop.pace import UNHURRIED_S, PressPace
from counter.decisions.presenter import Stage
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import Desk, Open, issue, on_both_databases

WHOLE_DAY = [
    Kind.SIGNED_IN,
    Kind.CALLED,
    Kind.RECALLED,
    Kind.STARTED,
    Kind.FINISHED,
    Kind.CALLED,
    Kind.NO_SHOW,
    Kind.CALLED,
    Kind.STARTED,
    Kind.STEPPED_AWAY,
    Kind.CAME_BACK,
    Kind.HELD,
    Kind.SERVED_NOW,
    Kind.FINISHED,
    Kind.RESUMED,
    Kind.FINISHED,
    Kind.SIGNED_OUT,
]


def assert_the_office_knows_the_day(office: Office, desk: Desk) -> None:
    assert desk.kinds() == WHOLE_DAY
    first, second, third, fourth = (
        office.queue.ticket(number)
        for number in dict.fromkeys(
            event.ticket for event in office.journal() if event.ticket is not None
        )
    )
    # A-001, P-001, A-002 were issued in this order; then came the telephone.
    assert (second.name, second.state, second.outcome) == ("P-001", State.FINISHED, Outcome.FILED)
    assert second.calls == 2
    assert second.reason == "Daño o falla"
    assert second.why is not None
    assert second.why.rule is Rule.PRIORITY
    assert (first.name, first.state) == ("A-001", State.NO_SHOW)
    assert (third.name, third.state, third.outcome) == ("A-002", State.FINISHED, Outcome.RESOLVED)
    assert (fourth.channel, fourth.outcome) == (Channel.PHONE, Outcome.RESOLVED)
    assert {each.staff for each in (first, second, third, fourth)} == {"ana"}
    (away,) = [event for event in office.journal() if event.kind is Kind.STEPPED_AWAY]
    assert away.data == {"reason": "lunch", "customer_agreed": True}


@on_both_databases
def test_a_whole_day_goes_by_keyboard_alone(open_desk: Open, office: Office) -> None:
    issue(office, "gpg")
    desk = open_desk()

    sign_in_by_keyboard(desk)
    desk.wait_for_waiting("P-001", "A-001", "A-002")
    serve_by_keyboard(desk)
    press(desk, "F9", Stage.CALLED)
    press(desk, "F7", Stage.FREE)
    press(desk, "F9", Stage.CALLED)
    press(desk, "F9", Stage.SERVING)
    leave_by_keyboard(desk)
    desk.press("F6")
    desk.press("1")
    press(desk, "F9", Stage.FREE)
    press(desk, "Ctrl+1", Stage.SERVING)
    assert desk.sees("Thank you for calling SOPESA, this is Ana. How can we help you?")
    press(desk, "F9", Stage.FREE)
    desk.wait_for("Resume A-002")
    press(desk, "F6", Stage.SERVING)
    press(desk, "F9", Stage.FREE)
    press(desk, "Ctrl+F12", Stage.SIGNED_OUT)

    assert_the_office_knows_the_day(office, desk)


def press(desk: Desk, key: str, leads_to: Stage) -> None:
    desk.press(key)
    desk.wait_for_stage(leads_to)


def sign_in_by_keyboard(desk: Desk) -> None:
    desk.wait_for("Counter 1")
    for key in ("a", "n", "a", "Tab", *SAMPLE_PIN, "Tab", "Space", "F9"):
        desk.press(key)
    desk.wait_for_stage(Stage.FREE)


def serve_by_keyboard(desk: Desk) -> None:
    press(desk, "F9", Stage.CALLED)
    assert desk.sees("Call 1 of 3")
    desk.press("F8")
    desk.wait_for("Call 2 of 3")
    press(desk, "F9", Stage.SERVING)
    assert desk.sees("Good morning. Welcome to SOPESA. How can we help you?")
    desk.press("2")
    choose_by_keyboard(desk, "Power fault")
    press(desk, "F9", Stage.FREE)


def leave_by_keyboard(desk: Desk) -> None:
    desk.press("F4")
    assert desk.sees("Choose a reason")
    choose_by_keyboard(desk, "Lunch")
    assert desk.sees("I have to step away for a moment to have lunch. May I?")
    choose_by_keyboard(desk, "The citizen agreed")
    press(desk, "F9", Stage.AWAY)
    press(desk, "F9", Stage.SERVING)
    assert desk.sees("Thank you for waiting.")


def choose_by_keyboard(desk: Desk, words: str) -> None:
    """Go with Tab to the button with these words, and press Space."""
    desk.wait_for(words)
    for _ in range(40):
        desk.press("Tab")
        focus = desk.window.focusWidget()
        assert focus is not None
        if words in focus.accessibleName():
            desk.press("Space")
            return
    raise AssertionError(f"Tab never came to {words!r}")


def test_a_whole_day_goes_by_mouse_alone(open_desk: Open, office: Office) -> None:
    issue(office, "gpg")
    desk = open_desk()

    desk.type_into("User name", "ana")
    desk.type_into("PIN", SAMPLE_PIN)
    desk.touch("Counter 1")
    desk.touch("Sign in")
    desk.wait_for_waiting("P-001", "A-001", "A-002")

    desk.touch("Call next")
    desk.wait_for_stage(Stage.CALLED)
    desk.touch("Call again")
    desk.wait_for("Call 2 of 3")
    desk.touch("Start service")
    desk.wait_for_stage(Stage.SERVING)
    desk.touch("Power fault")
    desk.touch("Filed")
    desk.touch("Finish service")
    desk.wait_for_stage(Stage.FREE)

    desk.touch("Call next")
    desk.wait_for_stage(Stage.CALLED)
    desk.touch("Nobody came")
    desk.wait_for_stage(Stage.FREE)

    desk.touch("Call next")
    desk.wait_for_stage(Stage.CALLED)
    desk.touch("Start service")
    desk.wait_for_stage(Stage.SERVING)
    desk.touch("Step away")
    desk.touch("Lunch")
    desk.touch("The citizen agreed")
    desk.touch("Step away")
    desk.wait_for_stage(Stage.AWAY)
    desk.touch("I am back")
    desk.wait_for_stage(Stage.SERVING)
    desk.touch("Put on hold")
    desk.touch("A document is missing")
    desk.touch("Put on hold")
    desk.wait_for_stage(Stage.FREE)

    desk.touch("Telephone")
    desk.wait_for_stage(Stage.SERVING)
    desk.touch("Finish service")
    desk.wait_for_stage(Stage.FREE)
    desk.touch("Resume A-002")
    desk.wait_for_stage(Stage.SERVING)
    desk.touch("Finish service")
    desk.wait_for_stage(Stage.FREE)
    desk.touch("Sign out")
    desk.wait_for_stage(Stage.SIGNED_OUT)

    assert_the_office_knows_the_day(office, desk)


def test_a_double_click_calls_but_does_not_start(desk: Desk, pace: PressPace) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.touch("Call next")
    desk.wait_for_stage(Stage.CALLED)

    # The second press of a double click arrives as this, on whatever is there by then.
    pace.pace_s = 0.2
    middle = desk.counter.called.start.rect().center()
    QTest.mouseEvent(
        QTest.MouseAction.MouseDClick,
        desk.counter.called.start,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        middle,
    )
    QTest.mouseRelease(desk.counter.called.start, Qt.MouseButton.LeftButton, pos=middle)
    pace.pace_s = UNHURRIED_S
    desk.press("F8")
    desk.wait_for("Call 2 of 3")

    assert desk.kinds() == [Kind.SIGNED_IN, Kind.ISSUED, Kind.CALLED, Kind.RECALLED]


def test_a_key_pressed_twice_at_once_acts_once(desk: Desk, pace: PressPace) -> None:
    issue(desk.office, "gg")
    desk.wait_for_waiting("A-001", "A-002")

    desk.press("F9")
    pace.pace_s = 0.2
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)

    assert desk.kinds() == [Kind.SIGNED_IN, Kind.ISSUED, Kind.ISSUED, Kind.CALLED]


def test_the_outcome_keys_type_into_the_name_while_it_is_written(desk: Desk) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)

    desk.type_into("Name", "Bent 2")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    (event,) = [each for each in desk.office.journal() if each.kind is Kind.FINISHED]
    assert event.data["outcome"] == Outcome.RESOLVED


def test_whoever_was_left_without_a_ticket_is_not_called_no_ticket(desk: Desk) -> None:
    desk.presenter.serve_now(Line.GENERAL, Channel.IN_PERSON)
    desk.wait_for_stage(Stage.SERVING)
    desk.presenter.step_away("break", agreed=True)
    desk.wait_for_stage(Stage.AWAY)

    assert desk.sees("Say it when you return: the person is still waiting.")
    assert not desk.sees("No ticket waits")
