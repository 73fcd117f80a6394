"""Every command that is told anywhere is one that runs, and as it is told."""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from core.cli.main import turnos
from core.told import COMMANDS, program, remember, told
from tests.house.test_documents import parsed

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "assets" / "locale" / "es" / "LC_MESSAGES" / "turnos.po"
# Where a colon or a sign of code stands before the name, what follows is a command or a mistake.
ANNOUNCED = re.compile(r"[:(`] ?turnos ([a-z][\w-]*)")
FIELDS: Mapping[str, str] = {"day": "2026-11-23", "counter": "1", "office": "san-andres"}
GIVEN = re.compile(r"--.*|[A-Z]+|.*\.toml|leader")  # what a command is told with, not prose
NO_COMMANDS = {"speaks", "habla", "trasladados"}  # "turnos speaks: es", "sin turnos trasladados"


def texts() -> Iterator[str]:
    """Return every text of the catalogue, in both languages."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="es"):
            for said in (message.id, message.string):
                yield from (said,) if isinstance(said, str) else said or ()


def commands_in(text: str) -> Iterator[list[str]]:
    """Return the commands that a text tells, a list of words each."""
    for found in re.finditer(r"(?<![\w/])turnos ([a-z][\w-]*)", text):
        if found[1] in COMMANDS:
            yield words_of(text[found.start(1) :])


def words_of(rest: str) -> list[str]:
    """Return the words at the start of `rest` that belong to one command."""
    words: list[str] = []
    known: click.Command = turnos
    for shown in rest.split():
        word = shown.rstrip(".,;:)`")
        word = re.sub(r"\{(\w+)\}", lambda field: FIELDS.get(field[1], "ana"), word)
        wants_value = words and words[-1] in valued(known)
        if isinstance(known, click.Group):
            if word not in known.commands:
                break
            known = known.commands[word]
        elif not (wants_value or "{" in shown or GIVEN.fullmatch(word)):
            break
        words.append({"ROLE": "leader", "ROL": "leader"}.get(word, word))
        if shown != shown.rstrip(".,;:)`"):
            break
    return words


def valued(known: click.Command) -> set[str]:
    """Return the options of a command that want a value."""
    options = (each for each in known.params if isinstance(each, click.Option))
    return {name for each in options if not each.is_flag for name in each.opts}


def test_the_commands_that_sentences_may_tell_are_those_there_are() -> None:
    assert set(turnos.commands) == COMMANDS


def test_every_command_in_a_text_is_read_by_the_command_line() -> None:
    found = [(words, text) for text in texts() for words in commands_in(text)]

    assert len(found) > 60  # in two languages
    for words, text in found:
        try:
            parsed(words)
        except click.UsageError as error:
            pytest.fail(f"turnos {' '.join(words)}: {error.format_message()}\n{text}")


def test_no_text_tells_a_command_that_is_none() -> None:
    told_of = {(found[1], text) for text in texts() for found in ANNOUNCED.finditer(text)}

    assert {name for name, _ in told_of} <= COMMANDS | NO_COMMANDS


@pytest.fixture
def given() -> Iterator[None]:
    yield
    remember({})


@pytest.mark.usefixtures("given")
def test_a_command_is_told_with_what_this_program_was_started_with() -> None:
    remember({"database": "sqlite:////srv/my office/turnos.sqlite3", "office": "san-andres"})

    said = told("Créela: turnos init --office san-andres. Los turnos siguen. Or turnos --help.")

    options = "--database 'sqlite:////srv/my office/turnos.sqlite3'"
    assert said == (
        f"Créela: turnos {options} init --office san-andres. Los turnos siguen. Or turnos --help."
    )
    parsed(["init", "--office", "san-andres"])


@pytest.mark.usefixtures("given")
def test_a_command_is_told_without_the_password_of_its_database() -> None:
    remember({"database": "postgresql://turnos:s3cret@server/turnos"})

    said = told("turnos kiosk, turnos display --office x")

    assert said == (
        "turnos --database 'postgresql://turnos:***@server/turnos' kiosk, "
        "turnos --database 'postgresql://turnos:***@server/turnos' display --office x"
    )


def test_a_program_that_the_shell_does_not_find_is_told_by_its_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scripts = tmp_path / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "turnos").touch()
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(scripts))

    assert program() == str(scripts / "turnos")  # another one is on the path
    monkeypatch.chdir(tmp_path)
    assert told("turnos doctor") == ".venv/bin/turnos doctor"
    (scripts / "turnos").chmod(0o755)
    monkeypatch.setenv("PATH", str(scripts))
    assert program() == "turnos"


@pytest.mark.parametrize("file", ["turnos.sqlite3", "mi oficina é.sqlite3"])
def test_what_a_refusal_advises_runs_as_it_stands(tmp_path: Path, file: str) -> None:
    """From an empty folder to a window's office by following the sentences alone."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        "TURNOS_PIN": "1357",
        "TURNOS_DATA": str(tmp_path / "data"),
    }

    def shell(command: str) -> "subprocess.CompletedProcess[str]":
        runs = command.replace("turnos ", f"{sys.executable} -m core.cli ", 1)
        return subprocess.run(
            runs,
            shell=True,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    url = f"sqlite:///{(tmp_path / file).as_posix()}"
    refused = shell(f"turnos --database '{url}' board")
    made = shell(re.findall(r"turnos .*", refused.stderr)[-1])
    register = next(line for line in made.stdout.splitlines() if "staff add" in line)
    registered = shell(
        "turnos" + register.partition("turnos")[2].replace("USER", "ana").replace("NAME", "Ana")
    )
    kiosk = next(line for line in made.stdout.splitlines() if "kiosk" in line)

    assert made.returncode == 0, made.stderr
    assert registered.returncode == 0, registered.stderr
    assert (tmp_path / file).exists()
    assert kiosk.count("--database") == 3
