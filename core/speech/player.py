"""The loudspeaker: a program that plays a WAV file, as a short-lived child with a limit.

Sound goes out through whatever player the machine has, because Qt's own needs parts that are
absent there; a player that hangs or dies takes nothing of ours with it.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from types import MappingProxyType

from core.errors import PlayerHung, PlayerMissing, SoundFault
from core.speech.child import Child
from core.speech.port import Player
from core.speech.sound import duration_of

MARGIN_S = 3.0  # to open the device and to let its buffer run out
FILE = "{file}"  # where the path goes in a command; without it, at the end

_LINUX = (
    ("paplay",),
    ("pw-play",),
    ("aplay", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)
_WINDOWS = "import sys, winsound; winsound.PlaySound(sys.argv[1], winsound.SND_FILENAME)"
KNOWN: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {"darwin": (("afplay",),), "win32": ((sys.executable, "-c", _WINDOWS),)}
)


def find_player(command: tuple[str, ...] = (), *, margin_s: float = MARGIN_S) -> Player:
    """Return the player of `command`, or of the first known program this machine has."""
    if command:
        return ProcessPlayer(command, margin_s=margin_s)
    known = KNOWN.get(sys.platform, _LINUX)
    for candidate in known:
        if shutil.which(candidate[0]):
            return ProcessPlayer(candidate, margin_s=margin_s)
    return NoPlayer(", ".join(candidate[0] for candidate in known))


class ProcessPlayer:
    """Plays through `command`, which gets the path where it says {file}, or as its last word."""

    def __init__(self, command: tuple[str, ...], *, margin_s: float = MARGIN_S) -> None:
        self.name = Path(command[0]).stem
        self._command = command if FILE in command else (*command, FILE)
        self._margin_s = margin_s
        self._loudspeaker = Lock()  # held while something sounds
        self._state = Lock()
        self._child: Child | None = None

    def lacks(self) -> SoundFault | None:
        if shutil.which(self._command[0]):
            return None
        return SoundFault(problem=f"{self._command[0]}: {os.strerror(2)}")

    def play(self, path: Path, meanwhile: Callable[[], None] | None = None) -> bool:
        """Play `path` to its end: see `core.speech.port.Player.play`."""
        limit_s = duration_of(path) + self._margin_s
        command = [str(path) if word == FILE else word for word in self._command]
        with self._loudspeaker:
            ends_at = time.monotonic() + limit_s
            try:
                with Child(command) as child:
                    self._sounding(child)
                    if meanwhile is not None:
                        meanwhile()
                    code = child.wait(ends_at - time.monotonic())
                    if child.was_killed:
                        return False
                    if code:
                        raise SoundFault(problem=f"{self.name}: {child.complaint(code)}")
            except TimeoutError as error:
                raise PlayerHung(player=self.name, seconds=round(limit_s)) from error
            except OSError as error:
                problem = f"{self.name}: {error.strerror or error}"
                raise SoundFault(problem=problem) from error
            finally:
                self._sounding(None)
        return True

    def stop(self) -> None:
        """End what sounds now: see `core.speech.port.Player.stop`."""
        with self._state:
            if self._child is not None:
                self._child.kill()

    def _sounding(self, child: Child | None) -> None:
        with self._state:
            self._child = child


class NoPlayer:
    """A machine without any program that plays sound; `known` are those that were looked for."""

    name = "none"

    def __init__(self, known: str) -> None:
        self._known = known

    def lacks(self) -> SoundFault | None:
        return PlayerMissing(known=self._known)

    def play(self, path: Path, meanwhile: Callable[[], None] | None = None) -> bool:  # noqa: ARG002 - the port's shape
        """Refuse, always."""
        raise PlayerMissing(known=self._known)

    def stop(self) -> None:
        """Do nothing: nothing sounds."""
