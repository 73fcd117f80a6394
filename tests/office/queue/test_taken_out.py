"""An older turnos let counters and services be taken out while in use: everybody gets out of it."""

import pytest

from core.domain.ticket import State
from core.errors import CounterBusy, CounterTaken, UnknownCounter
from core.office import Office
from tests.conftest import SAMPLE_PIN
from tests.office.changes import leave_settings, nothing_changes

TWO_COUNTERS = [{"number": 1}, {"number": 2}]
TWO_SERVICES = [
    {"key": "info", "names": {"es": "Información"}},
    {"key": "filing", "names": {"es": "Radicación"}},
]


def take_out_counter_3(office: Office) -> None:
    """Leave counters 1 and 2; carla is at counter 3."""
    leave_settings(office, counters=TWO_COUNTERS)


def test_a_ticket_at_a_counter_that_is_gone_is_served_to_its_end(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=3)
    take_out_counter_3(staffed_office)

    queue.recall(counter=3)
    queue.start(counter=3)
    queue.hold(counter=3, reason="document")
    queue.resume(counter=3)
    assert queue.at_counter(3) is not None
    done = queue.finish(counter=3)

    assert (done.state, done.staff) == (State.FINISHED, "carla")


def test_a_counter_that_is_gone_begins_nothing_new(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()
    arrived = queue.arrive(counter=3)
    take_out_counter_3(staffed_office)

    with nothing_changes(staffed_office):
        with pytest.raises(UnknownCounter, match="1, 2"):
            queue.call_next(counter=3)
        with pytest.raises(UnknownCounter):
            queue.call(counter=3, code="A-001", reason="leader")
        with pytest.raises(UnknownCounter):
            queue.serve_now(counter=3)
        with pytest.raises(UnknownCounter):
            queue.arrive(counter=3)
        with pytest.raises(UnknownCounter):
            queue.attend(counter=3, ticket=arrived.id)
    with nothing_changes(staffed_office), pytest.raises(UnknownCounter):
        queue.hold(counter=9, reason="never there")


def test_whoever_is_at_a_counter_that_is_gone_signs_in_elsewhere(staffed_office: Office) -> None:
    take_out_counter_3(staffed_office)
    staffed_office.staff.sign_out(counter=1)

    session = staffed_office.staff.sign_in("carla", pin=SAMPLE_PIN, counter=1)

    assert session.counter == 1
    assert [each.number for each in staffed_office.queue.board().counters] == [1, 2]


def test_whoever_is_at_a_counter_that_is_gone_signs_out(staffed_office: Office) -> None:
    take_out_counter_3(staffed_office)
    staffed_office.staff.step_away(counter=3, reason="lunch")
    staffed_office.staff.come_back(counter=3)

    staffed_office.staff.sign_out(counter=3)

    with pytest.raises(UnknownCounter):
        staffed_office.staff.sign_in("carla", pin=SAMPLE_PIN, counter=3)


def test_whoever_left_a_ticket_at_a_counter_that_is_gone_finishes_it_there_first(
    staffed_office: Office,
) -> None:
    staffed_office.queue.serve_now(counter=3)
    take_out_counter_3(staffed_office)
    staffed_office.staff.sign_out(counter=1)

    with nothing_changes(staffed_office), pytest.raises(CounterBusy, match="Counter 3"):
        staffed_office.staff.sign_in("carla", pin=SAMPLE_PIN, counter=1)
    staffed_office.staff.sign_in("carla", pin=SAMPLE_PIN, counter=3)
    staffed_office.queue.finish(counter=3)

    assert staffed_office.staff.sign_in("carla", pin=SAMPLE_PIN, counter=1).counter == 1


def test_a_colleague_takes_over_what_is_at_a_counter_that_is_gone(staffed_office: Office) -> None:
    staffed_office.queue.serve_now(counter=3)
    take_out_counter_3(staffed_office)

    with pytest.raises(CounterTaken):
        staffed_office.staff.sign_in("lider", pin=SAMPLE_PIN, counter=3)
    staffed_office.staff.sign_in("lider", pin=SAMPLE_PIN, counter=3, take_over=True)

    assert staffed_office.queue.finish(counter=3).staff == "lider"


def test_the_board_shows_a_counter_that_is_gone_until_it_has_nothing_left(
    staffed_office: Office,
) -> None:
    staffed_office.queue.serve_now(counter=3)
    take_out_counter_3(staffed_office)

    [left] = [each for each in staffed_office.queue.board().counters if each.number == 3]
    assert left.staff == "carla"
    assert left.ticket is not None
    staffed_office.queue.finish(counter=3)
    staffed_office.staff.sign_out(counter=3)
    assert [each.number for each in staffed_office.queue.board().counters] == [1, 2]


def test_who_is_kept_for_a_counter_that_is_gone_is_called_by_any(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=1)
    queue.transfer(counter=1, to_counter=3)
    take_out_counter_3(staffed_office)

    called = queue.call_next(counter=2)

    assert called is not None
    assert called.code == "A-001"


@pytest.mark.parametrize("counter", [1, 2])
def test_who_waits_for_a_service_that_is_gone_is_called_by_any(
    staffed_office: Office, counter: int
) -> None:
    bound = [{"number": 1, "services": ["info"]}, {"number": 2, "services": ["info"]}]
    leave_settings(staffed_office, services=TWO_SERVICES, counters=TWO_COUNTERS)
    staffed_office.queue.issue(service="filing")
    leave_settings(staffed_office, services=TWO_SERVICES[:1], counters=bound)

    called = staffed_office.queue.call_next(counter=counter)

    assert called is not None
    assert called.service == "filing"


def test_who_waits_for_a_service_that_no_counter_serves_is_called_by_any(
    staffed_office: Office,
) -> None:
    bound = [{"number": 1, "services": ["info"]}, {"number": 2, "services": ["info"]}]
    leave_settings(staffed_office, services=TWO_SERVICES, counters=bound)
    staffed_office.queue.issue(service="filing")

    assert staffed_office.queue.call_next(counter=2) is not None


def test_who_waits_for_a_colleague_who_goes_to_lunch_is_called_by_another(
    staffed_office: Office,
) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=1)
    queue.transfer(counter=1, to_counter=2)
    assert queue.call_next(counter=3) is None, "she is there"

    staffed_office.staff.step_away(counter=2, reason="lunch")
    assert [each.code for each in queue.waiting_for(3)] == ["A-001"]
    staffed_office.staff.come_back(counter=2)
    assert queue.waiting_for(3) == (), "she is back, and nobody called it meanwhile"
    staffed_office.staff.step_away(counter=2, reason="lunch")

    called = queue.call_next(counter=3)
    assert called is not None
    assert called.code == "A-001"


def test_who_was_sent_to_a_colleague_is_called_there_whatever_she_serves(
    staffed_office: Office,
) -> None:
    bound = [{"number": 1, "services": ["info"]}, {"number": 2, "services": ["filing"]}]
    leave_settings(staffed_office, services=TWO_SERVICES, counters=bound)
    staffed_office.queue.issue(service="info")
    staffed_office.queue.call_next(counter=1)
    staffed_office.queue.transfer(counter=1, to_counter=2)

    called = staffed_office.queue.call_next(counter=2)

    assert called is not None
    assert called.code == "A-001"
