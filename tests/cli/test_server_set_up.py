"""A server set up as docs/install.md says runs an office; other roles are told what they lack."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from core.office import Office
from core.store.place import read_address
from tests.cli.conftest import Run
from tests.servers import PostgresServer

INSTALL = Path(__file__).parents[2] / "docs" / "install.md"
SOON_S = 10.0
COMMANDS = (("init", "--office", "san-andres"), ("board",), ("issue",), ("doctor",))
ROLE, NAME = 'o"dd role', "of odd role"


def blocks(language: str) -> list[str]:
    """Return the blocks of one language in the part about the server."""
    part = INSTALL.read_text(encoding="utf-8").split("\n## A PostgreSQL server\n")[1]
    part = part.split("\n## ")[0]
    return re.findall(rf"```{language}\n(.*?)```", part, re.DOTALL)


@pytest.fixture
def server(postgres: PostgresServer) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres.address, autocommit=True) as connection:
        yield connection


def address_of(server: psycopg.Connection, role: str, name: str) -> str:
    host = quote(server.info.host, safe="")
    return f"postgresql://{quote(role)}@{host}/{quote(name)}"


@pytest.fixture
def as_documented(server: psycopg.Connection) -> Iterator[None]:
    for block in blocks("sql"):
        for statement in filter(str.strip, block.split(";")):
            server.execute(statement.encode())
    yield
    server.execute("DROP DATABASE turnos WITH (FORCE)")
    server.execute("DROP ROLE turnos")


def test_the_documented_server_runs_an_office(
    run: Run, as_documented: None, server: psycopg.Connection, tmp_path: Path
) -> None:
    [written] = [tomllib.loads(each) for each in blocks("toml")]
    words = read_address(written["database"]).server
    assert (words["sslmode"], words["user"], words["dbname"]) == ("verify-full", "turnos", "turnos")
    config = tmp_path / "config.toml"
    here = address_of(server, words["user"], words["dbname"])  # on this computer, without TLS
    config.write_text(
        f'database = "{here}"\noffice = "{written["office"]}"\n[voice]\nengine = "none"\n'
    )
    commands = [
        shlex.split(line, comments=True)[1:]
        for block in blocks("sh")
        for line in block.splitlines()
        if line.startswith("turnos ")
    ]
    assert [each[0] for each in commands] == ["init", "staff", "doctor"]

    done = [run(*each, "--config", str(config)) for each in commands]
    issued = run("issue", "--outside-hours", "--config", str(config))

    assert [each.code for each in (*done, issued)] == [0, 0, 0, 0], done
    with Office.open(here) as office:
        bell = office.doorbell()
        assert bell.wait(SOON_S)
        run("issue", "--outside-hours", "--config", str(config))
        assert bell.wait(SOON_S)
        bell.close()
        bell.wait(0)


def test_the_documented_server_lets_no_other_role_in(
    run: Run, as_documented: None, server: psycopg.Connection
) -> None:
    server.execute("CREATE ROLE somebody LOGIN")

    refused = run("board", "--database", address_of(server, "somebody", "turnos"))

    server.execute("DROP ROLE somebody")
    assert (refused.code, "this role may not use" in refused.error) == (1, True)
    assert "Traceback" not in refused.error


@pytest.fixture
def odd(server: psycopg.Connection) -> Iterator[str]:
    """Give the address of a database that belongs to the administrator, for a fresh role."""
    server.execute('CREATE ROLE "o""dd role" LOGIN')
    server.execute(f'CREATE DATABASE "{NAME}"')
    yield address_of(server, ROLE, NAME)
    server.execute(f'DROP DATABASE "{NAME}" WITH (FORCE)')
    server.execute('DROP ROLE "o""dd role"')


def advised(sentence: str, beginning: str) -> bytes:
    """Return the SQL that a sentence advises, which begins so."""
    found = re.search(rf"{beginning}.*?(?=; and|$)", sentence.strip())
    assert found is not None, sentence
    return found[0].encode()


def test_a_role_without_rights_is_told_who_can_give_them(
    run: Run, odd: str, server: psycopg.Connection
) -> None:
    told = [run(*each, "--database", odd) for each in COMMANDS]

    assert [each.code for each in told] == [1] * len(COMMANDS)
    assert not [each for each in told if "Traceback" in each.error]
    assert " init --office" in told[1].error, "there is nothing to look at yet"
    server.execute(advised(told[0].error, "ALTER DATABASE"))
    made = run(*COMMANDS[0], "--database", odd)
    assert made.code == 0, made.error


def test_a_role_that_may_not_see_the_schema_is_told_so(
    run: Run, odd: str, server: psycopg.Connection, postgres: PostgresServer
) -> None:
    with psycopg.connect(postgres.address, dbname=NAME, autocommit=True) as there:
        there.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")

    told = [run(*each, "--database", odd) for each in COMMANDS]

    assert [each.code for each in told] == [1] * len(COMMANDS)
    assert not [each for each in told if "Traceback" in each.error]
    assert "OWNER TO" in told[0].error


def test_a_role_that_made_no_table_is_told_what_to_grant(
    run: Run, odd: str, server: psycopg.Connection, postgres: PostgresServer
) -> None:
    own = address_of(server, "postgres", NAME)
    assert run("init", "--office", "san-andres", "--database", own).code == 0
    told = [run(*each, "--database", odd) for each in COMMANDS]
    with psycopg.connect(postgres.address, dbname=NAME, autocommit=True) as there:
        there.execute('GRANT SELECT ON ALL TABLES IN SCHEMA public TO "o""dd role"')
        reads = run("board", "--database", odd)
        writes = run("issue", "--outside-hours", "--database", odd)
        there.execute(advised(told[2].error, "GRANT"))

    granted = run("issue", "--outside-hours", "--database", odd)

    assert [each.code for each in told] == [1] * len(COMMANDS)
    assert not [each for each in told if "Traceback" in each.error]
    assert reads.code == 0
    assert (writes.code, "GRANT" in writes.error, "Traceback" in writes.error) == (1, True, False)
    assert granted.code == 0, granted.error
