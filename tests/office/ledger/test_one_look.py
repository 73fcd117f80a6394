"""Several readings of one instant: what changes meanwhile is seen by the next look."""

import pytest

from core.clock import FixedClock
from core.domain.ticket import Line
from core.errors import UnknownCounter
from core.office import Office


def test_readings_in_one_look_are_of_one_instant(
    staffed_office: Office, office_url: str, clock: FixedClock
) -> None:
    staffed_office.queue.issue("general")
    with Office.open(office_url, clock=clock) as others:

        def look() -> tuple[int, int, int]:
            before = others.queue.board()
            staffed_office.queue.issue("preferential")
            staffed_office.queue.call_next(counter=1)
            after = others.queue.board()
            assert before == after
            return after.waiting, len(others.queue.waiting()), len(others.journal(before.seq))

        assert others.in_one_look(look) == (1, 1, 0)

        now = others.queue.board()
        assert (now.waiting, now.calls[0].line) == (1, Line.PREFERENTIAL)


def test_a_refusal_ends_the_look(staffed_office: Office) -> None:
    with pytest.raises(UnknownCounter):
        staffed_office.in_one_look(lambda: staffed_office.queue.held(99))

    staffed_office.queue.issue()
    assert staffed_office.queue.board().waiting == 1
