"""The settings as a file that people edit: TOML that can be appended to, and where it comes from.

Lists of tables are written as `[[notices]]`, and empty ones left out: TOML takes `[[notices]]`
nowhere behind `notices = []`.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import tomli_w

from core.domain.schema import KEYS
from core.domain.ticket import OfficeId
from core.errors import OriginUnreadable

_ORIGIN = re.compile(r"# turnos: (\S+), event ([0-9]+) of (\S+)")
_LIKE_ORIGIN = re.compile(r"#\s*turnos\s*:", re.IGNORECASE)  # whatever somebody wrote into it
_LONGEST_SHOWN = 100
_BEGINS = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
_LIST = re.compile(r"\s*([\w-]+)\s*=\s*\[")


@dataclass(frozen=True, slots=True)
class Origin:
    """The event whose settings were exported, and when it was: other databases have another."""

    office: OfficeId
    seq: int
    at: datetime

    @property
    def line(self) -> str:
        return f"# turnos: {self.office}, event {self.seq} of {self.at.isoformat()}"  # unsaid


def origin_of(text: str) -> Origin | None:
    """Return what an exported text was made from; None when it does not say.

    Raises:
        OriginUnreadable: the line that says it was changed.
    """
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    line = next(filter(_LIKE_ORIGIN.match, lines), None)
    if line is None:
        return None
    found = _ORIGIN.fullmatch(line)
    try:
        if found is not None:
            office, seq, at = found.groups()
            return Origin(OfficeId(office), int(seq), datetime.fromisoformat(at))
    except ValueError:  # no such day, or a number of 5,000 digits
        pass
    raise OriginUnreadable(line=line[:_LONGEST_SHOWN])


def write(document: Mapping[str, Any], origin: Origin, note: str = "") -> str:
    """Return `document` as TOML, below its origin and a `note` for whoever edits it."""
    plain = deepcopy(dict(document))
    tables = {path: entries for path in KEYS if (entries := _taken(plain, path))}
    for name in [name for name, value in plain.items() if value == []]:
        del plain[name]
    head = [origin.line, *(f"# {line}" for line in note.splitlines())]
    parts = ["\n".join(head), tomli_w.dumps(plain).strip()]
    parts += [_table(path, entry) for path, entries in tables.items() for entry in entries]
    return "\n\n".join(parts) + "\n"


def inline(value: Any) -> str:
    """Return a value of the document as TOML, in one line."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{name} = {inline(each)}' for name, each in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    return tomli_w.dumps({"value": value}).removeprefix("value = ").strip()


def named_twice(text: str) -> str | None:
    """Return a list that a text holds as `name = […]` and as `[[name]]`: TOML takes one of them."""
    here = ""
    written, begun = set(), set()
    for line in text.splitlines():
        if found := _BEGINS.match(line):
            here = found[2]
            if found[1] == "[[":
                begun.add(here)
        elif (found := _LIST.match(line)) and here not in begun:
            written.add(f"{here}.{found[1]}" if here else found[1])
    return min(written & begun, default=None)


def _taken(plain: dict[str, Any], path: str) -> list[dict[str, Any]]:
    """Take the list of tables at `path` out of a document, and return it."""
    *above, name = path.split(".")
    for each in above:
        plain = plain[each]
    taken: list[dict[str, Any]] = plain.pop(name)
    return taken


def _table(path: str, entry: Mapping[str, Any]) -> str:
    return "\n".join([f"[[{path}]]", *_lines(entry)])


def _lines(entry: Mapping[str, Any]) -> Iterator[str]:
    for name, value in entry.items():
        yield f"{name} = {inline(value)}"
