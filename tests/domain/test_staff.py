from datetime import timedelta

import pytest

from core.domain.staff import CounterState, Role, apply, may_manage
from core.domain.ticket import CounterNumber, Kind
from tests.builders import MORNING, an_event

STAFFED = CounterState(CounterNumber(1), "ana", MORNING)
LATER = MORNING + timedelta(minutes=5)


def test_signing_in_staffs_the_counter_and_signing_out_frees_it() -> None:
    staffed = apply(None, an_event(Kind.SIGNED_IN))

    assert staffed == STAFFED
    assert not staffed.is_away
    assert apply(staffed, an_event(Kind.SIGNED_OUT)) is None
    assert apply(staffed, an_event(Kind.DEACTIVATED)) is None


def test_stepping_away_is_remembered_until_the_facilitator_is_back() -> None:
    away = apply(STAFFED, an_event(Kind.STEPPED_AWAY, at=LATER, reason="almuerzo"))

    assert away is not None
    assert away.is_away
    assert (away.away_since, away.away_reason) == (LATER, "almuerzo")
    assert apply(away, an_event(Kind.CAME_BACK)) == STAFFED


@pytest.mark.parametrize("state", [None, STAFFED])
def test_calling_a_ticket_leaves_the_counter_as_it_is(state: CounterState | None) -> None:
    assert apply(state, an_event(Kind.CALLED)) is state


def test_leaders_look_after_people_and_directors_after_directors() -> None:
    able = {(actor, role) for actor in Role for role in Role if may_manage(actor, [role, actor])}

    assert {actor for actor, _ in able} == {Role.LEADER, Role.DIRECTOR}
    assert (Role.LEADER, Role.DIRECTOR) not in able
    assert {role for actor, role in able if actor is Role.DIRECTOR} == set(Role)
    assert may_manage(Role.DIRECTOR, [Role.DIRECTOR])
