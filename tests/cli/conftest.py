"""`turnos` run as a person at a terminal runs it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import make_url

from core.cli import main
from core.cli.sample_staff import add_sample_staff
from core.office import Office, template
from tests.servers import PostgresServer

PIN = "2468"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    error: str

    @property
    def json(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.out)
        return found


Run = Callable[..., Done]


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    cheap_hasher: PasswordHasher,
) -> Run:
    """Run `turnos` with some arguments, in English, with the sample PIN at hand."""
    monkeypatch.setattr("core.office.office.PasswordHasher", lambda: cheap_hasher)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TURNOS_PIN", PIN)

    def turnos(*arguments: str) -> Done:
        capsys.readouterr()
        code = 0
        try:
            main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return turnos


def make_sample(url: str, hasher: PasswordHasher) -> None:
    """Make what `turnos init --office san-andres --sample-staff` makes."""
    with Office.create(url, "san-andres", template("san-andres"), hasher=hasher) as office:
        add_sample_staff(office)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory, cheap_hasher: PasswordHasher) -> Path:
    """Make the sample office once: a copy of its file is quicker than another one."""
    file = tmp_path_factory.mktemp("sample") / "turnos.sqlite3"
    make_sample(f"sqlite:///{file.as_posix()}", cheap_hasher)
    return file


@pytest.fixture(scope="session")
def sample_database(postgres: PostgresServer, cheap_hasher: PasswordHasher) -> str:
    """Make it once on the server too, and return that database's name."""
    address = postgres.create()
    make_sample(address, cheap_hasher)
    return str(make_url(address).database)


@pytest.fixture
def at_office(run: Run, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have the sample office, which TURNOS_DATABASE names."""
    monkeypatch.setenv("TURNOS_DATABASE", database_url)
    return database_url
