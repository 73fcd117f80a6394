"""What `turnos install-kiosk` asks of this machine, and runs on it."""

import os
import shlex
import shutil
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.errors import N_, ProgramNotReadable, SetUpFailed, Words
from core.reasons import reason

Command = tuple[str, ...]


def is_administrator() -> bool:
    """Return whether this process may change the machine."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - there only

        return bool(ctypes.windll.shell32.IsUserAnAdmin())
    return os.geteuid() == 0


def scripts() -> Path:
    """Return the folder of this installation's commands."""
    return Path(sysconfig.get_path("scripts"))


def as_administrator(arguments: Sequence[str]) -> str:
    """Return what to type so that this installation's `turnos` runs with all rights."""
    command = (str(scripts() / "turnos"), *arguments)
    if sys.platform == "win32":
        return subprocess.list2cmdline(command)
    return shlex.join(("sudo", *command))


def missing_packages(packages: Iterable[str]) -> tuple[str, ...]:
    """Return those Debian packages that are not installed here."""
    wanted = tuple(packages)
    if (ask := shutil.which("dpkg-query")) is None:
        return wanted
    known = subprocess.run(  # noqa: S603 - a fixed command
        [ask, "--show", "--showformat=${Package} ${db:Status-Status}\n", *wanted],  # unsaid
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    there = {
        name for name, _, state in (line.partition(" ") for line in known) if state == "installed"
    }
    return tuple(name for name in wanted if name not in there)


def account_commands(user: str, groups: Sequence[str]) -> tuple[Command, ...]:
    """Return what makes the account `user` with its groups, as far as it is not so yet."""
    commands: list[Command] = []
    try:
        present = set(_groups_of(user))
    except KeyError:
        present = set()
        commands.append(new_account(user))
    if lacking := [name for name in groups if name not in present]:
        commands.append(joining(user, lacking))
    return tuple(commands)


def new_account(user: str) -> Command:
    """Return the command for an account that nobody signs in to: no password, no shell."""
    return ("useradd", "--create-home", "--user-group", "--shell", "/usr/sbin/nologin", user)


def joining(user: str, groups: Sequence[str]) -> Command:
    return ("usermod", "--append", "--groups", ",".join(groups), user)


def run(command: Command) -> None:
    """Run a command that changes the machine; what it prints is seen.

    Raises:
        SetUpFailed: it is not there, or says that it failed.
    """
    # Debian's configuration of packages may ask questions; nobody is there to answer.
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        code = subprocess.run(command, check=False, env=environment).returncode  # noqa: S603
    except OSError as error:
        raise SetUpFailed(command=shlex.join(command), problem=reason(error)) from error
    if code:
        raise SetUpFailed(
            command=shlex.join(command), problem=Words(N_("it ended with code {code}"), code=code)
        )


def refuse_unreadable(paths: Iterable[Path], user: str) -> None:
    """Check that the account `user` can read what it is to run.

    Raises:
        ProgramNotReadable: it cannot, or could not if it existed.
    """
    for path in paths:
        if (barrier := _barrier(path, *_identity(user))) is not None:
            raise ProgramNotReadable(user=user, path=barrier)


def _barrier(path: Path, uid: int | None, gids: frozenset[int]) -> Path | None:
    """Return the first of `path` and the folders above it that is closed to that account."""
    whole = path.resolve()
    for each in (*reversed(whole.parents), whole):
        try:
            known = each.stat()
        except FileNotFoundError:
            return each
        mode = known.st_mode
        if known.st_uid == uid:
            is_open = mode & stat.S_IXUSR
        elif known.st_gid in gids:
            is_open = mode & stat.S_IXGRP
        else:
            is_open = mode & stat.S_IXOTH
        if not is_open:
            return each
    return None


def _identity(user: str) -> tuple[int | None, frozenset[int]]:
    if sys.platform == "win32":
        return None, frozenset()
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        known = pwd.getpwnam(user)
    except KeyError:
        return None, frozenset()
    return known.pw_uid, frozenset(os.getgrouplist(user, known.pw_gid))


def _groups_of(user: str) -> list[str]:
    if sys.platform == "win32":
        return []
    import grp  # noqa: PLC0415 - not on Windows
    import pwd  # noqa: PLC0415

    own = pwd.getpwnam(user).pw_gid
    return [grp.getgrgid(number).gr_name for number in os.getgrouplist(user, own)]
