"""A day played from its journal, event by event: its tickets, and who is at the counters.

Pure. For whoever asks how things stood at some moment of a day that is told.
"""

from collections import Counter
from collections.abc import Iterator

from core.domain.journal.presence import OF_DAYS, Presence
from core.domain.order.reach import Need
from core.domain.ticket import (
    STEPS,
    CounterNumber,
    Event,
    Kind,
    State,
    Ticket,
    TicketId,
    apply,
    make,
)


class PlayedDay:
    """An office between two events: who waits (`waiting` counts needs), and who is served.

    `open`: the ticket that each counter has called or serves.
    """

    def __init__(self) -> None:
        self.presence = Presence()
        self.tickets: dict[TicketId, Ticket] = {}
        self.waiting: Counter[Need] = Counter()
        self.open: dict[CounterNumber, Ticket] = {}

    def happen(self, event: Event) -> bool:
        """Let an event happen; whether it changed, or may have changed, who is there."""
        for ticket in self._changed(event):
            self._keep(ticket)
        return self.presence.happen(event)

    def before(self, ticket: Ticket) -> list[Need]:
        """Return what those need who wait before a ticket, each line in its order: of its own
        line, and all of the other.
        """
        found = [
            each
            for each in self.tickets.values()
            if each.state is State.WAITING
            and (each.line is not ticket.line or each.place < ticket.place)
        ]
        return [need_of(each) for each in sorted(found, key=lambda each: (each.line, each.place))]

    def _changed(self, event: Event) -> Iterator[Ticket]:
        if event.kind in OF_DAYS:
            for number in sorted(self.tickets.keys() & set(event.data["tickets"])):
                yield apply(self.tickets[number], event)
        elif event.kind in STEPS and not STEPS[event.kind][0]:
            yield make(event)
        elif event.ticket in self.tickets and (event.kind in STEPS or event.kind is Kind.UNDONE):
            yield apply(self.tickets[event.ticket], event)

    def _keep(self, ticket: Ticket) -> None:
        before = self.tickets.get(ticket.id)
        if before is not None:
            if before.state is State.WAITING:
                self.waiting -= Counter([need_of(before)])
            elif before.is_open and before.counter is not None:
                self.open.pop(before.counter, None)
        self.tickets[ticket.id] = ticket
        if ticket.state is State.WAITING:
            self.waiting[need_of(ticket)] += 1
        elif ticket.is_open and ticket.counter is not None:
            self.open[ticket.counter] = ticket


def need_of(ticket: Ticket) -> Need:
    return Need(ticket.line, ticket.service, ticket.for_counter)
