"""Commands that start the windows: kiosk, counter, display.

Core knows no window: each of the three packages registers itself as an entry point.
"""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import entry_points
from typing import Any

import click

from core.cli.context import common, settings, terminal
from core.told import in_lines

PROGRAMS = "turnos.programs"  # name -> main(arguments) -> exit code
WINDOWS = "turnos.windows"  # name -> create(config, link, texts) -> Window


def registered(group: str, name: str) -> Any:
    """Return what a window's package registered under a name."""
    (found,) = entry_points(group=group, name=name)
    return found.load()


def run(name: str, arguments: Sequence[str]) -> None:
    sys.exit(registered(PROGRAMS, name)([*_given(), *arguments]))


def _given() -> list[str]:
    """Return the options that say which office, as each window takes them."""
    given = click.get_current_context().obj or {}
    return [
        text
        for option in ("config", "database", "office")
        if given.get(option)
        for text in (f"--{option}", str(given[option]))
    ]


@click.command()
@common
def kiosk() -> None:
    """Open the kiosk, where citizens take their tickets."""
    run("kiosk", [])


@click.command()
@click.option("--counter", type=int, help="The counter's number; asked at sign-in if not given.")
@common
def counter(*, counter: int | None) -> None:
    """Open the counter window, where a facilitator calls and serves."""
    run("counter", [] if counter is None else ["--counter", str(counter)])


@click.command()
@common
def display() -> None:
    """Open the hall display, which shows and speaks the calls."""
    run("display", [])


@click.command()
@common
def leader() -> None:
    """Open the leader's window: people, devices, notices and settings."""
    run("leader", [])


@click.command()
@common
def windows() -> None:
    """Open kiosk, counter and display side by side on this screen, to try turnos out."""
    options = [*_given(), "--beside"]
    desk = str(settings().counter or 1)
    programs = (("display",), ("counter", "--counter", desk), ("kiosk",))
    opened = [
        subprocess.Popen([sys.executable, "-m", *program, *options])  # noqa: S603 - our own windows
        for program in programs
    ]
    _ = terminal()
    said = _(
        "Three windows open: touch the kiosk for a ticket, sign in at the counter, call with F9. "
        "Ctrl+C here closes them."
    )
    click.echo(in_lines(said))
    with suppress(KeyboardInterrupt):  # they heard it too
        for each in opened:
            each.wait()
    sys.exit(max(each.wait() for each in opened))


COMMANDS = (kiosk, counter, display, leader, windows)
