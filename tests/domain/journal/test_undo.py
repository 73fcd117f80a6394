"""A step taken back leads to exactly the ticket before it, by the journal's JSON alone."""

import json
from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from core.domain.journal.undo import UNDOABLE, before_call, taken_back
from core.domain.ticket import STEPS, Event, Kind, State, Ticket, apply, make
from tests.builders import MORNING, an_event

BEGINNINGS = st.sampled_from([Kind.ISSUED, Kind.ARRIVED, Kind.SERVED_NOW])
KINDS = st.lists(st.sampled_from(sorted(UNDOABLE | {Kind.CALLED, Kind.RECALLED})), max_size=30)


def lived(begins: Kind, kinds: list[Kind]) -> tuple[list[Event], list[Ticket]]:
    """Return the legal ones of these steps, and the ticket after each."""
    events = [an_event(begins)]
    states = [make(events[0])]
    for seq, kind in enumerate(kinds, start=2):
        if states[-1].state in STEPS[kind][0]:
            event = an_event(kind, seq=seq, at=minute(seq), counter=1 + seq % 3)
            events.append(event)
            states.append(apply(states[-1], event))
    return events, states


def minute(seq: int) -> datetime:
    return MORNING.replace(minute=seq % 60, microsecond=seq)


@given(begins=BEGINNINGS, kinds=KINDS)
def test_a_step_taken_back_was_never_taken(begins: Kind, kinds: list[Kind]) -> None:
    events, states = lived(begins, kinds)

    while len(events) > 1:
        data = json.loads(json.dumps({"before": taken_back(events, MORNING)}))
        assert apply(states[-1], an_event(Kind.UNDONE, seq=99, **data)) == states[-2]
        events.pop()
        states.pop()


@given(begins=BEGINNINGS, kinds=KINDS)
def test_a_step_may_follow_one_taken_back(begins: Kind, kinds: list[Kind]) -> None:
    events, states = lived(begins, kinds)
    if len(events) == 1:
        return
    undone = an_event(Kind.UNDONE, seq=99, before=taken_back(events, MORNING))

    again = replace(events[-1], seq=100)
    after = apply(apply(states[-1], undone), again)

    assert after.state is states[-1].state
    redone = [*events, undone, again]
    assert (
        apply(after, an_event(Kind.UNDONE, seq=101, before=taken_back(redone, MORNING)))
        == (states[-2])
    )


@given(begins=BEGINNINGS)
def test_somebody_registered_by_mistake_never_came(begins: Kind) -> None:
    ticket = make(an_event(begins))

    gone = apply(ticket, an_event(Kind.UNDONE, before=taken_back([an_event(begins)], MORNING)))

    assert gone == replace(ticket, state=State.UNDONE, finished_at=MORNING)


def test_nothing_that_was_heard_can_be_taken_back() -> None:
    assert {Kind.CALLED, Kind.RECALLED}.isdisjoint(UNDOABLE)


@given(kinds=KINDS)
def test_a_call_is_found_with_the_ticket_that_it_called(kinds: list[Kind]) -> None:
    events, states = lived(Kind.ISSUED, [*kinds, Kind.CALLED, Kind.RECALLED, Kind.RECALLED])
    calls = [number for number, event in enumerate(events) if event.kind is Kind.CALLED]
    if not calls:
        return

    assert before_call(events) == (events[calls[-1]], states[calls[-1] - 1])
