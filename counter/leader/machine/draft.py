"""This computer's settings as somebody is changing them: what differs, and what is wrong.

Pure. The file may hold more than the form shows; that is not touched.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import msgspec

from core.errors import Words
from core.machine.config import Config, data_dir, problems_of
from core.machine.config_file import Plain, changed
from core.printing.printers.open import MISSING, NEEDS
from counter.leader.machine.words import HOST, PLACE, QUEUE, WAY, usual


class MachineDraft:
    """`plain` is what would be in the file."""

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self._base: Plain = deepcopy(dict(plain))
        self.plain: Plain = deepcopy(self._base)
        self.problems: dict[str, Words | str] = {}
        self._check()

    # --- what is so

    def value(self, path: str) -> Any:
        """Return what the setting is, or what it is where nobody set it."""
        found = _at(self.plain, path)
        return usual(path) if found is None else found

    @property
    def changes(self) -> dict[str, Any]:
        """What is to be written: each changed key with its new value, None to take it out."""
        keys = dict.fromkeys((*_keys(self._base), *_keys(self.plain)))
        pairs = {key: (_at(self._base, key), _at(self.plain, key)) for key in keys}
        return {key: after for key, (before, after) in pairs.items() if before != after}

    def before(self, path: str) -> Any:
        """Return what the file says of a setting, else what it is without a word."""
        found = _at(self._base, path)
        return usual(path) if found is None else found

    def has_changed(self, path: str) -> bool:
        return path in self.changes

    def differs(self, path: str) -> bool:
        """Whether there is a normal value and this is another one."""
        normal = usual(path)
        return bool(normal not in {None, ""}) and bool(self.value(path) != normal)

    def problem_at(self, path: str) -> Words | str | None:
        return self.problems.get(path)

    @property
    def config(self) -> Config:
        """The settings that the draft makes; there must be no problem."""
        return msgspec.convert(self.plain, Config)

    # --- what is done

    def put(self, path: str, value: Any) -> None:
        """Set a setting; what says nothing ("", None, the normal value) needs no line in a file
        that has none.
        """
        unsaid = _at(self._base, path) is None and value == usual(path)
        self.plain = changed(self.plain, {path: None if value in {None, ""} or unsaid else value})
        self._check()

    def put_way(self, kind: str, place: str = "") -> None:
        """Choose a printer; what the earlier one needed goes."""
        if kind == "pdf":
            place = str(data_dir() / "tickets")
        for path, holder in ((PLACE, {"file", "pdf"}), (QUEUE, {"queue"})):
            self.put(path, place if kind in holder else None)
        if kind != "network":
            self.put(HOST, None)
        self.put(WAY, kind)

    def revert(self, path: str) -> None:
        """Have the normal value again."""
        if path == WAY:
            self.put_way(usual(WAY))
        self.put(path, usual(path))

    def discard(self) -> None:
        """Have again what the file says."""
        self.plain = deepcopy(self._base)
        self._check()

    def _check(self) -> None:
        self.problems = dict(problems_of(self.plain))
        if self.problems:
            return
        kind = self.value(WAY)
        for name in NEEDS.get(kind, ()):
            if not self.value(f"printer.{name}"):
                self.problems[f"printer.{name}"] = Words(MISSING, kind=kind)


def _at(plain: Mapping[str, Any], path: str) -> Any:
    found: Any = plain
    for name in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found


def _keys(plain: Mapping[str, Any], above: str = "") -> list[str]:
    found: list[str] = []
    for name, value in plain.items():
        path = f"{above}{name}"
        found += _keys(value, f"{path}.") if isinstance(value, Mapping) else [path]
    return found
