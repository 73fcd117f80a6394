"""Days, weeks, months and years, and those beside them."""

from datetime import date

import pytest

from core.domain.figures.periods import Period, PeriodKind, usual_period

WEDNESDAY = date(2024, 2, 28)


@pytest.mark.parametrize(
    ("kind", "before", "here", "after"),
    [
        ("day", ("2024-02-27",) * 2, ("2024-02-28",) * 2, ("2024-02-29",) * 2),
        *[
            (
                "week",
                ("2024-02-19", "2024-02-25"),
                ("2024-02-26", "2024-03-03"),
                ("2024-03-04", "2024-03-10"),
            ),
            (
                "month",
                ("2024-01-01", "2024-01-31"),
                ("2024-02-01", "2024-02-29"),
                ("2024-03-01", "2024-03-31"),
            ),
            (
                "year",
                ("2023-01-01", "2023-12-31"),
                ("2024-01-01", "2024-12-31"),
                ("2025-01-01", "2025-12-31"),
            ),
        ],
    ],
)
def test_periods_follow_each_other(
    kind: str, before: tuple[str, str], here: tuple[str, str], after: tuple[str, str]
) -> None:
    period = Period.of(PeriodKind(kind), WEDNESDAY)
    three = (period.before, period, period.after)

    found = [(each.first.isoformat(), each.last.isoformat()) for each in three]
    assert found == [before, here, after]
    assert period.before.after == period.after.before == period


def test_any_days_go_on_by_as_many() -> None:
    ten = Period(PeriodKind.RANGE, date(2024, 2, 20), date(2024, 2, 29))

    assert ten.before.first == date(2024, 2, 10)
    assert ten.after == Period(PeriodKind.RANGE, date(2024, 3, 1), date(2024, 3, 10))


@pytest.mark.parametrize(
    ("today", "month"), [("2026-11-30", 11), ("2026-12-01", 11), ("2026-12-02", 12)]
)
def test_on_its_first_day_a_month_has_nothing_to_tell(today: str, month: int) -> None:
    assert usual_period(date.fromisoformat(today)) == Period.of(
        PeriodKind.MONTH, date(2026, month, 1)
    )
