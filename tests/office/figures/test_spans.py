"""The figures of a span: to the second those of an independent reading, kept or worked out anew."""

import json
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import fmean, median
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, text

from core.clock import FixedClock
from core.domain.figures.figures import Figure
from core.domain.figures.report import OfWhom, Report
from core.domain.ticket import Line, ServiceKey
from core.errors import (
    DayOutOfRange,
    MayNotSeeReports,
    SpanBackwards,
    UnknownOffice,
    UnknownStaff,
)
from core.office import Office, Receipt
from tests.builders import TIMEZONE, local
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN
from tests.office.changes import change_settings
from tests.office.figures.busy import PAYMENTS, PEOPLE, BusyDay, furnish
from tests.office.figures.independent import Row, Times, times_of

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
MONDAY = MONDAY_MORNING.astimezone(ZoneInfo(TIMEZONE)).date()


def rows_of(office_url: str) -> Iterator[Row]:
    """Read the journal by SQL alone."""
    engine = create_engine(office_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        for row in connection.execute(text("SELECT * FROM event ORDER BY seq")).mappings():
            at, data = row["at"], row["data"]
            if not isinstance(at, datetime):
                at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)
            here = at.astimezone(ZoneInfo(TIMEZONE)).replace(tzinfo=None)
            plain = json.loads(data) if isinstance(data, str) else data
            yield Row(
                row["seq"], here, row["kind"], row["ticket"], row["counter"], row["staff"], plain
            )
    engine.dispose()


def figures(seconds: Iterable[int | None]) -> tuple[Figure, Figure, Figure, Figure]:
    """Return mean, median, nine in ten and longest, by the book."""
    found = sorted(each for each in seconds if each is not None)
    if not found:
        return (Figure(None, 0),) * 4
    n = len(found)
    nine_in_ten = found[math.ceil(0.9 * n) - 1]
    told = (fmean(found), median(found), nine_in_ten, found[-1])
    mean, middle, ninth, longest = (Figure(each / 60, n) for each in told)
    return mean, middle, ninth, longest


def check(report: Report, times: list[Times]) -> None:
    """Hold a report against the same times, in all and in each of its groups."""
    hall = [each for each in times if each.channel == "in_person"]
    found = report.figures
    groups = [(found.hall, hall)]
    for line, part in found.by_line.items():
        groups.append((part, [each for each in hall if each.line == line]))
    for key, part in found.by_service.items():
        groups.append((part, [each for each in hall if each.service == key]))
    for desk, part in found.by_desk.items():
        groups.append((part, [each for each in times if each.desk == desk]))
    for channel, part in found.by_channel.items():
        groups.append((part, [each for each in times if each.channel == channel]))
    for part, some in groups:
        wait = figures(each.wait for each in some)
        way = figures(each.displacement for each in some)
        service = figures(each.service_s for each in some)
        told = (
            *(part.wait_mean_min, part.wait_median_min, part.wait_p90_min, part.wait_max_min),
            *(part.displacement_mean_min, part.displacement_median_min, part.displacement_p90_min),
            *(part.service_mean_min, part.service_median_min, part.service_p90_min),
        )
        for mine, right in zip(told, (*wait, *way[:3], *service[:3]), strict=True):
            assert mine.n == right.n
            assert mine.value == pytest.approx(right.value)


@pytest.mark.parametrize("seed", [11, 12])
def test_a_week_with_all_that_can_happen_is_as_the_definitions_have_it(
    staffed_office: Office, office_url: str, clock: FixedClock, seed: int
) -> None:
    furnish(staffed_office)
    day = BusyDay(staffed_office, clock, seed)
    for n in range(3):
        day.live(110, longest_s=150)
        clock.advance(local(f"2026-11-{24 + n} 08:00") - clock.now())  # nobody ended the day
        for counter, person in enumerate(PEOPLE, start=1):
            staffed_office.staff.sign_in(person, pin=SAMPLE_PIN, counter=counter)
    day.live(40)
    last = clock.now().astimezone(ZoneInfo(TIMEZONE)).date()
    times = times_of(rows_of(office_url))
    assert len(times) > 60

    for _ in ("worked out", "kept"):
        check(staffed_office.reports.span(MONDAY, last), times)
    by_day = [staffed_office.reports.day(MONDAY + n * DAY) for n in range(4)]
    assert sum(each.figures.hall.issued for each in by_day) == (
        staffed_office.reports.span(MONDAY, last).figures.hall.issued
    )
    ana = staffed_office.reports.span(MONDAY, last, chosen=OfWhom(staff="ana"))
    assert {staff for _counter, staff in ana.figures.by_desk} == {"ana"}
    payments = OfWhom(service=ServiceKey(PAYMENTS), line=Line.GENERAL)
    check(
        staffed_office.reports.span(MONDAY, last, chosen=payments),
        [each for each in times if (each.service, each.line) == (PAYMENTS, "general")],
    )


def serve(office: Office, clock: FixedClock, *, minutes: float = 5) -> None:
    office.queue.issue()
    clock.advance(MINUTE)
    office.queue.call_next(counter=1)
    office.queue.start(counter=1)
    clock.advance(minutes * MINUTE)
    office.queue.finish(counter=1)


def morning_of(office: Office, clock: FixedClock, moment: str) -> None:
    clock.advance(local(moment) - clock.now())
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)


def test_what_a_day_came_to_is_worked_out_anew_when_something_of_it_changes(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.queue.issue()
    clock.advance(local("2026-11-23 16:50") - clock.now())
    staffed_office.queue.call_next(counter=1)
    staffed_office.queue.start(counter=1)
    morning_of(staffed_office, clock, "2026-11-24 08:00")
    before = staffed_office.reports.day(MONDAY).figures.hall
    staffed_office.queue.finish(counter=1)

    after = staffed_office.reports.day(MONDAY).figures.hall

    assert (before.issued, before.served) == (1, 0)
    assert (after.issued, after.served, after.not_measured) == (1, 1, 1)


def test_who_still_waits_when_a_day_is_over_has_left_also_before_anybody_acts(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.queue.issue()
    clock.advance(DAY)

    counts = []
    for _ in range(2):
        hall = staffed_office.reports.day(MONDAY).figures.hall
        counts.append((hall.issued, hall.abandoned.n, hall.served))
        staffed_office.queue.issue()  # and so the day before ends

    assert counts == [(1, 1, 0)] * 2


def test_a_day_is_judged_by_the_settings_of_its_end_whenever_it_is_asked_for(
    staffed_office: Office, clock: FixedClock
) -> None:
    for _ in range(5):
        staffed_office.queue.issue()
        clock.advance(10 * MINUTE)
        staffed_office.queue.call_next(counter=1)
        staffed_office.queue.start(counter=1)
        staffed_office.queue.finish(counter=1)
    morning_of(staffed_office, clock, "2026-11-24 08:00")
    change_settings(staffed_office, targets={"general_min": 5})

    monday = staffed_office.reports.day(MONDAY)

    assert monday.figures.hall.within_target == Figure(100, 5)
    assert monday.settings.targets.general_min == 5


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_months_and_years_come_to_what_their_days_do(
    staffed_office: Office, clock: FixedClock
) -> None:
    serve(staffed_office, clock)
    for moment in ("2026-12-01 08:00", "2026-12-30 08:00", "2027-01-04 08:00", "2027-02-01 08:00"):
        morning_of(staffed_office, clock, moment)
        serve(staffed_office, clock, minutes=7)

    def issued(first: date, last: date) -> int:
        return staffed_office.reports.span(first, last).figures.hall.issued

    for _ in range(2):
        assert issued(date(2026, 1, 1), date(2026, 12, 31)) == 3
        assert issued(date(2026, 12, 1), date(2026, 12, 31)) == 2
        assert issued(date(2026, 12, 2), date(2027, 1, 31)) == 2
        assert issued(date(2000, 1, 1), date(2199, 12, 31)) == 5
        assert issued(MONDAY, MONDAY) == 1
        assert issued(date(2026, 11, 1), MONDAY - DAY) == 0
    december = staffed_office.reports.span(date(2026, 12, 1), date(2026, 12, 31))
    assert december.figures.hall.service_mean_min == Figure(7, 2)
    assert december.arrivals == {(1, 8): 1, (2, 8): 1}
    assert december.open_min == 60 * 8 * 21  # 8 and 25 are holidays


def test_what_is_kept_and_is_not_what_the_journal_comes_to_is_told_and_mended(
    staffed_office: Office, office_url: str, clock: FixedClock
) -> None:
    serve(staffed_office, clock)
    morning_of(staffed_office, clock, "2026-12-01 08:00")
    change_settings(staffed_office, targets={"general_min": 1})
    november = staffed_office.reports.span(date(2026, 11, 1), date(2026, 11, 30))
    assert staffed_office.health.of_figures() == ()
    by_hand = "UPDATE summary SET document = {} WHERE period = '{}'"
    engine = create_engine(office_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for made, period in (
            ("replace(document, '\"issued\":1', '\"issued\":9')", "2026-11-23"),
            ("'[]'", "2026-11-25"),
            ("replace(document, '\"issued\":1', '\"issued\":8')", "2026-11"),
        ):
            connection.exec_driver_sql(by_hand.format(made, period))
    engine.dispose()

    told = [each.fields["period"] for each in staffed_office.health.of_figures()]
    rebuilt = staffed_office.rebuild(by="lider")

    assert told == ["2026-11-25", "2026-11-23", "2026-11"]
    assert rebuilt == 1
    assert staffed_office.health.of_figures() == ()
    assert staffed_office.reports.work_out() == 8
    assert staffed_office.health.of_figures() == ()
    again = staffed_office.reports.span(date(2026, 11, 1), date(2026, 11, 30))
    assert again.figures == november.figures


def test_a_counter_that_was_free_while_somebody_waited_is_told(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.staff.sign_out(counter=3)
    staffed_office.staff.step_away(counter=2, reason="bathroom")
    clock.advance(10 * MINUTE)
    staffed_office.queue.issue()
    staffed_office.queue.issue()
    clock.advance(4 * MINUTE)
    staffed_office.queue.call_next(counter=1)
    staffed_office.queue.start(counter=1)
    clock.advance(6 * MINUTE)
    staffed_office.staff.come_back(counter=2)
    clock.advance(3 * MINUTE)

    report = staffed_office.reports.day()

    found = report.counters
    assert (found.staffed, found.serving, found.free_while_waited) == (46, 9, 7)
    assert found.away == {"bathroom": 20}
    assert found.cost == {"bathroom": 4 * 2 + 6}
    assert report.by_staff["ana"].free_while_waited == 4
    assert report.free_by_hour == {9: 7}
    assert found.occupancy == pytest.approx(100 * 9 / 46)


def test_calls_are_counted_of_which_no_display_gave_a_receipt(
    staffed_office: Office, clock: FixedClock
) -> None:
    shown = staffed_office.queue.issue()
    called = staffed_office.queue.call_next(counter=1)
    assert called is not None
    assert called.id == shown.id
    assert called.call_seq is not None
    devices = staffed_office.devices
    devices.add_receipt(Receipt(called.call_seq, "display-1", shown_at=clock.now()))
    recalled = staffed_office.queue.recall(counter=1)
    assert recalled.call_seq is not None
    devices.add_receipt(Receipt(recalled.call_seq, "display-1", failed="no sound"))
    clock.advance(DAY)

    for _ in ("worked out", "kept"):
        report = staffed_office.reports.day(MONDAY)
        assert (report.calls, report.calls_unseen) == (2, 1)


def test_a_session_that_nobody_ended_counts_until_the_last_thing_done_in_it(
    staffed_office: Office, clock: FixedClock
) -> None:
    serve(staffed_office, clock, minutes=29)
    clock.advance(DAY)
    staffed_office.queue.issue()

    report = staffed_office.reports.day(MONDAY)

    assert report.by_staff["ana"].staffed == 30
    assert "beto" not in report.by_staff


def test_two_offices_are_one_report_and_each_has_its_own(
    staffed_office: Office, office_url: str, clock: FixedClock
) -> None:
    from core.office.document.document import template  # noqa: PLC0415

    serve(staffed_office, clock)
    with Office.create(office_url, "providencia", template("providencia"), clock) as other:
        other.staff.add("dora", name="Dora", pin="4826")
        other.staff.sign_in("dora", pin="4826", counter=1)
        other.queue.serve_now(counter=1)
        other.queue.finish(counter=1)
        both = other.reports.span(MONDAY, MONDAY, ["san-andres", "providencia"])
        alone = other.reports.day()

    assert (both.figures.hall.served, alone.figures.hall.served) == (2, 1)
    assert both.offices == ("san-andres", "providencia")
    with pytest.raises(UnknownOffice):
        staffed_office.reports.span(MONDAY, MONDAY, ["nowhere"])


def test_figures_are_for_who_leads_at_each_of_the_offices(office: Office) -> None:
    office.staff.add("calidad", name="C", role="quality", pin=SAMPLE_PIN, must_change_pin=False)
    office.staff.add("tecno", name="T", role="technician", pin=SAMPLE_PIN, must_change_pin=False)
    assert office.reports.span(MONDAY, MONDAY, by="calidad").first == MONDAY

    with pytest.raises(MayNotSeeReports, match='"tecno" works as technician'):
        office.reports.span(MONDAY, MONDAY, by="tecno")
    with pytest.raises(UnknownStaff):
        office.reports.span(MONDAY, MONDAY, by="nobody")


def test_a_span_that_ends_before_it_begins_is_refused(office: Office) -> None:
    with pytest.raises(SpanBackwards):
        office.reports.span(MONDAY, MONDAY - DAY)
    with pytest.raises(DayOutOfRange):
        office.reports.span(date(1999, 1, 1), MONDAY)


def test_whoever_asks_for_days_is_told_how_many_are_worked_out(
    staffed_office: Office, clock: FixedClock
) -> None:
    serve(staffed_office, clock)
    clock.advance(2 * DAY)
    told: list[tuple[int, int]] = []

    for _ in range(2):
        staffed_office.reports.span(MONDAY, MONDAY + DAY, told=lambda n, of: told.append((n, of)))

    assert told == [(0, 2), (1, 2), (2, 2)]
