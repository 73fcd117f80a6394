"""How `config.toml` is written: what people made of it stays, and it is whole at every moment.

Comments, blank lines, the order of the settings and the way a value is written stay as they are;
only what changes is written anew.
"""

import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import tomli_w

from core.machine import private
from core.plain import read_text

Plain = dict[str, Any]
_HEADING = re.compile(r"^[ \t]*\[[ \t]*(?P<name>[^\]\n]*?)[ \t]*\][^\n]*\n?", re.MULTILINE)


def read(path: Path) -> str:
    """Return the text of a settings file, "" where there is none.

    Raises:
        ConfigUnreadable
    """
    try:
        return read_text(path)
    except FileNotFoundError:
        return ""


def changed(plain: Mapping[str, Any], changes: Mapping[str, Any]) -> Plain:
    """Return settings with `changes`, by dotted key (`printer.kind`); None takes one out."""
    after = deepcopy(dict(plain))
    for key, value in changes.items():
        _put(after, key, value)
    return after


def changed_text(text: str, changes: Mapping[str, Any]) -> str:
    """Return the text of a file with `changes`, and everything else in it as it is.

    Raises:
        tomllib.TOMLDecodeError: it is not TOML.
    """
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - 2 MB that a window seldom needs

    before = tomllib.loads(text)
    wanted = changed(before, changes)
    if wanted == before:
        return text
    try:
        written = _rewritten(text, changes)
        if tomllib.loads(written) == wanted:
            return written
    except (TOMLKitError, ValueError, TypeError, KeyError):
        pass
    # A file so odd that its keeper would spoil it: right settings matter more than its comments.
    return tomli_w.dumps(wanted)


def _rewritten(text: str, changes: Mapping[str, Any]) -> str:
    import tomlkit  # noqa: PLC0415 - see above

    for key, value in changes.items():
        if (added := _with_new(text, key, value)) is not None:
            text = added
            continue
        document = tomlkit.parse(text)
        _put(document, key, value)
        text = document.as_string()
    return text


def _put(table: Any, key: str, value: Any) -> None:
    *names, last = key.split(".")
    for name in names:
        if not isinstance(table.get(name), dict):
            if value is None:
                return
            table[name] = {}
        table = table[name]
    if value is None:
        table.pop(last, None)
    elif last not in table or table[last] != value:
        table[last] = value


def _with_new(text: str, key: str, value: Any) -> str | None:
    """Return `text` with a setting that it lacks, behind the others of its part; None where that
    is no matter of adding a line.

    tomlkit would put it behind the comments that stand above the next part, and take them from it.
    """
    table, _, last = key.rpartition(".")
    here = tomllib.loads(text)
    inner = here.get(table, {}) if table else here
    if value is None or "." in table or not isinstance(inner, dict) or last in inner:
        return None
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    line = tomli_w.dumps({last: value}).replace("\n", end_of_line)
    if text and not text.endswith("\n"):
        text += end_of_line
    if table and table not in here:
        return f"{text}{end_of_line if text else ''}[{table}]{end_of_line}{line}"
    part = _part(text, table)
    if part is None:
        return None
    head, rest = text[: part.stop], text[part.stop :]
    parts_it = end_of_line if rest and rest.lstrip(" \t")[:1] not in "\r\n" else ""
    return f"{head}{line}{parts_it}{rest}"


def _part(text: str, table: str) -> slice | None:
    """Return where the settings of a table stand that has a heading of its own ("": no table's).

    What ends it is left out: empty lines, and the comment right above the next heading.
    """
    headings = [each for each in _HEADING.finditer(text) if _is_toml(text[: each.start()])]
    if table:
        mine = next((each for each in headings if each["name"] == table), None)
        if mine is None:
            return None
        start = mine.end()
    else:
        start = 0
    after = next((each.start() for each in headings if each.start() >= start), None)
    if after is None:
        return slice(start, len(text))
    lines = text[start:after].splitlines(keepends=True)
    while lines and lines[-1].lstrip().startswith("#"):
        lines.pop()
    while lines and not lines[-1].strip():
        lines.pop()
    return slice(start, start + len("".join(lines)))


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except ValueError:  # inside a value of several lines
        return False
    return True


def write_whole(path: Path, text: str) -> None:
    """Write a file so that whoever reads it, or a computer that stops now, finds the old or the
    new one whole. A link stays a link; mode and owner stay; a new file is this account's alone.

    Raises:
        OSError: it cannot be written; the old file is as it was.
    """
    path = path.resolve()
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _liken(Path(draft), path)
        os.replace(draft, path)  # noqa: PTH105 - the one call that a test stops at
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)  # noqa: PTH108 - it may be gone
        raise


def _liken(draft: Path, path: Path) -> None:
    """Give `draft` the mode and, where that may be done, the owner of the file it replaces."""
    if not path.exists():
        draft.chmod(private.FILE)
        return
    old = path.stat()
    draft.chmod(old.st_mode & 0o777)
    if os.name == "posix":
        with suppress(OSError):  # only the administrator may, who writes for a kiosk's account
            os.chown(draft, old.st_uid, old.st_gid)
