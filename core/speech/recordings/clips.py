"""A voice made of recordings: pairs such as "Turno P" and "puesto dos", and the number between.

`core.speech.recordings.manifest` says which file is which. Without a pair, its carrier and its
letter or counter are joined (`carrier:Turno`, `letter:P`). A number without a recording of its own
is joined too: `014` of `start:0` and `number:14`, `214` of `start:2` and `number:14`.

A sentence of which anything is missing is not said at all: the voice below says it whole, as two
voices in one sentence are harder to follow than a plain one.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from core import reasons
from core.errors import RecordingsMissing, SoundFault, VoiceFault, Words
from core.speech import sound
from core.speech.pace import words_in
from core.speech.port import PhraseLike, SentenceLike
from core.speech.recordings import compact
from core.speech.recordings.manifest import MANIFEST, Clip, Recordings, read_manifest, symbol_of
from core.speech.sound import Sound

BETWEEN_DIGITS_MS = 40
JOIN_MS = 8  # so long two recordings overlap inside a number, where both are nearly silent
_NAMED = 5  # so many missing ones are named in a sentence
# Within 110 to 140: slow, as in a hall an echo dies in the pauses; what takes too long is faster.
RATE_WPM, FASTEST_WPM = 114.0, 138.0
_LEAST_PAUSE, _MOST_PAUSE = 0.3, 1.55  # of what the announcement asks for
_DIGITS = 3  # a number this long may be joined of a start and the rest

Files = tuple[tuple[Path, int], ...]  # each with the silence after it, in milliseconds
Said = Sequence[tuple[Sound, int]]


def shipped_clips() -> Path | None:
    """Return the folder of the recordings that come with the program; None when none do."""
    folder = Path(str(files("assets"))) / "voice"
    return folder if (folder / MANIFEST).is_file() else None


class Clips:
    """The recordings in `folder`; the manifest is read again whenever it changes."""

    name = "clips"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: tuple[int, dict[str, Recordings]] | None = None

    def lacks(self, sentence: SentenceLike) -> VoiceFault | None:
        try:
            missing = self.missing(sentence)
        except VoiceFault as fault:
            return fault
        if not missing:
            return None
        named = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
        return RecordingsMissing(engine=self.name, missing=f"{sentence.language} {named}")

    def files(self, sentence: SentenceLike) -> tuple[Path, ...]:
        """Return the recordings that `sentence` is joined of, in order."""
        return tuple(path for path, _ in self._pieces(sentence))

    def missing(self, sentence: SentenceLike) -> tuple[str, ...]:
        """Return the symbols of `sentence` that have no recording, each by its best name.

        Raises:
            VoiceFault: the manifest cannot be read.
        """
        if not sentence.phrases:
            return (sentence.text,)
        return tuple(symbol for symbol, found, _ in self._steps(sentence) if not found)

    def recipe(self, sentence: SentenceLike) -> str:
        """Name every file with its size and time: a new recording is heard at once."""
        parts = []
        for path, pause_ms in self._pieces(sentence):
            try:
                status = path.stat()
            except OSError as error:
                raise VoiceFault(engine=self.name, problem=reasons.of(path, error)) from error
            parts.append(f"{path} {status.st_size} {status.st_mtime_ns} {pause_ms}")
        return "\n".join(parts)

    def render(self, sentence: SentenceLike, into: Path) -> None:
        sound.write(sound.overlapped(self.said(sentence), ms=JOIN_MS), into)

    def said(self, sentence: SentenceLike) -> Said:
        """Return what `sentence` is joined of, each with the silence after it in milliseconds.

        Raises:
            VoiceFault: a recording cannot be read.
        """
        try:
            said = [
                (sound.ready_clip(compact.read(path)), pause_ms)
                for path, pause_ms in self._pieces(sentence)
            ]
        except SoundFault as error:
            raise VoiceFault(engine=self.name, problem=error.fields["problem"]) from error
        return paced(said, sentence.text, most_s=sentence.most_s)

    def _pieces(self, sentence: SentenceLike) -> Iterator[tuple[Path, int]]:
        """Yield each recording with the silence after it, in milliseconds; 0 flows on."""
        for _, found, pause_ms in self._steps(sentence):
            yield from found[:-1]
            for path, _ in found[-1:]:
                yield path, pause_ms

    def _steps(self, sentence: SentenceLike) -> Iterator[tuple[str, Files, int]]:
        """Yield a symbol, the recordings that say it (none when one is missing), and the pause."""
        held = self._manifest().get(sentence.language, Recordings()).clips
        phrases = list(sentence.phrases)
        while phrases:
            phrase, *phrases = phrases
            if phrase.kind == "carrier" and phrases:
                pair = f"pair:{phrase.value} {phrases[0].value}"
                if found := self._files(held, [(pair,)]):
                    yield pair, found, phrases.pop(0).pause_ms
                    continue
            yield symbol_of(phrase), self._files(held, _ways(phrase)), phrase.pause_ms

    def _files(self, held: Mapping[str, Clip], ways: Iterable[Sequence[str]]) -> Files:
        """Return the recordings of the first way of which all are there."""
        for symbols in ways:
            if all(symbol in held for symbol in symbols):
                found = tuple(
                    (self._folder / held[symbol].file, _pause_ms(symbol)) for symbol in symbols
                )
                if all(path.is_file() for path, _ in found):
                    return found
        return ()

    def _manifest(self) -> dict[str, Recordings]:
        path = self._folder / MANIFEST
        try:
            changed_at = path.stat().st_mtime_ns
            if self._read is None or self._read[0] != changed_at:
                self._read = changed_at, read_manifest(self._folder)
        except OSError as error:
            raise VoiceFault(engine=self.name, problem=reasons.of(path, error)) from error
        except ValueError as error:
            problem = Words(reasons.OF, what=path, problem=str(error))
            raise VoiceFault(engine=self.name, problem=problem) from error
        return self._read[1]


def paced(said: Said, text: str, *, rate_wpm: float = RATE_WPM, most_s: float = math.inf) -> Said:
    """Return `said` with pauses of 0.3 to 1.55 times their length, for `rate_wpm` words a minute.

    Faster where it would last longer than `most_s`, but not above `FASTEST_WPM`.
    The voice itself is left alone: made faster or slower it would no longer sound natural.
    """
    silent_s = sum(pause_ms for _, pause_ms in said) / 1000
    if not silent_s:
        return said
    words = words_in(text)
    whole_s = max(min(60 * words / rate_wpm, most_s), 60 * words / FASTEST_WPM)
    wanted_s = whole_s - sum(each.duration_s for each, _ in said)
    factor = max(_LEAST_PAUSE, min(wanted_s / silent_s, _MOST_PAUSE))
    return [(each, round(pause_ms * factor)) for each, pause_ms in said]


def _pause_ms(symbol: str) -> int:
    """Return the silence after a part of a number: zeros stand apart, hundreds flow on."""
    kind, _, value = symbol.partition(":")
    return 0 if kind == "start" and not value.startswith("0") else BETWEEN_DIGITS_MS


def _ways(phrase: PhraseLike) -> Iterator[tuple[str, ...]]:
    """Yield the ways to say `phrase`, best first."""
    yield (symbol_of(phrase),)
    if phrase.kind == "counter":
        yield (f"number:{phrase.value}",)
    if phrase.kind != "number":
        return
    rest = phrase.value.lstrip("0")
    zeros = len(phrase.value) - len(rest)
    if rest and zeros:
        yield (f"start:{'0' * zeros}", f"number:{rest}")
    if zeros:
        yield (*("number:0",) * zeros, *((f"number:{rest}",) if rest else ()))
    elif len(rest) == _DIGITS:
        yield (f"start:{rest[0]}", f"number:{int(rest[1:])}")
