from datetime import timedelta

import pytest

from core.domain.roles import may_manage
from core.domain.staff import CounterState, Role, Staff, after_day, apply, is_reserved, works_at
from core.domain.ticket import CounterNumber, Kind, OfficeId
from tests.builders import MORNING, an_event


@pytest.mark.parametrize(
    "username", ["administrator", "Administrator", " ADMINISTRATOR ", "\uff41dministrator"]
)
def test_a_user_name_that_reads_like_nobody_s_is_reserved(username: str) -> None:
    assert is_reserved(username)


def test_other_user_names_are_free() -> None:
    assert not is_reserved("administradora")


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


def test_the_end_of_a_day_signs_out_whom_it_names() -> None:
    other = CounterState(CounterNumber(2), "beto", MORNING)
    ended = an_event(Kind.DAY_ENDED, tickets=[], signed_out=[1])

    assert after_day(STAFFED, ended) is None
    assert after_day(other, ended) is other
    assert after_day(STAFFED, an_event(Kind.DAY_ENDED, tickets=[])) is STAFFED, "an older one"


def test_a_clock_put_right_puts_a_session_right() -> None:
    ahead = timedelta(days=3)
    right = an_event(Kind.DAY_CONFIRMED, at=LATER, ahead_s=ahead.total_seconds())
    wrong = CounterState(CounterNumber(1), "ana", LATER + ahead, LATER + ahead, "almuerzo")
    left_later = CounterState(CounterNumber(1), "ana", MORNING, LATER + ahead, "almuerzo")

    assert after_day(STAFFED, right) == STAFFED
    assert after_day(wrong, right) == CounterState(
        CounterNumber(1), "ana", LATER, LATER, "almuerzo"
    )
    assert after_day(left_later, right) == CounterState(
        CounterNumber(1), "ana", MORNING, LATER, "almuerzo"
    )


@pytest.mark.parametrize(
    ("role", "offices", "is_active", "here", "there"),
    [
        (Role.FACILITATOR, (), True, True, False),
        (Role.DIRECTOR, (), True, True, True),
        (Role.FACILITATOR, ("providencia",), True, False, True),
        (Role.DIRECTOR, ("san-andres",), True, True, False),
        (Role.DIRECTOR, (), False, False, False),
    ],
)
def test_where_somebody_works(
    role: Role, offices: tuple[str, ...], is_active: bool, here: bool, there: bool
) -> None:
    named = tuple(OfficeId(each) for each in offices)
    person = Staff("ana", "Ana", role, is_active=is_active, offices=named)

    home, other = OfficeId("san-andres"), OfficeId("providencia")
    assert (works_at(person, home, home), works_at(person, home, other)) == (here, there)
