"""What a screen reader may ask of our windows."""

import os
import subprocess
import sys
from pathlib import Path

DEADLINE_S = 30


ASK = """
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel
from core.qt.look.language import Texts
from core.qt.window import Window
from counter.panels.frames import Scroll, ScrollColumn

app = QApplication([])
window = Window("counter", Texts("es"))
for area in (ScrollColumn(window), Scroll(QLabel("a"), window)):
    met = QAccessible.queryAccessibleInterface(area)
    inside = met.childCount()
    found = [met.child(each) for each in range(inside)]
    beyond = [met.child(each) for each in (-1, inside, inside + 1, 10**6)]
    print(inside > 0 and all(found), beyond)
"""


def test_a_reader_that_asks_for_a_scroll_bar_that_has_gone_is_told_of_none() -> None:
    """In a process of its own: Qt's own interface ends it."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["True [None, None, None, None]"] * 2
