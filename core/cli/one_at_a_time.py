"""One process at a time, where two would get in each other's way: a lock that ends with its holder.

A paper that is found half printed is taken for one lost in a crash and comes again as a copy; two
`turnos issue --print` at once must not take each other's for that.
"""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from core.machine import private
from core.machine.config import data_dir


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Wait until no other process of this account does `what`, and let none begin meanwhile."""
    path = data_dir() / f"{what}.lock"
    private.make_folder(path.parent)
    with open(path, "ab", opener=private.open_file) as file:
        _lock(file.fileno())
        yield  # closing the file gives the lock back, and so does a crash


def _lock(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there only

        while True:
            try:
                msvcrt.locking(number, msvcrt.LK_LOCK, 1)
            except OSError as error:  # it gives up after ten seconds
                if error.errno != errno.EDEADLOCK:
                    raise
            else:
                return
    else:
        import fcntl  # noqa: PLC0415 - not there

        fcntl.flock(number, fcntl.LOCK_EX)
