"""Files and folders that only this account reads: the database, logs, settings, crash reports.

They hold PIN hashes and perhaps the server's password. Nobody has to think of it: the
program makes them so, whatever the umask is, and tightens at each start those of this account
that are open. A group other than the account's own was chosen by somebody, so that two accounts
share an office: it keeps what it may. Windows keeps a user's folders apart by itself.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

FILE = 0o600
FOLDER = 0o700


def make_folder(folder: Path) -> None:
    """Make `folder` for this account alone; one that is there is left as it is.

    Raises:
        OSError: it cannot be made.
    """
    try:
        folder.mkdir(mode=FOLDER, parents=True)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        close(folder)


def open_file(path: str, flags: int) -> int:
    """Open a file, an `opener` of Python's `open`: what is made is this account's alone."""
    number = os.open(path, flags, FILE)
    close(Path(path))
    return number


def close(path: Path) -> None:
    """Take from others, and from the account's own group, what they may do with `path`, if ours.

    Nothing happens where there is no such file, or where it is another account's, or where
    nothing may be changed: `turnos doctor` tells what stays open.
    """
    with suppress(OSError):
        if (open_to := is_open(path)) and path.stat().st_uid == os.geteuid():
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~open_to)


def is_open(path: Path) -> int:
    """Return the rights that others have to `path` and should not, 0 where there are none."""
    if os.name != "posix":
        return 0
    import pwd  # noqa: PLC0415 - there only

    try:
        found = path.stat()
    except OSError:  # not there, or behind a closed folder
        return 0
    try:
        own_group = pwd.getpwuid(found.st_uid).pw_gid
    except KeyError:  # an account that is known to another computer
        own_group = found.st_gid
    rights = stat.S_IRWXO | (stat.S_IRWXG if found.st_gid == own_group else 0)
    return found.st_mode & rights
