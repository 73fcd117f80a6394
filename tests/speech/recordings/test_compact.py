"""Recordings of 8 bits a sample: any player reads them, and they sound as they did."""

import math
import struct
from array import array
from pathlib import Path

import pytest

from core.errors import SoundFault
from core.speech import sound
from core.speech.recordings import compact
from core.speech.sound import Sound
from tests.speech.fakes import a_tone


def test_what_is_read_is_what_was_written_but_for_noise_35_db_below(tmp_path: Path) -> None:
    tone = a_tone(0.3, amplitude=6000)

    compact.write(tone, tmp_path / "a.wav")
    heard = compact.read(tmp_path / "a.wav")

    assert (heard.rate, len(heard.samples)) == (tone.rate, len(tone.samples))
    noise = sum((a - b) ** 2 for a, b in zip(heard.samples, tone.samples, strict=True))
    assert 10 * math.log10(sum(each**2 for each in tone.samples) / noise) > 35
    assert (tmp_path / "a.wav").stat().st_size < len(tone.samples) + 100


def test_every_sample_comes_back_within_its_step(tmp_path: Path) -> None:
    every = Sound(array("h", range(-32_768, 32_768)))

    compact.write(every, tmp_path / "a.wav")
    heard = compact.read(tmp_path / "a.wav").samples

    worst = max(abs(a - b) / (abs(a) + 132) for a, b in zip(every.samples, heard, strict=True))
    assert worst <= 1 / 32
    assert heard[32_768] == 0


def test_the_header_is_the_one_of_g711(tmp_path: Path) -> None:
    compact.write(a_tone(0.1), tmp_path / "a.wav")
    data = (tmp_path / "a.wav").read_bytes()

    assert data[:4] + data[8:16] == b"RIFFWAVEfmt "
    assert struct.unpack_from("<I", data, 4) == (len(data) - 8,)
    assert struct.unpack_from("<HHIIHH", data, 20) == (7, 1, 22_050, 22_050, 1, 8)


def test_a_16_bit_file_is_read_too(tmp_path: Path) -> None:
    sound.write(a_tone(), tmp_path / "a.wav")

    assert compact.read(tmp_path / "a.wav") == a_tone()


@pytest.mark.parametrize("data", [b"", b"<html>", b"RIFF\0\0\0\0WAVEfmt \2\0\0\0\7\0"])
def test_what_is_no_sound_is_a_fault_that_names_the_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(data)

    with pytest.raises(SoundFault, match=r"a\.wav"):
        compact.read(tmp_path / "a.wav")


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SoundFault, match=r"a\.wav"):
        compact.read(tmp_path / "a.wav")
