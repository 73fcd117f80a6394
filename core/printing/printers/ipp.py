"""The language of print servers (IPP, RFC 8010 and 8011), as much of it as a queue is asked.

Spoken with the CUPS of this machine or another, over its socket, without a library: programs such
as `lpstat` do not say whether a job that is gone was printed, aborted or cancelled.
"""

import getpass
import http.client
import os
import re
import socket
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from core.errors import N_

SOCKETS = (Path("/run/cups/cups.sock"), Path("/var/run/cups/cups.sock"), Path("/var/run/cupsd"))
CLIENT_FILES = (Path("~/.cups/client.conf"), Path("/etc/cups/client.conf"))
PORT = 631
PRINT_JOB, CANCEL_JOB, JOB_ATTRIBUTES, JOBS, PRINTER_ATTRIBUTES = 0x02, 0x08, 0x09, 0x0A, 0x0B

_VERSION, _OPERATION, _END = b"\x02\x00", b"\x01", b"\x03"
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_TEXTS = range(0x41, 0x4A)
_TAGS = {  # of the attributes that are sent
    "attributes-charset": 0x47,
    "attributes-natural-language": 0x48,
    "printer-uri": 0x45,
    "job-id": _INTEGER,
    "my-jobs": _BOOLEAN,
    "requesting-user-name": 0x42,
    "job-name": 0x42,
    "document-format": 0x49,
    "requested-attributes": 0x44,
}
_FIRST_VALUE_TAG = 0x10  # lower ones begin a group of attributes
_FIRST_FAULT, _NOT_FOUND = 0x0100, 0x0406
_SERVER_NAME = re.compile(r"^\s*ServerName\s+(\S+)", re.MULTILINE | re.IGNORECASE)

Value = int | bool | str | bytes | None
Attributes = Mapping[str, tuple[Value, ...]]


class RefusedError(OSError):
    """The server did not do what it was asked, or could not be asked at all."""


class UnknownError(RefusedError):
    """The server has no such queue or job, or not any more."""


def ask(
    operation: int,
    queue: str,
    wanted: Sequence[str] = (),
    *,
    timeout_s: float,
    data: bytes = b"",
    **fields: str | int,
) -> Attributes:
    """Ask the server about `queue`; return what it says, by attribute.

    `fields` are further attributes of the question, with `_` for `-`.

    Raises:
        RefusedError: it said no, or is not there; nothing was done.
        OSError: it broke off or gave no answer in `timeout_s` seconds: nobody knows.
    """
    path = f"/printers/{quote(queue, safe='')}"
    question = {
        "attributes-charset": "utf-8",
        "attributes-natural-language": "en",
        "printer-uri": f"ipp://localhost{path}",
        "requesting-user-name": _user(),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    body = encode(operation, question, wanted) + data
    server = find_server()
    connection: http.client.HTTPConnection = (
        _SocketConnection(server, timeout_s)
        if isinstance(server, Path)
        else http.client.HTTPConnection(*server, timeout=timeout_s)
    )
    try:
        try:
            connection.connect()
        except OSError as error:
            raise RefusedError(N_("CUPS does not run")) from error
        connection.request("POST", path, body, {"Content-Type": "application/ipp"})
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise RefusedError(N_("CUPS refused it"))
        return decode(answer.read())
    except http.client.HTTPException as error:
        raise OSError(N_("CUPS broke off")) from error
    except TimeoutError as error:
        raise TimeoutError(N_("CUPS does not answer")) from error
    finally:
        connection.close()


def encode(operation: int, fields: Mapping[str, str | int], wanted: Sequence[str]) -> bytes:
    """Return a question in bytes."""
    attributes = [_attribute(name, name, value) for name, value in fields.items()]
    for index, name in enumerate(wanted):  # one attribute of many values: the others have no name
        called = "" if index else "requested-attributes"
        attributes.append(_attribute("requested-attributes", called, name))
    head = _VERSION + struct.pack(">HI", operation, 1) + _OPERATION
    return head + b"".join(attributes) + _END


def _attribute(kind: str, name: str, value: str | int) -> bytes:
    if isinstance(value, bool):
        raw = bytes([value])
    else:
        raw = struct.pack(">i", value) if isinstance(value, int) else value.encode()
    called = name.encode()
    return struct.pack(">BH", _TAGS[kind], len(called)) + called + struct.pack(">H", len(raw)) + raw


def decode(answer: bytes) -> Attributes:
    """Return the attributes of an answer.

    Raises:
        RefusedError: the answer is a refusal.
        OSError: it is no answer.
    """
    found: dict[str, tuple[Value, ...]] = {}
    try:
        (status,) = struct.unpack_from(">H", answer, 2)
        for name, value in _values(answer):
            found[name] = (*found.get(name, ()), value)
    except (struct.error, UnicodeDecodeError) as error:
        raise OSError(N_("CUPS says what nobody understands")) from error
    if status >= _FIRST_FAULT:
        said = found.get("status-message", ("",))[0]
        kind = UnknownError if status == _NOT_FOUND else RefusedError
        raise kind(str(said or N_("CUPS refused it")))
    return found


def _values(answer: bytes) -> Iterator[tuple[str, Value]]:
    at, name = 8, ""
    while at < len(answer) and answer[at] != _END[0]:
        tag = answer[at]
        at += 1
        if tag < _FIRST_VALUE_TAG:
            continue
        called, at = _sized(answer, at)
        raw, at = _sized(answer, at)
        name = called.decode() or name
        yield name, _value(tag, raw)


def _sized(answer: bytes, at: int) -> tuple[bytes, int]:
    (size,) = struct.unpack_from(">H", answer, at)
    end = at + 2 + size
    if end > len(answer):
        raise struct.error("too short")
    return answer[at + 2 : end], end


def _value(tag: int, raw: bytes) -> Value:
    if tag in {_INTEGER, _ENUM}:
        return int(struct.unpack(">i", raw)[0])
    if tag == _BOOLEAN:
        return raw != b"\0"
    if tag in _TEXTS:
        return raw.decode("utf-8", "replace")
    return raw or None


def find_server() -> Path | tuple[str, int]:
    """Return the socket, or the host and port, where CUPS's own programs would look for it."""
    named = os.environ.get("CUPS_SERVER") or _server_of_files()
    if named.startswith("/"):
        return Path(named)
    if named:
        host, _, port = named.partition("/")[0].rpartition(":")
        return (host, int(port)) if host and port.isdecimal() else (named.partition("/")[0], PORT)
    return next((path for path in SOCKETS if path.is_socket()), ("localhost", PORT))


def _server_of_files() -> str:
    for path in CLIENT_FILES:
        try:
            text = path.expanduser().read_text(encoding="utf-8", errors="replace")
        except (OSError, RuntimeError):  # no such file, no home
            continue
        if found := _SERVER_NAME.search(text):
            return found[1]
    return ""


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "turnos"


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over a socket in the file system."""

    def __init__(self, path: Path, timeout_s: float) -> None:
        super().__init__("localhost", timeout=timeout_s)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))
