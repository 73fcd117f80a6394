"""Calls in bursts while voices and player hang, crash and are missing at random.

Whatever breaks: every call is shown, in order and for its time; none is spoken twice or over
another; each has a receipt that is true. Time is simulated, the programs are real processes.
`make faults` makes 500 calls.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from core.domain.receipt import Unspoken
from core.domain.ticket import Kind, Line, State
from core.errors import SoundFault, VoiceFault
from core.office import Office, Receipt
from core.speech.cache import Cache
from core.speech.engines.espeak import Espeak
from core.speech.ladder import Ladder
from core.speech.player import FILE, ProcessPlayer
from core.speech.port import SentenceLike
from core.speech.voice import Voice
from display.state import Shown
from display.voice.announcer import Heard
from tests.display.builders import Hall, Recorder, Seconds, open_counters
from tests.display.conftest import NewHall
from tests.speech.fakes import Loudspeaker, broken_espeak

CALLS = int(os.environ.get("TURNOS_CALLS", "25"))
SEED = int(os.environ.get("TURNOS_SEED", "20261128"))
COUNTERS = 5
LIMIT_S = 3.0  # of a whole announcement: the fake player takes a five-hundredth of its time
LEAST_S = 6.0
BREAKS = {"hang": 0.03, "crash": 0.08, "missing": 0.05}
GONE = ("no-such-player", FILE)


class MoodyEngine(Espeak):
    """Speaks as espeak-ng, or hangs, crashes, writes no sound or nothing, at random."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(rate_wpm=125)
        self._chance = chance
        self._broken = {mode: broken_espeak(mode, limit_s=0.4) for mode in MODES}

    def lacks(self, sentence: SentenceLike) -> VoiceFault | None:
        if self._chance.random() < 0.1:
            return VoiceFault(engine=self.name, problem="unplugged")
        return super().lacks(sentence)

    def render(self, sentence: SentenceLike, into: Path) -> None:
        if self._chance.random() < 0.3:
            self._broken[self._chance.choice(MODES)].render(sentence, into)
        else:
            super().render(sentence, into)


MODES = ("hang", "crash", "crash", "garbage", "silent")


class MoodyPlayer(ProcessPlayer):
    """A program that plays, hangs, crashes or is not there, each time it is started."""

    def __init__(self, loudspeaker: Loudspeaker, chance: random.Random) -> None:
        super().__init__(("fake",), margin_s=0.5)
        self.modes: list[str] = []
        self._chance = chance
        self._commands = {
            mode: loudspeaker.player(mode).command for mode in ("play", "hang", "crash")
        } | {"missing": GONE}

    def lacks(self) -> SoundFault | None:
        return None

    @property
    def command(self) -> tuple[str, ...]:
        odds = (1 - sum(BREAKS.values()), *BREAKS.values())
        chosen = self._chance.choices(("play", *BREAKS), odds)
        self.modes += chosen
        return self._commands[chosen[0]]

    @command.setter
    def command(self, command: tuple[str, ...]) -> None:
        """Leave it: chosen anew for each sound."""


class Witness:
    """What was shown, said and answered, call by call."""

    def __init__(self, hall: Hall, said: Recorder) -> None:
        self.seen: list[tuple[float, int]] = []
        self.heard: list[Heard] = []
        self.said = said.said
        self._hall = hall
        hall.presenter.changed.connect(self._see)
        hall.announcer.ended.connect(self.heard.append)

    @property
    def shown(self) -> set[int]:
        return {seq for _, seq in self.seen}

    def _see(self, shown: Shown) -> None:
        if shown.is_calling and shown.current is not None:
            seq = shown.current.seq
            if not self.seen or self.seen[-1][1] != seq:
                self.seen.append((self._hall.seconds(), seq))


def free(office: Office, counter: int, chance: random.Random) -> None:
    """Let the counter's ticket go, in one of the ways it may."""
    if chance.random() < 0.7:
        office.queue.start(counter=counter)
        office.queue.finish(counter=counter, outcome="resolved")
    else:
        office.queue.no_show(counter=counter)


def withdraw(office: Office, counter: int, chance: random.Random) -> None:
    ticket = office.queue.at_counter(counter)
    assert ticket is not None
    match chance.randrange(4):
        case 0:
            office.queue.cancel(code=ticket.name)
        case 1:
            other = "general" if ticket.line is Line.PREFERENTIAL else "preferential"
            office.queue.transfer(counter=counter, line=other)
        case _:
            free(office, counter, chance)


def bursts(office: Office, witness: Witness, chance: random.Random) -> Iterator[int]:
    """Make calls, up to five at once, and yield after each burst how many were made in all."""
    made = 0
    while made < CALLS:
        for counter in chance.sample(range(1, COUNTERS + 1), chance.randint(1, COUNTERS)):
            ticket = office.queue.at_counter(counter)
            if ticket is None:
                office.queue.issue()
                office.queue.call_next(counter=counter)
                made += 1
            elif ticket.state is State.CALLED and ticket.calls < 3 and chance.random() < 0.4:
                office.queue.recall(counter=counter)
                made += 1
        yield made
        for counter in range(1, COUNTERS + 1):
            ticket = office.queue.at_counter(counter)
            if ticket is None:
                continue
            if ticket.call_seq in witness.shown and chance.random() < 0.8:
                free(office, counter, chance)
            elif chance.random() < 0.1:
                withdraw(office, counter, chance)


def calls_of(office: Office) -> list[int]:
    after, seqs = 0, []
    while page := office.journal(after):
        seqs += [each.seq for each in page if each.kind in {Kind.CALLED, Kind.RECALLED}]
        after = page[-1].seq
    return seqs


@pytest.mark.timeout(180 + 6 * CALLS)
def test_faults_of_voice_and_player_lose_no_call_and_every_receipt_is_true(  # noqa: PLR0917
    new_hall: NewHall,
    staffed_office: Office,
    loudspeaker: Loudspeaker,
    cache: Cache,
    seconds: Seconds,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(SEED)
    open_counters(staffed_office, COUNTERS)
    player = MoodyPlayer(loudspeaker, random.Random(SEED + 1))
    engines = (MoodyEngine(random.Random(SEED + 2)), broken_espeak("crash"))
    voice = Voice(Ladder(engines, cache, monotonic=seconds), player, cache)
    hall = new_hall(speaking=voice, limit=lambda _: LIMIT_S)
    witness = Witness(hall, Recorder(voice, monkeypatch))

    for _ in bursts(staffed_office, witness, chance):
        hall.link.changed.emit()
        hall.pass_(chance.choice((0.5, 10.0, 30.0, 60.0)))
    while hall.shown.is_calling or not hall.presenter.is_quiet:
        hall.pass_(2.0)

    calls = calls_of(staffed_office)
    assert [seq for _, seq in witness.seen] == calls  # every one, once, in order
    assert all(after - before >= LEAST_S for (before, _), (after, _) in pairwise(witness.seen))
    assert max(Counter(each.seq for each in witness.heard).values()) == 1
    receipts = {each.call_seq: each for each in staffed_office.devices.receipts(calls)}
    assert sorted(receipts) == calls
    for seq in calls:
        check_receipt(receipts[seq], [each for each in witness.heard if each.seq == seq])
    ended = [each for each in loudspeaker.played if "ended_at" in each]
    assert all(one["ended_at"] <= other["began_at"] for one, other in pairwise(ended))
    spoken = [each for each in receipts.values() if each.spoken_at is not None]
    whole = [each for each in ended if each["duration_s"] > 5]
    assert len(spoken) <= len(whole) <= len(witness.said)
    assert staffed_office.inconsistencies() == ()
    tell(list(receipts.values()), player)


def check_receipt(receipt: Receipt, heard: list[Heard]) -> None:
    """Check that the receipt says what the voice answered, and nothing that did not happen."""
    assert receipt.shown_at is not None
    if receipt.unspoken is not None:
        assert receipt.unspoken is Unspoken.WITHDRAWN
        assert (receipt.chimed_at, receipt.spoken_at, receipt.failed) == (None, None, None)
        assert heard == []
        return
    (answer,) = heard
    assert (receipt.spoken_at is None) == (answer.spoken_at is None)
    assert (receipt.chimed_at is None) == (answer.chimed_at is None)
    assert receipt.failed == (None if answer.fault is None else str(answer.fault))
    assert receipt.spoken_at is not None or receipt.failed is not None


def tell(receipts: list[Receipt], player: MoodyPlayer) -> None:
    """Say what the run came to, for whoever asked for a long one."""
    print(  # noqa: T201 - `make faults -s` shows it
        f"{len(receipts)} calls: {sum(each.spoken_at is not None for each in receipts)} spoken, "
        f"{sum(each.failed is not None for each in receipts)} failed and told, "
        f"{sum(each.unspoken is not None for each in receipts)} withdrawn; "
        f"the player: {dict(Counter(player.modes))}"
    )
