"""A ticket is called: the next one, a chosen one, once more; or the call comes to nothing.

Each public function with `counter` is what one method of `core.office.queue.queue.Queue` does
under the office's lock; `core.office.queue.choosing` says which ticket is next.
"""

from datetime import timedelta

from core.domain.journal.undo import before_call
from core.domain.roles import Deed, may
from core.domain.staff import CounterState
from core.domain.ticket import Kind, Rule, Ticket, Why, check_step
from core.errors import MayNotChoose, ReasonMissing, RecallsUsedUp, RecallsUsedUpForGood
from core.office.ledger.checks import check_of_today, free, ticket_named, with_ticket
from core.office.ledger.ledger import Action
from core.office.queue.choosing import choose, explain, reach_of
from core.office.queue.steps import step, take
from core.store import events, people

PUT_BACK_FREELY = timedelta(seconds=10)


def call_next(action: Action, *, counter: int) -> Ticket | None:
    state = free(action, counter)
    choice = choose(action, state.number)
    return None if choice is None else _call_or_attend(action, state, *choice)


def call(action: Action, *, counter: int, code: str, reason: str) -> Ticket:
    state = free(action, counter)
    _check_may_choose(action, state)
    if not reason.strip():
        raise ReasonMissing
    ticket = ticket_named(action, code)
    check_step(ticket, Kind.CALLED)
    reach = reach_of(action, state.number)
    why = explain(action, ticket, Rule.CHOSEN, reach, reason=reason.strip())
    return _call_or_attend(action, state, ticket, why)


def recall(action: Action, *, counter: int) -> Ticket:
    def check(ticket: Ticket) -> None:
        limit = action.settings.calling
        if ticket.calls >= limit.max_calls:
            refusal = RecallsUsedUpForGood if ticket.reinstated else RecallsUsedUp
            raise refusal(code=ticket.name, calls=ticket.calls, minutes=limit.reinstate_within_min)

    return step(action, Kind.RECALLED, counter, check, said=lambda it: said(it, it.calls + 1))


def no_show(action: Action, *, counter: int) -> Ticket:
    return step(action, Kind.NO_SHOW, counter)


def put_back(action: Action, *, counter: int, reason: str | None) -> Ticket:
    given = (reason or "").strip() or None
    state, ticket = with_ticket(action, counter)
    check_step(ticket, Kind.PUT_BACK)
    check_of_today(action, ticket)
    assert ticket.called_at is not None  # it is called
    if given is None and action.at - ticket.called_at > PUT_BACK_FREELY:
        raise ReasonMissing
    steps = events.steps_of(action.connection, action.office, ticket.id)
    last_call, before = before_call(steps)
    return take(
        action,
        Kind.PUT_BACK,
        ticket,
        state,
        reason=given,
        call=last_call.seq,
        for_counter=before.for_counter,
        **said(ticket, ticket.calls),
    )


def attend_waiting(action: Action, state: CounterState, ticket: Ticket, why: Why) -> Ticket:
    """Serve somebody who waits without a number: there is nothing to call."""
    return take(action, Kind.ATTENDED, ticket, state, why=why.as_data())


def said(ticket: Ticket, calls: int) -> dict[str, object]:
    """Return what a display needs to announce a call, so that the event is enough."""
    return {"code": ticket.code, "line": ticket.line.value, "calls": calls}


def _call_or_attend(action: Action, state: CounterState, ticket: Ticket, why: Why) -> Ticket:
    if ticket.code is None:
        return attend_waiting(action, state, ticket, why)
    return take(action, Kind.CALLED, ticket, state, why=why.as_data(), **said(ticket, 1))


def _check_may_choose(action: Action, state: CounterState) -> None:
    """Refuse whoever may not call out of order."""
    if action.settings.desk.anyone_may_choose:
        return
    found = people.working_at(action.connection, action.office, state.staff)
    if found is None or not may(found[0].role, Deed.CHOOSE):
        role = "" if found is None else found[0].role
        raise MayNotChoose(username=state.staff, role=role)
