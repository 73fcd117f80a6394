"""How often the hall is read: not for every change, and not beside an action."""

from dataclasses import replace
from itertools import pairwise
from time import monotonic

import pytest

from core.domain.ticket import Rule, TicketId, Why
from core.office import Office
from counter.decisions import hall_reader as reading
from counter.decisions.hall import Hall, read_hall
from counter.decisions.presenter import Stage
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import Desk, issue


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return when the hall was read."""
    found: list[float] = []

    def read(office: Office, counter: int | None) -> Hall:
        found.append(monotonic())
        return read_hall(office, counter)

    monkeypatch.setattr(reading, "read_hall", read)
    return found


def test_many_changes_are_read_together_and_none_is_lost(readings: list[float], desk: Desk) -> None:
    for _ in range(30):
        issue(desk.office, "g")
        desk.let_pass(0.01)
    desk.wait_for_waiting(*(f"A-{number:03d}" for number in range(1, 31)))

    rests = [later - before for before, later in pairwise(readings)]
    assert 1 < len(readings) < 30
    assert min(rests[2:]) > 0.9 * reading.REST_MS / 1000  # Qt's timers may be early by a twentieth


def test_nothing_is_read_while_an_action_is_under_way(readings: list[float], desk: Desk) -> None:
    issue(desk.office, "gg")
    desk.wait_for_waiting("A-001", "A-002")
    desk.presenter.call_next()
    before = len(readings)
    for _ in range(5):
        desk.presenter._reader.look()
    assert desk.presenter.actions.doing == "call_next"
    assert len(readings) == before

    desk.wait_for_stage(Stage.CALLED)
    desk.wait_until(lambda: len(readings) > before, "a reading of what the call changed")


def test_who_is_resumed_makes_room_no_more_before_the_next_reading(desk: Desk) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.presenter.call_next()
    desk.wait_for_stage(Stage.CALLED)
    ticket, hall = desk.presenter.ticket, desk.presenter.hall
    assert ticket is not None
    assert hall is not None
    one = (ticket,)
    full = replace(
        hall, waiting=one, held=one, missed=one, made_room=ticket, elsewhere=one, next=None
    )

    left = full.without(ticket.id)

    assert (left.waiting, left.held, left.missed, left.made_room) == ((), (), (), None)
    assert left.elsewhere == ()


def test_who_is_next_is_not_guessed_when_the_first_has_gone(desk: Desk) -> None:
    issue(desk.office, "ggg")
    hall = read_hall(desk.office, 1)
    first, second, _ = hall.waiting

    assert hall.next == (first, Why(Rule.FIRST_COME))
    assert hall.without(TicketId(9_999)).next == hall.next
    assert hall.without(first.id).next is None, "the office says it at the next reading"
    assert hall.without(first.id).waiting[0] == second
    assert hall.without(second.id).next is None, "nor whom the first one overtakes"


def test_the_window_says_one_moment_while_it_does_not_know_who_is_next(
    readings: list[float], desk: Desk
) -> None:
    issue(desk.office, "ggg")
    desk.wait_for_waiting("A-001", "A-002", "A-003")

    desk.presenter.cancel("A-001")
    desk.wait_for_answer()

    assert desk.sees("One moment…")
    assert not desk.sees("Nobody is waiting.")
    desk.wait_for("Wait: ")
    assert desk.presenter.hall is not None
    assert desk.presenter.hall.next is not None
    assert desk.presenter.hall.next[0].code == "A-002"


@pytest.mark.parametrize(("username", "alerts"), [("lider", 1), ("ana", 0)])
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_leader_at_a_counter_is_told_how_many_alerts_nobody_has_seen(
    office: Office, username: str, alerts: int
) -> None:
    office.staff.sign_in(username, pin=SAMPLE_PIN, counter=1)

    assert read_hall(office, 1).alerts == alerts  # there is no copy of the office

    office.live.see("no_copy:", by="director")
    assert read_hall(office, 1).alerts == 0
