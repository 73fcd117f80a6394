"""Taking a ticket's last step back: to be served again, called again, waiting again.

What goes back is written into the `UNDONE` event as plain JSON, so that the journal alone leads to
the same ticket.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import reduce
from typing import Any

from core.domain.ticket import Event, Kind, State, Ticket, Why, apply, make

UNDOABLE = frozenset(
    {
        Kind.STARTED,
        Kind.FINISHED,
        Kind.NO_SHOW,
        Kind.PUT_BACK,
        Kind.HELD,
        Kind.RESUMED,
        Kind.TRANSFERRED,
        Kind.LINE_CHANGED,
        Kind.CANCELLED,
        Kind.REINSTATED,
        Kind.SERVED_NOW,
        Kind.ARRIVED,
        Kind.ATTENDED,
    }
)
"""Steps that are undone without a word to the hall, and `PUT_BACK`, whose undoing calls again.

A call itself is put back (`before_call`), not undone: it was heard.
"""


def taken_back(events: Sequence[Event], at: datetime) -> dict[str, Any]:
    """Return the data of the `UNDONE` event that takes back the last of a ticket's `events`.

    They are all of its steps, in order. A ticket whose only step is taken back never was: nobody
    came, waited or left.
    """
    ticket = _replayed(events)
    if len(events) > 1:
        before = _replayed(events[:-1])
    else:
        before = replace(ticket, state=State.UNDONE, finished_at=at)
    pairs = ((each.name, getattr(before, each.name)) for each in fields(Ticket))
    return {name: _written(value) for name, value in pairs if value != getattr(ticket, name)}


def before_call(events: Sequence[Event]) -> tuple[Event, Ticket]:
    """Return the call that a called ticket with these steps answers, and the ticket before it."""
    number = max(n for n, event in enumerate(events) if event.kind is Kind.CALLED)
    return events[number], _replayed(events[:number])


def _replayed(events: Sequence[Event]) -> Ticket:
    first, *others = events
    return reduce(apply, others, make(first))


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.as_data() if isinstance(value, Why) else value
