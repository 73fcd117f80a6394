"""A voice made of recordings: one file for each letter, number, counter and carrier phrase.

`core.speech.manifest` says which file is which. A number without a recording of its own is joined:
`014` of `start:0` and `number:14`, `214` of `start:2` and `number:14`; a counter without one uses
the number's. A sentence of which anything is missing is not said at all: the voice below says it
whole, as two voices in one sentence are harder to follow than a plain one.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from core.errors import RecordingsMissing, SoundFault, VoiceFault
from core.speech import sound
from core.speech.manifest import MANIFEST, Recordings, read_manifest, symbol_of
from core.speech.port import Phrase, Sentence

BETWEEN_DIGITS_MS = 40
JOIN_MS = 8  # so long two recordings overlap inside a number, where both are nearly silent
_NAMED = 5  # so many missing ones are named in a sentence
_DIGITS = 3  # a number this long may be joined of a start and the rest


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

    def lacks(self, sentence: Sentence) -> VoiceFault | None:
        try:
            missing = self.missing(sentence)
        except VoiceFault as fault:
            return fault
        if not missing:
            return None
        named = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
        return RecordingsMissing(engine=self.name, missing=f"{sentence.language} {named}")

    def missing(self, sentence: Sentence) -> tuple[str, ...]:
        """Return the symbols of `sentence` that have no recording, each by its best name.

        Raises:
            VoiceFault: the manifest cannot be read.
        """
        if not sentence.phrases:
            return (sentence.text,)
        return tuple(
            symbol_of(phrase) for phrase in sentence.phrases if not self._files(sentence, phrase)
        )

    def recipe(self, sentence: Sentence) -> str:
        """Name every file with its size and time: a new recording is heard at once."""
        parts = []
        for path, pause_ms in self._pieces(sentence):
            try:
                status = path.stat()
            except OSError as error:
                raise VoiceFault(engine=self.name, problem=f"{path}: {error.strerror}") from error
            parts.append(f"{path} {status.st_size} {status.st_mtime_ns} {pause_ms}")
        return "\n".join(parts)

    def render(self, sentence: Sentence, into: Path) -> None:
        pieces = list(self._pieces(sentence))
        try:
            said = [(sound.ready_speech(sound.read(path)), pause_ms) for path, pause_ms in pieces]
            sound.write(sound.overlapped(said, ms=JOIN_MS), into)
        except SoundFault as error:
            raise VoiceFault(engine=self.name, problem=error.fields["problem"]) from error

    def _pieces(self, sentence: Sentence) -> Iterator[tuple[Path, int]]:
        """Yield each recording with the silence after it, in milliseconds; 0 flows on."""
        for at, phrase in enumerate(sentence.phrases):
            found = self._files(sentence, phrase)
            is_last = at + 1 == len(sentence.phrases)
            for path, pause_ms in found[:-1]:
                yield path, pause_ms
            for path, _ in found[-1:]:
                yield path, 0 if is_last else phrase.pause_ms

    def _files(self, sentence: Sentence, phrase: Phrase) -> tuple[tuple[Path, int], ...]:
        """Return the recordings that say `phrase`, nothing when one of them is missing."""
        held = self._manifest().get(sentence.language, Recordings()).clips
        for symbols in _ways(phrase):
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
        except (OSError, ValueError) as error:
            raise VoiceFault(engine=self.name, problem=f"{path}: {error}") from error
        return self._read[1]


def _pause_ms(symbol: str) -> int:
    """Return the silence after a part of a number: zeros stand apart, hundreds flow on."""
    kind, _, value = symbol.partition(":")
    return 0 if kind == "start" and not value.startswith("0") else BETWEEN_DIGITS_MS


def _ways(phrase: Phrase) -> Iterator[tuple[str, ...]]:
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
