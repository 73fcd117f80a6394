"""`office.queue`: everything that happens to a ticket, from the touch to the farewell."""

from collections.abc import Callable

from core.domain.numbering import code_of
from core.domain.service import Asking
from core.domain.staff import MAY_CHOOSE, CounterState
from core.domain.ticket import (
    Kind,
    Line,
    Rule,
    Ticket,
    TicketId,
    check_step,
)
from core.errors import (
    HoldNotAllowed,
    MayNotChoose,
    NothingOnHold,
    ReasonMissing,
    RecallsUsedUp,
    RecallsUsedUpForGood,
    SurveyNotOffered,
    TicketGone,
)
from core.office.devices import new_job
from core.office.ledger.checks import (
    check_channel,
    check_counter,
    check_language,
    check_line,
    check_of_today,
    check_open,
    check_outcome,
    check_service,
    free,
    idle,
    present,
    ticket_named,
    ticket_of_event,
    with_ticket,
)
from core.office.ledger.ledger import Action
from core.office.ledger.request import once
from core.office.queue.calling import (
    attend,
    call,
    choose,
    explain,
    reach_of,
    said,
)
from core.office.queue.moves import Moves
from core.office.queue.readings import Readings
from core.store import devices, people, tickets


class Queue(Moves, Readings):
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

        asked = once(
            request,
            "issue",
            line=line,
            service=service,
            language=language,
            outside_hours=outside_hours,
            print_on=print_on,
        )
        return self._ledger.act(do, again=ticket_of_event, request=asked)

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

        asked = once(
            request, "serve_now", counter=counter, line=line, channel=channel, service=service
        )
        return self._ledger.act(do, again=ticket_of_event, request=asked)

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
        wanted = check_line(line)

        def do(action: Action) -> Ticket:
            state = None
            if counter is None:
                check_open(action)
            else:
                check_counter(action.settings, counter)
                state = present(action, counter)
            return action.make(
                action.record(
                    Kind.ARRIVED,
                    ticket=TicketId(action.seq),
                    counter=None if state is None else state.number,
                    staff=None if state is None else state.staff,
                    day=action.day.isoformat(),
                    line=wanted.value,
                    service=check_service(action.settings, service),
                    language=action.settings.languages[0],
                )
            )

        asked = once(request, "arrive", counter=counter, line=line, service=service)
        return self._ledger.act(do, again=ticket_of_event, request=asked)

    def attend(self, *, counter: int, ticket: int, request: str | None = None) -> Ticket:
        """Attend somebody who waits without a number, by the ticket's id.

        Raises:
            TicketGone, WrongStep: somebody else does so already.
            UnknownCounter, CounterNotStaffed, CounterAway, CounterBusy
        """

        def do(action: Action) -> Ticket:
            state = free(action, counter)
            found = tickets.by_id(action.connection, action.office, ticket)
            if found is None or found.code is not None:
                raise TicketGone(code=f"#{ticket}")
            check_step(found, Kind.ATTENDED)
            rule = Rule.FIRST_COME if found.line is Line.GENERAL else Rule.PRIORITY
            reach = reach_of(action, state.number)
            return attend(action, state, found, explain(action, found, rule, reach))

        asked = once(request, "attend", counter=counter, ticket=ticket)
        return self._ledger.act(do, again=ticket_of_event, request=asked)

    # --- a ticket is called

    def call_next(self, *, counter: int, request: str | None = None) -> Ticket | None:
        """Call the next ticket to `counter`; None when nobody waits for it.

        Somebody who waits without a number is not called but attended at once.

        Raises:
            UnknownCounter, CounterNotStaffed, CounterAway
            CounterBusy: the counter still has another ticket.
        """

        def do(action: Action) -> Ticket | None:
            state = free(action, counter)
            choice = choose(action, state.number)
            if choice is None:
                return None
            return (attend if choice[0].code is None else call)(action, state, *choice)

        asked = once(request, "call_next", counter=counter)
        return self._ledger.act(do, again=ticket_of_event, request=asked)

    def call(self, *, counter: int, code: str, reason: str, request: str | None = None) -> Ticket:
        """Call a waiting ticket out of its order, with the reason for it.

        Somebody without a number, named as `#12`, is not called but attended at once.

        Raises:
            MayNotChoose: the office lets only its leaders do so.
            ReasonMissing, TicketGone, WrongStep, and what `call_next` raises.
        """

        def do(action: Action) -> Ticket:
            state = free(action, counter)
            _check_may_choose(action, state)
            if not reason.strip():
                raise ReasonMissing
            ticket = ticket_named(action, code)
            check_step(ticket, Kind.CALLED)
            reach = reach_of(action, state.number)
            why = explain(action, ticket, Rule.CHOSEN, reach, reason=reason.strip())
            return (attend if ticket.code is None else call)(action, state, ticket, why)

        asked = once(request, "call", counter=counter, code=code, reason=reason)
        return self._ledger.act(do, again=ticket_of_event, request=asked)

    def recall(self, *, counter: int, request: str | None = None) -> Ticket:
        """Call the counter's ticket once more.

        Raises:
            UnknownCounter, NothingAtCounter, WrongStep
            RecallsUsedUp: it was called as often as the office allows.
        """

        def check(action: Action, ticket: Ticket) -> None:
            limit = action.settings.calling
            if ticket.calls >= limit.max_calls:
                refusal = RecallsUsedUpForGood if ticket.reinstated else RecallsUsedUp
                raise refusal(
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
        survey_offered: bool | None = None,
        request: str | None = None,
    ) -> Ticket:
        """Finish the service at the counter.

        `outcome` is `resolved`, `filed`, `escalated` or `not_ours`; `reason` one of the office's
        reasons for coming, never a citizen's name. `survey_offered`: whether the citizen was
        asked for an opinion, None where nobody says.

        Raises:
            ReasonMissing, SurveyNotOffered: the office wants it.
            UnknownOutcome, UnknownCounter, NothingAtCounter, WrongStep
        """
        result = check_outcome(outcome)

        def check(action: Action, _ticket: Ticket) -> None:
            desk = action.settings.desk
            if desk.reason is Asking.COMPULSORY and not (reason or "").strip():
                raise ReasonMissing
            if desk.survey is Asking.COMPULSORY and not survey_offered:
                raise SurveyNotOffered

        return self._step(
            Kind.FINISHED,
            counter,
            request,
            check,
            outcome=result.value,
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

        def check(action: Action, ticket: Ticket) -> None:
            if not action.settings.calling.hold_allowed:
                raise HoldNotAllowed(office=action.settings.name, code=ticket.name)
            if not reason.strip():
                raise ReasonMissing
            check_of_today(action, ticket)

        return self._step(
            Kind.HELD,
            counter,
            request,
            check,
            reason=reason.strip(),
            customer_agreed=customer_agreed,
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

        def do(action: Action) -> Ticket:
            state = idle(action, counter)
            if code is not None:
                found = ticket_named(action, code)
            elif held := tickets.held_at(action.connection, action.office, counter):
                found = held[0]
            else:
                raise NothingOnHold(counter=counter)
            check_step(found, Kind.RESUMED)
            event = action.record(
                Kind.RESUMED, ticket=found.id, counter=state.number, staff=state.staff
            )
            return action.change(found, event)

        asked = once(request, "resume", counter=counter, code=code)
        return self._ledger.act(do, again=ticket_of_event, request=asked)

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
            state, ticket = with_ticket(action, counter)
            check_step(ticket, kind)
            if check is not None:
                check(action, ticket)
            told = said(ticket, ticket.calls + 1) if announce else {}
            event = action.record(
                kind,
                ticket=ticket.id,
                counter=state.number,
                staff=state.staff,
                **(data | told),
            )
            return action.change(ticket, event)

        asked = once(request, kind.value, counter=counter, **data)
        return self._ledger.act(do, again=ticket_of_event, request=asked)


def _check_may_choose(action: Action, state: CounterState) -> None:
    """Refuse whoever may not call out of order."""
    if action.settings.desk.anyone_may_choose:
        return
    found = people.working_at(action.connection, action.office, state.staff)
    if found is None or found[0].role not in MAY_CHOOSE:
        role = "" if found is None else found[0].role
        raise MayNotChoose(username=state.staff, role=role)
