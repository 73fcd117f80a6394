"""`office.staff`: registering people, their PINs, who stands at which counter.

PINs are kept as argon2 hashes only. Checking one takes tens of milliseconds on purpose, so it is
done before the office's lock is taken, and after one of the tries was.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy import Connection

from core.domain.pins import PAUSE_MIN
from core.domain.roles import Deed
from core.domain.service import OfficeSettings
from core.domain.staff import CounterState, Role, Staff, is_reserved
from core.domain.ticket import CounterNumber, Kind, OfficeId
from core.errors import (
    PersonNameMissing,
    PinPaused,
    PinUnchanged,
    UnknownRole,
    UserNameReserved,
    WrongPin,
)
from core.office.ledger.checks import allowed, check_place, not_here
from core.office.ledger.given import name_of_person
from core.office.ledger.ledger import Action, Ledger
from core.office.people import personnel, presence
from core.office.people.pins import PinHashes, check_choice, is_right
from core.office.people.presence import Session
from core.store import offices as office_rows
from core.store import people


@dataclass(frozen=True, slots=True)
class PersonAtWork:
    """Somebody registered here: locked out until when, gone since when, at which counter."""

    staff: Staff
    locked_until: datetime | None = None
    left_at: datetime | None = None
    place: CounterState | None = None


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
        offices: Sequence[str] = (),
        by: str | None = None,
    ) -> Staff:
        """Register a person of this office, who changes the PIN at the first sign-in.

        `offices`: where they may work, their ids; none: at this one, and directors at every one.

        This also brings back whoever was deactivated, with what is given here. `by`, here and
        below: the user name of who acts, whose role is checked; None is whoever holds the database,
        journaled as `administrator`.

        Raises:
            UnknownStaff, MayNotManagePeople, MayNotGiveOffice: of who acts.
            StaffExists, UserNameReserved, UnknownRole, UnknownOffice, PinInvalid, PinObvious
            TextInvalid
        """
        where = _offices(offices)
        person = Staff(
            username.strip().lower(), name.strip(), _role(role), must_change_pin, offices=where
        )
        name_of_person("user", person.username)
        name_of_person("name", person.name)
        if is_reserved(person.username):
            raise UserNameReserved(username=person.username)
        pin_hash = self._hash(pin, person.username)

        return self._ledger.act(
            lambda action: personnel.add(action, person, pin_hash, by),
            again=lambda _action, _event: person,
        )

    def set_pin(self, username: str, *, pin: str, by: str | None = None) -> Staff:
        """Give a person a new PIN, to be changed at the next sign-in; a pause ends.

        Raises:
            PinInvalid, PinObvious, UnknownStaff, StaffInactive, MayNotManagePeople
        """
        pin_hash = self._hash(pin, username.strip().lower())
        return self._manage(
            username, lambda action, name: personnel.set_pin(action, name, pin_hash, by)
        )

    def unlock(self, username: str, *, by: str | None = None) -> Staff:
        """End a person's pause after wrong PINs, and give all tries again; the PIN stays.

        Raises:
            UnknownStaff, StaffInactive, MayNotManagePeople
        """
        return self._manage(username, lambda action, name: personnel.unlock(action, name, by))

    def change(
        self,
        username: str,
        *,
        name: str | None = None,
        role: str | None = None,
        offices: Sequence[str] | None = None,
        by: str | None = None,
    ) -> Staff:
        """Give a person another name, role and offices, all of it or nothing; None: it stays.

        `offices` as in `add`. Who acts gives and takes those in which they work themselves.

        Raises:
            LastLeader: nobody would lead the office.
            StaffElsewhere, StaffAtOtherOffice: at a counter which the new role may not staff, or
                of an office that is taken away.
            MayNotGiveOffice, UnknownOffice, PersonNameMissing, TextInvalid, UnknownRole
            UnknownStaff, StaffInactive, MayNotManagePeople
        """
        new_name = None if name is None else _person_name(name)
        new_role = None if role is None else _role(role)
        where = None if offices is None else _offices(offices)
        return self._manage(
            username,
            lambda action, who: personnel.change(
                action, who, by, name=new_name, role=new_role, where=where
            ),
        )

    def set_role(self, username: str, *, role: str, by: str | None = None) -> Staff:
        """Give a person another role; raises as `change` does."""
        return self.change(username, role=role, by=by)

    def rename(self, username: str, *, name: str, by: str | None = None) -> Staff:
        """Change what colleagues call a person; the user name stays. Raises as `change` does."""
        return self.change(username, name=name, by=by)

    def deactivate(self, username: str, *, by: str | None = None) -> Staff:
        """Have a person's PIN open nothing any more, also at a kiosk; what they did stays.

        Whoever is at a counter without a ticket is signed out.

        Raises:
            CounterBusy: a ticket is called to them or in service.
            LastLeader: nobody would lead the office.
            StaffAtOtherOffice: a director, at a counter of another office.
            UnknownStaff, StaffInactive, MayNotManagePeople
        """

        def do(action: Action, name: str) -> Staff:
            personnel.deactivate(action, name, by)
            return personnel.read(action, name)

        return self._manage(username, do)

    def _manage(self, username: str, do: Callable[[Action, str], Staff]) -> Staff:
        name = username.strip().lower()
        return self._ledger.act(
            lambda action: do(action, name),
            again=lambda action, _event: personnel.read(action, name),
        )

    def all(self) -> tuple[Staff, ...]:
        """Return everybody ever registered here, by user name: also who was deactivated."""
        return self._ledger.look(
            lambda connection, _settings, _at: tuple(
                people.everybody(connection, self._ledger.office)
            )
        )

    def at_work(self) -> tuple[PersonAtWork, ...]:
        """Return the same people with how each is now: locked out, signed in, away, gone."""

        def look(
            connection: Connection, _settings: OfficeSettings, at: datetime
        ) -> tuple[PersonAtWork, ...]:
            office = self._ledger.office
            places = {each.staff: each for each in people.counters(connection, office)}
            return tuple(
                PersonAtWork(
                    each.staff,
                    each.tries.pause_at(at),
                    each.deactivated_at,
                    places.get(each.staff.username),
                )
                for each in people.with_states(connection, office)
            )

        return self._ledger.look(look)

    def offices(self) -> Mapping[OfficeId, str]:
        """Return the offices of the database, and what each is called."""
        return self._ledger.look(lambda connection, _settings, _at: office_rows.names(connection))

    def working_here(self, username: str) -> Staff | None:
        """Return who may work here by this user name: its own people, directors, who is named.

        None for whoever has left, and for who never was.
        """

        def look(connection: Connection, _settings: OfficeSettings, _at: datetime) -> Staff | None:
            found = people.working_at(connection, self._ledger.office, username)
            return None if found is None else found[0]

        return self._ledger.look(look)

    def keys(self) -> PinHashes:
        """Return what tells whose a PIN is without the database."""
        return PinHashes(
            self._ledger.look(
                lambda connection, _settings, _at: people.secrets(connection, self._ledger.office)
            ),
            self._hasher,
        )

    def change_pin(self, username: str, *, pin: str, new_pin: str) -> None:
        """Change one's own PIN.

        Raises:
            UnknownStaff, WrongPin, PinPaused, PinInvalid, PinObvious
            PinUnchanged: it is the same.
        """
        person = self.check_pin(username, pin)
        if new_pin == pin:
            raise PinUnchanged
        pin_hash = self._hash(new_pin, person.username)

        def do(action: Action) -> None:
            found = people.working_at(action.connection, action.office, person.username)
            people.change(
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

        Nobody who was deactivated.

        A wrong try is an event, which says whose PIN was tried and how many tries are left.

        Raises:
            UnknownStaff, StaffInactive, WrongPin (says how many tries are left)
            PinPaused: five were wrong.
        """
        username = username.strip().lower()
        person, secret = self._ledger.tell(
            lambda connection, at: self._take_a_try(connection, at, username)
        )
        if is_right(self._hasher, secret.pin_hash, pin):
            is_still_right = self._ledger.tell(
                lambda connection, _at: _give_back(connection, username, secret)
            )
            return person if is_still_right else self.check_pin(username, pin)
        left = secret.tries.left
        self._ledger.act(
            lambda action: action.record(Kind.PIN_REFUSED, staff=username, left=left),
            again=lambda _action, event: event,
        )
        if (until := secret.tries.paused_until) is not None:
            raise PinPaused(username=username, until=self._local(until))
        raise WrongPin(username=username, left=left, pause_min=PAUSE_MIN)

    def admit(self, username: str, *, pin: str, deed: Deed) -> Staff:
        """Return the person whose PIN this is, if their role lets them do `deed`.

        Raises:
            NotAllowed: it does not.
            UnknownStaff, StaffInactive, WrongPin, PinPaused
        """
        person = self.check_pin(username, pin)
        return self._ledger.look(
            lambda connection, settings, _at: allowed(
                connection, self._ledger.office, settings, person.username, deed
            )
        )

    def note_wrong_pin(self, *, device: str, left: int) -> None:
        """Journal that a PIN typed at a device, which asks for no name, was nobody's.

        `left`: how many tries there are before the device's pause.
        """
        self._ledger.act(
            lambda action: action.record(Kind.PIN_REFUSED, device=device, left=left),
            again=lambda _action, event: event,
        )

    def _local(self, at: datetime) -> datetime:
        """Return an instant by the office's clocks, for a sentence."""
        return self._ledger.look(lambda _connection, settings, _at: settings.local(at))

    def _take_a_try(
        self, connection: Connection, at: datetime, username: str
    ) -> tuple[Staff, people.Secret]:
        """Return the person and the secret, with one more try taken."""
        found = people.working_at(connection, self._ledger.office, username)
        if found is None:
            name = self._ledger.named(connection)
            raise not_here(connection, self._ledger.office, name, username)
        person, known = found
        secret = people.hold_secret(connection, known.office, username)
        assert secret is not None  # nobody is ever deleted
        if (until := secret.tries.pause_at(at)) is not None:
            raise PinPaused(username=username, until=self._ledger.local(connection, until))
        taken = secret.tries.take(at)
        people.set_tries(connection, secret.office, username, taken)
        return person, replace(secret, tries=taken)

    def sign_in(self, username: str, *, pin: str, counter: int, take_over: bool = False) -> Session:
        """Put a person at a counter.

        With `take_over` whoever is there is signed out, and the person where they were signed
        in; a ticket in service stays at its counter. An absence there ends: it is no service.

        Whoever is at a counter that was taken out of the settings leaves it without `take_over`.
        Such a counter takes somebody only while a person or a ticket is left there: that has to be
        ended.

        Raises:
            CounterTaken, StaffElsewhere: not with `take_over`.
            CounterBusy: the person left a ticket in service at another counter.
            UnknownStaff, WrongPin, PinPaused, NotAllowed, UnknownCounter
        """
        self._ledger.look(
            lambda connection, settings, _at: check_place(
                connection, self._ledger.office, settings, counter
            )
        )
        person = self.check_pin(username, pin)

        return self._ledger.act(
            lambda action: presence.sign_in(action, person, counter, take_over=take_over),
            again=lambda _action, event: Session(person, CounterNumber(counter), event.at),
        )

    def sign_out(self, *, counter: int, by: str | None = None, reason: str | None = None) -> None:
        """Leave a counter, which must have nothing called or in service.

        `by` names whoever does it for a colleague who forgot, with the `reason`.

        Raises:
            UnknownCounter, CounterNotStaffed, CounterBusy
            UnknownStaff, MayNotManagePeople, ReasonMissing
        """
        self._ledger.act(
            lambda action: presence.sign_out(action, counter, by, reason),
            again=lambda _action, _event: None,
        )

    def step_away(
        self, *, counter: int, reason: str, customer_agreed: bool | None = None
    ) -> CounterState:
        """Leave the counter for a while: the absence is timed apart from service.

        `customer_agreed`: what the citizen in service answered, None when nobody was.

        Raises:
            UnknownCounter, CounterNotStaffed, CounterAway, ReasonMissing
        """
        return self._ledger.act(
            lambda action: presence.step_away(
                action, counter, reason, customer_agreed=customer_agreed
            ),
            again=presence.state_again,
        )

    def come_back(self, *, counter: int) -> CounterState:
        """Be back at the counter.

        Raises:
            UnknownCounter, CounterNotStaffed, CounterNotAway
        """
        return self._ledger.act(
            lambda action: presence.come_back(action, counter), again=presence.state_again
        )

    def _hash(self, pin: str, username: str) -> str:
        check_choice(pin, username)
        return self._hasher.hash(pin)


def _person_name(name: str) -> str:
    if not (new := name.strip()):
        raise PersonNameMissing
    name_of_person("name", new)
    return new


def _offices(offices: Sequence[str]) -> tuple[OfficeId, ...]:
    return tuple(OfficeId(each) for each in sorted(set(offices)))


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise UnknownRole(role=role, known=", ".join(Role)) from None


def _give_back(connection: Connection, username: str, checked: people.Secret) -> bool:
    """Give a right PIN's try back; False when the PIN was changed while it was checked."""
    secret = people.hold_secret(connection, checked.office, username)
    if secret is None or secret.pin_hash != checked.pin_hash:
        return False
    people.set_tries(connection, secret.office, username, secret.tries.give_back(checked.tries))
    return True
