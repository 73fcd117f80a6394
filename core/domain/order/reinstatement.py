"""Where a ticket that was brought back waits: next in its own line, by its arrival elsewhere."""

from collections.abc import Sequence

from core.domain.ticket import Event, Kind, Line, apply, make


def place_in(line: Line, steps: Sequence[Event]) -> int:
    """Return the place in `line` of a waiting ticket with these `steps`, which are all of its own.

    In the line in which it was reinstated, and until it is sent on, that is the place of its
    reinstatement; otherwise the place of its arrival.
    """
    first, *later = steps
    ticket = make(first)
    own: tuple[Line, int] | None = None
    for step in later:
        ticket = apply(ticket, step)
        if ticket.goes_first:
            own = ticket.line, ticket.place
        elif step.kind is Kind.TRANSFERRED or not ticket.reinstated:
            own = None
    return own[1] if own is not None and own[0] is line else ticket.id
