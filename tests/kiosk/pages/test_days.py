"""Days at the kiosk: the right page at each instant, whatever the calendar and the clock do.

Three days pass in steps of some minutes, from a Monday over a holiday, with nights, lunches, and
the office's clock set back by an hour; what must be seen is worked out here by hand.
"""

import gc
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import psutil
from PySide6.QtCore import QObject

from core.clock import FixedClock
from core.domain.calendar.hours import Shut
from core.office import Office
from kiosk.visit.page_values import Closed, Home, Result
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start, issued, move_to

BOGOTA = ZoneInfo("America/Bogota")
BEGINS = datetime(2026, 12, 7, 7, 0, tzinfo=BOGOTA)  # the 8th is the Immaculate Conception
HOLIDAY = 8
HOURS = 72
STEP = timedelta(minutes=7)
OPEN = ((8, 12), (13, 17))
SET_BACK_AT = datetime(2026, 12, 9, 14, 30, tzinfo=BOGOTA)
MIB = 1024 * 1024


def is_open(local: datetime) -> bool:
    return local.day != HOLIDAY and any(begin <= local.hour < end for begin, end in OPEN)


def pass_step(kiosk: Kiosk, clock: FixedClock, step: timedelta) -> None:
    """Let the same time go by for the office and for the kiosk, and see it read."""
    clock.advance(step)
    kiosk._hand.at += step.total_seconds()
    at = clock.now()
    kiosk.presenter.tick()
    kiosk.wait(lambda: kiosk.presenter._watch.board.at == at)  # type: ignore[union-attr] # open
    kiosk.wait(lambda: not kiosk.presenter._watch.reader.is_reading)
    kiosk.presenter.tick()


def test_72_hours_show_the_right_page_at_each_instant(
    start: Start, office: Office, clock: FixedClock
) -> None:
    move_to(clock, BEGINS.astimezone(UTC))
    kiosk = start(GoodPrinter())
    wrong: list[str] = []
    pages, tickets, is_set_back = 0, 0, False
    process, after_a_day, objects = psutil.Process(), 0, 0

    while clock.now() < BEGINS + timedelta(hours=HOURS):
        pass_step(kiosk, clock, STEP)
        local = clock.now().astimezone(BOGOTA)
        if not is_set_back and local >= SET_BACK_AT:
            is_set_back = True
            clock.jump(timedelta(hours=-1))
            office.clock.confirm(SET_BACK_AT.date())  # staff say that it is right now
            pass_step(kiosk, clock, timedelta(seconds=5))
            local = clock.now().astimezone(BOGOTA)
        pages += 1
        wrong += complaints(kiosk, local)
        if is_open(local) and pages % 9 == 0:
            pass_step(kiosk, clock, timedelta(seconds=2))  # a page's first moment takes no touch
            kiosk.touch(kiosk.window.home.general)
            kiosk.wait(lambda: kiosk.shows(Result))
            tickets += 1
            pass_step(kiosk, clock, timedelta(seconds=25))
        if after_a_day == 0 and local.day == HOLIDAY and local.hour == BEGINS.hour:
            after_a_day, objects = resident(process), count_objects(kiosk)

    assert wrong == []
    assert is_set_back
    assert len(issued(office)) == tickets > 10
    codes = [
        (each.data["day"], each.data["code"]) for each in office.journal() if each.data.get("code")
    ]
    assert len(set(codes)) == len(codes)
    assert resident(process) - after_a_day < 12 * MIB
    assert count_objects(kiosk) <= objects + 20


def complaints(kiosk: Kiosk, local: datetime) -> list[str]:
    """Say what is wrong with what is shown at `local`."""
    page = kiosk.presenter.page
    if is_open(local):
        if not isinstance(page, Home):
            return [f"{local}: {page}"]
        return [] if page.is_morning == (local.hour < 12) else [f"{local}: wrong greeting"]
    if not isinstance(page, Closed):
        return [f"{local}: {page}"]
    is_lunch = local.hour == 12 and local.day != HOLIDAY
    expected = Shut.HOLIDAY if local.day == HOLIDAY else Shut.LUNCH if is_lunch else None
    if expected is not None and page.opening.shut is not expected:
        return [f"{local}: {page.opening}"]
    opens_at = page.opening.opens_at
    right = next_opening(local)
    return [] if opens_at == right else [f"{local}: opens {opens_at}, not {right}"]


def next_opening(local: datetime) -> datetime:
    at = local.replace(minute=0, second=0, microsecond=0)
    while not is_open(at) or at <= local:
        at += timedelta(hours=1)
    return at.astimezone(UTC)


def resident(process: psutil.Process) -> int:
    gc.collect()
    return int(process.memory_info().rss)


def count_objects(kiosk: Kiosk) -> int:
    return len(kiosk.window.findChildren(QObject))
