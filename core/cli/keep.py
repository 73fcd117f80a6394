"""A window kept alive where the system itself does not do it: `python -m core.cli.keep kiosk`.

Windows' assigned access starts a program when its account signs in, and never again; its Shell
Launcher would, but if a crash puts a new process in the program's place, it takes the program for
one that ended. Debian needs none of this: systemd does it there.
"""

import subprocess
import sys
import time
from collections.abc import Sequence

PAUSE_S = 5.0


def keep(command: Sequence[str], *, pause_s: float = PAUSE_S) -> None:
    """Run `command` again and again, until it ends with 0: by staff, from its menu."""
    while subprocess.run(command, check=False).returncode != 0:  # noqa: S603 - our own window
        time.sleep(pause_s)


if __name__ == "__main__":
    window, *rest = sys.argv[1:]
    keep([sys.executable, "-m", window, *rest])
