"""When an office is open: weekly hours, public holidays, closures and special days of its own.

Pure: every answer is about an instant given to it. `holidays` (19 Colombian ones since 2026)
is the one third party the domain imports, and only here. Hours are the office's local time;
instants are aware, and come back as UTC.

Every answer reads the open times of a day as instants (`_open_times`), so that no two can differ.
Where clocks change, a skipped local time means the same time an hour on, and a repeated one its
first occurrence: an office never opens twice.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Annotated
from zoneinfo import ZoneInfo

from core.domain.limits import Count, TextLimit, Years
from core.domain.texts import Reasons
from core.errors import N_

DAYS_AHEAD = 366  # how far an opening is looked for
ONE_DAY = timedelta(days=1)
NO_TIME = timedelta()
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
# Every computer knows these. It may have files of other names too, which mean its own zone
# (`localtime`), another one each year (`posixrules`), or count leap seconds (`right/UTC`).
_AREA = re.compile(
    "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)/"
)


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAYS = tuple(Weekday)


class Shut(StrEnum):
    """Why an office is not open: before or after hours, at lunch, no hours that day, a public
    holiday, or a closure of its own.
    """

    BEFORE = "before"
    LUNCH = "lunch"
    AFTER = "after"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `opens` (included) to `closes` (excluded), local time of one day."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Closure:
    """A day without hours. `texts` say why in each language; where there are none, `reason`."""

    day: Annotated[date, Years()]
    reason: Annotated[str, TextLimit(120, optional=True)] = ""
    texts: Reasons | None = None


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day whose `spans` stand in place of its week's: a half day, a holiday that is worked.

    `reason` and `texts` say why, as a closure's do.
    """

    day: Annotated[date, Years()]
    spans: Annotated[tuple[Span, ...], Count(1, 8)]
    reason: Annotated[str, TextLimit(120, optional=True)] = ""
    texts: Reasons | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """An office's week. `country` is the ISO 3166 code of its holidays, "" for none."""

    timezone: Annotated[str, TextLimit(60)]
    week: Mapping[Weekday, Annotated[tuple[Span, ...], Count(0, 8)]]
    country: Annotated[str, TextLimit(2, optional=True)] = "CO"
    closures: Annotated[tuple[Closure, ...], Count(0, 400)] = ()
    special: Annotated[tuple[SpecialDay, ...], Count(0, 400)] = ()


@dataclass(frozen=True, slots=True)
class Unusual:
    """A special day that is open at other hours than those of its week.

    `until`, local time: only the end is another; None where more is.
    """

    special: SpecialDay
    until: time | None


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Days in a row with the same hours; `first` and `last` count from Monday, 0."""

    first: int
    last: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the doors are open at an instant: `shut` None means open until `closes_at` (None:
    nobody knows the time). Otherwise `shut` says why not, and `opens_at` when they open: None when
    that is not within a year.
    """

    shut: Shut | None
    closes_at: datetime | None
    opens_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.shut is None


@dataclass(frozen=True, slots=True)
class _OpenTime:
    """A stretch of open time, between two instants in UTC."""

    opens_at: datetime
    closes_at: datetime


# --- days --------------------------------------------------------------------------------------


def holiday_name(day: date, country: str) -> str | None:
    """Return the name of the public holiday on `day`, in Spanish where the library has it.

    `country` is an ISO 3166 code of two letters; "" has no holidays.

    Raises:
        ValueError: the country is not known.
    """
    return _holidays_of(country, day.year).get(day) if country else None


@cache
def _holidays_of(country: str, year: int) -> Mapping[date, str]:
    import holidays  # noqa: PLC0415  # 0.06 s and more: windows paint before they need it

    if not (_COUNTRY.match(country) and hasattr(holidays, country)):
        raise ValueError(f"no holidays are known for the country {country!r}")
    calendar = holidays.country_holidays(country, language="es")
    # The library asks the machine's environment for a language unless one that it has is named.
    language = "es" if "es" in calendar.supported_languages else calendar.default_language
    named = holidays.country_holidays(country, years=year, language=language)
    # A holiday that the law moves to a Monday is called by its name, not "... (observado)".
    return {day: name.replace(" (observado)", "") for day, name in named.items()}


def closure_on(day: date, hours: Hours) -> Closure | None:
    """Return the office's own closure on `day`, None if there is none."""
    return next((closure for closure in hours.closures if closure.day == day), None)


def spans_on(day: date, hours: Hours) -> tuple[Span, ...]:
    """Return the open spans of `day`; none on closures, and on days off and holidays not special.

    A closure wins over a special day, which wins over a holiday, which wins over the week.
    """
    if closure_on(day, hours):
        return ()
    special = _special_on(day, hours)
    return _usual_spans(day, hours) if special is None else special.spans


def unusual(day: date, hours: Hours) -> Unusual | None:
    """Return how `day` differs from its week; None for a usual day, and for a closure."""
    special, usual = _special_on(day, hours), _usual_spans(day, hours)
    if special is None or special.spans == usual or closure_on(day, hours):
        return None
    *before, last = special.spans
    ends = usual[len(before) : len(before) + 1]  # the usual span that the last one stands for
    is_end = before == list(usual[: len(before)]) and [last.opens] == [each.opens for each in ends]
    return Unusual(special, last.closes if is_end else None)


def _special_on(day: date, hours: Hours) -> SpecialDay | None:
    return next((special for special in hours.special if special.day == day), None)


def _usual_spans(day: date, hours: Hours) -> tuple[Span, ...]:
    """Return the open spans of `day` when nothing is said about it."""
    if holiday_name(day, hours.country):
        return ()
    return tuple(hours.week.get(WEEKDAYS[day.weekday()], ()))


def business_day(at: datetime, hours: Hours) -> date:
    """Return the office's local date at the instant `at`."""
    return _utc(at).astimezone(ZoneInfo(hours.timezone)).date()


def day_span(day: date, hours: Hours) -> tuple[datetime, datetime]:
    """Return when `day` begins at the office, and when the next one does."""
    zone = ZoneInfo(hours.timezone)
    begins, ends = (
        datetime.combine(each, time.min, zone).astimezone(UTC)
        for each in (day, day + timedelta(days=1))
    )
    return begins, ends


# --- instants ----------------------------------------------------------------------------------


def opening_at(at: datetime, hours: Hours) -> Opening:
    """Say whether the office is open at `at` and until when, or why not and when it opens."""
    at = _utc(at)
    day = business_day(at, hours)
    today = _open_times(day, hours)
    for each in today:
        if each.opens_at <= at < each.closes_at:
            return Opening(shut=None, closes_at=each.closes_at, opens_at=None)
    coming = (each.opens_at for each in _open_times_from(day, hours) if each.opens_at > at)
    why = _why_shut(at, day, hours, today)
    return Opening(shut=why, closes_at=None, opens_at=next(coming, None))


def _why_shut(at: datetime, day: date, hours: Hours, today: tuple[_OpenTime, ...]) -> Shut:
    if closure_on(day, hours):
        return Shut.CLOSURE
    if not today:
        return Shut.HOLIDAY if holiday_name(day, hours.country) else Shut.DAY_OFF
    if at < today[0].opens_at:
        return Shut.BEFORE
    return Shut.AFTER if at >= today[-1].closes_at else Shut.LUNCH


def next_open_day(day: date, hours: Hours) -> date:
    """Return the first day after `day` with open hours; the next one if none is in sight."""
    coming = (day + days * ONE_DAY for days in range(1, DAYS_AHEAD))
    return next((each for each in coming if spans_on(each, hours)), day + ONE_DAY)


def open_between(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """Return how long the office is open from `start` to `end`; none if `end` is earlier."""
    start, end = _utc(start), _utc(end)
    total = NO_TIME
    day, last = business_day(start, hours), business_day(end, hours)
    while day <= last:
        for each in _open_times(day, hours):
            total += max(min(each.closes_at, end) - max(each.opens_at, start), NO_TIME)
        day += ONE_DAY
    return total


def _open_times_from(day: date, hours: Hours) -> Iterator[_OpenTime]:
    for days in range(DAYS_AHEAD + 1):
        yield from _open_times(day + days * ONE_DAY, hours)


def _open_times(day: date, hours: Hours) -> tuple[_OpenTime, ...]:
    """Return the open times of `day` in order; those that touch or overlap are one."""
    zone = ZoneInfo(hours.timezone)
    times: list[_OpenTime] = []
    for span in spans_on(day, hours):
        opens_at = datetime.combine(day, span.opens, zone).astimezone(UTC)
        closes_at = datetime.combine(day, span.closes, zone).astimezone(UTC)
        if times and opens_at <= times[-1].closes_at:
            before = times.pop()
            opens_at, closes_at = before.opens_at, max(before.closes_at, closes_at)
        if opens_at < closes_at:
            times.append(_OpenTime(opens_at, closes_at))
    return tuple(times)


def _utc(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"{at!r} is naive: an instant needs its time zone")
    return at.astimezone(UTC)


# --- checking ----------------------------------------------------------------------------------


def problems(hours: Hours) -> tuple[tuple[str, str], ...]:
    """Return what makes `hours` unusable: (the setting, the problem as a message id).

    A problem completes a sentence that begins with its setting: "hours.country" is not ....
    """
    found: list[tuple[str, str]] = []
    if not _is_everywhere_the_same(hours.timezone):
        found.append(("hours.timezone", N_("is not a time zone; write one such as America/Bogota")))
    if not _is_country(hours.country):
        found.append(
            ("hours.country", N_("is not a country whose holidays are known; write CO, or nothing"))
        )
    for weekday, spans in hours.week.items():
        found.extend((f"hours.week.{weekday}", problem) for problem in _problems_of_day(spans))
    for special in hours.special:
        where = f"hours.special.{special.day}"
        found.extend((where, problem) for problem in _problems_of_day(special.spans))
    return tuple(found)


def _problems_of_day(spans: tuple[Span, ...]) -> Iterator[str]:
    if any(edge.tzinfo is not None for span in spans for edge in (span.opens, span.closes)):
        yield N_("has a time with a time zone; write local times such as 08:00:00")
        return  # such times cannot be compared with the others
    if any(span.opens >= span.closes for span in spans):
        yield N_("has a span that does not close after it opens")
    if any(before.closes > after.opens for before, after in pairwise(spans)):
        yield N_("has spans that overlap or are out of order")


def is_timezone(name: str) -> bool:
    """Return whether this computer has a time zone of that name, also one not to be chosen."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, not a name, a folder of names
        return False
    return True


def _is_everywhere_the_same(name: str) -> bool:
    return is_timezone(name) and (name == "UTC" or _AREA.match(name) is not None)


def _is_country(code: str) -> bool:
    try:
        holiday_name(date(2026, 1, 1), code)
    except ValueError:
        return False
    return True


def open_days(hours: Hours) -> tuple[OpenDays, ...]:
    """Return the office's week with equal days in a row joined, and days off left out."""
    grouped: list[OpenDays] = []
    for index, weekday in enumerate(WEEKDAYS):
        spans = tuple(hours.week.get(weekday, ()))
        if not spans:
            continue
        latest = grouped[-1] if grouped else None
        if latest and latest.last == index - 1 and latest.spans == spans:
            grouped[-1] = OpenDays(latest.first, index, spans)
        else:
            grouped.append(OpenDays(index, index, spans))
    return tuple(grouped)
