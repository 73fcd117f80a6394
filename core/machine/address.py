"""Addresses of databases as text: how a file's is written, and what may be shown of any of them.

An address may hold a password, and the sentence that shows it stands on a screen in the hall, on a
terminal, in a log. Pure text: windows need it before SQLAlchemy is loaded.
"""

import re
from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import quote, unquote

HIDDEN = "***"
_CUT = "…"
_LONGEST = 1000
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*://")
_FILE = re.compile(r"sqlite(?:\+\w+)?:///(?P<path>[^?]*)(?:\?.*)?", re.DOTALL)
_HOST = r"(?:[^\s:/?#@,\[\]]*|\[[0-9A-Fa-f:.]+\])(?::\d*)?"
# Where a sign that ends a part of an address stands inside a password unescaped, nobody can tell
# what belongs to it: such an address is not well formed and shows nothing but its first word.
_SERVER = re.compile(
    rf"""
    (?P<scheme>[A-Za-z][\w+.-]*://)
    (?:(?P<user>[^\s:/?\#@]*) (?P<password>:[^\s/?\#@]*)? @)?
    (?P<hosts>{_HOST}(?:,{_HOST})*)
    (?P<name>/[^\s?\#@]*)?
    (?:\?[^@]*)?
    """,
    re.VERBOSE | re.DOTALL,
)
_NO_ADDRESS = re.compile(r"(?:[A-Za-z]:)?[\w./\\ ~-]*")
_IN_TEXT = re.compile(r"://\S*@")


def sqlite_address(file: PurePath) -> str:
    """Return the address of a SQLite file, whatever signs its path has."""
    return f"sqlite:///{quote(file.as_posix(), safe='/: ', errors='surrogateescape')}"


def shown_address(address: str) -> str:
    """Return what a sentence may say of `address`: of a file its path, and never a password."""
    if found := _FILE.fullmatch(address):
        return shown_path(unquote(found["path"], errors="surrogateescape"))
    if found := _SERVER.fullmatch(address):
        password = f":{HIDDEN}" if found["password"] is not None else ""
        user = "" if found["user"] is None else f"{found['user']}{password}@"
        return f"{found['scheme']}{user}{found['hosts']}{found['name'] or ''}"
    if found := _SCHEME.match(address):
        return f"{found[0]}{_CUT}"
    return address if _NO_ADDRESS.fullmatch(address) else _CUT


def shown_path(path: PurePath | str) -> str:
    """Return a path as text to be printed: what is no UTF-8 as `?`, and its end if too long."""
    text = str(path).encode(errors="replace").decode()
    return text if len(text) <= _LONGEST else f"{_CUT}{text[-_LONGEST:]}"


def without_passwords(text: str, addresses: Iterable[str] = ()) -> str:
    """Return another program's sentence with no password of an address in it.

    `addresses` are texts that it may quote and that may be addresses: a command's words.
    """
    for word in addresses:
        if any(sign in word.lower() for sign in ("@", "://", "password")):
            address = word.partition("=")[2] if word.startswith("--") else word
            for quoted in (address, repr(address)[1:-1]):
                text = text.replace(quoted, shown_address(address))
    return _IN_TEXT.sub(f"://{HIDDEN}@", text)
