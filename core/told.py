"""Commands as they are told to whoever reads them: they run there as they stand.

Sentences say `turnos staff add …`. Where the shell finds no `turnos`, or another one, its path is
said; and the database, the office and the settings file that this program was started with follow
it, as the command would look elsewhere without them.
"""

import re
import shlex
import shutil
import sys
import sysconfig
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from core.errors import N_
from core.machine.address import shown_address

PROGRAM = "turnos"
OPTIONS = ("config", "database", "office")
# The commands as help groups them; a test compares them with the commands that there are. What else
# follows the program's name is a sentence: "turnos" is also the Spanish word for what people take.
SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        N_("Windows"): ("kiosk", "counter", "display", "leader", "windows", "demo"),
        N_("Tickets"): ("issue", "arrive", "next", "call", "change-line", "cancel", "reinstate"),
        N_("At a counter"): (
            *("sign-in", "call-next", "recall", "start", "hold", "resume", "finish", "no-show"),
            *("put-back", "transfer", "serve-now", "undo", "step-away", "come-back", "sign-out"),
            "my-day",
        ),
        N_("The office"): (
            *("init", "settings", "board", "status", "live", "report", "journal"),
            "simulate",
            "estimate",
            "story",
        ),
        N_("People"): ("staff", "roles"),
        N_("The hall's voice"): ("mute", "unmute", "voice"),
        N_("Setting up and looking after"): (
            *(
                "doctor",
                "confirm-day",
                "backup",
                "restore",
                "rebuild",
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
_NAMES = "|".join(sorted(_TOLD, key=len, reverse=True))
# With the words after its name as far as a sign ends them, or the next command.
_COMMAND = re.compile(
    rf"(?<![\w/\\.-]){PROGRAM} ((?P<name>{_NAMES})(?![\w-])\S*(?:(?<![.,;:)]) (?!{PROGRAM} )\S+)*)"
)
# These know no office.
_OWN = frozenset({"--help", "bench", "completion", "demo", "install-desktop", "man", "roles"})
HELD = "\x1f"
"""Stands for a space that no line may end at; no text has it."""
GOES_ON = " \\"  # a command goes on in the next line
_BEFORE_WORDS = re.compile(r" *(\d+  |[✓✗] )?")
_given: dict[str, str] = {}


def remember(given: Mapping[str, str | Path | None]) -> None:
    """Note the options that this program was started with, by their names in `OPTIONS`."""
    _given.clear()
    _given.update({name: str(given[name]) for name in OPTIONS if given.get(name)})


def told(text: str, *, space: str = " ") -> str:
    """Return a text with each command in it as it runs here, no password in it.

    `space` stands between the words of a command.
    """
    return _COMMAND.sub(lambda found: _again(found["name"], found[1]).replace(" ", space), text)


def _again(command: str, typed: str) -> str:
    words = [program()]
    for name, value in _given.items():
        if command not in _OWN and f"--{name}" not in typed:
            words += [f"--{name}", shown_option(name, value)]
    return f"{quoted(words)} {typed}"


def in_lines(text: str) -> str:
    """Return a text as it is told, in lines of this terminal's width: no word or command broken.

    The command at the end of a line that is too long gets a line of its own.
    """
    lines = told(text, space=HELD).split("\n")
    return "\n".join(each for line in lines for each in _fitting(line)).replace(HELD, " ")


def _fitting(line: str) -> Sequence[str]:
    columns = shutil.get_terminal_size().columns
    if len(line) <= columns:
        return [line]
    indent = " " * len(_BEFORE_WORDS.match(line)[0])  # type: ignore[index] # it matches any text
    words, sign, command = line.rpartition(": ")
    ends_in_one = sign and HELD in command and " " not in command
    filled = textwrap.wrap(
        f"{words}:" if ends_in_one else line,
        columns,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [*filled, indent + command] if ends_in_one else filled


def command_in_lines(words: Sequence[str]) -> str:
    """Return a command after a prompt, in lines of this terminal's width that a shell takes too.

    On Windows in one: each of its shells goes on in another way.
    """
    if sys.platform == "win32":
        return f"> {told(quoted(words))}"
    held = " ".join(quoted([each]).replace(" ", HELD) for each in words)
    filled = textwrap.wrap(
        told(held),
        shutil.get_terminal_size().columns - len(GOES_ON),
        initial_indent="> ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"{GOES_ON}\n".join(filled).replace(HELD, " ")


def laid_out(text: str, stream: TextIO | None) -> str:
    """Return a text as it is told, in lines if somebody looks at `stream` in a terminal."""
    return in_lines(text) if stream is not None and stream.isatty() else told(text)


def shown_option(name: str, value: str) -> str:
    """Return what may be said of an option's value; a file's address as it is typed."""
    if name == "config":
        return str(Path(value).absolute())
    if name != "database" or value.lower().startswith("sqlite"):
        return value
    return shown_address(value)


def quoted(words: Sequence[str]) -> str:
    """Return words as this system's shell reads them."""
    if sys.platform == "win32":
        from subprocess import list2cmdline  # noqa: PLC0415 - 2 ms of a window's start

        return list2cmdline(words)
    return shlex.join(words)


def program() -> str:
    """Return what to type for this installation's `turnos`."""
    here = Path(sysconfig.get_path("scripts")) / (
        f"{PROGRAM}.exe" if sys.platform == "win32" else PROGRAM
    )
    found = shutil.which(PROGRAM)
    if not here.exists() or (found and Path(found).samefile(here)):
        return PROGRAM
    return str(here.relative_to(Path.cwd()) if here.is_relative_to(Path.cwd()) else here)
