"""Choose how each recording is said: the take that is understood best in the hall.

    python -m tools.voice.choose_takes --recogniser FOLDER --model FILE --voices FILE
        --vocabulary FILE --language es 'number:0*' 'pair:puesto*'

The phrases whose symbols are given are heard in eight calls each (`tools.voice.hall`), among other
talk than that of `tools.voice.measure_voice`. One that was misheard is said again, faster, slower
or to another mark, and the take that was understood most often is printed as a line for
`core/speech/recordings/takes.py`. About ten seconds a take. It needs what
`tools.voice.measure_voice` needs.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from core.announce import Phrase, PhraseKind, phrases_in_one_breath, phrases_to_record
from core.cli.workshop.voice_hearing import sentence_with, understood
from core.speech.engines.kokoro import BEST, Kokoro, load_kokoro
from core.speech.recordings.clips import Clips, shipped_clips
from core.speech.recordings.manifest import MadeBy, keep, symbol_of
from core.speech.recordings.takes import Take, take_of
from tools.voice import hall as voice_hall
from tools.voice.measure_voice import Ear, babble
from tools.voice.sound import spoken

SEED = 23
LINES = "AP"
NUMBERS = ("014", "027", "052", "109")
COUNTERS = (2, 5, 1, 4)
CALLS = len(LINES) * len(NUMBERS)
SPEEDS = (1.0, 0.94, 1.08, 1.04, 0.9, 0.98, 1.15, 0.85)
ENDS = ("", ",", "!")


@dataclass(frozen=True, slots=True)
class Call:
    """A call that has the phrase in it, and which part of it the phrase is."""

    part: str
    code: str
    counter: int


def calls_with(phrase: Phrase) -> Iterator[Call]:
    """Yield eight calls that are told apart by `phrase`: its number or its counter.

    Raises:
        ValueError: it is another kind of phrase.
    """
    name = phrase.value.rpartition(" ")[2]
    if phrase.kind is PhraseKind.PAIR and name.isdecimal():
        for line, number in product(LINES, NUMBERS):
            yield Call("counter", f"{line}-{number}", int(name))
    elif phrase.kind is PhraseKind.NUMBER:
        digits = phrase.value if len(phrase.value) == len("014") else f"2{phrase.value:>02}"
        for line, counter in product(LINES, COUNTERS):
            yield Call("number", f"{line}-{digits}", counter)
    else:
        message = f"{symbol_of(phrase)} is neither a number nor a counter"
        raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Studio:
    """A copy of the recordings in which takes are tried, the model that says them, and the ear."""

    folder: Path
    language: str
    speaker: Kokoro
    ear: Ear
    hall: voice_hall.Room
    talk: Any

    def misheard(self, phrase: Phrase, take: Take, fewer_than: int) -> int:
        """Return in how many of its calls `take` is misheard; it ends at `fewer_than`."""
        said = self.speaker.say(phrase, self.language, take)
        keep(self.folder, self.language, [(phrase, said)], MadeBy())
        misheard = 0
        for number, call in enumerate(calls_with(phrase)):
            misheard += not self._is_right(phrase, call, number * len(self.talk) // CALLS)
            if misheard == fewer_than:
                break
        return misheard

    def _is_right(self, phrase: Phrase, call: Call, talk_from: int) -> bool:
        said = sentence_with(phrase, call.code, call.counter, self.language)
        whole = spoken(Clips(self.folder), said, self.folder / "said.wav")
        heard = voice_hall.heard(whole, self.hall, self.talk, talk_from)
        text = self.ear.write_down(heard, self.language)
        return bool(getattr(understood(text, call.code, call.counter, self.language), call.part))

    def best(self, phrase: Phrase) -> tuple[Take, int, int]:
        """Return the best take, in how many calls it is misheard, and in how many today's is."""
        best = take_of(phrase, self.language)
        at_first = least = self.misheard(phrase, best, CALLS + 1)
        for end, speed in product(ENDS, SPEEDS):
            if not least:
                break
            misheard = self.misheard(phrase, Take(speed, end), least)
            if misheard < least:
                best, least = Take(speed, end), misheard
        return best, least, at_first


def main() -> None:
    """Print the best take of each phrase, with how often it and today's are misheard."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    for name in ("recogniser", "model", "voices", "vocabulary"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--language", choices=sorted(BEST), required=True)
    options.add_argument("--cache", type=Path)
    options.add_argument("symbols", nargs="+")
    given = options.parse_args()
    language: str = given.language
    clips = shipped_clips()
    if clips is None:
        options.error("there are no recordings: make them with `turnos voice render`")
    speaker = load_kokoro(given.model, given.voices, given.vocabulary).speaker(*BEST[language])
    hall = voice_hall.a_hall()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(clips, Path(name) / "voice"))
        talk = babble(language, folder, hall, np.random.default_rng(SEED))
        ear = Ear(given.recogniser, given.cache)
        studio = Studio(folder, language, speaker, ear, hall, talk)
        for phrase in (*phrases_to_record(language), *phrases_in_one_breath(language)):
            if any(fnmatch(symbol_of(phrase), each) for each in given.symbols):
                take, least, at_first = studio.best(phrase)
                told = f"misheard {at_first} -> {least} of {CALLS}"
                print(f'"{symbol_of(phrase)}": {take},  # {told}', flush=True)


if __name__ == "__main__":
    main()
