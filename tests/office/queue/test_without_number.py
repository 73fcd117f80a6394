"""People without a number: named by `#` and their id, and within reach of every desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.domain.ticket import Kind, Line, Rule, State
from core.errors import NothingOnHold, OfficeClosed, TicketGone, WrongStep
from core.office import Office
from tests.conftest import SAMPLE_PIN
from tests.office.changes import change_settings, nothing_changes


def held_at(office: Office, counter: int) -> str:
    """Put somebody without a number on hold; return what to call them."""
    office.queue.serve_now(counter=counter)
    return office.queue.hold(counter=counter, reason="document").name


def sign_out(office: Office) -> None:
    office.staff.sign_out(counter=1)


def step_away(office: Office) -> None:
    office.staff.step_away(counter=1, reason="lunch")


def come_over(office: Office) -> None:
    """Change to a counter where nobody is."""
    office.staff.sign_out(counter=3)
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=3, take_over=True)


# --- on hold


@pytest.mark.parametrize("leave", [sign_out, step_away, come_over])
def test_who_is_on_hold_at_a_desk_where_nobody_is_goes_on_at_another(
    staffed_office: Office, leave: Callable[[Office], None]
) -> None:
    queue = staffed_office.queue
    name = held_at(staffed_office, 1)
    assert queue.left_on_hold() == ()
    leave(staffed_office)

    (left,) = queue.left_on_hold()
    assert (left.name, left.counter) == (name, 1)
    with nothing_changes(staffed_office), pytest.raises(NothingOnHold):
        queue.resume(counter=2)  # nobody of their own
    resumed = queue.resume(counter=2, code=name)

    assert (resumed.id, resumed.state, resumed.counter) == (left.id, State.SERVING, 2)
    assert queue.left_on_hold() == ()
    assert queue.finish(counter=2).staff == "beto"


def test_of_several_on_hold_each_is_named(staffed_office: Office, clock: FixedClock) -> None:
    queue = staffed_office.queue
    first, second = held_at(staffed_office, 1), held_at(staffed_office, 1)
    assert first != second

    assert queue.resume(counter=1, code=first).name == first
    clock.advance(timedelta(seconds=1))
    queue.hold(counter=1, reason="document")
    assert queue.resume(counter=1).name == first  # without a name the one put aside last


def test_who_is_on_hold_with_a_number_is_within_reach_too(staffed_office: Office) -> None:
    queue = staffed_office.queue
    ticket = queue.issue()
    queue.call_next(counter=1)
    queue.start(counter=1)
    queue.hold(counter=1, reason="document")
    sign_out(staffed_office)

    assert [each.code for each in queue.left_on_hold()] == ["A-001"]
    assert queue.resume(counter=2, code=f"#{ticket.id}").code == "A-001"


def test_yesterday_s_are_not_left_on_hold(staffed_office: Office, clock: FixedClock) -> None:
    name = held_at(staffed_office, 1)
    sign_out(staffed_office)
    clock.advance(timedelta(days=1))

    assert staffed_office.queue.left_on_hold() == ()
    staffed_office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    with pytest.raises(TicketGone, match=name):
        staffed_office.queue.resume(counter=2, code=name)


# --- waiting


def test_who_waits_without_a_number_is_chosen_moved_and_taken_off_by_name(
    staffed_office: Office,
) -> None:
    queue = staffed_office.queue
    queue.issue()
    first, second, third = (queue.arrive(counter=2) for _ in range(3))

    gone = queue.cancel(code=first.name, counter=2)
    moved = queue.change_line(code=second.name, line="general", reason="wrong_button")
    chosen = queue.call(counter=1, code=f" # {third.id} ", reason="leader")

    assert (gone.id, gone.state) == (first.id, State.CANCELLED)
    assert (moved.id, moved.line) == (second.id, Line.GENERAL)
    assert (chosen.id, chosen.state, chosen.counter) == (third.id, State.SERVING, 1)
    assert chosen.why is not None
    assert (chosen.why.rule, chosen.why.reason) == (Rule.CHOSEN, "leader")
    assert staffed_office.journal()[-1].kind is Kind.ATTENDED  # there is nothing to announce
    with nothing_changes(staffed_office), pytest.raises(WrongStep):
        queue.call(counter=2, code=third.name, reason="leader")


@pytest.mark.parametrize("name", ["#", "#0", "#1", "#99", "#x", "# 9999999999999999999999"])
def test_a_name_that_nobody_has_is_refused(staffed_office: Office, name: str) -> None:
    with nothing_changes(staffed_office), pytest.raises(TicketGone):
        staffed_office.queue.cancel(code=name)


def test_no_paper_is_printed_of_who_has_no_number(staffed_office: Office) -> None:
    ticket = staffed_office.queue.arrive(counter=1)

    with nothing_changes(staffed_office), pytest.raises(TicketGone):
        staffed_office.devices.reprint(code=ticket.name, device="kiosk")


# --- seen by nobody yet: at the kiosk


def test_somebody_who_comes_by_the_kiosk_is_told_to_every_desk(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()

    ticket = queue.arrive(request="touch")

    assert queue.arrive(request="touch") == ticket
    assert (ticket.line, ticket.counter, ticket.staff) == (Line.PREFERENTIAL, None, None)
    assert staffed_office.journal()[-1].counter is None
    attended = queue.call_next(counter=3)
    assert attended is not None
    assert (attended.id, attended.state) == (ticket.id, State.SERVING)


def test_a_closed_office_registers_who_stands_at_a_desk_only(
    staffed_office: Office, clock: FixedClock
) -> None:
    clock.advance(timedelta(hours=12))

    with nothing_changes(staffed_office), pytest.raises(OfficeClosed):
        staffed_office.queue.arrive()

    assert staffed_office.queue.arrive(counter=1).state is State.WAITING


# --- how it goes


def test_how_priority_goes_counts_who_waits_too_long_and_who_left_so(
    staffed_office: Office, clock: FixedClock
) -> None:
    office, queue = staffed_office, staffed_office.queue
    change_settings(office, mode="direct")
    queue.serve_now(counter=1, line="preferential", channel="phone")  # of no line
    attended, left, mistaken, waits = (queue.arrive() for _ in range(4))
    clock.advance(timedelta(seconds=30))
    queue.attend(counter=2, ticket=attended.id)
    queue.cancel(code=mistaken.name)

    today = office.reports.prelation()
    assert (today.judged, today.in_time) == (1, 1), "who waits has a minute still"

    clock.advance(timedelta(minutes=9))
    queue.cancel(code=left.name)
    queue.arrive()

    today = office.reports.prelation()
    assert (today.judged, today.in_time) == (3, 1)
    queue.attend(counter=3, ticket=waits.id)
    today = office.reports.prelation()
    assert (today.judged, today.in_time) == (3, 1)
