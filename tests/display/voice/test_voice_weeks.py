"""Two weeks of calls: processes, threads and file handles stay as they are, and no call is missed.

TURNOS_CALLS makes the days longer: `make faults` has 36 calls in each.
"""

import gc
import os
import random
import tomllib
from datetime import timedelta

import psutil
import pytest

from core.clock import FixedClock
from core.domain.calendar.hours import WEEKDAYS
from core.office import Office
from core.speech.cache import Cache
from display.state import View
from tests.display.builders import Hall, Seconds, issue_and_call, on_sqlite, wait_for_call
from tests.display.conftest import NewHall
from tests.speech.fakes import Loudspeaker, a_voice, broken_espeak

DAYS = 14
CALLS_A_DAY = max(2, int(os.environ.get("TURNOS_CALLS", "25")) // DAYS)
MOST_MIB = 12  # of growth once the first day is over: a leak of one sound a call is more


def handles() -> tuple[int, int, int]:
    me = psutil.Process()
    return me.num_fds(), me.num_threads(), len(me.children(recursive=True))


def resident_mib() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 2**20


def open_every_day(office: Office) -> None:
    document = tomllib.loads(office.settings.export_toml())
    week = {day.value: ["06:00-22:00"] for day in WEEKDAYS}
    office.settings.change(document | {"hours": {**document["hours"], "country": "", "week": week}})


def sleep_until_morning(hall: Hall, clock: FixedClock) -> None:
    """Let the night pass: the screen's own seconds and the office's clock."""
    hall.seconds.pass_(60)
    clock.advance(timedelta(days=1) - timedelta(seconds=60))
    hall.presenter.tick()
    hall.link.changed.emit()
    hall.wait(lambda: hall.shown.view is View.HALL and hall.current is None)


def a_day(hall: Hall, office: Office, chance: random.Random) -> list[int]:
    """Make the day's calls one by one, each shown and answered; return their numbers."""
    seqs = []
    for number in range(CALLS_A_DAY):
        ticket = issue_and_call(office, counter=1 + number % 3)
        hall.link.changed.emit()
        wait_for_call(hall, ticket.code)
        while hall.shown.is_calling:
            hall.pass_(2.0)
        hall.pass_(chance.choice((0.0, 20.0)))
        assert ticket.call_seq is not None
        seqs.append(ticket.call_seq)
    return seqs


@on_sqlite
@pytest.mark.timeout(300 + 30 * DAYS * CALLS_A_DAY)
def test_two_weeks_of_calls_with_faults_leave_nothing_behind(  # noqa: PLR0917 - fixtures
    new_hall: NewHall,
    staffed_office: Office,
    loudspeaker: Loudspeaker,
    cache: Cache,
    seconds: Seconds,
    clock: FixedClock,
) -> None:
    chance = random.Random(14)
    open_every_day(staffed_office)
    voice = a_voice(loudspeaker.player(), cache)
    hall = new_hall(speaking=voice)
    players = [loudspeaker.player(), loudspeaker.player(), loudspeaker.player("crash")]
    for number in (1, 2, 3):
        staffed_office.staff.sign_out(counter=number)

    after: list[tuple[int, int, int]] = []
    memory: list[float] = []
    for day in range(DAYS):
        clock.advance(timedelta(seconds=chance.choice((-30, 0, 45))))  # the server's is set right
        for number, name in enumerate(("ana", "beto", "carla"), start=1):
            staffed_office.staff.sign_in(name, pin="2468", counter=number)
        voice.player = chance.choice(players)
        if day % 5 == 4:
            voice.ladder.engines = (broken_espeak("crash"),)
        seqs = a_day(hall, staffed_office, chance)
        receipts = staffed_office.devices.receipts(seqs)
        assert [each.call_seq for each in receipts] == seqs
        assert all(each.shown_at and (each.spoken_at or each.failed) for each in receipts)
        for number in (1, 2, 3):
            if staffed_office.queue.at_counter(number) is not None:
                staffed_office.queue.no_show(counter=number)
            staffed_office.staff.sign_out(counter=number)
        hall.wait(lambda: hall.announcer.is_resting and hall.presenter.is_idle)
        after.append(handles())
        memory.append(resident_mib())
        sleep_until_morning(hall, clock)

    fds, threads, children = zip(*after, strict=True)
    assert max(fds[1:]) <= fds[0] + 2, fds
    assert max(threads[1:]) <= threads[0], threads
    assert set(children) == {children[0]}, children
    assert memory[-1] - memory[1] < MOST_MIB, memory
