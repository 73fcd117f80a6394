"""The display as a program: it starts, says what is wrong with its settings, and ends when told."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from display.__main__ import main
from tests.speech.fakes import eventually

NO_OFFICE = "sqlite:///nowhere/turnos.sqlite3"


def test_settings_that_cannot_be_used_are_a_sentence_and_no_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    config = tmp_path / "config.toml"
    config.write_text("[voice]\nengin = 'espeak'\n")

    code = main(["--config", str(config)])

    assert code == 1
    said = capsys.readouterr().err
    assert "voice.engin" in said
    assert "Traceback" not in said


def test_the_program_starts_without_a_database_and_ends_when_told(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "display", "--database", NO_OFFICE],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    )
    log = home / "turnos" / "logs" / "display.log"
    eventually(lambda: log.exists() and "the office cannot be read" in log.read_text())

    process.send_signal(signal.SIGTERM)
    _, complaint = process.communicate(timeout=20)

    assert process.returncode == 0
    assert "Traceback" not in complaint
    assert not psutil.pid_exists(process.pid)
