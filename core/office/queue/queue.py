"""`office.queue`: everything that happens to a ticket, from the touch to the farewell.

A list of what may be done, with its promises; each deed is a function of the same name beside it.
"""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from core.domain.ticket import Line, Ticket
from core.office.ledger.checks import ticket_of_event
from core.office.ledger.ledger import Action
from core.office.ledger.request import once
from core.office.queue import calling, issuing, moving, serving, undoing
from core.office.queue.readings import Readings

P = ParamSpec("P")
T = TypeVar("T", Ticket, Ticket | None)


class Queue(Readings):
    """The tickets of one office. Every method is one transaction; see `Ledger`.

    `request` is an idempotency key: the same call with the same key is done once.

    Whatever is done at a counter is done by whoever is present there: it raises UnknownCounter,
    CounterNotStaffed, and CounterAway until they say that they are back.
    """

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
        return self._do(
            issuing.issue,
            request,
            line=line,
            service=service,
            language=language,
            outside_hours=outside_hours,
            print_on=print_on,
        )

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
        return self._do(
            issuing.serve_now, request, counter=counter, line=line, channel=channel, service=service
        )

    def arrive(
        self,
        *,
        counter: int | None = None,
        line: str = Line.PREFERENTIAL,
        service: str | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Register somebody who waits without a ticket, seen at `counter`, which may be busy.

        None: no desk has seen them, they told the kiosk, during opening hours. A counter that is
        free attends them (`call_next`), by the same rules as a ticket.

        Raises:
            UnknownLine, UnknownService, UnknownCounter, CounterNotStaffed, CounterAway,
            OfficeClosed
        """
        return self._do(issuing.arrive, request, counter=counter, line=line, service=service)

    def attend(self, *, counter: int, ticket: int, request: str | None = None) -> Ticket:
        """Attend somebody who waits without a number, by the ticket's id.

        Raises:
            TicketGone, WrongStep: somebody else does so already.
            UnknownCounter, CounterNotStaffed, CounterAway, CounterBusy
        """
        return self._do(issuing.attend, request, counter=counter, ticket=ticket)

    # --- a ticket is called

    def call_next(self, *, counter: int, request: str | None = None) -> Ticket | None:
        """Call the next ticket to `counter`; None when nobody waits for it.

        Somebody who waits without a number is not called but attended at once.

        Raises:
            UnknownCounter, CounterNotStaffed, CounterAway
            CounterBusy: the counter still has another ticket.
        """
        return self._do(calling.call_next, request, counter=counter)

    def call(self, *, counter: int, code: str, reason: str, request: str | None = None) -> Ticket:
        """Call a waiting ticket out of its order, with the reason for it.

        Somebody without a number, named as `#12`, is not called but attended at once.

        Raises:
            MayNotChoose: the office lets only its leaders do so.
            ReasonMissing, TicketGone, WrongStep, and what `call_next` raises.
        """
        return self._do(calling.call, request, counter=counter, code=code, reason=reason)

    def recall(self, *, counter: int, request: str | None = None) -> Ticket:
        """Call the counter's ticket once more.

        Raises:
            UnknownCounter, NothingAtCounter, WrongStep
            RecallsUsedUp: it was called as often as the office allows.
        """
        return self._do(calling.recall, request, counter=counter)

    def no_show(self, *, counter: int, request: str | None = None) -> Ticket:
        """Mark the counter's called ticket as one nobody came for."""
        return self._do(calling.no_show, request, counter=counter)

    def put_back(
        self, *, counter: int, reason: str | None = None, request: str | None = None
    ) -> Ticket:
        """Let the counter's called ticket wait again as if nobody had called it.

        It keeps its place, its counter and its reinstatement; the displays take the call back.
        `reason` is why, never a citizen's name; None only within 10 s of the call.

        Raises:
            ReasonMissing, UnknownCounter, NothingAtCounter, WrongStep, TicketOfEarlierDay
        """
        return self._do(calling.put_back, request, counter=counter, reason=reason)

    # --- a ticket is served

    def start(self, *, counter: int, request: str | None = None) -> Ticket:
        """Start serving the ticket called to the counter."""
        return self._do(serving.start, request, counter=counter)

    def finish(
        self,
        *,
        counter: int,
        outcome: str = "resolved",
        reason: str | None = None,
        survey_offered: bool | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Finish the service at the counter.

        `outcome` is one of `core.domain.ticket.Outcome`; `reason` one of the office's
        reasons for coming, never a citizen's name. `survey_offered`: whether the citizen was
        asked for an opinion, None where nobody says.

        Raises:
            ReasonMissing, SurveyNotOffered: the office wants it.
            UnknownOutcome, UnknownCounter, NothingAtCounter, WrongStep
        """
        return self._do(
            serving.finish,
            request,
            counter=counter,
            outcome=outcome,
            reason=reason,
            survey_offered=survey_offered,
        )

    def hold(
        self,
        *,
        counter: int,
        reason: str,
        customer_agreed: bool | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Put the ticket in service on hold, so that the counter can serve another one.

        `customer_agreed`: what the citizen in service answered, None when nobody asked.

        Raises:
            HoldNotAllowed, ReasonMissing, UnknownCounter, NothingAtCounter, WrongStep,
            TicketOfEarlierDay
        """
        return self._do(
            serving.hold, request, counter=counter, reason=reason, customer_agreed=customer_agreed
        )

    def resume(
        self,
        *,
        counter: int,
        code: str | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Go on serving a ticket on hold: the one with `code`, else this counter's latest.

        `code` names one of any counter, `#12` also one that has no number.

        Raises:
            TicketGone, NothingOnHold, WrongStep, UnknownCounter, CounterNotStaffed, CounterAway,
            CounterBusy
        """
        return self._do(serving.resume, request, counter=counter, code=code)

    # --- a ticket moves

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
        return self._do(
            moving.transfer,
            request,
            counter=counter,
            service=service,
            line=line,
            to_counter=to_counter,
        )

    def change_line(
        self,
        *,
        code: str,
        line: str,
        reason: str,
        counter: int | None = None,
        by: str | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Let a waiting ticket wait in the other line, at the place of its arrival.

        Reinstated, it is the next of its own line alone, also when it comes back there.

        `code` names who waits, as `#12` also without a number; `reason` is a `LineReason`: why
        somebody has priority is never asked nor written down. `counter` is where it is done, `by`
        who does it elsewhere.

        Raises:
            TicketGone, UnknownLine, UnknownLineReason, SameLine, WrongStep, UnknownCounter
        """
        return self._do(
            moving.change_line,
            request,
            code=code,
            line=line,
            reason=reason,
            counter=counter,
            by=by,
        )

    def cancel(
        self,
        *,
        code: str,
        counter: int | None = None,
        by: str | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Cancel the ticket of somebody who leaves; `counter` is the one where it is done.

        `code` names them, as `#12` also without a number; `by` is who does it elsewhere.

        Raises:
            TicketGone, WrongStep, UnknownCounter
            CalledElsewhere: it was called to another counter than where it is done.
        """
        return self._do(moving.cancel, request, code=code, counter=counter, by=by)

    def reinstate(
        self,
        *,
        code: str,
        counter: int | None = None,
        by: str | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Make a no-show who came after all the next of its own line, once.

        `counter` is the one where it is done, `by` who does it elsewhere.

        Raises:
            TicketGone, WrongStep, ReinstateTooLate, AlreadyReinstated, UnknownCounter
        """
        return self._do(moving.reinstate, request, code=code, counter=counter, by=by)

    # --- the last step is taken back

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
        return self._do(undoing.undo, request, counter=counter)

    def _do(
        self,
        deed: Callable[Concatenate[Action, P], T],
        request: str | None,
        *given: P.args,
        **named: P.kwargs,
    ) -> T:
        """Do `deed` under the office's lock, or return what the same request did before."""
        return self._ledger.act(
            lambda action: deed(action, *given, **named),
            again=ticket_of_event,
            request=once(request, deed.__name__, **named),
        )
