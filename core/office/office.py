"""An office, opened: the nouns a user acts on, composed over one database."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from argon2 import PasswordHasher

from core.clock import Clock, SystemClock
from core.domain.journal.history import TOLD
from core.domain.roles import Deed
from core.domain.ticket import Event, OfficeId
from core.errors import LimitInvalid, NoOffices, Words
from core.office.clock import OfficeClock
from core.office.copies import Copies, restore
from core.office.devices import Devices
from core.office.document.document import Document, read_document
from core.office.figures.learning import Learning
from core.office.figures.reports import Reports
from core.office.figures.summaries import Told
from core.office.health import Health
from core.office.ledger.checks import allowed
from core.office.ledger.ledger import Ledger
from core.office.live.live import Live
from core.office.people.staff import StaffDesk
from core.office.queue.queue import Queue
from core.office.rebuild import rebuild
from core.office.settings.checks import check_served
from core.office.settings.settings import Settings
from core.office.surveys import Surveys
from core.store import events, offices, upgrade
from core.store.connection.engine import Store
from core.store.connection.place import check_file
from core.store.copying.archive import About
from core.store.feed import Doorbell, PostgresDoorbell, SqliteDoorbell

T = TypeVar("T")


class Office:
    """One office in one database. Safe from several threads; close it when done."""

    def __init__(
        self, store: Store, office: OfficeId, clock: Clock | None, hasher: PasswordHasher
    ) -> None:
        self._store = store
        self._ledger = Ledger(store, office, clock)
        self.id = office
        self.queue = Queue(self._ledger)
        self.clock = OfficeClock(self._ledger)
        self.staff = StaffDesk(self._ledger, hasher)
        self.settings = Settings(self._ledger)
        self.devices = Devices(self._ledger)
        self.surveys = Surveys(self._ledger)
        self.reports = Reports(self._ledger)
        self.learning = Learning(self._ledger)
        self.live = Live(self._ledger)
        self.health = Health(self._ledger)
        self.copies = Copies(self._ledger)

    @classmethod
    def open(
        cls,
        url: str,
        office: str | None = None,
        clock: Clock | None = None,
        *,
        timeout_s: float = 5.0,
        hasher: PasswordHasher | None = None,
    ) -> Self:
        """Open an office, upgrading its database first if an older turnos made it.

        `url` is `sqlite:///FILE` or `postgresql://USER@HOST/NAME`; `office` may be None when the
        database holds only one. `clock` None is the server's on PostgreSQL, the machine's on
        SQLite. PostgreSQL may take `timeout_s` to connect, or for one transaction.

        Raises:
            StoreError: the database cannot be used; its children say why.
            UnknownOffice, NoOffices
        """
        store = _open_store(url, timeout_s, create=False)
        try:
            found = cls(store, _choose(store, office), clock, hasher or PasswordHasher())
            found.settings.get()  # an unknown office is refused here, not at the first touch
        except BaseException:
            store.close()
            raise
        return found

    @classmethod
    def create(
        cls,
        url: str,
        office: str,
        document: Document,
        clock: Clock | None = None,
        *,
        timeout_s: float = 5.0,
        hasher: PasswordHasher | None = None,
    ) -> Self:
        """Make an office with the settings in `document`, and its database if there is none.

        Raises:
            SettingsInvalid, OfficeExists, StoreError
        """
        settings = read_document(document)
        check_served(settings)
        store = _open_store(url, timeout_s, create=True)
        try:
            created = cls(store, OfficeId(office), clock, hasher or PasswordHasher())
            created._ledger.begin_with(settings)
        except BaseException:
            store.close()
            raise
        return created

    @classmethod
    def ids(cls, url: str, *, timeout_s: float = 5.0) -> tuple[str, ...]:
        """Return the offices of a database, in order.

        Raises:
            StoreError: the database cannot be used; its children say why.
            NoOffices
        """
        store = _open_store(url, timeout_s, create=False)
        try:
            found = tuple(store.reading(offices.known))
        finally:
            store.close()
        if not found:
            raise NoOffices(database=store.place.shown)
        return found

    def in_one_look(self, look: Callable[[], T]) -> T:
        """Return what `look` does: all that it reads of this office is of one instant.

        It is faster too: one transaction instead of one for each reading.
        """
        return self._ledger.in_one_look(look)

    def journal(self, after: int = 0, limit: int = 500) -> tuple[Event, ...]:
        """Return up to `limit` events with a number above `after`, in order.

        Raises:
            LimitInvalid: it is below 0.
        """
        if limit < 0:
            raise LimitInvalid(limit=limit)
        return self._ledger.look(
            lambda connection, _settings, _at: events.journal(connection, self.id, after, limit)
        )

    def history(self, *, before: int | None = None, limit: int = 100) -> tuple[Event, ...]:
        """Return up to `limit` changes of the office and its people, newest first.

        `before`: those with a number below it; None for the newest.
        """
        return self._ledger.look(
            lambda connection, _settings, _at: events.changes(
                connection, self.id, TOLD, before=before, limit=limit
            )
        )

    def doorbell(self) -> Doorbell:
        """Return a bell that rings when anything changed; it has a connection of its own."""
        if self._store.is_sqlite:
            return SqliteDoorbell(self._store.place)
        return PostgresDoorbell(self._store.place, self._store.timeout_s)

    def inconsistencies(self) -> tuple[Words, ...]:
        """Say where tables are not what the journal says, or numbers have gaps; else nothing."""
        return self.health.of_queue()

    @property
    def schema(self) -> str:
        """The version of the database's schema."""
        return upgrade.HEAD

    def clock_difference_s(self) -> float:
        """Return by how many seconds this machine's clock is ahead of the office's."""
        return (SystemClock().now() - self.clock.now().clock).total_seconds()

    def rebuild(self, *, by: str | None = None, told: Told | None = None) -> int:
        """Rebuild tickets, counters and numbers from the journal; return how many tickets.

        What days came to is forgotten, and worked out anew when somebody asks. Nobody can act
        meanwhile: `told` is called with how many events of how many are read. `by` is the user
        name of who has it done, None for whoever holds the database.

        Raises:
            UnknownStaff, MayNotRebuild
        """
        settings = self.settings.get().settings
        with self._store.at_leisure(writes=True) as connection:
            offices.hold(connection, self.id)
            if by is not None:
                allowed(connection, self.id, settings, by, Deed.REBUILD)
            last = offices.latest_seq(connection, self.id)
            read = None if told is None else partial(_tell, told, last)
            return len(rebuild(connection, self.id, settings.hours, read).tickets)

    def backup(self, path: str | Path) -> Path:
        """Copy the whole database into a file, while others work with it; see `office.copies`.

        Raises:
            CopyExists, CopyNotWritten, StoreError
        """
        return self.copies.make(Path(path)).path

    @staticmethod
    def restore(path: str | Path, url: str) -> About:
        """Bring a copy back into an empty database; see `core.office.copies.restore`.

        Raises:
            CopyUnreadable, CopyDamaged, CopyTooNew, CopyDiffers, DatabaseHolds, StoreError
        """
        return restore(Path(path), url)

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()


def _tell(told: Told, last: int, read: int) -> None:
    told(read, last)


def _open_store(url: str, timeout_s: float, *, create: bool) -> Store:
    store = Store(url, timeout_s=timeout_s)
    try:
        if store.is_sqlite:
            check_file(store.place, create=create)
        upgrade.ensure(store, create=create)
    except BaseException:
        store.close()
        raise
    return store


def _choose(store: Store, office: str | None) -> OfficeId:
    if office:
        return OfficeId(office)
    names = store.reading(offices.known)
    # Several and none asked for: the sentence for an unknown office lists them.
    return OfficeId(names[0] if len(names) == 1 else "")
