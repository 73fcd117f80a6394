"""What a folder of recordings holds: `manifest.json`, by language and symbol.

    {"es": {"made_by": {"model": "kokoro-v1.0.int8.onnx", "voice": "ef_dora", "speed": 0.92},
            "clips": {"number:14": {"file": "es/number-14.wav", "text": "catorce",
                                    "duration_s": 0.81, "rms_dbfs": -23.0, "peak_dbfs": -4.2}}}}

`clips` and each one's `file` are all that speaking needs; the rest tells what was recorded, by
whom and of which wording, so that `turnos voice check` notices when it is no longer that.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from core.errors import N_
from core.speech import sound
from core.speech.port import PhraseLike
from core.speech.recordings import compact
from core.speech.sound import Sound

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording: its file inside the folder, its words, and what it measures (dB, seconds)."""

    file: str
    text: str = ""
    duration_s: float = 0.0
    rms_dbfs: float = 0.0
    peak_dbfs: float = 0.0


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Who speaks: a model file with its voice and speed, or a person, named as `voice`."""

    model: str = ""
    voice: str = ""
    speed: float = 1.0
    wording: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recordings:
    """Everything recorded in one language; `clips` by symbol, as `letter:P`."""

    clips: dict[str, Clip] = field(default_factory=dict)
    made_by: MadeBy = field(default_factory=MadeBy)


def symbol_of(phrase: PhraseLike) -> str:
    return f"{phrase.kind}:{phrase.value}"


def key_of(symbol: str) -> str:
    """Return the name of `symbol`'s file, without its suffix: `carrier-ultimo-llamado-turno`."""
    kind, _, value = symbol.partition(":")
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"\w+", plain))
    return f"{kind}-{words.lower() if kind == 'carrier' else words}"


def read_manifest(folder: Path) -> dict[str, Recordings]:
    """Return what `folder` holds, by language.

    Raises:
        OSError: there is no manifest, or it cannot be read.
        ValueError: it is not of the shape above.
    """
    path = folder / MANIFEST
    if path.exists() and not path.is_file():  # a pipe would be read for ever
        raise OSError(N_("it is no file"))
    content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        return msgspec.json.decode(content, type=dict[str, Recordings])
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def held_in(folder: Path, language: str) -> Recordings:
    """Return what `folder` holds in `language`, nothing where it has no manifest.

    Raises:
        OSError: the manifest cannot be read.
        ValueError: it is broken.
    """
    there = read_manifest(folder) if (folder / MANIFEST).exists() else {}
    return there.get(language, Recordings())


def write_manifest(folder: Path, held: dict[str, Recordings]) -> None:
    """Write the manifest of `folder`; a reader sees the old one or the new one, whole."""
    draft = folder / f"{MANIFEST}.part"
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(held, order="sorted"), indent=1))
    draft.replace(folder / MANIFEST)


def keep(
    folder: Path, language: str, said: Iterable[tuple[PhraseLike, Sound]], made_by: MadeBy
) -> dict[str, Recordings]:
    """Put `said`, ready for the hall, into `folder` beside what it holds; return all it holds.

    Raises:
        OSError: the folder cannot be written.
        ValueError: its manifest is broken.
    """
    held = read_manifest(folder) if (folder / MANIFEST).exists() else {}
    (folder / language).mkdir(parents=True, exist_ok=True)
    before = held.get(language, Recordings())
    clips = dict(before.clips)
    for phrase, heard in said:
        symbol = symbol_of(phrase)
        file = f"{language}/{key_of(symbol)}.wav"
        compact.write(heard, folder / file)
        clips[symbol] = measured(file, phrase.text, heard)
    held[language] = replace(before, clips=clips, made_by=made_by)
    write_manifest(folder, held)
    return held


def measured(file: str, text: str, heard: Sound) -> Clip:
    return Clip(
        file,
        text,
        duration_s=round(heard.duration_s, 3),
        rms_dbfs=round(sound.active_rms_dbfs(heard), 1),
        peak_dbfs=round(sound.peak_dbfs(heard), 1),
    )
