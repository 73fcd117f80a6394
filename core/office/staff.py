"""People: registering them, PINs, who stands at which counter, stepping away.

PINs are kept as argon2 hashes only. Checking one takes tens of milliseconds on purpose, so it is
done before the office's lock is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection

from core.domain.staff import MAY_SERVE, CounterState, Role, Staff, apply
from core.domain.ticket import CounterNumber, Event, Kind, OfficeId, State
from core.errors import (
    CounterAway,
    CounterBusy,
    CounterNotAway,
    CounterTaken,
    NotAllowed,
    PinInvalid,
    PinPaused,
    ReasonMissing,
    StaffElsewhere,
    StaffExists,
    UnknownRole,
    UnknownStaff,
    WrongPin,
)
from core.office.checks import check_counter, staffed
from core.office.given import LONGEST_NAME, one_line
from core.office.ledger import Action, Ledger
from core.store import people, tickets

TRIES = 5
PAUSE = timedelta(minutes=5)
PIN_DIGITS = range(4, 13)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody at a counter since an instant."""

    staff: Staff
    counter: CounterNumber
    since: datetime


class Keys:
    """Everybody's PINs, as hashes, taken along to where the database may be away: a kiosk."""

    def __init__(self, people: Sequence[tuple[Staff, str]], hasher: PasswordHasher) -> None:
        self._people = tuple(people)
        self._hasher = hasher

    def whose(self, pin: str) -> Staff | None:
        """Return the first person with this PIN; it takes tens of milliseconds for each."""
        for person, pin_hash in self._people:
            try:
                self._hasher.verify(pin_hash, pin)
            except VerifyMismatchError:
                continue
            return person
        return None


class StaffDesk:
    """`office.staff`."""

    def __init__(self, ledger: Ledger, hasher: PasswordHasher) -> None:
        self._ledger = ledger
        self._hasher = hasher

    def add(
        self,
        username: str,
        *,
        name: str,
        role: str = Role.FACILITATOR,
        pin: str,
        must_change_pin: bool = True,
    ) -> Staff:
        """Register a person of this office, who changes the PIN at the first sign-in.

        Raises:
            StaffExists, UnknownRole, PinInvalid, TextInvalid
        """
        person = Staff(username.strip().lower(), name.strip(), _role(role), must_change_pin)
        one_line("user", person.username, longest=LONGEST_NAME, optional=False)
        one_line("name", person.name, longest=LONGEST_NAME, optional=False)
        pin_hash = self._hash(pin)

        def do(action: Action) -> Staff:
            if people.by_username(action.connection, action.office, person.username):
                raise StaffExists(username=person.username, office=action.settings.name)
            people.add(action.connection, action.office, person, pin_hash)
            action.record(
                Kind.STAFF_ADDED, staff=person.username, name=person.name, role=person.role.value
            )
            return person

        return self._ledger.act(do, again=lambda _action, _event: person)

    def all(self) -> tuple[Staff, ...]:
        """Return everybody registered here, by user name."""
        return self._ledger.look(
            lambda connection, _settings, _at: tuple(
                people.everybody(connection, self._ledger.office)
            )
        )

    def keys(self) -> Keys:
        """Return what tells whose a PIN is without the database."""
        return Keys(
            self._ledger.look(
                lambda connection, _settings, _at: people.secrets(connection, self._ledger.office)
            ),
            self._hasher,
        )

    def change_pin(self, username: str, *, pin: str, new_pin: str) -> None:
        """Change one's own PIN.

        Raises:
            UnknownStaff, WrongPin, PinPaused, PinInvalid
        """
        person = self.check_pin(username, pin)
        pin_hash = self._hash(new_pin)

        def do(action: Action) -> None:
            found = people.working_at(action.connection, action.office, person.username)
            people.set_secret(
                action.connection,
                action.office if found is None else found[1].office,
                person.username,
                pin_hash=pin_hash,
                must_change_pin=False,
            )
            action.record(Kind.PIN_CHANGED, staff=person.username)

        self._ledger.act(do, again=lambda _action, _event: None)

    def check_pin(self, username: str, pin: str) -> Staff:
        """Return the person whose PIN this is: of this office, or a director of any.

        Raises:
            UnknownStaff, PinPaused (after five wrong tries), WrongPin (says how many are left)
        """
        username = username.strip().lower()
        found, name, at = self._ledger.look(
            lambda connection, settings, at: (
                people.working_at(connection, self._ledger.office, username),
                settings.name,
                at,
            )
        )
        if found is None:
            raise UnknownStaff(username=username, office=name)
        person, secret = found
        if secret.paused_until is not None and at < secret.paused_until:
            raise PinPaused(username=username, until=secret.paused_until)
        try:
            self._hasher.verify(secret.pin_hash, pin)
        except VerifyMismatchError:
            tries = self._ledger.tell(
                lambda connection, at: _count(connection, at, secret.office, username)
            )
            if tries >= TRIES:
                raise PinPaused(username=username, until=at + PAUSE) from None
            raise WrongPin(
                username=username, left=TRIES - tries, pause_min=PAUSE.seconds // 60
            ) from None
        if secret.wrong_tries:
            self._ledger.tell(
                lambda connection, _at: people.set_secret(
                    connection, secret.office, username, wrong_tries=0, paused_until=None
                )
            )
        return person

    def sign_in(self, username: str, *, pin: str, counter: int, take_over: bool = False) -> Session:
        """Put a person at a counter.

        With `take_over` whoever is there is signed out, and the person where they were signed
        in; a ticket in service stays at its counter.

        Raises:
            CounterTaken, StaffElsewhere: not with `take_over`.
            CounterBusy: the person left a ticket in service at another counter.
            UnknownStaff, WrongPin, PinPaused, NotAllowed, UnknownCounter
        """
        self._ledger.look(lambda _connection, settings, _at: check_counter(settings, counter))
        person = self.check_pin(username, pin)

        def do(action: Action) -> Session:
            number = check_counter(action.settings, counter)
            if person.role not in MAY_SERVE:
                raise NotAllowed(username=person.username, role=person.role.value)
            there = people.counter(action.connection, action.office, number)
            other = None if there is None or there.staff == person.username else there.staff
            former = self._former(action, person, number)
            if other is not None and not take_over:
                raise CounterTaken(counter=counter, name=self._name(action, other))
            if former is not None and not take_over:
                raise StaffElsewhere(name=person.name, counter=former)
            if former is not None:
                if ticket := tickets.open_at(action.connection, action.office, former):
                    raise CounterBusy(counter=former, code=ticket.name)
                people.replace_counter(action.connection, action.office, former, None)
            event = action.record(
                Kind.SIGNED_IN,
                counter=number,
                staff=person.username,
                instead_of=other,
                left=former,
            )
            _follow(action, event, None)
            return Session(person, number, action.at)

        return self._ledger.act(
            do, again=lambda _action, event: Session(person, CounterNumber(counter), event.at)
        )

    def sign_out(self, *, counter: int) -> None:
        """Leave a counter, which must have nothing called or in service.

        Raises:
            UnknownCounter, CounterNotStaffed, CounterBusy
        """

        def do(action: Action) -> None:
            state = staffed(action, counter)
            if ticket := tickets.open_at(action.connection, action.office, counter):
                raise CounterBusy(counter=counter, code=ticket.name)
            event = action.record(Kind.SIGNED_OUT, counter=state.number, staff=state.staff)
            _follow(action, event, state)

        self._ledger.act(do, again=lambda _action, _event: None)

    def step_away(
        self, *, counter: int, reason: str, customer_agreed: bool | None = None
    ) -> CounterState:
        """Leave the counter for a while: the absence is timed apart from service.

        `customer_agreed`: what the citizen in service answered, None when nobody was.

        Raises:
            UnknownCounter, CounterNotStaffed, CounterAway, ReasonMissing
        """

        def do(action: Action) -> CounterState:
            state = staffed(action, counter)
            if state.is_away:
                raise CounterAway(counter=counter)
            if not reason.strip():
                raise ReasonMissing
            event = action.record(
                Kind.STEPPED_AWAY,
                counter=state.number,
                staff=state.staff,
                reason=reason.strip(),
                customer_agreed=customer_agreed,
            )
            return _present(_follow(action, event, state))

        return self._ledger.act(do, again=self._state_again)

    def come_back(self, *, counter: int) -> CounterState:
        """Be back at the counter.

        Raises:
            UnknownCounter, CounterNotStaffed, CounterNotAway
        """

        def do(action: Action) -> CounterState:
            state = staffed(action, counter)
            if state.away_since is None:
                raise CounterNotAway(counter=counter)
            away_s = max(0.0, (action.at - state.away_since).total_seconds())
            ticket = tickets.open_at(action.connection, action.office, state.number)
            serving = ticket if ticket and ticket.state is State.SERVING else None
            event = action.record(
                Kind.CAME_BACK,
                ticket=serving.id if serving else None,
                counter=state.number,
                staff=state.staff,
                away_s=away_s,
            )
            if serving is not None:
                action.change(serving, event)
            return _present(_follow(action, event, state))

        return self._ledger.act(do, again=self._state_again)

    def _state_again(self, action: Action, event: Event) -> CounterState:
        assert event.counter is not None  # events of a counter name it
        return _present(people.counter(action.connection, action.office, event.counter))

    def _former(self, action: Action, person: Staff, number: CounterNumber) -> CounterNumber | None:
        """Return the other counter at which the person is signed in."""
        states = people.counters(action.connection, action.office)
        return next(
            (
                state.number
                for state in states
                if state.staff == person.username and state.number != number
            ),
            None,
        )

    def _hash(self, pin: str) -> str:
        if len(pin) not in PIN_DIGITS or not (pin.isascii() and pin.isdecimal()):
            raise PinInvalid
        return self._hasher.hash(pin)

    def _name(self, action: Action, username: str) -> str:
        found = people.working_at(action.connection, action.office, username)
        return username if found is None else found[0].name


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise UnknownRole(role=role, known=", ".join(Role)) from None


def _follow(action: Action, event: Event, state: CounterState | None) -> CounterState | None:
    """Store and return the counter's state after `event`."""
    assert event.counter is not None  # events of a counter name it
    after = apply(state, event)
    people.replace_counter(action.connection, action.office, event.counter, after)
    return after


def _present(state: CounterState | None) -> CounterState:
    assert state is not None  # whoever steps away or comes back is at the counter
    return state


def _count(connection: Connection, at: datetime, office: OfficeId, username: str) -> int:
    """Count one more wrong try and return how many there are; the fifth starts the pause."""
    found = people.by_username(connection, office, username)
    tries = 1 if found is None else found[1].wrong_tries + 1
    paused = tries >= TRIES
    people.set_secret(
        connection,
        office,
        username,
        wrong_tries=0 if paused else tries,
        paused_until=at + PAUSE if paused else None,
    )
    return tries
