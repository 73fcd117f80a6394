"""Commands that somebody does in their own name: `--as USER`, and that person's PIN."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from core.cli.commands.queue_commands import pin_given
from core.cli.context import terminal
from core.office import Office

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
