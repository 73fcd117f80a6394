"""Recordings, espeak-ng, pyttsx3, the chime alone: each rung where those above are gone."""

from itertools import product

import pytest

from core.errors import VoiceFault, VoiceHung, VoiceNotInstalled
from core.machine.config import VoiceConfig
from core.speech.cache import Cache
from core.speech.ladder import engines_for
from core.speech.port import Engine, SentenceLike
from tests.speech.fakes import CALL, Loudspeaker, a_voice

RUNGS = ("clips", "espeak", "pyttsx3")


class Gone:
    """A voice that is missing, or breaks when it is asked to speak."""

    def __init__(self, inner: Engine, how: str) -> None:
        self.name = inner.name
        self._inner = inner
        self._how = how

    def lacks(self, spoken: SentenceLike) -> VoiceFault | None:
        if self._how == "missing":
            return VoiceNotInstalled(engine=self.name, package="another")
        return self._inner.lacks(spoken)

    def recipe(self, spoken: SentenceLike) -> str:
        return self._inner.recipe(spoken)

    def render(self, spoken: SentenceLike, into: object) -> None:  # noqa: ARG002 - the port's shape
        if self._how == "hung":
            raise VoiceHung(engine=self.name, seconds=1)
        raise VoiceFault(engine=self.name, problem="broken")


@pytest.mark.parametrize(
    ("how", "gone"), list(product(("missing", "broken", "hung"), range(len(RUNGS) + 1)))
)
def test_each_voice_speaks_where_those_above_are_gone(
    how: str, gone: int, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    engines = engines_for(VoiceConfig())
    assert tuple(each.name for each in engines) == RUNGS
    broken = tuple(Gone(each, how) for each in engines[:gone])

    heard = a_voice(loudspeaker.player(), cache, *broken, *engines[gone:]).say(CALL)

    assert heard.engines == RUNGS[gone : gone + 1]
    assert heard.chimed
    assert heard.spoken is (gone < len(RUNGS))
    assert (heard.fault is None) is heard.spoken
    assert len(heard.faults) == gone * len(CALL.sentences)
