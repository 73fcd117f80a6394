"""Where a database is: reading its address, and refusing a place where data would be lost.

An address is `sqlite:///FILE` or `postgresql://USER@HOST[,HOST2]/NAME`.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from core.errors import N_, FolderNotWritable, StoreMissing, StoreOnNetwork, StoreUrlInvalid, Words

NETWORK_FILESYSTEMS = frozenset(
    {"9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.rclone", "fuse.s3fs"}
    | {"fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs"}
    | {"vboxsf", "webdav"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """A database's address. `shown` is what a sentence may say of it: never a password."""

    url: URL

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return Path(self.url.database or "")

    @property
    def shown(self) -> str:
        if self.is_sqlite:
            return str(self.file)
        return self.url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def read_address(text: str) -> Place:
    """Return the place `text` means.

    Raises:
        StoreUrlInvalid: it is not an address of ours.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise StoreUrlInvalid(database=text, problem=N_("it is not an address")) from error
    backend = url.get_backend_name()
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":
            problem = N_("it names no file, and a queue in memory would be lost")
            raise StoreUrlInvalid(database=text, problem=problem)
        return Place(url.set(drivername="sqlite+pysqlite"))
    if backend == "postgresql":
        if not url.database:
            shown = url.render_as_string(hide_password=True)
            raise StoreUrlInvalid(database=shown, problem=N_("it names no database"))
        return Place(url.set(drivername="postgresql+psycopg"))
    shown = url.render_as_string(hide_password=True)
    unknown = Words(N_('"{backend}" is not a database turnos knows'), backend=backend)
    raise StoreUrlInvalid(database=shown, problem=unknown)


def check_file(place: Place, *, create: bool) -> None:
    """Refuse a SQLite file that is missing, out of reach or on a network share.

    Raises:
        StoreMissing, StoreOnNetwork, FolderNotWritable
    """
    file, folder = place.file.absolute(), place.file.absolute().parent
    if kind := network_kind(folder):
        raise StoreOnNetwork(database=file, kind=kind)
    if create:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FolderNotWritable(folder=folder, problem=error.strerror or error) from error
    elif not file.exists():
        raise StoreMissing(database=file)
    if not os.access(folder, os.W_OK):
        raise FolderNotWritable(folder=folder, problem=N_("permission denied"))
    if file.exists() and not os.access(file, os.W_OK):
        raise FolderNotWritable(folder=file, problem=N_("the file is read-only"))


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
    return next((path for path in (folder, *folder.parents) if path.exists()), folder)
