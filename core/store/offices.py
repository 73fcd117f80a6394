"""The office's own row: its lock, its number of events, its business day, its settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as upsert_postgresql
from sqlalchemy.dialects.sqlite import insert as upsert_sqlite

from core.domain.ticket import OfficeId
from core.store import tables
from core.store.tables import Instant

_OFFICE = tables.office
_SETTINGS = tables.office_settings


@dataclass(frozen=True, slots=True)
class Locked:
    """What the lock tells.

    The number of this action's event, the event of the latest settings, the business day of the
    action before, and the server's time (None on SQLite).
    """

    seq: int
    settings_seq: int
    day: date
    server_at: datetime | None


_SERVER_CLOCK = literal_column("clock_timestamp()", Instant)
# Made once: building a statement takes as long as running it.
_LOCK = (
    update(_OFFICE)
    .values(event_seq=_OFFICE.c.event_seq + 1)
    .where(_OFFICE.c.id == bindparam("office"))
    .returning(_OFFICE.c.event_seq, _OFFICE.c.settings_seq, _OFFICE.c.day)
)
_LOCK_WITH_CLOCK = _LOCK.returning(_SERVER_CLOCK)


def known(connection: Connection) -> Sequence[str]:
    return connection.scalars(select(_OFFICE.c.id).order_by(_OFFICE.c.id)).all()


def create(
    connection: Connection, office: OfficeId, day: date, document: Mapping[str, Any]
) -> bool:
    """Make the office, with the first event's number as the one its settings come from.

    False when it exists already: of several that make it at once, one does.
    """
    upsert = upsert_sqlite if connection.dialect.name == "sqlite" else upsert_postgresql
    values = {"id": office, "event_seq": 1, "settings_seq": 1, "day": day}
    made = upsert(_OFFICE).values(**values).on_conflict_do_nothing().returning(_OFFICE.c.id)
    if connection.execute(made).first() is None:
        return False
    connection.execute(insert(_SETTINGS), {"office": office, "document": dict(document)})
    return True


def lock(connection: Connection, office: OfficeId) -> Locked | None:
    """Take the office's lock until the transaction ends, and its next number; None: no office.

    Whoever updates this row orders the journal: others wait here, on both databases.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    statement = _LOCK if is_sqlite else _LOCK_WITH_CLOCK
    row = connection.execute(statement, {"office": office}).first()
    return None if row is None else Locked(row[0], row[1], row[2], None if is_sqlite else row[3])


def hold(connection: Connection, office: OfficeId) -> None:
    """Keep others from acting until the transaction ends, without taking a number."""
    if connection.dialect.name == "postgresql":  # SQLite lets one write anyway
        connection.execute(select(_OFFICE.c.id).where(_OFFICE.c.id == office).with_for_update())


def settings(
    connection: Connection, office: OfficeId, known_seq: int
) -> tuple[int, Mapping[str, Any] | None] | None:
    """Return the event the settings come from, and the document if it is not `known_seq`'s."""
    row = connection.execute(select(_OFFICE.c.settings_seq).where(_OFFICE.c.id == office)).first()
    if row is None:
        return None
    if row.settings_seq == known_seq:
        return known_seq, None
    return row.settings_seq, document(connection, office)


def settings_seq(connection: Connection, office: OfficeId) -> int:
    """Return the event that the settings come from."""
    found = connection.execute(select(_OFFICE.c.settings_seq).where(_OFFICE.c.id == office))
    return int(found.scalar_one())


def document(connection: Connection, office: OfficeId) -> Mapping[str, Any]:
    found = connection.scalar(select(_SETTINGS.c.document).where(_SETTINGS.c.office == office))
    assert found is not None  # made with the office
    return found  # type: ignore[no-any-return]  # JSON


def change_settings(
    connection: Connection, office: OfficeId, seq: int, new: Mapping[str, Any]
) -> None:
    connection.execute(
        update(_SETTINGS).where(_SETTINGS.c.office == office).values(document=dict(new))
    )
    connection.execute(update(_OFFICE).where(_OFFICE.c.id == office).values(settings_seq=seq))


def set_day(connection: Connection, office: OfficeId, day: date) -> None:
    connection.execute(update(_OFFICE).where(_OFFICE.c.id == office).values(day=day))


def head(connection: Connection, office: OfficeId) -> tuple[int, date]:
    """Return the number of the latest event, and the business day of the latest action."""
    row = connection.execute(
        select(_OFFICE.c.event_seq, _OFFICE.c.day).where(_OFFICE.c.id == office)
    ).one()
    return row.event_seq, row.day


def server_now(connection: Connection) -> datetime:
    """Return PostgreSQL's time."""
    return connection.scalars(select(_SERVER_CLOCK)).one()
