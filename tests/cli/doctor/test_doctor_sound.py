"""`turnos doctor --sound`: heard through the real ladder and player, and measured."""

import json
import tomllib
from array import array
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.announce import sentence
from core.cli.doctor.sound import examine_sound, gap_ms, measure
from core.language import Language
from core.machine.config import Config, VoiceConfig
from core.office import Office
from core.speech.ladder import engines_for
from core.speech.sound import RATE, Sound, joined, read, ready_speech, silence
from tests.cli.conftest import Done, Run
from tests.speech.fakes import Loudspeaker, a_tone, broken_espeak

PLAYED_IN_FULL = 3  # the chime, and a call in each language


@pytest.fixture
def loudspeaker(tmp_path: Path) -> Loudspeaker:
    return Loudspeaker(tmp_path / "played.jsonl")


def config_file(folder: Path, command: tuple[str, ...], engine: str = "auto") -> Path:
    path = folder / "config.toml"
    words = ", ".join(json.dumps(word) for word in command)
    path.write_text(f'[voice]\nengine = "{engine}"\nplayer = [{words}]\n', encoding="utf-8")
    return path


@pytest.mark.parametrize("backend", ["sqlite"])
def test_every_configured_language_is_played_and_measured(
    run: Run, at_office: str, loudspeaker: Loudspeaker, tmp_path: Path
) -> None:
    with Office.open(at_office) as office:
        document = tomllib.loads(office.settings.export_toml())
        office.settings.change(document | {"speaking": {"languages": ["es", "en"]}})
    config = config_file(tmp_path, loudspeaker.player().command)

    done = run("doctor", "--sound", "--json", "--config", str(config))

    checks: dict[str, Any] = {each["name"]: each for each in json.loads(done.out)}
    assert done.code == 0, done.out
    assert list(checks) == ["sound-chime", "sound-es", "sound-en"]
    for name in ("sound-es", "sound-en"):
        measured = checks[name]["measured"]
        assert 110 <= measured["words_per_minute"] <= 140
        assert measured["gap_ms"] >= 100
        assert -23 <= measured["level_dbfs"] <= -15
    assert len(loudspeaker.played) >= PLAYED_IN_FULL


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_player_that_fails_is_red_and_says_why(
    run: Run, at_office: str, loudspeaker: Loudspeaker, tmp_path: Path
) -> None:
    config = config_file(tmp_path, loudspeaker.player("crash").command)

    done = run("doctor", "--sound", "--config", str(config))

    assert done.code == 1
    assert done.out.count("✗") == 2
    assert "no sound card here" in done.out


def test_a_display_that_does_not_speak_plays_nothing(loudspeaker: Loudspeaker) -> None:
    voice = VoiceConfig(engine="none", player=loudspeaker.player().command)

    checks = list(examine_sound(Config(voice=voice), Language.load("en")))

    assert [each.ok for each in checks] == [True]
    assert loudspeaker.played == []


def test_each_measure_that_is_off_has_a_sentence() -> None:
    loud = Sound(array("h", [32_767] * RATE))
    said = measure("Ticket P, fourteen.", loud)

    assert len(list(said.faults())) == 4


def test_the_gap_is_the_silence_after_the_letter() -> None:
    spoken = joined((a_tone(0.5), silence(200), a_tone(0.8), silence(600), a_tone(0.4)))

    assert gap_ms(spoken) == pytest.approx(200, abs=20)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_shipped_voice_measures_as_the_hall_needs_it(language: str, tmp_path: Path) -> None:
    said = sentence("P-014", 2, language)
    into = tmp_path / "said.wav"
    engines_for(VoiceConfig())[0].render(said, into)

    assert list(measure(said.text, ready_speech(read(into))).faults()) == []


@pytest.mark.parametrize("backend", ["sqlite"])
def test_displays_that_speak_at_once_are_named(run: Run, at_office: str) -> None:
    with Office.open(at_office) as office:
        for name in ("one", "two"):
            office.devices.seen(name, "display", {"voice": "ok"})

    done = run("doctor", "--json")

    (check,) = [each for each in json.loads(done.out) if each["name"] == "displays"]
    assert not check["ok"]
    assert "one, two" in check["sentence"]


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_display_that_was_on_and_is_not_is_red(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Office.open(at_office) as office:
        office.devices.seen("hall", "display", {"voice": "ok"})
    monkeypatch.setattr("core.cli.doctor.doctor.SILENT", timedelta(0))

    check = check_of(run("doctor", "--json"), "displays")

    assert not check["ok"]
    assert "hall last reported" in check["sentence"]


@pytest.mark.parametrize("backend", ["sqlite"])
def test_an_office_without_a_display_is_told_that_nobody_hears_a_call(
    run: Run, at_office: str
) -> None:
    assert at_office

    check = check_of(run("doctor", "--json"), "displays")

    assert "neither seen nor heard" in check["sentence"]


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("engine", ["auto", "chime"])
def test_a_player_that_is_there_and_plays_nothing_is_red_without_sound_too(
    run: Run, at_office: str, loudspeaker: Loudspeaker, tmp_path: Path, engine: str
) -> None:
    assert at_office
    config = config_file(tmp_path, loudspeaker.player("crash").command, engine)

    check = check_of(run("doctor", "--json", "--config", str(config)), "voice")

    assert not check["ok"]
    assert "no sound card here" in check["sentence"]


@pytest.mark.parametrize("backend", ["sqlite"])
def test_the_doctor_says_what_it_tried(
    run: Run, at_office: str, loudspeaker: Loudspeaker, tmp_path: Path
) -> None:
    assert at_office
    config = config_file(tmp_path, loudspeaker.player().command)

    check = check_of(run("doctor", "--json", "--config", str(config)), "voice")

    assert check["ok"]
    assert "played silence; to hear it: turnos doctor --sound" in check["sentence"]
    assert len(loudspeaker.played) == 1


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_voice_that_is_there_and_cannot_speak_is_not_said_to(
    run: Run,
    at_office: str,
    loudspeaker: Loudspeaker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert at_office
    monkeypatch.setattr("core.speech.ladder.engines_for", lambda _config: (broken_espeak("crash"),))
    config = config_file(tmp_path, loudspeaker.player().command)

    check = check_of(run("doctor", "--json", "--config", str(config)), "voice")

    assert not check["ok"]
    assert "espeak" in check["sentence"]


def check_of(doctor: Done, name: str) -> Any:
    (check,) = [each for each in json.loads(doctor.out) if each["name"] == name]
    return check
