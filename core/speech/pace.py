"""How fast a voice speaks, measured on what it made: words a minute over the time it sounds.

An engine's own "words a minute" is a wish: the same setting gives 107 on a sentence with four
commas and 146 on one of short words. Sentences outside the band are made again, nearer to it.
"""

import re
from collections.abc import Callable
from pathlib import Path

from core.errors import N_, SoundFault, VoiceFault
from core.speech import sound

BAND = 0.10  # of the rate asked for, either way: 125 becomes 112.5 to 137.5
_INSIDE = 0.02  # aim so far inside the band, so that the next try does not land just outside
_TRIES = 3
_WORD = re.compile(r"[^\W_]+")


def words_in(text: str) -> int:
    """Count the words that are spoken; "twenty-one" is two."""
    return len(_WORD.findall(text))


def words_per_minute(text: str, heard: sound.Sound) -> float:
    """Return the rate at which `heard` says `text`, silence at both ends left out."""
    speaking_s = sound.trimmed(heard, keep_ms=0).duration_s
    return 60 * words_in(text) / speaking_s if speaking_s else 0.0


def render_paced(
    engine: str,
    text: str,
    into: Path,
    *,
    rate_wpm: int,
    speed: int,
    render: Callable[[int], None],
) -> None:
    """Call `render` with a speed near `speed` that makes `text` last as `rate_wpm` asks.

    `render` writes the WAV file `into`. What is still outside the band after three tries stands:
    a voice that is a little slow is better than none.

    Raises:
        VoiceFault: what `engine` wrote is not a sound, or silent.
    """
    for _ in range(_TRIES):
        render(speed)
        try:
            measured = words_per_minute(text, sound.read(into))
        except SoundFault as error:
            raise VoiceFault(engine=engine, problem=error.fields["problem"]) from error
        if not measured:
            raise VoiceFault(engine=engine, problem=N_("what it wrote is silent"))
        if abs(measured - rate_wpm) <= BAND * rate_wpm:
            return
        edge = rate_wpm * (1 + (BAND - _INSIDE) * (1 if measured > rate_wpm else -1))
        speed = round(speed * edge / measured)
