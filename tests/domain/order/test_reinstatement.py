"""A place before its line holds in that line, until the ticket is sent on."""

from datetime import timedelta

import pytest

from core.domain.order.reinstatement import place_in
from core.domain.ticket import Event, Kind, Line
from tests.builders import MORNING, an_event

MISSED = (Kind.CALLED, Kind.NO_SHOW)
BACK = (*MISSED, Kind.REINSTATED)


def lived(*kinds: Kind) -> list[Event]:
    """Return the steps of ticket 7, issued in the general line and then of these `kinds`."""
    return [
        an_event(kind, seq=7 + number, at=MORNING + timedelta(minutes=number), place=-number)
        for number, kind in enumerate((Kind.ISSUED, *kinds))
    ]


@pytest.mark.parametrize(
    ("kinds", "general", "preferential"),
    [
        ((), 7, 7),
        (BACK, -3, 7),
        ((Kind.CALLED, Kind.STARTED, Kind.TRANSFERRED), 7, 7),
    ],
)
def test_a_ticket_goes_first_in_its_own_line_alone(
    kinds: tuple[Kind, ...], general: int, preferential: int
) -> None:
    steps = lived(*kinds)
    if Kind.TRANSFERRED in kinds:
        steps[-1] = an_event(Kind.TRANSFERRED, seq=10)

    assert place_in(Line.GENERAL, steps) == general
    assert place_in(Line.PREFERENTIAL, steps) == preferential


def test_it_goes_first_again_when_it_comes_back_to_its_line() -> None:
    moved = an_event(Kind.LINE_CHANGED, seq=11, line="preferential", place=7)

    steps = [*lived(*BACK), moved]

    assert place_in(Line.GENERAL, steps) == -3
    assert place_in(Line.PREFERENTIAL, steps) == 7


def test_it_goes_first_no_more_once_it_was_sent_on() -> None:
    sent = an_event(Kind.TRANSFERRED, seq=12, line="preferential", place=7)

    steps = [*lived(*BACK, Kind.CALLED), sent]

    assert place_in(Line.GENERAL, steps) == 7


def test_a_reinstatement_taken_back_gives_no_place() -> None:
    undone = an_event(
        Kind.UNDONE,
        seq=12,
        before={"state": "no_show", "place": 7, "reinstated": False},
    )

    assert place_in(Line.GENERAL, [*lived(*BACK), undone]) == 7
