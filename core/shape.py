"""What in a plain document is not of the type that a dataclass wants, in words of our own.

`msgspec.convert` reads such documents and stops at its first fault, which it tells in English for
developers ("Expected `int`, got `str`"). Here each value is tried alone, so that all are told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum, EnumMeta
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from core.domain import limits
from core.domain.limits import Problem
from core.errors import N_, Words

_SHOWN = 40
_PLACE = re.compile(r"line (\d+), column (\d+)")
_WANTED: Mapping[Any, str] = {
    bool: N_("is {value}; write true or false"),
    int: N_("is {value}; write a whole number"),
    float: N_("is {value}; write a number"),
    str: N_('is {value}; write a text in quotes, such as "text"'),
    date: N_("is {value}; write a day such as 2026-11-23"),
    datetime: N_("is {value}; write a day and a time, such as 2026-11-23T17:00"),
    time: N_('is {value}; write a time such as "17:00"'),
    tuple: N_('is {value}; write a list, such as ["one", "two"]'),
    Mapping: N_('is {value}; write names with values, such as {{ es = "text" }}'),
}
_ONE_OF = N_("is {value}; write one of: {known}")


def faults(plain: Any, kind: Any) -> list[Problem]:
    """Return what `msgspec.convert(plain, kind)` would refuse, and names that are no setting."""
    return [*limits.unknown(plain, kind), *_wrong(plain, kind, "")]


def toml_fault(error: ValueError, *, of_file: bool = False) -> Words:
    """Say where a text stops being TOML; `error` is what `tomllib.loads` raised.

    The words go on a sentence about the text, or with `of_file` begin one about it.
    """
    place = _PLACE.search(str(error))
    if place is None:
        words = (
            N_("it is not TOML; look at its end, and for a number that is too long")
            if of_file
            else N_("is not TOML; look at its end, and for a number that is too long")
        )
        return Words(words)
    words = (
        N_("it is not TOML; look at line {line}, column {column}")
        if of_file
        else N_("is not TOML; look at line {line}, column {column}")
    )
    return Words(words, line=place[1], column=place[2])


def _wrong(plain: Any, kind: Any, where: str) -> Iterator[Problem]:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        if plain is not None:
            yield from _wrong(plain, arguments[0], where)
    elif is_dataclass(kind) and isinstance(plain, Mapping):
        yield from _wrong_fields(plain, kind, f"{where}." if where else "")
    elif origin is tuple and isinstance(plain, Sequence) and not isinstance(plain, str):
        name = fields(arguments[0])[0].name if is_dataclass(arguments[0]) else ""
        for place, each in enumerate(plain, start=1):
            named = each.get(name, place) if isinstance(each, Mapping) else place
            yield from _wrong(each, arguments[0], f"{where}.{named}")
    elif origin is Mapping and isinstance(plain, Mapping):
        for name, each in plain.items():
            if _fits(name, arguments[0]):
                yield from _wrong(each, arguments[1], f"{where}.{name}")
            else:
                known = ", ".join(arguments[0])
                words = N_("is not a setting; there are: {known}")
                yield Problem(f"{where}.{name}", Words(words, known=known))
    elif not _fits(plain, kind):
        yield Problem(where, _words(plain, kind))


def _wrong_fields(plain: Mapping[str, Any], kind: Any, start: str) -> Iterator[Problem]:
    hints = _hints(kind)
    for each in fields(kind):
        if each.name in plain:
            yield from _wrong(plain[each.name], hints[each.name], start + each.name)
        elif each.default is MISSING and each.default_factory is MISSING:
            yield Problem(start + each.name, Words(N_("is missing")))


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _fits(plain: Any, kind: Any) -> bool:
    try:
        msgspec.convert(plain, kind)
    except msgspec.ValidationError:
        return False
    return True


def _words(plain: Any, kind: Any) -> Words:
    value = msgspec.json.encode(plain).decode()[:_SHOWN]
    if get_origin(kind) is Literal:
        return Words(_ONE_OF, value=value, known=", ".join(map(str, get_args(kind))))
    if isinstance(kind, EnumMeta):
        members: Iterable[Enum] = kind
        return Words(_ONE_OF, value=value, known=", ".join(str(each.value) for each in members))
    base = getattr(kind, "__supertype__", kind)  # of a NewType
    base = Mapping if is_dataclass(base) else get_origin(base) or base
    return Words(_WANTED[base], value=value)
