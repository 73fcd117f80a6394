"""Starting the window: bad settings are a sentence, and the window ends as it is told."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.machine.config import data_dir
from counter.__main__ import main

PATIENCE_S = 30


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "there is no such file"),
        ("database = ", "cannot be read"),
        ("databse = 'x'", "databse"),
    ],
)
def test_bad_settings_are_a_sentence_and_exit_1(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str | None,
    sentence: str,
) -> None:
    config = tmp_path / "config.toml"
    if text is not None:
        config.write_text(text, encoding="utf-8")

    code = main(["--config", str(config)])

    assert code == 1
    error = capsys.readouterr().err
    assert sentence in error
    assert str(config) in error
    assert "Traceback" not in error


def test_an_unknown_option_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--puesto", "1"])

    assert ended.value.code == 2
    assert "--puesto" in capsys.readouterr().err


def test_the_window_starts_without_a_database_and_ends_when_told(office_url: str) -> None:
    missing = f"{office_url}.not-there"
    command = [sys.executable, "-m", "counter", "--database", missing, "--counter", "2"]
    log = data_dir() / "logs" / "counter.log"

    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            wait_for_log(process, log, "the database is away: StoreMissing")
            process.send_signal(signal.SIGTERM)
            _, error = process.communicate(timeout=PATIENCE_S)
        finally:
            process.kill()

    assert process.returncode == 0
    assert "Traceback" not in error
    assert "[counter]" in (data_dir() / "windows.ini").read_text(encoding="utf-8")


def wait_for_log(process: subprocess.Popen[str], log: Path, words: str) -> None:
    """Wait until the window has written `words` into its log."""
    from time import monotonic, sleep  # noqa: PLC0415 - only to look again

    deadline = monotonic() + PATIENCE_S
    while not (log.exists() and words in log.read_text(encoding="utf-8")):
        assert process.poll() is None, "the window ended by itself"
        assert monotonic() < deadline, f"{words!r} is not in the log"
        sleep(0.02)
