"""Start the kiosk: `turnos-kiosk`, `turnos kiosk`."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.errors import N_
from core.machine.config import Config
from core.qt.program.run import parser, run

if TYPE_CHECKING:
    from core.qt.look.language import Texts
    from core.qt.look.tokens import ColourMode
    from core.qt.office_link.link import Link
    from kiosk.window import KioskWindow


def main(argv: Sequence[str] | None = None) -> int:
    """Run the kiosk until it is told to end; return the process's exit code."""
    command_line = parser("kiosk", N_("Open the kiosk, where citizens take their tickets."))
    return run("kiosk", argv, _open, command_line=command_line, colours=_colours)


def _colours() -> "ColourMode":
    from kiosk.memory import KioskMemory  # noqa: PLC0415 - a wrong option needs no Qt

    return KioskMemory().set_up.mode


def _open(config: Config, link: "Link", texts: "Texts") -> "KioskWindow":
    from core.qt.desktop.side_by_side import stand  # noqa: PLC0415 - a wrong option needs no Qt
    from kiosk.window import create  # noqa: PLC0415

    window = create(config, link, texts)
    if config.window == "all":
        stand(window, "kiosk")
        window.show()
    elif config.screen.fullscreen:
        window.lock_on(config.screen)
    else:
        window.remember_geometry()
        window.show()
    return window


if __name__ == "__main__":
    sys.exit(main())
