"""A clock goes wrong: nobody waiting is lost, no day ends, and staff put it right."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from core.clock import FixedClock
from core.domain.calendar.present import Doubt
from core.domain.ticket import Kind, State
from core.errors import ClockNotInDoubt, ClockSaysAnotherDay, CounterNotStaffed, UndoTooLate
from core.office import Office
from core.store.connection.engine import Store
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN
from tests.office.changes import change_settings, nothing_changes

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@contextmanager
def started_anew(url: str, at: datetime, hasher: PasswordHasher) -> Iterator[Office]:
    """Open the office on a computer that was started with its clock at `at`."""
    with Office.open(url, "san-andres", FixedClock(at), hasher=hasher) as opened:
        yield opened
        assert opened.inconsistencies() == ()


def codes(office: Office) -> list[str]:
    return [ticket.name for ticket in office.queue.waiting()]


@pytest.mark.parametrize("jump", [-400 * DAY, -DAY, -HOUR, HOUR, DAY, 400 * DAY])
def test_a_jump_and_back_ends_nobodys_wait(
    staffed_office: Office, clock: FixedClock, jump: timedelta
) -> None:
    queue = staffed_office.queue
    for _ in range(6):
        queue.issue()
    called = queue.call_next(counter=1)
    clock.advance(MINUTE)
    clock.jump(jump)

    late = queue.issue()

    assert (late.code, late.day) == ("A-007", MONDAY)
    assert late.issued_at == MONDAY_MORNING + MINUTE
    assert staffed_office.clock.now().doubt is (Doubt.AHEAD if jump > 0 * DAY else Doubt.BEHIND)
    clock.jump(-jump)
    assert staffed_office.clock.now().doubt is None
    assert codes(staffed_office) == [f"A-00{n}" for n in range(2, 8)]
    assert queue.at_counter(1) == called
    assert queue.start(counter=1).code == "A-001"


@pytest.mark.parametrize("days", [-1, -400])
def test_a_clock_that_was_set_back_and_is_put_right_has_ended_nothing(
    office: Office, clock: FixedClock, days: int
) -> None:
    for _ in range(6):
        office.queue.issue()
    clock.advance(days * DAY)
    office.queue.issue()
    clock.advance(-days * DAY)

    assert office.clock.now().doubt is None
    assert office.queue.issue().code == "A-008"
    assert len(codes(office)) == 8


def test_a_clock_set_by_a_few_minutes_is_no_question(office: Office, clock: FixedClock) -> None:
    first = office.queue.issue()
    clock.jump(timedelta(minutes=-8))

    second = office.queue.issue()

    assert office.clock.now().doubt is None
    assert second.issued_at == first.issued_at
    with pytest.raises(ClockNotInDoubt):
        office.clock.confirm(MONDAY)


def test_while_the_clock_is_in_doubt_the_kiosk_gives_tickets(
    office: Office, clock: FixedClock
) -> None:
    clock.jump(10 * HOUR)  # it says 19:00

    assert office.queue.board().opening.is_open
    assert office.queue.issue().code == "A-001"


def test_a_clock_that_was_wrong_before_is_confirmed_and_everybody_keeps_their_turn(
    staffed_office: Office, clock: FixedClock
) -> None:
    """All morning the computer believed in yesterday, until its network came back."""
    queue = staffed_office.queue
    for _ in range(3):
        queue.issue()
    called = queue.call_next(counter=1)
    clock.advance(HOUR)
    clock.jump(DAY)
    queue.issue()

    assert staffed_office.clock.confirm(TUESDAY, by=" Lider ") == MONDAY

    assert codes(staffed_office) == ["A-002", "A-003", "A-004"]
    assert queue.at_counter(1) == called
    now = staffed_office.clock.now()
    assert (now.at, now.doubt) == (MONDAY_MORNING + HOUR + DAY, None)
    assert queue.issue().code == "A-005", "no code twice while somebody sits with it"
    event = staffed_office.journal()[-2]
    assert (event.kind, event.staff, event.at) == (Kind.DAY_CONFIRMED, "lider", now.at)
    clock.advance(DAY)
    tomorrow = queue.issue()
    assert (tomorrow.code, tomorrow.day) == ("A-001", TUESDAY + DAY)


def test_a_new_day_may_be_confirmed_as_one(staffed_office: Office, clock: FixedClock) -> None:
    waiting = staffed_office.queue.issue()
    clock.jump(DAY)

    assert staffed_office.clock.confirm(TUESDAY, keep_waiting=False) == MONDAY

    assert codes(staffed_office) == []
    first = staffed_office.queue.issue()
    assert (first.code, first.day) == ("A-001", TUESDAY)
    assert staffed_office.queue.ticket(waiting.id).state is State.ABANDONED


def test_where_nobody_waits_a_confirmed_day_begins_at_one(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.queue.issue()
    staffed_office.queue.call_next(counter=1)
    staffed_office.queue.start(counter=1)
    clock.jump(DAY)

    staffed_office.clock.confirm(TUESDAY)

    assert staffed_office.queue.issue().day == TUESDAY
    staffed_office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    assert staffed_office.queue.finish(counter=1).code == "A-001"


def test_only_the_day_that_was_seen_is_confirmed(office: Office, clock: FixedClock) -> None:
    office.queue.issue()
    clock.jump(DAY)

    with nothing_changes(office), pytest.raises(ClockSaysAnotherDay, match="2026-11-24"):
        office.clock.confirm(date(2027, 1, 1))


def test_what_a_wrong_day_ended_comes_back(
    staffed_office: Office, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    """The computer starts anew with its clock three days ahead: nothing tells that it is wrong."""
    queue = staffed_office.queue
    for _ in range(5):
        queue.issue()
    queue.call_next(counter=1)
    queue.start(counter=1)
    queue.hold(counter=1, reason="documento")
    queue.call_next(counter=1)
    queue.call_next(counter=2)
    queue.start(counter=2)
    before = {each.id: each for each in queue.waiting()}
    held, called, served = queue.held(1)[0], queue.at_counter(1), queue.at_counter(2)
    clock.advance(5 * MINUTE)
    ahead = 3 * DAY
    with started_anew(office_url, clock.now() + ahead, cheap_hasher) as wrong:
        assert codes(wrong) == []
        assert wrong.queue.issue().code == "A-001"
        for _ in range(6):
            wrong.queue.issue()
        wrong.staff.sign_in("beto", pin=SAMPLE_PIN, counter=3)
        wrong.queue.call_next(counter=3)
        wrong.queue.start(counter=3)
        wrong.queue.finish(counter=3)
    clock.advance(5 * MINUTE)
    assert staffed_office.clock.now().doubt is Doubt.BEHIND

    assert staffed_office.clock.confirm(MONDAY, by="ana") == MONDAY

    assert {each.id: each for each in queue.waiting()} | before == {
        each.id: each for each in queue.waiting()
    }, "who waited waits at their place"
    assert queue.held(1) == (held,)
    assert queue.at_counter(1) == called
    assert queue.at_counter(2) == served
    assert codes(staffed_office)[:2] == ["A-004", "A-005"]
    assert sorted(codes(staffed_office)[2:]) == [
        "A-002",
        "A-003",
        "A-004",
        "A-005",
        "A-006",
        "A-007",
    ]
    assert queue.issue().code == "A-008", "no code that somebody sits with"
    assert all(each.issued_at <= clock.now() for each in queue.waiting())
    clock.advance(DAY)
    assert queue.issue().code == "A-001"
    assert codes(staffed_office) == ["A-001"]


def test_a_called_ticket_comes_back_to_wait_if_its_counter_has_another(
    staffed_office: Office, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    queue = staffed_office.queue
    first = queue.issue()
    queue.call_next(counter=1)
    with started_anew(office_url, clock.now() + DAY, cheap_hasher) as wrong:
        later = wrong.queue.issue()
        wrong.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
        wrong.queue.call_next(counter=1)

    staffed_office.clock.confirm(MONDAY)

    at_counter = queue.at_counter(1)
    assert at_counter is not None
    assert at_counter.id == later.id
    assert [each.id for each in queue.waiting()] == [first.id]


def test_a_code_typed_finds_who_is_still_here(
    office: Office, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    office.queue.issue()
    office.queue.cancel(code="A-001")
    with started_anew(office_url, clock.now() + DAY, cheap_hasher) as wrong:
        still_here = wrong.queue.issue()
    office.clock.confirm(MONDAY)

    assert office.queue.cancel(code="A-001").id == still_here.id


def test_a_clock_wrong_within_a_day_is_put_right_with_its_times(
    staffed_office: Office, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    queue = staffed_office.queue
    queue.issue()
    with started_anew(office_url, clock.now() + 5 * HOUR, cheap_hasher) as wrong:
        wrong.queue.call_next(counter=1)
        wrong.queue.start(counter=1)
    clock.advance(MINUTE)

    assert staffed_office.clock.confirm(MONDAY) == MONDAY

    serving = queue.at_counter(1)
    assert serving is not None
    assert serving.started_at is not None
    assert MONDAY_MORNING <= serving.started_at <= clock.now()
    with pytest.raises(UndoTooLate):
        queue.undo(counter=1)


def test_a_day_confirmed_by_mistake_is_left_again(
    staffed_office: Office, clock: FixedClock
) -> None:
    """The clock is a year behind and somebody says that this is right: nothing old comes back."""
    queue = staffed_office.queue
    queue.issue()
    clock.advance(DAY)
    queue.issue()
    clock.jump(-365 * DAY)
    queue.issue()
    long_ago = TUESDAY - 365 * DAY

    assert staffed_office.clock.confirm(long_ago) == long_ago

    assert codes(staffed_office) == ["A-001", "A-002"], "today's wait, yesterday's do not"
    assert queue.issue().day == long_ago
    clock.jump(365 * DAY)
    staffed_office.clock.confirm(TUESDAY)
    assert len(codes(staffed_office)) == 3
    clock.advance(DAY)
    assert queue.issue().code == "A-001"
    assert len(codes(staffed_office)) == 1


def test_a_computer_started_in_the_past_loses_nobody_who_came_since(
    office: Office, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    """An empty battery: the clock says 2020 until the network has put it right."""
    office.queue.issue()
    old = FixedClock(datetime(2020, 1, 1, 5, 0, tzinfo=UTC))
    with Office.open(office_url, "san-andres", old, hasher=cheap_hasher) as started:
        old.advance(5 * MINUTE)
        assert started.queue.issue().code == "A-002"
        old.advance(5 * MINUTE)
        old.jump(clock.now() + DAY - old.now())

        assert started.clock.now().doubt is Doubt.AHEAD
        assert started.queue.issue().code == "A-003"
        started.clock.confirm(TUESDAY)
        assert codes(started) == ["A-001", "A-002", "A-003"]


def test_a_computer_put_right_before_anybody_came_asks_nothing(
    office: Office, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    office.queue.issue()
    old = FixedClock(datetime(2020, 1, 1, 5, 0, tzinfo=UTC))
    with Office.open(office_url, "san-andres", old, hasher=cheap_hasher) as started:
        assert started.clock.now().doubt is Doubt.BEHIND
        old.jump(clock.now() + DAY - old.now())

        assert started.clock.now().doubt is None
        assert started.queue.issue().day == TUESDAY


def test_another_computer_that_saw_the_event_come_knows_the_time_too(
    office: Office, office_url: str, cheap_hasher: PasswordHasher
) -> None:
    """Two computers at one server whose clock jumps: neither recorded all that happened."""
    here, there = FixedClock(MONDAY_MORNING), FixedClock(MONDAY_MORNING)
    with (
        Office.open(office_url, "san-andres", here, hasher=cheap_hasher) as first,
        Office.open(office_url, "san-andres", there, hasher=cheap_hasher) as second,
    ):
        second.queue.board()
        first.queue.issue()
        second.queue.board()
        for each in (here, there):
            each.advance(MINUTE)
            each.jump(DAY)

        assert second.clock.now().doubt is Doubt.AHEAD
        assert second.queue.issue().code == "A-002"


def test_the_end_of_a_day_signs_everybody_out(staffed_office: Office, clock: FixedClock) -> None:
    """Who forgot to sign out is no counter for the estimate of the next morning."""
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=1)
    queue.start(counter=1)
    clock.advance(DAY)
    board = queue.board()
    assert [each.staff for each in board.counters] == [None, None, None]
    assert all(line.wait is None for line in board.lines.values())

    first = queue.issue()

    assert queue.estimate(first.id) is None
    with pytest.raises(CounterNotStaffed):
        queue.call_next(counter=2)
    staffed_office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1)
    assert queue.finish(counter=1).state is State.FINISHED, "the service left open is ended"


def test_a_report_of_yesterday_is_the_same_before_anybody_acts_today(
    staffed_office: Office, clock: FixedClock
) -> None:
    for _ in range(6):
        staffed_office.queue.issue()
    staffed_office.queue.call_next(counter=1)
    clock.advance(DAY)

    before = staffed_office.reports.day(MONDAY)
    staffed_office.queue.issue()
    after = staffed_office.reports.day(MONDAY)

    assert before == after
    assert before.figures.hall.abandoned.value == 100.0


def test_another_time_zone_is_no_change_of_day_while_nobody_is_in_the_hall(
    staffed_office: Office, clock: FixedClock
) -> None:
    for zone in ("America/Lima", "America/Bogota"):
        change_settings(staffed_office, hours={"timezone": zone})
    clock.advance(HOUR)

    assert staffed_office.queue.issue().day == MONDAY
    clock.advance(DAY)
    assert staffed_office.queue.issue(outside_hours=True).code == "A-001"


def test_a_pause_after_wrong_pins_does_not_outlast_a_wrong_clock(
    office: Office, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    office.queue.issue()
    with started_anew(office_url, clock.now() + DAY, cheap_hasher) as wrong:
        for _ in range(5):
            with pytest.raises(Exception, match="PIN"):
                wrong.staff.check_pin("ana", "9999")
        wrong.devices.seen("kiosk", "kiosk", {})
        wrong.queue.issue()

    office.clock.confirm(MONDAY)

    assert office.staff.check_pin("ana", SAMPLE_PIN).username == "ana"
    assert office.devices.all()[0].seen_at == clock.now()


def damage(url: str, **columns: str) -> None:
    store = Store(url)
    with store.begin() as connection:
        for name, value in columns.items():
            connection.execute(text(f"UPDATE office SET {name} = '{value}'"))
    store.close()


def test_a_day_far_off_by_damage_is_told_hides_nobody_and_is_put_right(
    office: Office, office_url: str, clock: FixedClock
) -> None:
    office.queue.issue()
    for columns in ({"day": "2099-01-01"}, {"day": "2099-01-01", "until": "2099-01-01"}):
        damage(office_url, **columns)
        (problem,) = office.inconsistencies()
        assert "2099-01-01" in str(problem.fields)
        assert codes(office) == ["A-001"]

        office.rebuild()

        assert office.inconsistencies() == ()
        assert codes(office) == ["A-001"]
    damage(office_url, day="2099-01-01")
    assert office.queue.issue().code == "A-002", "and by whatever happens next"
    assert office.inconsistencies() == ()


def test_a_computer_without_a_steady_clock_of_its_own_still_opens(office_url: str) -> None:
    assert sqlite3.sqlite_version_info >= (3, 35)  # RETURNING
    with Office.open(office_url) as office:
        assert office.clock.now().clock.tzinfo is UTC
