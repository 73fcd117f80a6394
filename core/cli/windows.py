"""Commands that start the windows: kiosk, counter, display.

Core knows no window: each of the three packages registers itself as an entry point.
"""

import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from typing import Any

import click

from core.cli.context import common

PROGRAMS = "turnos.programs"  # name -> main(arguments) -> exit code
WINDOWS = "turnos.windows"  # name -> create(config, link, texts) -> Window


def registered(group: str, name: str) -> Any:
    """Return what a window's package registered under a name."""
    (found,) = entry_points(group=group, name=name)
    return found.load()


def run(name: str, arguments: Sequence[str]) -> None:
    given = click.get_current_context().obj or {}
    options = [
        text
        for option in ("config", "database", "office")
        if given.get(option)
        for text in (f"--{option}", str(given[option]))
    ]
    sys.exit(registered(PROGRAMS, name)([*options, *arguments]))


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


COMMANDS = (kiosk, counter, display)
