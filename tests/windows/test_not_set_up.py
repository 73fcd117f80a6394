"""A full-screen window that was started before its office was made."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from core.office import Office, template
from tests.windows.program import PATIENCE_S, ROOT, Program

Start = Callable[[str], AbstractContextManager[Program]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    @contextmanager
    def started(name: str) -> Iterator[Program]:
        config = tmp_path / "config.toml"
        config.write_text(f"database = 'sqlite:///{(tmp_path / 'turnos.sqlite3').as_posix()}'\n")
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.windows.driven", name, "0", "--config", str(config)],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "TURNOS_DATA": str(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        program = Program(name, process)
        try:
            yield program
        finally:
            program.end()

    return started


@pytest.mark.parametrize("name", ["kiosk", "display"])
def test_a_window_without_an_office_says_what_is_missing_and_lets_staff_out(
    name: str, start: Start
) -> None:
    with start(name) as program:
        words = program.does("wait_for", words="init --office san-andres")
        program.does("press", key="F12")  # a key behind it does nothing
        if folder := os.environ.get("TURNOS_PICTURES"):
            program.does("picture", path=f"{folder}/not-set-up-{name}.png")
        program.does("press", key="Esc")
        code = program.process.wait(PATIENCE_S)

    assert "Esta pantalla no funciona en este momento" in words
    assert "La tecla Esc cierra esta pantalla" in words
    assert "Cerrar (Esc)" in words
    assert code == 0


@pytest.mark.parametrize("name", ["kiosk", "display"])
def test_a_window_goes_on_once_its_office_is_made(name: str, start: Start, tmp_path: Path) -> None:
    with start(name) as program:
        program.does("wait_for", words="init --office san-andres")
        url = f"sqlite:///{(tmp_path / 'turnos.sqlite3').as_posix()}"
        Office.create(url, "san-andres", template("san-andres")).close()

        deadline = time.monotonic() + PATIENCE_S
        while "init --office san-andres" in (words := program.does("wait_for", words="")):
            assert time.monotonic() < deadline

    assert "La tecla Esc" not in words
    assert words.strip()
