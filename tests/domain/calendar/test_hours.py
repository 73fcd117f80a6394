from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar.hours import (
    WEEKDAYS,
    Closure,
    Hours,
    OpenDays,
    Opening,
    Shut,
    Span,
    SpecialDay,
    Unusual,
    Weekday,
    business_day,
    closure_on,
    next_open_day,
    open_between,
    open_days,
    opening_at,
    problems,
    spans_on,
    unusual,
)
from tests.builders import a_week, local, providencia_hours, san_andres_hours, span
from tests.domain.strategies import DAY_MIN, hours, instants

SAN_ANDRES = san_andres_hours()
NO_TIME = timedelta()
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


# --- is it open? -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "closes_at"),
    [
        ("2026-11-24 08:00", "2026-11-24 12:00"),
        ("2026-11-24 11:59:59.999999", "2026-11-24 12:00"),
        ("2026-11-24 13:00", "2026-11-24 17:00"),
        ("2026-11-24 16:59", "2026-11-24 17:00"),
    ],
)
def test_an_open_office_says_until_when(moment: str, closes_at: str) -> None:
    opening = opening_at(local(moment), SAN_ANDRES)

    assert opening == Opening(shut=None, closes_at=local(closes_at), opens_at=None)
    assert opening.is_open


@pytest.mark.parametrize(
    ("moment", "shut", "opens_at"),
    [
        ("2026-11-24 00:00", Shut.BEFORE, "2026-11-24 08:00"),
        ("2026-11-24 07:59", Shut.BEFORE, "2026-11-24 08:00"),
        ("2026-11-24 12:00", Shut.LUNCH, "2026-11-24 13:00"),
        ("2026-11-24 17:00", Shut.AFTER, "2026-11-25 08:00"),
        ("2026-11-27 20:00", Shut.AFTER, "2026-11-30 08:00"),  # a Friday
        ("2026-11-28 10:00", Shut.DAY_OFF, "2026-11-30 08:00"),  # a Saturday
        ("2026-11-02 10:00", Shut.HOLIDAY, "2026-11-03 08:00"),
        ("2026-12-24 17:30", Shut.AFTER, "2026-12-28 08:00"),  # over Christmas and a weekend
        ("2026-07-19 10:00", Shut.DAY_OFF, "2026-07-21 08:00"),  # a Sunday before a holiday
        ("2026-12-31 18:00", Shut.AFTER, "2027-01-04 08:00"),  # holidays of the next year too
    ],
)
def test_a_shut_office_says_why_and_when_it_opens(moment: str, shut: Shut, opens_at: str) -> None:
    opening = opening_at(local(moment), SAN_ANDRES)

    assert opening == Opening(shut=shut, closes_at=None, opens_at=local(opens_at))
    assert not opening.is_open


def test_providencia_keeps_its_own_hours() -> None:
    assert opening_at(local("2026-11-24 07:30"), providencia_hours()).is_open
    assert not opening_at(local("2026-11-24 16:30"), providencia_hours()).is_open


def test_a_closure_wins_over_the_hours_of_the_week() -> None:
    closure = Closure(date(2026, 11, 24), "Simulacro")
    shut = san_andres_hours(closures=(closure,))

    opening = opening_at(local("2026-11-24 10:00"), shut)

    assert opening == Opening(Shut.CLOSURE, None, local("2026-11-25 08:00"))
    assert closure_on(date(2026, 11, 24), shut) is closure
    assert closure_on(date(2026, 11, 25), shut) is None
    assert spans_on(date(2026, 11, 24), shut) == ()


CHRISTMAS_EVE, CHRISTMAS = date(2026, 12, 24), date(2026, 12, 25)  # a Thursday and a holiday


def special(day: date, *spans: Span) -> SpecialDay:
    return SpecialDay(day, spans, "Navidad")


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-12-24 07:59", Opening(Shut.BEFORE, None, local("2026-12-24 08:00"))),
        ("2026-12-24 11:59", Opening(None, local("2026-12-24 12:00"), None)),
        ("2026-12-24 12:00", Opening(Shut.AFTER, None, local("2026-12-25 10:00"))),
        ("2026-12-25 10:30", Opening(None, local("2026-12-25 11:00"), None)),
        ("2026-12-25 11:00", Opening(Shut.LUNCH, None, local("2026-12-25 14:00"))),
        ("2026-12-25 15:00", Opening(Shut.AFTER, None, local("2026-12-27 09:00"))),  # a Sunday
    ],
)
def test_a_special_day_has_its_own_hours_whatever_day_it_is(moment: str, opening: Opening) -> None:
    office = san_andres_hours(
        special=(
            special(CHRISTMAS_EVE, span(8, 12)),
            special(CHRISTMAS, span(10, 11), span(14, 15)),
            special(date(2026, 12, 27), span(9, 10)),
        )
    )

    assert opening_at(local(moment), office) == opening


def test_a_closure_wins_over_a_special_day() -> None:
    office = san_andres_hours(
        closures=(Closure(CHRISTMAS_EVE),), special=(special(CHRISTMAS_EVE, span(8, 12)),)
    )

    assert spans_on(CHRISTMAS_EVE, office) == ()
    assert opening_at(local("2026-12-24 09:00"), office).shut is Shut.CLOSURE
    assert unusual(CHRISTMAS_EVE, office) is None


@pytest.mark.parametrize(
    ("day", "spans", "until"),
    [
        (CHRISTMAS_EVE, (span(8, 12),), time(12)),  # a half day
        (CHRISTMAS_EVE, (span(8, 14),), time(14)),
        (CHRISTMAS_EVE, (span(8, 12), span(13, 19)), time(19)),  # longer
        (CHRISTMAS_EVE, (span(8, 12), span(13, 17), span(18, 19)), None),
        (CHRISTMAS_EVE, (span(9, 12), span(13, 17)), None),
        (CHRISTMAS_EVE, (span(8, 11), span(13, 17)), None),
        (CHRISTMAS, (span(8, 12),), None),  # a holiday that is worked
    ],
)
def test_an_unusual_day_says_how_it_differs(
    day: date, spans: tuple[Span, ...], until: time | None
) -> None:
    found = special(day, *spans)

    assert unusual(day, san_andres_hours(special=(found,))) == Unusual(found, until)


def test_a_day_with_the_hours_of_its_week_is_usual() -> None:
    office = san_andres_hours(special=(special(CHRISTMAS_EVE, span(8, 12), span(13, 17)),))

    assert unusual(CHRISTMAS_EVE, office) is None
    assert unusual(date(2026, 12, 23), office) is None


@pytest.mark.parametrize(
    ("closures", "shut"),
    [((), Shut.HOLIDAY), ((Closure(date(2026, 7, 20)),), Shut.CLOSURE)],
)
def test_a_holiday_wins_over_the_week_and_a_closure_over_both(
    closures: tuple[Closure, ...], shut: Shut
) -> None:
    office = san_andres_hours(closures=closures)

    assert opening_at(local("2026-07-20 10:00"), office).shut is shut


def test_an_office_without_holidays_opens_on_them() -> None:
    assert opening_at(local("2026-07-20 10:00"), san_andres_hours(country="")).is_open


@pytest.mark.parametrize("week", [{}, dict.fromkeys(WEEKDAYS, ())])
def test_an_office_that_never_opens_says_so(week: dict[Weekday, tuple[Span, ...]]) -> None:
    never = san_andres_hours(week=week)

    assert opening_at(local("2026-11-24 10:00"), never) == Opening(Shut.DAY_OFF, None, None)


@pytest.mark.parametrize(("closed_days", "in_sight"), [(366, True), (367, False)])
def test_an_opening_is_looked_for_a_year_ahead(closed_days: int, in_sight: bool) -> None:
    today = date(2026, 11, 24)
    closures = tuple(Closure(today + timedelta(days=day)) for day in range(closed_days))
    office = san_andres_hours(
        week=dict.fromkeys(WEEKDAYS, (span(8, 12),)), country="", closures=closures
    )

    opens_at = local("2027-11-25 08:00") if in_sight else None
    assert opening_at(local("2026-11-24 09:00"), office).opens_at == opens_at


def test_spans_that_touch_are_one_opening() -> None:
    through = san_andres_hours(week=a_week(span(8, 12), span(12, 17)))

    assert opening_at(local("2026-11-24 10:00"), through).closes_at == local("2026-11-24 17:00")


# --- open time ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "open_time"),
    [
        ("2026-11-24 09:00", "2026-11-24 10:30", 1.5 * HOUR),
        ("2026-11-24 11:30", "2026-11-24 13:30", HOUR),
        ("2026-11-24 12:10", "2026-11-24 12:50", NO_TIME),
        ("2026-11-27 16:00", "2026-11-30 09:00", 2 * HOUR),  # over a weekend
        ("2026-11-23 00:00", "2026-11-30 00:00", 40 * HOUR),  # the week's forty hours
        ("2026-11-16 00:00", "2026-11-23 00:00", 32 * HOUR),  # with a holiday on Monday
        ("2026-11-24 10:00", "2026-11-24 09:00", NO_TIME),  # a clock set back
    ],
)
def test_open_time_between_two_instants(start: str, end: str, open_time: timedelta) -> None:
    assert open_between(local(start), local(end), SAN_ANDRES) == open_time


# --- time zones --------------------------------------------------------------------------------


def test_the_business_day_is_the_offices_and_not_that_of_utc() -> None:
    after_seven = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)  # 20:30 in San Andrés

    assert business_day(after_seven, SAN_ANDRES) == date(2026, 11, 24)
    assert business_day(after_seven, san_andres_hours(timezone="UTC")) == date(2026, 11, 25)


def test_an_instant_of_any_zone_means_the_same() -> None:
    tokyo = local("2026-11-24 08:00").astimezone(ZoneInfo("Asia/Tokyo"))

    assert opening_at(tokyo, SAN_ANDRES) == opening_at(local("2026-11-24 08:00"), SAN_ANDRES)
    assert open_between(tokyo, tokyo + 5 * HOUR, SAN_ANDRES) == 4 * HOUR


@pytest.mark.parametrize(
    "ask",
    [
        lambda naive: opening_at(naive, SAN_ANDRES),
        lambda naive: business_day(naive, SAN_ANDRES),
        lambda naive: open_between(naive, local("2026-11-24 09:00"), SAN_ANDRES),
        lambda naive: open_between(local("2026-11-24 09:00"), naive, SAN_ANDRES),
    ],
)
def test_an_instant_without_a_time_zone_is_a_bug(ask: Callable[[datetime], object]) -> None:
    with pytest.raises(ValueError, match="is naive"):
        ask(datetime(2026, 11, 24, 9))  # noqa: DTZ001 - the claim is about naive ones


def in_new_york(*spans: Span) -> Hours:
    return Hours("America/New_York", dict.fromkeys(WEEKDAYS, spans), country="")


def new_york(moment: str) -> datetime:
    return local(moment, "America/New_York")


def test_opening_hours_follow_the_local_clock_into_summer_time() -> None:
    office = in_new_york(span(8, 17))

    before = opening_at(new_york("2026-03-07 18:00"), office)  # clocks go forward that night
    after = opening_at(new_york("2026-03-08 09:00"), office)

    assert before.opens_at == datetime(2026, 3, 8, 12, tzinfo=UTC)
    assert after.closes_at == datetime(2026, 3, 8, 21, tzinfo=UTC)
    assert opening_at(new_york("2026-03-06 18:00"), office).opens_at == datetime(
        2026, 3, 7, 13, tzinfo=UTC
    )


def test_a_skipped_hour_is_not_open_and_a_repeated_one_is_longer() -> None:
    night = in_new_york(span(0, 5))

    for day, open_time in (("2026-03-08", 4 * HOUR), ("2026-11-01", 6 * HOUR)):
        midnight = new_york(f"{day} 00:00")
        assert open_between(midnight, midnight + 12 * HOUR, night) == open_time


def test_spans_within_a_skipped_hour_never_count_twice() -> None:
    half_past = time(2, 30)
    night = in_new_york(Span(time(2), half_past), Span(half_past, time(3)), span(3, 4))
    midnight = new_york("2026-03-08 00:00")

    assert open_between(midnight, midnight + 12 * HOUR, night) == HOUR
    opening = opening_at(datetime(2026, 3, 8, 7, 10, tzinfo=UTC), night)
    assert opening.closes_at == datetime(2026, 3, 8, 8, tzinfo=UTC)


def test_a_span_that_the_clocks_skip_does_not_open_the_doors() -> None:
    night = in_new_york(Span(time(2, 30), time(3)))

    opening = opening_at(new_york("2026-03-08 03:15"), night)

    assert opening == Opening(Shut.DAY_OFF, None, new_york("2026-03-09 02:30"))


# --- checking ----------------------------------------------------------------------------------


def test_usual_hours_have_no_problems() -> None:
    assert problems(SAN_ANDRES) == ()
    assert problems(providencia_hours(country="")) == ()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Bogota",
        "America",
        "America/Nowhere",
        "/etc/passwd",
        "../x",
        "localtime",
        "posixrules",
        "Factory",
        "EST",
        "posix/America/Bogota",
        "right/UTC",
    ],
)
def test_a_time_zone_that_is_not_the_same_on_every_computer_is_a_problem(name: str) -> None:
    ((where, problem),) = problems(san_andres_hours(timezone=name))

    assert where == "hours.timezone"
    assert "America/Bogota" in problem


@pytest.mark.parametrize("name", ["America/Bogota", "Etc/UTC", "UTC", "America/Indiana/Knox"])
def test_a_time_zone_that_every_computer_knows_is_none(name: str) -> None:
    assert problems(san_andres_hours(timezone=name)) == ()


@pytest.mark.parametrize("code", ["ZZ", "co", "COL", "Colombia", "list_supported_countries"])
def test_an_unknown_country_is_a_problem(code: str) -> None:
    ((where, problem),) = problems(san_andres_hours(country=code))

    assert where == "hours.country"
    assert "CO" in problem


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ((span(12, 8),), ["does not close after it opens"]),
        ((span(8, 8),), ["does not close after it opens"]),
        ((span(8, 12), span(11, 17)), ["overlap or are out of order"]),
        ((span(13, 17), span(8, 12)), ["overlap or are out of order"]),
        (
            (span(12, 8), span(7, 9)),
            ["does not close after it opens", "overlap or are out of order"],
        ),
        ((Span(time(8, tzinfo=UTC), time(12)),), ["with a time zone"]),
        ((span(8, 12), span(12, 17)), []),
    ],
)
def test_spans_out_of_order_are_problems_of_their_day(
    spans: tuple[Span, ...], said: list[str]
) -> None:
    found = problems(san_andres_hours(week=a_week() | {Weekday.TUESDAY: spans}))

    assert [where for where, _ in found] == ["hours.week.tuesday"] * len(said)
    assert all(words in problem for words, (_, problem) in zip(said, found, strict=True))


def test_the_next_open_day_leaves_out_closures_holidays_and_days_off() -> None:
    office = san_andres_hours(closures=(Closure(date(2026, 12, 28)),))

    assert next_open_day(date(2026, 12, 23), office) == CHRISTMAS_EVE
    assert next_open_day(CHRISTMAS_EVE, office) == date(2026, 12, 29)  # after a long weekend
    assert next_open_day(CHRISTMAS, san_andres_hours(week={})) == date(2026, 12, 26)


def test_spans_of_a_special_day_are_checked_as_a_weekday_s_are() -> None:
    found = problems(san_andres_hours(special=(special(CHRISTMAS_EVE, span(12, 8)),)))

    assert found == (("hours.special.2026-12-24", "has a span that does not close after it opens"),)


# --- of any hours ------------------------------------------------------------------------------


def is_open_by_the_wall_clock(at: datetime, office: Hours) -> bool:
    """Say it another way: by the local time of day, with no instant of opening."""
    wall = at.astimezone(ZoneInfo(office.timezone))
    return any(each.opens <= wall.time() < each.closes for each in spans_on(wall.date(), office))


@given(hours(), instants())
def test_an_office_is_open_exactly_inside_the_spans_of_a_working_day(
    office: Hours, at: datetime
) -> None:
    opening = opening_at(at, office)

    assert opening.is_open == is_open_by_the_wall_clock(at, office)
    assert (opening.closes_at is not None) == opening.is_open
    assert not (opening.is_open and opening.opens_at)


@given(hours(), instants(), st.floats(min_value=0, max_value=1, exclude_max=True))
def test_the_next_opening_is_really_the_next(office: Hours, at: datetime, share: float) -> None:
    opening = opening_at(at, office)

    if opening.opens_at is not None:
        between = at + share * (opening.opens_at - at)
        assert opening_at(opening.opens_at, office).is_open
        assert not opening_at(opening.opens_at - MINUTE / 60, office).is_open
        assert not opening_at(between, office).is_open
        assert opening_at(between, office).opens_at == opening.opens_at
        assert open_between(at, opening.opens_at, office) == NO_TIME


@given(hours(), instants(), st.floats(min_value=0, max_value=1, exclude_max=True))
def test_an_open_office_stays_open_until_it_closes(
    office: Hours, at: datetime, share: float
) -> None:
    opening = opening_at(at, office)

    if opening.closes_at is not None:
        between = at + share * (opening.closes_at - at)
        assert opening_at(between, office).closes_at == opening.closes_at
        assert not opening_at(opening.closes_at, office).is_open
        assert open_between(at, opening.closes_at, office) == opening.closes_at - at


minutes = st.integers(min_value=0, max_value=10 * DAY_MIN)


@given(hours(), instants(), minutes, minutes)
def test_open_time_adds_up(office: Hours, at: datetime, one: int, two: int) -> None:
    middle, end = at + one * MINUTE, at + (one + two) * MINUTE

    opened = open_between(at, end, office)

    assert opened == open_between(at, middle, office) + open_between(middle, end, office)
    assert NO_TIME <= opened <= end - at
    assert open_between(end, at, office) == NO_TIME


@given(hours(), instants(), st.integers(min_value=0, max_value=6 * 60))
def test_open_time_is_the_sum_of_the_open_minutes(office: Hours, at: datetime, count: int) -> None:
    open_minutes = sum(
        is_open_by_the_wall_clock(at + minute * MINUTE, office) for minute in range(count)
    )

    assert open_between(at, at + count * MINUTE, office) == open_minutes * MINUTE


def test_days_with_the_same_hours_in_a_row_are_joined() -> None:
    assert open_days(san_andres_hours()) == (OpenDays(0, 4, (span(8, 12), span(13, 17))),)


def test_days_off_and_other_hours_part_the_week() -> None:
    week = {
        Weekday.MONDAY: (span(8, 12),),
        Weekday.TUESDAY: (span(8, 12),),
        Weekday.THURSDAY: (span(8, 12),),
        Weekday.FRIDAY: (span(8, 10),),
    }

    assert open_days(san_andres_hours(week=week)) == (
        OpenDays(0, 1, (span(8, 12),)),
        OpenDays(3, 3, (span(8, 12),)),
        OpenDays(4, 4, (span(8, 10),)),
    )
