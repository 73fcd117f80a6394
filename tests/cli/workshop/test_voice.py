"""`turnos voice`: a person's recordings are taken, checked and spoken before the others."""

import json
import sys
from pathlib import Path
from shutil import copy, copyfile

import pytest

from core.announce import phrases_in_one_breath, phrases_to_record, sentence
from core.cli.workshop.voice import _to_make
from core.machine.config import load_config
from core.speech import sound
from core.speech.cache import Cache
from core.speech.ladder import Ladder, engines_for
from core.speech.recordings.clips import shipped_clips
from core.speech.recordings.manifest import MANIFEST, MadeBy, keep, key_of, read_manifest, symbol_of
from tests.cli.conftest import Run
from tests.speech.fakes import a_tone


@pytest.fixture
def evening(tmp_path: Path) -> Path:
    """Return a folder in which somebody recorded every Creole phrase, with silence around it."""
    folder = tmp_path / "evening"
    folder.mkdir()
    quiet = sound.silence(100)
    sound.write(sound.joined([quiet, a_tone(0.2, amplitude=3000), quiet]), tmp_path / "said.wav")
    for phrase in phrases_to_record("icr"):
        copyfile(tmp_path / "said.wav", folder / f"{key_of(symbol_of(phrase))}.wav")
    return folder


@pytest.fixture
def office(tmp_path: Path) -> str:
    """Return the settings of a machine with a folder of recordings of its own."""
    file = tmp_path / "config.toml"
    file.write_text(f'[voice]\nclips = "{(tmp_path / "own").as_posix()}"\n')
    return str(file)


def test_the_list_names_a_file_and_its_words_for_every_phrase(run: Run) -> None:
    done = run("voice", "record", "es")

    lines = dict(line.split("\t") for line in done.out.splitlines())
    assert done.code == 0
    assert len(lines) == 189
    assert lines["carrier-ultimo-llamado.wav"] == "Último llamado"
    assert lines["start-2.wav"] == "doscientos"
    assert run("voice", "record", "es", "--json").json == lines


def test_a_speakers_recordings_are_cut_levelled_and_spoken(
    run: Run, evening: Path, office: str, tmp_path: Path
) -> None:
    done = run("--config", office, "voice", "record", "icr", str(evening), "--speaker", "Ana")

    assert (done.code, done.out) == (
        0,
        f"188 recordings taken into {tmp_path / 'own'}.\n",
    )
    held = read_manifest(tmp_path / "own")["icr"]
    assert held.made_by.voice == "Ana"
    clip = held.clips["pair:Ticket P"]
    assert clip.duration_s == pytest.approx(0.23, abs=0.02)
    assert clip.rms_dbfs == pytest.approx(sound.CLIP_RMS_DBFS, abs=0.5)

    ladder = Ladder(engines_for(load_config(Path(office)).voice), Cache(tmp_path / "cache"))
    said = ladder.render(sentence("P-214", 2, "icr"))
    assert (said.engine, said.faults) == ("clips", ())


def test_a_file_that_is_not_well_is_told_and_the_one_before_stays(
    run: Run, evening: Path, office: str, tmp_path: Path
) -> None:
    run("--config", office, "voice", "record", "icr", str(evening))
    before = read_manifest(tmp_path / "own")
    loud = a_tone(0.4, amplitude=60_000 // 2)
    for at, sample in enumerate(loud.samples):
        loud.samples[at] = max(-20_000, min(sample, 20_000))
    sound.write(loud, evening / "pair-Ticket-P.wav")
    sound.write(a_tone(0.4, amplitude=60), evening / "number-14.wav")

    done = run("--config", office, "voice", "record", "icr", str(evening))

    assert done.code == 1
    assert done.out.splitlines()[:2] == [
        "icr/pair-Ticket-P.wav is clipped. Turn the microphone down; record it again.",
        "icr/number-14.wav is too quiet (-58 dB). Speak nearer to the microphone.",
    ]
    assert read_manifest(tmp_path / "own")["icr"].clips.keys() == before["icr"].clips.keys()
    assert run("voice", "check", str(tmp_path / "own"), "--language", "icr").code == 0


def test_what_is_still_to_be_recorded_is_told(run: Run, evening: Path, office: str) -> None:
    (evening / "pair-Go-to-counter-7.wav").unlink()

    done = run("--config", office, "voice", "record", "icr", str(evening), "--json")

    assert done.code == 1
    assert done.json == {
        "taken": 187,
        "problems": [
            {
                "language": "icr",
                "symbol": "pair:Go to counter 7",
                "fault": "missing",
                "text": "Go to counter 7",
                "found": "",
            }
        ],
    }


def test_a_check_says_a_sentence_for_each_recording_that_is_not_well(
    run: Run, evening: Path, office: str, tmp_path: Path
) -> None:
    run("--config", office, "voice", "record", "icr", str(evening))
    own = tmp_path / "own"
    (own / "icr" / "pair-Ticket-A.wav").unlink()
    sound.write(a_tone(3.0), own / "icr" / "pair-Ticket-B.wav")

    done = run("voice", "check", str(own), "--language", "icr")

    assert done.code == 1
    assert done.out.splitlines() == [
        'icr/pair-Ticket-A.wav is missing. It says: "Ticket A"',
        "icr/pair-Ticket-B.wav is too long (3.0 s). Cut what is not speech.",
    ]
    told = json.loads(run("voice", "check", str(own), "--language", "icr", "--json").out)
    assert [each["fault"] for each in told] == ["missing", "long"]


def test_a_broken_manifest_is_refused_by_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")

    done = run("voice", "check", str(tmp_path))

    assert done.code == 1
    assert f"The recordings in {tmp_path} cannot be read or written" in done.error


def test_rendering_beside_a_broken_manifest_is_refused_before_the_model_is_read(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "manifest.json").write_text("{")
    files = (f"--{name}={__file__}" for name in ("model", "voices", "vocabulary"))

    done = run("voice", "render", *files, str(tmp_path))

    assert done.code == 1
    assert f"The recordings in {tmp_path} cannot be read or written" in done.error


def test_a_symbol_or_a_folder_that_is_not_there_is_a_mistake_of_typing(
    run: Run, tmp_path: Path
) -> None:
    nothing = run("voice", "check", "--only", "leter:*")
    nowhere = run("voice", "check", str(tmp_path / "nowhere"))

    assert (nothing.code, nowhere.code) == (2, 2)
    assert 'No symbol is like "leter:*"' in nothing.error


def test_a_number_in_one_breath_is_asked_for_only_where_it_was_made(
    run: Run, evening: Path, office: str, tmp_path: Path
) -> None:
    run("--config", office, "voice", "record", "icr", str(evening))
    own = tmp_path / "own"
    assert run("voice", "check", str(own), "--language", "icr").code == 0
    (fourteen,) = (each for each in phrases_in_one_breath("icr") if each.value == "014")
    keep(own, "icr", [(fourteen, sound.ready_clip(a_tone(0.5)))], MadeBy(voice="Ana"))

    (own / "icr" / "number-014.wav").unlink()

    done = run("voice", "check", str(own), "--language", "icr")
    assert done.out == 'icr/number-014.wav is missing. It says: "0 14"\n'


def test_without_the_extra_rendering_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)  # as if it were not installed
    file = tmp_path / "model.onnx"
    file.write_bytes(b"")
    files = (f"--{name}={file}" for name in ("model", "voices", "vocabulary"))

    done = run("voice", "render", *files, str(tmp_path / "out"))

    assert done.code == 1
    assert "Install turnos[voice]" in done.error


def test_to_be_made_is_what_has_no_file(tmp_path: Path) -> None:
    shipped = shipped_clips()
    assert shipped is not None
    copy(shipped / MANIFEST, tmp_path)
    (tmp_path / "es").mkdir()
    copy(shipped / "es" / "number-14.wav", tmp_path / "es")

    to_make = {symbol_of(each) for each in _to_make(tmp_path, "es", "number:1?", again=False)}

    assert to_make == {f"number:1{digit}" for digit in "012356789"}
    assert _to_make(shipped, "es", "*", again=False) == []
    assert len(_to_make(shipped, "es", "number:14", again=True)) == 1
