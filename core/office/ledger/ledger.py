"""How the office acts: one method, one transaction, one event of the journal.

`Ledger.act` takes the office's lock, hands over an `Action` to work with, and commits. Its event
carries an idempotency key: when the connection is lost the transaction is tried once more, and
if the first try had reached the database after all its result is returned instead. A key that
did something else before is refused: `Request` says what it asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from threading import local
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection

from core.clock import Clock, SystemClock, Uptime
from core.domain.calendar.hours import business_day
from core.domain.calendar.present import Passed, Present, Standing, Trust, mended, present
from core.domain.service import OfficeSettings
from core.domain.staff import after_day
from core.domain.ticket import (
    CounterNumber,
    Event,
    Kind,
    OfficeId,
    Ticket,
    TicketId,
    apply,
    make,
)
from core.errors import (
    NoOffices,
    OfficeExists,
    OfficeNotNamed,
    RequestUsed,
    StoreError,
    StoreNotConfirmed,
    StoreUnavailable,
    UnknownOffice,
)
from core.office.document.document import read_document, read_stored, write_document
from core.office.ledger.given import check_texts
from core.office.ledger.request import Request
from core.store import events, offices, people, tickets
from core.store.connection.engine import Store
from core.store.figures import summaries

T = TypeVar("T")
Again = Callable[["Action", Event], T]


@dataclass(slots=True)
class Action:
    """One action under the office's lock: number, time, day and settings, and what it records.

    `is_due`: a planned change of the settings comes first.
    """

    connection: Connection
    office: OfficeId
    seq: int
    now: Present
    standing: Standing
    uptime: Uptime
    settings: OfficeSettings
    request: Request
    is_due: bool = False
    events: list[Event] = field(default_factory=list)
    forgotten: set[date] = field(default_factory=set)

    @property
    def at(self) -> datetime:
        return self.now.at

    @property
    def day(self) -> date:
        return self.now.day

    def stand(self, day: date, until: date) -> None:
        """Let `day` be the business day for every date up to `until`, from this event on."""
        self.now = replace(self.now, day=day)
        self.standing = replace(self.standing, day=day, until=until)

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
        standing = replace(self.standing, at=self.at, trust=self.now.trust)
        offices.mark(self.connection, self.office, standing, self.uptime)
        self.events.append(event)
        return event

    def make(self, event: Event) -> Ticket:
        """Store and return the ticket that `event` makes."""
        ticket = make(event)
        tickets.add(self.connection, ticket)
        return ticket

    def change(self, ticket: Ticket, event: Event) -> Ticket:
        """Store and return `ticket` after `event`; what an earlier day came to is forgotten."""
        changed = apply(ticket, event)
        tickets.save(self.connection, ticket, changed)
        for day in {ticket.day, changed.day}:
            if day < self.day:
                self.forget(day)
        return changed

    def forget(self, day: date) -> None:
        """Have what a day came to worked out anew: something of it changes."""
        if day not in self.forgotten:
            summaries.forget(self.connection, self.office, summaries.periods_of(day))
            self.forgotten.add(day)


class _Here(local):
    """What a thread looks at while it looks at several things at once."""

    state: tuple[Connection, OfficeSettings, Present] | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """When this process first saw the latest event, and last saw that there was none: uptimes."""

    seq: int
    seen_s: float
    before_s: float | None
    looked_s: float


class Ledger:
    """The one way to change or to look at an office's data; safe from several threads."""

    def __init__(self, store: Store, office: OfficeId, clock: Clock | None) -> None:
        self.store = store
        self.office = office
        self._clock = clock
        self._settings: tuple[int, OfficeSettings] | None = None
        self._here = _Here()
        self._seen: _Seen | None = None
        self._do_planned: Callable[[Action], None] | None = None
        self._is_due = False  # as the office's row said when it was read last

    def of(self, office: OfficeId) -> "Ledger":
        """Return the ledger of an office of the same database."""
        return self if office == self.office else Ledger(self.store, office, self._clock)

    def when_due(self, do: Callable[[Action], None]) -> None:
        """Have `do` work off a planned change that is due, before any action."""
        self._do_planned = do

    def do_planned(self, *, if_due: bool = False) -> None:
        """Have planned changes done that are due; `if_due`: as far as is known already."""
        if self._is_due or not if_due:
            self.act(lambda _action: None, again=lambda _action, _event: None)

    def begin_with(self, settings: OfficeSettings) -> None:
        """Make the office: its first event.

        Raises:
            OfficeExists, SettingsInvalid: nothing was changed.
        """
        document = write_document(settings)
        with self.store.begin() as connection:
            at = self._clock.now() if self._clock is not None else offices.now(connection)
            day = business_day(at, settings.hours)
            read_document(document, today=day, now=at)  # what is over already is a slip
            standing = Standing(day, until=day, at=at)
            if not offices.create(connection, self.office, standing, self._uptime(), document):
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
        return self._twice(
            lambda: self._act(do, again if request else None, wanted),
            lambda: self._act(do, again, wanted),
        )

    def _twice(self, first: Callable[[], T], second: Callable[[], T]) -> T:
        """Return what `first` does or, when the connection was lost, `second` on a new one."""
        try:
            return self.store.trying(first)
        except StoreUnavailable as error:
            if self.store.is_sqlite:
                raise
            lost = error
        try:
            return self.store.trying(second)
        except StoreError as error:
            if isinstance(lost, StoreNotConfirmed):  # the first may have been done
                raise lost from error
            raise

    def _act(self, do: Callable[[Action], T], again: Again[T] | None, request: Request) -> T:
        while True:
            with self.store.begin() as connection:
                action = self._lock(connection, request)
                if again and (done := self._done(connection, request)):
                    result = again(action, done)
                elif action.now.begins_day:
                    _end_day(action)
                    continue  # that was an action of its own: commit it and start again
                elif action.is_due and self._do_planned is not None:
                    planned = replace(action, request=Request(uuid4().hex), events=[])
                    self._do_planned(planned)
                    if not planned.events:  # it has to wait
                        offices.give_back(connection, self.office)
                    continue
                else:
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
        return self.look_now(lambda connection, settings, now: look(connection, settings, now.at))

    def look_now(self, look: Callable[[Connection, OfficeSettings, Present], T]) -> T:
        """Do the same with the office's time and its business day."""
        if self._here.state is not None:
            return look(*self._here.state)
        return self.store.reading(lambda connection: look(connection, *self._present(connection)))

    def in_one_look(self, look: Callable[[], T]) -> T:
        """Return what `look` does: all that this thread looks at meanwhile is of one instant."""

        def at_once(connection: Connection, settings: OfficeSettings, now: Present) -> T:
            self._here.state = connection, settings, now
            try:
                return look()
            finally:
                self._here.state = None

        return self.look_now(at_once)

    def tell(self, write: Callable[[Connection, datetime], T]) -> T:
        """Write what a device reports: no queue event, and nobody waits for the office's lock."""

        def with_time() -> T:
            with self.store.begin() as connection:
                return write(connection, self._present(connection)[1].at)

        return self._twice(with_time, with_time)

    def named(self, connection: Connection) -> str:
        """Return the office's name, for a sentence."""
        return self._present(connection)[0].name

    def local(self, connection: Connection, at: datetime) -> datetime:
        """Return an instant by the office's clocks, for a sentence."""
        return self._present(connection)[0].local(at)

    def _lock(self, connection: Connection, request: Request) -> Action:
        known = offices.lock(connection, self.office)
        if known is None:
            raise self._unknown(connection)
        settings, uptime = self._settings_of(connection, known.settings_seq), self._uptime()
        latest_seq = known.seq - 1  # this action's is the next
        now = self._judged(replace(known, seq=latest_seq), uptime, settings)
        standing = mended(known.standing, settings.hours)
        return Action(
            connection,
            self.office,
            known.seq,
            now,
            standing,
            uptime,
            settings,
            request,
            is_due=_is_due(known, now),
        )

    def _present(self, connection: Connection) -> tuple[OfficeSettings, Present]:
        known = offices.look(connection, self.office)
        if known is None:
            raise self._unknown(connection)
        settings = self._settings_of(connection, known.settings_seq)
        now = self._judged(known, self._uptime(), settings)
        self._is_due = _is_due(known, now)
        return settings, now

    def _judged(self, known: offices.Known, uptime: Uptime, settings: OfficeSettings) -> Present:
        """Return the office's time and day, and whether its clock is in doubt."""
        clock = known.server_at or SystemClock().now()
        if self._clock is not None:
            clock = self._clock.now()
        passed = self._passed(known, uptime)
        return present(known.standing, passed, clock, settings.hours)

    def _passed(self, known: offices.Known, uptime: Uptime) -> Passed:
        """Return how much time has passed since the latest event, whatever the clock says.

        The machine that recorded it knows exactly; another one, once it has seen the event come.
        """
        seen, now_s = self._seen, uptime.seconds
        if seen is None or seen.seq != known.seq:
            seen = _Seen(known.seq, now_s, None if seen is None else seen.looked_s, now_s)
        self._seen = seen = replace(seen, looked_s=now_s)
        if known.marked is not None and known.marked.boot == uptime.boot:
            exactly = timedelta(seconds=max(now_s - known.marked.seconds, 0))
            return Passed(exactly, exactly)
        most = None if seen.before_s is None else timedelta(seconds=now_s - seen.before_s)
        return Passed(timedelta(seconds=max(now_s - seen.seen_s, 0)), most)

    def _uptime(self) -> Uptime:
        return (self._clock or SystemClock()).uptime()

    def _settings_of(self, connection: Connection, seq: int) -> OfficeSettings:
        """Return the settings, read again only when their event is not the one known."""
        known = self._settings
        if known is None or known[0] != seq:
            known = (seq, read_stored(offices.document(connection, self.office)))
            self._settings = known
        return known[1]

    def _unknown(self, connection: Connection) -> UnknownOffice | OfficeNotNamed | NoOffices:
        known = offices.known(connection)
        if not known:
            return NoOffices(database=self.store.place.shown)
        if not self.office:
            return OfficeNotNamed(known=", ".join(known))
        return UnknownOffice(office=self.office, known=", ".join(known))


def _is_due(known: offices.Known, now: Present) -> bool:
    """Whether a planned change is to be done: not while nobody knows what time it is."""
    return known.plan_at is not None and known.plan_at <= now.at and now.trust is not Trust.LOST


def _end_day(action: Action) -> None:
    """End the day before: who still waited has left, and so has everybody at a counter."""
    left = tickets.left_open(action.connection, action.office, action.day)
    there = people.counters(action.connection, action.office)
    ended = action.standing
    action.stand(action.day, until=action.day)
    event = action.record(
        Kind.DAY_ENDED,
        day=ended.day.isoformat(),
        until=ended.until.isoformat(),
        tickets=[ticket.id for ticket in left],
        signed_out=[state.number for state in there],
    )
    action.forget(ended.day)
    for ticket in left:
        action.change(ticket, event)
    for state in there:
        people.replace_counter(
            action.connection, action.office, state.number, after_day(state, event)
        )
