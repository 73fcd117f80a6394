"""What every command needs: the machine's settings, the office, and a way to answer."""

import errno
import functools
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click
import msgspec

from core.domain.calendar.hours import business_day
from core.domain.calendar.present import Present
from core.domain.names import STATE_WORDS
from core.domain.service import OfficeSettings
from core.domain.ticket import Ticket
from core.errors import AnswerLost, NotShown
from core.language import Language, terminal_language
from core.machine.config import Config, load_config
from core.office import Office
from core.plain import json_for
from core.reasons import reason
from core.told import laid_out, remember, told

REFUSED = 1
FAILED = 70  # as a window that crashed
UNSAID = 74  # sysexits.h: an error while writing
INTERRUPTED = 130
F = TypeVar("F", bound=Callable[..., Any])


def terminal() -> Language:
    """Return the language of this terminal."""
    return Language.load(terminal_language())


def common(command: F) -> F:
    """Let `--config`, `--database` and `--office` stand after the command too."""

    @click.option("--config", type=click.Path(), help="This machine's config.toml.")
    @click.option("--database", help="sqlite:///FILE or postgresql://USER@HOST/NAME")
    @click.option("--office", help="The office's id, such as san-andres.")
    @functools.wraps(command)
    def with_options(
        *arguments: Any,
        config: str | None,
        database: str | None,
        office: str | None,
        **options: Any,
    ) -> Any:
        given = {"config": config, "database": database, "office": office}
        known = {name: value for name, value in given.items() if value is not None}
        context = click.get_current_context()
        context.obj = (context.obj or {}) | known
        remember(context.obj)
        return command(*arguments, **options)

    return with_options  # type: ignore[return-value]  # functools.wraps keeps the signature's meaning


def as_json(command: F) -> F:
    """Give the command `--json`."""
    option = click.option("--json", "json_wanted", is_flag=True, help="Answer in JSON.")
    return option(command)


def settings() -> Config:
    """Return the machine's settings with what the command line says on top."""
    given = click.get_current_context().obj or {}
    path = given.get("config")
    return load_config(
        Path(path) if path else None, database=given.get("database"), office=given.get("office")
    )


def is_guided() -> bool:
    """Return whether the first day's questions run this command: they say what comes next."""
    return "guided" in (click.get_current_context().obj or {})


@contextmanager
def opened(office: str | None = None) -> Iterator[Office]:
    """Open the office the command is about, or the one that is named."""
    config = settings()
    named = office or config.office or None
    with Office.open(config.database, named, timeout_s=config.timeout_s) as found:
        yield found


def day_of(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """Read a day as it is written in a command."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - only its date is used
    except ValueError:
        problem = terminal()('"{value}" is not a day; write it like 2026-11-23.', value=value)
        raise click.BadParameter(problem) from None


def answer(value: Any, text: str, *, json_wanted: bool) -> None:
    """Print what an act came to: `value` as JSON if wanted, else `text`.

    Raises:
        AnswerLost: it was done, and nothing can be printed.
    """
    with _printing(AnswerLost):
        _write(value, laid_out(text, sys.stdout), json_wanted=json_wanted)


def show(value: Any, text: str, *, json_wanted: bool) -> None:
    """Print what a look found: `value` as JSON if wanted, else `text`."""
    with showing():
        _write(value, told(text), json_wanted=json_wanted)


def say(text: str) -> None:
    """Print a sentence to standard error; where that takes nothing either, the exit code tells."""
    try:
        click.echo(laid_out(text, sys.stderr), err=True)
    except OSError:
        let_go_of(sys.stderr)


def let_go_of(stream: TextIO) -> None:
    """Send what is left in `stream` to nowhere: Python would try to write it once more at its end.

    That would end the process with a code of its own, 120.
    """
    with suppress(OSError, AttributeError):  # it is closed, or no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def showing() -> Iterator[None]:
    """Print what a look finds.

    Raises:
        NotShown: standard output takes nothing.
    """
    with _printing(NotShown):
        yield


@contextmanager
def _printing(kind: type[NotShown]) -> Iterator[None]:
    """Print something now; raise `kind` when standard output is full or closed."""
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))  # noqa: TRY301 - one way out
        yield
        sys.stdout.flush()
    except OSError as error:
        raise kind(problem=reason(error)) from error


def _write(value: Any, text: str, *, json_wanted: bool) -> None:
    click.echo(json_for(sys.stdout, json_of(value)) if json_wanted else text)


def json_of(value: Any) -> str:
    """Return a value of ours as JSON: dates in ISO 8601, UTC."""
    # Keys that are no text, such as a counter with its person, become "1:ana".
    plain = msgspec.to_builtins(_with_text_keys(value), str_keys=True)
    return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode()


def _with_text_keys(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _with_text_keys(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {_text_key(key): _with_text_keys(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_with_text_keys(each) for each in value]
    return value


def _text_key(key: Any) -> str:
    if isinstance(key, tuple):
        return ":".join("" if part is None else str(part) for part in key)
    return str(key)


def answer_ticket(ticket: Ticket | None, *, json_wanted: bool) -> None:
    """Print one ticket, or that there is none."""
    answer(ticket, ticket_text(ticket), json_wanted=json_wanted)


def ticket_text(ticket: Ticket | None) -> str:
    _ = terminal()
    if ticket is None:
        return _("Nobody waits.")
    state = _(STATE_WORDS[ticket.state])
    if ticket.counter is None:
        return _("Ticket {code}: {state}", code=ticket.name, state=state)
    return _(
        "Ticket {code}: {state}, counter {counter}",
        code=ticket.name,
        state=state,
        counter=ticket.counter,
    )


def doubt_sentence(now: Present, settings: OfficeSettings, _: Language) -> str:
    """Say that the office's clock is in doubt, and what to do."""
    return _(
        "The clock says {now}; by the latest event, of {event}, that cannot be. If it is right "
        "write: turnos confirm-day {day}. Else set the clock.",
        now=_.moment(settings.local(now.clock)),
        event=_.moment(settings.local(now.latest_at)),
        day=business_day(now.clock, settings.hours).isoformat(),
    )
