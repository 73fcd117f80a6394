"""Which printers this computer knows: those on a cable, and the print queues of the system."""

import shutil
import subprocess
from pathlib import Path
from typing import Literal, NamedTuple

from core.errors import N_

LIMIT_S = 10


class FoundPrinter(NamedTuple):
    """Its kind in the settings, its device or the name of its queue, and how it is told."""

    kind: Literal["file", "queue"]
    place: str
    words: str


def found_printers() -> list[FoundPrinter]:
    """Return the printers of this computer; this may take seconds."""
    devices = sorted(Path("/dev/usb").glob("lp*"))
    found = [FoundPrinter("file", str(each), N_("{name}, on a cable")) for each in devices]
    if (lpstat := shutil.which("lpstat")) is not None:
        try:
            asked = subprocess.run(  # noqa: S603 - a fixed command
                [lpstat, "-e"], capture_output=True, text=True, check=False, timeout=LIMIT_S
            )
        except subprocess.TimeoutExpired:  # a print server that hangs: there are the others
            return found
        names = asked.stdout.split()
        found += [FoundPrinter("queue", each, N_("{name}, a print queue")) for each in names]
    return found
