"""Codes and ids as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.numbering import RHYMING_IN_SPANISH, code_of, read_code, read_id, rhyming

series = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
numbers = st.integers(min_value=1, max_value=999_999)


@given(series, numbers)
def test_a_code_is_read_back_as_it_was_written(letter: str, number: int) -> None:
    assert read_code(code_of(letter, number)) == code_of(letter, number)


@given(
    series,
    numbers,
    st.sampled_from(["", "-", " ", " - ", "–", "  "]),
    st.sampled_from(["", "0", "00"]),
    st.booleans(),
)
def test_a_code_is_read_however_people_type_it(
    letter: str, number: int, between: str, zeros: str, lower: bool
) -> None:
    typed = f" {letter.lower() if lower else letter}{between}{zeros}{number} "

    assert read_code(typed) == code_of(letter, number)


@given(st.text())
def test_reading_any_text_never_fails_and_is_settled_after_once(text: str) -> None:
    read = read_code(text)

    assert read_code(read) == read


def test_a_code_has_three_digits_and_grows_a_fourth() -> None:
    assert [code_of("A", number) for number in (1, 14, 999, 1000)] == [
        "A-001",
        "A-014",
        "A-999",
        "A-1000",
    ]


@pytest.mark.parametrize("text", ["", "A", "12", "A-0", "AB-1", "#7", "A" + "9" * 5000])
def test_what_is_no_code_is_left_as_it_is(text: str) -> None:
    assert read_code(f" {text} ") == text


@given(st.lists(series, unique=True).map(tuple))
def test_prefixes_rhyme_when_two_of_them_sound_alike(prefixes: tuple[str, ...]) -> None:
    alike = set(prefixes) & RHYMING_IN_SPANISH

    assert set(rhyming(prefixes)) == (alike if len(alike) > 1 else set())


def test_the_usual_prefixes_do_not_rhyme() -> None:
    assert rhyming(("A", "P")) == ()
    assert rhyming(("B", "P")) == ("B", "P")


@pytest.mark.parametrize(
    ("text", "number"),
    [("#12", 12), (" # 7 ", 7), ("12", None), ("#0", None), ("A-012", None), ("#12a", None)],
)
def test_a_ticket_without_a_number_is_named_by_its_id(text: str, number: int | None) -> None:
    assert read_id(text) == number
