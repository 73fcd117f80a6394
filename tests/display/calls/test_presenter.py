"""The display follows the journal: every call shown and heard once, in order, and never stale."""

from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt, QTimer

from core.domain.receipt import Unspoken
from core.office import Office
from core.speech.cache import Cache
from core.speech.player import FoundPlayer
from display.presenter import REST_MS, TICK_MS
from tests.display.builders import (
    Recorder,
    issue_and_call,
    on_sqlite,
    open_counters,
    receipts,
    wait_for_call,
)
from tests.display.conftest import DEVICE, NewHall
from tests.speech.fakes import Loudspeaker, a_voice

# --- a call -------------------------------------------------------------------------------------


def test_a_call_made_in_another_program_is_shown_and_spoken(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()

    ticket = issue_and_call(staffed_office, counter=2)

    wait_for_call(hall, ticket.code)
    assert hall.shown.current is not None
    assert hall.shown.current.counter == 2
    hall.pass_(1)
    assert spoken.codes == [ticket.code]
    (receipt,) = receipts(staffed_office)
    assert receipt.device == DEVICE
    assert receipt.shown_at is not None
    assert receipt.chimed_at is not None
    assert receipt.spoken_at is not None
    assert receipt.failed is None


@on_sqlite
def test_a_call_that_is_alone_rests_after_ten_seconds_and_stays(
    new_hall: NewHall, staffed_office: Office
) -> None:
    hall = new_hall()
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)

    hall.pass_(9.9)
    before = hall.shown.is_calling
    hall.pass_(0.2)

    assert before
    assert not hall.shown.is_calling
    assert hall.current == ticket.code


@on_sqlite
def test_five_calls_in_a_second_are_shown_one_after_the_other(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder, loudspeaker: Loudspeaker
) -> None:
    open_counters(staffed_office, 5)
    hall = new_hall()
    codes = [issue_and_call(staffed_office, counter=1 + n).code for n in range(5)]
    wait_for_call(hall, codes[0])

    while hall.shown.is_calling:
        hall.pass_(0.5)

    seen = hall.calls_seen()
    assert [code for _, code in seen] == codes
    assert all(after - before >= 6.0 for (before, _), (after, _) in pairwise(seen))
    assert spoken.codes == codes
    played = loudspeaker.played
    assert all(one["ended_at"] <= other["began_at"] for one, other in pairwise(played))
    found = receipts(staffed_office)
    shown = [receipt.shown_at for receipt in found if receipt.shown_at is not None]
    assert len(shown) == 5
    assert all(after - before >= timedelta(seconds=6) for before, after in pairwise(shown))
    assert all(receipt.spoken_at and not receipt.failed for receipt in found)


@on_sqlite
def test_a_recall_is_spoken_again_and_the_last_one_says_so(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    hall.pass_(11)

    for _ in range(2):
        staffed_office.queue.recall(counter=1)
        wait_for_call(hall, ticket.code)
        hall.pass_(11)

    assert spoken.codes == [ticket.code] * 3
    assert [announcement.last for announcement in spoken.said] == [False, False, True]
    assert hall.shown.earlier == ()


# --- a call put back ----------------------------------------------------------------------------


@on_sqlite
def test_a_call_put_back_leaves_the_screen_and_is_said_to_wait(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()
    first = issue_and_call(staffed_office, counter=2)
    wait_for_call(hall, first.code)
    hall.pass_(11)
    second = issue_and_call(staffed_office, counter=1)
    wait_for_call(hall, second.code)
    hall.pass_(3)

    staffed_office.queue.put_back(counter=1, reason="mistake")
    hall.wait(lambda: hall.shown.current and hall.shown.current.is_put_back)
    hall.pass_(6)
    told = hall.shown.is_calling
    hall.pass_(5)

    assert told
    assert [sentence.text for sentence in spoken.said[-1].sentences] == [
        "Turno A, cero cero dos. Vuelve a la espera."
    ]
    assert (hall.current, hall.shown.earlier, hall.shown.is_calling) == (first.code, (), False)


@on_sqlite
def test_what_is_being_said_of_a_call_put_back_ends(
    new_hall: NewHall,
    staffed_office: Office,
    loudspeaker: Loudspeaker,
    cache: Cache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endless = a_voice(loudspeaker.player("hang"), cache)
    spoken = Recorder(endless, monkeypatch)
    hall = new_hall(speaking=endless)
    ticket = issue_and_call(staffed_office)
    hall.wait(lambda: loudspeaker.played)

    staffed_office.queue.put_back(counter=1)

    hall.wait(lambda: len(spoken.said) == 2)
    assert [announcement.counter for announcement in spoken.said] == [1, None]
    hall.wait(lambda: hall.presenter.is_idle)
    called = staffed_office.devices.receipts([ticket.call_seq or 0])
    assert [(each.spoken_at, each.failed) for each in called] == [(None, None)]


@on_sqlite
def test_a_call_put_back_before_its_turn_is_neither_shown_nor_heard(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()
    first, second = (issue_and_call(staffed_office, counter=n) for n in (1, 2))
    wait_for_call(hall, first.code)

    staffed_office.queue.put_back(counter=2)
    while hall.shown.is_calling:
        hall.pass_(0.5)

    assert spoken.codes == [first.code]
    (receipt,) = staffed_office.devices.receipts([second.call_seq or 0])
    assert receipt.unspoken is Unspoken.WITHDRAWN


@on_sqlite
def test_putting_back_that_is_undone_is_heard_as_a_call(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    hall.pass_(3)

    staffed_office.queue.put_back(counter=1)
    hall.pass_(3)
    staffed_office.queue.undo(counter=1)
    hall.wait(lambda: hall.shown.current is not None and not hall.shown.current.is_put_back)
    hall.pass_(1)

    assert [announcement.counter for announcement in spoken.said] == [1, None, 1]
    assert hall.current == ticket.code


@on_sqlite
def test_a_person_without_a_number_is_left_to_the_facilitator(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()
    staffed_office.queue.serve_now(counter=1)
    service = staffed_office.settings.get().settings.services[0].key
    staffed_office.queue.transfer(counter=1, service=service)
    staffed_office.queue.call_next(counter=2)

    ticket = issue_and_call(staffed_office, counter=3)

    wait_for_call(hall, ticket.code)
    hall.pass_(1)
    assert spoken.codes == [ticket.code]
    assert hall.shown.earlier == ()


# --- the heartbeat ----------------------------------------------------------------------------


@on_sqlite
def test_the_display_says_every_ten_seconds_that_it_lives(
    new_hall: NewHall, staffed_office: Office
) -> None:
    hall = new_hall()
    hall.wait(staffed_office.devices.all)
    (first,) = staffed_office.devices.all()

    hall.pass_(10)

    hall.wait(lambda: staffed_office.devices.all() != (first,))
    (device,) = staffed_office.devices.all()
    assert (device.name, device.kind) == (DEVICE, "display")
    assert device.seen_at - first.seen_at == timedelta(seconds=10)
    assert (device.state["voice"], device.state["problem"]) == ("ok", None)


@on_sqlite
def test_a_missing_player_is_told_to_staff_and_the_call_is_shown(
    new_hall: NewHall, staffed_office: Office, cache: Cache
) -> None:
    hall = new_hall(speaking=a_voice(FoundPlayer((("no-aplay",),)), cache))

    ticket = issue_and_call(staffed_office)

    wait_for_call(hall, ticket.code)
    hall.wait(lambda: hall.presenter.is_idle and not hall.announcer.is_busy)
    (receipt,) = receipts(staffed_office)
    assert receipt.shown_at is not None
    assert (receipt.chimed_at, receipt.spoken_at) == (None, None)
    assert receipt.failed is not None
    hall.wait(lambda: staffed_office.devices.all()[0].state["voice"] == "fault")
    assert "aplay" in staffed_office.devices.all()[0].state["problem"]


@on_sqlite
def test_a_player_that_hangs_never_stops_the_screen(
    new_hall: NewHall, staffed_office: Office, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    voice = a_voice(loudspeaker.player("hang", margin_s=600), cache)
    hall = new_hall(speaking=voice, limit=lambda _: 0.2)
    codes = [issue_and_call(staffed_office, counter=n).code for n in (1, 2, 3)]
    wait_for_call(hall, codes[0])

    while hall.shown.is_calling:
        hall.pass_(0.5)

    seen = hall.calls_seen()
    assert [code for _, code in seen] == codes
    assert all(after - before >= 6.0 for (before, _), (after, _) in pairwise(seen))
    found = receipts(staffed_office)
    assert all(receipt.shown_at for receipt in found)
    assert all(receipt.failed and not receipt.spoken_at for receipt in found)


# --- rest ---------------------------------------------------------------------------------------


@on_sqlite
def test_a_hall_at_rest_is_looked_at_less_often_until_somebody_is_called(
    new_hall: NewHall, staffed_office: Office
) -> None:
    hall = new_hall()
    (timer,) = hall.presenter.findChildren(
        QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly
    )

    hall.wait(lambda: timer.interval() == REST_MS)
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)

    assert timer.interval() == TICK_MS
