"""No setting takes what makes no sense: each is tried by what its kind and its limits forbid."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.domain.schema import ANY, SETTINGS, Setting, SettingKind
from core.errors import SettingsInvalid
from core.office import template
from core.office.document.document import read_document, write_document
from core.office.document.paths import put

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("America/Bogota"))
# An entry of each list of tables, by which its settings are reached.
ENTRIES = {
    "services": "caja",
    "counters": "2",
    "hours.closures": "2026-12-24",
    "hours.special": "2026-12-31",
    "notices": "la-loma",
}
OF_NO_KIND = {"no": ["sense"]}


def a_document() -> dict[str, Any]:
    """Return the settings of San Andrés with an entry of each kind."""
    document = write_document(read_document(template("san-andres")))
    document["services"] = [
        {"key": "atencion", "names": {"es": "Atención"}},
        {"key": "caja", "names": {"es": "Caja"}},
    ]
    document["counters"] = [{"number": 1, "services": ["caja"]}, {"number": 2, "services": []}]
    document["hours"]["closures"] = [{"day": "2026-12-24", "reason": "Nochebuena"}]
    document["hours"]["special"] = [{"day": "2026-12-31", "spans": ["08:00-12:00"]}]
    document["notices"] = [
        {"key": "la-loma", "texts": {"es": "Falla."}, "starts_at": "2026-11-23T08:00:00"},
    ]
    return document


def refused(changes: dict[str, Any]) -> str:
    """Return why a document with `changes` is refused; "" when it is taken."""
    document = a_document()
    for path, value in changes.items():
        put(document, path, deepcopy(value))
    try:
        read_document(document, today=TODAY, now=NOW)
    except SettingsInvalid as error:
        return str(error)
    return ""


def nonsense(setting: Setting) -> Iterator[Any]:
    """Tell values that a setting cannot have."""
    yield OF_NO_KIND
    if setting.range is not None:
        least, most = int(setting.range.least), int(setting.range.most)
        yield from (least - 1, most + 1, -5, 10**15, least + 0.5, str(least), True)
    if setting.kind is SettingKind.TEXT and setting.text is not None:
        yield from ("x" * (setting.text.longest + 1), "\n", 5)
        yield from () if setting.text.optional else ("", " ", "\u200b")
    if setting.kind is SettingKind.LIST:
        entry = {"es": "x"} if setting.of_texts else "es" if setting.languages else "caja"
        assert setting.count is not None
        yield from ([entry] * (setting.count.most + 1), [entry, entry], [""], [5], "es")
        yield from ([],) if setting.count.least else ()
    if setting.kind is SettingKind.TABLES:
        assert setting.count is not None
        yield from ([OF_NO_KIND], "x")
        yield from ([],) if setting.count.least else ()
    yield from {
        SettingKind.FLAG: ("yes", 1),
        SettingKind.KEY: ("", "la caja", "x" * 41, 5),
        SettingKind.CHOICE: ("", "none", True),
        SettingKind.DAY: ("1999-12-31", "2201-01-01", "2026-02-30", "mañana"),
        SettingKind.MOMENT: ("1999-12-31T12:00:00", "2026-11-31T12:00:00", "mañana"),
        SettingKind.TIME: ("24:00", "5 p. m.", 17),
        SettingKind.TEXTS: ({}, {"en": "x"}, {"es": " "}, {"es": "x", "sp": "x"}, "x"),
        SettingKind.SPANS: (["12:00-08:00"], ["8 to 12"], "08:00-12:00", []),
        SettingKind.WEEK: (
            {"monday": ["12:00-08:00"]},
            {"monday": ["08:00-08:00"]},
            {"monday": ["08:00-12:00", "11:00-17:00"]},
            {"monday": ["13:00-17:00", "08:00-12:00"]},
            {"monday": ["08:00-12:00"] * 2},
            {"monday": ["8 to 12"]},
            {"monday": "08:00-12:00"},
            {"monday": [f"{hour:02}:00-{hour:02}:30" for hour in range(9)]},
            {"lunes": ["08:00-12:00"]},
        ),
    }.get(setting.kind, ())


def concrete(path: str) -> str:
    for entries, name in ENTRIES.items():
        path = path.replace(f"{entries}.{ANY}.", f"{entries}.{name}.")
    return path


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_no_setting_takes_what_makes_no_sense(setting: Setting) -> None:
    taken = [value for value in nonsense(setting) if not refused({concrete(setting.path): value})]

    assert taken == []


def test_the_document_that_the_nonsense_is_put_into_is_taken() -> None:
    assert refused({}) == ""


CLOSURE = {"day": "2026-12-24", "reason": ""}
SERVICE = {"key": "pagos", "names": {"es": "Pagos"}}
NOTICE = {"key": "uno", "texts": {"es": "Uno."}}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"targets.general_min": -5}, '"targets.general_min" is -5'),
        ({"targets.share_percent": 400}, '"targets.share_percent" is 400'),
        ({"name": ""}, '"name" is empty'),
        ({"company": ""}, '"company" is empty'),
        ({"services.caja.names.es": ""}, '"services.caja.names.es" is empty'),
        ({"hours.closures": [{"day": "2026-11-22"}]}, "is over"),
        ({"hours.closures": [CLOSURE, CLOSURE | {"reason": "Otro"}]}, 'has "2026-12-24" twice'),
        ({"notices": [NOTICE, NOTICE | {"texts": {"es": "Dos."}}]}, 'has "uno" twice'),
        ({"notices": [NOTICE | {"ends_at": "2026-11-23T08:00:00"}]}, "has ended"),
        ({"services": [SERVICE, SERVICE], "counters": [{"number": 1}]}, 'has "pagos" twice'),
        ({"counters": [{"number": 1}, {"number": 1}]}, 'has "1" twice'),
        ({"counters.1.services": ["pagos"]}, "no service here"),
        ({"counters.1.services": ["caja", "caja"]}, 'has "caja" twice'),
        (
            {"services": [SERVICE, SERVICE | {"key": "caja"}], "counters": [{"number": 1}]},
            'has "Pagos" twice',
        ),
        ({"reasons": [{"es": "Pagos"}, {"es": "Pagos", "en": "Bills"}]}, 'has "Pagos" twice'),
        ({"qualifies": [{"es": "Embarazada"}] * 2}, 'has "Embarazada" twice'),
        ({"duties": ["Pagar."] * 2}, 'has "Pagar." twice'),
        ({"rights": ["Preguntar."] * 2}, 'has "Preguntar." twice'),
        ({"prefixes.preferential": "A"}, "are the same"),
        ({"prefixes.general": "5"}, "one capital letter"),
        ({"prefixes.general": "B"}, "sound alike"),
        ({"languages": ["es", "es"]}, 'has "es" twice'),
        ({"hall.evening_until": "17:00"}, "is also when it ends"),
        ({"desk.reason": "compulsory", "reasons": []}, "no reasons to choose from"),
    ],
)
def test_settings_that_contradict_themselves_are_refused(
    changes: dict[str, Any], words: str
) -> None:
    assert words in refused(changes)
