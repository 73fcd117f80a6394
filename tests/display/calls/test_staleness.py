"""Nothing old is shown or spoken as new: after a restart, without the database, another day."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from core.clock import FixedClock
from core.errors import StoreUnavailable
from core.office import Office, Receipt
from display.state import View
from tests.display.builders import (
    Hall,
    Recorder,
    issue_and_call,
    on_sqlite,
    receipts,
    wait_for_call,
)
from tests.display.conftest import NewHall

# --- what is old --------------------------------------------------------------------------------


@on_sqlite
def test_after_a_restart_the_board_is_as_it_was_and_nothing_is_repeated(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    first = new_hall()
    codes = [issue_and_call(staffed_office, counter=n).code for n in (1, 2, 3)]
    wait_for_call(first, codes[0])
    while first.shown.is_calling:
        first.pass_(0.5)
    first.presenter.close()

    second = new_hall()
    second.pass_(0.1)

    assert second.current == codes[2]
    assert [call.code for call in second.shown.earlier] == [codes[1], codes[0]]
    assert not second.shown.is_calling
    assert spoken.codes == codes


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Return a switch that takes the database away from every display and gives it back."""
    look = Office.journal
    is_away = [False]

    def journal(self: Office, after: int = 0, limit: int = 500) -> object:
        if is_away[0]:
            raise StoreUnavailable(database="the hall's", problem="unplugged")
        return look(self, after, limit)

    monkeypatch.setattr(Office, "journal", journal)

    def switch(away: bool) -> None:
        is_away[0] = away

    return switch


def lose(hall: Hall, blind: Callable[[bool], None], seconds: float) -> None:
    """Take the database away for so long."""
    blind(True)
    for _ in range(round(seconds)):
        hall.seconds.pass_(1)
        hall.presenter.tick()
        hall.link.changed.emit()  # as when the bell rings: read now
        hall.wait(lambda: not hall.link.is_here)


@on_sqlite
def test_after_ten_seconds_without_the_database_no_turn_is_shown(
    new_hall: NewHall, staffed_office: Office, blind: Callable[[bool], None]
) -> None:
    hall = new_hall()
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    hall.pass_(11)

    lose(hall, blind, 7)  # the latest reading may be two seconds old
    soon = hall.shown.view
    lose(hall, blind, 4)
    late = hall.shown

    assert soon is View.HALL
    assert (late.view, late.current, late.earlier) == (View.OFFLINE, None, ())
    blind(False)
    hall.seconds.pass_(3)
    hall.presenter.tick()
    hall.wait(lambda: hall.shown.view is View.HALL)
    assert hall.current == ticket.code
    assert not hall.shown.is_calling


@on_sqlite
def test_calls_missed_while_the_database_was_away_are_made_up_for(
    new_hall: NewHall, staffed_office: Office, blind: Callable[[bool], None], spoken: Recorder
) -> None:
    hall = new_hall()
    lose(hall, blind, 1)
    over = issue_and_call(staffed_office, counter=1)
    staffed_office.queue.start(counter=1)
    waiting = issue_and_call(staffed_office, counter=2)
    lose(hall, blind, 70)
    fresh = issue_and_call(staffed_office, counter=3)

    blind(False)
    hall.seconds.pass_(3)
    hall.presenter.tick()
    wait_for_call(hall, waiting.code)
    while hall.shown.is_calling:
        hall.pass_(0.5)

    assert [code for _, code in hall.calls_seen()] == [waiting.code, fresh.code]
    assert [call.code for call in hall.shown.earlier] == [waiting.code, over.code]
    assert spoken.codes == [fresh.code]
    missed, old, new = receipts(staffed_office)
    assert (missed.unspoken, missed.shown_at) == ("withdrawn", None)
    assert old.shown_at is not None
    assert (old.chimed_at, old.spoken_at) == (None, None)
    assert old.failed is not None
    assert new.failed is None


@on_sqlite
def test_a_call_whose_turn_comes_too_late_is_shown_and_not_spoken(
    new_hall: NewHall, staffed_office: Office, blind: Callable[[bool], None], spoken: Recorder
) -> None:
    hall = new_hall()
    first = issue_and_call(staffed_office, counter=1)
    second = issue_and_call(staffed_office, counter=2)
    wait_for_call(hall, first.code)
    hall.wait(lambda: not hall.announcer.is_busy)

    blind(True)
    hall.seconds.pass_(70)
    hall.presenter.tick()
    away = hall.shown.view
    blind(False)
    hall.seconds.pass_(3)
    hall.presenter.tick()
    wait_for_call(hall, second.code)
    hall.wait(lambda: hall.presenter.is_idle)

    assert away is View.OFFLINE
    assert spoken.codes == [first.code]
    assert receipts(staffed_office)[1].failed is not None


@on_sqlite
def test_a_computer_that_slept_does_not_speak_what_was_called_meanwhile(
    new_hall: NewHall,
    staffed_office: Office,
    blind: Callable[[bool], None],
    spoken: Recorder,
    clock: FixedClock,
) -> None:
    hall = new_hall()
    blind(True)
    ticket = issue_and_call(staffed_office)

    clock.advance(timedelta(seconds=70))  # while this computer's own seconds stand still
    blind(False)
    hall.link.changed.emit()
    wait_for_call(hall, ticket.code)
    hall.wait(lambda: hall.presenter.is_idle)

    assert spoken.codes == []
    (receipt,) = receipts(staffed_office)
    assert receipt.shown_at is not None
    assert receipt.failed is not None


@on_sqlite
def test_another_day_begins_with_an_empty_board(
    new_hall: NewHall, staffed_office: Office, clock: FixedClock
) -> None:
    hall = new_hall()
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    hall.pass_(11)

    clock.advance(timedelta(days=1))
    hall.pass_(3)

    hall.wait(lambda: hall.current is None)
    assert hall.shown.view is View.HALL
    assert hall.shown.earlier == ()


@on_sqlite
def test_the_time_shown_is_the_office_s(new_hall: NewHall) -> None:
    hall = new_hall()

    hall.pass_(150)

    local = hall.shown.local_time
    assert local is not None
    assert f"{local:%H:%M}" == "09:02"


# --- without an office ----------------------------------------------------------------------------


@on_sqlite
def test_a_display_that_finds_no_database_says_so_and_recovers(
    new_hall: NewHall, office_url: str, staffed_office: Office
) -> None:
    file = Path(make_url(office_url).database or "")
    hidden = file.with_suffix(".away")
    ticket = issue_and_call(staffed_office)
    staffed_office.close()
    file.rename(hidden)
    hall = new_hall(is_started=False)

    hall.link.start()
    hall.wait(lambda: not hall.link.is_here)
    first = hall.shown.view
    hall.seconds.pass_(10)
    hall.presenter.tick()
    late = hall.shown.view
    hidden.rename(file)

    hall.wait(lambda: hall.shown.view is View.HALL)
    assert (first, late) == (View.STARTING, View.OFFLINE)
    assert hall.current == ticket.code


@on_sqlite
def test_receipts_wait_for_the_database(
    new_hall: NewHall, staffed_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = new_hall()
    add = type(staffed_office.devices).add_receipt
    is_away = [True]

    def refuse(self: object, receipt: Receipt) -> None:
        if is_away[0]:
            raise StoreUnavailable(database="the hall's", problem="unplugged")
        add(self, receipt)  # type: ignore[arg-type] # patched in for the method

    monkeypatch.setattr(type(staffed_office.devices), "add_receipt", refuse)
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    hall.wait(lambda: not hall.announcer.is_busy)
    assert receipts(staffed_office) == []

    is_away[0] = False
    hall.seconds.pass_(3)
    hall.presenter.tick()

    hall.wait(lambda: hall.presenter.is_idle)
    (receipt,) = receipts(staffed_office)
    assert receipt.shown_at is not None
    assert receipt.spoken_at is not None


# --- the office's clock is set --------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(hours=1)], ids=["back", "on"])
def test_a_clock_that_is_set_by_an_hour_hides_no_call_and_repeats_none(
    new_hall: NewHall,
    staffed_office: Office,
    clock: FixedClock,
    spoken: Recorder,
    step: timedelta,
) -> None:
    hall = new_hall()
    first = issue_and_call(staffed_office, counter=1)
    wait_for_call(hall, first.code)
    hall.pass_(20)

    clock.jump(step)
    hall.pass_(4)
    second = issue_and_call(staffed_office, counter=2)
    wait_for_call(hall, second.code)
    hall.pass_(4)

    assert hall.shown.local_time is not None
    assert hall.shown.local_time.hour == 9, "the office's time goes on"
    assert [code for _, code in hall.calls_seen()] == [first.code, second.code]
    assert spoken.codes == [first.code, second.code]
    assert [call.code for call in hall.shown.earlier] == [first.code]


@on_sqlite
def test_a_clock_that_jumps_over_midnight_and_back_hides_no_call(
    new_hall: NewHall, staffed_office: Office, clock: FixedClock, spoken: Recorder
) -> None:
    hall = new_hall()
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    hall.pass_(20)

    for step in (timedelta(days=1), timedelta(days=-1)):
        clock.jump(step)
        hall.pass_(4)
        assert (hall.current, hall.shown.is_calling) == (ticket.code, False)

    assert spoken.codes == [ticket.code]
