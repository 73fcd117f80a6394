"""After closing: a turn is shown while somebody is still served, and then when the doors open."""

from datetime import UTC, datetime

import pytest

from core.clock import FixedClock
from core.office import Office
from tests.conftest import SAMPLE_PIN
from tests.display.builders import Hall, issue_and_call, on_sqlite, wait_for_call
from tests.display.conftest import NewHall

pytestmark = on_sqlite
BEFORE_CLOSING = datetime(2026, 11, 23, 21, 50, tzinfo=UTC)  # 16:50 in San Andrés
BEFORE_LUNCH = datetime(2026, 11, 23, 16, 55, tzinfo=UTC)
MINUTE = 60


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> FixedClock:
    return FixedClock(getattr(request, "param", BEFORE_CLOSING))


def later(hall: Hall, minutes: float) -> None:
    """Let time pass with the display on, and let it read the office."""
    hall.pass_(12)  # a turn ends
    hall.seconds.pass_(minutes * MINUTE)
    hall.presenter.tick()
    hall.wait(lambda: hall.presenter.silent_s < 1 and hall.presenter.is_idle)


def test_after_closing_a_turn_stays_until_nobody_is_served_any_more(
    new_hall: NewHall, staffed_office: Office
) -> None:
    hall = new_hall()
    first = issue_and_call(staffed_office)
    wait_for_call(hall, first.code)
    hall.pass_(12)
    last = issue_and_call(staffed_office, counter=2)
    wait_for_call(hall, last.code)
    staffed_office.queue.start(counter=2)
    staffed_office.queue.no_show(counter=1)
    later(hall, 15)
    served = (hall.current, [call.code for call in hall.shown.earlier])

    staffed_office.queue.finish(counter=2, outcome="resolved")
    later(hall, 1)

    assert served == (last.code, [first.code])
    assert (hall.current, hall.shown.earlier) == (None, ())
    assert hall.shown.opening is not None
    assert not hall.shown.opening.is_open


def test_somebody_forgotten_at_a_counter_is_no_turn_at_night(
    new_hall: NewHall, staffed_office: Office
) -> None:
    hall = new_hall()
    wait_for_call(hall, issue_and_call(staffed_office).code)
    staffed_office.queue.start(counter=1)

    later(hall, 3 * MINUTE)

    assert (hall.current, hall.shown.earlier) == (None, ())


@pytest.mark.parametrize("clock", [BEFORE_LUNCH], indirect=True)
def test_at_lunch_the_last_turn_of_the_morning_is_gone(
    new_hall: NewHall, staffed_office: Office
) -> None:
    hall = new_hall()
    wait_for_call(hall, issue_and_call(staffed_office).code)
    staffed_office.queue.no_show(counter=1)

    later(hall, 10)

    assert hall.current is None


def test_a_call_after_closing_is_shown_and_spoken_as_any_other(
    new_hall: NewHall, staffed_office: Office
) -> None:
    hall = new_hall()
    waits = staffed_office.queue.issue()
    later(hall, 15)

    staffed_office.queue.call_next(counter=3)

    wait_for_call(hall, waits.code)
    assert hall.shown.is_calling


def test_a_display_that_starts_in_the_evening_shows_no_turn_of_the_afternoon(
    new_hall: NewHall, staffed_office: Office, clock: FixedClock
) -> None:
    issue_and_call(staffed_office)
    staffed_office.queue.no_show(counter=1)
    clock.advance(BEFORE_CLOSING.replace(hour=23) - BEFORE_CLOSING)

    assert new_hall().current is None


def test_while_the_doors_are_open_a_turn_is_gone_after_an_hour(
    new_hall: NewHall, staffed_office: Office, clock: FixedClock
) -> None:
    clock.advance(datetime(2026, 11, 24, 13, 5, tzinfo=UTC) - BEFORE_CLOSING)  # Tuesday, 8:05
    staffed_office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    hall = new_hall()
    wait_for_call(hall, issue_and_call(staffed_office).code)
    staffed_office.queue.no_show(counter=1)
    later(hall, 50)
    soon = hall.current

    later(hall, 15)

    assert soon is not None
    assert hall.current is None
