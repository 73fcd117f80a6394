"""`office.queue.board()`: everything a window shows of the hall, read in one look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from core.domain.calendar.hours import Opening
from core.domain.calendar.present import Present, opening_now
from core.domain.estimate import WaitEstimate
from core.domain.service import OfficeSettings
from core.domain.staff import CounterState
from core.domain.ticket import CounterNumber, Line, OfficeId, State, Ticket
from core.office.queue.waits import read_desks, read_pace, wait_of_newcomer
from core.store import lines, offices, tickets
from core.store.figures import learnt

CALLS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Call:
    """A called ticket as the hall sees it.

    `seq` is the event of its latest call; `is_last` says that it will not be called again. One
    that was put back waits again: `seq` is the event that did so.
    """

    seq: int
    code: str
    line: Line
    counter: CounterNumber
    at: datetime
    calls: int
    is_last: bool
    state: State

    @property
    def is_put_back(self) -> bool:
        return self.state is State.WAITING


@dataclass(frozen=True, slots=True)
class LineStatus:
    """A line now: how many wait, and since when the first of them.

    `ahead` people would be before a newcomer, who would wait for `wait`; each None when nobody
    can tell, and `wait` while the doors are shut.
    """

    line: Line
    waiting: int
    oldest_at: datetime | None
    ahead: int | None
    wait: WaitEstimate | None


@dataclass(frozen=True, slots=True)
class CounterStatus:
    """A counter now; `staff` None when nobody is there."""

    number: CounterNumber
    staff: str | None
    away_since: datetime | None
    ticket: Ticket | None


@dataclass(frozen=True, slots=True)
class Board:
    """The hall at `at`.

    `seq` is the journal's latest event it knows of; `calls` are today's, the latest first;
    `counters` the settings' in their order, then those taken out with somebody there still.
    """

    office: OfficeId
    settings: OfficeSettings
    at: datetime
    day: date
    seq: int
    opening: Opening
    calls: tuple[Call, ...]
    lines: Mapping[Line, LineStatus]
    counters: tuple[CounterStatus, ...]

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.lines.values())


def read_board(
    connection: Connection, office: OfficeId, settings: OfficeSettings, now: Present
) -> Board:
    day, at = now.day, now.at
    called = tickets.latest_calls(connection, office, day, CALLS_SHOWN)
    waiting = lines.waiting(connection, office, day)
    desks = read_desks(connection, office, now)
    in_service = {each.counter: each for each in desks.tickets if each.counter is not None}
    states = {state.number: state for state in desks.states}
    places = [counter.number for counter in settings.counters]
    places += sorted({*states, *in_service} - set(places))  # taken out with somebody there
    counters = [_counter(number, states.get(number), in_service.get(number)) for number in places]
    pace = read_pace(connection, office, settings, now, desks)
    fitted = learnt.latest_multipliers(connection, office)
    opening = opening_now(now, settings.hours)
    statuses = {}
    for line in Line:
        mine = [ticket for ticket in waiting if ticket.line is line]
        ahead, wait = wait_of_newcomer(line, waiting, pace, settings, fitted)
        oldest_at = min((ticket.issued_at for ticket in mine), default=None)
        statuses[line] = LineStatus(
            line, len(mine), oldest_at, ahead, wait if opening.is_open else None
        )
    return Board(
        office=office,
        settings=settings,
        at=at,
        day=day,
        seq=offices.head(connection, office)[0],
        opening=opening,
        calls=tuple(_call(ticket, settings) for ticket in called),
        lines=statuses,
        counters=tuple(counters),
    )


def _counter(
    number: CounterNumber, state: CounterState | None, ticket: Ticket | None
) -> CounterStatus:
    if state is None:
        return CounterStatus(number, None, None, ticket)
    return CounterStatus(number, state.staff, state.away_since, ticket)


def _call(ticket: Ticket, settings: OfficeSettings) -> Call:
    assert ticket.call_seq is not None  # the query asks for called ones
    assert ticket.counter is not None
    assert ticket.last_called_at is not None
    return Call(
        ticket.call_seq,
        ticket.name,
        ticket.line,
        ticket.counter,
        ticket.last_called_at,
        ticket.calls,
        ticket.calls >= settings.calling.max_calls,
        ticket.state,
    )
