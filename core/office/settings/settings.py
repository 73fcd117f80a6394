"""`office.settings`: the office's document, read, changed by paths, exported and imported.

`core.office.settings.changing` says how a change is made, `planning` how one begins later;
`core.office.document.toml_file` is the exported file.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from core.domain.calendar.hours import business_day, day_span
from core.domain.roles import Deed
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind
from core.errors import ExportUnknown, PlanGone, QueueError
from core.office.document import toml_file
from core.office.document.document import Document, read_toml, write_document
from core.office.ledger.checks import allowed
from core.office.ledger.ledger import Action, Ledger
from core.office.settings import planning
from core.office.settings.changing import Changed, Make, again, changer, prepare, putting
from core.office.settings.checks import check_change, left_behind
from core.office.settings.planning import Planned, change_now, change_until
from core.store import events, offices, plans

_MUTED = "speaking.muted"


class InForce(NamedTuple):
    """The settings in force, and the event that they come from."""

    settings: OfficeSettings
    seq: int


class Settings:
    """The settings of one office. Windows see a change with the doorbell."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger.when_due(planning.do_due)

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
        return self._change(putting(changes), based_on, self._checked(by))

    def for_today(
        self, changes: Mapping[str, Any], *, until: datetime | None = None, by: str | None = None
    ) -> Changed:
        """Change the settings as `change` does until the next business day, or until an instant.

        Then each value that nobody changed since is what it was before. An instant without a time
        zone is by the office's clocks.

        Raises:
            SettingsInvalid: also an instant that is over.
            UnknownStaff, MayNotManage, MayNotManageVoice
        """
        staff = self._checked(by, _deed(changes))

        def do(action: Action) -> Changed:
            hours = action.settings.hours
            today = max(action.day, business_day(action.at, hours))
            end = until or day_span(today, hours)[1]
            prepared = prepare(action, putting(changes))
            return change_until(action, prepared, end, changes.keys(), staff)

        return self._ledger.act(do, again=again)

    def plan(self, changes: Mapping[str, Any], *, at: datetime, by: str | None = None) -> Planned:
        """Have `changes`, as `change` takes them, begin before the first action at an instant.

        An instant without a time zone is by the office's clocks.

        Raises:
            SettingsInvalid: the instant is over, a value is wrong, or nothing would change.
            UnknownStaff, MayNotManage, MayNotManageVoice
        """
        staff = self._checked(by, _deed(changes))
        return self._ledger.act(
            lambda action: planning.plan(action, putting(changes), at, staff),
            again=planning.of_event,
        )

    def plan_toml(
        self, text: str, *, at: datetime, by: str | None = None, file: str | None = None
    ) -> Planned:
        """Have what `import_toml` would change now begin at an instant.

        Raises:
            ExportUnknown, OriginUnreadable, SettingsClash, SettingsInvalid, UnknownStaff,
            MayNotManage
        """
        document, based_on = self._read(text)
        staff = self._checked(by)

        def do(action: Action) -> Planned:
            prepared = prepare(action, lambda _base: document, based_on, file)
            return planning.plan_changes(action, prepared.changes, at, staff)

        return self._ledger.act(do, again=planning.of_event)

    def changers(self, paths: Sequence[str], *, since: int) -> Mapping[str, str]:
        """Return who changed each of `paths` last, after the event `since`: user names."""
        found = self._ledger.look(
            lambda connection, _settings, _at: events.of_kind_after(
                connection, self._ledger.office, Kind.SETTINGS_CHANGED, since
            )
        )
        return {path: changer(path, found) for path in paths}

    def planned(self) -> tuple[Planned, ...]:
        """Return the changes that begin later, in their order, and those that could not be done."""
        return self._ledger.look(
            lambda connection, _settings, _at: tuple(
                map(Planned.of, plans.every(connection, self._ledger.office))
            )
        )

    def withdraw(self, number: int, *, by: str | None = None) -> Planned:
        """Have a planned change (`Planned.id`) not be done.

        Raises:
            PlanGone: it was done or withdrawn.
            UnknownStaff, MayNotManage, MayNotManageVoice
        """
        known = {each.id: each for each in self.planned()}
        if number not in known:
            raise PlanGone(number=number)
        staff = self._checked(by, _deed(known[number].changes))
        return self._ledger.act(
            lambda action: planning.withdraw(action, number, staff),
            again=lambda _action, _event: known[number],
        )

    def do_planned(self) -> None:
        """Do the planned changes whose time has come; any action or heartbeat does the same."""
        self._ledger.do_planned()

    def left_behind(self) -> tuple[QueueError, ...]:
        """Tell who was left stranded by a change that an older turnos let happen."""
        return self._ledger.look(
            lambda connection, settings, _at: tuple(
                left_behind(connection, self._ledger.office, settings)
            )
        )

    def mute(self, *, muted: bool, until: datetime | None = None, by: str | None = None) -> Changed:
        """Silence the hall's voice, or let it speak again; `until` an instant, None: for good.

        Raises:
            SettingsInvalid: the instant is over.
            UnknownStaff, MayNotManageVoice
        """
        changes = {_MUTED: muted}
        if until is not None:
            return self.for_today(changes, until=until, by=by)
        return self._change(putting(changes), None, self._checked(by, Deed.MANAGE_VOICE))

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

    def import_toml(
        self,
        text: str,
        *,
        by: str | None = None,
        file: str | None = None,
        based_on: int | None = None,
    ) -> Changed:
        """Change the settings to those in a TOML text.

        An exported one says what it was made from: what others changed since is kept. Any other
        replaces everything, but for what others changed since the event `based_on`. `file` names
        where the text is: what was imported from there before is no change of others.

        Raises:
            ExportUnknown: it was exported from another office or database.
            OriginUnreadable: it does not say any more what it was exported from.
            SettingsClash: somebody else changed the same since, to another value.
            SettingsInvalid, UnknownStaff, MayNotManage
        """
        document, origin = self._read(text)
        since = based_on if origin is None else origin
        return self._change(lambda _base: document, since, self._checked(by), file)

    def try_toml(self, text: str, *, file: str | None = None) -> Changed:
        """Return what `import_toml` would do now, and do nothing; `seq` is the latest event.

        Raises:
            ExportUnknown, OriginUnreadable, SettingsClash, SettingsInvalid
        """
        document, based_on = self._read(text)

        def look(action: Action) -> Changed:
            settings, changes, kept = prepare(action, lambda _base: document, based_on, file)
            check_change(action, settings)
            return Changed(settings, action.seq - 1, changes, kept)

        return self._ledger.act(look, again=again)

    def _read(self, text: str) -> tuple[Document, int | None]:
        """Return the document in a TOML text, and the event it was made from, if it says so."""
        origin = toml_file.origin_of(text)
        document = read_toml(text)
        if origin is None:
            return document, None
        at = self._ledger.look(
            lambda connection, _settings, _at: events.at(
                connection, self._ledger.office, origin.seq
            )
        )
        if (origin.office, origin.at) != (self._ledger.office, at):
            raise ExportUnknown(office=origin.office, seq=origin.seq, line=origin.line)
        return document, origin.seq

    def _change(
        self, make: Make, based_on: int | None, staff: str | None, file: str | None = None
    ) -> Changed:
        """Change the settings to what `make` makes of those they are based on."""
        return self._ledger.act(
            lambda action: change_now(
                action, prepare(action, make, based_on, file), staff, file=file
            ),
            again=again,
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


def _deed(changes: Mapping[str, Any]) -> Deed:
    """Return what whoever makes these changes must be allowed to do."""
    return Deed.MANAGE_VOICE if changes.keys() == {_MUTED} else Deed.MANAGE_OFFICE
