"""What a day comes to: kept, added and read again, it is the same."""

from datetime import date, timedelta

import pytest

from core.domain.figures.report import (
    OfWhom,
    StepLength,
    month_end,
    report_of,
    step_length,
    steps_of,
    those,
)
from core.domain.figures.summary import DayEvents, Fact, Summary, summary_of
from core.domain.figures.tally import Counted
from core.domain.ticket import Channel, Kind, Line, OfficeId
from tests.builders import MORNING, SERVICE, an_office_settings
from tests.domain.figures.days import TAKEN, by, happened, ticket

DAY = date(2026, 11, 24)
SETTINGS = an_office_settings()
EVENTS = tuple(
    happened(
        (0, Kind.SIGNED_IN, by(1, "ana")),
        (1, Kind.ISSUED, TAKEN),
        (2, Kind.ISSUED, {**TAKEN, "line": "preferential", "language": "en"}),
        (3, Kind.INFORMED, {**TAKEN, "notice": "la-loma"}),
        (4, Kind.CALLED, ticket(2)),
        (5, Kind.PUT_BACK, ticket(2, call=5)),
        (
            6,
            Kind.UNDONE,
            ticket(2, step="put_back", before={"state": "called", "counter": 1, "staff": "ana"}),
        ),
        (7, Kind.STARTED, ticket(2)),
        (9, Kind.FINISHED, ticket(2, reason="A bill", survey_offered=True)),
        (10, Kind.RATED, {**TAKEN, "score": 5}),
        (11, Kind.CALLED, ticket(3)),
        (12, Kind.PUT_BACK, ticket(3, call=11)),
        (13, Kind.CALLED, ticket(3, why={"rule": "chosen", "reason": "asked", "overtaken": 1})),
        (13, Kind.STEPPED_AWAY, by(1, "ana", reason="bathroom")),
        (15, Kind.CAME_BACK, by(1, "ana", away_s=120.0)),
    )
)


def summary(*, is_over: bool = True) -> Summary:
    now = MORNING + timedelta(minutes=20)
    return summary_of(DayEvents(DAY, EVENTS, is_over=is_over), SETTINGS, now)


def test_a_days_facts_are_counted() -> None:
    found = summary()

    assert found.facts[Fact.INFORMED] == 1
    assert found.facts[Fact.PUT_BACK] == 1  # the other was taken back
    assert found.facts[Fact.OPEN_S] == 8 * 3600
    assert found.words(Fact.SCORE) == {"5": 1}
    assert found.words(Fact.ARRIVED) == {"1:8": 2}
    assert found.words(Fact.WORKED) == {"1": 1}


def test_who_waits_has_left_when_the_day_is_over_and_not_before() -> None:
    def abandoned(found: Summary) -> int:
        return sum(each.of(Counted.ABANDONED) for each in found.cells.values())

    assert (abandoned(summary()), abandoned(summary(is_over=False))) == (1, 0)


def test_what_was_kept_is_read_again() -> None:
    again = Summary()
    again.add_plain(summary().plain())

    assert again == summary()


def test_a_day_without_anybody_is_no_day_that_was_worked() -> None:
    found = summary_of(DayEvents(DAY, (), is_over=True), SETTINGS, MORNING)

    assert found.words(Fact.WORKED) == {}


def test_days_add_up() -> None:
    twice, read = summary(), summary()
    twice.add(summary())
    read.add_plain(summary().plain())

    assert twice == read
    assert twice.facts[Fact.OPEN_S] == 16 * 3600


def test_a_report_tells_all_of_it() -> None:
    report = report_of(summary(), (OfficeId("san-andres"),), SETTINGS, (DAY, DAY))

    hall = report.figures.hall
    assert (report.office, report.day) == ("san-andres", DAY)
    assert (hall.issued, hall.served, hall.overtook) == (2, 1, 1)
    assert hall.out_of_order == {"asked": 1}
    assert hall.reasons == {"A bill": 1}
    assert hall.languages == {"es": 1, "en": 1}
    assert (report.informed, report.put_back, report.ratings.n) == (1, 1, 1)
    assert report.open_min == 480
    assert report.arrivals == {(1, 8): 2}
    assert report.counters.staffed == 15
    assert report.counters.away == {"bathroom": 2}
    assert report.by_staff["ana"] == report.counters
    assert report.free_by_hour.keys() == {8}
    assert report.counters.occupancy == pytest.approx(100 * 2 / 15)


def test_without_anybody_at_a_counter_there_is_no_occupancy() -> None:
    report = report_of(Summary(), (OfficeId("san-andres"),), SETTINGS, (DAY, DAY))

    assert report.counters.occupancy is None


@pytest.mark.parametrize(
    ("chosen", "issued"),
    [
        (OfWhom(), 2),
        (OfWhom(line=Line.PREFERENTIAL), 1),
        (OfWhom(service=SERVICE), 2),
        (OfWhom(channel=Channel.PHONE), 0),
        (OfWhom(staff="ana"), 2),
        (OfWhom(staff="beto"), 0),
    ],
)
def test_figures_are_of_whom_they_are_wanted(chosen: OfWhom, issued: int) -> None:
    found = those(summary(), chosen)

    assert sum(tally.of(Counted.ISSUED) for tally in found.values()) == issued


@pytest.mark.parametrize(
    ("days", "length", "steps"),
    [
        (1, StepLength.HOUR, 0),
        (2, StepLength.DAY, 2),
        (31, StepLength.DAY, 31),
        (32, StepLength.WEEK, 5),
        (92, StepLength.WEEK, 14),
        (93, StepLength.MONTH, 4),
    ],
)
def test_a_span_is_told_step_by_step(days: int, length: StepLength, steps: int) -> None:
    last = DAY + timedelta(days=days - 1)

    found = steps_of(DAY, last)

    assert step_length(DAY, last) is length
    assert len(found) == steps
    if found:
        assert (found[0][0], found[-1][1]) == (DAY, last)
        assert sum((ends - begins).days + 1 for begins, ends in found) == days


def test_a_month_ends_on_its_last_day() -> None:
    assert month_end(date(2028, 2, 1)) == date(2028, 2, 29)
    assert month_end(date(2026, 12, 31)) == date(2026, 12, 31)
