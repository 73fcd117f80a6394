"""A voice made of recordings: one file for each letter, number, counter and carrier phrase.

A folder holds the files and `manifest.json`, which names them by language and symbol:

    {"es": {"carrier:Turno": "es/turno.wav", "letter:P": "es/p.wav", "number:014": "es/014.wav",
            "counter:2": "es/puesto-2.wav", "carrier:Por favor, pase al puesto": "es/pase.wav"}}

A number that was not recorded with its leading zeros is joined of them (`number:0` and
`number:14`), and a counter without a recording of its own uses the number's. A sentence of
which anything is missing is not said at all: the voice below says it whole.
"""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from core.errors import RecordingsMissing, SoundFault, VoiceFault
from core.speech import sound
from core.speech.port import Phrase, Sentence

MANIFEST = "manifest.json"
BETWEEN_DIGITS_MS = 40
_NAMED = 5  # so many missing ones are named in a sentence


def shipped_clips() -> Path | None:
    """Return the folder of the recordings that come with the program; None when none do."""
    folder = Path(str(files("assets"))) / "voice"
    return folder if (folder / MANIFEST).is_file() else None


class Clips:
    """The recordings in `folder`; the manifest is read again whenever it changes."""

    name = "clips"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: tuple[int, dict[str, dict[str, str]]] | None = None

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
            _symbol(phrase) for phrase in sentence.phrases if not self._files(sentence, phrase)
        )

    def recipe(self, sentence: Sentence) -> str:
        """Name every file with its size and time: a new recording is heard at once."""
        parts = []
        for phrase, path in self._pieces(sentence):
            try:
                status = path.stat()
            except OSError as error:
                raise VoiceFault(engine=self.name, problem=f"{path}: {error.strerror}") from error
            parts.append(f"{path} {status.st_size} {status.st_mtime_ns} {phrase.pause_ms}")
        return "\n".join(parts)

    def render(self, sentence: Sentence, into: Path) -> None:
        pieces = list(self._pieces(sentence))
        said: list[sound.Sound] = []
        try:
            for at, (phrase, path) in enumerate(pieces):
                said.append(sound.ready_speech(sound.read(path)))
                if at + 1 < len(pieces):
                    goes_on = pieces[at + 1][0] is phrase
                    pause_ms = BETWEEN_DIGITS_MS if goes_on else phrase.pause_ms
                    said.append(sound.silence(pause_ms))
            sound.write(sound.joined(said), into)
        except SoundFault as error:
            raise VoiceFault(engine=self.name, problem=error.fields["problem"]) from error

    def _pieces(self, sentence: Sentence) -> Iterator[tuple[Phrase, Path]]:
        for phrase in sentence.phrases:
            for path in self._files(sentence, phrase):
                yield phrase, path

    def _files(self, sentence: Sentence, phrase: Phrase) -> tuple[Path, ...]:
        """Return the recordings that say `phrase`, nothing when one of them is missing."""
        names = self._manifest().get(sentence.language, {})
        for symbols in _ways(phrase):
            if all(symbol in names for symbol in symbols):
                paths = tuple(self._folder / names[symbol] for symbol in symbols)
                if all(path.is_file() for path in paths):
                    return paths
        return ()

    def _manifest(self) -> dict[str, dict[str, str]]:
        path = self._folder / MANIFEST
        try:
            changed_at = path.stat().st_mtime_ns
            if self._read is None or self._read[0] != changed_at:
                self._read = changed_at, _checked(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise VoiceFault(engine=self.name, problem=f"{path}: {error}") from error
        return self._read[1]


def _checked(data: Any) -> dict[str, dict[str, str]]:
    """Return `data` if it has the shape of a manifest."""
    well_formed = isinstance(data, dict) and all(
        isinstance(names, dict) and all(isinstance(file, str) for file in names.values())
        for names in data.values()
    )
    if not well_formed:
        message = "is not a table of languages with a file for each symbol"
        raise ValueError(message)
    return dict(data)


def _symbol(phrase: Phrase) -> str:
    return f"{phrase.kind}:{phrase.value}"


def _ways(phrase: Phrase) -> Iterator[tuple[str, ...]]:
    """Yield the ways to say `phrase`, best first."""
    yield (_symbol(phrase),)
    if phrase.kind == "counter":
        yield (f"number:{phrase.value}",)
    if phrase.kind == "number" and phrase.value.startswith("0"):
        rest = phrase.value.lstrip("0")
        zeros = ("number:0",) * (len(phrase.value) - len(rest))
        yield (*zeros, f"number:{rest}") if rest else zeros
