"""Changes of the settings that begin later, and those for a while only, which end by themselves.

A planned change is done under the office's lock before the first action at or after its time, as an
action of its own. What keeps it from being done then is kept beside it, and it is tried again a
minute later: whoever calls a ticket meanwhile waits for nothing.
"""

from collections.abc import Collection, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.calendar.hours import business_day
from core.domain.staff import ADMINISTRATOR
from core.domain.ticket import Event, Kind
from core.errors import N_, Listed, PlanGone, SettingsInvalid, Words
from core.office.document.document import Document, read_document, read_stored, write_document
from core.office.document.paths import Change, differences, touches
from core.office.ledger.ledger import Action
from core.office.settings.changing import Changed, Make, PreparedChange, change, prepare, putting
from core.store import plans
from core.store.plans import Plan

RETRY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A change that begins at `at`: what to set at each path, None to take out; `id` is its event.

    `is_back`: it ends what is for a while only. `problem` is why it could not be done at its time.
    """

    id: int
    at: datetime
    changes: Mapping[str, Any]
    by: str
    is_back: bool = False
    problem: SettingsInvalid | None = None

    @classmethod
    def of(cls, plan: Plan) -> "Planned":
        problem = None if plan.problem is None else _problem(plan.problem)
        by = plan.by or ADMINISTRATOR
        return cls(plan.id, plan.at, plan.changes, by, plan.back, problem)


def later(action: Action, at: datetime) -> datetime:
    """Return an instant to come; without a time zone it is by the office's clocks.

    Raises:
        SettingsInvalid: it is over.
    """
    if at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(action.settings.timezone))
    if at <= action.at:
        raise SettingsInvalid(where="at", problem=Words(N_("is over; name a time to come")))
    return at


def plan(action: Action, make: Make, at: datetime, staff: str | None) -> Planned:
    """Have what `make` makes of the settings then begin at an instant.

    Raises:
        SettingsInvalid
    """
    at = later(action, at)
    base = write_document(action.settings)
    for earlier in plans.every(action.connection, action.office):
        if earlier.at <= at:
            with suppress(SettingsInvalid):  # told when its time comes
                base = dict(_putting(earlier)(base))
    before = read_stored(base)
    day = business_day(at, before.hours)
    wanted = read_document(make(write_document(before)), instead_of=before, today=day, now=at)
    changes = differences(write_document(before), write_document(wanted))
    return _keep(action, at, {each.path: each.after for each in changes}, staff)


def plan_changes(
    action: Action, changes: Collection[Change], at: datetime, staff: str | None
) -> Planned:
    """Have changes of today's settings begin at an instant instead."""
    wanted = _ordered({each.path: each.after for each in changes})
    return plan(action, putting(wanted), at, staff)


def _keep(
    action: Action,
    at: datetime,
    changes: Mapping[str, Any],
    staff: str | None,
    *,
    back: bool = False,
) -> Planned:
    if not changes:
        raise SettingsInvalid(where="settings", problem=Words(N_("would stay as they are")))
    kept = Plan(action.seq, at, changes, staff, back)
    plans.save(action.connection, action.office, kept)
    if not action.events:
        action.record(
            Kind.SETTINGS_PLANNED,
            staff=staff or ADMINISTRATOR,
            at=at.isoformat(),
            changes={path: {"after": value} for path, value in changes.items()},
        )
    return Planned.of(kept)


def withdraw(action: Action, number: int, staff: str | None) -> Planned:
    """Have a planned change not be done.

    Raises:
        PlanGone: there is none of that number.
    """
    found = named(plans.every(action.connection, action.office), number)
    plans.remove(action.connection, action.office, number)
    action.record(Kind.SETTINGS_WITHDRAWN, staff=staff or ADMINISTRATOR, planned=number)
    return Planned.of(found)


def named(known: Collection[Plan], number: int) -> Plan:
    """Return the plan of that number.

    Raises:
        PlanGone
    """
    found = next((each for each in known if each.id == number), None)
    if found is None:
        raise PlanGone(number=number)
    return found


def of_event(_action: Action, event: Event) -> Planned:
    """Return what an event planned, whose answer was lost."""
    changes = {path: each["after"] for path, each in event.data["changes"].items()}
    at = datetime.fromisoformat(event.data["at"])
    return Planned(event.seq, at, changes, event.staff or ADMINISTRATOR)


# --- for a while ---------------------------------------------------------------------------------


def change_now(action: Action, prepared: PreparedChange, staff: str | None, **told: Any) -> Changed:
    """Change the settings for good: what was to be put back there stays as it is now."""
    changed = change(action, prepared, staff, **told)
    _release(action, {each.path for each in changed.changes}, ())
    return changed


def change_until(
    action: Action,
    prepared: PreparedChange,
    until: datetime,
    wanted: Collection[str],
    staff: str | None,
) -> Changed:
    """Change the settings until an instant, then back to what they were.

    What is so for a while already, at the paths `wanted`, is so until then.
    """
    until = later(action, until)
    changed = change(action, prepared, staff, until=until.isoformat())
    paths = {each.path for each in changed.changes}
    before = _release(action, paths, set(wanted))
    back = {
        path: value
        for path, value in before.items()
        if not any(touches(path, each) for each in paths)
    }
    for each in changed.changes:
        value = before.get(each.path, each.before)
        if value != each.after:
            back[each.path] = value
    if back:
        _keep(action, until, back, staff, back=True)
    return changed


def _release(
    action: Action, changed: Collection[str], wanted: Collection[str]
) -> Mapping[str, Any]:
    """Take what touches the paths `changed`, or is at one `wanted`, out of what is to be put back.

    Returns what would have been put back there.
    """
    found: dict[str, Any] = {}
    for each in plans.every(action.connection, action.office) if changed or wanted else ():
        gone = {
            path: value
            for path, value in each.changes.items()
            if path in wanted or any(touches(path, other) for other in changed)
        }
        if each.back and gone:
            found.update(gone)
            left = {path: value for path, value in each.changes.items() if path not in gone}
            plans.save(action.connection, action.office, replace(each, changes=left))
    return found


# --- when it is due ------------------------------------------------------------------------------


def do_due(action: Action) -> None:
    """Do the first change that is due; without an event, keep why it could not be done."""
    here = (action.connection, action.office)
    due = plans.due(*here, action.at)
    assert due is not None  # the office's row says so
    try:
        prepared = prepare(action, _putting(due))
        if prepared.changes:
            do = change if due.back else change_now
            do(action, prepared, due.by, planned=due.id)
        else:
            staff = due.by or ADMINISTRATOR
            action.record(Kind.SETTINGS_WITHDRAWN, staff=staff, planned=due.id)
    except SettingsInvalid as error:
        plans.save(*here, replace(due, problem=_plain(error), retry_at=action.at + RETRY))
        return
    plans.remove(*here, due.id)


def _putting(plan: Plan) -> Make:
    """Return what sets the paths of a plan; what is to be taken out may be gone already."""

    def make(base: dict[str, Any]) -> Document:
        gone = {path for path, value in plan.changes.items() if plan.back or value is None}
        for path, value in _ordered(plan.changes).items():
            with suppress(SettingsInvalid) if path in gone else nullcontext():
                putting({path: value})(base)
        return base

    return make


def _ordered(changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return changes with the order of entries last: PostgreSQL keeps no order of keys."""
    return dict(sorted(changes.items(), key=lambda each: -each[0].count(".")))


# --- why it could not be done, as it is stored ---------------------------------------------------


def _plain(error: SettingsInvalid) -> list[Any]:
    several = error.fields.get("problems")
    found = (
        [part.fields for part in several.parts] if isinstance(several, Listed) else [error.fields]
    )
    return [[str(each["where"]), _plain_words(each["problem"])] for each in found]


def _plain_words(value: Any) -> Any:
    if isinstance(value, Words):
        fields = {name: _plain_words(each) for name, each in value.fields.items()}
        return {"words": value.message, "fields": fields}
    return value if isinstance(value, int | float) else str(value)


def _problem(plain: list[Any]) -> SettingsInvalid:
    return SettingsInvalid.of([(where, _words(problem)) for where, problem in plain])


def _words(plain: Any) -> Any:
    if not isinstance(plain, Mapping):
        return plain
    return Words(plain["words"], **{name: _words(each) for name, each in plain["fields"].items()})
