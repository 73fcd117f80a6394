"""A facilitator's own day: theirs to the second, and nobody else's."""

from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.domain.journal.attentions import Ending
from core.language import Language
from core.office import Office
from core.reports.own_day import own_day_text
from core.words import NBSP
from tests.builders import local

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_ones_own_day_has_ones_own_attentions_and_nobody_elses(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    monday = staffed_office.clock.now().day
    queue.issue()
    clock.advance(3 * MINUTE)
    queue.call_next(counter=1)
    queue.start(counter=1)
    clock.advance(4 * MINUTE)
    queue.transfer(counter=1, line="preferential")
    clock.advance(2 * MINUTE)
    queue.call_next(counter=2)
    queue.start(counter=2)
    queue.serve_now(counter=1, channel="phone")
    clock.advance(6 * MINUTE)
    queue.finish(counter=1, outcome="filed")
    queue.finish(counter=2)
    staffed_office.staff.step_away(counter=1, reason="lunch")
    clock.advance(30 * MINUTE)
    staffed_office.staff.come_back(counter=1)
    staffed_office.staff.sign_out(counter=1)
    clock.advance(local("2026-11-24 08:30") - clock.now())

    own = staffed_office.reports.own_day("ana", monday)
    said = own_day_text(own, Language.load("en")).replace(NBSP, " ")

    assert [each.attention.ending for each in own.attentions] == [
        Ending.TRANSFERRED,
        Ending.FINISHED,
    ]
    assert [each.times.service_s for each in own.attentions] == [240, 360]
    assert (own.time.staffed, own.time.away) == (45, {"lunch": 30})
    assert own.figures.first_contact.value is None  # of one alone
    assert (own.figures.service_mean_min.value, own.figures.service_mean_min.n) == (5, 2)
    assert "My day · Ana · Monday 23 Nov 2026" in said
    assert "Away: Lunch" in said
    assert "Telephone" in said
    assert "Beto" not in said
    assert staffed_office.reports.own_day("ana").attentions == ()
