"""What the display reads of the office: how the hall stands, and the calls made since last time;
and, when it has nothing else to do, which calls may come next.

Runs in the database lane, where the office is loaded already.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.calendar.hours import business_day
from core.domain.ticket import Event, Kind, Line, State

if TYPE_CHECKING:
    from core.office import Board, Call, Office

PAGE = 500
FIRST = 3  # of those in line: whoever is called next is nearly always one of them
LIKELY = 24
# What the hall sees and hears; `UNDONE` where a call that was put back is made once more.
TOLD = frozenset({Kind.CALLED, Kind.RECALLED, Kind.PUT_BACK, Kind.UNDONE})


@dataclass(frozen=True, slots=True)
class News:
    """The board, and today's `calls` made, or put back, after the reading before, in order.

    `seq` is the journal's number up to which this was read. `is_anew` says that nothing known
    before counts: the first reading, or a database put back to an earlier state. `tests` are the
    events by which somebody asked to hear the voice.
    """

    board: "Board"
    calls: "tuple[Call, ...]"
    seq: int
    is_anew: bool
    tests: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Likely:
    """A call that may be made next."""

    code: str
    counter: int
    is_last: bool = False


def read_news(office: "Office", after: int | None) -> News:
    """Read the hall; calls are those after the journal's number `after`, none when it is None."""
    return office.in_one_look(lambda: _news(office, after))


def _news(office: "Office", after: int | None) -> News:
    board = office.queue.board()
    if after is None or board.seq < after:
        return News(board, (), board.seq, is_anew=True)
    calls: list[Call] = []
    tests: list[Event] = []
    seq, page = after, PAGE
    while page == PAGE:
        events = office.journal(seq, PAGE)
        calls += [_call(event, board) for event in events if _is_for_hall(event, board)]
        tests += [event for event in events if event.kind is Kind.VOICE_TESTED]
        seq, page = events[-1].seq if events else seq, len(events)
    return News(board, tuple(calls), seq, is_anew=False, tests=tuple(tests))


def likely_calls(office: "Office", board: "Board") -> tuple[Likely, ...]:
    """Return the calls that may come next: the first in line at every counter, and last calls.

    Only those are read, at the counters of `board`, which was read before: a call that comes
    meanwhile waits for it.
    """
    return office.in_one_look(lambda: _likely(office, board))


def _likely(office: "Office", board: "Board") -> tuple[Likely, ...]:
    there = [each for each in board.counters if each.staff and each.away_since is None]
    first = {
        each.number: [
            code
            for ticket in office.queue.waiting_for(each.number, first=FIRST)
            if (code := ticket.code)
        ]
        for each in there
        if board.settings.counter(each.number) is not None
    }
    likely = [
        Likely(codes[rank], number)
        for rank in range(FIRST)
        for number, codes in first.items()
        if rank < len(codes)
    ]
    most = board.settings.calling.max_calls
    likely += [
        Likely(ticket.code, counter.number, is_last=True)
        for counter in there
        if (ticket := counter.ticket) is not None
        and ticket.state is State.CALLED
        and ticket.code is not None
        and ticket.calls + 1 == most
    ]
    return tuple(likely[:LIKELY])


def _is_for_hall(event: Event, board: "Board") -> bool:
    """True for today's calls of tickets with a number: the others are on nobody's paper."""
    # The office's day may stand for a later date: `core.domain.calendar.present`.
    hours = board.settings.hours
    return (
        event.kind in TOLD
        and event.counter is not None
        and event.data.get("code") is not None
        and business_day(event.at, hours) == business_day(board.at, hours)
    )


def _call(event: Event, board: "Board") -> "Call":
    from core.office import Call  # noqa: PLC0415 - loads SQLAlchemy, which the window paints before

    assert event.counter is not None  # a call is to a counter
    calls = int(event.data["calls"])
    return Call(
        seq=event.seq,
        code=event.data["code"],
        line=Line(event.data["line"]),
        counter=event.counter,
        at=event.at,
        calls=calls,
        is_last=calls >= board.settings.calling.max_calls,
        state=State.WAITING if event.kind is Kind.PUT_BACK else State.CALLED,
    )
