"""A database's password stands in nothing that a command says, whatever goes wrong."""

from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import make_url

from tests.cli.conftest import Run
from tests.hostile import PASSWORDS
from tests.servers import PostgresServer

COMMANDS = (
    ("board",),
    ("doctor",),
    ("doctor", "--json"),
    ("issue",),
    ("journal",),
    ("staff", "list"),
    ("init", "--office", "san-andres"),
    ("settings", "export", "-"),
)
ADDRESSES = (
    "postgresql://ana:{}@127.0.0.1:9/turnos",
    "postgresql://ana:{}@127.0.0.1:9,127.0.0.1:10/turnos",
    "postgresql://ana:{}@127.0.0.1:nine/turnos",
    "postgresql://ana:{}@no.such.host.invalid/turnos",
    "postgresql://ana:{}@127.0.0.1:9/turnos?sslmode=verified",
    "postgresql://ana@127.0.0.1:9/turnos?pasword={}",
    "postgresql:ana:{}@127.0.0.1/turnos",
)


@pytest.mark.parametrize("password", PASSWORDS)
def test_no_command_tells_the_password(
    run: Run, password: str, postgres: PostgresServer, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[voice]\nengine = "none"\n')
    server = make_url(postgres.address).set(password=password, database="no_such_database")
    told = []
    for address in (
        *(each.format(quote(password, safe="")) for each in ADDRESSES),
        ADDRESSES[0].format(password),
        server_text(server),
    ):
        told.append(run("board", "--database", address))
        told.append(run("board", address))
        told.append(run("board", f"--databse={address}"))
        told.append(run("finish", "--counter", address, "--outcome", "resolved"))
    told += [
        run(*command, "--config", str(config), "--database", server_text(server))
        for command in COMMANDS
    ]

    assert all(each.code != 0 for each in told)
    assert not [each for each in told if secret_in(password, each.out + each.error)]
    assert not [each for each in told if "Traceback" in each.error]


@pytest.mark.parametrize("backend", ["postgresql"])
def test_no_command_tells_the_password_of_a_database_that_answers(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    address = server_text(make_url(database_url).set(password=PASSWORDS[0]))
    config.write_text(f'database = "{address}"\n[voice]\nengine = "none"\n')

    told = [
        run(*command, "--config", str(config))
        for command in (
            ("init", "--office", "san-andres", "--json"),
            ("init", "--office", "san-andres"),
            ("board", "--office", "bogota"),
            *COMMANDS,
        )
    ]

    assert not [each for each in told if secret_in(PASSWORDS[0], each.out + each.error)]


def server_text(url: object) -> str:
    return url.render_as_string(hide_password=False)  # type: ignore[attr-defined, no-any-return]


def secret_in(password: str, text: str) -> bool:
    return password in text or quote(password, safe="") in text
