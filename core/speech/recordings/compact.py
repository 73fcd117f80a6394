"""Recordings in half the room: WAV files of 8 bits a sample, in the telephone's law (G.711 mu).

Every player plays them and reading one is a look in a table, while FLAC or Opus would need another
library wherever calls are spoken. The noise is 37 dB below the voice, further than any hall's.
"""

import struct
from array import array
from functools import cache
from pathlib import Path

from core import reasons
from core.errors import N_, SoundFault, Words
from core.speech import sound
from core.speech.sound import Sound

_MU_LAW = 7
_BIAS = 132
_LOUDEST = 32_635
_FORMAT = struct.Struct("<HHIIHHH")
_CHUNK = struct.Struct("<4sI")


def read(path: Path) -> Sound:
    """Return the sound in a WAV file: mono mu-law, or whatever `sound.read` takes.

    Raises:
        SoundFault: it is not there, or not such a file.
    """
    try:
        data = path.read_bytes()
        chunks = _chunks(data)
        kind, channels, rate, *_ = struct.unpack_from("<HHI", chunks[b"fmt "])
    except OSError as error:
        raise SoundFault(problem=reasons.of(path.name, error)) from error
    except (KeyError, struct.error) as error:
        problem = Words(N_("{file} is not a whole WAV file"), file=path.name)
        raise SoundFault(problem=problem) from error
    if kind != _MU_LAW:
        return sound.read(path)
    if channels != 1 or b"data" not in chunks:
        raise SoundFault(problem=Words(N_("{file} is not mono sound"), file=path.name))
    if not sound.SLOWEST <= rate <= sound.FASTEST:
        raise SoundFault(problem=sound.odd_rate(path, rate))
    if len(chunks[b"data"]) > rate * sound.LONGEST_S:
        raise SoundFault(problem=sound.too_long(path))
    table = _decoded()
    return Sound(array("h", [table[each] for each in chunks[b"data"]]), rate)


def write(heard: Sound, path: Path) -> None:
    """Write `heard` as mono mu-law WAV; who speaks meanwhile reads the old file or the new one.

    Raises:
        OSError: the file cannot be written.
    """
    table = _encoded()
    data = bytes(table[each] for each in heard.samples)
    form = _FORMAT.pack(_MU_LAW, 1, heard.rate, heard.rate, 1, 8, 0)
    fact = struct.pack("<I", len(data))
    body = b"WAVE" + b"".join(
        _CHUNK.pack(name, len(part)) + part + b"\0" * (len(part) % 2)
        for name, part in ((b"fmt ", form), (b"fact", fact), (b"data", data))
    )
    draft = path.with_suffix(".part")
    draft.write_bytes(_CHUNK.pack(b"RIFF", len(body)) + body)
    draft.replace(path)


def _chunks(data: bytes) -> dict[bytes, bytes]:
    """Return the parts of a RIFF file by name.

    Raises:
        struct.error: one is cut short.
    """
    found: dict[bytes, bytes] = {}
    at = _CHUNK.size + len(b"WAVE")
    while at + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, at)
        at += _CHUNK.size
        found[name] = data[at : at + size]
        if len(found[name]) < size:
            raise struct.error(f"{name!r} is cut short")
        at += size + size % 2
    return found


@cache
def _decoded() -> tuple[int, ...]:
    """Return the sample of each of the 256 bytes."""
    found = []
    for byte in range(256):
        code = ~byte & 0xFF
        size = ((code & 0x0F) << 3) + _BIAS << (code >> 4 & 0x07)
        found.append(_BIAS - size if code & 0x80 else size - _BIAS)
    return tuple(found)


@cache
def _encoded() -> array:  # type: ignore[type-arg]  # Python 3.11 cannot subscript it
    """Return the byte of each sample, at its index: negative ones count from the end."""
    codes = [0] * (2 * sound.FULL_SCALE)
    for sample in range(-sound.FULL_SCALE, sound.FULL_SCALE):
        size = min(abs(sample), _LOUDEST) + _BIAS
        power = size.bit_length() - 8
        code = power << 4 | size >> power + 3 & 0x0F
        codes[sample] = ~(code | (0x80 if sample < 0 else 0)) & 0xFF
    return array("B", codes)
