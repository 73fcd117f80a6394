"""Files go out by e-mail through a real server by TLS, or a sentence says why they do not."""

import socket
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from core.errors import (
    MailAddressRefused,
    MailLoginRefused,
    MailNotSecure,
    MailNotSent,
    MailPasswordOpen,
    MailPasswordUnreadable,
    MailServerSilent,
)
from core.machine.config import MailConfig
from core.machine.mail import send
from tests.fakes.mail_server import CERTIFICATE, PASSWORD, USER, MailServer, serving

TO = ("lider@example.com", "calidad@example.com")


@pytest.fixture
def mail(tmp_path: Path) -> dict[str, object]:
    secret = tmp_path / "mail-password"
    secret.write_text(f"{PASSWORD}\n", encoding="utf-8")
    secret.chmod(0o600)
    return {
        "host": "localhost",
        "user": USER,
        "password_file": str(secret),
        "authority": str(CERTIFICATE),
        "sender": "turnos@example.com",
        "to": TO,
        "timeout_s": 5,
    }


def a_file(folder: Path) -> Path:
    path = folder / "informe.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_report_goes_out_by_tls_to_everybody(
    mail: dict[str, object], tmp_path: Path, security: str
) -> None:
    with serving(MailServer(speaks_tls=security)) as server:
        config = MailConfig(**mail, port=server.port, security=security)  # type: ignore[arg-type]
        send(config, "Informe de noviembre", "Va adjunto.", [a_file(tmp_path)])

    [(receivers, text)] = server.got
    message = message_from_bytes(text, policy=default)
    [attached] = message.iter_attachments()
    assert (tuple(receivers), message["Subject"]) == (TO, "Informe de noviembre")
    assert (attached.get_filename(), attached.get_content_type()) == (
        "informe.pdf",
        "application/pdf",
    )
    assert attached.get_content() == b"%PDF-1.7"


def refusal(
    mail: dict[str, object], folder: Path, server: MailServer, **other: object
) -> MailNotSent:
    config = MailConfig(**{**mail, "port": server.port, **other})  # type: ignore[arg-type]
    with pytest.raises(MailNotSent) as refused:
        send(config, "Informe", "Va adjunto.", [a_file(folder)])
    assert PASSWORD not in str(refused.value)
    return refused.value


def test_what_a_server_refuses_is_said_by_what_is_to_be_done(
    mail: dict[str, object], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("otra", encoding="utf-8")
    wrong.chmod(0o600)
    with serving(MailServer(refuses=TO[:1])) as server:
        config = MailConfig(**mail, port=server.port)  # type: ignore[arg-type]
        for_one = send(config, "Informe", "Va adjunto.", [a_file(tmp_path)])
        for_all = refusal(mail, tmp_path, server, to=TO[:1])
        unknown = refusal(mail, tmp_path, server, authority="")
        login = refusal(mail, tmp_path, server, password_file=str(wrong))
        wrong.chmod(0o644)
        is_open = refusal(mail, tmp_path, server, password_file=str(wrong))
        missing = refusal(mail, tmp_path, server, password_file=str(tmp_path / "none"))
    with serving(MailServer(speaks_tls="none")) as plain:
        without_tls = refusal(mail, tmp_path, plain)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = MailServer(port=free.getsockname()[1])
        silent = refusal(mail, tmp_path, nobody)

    assert isinstance(for_one, MailAddressRefused)
    assert for_one.fields["addresses"] == TO[0]
    assert [receivers for receivers, _text in server.got] == [[TO[1]]]
    assert isinstance(for_all, MailAddressRefused)
    assert isinstance(unknown, MailNotSecure)
    assert isinstance(login, MailLoginRefused)
    assert isinstance(is_open, MailPasswordOpen)
    assert isinstance(missing, MailPasswordUnreadable)
    assert isinstance(without_tls, MailNotSecure)
    assert plain.got == []
    assert isinstance(silent, MailServerSilent)
