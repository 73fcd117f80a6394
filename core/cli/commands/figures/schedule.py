"""Having the last month's report written by itself: what the system's own clock is told.

A user's timer of systemd, or a task of Windows. Either starts `turnos report last-month FOLDER`
every day, which is harmless: it writes a month once and mails it once.
"""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePath
from subprocess import list2cmdline
from xml.sax.saxutils import escape

import platformdirs

from core.cli.kiosk_setup import machine
from core.cli.kiosk_setup.files import FilledFile
from core.cli.kiosk_setup.place import FileChange, TargetPlace
from core.errors import DatabaseNotInFile
from core.machine.address import shown_address
from core.machine.config import Config, data_dir, default_database, read_config, settings_file

NAME = "turnos-report"
TIMER = f"{NAME}.timer"
Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What was changed on this computer, and the commands that did not work, to be typed."""

    changes: tuple[FileChange, ...]
    to_type: tuple[str, ...]


def schedule(folder: Path, config: Config) -> Scheduled:
    """Have the report of each month written into `folder`, from the next day on.

    Raises:
        DatabaseNotInFile, FolderNotWritable
    """
    program = (str(machine.scripts() / "turnos"), *_given(config))
    program += ("report", "last-month", str(folder.absolute()))
    place = _place()
    if sys.platform == "win32":
        piece = windows_task(Path(data_dir()), program)
        changes = place.to_put([piece])
        place.carry_out(changes)
        commands: tuple[Command, ...] = (
            ("schtasks", "/Create", "/TN", NAME, "/XML", str(piece.path), "/F"),
        )
    else:
        changes = place.to_put(systemd_units(_units(), program))
        place.carry_out(changes)
        commands = (
            ("systemctl", "--user", "daemon-reload"),
            ("systemctl", "--user", "start", TIMER),
        )
    return Scheduled(changes, _run(commands))


def unschedule() -> Scheduled:
    """Take away what `schedule` put, and stop what it started."""
    place = _place()
    changes = place.to_remove()
    if not changes:
        return Scheduled((), ())
    commands: tuple[Command, ...] = (("systemctl", "--user", "stop", TIMER),)
    if sys.platform == "win32":
        commands = (("schtasks", "/Delete", "/TN", NAME, "/F"),)
    to_type = _run(commands)
    place.carry_out(changes)
    if sys.platform != "win32":
        to_type += _run((("systemctl", "--user", "daemon-reload"),))
    return Scheduled(changes, to_type)


def systemd_units(units: PurePath, program: Sequence[str]) -> tuple[FilledFile, ...]:
    """Return the files and the link that have a user's systemd start `program` every day."""
    started = " ".join(systemd_word(word) for word in program)
    return (
        FilledFile(units / f"{NAME}.service", _filled(f"{NAME}.service", {"PROGRAM": started})),
        FilledFile(units / TIMER, _filled(TIMER, {})),
        FilledFile(units / "timers.target.wants" / TIMER, leads_to=f"../{TIMER}"),
    )


def systemd_word(word: str) -> str:
    """Return a word of a command as a unit has it: one word, of which nothing is expanded."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        word = word.replace(sign, written)
    return f'"{word}"'


def windows_task(folder: PurePath, program: Sequence[str]) -> FilledFile:
    """Return the task that has Windows start `program` every day: ASCII, as schtasks reads it."""
    command, *arguments = program
    names = {"COMMAND": _ascii(command), "ARGUMENTS": _ascii(list2cmdline(arguments))}
    return FilledFile(folder / f"{NAME}.xml", _filled(f"{NAME}.xml", names))


def _ascii(text: str) -> str:
    return escape(text).encode("ascii", "xmlcharrefreplace").decode()


def _filled(name: str, names: dict[str, str]) -> str:
    text = (files("assets") / "schedule" / name).read_text(encoding="utf-8")
    for each, value in names.items():
        text = text.replace(f"@{each}@", value)
    return text


def _given(config: Config) -> tuple[str, ...]:
    """Return the options with which the office of this command is found again, no password in them.

    Raises:
        DatabaseNotInFile
    """
    path, given = settings_file(), list[str]()
    written = read_config(path)
    if path.exists():
        given += ["--config", str(path.absolute())]
    if config.database != written.get("database", default_database()):
        is_file = config.database.startswith("sqlite:")
        if not is_file and shown_address(config.database) != config.database:
            raise DatabaseNotInFile(path=path)
        given += ["--database", config.database]
    if config.office != written.get("office", ""):
        given += ["--office", config.office]
    return tuple(given)


def _place() -> TargetPlace:
    return TargetPlace(PurePath(data_dir()) / f"{NAME}.json")


def _units() -> Path:
    return Path(platformdirs.user_config_dir("systemd", appauthor=False)) / "user"


def _run(commands: Sequence[Command]) -> tuple[str, ...]:
    """Run `commands`; return, as they are typed, those that did not work here."""
    failed = []
    for command in commands:
        found = shutil.which(command[0])
        if found is not None:
            try:
                done = subprocess.run(  # noqa: S603 - fixed commands
                    [found, *command[1:]], check=False, capture_output=True, timeout=30
                )
            except (OSError, subprocess.TimeoutExpired):
                pass
            else:
                if done.returncode == 0:
                    continue
        failed.append(list2cmdline(command) if sys.platform == "win32" else shlex.join(command))
    return tuple(failed)
