import math
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.estimate import (
    Band,
    Multipliers,
    WaitEstimate,
    ahead_of,
    as_range,
    estimate,
    expected_wait,
    service_time,
)
from core.domain.hours import Closure, Hours, closed_between
from core.domain.policy import call_order
from core.domain.ticket import Line, Ticket
from tests.builders import a_ticket, local, san_andres_hours
from tests.domain.strategies import halls, hours, instants

SAN_ANDRES = san_andres_hours()
MORNING = local("2026-11-24 09:00")

services = st.lists(st.floats(min_value=0.5, max_value=60), max_size=30)
counts = st.integers(min_value=0, max_value=60)


# --- who is ahead ------------------------------------------------------------------------------


def test_a_general_has_both_lines_ahead_and_a_preferential_only_its_own() -> None:
    assert ahead_of(Line.GENERAL, general_waiting=4, preferential_waiting=2) == 6
    assert ahead_of(Line.PREFERENTIAL, general_waiting=4, preferential_waiting=2) == 2


@given(halls())
def test_a_ticket_has_as_many_ahead_as_are_called_before_it(hall: tuple[Ticket, ...]) -> None:
    for line in Line:
        ticket = a_ticket(1_000, line=line)
        waiting = {each: sum(other.line is each for other in hall) for each in Line}

        ahead = ahead_of(line, waiting[Line.GENERAL], waiting[Line.PREFERENTIAL])

        assert call_order([*hall, ticket])[ahead] == ticket


# --- how long a service takes ------------------------------------------------------------------


@pytest.mark.parametrize("known", [[], [1.0], [1.0, 2.0, 3.0, 4.0]])
def test_eight_minutes_are_assumed_until_five_services_are_known(known: list[float]) -> None:
    assert service_time(known) == 8.0


@pytest.mark.parametrize(
    ("known", "minutes"),
    [
        ([6.0] * 5, 6.4),
        ([1.0, 2.0, 3.0, 4.0, 10.0], 4.4),  # too few to leave one out
        ([6.0] * 9 + [240.0], 6.4),  # one forgotten on screen does not count
        ([0.1, 0.1, *[7.0] * 16, 99.0, 99.0], 7.4),
        ([0.0] + [5.0] * 10 + [6.0] * 10, 5.9),  # only the latest twenty
    ],
)
def test_a_service_takes_the_trimmed_mean_of_the_latest_twenty_and_a_little(
    known: list[float], minutes: float
) -> None:
    assert service_time(known) == pytest.approx(minutes)


# --- the wait ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "counters", "expected_min"), [(0, 1, 8), (5, 3, 16), (5, 2, 24), (11, 3, 32)]
)
def test_a_wait_is_that_of_those_ahead_and_oneself_shared_by_the_counters(
    ahead: int, counters: int, expected_min: float
) -> None:
    assert expected_wait(ahead, counters, []) == expected_min


def test_without_a_counter_there_is_no_estimate() -> None:
    assert expected_wait(3, 0, []) is None
    assert estimate(3, 0, [], MORNING, SAN_ANDRES) is None


@pytest.mark.parametrize(
    ("expected_min", "low_high"),
    [
        (0, (0, 10)),
        (4.99, (0, 10)),
        (5, (0, 10)),  # 1.75 to 10
        (9.99, (0, 20)),  # 3.5 to 19.98
        (10, (5, 20)),  # 5.7 to 19
        (19.99, (10, 40)),  # 11.4 to 38.0
        (20, (10, 35)),  # 13.6 to 32.6
        (25, (15, 45)),  # exactly 17 to 40.75
        (39.99, (25, 70)),  # 27.2 to 65.2
        (40, (25, 55)),  # 26.8 to 54.4
        (100, (65, 140)),  # 67 to 136
        (125, (80, 170)),  # 83.75 to exactly 170
    ],
)
def test_a_range_is_the_expected_wait_by_its_multipliers_rounded_outward(
    expected_min: float, low_high: tuple[int, int]
) -> None:
    assert as_range(expected_min) == low_high


def test_an_office_may_fit_its_own_multipliers() -> None:
    own = Multipliers((Band(30, 0.5, 1.5), Band(math.inf, 0.8, 1.2)))

    assert as_range(20, own) == (10, 30)
    assert as_range(50, own) == (40, 60)
    assert estimate(4, 2, [], MORNING, SAN_ANDRES, multipliers=own) == WaitEstimate(10, 30, 4, 20)


def test_the_last_multipliers_have_no_limit_even_if_they_name_one() -> None:
    assert as_range(90, Multipliers((Band(30, 0.5, 1.5),))) == (45, 135)


def test_the_range_of_a_wait_within_the_morning_is_as_it_is() -> None:
    assert estimate(5, 3, [], MORNING, SAN_ANDRES) == WaitEstimate(
        low_min=5, high_min=35, ahead=5, expected_min=16
    )


@pytest.mark.parametrize(
    ("at", "low_high", "expected_min"),
    [
        ("11:50", (5, 95), 76),  # 9.12 and 30.4 minutes: one before lunch, one after it
        ("11:55", (65, 95), 76),
        ("12:30", (35, 65), 46),  # the afternoon begins in 30
        ("07:30", (35, 65), 46),  # outside hours: the morning begins in 30
        ("16:55", (905, 935), 916),  # closing: until eight next morning
    ],
)
def test_closed_time_is_added_to_a_wait_that_meets_it(
    at: str, low_high: tuple[int, int], expected_min: float
) -> None:
    found = estimate(5, 3, [], local(f"2026-11-24 {at}"), SAN_ANDRES)

    assert found == WaitEstimate(*low_high, 5, expected_min)


def test_an_office_that_will_not_open_gives_no_estimate() -> None:
    assert estimate(0, 1, [], MORNING, san_andres_hours(week={})) is None


def test_a_short_wait_may_end_at_once_and_may_meet_lunch() -> None:
    found = estimate(0, 4, [], local("2026-11-24 11:59:30"), SAN_ANDRES)

    assert found == WaitEstimate(0, 70, 0, 62)


def test_a_wait_whose_end_is_out_of_sight_has_no_estimate() -> None:
    closures = tuple(Closure(date(2026, 11, 25) + timedelta(days=day)) for day in range(366))
    last_day = san_andres_hours(closures=closures)

    assert estimate(5, 3, [], local("2026-11-24 16:00"), last_day) is not None
    assert estimate(5, 3, [], local("2026-11-24 16:40"), last_day) is None  # may be later than 17


@given(counts, st.integers(min_value=1, max_value=9), services, instants(), hours())
def test_an_estimate_is_the_open_time_expected_and_the_closed_time_it_meets(
    ahead: int, counters: int, known: list[float], at: datetime, office: Hours
) -> None:
    open_min = expected_wait(ahead, counters, known)
    assert open_min is not None

    found = estimate(ahead, counters, known, at, office)

    if found is not None:
        ends_at = at + timedelta(minutes=found.expected_min)
        closed_min = closed_between(at, ends_at, office) / timedelta(minutes=1)
        assert found.expected_min == pytest.approx(open_min + closed_min, abs=1e-4)
        assert found.low_min <= found.expected_min <= found.high_min
        assert found.low_min % 5 == found.high_min % 5 == 0


@given(st.floats(min_value=0, max_value=500))
def test_a_range_holds_what_is_expected_in_steps_of_five(expected_min: float) -> None:
    low, high = as_range(expected_min)

    assert 0 <= low <= expected_min <= high
    assert low < high
    assert low % 5 == high % 5 == 0
