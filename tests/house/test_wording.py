"""What people read in Spanish is in usted: no tú, no vos, in no catalogue and no sample office."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from core.cli.help import texts
from core.cli.main import turnos

ROOT = Path(__file__).resolve().parents[2]
SPANISH = tuple((ROOT / "assets" / "locale").glob("es*/LC_MESSAGES/*.po"))
OFFICES = tuple((ROOT / "assets" / "offices").glob("*.toml"))
# Pronouns, and verbs as one says them to tú or to vos; "tu" only ever goes with tú.
FAMILIAR = re.compile(
    r"\b(tú|tu|tus|te|ti|contigo|tuyo|tuya|vos|vosotros|os|"
    r"eres|sos|tienes|tenés|puedes|podés|quieres|querés|debes|debés|necesitas|necesitás|"
    r"sabes|sabés|haz|hacé|ten|tené|pon|poné|ven|vení|ve|andá|di|decí|sal|salí|"
    r"toca|tocá|elige|elegí|presioná|oprimí|escribe|escribí|espérate|acércate|acercate|"
    r"retírate|llámanos|dinos|intenta|intentá|revisá|verificá|\w+[áé]s)\b",
    re.IGNORECASE,
)
NOT_FAMILIAR = frozenset(
    {"después", "demás", "jamás", "inglés", "interés", "además", "más", "través", "andrés", "estés"}
)


# What a thing does, in words that would also be said to tú.
WHAT_IT_DOES = re.compile(r"\b(?:se|no|que|lo) (?:escribe|toca|ve)\b", re.IGNORECASE)
# A command's help says what it does too, and begins with it.
HELP = frozenset(each for each in texts(turnos) if isinstance(each, str))
DOES = re.compile(
    r"(?:^|(?<=[.;] ))(?:Lo )?(?:Escribe|Toca)\b|(?<=cada ventana )lo ve\b", re.IGNORECASE
)


def familiar(text: str, *, is_help: bool = False) -> list[str]:
    text = WHAT_IT_DOES.sub("", text)
    if is_help:
        text = DOES.sub("", text)
    return [found for found in FAMILIAR.findall(text) if found.lower() not in NOT_FAMILIAR]


@pytest.mark.parametrize("path", SPANISH, ids=lambda path: path.parts[-3])
def test_every_spanish_text_says_usted(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)

    wrong = {
        text: words
        for message in catalogue
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
        if message.id
        and isinstance(text, str)
        and (words := familiar(text, is_help=message.id in HELP))
    }

    assert wrong == {}
    assert len(catalogue) > 300


@pytest.mark.parametrize("path", OFFICES, ids=lambda path: path.stem)
def test_every_sample_office_says_usted(path: Path) -> None:
    assert familiar(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text", ["Toca la pantalla", "¿Tienes tu turno?", "Vos podés llamar", "Escribe tu PIN"]
)
def test_a_familiar_text_is_found(text: str) -> None:
    assert familiar(text)


@pytest.mark.parametrize("path", OFFICES, ids=lambda path: path.stem)
def test_every_text_of_a_sample_office_is_there_in_each_language_it_offers(path: Path) -> None:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    texts = [
        *(service["names"] for service in document["services"]),
        *document["qualifies"],
        *document["reasons"],
    ]

    assert [each for each in texts if set(each) < set(document["languages"])] == []
    assert len(texts) > 4


# --- one word, one meaning

# What says the same in another word, and the word that is ours.
OTHER_WORDS = {
    r"quioscos?": "kiosco",
    r"computador(a|es|as)?|ordenador(es)?": "equipo",
    r"ventanillas?|taquillas?|módulos?": "puesto",
    r"boletas?|fichas?": "turno, or tiquete of paper",
    r"asesor(a|es|as)?": "facilitador",
    r"cancel\w+": "anular a turno, volver to where one was",
    r"(?<!en )(?<!fuera de )(?<!salto de )(?<!por )líneas?(?! \{line\})": "fila",
    r"(?<!impresora )en pausa|atención pausada": "en espera, of a ticket on hold",
    r"en espera de llamado|(?<!no está )esperando turno": "en la fila, of a ticket that waits",
    r"(?<!la )bienvenid[oa]s?(?! a \{company\}\. ¿)": "le damos la bienvenida",
}
OURS = {re.compile(rf"\b({other})\b", re.IGNORECASE): ours for other, ours in OTHER_WORDS.items()}
SPANISH_DOCS = (ROOT / "docs" / "operar.md", ROOT / "docs" / "settings.md")


def others(text: str) -> list[str]:
    """Return the words of `text` that stand for one of ours."""
    return [f"{found[0]}: {ours}" for word, ours in OURS.items() for found in word.finditer(text)]


def spanish_of(message: Message) -> Iterator[str]:
    for text in message.string if isinstance(message.string, tuple) else (message.string,):
        if message.id and isinstance(text, str):
            yield text


@pytest.mark.parametrize("path", SPANISH, ids=lambda path: path.parts[-3])
def test_every_spanish_text_has_the_words_of_the_glossary(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)

    assert {
        text: found for each in catalogue for text in spanish_of(each) if (found := others(text))
    } == {}


@pytest.mark.parametrize("path", [*OFFICES, *SPANISH_DOCS], ids=lambda path: path.name)
def test_documents_and_sample_offices_have_the_words_of_the_glossary(path: Path) -> None:
    assert others(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    ["Este quiosco", "el computador", "otra línea", "Cancelar", "Está en pausa"],
)
def test_another_word_is_found(text: str) -> None:
    assert others(text)


def test_a_printer_may_be_off_line_and_a_text_on_line() -> None:
    assert others("La impresora está fuera de línea. En línea: chat en línea") == []
