"""Calls are made ready before they are made, by another program, and no call waits for it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import Row

from core.domain.ticket import Line, Ticket
from core.machine.config import VoiceConfig
from core.office import Office
from core.speech.voice import CHIME, Voice
from core.store import tickets
from display.calls.hall import FIRST, LIKELY, Likely, likely_calls
from display.voice import next_calls as ahead
from display.voice.next_calls import Ahead
from tests.display.builders import WAIT_MS, issue_and_call, on_sqlite, open_counters, wait_for_call
from tests.display.conftest import NewHall
from tests.office.changes import change_settings
from tests.speech.fakes import Loudspeaker, files_played


@pytest.fixture
def config(loudspeaker: Loudspeaker) -> VoiceConfig:
    return VoiceConfig(player=loudspeaker.player().command)


@pytest.fixture
def preparing(config: VoiceConfig, tmp_path: Path) -> Iterator[Ahead]:
    made = Ahead(config, tmp_path / "voice")
    yield made
    made.close()


def likely_of(office: Office) -> tuple[Likely, ...]:
    return likely_calls(office, office.queue.board())


@on_sqlite
def test_whoever_is_next_in_line_is_ready_before_the_call(  # noqa: PLR0917 - fixtures
    new_hall: NewHall,
    staffed_office: Office,
    config: VoiceConfig,
    preparing: Ahead,
    loudspeaker: Loudspeaker,
    tmp_path: Path,
) -> None:
    voice = Voice.open(config, cache=tmp_path / "voice")
    staffed_office.queue.issue()
    hall = new_hall(speaking=voice, ahead=preparing)
    hall.presenter.tick()
    hall.wait(lambda: preparing.is_busy)
    hall.wait(lambda: not preparing.is_busy)

    ticket = staffed_office.queue.call_next(counter=3)

    assert ticket is not None
    wait_for_call(hall, ticket.code)
    hall.wait(lambda: files_played(loudspeaker))
    hall.wait(lambda: hall.presenter.is_idle and not hall.announcer.is_busy)
    (whole,) = files_played(loudspeaker)  # chime and words at once, not the chime alone first
    assert whole != CHIME


@on_sqlite
def test_a_program_that_hangs_while_making_ready_delays_no_call_and_is_ended(
    new_hall: NewHall,
    staffed_office: Office,
    preparing: Ahead,
    loudspeaker: Loudspeaker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ahead, "PROGRAM", (sys.executable, "-c", "import time; time.sleep(600)"))
    staffed_office.queue.issue()
    hall = new_hall(ahead=preparing)
    hall.presenter.tick()
    hall.wait(lambda: preparing.is_busy)

    ticket = issue_and_call(staffed_office)

    wait_for_call(hall, ticket.code)
    hall.wait(lambda: loudspeaker.played)
    assert preparing.is_busy
    preparing.close()  # the guard of all tests finds a process that is left


def test_a_program_that_hangs_is_ended_at_its_limit(
    preparing: Ahead, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, office: Office
) -> None:
    monkeypatch.setattr(ahead, "PROGRAM", (sys.executable, "-c", "import time; time.sleep(600)"))
    monkeypatch.setattr(ahead, "LIMIT_S", 0.2)

    preparing.make((Likely("A-001", 1),), office.settings.get().settings.speaking)

    assert preparing.is_busy
    qtbot.waitUntil(lambda: not preparing.is_busy, timeout=WAIT_MS)


@on_sqlite
def test_only_the_likeliest_calls_are_made_ready(staffed_office: Office) -> None:
    open_counters(staffed_office, 9)
    for _ in range(12):
        staffed_office.queue.issue()
    staffed_office.queue.call_next(counter=2)
    staffed_office.queue.recall(counter=2)

    likely = likely_of(staffed_office)

    assert len(likely) == LIKELY
    assert {each.code for each in likely} == {"A-002", "A-003", "A-004"}
    assert {each.counter for each in likely[:9]} == set(range(1, 10))


@on_sqlite
def test_of_a_full_hall_only_the_first_in_line_are_read(
    staffed_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_counters(staffed_office, 9)
    for number in range(60):
        staffed_office.queue.issue(line="preferential" if number % 2 else "general")
    board = staffed_office.queue.board()
    read: list[Ticket] = []

    def note(row: Row[Any]) -> Ticket:
        read.append(from_row(row))
        return read[-1]

    from_row = tickets.from_row
    monkeypatch.setattr(tickets, "from_row", note)

    assert len(likely_calls(staffed_office, board)) == LIKELY
    assert len(read) <= 9 * len(Line) * FIRST


@on_sqlite
def test_what_a_counter_does_not_call_is_not_made_ready_for_it(staffed_office: Office) -> None:
    change_settings(
        staffed_office,
        services=[{"key": key, "names": {"es": key}} for key in ("info", "filing")],
        counters=[
            {"number": 1, "services": ["info"]},
            {"number": 2, "services": ["filing"]},
            {"number": 3},
        ],
    )
    staffed_office.queue.issue(service="info")
    staffed_office.queue.issue(service="filing")

    likely = {(each.code, each.counter) for each in likely_of(staffed_office)}

    assert likely == {("A-001", 1), ("A-002", 2), ("A-001", 3), ("A-002", 3)}


@on_sqlite
def test_a_last_call_is_made_ready_too(staffed_office: Office) -> None:
    staffed_office.queue.issue()
    staffed_office.queue.call_next(counter=2)
    staffed_office.queue.recall(counter=2)

    assert likely_of(staffed_office) == (Likely("A-001", 2, is_last=True),)
