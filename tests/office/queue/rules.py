"""The rules of the queue, checked on a journal alone: what every step found, and whom it chose.

Written once more and otherwise than in the office, so that a slip there shows here.
"""

from collections import defaultdict
from collections.abc import Iterable

from core.domain.ticket import (
    NEW,
    STEPS,
    Event,
    Kind,
    Line,
    Rule,
    State,
    Ticket,
    TicketId,
    apply,
    make,
)

BEGINNINGS = {kind for kind, (legal_from, _) in STEPS.items() if legal_from == NEW}
ENDS_ABSENCE = {Kind.SIGNED_IN, Kind.SIGNED_OUT, Kind.CAME_BACK}
HEARD = {Kind.CALLED, Kind.RECALLED}


class Hall:
    """Who waits, who is where, as the journal tells it event by event."""

    def __init__(self) -> None:
        self.tickets: dict[TicketId, Ticket] = {}
        self.staff: dict[int, str] = {}
        self.away: set[int] = set()
        self.numbers: dict[str, int] = defaultdict(int)
        self.last_step: dict[int, Event] = {}

    def follow(self, events: Iterable[Event]) -> None:
        for event in events:
            self._counters(event)
            if event.ticket is None:
                continue
            if event.kind in {Kind.CALLED, Kind.ATTENDED}:
                self._check_choice(event)
            if event.kind is Kind.UNDONE:
                self._check_undone(event)
            if event.kind in BEGINNINGS:
                self._begin(event)
            elif event.kind in STEPS or event.kind is Kind.UNDONE:
                self.tickets[event.ticket] = apply(self.tickets[event.ticket], event)
            self._check_counters(event)
            if event.counter is not None:
                self.last_step[event.counter] = event

    def _begin(self, event: Event) -> None:
        ticket = make(event)
        self.tickets[ticket.id] = ticket
        if ticket.series is not None:
            self.numbers[ticket.series] += 1
            assert ticket.number == self.numbers[ticket.series], "a gap, or a number twice"

    def _counters(self, event: Event) -> None:
        counter = event.counter
        assert counter not in self.away or event.kind in ENDS_ABSENCE, "done by nobody"
        if event.kind is Kind.SIGNED_IN:
            assert counter is not None
            assert event.staff is not None
            assert self.staff.get(counter) in {None, event.staff, event.data.get("instead_of")}
            self.staff.pop(event.data.get("left", 0), None)
            self.staff[counter] = event.staff
            self.away.discard(counter)
        elif event.kind is Kind.SIGNED_OUT or (
            event.kind is Kind.DEACTIVATED and counter is not None
        ):
            assert counter is not None
            del self.staff[counter]
            self.away.discard(counter)
        elif event.kind is Kind.STEPPED_AWAY:
            assert counter is not None
            self.away.add(counter)
        elif event.kind is Kind.CAME_BACK:
            assert counter is not None
            self.away.remove(counter)
        assert len(set(self.staff.values())) == len(self.staff), "one person, one counter"

    def _check_choice(self, event: Event) -> None:
        """Assert that nobody who should be before was passed."""
        assert event.ticket is not None
        assert event.counter is not None
        assert event.counter in self.staff
        assert event.counter not in self.away
        chosen = self.tickets[event.ticket]
        assert chosen.state is State.WAITING, "called twice"
        if Rule(event.data["why"]["rule"]) is Rule.CHOSEN:
            return
        others = set(self.staff) - self.away - {event.counter}
        waiting = [
            ticket
            for ticket in self.tickets.values()
            if ticket.state is State.WAITING and ticket.for_counter not in others
        ]
        assert chosen in waiting, "it waits for a colleague"
        before = [each for each in waiting if each.line is Line.PREFERENTIAL] or waiting
        if event.kind is Kind.ATTENDED and chosen.line is Line.PREFERENTIAL:
            return  # by the one who saw them come; another preferential may have come before
        assert chosen == min(before, key=lambda each: each.place), "somebody was passed"

    def _check_undone(self, event: Event) -> None:
        assert event.ticket is not None
        assert event.counter is not None
        last = self.last_step[event.counter]
        assert last.ticket == event.ticket, "another step than the counter's last"
        assert last.kind not in HEARD | {Kind.UNDONE}, "what was heard is not taken back"
        assert (event.at - last.at).total_seconds() <= 30

    def _check_counters(self, event: Event) -> None:
        held_by: dict[int, TicketId] = {}
        for ticket in self.tickets.values():
            if ticket.is_open:
                assert ticket.counter is not None
                assert ticket.counter not in held_by, f"two tickets at {ticket.counter}: {event}"
                held_by[ticket.counter] = ticket.id
