"""What the windows ask about the queue without changing it.

The reading half of `core.office.queue.queue.Queue`; every method is one look at one state of the
database.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from core.domain.calendar.present import Present
from core.domain.estimate import WaitEstimate
from core.domain.figures.story import Story
from core.domain.order.prelation import FOR_PRIORITY
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind, Ticket, Why
from core.errors import TicketGone
from core.office.ledger.checks import check_counter, check_place
from core.office.ledger.ledger import Ledger
from core.office.queue.board import Board, read_board
from core.office.queue.choosing import OfficeLook, choose, first_in_order, in_order
from core.office.queue.story import story_of
from core.office.queue.waits import Prospect, prospect, wait_of
from core.store import events, people, tickets


class Readings:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def next_for(self, counter: int) -> tuple[Ticket, Why] | None:
        """Return whom `call_next` would call to `counter` now, and why; None: nobody waits for it.

        Also while the counter is busy, away or nobody's: as if it were free.

        Raises:
            UnknownCounter
        """
        return self._ledger.look_now(
            lambda connection, settings, now: choose(
                self._seen(connection, settings, now), check_counter(settings, counter)
            )
        )

    def waiting_for(self, counter: int, *, first: int | None = None) -> tuple[Ticket, ...]:
        """Return those who wait for `counter`, in the order in which it would call them.

        As if nobody else called or came; the first is `next_for`'s. `first`: read only so many of
        them. Where a whole hall waits, that is much faster.

        Raises:
            UnknownCounter
        """

        def look(
            connection: Connection, settings: OfficeSettings, now: Present
        ) -> tuple[Ticket, ...]:
            seen, number = self._seen(connection, settings, now), check_counter(settings, counter)
            return in_order(seen, number) if first is None else first_in_order(seen, number, first)

        return self._ledger.look_now(look)

    def waiting(self) -> tuple[Ticket, ...]:
        """Return everybody who waits today, in the order of a counter that may call them all."""
        return self._ledger.look_now(
            lambda connection, settings, now: in_order(self._seen(connection, settings, now))
        )

    def _seen(self, connection: Connection, settings: OfficeSettings, now: Present) -> OfficeLook:
        return OfficeLook(connection, self._ledger.office, now.at, now.day, settings)

    def missed(self) -> tuple[Ticket, ...]:
        """Return the tickets nobody came for that may still be reinstated, the latest first."""

        def look(
            connection: Connection, settings: OfficeSettings, now: Present
        ) -> tuple[Ticket, ...]:
            since = now.at - timedelta(minutes=settings.calling.reinstate_within_min)
            found = tickets.missed(connection, self._ledger.office, now.day, since)
            return tuple(ticket for ticket in found if not ticket.reinstated)

        return self._ledger.look_now(look)

    def latest_of(self, username: str, n: int) -> tuple[Ticket, ...]:
        """Return the last `n` tickets of today that `username` ended, the latest first."""
        return self._ledger.look_now(
            lambda connection, _settings, now: tuple(
                tickets.latest_of(connection, self._ledger.office, now.day, username, n)
            )
        )

    def board(self) -> Board:
        """Return what the windows show of the hall, in one look."""
        return self._ledger.look_now(
            lambda connection, settings, now: read_board(
                connection, self._ledger.office, settings, now
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

    def story(self, name: str, day: date | None = None) -> Story:
        """Return what happened to the ticket of a day, today's for None, as people name it: `A-012`
        or `#12`.

        Raises:
            TicketNotOfDay
        """
        return self._ledger.look_now(
            lambda connection, settings, now: story_of(
                connection, self._ledger.office, settings, name, day or now.day
            )
        )

    def at_counter(self, counter: int) -> Ticket | None:
        """Return the ticket called to or served at the counter, None when it is free.

        Raises:
            UnknownCounter
        """

        def look(connection: Connection, settings: OfficeSettings, _at: datetime) -> Ticket | None:
            office = self._ledger.office
            number = check_place(connection, office, settings, counter)
            return tickets.open_at(connection, office, number)

        return self._ledger.look(look)

    def held(self, counter: int) -> tuple[Ticket, ...]:
        """Return the tickets on hold at the counter, the latest first.

        Raises:
            UnknownCounter
        """

        def look(
            connection: Connection, settings: OfficeSettings, _at: datetime
        ) -> tuple[Ticket, ...]:
            office = self._ledger.office
            number = check_place(connection, office, settings, counter)
            return tuple(tickets.held_at(connection, office, number))

        return self._ledger.look(look)

    def left_on_hold(self) -> tuple[Ticket, ...]:
        """Return today's tickets on hold at counters where nobody is, the longest there first.

        Any counter may go on with them: see `Queue.resume`.
        """

        def look(
            connection: Connection, _settings: OfficeSettings, now: Present
        ) -> tuple[Ticket, ...]:
            office = self._ledger.office
            states = people.counters(connection, office)
            present = {state.number for state in states if not state.is_away}
            held = tickets.held(connection, office, now.day)
            return tuple(ticket for ticket in held if ticket.counter not in present)

        return self._ledger.look_now(look)

    def made_room(self, counter: int) -> Ticket | None:
        """Return the ticket this counter put on hold last for somebody with priority."""

        def look(connection: Connection, _settings: OfficeSettings, _at: datetime) -> Ticket | None:
            office = self._ledger.office
            for ticket in tickets.held_at(connection, office, counter):
                steps = events.steps_of(connection, office, ticket.id)
                last = next(each for each in reversed(steps) if each.kind is Kind.HELD)
                if last.data.get("reason") == FOR_PRIORITY:
                    return ticket
            return None

        return self._ledger.look(look)

    def estimate(self, ticket_id: int) -> WaitEstimate | None:
        """Return how long a ticket will wait.

        None when no counter at work may serve it, or when it waits no more.
        """
        return self._wait_of(ticket_id)[1]

    def prospect(self, ticket_id: int) -> Prospect:
        """Return what the person with a ticket is told, wherever it is told."""
        return prospect(*self._wait_of(ticket_id))

    def _wait_of(self, ticket_id: int) -> tuple[int | None, WaitEstimate | None]:
        def look(
            connection: Connection, settings: OfficeSettings, now: Present
        ) -> tuple[int | None, WaitEstimate | None]:
            ticket = tickets.by_id(connection, self._ledger.office, ticket_id)
            return (None, None) if ticket is None else wait_of(connection, ticket, settings, now)

        return self._ledger.look_now(look)
