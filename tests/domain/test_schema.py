"""Each setting by its path: what kind it is, which limits it has, and what it is unless set."""

from datetime import date, time

import pytest

from core.domain.limits import Count, KeyLimit, Range, TextLimit, Years
from core.domain.schema import (
    KEYS,
    NO_DEFAULT,
    SETTINGS,
    Setting,
    SettingKind,
    setting_at,
)
from core.domain.service import HallTheme, Mode
from core.domain.texts import LANGUAGES


def test_each_kind_of_setting_is_found_in_the_types_with_its_limits_and_default() -> None:
    expected = {
        "calling.hold_allowed": Setting("", SettingKind.FLAG, default=True),
        "targets.general_min": Setting("", SettingKind.NUMBER, 15, range=Range(1, 240, "min")),
        "counters.*.number": Setting("", SettingKind.NUMBER, range=Range(1, 99)),
        "name": Setting("", SettingKind.TEXT, text=TextLimit(60)),
        "contact.web": Setting("", SettingKind.TEXT, "", text=TextLimit(80, optional=True)),
        "services.*.key": Setting("", SettingKind.KEY, key=KeyLimit()),
        "mode": Setting("", SettingKind.CHOICE, choices=Mode),
        "hall.theme": Setting("", SettingKind.CHOICE, HallTheme.AUTO, choices=HallTheme),
        "hours.closures.*.day": Setting("", SettingKind.DAY, years=Years()),
        "notices.*.ends_at": Setting("", SettingKind.MOMENT, None, is_optional=True, years=Years()),
        "hall.evening_from": Setting("", SettingKind.TIME, time(17)),
        "services.*.names": Setting(
            "", SettingKind.TEXTS, text=TextLimit(100), languages=LANGUAGES
        ),
        "reasons": Setting(
            "", SettingKind.LIST, (), text=TextLimit(100), count=Count(0, 40), languages=LANGUAGES
        ),
        "counters.*.services": Setting(
            "", SettingKind.LIST, (), key=KeyLimit(), count=Count(0, 24)
        ),
        "languages": Setting(
            "", SettingKind.LIST, ("es", "en"), count=Count(1, 3), languages=LANGUAGES
        ),
        "hours.closures": Setting("", SettingKind.TABLES, (), count=Count(0, 400)),
        "hours.week": Setting("", SettingKind.WEEK, count=Count(0, 8)),
        "prefixes.general": Setting("", SettingKind.TEXT, "A", text=TextLimit(1)),
    }

    found = {path: SETTINGS[path] for path in expected}

    assert found == {
        path: Setting(path, *(getattr(each, name) for name in Setting.__slots__[1:]))
        for path, each in expected.items()
    }


def test_every_kind_is_some_setting_s() -> None:
    assert {each.kind for each in SETTINGS.values()} == set(SettingKind)


def test_what_has_no_default_has_to_be_given() -> None:
    needed = [path for path, each in SETTINGS.items() if each.default is NO_DEFAULT]

    assert needed == [
        "name",
        "company",
        "mode",
        "hours.timezone",
        "hours.week",
        "hours.closures.*.day",
        "hours.special.*.day",
        "hours.special.*.spans",
        "services",
        "services.*.key",
        "services.*.names",
        "counters",
        "counters.*.number",
        "notices.*.key",
        "notices.*.texts",
    ]


def test_a_list_of_tables_names_its_entries_by_their_first_value() -> None:
    assert KEYS == {
        "hours.closures": "day",
        "hours.special": "day",
        "services": "key",
        "counters": "number",
        "notices": "key",
    }


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("targets.general_min", "targets.general_min"),
        ("counters.2.services", "counters.*.services"),
        ("counters.2.services.1", "counters.*.services"),
        ("counters.2", "counters"),
        ("counters", "counters"),
        ("notices.la-loma.texts.es", "notices.*.texts"),
        ("notices.*.texts", "notices.*.texts"),
        ("hours.week.monday", "hours.week"),
        (f"hours.closures.{date(2026, 12, 24)}.day", "hours.closures.*.day"),
        ("reasons.3.en", "reasons"),
    ],
)
def test_a_path_lies_in_one_setting(path: str, pattern: str) -> None:
    assert setting_at(path).path == pattern


@pytest.mark.parametrize(
    "path", ["", "target", "targets", "targets.general_min.x", "counters.2.nmae", "hours"]
)
def test_a_path_that_leads_to_no_setting_is_told(path: str) -> None:
    with pytest.raises(KeyError):
        setting_at(path)


@pytest.mark.parametrize(
    ("path", "of_texts"),
    [("services.*.names", True), ("reasons", True), ("duties", False), ("languages", False)],
)
def test_a_form_asks_for_a_text_in_each_language_where_it_may_have_several(
    path: str, of_texts: bool
) -> None:
    assert setting_at(path).of_texts is of_texts
