"""What the windows ask about the queue without changing it.

A base of `core.office.queue.Queue`; every method is one look at one state of the database.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.domain.estimate import WaitEstimate
from core.domain.policy import call_order
from core.domain.prelation import FOR_PRIORITY
from core.domain.present import Present
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind, State, Ticket
from core.errors import TicketGone
from core.office.board import Board, read_board
from core.office.calling import preferentials_in_a_row
from core.office.checks import check_counter
from core.office.ledger import Ledger
from core.office.waits import wait_of
from core.store import events, tickets


class Readings:
    _ledger: Ledger

    def waiting(self) -> tuple[Ticket, ...]:
        """Return today's waiting tickets in the order in which they would be called."""

        def look(
            connection: Connection, settings: OfficeSettings, now: Present
        ) -> tuple[Ticket, ...]:
            office = self._ledger.office
            return call_order(
                tickets.waiting(connection, office, now.day),
                preferential_streak=preferentials_in_a_row(connection, office, settings, now.at),
                policy=settings.policy,
            )

        return self._ledger.look_now(look)

    def missed(self) -> tuple[Ticket, ...]:
        """Return the tickets nobody came for that may still be reinstated, the latest first."""

        def look(
            connection: Connection, settings: OfficeSettings, now: Present
        ) -> tuple[Ticket, ...]:
            since = now.at - timedelta(minutes=settings.calling.reinstate_within_min)
            found = tickets.missed(connection, self._ledger.office, now.day, since)
            return tuple(ticket for ticket in found if not ticket.reinstated)

        return self._ledger.look_now(look)

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

    def at_counter(self, counter: int) -> Ticket | None:
        """Return the ticket called to or served at the counter, None when it is free."""
        return self._ledger.look(
            lambda connection, settings, _at: tickets.open_at(
                connection, self._ledger.office, check_counter(settings, counter)
            )
        )

    def held(self, counter: int) -> tuple[Ticket, ...]:
        """Return the tickets on hold at the counter, the latest first."""
        return self._ledger.look(
            lambda connection, settings, _at: tuple(
                tickets.held_at(connection, self._ledger.office, check_counter(settings, counter))
            )
        )

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

        None when no counter is staffed, or when the ticket waits no more.
        """

        def look(
            connection: Connection, settings: OfficeSettings, at: datetime
        ) -> WaitEstimate | None:
            office = self._ledger.office
            ticket = tickets.by_id(connection, office, ticket_id)
            if ticket is None or ticket.state is not State.WAITING:
                return None
            return wait_of(connection, ticket, settings, at)

        return self._ledger.look(look)
