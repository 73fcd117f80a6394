"""A window that crashes comes back by itself, and one that crashes on and on stays down."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from core.qt.program import parser, run
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


@pytest.mark.parametrize(("crashes", "runs", "code"), [(0, 1, 0), (2, 3, 0), (99, 6, 70)])
def test_a_crashed_window_is_started_again_but_not_for_ever(
    tmp_path: Path, crashes: int, runs: int, code: int
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
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )

    assert done.returncode == code, done.stderr
    assert counted.read_text().split() == ["run"] * runs
    assert done.stderr.count("stopped because of an error") == min(crashes, runs)
    assert "a bug" not in done.stderr
