"""A window that crashes comes back by itself; one that crashes on and on says so meanwhile."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.qt.program.out_of_order import OutOfOrder

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from core.qt.program.run import parser, run
from core.qt.window import Window

def open_window(config, link, texts):
    window = Window("unlucky", texts)
    window.show()
    runs = Path(config.device)
    runs.write_text(runs.read_text() + "run\\n" if runs.exists() else "run\\n")
    if len(runs.read_text().split()) <= {crashes}:
        QTimer.singleShot(0, window, crash)
    else:
        QTimer.singleShot(0, window, QApplication.quit)
    return window

def crash():
    raise ValueError("a bug")

if __name__ == "__main__":
    sys.exit(run("unlucky", None, open_window, command_line=parser("unlucky", "A window.")))
"""


@pytest.mark.parametrize(("crashes", "runs"), [(0, 1), (2, 3), (7, 8)])
def test_a_crashed_window_comes_back_and_one_that_crashes_on_and_on_after_a_rest(
    tmp_path: Path, crashes: int, runs: int
) -> None:
    (tmp_path / "unlucky").mkdir()
    (tmp_path / "unlucky" / "__init__.py").touch()
    (tmp_path / "unlucky" / "__main__.py").write_text(WINDOW.format(crashes=crashes))
    counted = tmp_path / "runs"
    config = tmp_path / "config.toml"
    config.write_text(f"device = '{counted.as_posix()}'\n")

    done = subprocess.run(
        [sys.executable, "-m", "unlucky", "--config", str(config)],
        cwd=tmp_path,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "TURNOS_REST_S": "0.5"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )

    assert done.returncode == 0, done.stderr
    assert counted.read_text().split() == ["run"] * runs
    assert done.stderr.count("stopped because of an error") == crashes
    assert "a bug" not in done.stderr


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (900, 500)])
def test_a_window_out_of_order_says_so_to_people_and_to_staff(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = OutOfOrder("turnos-display", "/crashes", 5)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    QApplication.processEvents()  # laid out

    said = [label.text() for label in page.findChildren(QLabel)]

    assert len(said) == 4
    assert any(text.startswith("Esta pantalla no funciona") for text in said)
    assert any(text.startswith("This screen does not work") for text in said)
    assert sum("/crashes" in text and "turnos-display" in text for text in said) == 2
    for label in page.findChildren(QLabel):
        assert label.heightForWidth(label.width()) <= label.height()  # nothing is cut
