from datetime import timedelta

import pytest

from core.domain.pins import PAUSE, TRIES, Tries, is_obvious, is_pin
from tests.builders import MORNING

LATER = MORNING + PAUSE


def tries_after(times: int) -> Tries:
    tries = Tries()
    for _ in range(times):
        tries = tries.take(MORNING)
    return tries


def test_each_try_leaves_one_less_and_the_last_begins_the_pause() -> None:
    assert [tries_after(n).left for n in range(TRIES + 1)] == [5, 4, 3, 2, 1, 0]
    assert tries_after(4).pause_at(MORNING) is None
    assert tries_after(5).pause_at(MORNING) == LATER


def test_a_pause_ends_by_itself_and_the_count_begins_anew() -> None:
    paused = tries_after(5)

    assert paused.pause_at(LATER - timedelta(seconds=1)) == LATER
    assert paused.pause_at(LATER) is None
    assert paused.take(LATER) == Tries(1)


def test_the_right_pin_forgives_the_wrong_ones_before_it() -> None:
    assert tries_after(3).give_back(tries_after(3)) == Tries()


def test_the_right_pin_as_the_last_try_ends_the_pause_that_its_own_try_began() -> None:
    assert tries_after(5).give_back(tries_after(5)) == Tries()


def test_the_right_pin_does_not_end_the_pause_that_others_began_meanwhile() -> None:
    own = tries_after(2)
    now = own.take(MORNING).take(MORNING).take(MORNING)

    assert now.give_back(own) == now


@pytest.mark.parametrize("text", ["", "123", "1" * 13, "12a4", "١٢٣٤", "\udcff" * 4, " 1234"])
def test_a_pin_is_four_to_twelve_digits(text: str) -> None:
    assert is_pin("1234")
    assert is_pin("1" * 12)
    assert not is_pin(text)


@pytest.mark.parametrize(
    "pin", ["1234", "0000", "1111", "4321", "56789", "7890", "3210", "2109", "9" * 12]
)
def test_one_digit_or_digits_in_a_row_are_an_obvious_pin(pin: str) -> None:
    assert is_obvious(pin, "ana")


@pytest.mark.parametrize("pin", ["2468", "1357", "97531", "1235", "1221", "0001", "77889900"])
def test_any_other_digits_are_none(pin: str) -> None:
    assert not is_obvious(pin, "ana")


def test_a_user_name_of_digits_is_no_pin_of_its_own() -> None:
    assert is_obvious("104055", "104055")
    assert not is_obvious("104055", "104056")
