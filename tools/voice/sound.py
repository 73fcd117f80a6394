"""What a call measures by its sound alone: how long, how fast, how loud, and how it is joined.

Without a model or a recogniser, so that a test may hold the shipped recordings to it.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub
from pathlib import Path

from core.announce import Sentence
from core.speech import sound
from core.speech.pace import words_per_minute
from core.speech.port import Engine
from core.speech.recordings.clips import JOIN_MS, Clips
from core.speech.sound import Sound

_FRAME_MS = 5
_SILENT_DB = -40.0  # below the peak: the rest of a room hides it


@dataclass(frozen=True, slots=True)
class Figures:
    """One call; `letter_gap_ms` is the silence between letter and digits, by what is heard."""

    duration_s: float
    words_per_minute: float
    level_dbfs: float
    peak_dbfs: float
    letter_gap_ms: int


def spoken(engine: Engine, call: Sentence, draft: Path) -> Sound:
    """Return `call` as the hall gets it; `draft` is a file to work in."""
    engine.render(call, draft)
    return sound.ready_speech(sound.read(draft))


def figures(said: Sound, call: Sentence, letter_ends_s: float) -> Figures:
    """Measure `said`, whose letter ends near `letter_ends_s`."""
    return Figures(
        said.duration_s,
        words_per_minute(call.text, said),
        sound.active_rms_dbfs(said),
        sound.peak_dbfs(said),
        silence_ms(said, letter_ends_s),
    )


def joins_s(clips: Clips, call: Sentence) -> list[float]:
    """Return when each recording of `call` but the last ends; the first holds the letter."""
    ends, at_s = [], 0.0
    for each, pause_ms in clips.said(call)[:-1]:
        ends.append(at_s + each.duration_s)
        at_s += each.duration_s + (pause_ms or -JOIN_MS) / 1000
    return ends


def silence_ms(said: Sound, near_s: float) -> int:
    """Return how long the silence lasts that begins within 60 ms of `near_s`; 0 without one."""
    size = said.rate * _FRAME_MS // 1000
    floor = sound.peak_of(said) * 10 ** (_SILENT_DB / 20)
    starts = range(0, len(said.samples), size)
    silent = [max(map(abs, said.samples[at : at + size])) < floor for at in starts]
    near = round(near_s * 1000 / _FRAME_MS)
    first = next((at for at in range(near - 12, near + 12) if all(silent[at : at + 3])), None)
    if first is None:
        return 0
    after = next((at for at in range(first, len(silent)) if not silent[at]), len(silent))
    return _FRAME_MS * (after - first)


def steps(said: Sound, joins: Sequence[float]) -> tuple[int, int]:
    """Return the largest step between two samples at a join, and the largest of the voice.

    A click is a step that the voice itself does not make.
    """
    every = array("l", map(abs, map(sub, said.samples[1:], said.samples)))
    reach = said.rate * JOIN_MS // 1000
    around = [_around(round(end_s * said.rate), reach, len(every)) for end_s in joins]
    places = [slice(at.start, at.stop) for at in around if at]
    at_joins = max((max(every[at]) for at in places), default=0)
    for at in places:
        every[at] = array("l", bytes(every.itemsize * (at.stop - at.start)))
    return at_joins, max(every)


def _around(at: int, reach: int, length: int) -> range:
    return range(max(at - reach, 0), min(at + reach, length))
