"""Every page of the kiosk can be painted with whatever settings are accepted."""

from typing import Any

import pytest
from hypothesis import given

from core.domain.calendar.hours import WEEKDAYS
from core.domain.service import OfficeSettings
from core.domain.ticket import Line
from core.office import Office
from kiosk.visit.page_values import Closed, Home, Options, Services, Survey
from tests.kiosk.conftest import Kiosk
from tests.office.changes import leave_settings
from tests.settings_drawn import Document, documents, few_examples

pytestmark = pytest.mark.any_words

ALWAYS: dict[str, Any] = {
    "timezone": "America/Bogota",
    "country": "",
    "week": {str(day): ["00:00-23:59"] for day in WEEKDAYS},
}
NEVER = ALWAYS | {"week": {}}


@few_examples
@given(document=documents())
def test_the_kiosk_is_painted_with_any_settings(
    kiosk: Kiosk, office: Office, document: Document
) -> None:
    for hours in (document["hours"], NEVER, ALWAYS):
        # Whoever was here in the example before stays.
        leave_settings(office, **(document | {"hours": hours}))
        settings = office.settings.get().settings
        wait_for_settings(kiosk, settings)
        paint(kiosk)
    assert kiosk.shows(Home)
    for page in (Services(settings, Line.GENERAL), Options(settings), Survey(settings), None):
        kiosk.presenter._go(page)
        kiosk.settle()
        paint(kiosk)


def wait_for_settings(kiosk: Kiosk, settings: OfficeSettings) -> None:
    def are_there() -> bool:
        page = kiosk.presenter.page
        return isinstance(page, Home | Closed) and page.settings == settings

    def are_there_in_time() -> bool:
        kiosk.pass_time(1)  # the kiosk reads by itself too: a bell that nobody heard costs seconds
        return are_there()

    kiosk.wait(lambda: are_there() or are_there_in_time())


def paint(kiosk: Kiosk) -> None:
    assert not kiosk.window.grab().isNull()
