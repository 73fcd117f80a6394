"""`turnos settings explain`: what each setting is, what it may be, and what it is now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from typing import Any

import click

from core.cli.context import as_json, common, opened, say, show, terminal
from core.domain.calendar.hours import Weekday
from core.domain.schema import (
    ANY,
    KEYS,
    NO_DEFAULT,
    SETTINGS,
    Setting,
    SettingKind,
    setting_at,
)
from core.errors import QueueError
from core.language import Language
from core.office.document.document import write_document
from core.office.document.paths import touches, values_at
from core.office.document.toml_file import inline
from core.setting_words import CHOICES, SECTION_WORDS, Section, allowed, settings_in
from core.setting_words import SETTINGS as WORDS

LIMITS = ("range", "text", "key", "count", "years")


@click.command()
@click.argument("path", required=False)
@as_json
@common
def explain(*, path: str | None, json_wanted: bool) -> None:
    """Tell what each setting is, what it may be, its normal value and the one in force.

    PATH is a setting, or what several begin with: targets.general_min, counters.2, hall.
    """
    _ = terminal()
    chosen = _chosen(path)
    document = _document()
    told = [
        (section, [(each, _in_force(document, each, path)) for each in found])
        for section in Section
        if (found := [each for each in settings_in(section) if each in chosen])
    ]
    lines = [line for section, found in told for line in _lines(_, section, found)]
    value = [
        _plain(_, section, setting, in_force)
        for section, found in told
        for setting, in_force in found
    ]
    show(value, "\n".join(lines), json_wanted=json_wanted)


def _chosen(path: str | None) -> Sequence[Setting]:
    """Return the settings at `path` and below it, or else the one in which it lies."""
    if path is None:
        return tuple(SETTINGS.values())
    names = path.split(".")
    below = [each for each in SETTINGS.values() if _is_below(each.path.split("."), names)]
    try:
        return below or [setting_at(path)]
    except KeyError:
        known = ", ".join(dict.fromkeys(each.partition(".")[0] for each in SETTINGS))
        problem = terminal()(
            '"{path}" is not a setting; there are: {known}.', path=path, known=known
        )
        raise click.UsageError(problem) from None


def _is_below(pattern: Sequence[str], names: Sequence[str]) -> bool:
    return len(names) <= len(pattern) and all(
        part in (ANY, name) for part, name in zip(pattern, names, strict=False)
    )


def _document() -> Mapping[str, Any] | None:
    """Return the settings in force; None, which is said, where no office can be opened."""
    try:
        with opened() as office:
            return write_document(office.settings.get().settings)
    except QueueError as error:
        _ = terminal()
        say(_("The values in force are left out. {problem}", problem=_.sentence(error)))
        return None


def _in_force(
    document: Mapping[str, Any] | None, setting: Setting, path: str | None
) -> Mapping[str, Any]:
    """Return what is in force at the places of a setting that were asked for."""
    if document is None:
        return {}
    found = dict(values_at(document, setting.path))
    if path is not None and ANY not in path:
        found = {place: value for place, value in found.items() if touches(place, path)}
    if key := KEYS.get(setting.path):
        return {place: [each[key] for each in entries] for place, entries in found.items()}
    return found


def _lines(
    _: Language, section: Section, found: Sequence[tuple[Setting, Mapping[str, Any]]]
) -> Iterator[str]:
    yield _(SECTION_WORDS[section])
    for setting, in_force in found:
        words = WORDS[setting.path]
        yield ""
        yield f"  {setting.path} · {_(words.label)}"
        yield f"    {_(words.help)}"
        yield "    " + _("May be: {words}", words=allowed(_, setting))
        normal = default_text(_, setting)
        yield "    " + (
            _("Normal value: {value}", value=normal) if normal else _("It has to be given.")
        )
        for place, value in _places(setting, in_force):
            if place == setting.path:
                yield "    " + _("Now: {value}", value=_toml(_, value))
            else:
                yield "    " + _("Now {path}: {value}", path=place, value=_toml(_, value))
    yield ""


def _places(setting: Setting, in_force: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Tell the values in force, each on a line of its own: a weekday's, a list's texts."""
    for place, value in in_force.items():
        if setting.kind is SettingKind.WEEK:
            yield from ((f"{place}.{day}", value[day]) for day in Weekday if day in value)
        elif setting.kind is SettingKind.LIST and setting.text is not None and value:
            yield from ((f"{place}.{n}", each) for n, each in enumerate(value, start=1))
        else:
            yield place, value


def default_text(_: Language, setting: Setting) -> str:
    """Return what a setting is where nobody set it, as the file has it; "" for what must be set."""
    return "" if setting.default is NO_DEFAULT else _toml(_, plain_default(setting))


def plain_default(setting: Setting) -> Any:
    """Return the normal value of a setting as the settings' document has it."""
    value = setting.default
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, tuple):
        return list(value)
    return str(value) if setting.choices else value


def _toml(_: Language, value: Any) -> str:
    return _("nothing") if value is None else inline(value)


def _plain(
    _: Language, section: Section, setting: Setting, in_force: Mapping[str, Any]
) -> dict[str, Any]:
    words = WORDS[setting.path]
    plain: dict[str, Any] = {
        "section": section,
        "path": setting.path,
        "label": _(words.label),
        "help": _(words.help),
        "kind": setting.kind,
        "allowed": allowed(_, setting),
    }
    plain |= {name: limit for name in LIMITS if (limit := getattr(setting, name)) is not None}
    if setting.choices:
        known = CHOICES[setting.choices]
        plain["choices"] = {each.value: _(known[each]) for each in setting.choices}
    if setting.default is not NO_DEFAULT:
        plain["default"] = plain_default(setting)
    return plain | {"in_force": in_force}
