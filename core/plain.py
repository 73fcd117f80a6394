"""Text that other programs write for us, and that we write for them.

Below everything: editors save a byte order mark or another encoding, pipes end lines in their own
way, and a terminal may have no ✓.
"""

import codecs
import json
import sys
import unicodedata
from pathlib import Path
from typing import TextIO

from core.errors import N_, ConfigUnreadable
from core.reasons import reason

MOST_BYTES = 2**20  # no settings are that long
NOT_UTF_8 = N_('it is not saved as UTF-8: in the editor choose "Save as" and the encoding UTF-8')
NEAREST = "turnos.nearest"  # the name of our way to write what an encoding lacks
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_BYTES = 1000
_PLAINER = {
    "✓": "+",
    "✗": "x",
    "·": "-",
    "—": "-",
    "–": "-",
    "→": "->",
    "…": "...",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "¿": "",
    "¡": "",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
}


def read_text(path: Path) -> str:
    """Return the text of a file that a person has edited: UTF-8, with a mark at its start or not.

    Raises:
        FileNotFoundError: it is not there.
        ConfigUnreadable: it cannot be read, or is saved in another way: says how to save it.
    """
    try:
        if path.exists() and not path.is_file():
            raise ConfigUnreadable(path=path, problem=N_("it is no file"))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ConfigUnreadable(path=path, problem=reason(error)) from error
    if len(content) > MOST_BYTES:
        raise ConfigUnreadable(path=path, problem=N_("it is larger than 1 MB"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigUnreadable(path=path, problem=NOT_UTF_8) from error
    if "\0" in text:  # two bytes a letter, all of them ASCII
        raise ConfigUnreadable(path=path, problem=NOT_UTF_8)
    return text


def read_line(stream: TextIO | None = None) -> str:
    """Return the next line of standard input, without what programs put around it.

    A shell may pipe a byte order mark, two bytes a letter, or a carriage return.
    """
    stream = stream or sys.stdin
    raw = getattr(stream, "buffer", None)
    if raw is None:
        return _bare(stream.readline())
    line: bytes = raw.readline(_LINE_BYTES)
    if line.startswith(_MARKS) or b"\0" in line:
        is_big = line.startswith(codecs.BOM_UTF16_BE)
        if line.endswith(b"\n") and not is_big:  # the other half of a line's end stands behind it
            line += raw.read(1)
        wide = "utf-16" if line.startswith(_MARKS) else "utf-16-le"
        return _bare(line.decode(wide, "ignore"))
    return _bare(line.decode("utf-8", "replace"))


def _bare(line: str) -> str:
    return line.strip("\ufeff\0 \t\r\n")


def prepare_streams() -> None:
    """Let standard output and error take every text: what their encoding lacks is written plainly.

    Redirected on Windows they are cp1252, cp850 or cp437.
    """
    codecs.register_error(NEAREST, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=NEAREST)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(plain, lacking)), error.end


def plain(char: str) -> str:
    """Return the nearest to `char` in ASCII."""
    if char in _PLAINER:
        return _PLAINER[char]
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base.isascii() else "?"


def write_out(text: str) -> None:
    """Write a file's text to standard output: in UTF-8, as files are, but to a terminal as it is.

    A file is made of it, by a redirection, which must be readable on another computer.
    """
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None or sys.stdout.isatty():
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    raw.write(text.encode())
    raw.flush()


def json_for(stream: TextIO, text: str, *, indent: int | None = 2) -> str:
    """Return JSON that reads the same in whatever encoding `stream` has."""
    encoding = (stream.encoding or "utf-8").lower().replace("-", "").replace("_", "")
    if encoding.startswith("utf"):
        return text
    return json.dumps(json.loads(text), indent=indent)
