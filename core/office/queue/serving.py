"""A ticket is served: from the start to the finish, with what interrupts it.

Each function is what one method of `core.office.queue.queue.Queue` does under the office's lock.
"""

from core.domain.service import Asking
from core.domain.ticket import Kind, Ticket, check_step
from core.errors import HoldNotAllowed, NothingOnHold, ReasonMissing, SurveyNotOffered
from core.office.ledger.checks import check_of_today, check_outcome, idle, ticket_named
from core.office.ledger.ledger import Action
from core.office.queue.steps import step, take
from core.store import tickets


def start(action: Action, *, counter: int) -> Ticket:
    return step(action, Kind.STARTED, counter)


def finish(
    action: Action,
    *,
    counter: int,
    outcome: str,
    reason: str | None,
    survey_offered: bool | None,
) -> Ticket:
    result = check_outcome(outcome)

    def check(_ticket: Ticket) -> None:
        desk = action.settings.desk
        if desk.reason is Asking.COMPULSORY and not (reason or "").strip():
            raise ReasonMissing
        if desk.survey is Asking.COMPULSORY and not survey_offered:
            raise SurveyNotOffered

    return step(
        action,
        Kind.FINISHED,
        counter,
        check,
        outcome=result.value,
        reason=reason,
        survey_offered=survey_offered,
    )


def hold(action: Action, *, counter: int, reason: str, customer_agreed: bool | None) -> Ticket:
    def check(ticket: Ticket) -> None:
        if not action.settings.calling.hold_allowed:
            raise HoldNotAllowed(office=action.settings.name, code=ticket.name)
        if not reason.strip():
            raise ReasonMissing
        check_of_today(action, ticket)

    return step(
        action,
        Kind.HELD,
        counter,
        check,
        reason=reason.strip(),
        customer_agreed=customer_agreed,
    )


def resume(action: Action, *, counter: int, code: str | None) -> Ticket:
    state = idle(action, counter)
    if code is not None:
        found = ticket_named(action, code)
    elif held := tickets.held_at(action.connection, action.office, counter):
        found = held[0]
    else:
        raise NothingOnHold(counter=counter)
    check_step(found, Kind.RESUMED)
    return take(action, Kind.RESUMED, found, state)
