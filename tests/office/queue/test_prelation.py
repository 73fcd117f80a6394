"""Priority given at once: how many within the target, and what it cost the others."""

from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.office import Office
from tests.office.changes import change_settings


@pytest.fixture
def direct(staffed_office: Office) -> Office:
    change_settings(staffed_office, mode="direct")
    return staffed_office


def test_priority_is_judged_by_its_target_and_by_what_it_adds(
    direct: Office, clock: FixedClock
) -> None:
    queue = direct.queue
    queue.serve_now(counter=1)
    for wait_s in (0, 60, 61):
        queue.arrive(counter=2)
        clock.advance(timedelta(seconds=wait_s))
        queue.hold(counter=1, reason="preferential")
        queue.call_next(counter=1)
        clock.advance(timedelta(minutes=3))
        queue.finish(counter=1)
        queue.resume(counter=1)
    queue.hold(counter=1, reason="preferential")
    clock.advance(timedelta(minutes=1))

    today = direct.reports.prelation()

    assert (today.judged, today.in_time) == (3, 2)
    assert today.added_min == pytest.approx(10)


def test_a_hold_or_an_absence_for_another_reason_is_not_laid_on_priority(
    direct: Office, clock: FixedClock
) -> None:
    queue, staff = direct.queue, direct.staff
    queue.serve_now(counter=1)
    queue.hold(counter=1, reason="document")
    clock.advance(timedelta(minutes=20))
    queue.resume(counter=1)
    staff.step_away(counter=1, reason="lunch", customer_agreed=True)
    clock.advance(timedelta(minutes=30))
    staff.come_back(counter=1)
    queue.finish(counter=1)

    assert direct.reports.prelation().added_min == 0


def test_who_waits_while_one_who_came_later_is_served_waits_because_of_priority(
    direct: Office, clock: FixedClock
) -> None:
    queue = direct.queue
    queue.issue()
    for counter in (1, 2):  # at two desks at once: the same minutes
        queue.serve_now(counter=counter, line="preferential")
    queue.issue()  # came after them
    clock.advance(timedelta(minutes=3))
    queue.finish(counter=1)
    clock.advance(timedelta(minutes=1))
    queue.finish(counter=2)
    clock.advance(timedelta(minutes=5))  # nobody with priority is left

    assert direct.reports.prelation().added_min == 4


def test_a_no_show_may_be_reinstated_for_a_while(staffed_office: Office, clock: FixedClock) -> None:
    queue = staffed_office.queue
    for counter in (1, 2):
        queue.issue()
        queue.call_next(counter=counter)
        queue.no_show(counter=counter)
        clock.advance(timedelta(minutes=8))

    assert [ticket.code for ticket in queue.missed()] == ["A-002"]

    queue.reinstate(code="A-002")
    queue.call_next(counter=1)
    queue.no_show(counter=1)
    assert queue.missed() == ()  # once is enough
