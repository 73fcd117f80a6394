"""Attentions from the journal: what was taken back, sent on, ended by a day or put right."""

from datetime import timedelta

from core.domain.journal.attentions import Ending, Visit, left_waiting, visits_of
from core.domain.ticket import Kind
from tests.builders import MORNING
from tests.domain.figures.days import TAKEN, What, happened, ticket

MINUTE = timedelta(minutes=1)


def visit(*what: What) -> Visit:
    (found,) = visits_of(happened(*what))
    return found


def at(minutes: float) -> object:
    return MORNING + minutes * MINUTE


ISSUED = (0.0, Kind.ISSUED, TAKEN)
CALLED = (1.0, Kind.CALLED, ticket(1))


def test_who_is_sent_on_is_two_attentions() -> None:
    found = visit(ISSUED, CALLED, (2, Kind.STARTED, ticket(1)), (9, Kind.TRANSFERRED, ticket(1)))

    first, second = found.attentions
    assert (first.ending, first.ended_at) == (Ending.TRANSFERRED, at(9))
    assert (second.service, second.entered_at, second.counter) == ("caja", at(9), None)
    assert (found.service, found.last) == ("atencion", second)


def test_who_comes_back_after_a_no_show_is_one_attention_with_two_calls() -> None:
    found = visit(
        ISSUED,
        CALLED,
        (2, Kind.RECALLED, ticket(1)),
        (3, Kind.NO_SHOW, ticket(1)),
        (4, Kind.REINSTATED, ticket(1)),
        (5, Kind.CALLED, ticket(1, counter=2, staff="beto")),
    )

    (one,) = found.attentions
    assert (one.called_at, one.asked_at, one.last_called_at) == (at(1), at(5), at(5))
    assert (one.calls, one.counter, one.staff, one.ending) == (1, 2, "beto", None)
    assert len(one.whys) == 2


def test_what_was_taken_back_never_was() -> None:
    undone = ticket(1, step="x", before={})
    found = visit(
        ISSUED,
        CALLED,
        (2, Kind.STARTED, ticket(1)),
        (3, Kind.UNDONE, undone),
        (4, Kind.PUT_BACK, ticket(1)),
        (5, Kind.UNDONE, undone),
    )

    (one,) = found.attentions
    assert (one.started_at, one.called_at, one.last_called_at) == (None, at(1), at(5))
    assert visits_of(happened(ISSUED, (1, Kind.UNDONE, undone))) == ()


def test_a_call_that_was_put_back_is_none() -> None:
    (one,) = visit(ISSUED, CALLED, (2, Kind.PUT_BACK, ticket(1))).attentions

    assert (one.called_at, one.counter, one.calls) == (None, None, 0)


def test_pauses_are_added_and_a_colleague_takes_over() -> None:
    found = visit(
        ISSUED,
        (1, Kind.LINE_CHANGED, ticket(1)),
        (2, Kind.ATTENDED, ticket(1)),
        (3, Kind.HELD, ticket(1)),
        (5, Kind.RESUMED, ticket(1, counter=2, staff="beto")),
        (6, Kind.SIGNED_IN, ticket(1, counter=2, staff="carla", away_s=30.0)),
        (9, Kind.FINISHED, ticket(1, counter=2, staff="carla")),
    )

    (one,) = found.attentions
    assert (one.paused_s, one.counter, one.staff) == (150.0, 2, "carla")
    assert (one.line, found.line) == ("preferential", "general")


def test_what_is_of_no_ticket_of_these_is_left_out() -> None:
    ended = {**TAKEN, "tickets": [9], "signed_out": []}
    events = happened(
        ISSUED,
        (1, Kind.CALLED, ticket(9)),
        (2, Kind.REPRINTED, ticket(1)),
        (3, Kind.DAY_ENDED, ended),
        (3, Kind.RATED, {**TAKEN, "score": 5}),
    )

    (found,) = visits_of(events)
    assert found.last.ending is None


def test_the_end_of_a_day_sends_away_and_a_confirmation_brings_back() -> None:
    ended = (1000, Kind.DAY_ENDED, {**TAKEN, "tickets": [1], "signed_out": []})

    def right(state: str | None) -> What:
        returned = {} if state is None else {"1": state}
        data = {"tickets": [1], "returned": returned, "moved": [], "day": "2026-11-24"}
        return (5, Kind.DAY_CONFIRMED, {**TAKEN, **data, "ahead_s": 995 * 60.0})

    assert visit(ISSUED, CALLED, ended).last.ending is Ending.ABANDONED
    called = visit(ISSUED, CALLED, ended, right("called")).last
    waiting = visit(ISSUED, CALLED, ended, right("waiting")).last
    uncalled = visit(ISSUED, ended, right("waiting")).last
    stays = visit(ISSUED, ended, right(None)).last
    assert (called.ending, called.called_at) == (None, at(1))
    assert (waiting.ending, waiting.called_at, waiting.counter) == (None, None, None)
    assert (uncalled.ending, uncalled.entered_at) == (None, at(0))
    assert (stays.ending, stays.ended_at) == (Ending.ABANDONED, at(5))


def test_times_of_a_clock_that_ran_ahead_are_put_right() -> None:
    data = {"tickets": [1], "returned": {}, "moved": [], "day": "2026-11-24", "ahead_s": 3600.0}
    found = visit(
        (60.0, Kind.ISSUED, TAKEN),
        (61, Kind.CALLED, ticket(1)),
        (2, Kind.DAY_CONFIRMED, {**TAKEN, **data}),
    )

    assert (found.taken_at, found.last.entered_at, found.last.called_at) == (at(0), at(0), at(1))


def test_who_is_served_or_gone_is_not_left_waiting() -> None:
    served = visit(ISSUED, CALLED, (2, Kind.STARTED, ticket(1)))
    gone = visit(ISSUED, (2, Kind.CANCELLED, ticket(1)))
    held = visit(ISSUED, CALLED, (2, Kind.STARTED, ticket(1)), (3, Kind.HELD, ticket(1)))

    assert left_waiting(served) == served
    assert left_waiting(gone) == gone
    assert left_waiting(held).last.ending is Ending.ABANDONED
