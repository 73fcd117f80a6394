"""The voice on its lane: one call at a time, and always an answer in time, whatever breaks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from core.domain.service import Speaking
from core.errors import PlayerMissing, SoundFault, VoiceBusy, VoiceHung
from core.speech.cache import Cache
from core.speech.player import FoundPlayer
from core.speech.voice import Voice
from display.voice.announcer import Announcer, Heard, limit_s
from tests.display.builders import WAIT_MS, a_call
from tests.speech.fakes import MISSING, Loudspeaker, a_voice, broken_espeak

SPANISH_TWICE = Speaking(("es",), 2)


@dataclass
class Hearing:
    """An announcer, and what it said of its announcements."""

    announcer: Announcer
    qtbot: QtBot
    heard: list[Heard] = field(default_factory=list)

    def wait_for(self, count: int) -> list[Heard]:
        self.qtbot.waitUntil(lambda: len(self.heard) >= count, timeout=WAIT_MS)
        return self.heard


NewHearing = Callable[..., Hearing]


@pytest.fixture
def hearing(qtbot: QtBot) -> Iterator[NewHearing]:
    made: list[Hearing] = []

    def make(voice: Voice, *, limit: Callable[[Speaking], float] = limit_s) -> Hearing:
        found = Hearing(Announcer(voice, limit=limit), qtbot)
        found.announcer.ended.connect(found.heard.append)
        made.append(found)
        return found

    yield make
    for each in made:
        assert each.announcer.close()


def test_a_call_is_chimed_and_spoken(hearing: NewHearing, voice: Voice) -> None:
    found = hearing(voice)

    found.announcer.say(a_call(7), SPANISH_TWICE)

    (heard,) = found.wait_for(1)
    assert (heard.seq, heard.fault) == (7, None)
    assert heard.chimed_at is not None
    assert heard.spoken_at is not None
    assert heard.chimed_at < heard.spoken_at
    assert found.announcer.state == "ok"


def test_the_last_call_is_worded_as_the_last_one(
    hearing: NewHearing, voice: Voice, loudspeaker: Loudspeaker
) -> None:
    found = hearing(voice)
    # The same sentences at hand: what differs is only the wording.
    for seq in (1, 2):
        found.announcer.say(a_call(seq, "A-007"), SPANISH_TWICE)
        found.wait_for(seq)

    found.announcer.say(a_call(3, "A-007", is_last=True), SPANISH_TWICE)

    found.wait_for(3)
    said = [played["file"] for played in loudspeaker.played]
    assert said[-1] not in said[:-1]


def test_every_language_is_spoken_as_often_as_the_office_wants(
    hearing: NewHearing, voice: Voice, loudspeaker: Loudspeaker
) -> None:
    found = hearing(voice)

    durations = []
    for number, speaking in enumerate((Speaking(("es",), 1), Speaking(("es", "en"), 2)), start=1):
        found.announcer.say(a_call(number, "A-007"), speaking)
        found.wait_for(number)
        durations.append(loudspeaker.played[-1]["duration_s"])

    assert durations[1] > 3 * durations[0]


@pytest.mark.parametrize("mode", ["hang", "crash", "garbage", "silent"])
def test_a_voice_that_breaks_leaves_the_chime_and_says_why(
    hearing: NewHearing, loudspeaker: Loudspeaker, cache: Cache, mode: str
) -> None:
    found = hearing(a_voice(loudspeaker.player(), cache, broken_espeak(mode, limit_s=0.5)))

    found.announcer.say(a_call(1), SPANISH_TWICE)

    (heard,) = found.wait_for(1)
    assert heard.chimed_at is not None
    assert heard.spoken_at is None
    assert heard.fault is not None
    assert isinstance(heard.fault, VoiceHung) == (mode == "hang")
    assert found.announcer.state == "fault"


def test_a_player_that_fails_is_told(
    hearing: NewHearing, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    found = hearing(a_voice(loudspeaker.player("crash"), cache))

    found.announcer.say(a_call(1), SPANISH_TWICE)

    (heard,) = found.wait_for(1)
    assert (heard.chimed_at, heard.spoken_at) == (None, None)
    assert isinstance(heard.fault, SoundFault)


def test_a_player_that_hangs_is_given_up_within_the_limit_and_ended(
    hearing: NewHearing, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    found = hearing(a_voice(loudspeaker.player("hang", margin_s=600), cache), limit=lambda _: 0.3)

    found.announcer.say(a_call(1), SPANISH_TWICE)

    (heard,) = found.wait_for(1)
    assert isinstance(heard.fault, VoiceBusy)
    found.qtbot.waitUntil(lambda: not found.announcer.is_busy, timeout=WAIT_MS)


def test_the_next_call_is_spoken_after_one_was_given_up(
    hearing: NewHearing, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    voice = a_voice(loudspeaker.player("hang", margin_s=600), cache)
    limits = iter((0.3, limit_s(SPANISH_TWICE)))
    found = hearing(voice, limit=lambda _: next(limits))
    found.announcer.say(a_call(1), SPANISH_TWICE)
    found.wait_for(1)
    found.qtbot.waitUntil(lambda: not found.announcer.is_busy, timeout=WAIT_MS)
    voice.player = loudspeaker.player()

    found.announcer.say(a_call(2), SPANISH_TWICE)

    assert found.wait_for(2)[1].spoken_at is not None


def test_a_call_that_comes_while_the_voice_is_stuck_is_not_spoken_late(
    hearing: NewHearing, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    found = hearing(a_voice(loudspeaker.player("hang", margin_s=600), cache))
    found.announcer.say(a_call(1), SPANISH_TWICE)

    found.announcer.say(a_call(2), SPANISH_TWICE)

    (heard,) = found.wait_for(1)
    assert heard.seq == 2
    assert isinstance(heard.fault, VoiceBusy)


def test_a_missing_player_is_known_before_the_first_call(hearing: NewHearing, cache: Cache) -> None:
    found = hearing(a_voice(FoundPlayer((("no-aplay",),)), cache))
    assert found.announcer.state == "unknown"

    found.announcer.check(SPANISH_TWICE)

    found.qtbot.waitUntil(lambda: found.announcer.state == "fault", timeout=WAIT_MS)
    assert isinstance(found.announcer.fault, PlayerMissing)


def test_a_missing_voice_is_known_before_the_first_call(
    hearing: NewHearing, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    found = hearing(a_voice(loudspeaker.player(), cache, MISSING))

    found.announcer.check(SPANISH_TWICE)

    found.qtbot.waitUntil(lambda: found.announcer.state == "fault", timeout=WAIT_MS)


def test_a_check_makes_no_sound(
    hearing: NewHearing, voice: Voice, loudspeaker: Loudspeaker
) -> None:
    found = hearing(voice)

    found.announcer.check(SPANISH_TWICE)

    found.qtbot.waitUntil(lambda: found.announcer.state == "ok", timeout=WAIT_MS)
    assert loudspeaker.played == []


def test_closing_ends_what_is_being_said(
    hearing: NewHearing, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    found = hearing(a_voice(loudspeaker.player("hang", margin_s=600), cache))
    found.announcer.say(a_call(1), SPANISH_TWICE)
    found.qtbot.waitUntil(lambda: bool(loudspeaker.played), timeout=WAIT_MS)

    assert found.announcer.close()
