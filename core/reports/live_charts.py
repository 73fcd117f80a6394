"""How a day goes, as three charts beside the last days like it: arrivals, waits, services."""

from collections.abc import Sequence
from datetime import time

from core.domain.live.course import Course, HourValue
from core.errors import N_
from core.language import Language
from core.reports.chart.chart import (
    Categories,
    Chart,
    ChartKind,
    Series,
    SeriesRole,
    ValueAxis,
)

WAIT = (
    N_("Nobody has been called yet today."),
    N_("From {time} on: {n} min of wait."),
    N_("From {time} on: {n} min of wait; usually {usual}."),
)
SERVICE = (
    N_("Nobody has been served yet today."),
    N_("From {time} on: {n} min a service."),
    N_("From {time} on: {n} min a service; usually {usual}."),
)


def course_charts(course: Course, _: Language) -> tuple[Chart, Chart, Chart]:
    """Return the charts of a day's course."""
    minutes = _("minutes")
    return (
        _chart(course, course.arrivals, _, (_("Arrivals"), _("an hour")), _arrivals(course, _)),
        _chart(
            course,
            course.waits,
            _,
            (_("Median wait"), minutes),
            _latest(course, course.waits, _, WAIT),
        ),
        _chart(
            course,
            course.services,
            _,
            (_("Median service"), minutes),
            _latest(course, course.services, _, SERVICE),
        ),
    )


def _chart(
    course: Course, values: Sequence[HourValue], _: Language, titles: tuple[str, str], said: str
) -> Chart:
    usual = [each.usual for each in values]
    band = Series(
        _("Usual (p10 to p90)"),
        SeriesRole.BAND,
        tuple(None if each is None else each.high for each in usual),
        tuple(None if each is None else each.low for each in usual),
    )
    middle = tuple(None if each is None else each.middle for each in usual)
    return Chart(
        title=titles[0],
        kind=ChartKind.LINES,
        sentence=said,
        categories=Categories(tuple(_.clock(time(each)) for each in course.hours), _("Hour")),
        axis=ValueAxis(titles[1]),
        series=(
            band,
            Series(_("Median"), SeriesRole.USUAL, middle),
            Series(_("Today"), SeriesRole.TODAY, tuple(each.today for each in values)),
        ),
    )


def _arrivals(course: Course, _: Language) -> str:
    if course.until is None:
        return _("Nobody has been counted yet today.")
    until = _.clock(time(course.until % 24))
    if course.usually is None:
        return _("{n} came until {time}.", n=course.arrived, time=until)
    usual = _.number(course.usually)
    return _("{n} came until {time}; usually {usual}.", n=course.arrived, time=until, usual=usual)


def _latest(
    course: Course, values: Sequence[HourValue], _: Language, said: tuple[str, str, str]
) -> str:
    """Say the latest value; `said` are the message ids for none, one alone, and one with usual."""
    there = [
        (hour, each)
        for hour, each in zip(course.hours, values, strict=True)
        if each.today is not None
    ]
    if not there:
        return _(said[0])
    hour, latest = there[-1]
    assert latest.today is not None  # it is one of those that are there
    n, at = _.number(latest.today), _.clock(time(hour))
    if latest.usual is None:
        return _(said[1], n=n, time=at)
    return _(said[2], n=n, time=at, usual=_.number(latest.usual.middle))
