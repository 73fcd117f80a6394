"""Staff and who stands at which counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from core.domain.staff import CounterState, Role, Staff
from core.domain.ticket import CounterNumber, OfficeId
from core.store import tables

_STAFF = tables.staff
_COUNTER = tables.counter
_AT_COUNTER = select(_COUNTER).where(
    _COUNTER.c.office == bindparam("office"), _COUNTER.c.number == bindparam("number")
)


@dataclass(frozen=True, slots=True)
class Secret:
    """What is kept of a PIN: its argon2 hash, wrong tries in a row, and a pause's end.

    `office` is the one where the person is registered.
    """

    office: OfficeId
    pin_hash: str
    wrong_tries: int
    paused_until: datetime | None


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
        },
    )


def by_username(
    connection: Connection, office: OfficeId, username: str
) -> tuple[Staff, Secret] | None:
    row = connection.execute(
        select(_STAFF).where(_STAFF.c.office == office, _STAFF.c.username == username)
    ).first()
    return None if row is None else _found(row)


def working_at(
    connection: Connection, office: OfficeId, username: str
) -> tuple[Staff, Secret] | None:
    """Return who may work at `office` by this name: its own people, and any office's director."""
    is_own = _STAFF.c.office == office
    row = connection.execute(
        select(_STAFF)
        .where(_STAFF.c.username == username, or_(is_own, _STAFF.c.role == Role.DIRECTOR.value))
        .order_by(is_own.desc(), _STAFF.c.office)
    ).first()
    return None if row is None else _found(row)


def everybody(connection: Connection, office: OfficeId) -> Sequence[Staff]:
    rows = connection.execute(
        select(_STAFF).where(_STAFF.c.office == office).order_by(_STAFF.c.username)
    )
    return [_person(row) for row in rows]


def secrets(connection: Connection, office: OfficeId) -> Sequence[tuple[Staff, str]]:
    """Return everybody with the hash of their PIN."""
    rows = connection.execute(
        select(_STAFF).where(_STAFF.c.office == office).order_by(_STAFF.c.username)
    )
    return [(_person(row), row.pin_hash) for row in rows]


def set_secret(connection: Connection, office: OfficeId, username: str, **values: object) -> None:
    """Change `pin_hash`, `must_change_pin`, `wrong_tries` or `paused_until` of a person."""
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
    secret = Secret(OfficeId(row.office), row.pin_hash, row.wrong_tries, row.paused_until)
    return _person(row), secret


def _person(row: Any) -> Staff:
    return Staff(row.username, row.name, Role(row.role), row.must_change_pin)


def _counter(row: Any) -> CounterState:
    return CounterState(
        CounterNumber(row.number), row.staff, row.since, row.away_since, row.away_reason
    )
