"""What alerts, in which order, and who has seen it."""

from datetime import timedelta

from core.domain.calendar.copies import LATE_AFTER
from core.domain.live.alerts import (
    Alert,
    AlertKind,
    Sighting,
    Unshown,
    ahead,
    in_order,
    of_calls,
    of_copies,
    of_desks,
    of_pins,
    of_waiters,
)
from core.domain.live.desks import DeskNow, Doing
from core.domain.pins import PAUSE
from core.domain.ticket import CounterNumber, Line, TicketId
from tests.builders import MORNING
from tests.domain.live.test_waiting import MINUTE, a_waiter

LATER = MORNING + 31 * MINUTE


def test_a_general_alerts_after_half_an_hour_and_who_has_priority_after_five_minutes() -> None:
    waiters = [
        a_waiter(1, high_min=60),
        a_waiter(2, came_min=2),
        a_waiter(3, line=Line.PREFERENTIAL, came_min=25),
        a_waiter(4, line=Line.PREFERENTIAL, came_min=27),
    ]

    found = list(of_waiters(waiters, LATER))

    assert [(each.key, each.name, each.limit_min) for each in found] == [
        ("waits_too_long:1", "A-001", 30),
        ("waits_too_long:3", "A-003", 5),
    ]
    assert [each.since for each in found] == [MORNING + 30 * MINUTE] * 2


def test_what_will_be_is_told_with_its_time() -> None:
    alert = ahead(a_waiter(7, came_min=3))

    assert (alert.key, alert.until) == ("will_wait_too_long:7", MORNING + 33 * MINUTE)
    assert alert.is_ahead


def test_an_idle_counter_a_call_not_shown_a_pause_and_an_old_copy_alert() -> None:
    idle = DeskNow(CounterNumber(3), "carla", Doing.IDLE, MORNING, may_call=8)
    free = DeskNow(CounterNumber(2), "ana", Doing.FREE, MORNING)

    (of_desk,) = of_desks([free, idle])
    (of_call,) = of_calls([Unshown(TicketId(4), "A-004", MORNING)])
    (of_pin,) = of_pins({"ana": LATER})

    assert (of_desk.key, of_desk.count, of_desk.since) == ("idle:3", 8, MORNING)
    assert (of_call.key, of_call.name) == ("not_shown:4", "A-004")
    assert (of_pin.since, of_pin.until) == (LATER - PAUSE, LATER)


def test_a_copy_alerts_where_there_is_none_or_only_an_old_one() -> None:
    day = timedelta(days=1)

    assert [each.since for each in of_copies(None, MORNING, LATER)] == [MORNING]
    assert list(of_copies(MORNING, MORNING - day, LATER)) == []
    (late,) = of_copies(MORNING, MORNING - day, MORNING + 2 * day)
    assert late.since == MORNING + LATE_AFTER


def test_what_nobody_has_seen_comes_first_and_comes_again() -> None:
    grave = Alert(AlertKind.WAITS_TOO_LONG, "1", "A-001", LATER)
    light = Alert(AlertKind.NO_COPY, "", "", MORNING)
    again = Alert(AlertKind.IDLE, "3", "3", LATER)
    seen = [
        ("idle:3", Sighting("lider", MORNING)),  # of an hour ago: it was over since
        ("waits_too_long:1", Sighting("lider", LATER)),
        ("waits_too_long:1", Sighting("director", LATER + MINUTE)),
    ]

    found = in_order([light, grave, again], seen)

    assert [each.kind for each in found] == [again.kind, light.kind, grave.kind]
    assert [each.seen for each in found] == [None, None, Sighting("lider", LATER)]
    assert not any(each.is_ahead for each in found)
