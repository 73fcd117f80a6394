"""`office.copies`: copies of the whole database, made while the office works, and brought back.

One database may hold several offices: a copy has them all.
"""

import platform
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from core.domain.calendar.copies import is_late, kept
from core.domain.calendar.hours import NO_TIME, Shut, open_between, opening_at
from core.domain.service import OfficeSettings
from core.domain.ticket import OfficeId
from core.errors import CopyExists, CopyNotWritten
from core.machine import private
from core.machine.address import sqlite_address
from core.office.ledger.ledger import Ledger
from core.reasons import reason
from core.store import devices, events, upgrade
from core.store.connection.engine import Store
from core.store.connection.place import check_file
from core.store.copying import archive
from core.store.copying.archive import About
from core.store.copying.copies import Progress, bring_back, quietly, write_copy
from core.store.devices import COPY, Device

A_DAY = timedelta(days=1)
_ASIDE = "turnos-tried-"
_NAMED = "turnos-%Y-%m-%d-%H%M%S.zip"  # unsaid


class GoodCopy(NamedTuple):
    """The latest copy that was brought back aside and found equal, and where it is."""

    at: datetime
    path: str


class Copied(NamedTuple):
    """A copy that was made: its file, what it says of itself, and which older ones went."""

    path: Path
    about: About
    removed: tuple[Path, ...] = ()


class Copies:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def make(
        self,
        path: Path,
        *,
        files: Mapping[str, Path] | None = None,
        progress: Progress = quietly,
    ) -> Copied:
        """Copy the database into the file `path`, and try whether it comes back.

        `files` are taken along, by their names in the copy.

        Raises:
            CopyExists: there is such a file.
            CopyNotWritten, StoreError
        """
        if path.exists():
            raise CopyExists(path=path)
        at = self._ledger.look(lambda _connection, _settings, at: at)
        about = write_copy(self._ledger.store, path, at, files=files, progress=progress)
        self._try(path)
        self._note(path, about)
        return Copied(path, about)

    def make_in(
        self,
        folder: Path,
        *,
        files: Mapping[str, Path] | None = None,
        progress: Progress = quietly,
    ) -> Copied:
        """Make a copy in a folder, named by its time, and let go of those that are old enough.

        Kept are the last of seven days, of five weeks and of twelve months.

        Raises:
            CopyNotWritten, StoreError
        """
        try:
            private.make_folder(folder)
        except OSError as error:
            raise CopyNotWritten(path=folder, problem=reason(error)) from error
        now = self._ledger.look(lambda _connection, settings, at: settings.local(at))
        copied = self.make(folder / now.strftime(_NAMED), files=files, progress=progress)
        return copied._replace(removed=tuple(_let_go(folder)))

    def latest(self) -> GoodCopy | None:
        """Return the latest good copy of this database; None when none was ever made."""
        return self._ledger.look(lambda connection, _settings, _at: self._latest(connection))

    def is_late(self) -> bool:
        """Return whether there should be a newer one: the last is older than a day."""

        def look(connection: Connection, _settings: OfficeSettings, at: datetime) -> bool:
            latest = self._latest(connection)
            began = events.at(connection, self._ledger.office, 1)
            assert began is not None  # an office begins with an event
            return is_late(None if latest is None else latest.at, began, at)

        return self._ledger.look(look)

    def is_due(self) -> bool:
        """Return whether the evening's copy is to be made: the office has shut since the last one.

        After a day without one it is due at once: the computer was off in the evening.
        """

        def look(connection: Connection, settings: OfficeSettings, at: datetime) -> bool:
            latest = self._latest(connection)
            if latest is None or at - latest.at > A_DAY:
                return True
            shut = opening_at(at, settings.hours).shut
            has_ended = shut not in {None, Shut.LUNCH}
            return has_ended and open_between(latest.at, at, settings.hours) > NO_TIME

        return self._ledger.look(look)

    def _try(self, path: Path) -> None:
        """Bring the copy back aside: it compares every row with what was copied."""
        with tempfile.TemporaryDirectory(prefix=_ASIDE, dir=path.parent) as aside:
            restore(path, sqlite_address(Path(aside) / "tried.sqlite3"))

    def _note(self, path: Path, about: About) -> None:
        """Write down that there is a good copy, in each office of the database."""
        state = {"path": str(path.absolute()), "rows": about.rows}
        computer = platform.node() or "?"
        with self._ledger.store.begin() as connection:
            for office in about.offices:
                seen = Device(computer, COPY, about.at, state)
                devices.seen(connection, OfficeId(office.id), seen)

    def _latest(self, connection: Connection) -> GoodCopy | None:
        made = devices.copies(connection, self._ledger.office)
        good = (GoodCopy(each.seen_at, str(each.state.get("path", ""))) for each in made)
        return max(good, default=None)


def restore(
    path: Path,
    url: str,
    *,
    files_to: Path | None = None,
    timeout_s: float = 5.0,
    progress: Progress = quietly,
) -> About:
    """Fill an empty database with a copy, made of either kind of database; all of it or nothing.

    `files_to` is a folder for the pictures and recordings in it, None to leave them.

    Raises:
        CopyUnreadable, CopyDamaged, CopyTooNew, CopyDiffers, CopyFilesNotWritten
        DatabaseHolds: it is not empty.
        StoreError
    """
    with archive.opened(path, known=upgrade.KNOWN) as copy:  # no database for what is no copy
        store = Store(url, timeout_s=timeout_s)
        try:
            if store.is_sqlite:
                check_file(store.place, create=True)
            return bring_back(store, copy, files_to=files_to, progress=progress)
        finally:
            store.close()


def _let_go(folder: Path) -> list[Path]:
    """Delete the copies of a folder that are not kept, and return them.

    What a program left behind that was killed while it copied goes too, after a day.
    """
    for left in (*folder.glob("turnos-*.zip.part"), *folder.glob(f"{_ASIDE}*")):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > A_DAY.total_seconds():
                shutil.rmtree(left) if left.is_dir() else left.unlink()
    made = {}
    for path in folder.glob("turnos-*.zip"):
        with suppress(ValueError):  # not one of ours
            made[datetime.strptime(path.name, _NAMED)] = path  # noqa: DTZ007 - the office's own time
    gone = [made[at] for at in made.keys() - kept(made)]
    for path in gone:
        with suppress(OSError):  # it is kept then
            path.unlink()
    return [path for path in gone if not path.exists()]
