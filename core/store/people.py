"""Staff and who stands at which counter."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from core.domain.pins import Tries
from core.domain.staff import CounterState, Role, Staff, works_at
from core.domain.ticket import CounterNumber, OfficeId
from core.store import tables

_STAFF = tables.staff
_COUNTER = tables.counter
_ACTIVE = select(_STAFF).where(_STAFF.c.deactivated_at.is_(None))
_AT_COUNTER = select(_COUNTER).where(
    _COUNTER.c.office == bindparam("office"), _COUNTER.c.number == bindparam("number")
)


@dataclass(frozen=True, slots=True)
class Secret:
    """What is kept of a PIN: its argon2 hash, and the tries taken.

    `office` is the one where the person is registered.
    """

    office: OfficeId
    pin_hash: str
    tries: Tries


@dataclass(frozen=True, slots=True)
class PersonState:
    """A person, the tries of their PIN, and when they left, None while they work here."""

    staff: Staff
    tries: Tries
    deactivated_at: datetime | None


def add(connection: Connection, office: OfficeId, person: Staff, pin_hash: str) -> None:
    connection.execute(
        insert(_STAFF),
        {
            "office": office,
            "username": person.username,
            "name": person.name,
            "role": person.role.value,
            "pin_hash": pin_hash,
            "must_change_pin": person.must_change_pin,
            "wrong_tries": 0,
            "paused_until": None,
            "deactivated_at": None,
            "offices": list(person.offices),
        },
    )


def put_back(connection: Connection, office: OfficeId, person: Staff, pin_hash: str) -> None:
    """Make who was deactivated a person of the office again."""
    change(
        connection,
        office,
        person.username,
        name=person.name,
        role=person.role.value,
        pin_hash=pin_hash,
        must_change_pin=person.must_change_pin,
        wrong_tries=0,
        paused_until=None,
        deactivated_at=None,
        offices=list(person.offices),
    )


def by_username(
    connection: Connection, office: OfficeId, username: str
) -> tuple[Staff, Secret] | None:
    row = connection.execute(
        select(_STAFF).where(_STAFF.c.office == office, _STAFF.c.username == username)
    ).first()
    return None if row is None else _found(row)


def hold_secret(connection: Connection, office: OfficeId, username: str) -> Secret | None:
    """Return a person's secret, which nobody else changes before the transaction ends."""
    row = connection.execute(
        select(_STAFF)
        .where(_STAFF.c.office == office, _STAFF.c.username == username)
        .with_for_update()  # SQLite lets one write anyway
    ).first()
    return None if row is None else _found(row)[1]


def set_tries(connection: Connection, office: OfficeId, username: str, tries: Tries) -> None:
    change(connection, office, username, wrong_tries=tries.taken, paused_until=tries.paused_until)


def working_at(
    connection: Connection, office: OfficeId, username: str
) -> tuple[Staff, Secret] | None:
    """Return who may work at `office` by this name (`works_at`), one of its own before others.

    Nobody who has left.
    """
    rows = connection.execute(
        _ACTIVE.where(_STAFF.c.username == username).order_by(
            (_STAFF.c.office == office).desc(), _STAFF.c.office
        )
    )
    return next((_found(row) for row in rows if _works_at(row, office)), None)


def homes(connection: Connection, username: str) -> Sequence[tuple[Staff, OfficeId]]:
    """Return everybody of this name who has not left, and where each is registered."""
    rows = connection.execute(
        _ACTIVE.where(_STAFF.c.username == username).order_by(_STAFF.c.office)
    )
    return [(_person(row), OfficeId(row.office)) for row in rows]


def roles_at(connection: Connection, office: OfficeId) -> Collection[str]:
    """Return the roles of all who may work at `office`, as `working_at` does."""
    return {row.role for row in connection.execute(_ACTIVE) if _works_at(row, office)}


def _works_at(row: Any, office: OfficeId) -> bool:
    return works_at(_person(row), OfficeId(row.office), office)


def everybody(connection: Connection, office: OfficeId) -> Sequence[Staff]:
    rows = connection.execute(
        select(_STAFF).where(_STAFF.c.office == office).order_by(_STAFF.c.username)
    )
    return [_person(row) for row in rows]


def with_states(connection: Connection, office: OfficeId) -> Sequence[PersonState]:
    """Return everybody ever registered, with the state of their PIN and when they left."""
    rows = connection.execute(
        select(_STAFF).where(_STAFF.c.office == office).order_by(_STAFF.c.username)
    )
    return [
        PersonState(_person(row), Tries(row.wrong_tries, row.paused_until), row.deactivated_at)
        for row in rows
    ]


def secrets(connection: Connection, office: OfficeId) -> Sequence[tuple[Staff, str]]:
    """Return its own people and those named for it, none who has left, with their PINs' hashes."""
    rows = connection.execute(_ACTIVE.order_by(_STAFF.c.username))
    return [
        (_person(row), row.pin_hash)
        for row in rows
        if (row.office == office or row.offices) and _works_at(row, office)
    ]


def change(connection: Connection, office: OfficeId, username: str, **values: object) -> None:
    """Change columns of a person."""
    connection.execute(
        update(_STAFF)
        .where(_STAFF.c.office == office, _STAFF.c.username == username)
        .values(**values)
    )


def end_pauses(connection: Connection, office: OfficeId, at: datetime) -> None:
    """End every pause after wrong PINs that would last beyond `at`."""
    connection.execute(
        update(_STAFF)
        .where(_STAFF.c.office == office, _STAFF.c.paused_until > at)
        .values(paused_until=at)
    )


def counters(connection: Connection, office: OfficeId) -> Sequence[CounterState]:
    """Return the counters somebody staffs."""
    rows = connection.execute(
        select(_COUNTER).where(_COUNTER.c.office == office).order_by(_COUNTER.c.number)
    )
    return [_counter(row) for row in rows]


def elsewhere(
    connection: Connection, office: OfficeId, username: str
) -> tuple[OfficeId, CounterNumber] | None:
    """Return the counter of another office at which this office's director is, None if at none.

    Another office's own person of that name is somebody else.
    """
    own = select(_STAFF.c.office).where(
        _STAFF.c.username == username, _STAFF.c.deactivated_at.is_(None)
    )
    row = connection.execute(
        select(_COUNTER).where(
            _COUNTER.c.staff == username,
            _COUNTER.c.office != office,
            _COUNTER.c.office.not_in(own),
        )
    ).first()
    return None if row is None else (OfficeId(row.office), CounterNumber(row.number))


def counter(connection: Connection, office: OfficeId, number: int) -> CounterState | None:
    """Return who staffs the counter, None when nobody does."""
    row = connection.execute(_AT_COUNTER, {"office": office, "number": number}).first()
    return None if row is None else _counter(row)


def replace_counter(
    connection: Connection, office: OfficeId, number: int, state: CounterState | None
) -> None:
    """Make `state` what is known of the counter; None when nobody staffs it any more."""
    connection.execute(
        delete(_COUNTER).where(_COUNTER.c.office == office, _COUNTER.c.number == number)
    )
    if state is not None:
        connection.execute(
            insert(_COUNTER),
            {
                "office": office,
                "number": number,
                "staff": state.staff,
                "since": state.since,
                "away_since": state.away_since,
                "away_reason": state.away_reason,
            },
        )


def _found(row: Any) -> tuple[Staff, Secret]:
    tries = Tries(row.wrong_tries, row.paused_until)
    secret = Secret(OfficeId(row.office), row.pin_hash, tries)
    return _person(row), secret


def _person(row: Any) -> Staff:
    is_active = row.deactivated_at is None
    offices = tuple(OfficeId(each) for each in row.offices or ())
    return Staff(row.username, row.name, Role(row.role), row.must_change_pin, is_active, offices)


def _counter(row: Any) -> CounterState:
    return CounterState(
        CounterNumber(row.number), row.staff, row.since, row.away_since, row.away_reason
    )
