"""The shipped chime: made by the tool, as long and as loud as it should be."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.speech import sound
from core.speech.voice import CHIME
from counter.desk_alert import SOUND

TOOL = Path(__file__).parents[2] / "tools" / "voice" / "make_chime.py"


def test_the_shipped_sounds_are_what_the_tool_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(TOOL), str(tmp_path)], check=True, capture_output=True)

    shipped = {path.name: path.read_bytes() for path in CHIME.parent.glob("*.wav")}
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.wav")} == shipped


def test_a_desk_hears_somebody_come_more_softly_than_a_hall_its_calls() -> None:
    assert sound.levels(SOUND).peak_dbfs == pytest.approx(-18.0, abs=0.1)
    assert sound.read(SOUND).duration_s < 1.5


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
