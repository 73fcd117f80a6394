"""What speech needs from the rest: an announcement's shape, an engine, a player.

`core.announce` makes announcements; it and this package do not know each other (siblings in a
layer), they agree on these shapes. A new voice is one class with the four members of `Engine`
and a place in `core.speech.ladder.engines_for`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from core.errors import SoundFault, VoiceFault


class PhraseLike(Protocol):
    """A stretch of a sentence that is recorded in one piece: see `core.announce.Phrase`."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def pause_ms(self) -> int: ...


class SentenceLike(Protocol):
    """Words of one language; `phrases` are the same words in pieces, or nothing.

    Recordings are joined within `most_s`, where their words leave room.
    """

    @property
    def language(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def phrases(self) -> Sequence[PhraseLike]: ...
    @property
    def most_s(self) -> float: ...


class PartLike(Protocol):
    """`kind` is `chime`, `pause` (of `ms`) or `sentence`."""

    @property
    def kind(self) -> str: ...
    @property
    def ms(self) -> int: ...
    @property
    def sentence(self) -> SentenceLike | None: ...


class AnnouncementLike(Protocol):
    """What is heard, in order, and how loud of 100."""

    @property
    def parts(self) -> Sequence[PartLike]: ...
    @property
    def level_percent(self) -> int: ...


class Engine(Protocol):
    """A voice. It works in the caller's thread and gives up within a limit of its own."""

    @property
    def name(self) -> str: ...

    def lacks(self, sentence: SentenceLike) -> VoiceFault | None:
        """Return why it cannot say `sentence` at all, without trying; None when it can try."""

    def recipe(self, sentence: SentenceLike) -> str:
        """Return all that decides the sound besides the text: settings, recordings, version.

        A rendering is kept until the recipe or the text changes. Asked only of a sentence it
        does not lack anything for.

        Raises:
            VoiceFault: it cannot tell any more.
        """

    def render(self, sentence: SentenceLike, into: Path) -> None:
        """Write `sentence` to `into` as 16-bit PCM WAV, of any rate and level.

        Raises:
            VoiceFault: it could not, or not within its limit; no child of it still runs.
        """


class Player(Protocol):
    """A loudspeaker. One sound at a time: a second caller waits until the first has ended."""

    @property
    def name(self) -> str: ...

    def lacks(self) -> SoundFault | None:
        """Return why nothing can be played here, without trying; None when it can try."""

    def play(self, path: Path, meanwhile: Callable[[], None] | None = None) -> bool:
        """Play the WAV file `path` to its end, running `meanwhile` in this thread as it sounds.

        Returns False when `stop` ended it.

        Raises:
            SoundFault: it was not played, or not within its duration and a margin.
        """

    def stop(self) -> None:
        """End what sounds now, from any thread; nothing when nothing does."""
