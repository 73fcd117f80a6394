"""An office works in a folder whose name means something in another syntax."""

from pathlib import Path

import pytest

from core.machine.address import sqlite_address
from core.machine.config import data_dir, default_database
from core.office import Office
from core.store import upgrade
from core.store.connection.engine import Store
from core.store.connection.place import read_address
from tests.cli.conftest import Run
from tests.hostile import FOLDERS

SOON_S = 10.0


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made: Path = tmp_path / request.param
    monkeypatch.setenv("TURNOS_DATA", str(made))
    return made


def test_everything_works_in_a_folder_of_any_name(run: Run, folder: Path) -> None:
    config = folder.parent / "config.toml"
    config.write_text('[voice]\nengine = "none"\n')

    made = run("init", "--office", "san-andres", "--sample-staff", "--json")
    issued = run("issue", "--outside-hours")
    red = run("doctor", "--config", str(config))
    with Office.open(default_database()) as office:
        bell = office.doorbell()
        assert bell.wait(SOON_S), "it rings at once when it is connected"
        while bell.wait(0.2):
            pass
        run("issue", "--outside-hours")
        assert bell.wait(SOON_S), "and when somebody comes"
        bell.close()
        bell.wait(0)
        assert len(office.queue.waiting()) == 2
    store = Store(default_database())
    upgrade.migrate(store, upgrade.KNOWN[0])
    store.close()
    upgraded = run("board")

    assert made.code == issued.code == upgraded.code == 0, made.error + issued.error
    assert red.code == 0, red.out
    assert made.json["database"] == str(folder / "turnos.sqlite3")
    assert {each.name for each in folder.iterdir()} <= {
        "turnos.sqlite3",
        "turnos.sqlite3-wal",
        "turnos.sqlite3-shm",
    }, "and no other file was made"
    assert {each.name for each in folder.parent.iterdir()} == {"home", "config.toml", folder.name}


def test_a_folder_whose_name_is_no_utf_8_is_told_and_works(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / b"se\xf1al".decode("utf-8", "surrogateescape")
    monkeypatch.setenv("TURNOS_DATA", str(folder))

    made = run("init", "--office", "san-andres")

    assert made.code == 0, made.error
    assert "se?al" in made.out
    assert (folder / "turnos.sqlite3").exists()
    assert run("issue", "--outside-hours").code == 0


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"sqlite:////tmp/{'n' * 300}/turnos.sqlite3", "too long"),
        (f"sqlite:////tmp/{'n/' * 3000}turnos.sqlite3", "too long"),
        ("sqlite:////tmp/a%00b/turnos.sqlite3", "not an address"),
        ("sqlite:////tmp/what?/turnos.sqlite3", "%3F"),
        ("sqlite:////tmp/turnos.sqlite3?timeout=abc", "no options"),
        ("sqlite://tmp/turnos.sqlite3", "three slashes"),
        ("postgresql://ana@one:5432,two:x/turnos", "a port is a number"),
        ("postgresql://ana@one/turnos?foo=bar", "foo"),
        ("postgresql://one@two@three/turnos", "%40"),
    ],
)
def test_an_address_that_means_nothing_is_one_sentence(run: Run, address: str, words: str) -> None:
    for command in ("board", "doctor"):
        refused = run(command, "--database", address)

        assert refused.code == 1
        assert words in refused.error + refused.out
        assert "Traceback" not in refused.error
    refused = run("init", "--office", "san-andres", "--database", address)
    assert (refused.code, words in refused.error) == (1, True), refused.error


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://a:b@one/q", {"host": "one", "user": "a", "password": "b"}),
        ("postgresql://one:5433/q", {"host": "one", "port": "5433"}),
        ("postgresql://one,two/q", {"host": "one,two"}),
        ("postgresql://one:1,two:2/q", {"host": "one,two", "port": "1,2"}),
        ("postgresql://one,two:2/q", {"host": "one,two", "port": ",2"}),
        ("postgresql://[::1]:1,[fe80::2]:2/q", {"host": "::1,fe80::2", "port": "1,2"}),
        ("postgresql:///q?host=/run/db&port=5433", {"host": "/run/db", "port": "5433"}),
        ("postgresql://%2Frun%2Fdb/q", {"host": "/run/db"}),
        ("postgresql:///q?host=one:1&host=two:2", {"host": "one,two", "port": "1,2"}),
        ("postgresql:///q?host=one,two&port=1,2", {"host": "one,two", "port": "1,2"}),
        ("postgres://a:p%40%2F%25@one/q", {"host": "one", "user": "a", "password": "p@/%"}),
        (
            "postgresql+psycopg://one/q?sslmode=verify-full",
            {"host": "one", "sslmode": "verify-full"},
        ),
    ],
)
def test_a_server_is_named_in_every_way_that_libpq_knows(
    address: str, words: dict[str, str]
) -> None:
    assert read_address(address).server == {"dbname": "q"} | words


def test_the_data_folder_may_be_relative(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TURNOS_DATA", "the office")

    assert run("init", "--office", "san-andres").code == 0

    assert (tmp_path / "the office" / "turnos.sqlite3").exists()
    assert read_address(sqlite_address(data_dir() / "x")).file == Path("the office/x")
