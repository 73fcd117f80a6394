"""The shipped recordings, joined for real: calls as an office makes them, and any others."""

import random
from collections.abc import Mapping

import pytest

from core.announce import (
    Sentence,
    announce,
    phrases_in_one_breath,
    phrases_to_record,
    put_back_sentence,
    sentence,
    sentence_again,
)
from core.speech import sound
from core.speech.port import SentenceLike
from core.speech.recordings.clips import Clips, Said, shipped_clips
from core.speech.recordings.examine import examine, is_clipped
from core.speech.sound import Sound
from core.speech.voice import CHIME
from tests.sweeps import IS_WHOLE
from tools.voice.sound import Figures, figures, joins_s, spoken, steps

Calls = Mapping[str, tuple[Figures, Sound, list[float]]]


class Heard(Clips):
    """The recordings; those of a call are read and levelled once for its joins and its sound."""

    _latest: tuple[SentenceLike, Said] | None = None

    def said(self, sentence: SentenceLike) -> Said:
        if self._latest is None or self._latest[0] != sentence:
            self._latest = sentence, super().said(sentence)
        return self._latest[1]


def some_calls(count: int) -> list[tuple[str, int]]:
    """Return calls of which half are an office's: lines A and P, a few counters."""
    chance = random.Random(5)
    office = [
        (f"{chance.choice('AAP')}-{chance.randint(1, 120):03d}", chance.randint(1, 5))
        for _ in range(count // 2)
    ]
    letters = chance.sample("ABCDEFGHIJKLMNOPQRSTUVWXYZ", count - len(office))
    return office + [
        (f"{letter}-{chance.randint(1, 999):03d}", chance.randint(1, 20)) for letter in letters
    ]


def lasts_s(clips: Clips, said: Sentence) -> float:
    """Return how long `said` lasts, joins left out: they overlap."""
    return sum(each.duration_s + pause_ms / 1000 for each, pause_ms in clips.said(said))


@pytest.fixture(scope="module", params=["es", "es again", "es last", "en", "en again", "en last"])
def calls(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Calls:
    """Return calls as they sound, ten of a kind; in a sweep thirty."""
    language, _, kind = request.param.partition(" ")
    draft = tmp_path_factory.mktemp("calls") / "said.wav"
    shipped = shipped_clips()
    assert shipped is not None
    clips = Heard(shipped)
    found = {}
    for code, counter in some_calls(30)[:: 1 if IS_WHOLE else 3]:
        call = (
            sentence_again(code, counter, language)
            if kind == "again"
            else sentence(code, counter, language, last=kind == "last")
        )
        joins = joins_s(clips, call)
        said = spoken(clips, call, draft)
        found[f"{code}: {call.text}"] = figures(said, call, joins[0]), said, joins
    return found


def test_every_call_has_the_pace_of_clear_speech(calls: Calls) -> None:
    paces = {text: measured.words_per_minute for text, (measured, _, _) in calls.items()}

    wrong = {text: pace for text, pace in paces.items() if not 110 <= pace <= 140}
    # Short sentences with a long number or counter, between short pauses, may be a little slower.
    slow = {text: pace for text, pace in wrong.items() if text[0] not in "AP" or text[2] > "1"}
    assert wrong.keys() - slow.keys() == set()
    assert all(pace >= 100 for pace in slow.values())


@pytest.mark.parametrize(("language", "last"), [("es", False), ("es", True), ("en", False)])
def test_a_call_lasts_twelve_seconds_at_most(language: str, last: bool) -> None:
    shipped = shipped_clips()
    assert shipped is not None
    clips = Clips(shipped)
    chance = random.Random(11)

    lasting = {}
    for number in chance.sample(range(1, 121), 30 if IS_WHOLE else 15):
        call = announce(f"A-{number:03d}", number % 5 + 1, languages=(language,), last=last)
        sentences_s = sum(lasts_s(clips, said) for said in call.sentences)
        pauses_s = sum(part.ms for part in call.parts) / 1000
        lasting[call.code] = sound.duration_of(CHIME) + pauses_s + sentences_s

    assert {code: each_s for code, each_s in lasting.items() if each_s > 12} == {}


def test_every_call_is_equally_loud_and_none_reaches_full_scale(calls: Calls) -> None:
    levels = {text: measured.level_dbfs for text, (measured, _, _) in calls.items()}

    assert max(levels.values()) - min(levels.values()) <= 2  # ±1 dB
    assert all(measured.peak_dbfs <= -0.9 for measured, _, _ in calls.values())
    assert [text for text, (_, said, _) in calls.items() if is_clipped(said)] == []


def test_letter_and_digits_are_apart_by_a_silence(calls: Calls) -> None:
    gaps = {text: measured.letter_gap_ms for text, (measured, _, _) in calls.items()}

    assert {text: gap for text, gap in gaps.items() if not 100 <= gap <= 700} == {}


def test_no_join_makes_a_step_that_the_voice_does_not_make(calls: Calls) -> None:
    for text, (_, said, joins) in calls.items():
        at_joins, of_the_voice = steps(said, joins)
        assert at_joins < of_the_voice / 4, text


def test_every_call_begins_and_ends_at_nothing(calls: Calls) -> None:
    for text, (_, said, _) in calls.items():
        assert said.samples[0] == said.samples[-1] == 0, text
        edges = sound.quieter(Sound(said.samples[:110] + said.samples[-110:]), 0)  # 5 ms each
        assert sound.peak_of(edges) < sound.peak_of(said) / 4, text


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_recording_is_there_well_and_of_todays_wording(language: str) -> None:
    shipped = shipped_clips()
    assert shipped is not None

    phrases = (*phrases_to_record(language), *phrases_in_one_breath(language))

    assert list(examine(shipped, language, phrases)) == []


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", ["A-014", "P-100", "Z-507"])
def test_that_a_ticket_waits_again_is_said_by_the_recordings(code: str, language: str) -> None:
    shipped = shipped_clips()
    assert shipped is not None

    assert Clips(shipped).missing(put_back_sentence(code, language)) == ()


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_days_numbers_are_said_in_one_breath(language: str) -> None:
    shipped = shipped_clips()
    assert shipped is not None
    clips = Clips(shipped)

    pieces = {len(clips.files(sentence(f"A-{n:03d}", 2, language))) for n in range(1, 200)}

    assert pieces == {3}
