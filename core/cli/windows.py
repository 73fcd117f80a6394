"""Commands that start the windows: kiosk, counter, display.

Core knows no window: each of the three packages registers itself as an entry point.
"""

import ctypes
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.metadata import entry_points
from typing import Any

import click

from core.cli.context import common, settings, terminal
from core.told import in_lines

PROGRAMS = "turnos.programs"  # name -> main(arguments) -> exit code
PR_SET_PDEATHSIG = 1  # from sys/prctl.h
ENDING_S = 20
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
    _ = terminal()
    said = _(
        "Three windows open: touch the kiosk for a ticket, sign in at the counter, call with F9. "
        "Ctrl+C here closes them."
    )
    opened: list[subprocess.Popen[bytes]] = []
    with _told_to_end():
        try:
            for program in programs:
                opened.append(_open([*program, *options]))  # noqa: PERF401 - each as it opens
            click.echo(in_lines(said))
            for each in opened:
                each.wait()
        except KeyboardInterrupt:
            for each in opened if sys.platform != "win32" else ():  # where they heard Ctrl+C too
                each.terminate()
        codes = [_ended(each) for each in opened]
    sys.exit(max(0, *codes))  # -15 is of one that was told before it heard signals


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Take a signal that ends this process, or says that its terminal is closed, as Ctrl+C."""
    numbers = [signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _open(program: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start a window, which Linux tells to end should this process be killed."""
    end_too = None
    if sys.platform.startswith("linux"):
        end_too = partial(ctypes.CDLL(None).prctl, PR_SET_PDEATHSIG, signal.SIGTERM)
    command = [sys.executable, "-m", *program]
    return subprocess.Popen(command, preexec_fn=end_too)  # noqa: PLW1509, S603 - one thread here


def _ended(window: "subprocess.Popen[bytes]") -> int:
    """Wait for a window that was told to end, not for ever; return its exit code."""
    try:
        return window.wait(ENDING_S)
    except subprocess.TimeoutExpired:
        window.kill()
        return window.wait()


COMMANDS = (kiosk, counter, display, leader, windows)
