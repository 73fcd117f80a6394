"""Every call has its time on the screen: in order, long enough, and never over another's voice."""

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.office import Call
from display.calls.schedule import Schedule, ShowingPace, Turn
from tests.display.builders import a_call

TICK_S = 0.125  # a float without an error


@dataclass(frozen=True)
class Coming:
    """A call that comes `after_s` the one before; its voice takes `voice_s`, None for silence."""

    after_s: float
    voice_s: float | None


@dataclass(frozen=True)
class Stage:
    """What was seen of a call: from when to when; until when it was heard."""

    call: Call
    began_at: float
    ended_at: float
    heard_until: float


COMING = st.builds(
    Coming,
    after_s=st.one_of(st.just(0.0), st.floats(0, 30)),
    voice_s=st.one_of(st.none(), st.floats(0, 25)),
)


def play(comings: list[Coming]) -> list[Stage]:
    """Run a schedule, an eighth of a second at a time, until it rests."""
    schedule = Schedule()
    arrivals, at = [], 0.0
    for number, coming in enumerate(comings, start=1):
        at += coming.after_s
        arrivals.append((at, a_call(number), coming))
    stages: list[Stage] = []
    turn: Turn | None = None
    heard_until, tick = 0.0, 0
    while arrivals or schedule.coming or schedule.turn:
        now = tick * TICK_S
        tick += 1
        while arrivals and arrivals[0][0] <= now:
            _, call, coming = arrivals.pop(0)
            schedule.add(call, is_spoken=coming.voice_s is not None)
        if turn is not None and heard_until <= now:
            schedule.voice_ended(turn.call.seq)
        begun = schedule.step(now)
        if turn is not None and schedule.turn is not turn:
            stages.append(Stage(turn.call, turn.began_at, now, heard_until))
            turn = None
        if begun is not None:
            turn, voice_s = begun, comings[begun.call.seq - 1].voice_s
            heard_until = now + (voice_s or 0.0)
    return stages


@given(st.lists(COMING, max_size=12))
def test_every_call_is_shown_once_and_in_order(comings: list[Coming]) -> None:
    stages = play(comings)

    assert [stage.call.seq for stage in stages] == list(range(1, len(comings) + 1))


@given(st.lists(COMING, max_size=12))
def test_every_call_is_shown_for_six_seconds_and_until_it_was_heard(comings: list[Coming]) -> None:
    for stage in play(comings):
        assert stage.ended_at - stage.began_at >= 6.0
        assert stage.ended_at >= stage.heard_until


@given(st.lists(COMING, max_size=12))
def test_no_call_begins_while_another_is_shown_or_heard(comings: list[Coming]) -> None:
    stages = play(comings)

    for before, after in pairwise(stages):
        assert after.began_at >= max(before.ended_at, before.heard_until)


@given(st.lists(COMING, min_size=1, max_size=12))
def test_a_call_that_no_other_follows_is_highlighted_for_ten_seconds(
    comings: list[Coming],
) -> None:
    last = play(comings)[-1]

    assert last.ended_at - last.began_at >= 10.0
    assert last.ended_at <= max(last.began_at + 10.0, last.heard_until) + 2 * TICK_S


def test_five_calls_in_one_second_are_shown_six_seconds_each() -> None:
    stages = play([Coming(0.125, 0.0)] * 5)

    began = [stage.began_at for stage in stages]
    assert began == [0.125, 6.125, 12.125, 18.125, 24.125]


def test_a_call_that_is_alone_begins_at_once() -> None:
    schedule = Schedule()
    schedule.add(a_call(1), is_spoken=True)

    turn = schedule.step(5.0)

    assert turn == Turn(a_call(1), 5.0, is_spoken=True)
    assert schedule.current == a_call(1)


def test_a_recalled_ticket_is_listed_once() -> None:
    schedule = Schedule()
    schedule.remember([a_call(3), a_call(2), a_call(1)])
    schedule.add(a_call(4, "A-002"), is_spoken=False)

    schedule.step(0.0)

    assert schedule.current == a_call(4, "A-002")
    assert [call.code for call in schedule.earlier] == ["A-003", "A-001"]


def test_what_was_called_before_the_start_is_shown_at_rest() -> None:
    schedule = Schedule()

    schedule.remember([a_call(2), a_call(1)])

    assert schedule.step(0.0) is None
    assert (schedule.turn, schedule.current) == (None, a_call(2))


def test_a_highlighted_call_keeps_its_place_when_missed_ones_are_listed() -> None:
    schedule = Schedule()
    schedule.add(a_call(1), is_spoken=False)
    schedule.step(0.0)

    schedule.remember([a_call(3), a_call(2)])

    assert schedule.current == a_call(1)
    assert [call.seq for call in schedule.earlier] == [3, 2]


def test_the_list_stays_short() -> None:
    schedule = Schedule()

    schedule.remember([a_call(number) for number in range(40, 0, -1)])

    assert len(schedule.earlier) == 7


def test_time_on_a_hidden_board_does_not_count() -> None:
    schedule = Schedule(ShowingPace(least_s=6, highlight_s=10))
    schedule.add(a_call(1), is_spoken=False)
    schedule.add(a_call(2), is_spoken=False)
    schedule.step(0.0)

    schedule.pause(2.0)
    hidden = schedule.step(50.0)
    schedule.resume(60.0)

    assert hidden is None
    assert schedule.step(63.0) is None
    assert schedule.step(64.0) == Turn(a_call(2), 64.0, is_spoken=False)


def test_a_hushed_call_is_shown_and_not_spoken() -> None:
    schedule = Schedule()
    schedule.add(a_call(1), is_spoken=True)
    schedule.add(a_call(2), is_spoken=True)

    schedule.hush([1])

    assert schedule.step(0.0) == Turn(a_call(1), 0.0, is_spoken=False)
    assert schedule.step(6.0) == Turn(a_call(2), 6.0, is_spoken=True)


def test_another_day_begins_with_no_calls_but_not_over_a_voice() -> None:
    schedule = Schedule()
    schedule.add(a_call(1), is_spoken=True)
    schedule.add(a_call(2), is_spoken=True)
    schedule.step(0.0)

    schedule.clear()
    schedule.add(a_call(3), is_spoken=True)

    assert (schedule.current, schedule.earlier) == (None, ())
    assert schedule.step(60.0) is None
    schedule.voice_ended(1)
    assert schedule.step(61.0) == Turn(a_call(3), 61.0, is_spoken=True)
