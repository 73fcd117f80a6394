"""`turnos` run as a person at a terminal runs it."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher

from core.cli import main

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


@pytest.fixture
def at_office(run: Run, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have an office made by `turnos init`, which TURNOS_DATABASE names."""
    made = run("init", "--office", "san-andres", "--database", database_url, "--sample-staff")
    assert made.code == 0, made.error
    monkeypatch.setenv("TURNOS_DATABASE", database_url)
    return database_url
