"""How the settings are changed under the office's lock: merged, checked, written and journaled.

Whoever changes them says on which event's settings the change is based: what others changed since
is kept, and a value that both changed is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from core.domain.calendar.hours import business_day
from core.domain.service import OfficeSettings
from core.domain.staff import ADMINISTRATOR
from core.domain.ticket import Event, Kind
from core.errors import N_, SettingsClash, SettingsInvalid, Words
from core.office.document import toml_file
from core.office.document.document import Document, read_document, read_stored, write_document
from core.office.document.paths import Change, Clash, differences, merged, put, redo, touches, undo
from core.office.ledger.ledger import Action
from core.office.settings.checks import check_change
from core.store import events, offices

_LONGEST_SHOWN = 60

Make = Callable[[dict[str, Any]], Document]
"""Makes the document that is wanted of the one it is based on."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The settings after a change, the event they come from, and what it changed, if anything.

    `kept` is what others changed since: their value is the one after.
    """

    settings: OfficeSettings
    seq: int
    changes: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()


class PreparedChange(NamedTuple):
    """Settings that could be those in force, and what they would change; see `Changed`."""

    settings: OfficeSettings
    changes: tuple[Change, ...]
    kept: tuple[Change, ...]


def putting(changes: Mapping[str, Any]) -> Make:
    """Return what sets each path to its value."""

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

    return make


def prepare(
    action: Action, make: Make, based_on: int | None = None, file: str | None = None
) -> PreparedChange:
    """Merge what `make` makes with what others changed since the event `based_on`.

    Raises:
        SettingsClash, SettingsInvalid
    """
    theirs = write_document(action.settings)
    since = _since(action, based_on)
    ours = [each for each in reversed(since) if file and each.data.get("file") == file]
    base = read_stored(redo(undo(theirs, since), ours))
    made = make(write_document(base))
    mine = read_document(made, instead_of=base, today=action.day, now=action.at)
    clashes: list[Clash] = []
    new = merged(write_document(base), write_document(mine), theirs, clashes)
    for clash in clashes:
        raise _clash(clash, since)
    settings = read_document(new, instead_of=action.settings, today=action.day, now=action.at)
    plain = write_document(settings)
    changes = tuple(differences(theirs, plain))
    return PreparedChange(settings, changes, tuple(differences(write_document(mine), plain)))


def change(action: Action, prepared: PreparedChange, staff: str | None, **told: Any) -> Changed:
    """Put the prepared settings in force, if they differ; `told` goes into the journal too.

    Raises:
        SettingsInvalid: somebody could not go on under them; nothing was written.
    """
    settings, changes, kept = prepared
    if not changes:
        seq = offices.settings_seq(action.connection, action.office)
        return Changed(action.settings, seq, kept=kept)
    check_change(action, settings)
    if settings.timezone != action.settings.timezone:
        # It may be another date there; the people who wait are the same.
        today = business_day(action.at, settings.hours)
        action.stand(action.day, until=max(action.day, today))
    plain = write_document(settings)
    offices.change_settings(action.connection, action.office, action.seq, plain)
    action.record(
        Kind.SETTINGS_CHANGED,
        staff=staff or ADMINISTRATOR,
        changed={each.path: _journaled(each) for each in changes},
        **told,
    )
    return Changed(settings, action.seq, changes, kept)


def again(action: Action, event: Event) -> Changed:
    """Return what the same request did, whose answer was lost."""
    changed = event.data.get("changed", {})
    changes = (Change(path, each["before"], each["after"]) for path, each in changed.items())
    return Changed(action.settings, event.seq, tuple(changes))


def _since(action: Action, based_on: int | None) -> tuple[Event, ...]:
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
    return events.of_kind_after(action.connection, action.office, Kind.SETTINGS_CHANGED, based_on)


def _journaled(change: Change) -> dict[str, Any]:
    return {"before": change.before, "after": change.after}


def changer(path: str, since: Sequence[Event]) -> str:
    """Return who changed what stands at `path`, or in it, last; `since`: newest first."""
    who = (
        each.staff for each in since if any(touches(path, there) for there in each.data["changed"])
    )
    return next(who, None) or ADMINISTRATOR


def _clash(clash: Clash, since: tuple[Event, ...]) -> SettingsClash:
    """Say who changed the value last, to what, and what was wanted."""
    return SettingsClash(
        where=clash.path,
        who=changer(clash.path, since),
        theirs=shown(clash.theirs),
        mine=shown(clash.mine),
    )


def shown(value: Any) -> Words | str:
    """Return a setting's value as it may stand in a sentence."""
    return Words(N_("nothing")) if value is None else toml_file.inline(value)[:_LONGEST_SHOWN]
