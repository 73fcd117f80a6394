"""Whether a call is understood: a speech recogniser writes it down, and the words are compared.

The recogniser (Whisper by faster-whisper, `pip install turnos[voice]`, with the folder of a model)
writes numbers now as digits, now as words, and letters by their names; both are read here.
"""

import math
import re
import tempfile
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.announce import (
    Phrase,
    PhraseKind,
    Sentence,
    alone_in,
    number_in_words,
    pairs_of,
    sentences_of,
)
from core.errors import VoiceFault, VoiceNotInstalled
from core.speech import sound
from core.speech.recordings.clips import Clips
from core.speech.recordings.examine import Fault, RecordingProblem
from core.speech.recordings.manifest import key_of, symbol_of
from core.speech.sound import Sound

RATE = 16_000  # what Whisper listens to
WINDOW_S = 10  # of a call, which lasts 4 to 7 s
_FRAMES_PER_S = 100
_MOST_REPEATED = 2.4
_LEAST_LIKELY = 1e-6  # a word that it all but excludes
_MOST_TOKENS = 128  # three times a call's: what repeats itself would go on to 448
_COUNTER = MappingProxyType({"es": ("puesto", "puestos"), "en": ("counter", "counters")})
_TICKET = MappingProxyType({"es": ("turno", "turnos"), "en": ("ticket", "tickets")})
_AND = frozenset({"and", "y"})
_DOUBLE = frozenset({"doble", "double"})
_HUNDREDS = re.compile(r"[1-9]00")
_BELOW_HUNDRED = re.compile(r"[1-9]\d?")
_TENS = re.compile(r"\d?[1-9]0")  # of a number that goes on: "60 1", "710 y 7", "030 y 8"
_UNIT = re.compile(r"[1-9]")
# Spellings that are one sound in the Spanish of America: "siento" is "ciento". In this order.
_ONE_SOUND = (
    *(("ch", "#"), ("h", ""), ("v", "b"), ("z", "s")),
    *(("ce", "se"), ("ci", "si"), ("qui", "ki"), ("c", "k")),
)
_POLITE = frozenset({"por", "please", "go"})  # where the code ends
_SAYS_NUMBER = frozenset({"numero", "nr", "nro", "number"})  # "puesto número 2" is "puesto 2"
# Letters as a recogniser spells their names. In Spanish "be" and "ve" are one sound: B, as we say
# "uve" for V; a recogniser writes either letter for it. So it does for I, which sounds as "y".
_ALSO = MappingProxyType({("es", "B"): "v", ("es", "I"): "y"})
_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        language: dict(pair.split("=") for pair in pairs.split())
        for language, pairs in {
            "es": "be=b ve=b uve=v uv=v ube=v ub=v ce=c se=c de=d efe=f ge=g je=g hache=h ache=h "
            "jota=j ka=k ca=k ele=l eme=m ene=n pe=p cu=q qu=q ku=q ere=r erre=r ese=s te=t "
            "doble=w dobleu=w kuu=q equis=x griega=y zeta=z seta=z ah=a eh=e oh=o",
            "en": "ay=a be=b bee=b see=c sea=c dee=d ee=e ef=f gee=g jee=g aitch=h eye=i jay=j "
            "kay=k el=l em=m en=n oh=o pee=p queue=q cue=q are=r ess=s es=s tea=t tee=t you=u "
            "vee=v double=w doubleu=w ex=x why=y zee=z zed=z",
        }.items()
    }
)


@dataclass(frozen=True, slots=True)
class Understood:
    """What was written down, and which parts of the call are right in it."""

    text: str
    letter: bool
    number: bool
    counter: bool

    @property
    def all(self) -> bool:
        return self.letter and self.number and self.counter


class Recogniser:
    """Whisper from the folder of a CTranslate2 model, on one core."""

    def __init__(self, folder: Path) -> None:
        """Load it.

        Raises:
            VoiceNotInstalled: the extra `turnos[voice]` is not installed.
            VoiceFault: there is no model in `folder`.
        """
        try:
            from faster_whisper import WhisperModel  # noqa: PLC0415 - an extra
            from faster_whisper.tokenizer import Tokenizer  # noqa: PLC0415
        except ImportError as error:
            raise VoiceNotInstalled(engine="whisper", package="turnos[voice]") from error
        self._tokenizer: Any = Tokenizer
        try:
            self._model: Any = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="float32",
                cpu_threads=1,
                local_files_only=True,
            )
        except Exception as error:  # ctranslate2's errors share no class of their own
            raise VoiceFault(engine="whisper", problem=str(error)) from error

    def write_down(self, heard: Sound, language: str) -> str:
        """Return the words of `heard`, as the recogniser takes them."""
        encoded, tokens = self._encoded(heard), self._tokens(language)
        prompt = self._model.get_prompt(tokens, [], without_timestamps=True)
        text = ""
        # Whisper's own transcription does not take what repeats itself to the end ("1, 2, 1, 2, …")
        # either: it listens again. There it does so at random, here always alike.
        for never_twice in (0, 3):  # so many words on end
            (found,) = self._model.model.generate(
                encoded,
                [prompt],
                beam_size=5,
                no_repeat_ngram_size=never_twice,
                max_length=_MOST_TOKENS,
            )
            text = str(tokens.decode(found.sequences_ids[0])).strip()
            if not repeats_itself(text):
                break
        return text

    def likelihood(self, heard: Sound, language: str, text: str) -> float:
        """Return how likely `heard` says `text`, as a natural logarithm: at most 0."""
        encoded, tokens = self._encoded(heard), self._tokens(language)
        asked = tokens.encode(f" {text}")
        frames = WINDOW_S * _FRAMES_PER_S // 2  # the encoder makes one of two
        (found,) = self._model.model.align(encoded, list(tokens.sot_sequence), [asked], frames)
        return sum(math.log(max(each, _LEAST_LIKELY)) for each in found.text_token_probs)

    def _tokens(self, language: str) -> Any:
        return self._tokenizer(self._model.hf_tokenizer, True, "transcribe", language)

    def _encoded(self, heard: Sound) -> Any:
        import numpy as np  # noqa: PLC0415 - an extra

        samples = np.frombuffer(heard.samples.tobytes(), dtype=np.int16) / sound.FULL_SCALE
        count = round(len(samples) * RATE / heard.rate)
        wave = np.fft.irfft(np.fft.rfft(samples)[: count // 2 + 1], count) * (count / len(samples))
        pad = np.zeros(RATE // 2, np.float32)  # it needs a moment of silence at both ends
        features = self._model.feature_extractor(
            np.concatenate([pad, wave.astype(np.float32), pad, np.zeros(WINDOW_S * RATE)])
        )
        # A call is so short that the 30 s which `transcribe` always listens to cost six times more.
        return self._model.encode(features[:, : WINDOW_S * _FRAMES_PER_S])


def repeats_itself(text: str) -> bool:
    """By Whisper's own measure: how far it can be compressed."""
    written = text.encode()
    return len(written) > _MOST_REPEATED * len(zlib.compress(written))


def understood(text: str, code: str, counter: int, language: str) -> Understood:
    """Compare `text`, written down by a recogniser, with the call of `code` to `counter`."""
    words = _with_the_counter(_apart(_words(text), language), language)
    words = [word for word in words if word not in _SAYS_NUMBER]
    said, at = _split(words, language)
    at = [word for word in at if word != "n"]  # "n° 1"
    letter, _, digits = code.partition("-")
    # Letters stand before the first number; "A014" and "P-14" are one word to a recogniser.
    first = next((n for n, word in enumerate(said) if _begins(word, language)), None)
    before = said[:first]
    if not set(_TICKET[language]) & set(words):  # written as other words, "two notes": what is last
        first = _last_number(said, language)
        before = said[:first][-1:]
    spelt = _letter(before, language)
    return Understood(
        text,
        letter=spelt in {letter.lower(), _ALSO.get((language, letter))},
        number=first is not None and _value(said[first:], language) == int(digits),
        counter=_value(at, language) == counter,
    )


def misheard(
    clips: Clips, language: str, phrases: Iterable[Phrase], write_down: Callable[[Sound, str], str]
) -> Iterator[RecordingProblem]:
    """Yield the phrases that are not understood, each heard inside a call.

    A recording that is missing, or that no call uses as there is a better one, is not told of.
    """
    with tempfile.TemporaryDirectory() as folder:
        for phrase in phrases:
            part, code, counter = _call_with(phrase)
            call = sentence_with(phrase, code, counter, language)
            used = [] if clips.lacks(call) else [path.stem for path in clips.files(call)]
            if key_of(symbol_of(phrase)) not in used:
                continue
            clips.render(call, Path(folder) / "said.wav")
            heard = sound.read(Path(folder) / "said.wav")
            result = understood(write_down(heard, language), code, counter, language)
            if not _is_right(phrase, part, result):
                symbol = symbol_of(phrase)
                yield RecordingProblem(language, symbol, Fault.MISHEARD, phrase.text, result.text)


def _is_right(phrase: Phrase, part: str, result: Understood) -> bool:
    if part == "words":
        return " ".join(_words(phrase.text)) in " ".join(_words(result.text))
    return bool(getattr(result, part))


def _call_with(phrase: Phrase) -> tuple[str, str, int]:
    """Return what a phrase tells (letter, number, counter, words), and a call that has it."""
    if phrase.kind is PhraseKind.CARRIER:
        return "words", "A-014", 2
    if phrase.kind is PhraseKind.NUMBER:
        return "number", f"A-{phrase.value}", 2
    if phrase.kind is PhraseKind.START:
        return "number", f"A-{(phrase.value + '14')[:3]}", 2
    last = phrase.value.rpartition(" ")[2]
    return ("letter", f"{last}-014", 2) if last.isalpha() else ("counter", "A-014", int(last))


def sentence_with(phrase: Phrase, code: str, counter: int, language: str) -> Sentence:
    """Return the call, or the sentence that has `phrase` where a call has not."""
    every = sentences_of(code, counter, language)
    having = (each for each in every if phrase in (*pairs_of(each), *alone_in(each)))
    return next(having, every[0])


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z]+|\d+", plain)


def _apart(words: list[str], language: str) -> list[str]:
    """Return `words` with the letter apart that a recogniser wrote to the word before: "turnoe"."""
    ticket, names = _TICKET[language][0], _NAMES.get(language, {})
    found: list[str] = []
    for word in words:
        letter = word.removeprefix(ticket)
        is_one = word != letter and word not in _TICKET[language]
        known = is_one and (len(letter) == 1 or letter in names)
        found += [ticket, letter] if known else [word]
    return found


def _with_the_counter(words: list[str], language: str) -> list[str]:
    """Return `words` with the counter's own word where it was misspelt: "cuesta número 3".

    Only where nothing else tells the counter: "por favor" does.
    """
    said = [at for at, word in enumerate(words) if word in _SAYS_NUMBER]
    if not said or (set(_COUNTER[language]) | _POLITE) & set(words):
        return words
    before = words[: said[-1]]
    if before and not _begins(before[-1], language):
        before.pop()
    return [*before, _COUNTER[language][0], *words[said[-1] + 1 :]]


def _split(words: list[str], language: str) -> tuple[list[str], list[str]]:
    """Return the words of the code, and those of the counter's number."""
    ticket = [n for n, word in enumerate(words) if word in _TICKET[language]]
    counter = [n for n, word in enumerate(words) if word in _COUNTER[language]]
    end = counter[-1] if counter else len(words)
    code = words[ticket[0] + 1 if ticket else 0 : end]
    polite = (at for at, word in enumerate(code) if word in _POLITE)
    code = code[: next(polite, None)]
    if language == "en" and code[1:] and code[-1] == "a":  # "014. A please", of the next sentence
        code.pop()
    return code, words[end + 1 :] if counter else _ending(words, language)


def _ending(words: list[str], language: str) -> list[str]:
    """Return the number that ends a request: in "please go to cadre 2" it is the counter's.

    It must be the only one there: "por favor pase al 2.3" is not counter 3.
    """
    polite = [at for at, word in enumerate(words) if word in _POLITE]
    asked = words[polite[-1] :] if polite else []
    return asked[next((at for at, word in enumerate(asked) if _begins(word, language)), 0) :]


def _last_number(words: list[str], language: str) -> int | None:
    """Return where the number begins that ends `words`; None when they do not end in one."""
    first = len(words)
    while first and (words[first - 1] in _AND or _begins(words[first - 1], language)):
        first -= 1
    while first < len(words) and words[first] in _AND:
        first += 1
    return first if first < len(words) else None


def _letter(words: list[str], language: str) -> str:
    """Return the letter that `words` name: "u v" is a Spanish V, "y griega" a Y."""
    names = _NAMES.get(language, {})
    for whole in ("doble", "double", "griega"):
        if whole in words:
            return names.get(whole, "")
    together = "".join(words)
    if together in names or len(together) == 1:
        return names.get(together, together)
    return names.get(words[0], words[0]) if words else ""


def _value(words: list[str], language: str) -> int | None:
    """Return the number that `words` say, zeros before it included; None when they say none."""
    numbers: list[str] = []
    spoken, goes_on = words, False
    while spoken:
        if numbers and spoken[0] in _AND:
            spoken, goes_on = spoken[1:], True
            continue
        length = next((n for n in range(6, 0, -1) if _number(spoken[:n], language)), 0)
        found = _number(spoken[:length], language)
        if not length or found is None:
            return None
        if numbers and _adds(numbers[-1], found, after_and=goes_on):
            found = str(int(numbers.pop()) + int(found))
        numbers.append(found)
        spoken, goes_on = spoken[length:], False
    return int("".join(numbers)) if numbers else None


def _adds(before: str, after: str, *, after_and: bool) -> bool:
    """True when two numbers are written for one: "200 14", "60 1", but "10 4" only with "y"."""
    if _HUNDREDS.fullmatch(before):
        return _BELOW_HUNDRED.fullmatch(after) is not None
    tens = _TENS.fullmatch(before) and _UNIT.fullmatch(after)
    return bool(tens) and (after_and or not before.endswith("10"))


def _begins(word: str, language: str) -> bool:
    """True when a number may begin with `word`: "two" of "two hundred" too."""
    return _number([word], language) is not None


def _number(words: list[str], language: str) -> str | None:
    spoken = " ".join(words)
    return spoken if spoken.isdecimal() else _numbers(language).get(_sound(spoken, language))


def _sound(words: str, language: str) -> str:
    """Return `words` in a spelling that is the same for the same sound."""
    if language == "es":
        for spelling, one in _ONE_SOUND:
            words = words.replace(spelling, one)
    return words


@lru_cache(maxsize=4)
def _numbers(language: str) -> dict[str, str]:
    """Return what each number below 1,000 is called, without "and": a recogniser drops it."""
    found = {
        " ".join(word for word in _words(number_in_words(n, language)) if word not in _AND): str(n)
        for n in range(1000)
    }
    also = {"un": "1", "una": "1", "ciento": "100"} if language == "es" else {"oh": "0"}
    return {_sound(words, language): number for words, number in (found | also).items()}
