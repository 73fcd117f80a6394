"""`turnos` alone: the first day by questions, and afterwards how the office stands."""

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from core.domain.calendar.hours import Weekday
from core.machine.config import load_config
from core.office import Office
from core.printing.printers.scan import found_printers
from tests.cli.conftest import Run
from tests.windows.program import PATIENCE_S, ROOT

COLUMNS = 80
PROMPT = re.compile(r": $")
DEAF_NO_MORE = ("env", "--default-signal=INT")  # what a background job starts ignores Ctrl+C


def talk(
    answers: Sequence[tuple[str, str]],
    home: Path,
    *words: str,
    end: bool = True,
    language: str = "es_CO",
) -> str:
    """Run `turnos` with `words` in a terminal; answer each question, and return all that was said.

    `answers`: what must have been said since the last answer, and what is typed then. Without
    `end` Ctrl+C is pressed instead of the next answer.
    """
    ours, theirs = pty.openpty()
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "LC_ALL": f"{language}.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "TERM": "dumb",
    }
    environment.pop("TURNOS_PIN", None)
    said = new = ""
    was_interrupted = False
    with subprocess.Popen(
        [*DEAF_NO_MORE, "setsid", "--ctty", "--wait", sys.executable, "-m", "core.cli", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        cwd=home,
    ) as process:
        termios.tcsetwinsize(theirs, (40, COLUMNS))
        os.close(theirs)
        left = list(answers)
        deadline = time.monotonic() + PATIENCE_S
        while True:
            if time.monotonic() > deadline:
                process.kill()
                pytest.fail(f"no end, and left to say {left}:\n{said}")
            if not select.select([ours], [], [], 1.0)[0]:
                if was_interrupted:  # Python loses one that comes just before it begins to read
                    os.write(ours, b"\x03")
                continue
            try:
                heard = os.read(ours, 4096).decode(errors="replace")
            except OSError:  # the terminal's other end is closed
                break
            said, new = said + heard, new + heard
            if left and PROMPT.search(new) and left[0][0] in new:
                os.write(ours, left.pop(0)[1].encode() + b"\n")
                new = ""
            elif not left and not end and PROMPT.search(new):
                os.write(ours, b"\x03")
                end = was_interrupted = True
    os.close(ours)
    assert not left, f"never asked: {left}\n{said}"
    return said.replace("\r", "")


def write(settings: str, home: Path) -> Path:
    """Write this computer's settings before its first day; return the file."""
    file = home / "turnos" / "config.toml"
    file.parent.mkdir()
    file.write_text(settings, encoding="utf-8")
    return file


OFFICE = (("¿Dónde se guarda la oficina?", "1"), ("¿Qué oficina?", "2"))
FIRST = (("¿Qué es este equipo?", "4"), *OFFICE)
LEADER = (
    ("¿Quién dirige la oficina?", "Diana"),
    ("Usuario", "diana"),
    ("PIN", "1357"),
    ("", "1357"),
)
PRINTER = ("¿Qué impresora", str(len(found_printers()) + 2))  # none
PDF = ("¿Qué impresora", str(len(found_printers()) + 3))
VOICE = ("¿Oyó", "1")
LATER = ("¿Abrir ya su ventana?", "2")
UNHEARD = f"[voice]\nplayer = ['{sys.executable}', '-c', '', 'unheard']\n"


def test_the_first_day_is_a_talk_whose_answers_are_commands(home: Path) -> None:
    said = talk((*FIRST, *LEADER), home)

    config = load_config()
    assert config.window == "server"
    with Office.open(config.database) as office:
        (person,) = office.staff.all()
        assert (person.name, person.role.value, person.must_change_pin) == (
            "Diana",
            "leader",
            False,
        )
    for command in (
        "turnos machine window=server",
        "turnos init --office san-andres",
        "turnos staff add diana --name Diana --role leader --own-pin",
    ):
        assert f"> {command}" in said, said
    assert "1357" not in said
    assert "Este equipo está listo" in said


def test_a_talk_that_was_left_goes_on_where_it_was(home: Path) -> None:
    talk(FIRST[:2], home, end=False)

    said = talk((FIRST[2], *LEADER), home)

    assert "¿Qué es este equipo?" not in said
    assert "Este equipo está listo" in said


def test_a_talk_left_after_its_office_was_made_goes_on_there_too(home: Path) -> None:
    write(UNHEARD, home)
    kiosk = (("¿Qué es este equipo?", "1"), *FIRST[1:])
    left_at_leader = talk(kiosk, home, end=False)
    left_at_screen = talk((*LEADER, PRINTER), home, end=False)

    said = talk((("¿Cuántas pulgadas", "15.6"), VOICE, LATER), home)
    afterwards = talk((), home)

    assert "La próxima vez se sigue desde aquí." in left_at_leader
    assert "¿Qué impresora" not in said + left_at_leader
    assert left_at_screen.startswith("Todavía faltan unas preguntas")
    assert "Este equipo está listo" in said
    assert "turnos report day" in said
    assert "\n  turnos kiosk: la ventana" in afterwards.replace("\r", "")


def test_who_tries_turnos_out_is_offered_the_three_windows_at_once(home: Path) -> None:
    write(UNHEARD, home)

    said = talk(
        (
            ("¿Qué es este equipo?", "5"),
            *FIRST[1:],
            *LEADER,
            PDF,
            ("¿Salió bien", "2"),
            ("¿En qué número", "512"),
            ("¿Salió bien", "1"),
            ("¿Oyó", "2"),
            ("¿Oyó", "3"),
            ("¿Abrir ya las tres ventanas?", "2"),
        ),
        home,
    )

    config = load_config()
    with Office.open(config.database) as office:
        opening = office.settings.get().settings.hours.week
    assert set(opening) == set(Weekday)
    assert len(list(Path(config.printer.path).glob("*TEST*.pdf"))) == 1
    assert config.printer.dots == 512
    assert config.voice.engine == "auto"
    assert said.count("> turnos doctor --sound") == 2
    assert said.count("La página de prueba está en") == 2
    assert "Registre a quienes trabajan" not in said
    assert said.count(str(home / "turnos" / "config.toml")) == 1  # at the end
    assert "¿Cuántas pulgadas" not in said
    assert "turnos windows: el kiosco, un puesto y la pantalla" in said


def test_in_another_language_than_spanish_the_windows_language_is_asked(home: Path) -> None:
    said = talk(
        (("What is this computer?", "3"), ("Which language", "1")),
        home,
        end=False,
        language="en_US",
    )

    assert "1  English" in said
    assert "2  Español" in said
    assert load_config().language == "en"


@pytest.mark.parametrize("account", ["C", "POSIX", "fr_FR"])
def test_an_account_that_names_no_language_of_ours_is_asked_for_it_first(
    home: Path, account: str
) -> None:
    said = talk((("¿En qué idioma?", ""), *FIRST), home, end=False, language=account)

    assert said.startswith("¿En qué idioma? · In which language? 1 Español · 2 English [1]: ")
    assert "Welcome" not in said
    assert load_config().language == "es"
    assert "La oficina San Andrés está lista" in said
    assert "La próxima vez se sigue desde aquí." in said


def test_whoever_chose_english_goes_on_in_it(home: Path) -> None:
    said = talk(
        (
            ("¿En qué idioma?", "dos"),
            ("«dos» no es un número entero", "2"),
            ("What is this computer?", "9"),
            ("9 is not in the range 1 to 5", "4"),
        ),
        home,
        end=False,
        language="C",
    )
    again = talk((), home, end=False, language="C")

    assert "Welcome." in said
    assert load_config().language == "en"
    assert again.startswith("Some questions are still open.")


def test_at_80_columns_no_word_and_no_command_is_broken(home: Path) -> None:
    write(UNHEARD, home)
    said = talk(
        (
            ("¿En qué idioma?", "1"),
            ("¿Qué es este equipo?", "5"),
            *OFFICE,
            *LEADER,
            PDF,
            ("¿Salió bien", "1"),
        ),
        home,
        end=False,
        language="C",
    )

    too_long = [each for each in click.unstyle(said).splitlines() if len(each) > COLUMNS]
    assert not [each for each in too_long if " " in each.strip().removesuffix(" \\")]
    tickets = home / "turnos" / "tickets"
    assert f"\n> turnos machine printer.kind=pdf \\\n    printer.path={tickets}\n" in said
    assert "\nturnos --office san-andres settings export office.toml\n" in said


def test_a_pin_that_is_guessed_at_once_is_asked_for_again(home: Path) -> None:
    said = talk(
        (
            *FIRST,
            *LEADER[:2],
            ("PIN", "1234"),
            ("", "1234"),
            ("Ese PIN se adivina enseguida", "1357"),
            ("", "1357"),
        ),
        home,
    )

    assert said.count("Usuario") == 1
    assert "Este equipo está listo" in said


def test_a_server_is_tried_at_once_and_its_password_told_nowhere(home: Path) -> None:
    said = talk(
        (
            FIRST[0],
            ("¿Dónde se guarda la oficina?", "2"),
            ("Su dirección", "postgresql://turnos:s3cret%40pw@127.0.0.1:1/turnos"),
            ("no responde", "1"),
            FIRST[2],
            *LEADER,
        ),
        home,
    )

    typed = "postgresql://turnos:s3cret%40pw@127.0.0.1:1/turnos\n"
    assert typed in said
    assert "s3cret" not in said.replace(typed, "")
    assert load_config().database.startswith("sqlite:///")


def test_a_kiosk_is_asked_for_its_printer_its_screen_and_its_voice(home: Path) -> None:
    config = write('[voice]\nengine = "none"\n', home)

    talk(
        (
            ("¿Qué es este equipo?", "1"),
            *FIRST[1:],
            *LEADER,
            PRINTER,
            ("¿Cuántas pulgadas", "quince"),
            ("«quince» no es un número.", "15,6"),
            LATER,
        ),
        home,
    )

    written = tomllib.loads(config.read_text(encoding="utf-8"))
    assert written["window"] == "kiosk"
    assert written["printer"] == {"kind": "none"}
    assert written["screen"] == {"diagonal_in": 15.6}
    assert written["voice"] == {"engine": "none"}


def test_without_a_terminal_the_commands_are_said_instead(run: Run, home: Path) -> None:
    assert home.is_dir()
    refused = run()

    assert refused.code == 1
    told = [line.strip() for line in refused.error.splitlines()[1:]]
    assert told[1] == "turnos init --office san-andres"
    assert all(each.startswith("turnos ") for each in told)


@pytest.mark.parametrize("backend", ["sqlite"])
def test_with_an_office_turnos_alone_says_how_it_stands_and_what_next(
    run: Run, at_office: str
) -> None:
    assert at_office
    run("issue", "--outside-hours")
    run("sign-in", "ana", "--counter", "1")
    with Office.open(at_office) as office:
        office.devices.seen("kiosk-1", "kiosk", {"printer": "out_of_paper", "shut": True})
        office.devices.seen("hall", "display", {"voice": "muted", "problem": None})

    said = run().out

    assert said.startswith("San Andrés · ")
    assert "One person waits.\nOne counter is staffed.\n" in said
    assert "Kiosk kiosk-1: on · printer: no paper · closed by staff\n" in said
    assert "Hall display hall: on · its voice is muted by a leader\n" in said
    assert "turnos doctor" in said
    assert run("status").out in said


def test_this_computer_s_settings_are_changed_by_a_command_all_or_none(
    run: Run, home: Path
) -> None:
    file = home / "turnos" / "config.toml"
    changed = run("machine", "window=counter", "counter=3", "printer.paper_mm=58", "device=desk 3")
    refused = run("machine", "counter=100", "printer.kind=stone", "colour=red")
    taken_out = run("machine", "counter=", "printer.paper_mm=")
    shown = run("machine", "--json").json

    assert changed.code == 0, changed.error
    assert file.stat().st_mode & 0o077 == 0
    assert refused.code == 1
    assert "colour" in refused.error
    assert "printer.kind" in refused.error
    assert taken_out.code == 0
    assert shown["settings"] == {"window": "counter", "device": "desk 3", "printer": {}}
    assert not file.with_name("config.toml.before").exists()
    file.write_text("# mine\n" + file.read_text())
    run("machine", "device=desk 4")
    assert file.with_name("config.toml.before").read_text().startswith("# mine\n")


def test_a_test_page_is_printed_by_a_command(run: Run, home: Path, tmp_path: Path) -> None:
    assert home.is_dir()
    paper = tmp_path / "paper.bin"
    none = run("test-page")
    run("machine", "printer.kind=file", f"printer.path={paper.as_posix()}")

    done = run("test-page")

    assert none.code == 2
    assert "turnos machine printer.kind=" in none.error
    assert done.code == 0, done.error
    assert paper.stat().st_size > 1000
