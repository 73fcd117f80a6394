"""The settings as somebody is changing them: what differs, what is wrong, what would be sent.

Pure: the plain document of `core.office.document`, by paths. What others change meanwhile is taken
in, so that a form shows what is in force but for what was changed in it.
"""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

from core.domain import schema
from core.domain.service import OfficeSettings
from core.errors import SettingsInvalid, Words
from core.office.document.document import read_document, write_document
from core.office.document.paths import (
    Change,
    Clash,
    differences,
    merged,
    put,
    touches,
    values_at,
)

EMPTY = (schema.NO_DEFAULT, "", (), None)
"""No normal value: nobody wants an address taken away by a button beside it."""


class Draft:
    """`document` is as the form has it, `seq` the event of the settings that it was made on."""

    def __init__(self, settings: OfficeSettings, seq: int) -> None:
        self._in_force = settings
        self._base = write_document(settings)
        self.document = deepcopy(self._base)
        self.seq = seq
        self._today: date | None = None
        self._now: datetime | None = None
        self.problems: Mapping[str, Words | str] = {}

    def begin(self, settings: OfficeSettings, seq: int) -> None:
        """Begin anew with settings that are in force."""
        self._in_force, self._base, self.seq = settings, write_document(settings), seq
        self.document = deepcopy(self._base)
        self.check()

    # --- what is so

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(differences(self._base, self.document))

    @property
    def is_changed(self) -> bool:
        return self._base != self.document

    @property
    def settings(self) -> OfficeSettings | None:
        """The settings that the draft makes, None while something is wrong with it."""
        try:
            return self._read()
        except SettingsInvalid:
            return None

    def value(self, path: str) -> Any:
        """Return what the form has at `path`; None where there is nothing."""
        return _at(self.document, path)

    def has_changed(self, path: str) -> bool:
        """Whether what stands at `path`, or in it, is to be saved."""
        return bool(_at(self._base, path) != self.value(path))

    def default(self, path: str) -> Any:
        """Return the normal value at `path`, as the document has it; `schema.NO_DEFAULT` for none.

        A setting of an entry has none: nobody knows what is normal for a counter.
        """
        setting = schema.setting_at(path)
        if schema.ANY in setting.path or setting.default in EMPTY:
            return schema.NO_DEFAULT
        return _plain(setting.default)

    def differs(self, path: str) -> bool:
        """Whether what stands at `path` is not its normal value."""
        default = self.default(path)
        return default is not schema.NO_DEFAULT and bool(self.value(path) != default)

    def problem_at(self, path: str) -> Words | str | None:
        """Return what is wrong with what stands at `path`, or in it."""
        found = (words for where, words in self.problems.items() if touches(where, path))
        return next(found, None)

    # --- what is done

    def know(self, today: date, now: datetime) -> None:
        """Say which day it is: what is over cannot be announced any more."""
        self._today, self._now = today, now

    def put(self, path: str, value: Any) -> None:
        """Set what stands at `path`; None takes it out."""
        if value is None and self.value(path) is None:
            return
        put(self.document, path, value)
        self.check()

    def revert(self, path: str) -> None:
        """Have the normal value at `path` again."""
        default = self.default(path)
        assert default is not schema.NO_DEFAULT  # it is only offered where there is one
        self.put(path, default)

    def discard(self) -> None:
        """Have what is in force again."""
        self.document = deepcopy(self._base)
        self.check()

    def follow(self, settings: OfficeSettings, seq: int) -> tuple[Clash, ...]:
        """Take in what others changed; return what they changed that the form changes too.

        There the form's value stays, and saving will say so.
        """
        if seq <= self.seq:  # a reading may be older than what was saved just now
            return ()
        clashes: list[Clash] = []
        theirs = write_document(settings)
        together = merged(self._base, self.document, theirs, clashes)
        for clash in clashes:
            put(together, clash.path, clash.mine)
        self.document = deepcopy(together)  # of what both have it takes theirs
        self._in_force, self._base, self.seq = settings, theirs, seq
        self.check()
        return tuple(clashes)

    def check(self) -> None:
        """Find what is wrong with the draft."""
        try:
            self._read()
        except SettingsInvalid as error:
            self.problems = dict(error.found)
        else:
            self.problems = {}

    def to_send(self) -> dict[str, Any]:
        """Return what `office.settings.change` takes: each changed path with its new value."""
        return {each.path: each.after for each in self.changes}

    def _read(self) -> OfficeSettings:
        return read_document(
            self.document, instead_of=self._in_force, today=self._today, now=self._now
        )


def _at(document: Mapping[str, Any], path: str) -> Any:
    return next((value for _place, value in values_at(document, path)), None)


def _plain(value: Any) -> Any:
    """Return a default as the document has it."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return getattr(value, "value", value)
