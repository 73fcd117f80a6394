"""How long a window takes from its process's start to its first paint, beside a bare one."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from core.address import sqlite_address
from core.cli.windows import WINDOWS

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
            QApplication.instance().quit()
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
    _PAINTED
    + """
from importlib.metadata import entry_points
from core.config import load_config
from core.qt.app import create_application
from core.qt.language import Texts
from core.qt.link import Link
app = create_application(["turnos"], sys.argv[1])
link = Link(load_config())
texts = Texts("es")
(found,) = entry_points(group=sys.argv[2], name=sys.argv[1])
window = found.load()(load_config(), link, texts)
window.installEventFilter(paint)
window.show()
app.exec()
link.close()
window.close()
"""
)


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the first paint, the median of several starts, and over the bare window's."""

    window: str
    paint_s: float
    ratio: float


def measure(times: int) -> tuple[Start, ...]:
    """Start each window `times` times, offscreen where there is no screen."""
    environment = dict(os.environ)
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        environment["TURNOS_DATABASE"] = sqlite_address(Path(folder) / "none.sqlite3")
        environment["HOME"] = environment["XDG_DATA_HOME"] = folder
        bare_s = _median(times, environment, [_BARE])
        found = [Start(BARE, bare_s, 1.0)]
        for name in OURS:
            paint_s = _median(times, environment, [_OURS, name, WINDOWS])
            found.append(Start(name, paint_s, paint_s / bare_s))
    return tuple(found)


def _median(times: int, environment: dict[str, str], script: list[str]) -> float:
    taken = []
    for _ in range(times):
        began = time.time()
        done = subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-c", *script],
            env=environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=True,
        )
        taken.append(float(done.stdout.split()[0]) - began)
    return statistics.median(taken)
