"""Sounds as samples: read, cut, level, join, measure and write 16-bit mono WAV.

Pure standard library: a sentence is about 100,000 samples, and 30 ms of work once; after that
it comes from the cache. Samples are integers of ±32768; a level is in dB below full scale.
"""

import math
import struct
import sys
import wave
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import mul
from pathlib import Path

from core.errors import N_, SoundFault, Words

RATE = 22_050  # espeak-ng's own and the Windows voices': the usual engines are not resampled
SLOWEST, FASTEST = 4_000, 192_000  # samples a second that a player can be given
LONGEST_S = 600
HEAD_BYTES = 44  # of a WAV file, at least
FULL_SCALE = 32_768
# What the library raises for a file that is not as it says; RuntimeError has no words.
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    wave.Error,
)
FULL, HALF_DB = 100, 10.0  # percent; what an ear takes for half
SILENCE_DBFS = -96.0  # what "no sound at all" measures: below one step of 16 bits

SPEECH_RMS_DBFS = -20.5  # so low that the peaks of hardly any sentence hold it back
SPEECH_PEAK_DBFS = -1.0
CLIP_RMS_DBFS = -23.0  # low enough that no recording is held back by its peak: all are alike
EDGE_FADE_MS = 5
_EDGE_DB = -40.0  # below the peak by so much is silence at the edges of a sentence
_EDGE_KEPT_MS = 15  # kept around it, so that a soft "s" is not cut
_FRAME_MS = 20


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono samples at `rate` per second; nobody changes the samples of a sound."""

    samples: "array[int]"  # quoted: Python 3.11 cannot subscript it
    rate: int = RATE

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate


@dataclass(frozen=True, slots=True)
class Levels:
    """What a WAV file measures; `rms_dbfs` is over the whole file, pauses included."""

    duration_s: float
    rate: int
    peak_dbfs: float
    rms_dbfs: float


def silence(ms: int) -> Sound:
    return Sound(array("h", bytes(2 * (RATE * ms // 1000))))


def read(path: Path) -> Sound:
    """Return the sound in a 16-bit PCM WAV file; two channels become one.

    Raises:
        SoundFault: it is not there, not such a file, cut short, or longer than ten minutes.
    """
    with _opened(path) as file:
        if file.getsampwidth() != 2:  # noqa: PLR2004 - bytes of 16 bits
            raise SoundFault(problem=Words(N_("{file} is not 16-bit sound"), file=path.name))
        samples = array("h", file.readframes(file.getnframes()))
        channels, rate = file.getnchannels(), file.getframerate()
    if sys.byteorder == "big":
        samples.byteswap()
    if channels > 1:
        tracks = [samples[channel::channels] for channel in range(channels)]
        samples = array("h", (sum(frame) // channels for frame in zip(*tracks, strict=True)))
    return Sound(samples, rate)


def write(sound: Sound, path: Path) -> None:
    """Write `sound` as 16-bit mono WAV.

    Raises:
        OSError: the file cannot be written.
    """
    samples = sound.samples
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    # Opened here: wave.open with a name leaves its object half made when the file cannot be.
    with path.open("wb") as target, wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes(samples.tobytes())


def peak_of(sound: Sound) -> int:
    if not sound.samples:
        return 0
    highest, lowest = max(sound.samples), min(sound.samples)
    return max(highest, -lowest)


def peak_dbfs(sound: Sound) -> float:
    return _dbfs(peak_of(sound))


def trimmed(sound: Sound, *, keep_ms: int = _EDGE_KEPT_MS) -> Sound:
    """Cut the silence at both ends, but for `keep_ms`; an all silent sound becomes empty."""
    threshold = peak_of(sound) * 10 ** (_EDGE_DB / 20)
    if not threshold:
        return Sound(array("h"), sound.rate)
    samples = sound.samples
    kept = sound.rate * keep_ms // 1000
    first = next(at for at, sample in enumerate(samples) if abs(sample) > threshold)
    after = next(at for at, sample in enumerate(reversed(samples)) if abs(sample) > threshold)
    return Sound(samples[max(first - kept, 0) : len(samples) - max(after - kept, 0)], sound.rate)


def resampled(sound: Sound, rate: int = RATE) -> Sound:
    """Return `sound` at `rate` by straight lines between samples.

    Good for speech at near rates; recordings are best made at `RATE`, then this does nothing.
    """
    if sound.rate == rate or not sound.samples:
        return Sound(sound.samples, rate)
    samples, last = sound.samples, len(sound.samples) - 1
    step = sound.rate / rate
    result = array("h")
    for at in range(round(len(samples) / step)):
        before = min(int(at * step), last)
        after = min(before + 1, last)
        part = min(at * step - before, 1.0)
        result.append(round(samples[before] * (1 - part) + samples[after] * part))
    return Sound(result, rate)


def active_rms_dbfs(sound: Sound) -> float:
    """Return the level of what sounds: frames of 20 ms within 40 dB of the peak, no pauses."""
    floor = (peak_of(sound) * 10 ** (_EDGE_DB / 20)) ** 2
    size = max(sound.rate * _FRAME_MS // 1000, 1)
    frames = (sound.samples[at : at + size] for at in range(0, len(sound.samples), size))
    powers = [sum(map(mul, frame, frame)) / len(frame) for frame in frames]
    active = [power for power in powers if power > floor]
    return _dbfs(math.sqrt(math.fsum(active) / len(active))) if active else SILENCE_DBFS


def levelled(
    sound: Sound, *, rms_dbfs: float = SPEECH_RMS_DBFS, peak_dbfs: float = SPEECH_PEAK_DBFS
) -> Sound:
    """Bring what sounds to `rms_dbfs`, less when its peak would pass `peak_dbfs`."""
    peak = peak_of(sound)
    if not peak:
        return sound
    gain = min(
        10 ** ((rms_dbfs - active_rms_dbfs(sound)) / 20),
        10 ** (peak_dbfs / 20) * FULL_SCALE / peak,
    )
    return Sound(array("h", [round(sample * gain) for sample in sound.samples]), sound.rate)


def quieter(sound: Sound, db: float) -> Sound:
    """Return `sound`, `db` below what it was."""
    gain = 10 ** (-db / 20)
    return Sound(array("h", [round(sample * gain) for sample in sound.samples]), sound.rate)


def at_level(sound: Sound, percent: int) -> Sound:
    """Return `sound` as loud to an ear as `percent` of what it was: half as loud is 10 dB less.

    It is never louder, so nothing is clipped.
    """
    return sound if percent >= FULL else quieter(sound, HALF_DB * math.log2(FULL / percent))


def faded(sound: Sound, *, ms: int = EDGE_FADE_MS) -> Sound:
    """Let the edges begin and end at nothing within `ms`: a cut edge is heard as a click."""
    samples = sound.samples[:]
    length = min(sound.rate * ms // 1000, len(samples) // 2)
    for at in range(length):
        samples[at] = round(samples[at] * at / length)
        samples[-1 - at] = round(samples[-1 - at] * at / length)
    return Sound(samples, sound.rate)


def joined(sounds: Iterable[Sound]) -> Sound:
    """Return the sounds one after the other, at `RATE`."""
    samples = array("h")
    for sound in sounds:
        samples.extend(resampled(sound).samples)
    return Sound(samples)


def overlapped(said: Sequence[tuple[Sound, int]], *, ms: int) -> Sound:
    """Return the sounds, each with the silence after it in milliseconds, at `RATE`.

    Where the silence is 0 the next one begins `ms` before the end, and both are added: their edges
    are faded to nothing there, so neither the join nor a gap is heard.
    """
    samples = array("h")
    overlap = 0
    for each, pause_ms in said:
        following = resampled(each).samples
        shared = min(overlap, len(samples), len(following))
        start = len(samples) - shared
        for at in range(shared):
            both = samples[start + at] + following[at]
            samples[start + at] = max(-FULL_SCALE, min(both, FULL_SCALE - 1))
        samples.extend(following[shared:])
        samples.extend(silence(pause_ms).samples)
        overlap = 0 if pause_ms else RATE * ms // 1000
    return Sound(samples)


def ready_speech(sound: Sound) -> Sound:
    """Return a rendered sentence as the hall gets it: at `RATE`, trimmed, levelled, faded."""
    return faded(levelled(resampled(trimmed(sound))))


def ready_clip(sound: Sound) -> Sound:
    """Return a recording as it is kept and joined: as loud as every other, by what sounds."""
    return faded(levelled(resampled(trimmed(sound)), rms_dbfs=CLIP_RMS_DBFS))


def levels(path: Path) -> Levels:
    """Measure a WAV file.

    Raises:
        SoundFault: it cannot be read.
    """
    sound = read(path)
    samples = sound.samples
    rms = math.sqrt(sum(map(mul, samples, samples)) / len(samples)) if samples else 0.0
    return Levels(sound.duration_s, sound.rate, _dbfs(peak_of(sound)), _dbfs(rms))


def duration_of(path: Path) -> float:
    """Return the seconds a WAV file lasts, by its header.

    Raises:
        SoundFault: it cannot be read.
    """
    with _opened(path) as file:
        return file.getnframes() / file.getframerate()


@contextmanager
def _opened(path: Path) -> Iterator[wave.Wave_read]:
    """Open a WAV file whose head can be believed: what others wrote may say anything."""
    try:
        with wave.open(str(path), "rb") as file:
            rate, count = file.getframerate(), file.getnframes()
            if not SLOWEST <= rate <= FASTEST:
                raise SoundFault(problem=odd_rate(path, rate))
            if count > rate * LONGEST_S:
                raise SoundFault(problem=too_long(path))
            size = count * file.getnchannels() * file.getsampwidth()
            if HEAD_BYTES + size > path.stat().st_size:
                raise SoundFault(problem=Words(N_("{file} is cut short"), file=path.name))
            yield file
    except _BROKEN as error:
        problem = Words(N_("{file} is not a whole WAV file"), file=path.name)
        raise SoundFault(problem=problem) from error


def odd_rate(path: Path, rate: int) -> Words:
    return Words(N_("{file} has {rate} samples a second"), file=path.name, rate=rate)


def too_long(path: Path) -> Words:
    return Words(N_("{file} is longer than {seconds} s"), file=path.name, seconds=LONGEST_S)


def _dbfs(amplitude: float) -> float:
    return max(20 * math.log10(amplitude / FULL_SCALE), SILENCE_DBFS) if amplitude else SILENCE_DBFS
