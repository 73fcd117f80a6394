"""The demo on a screen: a morning that goes on by itself."""

from collections import Counter
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from core.cli.workshop.demo import OFFICE, OPENS, throw_away
from core.cli.workshop.demo_screen import MOST_WAITING, YOURS, People, begin
from core.clock import FixedClock
from core.domain.ticket import Kind
from core.office import Office
from core.qt.look.language import Texts
from core.qt.widgets import FitLabel
from core.qt.workshop.demo_card import DemoCard
from tests.office.changes import whole_journal


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_people_come_and_two_counters_work_by_themselves(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.staff.sign_out(counter=YOURS)
    people = People(staffed_office, clock)
    most = 0

    for _ in range(600):
        people.step()
        clock.advance(timedelta(seconds=1))
        most = max(most, len(staffed_office.queue.waiting()))

    done: Counter[tuple[Kind, int | None]]
    done = Counter((event.kind, event.counter) for event in whole_journal(staffed_office))
    assert done[Kind.ISSUED, None] > 20
    for counter in (2, 3):
        assert done[Kind.CALLED, counter] > 5
        assert done[Kind.FINISHED, counter] > 5
    assert done[Kind.CALLED, YOURS] == 0
    assert 0 < most <= MOST_WAITING


def test_the_morning_so_far_leaves_one_counter_to_whoever_looks() -> None:
    clock = FixedClock(OPENS)
    with throw_away(clock) as url:
        begin(url, clock)

        with Office.open(url, OFFICE, clock) as office:
            board = office.queue.board()
            assert [each.staff for each in board.counters] == [None, "beto", "carla"]
            assert board.calls
            assert office.reports.day().figures.hall.served > 20


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_counter_that_somebody_takes_is_left_alone(
    staffed_office: Office, clock: FixedClock
) -> None:
    people = People(staffed_office, clock)
    for counter in (2, 3):
        staffed_office.staff.sign_out(counter=counter)

    for _ in range(60):
        people.step()
        clock.advance(timedelta(seconds=1))

    assert staffed_office.queue.waiting()
    assert Kind.CALLED not in {event.kind for event in whole_journal(staffed_office)}


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_card_says_who_one_is_and_ends_the_demo(qtbot: QtBot, language: str) -> None:
    card = DemoCard(Texts(language), name="Ana", username="ana", counter=1, pin="2468")
    qtbot.addWidget(card)
    card.resize(420, 330)
    card.show()
    qtbot.waitExposed(card)

    assert not any(label.is_cramped for label in card.findChildren(FitLabel))
    assert any("2468" in label.text() for label in card.findChildren(FitLabel))
    with qtbot.waitSignal(card.closed):
        card.end.click()
