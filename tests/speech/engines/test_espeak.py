"""The synthesised voices as they sound here: pace, level, edges and the gap after the letter."""

import re
import wave
from array import array
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.announce import Sentence, sentence
from core.errors import (
    VoiceFault,
    VoiceHung,
    VoiceLanguageMissing,
    VoiceNotInstalled,
)
from core.speech import sound
from core.speech.cache import Cache
from core.speech.engines.espeak import Espeak
from core.speech.engines.pyttsx import Pyttsx
from core.speech.engines.pyttsx_child import choose_voice
from core.speech.ladder import Ladder
from tests.speech.fakes import broken_espeak

CODES = ("A-001", "A-040", "A-099", "A-120", "A-385", "A-777", "P-003", "P-014", "P-999", "A-1234")
RATE_WPM = 125


def calls(language: str) -> list[Sentence]:
    return [
        sentence(code, at % 5 + 1, language, last=last)
        for at, code in enumerate(CODES)
        for last in (False, True)
    ]


def measured_wpm(text: str, path: Path) -> float:
    """Words a minute between the first and the last 10 ms that sound, in the test's own way."""
    with wave.open(str(path), "rb") as file:
        rate = file.getframerate()
        samples = array("h", file.readframes(file.getnframes()))
    size = rate // 100
    loud = [max(map(abs, samples[at : at + size])) > 150 for at in range(0, len(samples), size)]
    speaking_s = (len(loud) - loud.index(True) - loud[::-1].index(True)) / 100
    return len(re.findall(r"[^\W_]+", text)) * 60 / speaking_s


def pauses_s(path: Path) -> list[tuple[float, float]]:
    """The silences inside a sentence, each as where it begins and how long it lasts."""
    samples = sound.read(path).samples
    size = sound.RATE // 100
    quiet = "".join(
        "." if max(map(abs, samples[at : at + size])) < 150 else "#"
        for at in range(0, len(samples), size)
    )
    return [(each.start() / 100, len(each[0]) / 100) for each in re.finditer(r"\.{8,}", quiet)]


@pytest.fixture(scope="module", params=["es", "en"])
def spoken_calls(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Calls and last calls of one language as the hall gets them: text -> WAV file."""
    ladder = Ladder([Espeak(rate_wpm=RATE_WPM)], Cache(tmp_path_factory.mktemp("voice")))
    rendered = {each.text: ladder.render(each).path for each in calls(request.param)}
    return {text: path for text, path in rendered.items() if path is not None}


def test_every_call_is_spoken_at_110_to_140_words_a_minute(spoken_calls: dict[str, Path]) -> None:
    rates = {text: measured_wpm(text, path) for text, path in spoken_calls.items()}

    assert len(rates) == 2 * len(CODES)
    assert {text: rate for text, rate in rates.items() if not 110 <= rate <= 140} == {}


def test_every_call_is_levelled_mono_at_one_rate_with_soft_edges(
    spoken_calls: dict[str, Path],
) -> None:
    for path in spoken_calls.values():
        heard = sound.read(path)
        assert heard.rate == sound.RATE
        assert 3.0 <= heard.duration_s <= 8.0
        assert -8.0 <= sound.levels(path).peak_dbfs <= -0.9
        assert sound.active_rms_dbfs(heard) == pytest.approx(sound.SPEECH_RMS_DBFS, abs=2.0)
        assert heard.samples[0] == heard.samples[-1] == 0


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", ["A-001", "P-014", "P-999"])
def test_a_silence_parts_the_letter_from_the_digits(code: str, language: str, cache: Cache) -> None:
    path = Ladder([Espeak(rate_wpm=RATE_WPM)], cache).render(sentence(code, 2, language)).path

    assert path is not None
    begins_s, lasts_s = pauses_s(path)[0]
    assert 0.3 <= begins_s <= 1.2
    assert lasts_s >= 0.1


def test_the_rate_of_the_settings_is_the_rate_that_is_heard(tmp_path: Path) -> None:
    spoken = sentence("P-014", 2, "es")

    for rate_wpm in (100, 160):
        Espeak(rate_wpm=rate_wpm).render(spoken, tmp_path / "said.wav")
        assert measured_wpm(spoken.text, tmp_path / "said.wav") == pytest.approx(rate_wpm, rel=0.12)


def test_a_hanging_voice_is_ended_within_its_limit(tmp_path: Path) -> None:
    with pytest.raises(VoiceHung, match=r"0\.3 seconds"):
        broken_espeak("hang", limit_s=0.3).render(sentence("P-014", 2, "es"), tmp_path / "said.wav")


@pytest.mark.parametrize(
    ("mode", "problem"),
    [
        ("crash", "the voice files are damaged"),
        ("garbage", r"said\.wav"),
        ("silent", "silent"),
        ("nothing", r"said\.wav"),
    ],
)
def test_a_broken_voice_is_a_fault_that_says_why(mode: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(VoiceFault, match=problem):
        broken_espeak(mode).render(sentence("P-014", 2, "es"), tmp_path / "said.wav")


def test_a_voice_that_is_not_installed_says_what_to_install() -> None:
    missing = Espeak(rate_wpm=RATE_WPM, command=("no-such-voice",))

    fault = missing.lacks(sentence("P-014", 2, "es"))

    assert isinstance(fault, VoiceNotInstalled)
    assert "espeak-ng" in str(fault)


def test_a_language_without_a_voice_is_refused_before_trying() -> None:
    fault = Espeak(rate_wpm=RATE_WPM).lacks(Sentence("kriol", "Gud maanin"))

    assert isinstance(fault, VoiceLanguageMissing)


@pytest.mark.parametrize("language", ["es", "en"])
def test_pyttsx3_speaks_at_the_same_pace_in_a_child_of_its_own(
    language: str, tmp_path: Path
) -> None:
    spoken = sentence("P-014", 2, language)

    Pyttsx(rate_wpm=RATE_WPM, limit_s=30).render(spoken, tmp_path / "said.wav")

    assert 110 <= measured_wpm(spoken.text, tmp_path / "said.wav") <= 140


def test_pyttsx3_without_a_voice_of_the_language_says_so(tmp_path: Path) -> None:
    with pytest.raises(VoiceLanguageMissing, match="zxx"):
        Pyttsx(rate_wpm=RATE_WPM, limit_s=30).render(
            Sentence("zxx", "nothing"), tmp_path / "said.wav"
        )


def a_voice(name: str, *codes: str) -> SimpleNamespace:
    return SimpleNamespace(id=name, name=name, languages=list(codes))


@pytest.mark.parametrize(
    ("voices", "language", "chosen"),
    [
        ((a_voice("Helena", "es-ES"), a_voice("Sabina", "es-MX")), "es", "Sabina"),
        ((a_voice("Jorge", "es_ES"), a_voice("Fred", "en_US")), "es", "Jorge"),
        ((a_voice("Estonian", "est"), a_voice("Zira", "en-US")), "es", None),
        ((a_voice("Spanish (Mexico)"), a_voice("David", "en-US")), "es", "Spanish (Mexico)"),
        ((a_voice("Hazel", "en-GB"), a_voice("Zira", "en-US")), "en", "Zira"),
        ((), "en", None),
    ],
)
def test_the_nearest_accent_of_the_language_is_chosen(
    voices: tuple[SimpleNamespace, ...], language: str, chosen: str | None
) -> None:
    assert choose_voice(voices, language) == chosen
