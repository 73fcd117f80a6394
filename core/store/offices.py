"""The office's own row: its lock, its number of events, its business day, its settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, insert, literal_column, select, update

from core.clock import SystemClock, Uptime
from core.domain.calendar.present import Standing, Trust
from core.domain.ticket import OfficeId
from core.store import tables
from core.store.tables import Instant
from core.store.upserts import upsert

_OFFICE = tables.office
_SETTINGS = tables.office_settings


@dataclass(frozen=True, slots=True)
class Known:
    """What an office's row says, and the server's time (None on SQLite).

    `seq` is the number of the latest event, or of this action's own under the lock, `settings_seq`
    the one its settings come from. `marked` is the machine's uptime at the latest event, None
    where it is not known. `plan_at` is when the next planned change of the settings is due.
    """

    seq: int
    settings_seq: int
    standing: Standing
    marked: Uptime | None
    server_at: datetime | None
    plan_at: datetime | None = None


_COLUMNS = (
    _OFFICE.c.event_seq,
    _OFFICE.c.settings_seq,
    _OFFICE.c.day,
    _OFFICE.c.until,
    _OFFICE.c.at,
    _OFFICE.c.trust,
    _OFFICE.c.boot,
    _OFFICE.c.uptime_s,
    _OFFICE.c.plan_at,
)
_SERVER_CLOCK = literal_column("clock_timestamp()", Instant).label("server_at")
# Made once: building a statement takes as long as running it.
_LOCK = (
    update(_OFFICE)
    .values(event_seq=_OFFICE.c.event_seq + 1)
    .where(_OFFICE.c.id == bindparam("office"))
    .returning(*_COLUMNS)
)
_LOCK_WITH_CLOCK = _LOCK.returning(_SERVER_CLOCK)
_LOOK = select(*_COLUMNS).where(_OFFICE.c.id == bindparam("office"))
_LOOK_WITH_CLOCK = _LOOK.add_columns(_SERVER_CLOCK)
_MARK = (
    update(_OFFICE)
    .where(_OFFICE.c.id == bindparam("office"))
    .values({name: bindparam(name) for name in ("day", "until", "at", "trust", "boot", "uptime_s")})
)


def known(connection: Connection) -> Sequence[str]:
    return connection.scalars(select(_OFFICE.c.id).order_by(_OFFICE.c.id)).all()


def names(connection: Connection) -> Mapping[OfficeId, str]:
    """Return what each office is called."""
    rows = connection.execute(
        select(_SETTINGS.c.office, _SETTINGS.c.document).order_by(_SETTINGS.c.office)
    )
    return {OfficeId(row.office): str(row.document.get("name", row.office)) for row in rows}


def create(
    connection: Connection,
    office: OfficeId,
    standing: Standing,
    uptime: Uptime,
    document: Mapping[str, Any],
) -> bool:
    """Make the office, with the first event's number as the one its settings come from.

    False when it exists already: of several that make it at once, one does.
    """
    values = {"id": office, "event_seq": 1, "settings_seq": 1} | _marks(standing, uptime)
    made = (
        upsert(connection.dialect.name, _OFFICE)
        .values(**values)
        .on_conflict_do_nothing()
        .returning(_OFFICE.c.id)
    )
    if connection.execute(made).first() is None:
        return False
    connection.execute(insert(_SETTINGS), {"office": office, "document": dict(document)})
    return True


def lock(connection: Connection, office: OfficeId) -> Known | None:
    """Take the office's lock until the transaction ends, and its next number; None: no office.

    Whoever updates this row orders the journal: others wait here, on both databases.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    return _known(connection, _LOCK if is_sqlite else _LOCK_WITH_CLOCK, office)


def look(connection: Connection, office: OfficeId) -> Known | None:
    """Return what the office's row says; None: no office."""
    is_sqlite = connection.dialect.name == "sqlite"
    return _known(connection, _LOOK if is_sqlite else _LOOK_WITH_CLOCK, office)


def mark(
    connection: Connection, office: OfficeId, standing: Standing, uptime: Uptime | None
) -> None:
    """Keep what is known of the event that was just recorded."""
    connection.execute(_MARK, {"office": office} | _marks(standing, uptime))


def _marks(standing: Standing, uptime: Uptime | None) -> dict[str, Any]:
    return {
        "day": standing.day,
        "until": standing.until,
        "at": standing.at,
        "trust": standing.trust.value,
        "boot": uptime and uptime.boot,
        "uptime_s": uptime and uptime.seconds,
    }


def _known(connection: Connection, statement: Executable, office: OfficeId) -> Known | None:
    row = connection.execute(statement, {"office": office}).first()
    if row is None:
        return None
    trust = Trust.SURE if row.trust is None else Trust(row.trust)
    standing = Standing(row.day, row.until or row.day, row.at, trust)
    marked = None if row.boot is None else Uptime(row.boot, row.uptime_s)
    server_at = None if connection.dialect.name == "sqlite" else row.server_at
    return Known(row.event_seq, row.settings_seq, standing, marked, server_at, row.plan_at)


def give_back(connection: Connection, office: OfficeId) -> None:
    """Give back the number that `lock` took: this transaction records no event."""
    connection.execute(
        update(_OFFICE).where(_OFFICE.c.id == office).values(event_seq=_OFFICE.c.event_seq - 1)
    )


def hold(connection: Connection, office: OfficeId) -> None:
    """Keep others from acting until the transaction ends, without taking a number."""
    if connection.dialect.name == "postgresql":  # SQLite lets one write anyway
        connection.execute(select(_OFFICE.c.id).where(_OFFICE.c.id == office).with_for_update())


def latest_seq(connection: Connection, office: OfficeId) -> int:
    """Return the number of the office's latest event."""
    return int(connection.scalar(select(_OFFICE.c.event_seq).where(_OFFICE.c.id == office)) or 0)


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


def head(connection: Connection, office: OfficeId) -> tuple[int, date]:
    """Return the number of the latest event, and the business day of the latest action."""
    row = connection.execute(
        select(_OFFICE.c.event_seq, _OFFICE.c.day).where(_OFFICE.c.id == office)
    ).one()
    return row.event_seq, row.day


def now(connection: Connection) -> datetime:
    """Return the server's time, on SQLite this machine's."""
    if connection.dialect.name == "sqlite":
        return SystemClock().now()
    return connection.scalars(select(_SERVER_CLOCK)).one()
