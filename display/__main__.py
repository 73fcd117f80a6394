"""Start the hall display: `turnos-display`, `turnos display`."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.errors import N_
from core.machine.config import Config
from core.qt.program.run import parser, run

if TYPE_CHECKING:
    from core.qt.look.language import Texts
    from core.qt.office_link.link import Link
    from display.window import DisplayWindow


def main(argv: Sequence[str] | None = None) -> int:
    """Run the display until it is told to end; return the process's exit code."""
    command_line = parser("display", N_("Open the hall display, which shows and speaks the calls."))
    return run("display", argv, _open, command_line=command_line)


def _open(config: Config, link: "Link", texts: "Texts") -> "DisplayWindow":
    from core.qt.desktop.side_by_side import stand  # noqa: PLC0415 - a wrong option needs no Qt
    from display.window import create  # noqa: PLC0415

    window = create(config, link, texts)
    if config.window == "all":
        stand(window, "display")
        window.show()
    elif config.screen.fullscreen:
        window.cover(config.screen)
    else:
        window.remember_geometry()
        window.show()
    return window


if __name__ == "__main__":
    sys.exit(main())
