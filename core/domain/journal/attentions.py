"""What happened to everybody who came, as attentions: one for each time somebody entered a line.

Pure: a fold of the journal. A ticket that is sent on waits and is served twice, and that is two
attentions, each with its own wait, service, counter and facilitator; one that comes back after a
no-show never left its line, and is one attention with two calls. Every figure is made of these and
of the counters' time (`core.domain.figures.work`), never of a ticket's last instants.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from core.domain.ticket import (
    Channel,
    CounterNumber,
    Event,
    Kind,
    Line,
    Outcome,
    ServiceKey,
    State,
    TicketId,
    Why,
)


class Ending(StrEnum):
    """How an attention ended."""

    FINISHED = "finished"
    TRANSFERRED = "transferred"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Attention:
    """One entry in a line and what came of it; an attention at once has entry and start in one.

    `line` is the one it waited in at last. `called_at` is its first call, `asked_at` the first
    call of its latest time at a counter, `last_called_at` the latest of all; `calls` counts those
    since `asked_at`. `whys` has the rule of each time it was called. `paused_s` is the time on
    hold or with nobody at the counter since its start, in seconds. `staff` served it last.
    `ending` None: it goes on.
    """

    line: Line
    service: ServiceKey
    entered_at: datetime
    counter: CounterNumber | None = None
    staff: str | None = None
    called_at: datetime | None = None
    asked_at: datetime | None = None
    last_called_at: datetime | None = None
    calls: int = 0
    whys: tuple[Why, ...] = ()
    started_at: datetime | None = None
    held_at: datetime | None = None
    paused_s: float = 0.0
    ended_at: datetime | None = None
    ending: Ending | None = None
    outcome: Outcome | None = None
    reason: str | None = None
    survey_offered: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """What somebody came for once: a ticket's attentions in order, as it was taken."""

    ticket: TicketId
    line: Line
    service: ServiceKey
    channel: Channel
    language: str
    taken_at: datetime
    code: str | None
    attentions: tuple[Attention, ...]

    @property
    def last(self) -> Attention:
        return self.attentions[-1]


@dataclass(slots=True)
class _Story:
    """A visit as it grows, with its attentions before each of its steps, for who takes one back."""

    visit: Visit
    past: list[tuple[Kind, tuple[Attention, ...]]]


def visits_of(events: Iterable[Event]) -> tuple[Visit, ...]:
    """Return the visits that `events`, in order, tell of, in the order of their tickets.

    The events of a day's tickets, and those that ended or put right a day meanwhile. Who was
    registered by mistake and taken back never came.
    """
    stories: dict[TicketId, _Story] = {}
    for event in events:
        if event.kind in _BEGINNINGS:
            story = _begin(event)
            stories[story.visit.ticket] = story
        elif event.kind in {Kind.DAY_ENDED, Kind.DAY_CONFIRMED}:
            for ticket in event.data["tickets"]:
                if (found := stories.get(TicketId(ticket))) is not None:
                    _close_day(found, event)
        elif event.ticket is not None and (found := stories.get(event.ticket)) is not None:
            _go_on(found, event)
    return tuple(story.visit for story in stories.values() if story.visit.attentions)


def left_waiting(visit: Visit) -> Visit:
    """Return a visit of a day that is over as that day's end leaves it: whoever waited has left."""
    last = visit.last
    if last.ending is not None or (last.started_at is not None and last.held_at is None):
        return visit
    return replace(visit, attentions=(*visit.attentions[:-1], replace(last, ending=_ABANDONED)))


_BEGINNINGS = frozenset({Kind.ISSUED, Kind.ARRIVED, Kind.SERVED_NOW})


def _begin(event: Event) -> _Story:
    data = event.data
    line, service = Line(data["line"]), ServiceKey(data["service"])
    at_once = event.kind is Kind.SERVED_NOW
    attention = Attention(
        line,
        service,
        event.at,
        counter=event.counter if at_once else None,
        staff=event.staff if at_once else None,
        started_at=event.at if at_once else None,
    )
    visit = Visit(
        TicketId(event.seq),
        line,
        service,
        Channel(data.get("channel", Channel.IN_PERSON)),
        data.get("language", "es"),
        event.at,
        data.get("code"),
        (attention,),
    )
    return _Story(visit, [(event.kind, ())])


def _go_on(story: _Story, event: Event) -> None:
    """Let one step of the ticket happen, or be taken back."""
    if event.kind is Kind.UNDONE:
        kind, before = story.past.pop()
        if kind is Kind.PUT_BACK:  # it is called anew
            before = (*before[:-1], replace(before[-1], last_called_at=event.at))
        story.visit = replace(story.visit, attentions=before)
    elif event.kind is Kind.PUT_BACK:
        before = _before(story, Kind.CALLED)
        _step(story, event.kind, before)
    elif (step := _STEPS.get(event.kind)) is not None:
        *earlier, last = story.visit.attentions
        _step(story, event.kind, (*earlier, *step(last, event)))


def _step(story: _Story, kind: Kind, attentions: tuple[Attention, ...]) -> None:
    story.past.append((kind, story.visit.attentions))
    story.visit = replace(story.visit, attentions=attentions)


def _before(story: _Story, kind: Kind) -> tuple[Attention, ...]:
    """Return the attentions before the latest step of a kind."""
    return next(attentions for each, attentions in reversed(story.past) if each is kind)


def _close_day(story: _Story, event: Event) -> None:
    """Let the end of a day send somebody away, or who confirmed the day bring them back."""
    attentions = story.visit.attentions
    if event.kind is Kind.DAY_ENDED:
        _step(story, event.kind, (*attentions[:-1], _ended(attentions[-1], event, _ABANDONED)))
        return
    if (state := event.data["returned"].get(str(story.visit.ticket))) is not None:
        attentions = _before(story, Kind.DAY_ENDED)
        if state == State.WAITING and attentions[-1].asked_at is not None:
            attentions = (*attentions[:-1], _uncalled(attentions[-1]))
    story.past = [(kind, _put_right(each, event)) for kind, each in story.past]
    taken_at = min(story.visit.taken_at, event.at)
    if story.visit.taken_at > event.at:
        taken_at = min(story.visit.taken_at - _ahead(event), event.at)
    story.visit = replace(story.visit, taken_at=taken_at, attentions=_put_right(attentions, event))


_TIMES = (
    "entered_at",
    "called_at",
    "asked_at",
    "last_called_at",
    "started_at",
    "held_at",
    "ended_at",
)


def _put_right(attentions: tuple[Attention, ...], event: Event) -> tuple[Attention, ...]:
    """Return attentions whose times are not after the clock that was put right (`Ticket`'s too)."""
    ahead = _ahead(event)
    told = [at for each in attentions for name in _TIMES if (at := getattr(each, name)) is not None]
    floor = max((at for at in told if at <= event.at), default=event.at - ahead)

    def right(each: Attention) -> Attention:
        times = {
            name: min(max(at - ahead, floor), event.at)
            for name in _TIMES
            if (at := getattr(each, name)) is not None and at > event.at
        }
        return replace(each, **times) if times else each

    return tuple(right(each) for each in attentions)


def _ahead(event: Event) -> timedelta:
    return timedelta(seconds=event.data["ahead_s"])


# --- steps ---------------------------------------------------------------------------------------


_ABANDONED = Ending.ABANDONED
_Step = Callable[[Attention, Event], tuple[Attention, ...]]


def _called(last: Attention, event: Event) -> tuple[Attention, ...]:
    return (
        replace(
            last,
            counter=event.counter,
            staff=event.staff,
            called_at=last.called_at or event.at,
            asked_at=event.at,
            last_called_at=event.at,
            calls=1,
            whys=(*last.whys, Why.from_data(event.data["why"])),
        ),
    )


def _recalled(last: Attention, event: Event) -> tuple[Attention, ...]:
    return (replace(last, calls=last.calls + 1, last_called_at=event.at),)


def _started(last: Attention, event: Event) -> tuple[Attention, ...]:
    return (replace(last, staff=event.staff, started_at=event.at),)


def _attended(last: Attention, event: Event) -> tuple[Attention, ...]:
    whys = (*last.whys, Why.from_data(event.data["why"]))
    here = replace(last, counter=event.counter, staff=event.staff, whys=whys)
    return (replace(here, started_at=event.at),)


def _finished(last: Attention, event: Event) -> tuple[Attention, ...]:
    data = event.data
    return (
        replace(
            _ended(last, event, Ending.FINISHED),
            staff=event.staff,
            outcome=Outcome(data["outcome"]),
            reason=data.get("reason"),
            survey_offered=bool(data.get("survey_offered")),
        ),
    )


def _held(last: Attention, event: Event) -> tuple[Attention, ...]:
    return (replace(last, held_at=event.at),)


def _resumed(last: Attention, event: Event) -> tuple[Attention, ...]:
    assert last.held_at is not None  # it is on hold
    held_s = max((event.at - last.held_at).total_seconds(), 0.0)
    back = replace(last, counter=event.counter, staff=event.staff, held_at=None)
    return (replace(back, paused_s=last.paused_s + held_s),)


def _came_back(last: Attention, event: Event) -> tuple[Attention, ...]:
    return (replace(last, paused_s=last.paused_s + event.data["away_s"]),)


def _transferred(last: Attention, event: Event) -> tuple[Attention, ...]:
    line = Line(event.data.get("line", last.line))
    onward = Attention(line, ServiceKey(event.data["service"]), event.at)
    return (_ended(last, event, Ending.TRANSFERRED), onward)


def _reinstated(last: Attention, _event: Event) -> tuple[Attention, ...]:
    return (replace(_uncalled(last), ended_at=None, ending=None, called_at=last.called_at),)


def _line_changed(last: Attention, event: Event) -> tuple[Attention, ...]:
    return (replace(last, line=Line(event.data["line"])),)


def _ends(ending: Ending) -> _Step:
    return lambda last, event: (_ended(last, event, ending),)


def _ended(last: Attention, event: Event, ending: Ending) -> Attention:
    return replace(last, ended_at=event.at, ending=ending)


def _uncalled(last: Attention) -> Attention:
    """Return an attention that waits again: nobody has it."""
    here = replace(last, counter=None, staff=None, asked_at=None, calls=0)
    return replace(here, called_at=None, last_called_at=None)


_STEPS: Mapping[Kind, _Step] = MappingProxyType(
    {
        Kind.CALLED: _called,
        Kind.RECALLED: _recalled,
        Kind.STARTED: _started,
        Kind.ATTENDED: _attended,
        Kind.FINISHED: _finished,
        Kind.NO_SHOW: _ends(Ending.NO_SHOW),
        Kind.CANCELLED: _ends(Ending.CANCELLED),
        Kind.HELD: _held,
        Kind.RESUMED: _resumed,
        Kind.CAME_BACK: _came_back,
        Kind.SIGNED_IN: _came_back,
        Kind.TRANSFERRED: _transferred,
        Kind.REINSTATED: _reinstated,
        Kind.LINE_CHANGED: _line_changed,
    }
)
