"""What a system, a library or a server says is wrong is told in the reader's language."""

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from core.clock import SystemClock
from core.domain import names, staff, ticket
from core.errors import (
    ConfigUnreadable,
    FolderNotWritable,
    QueueError,
    SoundFault,
    StoreError,
    VoiceFault,
    Words,
)
from core.keys import Keys
from core.language import Language
from core.machine.config import PrinterConfig
from core.office import Office, template
from core.plain import read_text
from core.printing.port import unreachable
from core.printing.printers.key_sheet import write_sheet
from core.reasons import BY_NUMBER, reason
from core.store.connection.complaints import problem_of
from tests.servers import PostgresServer

ES, EN = Language.load("es"), Language.load("en")
# Words that Spanish has not.
ENGLISH = ("the ", " is ", "such", "file", "denied", "refused", "failed", "does not", "connection")


def english_in(text: str) -> list[str]:
    return [word for word in ENGLISH if word in text]


def refusal(kind: type[QueueError], act: Callable[[], object]) -> QueueError:
    with pytest.raises(kind) as refused:
        act()
    return refused.value


def test_a_file_that_cannot_be_read_is_told_in_spanish(tmp_path: Path) -> None:
    circle = tmp_path / "config.toml"
    circle.symlink_to(circle)

    said = ES.sentence(refusal(ConfigUnreadable, lambda: read_text(circle / "more")))

    assert "sus enlaces dan la vuelta" in said
    assert english_in(said.replace(str(tmp_path), "")) == []


def test_a_folder_that_is_a_file_is_told_in_spanish(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("no folder")
    address = f"sqlite:///{tmp_path}/here/more/turnos.sqlite3"

    def make() -> None:
        Office.create(address, "san-andres", template("san-andres"), SystemClock())

    said = ES.sentence(refusal(FolderNotWritable, make))

    assert english_in(said.replace(str(tmp_path), "")) == []


def test_a_sheet_that_cannot_be_written_is_told_in_spanish(tmp_path: Path) -> None:
    fault = refusal(QueueError, lambda: write_sheet(tmp_path, ES, Keys()))

    assert "es una carpeta" in ES.sentence(fault)


def test_a_printer_that_refuses_is_told_in_both_languages() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(OSError, match="refused") as refused:
        socket.create_connection(("127.0.0.1", port), 2)

    fault = unreachable(refused.value, PrinterConfig(), may_have_printed=False)

    assert "se rechazó la conexión" in ES.sentence(fault)
    assert "the connection was refused" in EN.sentence(fault)


def test_a_name_that_nobody_knows_is_no_number_of_another_error() -> None:
    unknown = socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert reason(unknown) == "no computer of that name is known"


@pytest.mark.parametrize("number", sorted(BY_NUMBER), ids=errno.errorcode.get)
def test_every_reason_of_the_system_is_said_in_spanish(number: int) -> None:
    said = reason(OSError(number, "whatever the system says"))

    assert isinstance(said, str)
    assert ES.said(said) not in {said, f"«{said}» (en inglés)"}


def test_words_that_nobody_foresaw_are_quoted_with_their_language() -> None:
    fault = VoiceFault(engine="espeak", problem="phoneme table missing")

    assert "falló: «phoneme table missing» (en inglés)." in ES.sentence(fault)
    assert "failed: phoneme table missing." in EN.sentence(fault)


def test_quoted_words_inside_a_part_of_a_sentence_are_told_too() -> None:
    problem = Words("{what}: {problem}", what="paplay", problem="Stream error")

    assert "paplay: «Stream error» (en inglés)" in ES.sentence(SoundFault(problem=problem))


def test_words_of_another_language_than_english_are_only_quoted() -> None:
    fault = VoiceFault(engine="espeak", problem="no se encontró «tabla»")

    assert "(en inglés)" not in ES.sentence(fault)


def refused_by(address: str) -> QueueError:
    def open_it() -> None:
        Office.open(address, "san-andres", SystemClock()).close()

    return refusal(StoreError, open_it)


def test_a_server_says_in_spanish_whom_it_does_not_let_in(postgres: PostgresServer) -> None:
    url = make_url(postgres.address)

    def said(**changed: str) -> str:
        there = url.set(**changed).render_as_string(hide_password=False)  # type: ignore[arg-type]
        return ES.sentence(refused_by(there)).partition(" no responde: ")[2]

    assert said(database="archivo").startswith("su servidor no tiene la base de datos «archivo».")
    assert said(username="nobody").startswith("su servidor no tiene el rol «nobody».")


def test_a_server_that_is_off_is_told_with_its_place(tmp_path: Path) -> None:
    off = refused_by("postgresql://ana@127.0.0.1:1/turnos")
    nowhere = refused_by(f"postgresql://ana@/turnos?host={tmp_path}")

    assert "en 127.0.0.1, puerto 1, se rechazó la conexión" in ES.sentence(off)
    assert "at 127.0.0.1, port 1, the connection was refused" in EN.sentence(off)
    assert f"ningún servidor atiende en {tmp_path}/.s.PGSQL" in ES.sentence(nowhere)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            (
                'connection failed: connection to server at "10.0.0.2", port 5432 failed: FATAL:  '
                'password authentication failed for user "turnos"'
            ),
            "la contraseña del rol «turnos» no es correcta",
        ),
        (
            'FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "turnos", database "turnos"',
            "su pg_hba.conf no deja entrar a nadie desde 10.0.0.9",
        ),
        (
            "failed to resolve host 'servidor': [Errno -2] Name or service not known",
            "no se conoce ningún equipo llamado «servidor»",
        ),
        ("permission denied for table ticket", "este rol no puede usar «ticket»"),
        ("must be owner of table ticket", "«ticket» es de otro rol"),
        ("connection timeout expired", "no llegó respuesta a tiempo"),
        ("FATAL:  sorry, too many clients already", "ya tiene demasiadas conexiones"),
        ("attempt to write a readonly database", "el archivo es de solo lectura"),
        ("unable to open database file", "no se puede abrir su archivo"),
        ("FATAL:  something else", "«FATAL: something else» (en inglés)"),
    ],
)
def test_what_databases_say_is_told_in_spanish(told: str, said: str) -> None:
    assert ES.said(problem_of(Exception(told))) == said


@pytest.mark.parametrize(
    "member", [*ticket.State, *staff.Role, *names.STEP_WORDS], ids=lambda each: each.name
)
def test_states_steps_and_roles_have_a_word_in_spanish(member: ticket.State) -> None:
    word = names.word_of(member)

    assert ES(word) != word or word == "director"
