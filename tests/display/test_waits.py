"""What the hall is told of a line's wait: it falls at once, and rises with a reason."""

import pytest

from core.domain.prediction.again import Rise
from core.domain.service import HallSettings
from core.domain.ticket import Line
from core.office import Office
from core.qt.look.language import Texts
from display.sentences import waiting, waiting_in_short
from display.waits import HallWaits


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_hall_reads_why_its_wait_has_risen(staffed_office: Office) -> None:
    queue, waits = staffed_office.queue, HallWaits()
    for _ in range(9):
        queue.issue("general")
    for number in (1, 2, 3):
        queue.call_next(counter=number)
    before, _urgent = waits.of(queue.board())

    staffed_office.staff.step_away(counter=2, reason="lunch", customer_agreed=True)
    staffed_office.staff.step_away(counter=3, reason="lunch", customer_agreed=True)
    after, _urgent = waits.of(queue.board())
    staffed_office.staff.come_back(counter=2)
    staffed_office.staff.come_back(counter=3)
    again, _urgent = waits.of(queue.board())
    for number in (1, 2, 3):
        queue.no_show(counter=number)
        staffed_office.staff.sign_out(counter=number)
    nobody, _urgent = waits.of(queue.board())

    assert before.high_min is not None
    assert after.high_min is not None
    assert (before.rise, after.rise, again) == (None, Rise.FEWER_COUNTERS, before)
    assert after.high_min > before.high_min
    assert (nobody.line, nobody.high_min) == (Line.GENERAL, None)
    english = Texts("en")
    said = waiting(english, after, HallSettings())
    assert said.startswith("Fewer counters are attending.\nWait: ")
    assert waiting_in_short(english, after, HallSettings())[0] == "fewer counters"
    assert waiting(english, before, HallSettings()).startswith("6 people are waiting.")
    assert "Fewer" not in waiting(english, after, HallSettings(wait_range=False))
