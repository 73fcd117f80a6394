"""A receipt printer that is not there: it speaks ESC/POS, on TCP or on a serial line.

It answers status requests as the makers' manuals say, prints in its turn, keeps what it cannot
print yet, and fails on demand. What comes out is read back as text in `papers`.

    with FakePrinter() as printer:
        ...connect to printer.host, printer.port...
        printer.wait_for_papers(1)
"""

import os
import selectors
import socket
import struct
import threading
import tty
from collections.abc import Callable
from enum import StrEnum
from types import TracebackType
from typing import Self

from core.printing.commands import DLE, GS, Command, split
from core.printing.paper import Sheet, read_sheet

ASK, PROCESSED, IDENTITY, CUT = DLE + b"\x04", GS + b"r", GS + b"I", GS + b"V"
RESET_WHEN_CLOSED = struct.pack("ii", 1, 0)  # SO_LINGER: on, for no time at all


class Mode(StrEnum):
    """How the printer is. Silent: takes everything and says nothing. Hang up: closes every
    connection at once. Refuse: nobody listens.
    """

    OK = "ok"
    NEAR_END = "near_end"
    OUT = "out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    JAMMED = "jammed"
    SILENT = "silent"
    HANG_UP = "hang_up"
    REFUSE = "refuse"


# The answers to DLE EOT 1 to 4. An open cover and an offline printer have paper all the same.
ANSWERS: dict[Mode, bytes] = {
    Mode.OK: b"\x16\x12\x12\x12",
    Mode.NEAR_END: b"\x16\x12\x12\x1e",
    Mode.OUT: b"\x1e\x32\x12\x7e",
    Mode.COVER_OPEN: b"\x1e\x16\x12\x12",
    Mode.OFFLINE: b"\x1e\x12\x12\x12",
    Mode.JAMMED: b"\x1e\x52\x1a\x12",
}
PRINTING = {Mode.OK, Mode.NEAR_END, Mode.SILENT}


class Machine:
    """The printer's mechanics and memory, apart from how bytes reach it; any thread may look.

    `then` is the mode it falls into once it printed `then_after` bytes of a job.
    """

    def __init__(
        self,
        mode: Mode | str = Mode.OK,
        *,
        then: Mode | str | None = None,
        then_after: int = 0,
        confirms: bool = True,
    ) -> None:
        self.changed = threading.Condition()
        self.mode = Mode(mode)
        self.jobs: list[bytes] = []
        self._then = None if then is None else Mode(then)
        self._then_after = then_after
        self._confirms = confirms
        self._waiting: list[Command] = []
        self._printed = b""

    @property
    def unfinished(self) -> bytes:
        """What was printed of a paper that was not cut off yet."""
        return self._printed

    @property
    def sheets(self) -> list[Sheet]:
        return [read_sheet(job) for job in self.jobs]

    @property
    def papers(self) -> list[str]:
        """The text of every paper that was printed and cut."""
        return [sheet.text for sheet in self.sheets]

    def become(self, mode: Mode | str) -> None:
        """Change the mode; a printer that is well again prints what it kept."""
        with self.changed:
            self.mode = Mode(mode)
            self._print()
            self.changed.notify_all()

    def take(self, commands: list[Command]) -> bytes:
        """Take commands as they arrive and return what the printer says."""
        with self.changed:
            said = b""
            for command in commands:
                if command.name == ASK:
                    said += self._answer(command.data[0])
                else:
                    self._waiting.append(command)
                    said += self._print()
            self.changed.notify_all()
            return said

    def _answer(self, about: int) -> bytes:
        return ANSWERS[self.mode][about - 1 : about] if self.mode in ANSWERS else b""

    def _print(self) -> bytes:
        said = b""
        while self._waiting and self.mode in PRINTING:
            if self._then is not None and len(self._printed) >= self._then_after:
                self.mode, self._then = self._then, None
                continue
            command = self._waiting.pop(0)
            if command.name == PROCESSED:
                said += b"\x03" if self.mode is Mode.NEAR_END else b"\x00"
            elif command.name == IDENTITY:
                said += b"_FAKE\x00"
            else:
                self._printed += command.raw
            if command.name == CUT:
                self.jobs.append(self._printed)
                self._printed = b""
        return said if self._confirms and self.mode is not Mode.SILENT else b""


class FakePrinter(Machine):
    """The printer on a TCP port of this machine, in a thread of its own until the block ends.

    `reset_after` breaks a connection with a TCP reset once that many of its bytes arrived.
    """

    def __init__(
        self,
        mode: Mode | str = Mode.OK,
        *,
        then: Mode | str | None = None,
        then_after: int = 0,
        reset_after: int | None = None,
        confirms: bool = True,
    ) -> None:
        super().__init__(mode, then=then, then_after=then_after, confirms=confirms)
        self.connections = 0
        self._reset_after = reset_after
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self.host, self.port = self._listener.getsockname()
        self._wake, self._woken = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._open: dict[socket.socket, bytes] = {}
        self._received: dict[socket.socket, int] = {}
        self._thread = threading.Thread(target=self._serve, name="fake-printer")

    def __enter__(self) -> Self:
        if self.mode is not Mode.REFUSE:
            self._listener.listen()
            self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wake.send(b"!")
        self._thread.join()
        self._selector.close()
        for each in (*self._open, self._listener, self._wake, self._woken):
            each.close()

    def wait_for_papers(self, count: int, within_s: float = 10) -> list[str]:
        """Wait until `count` papers came out and return them."""
        self.wait_until(lambda: len(self.jobs) >= count, within_s)
        return self.papers

    def wait_until(self, happened: Callable[[], bool], within_s: float = 10) -> None:
        with self.changed:
            assert self.changed.wait_for(happened, within_s), "the printer did not get that far"

    def _serve(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._woken:
                    return
                if key.fileobj is self._listener:
                    self._accept()
                else:
                    assert isinstance(key.fileobj, socket.socket)
                    self._read(key.fileobj)

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        with self.changed:
            self.connections += 1
            self.changed.notify_all()
        if self.mode is Mode.HANG_UP:
            connection.close()
            return
        self._open[connection], self._received[connection] = b"", 0
        self._selector.register(connection, selectors.EVENT_READ)

    def _read(self, connection: socket.socket) -> None:
        try:
            data = connection.recv(65536)
            if not data:
                self._drop(connection)
                return
            self._received[connection] += len(data)
            if self._reset_after is not None and self._received[connection] >= self._reset_after:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_WHEN_CLOSED)
                self._drop(connection)
                return
            commands, self._open[connection] = split(self._open[connection] + data)
            if said := self.take(commands):
                connection.sendall(said)
        except OSError:
            self._drop(connection)  # the other side left

    def _drop(self, connection: socket.socket) -> None:
        self._selector.unregister(connection)
        del self._open[connection], self._received[connection]
        connection.close()


class FakeSerialPrinter(Machine):
    """The printer at the end of a serial line; `port_name` is what to open."""

    def __init__(self, mode: Mode | str = Mode.OK) -> None:
        super().__init__(mode)
        self._line, self._far_end = os.openpty()
        tty.setraw(self._far_end)
        self.port_name = os.ttyname(self._far_end)
        self._woken, self._wake = os.pipe()
        self._thread = threading.Thread(target=self._serve, name="fake-serial-printer")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.write(self._wake, b"!")
        self._thread.join()
        for each in (self._line, self._far_end, self._wake, self._woken):
            os.close(each)

    def _serve(self) -> None:
        rest = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self._line, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while all(key.fileobj != self._woken for key, _ in selector.select()):
                commands, rest = split(rest + os.read(self._line, 4096))
                if said := self.take(commands):
                    os.write(self._line, said)
