import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.estimate import (
    BETWEEN_SERVICES_MIN,
    Band,
    Multipliers,
    Pace,
    WaitEstimate,
    arrivals_per_min,
    as_range,
    estimate,
    estimates,
    people_ahead,
    service_time,
    widest,
)
from core.domain.order.policy import call_order
from core.domain.order.reach import Need, Reach
from core.domain.ticket import CounterNumber, Line, ServiceKey, Ticket
from tests.builders import SERVICE, a_ticket
from tests.domain.strategies import halls

CAJA = ServiceKey("caja")
GENERAL, PREFERENTIAL = (Need(line, SERVICE) for line in Line)
AT_CAJA = Need(Line.GENERAL, CAJA)

services = st.lists(st.floats(min_value=0.5, max_value=60), max_size=30)


def counters(*services: Sequence[ServiceKey], absent: int | None = None) -> tuple[Reach, ...]:
    """Return what a counter for each of `services` may call; none of them means all.

    Somebody is at each, but for the counter `absent`.
    """
    numbers = [CounterNumber(number) for number in range(1, len(services) + 1)]
    return tuple(
        Reach(
            number,
            tuple(key for key in (SERVICE, CAJA) if own and key not in own),
            tuple(other for other in numbers if other not in {number, absent}),
        )
        for number, own in zip(numbers, services, strict=True)
    )


def ahead(need: Need, before: Sequence[Need], *services: Sequence[ServiceKey]) -> int | None:
    return people_ahead(need, before, counters(*services))


# --- who is ahead ------------------------------------------------------------------------------


def test_a_general_has_both_lines_ahead_and_a_preferential_only_its_own() -> None:
    waiting = [GENERAL] * 4 + [PREFERENTIAL] * 2

    assert ahead(GENERAL, waiting, (), ()) == 6
    assert ahead(PREFERENTIAL, waiting, (), ()) == 2


@given(halls(), st.integers(min_value=1, max_value=4))
def test_a_ticket_has_as_many_ahead_as_are_called_before_it(
    hall: tuple[Ticket, ...], desks: int
) -> None:
    for line in Line:
        ticket = a_ticket(1_000, line=line)
        before = [Need(each.line, each.service) for each in hall]

        found = ahead(Need(line, SERVICE), before, *[()] * desks)

        assert found is not None
        assert call_order([*hall, ticket])[found] == ticket


def test_who_only_others_may_call_is_not_ahead() -> None:
    waiting = [AT_CAJA] * 5 + [GENERAL] * 2

    assert ahead(GENERAL, waiting, (SERVICE,), (CAJA,)) == 2
    assert ahead(AT_CAJA, waiting, (SERVICE,), (CAJA,)) == 5


def test_a_colleague_takes_a_part_of_those_ahead() -> None:
    # Counter 1 calls A, A, A and then the one at caja; counter 2 has called the others.
    assert ahead(AT_CAJA, [GENERAL] * 6, (), (SERVICE,)) == 3
    # Counter 1 calls one of caja; counter 2 may call nobody but the newcomer.
    assert ahead(GENERAL, [AT_CAJA] * 6, (), (SERVICE,)) == 1


def test_what_is_kept_for_a_colleague_is_not_ahead_of_others_while_they_are_there() -> None:
    kept = Need(Line.PREFERENTIAL, SERVICE, CounterNumber(2))
    kept_for_one = Need(Line.GENERAL, SERVICE, CounterNumber(1))

    assert ahead(kept, [kept, GENERAL], (), ()) == 1
    assert people_ahead(GENERAL, [kept] * 4, counters((), (), absent=2)[:1]) == 4
    assert ahead(kept_for_one, [kept] * 4, (), ()) == 0


def test_nobody_is_ahead_of_who_cannot_be_called() -> None:
    assert ahead(AT_CAJA, [AT_CAJA], (SERVICE,)) is None
    assert ahead(GENERAL, [GENERAL]) is None


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
    ("before", "desks", "expected_min"), [(0, 1, 8), (5, 3, 16), (5, 2, 24), (11, 3, 32)]
)
def test_a_wait_is_that_of_those_ahead_and_oneself_shared_by_the_counters(
    before: int, desks: int, expected_min: float
) -> None:
    found = estimate(PREFERENTIAL, [PREFERENTIAL] * before, Pace(counters(*[()] * desks)))

    assert found is not None
    assert (found.expected_min, found.ahead) == (expected_min, before)


@pytest.mark.parametrize(
    ("arrivals", "open_min", "per_min"),
    [(0, 60, 2 / 80), (6, 60, 0.1), (0, 0, 0.1), (2, 20, 0.1), (6, 300, 0.1)],
)
def test_arrivals_are_those_of_the_last_open_hour_and_a_few_taken_for_granted(
    arrivals: int, open_min: float, per_min: float
) -> None:
    assert arrivals_per_min(arrivals, open_min) == pytest.approx(per_min)


@pytest.mark.parametrize(
    ("arrivals", "open_min", "longer"),
    [
        (0, 60, 1 / (1 - 0.1 / 2)),  # 2 in 80 minutes, of 8 each, at 2 counters
        (6, 60, 1 / (1 - 0.4 / 2)),
        (0, 0, 1 / (1 - 0.4 / 2)),  # the doors have just opened
        (30, 60, 1 / 0.6),  # no more than four fifths of the counters
    ],
)
def test_a_general_waits_longer_by_those_with_priority_who_are_to_come(
    arrivals: int, open_min: float, longer: float
) -> None:
    pace = Pace(counters((), ()), (), {SERVICE: arrivals}, open_min)

    general = estimate(GENERAL, [GENERAL] * 5, pace)
    preferential = estimate(PREFERENTIAL, [PREFERENTIAL] * 5, pace)

    assert general is not None
    assert preferential is not None
    assert preferential.expected_min == 24
    assert general.expected_min == pytest.approx(24 * longer)


@pytest.mark.parametrize(
    ("coming_min", "expected_min"),
    [(math.inf, 30), (60, 30), (30, 30), (10, 24 + 0.2 * 10), (0, 24)],
)
def test_once_the_doors_are_shut_nobody_comes_who_goes_before(
    coming_min: float, expected_min: float
) -> None:
    pace = Pace(counters((), ()), (), {SERVICE: 6}, coming_min=coming_min)

    found = estimate(GENERAL, [GENERAL] * 5, pace)

    assert found is not None
    assert found.expected_min == pytest.approx(expected_min)


def test_those_with_priority_whom_others_serve_make_nobody_wait() -> None:
    def expected(preferentials: dict[ServiceKey, int], *desks: Sequence[ServiceKey]) -> float:
        found = estimate(GENERAL, [], Pace(counters(*desks), (), preferentials))
        assert found is not None
        return found.expected_min

    nobody_came = expected({}, (SERVICE,), (CAJA,))

    assert expected({CAJA: 6}, (SERVICE,), (CAJA,)) == nobody_came
    assert expected({SERVICE: 6}, (SERVICE,), (CAJA,)) > nobody_came
    # a service that was taken out is every counter's
    assert expected({ServiceKey("gone"): 6}, (SERVICE,), (CAJA,)) > nobody_came
    # of caja's two counters this one takes half
    assert expected({CAJA: 2}, (), (CAJA,)) == pytest.approx(8 / (1 - 3 / 80 * 8 / 2))


def test_who_is_next_at_a_free_counter_is_called_now() -> None:
    desks = counters((), (CAJA,))
    free = Pace(desks, free=frozenset({desks[0].counter}))

    found = estimate(GENERAL, [], free)

    assert found is not None
    assert (found.low_min, found.high_min, found.expected_min) == (0, 10, BETWEEN_SERVICES_MIN)
    assert estimate(GENERAL, [GENERAL], free) == estimate(GENERAL, [GENERAL], Pace(desks))
    # the counter that is free has somebody else to call first
    both = counters((SERVICE,), ())
    busy_first = Pace(both, free=frozenset({both[1].counter}))
    assert estimate(AT_CAJA, [GENERAL], busy_first) == estimate(AT_CAJA, [GENERAL], Pace(both))
    # the counter that is free does not serve it
    assert estimate(AT_CAJA, [], Pace(counters((SERVICE,), (CAJA,)), free=free.free)) == estimate(
        AT_CAJA, [], Pace(counters((SERVICE,), (CAJA,)))
    )


def test_without_a_counter_that_may_serve_it_there_is_no_estimate() -> None:
    assert estimate(GENERAL, [GENERAL], Pace(())) is None
    assert estimate(AT_CAJA, [GENERAL], Pace(counters((SERVICE,)))) is None


def test_only_counters_that_may_serve_it_shorten_a_wait() -> None:
    found = estimate(AT_CAJA, [AT_CAJA] * 2, Pace(counters((), (SERVICE,), (SERVICE,))))

    assert found is not None
    assert found.expected_min >= 3 * 8


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
    pace = Pace(counters((), ()))

    assert as_range(20, own) == (10, 30)
    assert as_range(50, own) == (40, 60)
    found = estimate(PREFERENTIAL, [PREFERENTIAL] * 4, pace, multipliers=own)
    assert found == WaitEstimate(10, 30, 4, 20, 20)


def test_the_last_multipliers_have_no_limit_even_if_they_name_one() -> None:
    assert as_range(90, Multipliers((Band(30, 0.5, 1.5),))) == (45, 135)


def test_the_widest_of_several_holds_for_each() -> None:
    near, far = WaitEstimate(0, 10, 1, 4.0, 3.0), WaitEstimate(15, 45, 7, 25.0, 26.0)

    assert widest([near, far]) == WaitEstimate(0, 45, 7, 25.0, 26.0)
    assert widest([near]) == near
    assert widest([]) is None


@given(
    st.sampled_from([GENERAL, PREFERENTIAL]),
    st.lists(st.sampled_from([GENERAL, PREFERENTIAL, AT_CAJA]), max_size=40),
    services,
    st.integers(min_value=0, max_value=60),
)
def test_an_estimate_is_within_its_range_and_no_counter_more_makes_it_longer(
    need: Need, before: list[Need], known: list[float], came: int
) -> None:
    def found(desks: int) -> WaitEstimate:
        pace = Pace(counters(*[()] * desks), tuple(known), {SERVICE: came})
        wait = estimate(need, before, pace)
        assert wait is not None
        return wait

    assert found(2).low_min <= found(2).expected_min <= found(2).high_min
    assert found(3).expected_min < found(2).expected_min
    assert found(3).ahead == found(2).ahead


@given(st.floats(min_value=0, max_value=500))
def test_a_range_holds_what_is_expected_in_steps_of_five(expected_min: float) -> None:
    low, high = as_range(expected_min)

    assert 0 <= low <= expected_min <= high
    assert low < high
    assert low % 5 == high % 5 == 0


@given(halls(), st.lists(st.sampled_from([(), (SERVICE,), (CAJA,)]), max_size=3), st.booleans())
def test_everybody_at_once_is_told_what_each_would_be(
    hall: Sequence[Ticket], work: list[tuple[ServiceKey, ...]], is_free: bool
) -> None:
    reaches = counters(*work)
    pace = Pace(reaches, free=frozenset({CounterNumber(1)} if is_free else ()))
    needs = [Need(each.line, each.service, each.for_counter) for each in hall]

    alone = [
        estimate(need, [*(o for o in needs if o.line is not need.line), *before], pace)
        for at, need in enumerate(needs)
        for before in [[other for other in needs[:at] if other.line is need.line]]
    ]

    assert list(estimates(needs, pace)) == alone
