"""What a terminal and a desktop know of turnos: completion, the manual, the windows in the menu."""

import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path, PurePosixPath

import click
from click.shell_completion import get_completion_class

from core.cli.context import answer, as_json, showing, terminal
from core.cli.help import first_sentence
from core.cli.kiosk_setup import machine
from core.cli.kiosk_setup.files import FilledFile
from core.cli.kiosk_setup.place import TargetPlace
from core.errors import N_, SystemNotKnown
from core.language import Language
from core.machine.config import APP
from core.told import SECTIONS, quoted

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_TURNOS_COMPLETE"
# A window's name, what it is called in the menu, and the pictogram on its icon.
WINDOWS = (
    ("kiosk", N_("Turnos · Kiosk"), "description-fill"),
    ("counter", N_("Turnos · Counter"), "front_hand-fill"),
    ("display", N_("Turnos · Hall display"), "tv-fill"),
    ("leader", N_("Turnos · Leader"), "supervisor_account-fill"),
)
SECTION, PART = ".SH", ".SS"  # to roff


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(*, shell: str) -> None:
    """Print what lets SHELL complete the commands; `install-desktop` puts bash's there."""
    with showing():
        click.echo(completion_of(_top(), shell))


def completion_of(top: click.Command, shell: str) -> str:
    kind = get_completion_class(shell)
    assert kind is not None  # one of `SHELLS`
    made = kind(top, {}, APP, VARIABLE)
    return made.source_template % made.source_vars()  # `source` wants that shell to be here


@click.command()
def man() -> None:
    """Print the manual of turnos as a man page, in the language of this terminal."""
    with showing():
        click.echo(manual(_top(), terminal()))


def _top() -> click.Command:
    return click.get_current_context().find_root().command


def manual(top: click.Command, _: Language) -> str:
    """Return the man page of a command and of all below it."""
    assert isinstance(top, click.Group)
    lines = [
        f'.TH TURNOS 1 "" "turnos {version(APP)}"',  # unsaid
        f"{SECTION} {_roff(_('NAME'))}",
        f"turnos \\- {_roff(first_sentence(top))}",
        f"{SECTION} {_roff(_('SYNOPSIS'))}",
        ".B turnos",
        f"{_roff(_('[OPTIONS]'))} {_roff(_('COMMAND [ARGS]...'))}",
        f"{SECTION} {_roff(_('DESCRIPTION'))}",
        *(_roff(each) for each in (top.help or "").split("\n\n")[1:]),
        *_options(top),
    ]
    for heading, names in SECTIONS.items():
        lines.append(f"{SECTION} {_roff(_(heading).upper())}")
        for name in names:
            lines += _entries(top.commands[name], (name,))
    return "\n".join(lines)


def _entries(command: click.Command, words: tuple[str, ...]) -> Iterator[str]:
    context = click.Context(command, info_name=words[-1])
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"{PART} {_roff(' '.join(words))} {_roff(usage)}"
    yield _roff((command.help or "").replace("\n\n", "\n.PP\n"))
    yield from _options(command)
    if isinstance(command, click.Group):
        for name, each in sorted(command.commands.items()):
            yield from _entries(each, (*words, name))


def _options(command: click.Command) -> Iterator[str]:
    context = click.Context(command)
    for param in command.params:
        if isinstance(param, click.Option) and (record := param.get_help_record(context)):
            yield f".TP\n.B {_roff(record[0])}\n{_roff(record[1])}"


def _roff(text: str) -> str:
    """Return a text in which nothing means anything to roff, but for our own paragraphs."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\n".join(
        f"\\&{line}" if line.startswith(".") and line != ".PP" else line
        for line in safe.split("\n")
    )


@click.command("install-desktop")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--remove", is_flag=True, help="Take away what was put, and put back what was saved.")
@as_json
def install_desktop(*, dry_run: bool, remove: bool, json_wanted: bool) -> None:
    """Put the windows into this account's menu, and the command where its terminals find it.

    With their icons, the manual and bash's completion, below ~/.local (Linux). They speak the
    language of this terminal; run it again after turnos was moved.
    """
    from core.cli.kiosk_setup.install import DONE, TO_DO  # noqa: PLC0415 - only here

    if sys.platform != "linux":
        raise SystemNotKnown
    _ = terminal()
    local = PurePosixPath(Path.home()) / ".local"
    place = TargetPlace(local / "share" / "turnos" / "install-desktop.json")
    pieces = () if remove else tuple(desktop_pieces(_top(), local, _))
    changes = place.to_remove() if remove else place.to_put(pieces)
    if not dry_run:
        place.carry_out(changes)
    said = TO_DO if dry_run else DONE
    lines = [_(said[each.what], path=each.path, beside=each.beside) for each in changes]
    value = {"dry_run": dry_run, "changes": changes}
    answer(value, "\n".join(lines) or _("Nothing to change."), json_wanted=json_wanted)


def desktop_pieces(top: click.Command, local: PurePosixPath, _: Language) -> Iterator[FilledFile]:
    """Return the files and links of an account below its `~/.local`."""
    share, scripts = local / "share", machine.scripts()
    frame = (files("assets") / "desktop" / "icon.svg").read_text(encoding="utf-8")
    for name in ("turnos", *(f"turnos-{window}" for window, _title, _icon in WINDOWS)):
        yield FilledFile(local / "bin" / name, leads_to=str(scripts / name))
    for window, title, icon in WINDOWS:
        program = f"turnos-{window}"
        help_ = first_sentence(top.commands[window]) if isinstance(top, click.Group) else ""
        lines = {
            "Type": "Application",
            "Name": _(title),
            "Comment": help_,
            "Exec": quoted([str(scripts / program)]),
            "Icon": program,
            "StartupWMClass": program,
            "Categories": "Office;",
        }
        entry = "".join(f"{key}={value}\n" for key, value in lines.items())
        head = "[Desktop Entry]\n"  # unsaid: by the standard
        yield FilledFile(share / "applications" / f"{program}.desktop", head + entry)
        drawn = (files("assets") / "icons" / f"{icon}.svg").read_text(encoding="utf-8")
        path = drawn[drawn.index("<path") : drawn.index("</svg>")]
        icons = share / "icons" / "hicolor" / "scalable" / "apps"
        yield FilledFile(icons / f"{program}.svg", frame.replace("@PATH@", path))
    yield FilledFile(share / "man" / "man1" / "turnos.1", manual(top, _) + "\n")
    yield FilledFile(
        share / "bash-completion" / "completions" / "turnos", completion_of(top, "bash") + "\n"
    )


COMMANDS = (completion, man, install_desktop)
