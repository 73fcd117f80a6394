"""Recordings joined into a sentence; a sentence with a missing one is left to another voice."""

import json
import math
import os
from itertools import pairwise
from pathlib import Path

import pytest

from core.announce import Sentence, sentence
from core.errors import RecordingsMissing, VoiceFault
from core.speech import sound
from core.speech.recordings.clips import BETWEEN_DIGITS_MS, JOIN_MS, Clips, paced
from core.speech.recordings.manifest import MANIFEST
from tests.speech.fakes import a_tone

TONE_S = 0.2
LONG_PAUSES = 1.55  # tones are shorter than words: the pauses grow as far as they may
TONE_STEP = math.tau * 440 / sound.RATE * 0.0708 * math.sqrt(2) * sound.FULL_SCALE  # at -23 dB
SPANISH = (
    "carrier:Turno",
    "carrier:Por favor, pase al puesto número",
    "letter:P",
    "number:014",
    "number:0",
    "number:15",
    "counter:2",
    "number:3",
    "number:14",
    "start:00",
    "start:2",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "clips"
    folder.mkdir()
    names = {symbol: f"{at}.wav" for at, symbol in enumerate(SPANISH)}
    for name in names.values():
        sound.write(a_tone(TONE_S), folder / name)
    write_names(folder, names)
    return folder


def write_names(folder: Path, names: dict[str, str]) -> None:
    clips = {symbol: {"file": name} for symbol, name in names.items()}
    (folder / MANIFEST).write_text(json.dumps({"es": {"clips": clips}}), encoding="utf-8")


def rendered_s(clips: Clips, spoken: Sentence, tmp_path: Path) -> float:
    clips.render(spoken, tmp_path / "said.wav")
    return sound.duration_of(tmp_path / "said.wav")


def test_a_sentence_is_its_recordings_with_breaths_between(folder: Path, tmp_path: Path) -> None:
    spoken = sentence("P-014", 2, "es")
    breaths_s = LONG_PAUSES * sum(phrase.pause_ms for phrase in spoken.phrases) / 1000

    assert Clips(folder).lacks(spoken) is None
    assert rendered_s(Clips(folder), spoken, tmp_path) == pytest.approx(
        5 * TONE_S + breaths_s, abs=0.02
    )


def test_a_number_without_its_own_recording_is_joined_of_its_zeros(
    folder: Path, tmp_path: Path
) -> None:
    spoken = sentence("P-015", 2, "es")
    between_ms = sum(phrase.pause_ms for phrase in spoken.phrases) + BETWEEN_DIGITS_MS
    breaths_s = LONG_PAUSES * between_ms / 1000

    assert Clips(folder).missing(spoken) == ()
    assert rendered_s(Clips(folder), spoken, tmp_path) == pytest.approx(
        6 * TONE_S + breaths_s, abs=0.02
    )


@pytest.mark.parametrize(
    ("code", "between_ms"),
    [("P-003", LONG_PAUSES * BETWEEN_DIGITS_MS), ("P-214", -JOIN_MS), ("P-203", -JOIN_MS)],
)
def test_a_number_of_three_digits_is_joined_of_its_start_and_the_rest(
    folder: Path, tmp_path: Path, code: str, between_ms: float
) -> None:
    spoken = sentence(code, 2, "es")
    breaths_s = LONG_PAUSES * sum(phrase.pause_ms for phrase in spoken.phrases) / 1000

    assert Clips(folder).missing(spoken) == ()
    assert rendered_s(Clips(folder), spoken, tmp_path) == pytest.approx(
        6 * TONE_S + breaths_s + between_ms / 1000, abs=0.004
    )


def test_a_join_inside_a_number_is_neither_a_gap_nor_a_click(folder: Path, tmp_path: Path) -> None:
    Clips(folder).render(sentence("P-214", 2, "es"), tmp_path / "said.wav")
    heard = sound.read(tmp_path / "said.wav").samples

    # From the middle of "doscientos" to the middle of "catorce": after two words and two breaths.
    begins = round((2 * TONE_S + LONG_PAUSES * 0.48 + TONE_S / 2) * sound.RATE)
    number = heard[begins : begins + round(TONE_S * sound.RATE)]
    frame = sound.RATE // 500  # 2 ms
    loudest = [max(map(abs, number[at : at + frame])) for at in range(0, len(number), frame)]
    steps = [abs(after - before) for before, after in pairwise(number)]

    assert sum(peak < 40 for peak in loudest) * 2 <= JOIN_MS
    assert max(steps) <= 1.1 * TONE_STEP


def test_a_pair_in_one_breath_goes_before_its_two_words(folder: Path, tmp_path: Path) -> None:
    names = {symbol: f"{at}.wav" for at, symbol in enumerate(SPANISH)}
    for at, symbol in enumerate(("pair:Turno P", "pair:Por favor, pase al puesto número 9")):
        names[symbol] = f"pair-{at}.wav"
        sound.write(a_tone(2 * TONE_S), folder / names[symbol])
    write_names(folder, names)
    spoken = sentence("P-014", 9, "es")  # counter 9 is recorded in its pair only

    assert Clips(folder).missing(spoken) == ()
    assert rendered_s(Clips(folder), spoken, tmp_path) == pytest.approx(
        5 * TONE_S + LONG_PAUSES * 0.94, abs=0.004
    )
    assert Clips(folder).missing(sentence("A-014", 9, "es")) == ("letter:A",)


@pytest.mark.parametrize(
    ("voice_s", "words", "pause_ms"), [(4.0, 10, 400), (3.0, 10, 775), (9.0, 10, 150)]
)
def test_the_pauses_bring_a_sentence_to_its_pace(voice_s: float, words: int, pause_ms: int) -> None:
    said = [(sound.silence(round(500 * voice_s)), 500), (sound.silence(round(500 * voice_s)), 0)]

    (_, longer), (_, end) = paced(said, "una " * words, rate_wpm=60 * words / 4.4)

    assert longer == pytest.approx(pause_ms, abs=2)
    assert end == 0


@pytest.mark.parametrize(("most_s", "lasts_s"), [(9.0, 4.5), (4.4, 4.4), (4.0, 600 / 138)])
def test_a_sentence_that_takes_too_long_is_faster_but_not_a_rush(
    most_s: float, lasts_s: float
) -> None:
    said = [(sound.silence(1900), 500), (sound.silence(1900), 0)]

    faster = paced(said, "una " * 10, rate_wpm=600 / 4.5, most_s=most_s)

    lasts = sum(each.duration_s + pause_ms / 1000 for each, pause_ms in faster)
    assert lasts == pytest.approx(lasts_s, abs=0.002)


def test_a_counter_without_its_own_recording_uses_the_number(folder: Path) -> None:
    assert Clips(folder).missing(sentence("P-014", 3, "es")) == ()


def test_what_is_missing_is_named(folder: Path) -> None:
    fault = Clips(folder).lacks(sentence("A-120", 2, "es"))

    assert isinstance(fault, RecordingsMissing)
    assert "letter:A, number:120" in str(fault)


def test_a_language_without_recordings_misses_everything(folder: Path) -> None:
    assert len(Clips(folder).missing(sentence("P-014", 2, "en"))) == 5


def test_a_text_without_symbols_is_left_to_another_voice(folder: Path) -> None:
    assert Clips(folder).lacks(Sentence("es", "Buenos días")) is not None


def test_a_recording_that_was_deleted_is_missing(folder: Path) -> None:
    clips = Clips(folder)
    assert clips.lacks(sentence("P-014", 2, "es")) is None

    (folder / "2.wav").unlink()

    assert clips.missing(sentence("P-014", 2, "es")) == ("letter:P",)


def test_a_changed_manifest_is_read_again(folder: Path) -> None:
    clips, spoken = Clips(folder), sentence("A-014", 2, "es")
    assert clips.missing(spoken) == ("letter:A",)

    names = {symbol: f"{at}.wav" for at, symbol in enumerate(SPANISH)} | {"letter:A": "2.wav"}
    write_names(folder, names)
    os.utime(folder / MANIFEST, (1, 1))

    assert clips.missing(spoken) == ()


def test_a_new_recording_changes_the_recipe(folder: Path) -> None:
    clips, spoken = Clips(folder), sentence("P-014", 2, "es")
    before = clips.recipe(spoken)

    os.utime(folder / "2.wav", (1, 1))

    assert clips.recipe(spoken) != before


@pytest.mark.parametrize("manifest", ["{", "[]", '{"es": 3}', '{"es": {"clips": {"letter:P": 3}}}'])
def test_a_broken_manifest_is_a_fault_that_names_it(folder: Path, manifest: str) -> None:
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")

    assert MANIFEST in str(Clips(folder).lacks(sentence("P-014", 2, "es")))


def test_a_recording_that_is_no_sound_is_a_fault(folder: Path, tmp_path: Path) -> None:
    (folder / "2.wav").write_text("<html>")

    with pytest.raises(VoiceFault, match=r"2\.wav"):
        Clips(folder).render(sentence("P-014", 2, "es"), tmp_path / "said.wav")


def test_a_pipe_in_place_of_the_manifest_is_a_fault_and_not_read_for_ever(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / MANIFEST)

    assert "it is no file" in str(Clips(tmp_path).lacks(sentence("P-014", 2, "es")))
