"""Providencia: preferential citizens are served at once, and who waits for them is resumed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.domain.ticket import Kind, Line, State, Ticket
from counter.decisions.presenter import Stage
from tests.counter.conftest import Desk, issue, on_both_databases
from tests.office.changes import change_settings


def test_both_lines_are_served_at_once_when_nobody_holds_a_number(providencia: Desk) -> None:
    desk = providencia

    for key, line in (("Ctrl+4", Line.PREFERENTIAL), ("F9", Line.GENERAL)):
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
    desk.press("1")
    assert desk.sees("I have to step away for a moment to serve a priority citizen. May I?")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.press("Ctrl+4")
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


def test_who_is_on_hold_for_a_document_does_not_keep_others_waiting(providencia: Desk) -> None:
    desk = providencia
    begin_general(desk)
    desk.press("F6")
    desk.touch("A document is missing")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")

    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    assert desk.sees("A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("F6")
    desk.press("1")
    desk.press("F9")  # room for a priority citizen
    desk.wait_for_stage(Stage.FREE)
    desk.wait_for("It made room for a priority citizen, and goes on first.")
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    assert desk.sees("A-001")


# --- a morning


def begin_general(desk: Desk) -> None:
    """Serve a general citizen without a number."""
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)


def arrives(desk: Desk, answer: str) -> None:
    """A priority citizen arrives while somebody is served, who is asked for leave."""
    desk.press("Ctrl+4")
    desk.wait_for("I have to step away for a moment to serve a priority citizen. May I?")
    desk.touch(answer)
    desk.press("F9")
    desk.wait_for_answer()


def line_of(desk: Desk) -> Line | None:
    return None if desk.presenter.ticket is None else desk.presenter.ticket.line


@on_both_databases
def test_a_morning_with_one_desk(
    open_providencia: Callable[[str, int], Desk], clock: FixedClock
) -> None:
    desk = open_providencia("ana", 1)
    begin_general(desk)
    first = desk.presenter.ticket
    assert first is not None
    clock.advance(timedelta(minutes=4))
    issue(desk.office, "g")  # somebody else, with a number

    arrives(desk, "The citizen agreed")
    desk.wait_until(lambda: line_of(desk) is Line.PREFERENTIAL, "the priority citizen")
    clock.advance(timedelta(minutes=3))
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.wait_for("It made room for a priority citizen, and goes on first.")
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    assert desk.sees("Thank you for waiting.")
    clock.advance(timedelta(minutes=2))
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)

    assert desk.sees("A-001")  # after the one who made room
    done = desk.office.queue.ticket(first.id)
    assert (done.state, done.paused_s) == (State.FINISHED, 180)
    figures = desk.office.reports.day().figures
    assert figures.by_line[Line.PREFERENTIAL].wait_max_min.value == 0
    assert figures.by_line[Line.GENERAL].service_mean_min.value == 6  # without its hold
    assert figures.hall.not_measured == 0
    today = desk.office.reports.prelation()
    assert (today.judged, today.in_time) == (1, 1)
    assert today.added_min == 6  # three for the one on hold, three for the one with a number
    (held,) = [each for each in desk.office.journal() if each.kind is Kind.HELD]
    assert held.data == {"reason": "preferential", "customer_agreed": True}


@on_both_databases
def test_a_morning_with_two_desks(
    open_providencia: Callable[[str, int], Desk], clock: FixedClock
) -> None:
    ana, beto = open_providencia("ana", 1), open_providencia("beto", 2)
    begin_general(ana)
    begin_general(beto)

    arrives(ana, "Rather finish first")  # every desk sees it
    for desk in (ana, beto):
        desk.wait_for("A priority citizen is waiting")
    for key in ("F4", "1", "7", "F9"):
        ana.press(key)
    ana.wait_for_stage(Stage.AWAY)
    assert ana.sees("A priority citizen is waiting")
    ana.press("F9")
    ana.wait_for_stage(Stage.SERVING)
    clock.advance(timedelta(seconds=40))
    assert beto.presenter.stage is Stage.SERVING
    beto.press("F9")
    beto.wait_for_stage(Stage.FREE)
    issue(ana.office, "g")
    beto.wait_until(lambda: len(_waiting(beto)) == 2, "both who wait")
    beto.press("F9")  # what is next at beto's desk
    beto.wait_for_stage(Stage.SERVING)

    assert line_of(beto) is Line.PREFERENTIAL
    ana.wait_until(lambda: not ana.sees("A priority citizen is waiting"), "an end of the alert")
    assert ana.presenter.stage is Stage.SERVING  # and nothing happened to hers
    today = ana.office.reports.prelation()
    assert (today.judged, today.in_time, today.added_min) == (1, 1, 0)


def test_room_made_for_nobody_is_taken_back(
    open_providencia: Callable[[str, int], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, beto = open_providencia("ana", 1), open_providencia("beto", 2)
    begin_general(ana)
    mine = ana.presenter.ticket
    assert mine is not None
    ana.office.queue.arrive(counter=2)
    ana.wait_for("A priority citizen is waiting")
    arrived = ana.presenter.hall
    assert arrived is not None
    monkeypatch.setattr(ana.presenter._reader, "look", lambda: None)  # her window is late
    beto.wait_until(lambda: bool(_waiting(beto)), "who waits")
    beto.press("F9")
    beto.wait_for_stage(Stage.SERVING)

    arrives(ana, "The citizen agreed")

    def is_served_again() -> bool:
        return ana.office.queue.ticket(mine.id).state is State.SERVING

    ana.wait_until(is_served_again, "who was put on hold for nobody")
    assert [each.kind for each in ana.office.journal()][-2:] == [Kind.HELD, Kind.RESUMED]


def test_where_holding_is_not_allowed_the_present_service_is_finished_first(
    providencia: Desk,
) -> None:
    desk = providencia
    change_settings(desk.office, calling={"hold_allowed": False})
    begin_general(desk)

    desk.press("Ctrl+4")
    desk.wait_for("Serve when this one ends")
    assert not desk.sees("The citizen agreed")
    desk.press("F9")
    desk.wait_for("A priority citizen is waiting")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)

    assert line_of(desk) is Line.PREFERENTIAL


# --- several at once


def begin_preferential(desk: Desk) -> None:
    desk.press("Ctrl+4")
    desk.wait_for_stage(Stage.SERVING)
    assert line_of(desk) is Line.PREFERENTIAL


def test_another_is_registered_while_one_is_served(providencia: Desk, clock: FixedClock) -> None:
    desk = providencia
    begin_preferential(desk)

    desk.press("Ctrl+4")
    desk.wait_for("Serve when this one ends")
    assert not desk.sees("The citizen agreed")
    desk.press("F9")
    desk.wait_for("A priority citizen is waiting")
    clock.advance(timedelta(minutes=10))
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.press("Ctrl+4")
    desk.wait_for_stage(Stage.SERVING)

    assert line_of(desk) is Line.PREFERENTIAL
    desk.wait_for("Today within the target: 1 of 2")


@pytest.mark.parametrize("served", [Line.GENERAL, Line.PREFERENTIAL])
def test_another_is_registered_while_one_waits(providencia: Desk, served: Line) -> None:
    desk = providencia
    desk.office.queue.arrive()
    desk.wait_for("A priority citizen is waiting")
    if served is Line.PREFERENTIAL:
        begin_preferential(desk)
        desk.office.queue.arrive()
    else:
        desk.office.queue.serve_now(counter=1)
        desk.wait_for_stage(Stage.SERVING)
    desk.wait_for("A priority citizen is waiting")

    desk.press("Ctrl+4")
    if served is Line.GENERAL:
        desk.touch("Another one arrived")
    desk.wait_for("Register another one")
    desk.press("F9")
    desk.wait_for("2 priority citizens are waiting")

    assert len(desk.office.queue.waiting()) == 2
    assert line_of(desk) is served  # and nothing happened to theirs


def test_another_is_registered_while_somebody_with_a_number_was_called(providencia: Desk) -> None:
    desk = providencia
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)

    for waiting in ("A priority citizen is waiting", "2 priority citizens are waiting"):
        desk.press("Ctrl+4")
        desk.press("F9")
        desk.wait_for(waiting)

    assert desk.presenter.stage is Stage.CALLED


def test_somebody_who_told_the_kiosk_is_seen_at_every_desk(
    open_providencia: Callable[[str, int], Desk],
) -> None:
    free, busy = open_providencia("ana", 1), open_providencia("beto", 2)
    begin_general(busy)

    arrived = free.office.queue.arrive()

    for desk in (free, busy):
        desk.wait_for("A priority citizen is waiting")
    free.press("F9")
    free.wait_for_stage(Stage.SERVING)
    assert free.presenter.ticket is not None
    assert free.presenter.ticket.id == arrived.id
    busy.wait_until(lambda: not busy.sees("A priority citizen is waiting"), "an end of the alert")


def test_who_has_gone_without_a_number_is_taken_off_the_list(providencia: Desk) -> None:
    desk = providencia
    desk.office.queue.arrive()
    desk.wait_for("A priority citizen is waiting")

    desk.press("Ctrl+O")
    desk.touch("No ticket: 0 min")
    desk.touch("Take off the list")
    desk.press("F9")
    desk.wait_until(lambda: not _waiting(desk), "nobody waiting")

    assert desk.kinds()[-1] is Kind.CANCELLED


# --- on hold where nobody is


def test_who_is_on_hold_at_a_desk_that_was_left_goes_on_at_another(
    open_providencia: Callable[[str, int], Desk], clock: FixedClock
) -> None:
    ana, beto = open_providencia("ana", 1), open_providencia("beto", 2)
    for _ in range(2):
        clock.advance(timedelta(seconds=1))
        begin_general(ana)
        ana.press("F6")
        ana.touch("A document is missing")
        ana.press("F9")
        ana.wait_for_stage(Stage.FREE)
    first, second = ana.office.queue.held(1)[::-1]
    assert not beto.sees("Resume")
    for _ in range(2):  # somebody is on hold: it asks first
        ana.press("Ctrl+F12")
    ana.wait_for_stage(Stage.SIGNED_OUT)

    beto.touch("Resume: counter 1")
    beto.wait_for_stage(Stage.SERVING)
    assert beto.presenter.ticket is not None
    assert beto.presenter.ticket.id == first.id
    assert beto.sees("Thank you for waiting.")
    beto.press("F9")
    beto.wait_for_stage(Stage.FREE)
    beto.press("Ctrl+O")  # the other one, from among all tickets
    beto.touch("No ticket: on hold")
    assert beto.sees("On hold for 0 min at counter 1.")
    beto.press("Alt+1")
    beto.press("F9")
    beto.wait_for_stage(Stage.SERVING)
    assert beto.presenter.ticket is not None
    assert beto.presenter.ticket.id == second.id


def _waiting(desk: Desk) -> tuple[Ticket, ...]:
    return () if desk.presenter.hall is None else desk.presenter.hall.waiting
