"""What may happen to a ticket besides being called and served: it moves, ends, comes back.

The base of `core.office.queue.Queue`; every method is one transaction.
"""

from datetime import timedelta

from core.domain.ticket import CounterNumber, Event, Kind, LineReason, State, Ticket, check_step
from core.domain.undo import UNDOABLE, taken_back
from core.errors import (
    AlreadyReinstated,
    CounterBusy,
    CounterNotStaffed,
    NothingToUndo,
    ReinstateTooLate,
    SameLine,
    SamePlace,
    TicketMovedOn,
    UndoTooLate,
    UnknownLineReason,
)
from core.office.checks import (
    check_counter,
    check_line,
    check_service,
    staffed,
    ticket_at,
    ticket_of_code,
    ticket_of_event,
)
from core.office.ledger import Action, Ledger
from core.store import events, people, tickets

# Taken off an event's number it gives a place before every ticket's that was not reinstated, and
# behind those who came back earlier.
BEFORE_ALL = 10**15
UNDO_WITHIN = timedelta(seconds=30)


class Moves:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def transfer(
        self,
        *,
        counter: int,
        service: str | None = None,
        line: str | None = None,
        to_counter: int | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Send the counter's ticket to a service, a line or a colleague, where its arrival counts.

        What is None stays as it is. Only `to_counter` calls it, while somebody is there. To its
        own service it goes back to wait.

        Raises:
            SamePlace: no service is given, and nothing else would change.
            UnknownService, UnknownLine, UnknownCounter, CounterNotStaffed, NothingAtCounter,
            WrongStep
        """

        def do(action: Action) -> Ticket:
            ticket = ticket_at(action, counter)
            check_step(ticket, Kind.TRANSFERRED)
            key = ticket.service if service is None else check_service(action.settings, service)
            wanted = ticket.line if line is None else check_line(line)
            colleague = None if to_counter is None else _other(action, to_counter, counter)
            if service is None and wanted is ticket.line and colleague is None:
                raise SamePlace(code=ticket.name)
            event = action.record(
                Kind.TRANSFERRED,
                ticket=ticket.id,
                counter=ticket.counter,
                staff=at_work(action, ticket),
                service=key,
                line=None if wanted is ticket.line else wanted.value,
                for_counter=colleague,
            )
            return action.change(ticket, event)

        return self._ledger.act(do, again=ticket_of_event, request=request)

    def change_line(
        self,
        *,
        code: str,
        line: str,
        reason: str,
        counter: int | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Let a waiting ticket wait in the other line, at the place of its arrival.

        `reason` is a `LineReason`: why somebody has priority is never asked nor written down.
        `counter` is the one where it is done.

        Raises:
            TicketGone, UnknownLine, UnknownLineReason, SameLine, WrongStep, UnknownCounter
        """
        wanted = check_line(line)
        if reason not in set(LineReason):
            raise UnknownLineReason(reason=reason, known=", ".join(LineReason))

        def do(action: Action) -> Ticket:
            ticket = ticket_of_code(action, code)
            check_step(ticket, Kind.LINE_CHANGED)
            if ticket.line is wanted:
                raise SameLine(code=ticket.name)
            event = self._record_at(
                action, Kind.LINE_CHANGED, ticket, counter, line=wanted.value, reason=reason
            )
            return action.change(ticket, event)

        return self._ledger.act(do, again=ticket_of_event, request=request)

    def cancel(
        self, *, code: str, counter: int | None = None, request: str | None = None
    ) -> Ticket:
        """Cancel the ticket of somebody who leaves; `counter` is the one where it is done.

        Raises:
            TicketGone, WrongStep, UnknownCounter
        """

        def do(action: Action) -> Ticket:
            ticket = ticket_of_code(action, code)
            check_step(ticket, Kind.CANCELLED)
            return action.change(ticket, self._record_at(action, Kind.CANCELLED, ticket, counter))

        return self._ledger.act(do, again=ticket_of_event, request=request)

    def reinstate(
        self, *, code: str, counter: int | None = None, request: str | None = None
    ) -> Ticket:
        """Make a no-show who came after all the next of its own line, once.

        `counter` is the one where it is done.

        Raises:
            TicketGone, WrongStep, ReinstateTooLate, AlreadyReinstated, UnknownCounter
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
            place = action.seq - BEFORE_ALL
            event = self._record_at(action, Kind.REINSTATED, ticket, counter, place=place)
            return action.change(ticket, event)

        return self._ledger.act(do, again=ticket_of_event, request=request)

    def undo(self, *, counter: int, request: str | None = None) -> Ticket:
        """Take back the counter's last step with a ticket, within 30 s.

        A call is not taken back, nor what came before it: people heard it. Somebody registered
        by mistake is cancelled.

        Raises:
            NothingToUndo: the last step was a call, or was taken back already.
            UndoTooLate: there was none in the last 30 s.
            TicketMovedOn: somebody else has done something with the ticket since.
            UnknownCounter, CounterNotStaffed, CounterBusy
        """

        def do(action: Action) -> Ticket:
            state = staffed(action, counter)
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
            event = action.record(
                Kind.UNDONE,
                ticket=ticket.id,
                counter=state.number,
                staff=state.staff,
                step=last.kind.value,
                before=taken_back(steps, action.at),
            )
            other = tickets.open_at(action.connection, action.office, state.number)
            if other is not None and other.id != ticket.id and _opens(event):
                raise CounterBusy(counter=counter, code=other.name)
            return action.change(ticket, event)

        return self._ledger.act(do, again=ticket_of_event, request=request)

    def _record_at(
        self, action: Action, kind: Kind, ticket: Ticket, counter: int | None, **data: object
    ) -> Event:
        """Record a step with a ticket, done at `counter` by whoever is there; None: elsewhere."""
        number = None if counter is None else check_counter(action.settings, counter)
        state = None
        if number is not None:
            state = people.counter(action.connection, action.office, number)
        who = None if state is None else state.staff
        return action.record(kind, ticket=ticket.id, counter=number, staff=who, **data)


def at_work(action: Action, ticket: Ticket) -> str | None:
    """Return who is at the ticket's counter: a colleague may have taken it over."""
    if ticket.counter is None:
        return ticket.staff
    state = people.counter(action.connection, action.office, ticket.counter)
    return ticket.staff if state is None else state.staff


def _other(action: Action, to_counter: int, counter: int) -> CounterNumber | None:
    """Return a colleague's counter, who must be there; None for one's own."""
    number = check_counter(action.settings, to_counter)
    if number == counter:
        return None
    if people.counter(action.connection, action.office, number) is None:
        raise CounterNotStaffed(counter=to_counter)
    return number


def _opens(event: Event) -> bool:
    """Whether what is taken back brings a ticket to the counter again."""
    return event.data["before"].get("state") in {State.CALLED, State.SERVING}
