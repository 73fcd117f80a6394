"""No voice, on purpose: the hall hears the chime and nothing else."""

from pathlib import Path

from core.errors import VoiceFault
from core.speech import sound
from core.speech.port import SentenceLike


class NullEngine:
    """Says every sentence as nothing at all, which is not a fault."""

    name = "none"

    def lacks(self, sentence: SentenceLike) -> VoiceFault | None:  # noqa: ARG002 - the port's shape
        return None

    def recipe(self, sentence: SentenceLike) -> str:  # noqa: ARG002 - the port's shape
        return ""

    def render(self, sentence: SentenceLike, into: Path) -> None:  # noqa: ARG002 - the port's shape
        sound.write(sound.silence(0), into)
