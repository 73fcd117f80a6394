"""Start the counter window: `turnos-counter`, `turnos counter`."""

import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from core.errors import N_
from core.language import OWN_NAMES, Language, terminal_language
from core.machine.config import Config
from core.qt.program.run import parser, run

if TYPE_CHECKING:
    from core.qt.look.language import Texts
    from core.qt.look.tokens import ColourMode
    from core.qt.office_link.link import Link
    from counter.window import CounterWindow


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; return the process's exit code."""
    command_line = parser(
        "counter", N_("Open the counter window, where a facilitator calls and serves.")
    )
    words = Language.load(terminal_language())(
        "The counter's number; asked at sign-in if not given."
    )
    command_line.add_argument("--counter", type=int, help=words)
    opened = partial(_open, counter=command_line.parse_args(argv).counter)
    return run(
        "counter", argv, opened, command_line=command_line, language=_language, colours=_colours
    )


def _language(config: Config) -> str:
    """Return the language last chosen at this window, else the machine's."""
    from counter.placing.memory import CounterMemory  # noqa: PLC0415 - a wrong option needs no Qt

    chosen = CounterMemory().language
    return chosen if chosen in OWN_NAMES else config.language


def _colours() -> "ColourMode":
    from counter.placing.memory import CounterMemory  # noqa: PLC0415 - a wrong option needs no Qt

    return CounterMemory().mode


def _open(config: Config, link: "Link", texts: "Texts", *, counter: int | None) -> "CounterWindow":
    from core.qt.desktop.side_by_side import stand  # noqa: PLC0415 - a wrong option needs no Qt
    from counter.window import create  # noqa: PLC0415

    window = create(config, link, texts, counter=counter)
    if config.window == "all":
        stand(window, "counter")
    else:
        window.remember_geometry()
    if config.voice.engine != "none":
        from core.speech.player import find_player  # noqa: PLC0415

        window.alert.use(find_player(config.voice.player))
    window.show()
    return window


if __name__ == "__main__":
    sys.exit(main())
