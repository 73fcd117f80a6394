"""A window loads what it shows: no database, no driver and no paper before its first paint."""

import os
import subprocess
import sys

import pytest

from core.machine.address import sqlite_address
from tests.windows.program import ROOT

# What takes long to load or much room, and is asked for behind the first paint, if at all.
HEAVY = (
    *("sqlalchemy", "alembic", "psycopg", "argon2", "holidays", "num2words", "asyncio"),
    *(
        "reportlab",
        "xlsxwriter",
        "escpos",
        "usb",
        "serial",
        "pyttsx3",
        "qrcode",
        "PIL",
        "rich",
        "click",
    ),
    *("multiprocessing", "http", "xml", "sqlite3", "psutil", "numpy", "pytest"),
    *("tomlkit", "email"),
)
# Of our own, what only the leader's reports ask for.
OF_REPORTS = ("core.reports", "core.qt.widgets.chart")
# Besides, what an opening needs less than a window does.
BEHIND_THE_OPENING = (
    *("babel", "email", "subprocess", "importlib.metadata", "core.qt.widgets"),
    *("core.qt.look.theme", "kiosk.window", "counter.window", "display.window"),
)
STARTS = """
import linecache
import sys
from importlib import import_module
from PySide6.QtCore import QEvent, QObject, QCoreApplication
from core.qt.program.opening import OpeningPicture
from core.qt.program.plain_import import import_plainly

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(*sys.modules, flush=True)
            QCoreApplication.exit(0)
            watched.removeEventFilter(self)
        return False

def paint_now(opening):
    painted(opening)
    print(*sys.modules, flush=True)
    linecache.clearcache()

def give_way_to(opening, window):
    print(*linecache.cache, flush=True)
    opening.close()
    window.installEventFilter(paint)

paint = FirstPaint()
painted = OpeningPicture.paint_now
OpeningPicture.paint_now, OpeningPicture.give_way_to = paint_now, give_way_to
import_module(f"{sys.argv[1]}.__main__").main([])
"""


@pytest.fixture(scope="module", params=["kiosk", "counter", "display"])
def started(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, ...]:
    """Return a window's name, what it has loaded when its opening is painted, whose sources were
    read from there until it was made, and what is loaded when it is painted itself.
    """
    folder = tmp_path_factory.mktemp("light")
    done = subprocess.run(
        [sys.executable, "-c", STARTS, request.param],
        cwd=ROOT,
        env=os.environ
        | {
            "QT_QPA_PLATFORM": "offscreen",
            "TURNOS_DATABASE": sqlite_address(folder / "none.sqlite3"),
            "TURNOS_DATA": str(folder),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return (request.param, *done.stdout.splitlines())


def test_nothing_heavy_is_loaded_before_the_first_paint(started: tuple[str, ...]) -> None:
    window, _, _, loaded = started

    assert f"{window}.window" in loaded.split()
    packages = {name.partition(".")[0] for name in loaded.split()}
    assert sorted(packages & set(HEAVY)) == []
    assert [name for name in loaded.split() if name.startswith(OF_REPORTS)] == []


def test_an_opening_is_painted_before_the_window_is_loaded(started: tuple[str, ...]) -> None:
    opened = set(started[1].split())

    assert "core.qt.program.opening" in opened
    assert sorted(opened & set(BEHIND_THE_OPENING)) == []


def test_no_module_s_source_is_read_for_pyside_s_sake(started: tuple[str, ...]) -> None:
    assert started[2] == ""
