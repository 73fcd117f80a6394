"""Which copies are kept: the last of days, weeks and months, whatever is missing between."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar.copies import DAILY, MONTHLY, WEEKLY, is_late, kept

FIRST = datetime(2026, 1, 1, 19, tzinfo=UTC)
EVENINGS = st.lists(st.integers(0, 1500).map(lambda n: FIRST + timedelta(hours=7 * n)), max_size=80)


def test_of_a_year_of_evenings_days_weeks_and_months_are_kept() -> None:
    year = [FIRST + timedelta(days=n) for n in range(365)]
    found = sorted(kept(year), reverse=True)

    assert found[:7] == year[:-8:-1]
    assert len(found) <= DAILY + WEEKLY + MONTHLY
    assert {(at.year, at.month) for at in found} == {(2026, month) for month in range(1, 13)}
    assert found[-1] == datetime(2026, 1, 31, 19, tzinfo=UTC)


@given(EVENINGS)
def test_the_newest_is_always_kept_and_to_look_again_keeps_the_same(made: list[datetime]) -> None:
    found = kept(made)
    assert found <= set(made)
    assert kept(found) == found
    if made:
        assert max(made) in found


@given(EVENINGS, st.integers(1, 400))
def test_a_copy_of_tomorrow_frees_no_day_of_this_week(made: list[datetime], hours: int) -> None:
    before = kept(made)
    later = max(made, default=FIRST) + timedelta(hours=hours)
    lost = before - kept([*before, later])
    days = sorted({at.date() for at in before}, reverse=True)
    assert all(at.date() not in days[: DAILY - 1] or at.date() == later.date() for at in lost)


@pytest.mark.parametrize(
    ("hours_ago", "late"), [(0, False), (24, False), (30, False), (30.1, True), (72, True)]
)
def test_a_copy_is_late_when_an_evening_went_without_one(hours_ago: float, late: bool) -> None:
    now = FIRST + timedelta(days=30)
    assert is_late(now - timedelta(hours=hours_ago), FIRST, now) is late


def test_an_office_of_today_needs_none_yet() -> None:
    assert not is_late(None, FIRST, FIRST + timedelta(hours=9))
    assert is_late(None, FIRST, FIRST + timedelta(days=2))
