"""A ticket: its states, the events that change it, and which step is legal from where.

Pure: no clock, no database. Every change of a ticket is an `Event`, and `apply` is the only way
from an event to a ticket: the office uses it to act and the journal's replay uses it to rebuild,
so the two cannot differ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NewType, Self

from core.errors import WrongStep

OfficeId = NewType("OfficeId", str)
TicketId = NewType("TicketId", int)
CounterNumber = NewType("CounterNumber", int)
ServiceKey = NewType("ServiceKey", str)


class Line(StrEnum):
    GENERAL = "general"
    PREFERENTIAL = "preferential"


class State(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"
    UNDONE = "undone"  # registered by mistake and taken back: it counts nowhere


OPEN_AT_COUNTER = frozenset({State.CALLED, State.SERVING})
STILL_HERE = OPEN_AT_COUNTER | {State.WAITING, State.HELD}


class Channel(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    CHAT = "chat"
    EMAIL = "email"


class Outcome(StrEnum):
    RESOLVED = "resolved"
    FILED = "filed"
    ESCALATED = "escalated"
    NOT_OURS = "not_ours"


class LineReason(StrEnum):
    """Why a ticket changes its line. Never what somebody suffers from: that is health data."""

    WRONG_BUTTON = "wrong_button"
    ASKED = "asked"


class Kind(StrEnum):
    """What an event did. The first block moves tickets; the second, people and the office."""

    ISSUED = "issued"
    CALLED = "called"
    RECALLED = "recalled"
    STARTED = "started"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    PUT_BACK = "put_back"  # called by mistake: it waits on as if nobody had called it
    HELD = "held"
    RESUMED = "resumed"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    LINE_CHANGED = "line_changed"
    UNDONE = "undone"
    SERVED_NOW = "served_now"
    ARRIVED = "arrived"
    ATTENDED = "attended"
    DAY_ENDED = "day_ended"

    OFFICE_CREATED = "office_created"
    SETTINGS_CHANGED = "settings_changed"
    SETTINGS_PLANNED = "settings_planned"  # a change of them begins later
    SETTINGS_WITHDRAWN = "settings_withdrawn"  # a planned change is not to be done
    STAFF_ADDED = "staff_added"
    PIN_CHANGED = "pin_changed"
    PIN_REFUSED = "pin_refused"
    PIN_SET = "pin_set"  # by somebody else: it has to be changed
    ROLE_CHANGED = "role_changed"
    RENAMED = "renamed"
    PERSON_CHANGED = "person_changed"  # several at once: name, role
    UNLOCKED = "unlocked"  # a pause after wrong PINs was ended by somebody else
    DEACTIVATED = "deactivated"  # and signed out of the counter that it names
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    STEPPED_AWAY = "stepped_away"
    CAME_BACK = "came_back"
    REPRINTED = "reprinted"
    INFORMED = "informed"  # a notice told somebody all they came for
    RATED = "rated"
    VOICE_TESTED = "voice_tested"  # somebody wants to hear it: the displays speak a test
    TEST_PAGE_ASKED = "test_page_asked"  # of a device's printer, from another computer
    DEVICE_FORGOTTEN = "device_forgotten"  # it is gone, and nobody waits for its word
    ALERT_SEEN = "alert_seen"  # somebody who leads has read it
    DAY_CONFIRMED = "day_confirmed"  # staff say that the clock is right, after it was in doubt


_S = State
NEW: frozenset[State] = frozenset()  # a step from nothing: it makes the ticket

# The one table of what may happen to a ticket: kind -> (legal from, leads to). `UNDONE` is not in
# it: it leads back to where the ticket was before its last step. Where that was its only step, the
# ticket leaves the day (`taken_back`).
STEPS: Mapping[Kind, tuple[frozenset[State], State]] = MappingProxyType(
    {
        Kind.ISSUED: (NEW, _S.WAITING),
        Kind.SERVED_NOW: (NEW, _S.SERVING),
        Kind.ARRIVED: (NEW, _S.WAITING),
        Kind.ATTENDED: (frozenset({_S.WAITING}), _S.SERVING),
        Kind.CALLED: (frozenset({_S.WAITING}), _S.CALLED),
        Kind.RECALLED: (frozenset({_S.CALLED}), _S.CALLED),
        Kind.STARTED: (frozenset({_S.CALLED}), _S.SERVING),
        Kind.FINISHED: (frozenset({_S.SERVING}), _S.FINISHED),
        Kind.NO_SHOW: (frozenset({_S.CALLED}), _S.NO_SHOW),
        Kind.PUT_BACK: (frozenset({_S.CALLED}), _S.WAITING),
        Kind.HELD: (frozenset({_S.SERVING}), _S.HELD),
        # These two move a ticket only where they end an absence, during which its service was
        # paused.
        Kind.CAME_BACK: (frozenset({_S.SERVING}), _S.SERVING),
        Kind.SIGNED_IN: (frozenset({_S.SERVING}), _S.SERVING),
        Kind.RESUMED: (frozenset({_S.HELD}), _S.SERVING),
        Kind.TRANSFERRED: (frozenset({_S.CALLED, _S.SERVING}), _S.WAITING),
        Kind.CANCELLED: (frozenset({_S.WAITING, _S.CALLED, _S.HELD}), _S.CANCELLED),
        Kind.REINSTATED: (frozenset({_S.NO_SHOW}), _S.WAITING),
        Kind.LINE_CHANGED: (frozenset({_S.WAITING}), _S.WAITING),
        Kind.DAY_ENDED: (frozenset({_S.WAITING, _S.CALLED, _S.HELD}), _S.ABANDONED),
    }
)


class Rule(StrEnum):
    """Why a ticket was the next one."""

    FIRST_COME = "first_come"
    PRIORITY = "priority"
    RELIEF = "relief"
    REINSTATED = "reinstated"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Why:
    """The rule that chose a ticket, and whom it overtook.

    `overtook` is the code of the first waiting ticket that arrived earlier (None: nobody),
    `overtaken` how many did; `reason` is the facilitator's, for a call out of order.
    """

    rule: Rule
    overtook: str | None = None
    overtaken: int = 0
    reason: str | None = None

    def as_data(self) -> dict[str, Any]:
        data: dict[str, Any] = {"rule": self.rule.value}
        if self.overtaken:
            data |= {"overtook": self.overtook, "overtaken": self.overtaken}
        if self.reason:
            data["reason"] = self.reason
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            Rule(data["rule"]), data.get("overtook"), data.get("overtaken", 0), data.get("reason")
        )


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal: what happened, when, where and by whom.

    `seq` orders the office's events; a ticket's id is the seq of the event that made it.
    `at` is aware UTC. `data` holds only JSON values, and no name of a citizen.
    """

    office: OfficeId
    seq: int
    at: datetime
    kind: Kind
    ticket: TicketId | None = None
    counter: CounterNumber | None = None
    staff: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A person's place in the queue, or an attention at a counter without one (number None).

    `day` is the office's local business day. `place` orders tickets inside their line: the id,
    but 0 or less after a reinstatement, which makes it the next of its line until it waits in
    another one or is sent on. `call_seq` is the event of the latest call. `paused_s` is the time so
    far on hold, or with nobody at the counter, in seconds: apart from service.
    `for_counter` is the only counter that may call it while somebody is there, None for any.
    """

    office: OfficeId
    id: TicketId
    day: date
    line: Line
    service: ServiceKey
    state: State
    place: int
    channel: Channel
    language: str
    issued_at: datetime
    series: str | None = None
    number: int | None = None
    code: str | None = None
    counter: CounterNumber | None = None
    staff: str | None = None
    calls: int = 0
    call_seq: int | None = None
    outcome: Outcome | None = None
    reason: str | None = None
    why: Why | None = None
    for_counter: CounterNumber | None = None
    reinstated: bool = False
    called_at: datetime | None = None
    last_called_at: datetime | None = None
    started_at: datetime | None = None
    held_at: datetime | None = None
    paused_s: float = 0.0
    finished_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """True while it occupies a counter."""
        return self.state in OPEN_AT_COUNTER

    @property
    def goes_first(self) -> bool:
        """True where it waits before its line, as it was reinstated there."""
        return self.place < self.id

    @property
    def name(self) -> str:
        """What to call it in a sentence: its code, or its id when it has no number."""
        return self.code or f"#{self.id}"


def check_step(ticket: Ticket, kind: Kind) -> State:
    """Return the state `kind` leads to from `ticket`.

    Raises:
        WrongStep: the step is not legal from the ticket's state.
    """
    legal_from, leads_to = STEPS[kind]
    if ticket.state not in legal_from:
        raise WrongStep(code=ticket.name, state=ticket.state, step=kind)
    return leads_to


def make(event: Event) -> Ticket:
    """Make the ticket that an `ISSUED`, `ARRIVED` or `SERVED_NOW` event brings into the world.

    Raises:
        ValueError: the event is of another kind, and changes a ticket that there is.
    """
    legal_from, state = STEPS[event.kind]
    if legal_from != NEW:
        raise ValueError(f"a ticket does not begin with {event.kind.value!r}")
    data = event.data
    served = event.kind is Kind.SERVED_NOW
    ticket_id = TicketId(event.seq)
    return Ticket(
        office=event.office,
        id=ticket_id,
        day=date.fromisoformat(data["day"]),
        line=Line(data["line"]),
        service=ServiceKey(data["service"]),
        state=state,
        place=ticket_id,
        channel=Channel(data.get("channel", Channel.IN_PERSON)),
        language=data.get("language", "es"),
        issued_at=event.at,
        series=data.get("series"),
        number=data.get("number"),
        code=data.get("code"),
        counter=event.counter if served else None,
        staff=event.staff if served else None,
        started_at=event.at if served else None,
    )


# What a ticket loses that waits again: it will be called anew.
_UNCALLED: Mapping[str, Any] = MappingProxyType(
    {
        "counter": None,
        "staff": None,
        "calls": 0,
        "call_seq": None,
        "why": None,
        "called_at": None,
        "last_called_at": None,
    }
)


def apply(ticket: Ticket, event: Event) -> Ticket:
    """Return `ticket` after `event`.

    Raises:
        WrongStep: the step is not legal from the ticket's state.
    """
    if event.kind is Kind.UNDONE:
        return replace(ticket, **_values(event.data["before"]))
    if event.kind is Kind.DAY_CONFIRMED:
        return _put_right(ticket, event)
    return _step(ticket, event, check_step(ticket, event.kind))


def _step(ticket: Ticket, event: Event, state: State) -> Ticket:  # noqa: C901, PLR0911, PLR0912 - a case a kind
    at, data = event.at, event.data
    match event.kind:
        case Kind.CALLED:
            return replace(
                ticket,
                state=state,
                counter=event.counter,
                staff=event.staff,
                calls=1,
                call_seq=event.seq,
                for_counter=None,
                why=Why.from_data(data["why"]),
                called_at=at,
                last_called_at=at,
            )
        case Kind.RECALLED:
            return replace(
                ticket, calls=ticket.calls + 1, call_seq=event.seq, last_called_at=at, state=state
            )
        case Kind.STARTED:
            return replace(ticket, state=state, staff=event.staff, started_at=at)
        case Kind.ATTENDED:
            return replace(
                ticket,
                state=state,
                counter=event.counter,
                staff=event.staff,
                for_counter=None,
                why=Why.from_data(data["why"]),
                called_at=at,
                started_at=at,
            )
        case Kind.FINISHED:
            return replace(
                ticket,
                state=state,
                staff=event.staff,
                finished_at=at,
                outcome=Outcome(data["outcome"]),
                reason=data.get("reason"),
            )
        case Kind.HELD:
            return replace(ticket, state=state, held_at=at)
        case Kind.RESUMED:
            assert ticket.held_at is not None  # it is on hold
            held_s = (at - ticket.held_at).total_seconds()
            return replace(
                ticket,
                state=state,
                counter=event.counter,
                staff=event.staff,
                held_at=None,
                paused_s=ticket.paused_s + max(held_s, 0.0),
            )
        case Kind.CAME_BACK | Kind.SIGNED_IN:  # whoever served it was away: no service either
            return replace(ticket, paused_s=ticket.paused_s + data["away_s"], state=state)
        case Kind.TRANSFERRED:
            return replace(
                ticket,
                state=state,
                line=Line(data.get("line", ticket.line)),
                service=ServiceKey(data["service"]),
                place=data.get("place", ticket.place),
                for_counter=data.get("for_counter"),
                started_at=None,
                paused_s=0.0,
                **_UNCALLED,
            )
        case Kind.PUT_BACK:
            return replace(ticket, state=state, for_counter=data.get("for_counter"), **_UNCALLED)
        case Kind.LINE_CHANGED:
            place = data.get("place", ticket.place)
            return replace(ticket, state=state, line=Line(data["line"]), place=place)
        case Kind.REINSTATED:
            return replace(
                ticket,
                state=state,
                place=data["place"],
                reinstated=True,
                finished_at=None,
                **_UNCALLED,
            )
        case _:  # NO_SHOW, CANCELLED, DAY_ENDED: over, as it was
            return replace(ticket, state=state, finished_at=at)


_TIMES = ("issued_at", "called_at", "last_called_at", "started_at", "held_at", "finished_at")


def _put_right(ticket: Ticket, event: Event) -> Ticket:
    """Return `ticket` once staff have said that the clock had run ahead, by `ahead_s`.

    Its times are put right. `returned` names the tickets that a day which never was had ended, and
    where each goes back to; `moved` those that were issued on such a day.
    """
    data = event.data
    ahead = timedelta(seconds=data["ahead_s"])
    times = {name: at for name in _TIMES if (at := getattr(ticket, name)) is not None}
    # If the clock had been wrong for longer, no step comes before one that stays.
    floor = max((at for at in times.values() if at <= event.at), default=event.at - ahead)
    right = {
        name: min(max(at - ahead, floor), event.at) for name, at in times.items() if at > event.at
    }
    ticket = replace(ticket, **right)
    if ticket.id in data["moved"]:
        ticket = replace(ticket, day=date.fromisoformat(data["day"]))
    if (state := data["returned"].get(str(ticket.id))) is None:
        return ticket
    ticket = replace(ticket, state=State(state), finished_at=None)
    return replace(ticket, **_UNCALLED) if ticket.state is State.WAITING else ticket


def left_behind(ticket: Ticket) -> Ticket:
    """Return a ticket of a day that is over as the end of that day leaves it."""
    if ticket.state in STEPS[Kind.DAY_ENDED][0]:
        return replace(ticket, state=State.ABANDONED)
    return ticket


def state_before_day_end(ticket: Ticket) -> State:
    """Return how an abandoned ticket was when its day ended."""
    if ticket.held_at is not None:
        return State.HELD
    return State.WAITING if ticket.call_seq is None else State.CALLED


# How to read those values of an `UNDONE` event for which JSON has no kind.
_READ: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "state": State,
        "line": Line,
        "outcome": Outcome,
        "why": Why.from_data,
        "called_at": datetime.fromisoformat,
        "last_called_at": datetime.fromisoformat,
        "started_at": datetime.fromisoformat,
        "held_at": datetime.fromisoformat,
        "finished_at": datetime.fromisoformat,
    }
)


def _values(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if value is None else _READ.get(name, _as_it_is)(value)
        for name, value in data.items()
    }


def _as_it_is(value: Any) -> Any:
    return value
