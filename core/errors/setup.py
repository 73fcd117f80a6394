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
