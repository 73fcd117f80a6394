"""Refusals while a computer is set up."""

from core.errors.base import N_, QueueError


class NoScreen(QueueError):
    sentence = N_(
        "{program} needs a screen, and here is none: neither DISPLAY nor WAYLAND_DISPLAY is set. "
        "Start it on the computer's own desktop, or name its screen: DISPLAY=:0 {program}. "
        "Without a screen there is: turnos demo --headless demo-output"
    )


class ScreenUnusable(QueueError):
    """Qt said why, in English."""

    sentence = N_(
        'The screen "{screen}" cannot be used (Qt: {problem}). Look whether it is on and lets this '
        "account in, and whether the libraries are there that docs/install.md names. "
        "Without a screen there is: turnos demo --headless demo-output"
    )


class SheetNotWritten(QueueError):
    sentence = N_(
        "The sheet of keys cannot be written to {path}: {problem}. Make room there, or let this "
        "user write there, and print it again."
    )


class HotKeyUnknown(QueueError):
    sentence = N_(
        'The hot-key "{keys}" is no combination that can be taken. Write one such as Ctrl+F9.'
    )


class HotKeyTaken(QueueError):
    sentence = N_(
        "Another program has the keys {keys}, or this one's window is open. Choose other keys "
        "in config.toml if they do not call."
    )


class HotKeyNotHere(QueueError):
    sentence = N_(
        "This desktop gives no program the keys {keys} (Wayland and macOS do not, X11 and Windows "
        "do). Call in the counter's window."
    )


class NotAdministrator(QueueError):
    sentence = N_(
        "Only this computer's administrator may set it up; nothing was changed. Run: {command}"
    )


class SystemNotKnown(QueueError):
    sentence = N_(
        "turnos install-kiosk knows Debian and Windows, and this is another system. "
        "To prepare one of those from here, add: --system debian --root FOLDER"
    )


class ProgramNotReadable(QueueError):
    sentence = N_(
        'The account "{user}" may not read {path}, which it would have to run; nothing was '
        "changed. Install turnos where everybody may read, such as /opt/turnos."
    )


class SetUpFailed(QueueError):
    sentence = N_(
        "The command failed: {command} ({problem}). Correct the cause and run "
        "turnos install-kiosk again, or take away what was written with --remove."
    )


class MonitorSilent(QueueError):
    sentence = N_(
        "This monitor does not tell how large it is. Measure it from corner to corner and write "
        "the inches (1 inch is 2.54 cm)."
    )


class MailIncomplete(QueueError):
    sentence = N_(
        "Nothing was sent: [mail] in {path} needs host, sender and to. The report lies in {folder}."
    )


class MailNotSent(QueueError):
    """The report could not be sent by e-mail; its files are written all the same."""


class MailServerSilent(MailNotSent):
    sentence = N_(
        "The mail server {host}, port {port}, does not answer ({problem}). Check [mail] host and "
        "port, and this computer's network; the report is written, and is sent at the next try."
    )


class MailNotSecure(MailNotSent):
    sentence = N_(
        "The mail server {host} is not the one it says, or speaks without TLS ({problem}); nothing "
        "was sent to it. Check [mail] host, port and security, and authority where its certificate "
        "is the company's own."
    )


class MailLoginRefused(MailNotSent):
    sentence = N_(
        'The mail server {host} does not let "{user}" in. Check [mail] user and what is in its '
        "password_file."
    )


class MailAddressRefused(MailNotSent):
    sentence = N_(
        "The mail server {host} takes no mail for {addresses} ({problem}). Correct [mail] to or "
        "sender."
    )


class MailServerFault(MailNotSent):
    sentence = N_(
        "The mail server {host} refused the report ({problem}). It is written all the same."
    )


class MailPasswordUnreadable(MailNotSent):
    sentence = N_("The mail's password cannot be read from {path}: {problem}.")


class MailPasswordOpen(MailNotSent):
    sentence = N_(
        "Others on this computer can read {path}, which holds the mail's password; nothing was "
        "sent. Take it from them: chmod go= {path}"
    )


class DatabaseNotInFile(QueueError):
    sentence = N_(
        "The database's address holds a password, and what starts by itself is no place for one. "
        "Write it as database = into {path}, and try again without --database."
    )
