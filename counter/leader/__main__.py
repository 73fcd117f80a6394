"""Start the leader's window: `turnos-leader`, `turnos leader`."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.errors import N_
from core.language import OWN_NAMES
from core.machine.config import Config
from core.qt.program.run import parser, run

if TYPE_CHECKING:
    from core.qt.look.language import Texts
    from core.qt.office_link.link import Link
    from counter.leader.window import LeaderWindow


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; return the process's exit code."""
    command_line = parser(
        "leader", N_("Open the leader's window: people, devices, notices and settings.")
    )
    return run("leader", argv, _open, command_line=command_line, language=_language)


def _language(config: Config) -> str:
    """Return the language last chosen at this window, else the machine's."""
    from counter.leader.memory import LeaderMemory  # noqa: PLC0415 - a wrong option needs no Qt

    chosen = LeaderMemory().language
    return chosen if chosen in OWN_NAMES else config.language


def _open(config: Config, link: "Link", texts: "Texts") -> "LeaderWindow":
    from counter.leader.window import create  # noqa: PLC0415 - a wrong option needs no Qt

    window = create(config, link, texts)
    window.remember_geometry()
    window.show()
    return window


if __name__ == "__main__":
    sys.exit(main())
