"""Every page as the presenter brings it about, measured in the kiosk's own window.

All sizes of screen are measured in test_sizes.py, on pages given by hand.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication

from core.clock import FixedClock
from core.errors import PrinterOutOfPaper
from core.office import Office, template
from core.printing.port import PrinterState
from core.printing.slip.slip import Slip
from kiosk.visit.page_values import (
    Closed,
    Comfort,
    GoStraight,
    Home,
    NoServer,
    Page,
    PaperState,
    Result,
    StillThere,
)
from tests.kiosk.conftest import SCREEN, GoodPrinter, Kiosk, Start, move_to
from tests.kiosk.measures import View, problems
from tests.kiosk.showcase import ROUNDS

COMFORTS = (Comfort(), Comfort(contrast=True, large=True, low=True))
LANGUAGES = ("es", "en")
QUARTER_LARGER = 1.25


class EmptyPrinter(GoodPrinter):
    """Has no paper."""

    def state(self) -> PrinterState:
        return PrinterState.OUT_OF_PAPER

    def print_slip(self, slip: Slip) -> PrinterState:  # noqa: ARG002 - the port's signature
        raise PrinterOutOfPaper(printer=self.name, paper_mm=80, problem="")


# --- the pages, each as it is reached


def at_home(start: Start, _office: Office, _clock: FixedClock) -> Kiosk:
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    return kiosk


def at_the_ticket(start: Start, office: Office, _clock: FixedClock) -> Kiosk:
    for number in range(12):
        office.queue.issue("preferential" if number % 2 else "general")
    office.staff.sign_in("ana", pin="2468", counter=1)
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.preferential)
    kiosk.wait(lambda: paper_of(kiosk) is PaperState.PRINTED)
    kiosk.wait(lambda: kiosk.says("Personas antes de usted: 6"))
    return kiosk


def at_the_ticket_without_paper(start: Start, office: Office, _clock: FixedClock) -> Kiosk:
    office.staff.sign_in("ana", pin="2468", counter=1)
    kiosk = start(EmptyPrinter())
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.preferential)
    kiosk.wait(lambda: paper_of(kiosk) is PaperState.OUT_OF_PAPER)
    kiosk.wait(lambda: kiosk.says("Personas antes de usted: 0"))
    return kiosk


def at_the_ticket_without_printer(start: Start, _office: Office, _clock: FixedClock) -> Kiosk:
    kiosk = start(None)
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)
    return kiosk


def in_the_evening(start: Start, _office: Office, clock: FixedClock) -> Kiosk:
    move_to(clock, datetime(2026, 11, 23, 23, 20, tzinfo=UTC))
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Closed)
    return kiosk


def on_a_holiday_before_a_wednesday(start: Start, _office: Office, clock: FixedClock) -> Kiosk:
    move_to(clock, datetime(2026, 12, 8, 15, 0, tzinfo=UTC))
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Closed)
    return kiosk


def in_a_long_closure(start: Start, office: Office, clock: FixedClock) -> Kiosk:
    document = dict(template("san-andres"))
    closures = [
        {"day": f"2026-11-{day}", "reason": "Cierre por inventario"} for day in range(23, 31)
    ]
    office.settings.change(document | {"hours": document["hours"] | {"closures": closures}})
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Closed)
    return kiosk


def without_a_database(start: Start, _office: Office, _clock: FixedClock) -> Kiosk:
    kiosk = start(GoodPrinter(), reachable=False)
    kiosk.wait_for(NoServer)
    return kiosk


def asked_whether_somebody_is_there(start: Start, office: Office, clock: FixedClock) -> Kiosk:
    kiosk = at_home(start, office, clock)
    kiosk.touch(kiosk.button("Alto contraste"))
    kiosk.pass_time(35)
    kiosk.wait_for(StillThere)
    return kiosk


def sent_straight_on(start: Start, office: Office, clock: FixedClock) -> Kiosk:
    office.settings.change(dict(template("san-andres")) | {"mode": "direct"})
    kiosk = at_home(start, office, clock)
    kiosk.touch(kiosk.window.home.preferential)
    kiosk.wait_for(GoStraight)
    return kiosk


Reach = Callable[[Start, Office, FixedClock], Kiosk]
PAGES: tuple[Reach, ...] = (
    at_home,
    at_the_ticket,
    at_the_ticket_without_paper,
    at_the_ticket_without_printer,
    in_the_evening,
    on_a_holiday_before_a_wednesday,
    in_a_long_closure,
    without_a_database,
    asked_whether_somebody_is_there,
    sent_straight_on,
)


@pytest.fixture(params=PAGES, ids=[page.__name__ for page in PAGES])
def page(request: pytest.FixtureRequest, start: Start, office: Office, clock: FixedClock) -> Kiosk:
    """Have a kiosk at each page in turn."""
    reach: Reach = request.param
    return reach(start, office, clock)


def paper_of(kiosk: Kiosk) -> PaperState | None:
    shown = kiosk.presenter.page
    return shown.paper if isinstance(shown, Result) else None


def view_of(kiosk: Kiosk) -> View:
    window = kiosk.window
    body = window.pages[type(kiosk.presenter.page)]
    return View(window, window.header, body, kiosk.presenter.comfort)


def looks(kiosk: Kiosk) -> Iterator[str]:
    """Show the page in each language and as needs have it, and say which it is."""
    # The presenter stands still, so that the page stays while it is looked at.
    kiosk.presenter._timer.stop()
    kiosk.presenter._watch.blockSignals(True)  # a reading, too, decides which page it is
    kind: type[Page] = type(kiosk.presenter.page)
    for language, comfort in product(LANGUAGES, COMFORTS):
        kiosk.texts.switch(language)
        kiosk.presenter._set_comfort(comfort)
        for _ in range(ROUNDS):
            QApplication.processEvents()
        assert kiosk.shows(kind)
        assert (kiosk.window.width(), kiosk.window.height()) == SCREEN
        yield f"{language} {comfort}"


def test_every_page_stands_as_it_should_in_the_window_it_is_shown_in(page: Kiosk) -> None:
    wrong = [f"{look}: {problem}" for look in looks(page) for problem in problems(view_of(page))]

    assert wrong == []


def test_a_screen_turned_round_is_stood_on_at_once(kiosk: Kiosk) -> None:
    width, height = SCREEN

    kiosk.window.resize(height, width)
    for _ in range(ROUNDS):
        QApplication.processEvents()

    assert list(problems(view_of(kiosk))) == []


def test_large_text_is_asked_for_with_a_touch(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.button("Letra grande"))
    kiosk.wait(lambda: kiosk.is_large)

    assert view_of(kiosk).body.stand.growth == QUARTER_LARGER
