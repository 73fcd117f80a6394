"""A change of the settings in words: what it is called, what it was and what it is."""

from collections.abc import Mapping
from typing import Any

from core.domain import schema
from core.domain.schema import SettingKind
from core.qt.look.language import Texts
from core.setting_words import CHOICES, SETTINGS, UNITS

LONGEST = 80


def called(_: Texts, path: str) -> str:
    """Return what stands at `path` in words: its label, and the entry that it is of."""
    try:
        setting = schema.setting_at(path)
    except KeyError:  # of another turnos
        return path
    label = _(SETTINGS[setting.path].label)
    pattern, names = setting.path.split("."), path.split(".")
    entry = [name for part, name in zip(pattern, names, strict=False) if part == schema.ANY]
    further = names[len(pattern) :]
    of = " ".join((*entry, *further))
    return _("{label} ({entry})", label=label, entry=of) if of else label


def said(_: Texts, path: str, value: Any) -> str:
    """Return a value of the document in words."""
    text = _said(_, path, value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _said(_: Texts, path: str, value: Any) -> str:  # noqa: PLR0911 - a case a kind
    if value is None or value in ("", [], {}):
        return _("nothing")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    try:
        setting = schema.setting_at(path)
    except KeyError:
        return str(value)
    if setting.choices is not None:
        known = {each.value: word for each, word in CHOICES[setting.choices].items()}
        return _(known[value]) if value in known else str(value)
    if setting.range is not None and setting.range.unit:
        return _("{n} {unit}", n=value, unit=_(UNITS[setting.range.unit]))
    if setting.kind is SettingKind.WEEK and isinstance(value, Mapping):
        return ", ".join(f"{day}: {' '.join(spans)}" for day, spans in value.items())
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        if "es" in value:
            return str(value["es"])
        return ", ".join(_plain(each) for each in value.values() if each not in ("", [], {}, None))
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return str(value)
