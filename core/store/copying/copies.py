"""A whole database copied into a file while it is worked with, and brought back into an empty one.

Both kinds of database make the same file. What is read is one state of the database; what is
brought back is compared with the copy, row for row, before anything is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, func, select, text

from core.errors import CopyDiffers, DatabaseHolds
from core.store import tables, upgrade
from core.store.connection.engine import Store
from core.store.copying import archive
from core.store.copying.archive import FORMAT, About, CopiedOffice, Reading
from core.store.copying.rows import described, digest_of, lines, load

_TOLD_EVERY = 1000  # rows
Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


def quietly(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def write_copy(
    store: Store,
    path: Path,
    at: datetime,
    *,
    files: Mapping[str, Path] | None = None,
    progress: Progress = quietly,
) -> About:
    """Copy the database as it is now; `files` are taken along, by their names in the copy.

    Raises:
        CopyNotWritten, StoreError
    """
    ours = tables.metadata.sorted_tables
    with store.at_leisure() as connection, archive.written(path) as writing:
        counts = (connection.scalar(select(func.count()).select_from(each)) for each in ours)
        counted = _Counted(progress, sum(each or 0 for each in counts))
        copied = []
        for table in map(described, ours):
            with writing.table(table.name) as out:
                found = counted(lines(connection, table))
                rows, digest = digest_of(_written(found, out))
            copied.append(replace(table, rows=rows, digest=digest))
        about = About(
            format=FORMAT,
            program=version("turnos"),
            schema=upgrade.HEAD,
            at=at,
            database="sqlite" if store.is_sqlite else "postgresql",
            offices=_offices(connection),
            tables=tuple(copied),
            files=tuple(files or ()),
        )
        writing.add_files(files or {})
        writing.finish(about)
    return about


def _written(found: Iterable[bytes], out: IO[bytes]) -> Iterator[bytes]:
    for line in found:
        out.write(line)
        yield line


class _Counted:
    """Counts rows as they go by, and tells how far it is."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def __call__(self, found: Iterable[bytes]) -> Iterator[bytes]:
        for line in found:
            yield line
            self._done += 1
            if self._done % _TOLD_EVERY == 0 or self._done == self._total:
                self._progress(self._done, self._total)


def _offices(connection: Connection) -> tuple[CopiedOffice, ...]:
    row, document = tables.office, tables.office_settings
    found = connection.execute(
        select(row.c.id, document.c.document, row.c.event_seq, row.c.day)
        .join(document, document.c.office == row.c.id)
        .order_by(row.c.id)
    )
    return tuple(
        CopiedOffice(each.id, str(each.document["name"]), each.event_seq, each.day.isoformat())
        for each in found
    )


def bring_back(
    store: Store, copy: Reading, *, files_to: Path | None = None, progress: Progress = quietly
) -> About:
    """Fill an empty database with a copy, and upgrade it; all of it, or nothing.

    Raises:
        DatabaseHolds: it is not empty; nothing was changed.
        CopyDiffers: what was written is not what the copy holds; nothing was kept.
        CopyFilesNotWritten: nothing was kept in the database.
        CopyUnreadable, CopyDamaged, StoreError
    """
    if upgrade.check(store) is not None:
        with store.read() as connection:
            _check_empty(store, connection)
    upgrade.migrate(store, copy.about.schema)
    with store.at_leisure(writes=True) as connection:
        if not store.is_sqlite:  # whoever else brings one back waits, and is refused
            connection.execute(text("LOCK TABLE office IN ACCESS EXCLUSIVE MODE"))
        _check_empty(store, connection)
        _load_all(connection, copy, progress)
        if files_to is not None:  # before the rows are kept: they are brought back but once
            copy.put_files(files_to)
    upgrade.ensure(store)
    return copy.about


def _check_empty(store: Store, connection: Connection) -> None:
    names = connection.execute(select(tables.office.c.id).order_by(tables.office.c.id)).scalars()
    if known := ", ".join(names):
        raise DatabaseHolds(database=store.place.shown, offices=known)


def _load_all(connection: Connection, copy: Reading, progress: Progress) -> None:
    counted = _Counted(progress, copy.about.rows)
    for table in copy.about.tables:
        load(connection, table, counted(copy.table(table.name)))
        if digest_of(lines(connection, table)) != (table.rows, table.digest):
            raise CopyDiffers(table=table.name)
