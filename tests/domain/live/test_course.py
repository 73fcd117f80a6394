"""A day beside the last days like it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from core.domain.calendar.hours import Closure
from core.domain.figures.counting import cells_of
from core.domain.figures.summary import Summary
from core.domain.live.course import Course, course_of, days_like, is_worked
from core.domain.ticket import Kind
from tests.builders import TIMEZONE, a_visit, an_office_settings, san_andres_hours

TUESDAY = date(2026, 11, 24)
WEEK = timedelta(weeks=1)
HOURS = san_andres_hours()
SETTINGS = an_office_settings()


def a_day(day: date, *arrivals: tuple[int, float, float]) -> Summary:
    """Return a day on which each came at an hour, waited and was served so many minutes."""
    visits = [
        a_visit(
            number,
            (Kind.CALLED, wait),
            (Kind.STARTED, wait),
            (Kind.FINISHED, wait + service),
            taken_at=datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(TIMEZONE)),
            day=day.isoformat(),
        )
        for number, (hour, wait, service) in enumerate(arrivals, start=1)
    ]
    return Summary(dict(cells_of(visits, SETTINGS, visits[-1].taken_at))) if visits else Summary()


def like_it(*days: Sequence[tuple[int, float, float]]) -> dict[date, Summary]:
    return {
        TUESDAY - weeks * WEEK: a_day(TUESDAY - weeks * WEEK, *arrivals)
        for weeks, arrivals in enumerate(days, start=1)
    }


def course(today: Summary, before: dict[date, Summary], hour: int = 10) -> Course:
    return course_of(TUESDAY, hour, today, before, HOURS)


def test_the_days_like_it_are_open_ones_of_its_weekday_in_the_offices_time() -> None:
    hours = san_andres_hours(closures=(Closure(TUESDAY - WEEK, "Inventario"),))

    found = days_like(TUESDAY, TUESDAY - 3 * WEEK, hours)

    assert found == (TUESDAY - 2 * WEEK, TUESDAY - 3 * WEEK)


def test_each_hour_stands_beside_the_middle_and_the_band_of_the_days_like_it() -> None:
    before = like_it(*[[(8, wait, 5.0)] * count for wait, count in ((4.0, 1), (6.0, 2), (8.0, 9))])
    today = a_day(TUESDAY, (8, 7.0, 3.0), (8, 9.0, 5.0))

    found = course(today, before)

    (eight, nine), rest = found.arrivals[:2], found.arrivals[2:]
    assert found.hours == tuple(range(8, 17))
    assert (eight.today, nine.today) == (2, 0)
    assert eight.usual is not None
    assert (eight.usual.low, eight.usual.middle, eight.usual.high) == (1.2, 2, 7.6)
    assert all(each.today is None for each in rest)
    assert (found.waits[0].today, found.services[0].today) == (8.0, 4.0)
    assert found.waits[0].usual is not None
    assert found.waits[0].usual.middle == median([4.0, 6.0, 8.0])
    assert found.waits[1].today is None
    assert found.waits[1].usual is None
    assert (found.until, found.arrived, found.usually) == (10, 2, 2)


def test_an_hour_in_which_nobody_usually_comes_is_usual_too() -> None:
    found = course(a_day(TUESDAY, (8, 1, 1)), like_it(*[[(8, 4.0, 5.0)]] * 3))

    assert found.arrivals[1].usual is not None
    assert found.arrivals[1].usual.high == 0
    assert found.arrivals[4].usual is None  # lunch


def test_of_two_days_nothing_is_usual() -> None:
    found = course(a_day(TUESDAY, (8, 1, 1)), like_it(*[[(8, 4.0, 5.0)]] * 2))

    assert found.arrivals[0].usual is None
    assert found.usually is None


def test_before_the_first_hour_is_over_and_on_a_day_off_nothing_is_counted() -> None:
    sunday = date(2026, 11, 29)

    assert course(Summary(), {}, hour=8).until is None
    assert course_of(sunday, 10, Summary(), {}, HOURS) == Course()


def test_in_the_evening_the_whole_day_is_counted() -> None:
    found = course(a_day(TUESDAY, (8, 1, 1), (18, 1, 1)), {}, hour=22)

    assert (found.hours[-1], found.until, found.arrived) == (18, 19, 2)


def test_a_day_without_visits_is_not_worked() -> None:
    assert [is_worked(each) for each in (Summary(), a_day(TUESDAY, (8, 1, 1)))] == [False, True]
