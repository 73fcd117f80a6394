"""Speaks calls on a lane of its own, one at a time, and always says how it went in time.

`core.speech` has limits for every program it starts; this adds one for the whole, so that the
screen never waits for a voice. While an announcement is stuck, those after it are not spoken:
the hall must not hear old calls late.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.announce import announce
from core.domain.service import Speaking
from core.errors import QueueError, VoiceBusy
from core.qt.tasks import Lane
from core.speech.voice import SpokenResult, Voice

if TYPE_CHECKING:
    from core.office import Call

CHIME_S = 8.0
SENTENCE_S = 8.0
SAMPLE = "A-001"


@dataclass(frozen=True, slots=True)
class Heard:
    """What the hall heard of the call `seq`; the times are those of the monotonic clock.

    `chimed_at` is when the chime began, `spoken_at` when the last sentence ended; None when it was
    not heard. `fault` is why not.
    """

    seq: int
    chimed_at: float | None = None
    spoken_at: float | None = None
    fault: QueueError | None = None


def limit_s(speaking: Speaking) -> float:
    """Return the longest an announcement may take, twice what it usually does."""
    return CHIME_S + SENTENCE_S * len(speaking.languages) * speaking.repeats


class Announcer(QObject):
    """The hall's voice.

    Signals:
        ended(Heard): an announcement is over. It comes once for every `say`, within its limit.
    """

    ended = Signal(object)

    def __init__(
        self,
        voice: Voice,
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
        self._saying: int | None = None
        self._is_stuck = False
        self._is_checked = False
        self._is_known = False
        self._fault: QueueError | None = None
        self._watchdog = QTimer(self)
        self._watchdog.setSingleShot(True)
        self._watchdog.timeout.connect(self._give_up)

    @property
    def state(self) -> Literal["unknown", "ok", "fault"]:
        """How the voice is, by its latest announcement, or by what it has at hand."""
        if not self._is_known:
            return "unknown"
        return "ok" if self._fault is None else "fault"

    @property
    def is_busy(self) -> bool:
        """True while an announcement is being spoken, or is stuck."""
        return self._saying is not None

    @property
    def fault(self) -> QueueError | None:
        """Why the voice is not well, None when it is."""
        return self._fault

    def check(self, speaking: Speaking) -> None:
        """Find out, once and silently, whether the voice has what it needs."""
        if not self._is_checked:
            self._is_checked = True
            self._lane.submit(lambda: _lacks(self._voice, speaking), self._found, self._found)

    def say(self, call: "Call", speaking: Speaking) -> None:
        """Chime and speak `call`; `ended` says how it went."""
        limit = self._limit(speaking)
        if self._saying is not None:
            self._end(Heard(call.seq, fault=VoiceBusy(seconds=round(limit))))
            return
        self._saying = call.seq
        self._watchdog.start(round(limit * 1000))
        self._lane.submit(lambda: self._speak(call, speaking), self._said, self._refused)

    def close(self, deadline_s: float = 5.0) -> bool:
        """Be silent, and end the lane; False when the voice did not end within `deadline_s`."""
        self._watchdog.stop()
        self._voice.close()
        return self._lane.close(deadline_s)

    def _speak(self, call: "Call", speaking: Speaking) -> tuple[float, SpokenResult, float]:
        """Speak, in the lane; return when it began and ended besides what came of it."""
        announcement = announce(
            call.code,
            call.counter,
            last=call.is_last,
            languages=speaking.languages,
            repeats=speaking.repeats,
        )
        began_at = self._now()
        return began_at, self._voice.say(announcement), self._now()

    def _said(self, said: tuple[float, SpokenResult, float]) -> None:
        began_at, result, ended_at = said
        seq = self._free()
        if seq is not None:
            heard = Heard(
                seq,
                chimed_at=began_at if result.chimed else None,
                spoken_at=ended_at if result.spoken else None,
                fault=result.fault,
            )
            self._end(heard)

    def _refused(self, error: QueueError) -> None:
        seq = self._free()
        if seq is not None:
            self._end(Heard(seq, fault=error))

    def _free(self) -> int | None:
        """Take what was being said as over; None when it was given up before."""
        self._watchdog.stop()
        seq = None if self._is_stuck else self._saying
        self._saying, self._is_stuck = None, False
        return seq

    @Slot()
    def _give_up(self) -> None:
        """Stop what is being said, and do not wait for it."""
        if self._saying is None:
            return
        self._is_stuck = True
        seconds = round(self._watchdog.interval() / 1000)
        self._voice.stop()
        self._end(Heard(self._saying, fault=VoiceBusy(seconds=seconds)))

    def _end(self, heard: Heard) -> None:
        self._found(heard.fault)
        self.ended.emit(heard)

    def _found(self, fault: QueueError | None) -> None:
        self._is_known = True
        self._fault = fault


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
