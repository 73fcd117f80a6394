"""A monkey at the kiosk: random touches, keys and languages while printer and database fail.

Whatever it does, the window answers and comes home, every ticket in the database was shown or
printed, and no ticket was shown that is not there. `make faults` gives it 20,000 touches.
"""

import os
import random
from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from core.domain.ticket import Ticket
from core.errors import (
    PrinterCoverOpen,
    PrinterOffline,
    PrinterOutOfPaper,
    PrinterSilent,
    StoreUnavailable,
)
from core.machine.config import Config
from core.office import Office, template
from core.office.printing import PrintQueue
from core.printing.port import PrinterState
from core.printing.slip.slip import Slip
from core.qt.workshop.pace import PressPace
from kiosk.visit.page_values import Home, Page, Result
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start, issued, on_both_databases
from tests.kiosk.visit.test_away import Issue, Wire, lost_after, lost_before

TOUCHES = int(os.environ.get("TURNOS_MONKEY", "120"))
SEED = int(os.environ.get("TURNOS_SEED", "20261124"))
PAUSES_S = (0.0, 0.05, 0.3, 0.6, 1.0, 4.0, 15.0)
KEYS = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Escape,
    Qt.Key.Key_F4,
    Qt.Key.Key_5,
)
FAULTS = (PrinterOutOfPaper, PrinterCoverOpen, PrinterOffline, PrinterSilent)


class MoodyPrinter(GoodPrinter):
    """Prints, or has one fault after another for a while; `printed` counts each ticket's papers."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance
        self.is_well = False
        self.originals: Counter[str] = Counter()

    def state(self) -> PrinterState:
        return PrinterState.OK if self.is_well else self._chance.choice(list(PrinterState))

    def print_slip(self, slip: Slip) -> PrinterState:
        fault = self._chance.choice(FAULTS)
        if not self.is_well and self._chance.random() < 0.2:
            came_out = self._chance.random() < 0.3
            if came_out:
                self._count(slip)
            raise fault(printer=self.name, paper_mm=80, problem="", may_have_printed=came_out)
        self._count(slip)
        return PrinterState.OK

    def _count(self, slip: Slip) -> None:
        self.slips.append(slip)
        if not slip.is_copy:
            self.originals[slip.code] += 1


class Seen:
    """What the screen showed: every code."""

    def __init__(self, kiosk: Kiosk) -> None:
        self.codes: set[str] = set()
        kiosk.presenter.page_changed.connect(self._see)

    def _see(self, page: Page) -> None:
        if isinstance(page, Result):
            self.codes.add(page.ticket.name)


def refused(_issue: Issue) -> Ticket:
    raise StoreUnavailable(database="the hall's", problem="nobody answers")


def touch_anywhere(kiosk: Kiosk, chance: random.Random) -> None:
    place = QPoint(chance.randrange(kiosk.window.width()), chance.randrange(kiosk.window.height()))
    target = kiosk.window.childAt(place) or kiosk.window
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if chance.random() < 0.15:  # drawn off to somewhere else
            QTest.mousePress(target, Qt.MouseButton.LeftButton)
            QTest.mouseMove(target, QPoint(-50, -50))
            QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=QPoint(-50, -50))
        else:
            QTest.mouseClick(target, Qt.MouseButton.LeftButton)


def focused(kiosk: Kiosk) -> QWidget:
    there: QWidget | None = kiosk.window.focusWidget()
    return kiosk.window if there is None else there


def pass_time(kiosk: Kiosk, pace: PressPace, seconds: float) -> None:
    """Let time go by, for the window's rest too.

    What broke is there again at once; only whoever waited for it does not know yet.
    """
    pace.pace_s = 0.05  # the least pause between two touches
    pace.at += seconds
    kiosk.pass_time(seconds)
    kiosk.wait(lambda: kiosk.link.is_here and not _waits(kiosk))


def print_the_rest(kiosk: Kiosk, office: Office, printer: MoodyPrinter) -> None:
    """Print what still waits, as the next start would: the kiosk's own worker rests too long."""
    paper = kiosk.window._paper
    assert paper is not None
    paper.close()
    queue = PrintQueue(office, printer, "kiosk-1")
    for _ in range(2 * TOUCHES):
        if queue.work_one() is None:
            break
    # What may have come out twice already is given up; nothing else is left.
    left = office.devices.print_jobs()
    assert [job for job in left if not job.copy or job.state != "failed"] == []


@pytest.mark.timeout(120 + TOUCHES)
@on_both_databases
def test_faults_and_random_touches_lose_no_ticket_and_leave_no_stuck_page(
    start: Start, office: Office, pace: PressPace, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(SEED)
    services = [{"key": key, "names": {"es": key.title()}} for key in ("facturas", "danos")]
    outage = {"key": "loma", "kind": "outage", "texts": {"es": "Falla en el sector de La Loma"}}
    office.settings.change(
        dict(template("san-andres")) | {"services": services, "notices": [outage]}
    )
    wire = Wire()
    printer = MoodyPrinter(chance)
    kiosk = start(printer, config=Config(show_drafts=True))
    wire.lay(kiosk.presenter._watch.office or office, monkeypatch)
    seen = Seen(kiosk)
    kiosk.wait_for(Home)

    for _ in range(TOUCHES):
        if chance.random() < 0.08:
            wire.troubles = chance.choices([refused, lost_before, lost_after], k=2)
        if chance.random() < 0.005:
            QTest.keyClick(kiosk.window, Qt.Key.Key_F12)
        elif chance.random() < 0.2:
            QTest.keyClick(focused(kiosk), chance.choice(KEYS))
        elif chance.random() < 0.1:
            kiosk.presenter.speak(chance.choice(("es", "en", "icr")))
        else:
            touch_anywhere(kiosk, chance)
        pass_time(kiosk, pace, chance.choice(PAUSES_S))

    wire.troubles.clear()
    printer.is_well = True
    kiosk.pass_time(200)
    kiosk.wait(lambda: kiosk.shows(Home))
    print_the_rest(kiosk, office, printer)
    codes = issued(office)
    assert len(set(codes)) == len(codes)
    assert seen.codes <= set(codes)
    printed = {slip.code for slip in printer.slips}
    assert set(codes) <= printed | seen.codes
    assert [code for code, papers in printer.originals.items() if papers > 1] == []
    assert len(codes) > TOUCHES / 40, "the monkey took too few tickets to tell anything"


def _waits(kiosk: Kiosk) -> bool:
    wish = kiosk.presenter._wishes._wish
    return wish is not None and wish.is_asked
