"""A window loads what it shows: no database, no driver and no paper before its first paint."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.cli.windows import WINDOWS
from core.machine.address import sqlite_address
from tests.windows.program import ROOT

# What takes long to load or much room, and is asked for behind the first paint, if at all.
HEAVY = (
    *("sqlalchemy", "alembic", "psycopg", "argon2", "holidays", "num2words", "asyncio"),
    *("reportlab", "escpos", "usb", "serial", "pyttsx3", "qrcode", "PIL", "rich", "click"),
    *("multiprocessing", "http", "xml", "sqlite3", "psutil", "numpy", "pytest"),
)
FIRST_PAINT = """
import sys
from importlib.metadata import entry_points
from PySide6.QtCore import QEvent, QObject
from core.machine.config import load_config
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from core.qt.program.app import create_application

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(*sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
            app.quit()
        return False

name, group = sys.argv[1:]
app = create_application(["turnos"], name)
paint = FirstPaint()
link = Link(load_config())
texts = Texts("es")
(found,) = entry_points(group=group, name=name)
window = found.load()(load_config(), link, texts)
window.installEventFilter(paint)
window.show()
app.exec()
window.removeEventFilter(paint)
window.stop()
link.close()
"""


@pytest.mark.parametrize("window", ["kiosk", "counter", "display"])
def test_nothing_heavy_is_loaded_before_the_first_paint(window: str, tmp_path: Path) -> None:
    address = sqlite_address(tmp_path / "none.sqlite3")
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, window, WINDOWS],
        cwd=ROOT,
        env=os.environ
        | {"QT_QPA_PLATFORM": "offscreen", "TURNOS_DATABASE": address, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert window in loaded
    assert sorted(loaded & set(HEAVY)) == []
