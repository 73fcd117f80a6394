from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reports.chart.ticks import ticks_for

VALUES = st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 6))


@given(VALUES, VALUES, st.integers(0, 3), st.integers(1, 8))
def test_ticks_are_round_numbers_around_all_values(
    one: float, other: float, digits: int, at_most: int
) -> None:
    least, most = sorted((one, other))

    ticks = ticks_for(least, most, digits=digits, at_most=at_most)

    steps = {
        round(high - low, ticks.digits)
        for low, high in zip(ticks.values, ticks.values[1:], strict=False)
    }
    assert len(steps) == 1
    step = Fraction(str(steps.pop()))
    mantissa = step / Fraction(10) ** (len(str(int(step))) - 1)
    while mantissa < 1:
        mantissa *= 10
    assert mantissa in {1, 2, 5}
    slack = float(step) * 1e-6
    assert ticks.low <= least + slack
    assert ticks.high >= most - slack
    assert 2 <= len(ticks.values) <= at_most + 3
    assert all(
        abs(value / float(step) - round(value / float(step))) < 1e-3 for value in ticks.values
    )


@pytest.mark.parametrize(
    ("most", "at_most", "values"),
    [
        (134, 3, (0, 50, 100, 150)),
        (24, 3, (0, 10, 20, 30)),
        (15, 3, (0, 5, 10, 15)),
        (3, 5, (0, 1, 2, 3)),
        (0, 5, (0, 1)),
    ],
)
def test_a_count_has_whole_ticks(most: float, at_most: int, values: tuple[float, ...]) -> None:
    assert ticks_for(0, most, at_most=at_most).values == values


def test_an_axis_of_percents_ends_at_100() -> None:
    assert ticks_for(0, 96, at_most=5, is_percent=True).high == 100
    assert ticks_for(74, 96, at_most=4, is_percent=True).values == (70, 80, 90, 100)
