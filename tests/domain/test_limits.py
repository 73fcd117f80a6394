"""No number, text, day or list of the office's settings is without its limit."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any, Literal, NewType

import pytest

from core.domain.limits import (
    Count,
    KeyLimit,
    OneOf,
    Range,
    TextLimit,
    Translated,
    Years,
    problems,
    unknown,
)
from core.domain.service import OfficeSettings
from core.domain.texts import LANGUAGES
from core.language import LOCALES
from tests.builders import an_office_settings
from tests.limits import unlimited

Number = NewType("Number", int)


@dataclass(frozen=True, slots=True)
class Seat:
    number: Annotated[Number, Range(1, 9)]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corner:
    size: Annotated[int, Range(2, 4, "m")] = 2


@dataclass(frozen=True, slots=True)
class Room:
    seats: Annotated[tuple[Seat, ...], Count(1, 3)] = (Seat(Number(1)),)
    share: Annotated[float, Range(1, 100, "%")] = 1.0
    name: Annotated[str, TextLimit(5)] = "room"
    note: Annotated[str, TextLimit(5, optional=True)] = ""
    key: Annotated[str, KeyLimit(5)] = "a-1"
    texts: (
        Annotated[Mapping[str, Annotated[str, TextLimit(5)]], Translated(("es", "en"))] | None
    ) = None
    day: Annotated[date, Years(2000, 2100)] | None = None
    kind: Literal["big", "small"] = "big"
    hints: tuple[Annotated[str, TextLimit(5)], ...] = ()
    corner: Corner | None = None
    door: bool | None = None
    plain: Mapping[str, str] | None = None
    person: Annotated[str, TextLimit(9, name=True)] = "Ñusta"
    tongue: Annotated[str, OneOf(("es", "en"))] = "es"


def test_every_number_text_day_and_list_of_the_settings_has_a_limit() -> None:
    assert list(unlimited(OfficeSettings)) == []


def test_the_search_for_what_has_no_limit_finds_each_kind() -> None:
    @dataclass(frozen=True, slots=True)
    class Careless:
        number: Number
        real: float | None
        text: str
        day: date
        at: datetime
        entries: tuple[int, ...]
        texts: Mapping[str, str]
        fine: Annotated[int, Range(0, 1)]

    assert list(unlimited(Careless)) == [
        "number",
        "real",
        "text",
        "day",
        "at",
        "entries",
        "entries[]",
        "texts",
        "texts{}",
    ]


def test_the_languages_of_texts_are_those_with_a_catalogue() -> None:
    assert tuple(LOCALES) == LANGUAGES


def test_the_defaults_are_inside_their_limits() -> None:
    assert list(problems(an_office_settings())) == []
    assert list(problems(Room())) == []


@pytest.mark.parametrize(
    ("changes", "where", "words"),
    [
        ({"share": 400.0}, "share", "is 400.0; write 1 to 100 %"),
        ({"share": math.inf}, "share", "is inf; write 1 to 100 %"),
        ({"share": math.nan}, "share", "is nan; write 1 to 100 %"),
        ({"seats": (Seat(Number(0)),)}, "seats.0.number", "is 0; write 1 to 9"),
        ({"seats": ()}, "seats", "is empty; write at least one"),
        ({"seats": (Seat(Number(1)),) * 4}, "seats", "has 4 entries; write 3 at the most"),
        ({"name": " "}, "name", "is empty; write at least one letter"),
        ({"name": "longer"}, "name", "has 6 letters; write 5 at the most"),
        ({"note": "\n"}, "note", "line break"),
        ({"note": "\ud800"}, "note", "nobody sees"),
        ({"key": ""}, "key", 'is ""; a key is 1 to 5 letters'),
        ({"key": "a.b"}, "key", 'is "a.b"; a key'),
        ({"key": "x" * 60}, "key", f'is "{"x" * 40}"; a key'),
        ({"texts": {"en": "x"}}, "texts", "has no Spanish text (es)"),
        ({"texts": {"es": "x", "sp": "x"}}, "texts", 'has a text in "sp"; turnos speaks: es, en'),
        ({"tongue": "sp"}, "tongue", 'is "sp"; write one of: es, en'),
        ({"texts": {"es": ""}}, "texts.es", "is empty"),
        ({"texts": {"es": "\u200b\u00ad \u2060"}}, "texts.es", "is empty"),
        ({"name": "a\u202eb"}, "name", "character that nobody sees"),
        ({"texts": {"es": "\u2066x"}}, "texts.es", "character that nobody sees"),
        ({"person": "a\u200bna"}, "person", "character that nobody sees"),
        ({"person": "\U0001f469\u200d\U0001f467"}, "person", "character that nobody sees"),
        ({"person": "\u00ad"}, "person", "is empty"),
        ({"day": date(1999, 12, 31)}, "day", "is in the year 1999; write a year from 2000 to 2100"),
        ({"hints": ("a", "")}, "hints.2", "is empty"),
        ({"corner": Corner(5)}, "corner.size", "is 5; write 2 to 4 m"),
    ],
)
def test_what_is_out_of_its_limits_is_named_with_its_value_and_the_way_out(
    changes: dict[str, Any], where: str, words: str
) -> None:
    (found,) = problems(replace(Room(), **changes))

    assert found.where == where
    assert words in str(found.words)


@pytest.mark.parametrize("text", ["\U0001f469\u200d\U0001f467", "a\u00adb", "a\u200cb", "a\u200bb"])
def test_a_text_may_hold_what_joins_pictures_and_parts_words(text: str) -> None:
    assert list(problems(Room(texts={"es": text}))) == []


def test_inside_the_limits_are_both_ends() -> None:
    room = Room(
        seats=(Seat(Number(1)), Seat(Number(9))),
        share=100.0,
        name="xxxxx",
        texts={"es": "é"},
        day=date(2100, 12, 31),
        plain={"any": ""},
    )

    assert list(problems(room)) == []


@pytest.mark.parametrize(("share", "nearest"), [(400.0, 100), (-1.0, 1), (math.inf, 100)])
def test_a_number_out_of_its_range_has_a_nearest_one(share: float, nearest: float) -> None:
    (found,) = problems(Room(share=share))

    assert found.nearest == nearest


@pytest.mark.parametrize(
    ("plain", "where"),
    [
        ({"shares": 1}, "shares"),
        ({"corner": {"sise": 2}}, "corner.sise"),
        ({"seats": [{"number": 4, "tag": ["x"]}]}, "seats.4.tag"),
        ({"seats": [{"tag": ["x"]}]}, "seats.1.tag"),
    ],
)
def test_a_key_that_nobody_reads_is_found_at_any_depth(plain: Any, where: str) -> None:
    (found,) = unknown(plain, Room)

    assert found.where == where
    assert "is not a setting; there are: " in str(found.words)


@pytest.mark.parametrize(
    "plain", [{}, {"name": "x", "seats": ["x"], "corner": 3, "hints": ["x"], "plain": {"any": 1}}]
)
def test_values_of_another_kind_have_no_unknown_keys(plain: Any) -> None:
    assert list(unknown(plain, Room)) == []
