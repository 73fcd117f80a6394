"""The day's figures, made of what really happened: what no figure can hold is counted apart."""

from collections.abc import Callable
from datetime import timedelta
from statistics import fmean

import pytest

from core.clock import FixedClock
from core.domain.figures.figures import Figure
from core.domain.ticket import Line
from core.office import Office
from tests.builders import local
from tests.conftest import SAMPLE_PIN

MINUTE = timedelta(minutes=1)


def call(office: Office, clock: FixedClock, *, after_min: float, counter: int = 1) -> None:
    clock.advance(after_min * MINUTE)
    office.queue.call_next(counter=counter)


def serve(office: Office, clock: FixedClock, *, minutes: float, counter: int = 1) -> None:
    office.queue.start(counter=counter)
    clock.advance(minutes * MINUTE)
    office.queue.finish(counter=counter)


def transfer(office: Office, clock: FixedClock) -> None:
    call(office, clock, after_min=5)
    office.queue.start(counter=1)
    clock.advance(10 * MINUTE)
    office.queue.transfer(counter=1, to_counter=2)
    call(office, clock, after_min=7, counter=2)
    serve(office, clock, minutes=4, counter=2)


def hold(office: Office, clock: FixedClock) -> None:
    call(office, clock, after_min=5)
    office.queue.start(counter=1)
    office.queue.hold(counter=1, reason="copies")
    clock.advance(10 * MINUTE)
    office.queue.resume(counter=2, code="A-001")
    clock.advance(4 * MINUTE)
    office.queue.finish(counter=2)


def reinstate(office: Office, clock: FixedClock) -> None:
    call(office, clock, after_min=5)
    office.queue.no_show(counter=1)
    clock.advance(10 * MINUTE)
    office.queue.reinstate(code="A-001")
    call(office, clock, after_min=7)
    serve(office, clock, minutes=4)


def change_line(office: Office, clock: FixedClock) -> None:
    clock.advance(14 * MINUTE)
    office.queue.change_line(code="A-001", line="preferential", reason="asked")
    call(office, clock, after_min=1)
    serve(office, clock, minutes=4)


@pytest.mark.parametrize(
    ("happen", "waits", "services"),
    [
        (transfer, (5, 7), (10, 4)),
        (hold, (5,), (4,)),
        (reinstate, (5,), (4,)),
        (change_line, (15,), (4,)),
    ],
)
def test_a_ticket_of_several_parts_has_each_of_its_times(
    staffed_office: Office,
    clock: FixedClock,
    happen: Callable[[Office, FixedClock], None],
    waits: tuple[float, ...],
    services: tuple[float, ...],
) -> None:
    staffed_office.queue.issue()
    happen(staffed_office, clock)

    hall = staffed_office.reports.day().figures.hall

    assert (hall.issued, hall.served, hall.not_measured) == (1, 1, 0)
    assert hall.wait_mean_min == Figure(fmean(waits), len(waits))
    assert hall.wait_max_min == Figure(max(waits), len(waits))
    assert hall.service_mean_min == Figure(fmean(services), len(services))
    assert hall.within_target.n == 1


def test_a_service_left_open_overnight_makes_no_mean_of_sixteen_hours(
    staffed_office: Office, clock: FixedClock
) -> None:
    clock.advance(local("2026-11-23 16:50") - clock.now())
    staffed_office.queue.issue()
    call(staffed_office, clock, after_min=0)
    staffed_office.queue.start(counter=1)
    clock.advance(timedelta(hours=16))
    staffed_office.queue.issue()  # and so the day before ends, and everybody is signed out
    staffed_office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    staffed_office.queue.finish(counter=1)

    hall = staffed_office.reports.day(local("2026-11-23 12:00").date()).figures.hall

    assert (hall.served, hall.not_measured) == (1, 1)
    assert hall.service_mean_min == Figure(None, 0)


def test_what_happened_on_another_day_leaves_todays_figures_alone(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.queue.issue()
    transfer(staffed_office, clock)
    clock.advance(timedelta(days=1))
    staffed_office.queue.issue()
    staffed_office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    call(staffed_office, clock, after_min=3)
    serve(staffed_office, clock, minutes=6)

    day = staffed_office.reports.day().figures

    assert day.hall.not_measured == 0
    assert day.by_line[Line.GENERAL].wait_max_min == Figure(3, 1)


def test_a_call_that_was_put_back_counts_as_such_and_delays_no_figure(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.queue.issue()
    call(staffed_office, clock, after_min=5)
    staffed_office.queue.put_back(counter=1)
    call(staffed_office, clock, after_min=7)
    serve(staffed_office, clock, minutes=4)

    report = staffed_office.reports.day()

    assert report.put_back == 1
    assert report.figures.hall.wait_mean_min == Figure(12.0, 1)
