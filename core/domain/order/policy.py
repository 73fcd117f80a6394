"""Which ticket a counter calls next, and why.

Pure functions: no clock, no database. The office runs them under its lock, with the head of each
line; inside a line tickets are already in their order (`Ticket.place`: first come first served,
a reinstated ticket before all).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from core.domain.limits import Range
from core.domain.ticket import Rule, Ticket, Why


@dataclass(frozen=True, slots=True)
class Policy:
    """How the lines are mixed.

    `relief_after`: after so many preferential calls in a row one general ticket is called if one
    waits; 0 turns the relief off and priority is strict.
    """

    relief_after: Annotated[int, Range(0, 20)] = 0


STRICT = Policy()


def general_is_due(policy: Policy, preferential_streak: int) -> bool:
    """True when the relief gives the next call to the general line.

    `preferential_streak` is how many preferential tickets were called in a row, the latest ones.
    """
    return 0 < policy.relief_after <= preferential_streak


def choose_next(
    general: Ticket | None,
    preferential: Ticket | None,
    *,
    preferential_streak: int = 0,
    policy: Policy = STRICT,
) -> tuple[Ticket, Rule] | None:
    """Choose between the heads of the two lines; None when nobody waits.

    `general` and `preferential` are the first waiting ticket of each line, None if there is none.
    """
    if preferential is None:
        if general is None:
            return None
        return general, _within_line(general)
    if general is None:
        return preferential, _within_line(preferential)
    if general_is_due(policy, preferential_streak):
        return general, Rule.RELIEF
    if preferential.goes_first:
        return preferential, Rule.REINSTATED
    return preferential, Rule.PRIORITY


def _within_line(ticket: Ticket) -> Rule:
    return Rule.REINSTATED if ticket.goes_first else Rule.FIRST_COME


def overtaken_by(chosen: Ticket, waiting: Sequence[Ticket]) -> tuple[Ticket, ...]:
    """Return the waiting tickets that arrived before `chosen`, earliest first."""
    earlier = [ticket for ticket in waiting if ticket.id < chosen.id]
    return tuple(sorted(earlier, key=lambda ticket: ticket.id))


def explain(
    chosen: Ticket, rule: Rule, waiting: Sequence[Ticket], reason: str | None = None
) -> Why:
    """Say why `chosen` is called while `waiting` (with or without it) wait."""
    overtaken = overtaken_by(chosen, waiting)
    return Why(rule, overtaken[0].name if overtaken else None, len(overtaken), reason)


def call_order(
    waiting: Sequence[Ticket], *, preferential_streak: int = 0, policy: Policy = STRICT
) -> tuple[Ticket, ...]:
    """Return `waiting` in the order in which the tickets would be called if nobody else came.

    Who waits without a number is attended, not called: no run of calls goes on or ends with them.
    """
    lines = {
        is_general: sorted(
            (ticket for ticket in waiting if (ticket.line == "general") is is_general),
            key=lambda ticket: ticket.place,
            reverse=True,
        )
        for is_general in (True, False)
    }
    general, preferential = lines[True], lines[False]
    order: list[Ticket] = []
    while general or preferential:
        choice = choose_next(
            general[-1] if general else None,
            preferential[-1] if preferential else None,
            preferential_streak=preferential_streak,
            policy=policy,
        )
        assert choice is not None  # a line is not empty
        ticket = choice[0]
        is_general = ticket.line == "general"
        order.append((general if is_general else preferential).pop())
        if ticket.code is not None:
            preferential_streak = 0 if is_general else preferential_streak + 1
    return tuple(order)
