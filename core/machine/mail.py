"""Sending files by e-mail, through the server that `[mail]` in `config.toml` names.

Always by TLS, and only to a server whose certificate is right. The password is read from its file
when it is needed; neither it nor what the server says after it is logged.
"""

import smtplib
import ssl
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from mimetypes import guess_type
from pathlib import Path

from core.errors import (
    N_,
    MailAddressRefused,
    MailLoginRefused,
    MailNotSecure,
    MailPasswordOpen,
    MailPasswordUnreadable,
    MailServerFault,
    MailServerSilent,
    Words,
)
from core.machine import private
from core.machine.config import MailConfig
from core.reasons import reason

AUTHENTICATED = 235
MOST_SAID = 200  # letters of what a server answers


def send(
    mail: MailConfig, subject: str, text: str, files: Sequence[Path]
) -> MailAddressRefused | None:
    """Send `files` with a few words to everybody in `mail.to`.

    Returns whom the server refused while the others have it, None when all do.

    Raises:
        MailNotSent: nobody has it; its children say why.
    """
    password = _password(mail)
    message = _message(mail, subject, text, files)
    try:
        with _connected(mail) as server:
            if mail.user:
                _log_in(server, mail.user, password)
            refused = server.send_message(message, mail.sender, list(mail.to))
    except smtplib.SMTPAuthenticationError as error:
        raise MailLoginRefused(host=mail.host, user=mail.user) from error
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(mail, error.recipients) from error
    except smtplib.SMTPSenderRefused as error:
        said = _said(error.smtp_error)
        raise MailAddressRefused(host=mail.host, addresses=mail.sender, problem=said) from error
    except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
        raise MailNotSecure(host=mail.host, problem=_said(error)) from error
    except smtplib.SMTPResponseException as error:
        raise MailServerFault(host=mail.host, problem=_said(error.smtp_error)) from error
    except smtplib.SMTPException as error:
        raise MailServerFault(host=mail.host, problem=_said(error)) from error
    except OSError as error:  # also a name that no server has, and a time that is over
        problem = reason(error)
        raise MailServerSilent(host=mail.host, port=mail.port, problem=problem) from error
    return _refused(mail, refused) if refused else None


def _connected(mail: MailConfig) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if mail.authority:
        try:
            context.load_verify_locations(mail.authority)
        except OSError as error:
            raise MailNotSecure(host=mail.host, problem=f"{mail.authority}: {error}") from error
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=mail.timeout_s, context=context)
    server = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout_s)
    try:
        server.starttls(context=context)
    except BaseException:
        with suppress(OSError):
            server.close()
        raise
    return server


def _log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    server.ehlo_or_helo_if_needed()
    if f"{user}{password}".isascii():
        server.login(user, password)
        return
    # smtplib's login takes ASCII alone (bpo-29750); PLAIN is UTF-8 by RFC 4616.
    told = b64encode(f"\0{user}\0{password}".encode()).decode()
    code, said = server.docmd("AUTH", f"PLAIN {told}")  # unsaid: to the server
    if code != AUTHENTICATED:
        raise smtplib.SMTPAuthenticationError(code, said)


def _password(mail: MailConfig) -> str:
    if not mail.user:
        return ""
    path = Path(mail.password_file)
    if private.is_open(path):
        raise MailPasswordOpen(path=path)
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        raise MailPasswordUnreadable(path=path, problem=reason(error)) from error
    except ValueError as error:
        problem = N_("it is not written in UTF-8")
        raise MailPasswordUnreadable(path=path, problem=Words(problem)) from error


def _message(mail: MailConfig, subject: str, text: str, files: Sequence[Path]) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, mail.sender, ", ".join(mail.to)
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid("turnos")
    message.set_content(text)
    for path in files:
        kind, _, part = (guess_type(path.name)[0] or "application/octet-stream").partition("/")
        message.add_attachment(path.read_bytes(), maintype=kind, subtype=part, filename=path.name)
    return message


def _refused(mail: MailConfig, refused: Mapping[str, tuple[int, bytes]]) -> MailAddressRefused:
    (_code, said), *_others = refused.values()
    return MailAddressRefused(host=mail.host, addresses=", ".join(refused), problem=_said(said))


def _said(problem: object) -> str:
    """Return what a server or a library says, on one line, as much of it as anybody reads."""
    text = problem.decode("utf-8", "replace") if isinstance(problem, bytes) else str(problem)
    return " ".join(text.split())[:MOST_SAID]
