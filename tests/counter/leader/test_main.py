"""Starting the leader's window as a program, and its end."""

import signal
import subprocess
import sys

from core.machine.config import data_dir
from tests.counter.test_main import wait_for_log


def test_the_window_starts_says_that_its_office_is_here_and_ends_when_told(
    office_url: str,
) -> None:
    command = [sys.executable, "-m", "core.cli", "--database", office_url, "leader"]
    log = data_dir() / "logs" / "leader.log"

    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_for_log(process, log, "the database answers")
            process.send_signal(signal.SIGTERM)
            _, error = process.communicate(timeout=30)
        finally:
            process.kill()

    assert process.returncode == 0
    assert "Traceback" not in error
