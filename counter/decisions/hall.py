"""What the window reads of its office in one go, and what follows from it.

`read_hall` runs in the database lane; the rest is pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.calendar.present import Present
from core.domain.roles import Deed, may
from core.domain.service import Mode, OfficeSettings
from core.domain.staff import Staff
from core.domain.ticket import Line, Ticket, TicketId, Why

if TYPE_CHECKING:
    from core.office import Board, CounterStatus, Device, Office, Prelation, Receipt


@dataclass(frozen=True, slots=True)
class Hall:
    """The hall as one counter sees it: `waiting` are the tickets it may call, in their order, and
    `next` the first of them with the reason, as the office says; `elsewhere` who waits for other
    counters only; `held` its own, the latest first; `receipts` those of the call it has on now;
    `missed` who did not come and may be reinstated. `prelation` is how priority goes where it is
    given at once; `made_room` who is on hold for it, and goes on first; `left_on_hold` who is on
    hold at counters where nobody is. `clock` is how the office's clock is. `alerts` is how many
    alerts nobody has seen, where whoever is at the counter answers them.

    Where somebody waits and `next` is None, the office has not said yet who is next.
    """

    board: "Board"
    waiting: tuple[Ticket, ...]
    held: tuple[Ticket, ...]
    names: Mapping[str, str]
    devices: "tuple[Device, ...]"
    receipts: "tuple[Receipt, ...]"
    missed: tuple[Ticket, ...] = ()
    prelation: "Prelation | None" = None
    made_room: Ticket | None = None
    left_on_hold: tuple[Ticket, ...] = ()
    next: tuple[Ticket, Why] | None = None
    elsewhere: tuple[Ticket, ...] = ()
    clock: Present | None = None
    alerts: int = 0

    @property
    def arrivals(self) -> tuple[Ticket, ...]:
        """The priority citizens who wait without a number, in their order."""
        return tuple(each for each in self.waiting if _has_prelation(each))

    @property
    def arrived(self) -> Ticket | None:
        """The first priority citizen who waits without a number."""
        return next(iter(self.arrivals), None)

    @property
    def settings(self) -> OfficeSettings:
        return self.board.settings

    def status(self, counter: int) -> "CounterStatus | None":
        """Return how a counter is; None when the office has no such counter."""
        return next((each for each in self.board.counters if each.number == counter), None)

    def waiting_in(self, line: Line) -> int:
        return sum(ticket.line is line for ticket in self.waiting)

    def oldest_in(self, line: Line) -> datetime | None:
        """Return when the first of a line came; None when nobody waits in it."""
        return min((each.issued_at for each in self.waiting if each.line is line), default=None)

    def without(self, ticket: TicketId) -> "Hall":
        """Return the hall as it is once `ticket` neither waits nor is on hold, missed or first.

        Who is next then, and why, the office says at the next reading.
        """
        waits = any(each.id == ticket for each in self.waiting)
        return replace(
            self,
            waiting=_without(ticket, self.waiting),
            elsewhere=_without(ticket, self.elsewhere),
            held=_without(ticket, self.held),
            left_on_hold=_without(ticket, self.left_on_hold),
            missed=_without(ticket, self.missed),
            made_room=None if self._is_first(ticket) else self.made_room,
            next=None if waits else self.next,
        )

    def _is_first(self, ticket: TicketId) -> bool:
        return self.made_room is not None and self.made_room.id == ticket


def read_hall(office: "Office", counter: int | None) -> Hall:
    """Read the hall for `counter`, of one instant; None before somebody has signed in.

    Raises:
        StoreError: the database cannot be reached.
    """
    return office.in_one_look(lambda: _hall(office, counter))


def _hall(office: "Office", counter: int | None) -> Hall:
    board = office.queue.board()
    settings = board.settings
    status = next((each for each in board.counters if each.number == counter), None)
    is_place = counter is not None and settings.counter(counter) is not None
    if counter is None:
        waiting, coming = office.queue.waiting(), None
    elif is_place:
        waiting, coming = office.queue.waiting_for(counter), office.queue.next_for(counter)
    else:  # taken out of the settings: it ends what it has
        waiting, coming = (), None
    call = status.ticket.call_seq if status is not None and status.ticket is not None else None
    direct = settings.mode is Mode.DIRECT
    people = office.staff.all()
    return Hall(
        board=board,
        waiting=waiting,
        held=office.queue.held(counter) if counter is not None and status is not None else (),
        names={person.username: person.name for person in people},
        devices=office.devices.all(),
        receipts=office.devices.receipts((call,)) if call is not None else (),
        missed=office.queue.missed() if status is not None else (),
        prelation=office.reports.prelation() if direct else None,
        made_room=office.queue.made_room(counter) if direct and counter is not None else None,
        left_on_hold=office.queue.left_on_hold() if status is not None else (),
        next=coming,
        elsewhere=_others(office, waiting) if len(waiting) < board.waiting else (),
        clock=office.clock.now(),
        alerts=_unseen(office) if _answers_alerts(people, status) else 0,
    )


def _answers_alerts(people: Iterable[Staff], status: "CounterStatus | None") -> bool:
    """Return whether somebody is at a counter who leads the office too."""
    there = None if status is None else status.staff
    return any(each.username == there and may(each.role, Deed.SEE_ALERTS) for each in people)


def _unseen(office: "Office") -> int:
    """Return how many alerts nobody has seen, but for those of what is to come."""
    return sum(each.seen is None and not each.is_ahead for each in office.live.panel().alerts)


def _others(office: "Office", waiting: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
    """Return who waits, but for those in `waiting`."""
    mine = {ticket.id for ticket in waiting}
    return tuple(ticket for ticket in office.queue.waiting() if ticket.id not in mine)


def _without(ticket: TicketId, among: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
    return tuple(each for each in among if each.id != ticket)


def _has_prelation(ticket: Ticket) -> bool:
    return ticket.line is Line.PREFERENTIAL and ticket.code is None
