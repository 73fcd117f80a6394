"""A text that somebody gives to an action: one line of a sane length.

What no database keeps, or no screen, paper or report shows, is refused before it is written.
"""

from collections.abc import Mapping
from typing import Any

from core.domain.limits import Text
from core.errors import TextInvalid

LONGEST = 500
LONGEST_NAME = 80


def one_line(what: str, text: str, *, longest: int = LONGEST, optional: bool = True) -> None:
    """Refuse a text that is not one line of `longest` letters; an empty one only if not `optional`.

    Raises:
        TextInvalid
    """
    if problem := Text(longest, optional=optional).problem(what, text):
        raise TextInvalid(what=what, problem=problem.words)


def check_texts(data: Mapping[str, Any]) -> None:
    """Refuse the texts in an event's data, and in what it holds, that are not one sane line.

    Raises:
        TextInvalid
    """
    for name, value in data.items():
        if isinstance(value, str):
            one_line(name, value)
        elif isinstance(value, Mapping):  # such as why somebody was called; no deeper
            for inner, text in value.items():
                if isinstance(text, str):
                    one_line(inner, text)
