"""A text that somebody gives to an action: one line of a sane length.

What no database keeps, or no screen, paper or report shows, is refused before it is written.
"""

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from core.domain.limits import TextLimit
from core.errors import TextInvalid, ValueRefused

LONGEST = 500
LONGEST_NAME = 80
_NOT_KEPT = re.compile(r"[\0\ud800-\udfff]")


def one_line(what: str, text: str, *, optional: bool = True) -> None:
    """Refuse a text that is not one line of 500 letters; an empty one only if not `optional`.

    Raises:
        TextInvalid
    """
    _check(TextLimit(LONGEST, optional=optional), what, text)


def name_of_person(what: str, text: str) -> None:
    """Refuse a user name, or a person's name, that is not one line of up to 80 visible letters.

    Raises:
        TextInvalid
    """
    _check(TextLimit(LONGEST_NAME, name=True), what, text)


def _check(kind: TextLimit, what: str, text: str) -> None:
    if problem := kind.problem(what, text):
        raise TextInvalid(what=what, problem=problem.words)


def check_kept(*values: Any) -> None:
    """Refuse what PostgreSQL does not keep and SQLite does, at any depth: NaN, NUL, half letters.

    Raises:
        ValueRefused
    """
    for value in values:
        match value:
            case str() if _NOT_KEPT.search(value):
                raise ValueRefused
            case float() if not isfinite(value):
                raise ValueRefused
            case Mapping():
                check_kept(*value.keys(), *value.values())
            case list() | tuple():
                check_kept(*value)


def check_texts(data: Mapping[str, Any]) -> None:
    """Refuse the texts in an event's data, and in what it holds, that are not one sane line.

    Raises:
        TextInvalid
    """
    for name, value in data.items():
        if name == "before":  # it was kept already, by an older turnos which refused less
            continue
        if isinstance(value, str):
            one_line(name, value)
        elif isinstance(value, Mapping):  # such as why somebody was called; no deeper
            for inner, text in value.items():
                if isinstance(text, str):
                    one_line(inner, text)
