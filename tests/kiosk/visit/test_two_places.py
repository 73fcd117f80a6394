"""Two fingers, or one that slips: of two touches close together at two places, one counts.

`make faults` tries every two places of each page (PLACES=400 of each at the most).
"""

import os
import random
from collections.abc import Callable, Iterator
from itertools import permutations

import pytest
from PySide6.QtCore import QPoint

from core.domain.ticket import Kind
from core.machine.config import Config, data_dir
from core.office import Office, template
from core.qt.widgets.base import PaintedButton
from core.qt.workshop.pace import UNHURRIED_S, PressPace
from kiosk.visit.page_values import (
    Home,
    Options,
    Page,
    Result,
    Services,
    StaffPage,
    StaffStep,
    Survey,
)
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start
from tests.kiosk.read_aloud.test_listening import Speaker
from tests.kiosk.staff.test_staff import open_menu

PAIRS = int(os.environ.get("TURNOS_PLACES", "3"))
GAPS_S = (0.12, 0.3, 0.5, 0.65)
SERVICES = [{"key": key, "names": {"es": key.title()}} for key in ("facturas", "danos")]
State = tuple[type[Page] | StaffStep, str, object, bool, str]
"""The page, the language, how it is shown, whether it is read aloud, and the colours."""


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Begin with a kiosk nobody has set up, and leave none behind."""
    kept = data_dir() / "windows.ini"
    kept.unlink(missing_ok=True)
    yield
    kept.unlink(missing_ok=True)


def home(kiosk: Kiosk) -> None:
    kiosk.presenter.staff.leave()
    kiosk.presenter._go_home()
    kiosk.wait_for(Home)
    kiosk.presenter.speak("es")


def services(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Services)


def options(kiosk: Kiosk) -> None:
    kiosk.presenter.open_options()
    kiosk.wait_for(Options)


def result(kiosk: Kiosk) -> None:
    services(kiosk)
    kiosk.touch(kiosk.button("Facturas"))
    kiosk.wait_for(Result)


def survey(kiosk: Kiosk) -> None:
    kiosk.presenter.open_survey()
    kiosk.wait_for(Survey)


def pin(kiosk: Kiosk) -> None:
    kiosk.presenter.open_staff_menu()
    kiosk.wait_for(StaffPage)


OPEN: dict[str, Callable[[Kiosk], None]] = {
    "home": lambda _kiosk: None,
    "services": services,
    "options": options,
    "result": result,
    "survey": survey,
    "staff's PIN": pin,
    "staff's menu": open_menu,
}


def state(kiosk: Kiosk) -> State:
    presenter = kiosk.presenter
    kiosk.wait(lambda: presenter._wishes._wish is None)
    kiosk.settle()
    page = presenter.page
    shown = page.step if isinstance(page, StaffPage) else type(page)
    speaks = presenter.reader.listening.is_speaking
    return shown, kiosk.texts.code, presenter.comfort, speaks, kiosk.mode


@pytest.mark.parametrize("page", OPEN)
def test_of_two_touches_close_together_faults_of_two_places_one_counts(
    start: Start, office: Office, pace: PressPace, page: str
) -> None:
    office.settings.change(dict(template("san-andres")) | {"services": SERVICES})
    kiosk = start(GoodPrinter(), speaker=Speaker(), config=Config(show_drafts=True))
    kiosk.wait(lambda: kiosk.presenter.reader.listening.is_offered)
    kiosk.window.resize(1080, 1920)

    def after(*places: QPoint, gap_s: float = UNHURRIED_S) -> tuple[State, list[Kind]]:
        """Return what is so, and what was done, after touches of these places of the page."""
        pace.pace_s = UNHURRIED_S
        home(kiosk)
        OPEN[page](kiosk)
        state(kiosk)
        seq = office.journal()[-1].seq
        for place in places:
            kiosk.touch(kiosk.window.childAt(place) or kiosk.window)
            pace.pace_s = gap_s
        pace.pace_s = UNHURRIED_S
        return state(kiosk), [each.kind for each in office.journal(after=seq)]

    home(kiosk)
    OPEN[page](kiosk)
    menu = kiosk.window.staff_page
    controls = [
        each
        for each in kiosk.window.findChildren(PaintedButton)
        if each.isVisible() and each.isEnabled() and each._rest is not None
        if each not in {menu._exit, menu._shut}  # there would be no home to go to
        if not (each.isCheckable() and menu.isAncestorOf(each))  # of options the last one counts
    ]
    places = [each.mapTo(kiosk.window, each.rect().center()) for each in controls]
    names = [each.accessibleName() for each in controls]
    before = after()
    once = [after(each) for each in places]
    pairs = list(permutations(range(len(places)), 2))
    chance = random.Random(page)

    wrong = []
    for first, second in chance.sample(pairs, min(PAIRS, len(pairs))):
        gap_s = chance.choice(GAPS_S)
        found = after(places[first], places[second], gap_s=gap_s)
        wanted = [once[first]] if once[first] != before else [before, once[second]]
        if found not in wanted:
            wrong.append((names[first], names[second], gap_s, found, wanted))

    assert len(places) >= 2
    assert wrong == []
