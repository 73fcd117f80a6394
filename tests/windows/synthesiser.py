"""A Speech Dispatcher that speaks to nobody: it notes what a screen reader has it say, and when.

It listens on a socket and answers by SSIP, its protocol, which Orca has spoken for twenty years.
What is cut short by the screen reader itself is told from what is heard to its end: at `PER_S`
letters a second, about what espeak-ng says at Orca's usual pace.
"""

import re
import socketserver
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

PER_S = 15.0
END = b".\r\n"
VOICE = "lab"
ANSWERS: dict[str, tuple[tuple[str, ...], str]] = {  # the lines of data, and the last one
    "HISTORY": (("1",), "245 OK CLIENT ID SENT"),
    "SPEAK": ((), "230 OK RECEIVING DATA"),
    "LIST OUTPUT_MODULES": ((VOICE,), "250 OK MODULE LIST SENT"),
    "LIST SYNTHESIS_VOICES": ((f"{VOICE}\ten\tnone",), "249 OK VOICE LIST SENT"),
    "LIST VOICES": (("MALE1",), "249 OK VOICE LIST SENT"),
    "GET OUTPUT_MODULE": ((VOICE,), "251 OK GET RETURNED"),
    "GET": (("0",), "251 OK GET RETURNED"),
    "QUIT": ((), "231 HAPPY HACKING"),
}
QUEUED = (("1",), "225 OK MESSAGE QUEUED")
SPOKEN = frozenset({"CHAR", "KEY", "SOUND_ICON"})
SILENCING = frozenset({"CANCEL", "STOP"})
MARKS = re.compile(r"<[^>]*>")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


@dataclass
class Said:
    """What was to be said; `heard` is how much of it is heard before the voice is silenced."""

    text: str
    begins_at: float
    ends_at: float
    silenced_at: float | None = None

    @property
    def heard(self) -> str:
        if self.silenced_at is None or self.silenced_at >= self.ends_at:
            return self.text
        return self.text[: max(0, int((self.silenced_at - self.begins_at) * PER_S))]


class Synthesiser:
    """Use as a block; a program finds it by `address` in SPEECHD_ADDRESS."""

    def __init__(self, folder: Path) -> None:
        path = folder / "speech.sock"
        self.address = f"unix_socket:{path}"
        self._said: list[Said] = []
        self._lock = threading.Lock()
        self._server = _Server(str(path), _Client)
        self._server.synthesiser = self
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.last_at = time.monotonic()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def say(self, text: str) -> None:
        """Say `text` after what is being said."""
        with self._lock:
            now = self.last_at = time.monotonic()
            speaking = [each.ends_at for each in self._said if each.silenced_at is None]
            begins_at = max([now, *speaking])
            self._said.append(Said(text, begins_at, begins_at + len(text) / PER_S))

    def be_silent(self) -> None:
        """Say no more of what is being said, nor of what was to come."""
        with self._lock:
            now = time.monotonic()
            for each in self._said:
                if each.silenced_at is None and each.ends_at > now:
                    each.silenced_at = now

    def take(self) -> list[Said]:
        """Return what was said since this was asked last."""
        with self._lock:
            said, self._said = self._said, []
            return said


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    synthesiser: Synthesiser


class _Client(socketserver.StreamRequestHandler):
    """One connection; Orca has several."""

    server: _Server

    def handle(self) -> None:
        while line := self.rfile.readline():
            command, _, rest = line.decode().strip().partition(" ")
            command = command.upper()
            if command in SPOKEN:
                self.server.synthesiser.say(rest)
                self._answer(*QUEUED)
            elif command == "SPEAK":
                self._answer(*ANSWERS["SPEAK"])
                self.server.synthesiser.say(plain(self._data()))
                self._answer(*QUEUED)
            else:
                if command in SILENCING:
                    self.server.synthesiser.be_silent()
                known = ANSWERS.get(f"{command} {rest.upper()}", ANSWERS.get(command))
                self._answer(*(known or ((), "208 OK")))
                if command == "QUIT":
                    return

    def _data(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in (END, b""):
            lines.append(line.removeprefix(b".").decode())
        return "".join(lines)

    def _answer(self, data: tuple[str, ...], last: str) -> None:
        lines = [*(f"{last[:3]}-{each}" for each in data), last]
        self.wfile.write("".join(f"{each}\r\n" for each in lines).encode())


def plain(text: str) -> str:
    """Return `text` without the marks of SSML, which Orca puts between words."""
    text = MARKS.sub("", text)
    for entity, sign in ENTITIES.items():
        text = text.replace(entity, sign)
    return text.strip()
