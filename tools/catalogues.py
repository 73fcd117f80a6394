"""Keep the catalogues in line with the code.

    python tools/catalogues.py           extract the texts, update every language, compile
    python tools/catalogues.py --check   change nothing; fail when something is missing or wrong

A translation whose English text has gone is dropped; a new text waits, empty, to be translated.
(Not named `locale`: a script's folder is searched first, and gettext needs Python's `locale`.)
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from core.cli.help import texts as help_texts
from core.cli.main import turnos
from tools.extraction import Found, look_through, read_code

ROOT = Path(__file__).resolve().parent.parent
CODE = ("core", "kiosk", "counter", "display")
FOLDER = Path("assets") / "locale"
DOMAIN = "turnos"
# Modules whose own words only developers see: samples, measures, recordings, readers of a picture.
UNREAD = (
    "core/cli/workshop/bench/",
    "core/cli/help.py",  # it gives them all to `extract`
    "core/printing/escpos/read_back.py",
    "core/qt/workshop/gallery.py",
    "core/qt/workshop/person.py",
    "core/qt/workshop/sample_report.py",
    "core/speech/recordings/takes.py",
)
# Languages whose texts are shown only once somebody reviewed them: `core.language.REVIEWED`.
REVIEWED = ("icr",)
NAMES = {"en": "English", "icr": "San Andrés Creole (drafts by non-speakers until reviewed)"}
REVIEWED_BY = "reviewed_by:"  # a comment above each of their texts, with the reviewer's name
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # a date of its own would make every run a change
WIDTH = 100


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        found = list(complaints(ROOT))
        for complaint in found:
            print(complaint)
        print(f"{len(found)} complaints; `make locale` shows where." if found else "All is said.")
        return 1 if found else 0
    for line in update(ROOT):
        print(line)
    return 0


def look(root: Path) -> Found:
    """Return what the code says, and what it would say that is not marked."""
    return look_through(read_code(root, CODE), unread=UNREAD)


def extract(root: Path) -> Catalog:
    """Return every text the code says, with the places that say it."""
    return template_of(look(root), with_help=root == ROOT)


def template_of(found: Found, *, with_help: bool = False) -> Catalog:
    template = headed(Catalog(charset="utf-8", fuzzy=False))
    for text in help_texts(turnos) if with_help else ():
        template.add(text, None, [("core/cli/help.py", 1)])
    for said in found.said:
        template.add(said.text, None, [(said.file, said.line)])
    return template


def update(root: Path) -> Iterator[str]:
    """Write the template, and every language's catalogue as text and compiled; tell of each."""
    template = extract(root)
    with (root / FOLDER / f"{DOMAIN}.pot").open("wb") as file:
        write_po(file, template, width=WIDTH, sort_output=True, include_lineno=False)
    yield f"{FOLDER / DOMAIN}.pot: {len(template)} texts"
    for path in catalogues(root):
        catalogue = headed(read(path))
        before = {message.id for message in texts_of(catalogue)}
        catalogue.update(template, no_fuzzy_matching=True)
        with path.open("wb") as file:
            write_po(
                file,
                catalogue,
                width=WIDTH,
                sort_output=True,
                no_location=True,
                ignore_obsolete=True,
            )
        for name, compiled in compilations(path, catalogue):
            with path.with_name(name).open("wb") as file:
                write_mo(file, compiled)
        said = list(texts_of(catalogue))
        yield (
            f"{path.relative_to(root)}: {sum(is_said(each) for each in said)} of {len(said)} said, "
            f"{len(before - {each.id for each in said})} dropped"
        )
        if path.parts[-3] not in REVIEWED:
            yield from (f"  not said: {each.id!r}" for each in said if not is_said(each))


def compilations(path: Path, catalogue: Catalog) -> Iterator[tuple[str, Catalog]]:
    """Say what to compile from the catalogue at `path`: a file's name, and what it holds.

    Of a language that needs review there are two: what was reviewed, and all that was written.
    """
    if path.parts[-3] not in REVIEWED:
        yield f"{DOMAIN}.mo", catalogue
        return
    written, reviewed = (Catalog(locale=path.parts[-3]) for _ in range(2))
    for message in filter(is_said, texts_of(catalogue)):  # an empty plural would be said as ""
        written.add(message.id, message.string)
        if reviewer(message):
            reviewed.add(message.id, message.string)
    yield f"{DOMAIN}-drafts.mo", written
    yield f"{DOMAIN}.mo", reviewed


def reviewer(message: Message) -> str | None:
    """Return who reviewed a text, "" for nobody yet, None where nobody is asked for."""
    for comment in message.user_comments:
        if comment.startswith(REVIEWED_BY):
            return comment.removeprefix(REVIEWED_BY).strip()
    return None


def headed(catalogue: Catalog) -> Catalog:
    """Return the catalogue with a head that says what is known, instead of Babel's blanks."""
    code = catalogue.locale_identifier or "en"
    whose = catalogue.locale.english_name if catalogue.locale else NAMES[code]
    catalogue.header_comment = f"# The texts of turnos, {whose}. `make locale` keeps this file."
    catalogue.project, catalogue.version, catalogue.msgid_bugs_address = DOMAIN, "0", ""
    catalogue.last_translator = catalogue.language_team = DOMAIN
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    return catalogue


def complaints(root: Path) -> Iterator[str]:
    """Say what is wrong with the catalogues, a line each; nothing when all is well."""
    found_in_code = look(root)
    yield from map(str, found_in_code.complaints)
    template = template_of(found_in_code, with_help=root == ROOT)
    wanted = {message.id: message for message in texts_of(template)}
    if wanted.keys() != {message.id for message in texts_of(read(root / FOLDER / f"{DOMAIN}.pot"))}:
        yield f"{DOMAIN}.pot: is not what the code says; run `make locale`"
    for path in catalogues(root):
        catalogue = read(path)
        name = str(path.relative_to(root))
        there = {message.id: message for message in texts_of(catalogue)}
        for text in sorted(wanted.keys() - there.keys(), key=str):
            yield f"{places(wanted[text])}: missing in {name}: {text!r}"
        stale = [*(there.keys() - wanted.keys()), *catalogue.obsolete]
        yield from (f"{name}: stale: {text!r}" for text in sorted(stale, key=str))
        needs_review = path.parts[-3] in REVIEWED
        for message in there.values():
            found = faults(message, needs_review=needs_review)
            where = places(wanted[message.id]) if message.id in wanted else name
            yield from (f"{where}: {each} in {name}: {message.id!r}" for each in found)
        for compiled_name, holds in compilations(path, catalogue):
            compiled = path.with_name(compiled_name)
            if not compiled.is_file() or sayings(read(compiled)) != sayings(holds):
                yield f"{name}: {compiled_name} was not made from it; run `make locale`"


def places(message: Message) -> str:
    """Return where the code says a text: `kiosk/page.py:12`, the first of several."""
    file, line = message.locations[0]
    return f"{file}:{line}"


def faults(message: Message, *, needs_review: bool = False) -> Iterator[str]:
    """Say what is wrong with one translation."""
    if message.fuzzy:
        yield "fuzzy"
    if not is_said(message):
        if not needs_review:  # there, English stands in its place
            yield "empty"
        return
    if needs_review and reviewer(message) is None:
        yield f"no comment `{REVIEWED_BY}`, empty until somebody reviewed it"
    asked = [fields(text) for text in forms(message.id)]
    # A plural may say its number in words: "una persona", "{n} personas".
    least = set.intersection(*asked) - ({"n"} if message.pluralizable else set())
    most = set.union(*asked)
    for form in forms(message.string):
        try:
            given = fields(form)
        except ValueError as error:
            yield f"braces ({error})"
            continue
        if not least <= given <= most:
            yield f"fields {sorted(given)} instead of {sorted(most)}"


def fields(text: str) -> set[str]:
    """Return the names of the fields in a text: {minutes} in "{minutes:.0f} min"."""
    return {name.partition(".")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return a message's one text, or its singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def is_said(message: Message) -> bool:
    said = forms(message.string)
    return bool(said) and all(said)


def texts_of(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)  # all but the header


def sayings(catalogue: Catalog) -> dict[object, tuple[str, ...]]:
    """Return what a catalogue says, as it is found at run time."""
    return {
        forms(message.id): forms(message.string)
        for message in texts_of(catalogue)
        if is_said(message) and not message.fuzzy
    }


def catalogues(root: Path) -> list[Path]:
    return sorted((root / FOLDER).glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(path: Path) -> Catalog:
    """Read a template, a catalogue or a compiled one; an absent one says nothing."""
    if not path.is_file():
        return Catalog()
    with path.open("rb") as file:
        if path.suffix == ".mo":
            return read_mo(file)
        locale = None if path.suffix == ".pot" else path.parts[-3]
        return read_po(file, locale=locale, domain=DOMAIN)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
