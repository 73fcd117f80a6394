"""Help in the reader's language: our own texts, and those of click and argparse.

click and argparse ask gettext's own domain for every text of theirs, and bring no catalogue. Ours
holds them too: `LIBRARIES` names those that somebody may meet here, and a test looks for each in
the library's source. Our own stay beside their commands, as click wants them; `texts` collects
them for the catalogue, `speak` puts them into another language.
"""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

import click
from click.types import FloatParamType, IntParamType, StringParamType

from core.language import Language, terminal_language
from core.told import COMMANDS, SECTIONS

Text = str | tuple[str, str]

LIBRARIES: tuple[Text, ...] = (
    # click
    "Aborted!",
    "Choose from:\n\t{choices}",
    "Commands",
    "Could not open file {filename!r}: {message}",
    "Error: The two entered values do not match.",
    "Error: invalid input",
    "Error: {message}",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "Missing parameter: {param_name}",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "Option {name!r} does not take a value.",
    "Options",
    "Positional arguments",
    "Repeat for confirmation",
    "Show the version and exit.",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Usage:",
    "default: {default}",
    "required",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    # argparse
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "expected one argument",
    "invalid %(type)s value: %(value)r",
    "options",
    "show this help message and exit",
    "unrecognized arguments: %s",
    "usage: ",
)
OPTIONS, WORDS = "[OPTIONS]", "COMMAND [ARGS]..."  # as click writes them in a usage
# What click calls a value's type in a usage and in a refusal.
KINDS = ("text", "path", "file", "directory", "integer", "float")
# What an argument is called in a usage, where its name in the code would not say it.
ARGUMENTS = {"changes": "key=value"}
HYPHEN = "\x1f"  # stands for one at which no line may end; no text has it
_english: dict[int, str] = {}


class HelpText(click.HelpFormatter):
    """Help in lines that break no word at a hyphen: `--take-over` and `san-andres` stay whole."""

    def write_text(self, text: str) -> None:
        super().write_text(text.replace("-", HYPHEN))

    def write_dl(self, rows: Iterable[tuple[str, str]], *widths: Any, **named: Any) -> None:
        held = [(word, text.replace("-", HYPHEN)) for word, text in rows]
        super().write_dl(held, *widths, **named)

    def write(self, string: str) -> None:
        super().write(string.replace(HYPHEN, "-"))


class HelpContext(click.Context):
    formatter_class = HelpText


class CommandGroup(click.Group):
    """A group whose help has its commands in sections, each told by a whole sentence."""

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the sections; in a group without any, its commands as click does."""
        _ = Language.load(terminal_language())
        plain = {"Commands": tuple(sorted(self.commands))}
        sections = SECTIONS if self.commands.keys() == COMMANDS else plain
        for heading, names in sections.items():
            told = [(name, first_sentence(self.commands[name])) for name in names]
            with formatter.section(_(heading)):
                formatter.write_dl(told)


def first_sentence(command: click.Command) -> str:
    """Return what a command does, as its help begins."""
    return (command.help or "").partition("\n\n")[0].replace("\n", " ")


def commands(command: click.Command) -> Iterator[click.Command]:
    """Return a command and all below it."""
    yield command
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from commands(each)


def texts(top: click.Command) -> Iterator[Text]:
    """Return all that help says, in English: ours, and what LIBRARIES names."""
    yield from LIBRARIES
    yield from (OPTIONS, WORDS, *KINDS)
    for command in commands(top):
        yield from map(_argument, _told_by_name(command))
        for thing in _things(command):
            if text := _as_written(thing):
                yield text


def speak(top: click.Command, _: Language) -> None:
    """Put the help of a command and of all below it into a language."""
    for command in commands(top):
        command.context_class = HelpContext
        command._help_option = None  # noqa: SLF001 - click keeps it in the language it was made in
        command.options_metavar = _(OPTIONS)
        if isinstance(command, click.Group):
            command.subcommand_metavar = _(WORDS)
        for thing in _things(command):
            if text := _as_written(thing):
                vars(thing)["help"] = _(text)
        for argument in _told_by_name(command):
            argument.metavar = _usage_of(argument, _(_argument(argument)).upper())
        for param in command.params:
            if (kind := _kind(param.type)) is None:
                continue
            param.type.name = _(kind)
            if isinstance(param, click.Option) and not param.is_flag:
                param.metavar = _(kind).upper()


def _things(command: click.Command) -> Iterator[click.Command | click.Parameter]:
    """Return a command and its parameters: what may have a help."""
    yield command
    yield from command.params


def _told_by_name(command: click.Command) -> Iterator[click.Argument]:
    """Return the arguments that a usage calls by a name; others by what they may be."""
    for param in command.params:
        if isinstance(param, click.Argument) and not isinstance(param.type, click.Choice):
            yield param


def _argument(argument: click.Argument) -> str:
    assert argument.name is not None  # an argument's always is
    return ARGUMENTS.get(argument.name, argument.name)


def _usage_of(argument: click.Argument, name: str) -> str:
    """Write an argument as click does where nobody named it: `[NAME]...`."""
    optional = name if argument.required else f"[{name}]"
    return optional if argument.nargs == 1 else f"{optional}..."


def _kind(kind: click.ParamType[Any]) -> str | None:
    """Return the name of a value's type, one of `KINDS`; None where its values say it."""
    if isinstance(kind, click.Path):
        return "path" if kind.file_okay and kind.dir_okay else KINDS[2 if kind.file_okay else 3]
    for known, name in ((IntParamType, "integer"), (FloatParamType, "float")):
        if isinstance(kind, known):
            return name
    return "text" if isinstance(kind, StringParamType) else None


def _as_written(thing: click.Command | click.Parameter) -> str:
    """Return a help as it stands in the code, whatever language it was put into since."""
    if id(thing) not in _english:
        _english[id(thing)] = inspect.cleandoc(getattr(thing, "help", None) or "")
    return _english[id(thing)]
