"""A shaky hand at the kiosk: two touches of one place do what one does, on every control."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from core.machine.config import Config
from core.office import Office
from core.qt.widgets.base import PaintedButton
from core.qt.workshop.pace import UNHURRIED_S, PressPace
from kiosk.visit.page_values import Home, Page, Result, Survey
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start, issued
from tests.kiosk.read_aloud.test_listening import Speaker
from tests.sweeps import every_other

SCREENS = {"upright": (1080, 1920), "low": (1366, 768)}
GAPS_S = (0.12, 0.5)
State = tuple[type[Page], str, object, bool, int]
"""The page, the language, how it is shown, whether it is read aloud, how many tickets."""


def state(kiosk: Kiosk, office: Office) -> State:
    presenter = kiosk.presenter
    kiosk.wait(lambda: presenter._wishes._wish is None)
    speaks = presenter.reader.listening.is_speaking
    return type(presenter.page), kiosk.texts.code, presenter.comfort, speaks, len(issued(office))


def go_home(kiosk: Kiosk) -> None:
    kiosk.presenter._go_home()
    kiosk.wait_for(Home)


def take_a_ticket(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)


def open_survey(kiosk: Kiosk) -> None:
    kiosk.presenter.open_survey()
    kiosk.wait_for(Survey)


def listen(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.button("Escuchar"))


OPEN: dict[str, Callable[[Kiosk], None]] = {
    "home": lambda _kiosk: None,
    "result": take_a_ticket,
    "survey": open_survey,
    "home, read aloud": listen,
}


LOOKS = [
    *(("upright", page) for page in every_other(list(OPEN), 0)),
    *(("low", page) for page in every_other(list(OPEN), 1)),
]


@pytest.mark.parametrize(("screen", "page"), LOOKS)
def test_two_touches_of_any_place_do_what_one_does(
    start: Start, office: Office, pace: PressPace, page: str, screen: str
) -> None:
    kiosk = start(GoodPrinter(), speaker=Speaker(), config=Config(show_drafts=True))
    kiosk.wait(lambda: kiosk.presenter.reader.listening.is_offered)
    kiosk.window.resize(*SCREENS[screen])
    go_home(kiosk)
    OPEN[page](kiosk)
    quick = kiosk.window.home.listen
    steps = {quick.quieter, quick.louder, quick.slower, quick.faster}
    controls = [
        each
        for each in kiosk.window.findChildren(PaintedButton)
        if each.isVisible() and each.isEnabled() and each not in steps
    ]

    once = [after(kiosk, office, pace, page, each, (1.0,)) for each in controls]
    twice = {
        gap_s: [after(kiosk, office, pace, page, each, (1.0, gap_s)) for each in controls]
        for gap_s in GAPS_S
    }

    assert len(controls) >= 2
    assert len(set(once)) >= 2
    assert twice == dict.fromkeys(GAPS_S, once)


def after(  # noqa: PLR0917
    kiosk: Kiosk,
    office: Office,
    pace: PressPace,
    page: str,
    control: QWidget,
    gaps_s: tuple[float, ...],
) -> State:
    """Return what is so after touches of one place, each so long after the one before."""
    pace.pace_s = UNHURRIED_S
    go_home(kiosk)
    OPEN[page](kiosk)
    before = len(issued(office))
    place = control.mapTo(kiosk.window, control.rect().center())
    for gap_s in gaps_s:
        pace.pace_s = gap_s
        kiosk.touch(kiosk.window.childAt(place) or kiosk.window)
    shown, code, comfort, speaks, tickets = state(kiosk, office)
    return shown, code, comfort, speaks, tickets - before
