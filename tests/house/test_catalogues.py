"""What `make locale` and its check promise about the texts people read."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from core.language import ENOUGH, Language, offered
from tools import catalogues, pythons

Text = str | tuple[str, ...]

CODE = """
def say(_, texts):
    _("Ticket {code}", code="A-001")
    texts(
        "Two halves "
        "of a sentence"
    )
    _.plural("One person", "{n} people", 3)
    _("outer {name}", name=_("inner"))
GREETING = N_("Good morning")
unmarked("never-shown")
"""
SPANISH: dict[Text, Text] = {
    "Ticket {code}": "Turno {code}",
    "Two halves of a sentence": "Dos mitades de una frase",
    ("One person", "{n} people"): ("Una persona", "{n} personas"),
    "outer {name}": "fuera {name}",
    "inner": "dentro",
    "Good morning": "Buenos días",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a small product whose texts are all said in Spanish."""
    for package in catalogues.CODE:
        (tmp_path / package).mkdir()
    (tmp_path / "core" / "speaks.py").write_text(CODE, encoding="utf-8")
    spanish = po(tmp_path)
    spanish.parent.mkdir(parents=True)
    spanish.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n')
    list(catalogues.update(tmp_path))
    translate(tmp_path, SPANISH)
    return tmp_path


def po(tree: Path) -> Path:
    return tree / "assets" / "locale" / "es" / "LC_MESSAGES" / "turnos.po"


def translate(tree: Path, sayings: dict[Text, Text], *, fuzzy: bool = False) -> None:
    """Write translations into the catalogue, and compile it."""
    with po(tree).open("rb") as file:
        catalogue = read_po(file, locale="es")
    for text, said in sayings.items():
        message = catalogue.get(text) or catalogue.add(text)
        message.string = said
        message.flags |= {"fuzzy"} if fuzzy else set()
    with po(tree).open("wb") as file:
        write_po(file, catalogue)
    with po(tree).with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def test_every_marked_text_is_found_and_no_other(tree: Path) -> None:
    found = {message.id for message in catalogues.texts_of(catalogues.extract(tree))}

    assert found == SPANISH.keys()


def test_there_is_nothing_to_say_about_whole_catalogues(tree: Path) -> None:
    assert list(catalogues.complaints(tree)) == []


@pytest.mark.parametrize(
    ("text", "said", "complaint"),
    [
        ("Ticket {code}", "Turno {codigo}", "fields ['codigo'] instead of ['code']"),
        ("Ticket {code}", "Turno {code", "braces"),
        ("Good morning", "", "empty"),
        (("One person", "{n} people"), ("Una", "{m} personas"), "fields ['m'] instead of ['n']"),
        ("Not in the code", "No está en el código", "stale"),
    ],
)
def test_a_wrong_translation_is_told(tree: Path, text: Text, said: Text, complaint: str) -> None:
    translate(tree, {text: said})

    (told,) = catalogues.complaints(tree)

    assert complaint in told


def test_an_unsure_translation_is_told(tree: Path) -> None:
    translate(tree, {"Good morning": "Buenos días"}, fuzzy=True)

    assert any("fuzzy" in told for told in catalogues.complaints(tree))


def test_a_text_that_is_new_in_the_code_is_told(tree: Path) -> None:
    (tree / "kiosk" / "page.py").write_text('_("Touch here")')

    told = list(catalogues.complaints(tree))

    assert any(
        each.startswith("kiosk/page.py:1: missing in") and "'Touch here'" in each for each in told
    )
    assert any("turnos.pot" in each for each in told)


def test_a_catalogue_that_was_not_compiled_again_is_told(tree: Path) -> None:
    text = po(tree).read_text(encoding="utf-8")
    po(tree).write_text(text.replace("Buenos días", "Buen día"), encoding="utf-8")

    (told,) = catalogues.complaints(tree)

    assert "turnos.mo was not made from it" in told


def test_an_update_drops_what_the_code_no_longer_says(tree: Path) -> None:
    translate(tree, {"Not in the code": "No está en el código"})

    list(catalogues.update(tree))

    assert list(catalogues.complaints(tree)) == []
    assert "No está" not in po(tree).read_text(encoding="utf-8")


def test_a_second_update_changes_nothing(tree: Path) -> None:
    list(catalogues.update(tree))
    shutil.copytree(tree / "assets", tree / "before")

    list(catalogues.update(tree))

    for name in ("turnos.pot", "es/LC_MESSAGES/turnos.po", "es/LC_MESSAGES/turnos.mo"):
        once, twice = tree / "before" / "locale" / name, tree / "assets" / "locale" / name
        assert once.read_bytes() == twice.read_bytes()


# --- a language that is shown only once it is reviewed


@pytest.fixture
def creole(tree: Path) -> Path:
    """Return the small product with a Creole catalogue of two drafts."""
    path = tree / "assets" / "locale" / "icr" / "LC_MESSAGES" / "turnos.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n'
        '# reviewed_by:\nmsgid "Good morning"\nmsgstr "Gud maanin"\n\n'
        '# reviewed_by:\nmsgid "inner"\nmsgstr "iinsaid"\n',
        encoding="utf-8",
    )
    list(catalogues.update(tree))
    return path


def compiled(po_file: Path, name: str) -> dict[object, tuple[str, ...]]:
    return catalogues.sayings(catalogues.read(po_file.with_name(name)))


def test_drafts_are_compiled_apart_and_leave_what_is_not_written_to_english(creole: Path) -> None:
    assert compiled(creole, "turnos.mo") == {}
    assert compiled(creole, "turnos-drafts.mo") == {
        ("Good morning",): ("Gud maanin",),
        ("inner",): ("iinsaid",),
    }
    assert list(catalogues.complaints(creole.parents[4])) == []


def test_a_text_is_shown_from_the_day_somebody_named_reviewed_it(creole: Path) -> None:
    text = creole.read_text(encoding="utf-8")
    creole.write_text(
        text.replace(
            '# reviewed_by:\nmsgid "Good morning"', '# reviewed_by: A Raizal\nmsgid "Good morning"'
        ),
        encoding="utf-8",
    )

    list(catalogues.update(creole.parents[4]))

    assert compiled(creole, "turnos.mo") == {("Good morning",): ("Gud maanin",)}
    assert "# reviewed_by: A Raizal" in creole.read_text(encoding="utf-8"), "it is kept"


def test_a_draft_without_a_place_for_its_reviewer_is_told(creole: Path) -> None:
    text = creole.read_text(encoding="utf-8")
    creole.write_text(
        text.replace('# reviewed_by:\nmsgid "inner"', 'msgid "inner"'), encoding="utf-8"
    )
    list(catalogues.update(creole.parents[4]))

    (told,) = catalogues.complaints(creole.parents[4])

    assert "reviewed_by" in told


def test_our_creole_is_offered_to_reviewers_only_until_it_is_reviewed() -> None:
    root = Path(catalogues.__file__).resolve().parent.parent
    catalogue = catalogues.read(root / catalogues.FOLDER / "icr" / "LC_MESSAGES" / "turnos.po")
    written = [each for each in catalogues.texts_of(catalogue) if catalogues.is_said(each)]
    reviewed = [each for each in written if catalogues.reviewer(each)]
    languages = ("es", "en", "icr")

    assert len(written) > 15
    assert offered(languages, drafts=True) == languages
    assert ("icr" in offered(languages)) == (len(reviewed) >= ENOUGH * len(written))
    draft = next(each for each in written if each not in reviewed)
    assert isinstance(draft.id, str)
    assert Language.load("icr")(draft.id) == draft.id
    assert Language.load("icr", drafts=True)(draft.id) == draft.string


def test_a_text_that_nobody_marked_is_told_with_its_place(tree: Path) -> None:
    (tree / "kiosk" / "page.py").write_text('def f(label):\n    label.setText("Touch here")\n')

    (told,) = catalogues.complaints(tree)

    assert told.startswith("kiosk/page.py:2: ")
    assert "not marked: 'Touch here'" in told


def test_every_text_of_ours_is_in_the_catalogues() -> None:
    assert list(catalogues.complaints(catalogues.ROOT)) == []


@pytest.fixture(scope="module")
def found_here() -> str:
    """Return what this Python finds: it looks through all code once."""
    return f"{catalogues.look(catalogues.ROOT)}\n"


PYTHONS = {
    name: python
    for name, python in pythons.found().items()
    if name != f"{sys.version_info.major}.{sys.version_info.minor}"
}


@pytest.mark.parametrize("python", PYTHONS.values(), ids=PYTHONS)
def test_every_python_finds_the_same_texts(python: Path, found_here: str) -> None:
    look = (
        "from pathlib import Path; from tools.extraction import look_through, read_code;"
        f"print(look_through(read_code(Path(), {catalogues.CODE!r}), unread={catalogues.UNREAD!r}))"
    )

    said = subprocess.run(
        [python, "-c", look], cwd=catalogues.ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout == found_here
