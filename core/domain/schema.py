"""What the office's settings are: each by its path, with its kind, its limits and its default.

Pure: read from the types of `OfficeSettings`, so that forms, commands and docs say what is checked.
A path is dotted; in a pattern `*` stands for the name of an entry of a list of tables:
`counters.*.services`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum, EnumMeta, StrEnum
from itertools import pairwise
from types import MappingProxyType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from core.domain.calendar.hours import Span
from core.domain.limits import Count, KeyLimit, Mark, OneOf, Range, TextLimit, Translated, Years
from core.domain.service import OfficeSettings

M = TypeVar("M")
ANY = "*"
_UNIONS = (Union, UnionType)


class NoDefault(Enum):
    NO_DEFAULT = "no-default"


NO_DEFAULT = NoDefault.NO_DEFAULT


class SettingKind(StrEnum):
    """What the value of a setting is.

    `texts`: a text for each language. `list`: texts, keys, languages or `texts` in their order.
    `tables`: entries whose fields are settings of their own. `spans`: the open times of a day;
    `week`: those by weekday.
    """

    FLAG = "flag"
    NUMBER = "number"
    TEXT = "text"
    KEY = "key"
    CHOICE = "choice"
    DAY = "day"
    MOMENT = "moment"
    TIME = "time"
    TEXTS = "texts"
    LIST = "list"
    TABLES = "tables"
    SPANS = "spans"
    WEEK = "week"


# How many names a path may go on with inside such a value: an entry's, a language's, a weekday's.
_DEPTH = {
    SettingKind.TEXTS: 1,
    SettingKind.LIST: 2,
    SettingKind.TABLES: 1,
    SettingKind.WEEK: 1,
}
_KINDS: Mapping[Any, SettingKind] = {
    bool: SettingKind.FLAG,
    int: SettingKind.NUMBER,
    str: SettingKind.TEXT,
    date: SettingKind.DAY,
    datetime: SettingKind.MOMENT,
    time: SettingKind.TIME,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: where it is, what it may be, and what it is where nobody set it.

    A limit is None where the setting has none of that sort. `text` and `key` are of a text, or of
    each text or key in a list; `count` is of a list's entries, in a week of a day's open times.
    `languages`: those that a text may be in, or that a list of languages chooses from.
    `is_optional`: it may be left out; its value is then None. `default`: NO_DEFAULT where it has
    to be given.
    """

    path: str
    kind: SettingKind
    default: object = NO_DEFAULT
    is_optional: bool = False
    choices: type[Enum] | None = None
    range: Range | None = None
    text: TextLimit | None = None
    key: KeyLimit | None = None
    count: Count | None = None
    years: Years | None = None
    languages: tuple[str, ...] = ()

    @property
    def of_texts(self) -> bool:
        """Whether its value, or each entry of its list, is a text for each language."""
        return self.text is not None and self.languages != ()


def settings_of(kind: Any, path: str = "") -> Iterator[Setting]:
    """Tell the settings that a dataclass of settings holds, in the order of its fields."""
    hints = get_type_hints(kind, include_extras=True)
    for each in fields(kind):
        yield from _of_field(path + each.name, hints[each.name], _default(each))


def _of_field(path: str, hint: Any, default: object) -> Iterator[Setting]:
    bare, marks = _bare(hint), tuple(_marks(hint))
    if is_dataclass(bare):
        yield from settings_of(bare, f"{path}.")
        return
    kind = _kind(bare, marks)
    translated, one_of = _mark(marks, Translated), _mark(marks, OneOf)
    yield Setting(
        path,
        kind,
        default,
        is_optional=get_origin(hint) in _UNIONS,
        choices=bare if kind is SettingKind.CHOICE else None,
        range=_mark(marks, Range),
        text=_mark(marks, TextLimit),
        key=_mark(marks, KeyLimit),
        count=_mark(marks, Count),
        years=_mark(marks, Years),
        languages=translated.languages if translated else one_of.known if one_of else (),
    )
    if kind is SettingKind.TABLES:
        yield from settings_of(get_args(bare)[0], f"{path}.{ANY}.")


def _kind(bare: Any, marks: Sequence[Mark]) -> SettingKind:
    origin = get_origin(bare)
    if bare == tuple[Span, ...]:
        return SettingKind.SPANS
    if origin is tuple:
        return SettingKind.TABLES if is_dataclass(get_args(bare)[0]) else SettingKind.LIST
    if origin is Mapping:
        return SettingKind.TEXTS if _mark(marks, Translated) else SettingKind.WEEK
    if isinstance(bare, EnumMeta):
        return SettingKind.CHOICE
    return SettingKind.KEY if _mark(marks, KeyLimit) else _KINDS[bare]


def _bare(hint: Any) -> Any:
    """Return a type without its marks, without None, and without the name it was given."""
    if get_origin(hint) is Annotated or get_origin(hint) in _UNIONS:
        return _bare(get_args(hint)[0])
    return getattr(hint, "__supertype__", hint)


def _marks(hint: Any) -> Iterator[Mark]:
    """Tell the marks of a type, then those of what is in it; a table's are its fields'."""
    if get_origin(hint) is Annotated:
        hint, *marks = get_args(hint)
        yield from marks
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple or origin in _UNIONS:
        yield from _marks(arguments[0])
    elif origin is Mapping:
        yield from _marks(arguments[1])


def _mark(marks: Sequence[Mark], kind: type[M]) -> M | None:
    return next((each for each in marks if isinstance(each, kind)), None)


def _default(each: "Field[Any]") -> object:
    if each.default_factory is not MISSING:
        return each.default_factory()
    return NO_DEFAULT if each.default is MISSING else each.default


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {each.path: each for each in settings_of(OfficeSettings)}
)
# The lists of tables: which of their values, the first, names an entry in a path.
KEYS: Mapping[str, str] = MappingProxyType(
    {
        each.path: first.path.rpartition(".")[2]
        for each, first in pairwise(SETTINGS.values())
        if each.kind is SettingKind.TABLES
    }
)


def setting_at(path: str) -> Setting:
    """Return the setting in which `path` lies, which may name an entry or a part of a value.

    `counters.2.services`, `notices.la-loma.texts.es`, `hours.week.monday`, `reasons.3.en`; an
    entry as a whole (`counters.2`) lies in its list.

    Raises:
        KeyError: there is none.
    """
    names = path.split(".")
    found = [each for each in SETTINGS.values() if _leads(each, names)]
    if not found:
        raise KeyError(path)
    return max(found, key=lambda each: each.path.count("."))


def _leads(setting: Setting, names: Sequence[str]) -> bool:
    pattern = setting.path.split(".")
    further = len(names) - len(pattern)
    return 0 <= further <= _DEPTH.get(setting.kind, 0) and all(
        part in (ANY, name) for part, name in zip(pattern, names, strict=False)
    )
