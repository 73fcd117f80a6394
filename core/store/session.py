"""How this program connects to a PostgreSQL server: the queue's connections and the doorbell's."""

from typing import Any

from core.store.place import Place


def words(place: Place, timeout_s: float, *, name: str = "turnos") -> dict[str, Any]:
    """Return what psycopg connects with; the address's own options win."""
    ours: dict[str, Any] = {
        "connect_timeout": max(2, round(timeout_s)),  # libpq: whole seconds, at least 2
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "application_name": name,
    }
    if place.has_several_hosts:
        ours["target_session_attrs"] = "read-write"
    return ours | dict(place.server)
