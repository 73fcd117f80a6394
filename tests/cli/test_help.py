"""Help in the reader's language: whole sentences, in sections, from click and argparse too."""

import argparse
import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click
import pytest

from core.cli.commands.desktop_commands import completion_of, desktop_pieces, manual
from core.cli.help import LIBRARIES, commands, speak
from core.cli.main import turnos
from core.language import Language
from core.told import SECTIONS
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = re.compile(r"\b(the|and|with|Usage|Options|Commands|Show|No such|Missing)\b")

# What click writes behind an option, in whatever language.
CLICK_S_OWN = re.compile(r"\[required\]|\[default: |[<>]=?x|x[<>]")


@pytest.fixture
def spanish(monkeypatch: pytest.MonkeyPatch, run: Run) -> Iterator[Run]:
    monkeypatch.setenv("LC_ALL", "es_CO.UTF-8")
    yield run
    speak(turnos, Language.load("en"))


def names() -> list[tuple[str, ...]]:
    """Return the words of every command."""
    return [
        (*group, name)
        for group in ((), *((each,) for each in ("settings", "staff", "voice", "report")))
        for name in sorted(group_of(group).commands)
    ]


def group_of(words: tuple[str, ...]) -> click.Group:
    found = turnos.commands[words[0]] if words else turnos
    assert isinstance(found, click.Group)
    return found


def test_help_has_its_commands_in_sections_and_cuts_no_sentence(run: Run) -> None:
    said = run("--help").out

    assert "..." not in said.replace("[ARGS]...", "")
    assert "…" not in said
    headings = [said.index(f"\n{heading}:\n") for heading in SECTIONS]
    assert headings == sorted(headings)
    assert "\n  confirm-day " in said


@pytest.mark.parametrize("words", [(), *names()], ids=" ".join)
def test_help_is_in_the_terminal_s_language(spanish: Run, words: tuple[str, ...]) -> None:
    said = spanish(*words, "--help").out

    assert CLICK_S_OWN.findall(said) == []

    assert said.startswith("Uso: ")
    assert "Muestra esta ayuda y termina." in said
    assert not ENGLISH.findall(said)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nothing",), "Error: No existe la orden 'nothing'."),
        (("staff", "ad"), "Error: No existe la orden 'ad'."),
        (("board", "--nothing"), "Error: No existe la opción '--nothing'."),
        (("sign-in", "ana"), "Error: Falta la opción '--counter'."),
        (("sign-in",), "Error: Falta el argumento 'USUARIO'."),
        (("init", "--counters", "x"), "«x» no es un número entero."),
        (("init", "--counters", "100"), "100, y se espera de 1 a 99."),
        (("board", "--office"), "Error: La opción '--office' necesita un valor."),
        (("board", "x"), "Error: Sobra un argumento (x)"),
        (("staff", "role", "ana", "x"), "'x' no es uno de estos: "),
        (("staff", "add", "ana"), "Error: Falta la opción '--name'."),
    ],
)
def test_what_click_refuses_is_said_in_the_terminal_s_language(
    spanish: Run, words: tuple[str, ...], sentence: str
) -> None:
    refused = spanish(*words)

    assert refused.code == 2
    assert sentence in refused.error
    assert not ENGLISH.findall(refused.error)


def test_every_text_of_a_library_stands_in_its_source() -> None:
    folder = Path(click.__file__).parent
    assert argparse.__file__ is not None
    said = {
        each.value
        for file in (*folder.glob("*.py"), Path(argparse.__file__))
        for each in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(each, ast.Constant)
    }

    assert said >= {
        each for text in LIBRARIES for each in ((text,) if isinstance(text, str) else text)
    }


@pytest.mark.parametrize("program", ["kiosk", "counter", "display"])
def test_a_window_s_program_tells_its_version_and_its_options_in_spanish(program: str) -> None:
    environment = os.environ | {"LC_ALL": "es_CO.UTF-8"}

    def said(option: str) -> str:
        command = [sys.executable, "-m", program, option]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert said("--version").startswith("turnos 0.")
    assert said("--help").startswith(f"uso: turnos-{program}")
    assert not ENGLISH.findall(said("--help"))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_what_completes_the_commands(run: Run, shell: str) -> None:
    said = run("completion", shell).out

    assert f"_TURNOS_COMPLETE={shell}_complete" in said
    assert said.strip() == completion_of(turnos, shell).strip()


def test_completion_offers_the_commands() -> None:
    environment = os.environ | {
        "_TURNOS_COMPLETE": "bash_complete",
        "COMP_WORDS": "turnos sign-",
        "COMP_CWORD": "1",
    }

    offered = subprocess.run(
        [sys.executable, "-m", "core.cli"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert offered.split() == ["plain,sign-in", "plain,sign-out"]


@pytest.mark.parametrize("code", ["es", "en"])
def test_the_manual_has_every_command_and_no_line_that_roff_would_obey(code: str) -> None:
    _ = Language.load(code)
    speak(turnos, _)

    page = manual(turnos, _)

    assert {each.split()[0][1:] for each in page.splitlines() if each.startswith(".")} <= {
        "TH",
        "SH",
        "SS",
        "TP",
        "B",
        "PP",
    }
    assert page.count("\n.SS ") == len(list(commands(turnos))) - 1
    speak(turnos, Language.load("en"))


def test_the_windows_stand_in_the_menu_under_the_names_they_tell_the_desktop(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(home))
    dry = run("install-desktop", "--dry-run")
    assert not (home / ".local" / "share" / "applications").exists()

    put = run("install-desktop")
    again = run("install-desktop")

    assert dry.out.count("To be written") == put.out.count("Written: ") > 0
    assert again.out == "Nothing to change.\n"
    for name in ("kiosk", "counter", "display"):
        entry = home / ".local" / "share" / "applications" / f"turnos-{name}.desktop"
        said = dict(line.split("=", 1) for line in entry.read_text().splitlines() if "=" in line)
        assert (said["Icon"], said["StartupWMClass"]) == (f"turnos-{name}", f"turnos-{name}")
        assert Path(said["Exec"]).name == f"turnos-{name}"
        icons = home / ".local" / "share" / "icons" / "hicolor" / "scalable" / "apps"
        assert (icons / f"turnos-{name}.svg").read_text().startswith("<svg")
    assert (home / ".local" / "bin" / "turnos").is_symlink()

    run("install-desktop", "--remove")

    assert not (home / ".local" / "bin" / "turnos").is_symlink()
    assert not list((home / ".local").rglob("turnos-*"))


def test_what_is_put_into_a_menu_is_in_the_terminal_s_language() -> None:
    _ = Language.load("es")
    speak(turnos, _)

    pieces = {str(each.path): each.text for each in desktop_pieces(turnos, PurePosixPath("/x"), _)}

    assert "Name=Turnos · Kiosco\n" in pieces["/x/share/applications/turnos-kiosk.desktop"]
    speak(turnos, Language.load("en"))


def test_a_number_out_of_range_is_refused_in_words(spanish: Run) -> None:
    assert "0, y se espera 1 o más." in spanish("journal", "--limit", "0").error
    assert "100, y se espera de 1 a 99." in spanish("init", "--counters", "100").error


def test_help_breaks_no_word_at_a_hyphen(spanish: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    said = [spanish(*words, "--help").out for words in names()]

    assert [each for each in said if re.search(r"\w-\n", each)] == []


def test_a_computer_s_language_is_spoken_where_the_account_names_none(run: Run, home: Path) -> None:
    settings = home / "turnos" / "config.toml"
    settings.parent.mkdir()
    settings.write_text('language = "es"\n', encoding="utf-8")
    named = home / "other.toml"
    named.write_text('language = "en"\n', encoding="utf-8")

    helped = run("--help").out
    refused = run("board").error
    mistyped = run("staff", "add").error
    elsewhere = run("board", "--config", str(named)).error
    settings.write_text("language = ", encoding="utf-8")
    damaged = run("board").error

    assert helped.startswith("Uso: turnos [OPCIONES]")
    assert refused.startswith("No hay una base de datos")
    assert "Error: Falta el argumento" in mistyped
    assert elsewhere.startswith("There is no database")
    assert "cannot be read" in damaged
