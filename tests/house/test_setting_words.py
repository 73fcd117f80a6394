"""Every setting is told to people: a label, a line of help, a page, in every language."""

from collections import Counter
from collections.abc import Iterator

import pytest

from core.domain import schema
from core.domain.schema import Setting, SettingKind
from core.language import Language
from core.setting_words import (
    CHOICES,
    SECTION_WORDS,
    SECTIONS,
    SETTINGS,
    UNITS,
    Section,
    allowed,
    section_of,
    settings_in,
)

LONGEST = 100  # letters of help: a line below the field


def texts() -> Iterator[str]:
    yield from SECTION_WORDS.values()
    for words in SETTINGS.values():
        yield from (words.label, words.help)
    for choices in CHOICES.values():
        yield from choices.values()


def test_every_setting_of_the_types_has_a_label_and_a_line_of_help() -> None:
    lacking = [path for path in schema.SETTINGS if path not in SETTINGS]
    gone = [path for path in SETTINGS if path not in schema.SETTINGS]

    assert (lacking, gone) == ([], [])


def test_every_setting_stands_on_one_page() -> None:
    times = Counter(each.path for section in Section for each in settings_in(section))

    assert times == dict.fromkeys(schema.SETTINGS, 1)
    assert [start for starts in SECTIONS.values() for start in starts] == list(
        dict.fromkeys(path for starts in SECTIONS.values() for path in starts)
    )


def test_every_choice_and_unit_of_a_setting_has_a_word() -> None:
    choices = {each.choices for each in schema.SETTINGS.values()} - {None}
    units = {each.range.unit for each in schema.SETTINGS.values() if each.range} - {""}

    assert set(CHOICES) == choices
    assert set(UNITS) == units


def test_every_label_and_help_is_in_the_spanish_catalogue() -> None:
    _ = Language.load("es")

    assert [text for text in texts() if _(text) == text] == []


@pytest.mark.parametrize("code", ["es", "en", "icr"])
def test_a_label_is_a_name_and_help_is_a_line(code: str) -> None:
    _ = Language.load(code)
    labels = [_(words.label) for words in SETTINGS.values()]
    helps = [_(words.help) for words in SETTINGS.values()]

    assert [each for each in labels if each[0].islower() or each.endswith(".")] == []
    assert [each for each in helps if each[0].islower() or not each.endswith(".")] == []
    assert [each for each in helps if len(each) > LONGEST] == []
    assert [each for each, n in Counter(labels).items() if n > 1] == []


@pytest.mark.parametrize(
    ("path", "spanish"),
    [
        ("targets.general_min", "de 1 a 240 minutos"),
        ("calling.max_calls", "de 1 a 20"),
        ("calling.hold_allowed", "true (sí) o false (no)"),
        ("name", "de 1 a 60 letras"),
        ("contact.web", "hasta 80 letras, o nada"),
        ("prefixes.general", "una letra"),
        ("services.*.key", "de 1 a 40 letras, cifras, «-» y «_»"),
        ("mode", "ticket (con turno), direct (de inmediato, sin turno)"),
        ("hours.closures.*.day", "un día como 2026-12-24"),
        ("notices.*.ends_at", "un día y una hora, como 2026-12-24T15:00; o se deja fuera"),
        ("hall.evening_from", 'una hora como "17:00"'),
        (
            "services.*.names",
            "hasta 100 letras en español (es), y en los que se quiera de estos: en, icr",
        ),
        ("duties", "de 0 a 40 textos; cada uno, de 1 a 600 letras"),
        ("languages", "de 1 a 3 de estos: es, en, icr"),
        ("counters.*.services", "de 0 a 24 claves de servicios"),
        ("counters", "de 1 a 99 entradas"),
        ("hours.week", 'hasta 8 franjas por día de la semana, como "08:00-12:00"'),
    ],
)
def test_what_a_setting_may_be_is_said_as_its_kind_is_written(path: str, spanish: str) -> None:
    assert allowed(Language.load("es"), schema.setting_at(path)) == spanish


def test_a_list_of_texts_says_what_each_may_be() -> None:
    said = allowed(Language.load("es"), schema.setting_at("reasons"))

    assert said.startswith("de 0 a 40 textos; cada uno, hasta 100 letras en español")


@pytest.mark.parametrize("setting", schema.SETTINGS.values(), ids=schema.SETTINGS)
def test_what_any_setting_may_be_is_said(setting: Setting) -> None:
    assert allowed(Language.load("en"), setting)


def test_the_page_of_a_path_is_that_of_its_setting() -> None:
    assert section_of("counters.2.services") is Section.ATTENTION
    assert {each.kind for each in settings_in(Section.TARGETS)} == {SettingKind.NUMBER}
    with pytest.raises(KeyError):
        section_of("nothing")
