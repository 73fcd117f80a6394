"""A receipt printer that is not there: it speaks ESC/POS, on TCP or on a serial line.

It answers status requests as the makers' manuals say, prints in its turn, keeps what it cannot
print yet, half a command too, and fails on demand. What comes out is read back in `papers`.

    with FakePrinter() as printer:
        ...connect to printer.host, printer.port...
        printer.wait_for_papers(1)
"""

import os
import re
import selectors
import socket
import struct
import threading
import tty
from collections.abc import Callable
from enum import StrEnum
from types import TracebackType
from typing import Self

from core.printing.escpos.commands import DLE, GS, Command, split
from core.printing.escpos.read_back import Sheet, read_sheet

ASK, PROCESSED, IDENTITY, CUT = DLE + b"\x04", GS + b"r", GS + b"I", GS + b"V"
QUESTION = re.compile(rb"\x10\x04([\x01-\x04])")
RESET_WHEN_CLOSED = struct.pack("ii", 1, 0)  # SO_LINGER: on, for no time at all


class Mode(StrEnum):
    """How the printer is. Silent: takes everything and says nothing. Hang up: closes every
    connection at once. Refuse: nobody listens. Off: hangs up, and has forgotten everything but
    what stands on the paper already.
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
    OFF = "off"


# The answers to DLE EOT 1 to 4. An open cover and an offline printer have paper all the same.
ANSWERS: dict[Mode, bytes] = {
    Mode.OK: b"\x16\x12\x12\x12",
    Mode.NEAR_END: b"\x16\x12\x12\x1e",
    Mode.OUT: b"\x1e\x32\x12\x7e",
    Mode.COVER_OPEN: b"\x1e\x16\x12\x12",
    Mode.OFFLINE: b"\x1e\x12\x12\x12",
    Mode.JAMMED: b"\x1e\x52\x1a\x12",
}
# What it says by itself when that is on (ASB): three of the four look like other answers.
UNASKED: dict[Mode, bytes] = {
    Mode.OK: b"\x10\x00\x00\x0f",
    Mode.NEAR_END: b"\x10\x00\x03\x0f",
    Mode.OUT: b"\x18\x00\x0f\x0f",
    Mode.COVER_OPEN: b"\x38\x00\x00\x0f",
    Mode.OFFLINE: b"\x18\x00\x00\x0f",
    Mode.JAMMED: b"\x18\x28\x00\x0f",
}
PRINTING = {Mode.OK, Mode.NEAR_END, Mode.SILENT}


class Machine:
    """The printer's mechanics and memory, apart from how bytes reach it; any thread may look.

    `then` is the mode it falls into once it printed `then_after` bytes of a job, None for when it
    has cut its paper; `tells` whether it says so unasked.
    """

    def __init__(
        self,
        mode: Mode | str = Mode.OK,
        *,
        then: Mode | str | None = None,
        then_after: int | None = 0,
        confirms: bool = True,
        tells: bool = False,
    ) -> None:
        self.changed = threading.Condition()
        self.mode = Mode(mode)
        self.jobs: list[bytes] = []
        self.dots: int | None = None  # what its head prints across; wider pictures are cut off
        self.code_pages: dict[int, str] = {}  # by other numbers than most printers have them
        self._then = None if then is None else Mode(then)
        self._then_after = then_after
        self._confirms = confirms
        self._tells = tells
        self._rest = b""
        self._waiting: list[Command] = []
        self._printed = b""

    @property
    def unfinished(self) -> bytes:
        """What was printed of a paper that was not cut off yet."""
        return self._printed

    @property
    def sheets(self) -> list[Sheet]:
        return [read_sheet(job, dots=self.dots, code_pages=self.code_pages) for job in self.jobs]

    @property
    def papers(self) -> list[str]:
        """The text of every paper that was printed and cut."""
        return [sheet.text for sheet in self.sheets]

    def become(self, mode: Mode | str) -> None:
        """Change the mode; a printer that is well again prints what it kept."""
        with self.changed:
            self._fall(Mode(mode))
            self._print()
            self.changed.notify_all()

    def fail(self, mode: Mode | str, after: int | None) -> None:
        """Fall into `mode` once `after` bytes of the next job are printed, None: once it is cut."""
        with self.changed:
            self._then, self._then_after = Mode(mode), after

    def receive(self, data: bytes) -> bytes:
        """Take bytes as they arrive and return what the printer says.

        Questions are answered at once, wherever they stand.
        """
        with self.changed:
            said = b"".join(self._answer(int(each[1][0])) for each in QUESTION.finditer(data))
            commands, self._rest = split(self._rest + QUESTION.sub(b"", data))
            said += self.take(commands)
            if self.mode is Mode.OFF:
                self._rest = b""
            self.changed.notify_all()
            return said

    def take(self, commands: list[Command]) -> bytes:
        """Print what can be printed and return what the printer says."""
        said = b""
        for command in commands:
            if self.mode is not Mode.OFF:
                self._waiting.append(command)
                said += self._print()
        return said

    def _answer(self, about: int) -> bytes:
        return ANSWERS[self.mode][about - 1 : about] if self.mode in ANSWERS else b""

    def _fall(self, mode: Mode) -> bytes:
        self.mode = mode
        if mode is Mode.OFF:
            self._waiting.clear()
            self._rest = b""
        return UNASKED.get(mode, b"") if self._tells else b""

    def _fall_if_it_must(self) -> bytes:
        then, self._then = self._then, None
        return b"" if then is None else self._fall(then)

    def _print(self) -> bytes:
        said = b""
        while self._waiting and self.mode in PRINTING:
            if self._then_after is not None and len(self._printed) >= self._then_after:
                said += self._fall_if_it_must()
            if not self._waiting or self.mode not in PRINTING:
                break
            command = self._waiting.pop(0)
            if command.name == PROCESSED:
                if self._confirms:
                    said += b"\x03" if self.mode is Mode.NEAR_END else b"\x00"
            elif command.name == IDENTITY:
                said += b"_FAKE\x00"
            else:
                self._printed += command.raw
            if command.name == CUT:
                self.jobs.append(self._printed)
                self._printed = b""
                if self._then_after is None:
                    said += self._fall_if_it_must()
        return b"" if self.mode is Mode.SILENT else said


class FakePrinter(Machine):
    """The printer on a TCP port of this machine, in a thread of its own until the block ends.

    `reset_after` breaks a connection with a TCP reset, once, when that many bytes of a job
    arrived on it.
    """

    def __init__(
        self,
        mode: Mode | str = Mode.OK,
        *,
        then: Mode | str | None = None,
        then_after: int | None = 0,
        reset_after: int | None = None,
        confirms: bool = True,
        tells: bool = False,
    ) -> None:
        super().__init__(mode, then=then, then_after=then_after, confirms=confirms, tells=tells)
        self.connections = 0
        self._reset_after = reset_after
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self.host, self.port = self._listener.getsockname()
        self._wake, self._woken = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._open: dict[socket.socket, int] = {}  # and how many bytes of a job each brought
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
        if self.mode in {Mode.HANG_UP, Mode.OFF}:
            connection.close()
            return
        self._open[connection] = 0
        self._selector.register(connection, selectors.EVENT_READ)

    def _read(self, connection: socket.socket) -> None:
        try:
            data = connection.recv(65536)
            if not data:
                self._drop(connection)
                return
            room = self._room(connection, data)
            self._open[connection] += len(data)
            if said := self.receive(data[:room]):
                connection.sendall(said)
            if room is not None:
                self._reset_after = None
            if room is not None or self.mode is Mode.OFF:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_WHEN_CLOSED)
                self._drop(connection)
        except OSError:
            self._drop(connection)  # the other side left

    def _room(self, connection: socket.socket, data: bytes) -> int | None:
        """Return how much of `data` arrives before the connection breaks; None if it holds."""
        if self._reset_after is None or QUESTION.fullmatch(data):
            return None
        left = self._reset_after - self._open[connection]
        return left if left <= len(data) else None

    def _drop(self, connection: socket.socket) -> None:
        self._selector.unregister(connection)
        del self._open[connection]
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
        with selectors.DefaultSelector() as selector:
            selector.register(self._line, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while all(key.fileobj != self._woken for key, _ in selector.select()):
                if said := self.receive(os.read(self._line, 4096)):
                    os.write(self._line, said)
