"""A ticket's story by its code: each thing that happened in words, and the times it makes."""

from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.errors import TicketNotOfDay
from core.language import Language
from core.office import Office
from core.reports.story import story_text
from core.words import NBSP
from tests.builders import local
from tests.office.changes import change_settings

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_story_tells_in_words_what_happened_and_how_long_it_took(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    change_settings(
        staffed_office,
        services=[
            {"key": "customer-service", "names": {"es": "Atención", "en": "Attention"}},
            {"key": "payments", "names": {"es": "Pagos", "en": "Payments"}},
        ],
    )
    queue.issue()
    clock.advance(5 * MINUTE)
    queue.call_next(counter=1)
    queue.recall(counter=1)
    queue.start(counter=1)
    clock.advance(2 * MINUTE)
    queue.hold(counter=1, reason="enquiry")
    clock.advance(MINUTE)
    queue.resume(counter=1, code="A-001")
    queue.transfer(counter=1, service="payments")
    clock.advance(3 * MINUTE)
    queue.call(counter=2, code="A-001", reason="leader")
    queue.start(counter=2)
    clock.advance(4 * MINUTE)
    queue.finish(counter=2, outcome="filed")
    day = staffed_office.clock.now().day
    clock.advance(local("2026-11-24 08:30") - clock.now())
    queue.issue()  # the same code, another day

    said = story_text(queue.story("a1", day), Language.load("en")).replace(NBSP, " ")

    assert said.splitlines() == [
        "A-001 · Monday 23 Nov 2026 · General",
        "",
        "9:00 a.m.  Taken: Attention · General",
        "9:05 a.m.  Called to counter 1. It came first in its line.  Ana",
        "9:05 a.m.  Called again to counter 1  Ana",
        "9:05 a.m.  Service began at counter 1  Ana",
        "9:07 a.m.  On hold: Waiting for an answer  Ana",
        "9:08 a.m.  Service went on at counter 1  Ana",
        "9:08 a.m.  Sent on to Payments  Ana",
        "9:11 a.m.  Called to counter 2. Called out of its order: The leader asks for it.  Beto",
        "9:11 a.m.  Service began at counter 2  Beto",
        "9:15 a.m.  Service ended: Filed  Beto",
        "",
        "1. Attention: waited 5 min 0 s · way to the counter 0 min 0 s · served 2 min 0 s",
        "2. Payments: waited 3 min 0 s · way to the counter 0 min 0 s · served 4 min 0 s",
    ]
    with pytest.raises(TicketNotOfDay, match="A-002"):
        queue.story("A-002", day)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_story_has_what_was_taken_back_and_the_end_of_the_day(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=1)
    queue.put_back(counter=1, reason="mistake")
    queue.undo(counter=1)
    day = staffed_office.clock.now().day
    clock.advance(timedelta(days=1))
    queue.issue()

    said = story_text(queue.story("A-001", day), Language.load("es"))

    for part in (
        "De vuelta a la fila: Se llamó por error",
        "Se deshizo: ",
        "El día terminó mientras estaba aquí",
    ):
        assert part in said
