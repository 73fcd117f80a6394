"""What `turnos install-kiosk` writes: the texts of `assets/kiosk`, filled in for one machine.

Pure: nothing is looked at or changed here (see `core.cli.kiosk_setup.place` for that).

On Debian nobody logs in: a system service runs the window in its account, seatd gives it the
screen, and the account lingers, so that its sound and D-Bus are there too. That was preferred to

- an autologin of getty, which leaves a shell behind the window and spreads the restarting over a
  profile, a user service and getty;
- greetd, which starts its session again however it ended, so that staff could not leave;
- a service with a log-in session (`PAMName=`): logind moves its processes out of the service, which
  then neither ends all of them nor hears their watchdog (tried on systemd 252).

One unit says who runs the window, what a crash does and what staff's leave does.

The compositor is cage: Debian 12 and 13 both have it, it shows one window and nothing else, has no
keys and no menu, and does not change to another console. labwc (Debian 13) is for whoever needs
more than one window or its other ways with monitors.
"""

import os
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from subprocess import list2cmdline  # Windows' rules, on any system
from textwrap import indent
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

WINDOWS = ("kiosk", "display", "counter")
COMPOSITORS = ("cage", "labwc")
# How a touch panel's points turn with its screen: the first two rows, as libinput wants them.
MATRICES: Mapping[str, str] = MappingProxyType(
    {"normal": "", "90": "0 -1 1 1 0 0", "180": "-1 0 1 0 -1 1", "270": "0 1 0 -1 0 1"}
)
# Cage 0.1 does not start without Xwayland, and Qt's Wayland part needs the two libraries.
PACKAGES = (
    "dbus-user-session",
    "libegl1",
    "libgl1-mesa-dri",
    "libpam-systemd",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libusb-1.0-0",
    "seatd",
    "wlr-randr",
    "xwayland",
)
# Sound; a serial printer; one on USB; the graphics card; seatd.
GROUPS = ("audio", "dialout", "lp", "render", "video")
UNIT = "turnos-window.service"
SCRIPT = "turnos-kiosk.ps1"  # which has Windows follow the files beside it
UNITS = PurePosixPath("/etc/systemd/system")

_ETC = PurePosixPath("/etc")
_OFF = "/dev/null"
_NAME = re.compile("@([A-Z_]+)@")
_MASKED = (
    "sleep.target",
    "suspend.target",
    "hibernate.target",
    "hybrid-sleep.target",
    "suspend-then-hibernate.target",
    "ctrl-alt-del.target",
    "display-manager.service",  # of a desktop that is installed too
)


@dataclass(frozen=True, slots=True)
class Setup:
    """What one machine is to start with.

    `program` starts the window; on Windows, something that starts it again after a crash.
    `pythons` are the interpreters that Windows must allow: the environment's two, then Python's.
    """

    window: str
    user: str
    program: tuple[str, ...]
    compositor: str = COMPOSITORS[0]
    rotate: str = "normal"
    output: str = ""
    pythons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledFile:
    """A file with its text, or a link with where it leads."""

    path: PurePath
    text: str = ""
    leads_to: str = ""
    mode: int = 0o644


def debian_pieces(setup: Setup) -> tuple[FilledFile, ...]:
    """Return what makes a Debian machine start with the window of `setup`."""
    names = {
        "WINDOW": setup.window,
        "USER": setup.user,
        "OUTPUT": setup.output,
        "TURN": setup.rotate,
        "ROTATE": setup.rotate,
        "MATRIX": MATRICES[setup.rotate],
        "PROGRAM": shlex.join(setup.program),
        "COMPOSITOR": indent(_template(f"{setup.compositor}.sh").rstrip("\n"), " " * 4),
    }

    def piece(path: PurePosixPath, template: str, mode: int = 0o644) -> FilledFile:
        return FilledFile(path, _filled(_template(template), names), mode=mode)

    pieces = [
        piece(UNITS / UNIT, UNIT),
        piece(UNITS / "turnos-window-again.timer", "turnos-window-again.timer"),
        FilledFile(UNITS / "multi-user.target.wants" / UNIT, leads_to=f"../{UNIT}"),
        *(FilledFile(UNITS / name, leads_to=_OFF) for name in _MASKED),
        FilledFile(PurePosixPath("/var/lib/systemd/linger") / setup.user),
        piece(_ETC / "systemd" / "logind.conf.d" / "50-turnos.conf", "logind.conf"),
        piece(_ETC / "sysctl.d" / "50-turnos.conf", "sysctl.conf"),
        piece(PurePosixPath("/usr/local/lib/turnos/start-window"), "start-window", 0o755),
    ]
    if setup.rotate != "normal":
        pieces.append(piece(_ETC / "udev" / "rules.d" / "98-turnos-touch.rules", "touch.rules"))
    if setup.compositor == "labwc":
        pieces.append(piece(_ETC / "turnos" / "labwc" / "rc.xml", "labwc.xml"))
    return tuple(pieces)


def windows_pieces(setup: Setup) -> tuple[FilledFile, ...]:
    """Return what makes a Windows machine start with the window of `setup`."""
    pythonw, python, base_pythonw, base_python = setup.pythons
    executable, *arguments = setup.program
    names = {
        "WINDOW": setup.window,
        "USER": _attribute(setup.user),
        "COMMAND": _attribute(list2cmdline((executable, *arguments))),
        "ARGUMENTS": _attribute(list2cmdline(arguments)),
        "PYTHONW": _attribute(pythonw),
        "PYTHON": _attribute(python),
        "BASE_PYTHONW": _attribute(base_pythonw),
        "BASE_PYTHON": _attribute(base_python),
    }
    return tuple(
        FilledFile(windows_folder() / name, _filled(_template(name), names))
        for name in ("shell-launcher.xml", "assigned-access.xml", SCRIPT)
    )


def windows_folder() -> PureWindowsPath:
    """Return the folder of `windows_pieces`."""
    return PureWindowsPath(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "turnos" / "kiosk"


def _template(name: str) -> str:
    return (files("assets") / "kiosk" / name).read_text(encoding="utf-8")


def _filled(text: str, names: Mapping[str, str]) -> str:
    """Return `text` with its names filled in, in one go: what is filled in may look like a name."""
    return _NAME.sub(lambda found: names[found[1]], text)


def _attribute(value: str) -> str:
    return quoteattr(value, {'"': "&quot;"})[1:-1]
