"""What a setting may be: the range of a number, the length of a text, how many of a kind.

A mark stands once, in the type of its field (`Annotated[int, Range(1, 240, "min")]`), and
`problems` walks values and types together. Whoever adds a number without a range, or a text
without a length, is told by a test.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Protocol, Union, get_args, get_origin, get_type_hints

from core.errors import N_, Words

# Line ends, other control characters, and halves of a character: no screen, paper or database
# shows or keeps them. And what turns the direction of writing: a line would read otherwise than
# it is written.
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]"
)
_KEY = re.compile(r"[\w-]+")
_SHOWN = 40  # of a refused text


class Problem(NamedTuple):
    """A setting's path, and what is wrong there: words that complete a sentence about it.

    `nearest` is the allowed number next to the one that is there, None for what is no number.
    """

    where: str
    words: Words
    nearest: float | None = None


class Mark(Protocol):
    def problem(self, where: str, value: Any) -> Problem | None:
        """Return what is wrong with `value` at `where`; None when nothing is."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number from `least` to `most`, both included; `unit` is written behind it."""

    least: float
    most: float
    unit: str = ""

    def problem(self, where: str, value: float) -> Problem | None:
        if self.least <= value <= self.most:  # false for what is no number (nan) too
            return None
        known = {"value": value, "least": self.least, "most": self.most, "unit": self.unit}
        if self.unit:
            words = Words(N_("is {value}; write {least} to {most} {unit}"), **known)
        else:
            words = Words(N_("is {value}; write {least} to {most}"), **known)
        return Problem(where, words, self.most if value > self.most else self.least)


@dataclass(frozen=True, slots=True)
class TextLimit:
    """A line of `longest` letters at the most, which may be empty only where `optional`.

    A `name` tells people apart: it has no sign that nobody sees (Unicode's class Cf). Elsewhere
    those that join letters and pictures, or part a long word, are part of good writing.
    """

    longest: int
    optional: bool = False
    name: bool = False

    def problem(self, where: str, value: str) -> Problem | None:
        if not self.optional and all(map(_is_unseen, value)):
            return Problem(where, Words(N_("is empty; write at least one letter")))
        if len(value) > self.longest:
            words = N_("has {n} letters; write {longest} at the most")
            return Problem(where, Words(words, n=len(value), longest=self.longest))
        if _UNSEEN.search(value) or (self.name and any(map(_is_format, value))):
            words = N_("has a line break or another character that nobody sees; write one line")
            return Problem(where, Words(words))
        return None


def _is_unseen(char: str) -> bool:
    return char.isspace() or _is_format(char)


def _is_format(char: str) -> bool:
    return unicodedata.category(char) == "Cf"


@dataclass(frozen=True, slots=True)
class KeyLimit:
    """A short name that other settings, commands and the journal use; part of a path."""

    longest: int = 40

    def problem(self, where: str, value: str) -> Problem | None:
        if len(value) <= self.longest and _KEY.fullmatch(value):
            return None
        words = N_('is "{value}"; a key is 1 to {longest} letters, digits, "-" and "_"')
        return Problem(where, Words(words, value=value[:_SHOWN], longest=self.longest))


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the texts `known`."""

    known: tuple[str, ...]

    def problem(self, where: str, value: str) -> Problem | None:
        if value in self.known:
            return None
        words = N_("is {value}; write one of: {known}")
        known = ", ".join(self.known)
        return Problem(where, Words(words, value=f'"{value[:_SHOWN]}"', known=known))


@dataclass(frozen=True, slots=True)
class Count:
    """A list of `least` (0 or 1) to `most` entries."""

    least: int
    most: int

    def problem(self, where: str, value: Sized) -> Problem | None:
        if len(value) < self.least:
            return Problem(where, Words(N_("is empty; write at least one")))
        if len(value) > self.most:
            words = N_("has {n} entries; write {most} at the most")
            return Problem(where, Words(words, n=len(value), most=self.most))
        return None


@dataclass(frozen=True, slots=True)
class Years:
    """A day or an instant in one of the years `first` to `last`."""

    first: int = 2000
    last: int = 2200

    def problem(self, where: str, value: date) -> Problem | None:
        if self.first <= value.year <= self.last:
            return None
        words = N_("is in the year {value}; write a year from {first} to {last}")
        return Problem(where, Words(words, value=value.year, first=self.first, last=self.last))


@dataclass(frozen=True, slots=True)
class Translated:
    """A text in Spanish, and in whichever of the `languages` else."""

    languages: tuple[str, ...]

    def problem(self, where: str, value: Mapping[str, str]) -> Problem | None:
        if "es" not in value:
            return Problem(where, Words(N_("has no Spanish text (es)")))
        strange = [each for each in value if each not in self.languages]
        if strange:
            words = N_('has a text in "{value}"; turnos speaks: {known}')
            known = ", ".join(self.languages)
            return Problem(where, Words(words, value=strange[0][:_SHOWN], known=known))
        return None


Check = Callable[[str, Any], Iterator[Problem]]


def problems(value: Any) -> Iterator[Problem]:
    """Tell what the marks in the types of a dataclass's fields do not allow, all the way down.

    An entry of a list is named by its first field where it has fields (`counters.2`), else by its
    place, from 1. The values are of their types already.
    """
    kind: Any = type(value)
    return _of_fields(kind)("", value)


def unknown(plain: Any, kind: Any, where: str = "") -> Iterator[Problem]:
    """Tell which keys of the dictionaries in `plain`, read as `kind`, are no field of anything.

    A misspelt key would be ignored in silence.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        yield from unknown(plain, arguments[0], where)
    elif origin is tuple and isinstance(plain, Sequence) and _is_table(arguments[0]):
        name = fields(arguments[0])[0].name
        for place, each in enumerate(plain, start=1):
            named = each.get(name, place) if isinstance(each, Mapping) else place
            yield from unknown(each, arguments[0], f"{where}.{named}")
    elif _is_table(kind) and isinstance(plain, Mapping):
        hints = _plain_hints(kind)
        for name, value in plain.items():
            path = f"{where}.{name}" if where else str(name)
            if name in hints:
                yield from unknown(value, hints[name], path)
            else:
                words = N_("is not a setting; there are: {known}")
                yield Problem(path, Words(words, known=", ".join(hints)))


@cache
def _plain_hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _check_of(kind: Any) -> Check | None:
    """Return what checks values of the type `kind`; None when it allows every value."""
    marks: Sequence[Mark] = ()
    if get_origin(kind) is Annotated:
        kind, *marks = get_args(kind)
    within = _within(kind)
    if not marks:
        return within

    def check(where: str, value: Any) -> Iterator[Problem]:
        for mark in marks:
            if problem := mark.problem(where, value):
                yield problem
                return  # one is enough for what is wrong as a whole
        if within is not None:
            yield from within(where, value)

    return check


def _within(kind: Any) -> Check | None:
    """Return what checks the parts of values of `kind`; None when they have none to check."""
    if _is_table(kind):
        return _of_fields(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return _of_optional(_check_of(arguments[0]))
    if origin is tuple:
        return _of_entries(_check_of(arguments[0]), _numbered)
    if origin is Mapping:
        return _of_entries(_check_of(arguments[1]), Mapping.items)
    return None


@cache
def _of_fields(kind: Any) -> Check:
    hints = get_type_hints(kind, include_extras=True)
    checks = [(each.name, _check_of(hints[each.name])) for each in fields(kind)]
    known = [(name, check) for name, check in checks if check is not None]

    def check(where: str, value: Any) -> Iterator[Problem]:
        start = f"{where}." if where else ""
        for name, each in known:
            yield from each(start + name, getattr(value, name))

    return check


def _of_optional(inner: Check | None) -> Check | None:
    if inner is None:
        return None
    return lambda where, value: iter(()) if value is None else inner(where, value)


def _of_entries(
    inner: Check | None, named: Callable[[Any], Iterator[tuple[Any, Any]] | Any]
) -> Check | None:
    if inner is None:
        return None

    def check(where: str, value: Any) -> Iterator[Problem]:
        for name, each in named(value):
            yield from inner(f"{where}.{name}", each)

    return check


def _is_table(kind: Any) -> bool:
    return is_dataclass(kind)


def _numbered(entries: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    for place, each in enumerate(entries, start=1):
        yield getattr(each, fields(each)[0].name) if _is_table(each) else place, each
