"""A print server that is not there: it speaks IPP over HTTP, with one queue and one printer.

States, reasons, messages and times are those of cupsd 2.4.2 (Debian 12), seen of a raw queue before
`socket://`: a printer that is off, hangs, stalls in a ticket, breaks off; a queue that is stopped.
"""

import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from types import TracebackType
from typing import Any, Self

from core.printing.printers import ipp

PENDING, HELD, PROCESSING, CANCELED, ABORTED, COMPLETED = 3, 4, 5, 7, 8, 9
OPEN = {PENDING, HELD, PROCESSING}
NOT_THERE = "The printer may not exist or is unavailable at this time."
BUSY = "Waiting for printer to finish."
TAKES = 1000  # bytes that a printer takes at once


class Mode(StrEnum):
    """How the printer is. Off: nobody listens. Hangs: it takes a connection and nothing more.
    Stalls: it takes the first bytes of a ticket. Aborts: it breaks off and the queue gives up.
    """

    GOOD = "good"
    OFF = "off"
    HANGS = "hangs"
    STALLS = "stalls"
    ABORTS = "aborts"
    STOPPED = "stopped"
    REJECTS = "rejects"


@dataclass
class Job:
    number: int
    name: str
    user: str
    format: str
    data: bytes
    state: int = PENDING
    processed_at: int | None = None
    message: str = ""


class FakeCups:
    """`papers` are the jobs that the printer took whole, probes included; any thread may look.

    `reasons` are the printer's own, `broken` what is answered instead of IPP, `keeps_history`
    whether jobs that are over are known, `cancels` whether it lets them be taken back.
    """

    def __init__(self, mode: Mode = Mode.GOOD, *, socket: Path | None = None) -> None:
        self.mode = mode
        self.jobs: list[Job] = []
        self.papers: list[bytes] = []
        self.reasons: tuple[str, ...] = ()
        self.broken: bytes | None = None
        self.keeps_history = self.cancels = True
        self._lock = threading.Lock()
        server: Any = _server(self, socket)
        self._server = server
        self.address = str(socket or f"127.0.0.1:{server.server_address[1]}")
        self._thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)

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
        self._thread.join()
        self._server.server_close()

    @property
    def tickets(self) -> list[bytes]:
        """What the printer took whole that prints something."""
        return [paper for paper in self.papers if len(paper) > TAKES]

    @property
    def waiting(self) -> list[Job]:
        return [job for job in self.jobs if job.state in OPEN]

    def become(self, mode: Mode) -> None:
        """Change how the printer is; a queue whose printer is there again goes on by itself."""
        with self._lock:
            self.mode = mode
            for job in self.waiting:
                self._work(job)

    def put(self, name: str, *, user: str = "somebody", state: int = HELD) -> Job:
        """Have a job in the queue that somebody else, or an earlier program, has sent."""
        job = Job(len(self.jobs) + 1, name, user, "text/plain", b"", state)
        self.jobs.append(job)
        return job

    def answer(self, question: bytes) -> bytes:
        (operation,) = struct.unpack_from(">H", question, 2)
        asked, data = read_question(question)
        with self._lock:
            if not asked["printer-uri"][0].endswith("/printers/Tickets"):
                return _reply(0x0406, {"status-message": "The printer or class does not exist."})
            match operation:
                case ipp.PRINTER_ATTRIBUTES:
                    return _reply(0, self._printer())
                case ipp.PRINT_JOB:
                    return self._print(asked, data)
                case ipp.JOBS:
                    return _reply(0, *self._listed(asked))
                case _:
                    return self._of_job(operation, asked["job-id"][0])

    def _of_job(self, operation: int, number: int) -> bytes:
        job = next((job for job in self.jobs if job.number == number), None)
        if job is None or not (self.keeps_history or job.state in OPEN):
            return _reply(0x0406, {"status-message": "Job does not exist."})
        return self._cancel(job) if operation == ipp.CANCEL_JOB else _reply(0, _job(job))

    def _printer(self) -> dict[str, Any]:
        is_stopped, waiting = self.mode is Mode.STOPPED, self.waiting
        message = waiting[0].message if waiting else ""
        return {
            "printer-state": Enum(5 if is_stopped else 4 if waiting else 3),
            "printer-state-reasons": self.reasons or ("paused" if is_stopped else "none"),
            "printer-state-message": "no paper today" if is_stopped else message,
            "printer-is-accepting-jobs": self.mode is not Mode.REJECTS,
            "queued-job-count": len(waiting),
        }

    def _print(self, asked: dict[str, tuple[Any, ...]], data: bytes) -> bytes:
        if self.mode is Mode.REJECTS:
            return _reply(
                0x0506, {"status-message": 'Destination "Tickets" is not accepting jobs.'}
            )
        name, user, kind = (
            asked[field][0] for field in ("job-name", "requesting-user-name", "document-format")
        )
        job = Job(len(self.jobs) + 1, name, user, kind, data)
        self.jobs.append(job)
        if self.waiting[0] is job:
            self._work(job)
        return _reply(0, {"job-id": job.number, "job-state": Enum(job.state)})

    def _work(self, job: Job) -> None:
        if self.mode is Mode.STOPPED:
            return
        job.state, job.processed_at, job.message = PROCESSING, 1796003901, ""
        if self.mode is Mode.OFF:
            job.message = NOT_THERE
        elif self.mode is Mode.HANGS or (self.mode is Mode.STALLS and len(job.data) > TAKES):
            job.message = BUSY
        elif self.mode is Mode.ABORTS and len(job.data) > TAKES:
            job.state = ABORTED
        else:
            job.state = COMPLETED
            self.papers.append(job.data)

    def _cancel(self, job: Job) -> bytes:
        if not self.cancels or job.state not in OPEN:
            return _reply(0x0404, {"status-message": "Job can not be canceled."})
        job.state = CANCELED
        job.message = ""
        return _reply(0)

    def _listed(self, asked: dict[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
        me = asked["requesting-user-name"][0]
        for job in self.waiting:
            if job.user == me or asked.get("my-jobs") != (True,):
                yield {"job-id": job.number} | ({"job-name": job.name} if job.user == me else {})


class Enum(int):
    """A number that IPP calls an enum."""


def _job(job: Job) -> dict[str, Any]:
    return {
        "job-state": Enum(job.state),
        "job-printer-state-message": job.message,
        "time-at-processing": job.processed_at,
    }


def read_question(question: bytes) -> tuple[dict[str, tuple[Any, ...]], bytes]:
    """Return what a question asks, and the document behind it."""
    at, name, asked = 9, "", dict[str, tuple[Any, ...]]()
    while question[at] != 0x03:
        tag, size = struct.unpack_from(">BH", question, at)
        at += 3
        name = question[at : at + size].decode() or name
        at += size
        (size,) = struct.unpack_from(">H", question, at)
        raw = question[at + 2 : at + 2 + size]
        at += 2 + size
        value: Any = raw.decode("latin-1")
        if tag == 0x21:
            value = int.from_bytes(raw, "big")
        elif tag == 0x22:
            value = raw == b"\1"
        asked[name] = (*asked.get(name, ()), value)
    return asked, question[at + 1 :]


def _reply(status: int, *groups: dict[str, Any]) -> bytes:
    answer = b"\x02\x00" + struct.pack(">HI", status, 1) + b"\x01"
    answer += _value("attributes-charset", "utf-8", 0x47)
    for group in groups:
        answer += b"\x02"
        for name, value in group.items():
            values = value if isinstance(value, tuple) else (value,)
            for index, each in enumerate(values):
                answer += _value("" if index else name, each)
    return answer + b"\x03"


def _value(name: str, value: Any, tag: int = 0x44) -> bytes:
    if value is None:
        tag, raw = 0x13, b""  # no-value
    elif isinstance(value, bool):
        tag, raw = 0x22, bytes([value])
    elif isinstance(value, int):
        tag, raw = 0x23 if isinstance(value, Enum) else 0x21, struct.pack(">i", value)
    else:
        raw = value.encode()
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(raw)) + raw


def _server(cups: FakeCups, socket: Path | None) -> Any:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            answer = cups.answer(question) if cups.broken is None else cups.broken
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def address_string(self) -> str:
            return "test"

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    if socket is None:
        return _TcpServer(("127.0.0.1", 0), Handler)
    return _SocketServer(str(socket), Handler)


class _TcpServer(ThreadingMixIn, HTTPServer):
    daemon_threads = True


class _SocketServer(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True
