"""Commands for what begins later or ends by itself: planned settings, and the hall's silence."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from core.cli.commands.acting import checked, managing
from core.cli.commands.office_commands import (
    file_mark,
    settings_file,
    settings_group,
    value_text,
)
from core.cli.context import answer, as_json, common, opened, show, terminal
from core.domain.service import OfficeSettings
from core.language import Language
from core.office.settings.planning import Planned

_BEGINS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M")


def begin_of(_context: click.Context, _option: click.Parameter, value: str) -> datetime:
    """Read when something begins, by the office's clocks; a day alone is its beginning."""
    for form in _BEGINS:
        try:
            return datetime.strptime(value, form)  # noqa: DTZ007 - the office knows its zone
        except ValueError:
            continue
    _ = terminal()
    problem = _(
        '"{value}" is no day or time; write it like 2026-11-23 or 2026-11-23T12:00.', value=value
    )
    raise click.BadParameter(problem)


def hour_of(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Read a time of day as it is written in a command."""
    if value is None:
        return None
    try:
        datetime.strptime(value, "%H:%M")  # noqa: DTZ007 - only its time is used
    except ValueError:
        problem = terminal()('"{value}" is no time of day; write it like 12:00.', value=value)
        raise click.BadParameter(problem) from None
    return value


@settings_group.command("plan")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--from",
    "begins",
    required=True,
    callback=begin_of,
    help="When, by the office's clocks: 2026-11-23 or 2026-11-23T12:00.",
)
@managing
@as_json
@common
def plan(*, file: Path, begins: datetime, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Have what FILE would change begin later, before the first action then.

    What others change until then is kept.
    """
    _ = terminal()
    text = settings_file(file)
    with opened() as office:
        planned = office.settings.plan_toml(
            text, at=begins, file=file_mark(file), by=checked(office, by)
        )
        settings = office.settings.get().settings
    lines = [_("Planned, number {number}:", number=planned.id), *_told(planned, settings, _)]
    answer(plain_plan(planned, _), "\n".join(lines), json_wanted=json_wanted)


@settings_group.command("planned")
@as_json
@common
def planned(*, json_wanted: bool) -> None:
    """Show which changes begin later, and what keeps one from being done."""
    _ = terminal()
    with opened() as office:
        found = office.settings.planned()
        settings = office.settings.get().settings
    lines = [line for each in found for line in _told(each, settings, _, numbered=True)]
    value = [plain_plan(each, _) for each in found]
    show(value, "\n".join(lines) or _("Nothing is planned."), json_wanted=json_wanted)


@settings_group.command("withdraw")
@click.argument("number", type=int)
@managing
@as_json
@common
def withdraw(*, number: int, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Have the planned change NUMBER not be done."""
    _ = terminal()
    with opened() as office:
        gone = office.settings.withdraw(number, by=checked(office, by))
    said = _("What was planned as number {number} will not be done.", number=gone.id)
    answer(plain_plan(gone, _), said, json_wanted=json_wanted)


@click.command()
@click.option("--until", callback=hour_of, help="Speak again at this time today, like 12:00.")
@managing
@as_json
@common
def mute(*, until: str | None, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Silence the hall's voice: calls are shown, and facilitators call them aloud."""
    _ = terminal()
    with opened() as office:
        who, at = checked(office, by), None
        if until is not None:
            today = office.clock.now().day
            at = datetime.combine(today, datetime.strptime(until, "%H:%M").time())  # noqa: DTZ007
        changed = office.settings.mute(muted=True, until=at, by=who)
    said = _("The hall's voice is muted.")
    if at is not None:
        said = _.plural(
            "The hall's voice is muted until {time}.",
            "The hall's voice is muted until {time}.",
            at.hour % 12 or 12,
            time=_.clock(at),
        )
    answer(changed, said, json_wanted=json_wanted)


@click.command()
@managing
@as_json
@common
def unmute(*, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Let the hall's voice speak again."""
    _ = terminal()
    with opened() as office:
        changed = office.settings.mute(muted=False, by=checked(office, by))
    answer(changed, _("The hall's voice speaks."), json_wanted=json_wanted)


def _told(
    planned: Planned, settings: OfficeSettings, _: Language, *, numbered: bool = False
) -> Iterator[str]:
    at, who = _.moment(settings.local(planned.at)), planned.by
    said = _("From {at}, by {who}:", at=at, who=who)
    if planned.is_back:
        said = _("Back again at {at}, by {who}:", at=at, who=who)
    yield f"{planned.id:>6}  {said}" if numbered else said
    for path, value in planned.changes.items():
        yield f"  {path}: {value_text(value)}"
    if planned.problem is not None:
        yield f"  {_.sentence(planned.problem)}"


def plain_plan(planned: Planned, _: Language) -> dict[str, Any]:
    """Return a planned change as JSON has it, with why it could not be done as a sentence."""
    problem = None if planned.problem is None else _.sentence(planned.problem)
    return {each.name: getattr(planned, each.name) for each in fields(planned)} | {
        "problem": problem
    }


COMMANDS = (mute, unmute)
