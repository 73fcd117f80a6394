"""No voice, on purpose: the hall hears the chime and nothing else."""

from pathlib import Path

from core.errors import VoiceFault
from core.speech import sound
from core.speech.port import Sentence


class NullEngine:
    """Says every sentence as nothing at all, which is not a fault."""

    name = "none"

    def lacks(self, sentence: Sentence) -> VoiceFault | None:  # noqa: ARG002 - the port's shape
        return None

    def recipe(self, sentence: Sentence) -> str:  # noqa: ARG002 - the port's shape
        return ""

    def render(self, sentence: Sentence, into: Path) -> None:  # noqa: ARG002 - the port's shape
        sound.write(sound.silence(0), into)
