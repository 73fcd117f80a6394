"""Which ticket is next for a counter, and why.

What is called and what is shown as next come from here: an `Action` chooses under the office's
lock, an `OfficeLook` of a window by the same functions without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from core.domain.order.policy import call_order, choose_next
from core.domain.order.reach import Reach
from core.domain.service import OfficeSettings
from core.domain.ticket import CounterNumber, Line, OfficeId, Rule, Ticket, Why
from core.store import events, lines, people


class Moment(Protocol):
    """An office at an instant: what a choice depends on. `Action` is one, and `OfficeLook`."""

    @property
    def connection(self) -> Connection: ...
    @property
    def office(self) -> OfficeId: ...
    @property
    def at(self) -> datetime: ...
    @property
    def day(self) -> date: ...
    @property
    def settings(self) -> OfficeSettings: ...


@dataclass(frozen=True, slots=True)
class OfficeLook:
    """An office as it is looked at, without its lock."""

    connection: Connection
    office: OfficeId
    at: datetime
    day: date
    settings: OfficeSettings


def choose(moment: Moment, counter: CounterNumber) -> tuple[Ticket, Why] | None:
    """Choose the next ticket of a counter of the settings, and say why it is that one."""
    reach = reach_of(moment, counter)
    general, preferential = (
        lines.head(moment.connection, moment.office, moment.day, line, reach)
        for line in (Line.GENERAL, Line.PREFERENTIAL)
    )
    choice = choose_next(
        general,
        preferential,
        preferential_streak=_in_a_row(moment),
        policy=moment.settings.policy,
    )
    if choice is None:
        return None
    ticket, rule = choice
    # Whoever came before the chosen one stands behind the head of a line. A head that was not
    # reinstated was the first of its line to come, so one comparison is enough.
    heads = [head for head in (general, preferential) if head is not None]
    if any(head.reinstated or head.id < ticket.id for head in heads):
        return ticket, explain(moment, ticket, rule, reach)
    return ticket, Why(rule)


def in_order(moment: Moment, counter: CounterNumber | None = None) -> tuple[Ticket, ...]:
    """Return what a counter of the settings may call, in the order in which it would.

    None: everybody who waits, as a counter that may call them all.
    """
    reach = None if counter is None else reach_of(moment, counter)
    return as_called(moment, lines.waiting(moment.connection, moment.office, moment.day, reach))


def first_in_order(moment: Moment, counter: CounterNumber, most: int) -> tuple[Ticket, ...]:
    """Return the first `most` of the same, without reading the others."""
    reach = reach_of(moment, counter)
    first = [
        ticket
        for line in Line
        for ticket in lines.heads(
            moment.connection, moment.office, moment.day, line, reach, most=most
        )
    ]
    return as_called(moment, first)[:most]


def as_called(moment: Moment, waiting: Sequence[Ticket]) -> tuple[Ticket, ...]:
    """Return waiting tickets in the order in which a counter that may call them all would."""
    return call_order(waiting, preferential_streak=_in_a_row(moment), policy=moment.settings.policy)


def explain(
    moment: Moment, ticket: Ticket, rule: Rule, reach: Reach, *, reason: str | None = None
) -> Why:
    """Say whom `ticket` overtakes of those whom the counter might have called instead."""
    first, count = lines.arrived_before(moment.connection, moment.office, moment.day, ticket, reach)
    return Why(rule, first.name if first else None, count, reason)


def reach_of(moment: Moment, counter: CounterNumber) -> Reach:
    """Return which tickets a counter of the settings may call."""
    place = moment.settings.counter(counter)
    assert place is not None  # whoever asks has checked it
    states = people.counters(moment.connection, moment.office)
    return moment.settings.reach(place, (each.number for each in states if not each.is_away))


def _in_a_row(moment: Moment) -> int:
    """Return the preferential calls in a row today; 0 where no relief asks for them."""
    most = moment.settings.policy.relief_after
    if not most:
        return 0
    zone = ZoneInfo(moment.settings.timezone)
    since = datetime.combine(moment.day, time(), zone).astimezone(UTC)
    return events.preferential_streak(moment.connection, moment.office, since, most)
