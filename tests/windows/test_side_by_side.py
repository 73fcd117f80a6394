"""`turnos windows`: the three windows end with the command that opened them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.windows.program import PATIENCE_S, ROOT

WINDOWS = ("kiosk", "counter", "display")


@pytest.fixture
def command(tmp_path: Path, office_url: str) -> "Iterator[subprocess.Popen[bytes]]":
    """Open the three windows, all of them started."""
    settings = tmp_path / "config.toml"
    settings.write_text(
        f"database = '{office_url}'\noffice = 'san-andres'\n[voice]\nengine = 'none'\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "core.cli", "--config", settings, "windows"],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "TURNOS_DATA": str(tmp_path)},
        stdout=subprocess.DEVNULL,
    )
    logs = [tmp_path / "logs" / f"{name}.log" for name in WINDOWS]
    try:
        wait_until(lambda: all(log.is_file() and "started" in log.read_text() for log in logs))
        yield process
    finally:
        left = children(process.pid)
        process.kill()
        process.wait()
        for pid in filter(is_running, left):
            os.kill(pid, signal.SIGKILL)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for what other processes do: they tell this one nothing."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # it has ended
        return []


def is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_the_windows_end_with_their_command_however_it_ends(
    command: "subprocess.Popen[bytes]", ending: signal.Signals
) -> None:
    windows = children(command.pid)
    assert len(windows) == len(WINDOWS)

    try:
        command.send_signal(ending)
        code = command.wait(PATIENCE_S)
        left = [pid for pid in windows if is_running(pid)]
        wait_until(lambda: not any(map(is_running, windows)))
    finally:
        for pid in filter(is_running, windows):
            os.kill(pid, signal.SIGKILL)

    if ending is not signal.SIGKILL:  # of which nobody can wait for anything
        assert left == []
        assert code == 0
