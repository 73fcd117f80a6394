"""Waiting halls for the ear: a voice from the display, heard from a chair among people who talk.

A room is a shoebox simulated by pyroomacoustics (image sources to the third order, then 20,000
rays): its surfaces absorb and scatter alike, more in the treble, and the air absorbs too. The
loudspeaker is a cardioid on the wall beside the display, 2.3 m up; the listener's ears are at
1.2 m. Eight people talk around her, each heard through the room from where he stands. Always the
same rooms, the same people. In `HALL` takes are chosen; in `WITNESS` never, so that it tells
whether what was gained is true of another room with other people.
"""

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.speech import sound
from core.speech.sound import Sound

BABBLE_DB = -15.0
_BANDS_HZ = (125, 250, 500, 1000, 2000, 4000, 8000)
_BY_BAND = (0.7, 0.85, 1.0, 1.0, 1.05, 1.1, 1.2)
_SCATTERED = 0.4
_SPEECH_HZ = (354.0, 2828.0)  # the octaves of 500, 1,000 and 2,000 Hz
_DIRECT_MS = 2.5  # after its first wave; before the first reflection
_EARLY_MS = 50.0  # an echo so early still helps
_FIRST = 0.1  # of the largest: the first wave is at least this


Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A room, who is where in it, in metres, and which of espeak-ng's voices the talkers have.

    `absorbed` is of the energy that meets a surface at 500 Hz, chosen for an echo of 0.8 s.
    """

    size: Point
    absorbed: float
    display: Point
    listener: Point
    talkers: tuple[Point, ...]
    voices: tuple[str, ...]
    seed: int


HALL = Place(
    size=(12.0, 9.0, 3.0),
    absorbed=0.1375,
    display=(0.4, 4.2, 2.3),
    listener=(5.4, 3.7, 1.2),
    talkers=(
        *((2.0, 1.5, 1.6), (3.5, 7.5, 1.2), (6.5, 6.0, 1.6), (7.5, 2.0, 1.2)),
        *((8.5, 5.0, 1.2), (9.5, 7.8, 1.6), (10.5, 1.2, 1.6), (11.0, 4.5, 1.2)),
    ),
    voices=("",) * 8,
    seed=8,
)
WITNESS = Place(
    size=(14.0, 10.5, 3.2),
    absorbed=0.15,
    display=(6.1, 0.4, 2.3),
    listener=(7.9, 5.3, 1.2),
    talkers=(
        *((1.5, 2.2, 1.2), (3.0, 8.9, 1.6), (4.2, 4.8, 1.2), (6.6, 7.4, 1.6)),
        *((9.8, 2.9, 1.6), (10.4, 8.6, 1.2), (12.1, 5.9, 1.2), (13.0, 1.4, 1.6)),
    ),
    voices=("+f2", "+m3", "+f4", "+m7", "+f5", "+m1", "+f3", "+m5"),
    seed=41,
)

# Of other shapes and other echoes: a take that is understood in one room only was understood by
# chance.
LONG_ROOM = Place(
    size=(16.0, 8.0, 3.4),
    absorbed=0.16,
    display=(0.4, 3.1, 2.3),
    listener=(6.1, 4.9, 1.2),
    talkers=(
        *((2.2, 6.4, 1.2), (4.1, 1.2, 1.6), (7.9, 6.9, 1.2), (8.6, 2.4, 1.6)),
        *((10.3, 4.6, 1.2), (12.0, 7.1, 1.6), (13.4, 1.7, 1.2), (14.8, 5.3, 1.6)),
    ),
    voices=("+m2", "+f1", "+m4", "+m6", "+m8", "+f1", "+m2", "+m4"),
    seed=17,
)
SQUARE_ROOM = Place(
    size=(10.0, 9.4, 2.7),
    absorbed=0.12,
    display=(4.4, 0.4, 2.2),
    listener=(3.6, 5.6, 1.2),
    talkers=(
        *((1.2, 1.9, 1.6), (2.1, 7.8, 1.2), (5.2, 3.3, 1.6), (5.9, 8.3, 1.2)),
        *((6.8, 5.1, 1.6), (8.1, 1.6, 1.2), (8.7, 7.2, 1.2), (1.0, 4.7, 1.2)),
    ),
    voices=("+m6", "+m8", "+f1", "+m2", "+m4", "+m8", "+f1", "+m6"),
    seed=29,
)


@dataclass(frozen=True, slots=True)
class Room:
    """What the hall does to a sound, as impulse responses at the listener."""

    voice: Any
    talkers: Sequence[Any]


def a_hall(seat_m: float | None = None, place: Place = HALL) -> Room:
    """Return `place` heard by its listener, or from so far from the loudspeaker, that way."""
    import pyroomacoustics as room_acoustics  # noqa: PLC0415 - only for this measurement
    from pyroomacoustics.directivities import (  # noqa: PLC0415 - as above
        Cardioid,
        DirectionVector,
    )

    np.random.seed(place.seed)  # noqa: NPY002 - what the library draws from
    room_acoustics.random.seed(place.seed)
    absorbed = {"coeffs": [place.absorbed * each for each in _BY_BAND], "center_freqs": _BANDS_HZ}
    room = room_acoustics.ShoeBox(
        place.size,
        fs=sound.RATE,
        materials=room_acoustics.Material(energy_absorption=absorbed, scattering=_SCATTERED),
        max_order=3,
        ray_tracing=True,
        air_absorption=True,
        temperature=26,
        humidity=70,
    )
    room.set_ray_tracing(n_rays=20_000, receiver_radius=0.5, energy_thres=1e-7, time_thres=1.6)
    wall_to_hall = 0 if place.display[0] < place.display[1] else 90  # degrees from the first axis
    to_the_hall = DirectionVector(azimuth=wall_to_hall, colatitude=100)
    room.add_source(place.display, directivity=Cardioid(to_the_hall))
    for talker in place.talkers:
        room.add_source(talker)
    room.add_microphone(place.listener if seat_m is None else seat_at(seat_m, place))
    room.compute_rir()
    voice, *talkers = (np.array(each) for each in room.rir[0])
    return Room(voice, talkers)


def seat_at(distance_m: float, place: Place = HALL) -> Point:
    """Return the chair on the line from the display over the listener, ears at the same height."""
    start, listener = place.display, place.listener
    aside = [there - here for there, here in zip(listener, start, strict=True)]
    along = math.sqrt(distance_m**2 - aside[2] ** 2) / math.hypot(*aside[:2])
    return start[0] + along * aside[0], start[1] + along * aside[1], listener[2]


def measured(room: Room) -> dict[str, float]:
    """Return what the voice meets on its way: echo in seconds, direct and early sound in dB."""
    return {
        "echo_s": round(echo_s(room.voice), 2),
        "direct_db": round(ratio_db(room.voice, _DIRECT_MS), 1),
        "clarity_db": round(ratio_db(room.voice, _EARLY_MS), 1),  # C50
    }


def echo_s(response: Any) -> float:
    """Return the time until the echo is 60 dB weaker, by Schroeder from -5 to -25 dB (T20)."""
    size = len(response)
    spectrum = np.fft.rfft(response, 2 * size)
    pitch = np.fft.rfftfreq(2 * size, 1 / sound.RATE)
    spectrum[(pitch < _SPEECH_HZ[0]) | (pitch > _SPEECH_HZ[1])] = 0
    energy = np.fft.irfft(spectrum)[:size] ** 2
    left = np.cumsum(energy[::-1])[::-1]
    level_db = 10 * np.log10(left / left[0] + 1e-12)
    fall = slice(int(np.argmax(level_db < -5)), int(np.argmax(level_db < -25)))  # noqa: PLR2004
    at_s = np.arange(size)[fall] / sound.RATE
    return float(-60 / np.polyfit(at_s, level_db[fall], 1)[0])


def ratio_db(response: Any, ms: float) -> float:
    """Return by how much the first `ms` after the first wave are stronger than the rest."""
    first = int(np.argmax(np.abs(response) > _FIRST * np.abs(response).max()))
    end = first + round(ms * sound.RATE / 1000)
    return float(10 * np.log10(np.sum(response[:end] ** 2) / np.sum(response[end:] ** 2)))


def heard(
    spoken: Sound, room: Room, babble: Any, start: int, babble_db: float = BABBLE_DB
) -> Sound:
    """Return `spoken` at the listener's chair, over `babble` from its sample `start` on.

    The babble is at `babble_db` (negative) against the voice there, echo included on both sides:
    its mean power against the voice's energy while the voice sounds, pauses left out.
    """
    dry = np.frombuffer(spoken.samples.tobytes(), np.int16).astype(float)
    wet = through(dry, room.voice)
    active_s = np.sum(dry**2) / (10 ** (sound.active_rms_dbfs(spoken) / 10) * sound.FULL_SCALE**2)
    around = np.resize(np.roll(babble, -start), len(wet))
    around *= np.sqrt(np.sum(wet**2) / active_s / np.mean(around**2)) * 10 ** (babble_db / 20)
    mixed = wet + around
    mixed *= 0.9 * sound.FULL_SCALE / np.abs(mixed).max()
    return Sound(array("h", mixed.astype(np.int16).tobytes()))


def through(dry: Any, response: Any) -> Any:
    size = len(dry) + len(response) - 1
    return np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(response, size), size)
