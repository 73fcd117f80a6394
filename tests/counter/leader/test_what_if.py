"""A question about the office's own days, asked by keys and answered beside it; nothing changes."""

from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.office import Office
from core.qt.look.language import Texts
from counter.leader.whatif import run
from counter.leader.whatif.change import AskedChange, WhatIfChange, second_read
from tests.builders import an_office_settings
from tests.conftest import SAMPLE_PIN
from tests.counter.leader.conftest import LeaderDesk, OpenLeader


@pytest.fixture
def desk(
    office: Office, clock: FixedClock, open_leader: OpenLeader, monkeypatch: pytest.MonkeyPatch
) -> LeaderDesk:
    """Have the window of an office on whose one day three people were served in turn."""
    monkeypatch.setattr(run, "RUNS", 3)
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    for _ in range(3):
        office.queue.issue("general")
    for _ in range(3):
        office.queue.call_next(counter=1)
        clock.advance(timedelta(minutes=10))
        office.queue.no_show(counter=1)
    clock.advance(timedelta(hours=23, minutes=30))
    office.queue.issue("general")
    found = open_leader()
    found.go_to("What if…?")
    found.wait_for("Work it out")
    return found


def title(desk: LeaderDesk) -> str:
    return desk.leader.what_if_page.spoken()[0].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_question_is_answered_by_its_key_and_no_setting_changes(desk: LeaderDesk) -> None:
    before, page = desk.office.settings.get(), desk.leader.what_if_page
    assert title(desk) == "What if there were a counter more from 8:00 a.m. to 10:00 a.m.?"
    desk.wait_for("No setting is changed")

    desk.let_pass()
    desk.press("F9")
    desk.wait_until(lambda: not page.run.is_running and page.answer.isVisible(), "an answer")

    said = "\n".join(page.spoken() + page.details())
    assert "Run again as it was: 10.4 min; 10.0 were true" in said
    assert "3 runs of 1 day" in said
    assert "Difference: −" in said
    assert "It costs 2 hours in all." in said
    assert "better" in said
    assert desk.office.settings.get() == before

    page.change.choose(WhatIfChange.FEWER.value)
    desk.let_pass()
    desk.press("F9")
    desk.wait_until(lambda: page._share > 0.05, "a part of it")
    desk.press("Escape")
    desk.wait_until(lambda: not page.run.is_running, "an end")
    assert title(desk) == "What if there were a counter fewer from 8:00 a.m. to 10:00 a.m.?"
    desk.let_pass()
    assert page.answer.isHidden()  # nothing comes of a question that was stopped


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_where_nobody_came_it_says_so_and_times_are_read(desk: LeaderDesk) -> None:
    page = desk.leader.what_if_page
    page.to_time.edit.setText("7:30")
    desk.wait_for("Write times like 8:00, the second one later than the first.")
    assert not page.work_out.isEnabled()
    page.to_time.edit.setText("12")
    day = desk.office.clock.now().day
    look = desk.presenter.look
    assert look is not None

    asking = page.asking
    assert asking is not None
    page.run.ask(asking, look.settings, [day - timedelta(days=9)])

    desk.wait_for("Between 2026-11-15 and 2026-11-15 nobody came on a day that is over.")


def test_each_change_is_a_question_and_a_scenario() -> None:
    texts, settings = Texts("en"), an_office_settings()

    questions = {each: AskedChange(each, 8 * 3600, 10 * 3600, 3) for each in WhatIfChange}
    asked = {each: question.title(texts, settings) for each, question in questions.items()}
    made = {each: question.scenario(settings) for each, question in questions.items()}

    assert len(set(asked.values())) == len(WhatIfChange)
    assert asked[WhatIfChange.RELIEF] == "What if a general came after 3 with priority?"
    assert (
        made[WhatIfChange.MORE].more == made[WhatIfChange.FEWER].fewer == ((8 * 3600, 10 * 3600),)
    )
    assert dict(made[WhatIfChange.PEOPLE].times) == {8: 1.5, 9: 1.5}
    assert (made[WhatIfChange.RELIEF].relief_after, made[WhatIfChange.MODE].mode) == (3, "direct")
    assert made[WhatIfChange.RELAY].lunch_relay is not None
    assert second_read("13:30") == 13.5 * 3600
    assert second_read("soon") is None
