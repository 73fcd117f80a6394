"""The desktop's screen saver inhibited over D-Bus, in the little of its protocol that this takes.

Not with QtDBus: it holds Python's lock while it waits for the bus to connect, so that a bus that
hangs would hang the window, from whatever thread. This socket never blocks. The inhibition lasts as
long as the connection that asked for it: closing it is the release, and a crash releases too.
Answers are read and dropped.
"""

import os
import socket
import struct
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Slot

Address = str
SAVER = "org.freedesktop.ScreenSaver"
SAVER_PATH = "/org/freedesktop/ScreenSaver"
BUS = "org.freedesktop.DBus"
BUS_PATH = "/org/freedesktop/DBus"


class InhibitionStep(Enum):
    AWAY = auto()
    SIGNING_IN = auto()
    TALKING = auto()


class Inhibition(QObject):
    """Asks for it at `hold`, on the bus at `address` (see `session_bus`), until `release`."""

    def __init__(self, address: Address, reason: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._reason = reason
        self._step = InhibitionStep.AWAY
        self._socket: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None

    def hold(self) -> None:
        there = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        there.setblocking(False)
        try:
            there.connect(self._address)
            there.send(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        except OSError:  # nobody there, or too busy
            there.close()
            return
        self._socket, self._step = there, InhibitionStep.SIGNING_IN
        self._notifier = QSocketNotifier(there.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def release(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._step = InhibitionStep.AWAY

    @Slot()
    def _read(self) -> None:
        if self._socket is None:
            return
        try:
            said = self._socket.recv(65536)
            if not said or (
                self._step is InhibitionStep.SIGNING_IN and not said.startswith(b"OK ")
            ):
                self.release()
            elif self._step is InhibitionStep.SIGNING_IN:
                self._step = InhibitionStep.TALKING
                hello = call(1, BUS, BUS_PATH, "Hello")
                inhibit = call(2, SAVER, SAVER_PATH, "Inhibit", "turnos", self._reason)
                self._socket.send(b"BEGIN\r\n" + hello + inhibit)
        except BlockingIOError:
            return
        except OSError:
            self.release()


def session_bus() -> Address | None:
    """Return where this session's bus listens, as `socket.connect` wants it; None without one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    default = f"unix:path={runtime}/bus" if runtime and (Path(runtime) / "bus").is_socket() else ""
    for address in os.environ.get("DBUS_SESSION_BUS_ADDRESS", default).split(";"):
        transport, _, options = address.partition(":")
        values = dict(each.partition("=")[::2] for each in options.split(","))
        if transport == "unix" and "path" in values:
            return values["path"]
        if transport == "unix" and "abstract" in values:
            return "\0" + values["abstract"]
    return None


def call(serial: int, service: str, path: str, member: str, *arguments: str) -> bytes:
    """Return the message that calls a method with texts; service and interface have one name."""
    body = _Message()
    for argument in arguments:
        body.text(argument)
    fields = _Message()
    for code, kind, value in (
        (1, "o", path),
        (2, "s", service),
        (3, "s", member),
        (6, "s", service),
        (8, "g", "s" * len(arguments)),
    ):
        fields.field(code, kind, value)
    # Little-endian, a method call, no flags, version 1.
    head = b"l\1\0\1" + struct.pack("<III", len(body.made), serial, len(fields.made))
    message = head + fields.made
    return message + bytes(-len(message) % 8) + body.made


class _Message:
    """Bytes as D-Bus packs them: each value at a multiple of its own size."""

    def __init__(self) -> None:
        self.made = b""

    def text(self, value: str) -> None:
        encoded = value.encode()
        self._align(4)
        self.made += struct.pack("<I", len(encoded)) + encoded + b"\0"

    def field(self, code: int, kind: str, value: str) -> None:
        # The fields begin at a multiple of 8 in the message, so aligning them alone is right.
        self._align(8)
        self.made += bytes((code, 1)) + kind.encode() + b"\0"
        if kind == "g":
            self.made += bytes((len(value),)) + value.encode() + b"\0"
        else:
            self.text(value)

    def _align(self, size: int) -> None:
        self.made += bytes(-len(self.made) % size)
