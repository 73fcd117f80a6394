"""Why the operating system refused something, in words of ours.

Its own words are English, whatever the reader's language, and on Windows in that of its set-up.
A reason that nobody foresaw stays as it is; `core.language` says whose words those are.
"""

import errno
import socket
from collections.abc import Mapping
from types import MappingProxyType

from core.errors import N_, Words

_CUT = N_("the connection was cut")
_DENIED = N_("permission denied")
_FULL = N_("the disk is full")
_NO_DEVICE = N_("no such device")
NO_TIME = N_("no answer came in time")
NO_WAY = N_("no way leads to that computer")
_TOO_MANY = N_("too many files are open")
UNKNOWN_COMPUTER = N_("no computer of that name is known")
OF = N_("{what}: {problem}")
REFUSED = N_("the connection was refused")
# By the errors' names: not every system has each of them.
_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "EACCES": _DENIED,
        "EPERM": _DENIED,
        "ENOENT": N_("no such file or folder"),
        "ENOTDIR": N_("a part of its path is no folder"),
        "EISDIR": N_("it is a folder"),
        "EEXIST": N_("it is there already"),
        "ENOTEMPTY": N_("the folder is not empty"),
        "ENAMETOOLONG": N_("the name is too long"),
        "ELOOP": N_("its links lead in a circle"),
        "EROFS": N_("the disk is read-only"),
        "ENOSPC": _FULL,
        "EDQUOT": _FULL,
        "EFBIG": N_("the file is too large"),
        "EIO": N_("the device does not read or write as it should"),
        "EBUSY": N_("another program is using it"),
        "ETXTBSY": N_("another program is using it"),
        "EMFILE": _TOO_MANY,
        "ENFILE": _TOO_MANY,
        "ENOMEM": N_("the memory is full"),
        "ENOEXEC": N_("it is no program"),
        "EBADF": N_("it is closed"),
        "EPIPE": _CUT,
        "ENODEV": _NO_DEVICE,
        "ENXIO": _NO_DEVICE,
        "ECONNREFUSED": REFUSED,
        "ECONNRESET": _CUT,
        "ECONNABORTED": _CUT,
        "ETIMEDOUT": NO_TIME,
        "EHOSTDOWN": NO_WAY,
        "EHOSTUNREACH": NO_WAY,
        "ENETDOWN": N_("the network is down"),
        "ENETUNREACH": N_("the network is down"),
        "EADDRINUSE": N_("the address is taken"),
    }
)
BY_NUMBER: Mapping[int, str] = MappingProxyType(
    {getattr(errno, name): words for name, words in _REASONS.items() if hasattr(errno, name)}
)


def reason(error: OSError) -> str | Words:
    """Return what is wrong, in a few words."""
    if error.args and isinstance(error.args[0], Words):  # we say it
        return error.args[0]
    if isinstance(error, socket.gaierror):  # its numbers are others
        return UNKNOWN_COMPUTER
    if (known := BY_NUMBER.get(error.errno or 0)) is not None:
        return known
    said = error.strerror or str(error)
    if isinstance(error, TimeoutError) and said in {"", "timed out"}:  # unsaid: Python's
        return NO_TIME
    return said or type(error).__name__


def of(what: object, error: OSError) -> Words:
    """Return what is wrong with a file, a folder or a program."""
    return Words(OF, what=what, problem=reason(error))
