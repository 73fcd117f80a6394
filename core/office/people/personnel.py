"""What is done about a person: a new PIN, another role or name, and that somebody has left.

Each function is the inside of one action. Where a database holds several offices, each looks after
the people registered there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from core.domain.pins import Tries
from core.domain.roles import Deed, may, may_manage, who_may
from core.domain.staff import ADMINISTRATOR, Role, Staff, works_at
from core.domain.ticket import CounterNumber, Event, Kind, OfficeId
from core.errors import (
    CounterBusy,
    LastLeader,
    MayNotGiveOffice,
    MayNotManagePeople,
    StaffAtOtherOffice,
    StaffElsewhere,
    StaffExists,
    StaffInactive,
    UnknownOffice,
    UnknownStaff,
)
from core.office.ledger.checks import acting
from core.office.ledger.ledger import Action
from core.store import offices, people, tickets

NO_PIN = ""  # the hash of none
_KINDS: Mapping[str, Kind] = {"name": Kind.RENAMED, "role": Kind.ROLE_CHANGED}
"""The event of what changes alone."""


def add(action: Action, person: Staff, pin_hash: str, by: str | None) -> Staff:
    """Register a person, or have back who was deactivated."""
    found = people.by_username(action.connection, action.office, person.username)
    roles = (person.role,) if found is None else (person.role, found[0].role)
    actor = _actor(action, by, *roles)
    _check_reach(action, by, {*person.offices, *(() if found is None else found[0].offices)})
    if found is None:
        people.add(action.connection, action.office, person, pin_hash)
    elif found[0].is_active:
        raise StaffExists(username=person.username, office=action.settings.name)
    else:
        people.put_back(action.connection, action.office, person, pin_hash)
    action.record(
        Kind.STAFF_ADDED,
        staff=person.username,
        name=person.name,
        role=person.role.value,
        offices=list(person.offices) or None,
        by=actor,
    )
    return person


def set_pin(action: Action, username: str, pin_hash: str, by: str | None) -> Staff:
    """Give a person a PIN that has to be changed at the first sign-in, and all tries again."""
    person = _registered(action, username)
    actor = _actor(action, by, person.role)
    people.change(
        action.connection,
        action.office,
        username,
        pin_hash=pin_hash,
        must_change_pin=True,
        wrong_tries=0,
        paused_until=None,
    )
    action.record(Kind.PIN_SET, staff=username, by=actor)
    return read(action, username)


def unlock(action: Action, username: str, by: str | None) -> Staff:
    """End a person's pause after wrong PINs; the PIN stays."""
    person = _registered(action, username)
    actor = _actor(action, by, person.role)
    secret = people.hold_secret(action.connection, action.office, username)
    assert secret is not None  # they are registered
    if secret.tries != Tries():
        people.set_tries(action.connection, action.office, username, Tries())
        action.record(Kind.UNLOCKED, staff=username, by=actor)
    return person


def check_may_sign_out(action: Action, username: str, by: str) -> str:
    """Return who signs a colleague out, of those who look after people."""
    found = people.working_at(action.connection, action.office, username)
    roles = () if found is None else (found[0].role,)
    return _actor(action, by, *roles)


def change(
    action: Action,
    username: str,
    by: str | None,
    *,
    name: str | None,
    role: Role | None,
    where: tuple[OfficeId, ...] | None,
) -> Staff:
    """Give a person another name, role or offices, all or nothing; None: it stays."""
    person = _registered(action, username)
    after = replace(
        person,
        name=name or person.name,
        role=role or person.role,
        offices=person.offices if where is None else where,
    )
    actor = _actor(action, by, person.role, after.role)
    if after.offices != person.offices:
        _check_reach(action, by, set(after.offices) ^ set(person.offices))
        _check_places(action, person, after)
    if after.role is not person.role:
        _check_reach(action, by, after.offices)
        _check_role(action, person, after.role)
    now, before = _plain(after), _plain(person)
    changed = {each: value for each, value in now.items() if value != before[each]}
    if not changed:
        return person
    people.change(action.connection, action.office, username, **changed)
    if set(changed) <= set(_KINDS) and len(changed) == 1:
        ((what, value),) = changed.items()
        told: dict[str, Any] = {what: value, "before": before[what]}
        kind = _KINDS[what]
    else:
        told = {**changed, "before": {each: before[each] for each in changed}}
        kind = Kind.PERSON_CHANGED
    action.record(kind, staff=username, by=actor, **told)
    return read(action, username)


def _plain(person: Staff) -> dict[str, Any]:
    """Return what may be changed about a person, as the store and the journal have it."""
    return {
        "name": person.name,
        "role": person.role.value,
        "offices": list(person.offices),
    }


def _check_reach(action: Action, by: str | None, wanted: Iterable[OfficeId]) -> None:
    """Refuse to decide about an office in which whoever acts does not work."""
    known = offices.known(action.connection)
    actor = (
        None
        if by is None
        else people.working_at(action.connection, action.office, by.strip().lower())
    )
    for office in sorted(wanted):
        if office not in known:
            raise UnknownOffice(office=office, known=", ".join(known))
        if actor is not None and not works_at(actor[0], actor[1].office, office):
            raise MayNotGiveOffice(username=actor[0].username, office=office)


def _check_places(action: Action, person: Staff, after: Staff) -> None:
    """Refuse to take an office away in which somebody is at a counter or leads alone."""
    home = action.office
    if not works_at(after, home, home):
        _check_others_lead(action, person, None)
        if (counter := _counter_of(action, person.username)) is not None:
            raise StaffElsewhere(name=person.name, counter=counter)
    there = people.elsewhere(action.connection, home, person.username)
    if there is not None and not works_at(after, home, there[0]):
        raise StaffAtOtherOffice(name=person.name, office=there[0], counter=there[1])


def _check_role(action: Action, person: Staff, role: Role) -> None:
    """Refuse a role that the office or the person's counter cannot do with."""
    _check_others_lead(action, person, role)
    counter = _counter_of(action, person.username)
    if not may(role, Deed.SERVE) and counter is not None:
        raise StaffElsewhere(name=person.name, counter=counter)
    if person.role is Role.DIRECTOR or person.offices:
        _check_at_no_other_office(action, person)


def deactivate(action: Action, username: str, by: str | None) -> Event:
    """Have a person's PIN open nothing any more; whoever is at a free counter is signed out."""
    person = _registered(action, username)
    actor = _actor(action, by, person.role)
    _check_others_lead(action, person, None)
    _check_at_no_other_office(action, person)
    counter = _counter_of(action, username)
    if counter is not None:
        if ticket := tickets.open_at(action.connection, action.office, counter):
            raise CounterBusy(counter=counter, code=ticket.name)
        people.replace_counter(action.connection, action.office, counter, None)
    people.change(
        action.connection, action.office, username, deactivated_at=action.at, pin_hash=NO_PIN
    )
    return action.record(Kind.DEACTIVATED, counter=counter, staff=username, by=actor)


def read(action: Action, username: str) -> Staff:
    """Return a person of this office as they are now."""
    found = people.by_username(action.connection, action.office, username)
    assert found is not None  # nobody is ever deleted
    return found[0]


def _registered(action: Action, username: str) -> Staff:
    """Return a person of this office who has not left."""
    found = people.by_username(action.connection, action.office, username)
    if found is None:
        raise UnknownStaff(username=username, office=action.settings.name)
    if not found[0].is_active:
        raise StaffInactive(username=username, office=action.settings.name)
    return found[0]


def _actor(action: Action, by: str | None, *roles: Role) -> str:
    """Return who acts on a person who has, or is to have, one of `roles`."""
    if by is None:
        return ADMINISTRATOR
    actor = acting(action.connection, action.office, action.settings, by)
    if not may_manage(actor.role, roles):
        raise MayNotManagePeople(username=actor.username, role=actor.role)
    return actor.username


def _check_others_lead(action: Action, person: Staff, role: Role | None) -> None:
    """Refuse to take the office's last leader from it, or the last who looks after its people."""
    others = {
        each.role
        for each in people.everybody(action.connection, action.office)
        if works_at(each, action.office, action.office) and each.username != person.username
    }
    if role is not None:
        others.add(role)
    was_last_leader = person.role is Role.LEADER and Role.LEADER not in others
    if was_last_leader or (
        may(person.role, Deed.MANAGE_PEOPLE) and not others & who_may(Deed.MANAGE_PEOPLE)
    ):
        raise LastLeader(username=person.username, office=action.settings.name)


def _check_at_no_other_office(action: Action, person: Staff) -> None:
    """Refuse to touch a director who is at a counter of another office: that has its own lock."""
    if there := people.elsewhere(action.connection, action.office, person.username):
        office, counter = there
        raise StaffAtOtherOffice(name=person.name, office=office, counter=counter)


def _counter_of(action: Action, username: str) -> CounterNumber | None:
    states = people.counters(action.connection, action.office)
    return next((state.number for state in states if state.staff == username), None)
