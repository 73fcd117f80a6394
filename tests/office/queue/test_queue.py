"""A ticket's life at the office, and every refusal on the way."""

from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.domain.ticket import Outcome, Rule, State
from core.errors import (
    AlreadyReinstated,
    CounterAway,
    CounterBusy,
    CounterNotStaffed,
    HoldNotAllowed,
    NothingAtCounter,
    NothingOnHold,
    OfficeClosed,
    ReasonMissing,
    RecallsUsedUp,
    ReinstateTooLate,
    TicketGone,
    UnknownChannel,
    UnknownCounter,
    UnknownLanguage,
    UnknownLine,
    UnknownOutcome,
    UnknownService,
    WrongStep,
)
from core.office import Office
from tests.office.changes import change_settings, nothing_changes


def test_numbers_are_consecutive_in_each_line(office: Office) -> None:
    codes = [
        office.queue.issue(line).code
        for line in ("general", "preferential", "general", "general", "preferential")
    ]

    assert codes == ["A-001", "P-001", "A-002", "A-003", "P-002"]


def test_a_tickets_id_is_the_number_of_the_event_that_issued_it(office: Office) -> None:
    ticket = office.queue.issue()

    issued = office.journal()[-1]
    assert issued.kind == "issued"
    assert ticket.id == issued.seq == issued.ticket


def test_a_preferential_ticket_passes_every_general_one_and_says_why(
    staffed_office: Office,
) -> None:
    first = staffed_office.queue.issue("general")
    staffed_office.queue.issue("general")
    preferential = staffed_office.queue.issue("preferential")

    called = staffed_office.queue.call_next(counter=1)

    assert called is not None
    assert called.id == preferential.id
    assert called.why is not None
    assert (called.why.rule, called.why.overtook, called.why.overtaken) == (
        Rule.PRIORITY,
        first.code,
        2,
    )


def test_the_relief_calls_one_general_after_so_many_preferentials(staffed_office: Office) -> None:
    change_settings(staffed_office, policy={"relief_after": 2})
    for _ in range(3):
        staffed_office.queue.issue("general")
    for _ in range(5):
        staffed_office.queue.issue("preferential")
    expected = [ticket.code for ticket in staffed_office.queue.waiting()]

    codes = []
    while (ticket := staffed_office.queue.call_next(counter=1)) is not None:
        codes.append(ticket.code)
        staffed_office.queue.no_show(counter=1)

    assert codes == ["P-001", "P-002", "A-001", "P-003", "P-004", "A-002", "P-005", "A-003"]
    assert codes == expected


def test_a_whole_service_keeps_its_times(staffed_office: Office, clock: FixedClock) -> None:
    staffed_office.queue.issue()
    clock.advance(timedelta(minutes=3))
    staffed_office.queue.call_next(counter=2)
    clock.advance(timedelta(minutes=1))
    staffed_office.queue.start(counter=2)
    clock.advance(timedelta(minutes=4))
    held = staffed_office.queue.hold(counter=2, reason="Buscar un documento")
    clock.advance(timedelta(minutes=10))
    staffed_office.queue.resume(counter=2)
    clock.advance(timedelta(minutes=2))

    done = staffed_office.queue.finish(counter=2, outcome="filed", reason="Factura y pagos")

    assert held.state is State.HELD
    assert done.state is State.FINISHED
    assert done.outcome is Outcome.FILED
    assert done.staff == "beto"
    assert done.finished_at is not None
    assert done.started_at is not None
    assert done.finished_at - done.started_at == timedelta(minutes=16)
    assert done.paused_s == 600


def test_a_counter_with_a_ticket_calls_no_other(staffed_office: Office) -> None:
    staffed_office.queue.issue()
    staffed_office.queue.issue()
    staffed_office.queue.call_next(counter=1)

    with nothing_changes(staffed_office), pytest.raises(CounterBusy, match="A-001"):
        staffed_office.queue.call_next(counter=1)
    staffed_office.queue.start(counter=1)
    with nothing_changes(staffed_office), pytest.raises(CounterBusy, match="A-001"):
        staffed_office.queue.call_next(counter=1)


def test_when_nobody_waits_a_call_is_none_and_leaves_no_trace(staffed_office: Office) -> None:
    with nothing_changes(staffed_office):
        assert staffed_office.queue.call_next(counter=1) is None


def test_a_ticket_is_called_three_times_and_no_more(staffed_office: Office) -> None:
    staffed_office.queue.issue()
    staffed_office.queue.call_next(counter=1)
    staffed_office.queue.recall(counter=1)
    third = staffed_office.queue.recall(counter=1)

    assert third.calls == 3
    with nothing_changes(staffed_office), pytest.raises(RecallsUsedUp, match="3 times"):
        staffed_office.queue.recall(counter=1)


def test_a_no_show_comes_back_once_as_the_next_of_its_own_line(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    for _ in range(3):
        queue.issue("general")
    queue.call_next(counter=1)
    queue.no_show(counter=1)
    queue.call_next(counter=2)
    queue.no_show(counter=2)
    queue.issue("preferential")
    clock.advance(timedelta(minutes=15))

    queue.reinstate(code="a 2")
    queue.reinstate(code="A-001")

    assert [ticket.code for ticket in queue.waiting()] == ["P-001", "A-002", "A-001", "A-003"]
    queue.call_next(counter=1)
    queue.no_show(counter=1)
    called = queue.call_next(counter=1)
    assert called is not None
    assert called.code == "A-002"
    assert called.why is not None
    assert called.why.rule is Rule.REINSTATED
    queue.no_show(counter=1)
    with nothing_changes(staffed_office), pytest.raises(AlreadyReinstated):
        queue.reinstate(code="A-002")


def test_a_no_show_of_long_ago_needs_a_new_ticket(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.queue.issue()
    staffed_office.queue.call_next(counter=1)
    staffed_office.queue.no_show(counter=1)
    clock.advance(timedelta(minutes=15, seconds=1))

    with nothing_changes(staffed_office), pytest.raises(ReinstateTooLate, match="15 minutes"):
        staffed_office.queue.reinstate(code="A-001")


def test_a_transferred_ticket_keeps_its_place_by_arrival(staffed_office: Office) -> None:
    change_settings(
        staffed_office,
        services=[
            {"key": "info", "names": {"es": "Información"}},
            {"key": "filing", "names": {"es": "Radicación"}},
        ],
        counters=[
            {"number": 1, "services": ["info"]},
            {"number": 2, "services": ["filing"]},
            {"number": 3},
        ],
    )
    queue = staffed_office.queue
    queue.issue(service="info")
    queue.issue(service="filing")
    queue.call_next(counter=1)
    queue.start(counter=1)

    moved = queue.transfer(counter=1, service="filing")

    assert moved.state is State.WAITING
    assert queue.call_next(counter=1) is None, "nobody waits for its service"
    called = queue.call_next(counter=2)
    assert called is not None
    assert called.code == "A-001"


def test_a_call_out_of_order_is_kept_with_its_reason(staffed_office: Office) -> None:
    staffed_office.queue.issue()
    staffed_office.queue.issue()

    with nothing_changes(staffed_office), pytest.raises(ReasonMissing):
        staffed_office.queue.call(counter=1, code="A-002", reason=" ")
    called = staffed_office.queue.call(counter=1, code="A-002", reason="Traía un bebé")

    assert called.why is not None
    assert (called.why.rule, called.why.overtook) == (Rule.CHOSEN, "A-001")
    assert called.why.reason == "Traía un bebé"
    with nothing_changes(staffed_office), pytest.raises(WrongStep, match="A-002"):
        staffed_office.queue.call(counter=2, code="A-002", reason="otra vez")


def test_somebody_without_a_ticket_is_served_at_once_and_takes_no_number(
    staffed_office: Office,
) -> None:
    served = staffed_office.queue.serve_now(counter=1, line="preferential")
    staffed_office.queue.serve_now(counter=2, channel="phone")

    assert served.state is State.SERVING
    assert served.code is None
    assert staffed_office.queue.issue("preferential").code == "P-001"
    assert staffed_office.queue.finish(counter=2).outcome is Outcome.RESOLVED


def test_a_cancelled_ticket_is_not_called(staffed_office: Office) -> None:
    staffed_office.queue.issue()

    staffed_office.queue.cancel(code="a1")

    assert staffed_office.queue.call_next(counter=1) is None
    with nothing_changes(staffed_office), pytest.raises(WrongStep, match="cancelled"):
        staffed_office.queue.cancel(code="A-001")


def test_a_closed_office_gives_no_ticket_and_says_when_it_opens(
    office: Office, clock: FixedClock
) -> None:
    clock.advance(timedelta(hours=3, minutes=30))  # half past twelve

    with nothing_changes(office), pytest.raises(OfficeClosed) as refused:
        office.queue.issue()

    assert refused.value.fields["opens_at"] == clock.now() + timedelta(minutes=30)
    assert office.queue.issue(outside_hours=True).code == "A-001"


def test_whoever_holds_a_ticket_is_called_after_closing_too(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.queue.issue()
    clock.advance(timedelta(hours=9))

    assert staffed_office.queue.call_next(counter=1) is not None


def test_wrong_words_are_refused_with_the_right_ones(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=1)
    queue.start(counter=1)

    with nothing_changes(staffed_office):
        with pytest.raises(UnknownLine, match="general, preferential"):
            queue.issue("vip")
        with pytest.raises(UnknownService, match="customer-service"):
            queue.issue(service="loans")
        with pytest.raises(UnknownLanguage, match="es, en"):
            queue.issue(language="fr")
        with pytest.raises(UnknownOutcome, match="resolved"):
            queue.finish(counter=1, outcome="done")
        with pytest.raises(UnknownChannel, match="phone"):
            queue.serve_now(counter=2, channel="fax")
        with pytest.raises(UnknownCounter, match="1, 2, 3"):
            queue.call_next(counter=9)
        with pytest.raises(NothingAtCounter, match="Counter 2"):
            queue.finish(counter=2)
        with pytest.raises(WrongStep, match="no_show"):
            queue.no_show(counter=1)
        with pytest.raises(TicketGone, match="A-099"):
            queue.cancel(code="A-99")
        with pytest.raises(TicketGone, match="hola"):
            queue.cancel(code="hola")


def test_a_counter_nobody_staffs_or_whose_person_is_away_calls_nobody(
    staffed_office: Office,
) -> None:
    staffed_office.queue.issue()
    staffed_office.staff.sign_out(counter=3)
    staffed_office.staff.step_away(counter=2, reason="Consultar un caso")

    with nothing_changes(staffed_office):
        with pytest.raises(CounterNotStaffed, match="Sign in"):
            staffed_office.queue.call_next(counter=3)
        with pytest.raises(CounterNotStaffed):
            staffed_office.queue.start(counter=3)
        with pytest.raises(CounterAway):
            staffed_office.queue.call_next(counter=2)


def test_an_office_may_forbid_to_hold(staffed_office: Office) -> None:
    change_settings(staffed_office, calling={"hold_allowed": False})
    staffed_office.queue.serve_now(counter=1)

    with nothing_changes(staffed_office), pytest.raises(HoldNotAllowed):
        staffed_office.queue.hold(counter=1, reason="x")


def test_resuming_with_nothing_on_hold_is_refused(staffed_office: Office) -> None:
    with nothing_changes(staffed_office), pytest.raises(NothingOnHold, match="Counter 1"):
        staffed_office.queue.resume(counter=1)


def test_the_last_tickets_of_a_person_are_theirs_of_today_the_latest_first(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    for _ in range(4):
        queue.issue()
    for counter, ends in ((1, queue.finish), (2, queue.finish), (1, queue.no_show)):
        queue.call_next(counter=counter)
        if ends == queue.finish:
            queue.start(counter=counter)
        ends(counter=counter)
        clock.advance(timedelta(minutes=1))
    queue.call_next(counter=1)

    mine = queue.latest_of("ana", 10)

    assert [(each.code, each.state) for each in mine] == [
        ("A-003", State.NO_SHOW),
        ("A-001", State.FINISHED),
    ]
    assert queue.latest_of("ana", 1) == mine[:1]
    clock.advance(timedelta(days=1))
    assert queue.latest_of("ana", 10) == ()
