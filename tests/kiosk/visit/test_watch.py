"""How often the kiosk reads its office: a touch waits behind a reading."""

from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.office import Board, Office
from core.office.queue.readings import Readings
from kiosk.visit.page_values import Home, Services
from kiosk.visit.watch import APART_MS
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start
from tests.kiosk.visit.test_visits import SERVICES
from tests.office.changes import change_settings

APART_S = APART_MS / 1000
FRACTION = 0.9  # of the pause at least: timers may come a little early


@pytest.fixture
def read_at(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the instants at which a board was read."""
    instants: list[float] = []
    real = Readings.board

    def board(self: Readings) -> Board:
        instants.append(monotonic())
        return real(self)

    monkeypatch.setattr(Readings, "board", board)
    return instants


def test_a_busy_office_is_read_twice_a_second(
    kiosk: Kiosk, qtbot: QtBot, read_at: list[float]
) -> None:
    read_at.clear()
    began = monotonic()
    while monotonic() - began < 2 * APART_S:
        kiosk.link.changed.emit()
        qtbot.wait(10)

    kiosk.wait(lambda: len(read_at) > 1)

    assert len(read_at) <= (monotonic() - began) / (APART_S * FRACTION) + 2  # one was under way


@pytest.mark.parametrize("services", [1, 2])
def test_a_reading_waits_for_the_finger_on_a_button(
    start: Start, office: Office, read_at: list[float], services: int
) -> None:
    change_settings(office, services=SERVICES[:services])
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    general = kiosk.window.home.general
    if services > 1:
        kiosk.touch(general)
        kiosk.wait_for(Services)
    button = kiosk.button("Factura y pagos") if services > 1 else general
    kiosk.pass_time(APART_S)  # so that the next change is read soon
    watch = kiosk.presenter._watch
    kiosk.wait(lambda: watch.reader.is_resting)
    read_at.clear()
    kiosk.link.changed.emit()

    pressed_at = monotonic()
    QTest.mousePress(button, Qt.MouseButton.LeftButton)

    kiosk.wait(lambda: bool(read_at))
    assert read_at[0] - pressed_at >= APART_S * FRACTION
