"""The schema's version: checked at every start, upgraded under a lock, refused when newer.

Alembic's scripts are in the top-level package `migrations`, shipped beside this one. Looking at
the version costs one query; Alembic itself (slow to import) is loaded only to change something.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from core.errors import (
    N_,
    StoreCorrupt,
    StoreForbidden,
    StoreForeign,
    StoreNotReady,
    StoreTooNew,
    StoreUpgradeForbidden,
)
from core.store.connection.engine import Store
from core.store.connection.refusals import database_errors
from core.store.connection.session import LIMITS
from core.store.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "turnos_version"
KNOWN = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
)  # oldest first, as the scripts
HEAD = KNOWN[-1]
_LOCK = 7_887_667_115_111  # this program's advisory lock, any number nobody else uses


def check(store: Store) -> str | None:
    """Return the schema's version, None for an empty database.

    Raises:
        StoreForeign: it has tables, but none of ours.
        StoreTooNew: a newer turnos upgraded it.
    """
    return store.reading(lambda connection: _version(connection, store.place.shown))


def ensure(store: Store, *, create: bool = False) -> None:
    """Bring the schema up to date; make it in an empty database only if `create`.

    Raises:
        StoreNotReady: the database is empty and `create` is False.
    """
    version = check(store)
    if version == HEAD:
        return
    if version is None and not create:
        raise StoreNotReady(database=store.place.shown)
    migrate(store, HEAD)


def migrate(store: Store, revision: str) -> None:
    """Move the schema to `revision` (`base` for none), alone: others wait and find it done."""
    from alembic import command  # noqa: PLC0415 - slow to import, seldom needed

    with _alone(store) as connection:
        current = _version(connection, store.place.shown) or "base"
        order = ("base", *KNOWN)
        if order.index(current) == order.index(revision):
            return
        config = _alembic_config(connection)
        if order.index(current) < order.index(revision):
            command.upgrade(config, revision)
        else:
            command.downgrade(config, revision)


def _version(connection: Connection, shown: str) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        if tables:
            raise StoreForeign(database=shown)
        return None
    version = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - our constant
    if version is None:  # downgraded to nothing
        return None
    if version not in KNOWN:
        raise StoreTooNew(database=shown, schema=version, known=HEAD)
    return str(version)


@contextmanager
def _alone(store: Store) -> Iterator[Connection]:
    """Open a transaction that no other upgrade shares.

    On SQLite foreign keys are off meanwhile: with them on, a rebuilt parent table deletes its
    children without a word; they are checked before the commit instead.
    """
    try:
        with store.engine.connect() as connection:
            if store.is_sqlite:
                _set_foreign_keys(connection, on=False)
            try:
                with connection.begin():
                    if not store.is_sqlite:
                        # It takes as long as there are tickets; others wait for it.
                        for limit in LIMITS:
                            connection.execute(text(f"SET LOCAL {limit} = 0"))
                        connection.execute(
                            text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK}
                        )
                    yield connection
                    if (
                        store.is_sqlite
                        and connection.execute(text("PRAGMA foreign_key_check")).first()
                    ):
                        raise StoreCorrupt(
                            database=store.place.shown, problem=N_("rows without their parent")
                        )
            finally:
                if store.is_sqlite and not connection.closed and not connection.invalidated:
                    _set_foreign_keys(connection, on=True)
    except database_errors() as error:
        refusal = store.refusal(error)
        if isinstance(refusal, StoreForbidden) and (owner := _owner(store)) is not None:
            refusal = StoreUpgradeForbidden(**refusal.fields, owner=owner)
        raise refusal from error


def _owner(store: Store) -> str | None:
    """Return the role that made our tables, as SQL writes it; None where there are none."""
    owner = text("SELECT quote_ident(tableowner) FROM pg_tables WHERE tablename = :name")
    found = store.reading(lambda connection: connection.scalar(owner, {"name": VERSION_TABLE}))
    return None if found is None else str(found)


def _set_foreign_keys(connection: Connection, *, on: bool) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None  # it was just checked out
    raw.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _alembic_config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - as above

    spec = find_spec("migrations")
    assert spec is not None  # it is installed with core
    assert spec.origin is not None
    config = Config()
    folder = str(Path(spec.origin).parent)
    config.set_main_option("script_location", folder.replace("%", "%%"))  # of ConfigParser
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    config.attributes["metadata"] = metadata
    return config
