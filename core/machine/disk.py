"""How much room a disk has left."""

import errno
import os
import shutil
from pathlib import Path

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
LEAST_BYTES = 2**20  # of a paper and of a database's next pages: a disk with less is full


def is_full(path: Path) -> bool:
    """Return whether the disk of `path`, or of the nearest folder above that is there, is full.

    A disk that takes no more files is full too, however much room it has.
    """
    for each in (path, *path.absolute().parents):
        try:
            return shutil.disk_usage(each).free < LEAST_BYTES or _takes_no_file(each)
        except OSError:  # it is not there
            continue
    return False


def _takes_no_file(path: Path) -> bool:
    if os.name != "posix":
        return False
    found = os.statvfs(path)
    return found.f_files > 0 and found.f_favail == 0
