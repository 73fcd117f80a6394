"""Measure calls as a hall hears them: their sound, and how well they are understood.

    python -m tools.voice.measure_voice --recogniser FOLDER [--sample office] [--last] [--calls 200]
        [--room witness] [--seat 8] [--babble -10]

Calls are spoken by each voice, clean and in a hall (`tools.voice.hall`): 0.8 s of echo and, 15 dB
below, a babble of eight synthesised talkers. A recogniser (Whisper base was used) writes them down:
the sentence, what is said again, and what is right in either, as a hall hears both. Always the same
calls, hall and babble. Of the sample `any` a third of the numbers each is below
100, 200 and 1,000, with any letter; `office` is what an office calls in a day: A-001 to A-120 and
P-001 to P-060, five counters. With `--cache FILE` a sound that was written down before is not heard
again. It needs `pip install turnos[voice] pyroomacoustics` and espeak-ng.
"""

import argparse
import json
import random
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from core.announce import Sentence, sentence, sentence_again
from core.cli.workshop.voice_hearing import Recogniser, Understood, understood
from core.speech import sound
from core.speech.engines.espeak import VOICES, Espeak, installed
from core.speech.port import Engine
from core.speech.recordings.clips import Clips, shipped_clips
from tools.voice import hall as voice_hall
from tools.voice.sound import Figures, figures, joins_s, spoken, steps

TALK = {
    "es": "Buenos días, vengo a pagar la factura de la luz porque ayer no pude. ¿Y usted qué hace?",
    "en": "Good morning, I came about the bill because yesterday it was closed. And how is work?",
}
PARTS = ("letter", "number", "counter")
ROOMS = {
    "hall": voice_hall.HALL,
    "long": voice_hall.LONG_ROOM,
    "square": voice_hall.SQUARE_ROOM,
    "witness": voice_hall.WITNESS,
}
Calls = list[tuple[str, int]]
Hall = Callable[[sound.Sound], sound.Sound]


def any_calls(count: int) -> Calls:
    """Return calls of any letter, number and counter, always the same."""
    chance = random.Random(103)  # noqa: S311 - to be repeated, not to be secret
    tops = (99, 199, 999)
    return [
        (
            f"{chance.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}-{chance.randint(1, tops[at % 3]):03d}",
            chance.randint(1, 20),
        )
        for at in range(count)
    ]


def office_calls(count: int) -> Calls:
    """Return calls of an office's day, always the same."""
    chance = random.Random(7)  # noqa: S311 - as above
    codes: Calls = []
    while len(codes) < count:
        line, top = ("P", 60) if chance.random() < 0.3 else ("A", 120)  # noqa: PLR2004
        codes.append((f"{line}-{chance.randint(1, top):03d}", chance.randint(1, 5)))
    return codes


class Ear:
    """A recogniser that hears each sound once: what it wrote is kept in the file `cache`."""

    def __init__(self, recogniser: Path, cache: Path | None) -> None:
        self._recogniser = recogniser
        self._listening: Recogniser | None = None
        self._cache = cache
        lines = cache.read_text("utf-8").splitlines() if cache and cache.exists() else []
        self._written: dict[str, str] = dict(json.loads(line) for line in lines)

    def write_down(self, heard: sound.Sound, language: str) -> str:
        key = sha256(heard.samples.tobytes() + language.encode()).hexdigest()
        if key not in self._written:
            self._listening = self._listening or Recogniser(self._recogniser)
            self._written[key] = self._listening.write_down(heard, language)
            if self._cache:
                with self._cache.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([key, self._written[key]]) + "\n")
        return self._written[key]


def in_a_hall(
    language: str,
    folder: Path,
    room: voice_hall.Room,
    place: voice_hall.Place = voice_hall.HALL,
    babble_db: float = voice_hall.BABBLE_DB,
) -> Hall:
    """Return what `room` does to a sound: its echo, and people who talk in that language."""
    chance = np.random.default_rng(place.seed)
    talk = babble(language, folder, room, chance, place)

    def heard(spoken: sound.Sound) -> sound.Sound:
        return voice_hall.heard(spoken, room, talk, int(chance.integers(0, len(talk))), babble_db)

    return heard


def babble(
    language: str,
    folder: Path,
    room: voice_hall.Room,
    chance: np.random.Generator,
    place: voice_hall.Place = voice_hall.HALL,
) -> np.ndarray[Any, Any]:
    """Return ten seconds of people who talk at once, as the listener hears them."""
    length = 10 * sound.RATE
    total = np.zeros(length)
    for talker, response in enumerate(room.talkers):
        path = folder / f"talker-{language}-{talker}.wav"
        if voice := place.voices[talker]:
            said = ("-v", VOICES[language] + voice, "-s", str(150 + 8 * talker), TALK[language])
            subprocess.run([*installed(), "-w", str(path), *said], check=True)
        else:
            Espeak(rate_wpm=130 + 8 * talker).render(Sentence(language, TALK[language]), path)
        talk = np.array(sound.ready_speech(sound.read(path)).samples, dtype=float)
        step = float(chance.uniform(0.75, 1.25))  # another throat
        talk = np.interp(np.arange(0, len(talk) - 1, step), np.arange(len(talk)), talk)
        talk = np.roll(np.resize(talk, length), int(chance.integers(0, length)))
        total += np.resize(voice_hall.through(talk, response), length)
    return total


def sounds(engine: Engine, called: Sequence[Sentence], folder: Path) -> dict[str, object]:
    """Return least, mean and most of what the calls measure; the gap and joins of recordings."""
    measured: list[Figures] = []
    loudest_join = 0.0
    for call in called:
        said = spoken(engine, call, folder / "said.wav")
        joins = joins_s(engine, call) if isinstance(engine, Clips) else [0.0]
        measured.append(figures(said, call, joins[0]))
        at_joins, of_the_voice = steps(said, joins)
        loudest_join = max(loudest_join, at_joins / of_the_voice)
    found: dict[str, object] = {}
    for field in fields(Figures):
        values = [getattr(each, field.name) for each in measured]
        found[field.name] = [round(each, 1) for each in (min(values), mean(values), max(values))]
    if isinstance(engine, Clips):
        return found | {"step_at_joins": round(loudest_join, 2)}
    del found["letter_gap_ms"]  # nobody says where a synthesised letter ends
    return found


def understanding(
    engine: Engine, language: str, which: Calls, ear: Ear, hall: Hall, *, folder: Path, last: bool
) -> dict[str, dict[str, float]]:
    """Return the shares understood in percent, by place and part; print each mistake."""
    found: dict[str, list[Understood]] = {}
    for code, counter in which:
        first = sentence(code, counter, language, last=last)
        for which_one, said in (("", first), (", again", sentence_again(code, counter, language))):
            dry = spoken(engine, said, folder / "said.wav")
            for place, heard in (("clean", dry), ("hall", hall(dry))):
                result = understood(ear.write_down(heard, language), code, counter, language)
                found.setdefault(place + which_one, []).append(result)
                if not result.all:
                    told = f"{engine.name} {place}{which_one} {code} {counter}: {result.text}"
                    print(f"  {told}", flush=True)
    for place in ("clean", "hall"):
        both = zip(found[place], found[f"{place}, again"], strict=True)
        found[f"{place}, as a call"] = [_either(*each) for each in both]
    return {
        place: {
            part: round(100 * mean(getattr(each, part) for each in heard), 1)
            for part in (*PARTS, "all")
        }
        for place, heard in found.items()
    }


def _either(one: Understood, other: Understood) -> Understood:
    """Return what somebody understands who hears both."""
    letter, number, counter = (getattr(one, part) or getattr(other, part) for part in PARTS)
    return Understood(f"{one.text} / {other.text}", letter, number, counter)


def main() -> None:
    """Measure both voices in both languages."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--recogniser", type=Path, help="without one, only the sound is measured")
    options.add_argument("--clips", type=Path, default=shipped_clips())
    options.add_argument("--sample", choices=("any", "office"), default="any")
    options.add_argument("--last", action="store_true", help="last calls")
    options.add_argument("--seat", type=float, help="metres from the loudspeaker; 5.1 without")
    options.add_argument("--room", choices=sorted(ROOMS), default="hall")
    options.add_argument("--babble", type=float, default=voice_hall.BABBLE_DB, metavar="DB")
    options.add_argument("--calls", type=int, default=200)
    options.add_argument("--languages", nargs="+", default=["es", "en"])
    options.add_argument("--engines", nargs="+", default=["clips", "espeak"])
    options.add_argument("--cache", type=Path)
    options.add_argument("--out", type=Path)
    given = options.parse_args()
    engines: dict[str, Engine] = {"clips": Clips(given.clips), "espeak": Espeak(rate_wpm=125)}
    which = (office_calls if given.sample == "office" else any_calls)(given.calls)
    results: list[dict[str, object]] = []
    place = ROOMS[given.room]
    room = voice_hall.a_hall(given.seat, place)
    print(json.dumps({"hall": voice_hall.measured(room)}), flush=True)
    with tempfile.TemporaryDirectory() as name:
        for language in given.languages:
            called = [sentence(*call, language, last=given.last) for call in which]
            for engine in (engines[each] for each in given.engines):
                result: dict[str, object] = {
                    "engine": engine.name,
                    "language": language,
                    "calls": len(which),
                }
                result |= sounds(engine, called, Path(name))
                if given.recogniser:
                    ear = Ear(given.recogniser, given.cache)
                    hall = in_a_hall(language, Path(name), room, place, given.babble)
                    result |= understanding(
                        engine, language, which, ear, hall, folder=Path(name), last=given.last
                    )
                results.append(result)
                print(json.dumps(result), flush=True)
    if given.out:
        given.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
