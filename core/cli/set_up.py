"""`turnos` without a command: the first day's questions, or how the office stands and what next.

Every answer becomes a command that is told and run, so that nothing is done here that a script
could not do. What is done already is not asked again: the settings file and the office say so.
"""

import sys
from collections.abc import Sequence
from typing import Any

import click

from core.cli.context import (
    REFUSED,
    answer,
    say,
    settings,
    terminal,
)
from core.cli.help import speak
from core.cli.numbers import Number, Whole
from core.cli.windows import run as open_window
from core.domain.staff import Role
from core.errors import NoOffices, QueueError, StoreMissing, StoreNotReady
from core.language import (
    OWN_NAMES,
    TERMINAL_LANGUAGES,
    Language,
    account_language,
    speak_to_terminal,
)
from core.machine.config import Config, data_dir, default_database, settings_file, shown_config
from core.machine.monitor import monitor_in
from core.office import Office, template, templates
from core.printing.printers.scan import found_printers
from core.told import OPTIONS, PROGRAM, command_in_lines, in_lines, remember, shown_option

WITHOUT_OFFICE = (NoOffices, StoreMissing, StoreNotReady)
IN_WHICH_LANGUAGE = "¿En qué idioma? · In which language?"  # unsaid: before one is known
USUAL_IN = {"kiosk": 21.5, "display": 43.0}


def without_command() -> None:
    """Do what `turnos` alone does; needs click's context."""
    config = settings()
    guide = Guide()
    if _is_asked() and guide.lacks_something():
        guide.ask_all()
    elif _office_is_there(config):
        from core.cli.commands.look_commands import show_status  # noqa: PLC0415 - imports this module's siblings

        show_status(json_wanted=False)
        answer(None, _next_steps(config, terminal()), json_wanted=False)
    else:
        say(_by_commands(terminal()))
        sys.exit(REFUSED)


def _is_asked() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _office_is_there(config: Config) -> bool:
    try:
        Office.open(config.database, config.office or None, timeout_s=config.timeout_s).close()
    except WITHOUT_OFFICE:
        return False
    return True


def _by_commands(_: Language) -> str:
    return _(
        "There is no office yet. In a terminal, turnos alone asks for all that is needed; by "
        "commands:\n"
        "  turnos machine window=kiosk\n"
        "  turnos init --office san-andres\n"
        "  turnos staff add USER --name NAME --role leader\n"
        "  turnos kiosk"
    )


def _next_steps(config: Config, _: Language) -> str:
    if config.window in {"kiosk", "counter", "display"}:
        opening = _("turnos {window}: this computer's window", window=config.window)
    elif config.window == "all":
        opening = _("turnos windows: kiosk, counter and display side by side")
    else:
        opening = _("turnos kiosk, turnos counter, turnos display: the windows")
    steps = [
        opening,
        _("turnos doctor: what is well and what is not"),
        _("turnos report day: the figures of today"),
        _("turnos staff list: who works here"),
        _("turnos --help: all commands"),
    ]
    return "\n".join([_("What you may do now:"), *(f"  {each}" for each in steps)])


class Guide:
    """Asks for what is missing, one step after another."""

    def __init__(self) -> None:
        self._ = terminal()
        self._given = dict(click.get_current_context().obj or {})
        # Whether a step's answer is missing, and what asks for it; in this order.
        self._steps = (
            (self._lacks_window, self._ask_window),
            (self._lacks_database, self._ask_database),
            (self._lacks_office, self._ask_office),
            (self._lacks_leader, self._ask_leader),
            (self._lacks_printer, self._ask_printer),
            (self._lacks_screen, self._ask_screen),
            (self._lacks_voice, self._ask_voice),
        )

    def lacks_something(self) -> bool:
        """Return whether a question is open: nobody answered it yet, here or by a command."""
        return any(is_missing() for is_missing, _ in self._steps)

    def ask_all(self) -> None:
        try:
            self._ask_all()
        except click.Abort:
            click.echo()
            click.echo(in_lines(self._("Next time turnos goes on here.")))
            raise

    def _ask_all(self) -> None:
        chosen = self._ask_language() if self._lacks_language() else None
        _ = self._
        welcome = _(
            "Welcome. Some questions set this computer up; each answer is a command, which is "
            "shown. Ctrl+C leaves, and turnos goes on there."
        )
        more = _("Some questions are still open.")
        click.echo(in_lines(more if self._config().window else welcome))
        if chosen is not None:
            self._do("machine", f"language={chosen}")
        for is_missing, ask in self._steps:
            while is_missing():
                ask()
        self._end()

    # --- the steps

    def _lacks_language(self) -> bool:
        return account_language() is None and "language" not in self._written()

    def _ask_language(self) -> str:
        """Ask in both languages for the one to go on in; return its code."""
        self._speak(Config().language)
        named = enumerate(TERMINAL_LANGUAGES, start=1)
        choices = " · ".join(f"{number} {OWN_NAMES[code]}" for number, code in named)
        kind = Whole(1, len(TERMINAL_LANGUAGES))
        chosen = click.prompt(f"{IN_WHICH_LANGUAGE} {choices}", default=1, type=kind)
        code = TERMINAL_LANGUAGES[chosen - 1]
        self._speak(code)
        click.echo()
        return code

    def _speak(self, code: str) -> None:
        speak_to_terminal(code)
        self._ = terminal()
        speak(self._top(), self._)

    def _lacks_window(self) -> bool:
        return not self._config().window

    def _ask_window(self) -> None:
        _ = self._
        kinds = {
            "kiosk": _("The kiosk, where citizens take their tickets"),
            "counter": _("A counter, where a facilitator calls"),
            "display": _("The display of the hall"),
            "server": _("None of these: it keeps the office"),
            "all": _("All three side by side, to try turnos out"),
        }
        window = self._choose(_("What is this computer?"), kinds)
        changes = [f"window={window}"]
        if window == "counter":
            number = click.prompt(_("Which counter?"), type=Whole(1, 99))
            changes.append(f"counter={number}")
        usual = Config().language
        if window != "server" and _.code != usual:
            languages = {each: OWN_NAMES[each] for each in (_.code, usual)}
            chosen = self._choose(_("Which language do its windows begin with?"), languages)
            changes.append(f"language={chosen}")
        self._do("machine", *changes)

    def _lacks_database(self) -> bool:
        config = self._config()
        is_named = "database" in self._written() or config.database != default_database()
        return not is_named and not _office_is_there(config)

    def _ask_database(self) -> None:
        _ = self._
        places = {
            "here": _("On this computer alone"),
            "server": _("On a PostgreSQL server, for several computers"),
        }
        if self._choose(_("Where is the office kept?"), places) == "here":
            address = default_database()
        else:
            said = _("Its address (postgresql://USER:PASSWORD@HOST/NAME)")
            address = click.prompt(said, prompt_suffix=": ")
        try:
            Office.open(address, None, timeout_s=self._config().timeout_s).close()
        except WITHOUT_OFFICE:
            pass
        except QueueError as error:
            say(_.sentence(error))
            return
        click.echo(in_lines(_("The database can be used.")))
        self._do("machine", f"database={address}")

    def _lacks_office(self) -> bool:
        return not _office_is_there(self._config())

    def _ask_office(self) -> None:
        _ = self._
        names = {each: str(template(each)["name"]) for each in templates()}
        office = self._choose(_("Which office?"), names)
        hours = ["--always-open"] if self._config().window == "all" else []
        self._do("init", "--office", office, *hours)

    def _lacks_leader(self) -> bool:
        return not any(each.is_active and each.role is Role.LEADER for each in self._people())

    def _ask_leader(self) -> None:
        _ = self._
        said = _("Who leads the office? The PIN is typed twice and does not show.")
        click.echo("\n" + in_lines(said))
        name = click.prompt(_("Name"))
        user = click.prompt(_("User name, such as ana"))
        self._do("staff", "add", user, "--name", name, "--role", "leader", "--own-pin")

    def _lacks_printer(self) -> bool:
        prints = self._config().window in {"kiosk", "all"}
        return prints and "kind" not in self._written().get("printer", {})

    def _ask_printer(self) -> None:
        _ = self._
        found = {each.place: _(each.words, name=each.place) for each in found_printers()}
        kinds = found | {
            "network": _("One in the network"),
            "none": _("None: people note their number"),
            "pdf": _("None yet: a PDF file for each ticket, to look at"),
        }
        chosen = self._choose(_("Which printer does this kiosk have?"), kinds)
        match chosen:
            case "network":
                changes = ["kind=network", f"host={click.prompt(_('Its address'))}"]
            case "pdf":
                changes = ["kind=pdf", f"path={data_dir() / 'tickets'}"]
            case "none":
                changes = ["kind=none"]
            case _ if chosen.startswith("/dev/"):
                changes = ["kind=file", f"path={chosen}"]
            case _:
                changes = ["kind=queue", f"queue={chosen}"]
        if self._do("machine", *(f"printer.{each}" for each in changes)) and chosen != "none":
            self._try_printer([each.partition("=")[0] for each in changes])

    def _try_printer(self, keys: Sequence[str]) -> None:
        """Print test pages until one is well; else take the printer's settings `keys` out."""
        _ = self._
        looks = {
            "yes": _("Yes"),
            "cut": _("It is cut off at a side"),
            "no": _("No: another printer"),
        }
        while True:
            was_printed = self._do("test-page")
            looked = self._choose(
                _("Did the test page come out well?"), looks, default="yes" if was_printed else "no"
            )
            if looked != "cut":
                break
            said = _("Which number ends the longest line that is whole?")
            self._do("machine", f"printer.dots={click.prompt(said, type=Whole(320, 1280))}")
        if looked == "no":
            self._do("machine", *(f"printer.{each}=" for each in [*keys, "dots"]))

    def _lacks_screen(self) -> bool:
        is_measured = self._config().window in USUAL_IN
        return is_measured and "diagonal_in" not in self._written().get("screen", {})

    def _ask_screen(self) -> None:
        measured = monitor_in() or USUAL_IN[self._config().window]
        said = self._("How many inches does this screen have from corner to corner?")
        click.echo()
        inches = click.prompt(said, default=f"{measured:g}", type=Number(3, 300))
        self._do("machine", f"screen.diagonal_in={inches:g}")

    def _lacks_voice(self) -> bool:
        is_heard = self._config().window in {"kiosk", "display", "all"}
        return is_heard and "engine" not in self._written().get("voice", {})

    def _ask_voice(self) -> None:
        _ = self._
        was_played = self._do("doctor", "--sound")
        heard = {
            "yes": _("Yes"),
            "again": _("No: once more"),
            "later": _("Not yet: the loudspeakers come later"),
            "never": _("This computer shall make no sound"),
        }
        answered = self._choose(
            _("Did you hear the chime, and a call after it?"),
            heard,
            default="yes" if was_played else "again",
        )
        if answered != "again":
            self._do("machine", f"voice.engine={'none' if answered == 'never' else 'auto'}")

    def _end(self) -> None:
        _ = self._
        config = self._config()
        click.echo()
        said = _("This computer is set up; its settings are in {file}.", file=settings_file())
        click.echo(in_lines(said))
        if config.window == "kiosk":
            said = _(
                "The kiosk covers the whole screen. Staff leave it by F12, or by holding its sky "
                "for three seconds, and their PIN."
            )
            click.echo(in_lines(said))
        opened = "windows" if config.window == "all" else config.window
        open_it = {"yes": _("Yes"), "no": _("Later, by: turnos {window}", window=opened)}
        if opened == "windows" and self._choose(_("Open the three windows now?"), open_it) == "yes":
            self._do("windows")
        elif opened not in {"server", "windows"} and (
            self._choose(_("Open its window now?"), open_it) == "yes"
        ):
            open_window(opened, [])
        click.echo("\n" + in_lines(_next_steps(config, _)))

    # --- asking and doing

    def _choose(self, question: str, options: dict[str, str], *, default: str = "") -> str:
        """Ask for one of `options` (key and words) by its number; by Enter `default`, else the
        first one.
        """
        click.echo("\n" + in_lines(question))
        for number, words in enumerate(options.values(), start=1):
            click.echo(in_lines(f"  {number}  {words}"))
        kind = Whole(1, len(options))
        usual = tuple(options).index(default) + 1 if default else 1
        chosen = click.prompt(self._("Number"), default=usual, type=kind)
        return tuple(options)[chosen - 1]

    @staticmethod
    def _top() -> click.Command:
        return click.get_current_context().find_root().command

    def _do(self, *words: str) -> bool:
        """Tell a command and run it; return whether it was done, else its sentence was said."""
        given = [(name, str(value)) for name in OPTIONS if (value := self._given.get(name))]
        options = [text for name, value in given for text in (f"--{name}", value)]
        shown = [_shown(each) for each in words]
        click.echo("\n" + command_in_lines([PROGRAM, *shown]))
        try:
            code = self._top().main(
                [*options, *words], prog_name=PROGRAM, standalone_mode=False, obj={"guided": True}
            )
        except QueueError as error:
            say(self._.sentence(error))
            return False
        except click.exceptions.Exit as ended:
            return ended.exit_code == 0
        except SystemExit as ended:
            return ended.code in (0, None)
        except click.ClickException as error:
            error.show()
            return False
        finally:
            remember(self._given)
        return code in (0, None)

    # --- what is done

    def _config(self) -> Config:
        return settings()

    def _written(self) -> dict[str, Any]:
        """Return what the settings file says; what it leaves out has not been asked."""
        settings()
        return dict(shown_config(settings_file())[1])

    def _people(self) -> Sequence[Any]:
        config = self._config()
        with Office.open(config.database, config.office or None) as office:
            return office.staff.all()


def _shown(word: str) -> str:
    """Return a command's word without the password of a database in it."""
    key, sign, value = word.partition("=")
    return f"{key}={shown_option(key, value)}" if sign and key == "database" else word
