"""Speaks calls on a lane of its own, one at a time, and always says how it went in time.

`core.speech` has limits for every program it starts; this adds one for the whole, so that the
screen never waits for a voice. While an announcement is stuck, those after it are not spoken:
the hall must not hear old calls late. Tests and silent probes give way to a call at once.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.announce import Announcement, announce, announce_put_back
from core.domain.service import Speaking
from core.errors import QueueError, VoiceBusy, VoiceOff, VoiceTestInterrupted
from core.qt.office_link.tasks import Lane
from core.speech.voice import SpokenResult, Voice

if TYPE_CHECKING:
    from core.office import Call

CHIME_S = 8.0
SENTENCE_S = 8.0
SAMPLE = "A-001"
TEST = "X-000"  # no ticket has this number: nobody gets up

State = Literal["unknown", "ok", "fault", "off"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the hall heard of the call or test `seq`; times are those of the monotonic clock.

    `chimed_at` is when the chime began, `spoken_at` when the last sentence ended; None when it was
    not heard. `fault` is why not.
    """

    seq: int
    chimed_at: float | None = None
    spoken_at: float | None = None
    fault: QueueError | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """What came of an announcement, in the lane."""

    began_at: float
    ended_at: float
    result: SpokenResult
    muted: QueueError | None


def limit_s(speaking: Speaking) -> float:
    """Return the longest an announcement may take, twice what it usually does."""
    return CHIME_S + SENTENCE_S * len(speaking.languages) * speaking.repeats


class Announcer(QObject):
    """The hall's voice; without a `voice` this display is not the one that speaks.

    Signals:
        ended(Heard): an announcement is over. It comes once for every `say` and every `test`,
            within its limit.
    """

    ended = Signal(object)

    def __init__(
        self,
        voice: Voice | None,
        *,
        limit: Callable[[Speaking], float] = limit_s,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._voice = voice
        self._limit = limit
        self._now = monotonic
        self._lane = Lane("voice", self)
        self._aside = Lane("voice-probe", self)  # a mixer that hangs must not delay a call
        self._saying: int | None = None
        self._testing: int | None = None
        self._is_stuck = False
        self._is_checked = False
        self._is_probing = False
        self._is_known = False
        self._fault: QueueError | None = None
        self._watchdog = QTimer(self)
        self._watchdog.setSingleShot(True)
        self._watchdog.timeout.connect(self._give_up)

    @property
    def state(self) -> State:
        """How the voice is, by its latest announcement or probe; `off` when it never speaks."""
        if self._voice is None:
            return "off"
        if not self._is_known:
            return "unknown"
        return "ok" if self._fault is None else "fault"

    @property
    def is_busy(self) -> bool:
        """True while an announcement is being spoken, or is stuck."""
        return self._saying is not None

    @property
    def is_resting(self) -> bool:
        """True while neither call, test nor probe is under way."""
        return self._saying is None and self._testing is None and not self._is_probing

    @property
    def fault(self) -> QueueError | None:
        """Why the voice is not well, None when it is."""
        return self._fault

    def check(self, speaking: Speaking) -> None:
        """Find out, once and silently, whether the voice has what it needs."""
        voice = self._voice
        if not self._is_checked and voice is not None:
            self._is_checked = True
            self._aside.submit(lambda: _lacks(voice, speaking), self._found, self._found)

    def probe(self, speaking: Speaking) -> None:
        """Try the loudspeaker with a moment of silence: what broke may be well again."""
        voice = self._voice
        if voice is None or not self.is_resting:
            return
        self._is_probing = True
        stops = voice.stops
        self._aside.submit(
            lambda: _lacks(voice, speaking) or voice.probe(stops), self._probed, self._probed
        )

    def say(self, call: "Call", speaking: Speaking) -> None:
        """Chime and speak `call`; `ended` says how it went."""
        limit = self._limit(speaking)
        if self._voice is None:
            self.ended.emit(Heard(call.seq, fault=VoiceOff()))
            return
        if self._saying is not None:
            self._end(Heard(call.seq, fault=VoiceBusy(seconds=round(limit))))
            return
        if not self.is_resting:
            self._voice.stop()
        self._saying = call.seq
        self._watchdog.start(round(limit * 1000))
        announcement = (
            announce_put_back(
                call.code, languages=speaking.languages, level_percent=speaking.level_percent
            )
            if call.is_put_back
            else announcement_of(call.code, call.counter, speaking, is_last=call.is_last)
        )
        self._lane.submit(lambda: self._speak(announcement), self._said, self._refused)

    def interrupt(self, seq: int) -> None:
        """Say no more of the call `seq`, which was put back; `ended` comes as ever."""
        if self._voice is not None and self._saying == seq:
            self._voice.stop()

    def test(self, seq: int, speaking: Speaking) -> None:
        """Let the hall hear the chime and a sentence of each language; a call ends it."""
        if self._voice is None:
            self.ended.emit(Heard(seq, fault=VoiceOff()))
            return
        if not self.is_resting:
            self.ended.emit(Heard(seq, fault=VoiceTestInterrupted()))
            return
        self._testing = seq
        announcement = announce(
            TEST,
            1,
            languages=speaking.languages,
            repeats=1,
            level_percent=speaking.level_percent,
        )
        stops = self._voice.stops
        self._lane.submit(
            lambda: self._speak(announcement, since=stops), self._tested, self._test_refused
        )

    def close(self, deadline_s: float = 5.0) -> bool:
        """Be silent, and end the lanes; False when the voice did not end within `deadline_s`."""
        self._watchdog.stop()
        if self._voice is not None:
            self._voice.close()
        has_ended = self._lane.close(deadline_s)
        return self._aside.close(deadline_s) and has_ended

    def _speak(self, announcement: Announcement, *, since: int | None = None) -> _Said:
        """Speak, in the lane; not if it was stopped `since`."""
        assert self._voice is not None  # else nothing is submitted
        began_at = self._now()
        result = self._voice.say(announcement, since=since)
        ended_at = self._now()
        return _Said(began_at, ended_at, result, self._voice.muted() if result.chimed else None)

    def _said(self, said: _Said) -> None:
        seq = self._free()
        if seq is not None:
            self._end(_heard(seq, said))

    def _refused(self, error: QueueError) -> None:
        seq = self._free()
        if seq is not None:
            self._end(Heard(seq, fault=error))

    def _tested(self, said: _Said) -> None:
        seq = self._tested_seq()
        if said.result.stopped:
            self.ended.emit(Heard(seq, fault=VoiceTestInterrupted()))
        else:
            self._end(_heard(seq, said))

    def _test_refused(self, error: QueueError) -> None:
        self._end(Heard(self._tested_seq(), fault=error))

    def _tested_seq(self) -> int:
        seq, self._testing = self._testing, None
        assert seq is not None  # a test was under way
        return seq

    def _free(self) -> int | None:
        """Take what was being said as over; None when it was given up before."""
        self._watchdog.stop()
        seq = None if self._is_stuck else self._saying
        self._saying, self._is_stuck = None, False
        return seq

    @Slot()
    def _give_up(self) -> None:
        """Stop what is being said, and do not wait for it."""
        if self._saying is None or self._voice is None:
            return
        self._is_stuck = True
        seconds = round(self._watchdog.interval() / 1000)
        self._voice.stop()
        self._end(Heard(self._saying, fault=VoiceBusy(seconds=seconds)))

    def _end(self, heard: Heard) -> None:
        self._found(heard.fault)
        self.ended.emit(heard)

    def _probed(self, fault: QueueError | None) -> None:
        self._is_probing = False
        if self._saying is None:  # else a call says how it is, and may have ended the probe
            self._found(fault)

    def _found(self, fault: QueueError | None) -> None:
        self._is_known = True
        self._fault = fault


def announcement_of(code: str, counter: int, speaking: Speaking, *, is_last: bool) -> Announcement:
    """Return what the hall hears of a call."""
    return announce(
        code,
        counter,
        last=is_last,
        languages=speaking.languages,
        repeats=speaking.repeats,
        level_percent=speaking.level_percent,
    )


def _heard(seq: int, said: _Said) -> Heard:
    result = said.result
    return Heard(
        seq,
        chimed_at=said.began_at if result.chimed else None,
        spoken_at=said.ended_at if result.spoken else None,
        fault=result.fault or said.muted,
    )


def _lacks(voice: Voice, speaking: Speaking) -> QueueError | None:
    """Return why this machine cannot chime and speak, without a sound; None when it can try."""
    fault = voice.player.lacks()
    if fault is not None:
        return fault
    for sentence in announce(SAMPLE, 1, languages=speaking.languages, repeats=1).sentences:
        faults = [engine.lacks(sentence) for engine in voice.ladder.engines]
        if faults and all(faults):
            return faults[0]
    return None
