"""How long a window takes from its process's start to its first paint, beside a bare one."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from core.cli.windows import WINDOWS
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
from core.machine.config import load_config
from core.qt.program.app import create_application
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
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
    ratio: Ratio

    def __str__(self) -> str:
        return f"{self.window}: first paint after {self.paint_s:.2f} s; {self.ratio} of bare Qt"


def measure(times: int) -> tuple[Start, ...]:
    """Start each window `times` times in turn, offscreen where there is no screen."""
    environment = dict(os.environ)
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        environment["TURNOS_DATABASE"] = sqlite_address(Path(folder) / "none.sqlite3")
        environment["HOME"] = environment["XDG_DATA_HOME"] = folder
        scripts = {BARE: [_BARE]} | {name: [_OURS, name, WINDOWS] for name in OURS}
        taken: dict[str, list[float]] = {name: [] for name in scripts}
        for _ in range(times):
            for name, script in scripts.items():
                taken[name].append(_paint_s(environment, script))
    return tuple(
        Start(name, statistics.median(each), Ratio.of(each, taken[BARE]))
        for name, each in taken.items()
    )


def _paint_s(environment: dict[str, str], script: list[str]) -> float:
    began = time.time()
    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", *script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    return float(done.stdout.split()[0]) - began
