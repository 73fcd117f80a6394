"""A call: which ticket is next for a counter, why, and what the journal keeps of it.

Runs inside an `Action`, under the office's lock.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from core.domain.hours import business_day
from core.domain.policy import choose_next
from core.domain.service import OfficeSettings
from core.domain.staff import CounterState
from core.domain.ticket import CounterNumber, Kind, Line, OfficeId, Rule, ServiceKey, Ticket, Why
from core.office.ledger import Action
from core.store import events, people, tickets


def choose(action: Action, counter: int) -> tuple[Ticket, Why] | None:
    """Choose the next ticket of a counter, and say why it is that one."""
    place = action.settings.counter(counter)
    services = place.services if place is not None else ()
    kept_for = other_counters(action, counter)
    heads = [
        tickets.head(
            action.connection,
            action.office,
            action.day,
            line,
            services=services,
            kept_for=kept_for,
        )
        for line in (Line.GENERAL, Line.PREFERENTIAL)
    ]
    in_a_row = preferentials_in_a_row(action.connection, action.office, action.settings, action.at)
    choice = choose_next(*heads, preferential_streak=in_a_row, policy=action.settings.policy)
    if choice is None:
        return None
    ticket, rule = choice
    # The head of its line has passed nobody there unless it came back, and of the other line
    # nobody whose head came later.
    if ticket.reinstated or any(head is not None and head.id < ticket.id for head in heads):
        return ticket, explain(action, ticket, rule, services=services, kept_for=kept_for)
    return ticket, Why(rule)


def explain(
    action: Action,
    ticket: Ticket,
    rule: Rule,
    *,
    reason: str | None = None,
    services: Sequence[ServiceKey] = (),
    kept_for: Sequence[CounterNumber] = (),
) -> Why:
    """Say whom `ticket` overtakes, of `services` only if any are given.

    Who waits for one of the counters `kept_for` is not overtaken.
    """
    first, count = tickets.arrived_before(
        action.connection,
        action.office,
        action.day,
        ticket,
        services=services,
        kept_for=kept_for,
    )
    return Why(rule, first.name if first else None, count, reason)


def other_counters(action: Action, counter: int) -> Sequence[CounterNumber]:
    """Return the other staffed counters: what waits for one of them waits for no other."""
    staffed = people.counters(action.connection, action.office)
    return [state.number for state in staffed if state.number != counter]


def call(action: Action, state: CounterState, ticket: Ticket, why: Why) -> Ticket:
    event = action.record(
        Kind.CALLED,
        ticket=ticket.id,
        counter=state.number,
        staff=state.staff,
        why=why.as_data(),
        **said(ticket, 1),
    )
    return action.change(ticket, event)


def attend(action: Action, state: CounterState, ticket: Ticket, why: Why) -> Ticket:
    """Serve somebody who waits without a number: there is nothing to call."""
    event = action.record(
        Kind.ATTENDED,
        ticket=ticket.id,
        counter=state.number,
        staff=state.staff,
        why=why.as_data(),
    )
    return action.change(ticket, event)


def said(ticket: Ticket, calls: int) -> dict[str, object]:
    """Return what a display needs to announce a call, so that the event is enough."""
    return {"code": ticket.code, "line": ticket.line.value, "calls": calls}


def preferentials_in_a_row(
    connection: Connection, office: OfficeId, settings: OfficeSettings, at: datetime
) -> int:
    """Return the preferential calls in a row today; 0 where no relief asks for them."""
    most = settings.policy.relief_after
    if not most:
        return 0
    zone = ZoneInfo(settings.timezone)
    midnight = datetime.combine(business_day(at, settings.hours), time(), zone)
    return events.preferential_streak(connection, office, midnight.astimezone(UTC), most)
