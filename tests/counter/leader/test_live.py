"""The live panel: what a leader reads of the office at this moment, and says to have seen."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from core.clock import FixedClock
from core.office import Office, template
from counter.leader.live.page import LivePage
from counter.leader.window import LeaderWindow
from tests.conftest import SAMPLE_PIN
from tests.counter.leader.conftest import LeaderDesk, OpenLeader

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
MINUTE = timedelta(minutes=1)


def page_of(window: LeaderWindow) -> LivePage:
    page = window.pages["state"]
    assert isinstance(page, LivePage)
    return page


def places(desk: LeaderDesk) -> list[tuple[int, int, int, int]]:
    """Return where everything stands that can be seen."""
    page = page_of(desk.leader)
    return [
        (*each.mapTo(desk.leader, each.rect().topLeft()).toTuple(), each.width(), each.height())
        for each in page.findChildren(QWidget)
        if each.isVisible()
    ]


def test_who_waits_the_counters_and_what_alerts_are_told_and_seen(
    open_leader: OpenLeader, office: Office, clock: FixedClock
) -> None:
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    office.staff.step_away(counter=2, reason="lunch")
    office.queue.issue()
    office.queue.issue("preferential")
    office.devices.seen("hall", "display", {"voice": "muted"})
    clock.advance(6 * MINUTE)
    office.devices.seen("hall", "display", {"voice": "muted"})
    desk = open_leader()

    desk.wait_for("P-001 waits over 5 min")
    assert desk.sees("P-001, Priority: waits 6 min, told nothing: Not told")
    assert desk.sees("Counter 1: Ana, Free, and 2 wait")
    assert desk.sees("Counter 2: Beto, Away: Lunch")
    assert desk.sees("Hall display hall: Voice muted, 1 cut")
    assert desk.sees("Call order: P-001, A-001")
    assert desk.sees("Counter 1 is free and 2 wait")
    assert desk.sees("nobody has seen it")

    desk.touch("Seen")
    desk.wait_for("P-001 waits over 5 min, Líder ATC has seen it")

    seen = [each.seen for each in office.live.panel().alerts if each.name == "P-001"]
    assert [each and each.by for each in seen] == ["lider"]


def test_nothing_moves_when_a_second_passes_or_somebody_is_served(
    open_leader: OpenLeader, staffed_office: Office, clock: FixedClock
) -> None:
    office = staffed_office
    for _ in range(3):
        office.queue.issue()
    desk = open_leader()
    desk.wait_for("A-001")
    desk.wait_for("Arrivals")
    desk.let_pass(0.1)
    before = places(desk)

    office.queue.call_next(counter=1)
    office.queue.start(counter=1)
    office.queue.issue()
    desk.wait_for("Counter 1: Ana, Serving A-001")
    page_of(desk.leader).tick()

    assert places(desk) == before


def test_who_may_only_look_presses_nothing(open_leader: OpenLeader, office: Office) -> None:
    office.staff.add("cali", name="Cali", role="quality", pin=SAMPLE_PIN, must_change_pin=False)
    desk = open_leader(signed_in="cali")

    desk.wait_for("There is no copy of the office")

    assert not any(card.button.isVisible() for card in page_of(desk.leader)._cards)


def test_a_director_watches_the_other_office_and_a_leader_has_no_switch(
    open_leader: OpenLeader, office: Office, office_url: str, clock: FixedClock
) -> None:
    Office.create(office_url, "providencia", template("providencia"), clock).close()
    office.queue.issue()
    desk = open_leader(signed_in="director")
    desk.wait_for("A-001")

    desk.touch("Providencia")
    desk.wait_for("The office now, Providencia")
    assert desk.sees("Nobody waits.")
    desk.touch("Sign out")
    desk.sign_in("lider")

    desk.wait_for("The office now, San Andrés")
    assert not page_of(desk.leader).offices.isVisible()


def test_f11_fills_the_screen_and_again_does_not(open_leader: OpenLeader) -> None:
    desk = open_leader()
    desk.wait_for("The office now")

    desk.press("F11")
    assert desk.leader.isFullScreen()
    desk.press("F11")

    assert not desk.leader.isFullScreen()
