"""Documents of settings drawn from the types: values inside and at the ends of their limits."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from core.domain.calendar.hours import Closure, Hours, Span, SpecialDay
from core.domain.limits import Count, KeyLimit, Range, TextLimit, Translated, Years
from core.domain.numbering import rhyming
from core.domain.service import Languages, OfficeSettings, Prefixes
from tests.domain.strategies import hours, spans

Document = dict[str, Any]
Strategy = st.SearchStrategy[Any]

FEW, MANY = 4, 9  # entries of a list
DAYS = ("2026-11-23", "2026-11-24", "2026-12-25", "2200-12-31")  # from the tests' Monday on
NASTY = (
    "<b>",
    "</b><img src=x>",
    "{code}",
    "{",
    "%s %d %",
    "&amp;",
    "ñ á ¿",
    "👨‍👩‍👧‍👦🇨🇴",
    "مكتب الخدمة",
    "שירות",
    "soft\u00adhyphen\u200b",
    "a\u0301\u0323\u0308",
    "ﷺ",
    "W" * 40,
    " ",
    "''\"\"\\",
    "\N{NO-BREAK SPACE}",
    "𝔘𝔫𝔦",
    "中文字",
)
few_examples = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # shrinking a window's failure would take minutes
    suppress_health_check=list(HealthCheck),
)


def texts(longest: int, *, optional: bool = False) -> Strategy:
    """Return texts of `longest` letters at the most, some of them that long."""
    pieces = st.lists(
        st.sampled_from(NASTY) | st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))
    )
    short = pieces.map(lambda found: "".join(found)[:longest])
    full = st.sampled_from(NASTY).map(lambda piece: (piece * longest)[:longest])
    words = (short | full).map(lambda text: text if text.strip() else "x")
    return words | st.just("") if optional else words


def whole(mark: Range) -> Strategy:
    ends = (int(mark.least), int(mark.most))
    return st.sampled_from(ends) | st.integers(*ends)


def lists(inner: Strategy, mark: Count) -> Strategy:
    few = st.lists(inner, min_size=mark.least, max_size=min(mark.most, FEW))
    return few | st.lists(inner, min_size=min(mark.most, MANY), max_size=min(mark.most, MANY))


def drawn(kind: Any) -> Strategy:
    """Return plain values, as JSON has them, for a field of this type."""
    if kind is Hours:
        return plain_hours()
    if kind is Prefixes:
        letters = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        pairs = st.lists(letters, min_size=2, max_size=2, unique=True).filter(
            lambda pair: not rhyming(tuple(pair))
        )
        return pairs.map(lambda pair: {"general": pair[0], "preferential": pair[1]})
    if kind == Languages:
        return st.lists(st.sampled_from(["es", "en", "icr"]), min_size=1, unique=True)
    marks: tuple[Any, ...] = ()
    if get_origin(kind) is Annotated:
        kind, *given = get_args(kind)
        marks = tuple(given)
    return _drawn(getattr(kind, "__supertype__", kind), marks[0] if marks else None)


def _drawn(kind: Any, mark: Any) -> Strategy:  # noqa: C901, PLR0911 - a case a type
    origin, arguments = get_origin(kind), get_args(kind)
    match mark:
        case Range():
            return whole(mark)
        case TextLimit():
            return texts(mark.longest, optional=mark.optional)
        case KeyLimit():
            return st.from_regex(rf"[\w-]{{1,{mark.longest}}}", fullmatch=True)
        case Count():
            return lists(drawn(arguments[0]), mark)
        case Translated():
            inner = drawn(arguments[1])
            return st.fixed_dictionaries({"es": inner}, optional={"en": inner, "icr": inner})
        case Years():
            return _instants(kind, mark)
    if is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        return st.fixed_dictionaries({each.name: drawn(hints[each.name]) for each in fields(kind)})
    if origin in {Union, UnionType}:
        return st.none() | drawn(arguments[0])
    if kind is bool:
        return st.booleans()
    if kind is time:
        return st.times().map(lambda at: at.isoformat("minutes"))
    assert issubclass(kind, Enum)
    return st.sampled_from([each.value for each in kind])


def _instants(kind: Any, mark: Years) -> Strategy:
    if kind is datetime:
        first, last = f"{mark.first}-01-01T00:00:00", f"{mark.last}-12-31T23:59:59"
        within = st.datetimes(datetime.fromisoformat(first), datetime.fromisoformat(last))
        return st.sampled_from((first, last)) | within.map(datetime.isoformat)
    return st.dates(date(mark.first, 1, 1), date(mark.last, 12, 31)).map(date.isoformat)


@st.composite
def plain_hours(draw: st.DrawFn) -> Document:
    """Return hours of any week, with closures and special days: today, and some to come."""
    found = draw(hours(closures=st.just(()), special=st.just(())))
    closures, special = draw(_days(Closure)), draw(_days(SpecialDay))
    closed = [each["day"] for each in closures]
    return {
        "timezone": found.timezone,
        "country": found.country,
        "week": {str(day): _plain_spans(spans) for day, spans in found.week.items()},
        "closures": closures,
        "special": [each for each in special if each["day"] not in closed],
    }


def _say_once(document: Document) -> None:
    """Leave out what people would read twice in a list."""
    services = {each["names"]["es"]: each for each in document["services"]}
    document["services"] = list(services.values())
    for name in ("qualifies", "reasons", "sectors"):
        document[name] = list({each["es"]: each for each in document[name]}.values())
    for name in ("duties", "rights"):
        document[name] = list(dict.fromkeys(document[name]))


def _days(kind: Any) -> st.SearchStrategy[list[Document]]:
    hints = get_type_hints(kind, include_extras=True)
    known = {name: drawn(hints[name]) for name in ("reason", "texts")}
    known["day"] = st.sampled_from(DAYS)
    if kind is SpecialDay:
        known["spans"] = spans().filter(bool).map(_plain_spans)
    return st.lists(
        st.fixed_dictionaries(known).map(without_none),
        max_size=FEW,
        unique_by=lambda each: str(each["day"]),
    )


def without_none(plain: Document) -> Document:
    return {name: value for name, value in plain.items() if value is not None}


def _plain_spans(found: tuple[Span, ...]) -> list[str]:
    return [
        f"{each.opens.isoformat('minutes')}-{each.closes.isoformat('minutes')}" for each in found
    ]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return documents that contradict themselves nowhere."""
    document: Document = draw(drawn(OfficeSettings))
    for name, key in (("services", "key"), ("counters", "number"), ("notices", "key")):
        document[name] = list({each[key]: each for each in document[name]}.values())
    _say_once(document)
    keys = [each["key"] for each in document["services"]]
    for counter in document["counters"]:
        counter["services"] = draw(st.lists(st.sampled_from(keys), unique=True, max_size=FEW))
    for notice in document["notices"]:
        starts, ends = notice["starts_at"], notice["ends_at"]
        if starts and ends and ends <= starts:
            notice["ends_at"] = None
    document["notices"] = [without_none(each) for each in document["notices"]]
    if document["desk"]["reason"] == "compulsory" and not document["reasons"]:
        document["desk"]["reason"] = "asked"
    if document["hall"]["evening_from"] == document["hall"]["evening_until"]:
        document["hall"]["theme"] = "auto"
        document["hall"]["evening_until"] = "06:00"
        document["hall"]["evening_from"] = "17:00"
    return document
