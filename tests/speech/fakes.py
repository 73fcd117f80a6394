"""Fake hardware and builders: a loudspeaker that is a real process, voices that break, tones."""

import json
import math
import sys
import threading
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.announce import announce
from core.errors import SoundFault, VoiceFault
from core.machine.config import UNHEARD
from core.speech.cache import Cache
from core.speech.engines.espeak import Espeak
from core.speech.ladder import Ladder
from core.speech.mixer import not_asked
from core.speech.player import ProcessPlayer
from core.speech.port import Engine, Player, SentenceLike
from core.speech.sound import RATE, Sound
from core.speech.voice import CHIME, Voice

HERE = Path(__file__).parent
DEADLINE_S = 20.0


@dataclass(frozen=True)
class Loudspeaker:
    """What a fake player noted down, and players that note there."""

    notes: Path

    def player(self, mode: str = "play", *, margin_s: float = 10.0) -> ProcessPlayer:
        command = (sys.executable, str(HERE / "fake_player.py"), mode, str(self.notes), UNHEARD)
        return ProcessPlayer(command, margin_s=margin_s)

    @property
    def played(self) -> list[dict[str, Any]]:
        if not self.notes.exists():
            return []
        return [json.loads(line) for line in self.notes.read_text(encoding="utf-8").splitlines()]


def broken_espeak(mode: str, *, limit_s: float = 5.0) -> Espeak:
    """Return espeak-ng as a program that will `hang`, `crash`, write `garbage` or be `silent`."""
    command = (sys.executable, str(HERE / "fake_voice.py"), mode)
    return Espeak(rate_wpm=125, command=command, limit_s=limit_s)


def a_tone(duration_s: float = 0.2, *, amplitude: int = 8000, rate: int = RATE) -> Sound:
    count = round(duration_s * rate)
    step = math.tau * 440 / rate
    return Sound(array("h", [round(amplitude * math.sin(at * step)) for at in range(count)]), rate)


def eventually(condition: Callable[[], object]) -> None:
    """Wait until `condition` holds; fail at the deadline."""
    pause = threading.Event()
    ends_at = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < ends_at, "it never came true"
        pause.wait(0.01)


CALL = announce("P-014", 2)
MISSING = Espeak(rate_wpm=125, command=("no-such-voice",))


def a_voice(
    player: Player,
    cache: Cache,
    *engines: Engine,
    chime: Path = CHIME,
    rest_s: float = 30.0,
    mixer: Callable[[], SoundFault | None] = not_asked,
) -> Voice:
    return Voice(
        Ladder(engines or (Espeak(rate_wpm=125),), cache, rest_s=rest_s),
        player,
        cache,
        chime=chime,
        mixer=mixer,
    )


def files_played(loudspeaker: Loudspeaker) -> list[Path]:
    return [Path(played["file"]) for played in loudspeaker.played]


class Counting:
    """A voice that counts how often it was made to work."""

    def __init__(self, inner: Engine) -> None:
        self.inner = inner
        self.name = inner.name
        self.renderings = 0

    def lacks(self, spoken: SentenceLike) -> VoiceFault | None:
        return self.inner.lacks(spoken)

    def recipe(self, spoken: SentenceLike) -> str:
        return self.inner.recipe(spoken)

    def render(self, spoken: SentenceLike, into: Path) -> None:
        self.renderings += 1
        self.inner.render(spoken, into)
