"""The settings as they stood at an instant, by the journal: what a day is judged by."""

from datetime import datetime

from sqlalchemy import Connection

from core.domain.service import OfficeSettings
from core.domain.ticket import Kind, OfficeId
from core.office.document import paths
from core.office.document.document import read_stored
from core.store import events, offices


class EarlierSettings:
    """The settings of an office now, and those before each of their changes."""

    def __init__(self, connection: Connection, office: OfficeId) -> None:
        self._document = offices.document(connection, office)
        self._changes = events.changes(
            connection, office, {Kind.SETTINGS_CHANGED}, before=None, limit=events.MANY
        )
        self._read: dict[int, OfficeSettings] = {}

    def at(self, instant: datetime) -> OfficeSettings:
        """Return the settings after the last change that was made before `instant`."""
        since = 0  # changes, newest first, that came later
        while since < len(self._changes) and self._changes[since].at >= instant:
            since += 1
        if since not in self._read:
            before = paths.undo(self._document, self._changes[:since])
            self._read[since] = read_stored(before)
        return self._read[since]
