"""How long a window takes from its process's start to its first paint, beside a bare one."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from core.cli.workshop.bench.bench_times import Ratio
from core.machine.address import sqlite_address

BARE = "a bare Qt window"
OURS = ("kiosk", "counter", "display")
LIMIT_S = 60

_PAINTED = """
import sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWindow():
            print(time.time(), flush=True)
            QApplication.exit(0)
            watched.removeEventFilter(self)
        return False

paint = FirstPaint()
"""
_BARE = (
    _PAINTED
    + """
app = QApplication([])
window = QWidget()
window.installEventFilter(paint)
window.show()
app.exec()
"""
)
_OURS = (
    """
from core.qt.program.plain_import import import_plainly
import_plainly()
"""
    + _PAINTED
    + """
from importlib import import_module
from core.qt.program.opening import OpeningPicture

def paint_now(opening):
    paint_it(opening)
    print(time.time(), flush=True)

def give_way_to(opening, window):
    opening.close()
    window.installEventFilter(paint)

paint_it = OpeningPicture.paint_now
OpeningPicture.paint_now, OpeningPicture.give_way_to = paint_now, give_way_to
import_module(f"{sys.argv[1]}.__main__").main([])
"""
)


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the first paint, the median of several starts, and over the bare window's.

    `window_s`: to that of the window itself, in whose place an opening was painted first.
    """

    window: str
    paint_s: float
    ratio: Ratio
    window_s: float

    def __str__(self) -> str:
        return (
            f"{self.window}: first paint after {self.paint_s:.2f} s; {self.ratio} of bare Qt; "
            f"the window itself after {self.window_s:.2f} s"
        )


def measure(times: int) -> tuple[Start, ...]:
    """Start each window `times` times in turn, offscreen where there is no screen."""
    environment = dict(os.environ)
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        environment["TURNOS_DATABASE"] = sqlite_address(Path(folder) / "none.sqlite3")
        environment["HOME"] = environment["XDG_DATA_HOME"] = folder
        scripts = {BARE: [_BARE]} | {name: [_OURS, name] for name in OURS}
        taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in scripts}
        for _ in range(times):
            for name, script in scripts.items():
                taken[name].append(_paints_s(environment, script))
    first = {name: [paints[0] for paints in each] for name, each in taken.items()}
    return tuple(
        Start(
            name,
            statistics.median(first[name]),
            Ratio.of(first[name], first[BARE]),
            statistics.median(paints[-1] for paints in each),
        )
        for name, each in taken.items()
    )


def _paints_s(environment: dict[str, str], script: list[str]) -> tuple[float, ...]:
    """Return when the opening was painted, and when the window."""
    began = time.time()
    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", *script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    return tuple(float(each) - began for each in done.stdout.split())
