"""What attentions tell is what the tickets became: on any day, whatever was taken back."""

from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.domain.journal.attentions import Ending, visits_of
from core.office import Office
from tests.office.changes import whole_journal
from tests.office.figures.busy import PAYMENTS, BusyDay, furnish
from tests.stories import differing

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_busy_day_is_told_as_its_tickets_became(
    staffed_office: Office, clock: FixedClock, seed: int
) -> None:
    furnish(staffed_office)
    day = BusyDay(staffed_office, clock, seed)
    day.live(400, longest_s=90)
    clock.advance(timedelta(hours=20))  # who is left has waited in vain
    day.live(30)

    events = whole_journal(staffed_office)
    endings = {each.ending for visit in visits_of(events) for each in visit.attentions}

    assert differing(events) == ()
    assert endings >= {Ending.FINISHED, Ending.TRANSFERRED, Ending.NO_SHOW, Ending.ABANDONED}


def test_who_is_sent_on_waits_and_is_served_twice(
    staffed_office: Office, clock: FixedClock
) -> None:
    furnish(staffed_office)
    queue = staffed_office.queue
    queue.issue()
    clock.advance(MINUTE)
    queue.call_next(counter=1)
    queue.start(counter=1)
    clock.advance(20 * MINUTE)
    queue.transfer(counter=1, service=PAYMENTS, to_counter=2)
    clock.advance(30 * MINUTE)
    queue.call_next(counter=2)
    queue.start(counter=2)
    clock.advance(2 * MINUTE)
    queue.finish(counter=2)

    (visit,) = visits_of(whole_journal(staffed_office))

    told = [
        (each.called_at, each.started_at, each.ended_at, each.staff) for each in visit.attentions
    ]
    began = visit.taken_at
    at = [began + minutes * MINUTE for minutes in (1, 21, 51, 53)]
    assert told == [(at[0], at[0], at[1], "ana"), (at[2], at[2], at[3], "beto")]
    assert visit.attentions[1].entered_at == at[1]
