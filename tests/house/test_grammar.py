"""Every sentence reads as one, whatever its fields are: one full stop, a capital, whole marks."""

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from core import errors
from core.errors import QueueError, Words
from core.joining import joined
from core.language import Language
from tests.conftest import known_texts, plural_texts
from tests.house import grammar
from tools import catalogues

LANGUAGES = ("es", "en")
HERE = ZoneInfo("America/Bogota")
NOON, AFTERNOON = (datetime(2026, 11, 24, hour, tzinfo=HERE) for hour in (12, 13))
# A field's ends: as names, times and other programs' complaints have them.
ENDS = (
    "Sra. Ana Q.",
    "SOPESA S.A.",
    "a la 1:00 p. m.",
    "8:00 a.m.",
    "¿por qué?",
    "esperando…",
    "A-001",
)
PROBLEMS = (
    "No such file or directory",
    "it is not an address",
    "FATAL: no password.",
    "CUPS no responde",
)
NUMBERED = re.compile(r"[:,][^}]*[fdxn]")  # the field's format needs a number
# The protocol's own words, to be said as they stand there.
VERBATIM = ("Buen día en que puedo ayudarle",)


def samples(text: str) -> Iterator[dict[str, object]]:
    """Return values for the fields of `text`: each end in turn, for all of them."""
    named = {name: spec for _, name, spec, _ in Formatter().parse(text) if name}
    for end in ENDS:
        yield {name: 14 if spec else end for name, spec in named.items()}
    for problem in PROBLEMS if "problem" in named else ():
        yield {**dict.fromkeys(named, "A-001"), "problem": problem}


def begins(text: str, fields: dict[str, object]) -> bool:
    """Whether `text` with these fields is a sentence; an abbreviation would look like the end."""
    plain = {"A-001", 14}.issuperset(fields.values())
    return (
        plain and text[:1] != "{" and text.rstrip('”»"').endswith((".", "?", "!")) and " " in text
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_reads_as_one_with_whatever_is_put_into_it(language: str) -> None:
    speak = Language.load(language)

    wrong = {
        said: found
        for text in sorted(known_texts() - plural_texts())
        for fields in samples(text)
        if (said := speak(text, **fields) if fields else speak(text)) not in VERBATIM
        if (found := list(grammar.faults(said, language, is_sentence=begins(text, fields))))
    }

    assert wrong == {}


@pytest.fixture(scope="module")
def said_in_the_code() -> frozenset[str | tuple[str, ...]]:
    """Return the texts that the code says, which is looked through once."""
    return frozenset(each.text for each in catalogues.look(catalogues.ROOT).said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_reads_as_one(
    language: str, said_in_the_code: frozenset[str | tuple[str, ...]]
) -> None:
    speak = Language.load(language)
    plurals = said_in_the_code - known_texts()

    wrong = {
        said: found
        for one, many in (each for each in plurals if isinstance(each, tuple))
        for n in (1, 2, 14)
        for fields in samples(one + many)
        if (said := speak.plural(one, many, n, **{k: v for k, v in fields.items() if k != "n"}))
        if (found := list(grammar.faults(said, language, is_sentence=begins(many, fields))))
    }

    assert plurals
    assert wrong == {}


def refusals() -> list[type[QueueError]]:
    found: list[type[QueueError]] = [QueueError]
    for kind in found:
        found += kind.__subclasses__()
    return [
        kind for kind in dict.fromkeys(found) if kind.__module__.startswith(f"{errors.__name__}.")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: kind.__name__)
def test_every_refusal_reads_as_sentences(kind: type[QueueError], language: str) -> None:
    speak = Language.load(language)
    names = [name for _, name, _, _ in Formatter().parse(kind.sentence) if name]
    values = (
        NOON,
        AFTERNOON,
        date(2026, 11, 24),
        Words("Nobody is waiting."),
        "S.A.",
        "1:00 p. m.",
    )

    for value in values:
        error = kind(**dict.fromkeys(names, value))
        said = speak.sentence(error)

        assert list(grammar.faults(said, language)) == [], said
        assert list(grammar.faults(str(error), "en")) == [], str(error)


@pytest.mark.parametrize(
    ("template", "fields", "said"),
    [
        ("Abre {at}.", {"at": "a la 1:00 p. m."}, "Abre a la 1:00 p. m."),
        ("Abre {at}. Espere.", {"at": "a las 12:00 m."}, "Abre a las 12:00 m. Espere."),
        ("Es {name}.", {"name": "A-001"}, "Es A-001."),
        ("Es {name}, y no {other}.", {"name": "S.A.", "other": "X."}, "Es S.A., y no X."),
        ("{a}{b}.", {"a": "Uno.", "b": ""}, "Uno."),
        ("Turno {code} de {line} hoy", {"code": "A-001", "line": ""}, "Turno A-001 de hoy"),
        ("Llamado: {reason}. Espere.", {"reason": ""}, "Llamado. Espere."),
        ("Falla: {problem}.", {"problem": "No such file"}, "Falla: no such file."),
        ("Falla: {problem}.", {"problem": "FATAL: no."}, "Falla: FATAL: no."),
        ("Falla: {problem}.", {"problem": "CUPS is off"}, "Falla: CUPS is off."),
        ("Puesto {n}: {name}", {"n": 1, "name": "Ana Ruiz"}, "Puesto 1: Ana Ruiz"),
        ("{{{n:.1f}}}", {"n": 2}, "{2.0}"),
        ("{at:%H}, {names[0]!r}", {"at": NOON, "names": ("a",)}, "12, 'a'"),
    ],
)
def test_fields_are_joined_to_a_sentence(
    template: str, fields: dict[str, object], said: str
) -> None:
    assert joined(template, **fields) == said


def test_a_field_that_is_not_given_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        joined("Turno {code}")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Abre a la 1:00 p. m..", "two marks"),
        ("¿Por qué?.", "two marks"),
        ("Qué hora es?", "0 ¿ and 1 ?"),
        ("¡Listo", "1 ¡ and 0 !"),
        ("el turno espera.", "a small letter at its start"),
        ("El turno espera. ya viene.", "a small letter after"),
        ("El  turno.", "two blanks"),
        ("El turno .", "a blank before"),
        ("El «turno.", "« without »"),
    ],
)
def test_what_reads_badly_is_seen(text: str, fault: str) -> None:
    assert [each for each in grammar.faults(text, "es", is_sentence=True) if fault in each]


def test_only_one_place_puts_fields_into_what_people_read() -> None:
    """A second one would not know how a field ends."""
    others = [
        f"{path.relative_to(catalogues.ROOT)}:{call.lineno}"
        for package in catalogues.CODE
        for path in sorted((catalogues.ROOT / package).rglob("*.py"))
        if not str(path.relative_to(catalogues.ROOT)).startswith("core/cli/bench")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if call.func.attr in {"format", "format_map"} and ast.unparse(call.func) not in OTHERS
    ]

    assert others == []


OTHERS = {"msgspec.json.format", "super().format"}  # JSON, and a line of the log
