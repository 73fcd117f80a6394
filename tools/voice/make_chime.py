"""Make the sounds: a moment of silence, then soft bell tones, in under a second.

    python tools/voice/make_chime.py [FOLDER]

The chime of a call is G5 then E5; a desk hears one C5, much softer, when somebody comes. The same
samples every time; a test holds the shipped files to them. FOLDER defaults to `assets/sounds`.
"""

import math
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

from core.speech.sound import FULL_SCALE, RATE, Sound, faded, joined, silence, write

SHIPPED = Path(__file__).parents[2] / "assets" / "sounds"
LEAD_S = 0.3  # silence first: some devices wake slowly, and what comes meanwhile is not heard
ATTACK_S = 0.008
RELEASE_S = 0.12  # the end of the file fades, so that the ring does not break off

# Of each sound its peak in dBFS, its seconds and its tones: frequency in Hz, when it is struck, how
# strongly.
Tones = tuple[tuple[float, float, float], ...]
SOUNDS: dict[str, tuple[float, float, Tones]] = {
    "chime.wav": (-6.0, 0.7, ((783.99, 0.0, 1.0), (659.26, 0.22, 1.0))),
    "arrival.wav": (-18.0, 0.95, ((523.25, 0.0, 1.0),)),
}
# Of each tone: multiple of its frequency, strength, seconds until it has fallen to 1/e. The
# higher ones die first, as in a bell; the slightly sharp fourth gives the metal.
PARTIALS = ((1.0, 1.0, 0.26), (2.0, 0.32, 0.16), (3.0, 0.12, 0.09), (4.16, 0.05, 0.05))


def strength_at(tones: Tones, at_s: float, ends_s: float) -> float:
    """Return the sum of all partials of the tones struck so far; it fades before `ends_s`."""
    total = 0.0
    for frequency, struck_s, loudness in tones:
        since_s = at_s - struck_s
        if since_s < 0:
            continue
        attack = min(since_s / ATTACK_S, 1.0)
        total += (
            loudness
            * attack
            * sum(
                part
                * math.exp(-since_s / falls_s)
                * math.sin(math.tau * frequency * multiple * since_s)
                for multiple, part, falls_s in PARTIALS
            )
        )
    release = min((ends_s - at_s) / RELEASE_S, 1.0)
    return total * release


def make(name: str) -> Sound:
    """Return the sound of this file."""
    peak_dbfs, ends_s, tones = SOUNDS[name]
    strengths = [strength_at(tones, at / RATE, ends_s) for at in range(round(ends_s * RATE))]
    gain = 10 ** (peak_dbfs / 20) * FULL_SCALE / max(map(abs, strengths))
    bells = faded(Sound(array("h", _rounded(strengths, gain))))
    return joined((silence(round(LEAD_S * 1000)), bells))


def _rounded(strengths: list[float], gain: float) -> Iterator[int]:
    return (round(strength * gain) for strength in strengths)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    for name in SOUNDS:
        write(make(name), target / name)
        print(f"wrote {target / name}")
