"""What the display's lane gets: the call as one sound, or as much of it as the machine can give."""

import itertools
from array import array
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from core.announce import (
    AFTER_CHIME_MS,
    BETWEEN_REPEATS_MS,
    Announcement,
    Part,
    PartKind,
    announce,
    sentence,
)
from core.errors import (
    PlayerHung,
    RecordingsMissing,
    SoundFault,
    VoiceFault,
    VoiceHung,
    VoiceNotInstalled,
)
from core.language import Language
from core.machine.config import VoiceConfig, data_dir
from core.speech import sound
from core.speech.cache import Cache
from core.speech.engines.espeak import Espeak
from core.speech.engines.null import NullEngine
from core.speech.ladder import Ladder, engines_for
from core.speech.pace import words_per_minute
from core.speech.player import FoundPlayer
from core.speech.recordings.clips import Clips, shipped_clips
from core.speech.recordings.manifest import MANIFEST, MadeBy, keep
from core.speech.voice import CHIME, Voice
from tests.speech.fakes import (
    CALL,
    MISSING,
    Counting,
    Loudspeaker,
    a_tone,
    a_voice,
    broken_espeak,
    files_played,
)

# --- all is well --------------------------------------------------------------------------------


def test_a_prepared_call_is_one_file_of_chime_pauses_and_both_sentences(
    loudspeaker: Loudspeaker, cache: Cache
) -> None:
    voice = a_voice(loudspeaker.player(), cache)

    prepared = voice.prepare(CALL)

    chime = sound.read(CHIME).samples
    paths = [voice.ladder.render(each).path for each in CALL.sentences]
    first, again = (sound.read(path).samples for path in paths if path is not None)
    expected = array("h", chime)
    for pause_ms, said in ((AFTER_CHIME_MS, first), (BETWEEN_REPEATS_MS, again)):
        expected.extend(sound.silence(pause_ms).samples)
        expected.extend(said)
    assert sound.read(prepared.path).samples == expected
    assert (prepared.engines, prepared.unsaid, prepared.faults) == (("espeak",), (), ())


@pytest.mark.parametrize(("percent", "less_db"), [(50, 10.0), (25, 20.0)])
def test_a_voice_half_as_loud_measures_10_db_less_chime_and_all(
    percent: int, less_db: float, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    voice = a_voice(loudspeaker.player(), cache)
    loud = sound.levels(voice.prepare(CALL).path)

    soft = sound.levels(voice.prepare(replace(CALL, level_percent=percent)).path)

    assert soft.rms_dbfs == pytest.approx(loud.rms_dbfs - less_db, abs=0.2)
    assert soft.peak_dbfs == pytest.approx(loud.peak_dbfs - less_db, abs=0.2)
    assert soft.duration_s == loud.duration_s


def test_a_call_that_was_not_prepared_is_as_loud_as_wanted_from_its_chime_on(
    loudspeaker: Loudspeaker, cache: Cache
) -> None:
    voice = a_voice(loudspeaker.player(), cache)

    result = voice.say(replace(CALL, level_percent=50))

    chime, said = map(sound.levels, files_played(loudspeaker))
    assert result.spoken
    assert chime.rms_dbfs == pytest.approx(sound.levels(CHIME).rms_dbfs - 10, abs=0.2)
    whole = [part for part in CALL.parts if part.kind is not PartKind.CHIME]
    loud = sound.levels(voice.prepare(replace(CALL, parts=tuple(whole))).path)
    assert said.rms_dbfs == pytest.approx(loud.rms_dbfs - 10, abs=0.2)


def test_a_prepared_call_is_heard_as_one_sound(loudspeaker: Loudspeaker, cache: Cache) -> None:
    voice = a_voice(loudspeaker.player(), cache)
    prepared = voice.prepare(CALL)

    heard = voice.say(CALL)

    assert files_played(loudspeaker) == [prepared.path]
    assert (heard.chimed, heard.spoken, heard.stopped) == (True, True, False)
    assert (heard.failed, heard.faults, heard.engines) == (None, (), ("espeak",))
    assert heard.duration_s > 0


def test_a_call_that_was_not_prepared_chimes_at_once_and_is_spoken_next(
    loudspeaker: Loudspeaker, cache: Cache
) -> None:
    heard = a_voice(loudspeaker.player(), cache).say(CALL)

    first, second = files_played(loudspeaker)
    assert first == CHIME
    speech_s = sound.duration_of(second)
    whole = a_voice(loudspeaker.player(), cache).prepare(CALL).path
    assert speech_s + sound.duration_of(CHIME) == pytest.approx(sound.duration_of(whole))
    assert (heard.chimed, heard.spoken, heard.failed) == (True, True, None)


def test_spanish_comes_before_english(loudspeaker: Loudspeaker, cache: Cache) -> None:
    voice = a_voice(loudspeaker.player(), cache)
    both = announce("P-014", 2, languages=("es", "en"), repeats=1)

    whole = sound.read(voice.prepare(both).path).samples

    paths = [voice.ladder.render(each).path for each in both.sentences]
    spanish, english = (sound.read(path).samples for path in paths if path is not None)
    begin = len(sound.read(CHIME).samples) + len(sound.silence(AFTER_CHIME_MS).samples)
    assert whole[begin : begin + len(spanish)] == spanish
    assert whole[-len(english) :] == english


def test_a_sentence_is_made_once_and_then_comes_from_the_cache(
    loudspeaker: Loudspeaker, cache: Cache
) -> None:
    engine = Counting(Espeak(rate_wpm=125))
    voice = a_voice(loudspeaker.player(), cache, engine)

    voice.prepare(CALL)
    a_voice(loudspeaker.player(), cache, engine).prepare(CALL)

    assert engine.renderings == len(CALL.sentences)


def test_calls_of_a_burst_never_overlap(loudspeaker: Loudspeaker, cache: Cache) -> None:
    voice = a_voice(loudspeaker.player(), cache)

    for number in range(1, 5):
        assert voice.say(announce(f"A-{number:03d}", number)).spoken

    spans = [(played["began_at"], played["ended_at"]) for played in loudspeaker.played]
    assert len(spans) == 8
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_words_without_a_chime_are_spoken_too(loudspeaker: Loudspeaker, cache: Cache) -> None:
    only_words = Announcement(
        "", 0, last=False, parts=(Part(PartKind.SENTENCE, sentence=sentence("P-014", 2, "es")),)
    )

    heard = a_voice(loudspeaker.player(), cache).say(only_words)

    assert (heard.chimed, heard.spoken, heard.fault) == (False, True, None)


# --- the ladder ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("engine", "fault"),
    [
        (MISSING, VoiceNotInstalled),
        (broken_espeak("crash"), VoiceFault),
        (broken_espeak("garbage"), VoiceFault),
        (broken_espeak("silent"), VoiceFault),
        (broken_espeak("hang", limit_s=0.3), VoiceHung),
    ],
    ids=["missing", "crash", "garbage", "silent", "hang"],
)
def test_a_voice_that_fails_leaves_the_chime_and_says_why(
    engine: Espeak, fault: type[VoiceFault], loudspeaker: Loudspeaker, cache: Cache
) -> None:
    heard = a_voice(loudspeaker.player(), cache, engine).say(CALL)

    assert files_played(loudspeaker) == [CHIME]
    assert (heard.chimed, heard.spoken) == (True, False)
    assert isinstance(heard.fault, fault)
    assert heard.failed == str(heard.fault)
    assert "espeak" in Language.load("es").sentence(heard.fault)
    assert list(cache.folder.glob("*.part")) == []


def test_the_voice_below_stands_in_and_the_fault_is_kept(
    loudspeaker: Loudspeaker, cache: Cache, tmp_path: Path
) -> None:
    (tmp_path / MANIFEST).write_text("{}")
    engines = (Clips(tmp_path), broken_espeak("crash"), Espeak(rate_wpm=125))

    heard = a_voice(loudspeaker.player(), cache, *engines).say(CALL)

    assert heard.spoken
    assert heard.fault is None
    named = [str(fault).split('"')[1] for fault in heard.faults]
    assert named == ["clips", "espeak"] * len(CALL.sentences)


def test_what_broke_is_told_rather_than_what_was_never_there(
    loudspeaker: Loudspeaker, cache: Cache
) -> None:
    heard = a_voice(loudspeaker.player(), cache, MISSING, broken_espeak("crash")).say(CALL)

    assert "damaged" in str(heard.failed)


def test_a_voice_that_hung_rests_and_is_tried_again_later(cache: Cache) -> None:
    now = 0.0
    engine = Counting(broken_espeak("hang", limit_s=0.2))
    ladder = Ladder([engine], cache, rest_s=30.0, monotonic=lambda: now)
    spoken = CALL.sentences[0]

    tries = []
    for now in (0.0, 1.0, 29.0, 31.0):  # noqa: B007 - the ladder's clock reads it
        assert isinstance(ladder.render(spoken).telling_fault, VoiceHung)
        tries.append(engine.renderings)

    assert tries == [1, 1, 1, 2]


def test_one_language_that_nobody_speaks_leaves_the_other(
    loudspeaker: Loudspeaker, cache: Cache
) -> None:
    kriol = Part(PartKind.SENTENCE, sentence=cast("None", _Kriol()))
    both = Announcement(
        "P-014", 2, last=False, parts=(*CALL.parts, Part(PartKind.PAUSE, 900), kriol)
    )
    voice = a_voice(loudspeaker.player(), cache)

    heard = voice.say(both)

    assert (heard.chimed, heard.spoken) == (True, False)
    assert "kriol" in str(heard.failed)
    assert voice.prepare(both).path == voice.prepare(CALL).path
    assert voice.prepare(both).unsaid == ("kriol",)


class _Kriol:
    language = "kriol"
    text = "Ton P"
    phrases = ()


def test_a_voice_switched_off_is_a_chime_and_no_fault(
    loudspeaker: Loudspeaker, cache: Cache
) -> None:
    heard = a_voice(loudspeaker.player(), cache, NullEngine()).say(CALL)
    again = a_voice(loudspeaker.player(), cache, NullEngine()).say(CALL)

    assert files_played(loudspeaker) == [CHIME, CHIME]
    assert (heard.chimed, heard.spoken, heard.failed) == (True, False, None)
    assert (again.chimed, again.spoken, again.failed) == (True, False, None)


@pytest.mark.parametrize(
    ("config", "names"),
    [
        (VoiceConfig(), ["clips", "espeak", "pyttsx3"]),
        (VoiceConfig(clips="somewhere"), ["clips", "clips", "espeak", "pyttsx3"]),
        (VoiceConfig(engine="pyttsx3"), ["pyttsx3", "clips", "espeak"]),
        (VoiceConfig(engine="chime"), ["none"]),
        (VoiceConfig(engine="none"), ["none"]),
    ],
)
def test_the_settings_choose_the_first_voice_and_the_others_follow(
    config: VoiceConfig, names: list[str]
) -> None:
    assert [engine.name for engine in engines_for(config)] == names


def test_the_machines_own_settings_make_a_voice_that_speaks(
    loudspeaker: Loudspeaker, tmp_path: Path
) -> None:
    command = loudspeaker.player().command
    voice = Voice.open(VoiceConfig(player=command), cache=tmp_path / "voice")

    heard = voice.say(CALL)

    assert (heard.chimed, heard.spoken, heard.engines) == (True, True, ("clips",))
    assert heard.faults == ()


@pytest.mark.parametrize("code", ["A-001", "P-014", "Z-100", "B-214", "Y-999", "O-050"])
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(("last", "least_wpm"), [(False, 110), (True, 95)])
def test_the_shipped_recordings_say_every_call_at_an_unhurried_pace(
    cache: Cache, code: str, language: str, last: bool, least_wpm: int
) -> None:
    shipped = shipped_clips()
    assert shipped is not None
    spoken = sentence(code, 12, language, last=last)

    said = Ladder([Clips(shipped)], cache).render(spoken)

    assert said.path is not None
    assert least_wpm <= words_per_minute(spoken.text, sound.read(said.path)) <= 140


def test_what_was_not_recorded_is_said_by_the_voice_below(cache: Cache) -> None:
    ladder = Ladder(engines_for(VoiceConfig()), cache)

    said = ladder.render(sentence("P-1014", 2, "es"))

    assert (said.engine, [type(fault) for fault in said.faults]) == ("espeak", [RecordingsMissing])


def test_the_offices_own_recordings_go_before_the_shipped_ones(cache: Cache, home: Path) -> None:
    own = data_dir() / "voice"
    spoken = sentence("P-014", 2, "es")
    tones = [(phrase, a_tone(0.4)) for phrase in spoken.phrases]
    keep(own, "es", tones, MadeBy(voice="Ana"))
    ladder = Ladder(engines_for(VoiceConfig()), cache)

    assert str(own) in ladder.engines[0].recipe(spoken)
    said, other = ladder.render(spoken), ladder.render(sentence("P-015", 2, "es"))

    assert (said.engine, said.faults) == ("clips", ())
    assert (other.engine, len(other.faults)) == ("clips", 1)


# --- the loudspeaker and the disk ---------------------------------------------------------------


def test_without_a_player_the_result_says_that_nothing_was_heard(cache: Cache) -> None:
    heard = a_voice(FoundPlayer((("no-aplay",),)), cache).say(CALL)

    assert (heard.chimed, heard.spoken) == (False, False)
    assert isinstance(heard.fault, SoundFault)


@pytest.mark.parametrize("prepared", [False, True])
def test_a_failing_player_is_never_taken_for_a_sound(
    prepared: bool, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    voice = a_voice(loudspeaker.player("crash"), cache)
    if prepared:
        voice.prepare(CALL)

    heard = voice.say(CALL)

    assert (heard.chimed, heard.spoken) == (False, False)
    assert "no sound card here" in str(heard.failed)


def test_a_hanging_player_is_ended_and_not_taken_for_a_sound(
    loudspeaker: Loudspeaker, cache: Cache, tmp_path: Path
) -> None:
    sound.write(sound.silence(10), tmp_path / "chime.wav")
    player = loudspeaker.player("hang", margin_s=0.1)

    heard = a_voice(player, cache, MISSING, chime=tmp_path / "chime.wav").say(CALL)

    assert (heard.chimed, heard.spoken) == (False, False)
    assert isinstance(heard.fault, PlayerHung)


def test_a_cache_that_cannot_be_written_leaves_the_chime(
    loudspeaker: Loudspeaker, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")

    heard = a_voice(loudspeaker.player(), Cache(tmp_path / "file")).say(CALL)

    assert files_played(loudspeaker) == [CHIME]
    assert (heard.chimed, heard.spoken) == (True, False)
    assert isinstance(heard.fault, VoiceFault)


def test_sentences_at_hand_that_cannot_be_joined_leave_the_chime(
    loudspeaker: Loudspeaker, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = a_voice(loudspeaker.player(), cache)
    voice.ladder.render(CALL.sentences[0])

    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "put", full)
    heard = voice.say(CALL)

    assert files_played(loudspeaker) == [CHIME]
    assert (heard.chimed, heard.spoken) == (True, False)
    assert "the disk is full" in str(heard.failed)


def test_a_chime_that_is_gone_is_a_fault_with_its_name(
    loudspeaker: Loudspeaker, cache: Cache, tmp_path: Path
) -> None:
    heard = a_voice(loudspeaker.player(), cache, chime=tmp_path / "gone.wav").say(CALL)

    assert (heard.chimed, heard.spoken) == (False, False)
    assert "gone.wav" in str(heard.failed)
