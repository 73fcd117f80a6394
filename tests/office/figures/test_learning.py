"""What an office learns of the waits that it told, and how people are told from then on."""

from datetime import date, timedelta

import pytest

from core.clock import FixedClock
from core.domain.estimate import MULTIPLIERS
from core.domain.ticket import Line
from core.office import Office
from core.store.figures import learnt
from tests.conftest import SAMPLE_PIN

MONDAY = date(2026, 11, 23)
OCTOBER_30 = date(2026, 10, 30)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def test_what_came_true_is_learnt_day_by_day_and_told_from_the_next_month_on(
    office: Office, clock: FixedClock
) -> None:
    queue, store = office.queue, office._store
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    for _ in range(3):
        queue.issue("general")
    for _ in range(3):
        queue.call_next(counter=1)
        clock.advance(timedelta(minutes=30))
        queue.no_show(counter=1)
    assert not office.learning.learn()  # today is not over, and the month has nothing to learn of
    clock.advance(timedelta(days=8))  # the next month
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    queue.call_next(counter=1)
    tickets = [queue.issue("general") for _ in range(3)]
    before = queue.estimate(tickets[-1].id)
    with store.begin() as connection:  # sixty people who waited twice as long as was expected
        people = [(Line.GENERAL, (25.0 + each / 60, 2 * (25.0 + each / 60))) for each in range(60)]
        learnt.keep_waits(connection, office.id, OCTOBER_30, people)

    steps = 0
    while office.learning.learn():
        steps += 1
    assert not office.learning.learn()  # all is done today

    after, board = queue.estimate(tickets[-1].id), queue.board()
    assert before is not None
    assert after is not None
    with store.begin() as connection:
        known = learnt.known_days(connection, office.id, NOVEMBER, DECEMBER)
        kept = learnt.waits(connection, office.id, [MONDAY])
        at_first = learnt.latest_multipliers(connection, office.id, NOVEMBER)
    assert MONDAY in known
    assert steps == len(known)
    assert office.reports.lacking(MONDAY, max(known)) == 0  # no report waits for them
    assert [waited for _line, (_expected, waited) in kept] == [0, 30, 60]
    assert before.expected_min == after.expected_min > 20
    assert after.likely_min == pytest.approx(2 * before.likely_min, rel=0.01)
    assert after.low_min > before.low_min
    newcomer = board.lines[Line.GENERAL].wait
    assert newcomer is not None
    assert newcomer.likely_min == pytest.approx(2 * newcomer.expected_min, rel=0.01)
    assert at_first[Line.GENERAL] == MULTIPLIERS  # of nothing nothing was learnt
