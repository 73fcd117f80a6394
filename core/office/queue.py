"""`office.queue`: everything that happens to a ticket, from the touch to the farewell."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.domain.estimate import WaitEstimate
from core.domain.hours import business_day
from core.domain.numbering import code_of
from core.domain.policy import call_order
from core.domain.service import OfficeSettings
from core.domain.ticket import (
    Kind,
    Line,
    Rule,
    State,
    Ticket,
    TicketId,
    check_step,
)
from core.errors import (
    AlreadyReinstated,
    HoldNotAllowed,
    NothingOnHold,
    ReasonMissing,
    RecallsUsedUp,
    ReinstateTooLate,
    TicketGone,
)
from core.office.board import Board, read_board
from core.office.calling import call, choose, explain, preferentials_in_a_row, said
from core.office.checks import (
    check_channel,
    check_counter,
    check_language,
    check_line,
    check_open,
    check_outcome,
    check_service,
    free,
    ticket_at,
    ticket_of_code,
    ticket_of_event,
)
from core.office.devices import new_job
from core.office.ledger import Action, Ledger
from core.office.waits import wait_of
from core.store import devices, tickets

# Taken off an event's number it gives a place before every ticket's that was not reinstated, and
# behind those who came back earlier.
BEFORE_ALL = 10**15


class Queue:
    """The tickets of one office. Every method is one transaction; see `Ledger`.

    `request` is an idempotency key: the same call with the same key is done once.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    # --- a ticket begins

    def issue(
        self,
        line: str = Line.GENERAL,
        service: str | None = None,
        *,
        language: str | None = None,
        outside_hours: bool = False,
        print_on: str | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Issue the next number of a line.

        `service` is a key, None for the office's first one; `language` is the paper's, None for
        the office's first one. `outside_hours` issues also while the office is closed. The outbox
        of the device `print_on` gets the paper, None for no paper.

        Raises:
            OfficeClosed, UnknownLine, UnknownService, UnknownLanguage
        """
        wanted = check_line(line)

        def do(action: Action) -> Ticket:
            settings = action.settings
            key = check_service(settings, service)
            spoken = check_language(settings, language)
            if not outside_hours:
                check_open(action)
            series = settings.prefixes.of(wanted)
            number = tickets.take_number(action.connection, action.office, action.day, series)
            ticket = action.make(
                action.record(
                    Kind.ISSUED,
                    ticket=TicketId(action.seq),
                    day=action.day.isoformat(),
                    line=wanted.value,
                    service=key,
                    language=spoken,
                    series=series,
                    number=number,
                    code=code_of(series, number),
                )
            )
            if print_on is not None:
                job = new_job(action, ticket, print_on, copy=False)
                devices.add_job(action.connection, action.office, job)
            return ticket

        return self._ledger.act(do, again=ticket_of_event, request=request)

    def serve_now(
        self,
        *,
        counter: int,
        line: str = Line.GENERAL,
        channel: str = "in_person",
        service: str | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Start serving somebody who took no ticket: at the desk, by phone, chat or e-mail.

        Raises:
            UnknownLine, UnknownChannel, UnknownService, UnknownCounter, CounterNotStaffed,
            CounterAway, CounterBusy
        """
        wanted, way = check_line(line), check_channel(channel)

        def do(action: Action) -> Ticket:
            state = free(action, counter)
            return action.make(
                action.record(
                    Kind.SERVED_NOW,
                    ticket=TicketId(action.seq),
                    counter=state.number,
                    staff=state.staff,
                    day=action.day.isoformat(),
                    line=wanted.value,
                    service=check_service(action.settings, service),
                    channel=way.value,
                    language=action.settings.languages[0],
                )
            )

        return self._ledger.act(do, again=ticket_of_event, request=request)

    # --- a ticket is called

    def call_next(self, *, counter: int, request: str | None = None) -> Ticket | None:
        """Call the next ticket to `counter`; None when nobody waits for it.

        Raises:
            UnknownCounter, CounterNotStaffed, CounterAway
            CounterBusy: the counter still has another ticket.
        """

        def do(action: Action) -> Ticket | None:
            state = free(action, counter)
            choice = choose(action, counter)
            return None if choice is None else call(action, state, *choice)

        return self._ledger.act(do, again=ticket_of_event, request=request)

    def call(self, *, counter: int, code: str, reason: str, request: str | None = None) -> Ticket:
        """Call a waiting ticket out of its order, with the reason for it.

        Raises:
            ReasonMissing, TicketGone, WrongStep, and what `call_next` raises.
        """

        def do(action: Action) -> Ticket:
            state = free(action, counter)
            if not reason.strip():
                raise ReasonMissing
            ticket = ticket_of_code(action, code)
            check_step(ticket, Kind.CALLED)
            why = explain(action, ticket, Rule.CHOSEN, reason=reason.strip())
            return call(action, state, ticket, why)

        return self._ledger.act(do, again=ticket_of_event, request=request)

    def recall(self, *, counter: int, request: str | None = None) -> Ticket:
        """Call the counter's ticket once more.

        Raises:
            UnknownCounter, NothingAtCounter, WrongStep
            RecallsUsedUp: it was called as often as the office allows.
        """

        def check(action: Action, ticket: Ticket) -> None:
            limit = action.settings.calling
            if ticket.calls >= limit.max_calls:
                raise RecallsUsedUp(
                    code=ticket.name, calls=ticket.calls, minutes=limit.reinstate_within_min
                )

        return self._step(Kind.RECALLED, counter, request, check, announce=True)

    def no_show(self, *, counter: int, request: str | None = None) -> Ticket:
        """Mark the counter's called ticket as one nobody came for."""
        return self._step(Kind.NO_SHOW, counter, request)

    # --- a ticket is served

    def start(self, *, counter: int, request: str | None = None) -> Ticket:
        """Start serving the ticket called to the counter."""
        return self._step(Kind.STARTED, counter, request)

    def finish(
        self,
        *,
        counter: int,
        outcome: str = "resolved",
        reason: str | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Finish the service at the counter.

        `outcome` is `resolved`, `filed`, `escalated` or `not_ours`; `reason` one of the office's
        reasons for coming, never a citizen's name.

        Raises:
            UnknownOutcome, UnknownCounter, NothingAtCounter, WrongStep
        """
        result = check_outcome(outcome)
        return self._step(Kind.FINISHED, counter, request, outcome=result.value, reason=reason)

    def hold(self, *, counter: int, reason: str, request: str | None = None) -> Ticket:
        """Put the ticket in service on hold, so that the counter can serve another one.

        Raises:
            HoldNotAllowed, ReasonMissing, UnknownCounter, NothingAtCounter, WrongStep
        """

        def check(action: Action, ticket: Ticket) -> None:
            if not action.settings.calling.hold_allowed:
                raise HoldNotAllowed(office=action.settings.name, code=ticket.name)
            if not reason.strip():
                raise ReasonMissing

        return self._step(Kind.HELD, counter, request, check, reason=reason.strip())

    def resume(
        self, *, counter: int, code: str | None = None, request: str | None = None
    ) -> Ticket:
        """Go on serving a ticket on hold: the one with `code`, else this counter's latest.

        Raises:
            TicketGone, NothingOnHold, WrongStep, UnknownCounter, CounterNotStaffed, CounterAway,
            CounterBusy
        """

        def do(action: Action) -> Ticket:
            state = free(action, counter)
            if code is not None:
                ticket = ticket_of_code(action, code)
            else:
                held = tickets.held_at(action.connection, action.office, counter)
                if not held:
                    raise NothingOnHold(counter=counter)
                ticket = held[0]
            check_step(ticket, Kind.RESUMED)
            event = action.record(
                Kind.RESUMED, ticket=ticket.id, counter=state.number, staff=state.staff
            )
            return action.change(ticket, event)

        return self._ledger.act(do, again=ticket_of_event, request=request)

    def transfer(self, *, counter: int, service: str, request: str | None = None) -> Ticket:
        """Send the counter's ticket to another service's queue, where its arrival counts.

        Raises:
            UnknownService, UnknownCounter, NothingAtCounter, WrongStep
        """

        def do(action: Action) -> Ticket:
            ticket = ticket_at(action, counter)
            check_step(ticket, Kind.TRANSFERRED)
            key = check_service(action.settings, service)
            event = action.record(
                Kind.TRANSFERRED,
                ticket=ticket.id,
                counter=ticket.counter,
                staff=ticket.staff,
                service=key,
            )
            return action.change(ticket, event)

        return self._ledger.act(do, again=ticket_of_event, request=request)

    # --- a ticket ends or comes back

    def cancel(self, *, code: str, request: str | None = None) -> Ticket:
        """Cancel the ticket of somebody who leaves.

        Raises:
            TicketGone, WrongStep
        """

        def do(action: Action) -> Ticket:
            ticket = ticket_of_code(action, code)
            check_step(ticket, Kind.CANCELLED)
            return action.change(ticket, action.record(Kind.CANCELLED, ticket=ticket.id))

        return self._ledger.act(do, again=ticket_of_event, request=request)

    def reinstate(self, *, code: str, request: str | None = None) -> Ticket:
        """Make a no-show who came after all the next of its own line, once.

        Raises:
            TicketGone, WrongStep, ReinstateTooLate, AlreadyReinstated
        """

        def do(action: Action) -> Ticket:
            ticket = ticket_of_code(action, code)
            check_step(ticket, Kind.REINSTATED)
            if ticket.reinstated:
                raise AlreadyReinstated(code=ticket.name)
            minutes = action.settings.calling.reinstate_within_min
            assert ticket.finished_at is not None  # a no-show has ended
            if action.at - ticket.finished_at > timedelta(minutes=minutes):
                raise ReinstateTooLate(code=ticket.name, minutes=minutes)
            event = action.record(Kind.REINSTATED, ticket=ticket.id, place=action.seq - BEFORE_ALL)
            return action.change(ticket, event)

        return self._ledger.act(do, again=ticket_of_event, request=request)

    # --- looking

    def waiting(self) -> tuple[Ticket, ...]:
        """Return today's waiting tickets in the order in which they would be called."""

        def look(
            connection: Connection, settings: OfficeSettings, at: datetime
        ) -> tuple[Ticket, ...]:
            office = self._ledger.office
            return call_order(
                tickets.waiting(connection, office, business_day(at, settings.hours)),
                preferential_streak=preferentials_in_a_row(connection, office, settings, at),
                policy=settings.policy,
            )

        return self._ledger.look(look)

    def board(self) -> Board:
        """Return what the windows show of the hall, in one look."""
        return self._ledger.look(
            lambda connection, settings, at: read_board(
                connection, self._ledger.office, settings, at
            )
        )

    def ticket(self, ticket_id: int) -> Ticket:
        """Return the ticket with this id.

        Raises:
            TicketGone: there is none.
        """
        found = self._ledger.look(
            lambda connection, _settings, _at: tickets.by_id(
                connection, self._ledger.office, ticket_id
            )
        )
        if found is None:
            raise TicketGone(code=f"#{ticket_id}")
        return found

    def at_counter(self, counter: int) -> Ticket | None:
        """Return the ticket called to or served at the counter, None when it is free."""
        return self._ledger.look(
            lambda connection, settings, _at: tickets.open_at(
                connection, self._ledger.office, check_counter(settings, counter)
            )
        )

    def held(self, counter: int) -> tuple[Ticket, ...]:
        """Return the tickets on hold at the counter, the latest first."""
        return self._ledger.look(
            lambda connection, settings, _at: tuple(
                tickets.held_at(connection, self._ledger.office, check_counter(settings, counter))
            )
        )

    def estimate(self, ticket_id: int) -> WaitEstimate | None:
        """Return how long a ticket will wait.

        None when no counter is staffed, or when the ticket waits no more.
        """

        def look(
            connection: Connection, settings: OfficeSettings, at: datetime
        ) -> WaitEstimate | None:
            office = self._ledger.office
            ticket = tickets.by_id(connection, office, ticket_id)
            if ticket is None or ticket.state is not State.WAITING:
                return None
            return wait_of(connection, ticket, settings, at)

        return self._ledger.look(look)

    def _step(
        self,
        kind: Kind,
        counter: int,
        request: str | None,
        check: Callable[[Action, Ticket], None] | None = None,
        *,
        announce: bool = False,
        **data: object,
    ) -> Ticket:
        """Do one step with the ticket at a counter."""

        def do(action: Action) -> Ticket:
            ticket = ticket_at(action, counter)
            check_step(ticket, kind)
            if check is not None:
                check(action, ticket)
            told = said(ticket, ticket.calls + 1) if announce else {}
            event = action.record(
                kind,
                ticket=ticket.id,
                counter=ticket.counter,
                staff=ticket.staff,
                **(data | told),
            )
            return action.change(ticket, event)

        return self._ledger.act(do, again=ticket_of_event, request=request)
