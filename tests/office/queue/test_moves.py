"""What a facilitator can do besides calling and serving: move, end, bring back, take back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.domain.ticket import Kind, Line, Rule, State, Ticket, Why
from core.errors import (
    CalledElsewhere,
    CounterNotStaffed,
    MayNotChoose,
    NothingAtCounter,
    NothingToUndo,
    ReasonMissing,
    SameLine,
    SamePlace,
    SurveyNotOffered,
    TicketMovedOn,
    UndoTooLate,
    UnknownLine,
    UnknownLineReason,
    WrongStep,
)
from core.language import Language
from core.office import Office
from core.office.queue.queue import Queue
from tests.office.changes import change_settings, nothing_changes


def serve(office: Office, counter: int = 1) -> str:
    """Call and start the next ticket; return its code."""
    ticket = office.queue.call_next(counter=counter)
    assert ticket is not None
    return office.queue.start(counter=counter).name


# --- back to its place


def test_a_call_put_back_leaves_the_ticket_as_it_was(staffed_office: Office) -> None:
    queue = staffed_office.queue
    before = queue.issue()
    queue.issue()
    queue.call_next(counter=1)

    assert queue.put_back(counter=1) == before
    assert [ticket.code for ticket in queue.waiting()] == ["A-001", "A-002"]
    assert (queue.missed(), queue.board().calls) == ((), ())


def test_who_was_kept_for_a_counter_and_reinstated_stays_so(staffed_office: Office) -> None:
    queue = staffed_office.queue
    for _ in range(2):
        queue.issue()
    serve(staffed_office)
    queue.transfer(counter=1, to_counter=2)
    queue.call_next(counter=2)
    queue.no_show(counter=2)
    kept = queue.reinstate(code="A-001")
    queue.call_next(counter=2)

    waiting = queue.put_back(counter=2)

    assert waiting == kept
    assert queue.next_for(2) == (kept, Why(Rule.REINSTATED))


def test_who_waits_for_a_colleague_is_put_back_to_them(staffed_office: Office) -> None:
    queue = staffed_office.queue
    for _ in range(2):
        queue.issue()
    serve(staffed_office)
    queue.transfer(counter=1, to_counter=2)
    queue.call_next(counter=2)
    queue.recall(counter=2)

    waiting = queue.put_back(counter=2)

    assert (waiting.for_counter, waiting.calls, waiting.call_seq) == (2, 0, None)
    called = queue.call_next(counter=1)
    assert called is not None
    assert called.code == "A-002"


def test_from_ten_seconds_after_the_call_a_reason_is_wanted(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=1)
    clock.advance(timedelta(seconds=10))
    queue.put_back(counter=1)
    queue.call_next(counter=1)
    clock.advance(timedelta(seconds=11))

    with nothing_changes(staffed_office), pytest.raises(ReasonMissing):
        queue.put_back(counter=1, reason=" ")

    assert queue.put_back(counter=1, reason="mistake").state is State.WAITING
    assert staffed_office.journal()[-1].data["reason"] == "mistake"


def test_only_a_called_ticket_is_put_back(staffed_office: Office) -> None:
    queue = staffed_office.queue
    with nothing_changes(staffed_office), pytest.raises(NothingAtCounter):
        queue.put_back(counter=1)
    queue.issue()
    serve(staffed_office)

    with nothing_changes(staffed_office), pytest.raises(WrongStep):
        queue.put_back(counter=1)


def test_a_call_put_back_is_no_part_of_the_run_that_the_relief_ends(
    staffed_office: Office,
) -> None:
    queue = staffed_office.queue
    change_settings(staffed_office, policy={"relief_after": 2})
    for line in ("general", "preferential", "preferential", "preferential"):
        queue.issue(line)

    def next_code() -> str:
        found = queue.next_for(1)
        assert found is not None
        return found[0].name

    queue.call_next(counter=1)
    queue.no_show(counter=1)
    for _ in range(2):
        queue.call_next(counter=1)
        queue.put_back(counter=1)
    assert next_code() == "P-002"

    queue.call_next(counter=1)
    queue.put_back(counter=1)
    queue.undo(counter=1)
    queue.no_show(counter=1)
    assert next_code() == "A-001"


def test_putting_back_that_is_undone_calls_once_more(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()
    called = queue.call_next(counter=1)
    assert called is not None
    queue.put_back(counter=1)

    again = queue.undo(counter=1)

    event = staffed_office.journal()[-1]
    assert (again.state, again.counter, again.calls) == (State.CALLED, 1, 1)
    assert again.call_seq == event.seq != called.call_seq
    assert (event.data["code"], event.data["calls"]) == ("A-001", 1)
    assert [call.seq for call in queue.board().calls] == [event.seq]
    assert staffed_office.inconsistencies() == ()


# --- to a service, a line, a colleague


def test_a_ticket_sent_to_the_other_line_keeps_its_arrival(staffed_office: Office) -> None:
    queue = staffed_office.queue
    first = queue.issue()
    queue.issue("preferential")
    queue.call(counter=1, code="A-001", reason="x")

    moved = queue.transfer(counter=1, line="preferential")

    assert (moved.line, moved.place, moved.code) == (Line.PREFERENTIAL, first.id, "A-001")
    assert [ticket.code for ticket in queue.waiting()] == ["A-001", "P-001"]


def test_a_ticket_sent_to_a_colleague_is_called_there_only(staffed_office: Office) -> None:
    queue = staffed_office.queue
    for _ in range(2):
        queue.issue()
    serve(staffed_office)

    moved = queue.transfer(counter=1, to_counter=2)
    beside = queue.call_next(counter=1)
    there = queue.call_next(counter=2)

    assert moved.for_counter == 2
    assert beside is not None
    assert there is not None
    assert (beside.code, there.code) == ("A-002", "A-001")
    assert beside.why is not None
    assert (beside.why.rule, beside.why.overtaken) == (Rule.FIRST_COME, 0)
    assert there.for_counter is None


def test_when_the_colleague_has_left_anybody_calls_it(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()
    serve(staffed_office)
    queue.transfer(counter=1, to_counter=2)
    assert queue.call_next(counter=3) is None

    staffed_office.staff.sign_out(counter=2)

    called = queue.call_next(counter=3)
    assert called is not None
    assert called.code == "A-001"


def test_a_transfer_names_a_place_where_somebody_is(office: Office) -> None:
    office.staff.sign_in("ana", pin="2468", counter=1)
    office.queue.issue()
    serve(office)

    with nothing_changes(office):
        with pytest.raises(CounterNotStaffed, match="2"):
            office.queue.transfer(counter=1, to_counter=2)
        for nowhere in ({}, {"to_counter": 1}, {"line": "general"}):
            with pytest.raises(SamePlace, match="A-001"):
                office.queue.transfer(counter=1, **nowhere)
        with pytest.raises(UnknownLine):
            office.queue.transfer(counter=1, line="vip")


def test_a_waiting_ticket_changes_its_line_for_a_reason_that_is_no_illness(
    staffed_office: Office,
) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.issue()

    changed = queue.change_line(code="A-002", line="preferential", reason="asked", counter=1)

    assert (changed.code, changed.line, changed.place) == ("A-002", Line.PREFERENTIAL, changed.id)
    event = staffed_office.journal()[-1]
    assert (event.staff, dict(event.data)) == ("ana", {"line": "preferential", "reason": "asked"})
    assert [ticket.code for ticket in queue.waiting()] == ["A-002", "A-001"]
    with nothing_changes(staffed_office):
        with pytest.raises(SameLine):
            queue.change_line(code="A-002", line="preferential", reason="asked")
        with pytest.raises(UnknownLineReason, match="asked"):
            queue.change_line(code="A-002", line="general", reason="embarazo")
    serve(staffed_office)
    with pytest.raises(WrongStep):
        queue.change_line(code="A-002", line="general", reason="asked")


# --- taking back


def test_the_last_step_is_taken_back_within_half_a_minute(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    queue.issue()
    serve(staffed_office)
    before = queue.at_counter(1)
    queue.finish(counter=1, outcome="escalated", reason="Factura")
    clock.advance(timedelta(seconds=30))

    ticket = queue.undo(counter=1)

    assert ticket == before == queue.at_counter(1)
    assert ticket.outcome is None
    assert staffed_office.inconsistencies() == ()


def test_who_was_called_to_a_counter_is_not_struck_off_at_another(staffed_office: Office) -> None:
    queue = staffed_office.queue
    code = queue.issue().name
    queue.call_next(counter=2)

    with nothing_changes(staffed_office), pytest.raises(CalledElsewhere, match="counter 2"):
        queue.cancel(code=code, counter=1)

    assert queue.cancel(code=code, counter=2).state is State.CANCELLED


def test_what_is_too_old_or_was_heard_or_went_on_stays(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    for _ in range(3):
        queue.issue()
    queue.call_next(counter=1)
    with nothing_changes(staffed_office), pytest.raises(NothingToUndo, match="1"):
        queue.undo(counter=1)
    queue.start(counter=1)
    queue.undo(counter=1)
    with nothing_changes(staffed_office), pytest.raises(NothingToUndo):
        queue.undo(counter=1)
    queue.start(counter=1)
    queue.transfer(counter=1, line="preferential")
    queue.call_next(counter=2)
    with nothing_changes(staffed_office), pytest.raises(TicketMovedOn, match="A-001"):
        queue.undo(counter=1)
    serve(staffed_office)
    clock.advance(timedelta(seconds=31))
    with nothing_changes(staffed_office), pytest.raises(UndoTooLate, match="30"):
        queue.undo(counter=1)


def test_a_no_show_taken_back_is_called_still(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()
    called = queue.call_next(counter=1)
    queue.no_show(counter=1)

    assert queue.undo(counter=1) == called
    assert queue.start(counter=1).state is State.SERVING


def test_a_cancellation_at_the_counter_is_taken_back(staffed_office: Office) -> None:
    queue = staffed_office.queue
    ticket = queue.issue()
    queue.cancel(code="A-001", counter=1)

    assert queue.undo(counter=1) == ticket
    assert queue.waiting() == (ticket,)


@pytest.mark.parametrize("mode", ["ticket", "direct"])
@pytest.mark.parametrize(
    "register",
    [
        lambda queue: queue.serve_now(counter=1, channel="phone"),
        lambda queue: queue.serve_now(counter=1, line="preferential"),
        lambda queue: queue.arrive(counter=1),
    ],
)
def test_somebody_registered_by_mistake_counts_nowhere(
    staffed_office: Office, clock: FixedClock, register: Callable[[Queue], Ticket], mode: str
) -> None:
    office = staffed_office
    change_settings(office, mode=mode)
    queue = office.queue
    queue.issue()
    serve(office, counter=2)
    before, prelation = office.reports.day().figures, office.reports.prelation()
    ticket = register(queue)
    clock.advance(timedelta(seconds=20))

    undone = queue.undo(counter=1)

    assert (undone.id, undone.state) == (ticket.id, State.UNDONE)
    assert queue.at_counter(1) is None
    assert queue.waiting() == ()
    assert office.reports.day().figures == before
    assert office.reports.prelation() == prelation
    assert queue.undo(counter=2).state is State.CALLED  # another counter's last step is its own


def test_the_same_request_takes_back_one_step(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()
    serve(staffed_office)
    queue.finish(counter=1)

    once = queue.undo(counter=1, request="u1")

    assert queue.undo(counter=1, request="u1") == once
    assert [event.kind for event in staffed_office.journal()].count(Kind.UNDONE) == 1


# --- without a number


def test_somebody_who_waits_without_a_number_is_attended_not_called(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    queue.issue()
    arrived = queue.arrive(counter=2)
    clock.advance(timedelta(seconds=40))

    ticket = queue.call_next(counter=1)

    assert ticket is not None
    assert (ticket.id, ticket.state, ticket.counter) == (arrived.id, State.SERVING, 1)
    assert ticket.called_at is not None
    assert (ticket.called_at - ticket.issued_at).total_seconds() == 40
    assert ticket.why is not None
    assert (ticket.why.rule, ticket.why.overtook) == (Rule.PRIORITY, "A-001")
    assert queue.board().calls == ()  # nothing for the hall
    assert queue.undo(counter=1).state is State.WAITING
    assert staffed_office.inconsistencies() == ()


# --- who may, and what must


def test_an_office_may_keep_the_call_out_of_order_for_its_leaders(office: Office) -> None:
    office.staff.sign_in("ana", pin="2468", counter=1)
    office.staff.sign_in("lider", pin="2468", counter=2)
    for _ in range(3):
        office.queue.issue()
    change_settings(office, desk={"anyone_may_choose": False})

    with nothing_changes(office), pytest.raises(MayNotChoose, match="ana") as found:
        office.queue.call(counter=1, code="A-003", reason="x")

    assert Language.load("es").sentence(found.value) == (
        '"ana" trabaja como facilitador; aquí solo los líderes llaman un turno fuera de su orden. '
        "Consulte al líder."
    )
    assert office.queue.call(counter=2, code="A-003", reason="x").code == "A-003"


def test_an_office_may_want_a_reason_for_every_service(staffed_office: Office) -> None:
    change_settings(staffed_office, desk={"reason": "compulsory"})
    staffed_office.queue.issue()
    serve(staffed_office)

    with nothing_changes(staffed_office), pytest.raises(ReasonMissing):
        staffed_office.queue.finish(counter=1, reason=" ")

    done = staffed_office.queue.finish(counter=1, reason="Factura", survey_offered=True)
    assert done.reason == "Factura"
    assert staffed_office.journal()[-1].data["survey_offered"] is True


@pytest.mark.parametrize("offered", [None, False])
def test_an_office_may_want_the_survey_offered_after_every_service(
    staffed_office: Office, offered: bool | None
) -> None:
    change_settings(staffed_office, desk={"survey": "compulsory"})
    staffed_office.queue.issue()
    serve(staffed_office)

    with nothing_changes(staffed_office), pytest.raises(SurveyNotOffered):
        staffed_office.queue.finish(counter=1, survey_offered=offered)

    assert staffed_office.queue.finish(counter=1, survey_offered=True).state is State.FINISHED
