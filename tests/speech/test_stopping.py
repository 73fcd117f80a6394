"""Stopping what is said: the whole announcement ends, whenever the word comes; it is no fault."""

import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from core.errors import SoundFault
from core.speech.cache import Cache
from core.speech.engines.espeak import Espeak
from core.speech.player import FoundPlayer
from core.speech.port import Engine, Player, SentenceLike
from core.speech.voice import CHIME, Voice
from tests.speech.fakes import CALL, Counting, Loudspeaker, a_voice, eventually, files_played


@pytest.mark.parametrize("prepared", [False, True])
def test_stop_ends_the_whole_announcement_and_is_no_fault(
    prepared: bool, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    voice = a_voice(loudspeaker.player("hang"), cache)
    if prepared:
        voice.prepare(CALL)
    results = []
    lane = threading.Thread(target=lambda: results.append(voice.say(CALL)))

    lane.start()
    eventually(lambda: loudspeaker.played)
    voice.stop()
    lane.join()

    (heard,) = results
    assert (heard.chimed, heard.spoken, heard.stopped, heard.fault) == (False, False, True, None)
    assert len(loudspeaker.played) == 1


class Stopping(Counting):
    """A voice that is told to stop when the chime is over and it still works."""

    voice: Voice

    def __init__(self, inner: Engine) -> None:
        super().__init__(inner)
        self.others = psutil.Process().children()

    def render(self, spoken: SentenceLike, into: Path) -> None:
        if not self.renderings:
            (player,) = (each for each in psutil.Process().children() if each not in self.others)
            eventually(lambda: player.status() == psutil.STATUS_ZOMBIE)
            self.voice.stop()
        super().render(spoken, into)


def test_stop_after_the_chime_leaves_the_sentence_out(
    loudspeaker: Loudspeaker, cache: Cache
) -> None:
    engine = Stopping(Espeak(rate_wpm=125))
    engine.voice = a_voice(loudspeaker.player(), cache, engine)

    heard = engine.voice.say(CALL)

    assert files_played(loudspeaker) == [CHIME]
    assert (heard.chimed, heard.spoken, heard.stopped, heard.fault) == (True, False, True, None)


class Hasty:
    """A player that is stopped just before its child starts."""

    name = "hasty"
    voice: Voice

    def __init__(self, inner: Player) -> None:
        self.inner = inner

    def lacks(self) -> SoundFault | None:
        return self.inner.lacks()

    def play(self, path: Path, meanwhile: Callable[[], None] | None = None) -> bool:
        self.voice.stop()
        return self.inner.play(path, meanwhile)

    def stop(self) -> None:
        self.inner.stop()


def test_a_stop_just_before_the_sound_begins_is_not_lost(
    loudspeaker: Loudspeaker, cache: Cache
) -> None:
    player = Hasty(loudspeaker.player("hang"))
    player.voice = a_voice(player, cache)

    heard = player.voice.say(CALL)

    assert (heard.chimed, heard.spoken, heard.stopped, heard.fault) == (False, False, True, None)


def test_a_closed_voice_does_not_even_try(cache: Cache) -> None:
    voice = a_voice(FoundPlayer((("no-aplay",),)), cache)

    voice.close()
    heard = voice.say(CALL)

    assert (heard.chimed, heard.spoken, heard.stopped) == (False, False, True)
    assert heard.faults == ()


def test_after_a_stop_the_next_call_is_heard(loudspeaker: Loudspeaker, cache: Cache) -> None:
    voice = a_voice(loudspeaker.player(), cache)

    voice.stop()

    assert voice.say(CALL).spoken


def test_what_was_stopped_before_it_began_does_not_begin(
    loudspeaker: Loudspeaker, cache: Cache
) -> None:
    voice = a_voice(loudspeaker.player(), cache)
    asked_at = voice.stops
    voice.stop()

    heard = voice.say(CALL, since=asked_at)
    fault = voice.probe(asked_at)

    assert (heard.stopped, heard.chimed, fault) == (True, False, None)
    assert loudspeaker.played == []
