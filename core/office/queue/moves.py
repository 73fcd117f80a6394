"""What may happen to a ticket besides being called and served: it moves, ends, comes back.

The base of `core.office.queue.queue.Queue`; every method is one transaction.
"""

from datetime import timedelta

from core.domain.reinstatement import place_in
from core.domain.ticket import CounterNumber, Event, Kind, LineReason, State, Ticket, check_step
from core.domain.undo import UNDOABLE, before_call, taken_back
from core.errors import (
    AlreadyReinstated,
    CalledElsewhere,
    CounterBusy,
    CounterNotStaffed,
    NothingToUndo,
    ReasonMissing,
    ReinstateTooLate,
    SameLine,
    SamePlace,
    TicketMovedOn,
    UndoTooLate,
    UnknownLineReason,
)
from core.office.ledger.checks import (
    check_counter,
    check_line,
    check_of_today,
    check_service,
    present,
    ticket_named,
    ticket_of_code,
    ticket_of_event,
    with_ticket,
)
from core.office.ledger.ledger import Action, Ledger
from core.office.ledger.request import once
from core.office.queue.calling import said
from core.store import events, people, tickets

# Taken off an event's number it gives a place before every ticket's that was not reinstated, and
# behind those who came back earlier.
BEFORE_ALL = 10**15
UNDO_WITHIN = timedelta(seconds=30)
PUT_BACK_FREELY = timedelta(seconds=10)


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
        own service it goes back to wait. What a reinstatement gave it was used up by the call.

        Raises:
            SamePlace: no service is given, and nothing else would change.
            UnknownService, UnknownLine, UnknownCounter, CounterNotStaffed, NothingAtCounter,
            WrongStep, TicketOfEarlierDay
        """

        def do(action: Action) -> Ticket:
            state, ticket = with_ticket(action, counter)
            check_step(ticket, Kind.TRANSFERRED)
            check_of_today(action, ticket)
            key = ticket.service if service is None else check_service(action.settings, service)
            wanted = ticket.line if line is None else check_line(line)
            colleague = None if to_counter is None else _other(action, to_counter, counter)
            if service is None and wanted is ticket.line and colleague is None:
                raise SamePlace(code=ticket.name)
            event = action.record(
                Kind.TRANSFERRED,
                ticket=ticket.id,
                counter=state.number,
                staff=state.staff,
                service=key,
                line=None if wanted is ticket.line else wanted.value,
                place=ticket.id if ticket.goes_first else None,
                for_counter=colleague,
            )
            return action.change(ticket, event)

        asked = once(
            request, "transfer", counter=counter, service=service, line=line, to_counter=to_counter
        )
        return self._ledger.act(do, again=ticket_of_event, request=asked)

    def put_back(
        self, *, counter: int, reason: str | None = None, request: str | None = None
    ) -> Ticket:
        """Let the counter's called ticket wait again as if nobody had called it.

        It keeps its place, its counter and its reinstatement; the displays take the call back.
        `reason` is why, never a citizen's name; None only within 10 s of the call.

        Raises:
            ReasonMissing, UnknownCounter, NothingAtCounter, WrongStep, TicketOfEarlierDay
        """
        given = (reason or "").strip() or None

        def do(action: Action) -> Ticket:
            state, ticket = with_ticket(action, counter)
            check_step(ticket, Kind.PUT_BACK)
            check_of_today(action, ticket)
            assert ticket.called_at is not None  # it is called
            if given is None and action.at - ticket.called_at > PUT_BACK_FREELY:
                raise ReasonMissing
            steps = events.steps_of(action.connection, action.office, ticket.id)
            call, before = before_call(steps)
            event = action.record(
                Kind.PUT_BACK,
                ticket=ticket.id,
                counter=state.number,
                staff=state.staff,
                reason=given,
                call=call.seq,
                for_counter=before.for_counter,
                **said(ticket, ticket.calls),
            )
            return action.change(ticket, event)

        asked = once(request, "put_back", counter=counter, reason=reason)
        return self._ledger.act(do, again=ticket_of_event, request=asked)

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

        Reinstated, it is the next of its own line alone, also when it comes back there.

        `code` names who waits, as `#12` also without a number; `reason` is a `LineReason`: why
        somebody has priority is never asked nor written down. `counter` is where it is done.

        Raises:
            TicketGone, UnknownLine, UnknownLineReason, SameLine, WrongStep, UnknownCounter
        """
        wanted = check_line(line)
        if reason not in set(LineReason):
            raise UnknownLineReason(reason=reason, known=", ".join(LineReason))

        def do(action: Action) -> Ticket:
            ticket = ticket_named(action, code)
            check_step(ticket, Kind.LINE_CHANGED)
            if ticket.line is wanted:
                raise SameLine(code=ticket.name)
            place = place_in(wanted, events.steps_of(action.connection, action.office, ticket.id))
            event = self._record_at(
                action,
                Kind.LINE_CHANGED,
                ticket,
                counter,
                line=wanted.value,
                reason=reason,
                place=None if place == ticket.place else place,
            )
            return action.change(ticket, event)

        asked = once(request, "change_line", code=code, line=line, reason=reason, counter=counter)
        return self._ledger.act(do, again=ticket_of_event, request=asked)

    def cancel(
        self, *, code: str, counter: int | None = None, request: str | None = None
    ) -> Ticket:
        """Cancel the ticket of somebody who leaves; `counter` is the one where it is done.

        `code` names them, as `#12` also without a number.

        Raises:
            TicketGone, WrongStep, UnknownCounter
            CalledElsewhere: it was called to another counter than where it is done.
        """

        def do(action: Action) -> Ticket:
            ticket = ticket_named(action, code)
            check_step(ticket, Kind.CANCELLED)
            is_called = ticket.state is State.CALLED
            if is_called and counter is not None and ticket.counter != counter:
                raise CalledElsewhere(code=ticket.name, counter=ticket.counter)
            return action.change(ticket, self._record_at(action, Kind.CANCELLED, ticket, counter))

        asked = once(request, "cancel", code=code, counter=counter)
        return self._ledger.act(do, again=ticket_of_event, request=asked)

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

        asked = once(request, "reinstate", code=code, counter=counter)
        return self._ledger.act(do, again=ticket_of_event, request=asked)

    def undo(self, *, counter: int, request: str | None = None) -> Ticket:
        """Take back the counter's last step with a ticket, within 30 s.

        A call is not undone, nor what came before it: people heard it (`put_back`). One that was
        put back is called once more. Somebody registered by mistake counts nowhere.

        Raises:
            NothingToUndo: the last step was a call, or was taken back already.
            UndoTooLate: there was none in the last 30 s.
            TicketMovedOn: somebody else has done something with the ticket since.
            UnknownCounter, CounterNotStaffed, CounterBusy
        """

        def do(action: Action) -> Ticket:
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
            event = action.record(
                Kind.UNDONE,
                ticket=ticket.id,
                counter=state.number,
                staff=state.staff,
                step=last.kind.value,
                before=before,
                **told,
            )
            other = tickets.open_at(action.connection, action.office, state.number)
            if other is not None and other.id != ticket.id and _opens(event):
                raise CounterBusy(counter=counter, code=other.name)
            return action.change(ticket, event)

        asked = once(request, "undo", counter=counter)
        return self._ledger.act(do, again=ticket_of_event, request=asked)

    def _record_at(
        self, action: Action, kind: Kind, ticket: Ticket, counter: int | None, **data: object
    ) -> Event:
        """Record a step with a ticket, done at `counter` by whoever is there; None: elsewhere."""
        state = None if counter is None else present(action, counter)
        return action.record(
            kind,
            ticket=ticket.id,
            counter=None if state is None else state.number,
            staff=None if state is None else state.staff,
            **data,
        )


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
