"""The loudspeaker: a program that plays a WAV file, as a short-lived child with a limit.

Sound goes out through whatever player the machine has, because Qt's own needs parts that are
absent there; a player that hangs or dies takes nothing of ours with it.
"""

import errno
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import MappingProxyType

from core import reasons
from core.errors import N_, PlayerHung, PlayerMissing, SoundFault, Words
from core.machine.config import UNHEARD
from core.speech.child import Child
from core.speech.port import Player
from core.speech.sound import duration_of, silence, write

TRIAL_MS, TRIAL_S = 100, 2.0  # the silence that tries a player, and how much longer it may take
MARGIN_S = 3.0  # to open the device and to let its buffer run out
FILE = "{file}"  # where the path goes in a command; without it, at the end
LEAST = 0.5  # of a sound's time: a player that ends sooner did not play it

_LINUX = (
    ("paplay",),
    ("pw-play",),
    ("aplay", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)
WHO = N_("{player}: {problem}")
ENDED_EARLY = N_(
    "it ended after {seconds:.2f} s of a sound of {lasts:.1f} s, as where there is no sound device"
)
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
        self.command = command if FILE in command else (*command, FILE)
        self._margin_s = margin_s
        self._least = 0.0 if UNHEARD in command else LEAST
        self._loudspeaker = Lock()  # held while something sounds
        self._state = Lock()
        self._child: Child | None = None
        self._stops = 0

    def lacks(self) -> SoundFault | None:
        if shutil.which(self.command[0]):
            return None
        return SoundFault(problem=reasons.of(self.command[0], FileNotFoundError(errno.ENOENT, "")))

    def play(
        self,
        path: Path,
        meanwhile: Callable[[], None] | None = None,
        *,
        is_stopped: Callable[[], bool] | None = None,
    ) -> bool:
        """Play `path` to its end: see `core.speech.port.Player.play`.

        `is_stopped` is asked once the program runs: a stop may have come while it was started.
        """
        lasts_s = duration_of(path)
        limit_s = lasts_s + self._margin_s
        words = (word for word in self.command if word != UNHEARD)
        command = [str(path) if word == FILE else word for word in words]
        with self._loudspeaker:
            stops = self._stops
            began_at = time.monotonic()
            ends_at = began_at + limit_s
            try:
                with Child(command) as child:
                    self._sounding(child)
                    if self._stops != stops or (is_stopped is not None and is_stopped()):
                        child.kill()
                    if meanwhile is not None:
                        meanwhile()
                    code = child.wait(ends_at - time.monotonic())
                    if child.was_killed:
                        return False
                    if code:
                        problem = child.complaint(code)
                        raise SoundFault(problem=Words(WHO, player=self.name, problem=problem))
                    # Work that took longer than the sound hides when it ended: then it is believed.
                    took_s = time.monotonic() - began_at
                    if took_s < self._least * lasts_s:
                        early = Words(ENDED_EARLY, seconds=took_s, lasts=lasts_s)
                        raise SoundFault(problem=Words(WHO, player=self.name, problem=early))
            except TimeoutError as error:
                raise PlayerHung(player=self.name, seconds=round(limit_s)) from error
            except OSError as error:
                said = reasons.reason(error)
                raise SoundFault(problem=Words(WHO, player=self.name, problem=said)) from error
            finally:
                self._sounding(None)
        return True

    def stop(self) -> None:
        """End what sounds now: see `core.speech.port.Player.stop`."""
        with self._state:
            self._stops += 1
            if self._child is not None:
                self._child.kill()

    def _sounding(self, child: Child | None) -> None:
        with self._state:
            self._child = child


class FoundPlayer:
    """Plays through the first of `known` that works here, also one installed later.

    A program that is there may have no sound server to play to. So when there are several, a
    moment of silence is played through one after the other; the one that took it is remembered
    until it fails.
    """

    def __init__(self, known: tuple[tuple[str, ...], ...], *, margin_s: float = MARGIN_S) -> None:
        self._known = known
        self._margin_s = margin_s
        self._works: ProcessPlayer | None = None
        self._sounding: ProcessPlayer | None = None
        self._stops = 0

    @property
    def name(self) -> str:
        return next((player.name for player in self._there()), "none")

    def lacks(self) -> SoundFault | None:
        return None if self._there() else self._missing()

    def play(self, path: Path, meanwhile: Callable[[], None] | None = None) -> bool:
        """Play `path` to its end: see `core.speech.port.Player.play`."""
        there = self._there()
        if not there:
            raise self._missing()
        duration_of(path)  # a file that is no sound is not the players' fault
        faults: list[SoundFault] = []
        stops = self._stops

        def is_stopped() -> bool:
            return self._stops != stops

        for player in there:
            try:
                if player is not self._works and len(there) > 1:
                    self._try(player, is_stopped)
                if is_stopped():
                    return False
                self._sounding = player
                was_played = player.play(path, meanwhile, is_stopped=is_stopped)
            except SoundFault as fault:
                self._works = None
                if isinstance(fault, PlayerHung) and self._sounding is player:
                    raise  # it is too late for another one
                faults.append(fault)
            else:
                self._works = player
                return was_played
            finally:
                self._sounding = None
        raise faults[0]

    def stop(self) -> None:
        """End what sounds now: see `core.speech.port.Player.stop`."""
        self._stops += 1
        if (player := self._sounding) is not None:
            player.stop()

    def _try(self, player: ProcessPlayer, is_stopped: Callable[[], bool]) -> None:
        """Try a player with silence.

        Raises:
            SoundFault: it has nothing to play to.
        """
        trial = ProcessPlayer(player.command, margin_s=min(TRIAL_S, self._margin_s))
        self._sounding = trial
        with _silence() as path:
            trial.play(path, is_stopped=is_stopped)

    def _there(self) -> list[ProcessPlayer]:
        """Return the players that this machine has, the one that works first."""
        there = [command for command in self._known if shutil.which(command[0])]
        players = [ProcessPlayer(command, margin_s=self._margin_s) for command in there]
        works = self._works
        if works is None or works.lacks() is not None:
            return players
        return [works, *(player for player in players if player.command != works.command)]

    def _missing(self) -> PlayerMissing:
        return PlayerMissing(known=", ".join(command[0] for command in self._known))


def try_player(player: Player) -> SoundFault | None:
    """Play a moment of silence; return why nothing would be heard."""
    try:
        with _silence() as path:
            player.play(path)
    except SoundFault as fault:
        return fault
    return None


@contextmanager
def _silence() -> Iterator[Path]:
    """Give a file with a moment of silence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "silence.wav"
        write(silence(TRIAL_MS), path)
        yield path
