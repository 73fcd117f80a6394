"""What the display's device lane says calls with: an announcement in, what was heard out.

One sound when every sentence is at hand. Otherwise the chime sounds at once and the sentences
are made meanwhile, so that a slow or hanging voice never delays it. Faults do not pass: they are
in the result, for the call's receipt.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Self

import platformdirs

from core import reasons
from core.errors import QueueError, SoundFault, VoiceFault
from core.machine.config import APP, VoiceConfig
from core.speech import sound
from core.speech.cache import Cache, key_of
from core.speech.ladder import Ladder, engines_for
from core.speech.mixer import mixer_fault, not_asked
from core.speech.player import find_player
from core.speech.port import AnnouncementLike, PartLike, Player, SentenceLike

PROBE_MS = 100
_SILENCE = key_of("silence", str(PROBE_MS))
CHIME = Path(str(files("assets"))) / "sounds" / "chime.wav"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An announcement as one WAV file, chime included.

    `engines` are the voices that say it; `unsaid` the languages no voice could say; `faults`
    what went wrong on the way, also where a lower voice took over.
    """

    path: Path
    engines: tuple[str, ...]
    unsaid: tuple[str, ...]
    faults: tuple[VoiceFault, ...]


@dataclass(frozen=True, slots=True)
class SpokenResult:
    """What the hall heard: `spoken` only when every sentence was, in every language.

    `fault` is the one to tell staff, None when all was heard (or stopped, or the voice is off on
    purpose); `faults` are all, also of voices that another stood in for. `duration_s` is from
    the call of `say` to the end of the sound.
    """

    chimed: bool
    spoken: bool
    stopped: bool
    engines: tuple[str, ...]
    fault: QueueError | None
    faults: tuple[QueueError, ...]
    duration_s: float

    @property
    def failed(self) -> str | None:
        """The sentence of `fault` in English; `Language.sentence(fault)` says it in another."""
        return str(self.fault) if self.fault is not None else None


@dataclass(frozen=True, slots=True)
class _Speech:
    """The sentences of an announcement, as far as they were made; `fault` is why some were not."""

    paths: Mapping[SentenceLike, Path]
    engines: tuple[str, ...]
    unsaid: tuple[str, ...]
    fault: VoiceFault | None
    faults: tuple[VoiceFault, ...]


@dataclass(slots=True)
class _Heard:
    """What `say` notes down as it goes."""

    chimed: bool = False
    spoken: bool = False
    stopped: bool = False
    engines: tuple[str, ...] = ()
    fault: QueueError | None = None
    faults: tuple[QueueError, ...] = ()


class Voice:
    """`say` and `prepare` belong to one thread, the device lane; `stop` and `close` to any."""

    def __init__(
        self,
        ladder: Ladder,
        player: Player,
        cache: Cache,
        *,
        chime: Path = CHIME,
        mixer: Callable[[], SoundFault | None] = not_asked,
    ) -> None:
        """`mixer` says when the computer's own volume lets nothing be heard."""
        self._mixer = mixer
        self.ladder = ladder
        self.player = player
        self._cache = cache
        self._chime = chime
        self._stops = 0
        self._closed = False

    @classmethod
    def open(cls, config: VoiceConfig, *, cache: Path | None = None) -> Self:
        """Return the voice this machine's settings ask for; nothing is started or written yet.

        `cache` is the folder of finished sounds, by default this user's cache folder.
        """
        folder = cache or Path(platformdirs.user_cache_dir(APP, appauthor=False)) / "voice"
        kept = Cache(folder)
        return cls(
            Ladder(engines_for(config), kept),
            find_player(config.player),
            kept,
            mixer=not_asked if config.player else mixer_fault,
        )

    @property
    def folder(self) -> Path:
        """Where finished sounds are kept; several programs may share it."""
        return self._cache.folder

    def prepare(self, announcement: AnnouncementLike) -> Prepared:
        """Make the announcement ready, so that `say` begins at once; return it as one file.

        Raises:
            SoundFault: the file cannot be written, or the chime cannot be read.
        """
        speech = self._speech(announcement.parts)
        path = self._joined(announcement.parts, speech, announcement.level_percent)
        return Prepared(path, speech.engines, speech.unsaid, speech.faults)

    @property
    def stops(self) -> int:
        """How often it was stopped: for `say` and `probe`, which a stop since then ends at once."""
        return self._stops

    def say(self, announcement: AnnouncementLike, *, since: int | None = None) -> SpokenResult:
        """Play the announcement to its end; it never raises a `QueueError`.

        With `since`, a number of `stops`: say nothing if it was stopped after that.
        """
        began = time.monotonic()
        heard = _Heard()
        try:
            stops = self._stops if since is None else since
            self._perform(tuple(announcement.parts), announcement.level_percent, heard, stops)
        except QueueError as fault:
            heard.fault = fault
            heard.faults += (fault,)
        return SpokenResult(
            chimed=heard.chimed,
            spoken=heard.spoken,
            stopped=heard.stopped,
            engines=heard.engines,
            fault=None if heard.stopped else heard.fault,
            faults=heard.faults,
            duration_s=time.monotonic() - began,
        )

    def probe(self, since: int) -> QueueError | None:
        """Play a moment of silence, and ask the mixer: return why nothing would be heard.

        It may run in a thread of its own: a stop, also before it begins, ends it at once. `since`
        is the number of `stops` when it was asked for. It never raises.
        """
        try:
            path = self._cache.get(_SILENCE) or self._cache.put(_SILENCE, _write_silence)
            self._play(path, since)
        except OSError as error:
            problem = reasons.of(error.filename or self._cache.folder, error)
            return SoundFault(problem=problem)
        except QueueError as fault:
            return fault
        return self._mixer()

    def muted(self) -> QueueError | None:
        """Return a fault when the computer's own volume let nothing be heard."""
        return self._mixer()

    def stop(self) -> None:
        """End what is being said now, also when only its chime sounds yet."""
        self._stops += 1
        self.player.stop()

    def close(self) -> None:
        """Be silent from now on: what is being said ends, and nothing else begins."""
        self._closed = True
        self.stop()

    def _perform(
        self, parts: tuple[PartLike, ...], percent: int, heard: _Heard, stops: int
    ) -> None:
        has_chime = any(part.kind == "chime" for part in parts)
        ready = self._ready(parts, percent)
        if ready is None and has_chime:
            made: list[_Speech] = []
            chime = self._chime_at(percent)
            heard.chimed = self._play(chime, stops, lambda: made.append(self._speech(parts)))
            if not heard.chimed:
                heard.stopped = True
                return
            parts = tuple(part for part in parts if part.kind != "chime")
            speech, path = made[0], None
        else:
            speech, path = ready or (self._speech(parts), None)
        heard.engines, heard.fault, heard.faults = speech.engines, speech.fault, speech.faults
        if path is None and speech.paths:
            path = self._joined(parts, speech, percent)
        if path is None:
            return
        heard.stopped = not self._play(path, stops)
        if not heard.stopped:
            heard.chimed = has_chime
            heard.spoken = bool(speech.paths) and not speech.unsaid

    def _ready(self, parts: tuple[PartLike, ...], percent: int) -> tuple[_Speech, Path] | None:
        """Return the whole announcement when nothing has to be made for it, else None."""
        if not all(map(self.ladder.is_at_hand, _sentences(parts))):
            return None
        speech = self._speech(parts)
        if not speech.paths:
            return speech, self._chime_at(percent)
        try:
            return speech, self._joined(parts, speech, percent)
        except SoundFault:  # the cache cannot be written: the chime is given all the same
            return None

    def _play(self, path: Path, stops: int, work: Callable[[], None] | None = None) -> bool:
        """Play `path` and do `work` meanwhile; False when it was stopped since `stops`."""

        def meanwhile() -> None:
            # Here the sound can be stopped: `stop` may have come just before it could.
            if self._closed or self._stops != stops:
                self.player.stop()
            elif work is not None:
                work()

        if self._closed or self._stops != stops:
            return False
        return self.player.play(path, meanwhile)

    def _speech(self, parts: Sequence[PartLike]) -> _Speech:
        paths: dict[SentenceLike, Path] = {}
        engines: list[str] = []
        unsaid: list[str] = []
        faults: list[VoiceFault] = []
        why: VoiceFault | None = None
        for sentence in _sentences(parts):
            rendered = self.ladder.render(sentence)
            faults += rendered.faults
            if rendered.path is None:
                unsaid.append(sentence.language)
                why = why or rendered.telling_fault
            elif sound.duration_of(rendered.path):  # the voice that is off on purpose says nothing
                paths[sentence] = rendered.path
                engines.append(rendered.engine)
        return _Speech(
            paths, tuple(dict.fromkeys(engines)), tuple(dict.fromkeys(unsaid)), why, tuple(faults)
        )

    def _chime_at(self, percent: int) -> Path:
        """Return the chime as loud as wanted; where it cannot be written, as loud as it is."""
        if percent >= sound.FULL:
            return self._chime
        try:
            return self._levelled(self._chime, percent)
        except (OSError, SoundFault):
            return self._chime

    def _levelled(self, path: Path, percent: int) -> Path:
        """Return a file that is `percent` as loud to an ear.

        Raises:
            OSError, SoundFault
        """

        def write(draft: Path) -> None:
            sound.write(sound.at_level(sound.read(path), percent), draft)

        key = key_of("level", str(percent), str(path), str(path.stat().st_mtime_ns))
        return self._cache.get(key) or self._cache.put(key, write)

    def _joined(self, parts: Sequence[PartLike], speech: _Speech, percent: int) -> Path:
        """Return one file of `parts`; the pause before a sentence nobody can say is left out.

        Raises:
            SoundFault: it cannot be written, or one of its parts cannot be read.
        """
        pieces: list[Path | int] = []  # a sound, or a pause in milliseconds
        pause_ms = 0
        for part in parts:
            if part.kind == "pause":
                pause_ms += part.ms
                continue
            path = self._chime if part.sentence is None else speech.paths.get(part.sentence)
            if path is not None:
                pieces += [pause_ms, path]
            pause_ms = 0

        def write(draft: Path) -> None:
            sounds = (
                sound.silence(piece) if isinstance(piece, int) else sound.read(piece)
                for piece in pieces
            )
            sound.write(sound.at_level(sound.joined(sounds), percent), draft)

        try:
            chime_at = self._chime.stat().st_mtime_ns  # the other files are named by content
            key = key_of("announcement", str(percent), str(chime_at), *map(str, pieces))
            return self._cache.get(key) or self._cache.put(key, write)
        except OSError as error:
            problem = reasons.of(error.filename or self._cache.folder, error)
            raise SoundFault(problem=problem) from error


def _write_silence(draft: Path) -> None:
    sound.write(sound.silence(PROBE_MS), draft)


def _sentences(parts: Iterable[PartLike]) -> tuple[SentenceLike, ...]:
    """Each sentence once, in the order in which it is first heard."""
    said = (part.sentence for part in parts if part.sentence is not None)
    return tuple(dict.fromkeys(said))
