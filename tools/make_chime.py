"""Make the chime: a moment of silence, then two soft bell tones, G5 then E5, in under a second.

    python tools/make_chime.py [FILE]

The same samples every time; a test holds the shipped file to them. FILE defaults to
`assets/sounds/chime.wav`.
"""

import math
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

from core.speech.sound import FULL_SCALE, RATE, Sound, faded, joined, silence, write

SHIPPED = Path(__file__).parent.parent / "assets" / "sounds" / "chime.wav"
PEAK_DBFS = -6.0
LEAD_S = 0.3  # silence first: some devices wake slowly, and what comes meanwhile is not heard
DURATION_S = 0.95
ATTACK_S = 0.008
RELEASE_S = 0.12  # the end of the file fades, so that the ring does not break off

# Frequency in Hz, when it is struck, how strongly.
TONES = ((783.99, 0.0, 1.0), (659.26, 0.30, 1.0))
# Of each tone: multiple of its frequency, strength, seconds until it has fallen to 1/e. The
# higher ones die first, as in a bell; the slightly sharp fourth gives the metal.
PARTIALS = ((1.0, 1.0, 0.26), (2.0, 0.32, 0.16), (3.0, 0.12, 0.09), (4.16, 0.05, 0.05))


def strength_at(at_s: float) -> float:
    """Return the sum of all partials of the tones struck so far."""
    total = 0.0
    for frequency, struck_s, loudness in TONES:
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
    release = min((DURATION_S - at_s) / RELEASE_S, 1.0)
    return total * release


def make() -> Sound:
    """Return the chime."""
    strengths = [strength_at(at / RATE) for at in range(round(DURATION_S * RATE))]
    gain = 10 ** (PEAK_DBFS / 20) * FULL_SCALE / max(map(abs, strengths))
    bells = faded(Sound(array("h", _rounded(strengths, gain))))
    return joined((silence(round(LEAD_S * 1000)), bells))


def _rounded(strengths: list[float], gain: float) -> Iterator[int]:
    return (round(strength * gain) for strength in strengths)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    write(make(), target)
    print(f"wrote {target}")
