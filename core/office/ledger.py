"""How the office acts: one method, one transaction, one event of the journal.

`Ledger.act` takes the office's lock, hands over an `Action` to work with, and commits. Its event
carries an idempotency key: when the connection is lost the transaction is tried once more, and
if the first try had reached the database after all its result is returned instead. A key that
did something else before is refused: `Request` says what it asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from threading import local
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection

from core.clock import Clock, SystemClock
from core.domain.hours import business_day
from core.domain.service import OfficeSettings
from core.domain.ticket import CounterNumber, Event, Kind, OfficeId, Ticket, TicketId, apply, make
from core.errors import NoOffices, OfficeExists, RequestUsed, StoreUnavailable, UnknownOffice
from core.office.document import read_document, read_stored, write_document
from core.office.given import check_texts
from core.office.request import Request
from core.store import events, offices, tickets
from core.store.engine import Store

T = TypeVar("T")
Again = Callable[["Action", Event], T]


@dataclass(slots=True)
class Action:
    """One action under the office's lock: number, time, day and settings, and what it records."""

    connection: Connection
    office: OfficeId
    seq: int
    at: datetime
    day: date
    settings: OfficeSettings
    request: Request
    events: list[Event] = field(default_factory=list)

    def record(
        self,
        kind: Kind,
        *,
        ticket: TicketId | None = None,
        counter: CounterNumber | None = None,
        staff: str | None = None,
        **data: Any,
    ) -> Event:
        """Write the action's event; None values of `data` are left out.

        Raises:
            TextInvalid: a text in it is not one line of a sane length.
        """
        assert not self.events, "one action, one event"
        kept = {name: value for name, value in data.items() if value is not None}
        check_texts({**kept, "staff": staff})
        event = Event(self.office, self.seq, self.at, kind, ticket, counter, staff, kept)
        if kind is Kind.DAY_ENDED:  # nobody's request: the key belongs to the action after it
            events.record(self.connection, event)
        else:
            key, asked = self.request.key, self.request.asked
            events.record(self.connection, event, request=key, asked=asked)
        self.events.append(event)
        return event

    def make(self, event: Event) -> Ticket:
        """Store and return the ticket that `event` makes."""
        ticket = make(event)
        tickets.add(self.connection, ticket)
        return ticket

    def change(self, ticket: Ticket, event: Event) -> Ticket:
        """Store and return `ticket` after `event`."""
        changed = apply(ticket, event)
        tickets.save(self.connection, ticket, changed)
        return changed


class _Here(local):
    """What a thread looks at while it looks at several things at once."""

    state: tuple[Connection, OfficeSettings, datetime] | None = None


class Ledger:
    """The one way to change or to look at an office's data; safe from several threads."""

    def __init__(self, store: Store, office: OfficeId, clock: Clock | None) -> None:
        self.store = store
        self.office = office
        self._clock = clock
        self._settings: tuple[int, OfficeSettings] | None = None
        self._here = _Here()

    def begin_with(self, settings: OfficeSettings) -> None:
        """Make the office: its first event.

        Raises:
            OfficeExists, SettingsInvalid: nothing was changed.
        """
        document = write_document(settings)
        with self.store.begin() as connection:
            at = self._now(connection)
            day = business_day(at, settings.hours)
            read_document(document, today=day)  # a closure that is over is a slip
            if not offices.create(connection, self.office, day, document):
                raise OfficeExists(office=self.office, database=self.store.place.shown)
            data = {"settings": document}
            first = Event(self.office, 1, at, Kind.OFFICE_CREATED, data=data)
            events.record(connection, first)

    def act(
        self, do: Callable[[Action], T], *, again: Again[T], request: Request | None = None
    ) -> T:
        """Do one action and return what it returns; nothing is kept if it records no event.

        `again` finds the result of the same request done before: pass a `request` of the caller
        to make a repeated call harmless.

        Raises:
            RequestUsed: its key did something else before.
        """
        wanted = request or Request(uuid4().hex)
        try:
            return self._act(do, again if request else None, wanted)
        except StoreUnavailable:
            if self.store.is_sqlite:
                raise
        return self._act(do, again, wanted)

    def _act(self, do: Callable[[Action], T], again: Again[T] | None, request: Request) -> T:
        while True:
            with self.store.begin() as connection:
                action, last_day = self._lock(connection, request)
                if again and (done := self._done(connection, request)):
                    result = again(action, done)
                elif last_day != action.day and self._end_day(action):
                    continue  # that was an action of its own: commit it and start again
                else:
                    if last_day != action.day:
                        offices.set_day(connection, self.office, action.day)
                    result = do(action)
                if not action.events:
                    connection.rollback()
                return result

    def _done(self, connection: Connection, request: Request) -> Event | None:
        """Return the event that the same request made before, None if it made none."""
        found = events.event_of_request(connection, self.office, request.key)
        if found is None:
            return None
        done, asked = found
        if asked not in {None, request.asked}:  # None: kept by a turnos that compared nothing
            raise RequestUsed(request=request.key, seq=done.seq)
        return done

    def look(self, look: Callable[[Connection, OfficeSettings, datetime], T]) -> T:
        """Return what `look` finds in one state of the database, with settings and time."""
        if self._here.state is not None:
            return look(*self._here.state)

        def with_settings(connection: Connection) -> T:
            return look(connection, self._current(connection), self._now(connection))

        return self.store.reading(with_settings)

    def in_one_look(self, look: Callable[[], T]) -> T:
        """Return what `look` does: all that this thread looks at meanwhile is of one instant."""

        def at_once(connection: Connection, settings: OfficeSettings, at: datetime) -> T:
            self._here.state = connection, settings, at
            try:
                return look()
            finally:
                self._here.state = None

        return self.look(at_once)

    def tell(self, write: Callable[[Connection, datetime], T]) -> T:
        """Write what a device reports: no queue event, and nobody waits for the office's lock."""

        def with_time() -> T:
            with self.store.begin() as connection:
                return write(connection, self._now(connection))

        try:
            return with_time()
        except StoreUnavailable:
            if self.store.is_sqlite:
                raise
        return with_time()

    def _lock(self, connection: Connection, request: Request) -> tuple[Action, date]:
        locked = offices.lock(connection, self.office)
        if locked is None:
            raise self._unknown(connection)
        settings = self._current(connection, locked.settings_seq)
        if self._clock is not None:
            at = self._clock.now()
        else:
            at = locked.server_at or SystemClock().now()
        day = business_day(at, settings.hours)
        return Action(connection, self.office, locked.seq, at, day, settings, request), locked.day

    def _current(self, connection: Connection, seq: int | None = None) -> OfficeSettings:
        """Return the settings, read again only when their event is not the one known."""
        known = self._settings
        if known is not None and known[0] == seq:
            return known[1]
        found = offices.settings(connection, self.office, known[0] if known else -1)
        if found is None:
            raise self._unknown(connection)
        if found[1] is not None:
            known = (found[0], read_stored(found[1]))
            self._settings = known
        assert known is not None  # either known or just read
        return known[1]

    def _now(self, connection: Connection) -> datetime:
        if self._clock is not None:
            return self._clock.now()
        if self.store.is_sqlite:
            return datetime.now(UTC)
        return offices.server_now(connection)

    def _end_day(self, action: Action) -> bool:
        """End the days before: who still waited has left. False when nobody had."""
        left = tickets.left_open(action.connection, self.office, action.day)
        if not left:
            return False
        event = action.record(Kind.DAY_ENDED, tickets=[ticket.id for ticket in left])
        for ticket in left:
            action.change(ticket, event)
        offices.set_day(action.connection, self.office, action.day)
        return True

    def _unknown(self, connection: Connection) -> UnknownOffice | NoOffices:
        known = offices.known(connection)
        if not known:
            return NoOffices(database=self.store.place.shown)
        return UnknownOffice(office=self.office, known=", ".join(known))
