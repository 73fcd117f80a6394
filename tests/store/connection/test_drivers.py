"""A driver is loaded where its database is: psycopg takes 9 MB of each window, its dialect 3."""

import subprocess
import sys
from pathlib import Path

from core.machine.address import sqlite_address
from core.office import Office, template

SQLITE = """
import sys

from core.office import Office

with Office.open(sys.argv[1], "san-andres") as office:
    bell = office.doorbell()
    bell.wait(0)
    office.queue.issue(outside_hours=True)
    bell.close()
print(*sys.modules)
"""


def test_an_office_in_a_file_loads_no_other_driver(tmp_path: Path) -> None:
    url = sqlite_address(tmp_path / "office.sqlite3")
    Office.create(url, "san-andres", dict(template("san-andres"))).close()

    done = subprocess.run(
        [sys.executable, "-c", SQLITE, url],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert "psycopg" not in done.stdout.split()
    assert "sqlalchemy.dialects.postgresql" not in done.stdout.split()
    assert "sqlite3" in done.stdout.split()
