"""Whose a command is: PINs that are asked for, and `--as USER` with that person's PIN."""

import functools
import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from core.cli.context import say, terminal
from core.errors import PinInvalid, PinMissing, PinObvious
from core.office import Office
from core.office.people.pins import check_choice
from core.plain import read_line

F = TypeVar("F", bound=Callable[..., Any])


def managing(command: F) -> F:
    """Give the command `--as`, whose PIN is checked; None is whoever holds the database."""

    @click.option("--as", "actor", help="Your user name, to act as yourself: your PIN is asked.")
    @functools.wraps(command)
    def with_actor(*arguments: Any, actor: str | None, **options: Any) -> Any:
        _ = terminal()
        pin = None if actor is None else pin_given(_("PIN of {user}", user=actor))
        return command(*arguments, by=None if pin is None else (actor, pin), **options)

    return with_actor  # type: ignore[return-value]  # functools.wraps keeps the signature's meaning


def checked(office: Office, by: tuple[str, str] | None) -> str | None:
    """Return the user name of who acts, after their PIN was found right."""
    return None if by is None else office.staff.check_pin(*by).username


def new_pin_given(prompt: str, user: str) -> str | None:
    """Return a PIN that `user` is to have: TURNOS_NEW_PIN, else asked for twice in a terminal.

    There one that will not do is asked for again. None where nobody can be asked.
    """
    if chosen := os.environ.get("TURNOS_NEW_PIN", "").strip():
        return chosen
    if not sys.stdin.isatty():
        return None
    _ = terminal()
    again = _("The same again")
    while True:
        pin = str(click.prompt(prompt, hide_input=True, confirmation_prompt=again))
        try:
            check_choice(pin, user.strip().lower())
        except (PinInvalid, PinObvious) as error:
            say(_.sentence(error))
        else:
            return pin


def pin_given(prompt: str) -> str:
    """Return the PIN from TURNOS_PIN, else from the terminal without showing it, else a line.

    Raises:
        PinMissing: it is empty, which would else be a wrong try.
    """
    if (pin := os.environ.get("TURNOS_PIN")) is not None:
        pin = pin.strip()  # a file of variables saved on Windows leaves a carriage return
    elif sys.stdin.isatty():
        pin = str(click.prompt(prompt, hide_input=True))
    else:
        pin = read_line()
    if not pin:
        raise PinMissing
    return pin
