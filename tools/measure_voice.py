"""Measure how well calls are understood: natural recordings beside espeak-ng.

    python tools/measure_voice.py --recogniser FOLDER [--clips FOLDER] [--calls 50] [--out FILE]

Random calls are spoken by each voice, clean and in a hall: 0.8 s of echo and, 15 dB below, a babble
of eight synthesised talkers. A recogniser (Whisper base was used) writes them down. Always the same
calls, hall and babble; a third of the numbers each is below 100, 200 and 1,000. It needs
`pip install turnos[voice]` and espeak-ng.
"""

import argparse
import json
import random
import tempfile
from array import array
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from core.announce import sentence
from core.cli.voice_hearing import Recogniser, Understood, understood
from core.speech import sound
from core.speech.clips import Clips, shipped_clips
from core.speech.espeak import Espeak
from core.speech.pace import words_per_minute
from core.speech.port import Engine

ECHO_S = 0.8  # until the echo is 60 dB weaker
BABBLE_DB = -15.0
DIRECT = 0.5  # of the energy comes straight from the loudspeaker
TALK = {
    "es": "Buenos días, vengo a pagar la factura de la luz porque ayer no pude. ¿Y usted qué hace?",
    "en": "Good morning, I came about the bill because yesterday it was closed. And how is work?",
}


def calls(count: int, seed: int) -> list[tuple[str, int]]:
    """Return `count` random calls, the same for the same `seed`."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    tops = (99, 199, 999)
    return [
        (
            f"{chance.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}-{chance.randint(1, tops[at % 3]):03d}",
            chance.randint(1, 20),
        )
        for at in range(count)
    ]


def in_a_hall(language: str, folder: Path) -> Callable[[sound.Sound], sound.Sound]:
    """Return what a hall does to a sound: its echo, and people who talk."""
    noise = np.random.default_rng(8)
    time_s = np.arange(round(ECHO_S * sound.RATE)) / sound.RATE
    tail = noise.standard_normal(len(time_s)) * 10 ** (-3 * time_s / ECHO_S)
    tail *= np.sqrt((1 - DIRECT) / DIRECT / np.sum(tail**2))
    tail[0] = 1.0
    babble = _babble(language, folder, noise)

    def heard(spoken: sound.Sound) -> sound.Sound:
        dry = np.frombuffer(spoken.samples.tobytes(), np.int16).astype(float)
        size = len(dry) + len(tail)
        wet = np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(tail, size), size)
        start = int(noise.integers(0, len(babble)))
        around = np.resize(np.roll(babble, -start), size)
        active_rms = 10 ** (sound.active_rms_dbfs(spoken) / 20) * sound.FULL_SCALE
        around *= active_rms * 10 ** (BABBLE_DB / 20) / np.sqrt(np.mean(around**2))
        mixed = wet + around
        mixed *= 0.9 * sound.FULL_SCALE / np.abs(mixed).max()
        return sound.Sound(array("h", mixed.astype(np.int16).tobytes()))

    return heard


def _babble(language: str, folder: Path, noise: np.random.Generator) -> Any:
    """Return ten seconds of eight people who talk at once."""
    from core.announce import Sentence  # noqa: PLC0415

    length = 10 * sound.RATE
    total = np.zeros(length)
    for talker in range(8):
        path = folder / f"talker-{language}-{talker}.wav"
        Espeak(rate_wpm=130 + 8 * talker).render(Sentence(language, TALK[language]), path)
        talk = np.array(sound.ready_speech(sound.read(path)).samples, dtype=float)
        step = float(noise.uniform(0.75, 1.25))  # another throat
        talk = np.interp(np.arange(0, len(talk) - 1, step), np.arange(len(talk)), talk)
        total += np.roll(np.resize(talk, length), int(noise.integers(0, length)))
    return total


def measure(
    engine: Engine, language: str, recogniser: Recogniser, count: int, folder: Path
) -> dict[str, object]:
    """Return the shares understood by `engine` in percent, and its words a minute."""
    hall = in_a_hall(language, folder)
    found: dict[str, list[Understood]] = {"clean": [], "hall": []}
    paces = []
    for code, counter in calls(count, seed=len(language) + ord(language[0])):
        call = sentence(code, counter, language)
        engine.render(call, folder / "said.wav")
        said = sound.ready_speech(sound.read(folder / "said.wav"))
        paces.append(words_per_minute(call.text, said))
        for place, heard in (("clean", said), ("hall", hall(said))):
            text = recogniser.write_down(heard, language)
            result = understood(text, code, counter, language)
            found[place].append(result)
            if not result.all:
                print(f"  {engine.name} {place} {code} {counter}: {text}", flush=True)
    shares = {
        place: {
            part: round(100 * mean(getattr(each, part) for each in heard))
            for part in ("letter", "number", "counter", "all")
        }
        for place, heard in found.items()
    }
    pace = {"least": round(min(paces)), "mean": round(mean(paces)), "most": round(max(paces))}
    return {"engine": engine.name, "language": language, **shares, "words_per_minute": pace}


def main() -> None:
    """Measure both voices in both languages."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--recogniser", type=Path, required=True)
    options.add_argument("--clips", type=Path, default=shipped_clips())
    options.add_argument("--calls", type=int, default=50)
    options.add_argument("--languages", nargs="+", default=["es", "en"])
    options.add_argument("--engines", nargs="+", default=["clips", "espeak"])
    options.add_argument("--out", type=Path)
    given = options.parse_args()
    recogniser = Recogniser(given.recogniser)
    engines: dict[str, Engine] = {"clips": Clips(given.clips), "espeak": Espeak(rate_wpm=125)}
    results = []
    with tempfile.TemporaryDirectory() as name:
        for language in given.languages:
            for engine in given.engines:
                results.append(
                    measure(engines[engine], language, recogniser, given.calls, Path(name))
                )
                print(json.dumps(results[-1]), flush=True)
    if given.out:
        given.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
