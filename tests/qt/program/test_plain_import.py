"""PySide's own way to import is not ours: it reads every module's source."""

import subprocess
import sys

IMPORTS = """
import linecache
from core.qt.program.plain_import import import_plainly

import_plainly()
import wave
print(*linecache.cache)
"""


def test_no_source_is_read_of_what_is_imported_after_pyside() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True, timeout=60
    )

    assert "wave.py" not in done.stdout
