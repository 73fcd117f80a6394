"""A line to a PostgreSQL server that breaks at the moment a test wants."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from enum import Enum
from selectors import EVENT_READ, DefaultSelector
from threading import Thread

from sqlalchemy import make_url

CHUNK = 65536
LOOK_S = 0.05


class Cut(Enum):
    """Where the line breaks."""

    NOWHERE = "nowhere"
    BEFORE_WORK = "before anything is written"
    BEFORE_COMMIT = "as COMMIT is sent, which never arrives"
    AFTER_COMMIT = "as COMMIT is answered"


_WORDS = {
    Cut.BEFORE_WORK: b"UPDATE office",
    Cut.BEFORE_COMMIT: b"COMMIT\0",
    Cut.AFTER_COMMIT: b"COMMIT\0",
}


class Line:
    """Carries bytes between clients and the server, in one thread.

    `cut` says where it breaks next. With `stays_dead` nobody is connected after that until it is
    mended.
    """

    def __init__(self, server: str) -> None:
        url = make_url(server)
        self._server = f"{url.query['host']}/.s.PGSQL.{url.port or 5432}"
        self._listener = socket.create_server(("127.0.0.1", 0))
        host, port = self._listener.getsockname()
        self.address = url.set(host=host, port=port, query={}).render_as_string(hide_password=False)
        self.cut = Cut.NOWHERE
        self.stays_dead = False
        self._is_dead = False
        self._is_closed = False
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._clients: set[socket.socket] = set()
        self._dropping: set[socket.socket] = set()  # servers whose next answer gets lost
        self._selector = DefaultSelector()
        self._selector.register(self._listener, EVENT_READ)
        self._thread = Thread(target=self._work, name="cut-line", daemon=True)
        self._thread.start()

    def mend(self) -> None:
        self.cut, self._is_dead = Cut.NOWHERE, False

    def close(self) -> None:
        self._is_closed = True
        self._thread.join()

    def _work(self) -> None:
        while not self._is_closed:
            for key, _ in self._selector.select(LOOK_S):
                if key.fileobj is self._listener:
                    self._take()
                else:
                    assert isinstance(key.fileobj, socket.socket)
                    self._carry(key.fileobj)
        for each in list(self._clients):
            self._break(each)
        self._selector.close()
        self._listener.close()

    def _take(self) -> None:
        client, _ = self._listener.accept()
        if self._is_dead:
            client.close()
            return
        server = socket.socket(socket.AF_UNIX)
        server.connect(self._server)
        self._clients.add(client)
        for one, other in ((client, server), (server, client)):
            self._pairs[one] = other
            self._selector.register(one, EVENT_READ)

    def _carry(self, source: socket.socket) -> None:
        if source not in self._pairs:  # broken by the one before
            return
        try:
            data = source.recv(CHUNK)
        except OSError:
            data = b""
        if not data or source in self._dropping:
            self._break(source)
        elif source in self._clients and _WORDS.get(self.cut, b"\0\0\0\0never") in data:
            self._cut(source, data)
        else:
            with suppress(OSError):
                self._pairs[source].sendall(data)

    def _cut(self, client: socket.socket, data: bytes) -> None:
        self._is_dead = self.stays_dead
        if self.cut is Cut.AFTER_COMMIT:
            self._dropping.add(self._pairs[client])
            self._pairs[client].sendall(data)
        else:
            self._break(client)
        self.cut = Cut.NOWHERE

    def _break(self, one: socket.socket) -> None:
        for each in (one, self._pairs[one]):
            self._selector.unregister(each)
            del self._pairs[each]
            self._clients.discard(each)
            self._dropping.discard(each)
            each.close()


@contextmanager
def line_to(server: str) -> Iterator[Line]:
    with ExitStack() as stack:
        line = Line(server)
        stack.callback(line.close)
        yield line
