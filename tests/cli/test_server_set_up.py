"""A server set up as docs/install.md says runs an office; other roles are told what they lack."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from core.clock import SystemClock
from core.office import Office, template
from core.store import upgrade
from core.store.connection.engine import Store
from core.store.connection.place import read_address
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
    run: Run,
    as_documented: None,
    server: psycopg.Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
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
        shlex.split(line.removeprefix("turnos"), comments=True)
        for block in blocks("sh")
        for line in block.splitlines()
        if line.startswith("turnos ")
    ]
    assert [each[0] for each in commands] == ["init", "staff", "doctor"]

    monkeypatch.setenv("TURNOS_NEW_PIN", "2468")  # which it would ask for
    done = [run(*each, "--config", str(config)) for each in commands]
    issued = run("issue", "--outside-hours", "--config", str(config))

    assert [each.code for each in (*done, issued)] == [0, 0, 0, 0], done[-1].out
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


@pytest.fixture
def inherited(server: psycopg.Connection) -> Iterator[tuple[str, str]]:
    """Give two addresses of a database: of who made an older schema, and of who owns it now."""
    server.execute("CREATE ROLE before LOGIN")
    server.execute('CREATE ROLE "o""dd role" LOGIN')
    server.execute("CREATE DATABASE inherited OWNER before")
    theirs = address_of(server, "before", "inherited")
    Office.create(theirs, "san-andres", template("san-andres"), SystemClock()).close()
    older = Store(theirs)
    upgrade.migrate(older, upgrade.KNOWN[-2])
    older.close()
    with psycopg.connect(theirs, autocommit=True) as owner:
        owner.execute('GRANT ALL ON ALL TABLES IN SCHEMA public TO "o""dd role"')
    server.execute('ALTER DATABASE inherited OWNER TO "o""dd role"')
    yield theirs, address_of(server, ROLE, "inherited")
    server.execute("DROP DATABASE inherited WITH (FORCE)")
    server.execute('DROP ROLE before, "o""dd role"')


def test_who_does_not_own_the_tables_is_told_what_an_upgrade_needs(
    run: Run, inherited: tuple[str, str], postgres: PostgresServer
) -> None:
    _, ours = inherited

    refused = run("board", "--database", ours)

    assert (refused.code, "must be upgraded" in refused.error) == (1, True), refused.error
    with psycopg.connect(postgres.address, dbname="inherited", autocommit=True) as administrator:
        told = re.search(r"REASSIGN OWNED BY .*? TO \S+ \S+", refused.error)
        assert told is not None, refused.error
        administrator.execute(told[0].encode())
    assert run("board", "--database", ours).code == 0
