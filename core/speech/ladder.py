"""From the best voice down: each is tried when the one above cannot say a sentence.

What was said once comes from the cache. A voice that hung is left alone for a while, so that
one broken program does not delay every call by its whole limit.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import (
    RecordingsMissing,
    SoundFault,
    VoiceFault,
    VoiceHung,
    VoiceLanguageMissing,
    VoiceNotInstalled,
)
from core.machine.config import VoiceConfig, data_dir
from core.reasons import reason
from core.speech import sound
from core.speech.cache import Cache, key_of
from core.speech.engines.espeak import Espeak
from core.speech.engines.null import NullEngine
from core.speech.engines.pyttsx import Pyttsx
from core.speech.port import Engine, SentenceLike
from core.speech.recordings.clips import Clips, shipped_clips
from core.speech.recordings.manifest import MANIFEST

REST_S = 30.0
_ABSENT = (RecordingsMissing, VoiceLanguageMissing, VoiceNotInstalled)
_SHAPE = "4"  # of what is kept: raise it when `sound.ready_speech` or `clips.paced` changes


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence as sound, and the name of the voice; no path and "" when none could say it.

    `faults` are those of the voices above the one that did.
    """

    path: Path | None
    engine: str
    faults: tuple[VoiceFault, ...]

    @property
    def telling_fault(self) -> VoiceFault | None:
        """The fault to tell staff: what broke, rather than what was never there."""
        broke = (fault for fault in self.faults if not isinstance(fault, _ABSENT))
        return next(broke, self.faults[0] if self.faults else None)


class Ladder:
    """`engines` from best to last; `monotonic` is what their rest is measured with."""

    def __init__(
        self,
        engines: Sequence[Engine],
        cache: Cache,
        *,
        rest_s: float = REST_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.engines = tuple(engines)
        self._cache = cache
        self._rest_s = rest_s
        self._monotonic = monotonic
        self._resting: dict[str, tuple[float, VoiceHung]] = {}

    def is_at_hand(self, sentence: SentenceLike) -> bool:
        """True when the voice that would say `sentence` now has said it before."""
        for engine in self.engines:
            if self._refusal(engine, sentence) is None:
                try:
                    return self._kept(engine, sentence) is not None
                except VoiceFault:
                    return False
        return True  # nobody can say it: there is nothing to wait for

    def render(self, sentence: SentenceLike) -> Rendered:
        """Return `sentence` as the first voice that can says it."""
        faults: list[VoiceFault] = []
        for engine in self.engines:
            refusal = self._refusal(engine, sentence)
            if refusal is not None:
                faults.append(refusal)
                continue
            try:
                path = self._kept(engine, sentence) or self._make(engine, sentence)
            except VoiceHung as fault:
                self._resting[engine.name] = self._monotonic() + self._rest_s, fault
                faults.append(fault)
            except VoiceFault as fault:
                faults.append(fault)
            else:
                return Rendered(path, engine.name, tuple(faults))
        return Rendered(None, "", tuple(faults))

    def _refusal(self, engine: Engine, sentence: SentenceLike) -> VoiceFault | None:
        until, fault = self._resting.get(engine.name, (0.0, None))
        if fault is not None and self._monotonic() < until:
            return fault
        return engine.lacks(sentence)

    def _kept(self, engine: Engine, sentence: SentenceLike) -> Path | None:
        return self._cache.get(_key(engine, sentence))

    def _make(self, engine: Engine, sentence: SentenceLike) -> Path:
        def write(draft: Path) -> None:
            engine.render(sentence, draft)
            sound.write(sound.ready_speech(sound.read(draft)), draft)

        try:
            return self._cache.put(_key(engine, sentence), write)
        except SoundFault as error:
            raise VoiceFault(engine=engine.name, problem=error.fields["problem"]) from error
        except OSError as error:
            raise VoiceFault(engine=engine.name, problem=reason(error)) from error


def _key(engine: Engine, sentence: SentenceLike) -> str:
    return key_of(_SHAPE, engine.name, engine.recipe(sentence), sentence.language, sentence.text)


def own_clips(config: VoiceConfig) -> Path:
    """Return the folder of the office's own recordings, whether or not there are any."""
    return Path(config.clips) if config.clips else data_dir() / "voice"


def clip_folders(config: VoiceConfig) -> tuple[Path, ...]:
    """Return the folders of recordings, best first; one that the settings name is always there."""
    own, shipped = own_clips(config), shipped_clips()
    named = (own,) if config.clips or (own / MANIFEST).is_file() else ()
    return (*named, *((shipped,) if shipped is not None else ()))


def engines_for(config: VoiceConfig) -> tuple[Engine, ...]:
    """Return the voices for a machine's settings, best first: the named one, then the others.

    The office's own recordings go before the shipped ones, a whole sentence at a time.
    """
    if config.engine in ("chime", "none"):
        return (NullEngine(),)
    engines: list[Engine] = [Clips(folder) for folder in clip_folders(config)]
    engines += [Espeak(rate_wpm=config.rate_wpm), Pyttsx(rate_wpm=config.rate_wpm)]
    return tuple(sorted(engines, key=lambda engine: engine.name != config.engine))
