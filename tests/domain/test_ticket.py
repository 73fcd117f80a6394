from dataclasses import fields
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ticket import (
    NEW,
    STEPS,
    Channel,
    Event,
    Kind,
    Line,
    Outcome,
    Rule,
    State,
    Ticket,
    Why,
    apply,
    check_step,
    make,
)
from core.errors import WrongStep
from tests.builders import MORNING, a_ticket, an_attention, an_event

# The protocol, state by state; written here once more so that a slip in the table shows.
LEGAL = {
    State.WAITING: {
        Kind.CALLED,
        Kind.ATTENDED,
        Kind.LINE_CHANGED,
        Kind.CANCELLED,
        Kind.DAY_ENDED,
    },
    State.CALLED: {
        Kind.RECALLED,
        Kind.STARTED,
        Kind.NO_SHOW,
        Kind.PUT_BACK,
        Kind.TRANSFERRED,
        Kind.CANCELLED,
        Kind.DAY_ENDED,
    },
    State.SERVING: {
        Kind.FINISHED,
        Kind.HELD,
        Kind.CAME_BACK,
        Kind.SIGNED_IN,
        Kind.TRANSFERRED,
    },
    State.HELD: {Kind.RESUMED, Kind.CANCELLED, Kind.DAY_ENDED},
    State.NO_SHOW: {Kind.REINSTATED},
    State.FINISHED: set(),
    State.CANCELLED: set(),
    State.ABANDONED: set(),
    State.UNDONE: set(),
}
ROADS = {
    State.WAITING: (),
    State.CALLED: (Kind.CALLED,),
    State.SERVING: (Kind.CALLED, Kind.STARTED),
    State.HELD: (Kind.CALLED, Kind.STARTED, Kind.HELD),
    State.FINISHED: (Kind.CALLED, Kind.STARTED, Kind.FINISHED),
    State.NO_SHOW: (Kind.CALLED, Kind.NO_SHOW),
    State.CANCELLED: (Kind.CANCELLED,),
    State.ABANDONED: (Kind.DAY_ENDED,),
    State.UNDONE: (Kind.UNDONE,),
}
LASTING = ("office", "id", "day", "series", "number", "code", "channel", "language")
OVER = {State.FINISHED, State.NO_SHOW, State.CANCELLED, State.ABANDONED, State.UNDONE}
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("kind", STEPS)
@pytest.mark.parametrize("state", State)
def test_a_step_is_taken_exactly_where_the_protocol_allows_it(state: State, kind: Kind) -> None:
    ticket = a_ticket(after=ROADS[state])
    event = an_event(kind, seq=9, at=MORNING + 9 * MINUTE)
    assert ticket.state is state

    if kind in LEGAL[state]:
        assert apply(ticket, event).state is STEPS[kind][1]
    else:
        with pytest.raises(WrongStep) as refusal:
            apply(ticket, event)
        assert refusal.value.fields == {"code": "A-001", "state": state, "step": kind}


def test_a_step_that_moves_no_ticket_is_our_own_bug() -> None:
    with pytest.raises(KeyError):
        check_step(a_ticket(), Kind.SIGNED_OUT)


def test_an_issued_ticket_waits_at_the_place_of_its_arrival() -> None:
    event = an_event(
        Kind.ISSUED, seq=7, line="preferential", series="P", number=2, code="P-002", language="en"
    )

    ticket = make(event)

    assert (ticket.id, ticket.place, ticket.code) == (7, 7, "P-002")
    assert (ticket.line, ticket.state) == (Line.PREFERENTIAL, State.WAITING)
    assert (ticket.issued_at, ticket.language) == (MORNING, "en")
    assert (ticket.counter, ticket.staff, ticket.started_at) == (None, None, None)
    assert not ticket.is_open


def test_an_attention_without_a_number_is_in_service_from_its_first_instant() -> None:
    ticket = an_attention(seq=7, channel="phone")

    assert (ticket.code, ticket.name) == (None, "#7")
    assert (ticket.state, ticket.channel) == (State.SERVING, Channel.PHONE)
    assert (ticket.counter, ticket.staff) == (1, "ana")
    assert ticket.started_at == ticket.issued_at == MORNING
    assert ticket.is_open


@pytest.mark.parametrize("kind", [kind for kind, (legal_from, _) in STEPS.items() if legal_from])
def test_a_ticket_does_not_begin_with_a_later_step(kind: Kind) -> None:
    with pytest.raises(ValueError, match="does not begin"):
        make(an_event(kind))


def test_the_first_call_is_kept_when_a_ticket_is_recalled() -> None:
    ticket = a_ticket(after=(Kind.CALLED, Kind.RECALLED, Kind.RECALLED))

    assert ticket.calls == 3
    assert ticket.called_at == MORNING + MINUTE
    assert ticket.last_called_at == MORNING + 3 * MINUTE
    assert ticket.call_seq == 1003


def test_a_ticket_remembers_who_called_it_where_and_why() -> None:
    why = Why(Rule.PRIORITY, overtook="A-001", overtaken=2)

    ticket = apply(a_ticket(), an_event(Kind.CALLED, counter=3, staff="beto", why=why.as_data()))

    assert (ticket.counter, ticket.staff, ticket.why) == (3, "beto", why)


def test_a_finished_ticket_keeps_its_outcome_and_reason() -> None:
    serving = a_ticket(after=(Kind.CALLED, Kind.STARTED))

    ticket = apply(serving, an_event(Kind.FINISHED, outcome="escalated", reason="Factura"))

    assert (ticket.outcome, ticket.reason) == (Outcome.ESCALATED, "Factura")


def test_the_time_on_hold_adds_up_and_is_apart_from_service() -> None:
    ticket = a_ticket(
        after=(Kind.CALLED, Kind.STARTED, Kind.HELD, Kind.RESUMED, Kind.HELD, Kind.RESUMED)
    )

    assert ticket.paused_s == 120.0
    assert ticket.held_at is None


@pytest.mark.parametrize("ends", [Kind.CAME_BACK, Kind.SIGNED_IN])
def test_an_absence_is_apart_from_service_whoever_ends_it(ends: Kind) -> None:
    serving = a_ticket(after=(Kind.CALLED, Kind.STARTED))

    ticket = apply(serving, an_event(ends, away_s=75.5))

    assert (ticket.state, ticket.paused_s) == (State.SERVING, 75.5)


def test_a_held_ticket_may_be_resumed_at_another_counter() -> None:
    held = a_ticket(after=(Kind.CALLED, Kind.STARTED, Kind.HELD))

    ticket = apply(held, an_event(Kind.RESUMED, at=MORNING, counter=2, staff="beto"))

    assert (ticket.counter, ticket.staff) == (2, "beto")
    assert ticket.paused_s == 0.0  # and a clock set back takes no time away


def test_a_transferred_ticket_waits_again_at_its_place_of_arrival() -> None:
    ticket = a_ticket(5, after=(Kind.CALLED, Kind.STARTED, Kind.HELD, Kind.RESUMED))

    ticket = apply(ticket, an_event(Kind.TRANSFERRED, service="caja"))

    assert (ticket.state, ticket.service, ticket.place) == (State.WAITING, "caja", 5)
    assert_waits_like_new(ticket)


def test_a_reinstated_ticket_is_the_next_of_its_line() -> None:
    ticket = a_ticket(5, after=(Kind.CALLED, Kind.NO_SHOW))

    ticket = apply(ticket, an_event(Kind.REINSTATED, place=-3))

    assert (ticket.state, ticket.place, ticket.reinstated) == (State.WAITING, -3, True)
    assert_waits_like_new(ticket)


@given(
    kinds=st.lists(st.sampled_from(list(STEPS)), max_size=40),
    begins=st.sampled_from([Kind.ISSUED, Kind.ARRIVED, Kind.SERVED_NOW]),
)
def test_no_sequence_of_events_breaks_a_ticket(kinds: list[Kind], begins: Kind) -> None:
    ticket = first = make(an_event(begins))

    for seq, kind in enumerate(kinds, start=2):
        event = an_event(kind, seq=seq, at=MORNING + seq * MINUTE, counter=1 + seq % 3)
        if ticket.state in STEPS[kind][0]:
            ticket = apply(ticket, event)
        else:
            with pytest.raises(WrongStep):
                apply(ticket, event)

        assert_same_ticket(first, ticket)
        assert_consistent(ticket, event)


@given(kinds=st.lists(st.sampled_from(list(STEPS)), min_size=1, max_size=10))
def test_what_is_over_stays_over_but_for_a_reinstated_no_show(kinds: list[Kind]) -> None:
    for state in OVER:
        ticket = a_ticket(after=ROADS[state])
        for kind in kinds:
            if (state, kind) == (State.NO_SHOW, Kind.REINSTATED):
                assert apply(ticket, an_event(kind)).state is State.WAITING
            else:
                with pytest.raises(WrongStep):
                    apply(ticket, an_event(kind))


@given(
    why=st.builds(
        Why,
        st.sampled_from(Rule),
        reason=st.none() | st.text(min_size=1),
    )
    | st.builds(
        Why,
        st.sampled_from(Rule),
        overtook=st.just("A-001"),
        overtaken=st.integers(min_value=1),
        reason=st.none() | st.text(min_size=1),
    )
)
def test_a_why_comes_back_from_the_journal_as_it_was(why: Why) -> None:
    assert Why.from_data(why.as_data()) == why


def test_a_why_says_only_what_there_is_to_say() -> None:
    assert Why(Rule.FIRST_COME).as_data() == {"rule": "first_come"}


def test_every_step_leads_somewhere_and_only_three_begin_a_ticket() -> None:
    beginnings = {kind for kind, (legal_from, _) in STEPS.items() if legal_from == NEW}

    assert beginnings == {Kind.ISSUED, Kind.ARRIVED, Kind.SERVED_NOW}
    assert {leads_to for _, leads_to in STEPS.values()} == set(State) - {State.UNDONE}


def assert_waits_like_new(ticket: Ticket) -> None:
    """Assert that no trace of a call or a service is left."""
    new = a_ticket()
    apart = {*LASTING, "line", "service", "place", "issued_at", "reinstated"}
    for each in fields(Ticket):
        if each.name not in apart:
            assert getattr(ticket, each.name) == getattr(new, each.name), each.name


def assert_same_ticket(first: Ticket, ticket: Ticket) -> None:
    for name in (*LASTING, "issued_at"):
        assert getattr(ticket, name) == getattr(first, name), name


def assert_consistent(ticket: Ticket, latest: Event) -> None:
    state = ticket.state
    assert ticket.is_open == (state in {State.CALLED, State.SERVING})
    assert ticket.counter is not None or not (ticket.is_open or state is State.HELD)
    assert (ticket.finished_at is not None) == (state in OVER)
    assert (ticket.outcome is not None) == (state is State.FINISHED)
    assert (ticket.place == ticket.id) or ticket.reinstated
    if state is State.WAITING:
        assert_waits_like_new(ticket)
    if state is State.CALLED:
        assert ticket.calls >= 1
        assert None not in (ticket.call_seq, ticket.why, ticket.called_at, ticket.last_called_at)
    if state in {State.SERVING, State.HELD, State.FINISHED}:
        assert ticket.started_at is not None
        assert (ticket.held_at is not None) == (state is State.HELD)
        assert 0 <= ticket.paused_s <= (latest.at - ticket.started_at).total_seconds()
