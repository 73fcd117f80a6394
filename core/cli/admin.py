"""Commands that make and change an office: init, settings, staff."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from core.cli.actions import pin_given
from core.cli.context import answer, as_json, common, opened, settings, terminal
from core.domain.staff import Role
from core.errors import N_, ConfigUnreadable, FolderNotWritable
from core.office import Office, template, templates
from core.plain import read_text, write_out

SAMPLE_PIN = "2468"


@dataclass(frozen=True, slots=True)
class Sample:
    username: str
    name: str
    role: Role


SAMPLE_STAFF = (
    Sample("ana", "Ana", Role.FACILITATOR),
    Sample("beto", "Beto", Role.FACILITATOR),
    Sample("carla", "Carla", Role.FACILITATOR),
    Sample("lider", "Líder ATC", Role.LEADER),
    Sample("director", "Director Comercial", Role.DIRECTOR),
)


@click.command()
@click.option("--counters", type=click.IntRange(1, 99), help="How many; the sample's if not given.")
@click.option("--sample-staff", is_flag=True, help="Add ana, beto, carla, lider, director.")
@as_json
@common
def init(*, counters: int | None, sample_staff: bool, json_wanted: bool) -> None:
    """Make an office from a sample: --office san-andres or --office providencia."""
    _ = terminal()
    config = settings()
    if not config.office:
        raise click.UsageError(f"say which office: --office {' or --office '.join(templates())}")
    document = document_of(config.office, counters)
    with Office.create(
        config.database, config.office, document, timeout_s=config.timeout_s
    ) as office:
        if sample_staff:
            add_sample_staff(office)
        made = office.settings.get()
    lines = [
        _(
            "The office {office} is ready in {database}.",
            office=made.name,
            database=_shown(config.database),
        ),
        _("Counters: {n}", n=len(made.counters)),
    ]
    if sample_staff:
        names = ", ".join(each.username for each in SAMPLE_STAFF)
        lines.append(
            _("Sample staff: {names}; the PIN of all is {pin}.", names=names, pin=SAMPLE_PIN)
        )
    lines.append(_("Start the windows with: turnos kiosk, turnos counter, turnos display"))
    value = {
        "office": config.office,
        "database": _shown(config.database),
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


def add_sample_staff(office: Office) -> None:
    for each in SAMPLE_STAFF:
        office.staff.add(
            each.username, name=each.name, role=each.role, pin=SAMPLE_PIN, must_change_pin=False
        )


def _shown(database: str) -> str:
    """Return the address as it may be shown: without a password."""
    head, at, host = database.rpartition("@")
    user = head.partition("://")
    return f"{user[0]}://{user[2].partition(':')[0]}@{host}" if at else database


@click.group("settings")
def settings_group() -> None:
    """Take the office's settings out as TOML, and put them in again."""


@settings_group.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
@common
def export(*, file: Path, json_wanted: bool) -> None:
    """Write the settings to FILE (TOML), ready to be edited; - for standard output."""
    with opened() as office:
        text = office.settings.export_toml()
    if str(file) == "-":
        write_out(text)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FolderNotWritable(folder=file.parent, problem=error.strerror or error) from error
    _ = terminal()
    said = _("The settings are in {file}.", file=file)
    answer({"file": str(file)}, said, json_wanted=json_wanted)


@settings_group.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
@common
def import_(*, file: Path, json_wanted: bool) -> None:
    """Replace the settings by those in FILE, if all of it is right; every window sees it."""
    try:
        text = read_text(file)
    except FileNotFoundError as error:
        raise ConfigUnreadable(path=file, problem=N_("there is no such file")) from error
    with opened() as office:
        new = office.settings.import_toml(text)
    _ = terminal()
    said = _("{office} works with the settings of {file} now.", office=new.name, file=file)
    answer(new, said, json_wanted=json_wanted)


@click.group()
def staff() -> None:
    """Register and list the people of the office."""


@staff.command("add")
@click.argument("user")
@click.option("--name", required=True, help="As colleagues call them.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.FACILITATOR.value,
    show_default=True,
)
@as_json
@common
def staff_add(*, user: str, name: str, role: str, json_wanted: bool) -> None:
    """Register USER, whose PIN (TURNOS_PIN or standard input) is changed at the first sign-in."""
    _ = terminal()
    pin = pin_given(_("PIN of {user}", user=user))
    with opened() as office:
        person = office.staff.add(user, name=name, role=role, pin=pin)
    answer(person, _("{name} is registered.", name=person.name), json_wanted=json_wanted)


@staff.command("list")
@as_json
@common
def staff_list(*, json_wanted: bool) -> None:
    """List the people of the office."""
    with opened() as office:
        people = office.staff.all()
    lines = [f"{each.username:<16}{each.role:<14}{each.name}" for each in people]
    _ = terminal()
    text = "\n".join(lines) or _("Nobody is registered yet.")
    answer(people, text, json_wanted=json_wanted)


COMMANDS = (init, settings_group, staff)
