"""What is wrong with a recording is told before the hall hears it."""

from array import array
from pathlib import Path

import pytest

from core.announce import Phrase, PhraseKind
from core.speech import sound
from core.speech.recordings.examine import Fault, examine, measured
from core.speech.recordings.manifest import MANIFEST, MadeBy, keep, key_of, read_manifest
from core.speech.sound import Sound
from tests.speech.fakes import a_tone

P = Phrase(PhraseKind.LETTER, "P", "P")
FOURTEEN = Phrase(PhraseKind.NUMBER, "14", "catorce")
LAST = Phrase(PhraseKind.CARRIER, "Último llamado: turno", "Último llamado: turno")
BY_ANA = MadeBy(voice="Ana", wording=("Turno {letter}",))


def finished(duration_s: float = 0.5) -> Sound:
    return sound.ready_clip(a_tone(duration_s))


def cut_off(heard: Sound, limit: int) -> Sound:
    return Sound(array("h", [max(-limit, min(each, limit)) for each in heard.samples]))


def test_a_recording_that_is_well_has_no_problem(tmp_path: Path) -> None:
    keep(tmp_path, "es", [(P, finished()), (LAST, finished(1.5))], BY_ANA)

    assert list(examine(tmp_path, "es", [P, LAST])) == []


def test_the_manifest_tells_whose_voice_says_what_how_long_and_how_loud(tmp_path: Path) -> None:
    keep(tmp_path, "es", [(P, finished())], BY_ANA)

    held = read_manifest(tmp_path)["es"]

    assert held.made_by == BY_ANA
    clip = held.clips["letter:P"]
    assert (clip.file, clip.text) == ("es/letter-P.wav", "P")
    assert clip.duration_s == pytest.approx(0.5, abs=0.01)
    assert clip.rms_dbfs == pytest.approx(sound.CLIP_RMS_DBFS, abs=0.5)
    assert clip.peak_dbfs == pytest.approx(clip.rms_dbfs + 3, abs=0.5)  # a tone's


def test_what_was_kept_before_stays_beside_the_new(tmp_path: Path) -> None:
    keep(tmp_path, "es", [(P, finished())], BY_ANA)
    keep(tmp_path, "en", [(P, finished())], BY_ANA)
    held = keep(tmp_path, "es", [(FOURTEEN, finished())], BY_ANA)

    assert {name: sorted(each.clips) for name, each in held.items()} == {
        "es": ["letter:P", "number:14"],
        "en": ["letter:P"],
    }
    assert held == read_manifest(tmp_path)


def test_a_file_is_named_without_accents_or_marks() -> None:
    assert key_of("carrier:Último llamado: turno") == "carrier-ultimo-llamado-turno"
    assert key_of("letter:P") == "letter-P"


@pytest.mark.parametrize(
    ("heard", "fault"),
    [
        (cut_off(a_tone(0.5, amplitude=30_000), 24_000), Fault.CLIPPED),
        (sound.quieter(finished(), 4), Fault.QUIET),
        (Sound(array("h", bytes(20_000))), Fault.QUIET),
        (finished(2.0), Fault.LONG),
        (finished(0.05), Fault.SHORT),
    ],
)
def test_each_fault_is_found_in_what_sounds(tmp_path: Path, heard: Sound, fault: Fault) -> None:
    keep(tmp_path, "es", [(P, finished()), (FOURTEEN, heard)], BY_ANA)

    found = list(examine(tmp_path, "es", [P, FOURTEEN]))

    assert [(each.symbol, each.fault) for each in found] == [("number:14", fault)]


def test_a_clipped_recording_is_found_at_any_level() -> None:
    clipped = cut_off(a_tone(0.5, amplitude=30_000), 24_000)

    found = measured(sound.levelled(clipped), "es", P)

    assert found is not None
    assert found.fault is Fault.CLIPPED


def test_what_is_missing_broken_or_of_older_words_is_told_apart(tmp_path: Path) -> None:
    keep(tmp_path, "es", [(P, finished()), (FOURTEEN, finished())], BY_ANA)
    (tmp_path / "es" / "letter-P.wav").write_text("<html>")
    reworded = Phrase(PhraseKind.NUMBER, "14", "diez y cuatro")

    found = list(examine(tmp_path, "es", [P, reworded, LAST]))

    assert [each.fault for each in found] == [
        Fault.UNREADABLE,
        Fault.OTHER_WORDS,
        Fault.MISSING,
    ]
    assert found[1].found == "catorce"


def test_a_broken_manifest_is_no_empty_one(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("[]")

    with pytest.raises(ValueError, match="array"):
        list(examine(tmp_path, "es", [P]))
