"""What is wrong with recordings, before the hall hears it: missing, too quiet, too long, clipped.

Limits are wide: they find the mistakes of a recording evening, not matters of taste.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from core.errors import SoundFault
from core.speech import sound
from core.speech.pace import words_in
from core.speech.port import PhraseLike
from core.speech.recordings import compact
from core.speech.recordings.manifest import held_in, symbol_of
from core.speech.sound import Sound

QUIET_DBFS = sound.CLIP_RMS_DBFS - 3  # what a peak held back, or a file from elsewhere
FAINT_DBFS = -45.0  # a raw one below this would be brought up with all the noise around it
LONGEST_S = 0.7  # and so much again for each word
SHORTEST_S = 0.12
_FLAT = 4  # so many equal samples at the peak are a wave that was cut off
_FLAT_COMPACT = 8  # the steps of a kept one are so coarse that a round peak has a few equal ones
_FLAT_RUNS = 3


class Fault(StrEnum):
    MISSING = "missing"
    UNREADABLE = "unreadable"
    OTHER_WORDS = "other words"  # unsaid: its sentence is the command's
    QUIET = "quiet"
    LONG = "long"
    SHORT = "short"
    CLIPPED = "clipped"
    MISHEARD = "misheard"


@dataclass(frozen=True, slots=True)
class RecordingProblem:
    """What is wrong with the recording of `symbol` in `language`.

    `text` is what it should say; `found` what was measured (dB, seconds), read or heard instead.
    """

    language: str
    symbol: str
    fault: Fault
    text: str
    found: str = ""


def examine(
    folder: Path, language: str, phrases: Iterable[PhraseLike]
) -> Iterator[RecordingProblem]:
    """Yield what is wrong with the recordings of `phrases` in `folder`, one fault for each.

    Raises:
        ValueError: the folder's manifest is broken.
        OSError: it cannot be read.
    """
    clips = held_in(folder, language).clips
    for phrase in phrases:
        symbol = symbol_of(phrase)
        clip = clips.get(symbol)
        if clip is None or not (folder / clip.file).is_file():
            yield RecordingProblem(language, symbol, Fault.MISSING, phrase.text)
            continue
        if clip.text and clip.text != phrase.text:
            yield RecordingProblem(language, symbol, Fault.OTHER_WORDS, phrase.text, clip.text)
            continue
        try:
            heard = compact.read(folder / clip.file)
        except SoundFault as error:
            found = str(error.fields["problem"])
            yield RecordingProblem(language, symbol, Fault.UNREADABLE, phrase.text, found)
            continue
        problem = measured(heard, language, phrase, least_dbfs=QUIET_DBFS, flat=_FLAT_COMPACT)
        if problem is not None:
            yield problem


def measured(
    heard: Sound,
    language: str,
    phrase: PhraseLike,
    *,
    least_dbfs: float = FAINT_DBFS,
    flat: int = _FLAT,
) -> RecordingProblem | None:
    """Return what is wrong with how `phrase` sounds; None when nothing is."""
    said = sound.trimmed(heard)
    level = sound.active_rms_dbfs(said)
    fault, found = None, ""
    if is_clipped(heard, flat=flat):
        fault = Fault.CLIPPED
    elif level < least_dbfs:
        fault, found = Fault.QUIET, f"{level:.0f} dB"
    elif said.duration_s < SHORTEST_S:
        fault, found = Fault.SHORT, f"{said.duration_s:.2f} s"
    elif said.duration_s > LONGEST_S * (1 + words_in(phrase.text)):
        fault, found = Fault.LONG, f"{said.duration_s:.1f} s"
    if fault is None:
        return None
    return RecordingProblem(language, symbol_of(phrase), fault, phrase.text, found)


def is_clipped(heard: Sound, *, flat: int = _FLAT) -> bool:
    """True when the wave stands flat at its peak, at whatever level it was scaled to since."""
    peak = sound.peak_of(heard)
    if peak < sound.FULL_SCALE // 100:
        return False
    runs = (sum(1 for _ in run) for value, run in groupby(heard.samples) if abs(value) >= peak - 1)
    return sum(length >= flat for length in runs) >= _FLAT_RUNS
