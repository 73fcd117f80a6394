"""Priority given at once: how many it is given in time, and what it costs the others."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from core.domain.ticket import Channel, Event, Kind, Line, Ticket, TicketId

FOR_PRIORITY = "preferential"
"""The reason for which somebody is put on hold to make room; see `Queue.hold`."""

Span = tuple[datetime, datetime]
NONE = timedelta()


def in_time(day: Sequence[Ticket], target: timedelta, at: datetime) -> tuple[int, int]:
    """Return how many priority citizens were attended within `target`, and of how many.

    Of those who came to the office that `day`. Who waits at `at` or has left counts, as too late,
    once they had waited longer.
    """
    came = [
        ticket
        for ticket in day
        if ticket.line is Line.PREFERENTIAL and ticket.channel is Channel.IN_PERSON
    ]
    attended = [
        begin - ticket.issued_at <= target
        for ticket in came
        if (begin := _began(ticket)) is not None
    ]
    late = sum(
        (ticket.finished_at or at) - ticket.issued_at > target
        for ticket in came
        if _began(ticket) is None
    )
    return sum(attended), len(attended) + late


def added_wait(day: Sequence[Ticket], steps: Iterable[Event], at: datetime) -> timedelta:
    """Return for how long general citizens waited until `at` because of priority ones.

    Those were on hold to make room, or waited while somebody with priority was served who had
    come after them. `day`: all its tickets; `steps`: its events, in order.
    """
    general = [ticket for ticket in day if ticket.line is Line.GENERAL]
    return _on_hold({each.id for each in general}, steps, at) + sum(
        (_passed(each, day, at) for each in general), NONE
    )


def _on_hold(of: set[TicketId], steps: Iterable[Event], at: datetime) -> timedelta:
    """Return how long the tickets `of` were on hold to make room."""
    since: dict[TicketId, datetime] = {}
    whole = NONE
    for step in steps:
        if step.ticket not in of:
            continue
        if step.kind is Kind.HELD and step.data.get("reason") == FOR_PRIORITY:
            since[step.ticket] = step.at
        elif (began := since.pop(step.ticket, None)) is not None:
            whole += step.at - began
    return whole + sum((at - began for began in since.values()), NONE)


def _passed(ticket: Ticket, day: Sequence[Ticket], at: datetime) -> timedelta:
    """Return how long `ticket` waited while priority citizens who came later were served."""
    until = _began(ticket) or ticket.finished_at or at
    whole, reached = NONE, ticket.issued_at
    for begin, end in sorted(_services(ticket, day, at)):  # at two desks at once they count once
        begin, end = max(begin, reached), min(end, until)  # noqa: PLW2901 - what is left of it
        if begin < end:
            whole += end - begin
            reached = end
    return whole


def _services(ticket: Ticket, day: Sequence[Ticket], at: datetime) -> Iterable[Span]:
    """Yield from when until when each priority citizen who came after `ticket` had a desk."""
    for other in day:
        begin = _began(other)
        if other.line is Line.PREFERENTIAL and other.id > ticket.id and begin is not None:
            yield begin, other.finished_at or at


def _began(ticket: Ticket) -> datetime | None:
    """Return when the wait ended with a call or, where nobody is called, a start."""
    return ticket.called_at or ticket.started_at
