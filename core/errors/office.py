"""Refusals about the office and its settings."""

from collections.abc import Sequence
from datetime import date

from core.errors.base import N_, QueueError, Wrong, listed


class UnknownOffice(QueueError):
    sentence = N_(
        'There is no office "{office}" in this database; it has: {known}. '
        "Name one of them with --office, or create it: turnos init --office {office}"
    )


class OfficeNotNamed(QueueError):
    sentence = N_(
        "This database has several offices: {known}. Name one of them with --office, or as office "
        "in config.toml."
    )


class NoOffices(QueueError):
    sentence = N_(
        "The database {database} holds no office yet. Create one: turnos init --office san-andres"
    )


class OfficeExists(QueueError):
    sentence = N_(
        'The office "{office}" already exists in {database}; nothing was changed. '
        "To change it, use: turnos settings import office.toml"
    )


class UnknownTemplate(QueueError):
    sentence = N_('There is no sample office "{office}". Choose one of: {known}.')


class OfficeClosed(QueueError):
    sentence = N_(
        "{office} is closed and gives no tickets now. It opens again {opens_at}. "
        "To give one all the same, issue it outside hours."
    )


class OfficeClosedForGood(QueueError):
    sentence = N_(
        "{office} has no opening hours in the coming year. "
        "Set them: turnos settings export office.toml, edit [hours] in it, "
        "turnos settings import office.toml"
    )


class ClockNotInDoubt(QueueError):
    """There is nothing to confirm: the clock was put right meanwhile, or somebody was faster."""

    sentence = N_("The clock is not in doubt: there is nothing to confirm.")


class ClockSaysAnotherDay(QueueError):
    sentence = N_(
        "The office's clock says {said}, not {asked}. Look at the time once more, then confirm it."
    )


class SettingsInvalid(QueueError):
    sentence = N_('The settings were not changed: "{where}" {problem}.')

    found: "Sequence[Wrong]" = ()
    """All that is wrong, each with the place of the setting."""

    @staticmethod
    def of(found: Sequence[Wrong], from_day: date | None = None) -> "SettingsInvalid":
        """Return the refusal that tells all of `found`, of which there is one at least."""
        where, problem = found[0]
        more = {} if from_day is None else {"from_day": from_day}
        refusal = (
            SettingsInvalid(where=where, problem=problem, **more)
            if len(found) == 1
            else SeveralInvalid(where=where, n=len(found), problems=listed(found), **more)
        )
        refusal.found = tuple(found)
        return refusal

    @property
    def from_day(self) -> date | None:
        """The next day on which the office could do it; None where another day helps nothing."""
        found = self.fields.get("from_day")
        return found if isinstance(found, date) else None


class SeveralInvalid(SettingsInvalid):
    """`where` is the first of them."""

    sentence = N_("The settings were not changed; {n} of them are wrong:{problems}")


class ImportUnconfirmed(QueueError):
    sentence = N_(
        "Nothing was changed: nobody said yes. To change it without a question: "
        "turnos settings import {file} --yes"
    )


class PlanGone(QueueError):
    sentence = N_(
        "No change number {number} is planned: it was done or withdrawn. "
        "See what is planned: turnos settings planned"
    )


class SettingsClash(QueueError):
    """Two people changed the same setting; nothing of the later change was kept."""

    sentence = N_(
        '"{where}" was changed meanwhile by {who}: it is {theirs} now, and {mine} in your change. '
        "Nothing was changed. Take the settings anew, and change them there."
    )


class ExportUnknown(QueueError):
    sentence = N_(
        'The file was exported from event {seq} of "{office}", which is not in this office: it '
        'comes from elsewhere. To replace all settings by it, take out its line "{line}".'
    )


class OriginUnreadable(QueueError):
    sentence = N_(
        'The line "{line}" should say which settings the file was made from, and no longer does. '
        "Nothing was changed. Write it as it was exported; without it the file replaces all "
        "settings."
    )


class ServiceUnserved(QueueError):
    """Not raised: what `turnos doctor` finds in an office that an older turnos left so."""

    sentence = N_(
        'No counter serves the service "{service}", so every counter calls its tickets. '
        "Name it among the services of a counter: turnos settings export office.toml, "
        "edit [[counters]] in it, turnos settings import office.toml"
    )


class CounterTakenOut(QueueError):
    """Not raised: what `turnos doctor` finds in an office that an older turnos left so."""

    sentence = N_(
        "Counter {counter} was taken out of the settings, but {name} is signed in there. "
        "Finish what is there, then sign out: turnos sign-out --counter {counter}"
    )


class TicketLeftBehind(QueueError):
    """Not raised: what `turnos doctor` finds in an office that an older turnos left so."""

    sentence = N_(
        "Ticket {code} is at counter {counter}, which was taken out of the settings. Sign in at "
        "that counter and finish it, or: turnos finish --counter {counter} --outcome resolved"
    )


class ConfigInvalid(QueueError):
    sentence = N_(
        'The file {path} cannot be used: "{where}" {problem}. Correct it and start again.'
    )

    @staticmethod
    def of(path: object, found: Sequence[Wrong]) -> "ConfigInvalid":
        """Return the refusal that tells all of `found`, of which there is one at least."""
        where, problem = found[0]
        if len(found) == 1:
            return ConfigInvalid(path=path, where=where, problem=problem)
        return ConfigSeveralInvalid(path=path, where=where, n=len(found), problems=listed(found))


class ConfigSeveralInvalid(ConfigInvalid):
    """`where` is the first of them."""

    sentence = N_(
        "The file {path} cannot be used. Correct these {n} settings in it and start again:"
        "{problems}"
    )


class ConfigUnreadable(QueueError):
    sentence = N_("The file {path} cannot be read: {problem}. Correct it and start again.")


class DeviceUnknown(QueueError):
    sentence = N_('No device called "{device}" ever reported here. Look at: turnos status')


class DeviceAlive(QueueError):
    sentence = N_(
        'The device "{device}" reported a moment ago, so it is not gone. Close it first; a minute '
        "later it may be forgotten."
    )
