"""A natural voice that makes recordings, never calls: Kokoro-82M by onnxruntime, 1 s a phrase.

Needs `pip install turnos[voice]`, espeak-ng for the phonemes, and three files that the program does
not bring: the model (ONNX), its voices (NPZ) and its vocabulary (`vocab.json`), from
https://github.com/thewh1teagle/kokoro-onnx. The model hears punctuation, so a phrase that ends a
sentence falls and one before a pause does not.
"""

import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.errors import N_, VoiceFault, VoiceLanguageMissing, VoiceNotInstalled, Words
from core.speech import sound
from core.speech.engines.espeak import VOICES, phonemes
from core.speech.port import PhraseLike
from core.speech.recordings.takes import Take, take_of
from core.speech.sound import Sound

RATE = 24_000
# The voice and speed that were understood best, by language.
BEST: Mapping[str, tuple[str, float]] = MappingProxyType(
    {"es": ("ef_dora", 0.92), "en": ("af_heart", 0.85)}
)
# The model learnt an alphabet (misaki's) in which these are one letter; spelt with two, "hache"
# was heard as "ase" and "ticket A" as "take a die".
_ONE_LETTER = (
    *(("a^ɪ", "I"), ("a^ʊ", "W"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"), ("ɔ^ɪ", "Y")),
    *(("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ə^l", "ᵊl")),
)
_AMERICAN = (("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ɚ", "əɹ"), ("ɐ", "ə"), ("ː", ""))
_START_FASTER = 1.1  # a start alone is spoken slower than before the rest of its number
# In a hall English counters went from 3 of 8 understood to 8; Spanish has "número" besides.
_COUNTER_SLOWER = MappingProxyType({"es": 0.89, "en": 0.82})
_SHORTEST = 4  # spaces in "Please go to counter 2", not in what is said again: it has no time
_HISSES = ("s", "c")  # of "seis" and "cien", which after "novecientos" came too suddenly
_SOFTENED_MS = 30
_TWO_DIGITS = 2
# As a loudspeaker for speech is set: less rumble, which a hall's echo holds longest, and more of
# the consonants. In a hall it took English letters and numbers from 14 of 16 to 16.
_LOWEST_HZ = 200.0
_BRIGHT_HZ, _BRIGHT_DB = 1500.0, 6.0
_CREST_DB = 16.0  # a peak above the voice's level; from 19.5 dB on it would hold the call's back
_LIMIT_MS = 4


@dataclass(frozen=True, slots=True)
class Kokoro:
    """A loaded model with one of its voices; `speed` is 1.0 for as fast as it learnt to speak."""

    session: Any
    style: Any
    tokens: dict[str, int]
    speed: float

    def say(self, phrase: PhraseLike, language: str, take: Take | None = None) -> Sound:
        """Return the recording of `phrase`, shaped for the hall and ready to be kept.

        Without `take`, the one that was understood best.

        Raises:
            VoiceFault: espeak-ng could not spell it, or the model made no sound.
        """
        take = take or take_of(phrase, language)
        speed = self.speed * _faster(phrase, language) * take.speed
        said = sound.ready_clip(self._spoken(spelt(phrase, language, take), speed))
        return _softened(said) if _begins_suddenly(phrase, language) else said

    def _spoken(self, phonetic: str, speed: float) -> Sound:
        import numpy as np  # noqa: PLC0415 - an extra, for those who make recordings

        ids = [self.tokens[each] for each in phonetic if each in self.tokens]
        if not ids:
            raise VoiceFault(
                engine="kokoro", problem=Words(N_("it cannot say {sounds}"), sounds=phonetic)
            )
        given = {
            "tokens": np.array([[0, *ids, 0]], dtype=np.int64),
            "style": self.style[len(ids) - 1].reshape(1, -1).astype(np.float32),
            "speed": np.array([speed], dtype=np.float32),
        }
        wave = np.asarray(self.session.run(None, given)[0], dtype=np.float64).ravel()
        # Exact for a whole phrase: what is above the lower rate's half is left out.
        count = round(len(wave) * sound.RATE / RATE)
        spectrum = np.fft.rfft(wave)[: count // 2 + 1]
        pitch = np.maximum(np.arange(len(spectrum)) * RATE / len(wave), 1.0)
        spectrum /= np.sqrt(1 + (_LOWEST_HZ / pitch) ** 8)
        spectrum *= 10 ** (_BRIGHT_DB / 20 / (1 + (_BRIGHT_HZ / pitch) ** 4))
        wave = np.fft.irfft(spectrum, count)
        if not np.abs(wave).max():
            raise VoiceFault(
                engine="kokoro", problem=Words(N_("{sounds} is silent"), sounds=phonetic)
            )
        return _limited(_as_sound(wave))


@dataclass(frozen=True, slots=True)
class Model:
    """The model, loaded once for all its voices; `styles` is each voice by name."""

    session: Any
    styles: Mapping[str, Any]
    tokens: dict[str, int]

    def speaker(self, voice: str, speed: float) -> Kokoro:
        """Return `voice`, at `speed` times the model's own.

        Raises:
            VoiceFault: there is no such voice.
        """
        if voice not in self.styles:
            problem = Words(
                N_("there is no voice {voice}, but {known}"),
                voice=voice,
                known=", ".join(self.styles),
            )
            raise VoiceFault(engine="kokoro", problem=problem)
        return Kokoro(self.session, self.styles[voice], self.tokens, speed)


def load_kokoro(model: Path, voices: Path, vocabulary: Path) -> Model:
    """Load the model on one core: it works for minutes beside a hall that goes on.

    Raises:
        VoiceNotInstalled: the extra `turnos[voice]` is not installed.
        VoiceFault: a file is not there or not of its kind.
    """
    try:
        import numpy as np  # noqa: PLC0415 - an extra
        import onnxruntime  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise VoiceNotInstalled(engine="kokoro", package="turnos[voice]") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        tokens = json.loads(vocabulary.read_text(encoding="utf-8"))["vocab"]
        with np.load(voices) as file:
            styles = dict(file)
        session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's errors share no class of their own
        raise VoiceFault(engine="kokoro", problem=str(error)) from error
    return Model(session, styles, tokens)


def _faster(phrase: PhraseLike, language: str) -> float:
    """Return how much faster than its voice `phrase` is said."""
    if phrase.kind == "pair" and not _is_apart(phrase) and phrase.value.count(" ") >= _SHORTEST:
        return _COUNTER_SLOWER.get(language, 1.0)
    return _START_FASTER if phrase.kind == "start" else 1.0


def _begins_suddenly(phrase: PhraseLike, language: str) -> bool:
    """True for the end of a joined number that begins with a hiss: "novecientos seis"."""
    is_end = phrase.kind == "number" and len(phrase.value) <= _TWO_DIGITS
    return is_end and language == "es" and phrase.text.startswith(_HISSES)


def _softened(said: Sound) -> Sound:
    """Return `said` with its first moment faded in, slowly at first."""
    samples, length = said.samples[:], said.rate * _SOFTENED_MS // 1000
    for at in range(min(length, len(samples))):
        samples[at] = round(samples[at] * (at / length) ** 2)
    return Sound(samples, said.rate)


def _limited(said: Sound) -> Sound:
    """Return `said` with its highest peaks lowered, so that they hold no call's level back."""
    import numpy as np  # noqa: PLC0415 - as above

    wave = np.frombuffer(said.samples.tobytes(), np.int16).astype(np.float64)
    most = 10 ** ((sound.active_rms_dbfs(said) + _CREST_DB) / 20) * sound.FULL_SCALE
    size = sound.RATE * _LIMIT_MS // 1000
    around = np.lib.stride_tricks.sliding_window_view(np.pad(np.abs(wave), size), 2 * size + 1)
    gain = np.minimum(1.0, most / np.maximum(around.max(axis=1), 1.0))
    window = np.hanning(2 * size + 1)
    smooth = np.convolve(np.pad(gain, size, mode="edge"), window / window.sum(), mode="valid")
    return _as_sound(wave * smooth)


def _as_sound(wave: Any) -> Sound:
    import numpy as np  # noqa: PLC0415 - as above

    scaled = np.round(wave * (0.9 * sound.FULL_SCALE / np.abs(wave).max())).astype(np.int16)
    return Sound(array("h", scaled.tobytes()))


def spelt(phrase: PhraseLike, language: str, take: Take | None = None) -> str:
    """Return the phonemes of `phrase` with the marks that give it the melody it has in a call.

    Raises:
        VoiceLanguageMissing: no phonemes of that language are known.
        VoiceFault: espeak-ng could not spell it.
    """
    if language not in VOICES:
        raise VoiceLanguageMissing(engine="kokoro", language=language)
    take = take or take_of(phrase, language)
    if take.spelt:
        return take.spelt
    before = phrase.value.rpartition(" ")[0]
    name = phrase.text.removeprefix(before).strip()
    if not _is_apart(phrase):
        return _phonemes(phrase.text, language) + (take.end or _end_of(phrase))
    carrier, _, letter = _phonemes(f"{before}, {name}", language).rpartition(", ")
    return f"{carrier}: {letter}{take.end or _end_of(phrase)}"


def _phonemes(text: str, language: str) -> str:
    """Return `text` in the model's alphabet."""
    found = phonemes(text, VOICES[language])
    for spelling, one in (*_ONE_LETTER, *(_AMERICAN if language == "en" else ())):
        found = found.replace(spelling, one)
    return found.replace("^", "")


def _is_apart(phrase: PhraseLike) -> bool:
    """True when a letter would melt into the word before it: "Turno eme" was heard as "AM".

    The model makes the break after a colon; after a comma it hardly does.
    """
    return phrase.kind == "pair" and phrase.value[-1:].isalpha()


def _end_of(phrase: PhraseLike) -> str:
    """Return the mark that follows the phrase in a call: a letter and a start go on."""
    return "," if phrase.kind == "start" or _is_apart(phrase) else "."
