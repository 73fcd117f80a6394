"""`office.settings`: the office's document, read, changed by paths, exported and imported.

Whoever changes it says on which event's settings the change is based: what others changed since
is kept, and a value that both changed is refused. `core.office.document.toml_file` is the exported
file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection

from core.domain.calendar.hours import business_day
from core.domain.roles import Deed
from core.domain.service import OfficeSettings
from core.domain.staff import ADMINISTRATOR
from core.domain.ticket import Event, Kind
from core.errors import (
    N_,
    ExportUnknown,
    QueueError,
    SettingsClash,
    SettingsInvalid,
    Words,
)
from core.office.document import toml_file
from core.office.document.document import (
    Document,
    read_document,
    read_stored,
    read_toml,
    write_document,
)
from core.office.document.paths import Change, Clash, differences, merged, put, redo, touches, undo
from core.office.ledger.checks import allowed
from core.office.ledger.ledger import Action, Ledger
from core.office.settings.checks import check_change, left_behind
from core.store import events, offices

_LONGEST_SHOWN = 60

Make = Callable[[dict[str, Any]], Document]


class InForce(NamedTuple):
    """The settings in force, and the event that they come from."""

    settings: OfficeSettings
    seq: int


@dataclass(frozen=True, slots=True)
class Changed:
    """The settings after a change, the event they come from, and what it changed, if anything.

    `kept` is what others changed since: their value is the one after.
    """

    settings: OfficeSettings
    seq: int
    changes: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()


class Settings:
    """The settings of one office. Windows see a change with the doorbell."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def get(self) -> InForce:
        """Return the settings in force, and the event that they come from."""
        return self._ledger.look(
            lambda connection, settings, _at: InForce(
                settings, offices.settings_seq(connection, self._ledger.office)
            )
        )

    def change(
        self, changes: Mapping[str, Any], *, based_on: int | None = None, by: str | None = None
    ) -> Changed:
        """Set what stands at each path (`targets.general_min`, `notices.la-loma`); None takes out.

        `based_on` is the event of the settings that the changes were made on: what others changed
        since is kept. None: those in force. `by` is the user name of whoever does it.

        Raises:
            SettingsClash: somebody else changed the same since, to another value.
            SettingsInvalid: a value is wrong, or somebody at work or in the hall could not go on
                under it.
            UnknownStaff, MayNotManage
        """

        def make(base: dict[str, Any]) -> Document:
            for path, value in changes.items():
                try:
                    put(base, path, value)
                except KeyError:
                    problem = Words(
                        N_("is not in the settings, or has no value to take out; look at an export")
                    )
                    raise SettingsInvalid(where=path, problem=problem) from None
            return base

        return self._change(make, based_on, self._checked(by))

    def left_behind(self) -> tuple[QueueError, ...]:
        """Tell who was left stranded by a change that an older turnos let happen."""
        return self._ledger.look(
            lambda connection, settings, _at: tuple(
                left_behind(connection, self._ledger.office, settings)
            )
        )

    def mute(self, *, muted: bool, by: str | None = None) -> Changed:
        """Silence the hall's voice, or let it speak again.

        Raises:
            UnknownStaff, MayNotManageVoice
        """
        return self._change(
            lambda base: base | {"speaking": base["speaking"] | {"muted": muted}},
            None,
            self._checked(by, Deed.MANAGE_VOICE),
        )

    def export_toml(self, note: str = "") -> str:
        """Return the settings as TOML, ready to be edited and imported.

        It says which event they come from; `note` is a comment for whoever edits it.
        """

        def export(connection: Connection, settings: OfficeSettings, _at: object) -> str:
            seq = offices.settings_seq(connection, self._ledger.office)
            at = events.at(connection, self._ledger.office, seq)
            assert at is not None  # the event that the settings come from
            origin = toml_file.Origin(self._ledger.office, seq, at)
            return toml_file.write(write_document(settings), origin, note)

        return self._ledger.look(export)

    def import_toml(self, text: str, *, by: str | None = None, file: str | None = None) -> Changed:
        """Change the settings to those in a TOML text.

        An exported one says what it was made from: what others changed since is kept. Any other
        replaces everything. `file` names where the text is: what was imported from there before
        is no change of others.

        Raises:
            ExportUnknown: it was exported from another office or database.
            OriginUnreadable: it does not say any more what it was exported from.
            SettingsClash: somebody else changed the same since, to another value.
            SettingsInvalid, UnknownStaff, MayNotManage
        """
        origin = toml_file.origin_of(text)
        document = read_toml(text)
        by = self._checked(by)
        if origin is None:
            return self._change(lambda _base: document, None, by, file)
        at = self._ledger.look(
            lambda connection, _settings, _at: events.at(
                connection, self._ledger.office, origin.seq
            )
        )
        if (origin.office, origin.at) != (self._ledger.office, at):
            raise ExportUnknown(office=origin.office, seq=origin.seq, line=origin.line)
        return self._change(lambda _base: document, origin.seq, by, file)

    def _change(
        self, make: Make, based_on: int | None, staff: str | None, file: str | None = None
    ) -> Changed:
        """Change the settings to what `make` makes of those they are based on."""

        def do(action: Action) -> Changed:
            theirs = write_document(action.settings)
            since = self._since(action, based_on)
            ours = [each for each in reversed(since) if file and each.data.get("file") == file]
            base = read_stored(redo(undo(theirs, since), ours))
            made = make(write_document(base))
            mine = read_document(made, instead_of=base, today=action.day, now=action.at)
            clashes: list[Clash] = []
            new = merged(write_document(base), write_document(mine), theirs, clashes)
            for clash in clashes:
                raise _clash(clash, since)
            settings = read_document(
                new, instead_of=action.settings, today=action.day, now=action.at
            )
            plain = write_document(settings)
            changes = tuple(differences(theirs, plain))
            kept = tuple(differences(write_document(mine), plain))
            if not changes:
                seq = offices.settings_seq(action.connection, action.office)
                return Changed(action.settings, seq, kept=kept)
            check_change(action, settings)
            if settings.timezone != action.settings.timezone:
                # It may be another date there; the people who wait are the same.
                today = business_day(action.at, settings.hours)
                action.stand(action.day, until=max(action.day, today))
            offices.change_settings(action.connection, action.office, action.seq, plain)
            action.record(
                Kind.SETTINGS_CHANGED,
                staff=staff or ADMINISTRATOR,
                changed={each.path: _journaled(each) for each in changes},
                file=file,
            )
            return Changed(settings, action.seq, changes, kept)

        return self._ledger.act(do, again=_again)

    def _since(self, action: Action, based_on: int | None) -> tuple[Event, ...]:
        """Return the changes since the event `based_on`, newest first."""
        if based_on is None:
            return ()
        if not 0 < based_on < action.seq:
            problem = Words(
                N_("is {value}; this office has the events 1 to {last}"),
                value=based_on,
                last=action.seq - 1,
            )
            raise SettingsInvalid(where="based_on", problem=problem)
        return events.of_kind_after(
            action.connection, action.office, Kind.SETTINGS_CHANGED, based_on
        )

    def _checked(self, by: str | None, deed: Deed = Deed.MANAGE_OFFICE) -> str | None:
        """Return who does it, who must be allowed to."""
        if by is None:
            return None
        return self._ledger.look(
            lambda connection, settings, _at: (
                allowed(connection, self._ledger.office, settings, by, deed).username
            )
        )


def _again(action: Action, event: Event) -> Changed:
    """Return what the same request did, whose answer was lost."""
    changes = tuple(
        Change(path, each["before"], each["after"]) for path, each in event.data["changed"].items()
    )
    return Changed(action.settings, event.seq, changes)


def _journaled(change: Change) -> dict[str, Any]:
    return {"before": change.before, "after": change.after}


def _clash(clash: Clash, since: tuple[Event, ...]) -> SettingsClash:
    """Say who changed the value last, to what, and what was wanted."""
    who = next(
        each.staff
        for each in since
        if any(touches(clash.path, path) for path in each.data["changed"])
    )
    return SettingsClash(
        where=clash.path,
        who=who or ADMINISTRATOR,
        theirs=shown(clash.theirs),
        mine=shown(clash.mine),
    )


def shown(value: Any) -> Words | str:
    """Return a setting's value as it may stand in a sentence."""
    return Words(N_("nothing")) if value is None else toml_file.inline(value)[:_LONGEST_SHOWN]
