"""Commands as they are told to whoever reads them: they run there as they stand.

Sentences say `turnos staff add …`. Where the shell finds no `turnos`, or another one, its path is
said; and the database, the office and the settings file that this program was started with follow
it, as the command would look elsewhere without them.
"""

import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from core.errors import N_
from core.machine.address import shown_address

PROGRAM = "turnos"
OPTIONS = ("config", "database", "office")
# The commands as help groups them; a test holds them together with those that there are. What else
# follows the program's name is a sentence: "turnos" is also the Spanish word for what people take.
SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        N_("Windows"): ("kiosk", "counter", "display", "leader", "windows", "demo"),
        N_("Tickets"): ("issue", "arrive", "next", "call", "change-line", "cancel", "reinstate"),
        N_("At a counter"): (
            *("sign-in", "call-next", "recall", "start", "hold", "resume", "finish", "no-show"),
            *("put-back", "transfer", "serve-now", "undo", "step-away", "come-back", "sign-out"),
        ),
        N_("The office"): ("init", "settings", "board", "status", "report", "journal"),
        N_("People"): ("staff", "roles"),
        N_("The hall's voice"): ("voice",),
        N_("Setting up and looking after"): (
            *(
                "doctor",
                "confirm-day",
                "backup",
                "restore",
                "machine",
                "test-page",
                "install-desktop",
                "install-kiosk",
            ),
            *("completion", "man"),
            "bench",
        ),
    }
)
COMMANDS = frozenset(name for names in SECTIONS.values() for name in names)
_TOLD = COMMANDS | {"--help"}
_COMMAND = re.compile(
    rf"(?<![\w/\\.-]){PROGRAM} (?=({'|'.join(sorted(_TOLD, key=len, reverse=True))})(?![\w-]))"
)
# These know no office.
_OWN = frozenset({"--help", "bench", "completion", "demo", "install-desktop", "man", "roles"})
_REST = re.compile(r"[^,;:()]*")
_given: dict[str, str] = {}


def remember(given: Mapping[str, str | Path | None]) -> None:
    """Note the options that this program was started with, by their names in `OPTIONS`."""
    _given.clear()
    _given.update({name: str(given[name]) for name in OPTIONS if given.get(name)})


def told(text: str) -> str:
    """Return a text with each command in it as it runs here, no password in it."""
    return _COMMAND.sub(lambda found: _again(found[1], text[found.end() :]), text)


def _again(command: str, rest: str) -> str:
    words = [program()]
    told_there = _REST.match(rest)
    assert told_there is not None  # it matches the empty text
    for name, value in _given.items():
        if command in _OWN or f"--{name}" in told_there[0]:
            continue
        words += [f"--{name}", shown_option(name, value)]
    return quoted(words) + " "


def shown_option(name: str, value: str) -> str:
    """Return what may be said of an option's value; a file's address as it is typed."""
    if name == "config":
        return str(Path(value).absolute())
    if name != "database" or value.lower().startswith("sqlite"):
        return value
    return shown_address(value)


def quoted(words: Sequence[str]) -> str:
    """Return words as this system's shell reads them."""
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def program() -> str:
    """Return what to type for this installation's `turnos`."""
    here = Path(sysconfig.get_path("scripts")) / (
        f"{PROGRAM}.exe" if sys.platform == "win32" else PROGRAM
    )
    found = shutil.which(PROGRAM)
    if not here.exists() or (found and Path(found).samefile(here)):
        return PROGRAM
    return str(here.relative_to(Path.cwd()) if here.is_relative_to(Path.cwd()) else here)
