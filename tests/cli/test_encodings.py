"""What `turnos` writes where the terminal, or a redirection on Windows, lacks our letters."""

import io
import json
import sys
import tomllib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from core.cli.main import main
from tests.cli.conftest import Run

ENCODINGS = ["utf-8", "cp1252", "cp850", "cp437", "ascii"]
Written = Callable[..., bytes]

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.fixture(params=ENCODINGS)
def written(
    request: pytest.FixtureRequest, run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> Written:
    """Run `turnos` in Spanish with its output in an encoding, and return the bytes of it."""
    assert at_office
    run("issue", "--line", "preferential", "--outside-hours")
    monkeypatch.setenv("LC_ALL", "es_CO.UTF-8")

    def turnos(*arguments: str) -> bytes:
        out = io.BytesIO()
        with monkeypatch.context() as redirected:
            stream = io.TextIOWrapper(out, encoding=request.param, write_through=True)
            redirected.setattr(sys, "stdout", stream)
            redirected.setattr(sys, "stderr", stream)
            with suppress(SystemExit):
                main(arguments)
            content = out.getvalue()
            stream.detach()
        return content

    turnos.encoding = request.param  # type: ignore[attr-defined]
    return turnos


@pytest.mark.parametrize(
    "arguments",
    [("doctor",), ("board",), ("status",), ("report", "day"), ("call-next", "--counter", "9")],
    ids=" ".join,
)
def test_what_people_read_is_written_in_the_encoding_they_have(
    written: Written, arguments: tuple[str, ...]
) -> None:
    encoding: Any = written.encoding  # type: ignore[attr-defined]

    words = written(*arguments).decode("utf-8" if encoding == "ascii" else encoding)

    assert words.strip()
    assert "Traceback" not in words


def test_json_reads_the_same_in_every_encoding(written: Written) -> None:
    encoding: Any = written.encoding  # type: ignore[attr-defined]

    board = json.loads(written("board", "--json").decode(encoding))
    events = written("journal", "--json").decode(encoding).splitlines()

    assert board["settings"]["name"] == "San Andrés"
    assert all(json.loads(event)["seq"] for event in events)


def test_what_becomes_a_file_is_in_utf_8_whatever_the_terminal_has(written: Written) -> None:
    document = tomllib.loads(written("settings", "export", "-").decode("utf-8"))
    figures = written("report", "day", "--format", "csv").decode("utf-8")

    assert document["name"] == "San Andrés"
    assert "," in figures


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("own", ["", "2468\r\n"], ids=["alone", "as oneself"])
def test_a_new_pin_is_taken_from_what_any_shell_pipes(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch, encoding: str, own: str
) -> None:
    assert at_office
    monkeypatch.delenv("TURNOS_PIN")
    piped = io.BytesIO(f"{own}97531\r\n".encode(encoding))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(piped))

    given = run("staff", "pin", "ana", *(("--as", "lider") if own else ()))

    assert given.code == 0, given.error
    monkeypatch.setenv("TURNOS_PIN", "97531")
    assert run("sign-in", "ana", "--counter", "1").code == 0
