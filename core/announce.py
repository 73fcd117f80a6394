"""What the hall hears when a ticket is called: a chime, pauses and sentences, in order.

Pure: no sound, no device. A letter and its digits are always apart, leading zeros are spoken
(`P-014` is "P, cero catorce"), and all of one language comes before the next, so that a listener
hears the sentence again while she still listens. Next to its text every sentence has its
symbols (`Phrase`), for a voice that joins recordings; `core.speech` says how it takes them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise, zip_longest
from string import ascii_uppercase
from types import MappingProxyType

from core.errors import N_
from core.language import Language

CALL = N_("Ticket {letter}, {number}. Please go to counter {counter}.")
PUT_BACK = N_("Ticket {letter}, {number}. Back to waiting.")
LAST_CALL = N_("Last call. Ticket {letter}, {number}. Please go to counter {counter}.")
AGAIN = N_("Ticket {letter}, {number}. Go to counter {counter}.")

# With the chime's second a call of one language, said twice, lasts 12 s at most.
AFTER_CHIME_MS = 200
BETWEEN_REPEATS_MS = 250
BETWEEN_LANGUAGES_MS = 900
CALL_S, AGAIN_S = 5.75, 4.4

# Breath after a phrase, by the mark that follows it; the shortest also parts the words of joined
# recordings.
_BREATHS_MS = MappingProxyType({"": 60, ",": 420, ":": 420, ".": 520})
# A field of a template, or the words up to the next one or a full stop; with the mark that ends it.
_PIECE = re.compile(r"(?:\{(\w+)\}|(\w(?:[^{}.]*\w)?))([,:.]?)")
# A letter whose bare form is another word, as a lone "Y" is "and", or whose name is two words.
_LETTER_NAMES = MappingProxyType(
    {("es", "Y"): "i griega", ("es", "W"): "doble u", ("en", "W"): "double u"}
)

RECORDED_COUNTERS = 20
ONE_BREATH = 199  # so far a day's numbers have recordings of their own; the few above are joined
_HUNDRED = 100


class PhraseKind(StrEnum):
    """`carrier`: words that are always the same; the others change from call to call.

    Two are never a sentence's phrases, only recorded: `pair`, a carrier with the letter or counter
    after it in one breath; `start`, the beginning of a number of three digits, so that 0 to 99
    are enough.
    """

    CARRIER = "carrier"
    LETTER = "letter"
    NUMBER = "number"
    COUNTER = "counter"
    PAIR = "pair"
    START = "start"


class PartKind(StrEnum):
    CHIME = "chime"
    PAUSE = "pause"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a sentence that is recorded in one piece.

    `value` is its symbol, the same in every language but for carriers (`P`, `014`, `2`, `Turno`);
    `text` its words; `pause_ms` the silence after it.
    """

    kind: PhraseKind
    value: str
    text: str
    pause_ms: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one language; without `phrases` only a synthesised voice can say it.

    A voice that joins recordings keeps it within `most_s`, if its words can be said so fast.
    """

    language: str
    text: str
    phrases: tuple[Phrase, ...] = ()
    most_s: float = CALL_S


@dataclass(frozen=True, slots=True)
class Part:
    """A step of an announcement: the chime, a pause of `ms`, or a sentence."""

    kind: PartKind
    ms: int = 0
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """Everything that is heard for one call, in order; `counter` is None for one put back.

    `level_percent`: see `core.domain.service.Speaking`.
    """

    code: str
    counter: int | None
    last: bool
    parts: tuple[Part, ...]
    level_percent: int = 100

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Each sentence once, in the order in which it is first heard."""
        said = (part.sentence for part in self.parts if part.sentence is not None)
        return tuple(dict.fromkeys(said))


def announce(
    code: str,
    counter: int,
    *,
    last: bool = False,
    languages: tuple[str, ...] = ("es",),
    repeats: int = 2,
    level_percent: int = 100,
) -> Announcement:
    """Return what is heard when ticket `code` (`P-014`) is called to `counter`.

    `last` words it as the last call; each language is said `repeats` times, one language after
    the other. Only the first time is the whole sentence. No language, or no repeats, is a chime
    alone.

    Raises:
        UnknownLanguage: there is no catalogue for one of `languages`.
    """
    said = (
        (sentence(code, counter, each, last=last), sentence_again(code, counter, each))
        for each in languages
    )
    return Announcement(code, counter, last, tuple(_parts(said, repeats)), level_percent)


def announce_put_back(
    code: str, *, languages: tuple[str, ...] = ("es",), level_percent: int = 100
) -> Announcement:
    """Return what is heard, once in each language, when the call of ticket `code` is put back.

    Raises:
        UnknownLanguage: there is no catalogue for one of `languages`.
    """
    said = (put_back_sentence(code, language) for language in languages)
    parts = tuple(_parts(((each, each) for each in said), repeats=1))
    return Announcement(code, None, False, parts, level_percent)


def _parts(sentences: Iterable[tuple[Sentence, Sentence]], repeats: int) -> Iterator[Part]:
    yield Part(PartKind.CHIME)
    pause_ms = AFTER_CHIME_MS
    for first, again in sentences:
        for time in range(repeats):
            yield Part(PartKind.PAUSE, ms=pause_ms)
            yield Part(PartKind.SENTENCE, sentence=again if time else first)
            pause_ms = BETWEEN_REPEATS_MS
        if repeats > 0:
            pause_ms = BETWEEN_LANGUAGES_MS


def sentence(code: str, counter: int, language: str, *, last: bool = False) -> Sentence:
    """Return the sentence that calls `code` to `counter` in `language`."""
    place = _place(counter, language)
    return _sentence(LAST_CALL if last else CALL, code, language, counter=place)


def sentence_again(code: str, counter: int, language: str) -> Sentence:
    """Return what is said of a call, or a last call, after its first sentence: in few words."""
    said = _sentence(AGAIN, code, language, counter=_place(counter, language))
    return replace(said, most_s=AGAIN_S)


def _place(counter: int, language: str) -> Phrase:
    return Phrase(PhraseKind.COUNTER, str(counter), number_in_words(counter, language))


def put_back_sentence(code: str, language: str) -> Sentence:
    """Return the sentence that says in `language` that `code` waits again."""
    return _sentence(PUT_BACK, code, language)


def _sentence(message: str, code: str, language: str, **more: Phrase) -> Sentence:
    series, _, digits = code.partition("-")
    if not (series.isalpha() and digits.isdecimal()):
        raise ValueError(f"not a ticket code: {code!r}")  # unsaid
    speak = Language.load(language)
    spoken = {
        **more,
        "letter": Phrase(PhraseKind.LETTER, series, _letters(series, language)),
        "number": Phrase(PhraseKind.NUMBER, digits, digits_in_words(digits, language)),
    }
    text = speak(message, **{name: phrase.text for name, phrase in spoken.items()})
    return Sentence(language, text, tuple(_phrases(speak(message), spoken)))


def _phrases(template: str, spoken: Mapping[str, Phrase]) -> Iterator[Phrase]:
    """Cut a translated template at its fields: the order and the carriers are the language's."""
    pieces = list(_PIECE.finditer(template))
    for piece in pieces:
        field, words, mark = piece.groups()
        pause_ms = 0 if piece is pieces[-1] else _BREATHS_MS[mark]
        phrase = spoken[field] if field else Phrase(PhraseKind.CARRIER, words, words)
        yield replace(phrase, pause_ms=pause_ms)


def _letters(series: str, language: str) -> str:
    return " ".join(_LETTER_NAMES.get((language, letter), letter) for letter in series.upper())


def digits_in_words(digits: str, language: str) -> str:
    """Say the digits of a code: each leading zero, then the number: `014` is "cero catorce"."""
    rest = digits.lstrip("0")
    zeros = [number_in_words(0, language)] * (len(digits) - len(rest))
    return " ".join([*zeros, number_in_words(int(rest), language)] if rest else zeros)


@lru_cache(maxsize=4096)
def number_in_words(number: int, language: str) -> str:
    """Return `number` in words without commas, which a voice would take for a pause.

    In digits where nobody wrote down the words: Creole, which only recordings speak.
    """
    from num2words import num2words  # noqa: PLC0415 - 0.2 s to import; start-up is measured

    try:
        return str(num2words(number, lang=language)).replace(",", "")
    except NotImplementedError:
        return str(number)


def phrases_to_record(language: str) -> tuple[Phrase, ...]:
    """Return what a voice records so that it can say every call of up to three digits.

    Every sentence with A to Z and with counters 1 to 20, as pairs; the words that stand alone; 0 to
    99 and each full hundred; and the starts that a longer number is joined of: `start:00` and
    `number:1`, `start:2` and `number:14`.

    Raises:
        UnknownLanguage: there is no catalogue for `language`.
    """
    found: list[Phrase] = []
    calls = [(f"{letter}-1", 1) for letter in ascii_uppercase]
    calls += [("A-1", counter) for counter in range(1, RECORDED_COUNTERS + 1)]
    for code, counter in calls:
        for said in sentences_of(code, counter, language):
            found += (*pairs_of(said), *alone_in(said))
    for number in (*range(_HUNDRED), *range(_HUNDRED, 10 * _HUNDRED, _HUNDRED)):
        words = number_in_words(number, language)
        found.append(Phrase(PhraseKind.NUMBER, str(number), words))
    for start in ("0", "00", *"123456789"):
        found.append(Phrase(PhraseKind.START, start, _start_in_words(start, language)))
    return tuple(dict.fromkeys(found))


def sentences_of(code: str, counter: int, language: str) -> tuple[Sentence, ...]:
    """Return all that may be said of a ticket, the call first."""
    return (
        sentence(code, counter, language),
        sentence_again(code, counter, language),
        sentence(code, counter, language, last=True),
        put_back_sentence(code, language),
    )


def phrases_in_one_breath(language: str) -> tuple[Phrase, ...]:
    """Return the numbers 001 to 199 as they are called, zeros and all.

    A voice can do without: it joins them of `phrases_to_record`, a little slower.
    """
    digits = (f"{number:03d}" for number in range(1, ONE_BREATH + 1))
    return tuple(
        Phrase(PhraseKind.NUMBER, each, digits_in_words(each, language))
        for each in digits
        if int(each) != _HUNDRED
    )


def pairs_of(said: Sentence) -> Iterator[Phrase]:
    """Yield each carrier of `said` with the letter or counter that follows it."""
    for carrier, after in pairwise(said.phrases):
        if carrier.kind is PhraseKind.CARRIER and after.kind is not PhraseKind.CARRIER:
            yield Phrase(
                PhraseKind.PAIR, f"{carrier.value} {after.value}", f"{carrier.text} {after.text}"
            )


def alone_in(said: Sentence) -> Iterator[Phrase]:
    """Yield each carrier of `said` that no letter or counter follows: "Vuelve a la espera"."""
    for carrier, after in zip_longest(said.phrases, said.phrases[1:]):
        is_followed = after is not None and after.kind is not PhraseKind.CARRIER
        if carrier.kind is PhraseKind.CARRIER and not is_followed:
            yield replace(carrier, pause_ms=0)


def _start_in_words(start: str, language: str) -> str:
    """Say the zeros, or what stands before "one" in a number of that hundred."""
    if start.startswith("0"):
        return " ".join(number_in_words(0, language) for _ in start)
    one = number_in_words(1, language)
    if one.isdecimal():
        return f"{start}00 …"
    return number_in_words(int(start) * _HUNDRED + 1, language).removesuffix(one).strip()
