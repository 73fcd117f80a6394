"""What an office learns of the waits that it told, and how good those were."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.domain.estimate import MULTIPLIERS, Band, Multipliers, Pace, as_range, estimate
from core.domain.order.reach import Need, Reach
from core.domain.prediction.refit import refitted
from core.domain.prediction.scoreboard import Foretold, scoreboard
from core.domain.ticket import CounterNumber, Line
from tests.builders import SERVICE

TUESDAY = date(2026, 11, 24)


def test_a_band_with_fifty_pairs_is_made_anew_and_others_stay() -> None:
    pairs = [(12.0, 12.0 * (each + 1) / 50) for each in range(50)] + [(30.0, 30.0)] * 49

    fitted = refitted(pairs)

    first, second, *others = fitted.bands
    assert first == MULTIPLIERS.bands[0]
    assert second.below_min == 20
    assert (second.low, second.middle, second.high) == pytest.approx((0.14, 0.5, 0.88))
    assert second.most_min == pytest.approx(12.0)
    assert others == list(MULTIPLIERS.bands[2:])
    assert refitted([]) == MULTIPLIERS


def test_the_middle_has_the_least_error() -> None:
    pairs = [(5.0, 1.0)] * 60 + [(9.0, 9.0)] * 40

    (first, *_others) = refitted(pairs).bands

    def missed(middle: float) -> float:
        return sum(abs(middle * expected - waited) for expected, waited in pairs)

    assert missed(first.middle) == min(missed(share / 100) for share in range(1, 200))


def test_nobody_is_told_more_than_the_most_and_a_range_has_a_width() -> None:
    bands = Multipliers((Band(math.inf, 0.5, 2.0, 1.0, most_min=42.0),))

    assert as_range(15.0, bands) == (5, 30)
    assert as_range(30.0, bands) == (15, 40)
    assert as_range(200.0, bands) == (35, 40)
    assert as_range(6.0, Multipliers((replace(bands.bands[0], most_min=7.0),))) == (0, 10)


def test_the_likely_wait_is_the_expected_one_as_it_came_true() -> None:
    fitted = Multipliers(tuple(replace(band, middle=0.5) for band in MULTIPLIERS.bands))
    need = Need(Line.PREFERENTIAL, SERVICE)

    found = estimate(need, [], Pace((Reach(CounterNumber(1)),)), multipliers=fitted)

    assert found is not None
    assert (found.expected_min, found.likely_min) == (8.0, 4.0)


def told(came_min: float, waited_min: float, **more: object) -> Foretold:
    plain = Foretold(TUESDAY, Line.GENERAL, came_min, waited_min, 10.0, 5.0, 15.0)
    return replace(plain, **more)  # type: ignore[arg-type]


def test_the_scoreboard_says_by_how_much_each_rule_missed() -> None:
    day = [told(0, 10), told(4, 16, oracle_min=17.0), told(15, 5), told(30, 9)]

    found = scoreboard(day)

    # The second comes while the first has waited for 4 min; nobody was called before.
    # The third: one was called, after 10; the head of the line has waited for 11.
    # The fourth: three were called, after 10, 16 and 5; nobody waits.
    general = found[Line.GENERAL]
    assert found == {Line.GENERAL: general, None: general}
    assert general.n == 4
    assert general.ours == pytest.approx((0 + 6 + 5 + 1) / 4)
    assert general.day_mean == pytest.approx((0 + 6 + 5 + 1) / 4)
    assert general.head_of_line == pytest.approx((10 + 12 + 6 + 9) / 4)
    assert general.last_five == pytest.approx((10 + 16 + 5 + abs(31 / 3 - 9)) / 4)
    assert (general.asked, general.ours_asked, general.oracle) == (1, 6, 1)
    assert (general.holds, general.width_min) == (0.75, 10)
    assert (general.told_most_min, general.true_p99_min) == (15, 16)


def test_lines_and_days_are_judged_apart() -> None:
    other = told(1, 30, line=Line.PREFERENTIAL)
    found = scoreboard([told(0, 10), other, told(1, 30, day=TUESDAY + timedelta(1))])

    assert {line: score.n for line, score in found.items()} == {
        Line.GENERAL: 2,
        Line.PREFERENTIAL: 1,
        None: 3,
    }
    assert found[Line.PREFERENTIAL].day_mean == 0
    assert found[None].day_mean == pytest.approx((10 + 10 + 0) / 3)
    assert found[None].oracle is None
    assert found[None].ours_asked is None
    assert scoreboard([]) == {}
