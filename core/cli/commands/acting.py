"""Whose a command is: PINs that are asked for, and `--as USER` with that person's PIN."""

import functools
import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from core.cli.context import is_guided, opened, say, terminal
from core.domain.roles import Deed, may
from core.domain.staff import is_reserved
from core.errors import PinInvalid, PinMissing, PinObvious
from core.office import Office
from core.office.people.pins import check_choice
from core.plain import read_line

F = TypeVar("F", bound=Callable[..., Any])


def managing(command: F) -> F:
    """Give the command `--as`, whose PIN is checked; None is whoever holds the database.

    In a terminal without `--as` it asks who acts; a script goes on as whoever holds the database.
    """
    return _with_actor(command, is_asked=True)


def managing_if_said(command: F) -> F:
    """Give the command `--as` alone: without it a person does what is their own."""
    return _with_actor(command, is_asked=False)


def _with_actor(command: F, *, is_asked: bool) -> F:
    @click.option(
        "--as",
        "actor",
        help="Your user name, to act as yourself: your PIN is asked. A terminal asks who; "
        "administrator is whoever holds the database.",
    )
    @functools.wraps(command)
    def with_actor(*arguments: Any, actor: str | None, **options: Any) -> Any:
        _ = terminal()
        if actor is None and is_asked and _is_somebody_asked():
            actor = str(click.prompt(_("Who are you? Your user name"), err=True))
        if actor is not None and is_reserved(actor):
            actor = None
        pin = None if actor is None else pin_given(_("PIN of {user}", user=actor))
        return command(*arguments, by=None if pin is None else (actor, pin), **options)

    return with_actor  # type: ignore[return-value]  # functools.wraps keeps the signature's meaning


def _is_somebody_asked() -> bool:
    """Whether somebody is at a terminal, and somebody is registered who could act."""
    if not sys.stdin.isatty() or is_guided():
        return False
    with opened() as office:
        return any(
            each.is_active and may(each.role, Deed.MANAGE_PEOPLE) for each in office.staff.all()
        )


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
