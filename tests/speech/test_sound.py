"""Sounds: cut, levelled, joined and measured without a click or a clipped peak."""

import math
import struct
import tempfile
import wave
from array import array
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import SoundFault
from core.speech import sound
from core.speech.recordings import compact
from core.speech.sound import RATE, Sound
from tests.speech.fakes import a_tone


def test_a_written_sound_reads_back_the_same(tmp_path: Path) -> None:
    tone = a_tone()

    sound.write(tone, tmp_path / "tone.wav")

    assert sound.read(tmp_path / "tone.wav") == tone


def test_levels_measure_a_tone_right(tmp_path: Path) -> None:
    sound.write(a_tone(0.5, amplitude=16_384), tmp_path / "tone.wav")

    measured = sound.levels(tmp_path / "tone.wav")

    assert measured.duration_s == pytest.approx(0.5)
    assert measured.rate == RATE
    assert measured.peak_dbfs == pytest.approx(-6.02, abs=0.05)
    assert measured.rms_dbfs == pytest.approx(-9.03, abs=0.05)


def test_silence_measures_as_silence(tmp_path: Path) -> None:
    sound.write(sound.silence(100), tmp_path / "silence.wav")

    measured = sound.levels(tmp_path / "silence.wav")

    assert measured.peak_dbfs == measured.rms_dbfs == sound.SILENCE_DBFS


def test_trimming_cuts_silence_at_both_ends_and_none_inside() -> None:
    tone, pause = a_tone(0.2), sound.silence(300)

    cut = sound.trimmed(sound.joined([pause, tone, pause, tone, pause]), keep_ms=0)

    assert cut.duration_s == pytest.approx(0.7, abs=0.005)


def test_trimming_silence_leaves_nothing() -> None:
    assert sound.trimmed(sound.silence(100)).samples == array("h")


@pytest.mark.parametrize("amplitude", [40, 1000, 12_000, 32_767])
def test_every_voice_comes_out_equally_loud(amplitude: int) -> None:
    quiet_or_loud = sound.joined([a_tone(0.4, amplitude=amplitude), sound.silence(800)])

    levelled = sound.levelled(quiet_or_loud)

    assert sound.active_rms_dbfs(levelled) == pytest.approx(sound.SPEECH_RMS_DBFS, abs=0.3)


def test_a_peak_is_never_clipped_for_the_sake_of_loudness() -> None:
    spiky = a_tone(0.4, amplitude=300)
    spiky.samples[1000] = 20_000

    levelled = sound.levelled(spiky)

    ceiling = 10 ** (sound.SPEECH_PEAK_DBFS / 20) * sound.FULL_SCALE
    assert sound.peak_of(levelled) == pytest.approx(ceiling, abs=2)


def test_ready_speech_begins_and_ends_at_nothing() -> None:
    loud_to_the_edge = a_tone(0.3, amplitude=30_000)

    ready = sound.ready_speech(loud_to_the_edge)

    assert ready.samples[0] == ready.samples[-1] == 0
    steps = [abs(b - a) for a, b in zip(ready.samples, ready.samples[1:], strict=False)]
    assert max(steps[:50]) < max(steps)


@pytest.mark.parametrize("rate", [8_000, 16_000, 24_000, 44_100, 48_000])
def test_other_rates_keep_their_duration_and_pitch(rate: int) -> None:
    converted = sound.resampled(a_tone(0.5, rate=rate))

    pairs = zip(converted.samples, converted.samples[1:], strict=False)
    rises = sum(1 for before, after in pairs if before < 0 <= after)
    assert converted.rate == RATE
    assert converted.duration_s == pytest.approx(0.5, abs=0.001)
    assert rises / 0.5 == pytest.approx(440, abs=4)


def test_two_channels_become_one(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "stereo.wav"), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        file.writeframes(array("h", [100, 300, -50, -150]).tobytes())

    assert sound.read(tmp_path / "stereo.wav").samples == array("h", [200, -100])


def test_a_file_that_is_no_sound_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "page.wav").write_text("<html>")
    with wave.open(str(tmp_path / "thin.wav"), "wb") as file:
        file.setparams((1, 1, RATE, 0, "NONE", ""))
        file.writeframes(bytes(10))

    for name in ("page.wav", "thin.wav", "missing.wav"):
        with pytest.raises(SoundFault, match=name):
            sound.read(tmp_path / name)
    with pytest.raises(SoundFault, match=r"page\.wav"):
        sound.duration_of(tmp_path / "page.wav")


def test_joining_adds_the_durations() -> None:
    together = sound.joined([a_tone(0.2), sound.silence(300), a_tone(0.25, rate=44_100)])

    assert together == Sound(together.samples, RATE)
    assert math.isclose(together.duration_s, 0.75, abs_tol=0.001)


# --- files that others wrote ---------------------------------------------------------------------


def a_wav(*, rate: int = RATE, channels: int = 1, bits: int = 16) -> bytes:
    data = bytes(200)
    size = channels * bits // 8
    head = struct.pack("<HHIIHH", 1, channels, rate, rate * size & 0xFFFFFFFF, size, bits)
    body = b"WAVEfmt " + struct.pack("<I", len(head)) + head
    body += b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def claiming(frames: int) -> bytes:
    """A file whose head promises so many samples, and has a hundred."""
    whole = a_wav()
    at = whole.index(b"data") + 4
    return whole[:at] + struct.pack("<I", 2 * frames) + whole[at + 4 :]


READERS = (sound.read, sound.duration_of, sound.levels, compact.read)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (a_wav(rate=0), "0 samples a second"),
        (a_wav(rate=1), "1 samples a second"),
        (a_wav(rate=0xFFFFFFFF), "samples a second"),
        (a_wav()[:-50], "cut short|whole WAV"),
        (claiming(101), "cut short|whole WAV"),
        (claiming(0x7FFF_0000), "longer than|whole WAV"),
        (a_wav()[:30], "x.wav"),
        (b"", "x.wav"),
        (b"<html>", "x.wav"),
    ],
)
def test_a_sound_that_cannot_be_right_is_refused_before_it_is_played(
    tmp_path: Path, reader: Callable[[Path], object], content: bytes, why: str
) -> None:
    path = tmp_path / "x.wav"
    path.write_bytes(content)

    with pytest.raises(SoundFault, match=why):
        reader(path)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 60), st.binary(min_size=1, max_size=8), st.sampled_from(READERS))
def test_whatever_a_wav_file_says_is_a_sound_or_a_fault(
    at: int, other: bytes, reader: Callable[[Path], object]
) -> None:
    whole = a_wav()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.wav"
        path.write_bytes(whole[:at] + other + whole[at + len(other) :])

        with suppress(SoundFault):
            assert reader(path) is not None


@pytest.mark.parametrize("percent", [20, 37, 99, 100])
def test_no_level_is_louder_than_the_sound_or_clips_it(percent: int) -> None:
    full = Sound(array("h", [32_767, -32_768, 12_345, 0] * 500))

    soft = sound.at_level(full, percent)

    assert sound.peak_of(soft) <= sound.peak_of(full)
    assert sound.peak_dbfs(soft) == pytest.approx(10 * math.log2(percent / 100), abs=0.01)
