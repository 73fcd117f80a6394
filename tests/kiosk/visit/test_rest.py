"""A kiosk where nobody is looks at its clock less often."""

from PySide6.QtCore import Qt, QTimer

from kiosk.presenter import REST_MS, TICK_MS
from kiosk.visit.page_values import Home, Options
from tests.kiosk.conftest import Kiosk


def test_a_kiosk_where_nobody_is_rests_until_it_is_touched(kiosk: Kiosk) -> None:
    (timer,) = kiosk.presenter.findChildren(
        QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    kiosk.wait_for(Home)

    kiosk.wait(lambda: timer.interval() == REST_MS)
    kiosk.presenter.open_options()

    assert kiosk.shows(Options)
    assert timer.interval() == TICK_MS
