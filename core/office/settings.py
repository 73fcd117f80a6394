"""`office.settings`: the office's document, read, exported, and replaced as a whole."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import tomli_w

from core.domain.hours import business_day
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind
from core.office.document import Document, read_document, read_toml, write_document
from core.office.ledger import Action, Ledger
from core.store import offices


class Settings:
    """The settings of one office. Windows see a change with the doorbell."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def get(self) -> OfficeSettings:
        """Return the settings in force."""
        return self._ledger.look(lambda _connection, settings, _at: settings)

    def change(self, document: Document, *, staff: str | None = None) -> OfficeSettings:
        """Replace the whole document; the journal keeps what changed, before and after.

        Raises:
            SettingsInvalid: nothing was changed.
        """
        new = read_document(document)
        return self._replace(lambda _old: new, staff)

    def mute(self, *, muted: bool, staff: str | None = None) -> OfficeSettings:
        """Silence the hall's voice, or let it speak again."""

        def new(old: OfficeSettings) -> OfficeSettings:
            return replace(old, speaking=replace(old.speaking, muted=muted))

        return self._replace(new, staff)

    def _replace(
        self, make: Callable[[OfficeSettings], OfficeSettings], staff: str | None
    ) -> OfficeSettings:
        def do(action: Action) -> OfficeSettings:
            new = make(action.settings)
            old, plain = write_document(action.settings), write_document(new)
            changed = _differences(old, plain)
            if changed:
                if new.timezone != action.settings.timezone:
                    # It may be another date there; the people who wait are the same.
                    today = business_day(action.at, new.hours)
                    action.stand(action.day, until=max(action.day, today))
                offices.change_settings(action.connection, action.office, action.seq, plain)
                action.record(Kind.SETTINGS_CHANGED, staff=staff, changed=changed)
            return new

        return self._ledger.act(do, again=lambda action, _event: action.settings)

    def export_toml(self) -> str:
        """Return the settings as TOML, ready to be edited and imported."""
        return tomli_w.dumps(write_document(self.get()))

    def import_toml(self, text: str, *, staff: str | None = None) -> OfficeSettings:
        """Replace the settings by those in a TOML text.

        Raises:
            SettingsInvalid: nothing was changed.
        """
        return self.change(read_toml(text), staff=staff)


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the top-level settings that differ, each with its value before and after."""
    return {
        name: {"before": old.get(name), "after": new.get(name)}
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    }
