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

from core.errors import N_, PlayerHung, PlayerMissing, SoundFault, Words
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
WHO = N_("{player}: {problem}")
_WINDOWS = "import sys, winsound; winsound.PlaySound(sys.argv[1], winsound.SND_FILENAME)"  # unsaid
KNOWN: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {"darwin": (("afplay",),), "win32": ((sys.executable, "-c", _WINDOWS),)}
)


def find_player(command: tuple[str, ...] = (), *, margin_s: float = MARGIN_S) -> Player:
    """Return the player of `command`, or whichever known program this machine has."""
    if command:
        return ProcessPlayer(command, margin_s=margin_s)
    return FoundPlayer(KNOWN.get(sys.platform, _LINUX), margin_s=margin_s)


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
                        problem = child.complaint(code)
                        raise SoundFault(problem=Words(WHO, player=self.name, problem=problem))
            except TimeoutError as error:
                raise PlayerHung(player=self.name, seconds=round(limit_s)) from error
            except OSError as error:
                said = error.strerror or str(error)
                raise SoundFault(problem=Words(WHO, player=self.name, problem=said)) from error
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


class FoundPlayer:
    """Plays through the first of `known` that this machine has, also one installed later."""

    def __init__(self, known: tuple[tuple[str, ...], ...], *, margin_s: float = MARGIN_S) -> None:
        self._known = known
        self._margin_s = margin_s
        self._player: ProcessPlayer | None = None

    @property
    def name(self) -> str:
        player = self._find()
        return player.name if player is not None else "none"

    def lacks(self) -> SoundFault | None:
        return None if self._find() is not None else self._missing()

    def play(self, path: Path, meanwhile: Callable[[], None] | None = None) -> bool:
        """Play `path` to its end: see `core.speech.port.Player.play`."""
        player = self._find()
        if player is None:
            raise self._missing()
        return player.play(path, meanwhile)

    def stop(self) -> None:
        """End what sounds now: see `core.speech.port.Player.stop`."""
        if self._player is not None:
            self._player.stop()

    def _find(self) -> ProcessPlayer | None:
        if self._player is None or self._player.lacks() is not None:
            there = (command for command in self._known if shutil.which(command[0]))
            players = (ProcessPlayer(command, margin_s=self._margin_s) for command in there)
            self._player = next(players, None)
        return self._player

    def _missing(self) -> PlayerMissing:
        return PlayerMissing(known=", ".join(command[0] for command in self._known))
