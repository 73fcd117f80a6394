"""A window as a program of its own: its command line, its settings, its start and its end."""

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from core.errors import QueueError
from core.language import Language, speak_to_terminal, terminal_language
from core.machine.address import without_passwords
from core.machine.config import APP, Config, language_in, load_config
from core.plain import prepare_streams
from core.told import laid_out, remember

if TYPE_CHECKING:
    from core.qt.look.language import Texts
    from core.qt.look.tokens import ColourMode
    from core.qt.office_link.link import Link
    from core.qt.window import Window

RESTARTS = 5
WITHIN_S = 300
RESTARTED = "TURNOS_RESTARTED"
OUT_OF_ORDER = "core.qt.program.out_of_order"
Open = Callable[[Config, "Link", "Texts"], "Window"]


class CommandLine(argparse.ArgumentParser):
    """Quotes what was typed, as argparse does, but no password of an address."""

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        self._typed = sys.argv[1:] if args is None else args
        return super().parse_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        super().error(without_passwords(message, self._typed))


class ShowVersion(argparse.Action):
    """`--version`, as argparse has it, but looked up when it is asked: 15 ms of each start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version  # noqa: PLC0415 - see above

        sys.stdout.write(f"{APP} {version(APP)}\n")
        parser.exit()


def parser(name: str, description: str) -> argparse.ArgumentParser:
    """Return the command line that every window understands."""
    speak_to_terminal(language_in(sys.argv[1:]))
    _ = Language.load(terminal_language())
    found = CommandLine(prog=f"turnos-{name}", description=_(description))
    help_ = _("Show the version and exit.")
    found.add_argument("--version", action=ShowVersion, nargs=0, help=help_)
    found.add_argument("--config", type=Path, help=_("This machine's config.toml."))
    found.add_argument("--database", help=_("sqlite:///FILE or postgresql://USER@HOST/NAME"))
    found.add_argument("--office", help=_("The office's id, such as san-andres."))
    beside = _("Stand beside the other windows on this screen, to try turnos out.")
    found.add_argument("--beside", action="store_true", help=beside)
    return found


def run(
    name: str,
    argv: Sequence[str] | None,
    open_window: Open,
    *,
    command_line: argparse.ArgumentParser,
    language: Callable[[Config], str] | None = None,
    colours: "Callable[[], ColourMode] | None" = None,
) -> int:
    """Run the window that `open_window` makes and shows until it is closed or told to end.

    An opening is painted before the window is made, the window before its office is looked for, and
    it is started again after a crash. `language` chooses another language than the machine's,
    `colours` others than light ones for the opening. Returns the process's exit code: 1 when the
    settings cannot be used, after a sentence on standard error.
    """
    prepare_streams()
    given = list(sys.argv[1:] if argv is None else argv)
    options = command_line.parse_args(given)
    try:
        remember(vars(options))
        config = load_config(options.config, database=options.database, office=options.office)
        if options.beside:
            config = replace(config, window="all")
        code = _run(name, config, open_window, language, colours)
    except QueueError as error:
        sentence = Language.load(terminal_language()).sentence(error)
        sys.stderr.write(laid_out(sentence, sys.stderr) + "\n")
        return 1
    from core.qt.traces.crash import CRASHED  # noqa: PLC0415 - Qt is loaded by now

    if code == CRASHED:
        start_again(name, given)
    return code


def start_again(name: str, argv: Sequence[str]) -> None:
    """Put a new process of the window `name` in this one's place; after a crash.

    The moments of earlier restarts are handed on in the environment: in the place of a window that
    crashed `RESTARTS` times within `WITHIN_S` a page says that it is out of order, for a while.
    """
    from core.qt.program.out_of_order import MODULES  # noqa: PLC0415 - Qt is loaded by now

    now = time.time()
    before = [float(each) for each in os.environ.get(RESTARTED, "").split()]
    lately = [each for each in before if now - each < WITHIN_S]
    if len(lately) >= RESTARTS:
        os.environ.pop(RESTARTED, None)
        os.execv(sys.executable, [sys.executable, "-m", OUT_OF_ORDER, name, *argv])  # noqa: S606
    os.environ[RESTARTED] = " ".join(str(each) for each in (*lately, now))
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-m", MODULES.get(name, name), *argv])  # noqa: S606


def _run(
    name: str,
    config: Config,
    open_window: Open,
    language: Callable[[Config], str] | None,
    colours: "Callable[[], ColourMode] | None",
) -> int:
    # Qt and what is made of it: a wrong option needs none.
    from core.qt.program.plain_import import import_plainly  # noqa: PLC0415

    import_plainly()
    gc.disable()  # nothing of a start is garbage, and to look for it took 6 %; then see `Collector`
    from core.qt.look.language import Texts  # noqa: PLC0415
    from core.qt.program.app import begin_application, finish_application  # noqa: PLC0415
    from core.qt.program.opening import OpeningPicture  # noqa: PLC0415

    app = begin_application([f"turnos-{name}"], name)
    spoken = config.language if language is None else language(config)
    texts = Texts(spoken, drafts=config.show_drafts)
    opening = OpeningPicture(name, config, texts, colours)
    opening.paint_now()
    finish_application(app, name)

    from core.qt.office_link.evening_copy import EveningCopy  # noqa: PLC0415
    from core.qt.office_link.link import Link  # noqa: PLC0415
    from core.qt.program.not_set_up import NotSetUp  # noqa: PLC0415
    from core.qt.program.watchdog import Watchdog  # noqa: PLC0415

    Watchdog(app)
    link = Link(config)
    copying = EveningCopy(config, link)
    try:
        window = open_window(config, link, texts)
        opening.gone.connect(link.start)
        opening.give_way_to(window)
        window.closed.connect(app.quit)
        NotSetUp(window, link, texts)
        code = app.exec()
        window.close()
        window.stop()
        return code
    finally:
        copying.close()
        link.close()
        texts.close()
