"""Nothing is done at a counter while its person is away, and no absence counts as service."""

import inspect
from collections.abc import Callable
from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.domain.ticket import Kind, State
from core.errors import CounterAway, CounterNotStaffed, QueueError
from core.office import Office
from core.office.people.staff import StaffDesk
from core.office.queue.queue import Queue
from tests.conftest import SAMPLE_PIN
from tests.office.changes import nothing_changes

Deed = Callable[[Office], object]
MINUTES = timedelta(minutes=1)


def call(office: Office) -> None:
    office.queue.issue()
    office.queue.call_next(counter=1)


def serve(office: Office) -> None:
    call(office)
    office.queue.start(counter=1)


def hold(office: Office) -> None:
    serve(office)
    office.queue.hold(counter=1, reason="document")


def miss(office: Office) -> None:
    call(office)
    office.queue.no_show(counter=1)


def arrive(office: Office) -> int:
    return office.queue.arrive(counter=2).id


# The action: what makes it possible, and the action at counter 1 itself.
AT_COUNTER: dict[str, tuple[Deed, Deed]] = {
    "arrive": (lambda _: None, lambda office: office.queue.arrive(counter=1)),
    "attend": (
        arrive,
        lambda office: office.queue.attend(counter=1, ticket=office.queue.waiting()[0].id),
    ),
    "call": (
        lambda office: office.queue.issue(),
        lambda office: office.queue.call(counter=1, code="A-001", reason="leader"),
    ),
    "call_next": (
        lambda office: office.queue.issue(),
        lambda office: office.queue.call_next(counter=1),
    ),
    "cancel": (
        lambda office: office.queue.issue(),
        lambda office: office.queue.cancel(code="A-001", counter=1),
    ),
    "change_line": (
        lambda office: office.queue.issue(),
        lambda office: office.queue.change_line(
            code="A-001", line="preferential", reason="asked", counter=1
        ),
    ),
    "finish": (serve, lambda office: office.queue.finish(counter=1)),
    "hold": (serve, lambda office: office.queue.hold(counter=1, reason="document")),
    "no_show": (call, lambda office: office.queue.no_show(counter=1)),
    "put_back": (call, lambda office: office.queue.put_back(counter=1)),
    "recall": (call, lambda office: office.queue.recall(counter=1)),
    "reinstate": (miss, lambda office: office.queue.reinstate(code="A-001", counter=1)),
    "resume": (hold, lambda office: office.queue.resume(counter=1)),
    "serve_now": (lambda _: None, lambda office: office.queue.serve_now(counter=1)),
    "start": (call, lambda office: office.queue.start(counter=1)),
    "transfer": (serve, lambda office: office.queue.transfer(counter=1, line="preferential")),
    "undo": (hold, lambda office: office.queue.undo(counter=1)),
    "step_away": (
        lambda _: None,
        lambda office: office.staff.step_away(counter=1, reason="document"),
    ),
}
COMING_AND_GOING = {"sign_in", "sign_out", "come_back"}
"""What ends an absence."""


def acting(desk: type) -> set[str]:
    """Return what is done at a counter: its methods that name one by keyword alone."""
    return {
        name
        for name, method in inspect.getmembers(desk, inspect.isfunction)
        if not name.startswith("_")
        and (given := inspect.signature(method).parameters.get("counter")) is not None
        and given.kind is inspect.Parameter.KEYWORD_ONLY
    }


def test_every_action_of_a_counter_is_in_the_table() -> None:
    assert set(AT_COUNTER) | COMING_AND_GOING == acting(Queue) | acting(StaffDesk)


@pytest.mark.parametrize("action", AT_COUNTER)
def test_nothing_is_done_at_a_counter_whose_person_is_away(
    staffed_office: Office, action: str
) -> None:
    office = staffed_office
    makes_possible, do = AT_COUNTER[action]
    makes_possible(office)
    office.staff.step_away(counter=1, reason="document")

    with nothing_changes(office), pytest.raises(CounterAway, match="Say that you are back first"):
        do(office)

    office.staff.come_back(counter=1)
    do(office)  # it was the absence alone that refused it


@pytest.mark.parametrize("action", ["cancel", "change_line", "reinstate"])
def test_nothing_is_done_at_a_counter_where_nobody_is(office: Office, action: str) -> None:
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    makes_possible, do = AT_COUNTER[action]
    makes_possible(office)
    office.staff.sign_out(counter=1)

    with nothing_changes(office), pytest.raises(CounterNotStaffed, match="1"):
        do(office)


# --- whoever ends an absence, it is no service


def take_over(office: Office) -> None:
    office.staff.sign_out(counter=2)
    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1, take_over=True)


def sign_in_again(office: Office) -> None:
    """Sign in where one is already, as after a restart of the window."""
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)


def come_back(office: Office) -> None:
    office.staff.come_back(counter=1)


@pytest.mark.parametrize("ends", [come_back, take_over, sign_in_again])
def test_an_absence_is_no_service_however_it_ends(
    staffed_office: Office, clock: FixedClock, ends: Deed
) -> None:
    office = staffed_office
    serve(office)
    clock.advance(3 * MINUTES)
    office.staff.step_away(counter=1, reason="document", customer_agreed=True)
    clock.advance(4 * MINUTES)

    ends(office)

    ticket = office.queue.at_counter(1)
    assert ticket is not None
    assert (ticket.state, ticket.paused_s) == (State.SERVING, 240)
    assert office.queue.board().counters[0].away_since is None
    told = office.journal(limit=1000)[-1]
    assert (told.ticket, told.data["away_s"]) == (ticket.id, 240)
    assert office.inconsistencies() == ()
    clock.advance(5 * MINUTES)
    office.queue.finish(counter=1)
    assert office.reports.day().figures.hall.service_mean_min.value == 8


@pytest.mark.parametrize("ends", [take_over, sign_in_again])
def test_an_absence_that_was_ended_is_over(
    staffed_office: Office, clock: FixedClock, ends: Deed
) -> None:
    serve(staffed_office)
    staffed_office.staff.step_away(counter=1, reason="document")
    clock.advance(4 * MINUTES)
    ends(staffed_office)
    clock.advance(MINUTES)

    staffed_office.staff.step_away(counter=1, reason="document")
    clock.advance(2 * MINUTES)
    staffed_office.staff.come_back(counter=1)

    ticket = staffed_office.queue.at_counter(1)
    assert ticket is not None
    assert ticket.paused_s == 360


def test_who_signs_out_while_away_leaves_how_long_they_were(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.staff.step_away(counter=1, reason="lunch")
    clock.advance(30 * MINUTES)

    staffed_office.staff.sign_out(counter=1)

    told = staffed_office.journal(limit=1000)[-1]
    assert (told.kind, told.data) == (Kind.SIGNED_OUT, {"away_s": 1800})


def test_a_take_over_of_somebody_present_tells_of_no_absence(staffed_office: Office) -> None:
    serve(staffed_office)

    take_over(staffed_office)

    told = staffed_office.journal(limit=1000)[-1]
    assert (told.ticket, told.data) == (None, {"instead_of": "ana"})


def test_a_step_before_a_short_absence_is_still_taken_back(
    staffed_office: Office, clock: FixedClock
) -> None:
    hold(staffed_office)
    staffed_office.staff.step_away(counter=1, reason="document")
    clock.advance(timedelta(seconds=20))
    staffed_office.staff.come_back(counter=1)

    assert staffed_office.queue.undo(counter=1).state is State.SERVING


def test_a_service_is_taken_back_to_as_long_as_it_was(
    staffed_office: Office, clock: FixedClock
) -> None:
    """What an absence paused stays so when a later step is taken back."""
    serve(staffed_office)
    staffed_office.staff.step_away(counter=1, reason="document")
    clock.advance(MINUTES)
    take_over(staffed_office)
    staffed_office.queue.finish(counter=1)

    assert staffed_office.queue.undo(counter=1).paused_s == 60


def test_what_is_asked_while_away_is_refused_not_forgotten(staffed_office: Office) -> None:
    """A call that finds nobody waiting is refused as well, and not answered "nobody waits"."""
    staffed_office.staff.step_away(counter=1, reason="document")

    with pytest.raises(QueueError, match="away"):
        staffed_office.queue.call_next(counter=1)
