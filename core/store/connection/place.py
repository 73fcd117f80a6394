"""Where a database is: reading its address, and refusing a place where data would be lost.

An address is `sqlite:///FILE` or `postgresql://USER@HOST[:PORT][,HOST2[:PORT2]]/NAME[?OPTIONS]`,
with `%` for signs that have a meaning in it (`%25`, `%3F`, `%40`). Options are libpq's.
"""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import psutil

from core.errors import N_, FolderNotWritable, StoreMissing, StoreOnNetwork, StoreUrlInvalid, Words
from core.machine import private
from core.machine.address import shown_address, shown_path
from core.machine.config import own_data_dir
from core.reasons import reason

NETWORK_FILESYSTEMS = frozenset(
    {"9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.rclone", "fuse.s3fs"}
    | {"fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs"}
    | {"vboxsf", "webdav"}
)
_ADDRESS = re.compile(r"(?P<kind>\w+)(?:\+\w+)?://(?P<rest>.*)", re.DOTALL)
_SERVER = re.compile(
    r"(?:(?P<user>[^:/@]*)(?::(?P<password>[^@]*))?@)?"
    r"(?P<hosts>[^/?@]*)(?:/(?P<dbname>[^?@]*))?(?:\?(?P<options>.*))?",
    re.DOTALL,
)
_HOST = re.compile(r"(?P<host>\[[^\]]*\]|[^:]*)(?::(?P<port>\d*))?")


@dataclass(frozen=True, slots=True)
class DatabasePlace:
    """A database's place: a file, or a server by libpq's own words (host, port, user …).

    `shown` is what a sentence may say of it: never a password.
    """

    shown: str
    file: Path = Path()
    server: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def is_sqlite(self) -> bool:
        return not self.server

    @property
    def has_several_hosts(self) -> bool:
        return "," in self.server.get("host", "")

    def as_sql(self, word: str) -> str:
        """Return a server's `user` or `dbname` as SQL writes it, and … where libpq chooses it."""
        name = self.server.get(word, "").replace('"', '""')
        return f'"{name}"' if name else "…"


def read_address(text: str) -> DatabasePlace:
    """Return the place `text` means.

    Raises:
        StoreUrlInvalid: it is not an address of ours.
    """
    found = _ADDRESS.fullmatch(text)
    if found is None or "\0" in unquote(text):
        raise _invalid(text, N_("it is not an address"))
    kind, rest = found["kind"], found["rest"]
    if kind == "sqlite":
        return _file(text, rest)
    if kind in {"postgresql", "postgres"}:
        return _server(text, rest)
    raise _invalid(text, Words(N_('"{kind}" is not a database turnos knows'), kind=kind))


def _file(text: str, rest: str) -> DatabasePlace:
    path, question, _ = rest.partition("?")
    if question:
        raise _invalid(text, N_("a file has no options; write %3F for a question mark in its path"))
    if path and not path.startswith("/"):
        raise _invalid(text, N_("three slashes belong before a file"))
    path = unquote(path[1:], errors="surrogateescape")
    if not path or path == ":memory:":
        raise _invalid(text, N_("it names no file, and a queue in memory would be lost"))
    return DatabasePlace(shown_path(path), Path(path))


def _server(text: str, rest: str) -> DatabasePlace:
    found = _SERVER.fullmatch(rest)
    if found is None:
        raise _invalid(text, N_("write %40 for an at sign in a password"))
    words = {
        name: unquote(value)
        for name in ("user", "password", "dbname")
        if (value := found[name]) is not None and value
    }
    if "dbname" not in words:
        raise _invalid(text, N_("it names no database"))
    for name, value in parse_qsl(found["options"] or "", keep_blank_values=True):
        words[name] = f"{words[name]},{value}" if name in {"host", "port"} & words.keys() else value
    hosts = found["hosts"] or words.get("host", "")
    if hosts and not hosts.startswith("/"):  # the folder of a socket is one host
        words |= _hosts(text, hosts, words.get("port", ""))
    import psycopg.conninfo  # noqa: PLC0415 - 9 MB that no file needs

    try:
        psycopg.conninfo.make_conninfo("", **words)
    except psycopg.Error as error:  # names the option, without its value
        raise _invalid(text, str(error).strip()) from None
    return DatabasePlace(shown_address(text), server=words)


def _hosts(text: str, hosts: str, ports: str) -> dict[str, str]:
    """Return libpq's lists of hosts and ports: `a:1,b:2` becomes `a,b` and `1,2`."""
    found = [_HOST.fullmatch(each) for each in hosts.split(",")]
    if None in found:
        raise _invalid(text, N_("a port is a number"))
    names = [unquote(each["host"]).strip("[]") for each in found if each is not None]
    numbers = [each["port"] or "" for each in found if each is not None]
    words = {"host": ",".join(names)}
    if any(numbers):
        words["port"] = ",".join(numbers)
    elif ports:
        words["port"] = ports
    return words


def _invalid(text: str, problem: object) -> StoreUrlInvalid:
    return StoreUrlInvalid(database=shown_address(text), problem=problem)


def check_file(place: DatabasePlace, *, create: bool) -> None:
    """Refuse a SQLite file that is missing, out of reach or on a network share.

    Raises:
        StoreMissing, StoreOnNetwork, FolderNotWritable
    """
    file, folder = place.file.absolute(), place.file.absolute().parent
    try:
        if kind := network_kind(folder):
            raise StoreOnNetwork(database=shown_path(file), kind=kind)
        if create:
            private.make_folder(folder)
        elif not file.exists():
            raise StoreMissing(database=shown_path(file))
        if folder == own_data_dir().absolute():
            private.close(folder)
        if not os.access(folder, os.W_OK):
            raise FolderNotWritable(folder=shown_path(folder), problem=N_("permission denied"))
        if problem := _unfit(file):
            raise FolderNotWritable(folder=shown_path(file), problem=problem)
        if create:
            os.close(private.open_file(str(file), os.O_RDWR | os.O_CREAT))
        for suffix in ("", "-wal", "-shm"):  # SQLite makes these two like the file
            private.close(file.with_name(file.name + suffix))
    except OSError as error:  # also of a name that is too long
        why = reason(error)
        raise FolderNotWritable(folder=shown_path(folder), problem=why) from error


def _unfit(file: Path) -> str | None:
    """Return why a file that is there cannot hold a database; None when it can, or is not there."""
    if not file.exists():
        return None
    if not file.is_file():
        return N_("it is no file")
    return None if os.access(file, os.W_OK) else N_("the file is read-only")


def network_kind(folder: Path) -> str | None:
    """Return the kind of network file system `folder` lies on, None when it is a local disk."""
    path = existing(folder).resolve()
    if sys.platform == "win32" and str(path).startswith("\\\\"):
        return "UNC"
    best: tuple[int, str] = (-1, "")
    for partition in psutil.disk_partitions(all=True):
        mount = Path(partition.mountpoint)
        if path == mount or mount in path.parents:
            # `>=`: of two mounts on one point the later one is seen
            if len(mount.parts) >= best[0]:
                best = (len(mount.parts), partition.fstype.lower())
            if sys.platform == "win32" and "remote" in partition.opts:
                return "SMB"
    return best[1] if best[1] in NETWORK_FILESYSTEMS else None


def existing(folder: Path) -> Path:
    """Return `folder` or the nearest folder above it that exists."""
    # Path.exists raises for a name that is too long, or behind a closed folder.
    above = (path for path in (folder, *folder.parents) if os.path.exists(path))  # noqa: PTH110
    return next(above, folder)
