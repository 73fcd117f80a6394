"""The screen read aloud: one sentence after the other on a lane of its own, until somebody stops.

A touch ends it at once. Louder, quieter, slower and faster say the present sentence again so.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Protocol

import platformdirs
from PySide6.QtCore import QObject, Signal, Slot

from core import reasons
from core.announce import Sentence, digits_in_words
from core.errors import QueueError, SoundFault
from core.machine.config import APP, VoiceConfig
from core.qt.office_link.tasks import Lane
from core.speech import sound
from core.speech.cache import Cache, key_of
from core.speech.ladder import Ladder, engines_for
from core.speech.player import find_player, try_player
from core.speech.port import Player
from kiosk.visit.page_values import PACES, VOLUMES, Listening

WPM = (105, 125, 150)  # of each pace
SAMPLE = "1"
LEAD_MS, AWAKE_S = 300, 5.0  # a device that was silent so long may wake slowly: silence goes first
STEP_DB = 7.0  # from one volume to the next
_CODE = re.compile(r"\b([A-Z])-(\d{3,})\b")
_LONG_NUMBER = re.compile(r"\d{5,}")  # a telephone's: nobody says it as one number


def speakable(text: str, language: str) -> str:
    """Return `text` as it is said: codes as in the hall, telephone numbers digit by digit."""

    def code(found: re.Match[str]) -> str:
        return f"{found[1]}, {digits_in_words(found[2], language)}"

    flat = " ".join(text.split())
    return _LONG_NUMBER.sub(lambda found: " ".join(found[0]), _CODE.sub(code, flat))


def _led(said: sound.Sound) -> sound.Sound:
    return sound.joined((sound.silence(LEAD_MS), said))


class Aloud(Protocol):
    """What says one sentence and can be stopped meanwhile."""

    def lacks(self, language: str) -> bool: ...
    def say(
        self, text: str, how: Listening, language: str, goes_on: Callable[[], bool]
    ) -> None: ...
    def stop(self) -> None: ...


class Loudspeaker:
    """The machine's voices at three paces, its player, and a cache of what they said."""

    def __init__(self, ladders: Sequence[Ladder], player: Player, cache: Cache) -> None:
        """`ladders` has one for each pace, the slowest first."""
        self._ladders = tuple(ladders)
        self._player = player
        self._cache = cache
        self._sounded_at = float("-inf")

    @classmethod
    def open(cls, config: VoiceConfig) -> "Loudspeaker":
        """Return what this machine's settings ask for; nothing is started or written yet."""
        cache = Cache(Path(platformdirs.user_cache_dir(APP, appauthor=False)) / "voice")
        ladders = [Ladder(engines_for(replace(config, rate_wpm=wpm)), cache) for wpm in WPM]
        return cls(ladders, find_player(config.player), cache)

    def lacks(self, language: str) -> bool:
        """Tell whether nothing can be heard here in `language`."""
        if try_player(self._player) is not None:
            return True
        # Some voices know only by trying whether they speak a language.
        return self._ladders[0].render(Sentence(language, SAMPLE)).path is None

    def say(self, text: str, how: Listening, language: str, goes_on: Callable[[], bool]) -> None:
        """Say `text` to its end, or to a stop; nothing when no voice can say it.

        `goes_on` tells, once it can be stopped, whether it was meant to be stopped before.

        Raises:
            SoundFault: it cannot be played.
        """

        def meanwhile() -> None:
            if not goes_on():
                self._player.stop()

        rendered = self._ladders[how.pace].render(Sentence(language, text))
        if rendered.path is not None and goes_on():
            path = self._quieter(rendered.path, how.volume)
            if monotonic() - self._sounded_at > AWAKE_S:
                path = self._made("led", path, _led)
            self._player.play(path, meanwhile)
            self._sounded_at = monotonic()

    def stop(self) -> None:
        self._player.stop()

    def _quieter(self, path: Path, volume: int) -> Path:
        below_db = (VOLUMES - 1 - volume) * STEP_DB
        if not below_db:
            return path

        return self._made(
            f"quieter {below_db}",  # unsaid: a name in the cache
            path,
            lambda said: sound.quieter(said, below_db),
        )

    def _made(self, how: str, path: Path, make: Callable[[sound.Sound], sound.Sound]) -> Path:
        """Return a sound made of another one, which is kept."""

        def write(draft: Path) -> None:
            sound.write(make(sound.read(path)), draft)

        try:
            key = key_of(how, path.name)
            return self._cache.get(key) or self._cache.put(key, write)
        except OSError as error:
            raise SoundFault(problem=reasons.of(path.name, error)) from error


@dataclass(slots=True)
class _Reading:
    """One reading aloud, shared with the lane: told of a stop, and to say a sentence again."""

    is_over: bool = False
    again: bool = False

    @property
    def goes_on(self) -> bool:
        return not (self.is_over or self.again)


class Reader(QObject):
    """Reads what it is given, and shows how.

    Signals:
        changed: `listening` is another one.
    """

    changed = Signal()

    def __init__(
        self, speaker: Aloud | None, *, volume: int = 2, parent: QObject | None = None
    ) -> None:
        """`speaker` None is a kiosk without sound."""
        super().__init__(parent)
        self._speaker = speaker
        self._lane = None if speaker is None else Lane("aloud", self)
        self._reading: _Reading | None = None
        self._usual = Listening(volume=volume)
        self.listening = self._usual

    def check(self, language: str) -> None:
        """Find out whether `language` can be heard here; `changed` tells."""
        if self._lane is not None and self._speaker is not None:
            lacks: Callable[[str], bool] = self._speaker.lacks
            self._lane.submit(lambda: not lacks(language), self._offer, self._fail)

    def read(self, sentences: Sequence[str], language: str) -> None:
        """Read `sentences` aloud, in place of what is being read."""
        self.stop()
        if self._lane is None or not self.listening.is_offered or not sentences:
            return
        reading = self._reading = _Reading()
        said = [speakable(each, language) for each in sentences]
        self._lane.submit(lambda: self._say(reading, said, language), self._end, self._fail)
        self._show(replace(self.listening, is_speaking=True))

    def stop(self) -> None:
        """Be silent, at once."""
        reading, self._reading = self._reading, None
        if reading is None or self._speaker is None:
            return
        reading.is_over = True
        self._speaker.stop()
        self._show(replace(self.listening, is_speaking=False))

    def set_volume(self, volume: int) -> None:
        self._set(replace(self.listening, volume=min(max(volume, 0), VOLUMES - 1)))

    def set_pace(self, pace: int) -> None:
        self._set(replace(self.listening, pace=min(max(pace, 0), PACES - 1)))

    def set_usual_volume(self, volume: int) -> None:
        """Have everybody begin with this volume."""
        self._usual = Listening(volume=volume)
        self._set(replace(self.listening, volume=volume))

    def forget(self) -> None:
        """Be silent, and as the next person expects it."""
        self.stop()
        self._show(replace(self._usual, is_offered=self.listening.is_offered))

    def close(self) -> None:
        self.stop()
        if self._lane is not None:
            self._lane.close()

    def _say(self, reading: _Reading, sentences: Sequence[str], language: str) -> _Reading:
        """Say the sentences (in the lane)."""
        assert self._speaker is not None  # asked only where there is one
        for text in sentences:
            reading.again = True
            while reading.again and not reading.is_over:
                reading.again = False
                self._speaker.say(text, self.listening, language, lambda: reading.goes_on)
        return reading

    def _set(self, listening: Listening) -> None:
        if listening == self.listening:
            return
        self._show(listening)
        if self._reading is not None and self._speaker is not None:
            self._reading.again = True
            self._speaker.stop()

    @Slot(object)
    def _offer(self, is_offered: bool) -> None:
        self._show(replace(self.listening, is_offered=is_offered))

    def _end(self, reading: _Reading) -> None:
        if reading is self._reading:
            self._reading = None
            self._show(replace(self.listening, is_speaking=False))

    def _fail(self, _error: QueueError) -> None:
        """Offer it no more: the loudspeaker is broken."""
        self._reading = None
        self._show(replace(self.listening, is_offered=False, is_speaking=False))

    def _show(self, listening: Listening) -> None:
        if listening != self.listening:
            self.listening = listening
            self.changed.emit()
