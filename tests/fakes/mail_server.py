"""A mail server on this computer, in threads: STARTTLS or TLS, a login, and what it refuses."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("localhost.pem")
USER, PASSWORD = "turnos", "contraseña secreta"


@dataclass
class MailServer:
    """What it is told to be like, and what it got: each mail's receivers and text."""

    refuses: tuple[str, ...] = ()
    speaks_tls: str = "starttls"
    got: list[tuple[list[str], bytes]] = field(default_factory=list)
    port: int = 0


class _Talk(socketserver.StreamRequestHandler):
    server: "_Server"

    def setup(self) -> None:
        if self.server.mail.speaks_tls == "tls":
            self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        self._say("220 localhost")
        self._talk()

    def finish(self) -> None:
        super().finish()
        self.request.close()  # what TLS was put around is another socket than the server's

    def _talk(self) -> None:  # noqa: C901, PLR0912 - a case a word
        mail, receivers, is_in = self.server.mail, list[str](), False
        for line in self.rfile:
            word, _, rest = line.decode().strip().partition(" ")
            match word.upper():
                case "EHLO":
                    offers = ["localhost", "AUTH PLAIN"]
                    if not isinstance(self.request, ssl.SSLSocket) and mail.speaks_tls != "none":
                        offers.append("STARTTLS")
                    for each in offers[:-1]:
                        self._say(f"250-{each}")
                    self._say(f"250 {offers[-1]}")
                case "STARTTLS":
                    self._say("220 go on")
                    self.request = self.server.context.wrap_socket(self.request, server_side=True)
                    self.rfile = self.request.makefile("rb")
                    self._talk()
                    return
                case "AUTH":
                    given = base64.b64decode(rest.split()[1]).decode().split("\0")[1:]
                    is_in = given == [USER, PASSWORD]
                    self._say("235 in" if is_in else "535 5.7.8 no such login")
                case "MAIL":
                    receivers = []
                    self._say("250 ok" if is_in else "530 first a login")
                case "RCPT":
                    address = rest.partition("<")[2].partition(">")[0]
                    if address in mail.refuses:
                        self._say("550 5.1.1 nobody of that name")
                    else:
                        receivers.append(address)
                        self._say("250 ok")
                case "DATA":
                    self._say("354 go on")
                    text = b""
                    while not text.endswith(b"\r\n.\r\n"):
                        text += self.rfile.readline()
                    mail.got.append((receivers, text))
                    self._say("250 ok")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _say(self, text: str) -> None:
        self.request.sendall(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, mail: MailServer) -> None:
        self.mail = mail
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(CERTIFICATE)
        super().__init__(("127.0.0.1", 0), _Talk)

    def handle_error(self, *_whom: object) -> None:
        """A client that does not trust the certificate hangs up: that is what is tried."""


@contextmanager
def serving(mail: MailServer) -> Iterator[MailServer]:
    """Run it until the block ends."""
    with _Server(mail) as server:
        mail.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield mail
        finally:
            server.shutdown()
            thread.join()
