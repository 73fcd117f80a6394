"""Join a sentence of its template and its fields, so that the whole reads as one sentence.

A template cannot know how a field ends: `Abre a la {time}.` with `1:00 p. m.` has a full stop
already, and so has a name such as `S.A.` Nobody else puts fields into what people read.
"""

import re
from functools import cache
from string import Formatter

ENDED = re.compile(r"[.…?!]$")
SYSTEM = "problem"  # the field for what another program says is wrong, often with a capital
CAPITAL = re.compile(r"^[A-ZÁÉÍÓÚÑ](?=[a-záéíóúñ]+ )")  # of a sentence, not of a name or `FATAL`
_FORMATTER = Formatter()


def joined(template: str, /, **fields: object) -> str:
    """Return `template` with its named fields filled in.

    One mark ends a sentence, one blank parts two words, and after a colon nothing begins anew.

    Raises:
        KeyError: a field of the template is not given.
    """
    said = ""
    for literal, name, spec, conversion in _parts(template):
        said = _with(said, literal)
        if name is not None:
            found, _ = _FORMATTER.get_field(name, (), fields)
            value = _FORMATTER.format_field(_FORMATTER.convert_field(found, conversion), spec or "")
            if name == SYSTEM and said.endswith(": "):
                value = CAPITAL.sub(lambda first: first[0].lower(), value, count=1)
            said += value
    return said


def _with(said: str, literal: str) -> str:
    """Return what is said so far with what the template goes on with."""
    if literal.startswith("."):
        said = said.removesuffix(": ")  # the field was empty
        if ENDED.search(said):
            literal = literal[1:]
    if literal.startswith(" ") and (not said or said.endswith(" ")):  # the field was empty
        literal = literal[1:]
    return said + literal


@cache
def _parts(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(_FORMATTER.parse(template))
