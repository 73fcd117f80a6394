"""The office at this moment, as its leader watches it, on both databases."""

from datetime import date, timedelta

import pytest

from core.clock import FixedClock
from core.domain.live.alerts import AlertKind
from core.domain.live.desks import Doing
from core.domain.live.waiting import Promise
from core.errors import UnknownOffice
from core.office import Office, template
from core.office.printing import PrintQueue
from core.printing.port import PrinterState
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


class Printer:
    """A printer from which every paper comes out."""

    name = "paper"

    def state(self) -> PrinterState:
        return PrinterState.OK

    def print_slip(self, _slip: object) -> PrinterState:
        return PrinterState.OK


def print_all(office: Office) -> None:
    queue = PrintQueue(office, Printer(), "kiosk")
    while queue.work_one() is not None:
        pass


def kinds(office: Office) -> list[AlertKind]:
    return [each.kind for each in office.live.panel().alerts]


def test_a_wait_stands_against_its_paper_until_it_is_sent_on(
    staffed_office: Office, clock: FixedClock
) -> None:
    office = staffed_office
    for _ in range(4):
        office.queue.issue("general", print_on="kiosk")
    print_all(office)
    clock.advance(12 * MINUTE)

    panel = office.live.panel()
    first = panel.waiters[0]
    assert (first.name, first.low_min, first.high_min) == ("A-001", 0, 10)
    assert first.promise(panel.at) is Promise.PAST
    assert panel.order == ("A-001", "A-002", "A-003", "A-004")
    assert panel.waiting_in(first.line) == 4

    office.queue.call_next(counter=1)
    office.queue.start(counter=1)
    office.queue.transfer(counter=1, to_counter=2)

    sent_on = next(each for each in office.live.panel().waiters if each.name == "A-001")
    assert (sent_on.since, sent_on.high_min) == (clock.now(), None)


def test_a_counter_free_while_somebody_waits_comes_first(
    staffed_office: Office, clock: FixedClock
) -> None:
    office = staffed_office
    office.queue.issue()
    office.queue.issue()
    office.queue.call_next(counter=1)
    office.queue.start(counter=1)
    office.staff.step_away(counter=3, reason="lunch")
    clock.advance(2 * MINUTE)

    desks = office.live.panel().desks

    assert [(each.number, each.doing) for each in desks][:3] == [
        (2, Doing.IDLE),
        (1, Doing.SERVING),
        (3, Doing.AWAY),
    ]
    assert desks[0].since == MONDAY_MORNING
    assert AlertKind.IDLE in kinds(office)
    office.queue.call_next(counter=2)
    office.queue.no_show(counter=2)
    assert AlertKind.IDLE not in kinds(office)
    assert office.live.panel().desks[1].since == clock.now()


def test_who_will_wait_too_long_is_told_ahead_and_then_that_they_do(
    office: Office, clock: FixedClock
) -> None:
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    for _ in range(6):
        office.queue.issue()
    office.queue.call_next(counter=1)

    (coming,) = (each for each in office.live.panel().alerts if each.is_ahead)
    assert coming.until == MONDAY_MORNING + 30 * MINUTE
    clock.advance(31 * MINUTE)

    panel = office.live.panel()
    late = [each.name for each in panel.alerts if each.kind is AlertKind.WAITS_TOO_LONG]
    assert late == ["A-002", "A-003", "A-004", "A-005", "A-006"]
    assert not any(each.is_ahead for each in panel.alerts)


def test_a_call_that_a_display_does_not_show_a_pause_and_no_copy_alert(
    staffed_office: Office, clock: FixedClock
) -> None:
    office = staffed_office
    office.queue.issue()
    office.queue.call_next(counter=1)
    clock.advance(4 * SECOND)
    assert kinds(office) == [AlertKind.NO_COPY]  # there is no display

    office.devices.seen("hall", "display", {"voice": "ok"})
    for _ in range(5):
        with pytest.raises(Exception, match="PIN"):
            office.staff.check_pin("ana", "1357")

    panel = office.live.panel()
    assert [each.kind for each in panel.alerts] == [
        AlertKind.NOT_SHOWN,
        AlertKind.PIN_PAUSED,
        AlertKind.NO_COPY,
    ]
    assert panel.name_of("ana") == "Ana"
    assert panel.name_of("nobody") == "nobody"


def test_who_saw_an_alert_is_told_until_it_comes_again(
    staffed_office: Office, clock: FixedClock
) -> None:
    office = staffed_office
    office.queue.issue()
    clock.advance(2 * MINUTE)
    first, *_others = office.live.panel().alerts

    office.live.see(first.key, by="lider")

    seen = next(each.seen for each in office.live.panel().alerts if each.key == first.key)
    assert seen is not None
    assert (seen.by, seen.at) == ("lider", clock.now())
    assert office.live.panel().alerts[-1].seen == seen  # behind those that nobody has seen
    clock.advance(SECOND)
    for counter in (1, 2, 3):
        office.queue.issue()
        office.queue.call_next(counter=counter)
        office.queue.no_show(counter=counter)
    clock.advance(2 * MINUTE)
    assert all(each.seen is None for each in office.live.panel().alerts)


def test_a_device_tells_since_when_it_is_so_and_how_often_it_was_away(
    office: Office, clock: FixedClock
) -> None:
    for minutes in (0, 1, 3):
        clock.advance((minutes * MINUTE) - (clock.now() - MONDAY_MORNING))
        office.devices.seen("kiosk", "kiosk", {"printer": "out_of_paper"})

    (kiosk,) = office.devices.all()

    assert kiosk.state == {"printer": "out_of_paper"}
    assert kiosk.history.since == {"printer": MONDAY_MORNING}
    assert kiosk.history.gaps_since(office.live.panel().day_began) == 1


def work_a_day(office: Office, clock: FixedClock, visits: int) -> None:
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    for _ in range(visits):
        office.queue.issue()
        clock.advance(2 * MINUTE)
        office.queue.call_next(counter=1)
        office.queue.start(counter=1)
        clock.advance(5 * MINUTE)
        office.queue.finish(counter=1)


def test_today_stands_beside_the_last_days_of_its_weekday(
    office: Office, clock: FixedClock
) -> None:
    for visits in (1, 2, 4):
        work_a_day(office, clock, visits)
        clock.advance(7 * 24 * 60 * MINUTE - 7 * visits * MINUTE)
    work_a_day(office, clock, 3)
    clock.advance(60 * MINUTE)

    while not (found := office.live.course()).is_whole:  # a slow machine takes several times
        pass

    # The fourth Monday of these weeks is a holiday.
    assert found.course.days == (date(2026, 12, 7), date(2026, 11, 30), date(2026, 11, 23))
    nine = found.course.hours.index(9)
    arrivals = found.course.arrivals[nine]
    assert arrivals.usual is not None
    assert (arrivals.today, arrivals.usual.middle) == (3, 2)
    assert (found.course.waits[nine].today, found.course.services[nine].today) == (2, 5)
    assert (found.course.arrived, found.course.usually) == (3, 2)
    assert (found.figures.hall.issued, round(found.idle_min)) == (3, 6)
    assert office.live.course().course == found.course


def test_another_office_of_the_database_is_watched_by_its_id(
    office: Office, office_url: str, clock: FixedClock
) -> None:
    Office.create(office_url, "providencia", template("providencia"), clock).close()
    office.queue.issue()

    other = office.live.panel("providencia")

    assert (other.office, other.settings.name, other.waiters) == ("providencia", "Providencia", ())
    office.live.see("no_copy:", by="director", office="providencia")
    assert [each.seen is None for each in office.live.panel("providencia").alerts] == [False]
    assert office.live.panel().alerts[-1].seen is None
    assert office.live.course("providencia").office == "providencia"
    with pytest.raises(UnknownOffice):
        office.live.panel("nowhere")
