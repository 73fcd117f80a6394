"""What a counter did last is taken back."""

from datetime import timedelta

from core.domain.journal.undo import UNDOABLE, taken_back
from core.domain.ticket import Kind, State, Ticket
from core.errors import CounterBusy, NothingToUndo, TicketMovedOn, UndoTooLate
from core.office.ledger.checks import present, ticket_of_event
from core.office.ledger.ledger import Action
from core.office.queue.calling import said
from core.office.queue.steps import take
from core.store import events, tickets

UNDO_WITHIN = timedelta(seconds=30)


def undo(action: Action, *, counter: int) -> Ticket:
    state = present(action, counter)
    since = action.at - UNDO_WITHIN
    last = events.last_step(action.connection, action.office, state.number, since)
    if last is None or last.at > action.at:  # of a time that never was
        raise UndoTooLate(seconds=UNDO_WITHIN.seconds)
    if last.kind not in UNDOABLE:
        raise NothingToUndo(counter=counter)
    ticket = ticket_of_event(action, last)
    steps = events.steps_of(action.connection, action.office, ticket.id)
    if steps[-1].seq != last.seq or ticket.day < action.day:
        raise TicketMovedOn(code=ticket.name)
    before = taken_back(steps, action.at)
    told: dict[str, object] = {}
    if last.kind is Kind.PUT_BACK:  # the hall was told that it waits: it is called anew
        before |= {"call_seq": action.seq, "last_called_at": action.at.isoformat()}
        told = said(ticket, before["calls"])
    brings_back = before.get("state") in {State.CALLED, State.SERVING}
    other = tickets.open_at(action.connection, action.office, state.number)
    if other is not None and other.id != ticket.id and brings_back:
        raise CounterBusy(counter=counter, code=other.name)
    return take(action, Kind.UNDONE, ticket, state, step=last.kind.value, before=before, **told)
