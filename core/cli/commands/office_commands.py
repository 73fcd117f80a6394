"""Commands that make and change an office: init, settings, staff."""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any

import click

from core.cli.commands.acting import checked, managing, new_pin_given
from core.cli.commands.explain_command import explain
from core.cli.context import (
    answer,
    as_json,
    common,
    is_guided,
    opened,
    settings,
    show,
    showing,
    terminal,
)
from core.cli.help import CommandGroup
from core.cli.numbers import Whole
from core.cli.sample_staff import SAMPLE_PIN, SAMPLE_STAFF, add_sample_staff
from core.domain.calendar.hours import Weekday
from core.domain.service import OfficeSettings
from core.domain.staff import Role
from core.errors import N_, ConfigUnreadable, FolderNotWritable, ImportUnconfirmed
from core.language import Language
from core.machine.address import shown_address
from core.office import Office, PersonAtWork, template, templates
from core.office.settings.changing import Changed, shown
from core.plain import read_line, read_text, write_out
from core.reasons import reason

ALL_DAY = ["00:00-23:59"]


@click.command()
@click.option("--counters", type=Whole(1, 99), help="How many; the sample's if not given.")
@click.option("--sample-staff", is_flag=True, help="Add ana, beto, carla, lider, director.")
@click.option("--always-open", is_flag=True, help="Never close, so that it can be tried any time.")
@as_json
@common
def init(*, counters: int | None, sample_staff: bool, always_open: bool, json_wanted: bool) -> None:
    """Make an office from a sample: --office san-andres or --office providencia."""
    _ = terminal()
    config = settings()
    if not config.office:
        known = ", ".join(templates())
        raise click.UsageError(_("Name the office with --office; there are: {known}.", known=known))
    document = document_of(config.office, counters)
    if always_open:
        week = dict.fromkeys(Weekday, ALL_DAY)
        document["hours"] = {**document["hours"], "week": week, "country": ""}
    with Office.create(
        config.database, config.office, document, timeout_s=config.timeout_s
    ) as office:
        if sample_staff:
            add_sample_staff(office)
        made = office.settings.get().settings
    lines = [
        _(
            "The office {office} is ready in {database}.",
            office=made.name,
            database=shown_address(config.database),
        ),
        _("Counters: {n}", n=len(made.counters)),
    ]
    if sample_staff:
        names = ", ".join(each.username for each in SAMPLE_STAFF)
        lines.append(
            _("Sample staff: {names}; the PIN of all is {pin}.", names=names, pin=SAMPLE_PIN)
        )
    if always_open:
        lines.append(
            _("It is open day and night. Its hours stand in: turnos settings export office.toml")
        )
    if not is_guided():
        if not sample_staff:
            lines.append(_("Register who works there: turnos staff add USER --name NAME"))
        lines.append(_("Start the windows with: turnos kiosk, turnos counter, turnos display"))
        lines.append(_("All three side by side, to try it out: turnos windows"))
    value = {
        "office": config.office,
        "database": shown_address(config.database),
        "counters": [counter.number for counter in made.counters],
        "staff": [each.username for each in SAMPLE_STAFF] if sample_staff else [],
    }
    answer(value, "\n".join(lines), json_wanted=json_wanted)


def document_of(office: str, counters: int | None) -> dict[str, Any]:
    """Return the sample document of an office, with so many counters."""
    document = dict(template(office))
    if counters is not None:
        document["counters"] = [{"number": number} for number in range(1, counters + 1)]
    return document


@click.group("settings", cls=CommandGroup)
def settings_group() -> None:
    """Take the office's settings out as TOML, put them in again, and tell what each is."""


@settings_group.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
@common
def export(*, file: Path, json_wanted: bool) -> None:
    """Write the settings to FILE (TOML), ready to be edited; - for standard output.

    An earlier FILE with another text, which may have been edited, is kept beside it.
    """
    _ = terminal()
    note = _(
        "When this file is imported, what others changed since is kept.\n"
        "Without the line above it replaces all settings."
    )
    with opened() as office:
        text = office.settings.export_toml(note)
    if str(file) == "-":
        with showing():
            write_out(text)
        return
    try:
        kept = _kept(file, text)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise FolderNotWritable(folder=file.parent, problem=reason(error)) from error
    said = _("The settings are in {file}.", file=file)
    if kept is not None:
        said += "\n" + _("What {file} held is in {kept} now.", file=file, kept=kept)
    value = {"file": str(file), "kept": None if kept is None else str(kept)}
    answer(value, said, json_wanted=json_wanted)


def _kept(file: Path, text: str) -> Path | None:
    """Copy a file that holds another text beside it, and return the copy; None if there is none."""
    if not file.is_file() or (earlier := file.read_bytes()) == text.encode():
        return None
    for number in count(1):
        copy = file.with_name(f"{file.name}.{number}")
        with suppress(FileExistsError), copy.open("xb") as target:
            target.write(earlier)
            return copy
    raise AssertionError  # the numbers do not end


@settings_group.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask: for scripts.")
@managing
@as_json
@common
def import_(*, file: Path, yes: bool, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Change the settings to those in FILE, if all of it is right; every window sees it.

    It says what would change, and asks. What others changed since FILE was exported is kept.
    """
    _ = terminal()
    text, mark = settings_file(file), file_mark(file)
    with opened() as office:
        who = checked(office, by)
        tried = office.settings.try_toml(text, file=mark)  # no lock is held while somebody reads
        if tried.changes and not yes:
            _ask("\n".join(change_lines(tried)), file)
        changed = office.settings.import_toml(text, file=mark, by=who, based_on=tried.seq)
    lines = [
        _(
            "{office} works with the settings of {file} now.",
            office=changed.settings.name,
            file=file,
        )
    ]
    if not changed.changes:
        lines = [_("{office} has these settings already.", office=changed.settings.name)]
    answer(changed, "\n".join([*lines, *change_lines(changed)]), json_wanted=json_wanted)


def _ask(changes: str, file: Path) -> None:
    """Show what would change, and ask whether it is to be.

    Raises:
        ImportUnconfirmed: nobody is here to answer, or the answer is no.
    """
    _ = terminal()
    if not sys.stdin.isatty():
        raise ImportUnconfirmed(file=file)
    click.echo(_("This would change:"), err=True)
    click.echo(changes, err=True)
    wanted = str(click.prompt(_("Change it? (yes/no)"), default=_("no"), err=True))
    if wanted.strip().casefold() not in {"y", "yes", _("yes")[:1], _("yes"), "si"}:
        raise ImportUnconfirmed(file=file)


def settings_file(file: Path) -> str:
    """Return the text of a file of settings.

    Raises:
        ConfigUnreadable
    """
    try:
        return read_text(file)
    except FileNotFoundError as error:
        raise ConfigUnreadable(path=file, problem=N_("there is no such file")) from error


def change_lines(changed: Changed) -> Iterator[str]:
    """Say what a change changes, and what it leaves to others, a line each."""
    _ = terminal()
    for each in changed.changes:
        yield f"  {each.path}: {value_text(each.before)} → {value_text(each.after)}"
    for each in changed.kept:
        yield _(
            "  {path} stays {value}: somebody changed it since.",
            path=each.path,
            value=value_text(each.after),
        )


settings_group.add_command(explain)


def file_mark(file: Path) -> str:
    """Return what tells this file from every other one: a digest, as a path may name a person."""
    place = f"{platform.node()}\n{file.resolve()}"
    return blake2b(place.encode(), digest_size=8).hexdigest()


def value_text(value: Any) -> str:
    """Return a setting's value, or that there is none."""
    words = shown(value)
    return words if isinstance(words, str) else terminal()(words.message)


@click.group(cls=CommandGroup)
def staff() -> None:
    """Look after the people of the office: who they are, their PINs and roles."""


@staff.command("add")
@click.argument("user")
@click.option("--name", required=True, help="As colleagues call them.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.FACILITATOR.value,
    show_default=True,
)
@click.option("--own-pin", is_flag=True, help="The PIN is the person's own: nobody else knows it.")
@click.option("--works-at", multiple=True, help="An office's id; again for another. Else this one.")
@managing
@as_json
@common
def staff_add(
    *,
    user: str,
    name: str,
    role: str,
    own_pin: bool,
    works_at: tuple[str, ...],
    by: tuple[str, str] | None,
    json_wanted: bool,
) -> None:
    """Register USER, whose first PIN is changed at the first sign-in.

    It is asked for, or read from standard input or TURNOS_NEW_PIN; without --as also from
    TURNOS_PIN. Whoever was deactivated comes back so.
    """
    _ = terminal()
    pin = _pin_to_give(_("First PIN of {user}", user=user), user, by)
    with opened() as office:
        person = office.staff.add(
            user,
            name=name,
            role=role,
            pin=pin,
            must_change_pin=not own_pin,
            offices=works_at,
            by=checked(office, by),
        )
    answer(person, _("{name} is registered.", name=person.name), json_wanted=json_wanted)


@staff.command("pin")
@click.argument("user")
@managing
@as_json
@common
def staff_pin(*, user: str, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Give USER a new PIN, which is changed at the next sign-in. Ends a pause too.

    The new PIN is asked for, or read from standard input or TURNOS_NEW_PIN; without --as also
    from TURNOS_PIN.
    """
    _ = terminal()
    pin = _pin_to_give(_("New PIN of {user}", user=user), user, by)
    with opened() as office:
        person = office.staff.set_pin(user, pin=pin, by=checked(office, by))
    said = _("{name} has a new PIN, to be changed at the next sign-in.", name=person.name)
    answer(person, said, json_wanted=json_wanted)


def _pin_to_give(prompt: str, user: str, by: tuple[str, str] | None) -> str:
    """Return the PIN that somebody is given; TURNOS_PIN is whose who acts, if anybody does."""
    given = "" if by is not None else os.environ.get("TURNOS_PIN", "").strip()
    if given and not os.environ.get("TURNOS_NEW_PIN", "").strip():
        return given
    return new_pin_given(prompt, user) or read_line()


@staff.command("unlock")
@click.argument("user")
@managing
@as_json
@common
def staff_unlock(*, user: str, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """End USER's pause after wrong PINs; the PIN stays as it is."""
    _ = terminal()
    with opened() as office:
        person = office.staff.unlock(user, by=checked(office, by))
    said = _("{name} may try again.", name=person.name)
    answer(person, said, json_wanted=json_wanted)


@staff.command("role")
@click.argument("user")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@managing
@as_json
@common
def staff_role(*, user: str, role: str, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Give USER another role."""
    _ = terminal()
    with opened() as office:
        person = office.staff.set_role(user, role=role, by=checked(office, by))
    said = _("{name} works as {role} now.", name=person.name, role=_(person.role.value))
    answer(person, said, json_wanted=json_wanted)


@staff.command("offices")
@click.argument("user")
@click.argument("offices", nargs=-1, metavar="[OFFICE]...")
@managing
@as_json
@common
def staff_offices(
    *, user: str, offices: tuple[str, ...], by: tuple[str, str] | None, json_wanted: bool
) -> None:
    """Say in which offices USER works, by their ids; none: here, and directors in every one."""
    _ = terminal()
    with opened() as office:
        person = office.staff.change(user, offices=offices, by=checked(office, by))
        called = office.staff.offices()
    said = _("{name} works where the role says.", name=person.name)
    if person.offices:
        there = ", ".join(called[each] for each in person.offices)
        said = _("{name} works in {offices} now.", name=person.name, offices=there)
    answer(person, said, json_wanted=json_wanted)


@staff.command("rename")
@click.argument("user")
@click.argument("name")
@managing
@as_json
@common
def staff_rename(*, user: str, name: str, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Change what colleagues call USER; the user name stays."""
    _ = terminal()
    with opened() as office:
        person = office.staff.rename(user, name=name, by=checked(office, by))
    said = _("{user} is called {name} now.", user=person.username, name=person.name)
    answer(person, said, json_wanted=json_wanted)


@staff.command("deactivate")
@click.argument("user")
@managing
@as_json
@common
def staff_deactivate(*, user: str, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Have USER's PIN open nothing any more; what the person did stays in journal and reports."""
    _ = terminal()
    with opened() as office:
        person = office.staff.deactivate(user, by=checked(office, by))
    said = _("The PIN of {name} opens nothing any more.", name=person.name)
    answer(person, said, json_wanted=json_wanted)


@staff.command("list")
@as_json
@common
def staff_list(*, json_wanted: bool) -> None:
    """List the people of the office, and how each is now."""
    with opened() as office:
        people = office.staff.at_work()
        zone = office.settings.get().settings
    _ = terminal()
    lines = [
        f"{each.staff.username:<16}{_(each.staff.role.value):<14}"
        + " · ".join([each.staff.name, *_states(each, zone, _)])
        for each in people
    ]
    text = "\n".join(lines) or _("Nobody is registered yet.")
    value = [asdict(each.staff) | _plain(each) for each in people]
    show(value, text, json_wanted=json_wanted)


def _plain(person: PersonAtWork) -> dict[str, Any]:
    return {
        "locked_until": person.locked_until,
        "left_at": person.left_at,
        "counter": None if person.place is None else person.place.number,
    }


def _states(person: PersonAtWork, settings: OfficeSettings, _: Language) -> Iterator[str]:
    """Yield what is to be known of somebody beside who they are."""
    if person.left_at is not None:
        yield _("deactivated")
        return
    if person.staff.offices:
        yield _("works in: {offices}", offices=", ".join(person.staff.offices))
    if person.place is not None:
        yield _("Counter {counter}", counter=person.place.number)
    if person.locked_until is not None:
        yield _("locked until {at}", at=_.clock(settings.local(person.locked_until)))
    elif person.staff.must_change_pin:
        yield _("first PIN, not changed yet")


COMMANDS = (init, settings_group, staff)
