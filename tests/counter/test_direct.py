"""Providencia: preferential citizens are served at once, and who waits for them is resumed."""

from core.domain.ticket import Kind, Line
from counter.presenter import Stage
from tests.counter.conftest import Desk, issue


def test_both_lines_are_served_at_once_when_nobody_holds_a_number(providencia: Desk) -> None:
    desk = providencia

    for key, line in (("F10", Line.PREFERENTIAL), ("F9", Line.GENERAL)):
        desk.press(key)
        desk.wait_for_stage(Stage.SERVING)
        assert desk.presenter.ticket is not None
        assert desk.presenter.ticket.line is line
        assert desk.sees("No ticket")
        desk.press("F9")
        desk.wait_for_stage(Stage.FREE)

    assert desk.kinds().count(Kind.SERVED_NOW) == 2


def test_whoever_holds_a_number_is_called_before_one_without(providencia: Desk) -> None:
    desk = providencia
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")

    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)

    assert desk.sees("A-001")


def test_the_held_general_is_resumed_after_the_preferential(providencia: Desk) -> None:
    desk = providencia
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)

    desk.press("F6")
    assert desk.sees("I have to leave you for a moment to serve a priority citizen. May I?")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.press("F10")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.wait_for("Resume")
    assert desk.sees("It made room for a priority citizen, and goes on first.")
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)

    assert desk.sees("A-001")
    assert desk.sees("Thank you for waiting.")
    (held,) = [each for each in desk.office.journal() if each.kind is Kind.HELD]
    assert held.data["reason"] == "preferential"
