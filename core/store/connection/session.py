"""How this program connects to a PostgreSQL server, the queue's connections and the doorbell's.

Nothing depends on what a server, a database or a role sets by default: what would change how we
read, write or wait is set when a connection is made, in one round trip, and what cannot be set
is refused in a sentence. Statements are prepared only where no pooler stands between: one may give
each transaction another server process.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.errors import StoreEncoding
from core.store.connection.place import DatabasePlace

if TYPE_CHECKING:
    import psycopg

ENCODING = "UTF8"
_ALWAYS = {
    "DateStyle": "ISO, MDY",  # unsaid: psycopg reads no other
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "bytea_output": "hex",
    "extra_float_digits": "1",  # a pause is read back as it was written
    "standard_conforming_strings": "on",
    "search_path": "public",
    "default_transaction_isolation": "read committed",  # unsaid: one lock row orders all writers
    "default_transaction_read_only": "off",
    "default_transaction_deferrable": "off",
    "lock_timeout": "0",
}
_SINCE = {"idle_session_timeout": 140000, "transaction_timeout": 170000}  # version -> 0: none
LIMITS = ("statement_timeout", "idle_in_transaction_session_timeout")
# How many of our own limits the server gives a transaction whose client was cut, or stands still.
_PATIENCE = 2


def words(place: DatabasePlace, timeout_s: float, *, name: str = "turnos") -> dict[str, Any]:
    """Return what psycopg connects with; the address's own words win, but for the encoding."""
    ours: dict[str, Any] = {
        "connect_timeout": max(2, round(timeout_s)),  # libpq: whole seconds, at least 2
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "application_name": name,
    }
    if place.has_several_hosts:
        ours["target_session_attrs"] = (
            "primary"  # not "read-write": a default of the role is ours to set
        )
    return ours | dict(place.server) | {"client_encoding": ENCODING}


def prepare(connection: "psycopg.Connection[Any]", place: DatabasePlace, timeout_s: float) -> None:
    """Set everything that a server may have set otherwise; the connection is in no transaction.

    What the address itself sets (`options=-c…`) stays.

    A connection that is refused is closed.

    Raises:
        StoreEncoding: the database cannot hold every letter.
        psycopg.Error: the server refused, or went away.
    """
    limit_ms = str(round(timeout_s * _PATIENCE * 1000))
    wanted = _ALWAYS | dict.fromkeys(LIMITS, limit_ms)
    version = connection.info.server_version
    wanted |= {each: "0" for each, since in _SINCE.items() if version >= since}
    own = place.server.get("options", "")
    wanted = {name: value for name, value in wanted.items() if name not in own}
    try:
        was_autocommit, connection.autocommit = connection.autocommit, True
        _check_encoding(_set(connection, wanted), place)
        connection.autocommit = was_autocommit
    except BaseException:
        connection.close()
        raise


def _set(connection: "psycopg.Connection[Any]", wanted: Mapping[str, str]) -> str:
    """Set parameters of the session; return the encoding in which the database keeps text.

    A commit that waits for no disk is made to wait; a stronger promise is left as it is.
    """
    setting = ", ".join("set_config(%s, %s, false)" for _ in wanted)
    row = connection.execute(
        "SELECT current_setting('server_encoding'), pg_backend_pid(), "
        "set_config('synchronous_commit', "
        f"COALESCE(NULLIF(current_setting('synchronous_commit'), 'off'), 'on'), false), {setting}",
        [each for pair in wanted.items() for each in pair],
    ).fetchone()
    assert row is not None  # a SELECT without FROM
    if row[1] != connection.info.backend_pid:  # it told a number of its own: a pooler
        connection.prepare_threshold = None
    return str(row[0])


def _check_encoding(encoding: str, place: DatabasePlace) -> None:
    if encoding != ENCODING:
        raise StoreEncoding(database=place.shown, encoding=encoding, role=place.as_sql("user"))
