"""The shipped chime: made by the tool, as long and as loud as it should be."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.speech import sound
from core.speech.voice import CHIME

TOOL = Path(__file__).parent.parent.parent / "tools" / "make_chime.py"


def test_the_shipped_chime_is_what_the_tool_makes(tmp_path: Path) -> None:
    made = tmp_path / "chime.wav"

    subprocess.run([sys.executable, str(TOOL), str(made)], check=True, capture_output=True)

    assert made.read_bytes() == CHIME.read_bytes()


def test_the_chime_lasts_half_a_second_to_one_and_peaks_at_minus_six() -> None:
    measured = sound.levels(CHIME)

    assert 0.5 <= sound.trimmed(sound.read(CHIME)).duration_s <= 1.0
    assert measured.peak_dbfs == pytest.approx(-6.0, abs=0.05)
    assert measured.rate == sound.RATE


def test_a_device_that_wakes_slowly_loses_nothing_of_the_chime() -> None:
    first_ms = 300

    samples = sound.read(CHIME).samples

    assert not any(samples[: sound.RATE * first_ms // 1000])


def test_the_chime_has_no_clicking_edge() -> None:
    samples = sound.read(CHIME).samples

    assert samples[0] == samples[-1] == 0
    assert max(map(abs, samples[-200:])) < 0.01 * sound.FULL_SCALE
