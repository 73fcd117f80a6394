"""The hall's display can be painted with whatever settings are accepted."""

import pytest
from hypothesis import given
from pytestqt.qtbot import QtBot

from core.office import Office
from display.screen.band import SlideBand
from display.slides.pages import PAGE_S
from display.window import DisplayWindow
from tests.display.builders import WAIT_MS, on_sqlite
from tests.display.conftest import NewWindow
from tests.office.changes import leave_settings
from tests.settings_drawn import Document, documents, few_examples

pytestmark = pytest.mark.any_words

SLIDES = 12


@pytest.fixture(params=["slides", "board"])
def window(request: pytest.FixtureRequest, new_window: NewWindow) -> DisplayWindow:
    return new_window(layout=request.param, is_started=True)


@on_sqlite
@few_examples
@given(document=documents())
def test_the_hall_is_painted_with_any_settings(
    qtbot: QtBot, staffed_office: Office, window: DisplayWindow, document: Document
) -> None:
    queue, shown = staffed_office.queue, window.presenter
    document["counters"] = [{"number": number} for number in (1, 2, 3)]
    leave_settings(staffed_office, **document)  # whoever was here in the example before
    settings = staffed_office.settings.get().settings
    qtbot.waitUntil(lambda: shown.shown.settings == settings, timeout=WAIT_MS)

    if isinstance(window.hall.band, SlideBand):
        for number in range(SLIDES):
            window.hall.band.tick(number * PAGE_S)
            assert not window.grab().isNull()
    if queue.at_counter(1) is not None:
        queue.no_show(counter=1)
    queue.issue(outside_hours=True)
    assert queue.call_next(counter=1) is not None

    qtbot.waitUntil(lambda: shown.shown.current is not None, timeout=WAIT_MS)
    assert not window.grab().isNull()
