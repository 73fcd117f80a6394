"""The words of states, steps and roles, and an instant on the office's clocks."""

from enum import Enum

import pytest

from core.domain.names import word_of
from core.domain.staff import Role
from core.domain.ticket import Kind, Rule, State
from tests.builders import an_office_settings, local


@pytest.mark.parametrize(
    ("member", "word"),
    [
        (State.SERVING, "in service"),
        (State.CALLED, "called"),
        (Kind.CALLED, "call"),
        (Kind.NO_SHOW, "no-show"),
        (Role.LEADER, "leader"),
        (Rule.RELIEF, "relief"),  # in no sentence
    ],
)
def test_a_member_has_its_own_word_though_others_have_its_value(member: Enum, word: str) -> None:
    assert word_of(member) == word


def test_an_instant_is_told_as_the_offices_clocks_show_it() -> None:
    at = local("2026-11-23 09:18")

    assert an_office_settings().local(at).isoformat() == "2026-11-23T09:18:00-05:00"
