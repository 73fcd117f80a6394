"""A machine's `config.toml`: each number has a range, and a bad one is a sentence, not a crash."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.config import Config, load_config
from core.domain.limits import problems
from core.errors import ConfigInvalid, ConfigUnreadable
from tests.limits import unlimited

BAD = [
    (
        "[screen]\nviewing_distance_m = 0.0",
        "screen.viewing_distance_m",
        "is 0.0; write 0.5 to 100 m",
    ),
    ("[screen]\ndiagonal_in = inf", "screen.diagonal_in", "is inf; write 3 to 300"),
    ("[screen]\ndiagonal_in = nan", "screen.diagonal_in", "is nan; write 3 to 300"),
    ("[screen]\ndiagonal_in = -21.5", "screen.diagonal_in", "is -21.5"),
    ("[screen]\nmonitor = -1", "screen.monitor", "is -1; write 0 to 63"),
    ("[printer]\nport = 70000", "printer.port", "is 70000; write 1 to 65535"),
    ("[printer]\nvendor_id = 65536", "printer.vendor_id", "is 65536; write 0 to 65535"),
    ("[printer]\nbaud = 0", "printer.baud", "is 0; write 300 to"),
    ("[printer]\ntimeout_s = nan", "printer.timeout_s", "is nan; write 0.1 to 60 s"),
    ('[printer]\npath = "/dev/lp\\u0000"', "printer.path", "nobody sees"),
    ("[voice]\nrate_wpm = 0", "voice.rate_wpm", "is 0; write 60 to 300 wpm"),
    ("timeout_s = inf", "timeout_s", "is inf; write 0.1 to 120 s"),
    ("counter = 0", "counter", "is 0; write 1 to 99"),
    ("[printer]\nprot = 9100", "printer.prot", "is not a setting"),
]


def test_every_number_text_and_list_of_a_machine_has_a_limit() -> None:
    assert list(unlimited(Config)) == []
    assert list(problems(Config())) == []


@pytest.mark.parametrize(("text", "where", "words"), BAD)
def test_a_value_that_would_break_a_window_is_refused(
    tmp_path: Path, text: str, where: str, words: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigInvalid, match="Correct it and start again") as refused:
        load_config(file)

    assert refused.value.fields["where"] == where
    assert words in str(refused.value)


@pytest.mark.parametrize("text", ["counter = " + "9" * 5000, "a = " + "[" * 5000, "a = ["])
def test_what_python_cannot_read_is_refused_too(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigUnreadable):
        load_config(file)


@pytest.mark.parametrize("window", ["kiosk", "counter", "display"])
def test_a_window_with_a_bad_config_says_a_sentence_and_ends_with_1(
    tmp_path: Path, window: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[screen]\nviewing_distance_m = 0.0\ndiagonal_in = nan\n", encoding="utf-8")

    ended = subprocess.run(
        [sys.executable, "-m", "core.cli", "--config", str(file), window],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "es_CO.UTF-8"},
    )

    assert ended.returncode == 1
    (sentence,) = ended.stderr.strip().splitlines()
    assert "screen.diagonal_in" in sentence
    assert "escriba de 3 a 300" in sentence
