"""The office's settings as a document: read, checked as a whole, and written.

The database keeps it as JSON and a person edits it as TOML; both are the same plain dictionary,
in which a day's hours are strings such as "08:00-12:00".
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from core.domain import limits
from core.domain.calendar.hours import is_timezone
from core.domain.calendar.hours import problems as hours_problems
from core.domain.numbering import rhyming
from core.domain.service import Asking, HallSettings, Notice, OfficeSettings
from core.errors import N_, SettingsInvalid, UnknownTemplate, Words
from core.office.document.paths import put
from core.office.document.toml_file import named_twice
from core.shape import faults, toml_fault

Document = Mapping[str, Any]
_SHOWN = 40  # of a text that stands in a sentence
EVENING = ("evening_from", "evening_until")


def read_document(
    document: Document,
    *,
    instead_of: OfficeSettings | None = None,
    today: date | None = None,
    now: datetime | None = None,
) -> OfficeSettings:
    """Return the settings that `document` holds.

    What is already wrong in the settings that they stand `instead_of` is no reason to refuse them:
    otherwise mistakes could not be mended one by one. `today` and `now` are the office's, None
    where nobody asks whether something is over.

    Raises:
        SettingsInvalid: names the place in it and what is wrong there.
    """
    settings = _converted(document)
    found = list(_problems(settings, today, now))
    if found and instead_of is not None:
        known = {(where, str(words)) for where, words in _problems(instead_of, today, now)}
        found = [(where, words) for where, words in found if (where, str(words)) not in known]
    if found:
        raise SettingsInvalid.of(found)
    return settings


def read_stored(document: Document) -> OfficeSettings:
    """Return the settings of a document in the database: an older turnos may have written it.

    It refused less; a number out of its range is taken for the nearest one in it.
    """
    settings = _converted(document)
    outside = [each for each in limits.problems(settings) if each.nearest is not None]
    if not outside:
        return settings
    plain = write_document(settings)
    for where, _, nearest in outside:
        put(plain, where, nearest)
    return _converted(plain)


def _converted(document: Document) -> OfficeSettings:
    plain: dict[str, Any] = msgspec.to_builtins(document)
    found = [*_read_spans(plain), *_read_evening(plain)]
    found += [(where or "settings", words) for where, words, _ in faults(plain, OfficeSettings)]
    if found:
        raise SettingsInvalid.of(found)
    settings = msgspec.convert(plain, OfficeSettings)
    return replace(settings, notices=tuple(_zoned(settings)))


def _zoned(settings: OfficeSettings) -> Iterator[Notice]:
    """Take a notice's time without a zone for the office's own."""
    for notice in settings.notices:
        yield replace(
            notice,
            starts_at=_in_zone(notice.starts_at, settings),
            ends_at=_in_zone(notice.ends_at, settings),
        )


def _in_zone(at: datetime | None, settings: OfficeSettings) -> datetime | None:
    if at is None or at.tzinfo is not None or not is_timezone(settings.timezone):
        return at
    return at.replace(tzinfo=ZoneInfo(settings.timezone))


def write_document(settings: OfficeSettings) -> dict[str, Any]:
    """Return `settings` as the plain dictionary that `read_document` reads.

    What is not set is left out: TOML has no word for it.
    """
    document: dict[str, Any] = _without_none(msgspec.to_builtins(settings))
    for table, name in _tables_of_spans(document["hours"]):
        table[name] = [f"{span['opens'][:5]}-{span['closes'][:5]}" for span in table[name]]
    hall = document["hall"]
    hall.update({edge: hall[edge][:5] for edge in EVENING})
    return document


def _without_none(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {name: _without_none(value) for name, value in plain.items() if value is not None}
    return [_without_none(each) for each in plain] if isinstance(plain, list | tuple) else plain


def read_toml(text: str) -> Document:
    """Return the document in a TOML text.

    Raises:
        SettingsInvalid: it is not TOML.
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError as error:
        raise SettingsInvalid(where="file", problem=N_("is nested too deeply")) from error
    except ValueError as error:  # also a number of 5,000 digits
        if name := named_twice(text):
            problem = Words(
                N_(
                    'stands there twice, as "{name} = [ ]" and as "[[{name}]]"; '
                    "write all its entries in one of the two ways"
                ),
                name=name.rpartition(".")[2],
            )
            raise SettingsInvalid(where=name, problem=problem) from error
        raise SettingsInvalid(where="file", problem=toml_fault(error)) from error


def templates() -> tuple[str, ...]:
    """Return the names of the sample offices."""
    folder = files("assets") / "offices"
    names = (each.name for each in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def template(office: str) -> Document:
    """Return the sample document of an office.

    Raises:
        UnknownTemplate: there is none of that name.
    """
    if office not in templates():
        raise UnknownTemplate(office=office, known=", ".join(templates()))
    return read_toml((files("assets") / "offices" / f"{office}.toml").read_text(encoding="utf-8"))


def _problems(
    settings: OfficeSettings, today: date | None, now: datetime | None
) -> Iterator[tuple[str, Words | str]]:
    """Tell what is out of its limits, then what contradicts itself."""
    for where, words, _ in limits.problems(settings):
        yield where, words
    yield from hours_problems(settings.hours)
    yield from _problems_of_days(settings, today)
    yield from _twice("languages", list(settings.languages))
    yield from _twice("speaking.languages", list(settings.speaking.languages))
    yield from _problems_of_texts(settings)
    yield from _problems_of_prefixes(settings)
    yield from _problems_of_places(settings)
    yield from _problems_of_notices(settings, now)
    yield from _problems_of_hall(settings.hall)
    if settings.desk.reason is Asking.COMPULSORY and not settings.reasons:
        yield (
            "desk.reason",
            Words(
                N_(
                    'is "compulsory" and there are no reasons to choose from; '
                    'write some into "reasons", or "asked" here'
                )
            ),
        )


def _problems_of_days(
    settings: OfficeSettings, today: date | None
) -> Iterator[tuple[str, Words | str]]:
    """Tell the closures and special days that are over, or named twice."""
    closed = [closure.day for closure in settings.hours.closures]
    special = [each.day for each in settings.hours.special]
    for where, days in (("hours.closures", closed), ("hours.special", special)):
        yield from _twice(where, days)
        for day in days:
            if today is not None and day < today:
                words = N_("is over; take it out, or write a day from {today} on")
                yield f"{where}.{day}", Words(words, today=today.isoformat())
    for day in special:
        if day in closed:
            words = N_("is a closure too; take it out of hours.closures, or out of hours.special")
            yield f"hours.special.{day}", Words(words)


def _problems_of_texts(settings: OfficeSettings) -> Iterator[tuple[str, Words | str]]:
    """Tell what people would read or choose from twice."""
    for where, translated in (
        ("services", [service.names for service in settings.services]),
        ("qualifies", settings.qualifies),
        ("reasons", settings.reasons),
        ("sectors", settings.sectors),
    ):
        yield from _twice(where, [texts["es"] for texts in translated if "es" in texts])
    yield from _twice("duties", list(settings.duties))
    yield from _twice("rights", list(settings.rights))


def _problems_of_prefixes(settings: OfficeSettings) -> Iterator[tuple[str, Words | str]]:
    prefixes = (settings.prefixes.general, settings.prefixes.preferential)
    for prefix in prefixes:
        if len(prefix) != 1 or not ("A" <= prefix <= "Z"):
            yield (
                "prefixes",
                Words(N_('has "{value}"; a prefix is one capital letter A to Z'), value=prefix),
            )
    if len(set(prefixes)) < len(prefixes):
        yield "prefixes", Words(N_("are the same; each line needs its own letter"))
    if alike := rhyming(prefixes):
        yield (
            "prefixes",
            Words(
                N_("sound alike in Spanish ({value}); change one of them"), value=", ".join(alike)
            ),
        )


def _problems_of_places(settings: OfficeSettings) -> Iterator[tuple[str, Words | str]]:
    keys = [service.key for service in settings.services]
    yield from _twice("services", keys)
    yield from _twice("counters", [counter.number for counter in settings.counters])
    for counter in settings.counters:
        yield from _twice(f"counters.{counter.number}.services", list(counter.services))
        for key in counter.services:
            if key not in keys:
                yield (
                    f"counters.{counter.number}",
                    Words(N_('serves "{value}", which is no service here'), value=key),
                )


def _problems_of_notices(
    settings: OfficeSettings, now: datetime | None
) -> Iterator[tuple[str, Words | str]]:
    yield from _twice("notices", [notice.key for notice in settings.notices])
    for notice in settings.notices:
        where = f"notices.{notice.key}"
        starts_at, ends_at = notice.starts_at, notice.ends_at
        if ends_at is None or not is_timezone(settings.timezone):
            continue  # without the office's zone two times cannot always be compared
        if starts_at is not None and ends_at <= starts_at:
            yield where, Words(N_("ends before it starts"))
        if now is not None and ends_at <= now:
            yield (
                where,
                Words(N_("has ended, so that nobody would see it; write a later ends_at")),
            )


def _problems_of_hall(hall: HallSettings) -> Iterator[tuple[str, Words | str]]:
    if hall.evening_from == hall.evening_until:
        yield (
            "hall.evening_from",
            Words(N_('is also when it ends; write theme = "day" or "evening" for always one')),
        )


def _twice(where: str, values: list[Any]) -> Iterator[tuple[str, Words | str]]:
    for value in sorted({value for value in values if values.count(value) > 1}):
        told = value[:_SHOWN] if isinstance(value, str) else value
        yield where, Words(N_('has "{value}" twice'), value=told)


def _tables_of_spans(hours: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Tell what holds lists of spans in the plain `hours`, and under which name: days."""
    found: dict[str, Any] = hours if isinstance(hours, dict) else {}
    week, special = found.get("week"), found.get("special")
    if isinstance(week, dict):
        yield from ((week, day) for day in week)
    for each in special if isinstance(special, list) else ():
        if isinstance(each, dict) and "spans" in each:
            yield each, "spans"


def _read_spans(plain: dict[str, Any]) -> Iterator[tuple[str, Words]]:
    """Make spans of the hours in `plain`, which are strings; tell, and leave out, what is none."""
    for table, name in _tables_of_spans(plain.get("hours")):
        if not isinstance(table[name], list):
            continue
        read: list[Any] = []
        for span in table[name]:
            opens, dash, closes = span.partition("-") if isinstance(span, str) else ("", "", "")
            if not isinstance(span, str):
                read.append(span)
            elif dash and _is_time(opens) and _is_time(closes):
                read.append({"opens": f"{opens.strip()}:00", "closes": f"{closes.strip()}:00"})
            else:
                words = N_('has "{value}"; hours are written like "08:00-12:00"')
                where = f"special.{table.get('day')}" if name == "spans" else f"week.{name}"
                yield f"hours.{where}", Words(words, value=span)
        table[name] = read


def _read_evening(plain: dict[str, Any]) -> Iterator[tuple[str, Words]]:
    """Read the evening's times in `plain`, written like hours are; tell, and leave out, others."""
    found = plain.get("hall")
    hall: dict[str, Any] = found if isinstance(found, dict) else {}
    for edge in EVENING:
        written = hall.get(edge)
        if written is None:
            continue
        text = str(written).removesuffix(":00") if str(written).count(":") > 1 else str(written)
        if _is_time(text):
            hall[edge] = f"{text.strip()}:00"
        else:
            del hall[edge]
            words = N_('has "{value}"; a time is written like "17:00"')
            yield f"hall.{edge}", Words(words, value=written)


def _is_time(text: str) -> bool:
    hour, _, minute = text.strip().partition(":")
    return (
        len(hour) == len(minute) == 2  # noqa: PLR2004 - two digits each
        and (hour + minute).isdecimal()
        and int(hour) < 24  # noqa: PLR2004
        and int(minute) < 60  # noqa: PLR2004
    )
