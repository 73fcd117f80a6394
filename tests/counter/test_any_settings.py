"""A counter calls, serves and finishes with whatever settings are accepted."""

import pytest
from hypothesis import given

from core.domain.service import OfficeSettings
from core.domain.ticket import Outcome
from counter.decisions.presenter import Stage
from tests.counter.conftest import Desk
from tests.office.changes import leave_settings
from tests.settings_drawn import Document, documents, few_examples

pytestmark = pytest.mark.any_words


@few_examples
@given(document=documents())
def test_a_service_is_painted_from_call_to_end_with_any_settings(
    desk: Desk, document: Document
) -> None:
    others = [each for each in document["counters"] if each["number"] != 1]
    document["counters"] = [{"number": 1}, *others]
    document["desk"]["lock_after_min"] = 0
    leave_settings(desk.office, **document)  # whoever was here in the example before
    settings = desk.office.settings.get().settings
    desk.wait_until(lambda: in_force(desk) == settings, "the settings")
    reason = settings.reasons[0]["es"] if settings.reasons else None

    paint(desk)
    desk.office.queue.issue("preferential", outside_hours=True)
    desk.presenter.call_next()
    step(desk, Stage.CALLED)
    desk.presenter.start()
    step(desk, Stage.SERVING)
    desk.presenter.finish(Outcome.RESOLVED, reason, survey_offered=True)
    step(desk, Stage.FREE)


def in_force(desk: Desk) -> OfficeSettings | None:
    return None if desk.presenter.hall is None else desk.presenter.hall.settings


def step(desk: Desk, stage: Stage) -> None:
    desk.wait_for_answer()
    desk.wait_until(lambda: desk.presenter.stage is stage, str(stage))
    paint(desk)


def paint(desk: Desk) -> None:
    assert not desk.counter.grab().isNull()
