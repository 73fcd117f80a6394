"""`turnos install-kiosk`: this computer starts with a window of turnos, and with nothing else."""

import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import click
from click.core import ParameterSource

from core.cli.context import answer, as_json, common, terminal
from core.cli.kiosk_setup import machine
from core.cli.kiosk_setup.files import (
    COMPOSITORS,
    GROUPS,
    MATRICES,
    PACKAGES,
    SCRIPT,
    UNIT,
    UNITS,
    WINDOWS,
    Setup,
    debian_pieces,
    windows_folder,
    windows_pieces,
)
from core.cli.kiosk_setup.place import FileChange, TargetPlace
from core.errors import N_, NotAdministrator, SystemNotKnown
from core.language import Language

SYSTEMS = ("debian", "windows")
NAME = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
OUTPUT = re.compile(r"[A-Za-z0-9_.-]{1,32}")
RELOAD: tuple[machine.Command, ...] = (
    ("systemctl", "daemon-reload"),
    ("udevadm", "control", "--reload"),
)
# Where turnos and Python lie on a Windows computer that is set up from elsewhere.
WINDOWS_SCRIPTS = r"C:\turnos\.venv\Scripts"
WINDOWS_PYTHON = r"C:\Program Files\Python311"  # unsaid

DONE = {
    "write": N_("Written: {path}"),
    "link": N_("Linked: {path} to {beside}"),
    "save": N_("Saved: {path} as {beside}"),
    "remove": N_("Taken away: {path}"),
    "restore": N_("Put back: {path}"),
}
TO_DO = {
    "write": N_("To be written: {path}"),
    "link": N_("To be linked: {path} to {beside}"),
    "save": N_("To be saved: {path} as {beside}"),
    "remove": N_("To be taken away: {path}"),
    "restore": N_("To be put back: {path} from {beside}"),
}


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do: commands, changes of files, and commands again."""

    before: tuple[machine.Command, ...] = ()
    changes: tuple[FileChange, ...] = ()
    after: tuple[machine.Command, ...] = ()


@click.command("install-kiosk")
@click.option("--window", type=click.Choice(WINDOWS), default=WINDOWS[0], show_default=True)
@click.option("--user", default="turnos", show_default=True, help="The account it runs in.")
@click.option(
    "--compositor", type=click.Choice(COMPOSITORS), default=COMPOSITORS[0], show_default=True
)
@click.option("--rotate", type=click.Choice(tuple(MATRICES)), default="normal", show_default=True)
@click.option("--output", default="", help="The monitor, such as HDMI-A-1; the others go dark.")
@click.option("--system", type=click.Choice(SYSTEMS), help="This computer's if not given.")
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write below this folder instead; nothing is run.",
)
@click.option("--scripts", help="The folder of turnos on that computer; this one's if not given.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--remove", is_flag=True, help="Take away what was put, and put back what was saved.")
@as_json
@common
def install_kiosk(*, json_wanted: bool, dry_run: bool, remove: bool, **options: Any) -> None:
    """Let this computer start with a window: no desktop, no sleep, no way out but the staff PIN."""
    system = options["system"] or _this_system()
    root = options["root"]
    setup = _setup(system, options)
    if root is None and system != _this_system():
        raise click.UsageError(terminal()("For another system, say where: --root FOLDER"))
    is_here = root is None
    if is_here and not dry_run and not machine.is_administrator():
        raise NotAdministrator(command=machine.as_administrator(_as_given()))
    folder = windows_folder() if system == "windows" else PurePosixPath("/var/lib/turnos")
    place = TargetPlace(folder / "install-kiosk.json", root)
    work = _removal(system, place) if remove else _installation(system, setup, place, is_here)
    if not dry_run:
        if is_here and not remove:
            machine.refuse_unreadable((Path(setup.program[0]), Path(sys.executable)), setup.user)
        _carry_out(work, place, is_here=is_here)
    _answer(work, system, dry_run=dry_run, is_here=is_here, json_wanted=json_wanted)


# --- what is wanted


def _this_system() -> str:
    for known, system in (("linux", "debian"), ("win32", "windows")):
        if sys.platform == known:
            return system
    raise SystemNotKnown


def _setup(system: str, options: dict[str, Any]) -> Setup:
    given = click.get_current_context().obj or {}
    _ = terminal()
    if given.get("database") or given.get("office"):
        raise click.UsageError(_("Name the database and the office in a file, that with --config."))
    if not NAME.fullmatch(options["user"]) or options["user"] == "root":
        raise click.BadParameter(_("Give an account that is not root."), param_hint="--user")
    if options["output"] and not OUTPUT.fullmatch(options["output"]):
        raise click.BadParameter(_("Give a name such as HDMI-A-1."), param_hint="--output")
    window = options["window"]
    config = ("--config", _absolute(given["config"])) if given.get("config") else ()
    setup = Setup(
        window=window,
        user=options["user"],
        program=(str(PurePath(options["scripts"] or machine.scripts()) / f"turnos-{window}"),),
        compositor=options["compositor"],
        rotate=options["rotate"],
        output=options["output"],
    )
    if system == "windows":
        return _on_windows(setup, options["scripts"], config)
    return replace(setup, program=(*setup.program, *config))


def _on_windows(setup: Setup, given: str | None, config: tuple[str, ...]) -> Setup:
    if sys.platform == "win32" and given is None:
        scripts, base = str(machine.scripts()), sys.base_prefix
    else:
        scripts, base = given or WINDOWS_SCRIPTS, WINDOWS_PYTHON
    pythons = tuple(
        str(PureWindowsPath(folder) / name)
        for folder in (scripts, base)
        for name in ("pythonw.exe", "python.exe")
    )
    program = (pythons[0], "-m", "core.cli.keep", setup.window, *config)
    return replace(setup, program=program, pythons=pythons)


def _absolute(path: str) -> str:
    """Return a path as it will be understood there: one of the other system stays as it is."""
    is_whole = PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()
    return path if is_whole else str(Path(path).resolve())


def _as_given() -> list[str]:
    """Return this command as it was typed."""
    context = click.get_current_context()
    words: list[str] = []
    if config := (context.obj or {}).get("config"):
        words += ["--config", _absolute(config)]
    words.append("install-kiosk")
    for parameter in context.command.params:
        name = parameter.name or ""
        is_typed = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if is_typed and name != "config":
            value = context.params[name]
            words += [parameter.opts[0]] if value is True else [parameter.opts[0], str(value)]
    return words


# --- what there is to do


def _installation(system: str, setup: Setup, place: TargetPlace, is_here: bool) -> Work:
    if system == "windows":
        # Also when every file is there: the script may have failed, or been undone, since.
        return Work(changes=place.to_put(windows_pieces(setup)), after=(_powershell(),))
    changes = place.to_put(debian_pieces(setup))
    packages = tuple(sorted((*PACKAGES, setup.compositor)))
    if is_here:
        packages = machine.missing_packages(packages)
        account = machine.account_commands(setup.user, GROUPS)
    else:
        account = (machine.new_account(setup.user), machine.joining(setup.user, GROUPS))
    install = ("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    before = (*((install,) if packages else ()), *account)
    return Work(before, changes, RELOAD if changes and is_here else ())


def _removal(system: str, place: TargetPlace) -> Work:
    changes = place.to_remove()
    if not changes:
        return Work()
    # Whoever was interrupted here begins again: what undoes things may be gone by now.
    there = {change.path for change in changes}
    if system == "windows":
        script = str(windows_folder() / SCRIPT)
        return Work((_powershell("-Remove"),) if script in there else (), changes)
    stop = ("systemctl", "stop", UNIT)
    return Work((stop,) if str(UNITS / UNIT) in there else (), changes, RELOAD)


def _powershell(*options: str) -> machine.Command:
    script = str(windows_folder() / SCRIPT)
    return ("powershell", "-ExecutionPolicy", "Bypass", "-File", script, *options)


def _carry_out(work: Work, place: TargetPlace, *, is_here: bool) -> None:
    for command in work.before if is_here else ():
        machine.run(command)
    place.carry_out(work.changes)
    for command in work.after if is_here else ():
        machine.run(command)


# --- what is said of it


def _answer(work: Work, system: str, *, dry_run: bool, is_here: bool, json_wanted: bool) -> None:
    _ = terminal()
    lines = [
        *_commands(work.before, _, dry_run=dry_run, is_here=is_here),
        *(line for change in work.changes for line in _change(change, _, dry_run=dry_run)),
        *_commands(work.after, _, dry_run=dry_run, is_here=is_here),
    ]
    if not work.changes and not (is_here and (work.before or work.after)):
        lines = [_("Nothing to change.")]
    elif not dry_run and is_here:
        lines.append(_("Restart the computer now."))
    value = {
        "system": system,
        "dry_run": dry_run,
        "changes": work.changes,
        "commands": (*work.before, *work.after),
    }
    answer(value, "\n".join(lines), json_wanted=json_wanted)


def _change(change: FileChange, _: Language, *, dry_run: bool) -> Sequence[str]:
    sentences = TO_DO if dry_run else DONE
    said = _(sentences[change.what], path=change.path, beside=change.beside)
    return (said, change.text) if dry_run and change.text else (said,)


def _commands(
    commands: Sequence[machine.Command], _: Language, *, dry_run: bool, is_here: bool
) -> Sequence[str]:
    if not is_here:
        sentence = N_("To be run on that computer: {command}")
    elif dry_run:
        sentence = N_("To be run: {command}")
    else:
        sentence = N_("Run: {command}")
    return [_(sentence, command=shlex.join(command)) for command in commands]


COMMANDS = (install_kiosk,)
