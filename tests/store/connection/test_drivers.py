"""A driver is loaded where its database is: psycopg takes 9 MB of each window."""

import subprocess
import sys
from pathlib import Path

SQLITE = """
import sys

from core.office import Office, template

url = sys.argv[1]
Office.create(url, "san-andres", dict(template("san-andres"))).close()
with Office.open(url, "san-andres") as office:
    bell = office.doorbell()
    bell.wait(0)
    office.queue.issue(outside_hours=True)
    bell.close()
print(*sys.modules)
"""


def test_an_office_in_a_file_loads_no_other_driver(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SQLITE, f"sqlite:///{(tmp_path / 'office.sqlite3').as_posix()}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert "psycopg" not in done.stdout.split()
    assert "sqlite3" in done.stdout.split()
