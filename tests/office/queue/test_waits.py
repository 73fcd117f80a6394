"""What people are told of their wait: on the real office, the same wherever it is told."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest

from core.clock import FixedClock
from core.domain.ticket import Line
from core.errors import CounterBusy
from core.office import Office, Prospect
from tests.builders import local
from tests.conftest import SAMPLE_PIN
from tests.office.changes import change_settings

MINUTE = timedelta(minutes=1)
TWO_SERVICES = [
    {"key": "info", "names": {"es": "Información"}},
    {"key": "caja", "names": {"es": "Caja"}},
]


def go_to(clock: FixedClock, moment: str) -> datetime:
    """Let it be a `moment` of the week, such as `2026-11-24 16:50`."""
    clock.advance(local(moment) - clock.now())
    return clock.now()


def sign_in(office: Office, *usernames: str) -> None:
    for counter, username in enumerate(usernames, start=1):
        office.staff.sign_in(username, pin=SAMPLE_PIN, counter=counter)


def sign_in_busy(office: Office, *usernames: str) -> None:
    """Let each be on the telephone: nobody is called at once."""
    sign_in(office, *usernames)
    for counter in range(1, len(usernames) + 1):
        office.queue.serve_now(counter=counter, channel="phone")


def serve(office: Office, clock: FixedClock, minutes: float, *, counter: int = 1) -> None:
    office.queue.issue()
    office.queue.call_next(counter=counter)
    office.queue.start(counter=counter)
    clock.advance(minutes * MINUTE)
    office.queue.finish(counter=counter)


def told(office: Office) -> tuple[int, int] | None:
    """Return the range that the next general ticket is told."""
    wait = office.queue.estimate(office.queue.issue(outside_hours=True).id)
    return None if wait is None else (wait.low_min, wait.high_min)


# --- closed time is never added ----------------------------------------------------------------


@pytest.mark.parametrize("moment", ["2026-11-24 16:50", "2026-11-24 11:50", "2026-11-24 09:00"])
def test_a_wait_is_the_same_before_lunch_and_closing_as_in_the_morning(
    office: Office, clock: FixedClock, moment: str
) -> None:
    go_to(clock, moment)
    sign_in_busy(office, "ana")

    first = office.queue.estimate(office.queue.issue().id)

    assert first is not None
    # of eight minutes, and of those with priority who may come
    assert (first.low_min, first.high_min) == (0, 20)
    assert first.expected_min == pytest.approx(8 / 0.9)


def test_who_is_inside_at_closing_is_told_a_wait_and_not_a_night(
    office: Office, clock: FixedClock
) -> None:
    go_to(clock, "2026-11-24 16:55")
    sign_in(office, "ana", "beto", "carla")
    tickets = [office.queue.issue() for _ in range(8)]
    go_to(clock, "2026-11-24 17:05")

    wait = office.queue.estimate(tickets[-1].id)

    assert wait is not None
    assert wait.high_min <= 60
    assert office.queue.prospect(tickets[-1].id) == Prospect(7, wait.low_min, wait.high_min)


def test_who_is_inside_after_closing_waits_for_nobody_who_is_to_come(
    office: Office, clock: FixedClock
) -> None:
    def expected(moment: str) -> float:
        go_to(clock, moment)
        wait = office.queue.estimate(ticket.id)
        assert wait is not None
        return wait.expected_min

    go_to(clock, "2026-11-24 16:40")
    sign_in_busy(office, "ana")
    for _person in range(4):
        office.queue.issue()
    ticket = office.queue.issue()

    before, last_minutes, shut = map(
        expected, ("2026-11-24 16:41", "2026-11-24 16:55", "2026-11-24 17:01")
    )
    assert shut < last_minutes < before
    assert shut == 5 * 8.0


def test_a_newcomer_is_told_nothing_while_the_doors_are_shut(
    office: Office, clock: FixedClock
) -> None:
    sign_in(office, "ana")
    go_to(clock, "2026-11-23 12:30")

    lines = office.queue.board().lines

    assert [lines[line].wait for line in Line] == [None, None]


# --- who is at work ----------------------------------------------------------------------------


def test_who_forgot_to_sign_out_yesterday_works_no_more(office: Office, clock: FixedClock) -> None:
    sign_in(office, "ana", "beto")
    go_to(clock, "2026-11-24 08:10")

    assert told(office) is None
    assert office.queue.board().lines[Line.GENERAL].wait is None


def test_who_stayed_signed_in_overnight_works_again_once_they_sign_in(
    office: Office, clock: FixedClock
) -> None:
    sign_in(office, "ana", "beto")
    go_to(clock, "2026-11-24 08:00")
    office.queue.issue()

    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    office.queue.call_next(counter=2)

    wait = office.queue.estimate(office.queue.issue().id)
    assert wait is not None
    assert wait.high_min == 30  # one counter's, and nobody knows yet who will come with priority


def test_who_acted_only_before_midnight_works_no_more(office: Office, clock: FixedClock) -> None:
    sign_in(office, "ana")
    serve(office, clock, 5)
    go_to(clock, "2026-11-24 08:00")

    assert told(office) is None


def test_who_comes_under_the_next_date_of_a_day_that_stands_works(
    office: Office, clock: FixedClock
) -> None:
    for _ in range(3):
        office.queue.issue()
    clock.jump(timedelta(days=1))
    standing = office.clock.confirm(date(2026, 11, 24))

    sign_in(office, "ana", "beto")

    assert office.queue.board().day == standing == date(2026, 11, 23)
    assert told(office) is not None


def test_who_is_next_at_a_free_counter_is_not_told_to_wait_for_a_whole_service(
    office: Office,
) -> None:
    sign_in(office, "ana")
    newcomer = office.queue.board().lines[Line.GENERAL].wait

    assert newcomer is not None
    assert (newcomer.low_min, newcomer.high_min) == told(office) == (0, 10)
    assert told(office) != (0, 10), "the second waits for the first"
    office.queue.call_next(counter=1)
    assert office.queue.board().lines[Line.GENERAL].wait != newcomer


def test_a_counter_that_is_away_shortens_no_wait(office: Office) -> None:
    sign_in(office, "ana", "beto")
    assert told(office) == (0, 10)

    office.staff.step_away(counter=2, reason="lunch")
    assert told(office) != (0, 10)
    office.staff.step_away(counter=1, reason="lunch")

    assert told(office) is None


# --- how long a service takes ------------------------------------------------------------------


def test_a_service_left_open_overnight_makes_nobody_wait_longer(
    office: Office, clock: FixedClock
) -> None:
    sign_in(office, "ana")
    for _ in range(5):
        serve(office, clock, 4)
    go_to(clock, "2026-11-23 16:50")
    office.queue.issue()
    office.queue.call_next(counter=1)
    office.queue.start(counter=1)
    before = office.queue.estimate(office.queue.issue().id)
    go_to(clock, "2026-11-24 08:50")
    office.queue.issue()  # and so the day before ends, and ana is signed out
    sign_in(office, "ana")
    office.queue.finish(counter=1)
    office.queue.call_next(counter=1)

    after = office.queue.estimate(office.queue.issue().id)

    assert before is not None
    assert after is not None
    assert after.expected_min == pytest.approx(4.4 / 0.945, abs=0.1)
    assert before.expected_min == pytest.approx(after.expected_min, abs=0.1)


# --- who is ahead ------------------------------------------------------------------------------


def test_only_counters_that_serve_it_count_for_a_service(office: Office) -> None:
    change_settings(
        office,
        services=TWO_SERVICES,
        counters=[{"number": 1, "services": ["caja"]}, {"number": 2, "services": ["info"]}],
    )
    sign_in(office, "ana")
    for _ in range(3):
        office.queue.issue(service="caja")

    at_caja = office.queue.prospect(office.queue.issue(service="caja").id)
    at_info = office.queue.prospect(office.queue.issue(service="info").id)
    newcomer = office.queue.board().lines[Line.GENERAL]

    assert at_caja == Prospect(3, 20, 60)
    assert at_info == Prospect(0), "nobody is there who serves it, nor anybody before"
    assert newcomer.wait is not None, "of the service that is served"
    assert newcomer.ahead == newcomer.wait.ahead == 4


def test_what_is_sent_to_a_colleague_is_not_ahead_of_the_others(office: Office) -> None:
    sign_in(office, "ana", "beto")
    sent = office.queue.issue()
    office.queue.call_next(counter=1)
    office.queue.transfer(counter=1, to_counter=2)
    for counter in (1, 2):
        office.queue.serve_now(counter=counter, channel="phone")
    other = office.queue.issue()

    assert office.queue.prospect(sent.id).ahead == 0
    alone = office.queue.estimate(sent.id)
    assert alone is not None
    assert alone.high_min == 20  # one counter's
    # Counter 1 will call the other at once, counter 2 the one kept for it.
    assert office.queue.prospect(other.id).ahead == 0


def test_a_ticket_of_yesterday_waits_no_more(office: Office, clock: FixedClock) -> None:
    sign_in(office, "ana")
    ticket = office.queue.issue()
    go_to(clock, "2026-11-24 08:00")

    assert office.queue.estimate(ticket.id) is None
    assert office.queue.prospect(ticket.id) == Prospect()


# --- those with priority who are to come -------------------------------------------------------


@pytest.mark.parametrize(
    "come",
    [
        lambda office: office.queue.issue("preferential"),
        lambda office: office.queue.arrive(counter=3),
        lambda office: office.queue.serve_now(counter=3, line="preferential"),
    ],
)
def test_whoever_came_with_priority_in_the_last_hour_lets_a_general_expect_more(
    office: Office, clock: FixedClock, come: Callable[[Office], object]
) -> None:
    def expected_min() -> float:
        wait = office.queue.board().lines[Line.GENERAL].wait
        assert wait is not None
        return wait.expected_min / (wait.ahead + 1)

    sign_in_busy(office, "ana", "beto", "carla")
    clock.advance(60 * MINUTE)
    before = expected_min()
    office.queue.finish(counter=3)

    come(office)

    with suppress(CounterBusy):
        office.queue.serve_now(counter=3, channel="phone")

    assert expected_min() == pytest.approx(before * (1 - 0.2 / 3 / 2) / (1 - 0.3 / 3 / 2))
    clock.advance(61 * MINUTE)
    assert expected_min() == pytest.approx(before)


def test_who_calls_by_telephone_lets_nobody_expect_more(office: Office) -> None:
    sign_in(office, "ana", "beto")
    before = office.queue.board().lines[Line.GENERAL].wait

    office.queue.serve_now(counter=2, line="preferential", channel="phone")

    assert office.queue.board().lines[Line.GENERAL].wait == before


# --- one source --------------------------------------------------------------------------------


@pytest.mark.parametrize("line", Line)
def test_the_hall_says_what_the_next_ticket_is_told(
    office: Office, clock: FixedClock, line: Line
) -> None:
    sign_in(office, "ana", "beto", "carla")
    for minutes in (3, 5, 9, 4, 6, 12):
        serve(office, clock, minutes)
    for each in ("general", "preferential", "general", "general", "preferential", "general"):
        office.queue.issue(each)

    newcomer = office.queue.board().lines[line]
    ticket = office.queue.issue(line)

    assert newcomer.wait is not None
    assert office.queue.estimate(ticket.id) == newcomer.wait
    assert newcomer.ahead == (6 if line is Line.GENERAL else 2)
    assert office.queue.prospect(ticket.id) == Prospect(
        newcomer.ahead, newcomer.wait.low_min, newcomer.wait.high_min
    )
