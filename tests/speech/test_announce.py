"""The words of a call: letter and digits apart, leading zeros spoken, in both languages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.announce import (
    Announcement,
    PhraseKind,
    alone_in,
    announce,
    digits_in_words,
    pairs_of,
    phrases_to_record,
    sentence,
    sentence_again,
)
from core.domain.numbering import code_of
from core.errors import UnknownLanguage


def said(announcement: Announcement) -> list[str]:
    return [part.sentence.text for part in announcement.parts if part.sentence is not None]


@pytest.mark.parametrize(
    ("code", "counter", "language", "text"),
    [
        ("P-014", 2, "es", "Turno P, cero catorce. Por favor, pase al puesto número dos."),
        ("P-014", 2, "en", "Ticket P, zero fourteen. Please go to counter two."),
        ("A-001", 1, "es", "Turno A, cero cero uno. Por favor, pase al puesto número uno."),
        ("A-001", 1, "en", "Ticket A, zero zero one. Please go to counter one."),
        ("A-100", 3, "es", "Turno A, cien. Por favor, pase al puesto número tres."),
        ("A-120", 3, "es", "Turno A, ciento veinte. Por favor, pase al puesto número tres."),
        ("A-021", 3, "en", "Ticket A, zero twenty-one. Please go to counter three."),
        (
            "P-999",
            12,
            "es",
            "Turno P, novecientos noventa y nueve. Por favor, pase al puesto número doce.",
        ),
        ("A-1000", 1, "es", "Turno A, mil. Por favor, pase al puesto número uno."),
        (
            "A-1234",
            1,
            "en",
            "Ticket A, one thousand two hundred and thirty-four. Please go to counter one.",
        ),
        ("W-002", 1, "es", "Turno doble u, cero cero dos. Por favor, pase al puesto número uno."),
        ("Y-002", 1, "es", "Turno i griega, cero cero dos. Por favor, pase al puesto número uno."),
    ],
)
def test_a_call_reads_as_people_say_it(code: str, counter: int, language: str, text: str) -> None:
    assert sentence(code, counter, language).text == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Último llamado. Turno P, cero catorce, puesto número dos."),
        ("en", "Last call. Ticket P, zero fourteen. Please go to counter two."),
    ],
)
def test_the_last_call_says_first_that_it_is_the_last(language: str, text: str) -> None:
    announcement = announce("P-014", 2, last=True, languages=(language,))

    assert said(announcement) == [text, sentence_again("P-014", 2, language).text]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Llamado. Turno P, cero catorce, puesto número dos."),
        ("en", "Ticket P, zero fourteen. Go to counter two."),
    ],
)
def test_only_what_is_needed_is_said_again(language: str, text: str) -> None:
    announcement = announce("P-014", 2, languages=(language,), repeats=3)

    assert said(announcement) == [sentence("P-014", 2, language).text, text, text]


@given(
    series=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    number=st.integers(1, 99_999),
    counter=st.integers(1, 99),
    language=st.sampled_from(["es", "en"]),
    last=st.booleans(),
)
def test_no_digit_is_left_and_the_letter_stands_alone(
    series: str, number: int, counter: int, language: str, last: bool
) -> None:
    text = sentence(code_of(series, number), counter, language, last=last).text

    names = {"Yes": "i griega", "Wes": "doble u", "Wen": "double u"}
    name = names.get(series + language, series)
    assert re.search(r"\d", text) is None
    assert re.search(rf"(turno|ticket) {name}, \w", text, re.IGNORECASE)


@given(number=st.integers(1, 99_999), language=st.sampled_from(["es", "en"]))
def test_every_leading_zero_is_spoken(number: int, language: str) -> None:
    digits = f"{number:03d}"
    zero = {"es": "cero", "en": "zero"}[language]

    words = digits_in_words(digits, language).split()

    zeros = len(digits) - len(str(number))
    assert words[:zeros] == [zero] * zeros
    assert zero not in words[zeros:]


def test_two_different_codes_never_sound_the_same() -> None:
    texts = {
        sentence(code_of(series, number), 1, "es").text
        for series in "AP"
        for number in range(1, 1200)
    }

    assert len(texts) == 2 * 1199


def test_the_chime_comes_first_then_each_language_twice_with_pauses_between() -> None:
    announcement = announce("P-014", 2, languages=("es", "en"))

    steps = [
        part.kind.value if part.sentence is None else part.sentence.language
        for part in announcement.parts
    ]
    assert steps == [
        *("chime", "pause", "es", "pause", "es", "pause", "en", "pause", "en"),
    ]
    assert [part.ms for part in announcement.parts if part.kind == "pause"] == [200, 250, 900, 250]
    assert [each.language for each in announcement.sentences] == ["es", "es", "en", "en"]


@pytest.mark.parametrize(("languages", "repeats"), [((), 2), (("es",), 0)])
def test_no_language_or_no_repeats_is_a_chime_alone(
    languages: tuple[str, ...], repeats: int
) -> None:
    announcement = announce("P-014", 2, languages=languages, repeats=repeats)

    assert [part.kind.value for part in announcement.parts] == ["chime"]


def test_a_call_is_said_as_often_as_the_office_wants() -> None:
    assert len(said(announce("P-014", 2, repeats=3))) == 3


def test_the_symbols_say_what_the_text_says() -> None:
    symbols = [
        (phrase.kind.value, phrase.value, phrase.text)
        for phrase in sentence("P-014", 2, "es").phrases
    ]

    assert symbols == [
        ("carrier", "Turno", "Turno"),
        ("letter", "P", "P"),
        ("number", "014", "cero catorce"),
        ("carrier", "Por favor, pase al puesto número", "Por favor, pase al puesto número"),
        ("counter", "2", "dos"),
    ]


@given(
    number=st.integers(1, 99_999),
    language=st.sampled_from(["es", "en"]),
    last=st.booleans(),
)
def test_the_symbols_hold_every_word_of_the_text_in_order(
    number: int, language: str, last: bool
) -> None:
    spoken = sentence(code_of("A", number), 3, language, last=last)

    words = [word for phrase in spoken.phrases for word in re.findall(r"\w+", phrase.text)]
    assert words == re.findall(r"\w+", spoken.text)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("last", [False, True])
def test_joined_recordings_breathe_between_letter_and_digits(language: str, last: bool) -> None:
    phrases = sentence("P-014", 2, language, last=last).phrases

    letter = next(phrase for phrase in phrases if phrase.kind is PhraseKind.LETTER)
    assert letter.pause_ms >= 150
    assert phrases[-1].pause_ms == 0


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        announce("P-014", 2, languages=("fr",))


@pytest.mark.parametrize("code", ["", "P014", "-014", "P-", "P-1a"])
def test_what_is_no_code_is_a_bug_and_not_announced(code: str) -> None:
    with pytest.raises(ValueError, match="not a ticket code"):
        announce(code, 1)


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_is_to_be_recorded_has_words_of_its_own_for_each_phrase(language: str) -> None:
    phrases = phrases_to_record(language)

    count = {"es": 189, "en": 188}[language]  # "Llamado" is Spanish only
    assert len({(phrase.kind, phrase.value) for phrase in phrases}) == len(phrases) == count
    assert all(phrase.text for phrase in phrases)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("last", [False, True])
def test_every_phrase_of_a_call_is_recorded(language: str, last: bool) -> None:
    recorded = set(phrases_to_record(language))

    for said in announce("P-014", 2, languages=(language,), last=last).sentences:
        words = [*pairs_of(said), *alone_in(said)]
        assert len(words) == 2 + last * said.text.startswith(
            ("Last", "Último")
        ) + said.text.startswith("Llamado")
        assert set(words) <= recorded


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("number", [101, 114, 199, 201, 530, 999])
def test_a_start_and_the_rest_are_the_words_of_the_number(language: str, number: int) -> None:
    words = {(phrase.kind, phrase.value): phrase.text for phrase in phrases_to_record(language)}

    start = words[PhraseKind.START, str(number)[0]]
    rest = words[PhraseKind.NUMBER, str(number % 100)]

    assert f"{start} {rest}" == digits_in_words(str(number), language)


def test_a_language_without_number_words_is_recorded_from_digits() -> None:
    texts = {phrase.value: phrase.text for phrase in phrases_to_record("icr")}

    assert (texts["14"], texts["00"], texts["2"]) == ("14", "0 0", "200 …")
