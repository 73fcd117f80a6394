"""Choose how each recording is said: the take that is likeliest to be understood, in several rooms.

    python -m tools.voice.choose_takes --recogniser FOLDER --model FILE --voices FILE
        --vocabulary FILE --language es 'number:0*' 'pair:Turno A'

The phrases whose symbols are given are heard in calls, said first and again, in three rooms and
among other talk than `tools.voice.measure_voice` measures with. How likely the recogniser holds
the right words is a finer measure than whether it writes them: two rooms tell as much as eight
calls counted right or wrong. A phrase is said again, faster, slower or to another mark, and the
likeliest take is printed as a line for `core/speech/recordings/takes.py`. It needs what
`tools.voice.measure_voice` needs.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import cycle, islice
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from core.announce import (
    Phrase,
    PhraseKind,
    Sentence,
    alone_in,
    pairs_of,
    phrases_in_one_breath,
    phrases_to_record,
    sentences_of,
)
from core.cli.workshop.voice_hearing import Recogniser
from core.speech.engines.kokoro import BEST, Kokoro, load_kokoro
from core.speech.recordings.clips import Clips, shipped_clips
from core.speech.recordings.manifest import MadeBy, keep, symbol_of
from core.speech.recordings.takes import Take, take_of
from tools.voice import hall as voice_hall
from tools.voice.measure_voice import babble
from tools.voice.sound import spoken

SEED = 23
NUMBERS = ("003", "056", "105", "028", "067", "112", "041", "072", "015", "044", "080", "094")
FIRST, ALL = 2, 4  # calls that a take is heard in: all only where it leads after the first
BETTER = 1.0  # by which another take must be likelier than today's, as a natural logarithm
TAKES = (
    *(Take(0.935), Take(0.87), Take(1.0), Take(0.935, ","), Take(1.087), Take(0.93, "!")),
    *(Take(1.0, ","), Take(0.85, ",")),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a call is heard: a room, and people who talk in it, `babble_db` against the voice."""

    room: voice_hall.Room
    talk: Any
    babble_db: float


def seats(language: str, folder: Path) -> tuple[Seat, ...]:
    """Return the seats in which takes are chosen, the hardest first; never the witness room."""
    found = []
    for seed, (place, seat_m, babble_db) in enumerate(
        (
            (voice_hall.HALL, 8.0, -10.0),
            (voice_hall.SQUARE_ROOM, None, -12.0),
            (voice_hall.LONG_ROOM, None, -10.0),
            (voice_hall.HALL, None, -15.0),
        ),
        SEED,
    ):
        room = voice_hall.a_hall(seat_m, place)
        talk = babble(language, folder, room, np.random.default_rng(seed), place)
        found.append(Seat(room, talk, babble_db))
    return tuple(found)


def calls_with(phrase: Phrase, language: str) -> Iterator[tuple[str, int, Sentence]]:
    """Yield codes, counters and what is said of them, first and again by turns, for ever.

    Only sentences that have `phrase` in them are yielded.

    Raises:
        ValueError: no sentence has it.
    """
    name = phrase.value.rpartition(" ")[2]
    for at, number in enumerate(cycle(NUMBERS)):
        digits = phrase.value if phrase.kind is PhraseKind.NUMBER else number
        digits = digits if len(digits) == len(number) else f"2{digits:>02}"  # it ends a number
        is_letter = phrase.kind is PhraseKind.PAIR and name.isalpha()
        code = f"{name if is_letter else 'AP'[at // 2 % 2]}-{digits}"
        counter = int(name) if name.isdecimal() and phrase.kind is PhraseKind.PAIR else at % 5 + 1
        every = [each for each in sentences_of(code, counter, language) if _says(each, phrase)]
        if not every:
            message = f"no sentence says {symbol_of(phrase)}"
            raise ValueError(message)
        yield code, counter, every[at % min(len(every), 2)]


def _says(said: Sentence, phrase: Phrase) -> bool:
    return phrase.kind is PhraseKind.NUMBER or phrase in (*pairs_of(said), *alone_in(said))


@dataclass(frozen=True, slots=True)
class Studio:
    """A copy of the recordings in which takes are tried, the model that says them, and the ear."""

    folder: Path
    language: str
    speaker: Kokoro
    recogniser: Recogniser
    seats: Sequence[Seat]

    def best(self, phrase: Phrase) -> Mapping[Take, float]:
        """Return today's take and the best one, with how likely they are in all calls."""
        today = take_of(phrase, self.language)
        heard = {each: self._likely(phrase, each, FIRST) for each in (today, *TAKES)}
        leading = sorted(heard, key=lambda each: -mean(heard[each]))[:3]
        likely = {
            each: mean(self._likely(phrase, each, ALL)) for each in dict.fromkeys([today, *leading])
        }
        best = max(likely, key=lambda each: likely[each] - (each != today) * BETTER)
        return {today: likely[today], best: likely[best]}

    def keep(self, phrase: Phrase, take: Take) -> None:
        said = self.speaker.say(phrase, self.language, take)
        keep(self.folder, self.language, [(phrase, said)], MadeBy())

    def _likely(self, phrase: Phrase, take: Take, calls: int) -> list[float]:
        self.keep(phrase, take)
        clips, found = Clips(self.folder), []
        for at, (code, counter, said) in enumerate(
            islice(calls_with(phrase, self.language), calls)
        ):
            seat = self.seats[at % len(self.seats)]
            whole = spoken(clips, said, self.folder / "said.wav")
            start = at * len(seat.talk) // len(NUMBERS)
            heard = voice_hall.heard(whole, seat.room, seat.talk, start, seat.babble_db)
            written = as_written(said, code, counter)
            found.append(self.recogniser.likelihood(heard, self.language, written))
        return found


def as_written(said: Sentence, code: str, counter: int) -> str:
    """Return `said` as a recogniser writes it, its numbers in digits."""
    letter, _, digits = code.partition("-")
    named = {PhraseKind.LETTER: letter, PhraseKind.NUMBER: digits, PhraseKind.COUNTER: str(counter)}
    text = said.text
    for phrase in said.phrases:
        if phrase.kind in named:
            text = text.replace(f" {phrase.text}", f" {named[phrase.kind]}", 1)
    return text


def main() -> None:
    """Print the best take of each phrase, and how likely it and today's are."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    for name in ("recogniser", "model", "voices", "vocabulary"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--language", choices=sorted(BEST), required=True)
    options.add_argument("symbols", nargs="+")
    given = options.parse_args()
    language: str = given.language
    clips = shipped_clips()
    if clips is None:
        options.error("there are no recordings: make them with `turnos voice render`")
    speaker = load_kokoro(given.model, given.voices, given.vocabulary).speaker(*BEST[language])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(clips, Path(name) / "voice"))
        recogniser = Recogniser(given.recogniser)
        studio = Studio(folder, language, speaker, recogniser, seats(language, folder))
        for phrase in (*phrases_to_record(language), *phrases_in_one_breath(language)):
            if any(fnmatch(symbol_of(phrase), each) for each in given.symbols):
                (_, at_first), *rest = studio.best(phrase).items()
                take, likely = rest[0] if rest else (take_of(phrase, language), at_first)
                studio.keep(phrase, take)
                print(
                    f'"{symbol_of(phrase)}": {take},  # {at_first:.1f} -> {likely:.1f}', flush=True
                )


if __name__ == "__main__":
    main()
