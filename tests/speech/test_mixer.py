"""A computer whose volume is off is told, by whichever mixer it has; one may hang or be gone."""

import os
import shutil
import time
from pathlib import Path

import pytest

from core.errors import ComputerMuted
from core.speech import mixer
from core.speech.mixer import mixer_fault

HEARD = {
    "wpctl": "Volume: 0.40",
    "pactl": "Mute: no\nVolume: front-left: 26214 /  40% / -23.88 dB,   front-right: 26214 /  40%",
    "amixer": "Simple mixer control 'Master',0\n  Mono: Playback 52428 [80%] [on]",
}
MUTED = {
    "wpctl": ("Volume: 0.40 [MUTED]", "Volume: 0.00"),
    "pactl": ("Mute: yes\nVolume: front-left: 26214 /  40%", "Mute: no\nVolume: mono: 0 /   0%"),
    "amixer": (
        "  Front Left: Playback 0 [0%] [on]\n  Front Right: Playback 0 [0%] [on]",
        "  Mono: Playback 52428 [80%] [off]",
    ),
}


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that is all of PATH but the shell's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/bin")
    # What this machine has itself is not what is tested.
    monkeypatch.setattr(
        shutil,
        "which",
        lambda name: str(folder / name) if (folder / name).exists() else None,
    )
    return folder


def install(folder: Path, name: str, says: str, *, then: str = "") -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{says}\nEND\n{then}\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.mark.parametrize("name", HEARD)
def test_a_computer_that_is_heard_has_no_fault(programs: Path, name: str) -> None:
    install(programs, name, HEARD[name])

    assert mixer_fault() is None


@pytest.mark.parametrize(
    ("name", "says"), [(name, says) for name, sayings in MUTED.items() for says in sayings]
)
def test_a_computer_that_is_muted_or_at_0_is_told(programs: Path, name: str, says: str) -> None:
    install(programs, name, says)

    assert isinstance(mixer_fault(), ComputerMuted)


def test_without_a_mixer_nobody_can_tell(programs: Path) -> None:
    assert list(programs.iterdir()) == []
    assert mixer_fault() is None


def test_a_mixer_that_fails_leaves_it_to_the_next(programs: Path) -> None:
    install(programs, "wpctl", "no daemon", then="exit 1")
    install(programs, "amixer", MUTED["amixer"][0])

    assert isinstance(mixer_fault(), ComputerMuted)


def test_a_mixer_that_hangs_is_ended(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixer, "LIMIT_S", 0.2)
    install(programs, "wpctl", "", then="sleep 600")
    began = time.monotonic()

    assert mixer_fault() is None

    assert time.monotonic() - began < 60, "it would hang for ten minutes"
    assert os.environ["PATH"].startswith(str(programs))
