"""Look through the types of settings for what has no limit."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from core.domain.limits import Count, KeyLimit, OneOf, Range, TextLimit, Translated, Years

NEEDED: Mapping[Any, tuple[type, ...]] = {
    int: (Range,),
    float: (Range,),
    str: (TextLimit, KeyLimit, OneOf),
    date: (Years,),
    datetime: (Years,),
    tuple: (Count,),
}


def unlimited(kind: Any, where: str = "", marks: tuple[Any, ...] = ()) -> Iterator[str]:
    """Return the paths of the numbers, texts, days and lists below `kind` without their mark."""
    if get_origin(kind) is Annotated:
        kind, *given = get_args(kind)
        yield from unlimited(kind, where, tuple(given))
        return
    kind = getattr(kind, "__supertype__", kind)
    origin, arguments = get_origin(kind), get_args(kind)
    needed = NEEDED.get(origin or kind)
    if needed is not None and not any(isinstance(mark, needed) for mark in marks):
        yield where
    if is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        for each in fields(kind):
            yield from unlimited(hints[each.name], f"{where}.{each.name}".strip("."))
    elif origin in {Union, UnionType}:
        yield from unlimited(arguments[0], where, marks)
    elif origin is tuple:
        yield from unlimited(arguments[0], f"{where}[]")
    elif origin is Mapping:
        # Its keys are the members of an enum, or languages.
        if not (isinstance(arguments[0], type) and issubclass(arguments[0], str)) or (
            arguments[0] is str and not any(isinstance(mark, Translated) for mark in marks)
        ):
            yield where
        yield from unlimited(arguments[1], f"{where}{{}}")
